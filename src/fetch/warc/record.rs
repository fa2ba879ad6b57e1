//! The head of a WARC record: its version and its named fields.

use std::io::{self, BufRead};

use super::super::lines::{self, Line};

/// The most bytes that the fields of a head may have, an HTTP head's too. Real ones have a few kilobytes.
pub(super) const HEAD: usize = 64 << 10;

/// Why a record cannot be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// It is not as the standard has it.
    Form(&'static str),
    /// Its bytes cannot be had: the system says no, or its gzip member is broken or cut short.
    Io(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<&'static str> for Fault {
    fn from(why: &'static str) -> Self {
        Self::Form(why)
    }
}

/// What a record's head says of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// `WARC-Type`, in lower case.
    pub(super) kind: String,
    /// `Content-Length`: the bytes of its block.
    pub(super) length: u64,
    /// `WARC-Target-URI`, out of the angle brackets that some writers put around it.
    pub(super) url: Option<String>,
    /// `WARC-Date`.
    pub(super) date: Option<String>,
    /// `WARC-Truncated`: why its writer has not kept all of it.
    pub(super) truncated: Option<String>,
}

impl Head {
    /// Reads the next head with the empty line that ends it, past empty lines before it; `None` at the end.
    pub(super) fn read(source: &mut impl BufRead) -> Result<Option<Self>, Fault> {
        for _ in 0..HEAD / 2 {
            match source.fill_buf()?.first() {
                None => return Ok(None),
                Some(b'\r' | b'\n') => source.consume(1),
                Some(_) => return Self::of(&fields(source, HEAD)?).map(Some).map_err(Fault::Form),
            }
        }
        Err("empty lines stand where a record is due".into())
    }

    fn of(lines: &[String]) -> Result<Self, &'static str> {
        let (version, lines) = lines.split_first().ok_or("its head is empty")?;
        if !version.starts_with("WARC/") {
            return Err("no WARC version stands where a record is due");
        }
        let (mut head, mut length) = (Self::default(), None);
        for (name, value) in lines.iter().filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            match name.trim_end().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => head.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-truncated" => head.truncated = Some(value.to_owned()),
                "warc-date" => head.date = Some(value.to_owned()),
                "content-length" => {
                    let read = value.bytes().all(|b| b.is_ascii_digit()).then(|| value.parse().ok()).flatten();
                    let read: u64 = read.ok_or("its Content-Length is no number")?;
                    if length.replace(read).is_some_and(|other| other != read) {
                        return Err("it has two Content-Lengths");
                    }
                }
                _ => {}
            }
        }
        if head.kind.is_empty() {
            return Err("it has no WARC-Type");
        }
        head.length = length.ok_or("it has no Content-Length")?;
        Ok(head)
    }
}

/// Lines up to an empty one, each with the ones that continue it, at most `limit` bytes.
pub(super) fn fields(source: &mut impl BufRead, limit: usize) -> Result<Vec<String>, Fault> {
    let (mut all, mut line, mut left): (Vec<String>, _, _) = (Vec::new(), Vec::new(), limit);
    loop {
        match lines::next(source, &mut line, left)? {
            Line::End => return Err("it ends within a head".into()),
            Line::TooLong => return Err("its head is larger than any that is read".into()),
            Line::Read if line.is_empty() => return Ok(all),
            Line::Read => {}
        }
        left = left.saturating_sub(line.len() + 1);
        let words = String::from_utf8_lossy(&line);
        match all.last_mut() {
            Some(last) if words.starts_with([' ', '\t']) => {
                last.push(' ');
                last.push_str(words.trim());
            }
            _ => all.push(words.into_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, HEAD, Head};

    fn read(bytes: &[u8]) -> Result<Option<Head>, String> {
        Head::read(&mut &bytes[..]).map_err(|fault| match fault {
            Fault::Form(why) => why.to_owned(),
            Fault::Io(error) => error.to_string(),
        })
    }

    #[test]
    fn a_head_is_read_whatever_its_case_and_its_folds() {
        let head = "\r\n\r\nWARC/1.0\r\nwarc-type: Response\r\nContent-Length:12\r\nWARC-Target-URI: \r\n <http://a.example/>\r\n\
                    WARC-Date: 2021-03-18T10:00:00Z\r\n\r\n";
        let expected = Head {
            kind: "response".to_owned(),
            length: 12,
            url: Some("http://a.example/".to_owned()),
            date: Some("2021-03-18T10:00:00Z".to_owned()),
            truncated: None,
        };
        assert_eq!(read(head.as_bytes()), Ok(Some(expected)));
        assert_eq!(read(b"\r\n\r\n"), Ok(None));
    }

    #[test]
    fn a_head_that_lies_is_refused() {
        for (head, why) in [
            ("WARC/1.1\r\nWARC-Type: response\r\n\r\n", "it has no Content-Length"),
            ("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n", "its Content-Length is no number"),
            (
                "WARC/1.1\r\nWARC-Type: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "its Content-Length is no number",
            ),
            (
                "WARC/1.1\r\nWARC-Type: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "it has two Content-Lengths",
            ),
            ("WARC/1.1\r\nContent-Length: 1\r\n\r\n", "it has no WARC-Type"),
            ("GET / HTTP/1.1\r\n\r\n", "no WARC version stands where a record is due"),
            ("WARC/1.1\r\nWARC-Type: a", "it ends within a head"),
        ] {
            assert_eq!(read(head.as_bytes()), Err(why.to_owned()));
        }
        let endless = format!("WARC/1.1\r\nX: {}", "x".repeat(2 * HEAD));
        assert_eq!(read(endless.as_bytes()), Err("its head is larger than any that is read".to_owned()));
        assert_eq!(read(&vec![b'\n'; 2 * HEAD]), Err("empty lines stand where a record is due".to_owned()));
    }
}
