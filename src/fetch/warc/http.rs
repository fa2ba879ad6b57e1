//! The HTTP answer that a record holds, as it went over the wire.

use std::io::BufRead;

use crate::model::Answer;

use super::record::{self, Fault, HEAD};

/// Reads an answer's head; its body is still to be read.
pub(super) fn head(block: &mut impl BufRead) -> Result<Answer, Fault> {
    let lines = record::fields(block, HEAD)?;
    let (status_line, lines) = lines.split_first().ok_or("its HTTP head is empty")?;
    let mut words = status_line.split_ascii_whitespace();
    let version = words.next().filter(|word| word.starts_with("HTTP/")).ok_or("it holds no HTTP answer")?;
    let status = words.next().and_then(|word| word.parse().ok()).ok_or("its HTTP status is no number")?;
    let fields = lines.iter().filter_map(|line| line.split_once(':'));
    let fields = fields.map(|(name, value)| (name.trim_end().to_owned(), value.trim().to_owned())).collect();
    Ok(Answer { status, version: version.to_owned(), fields, body: Vec::new() })
}

/// A body out of its transfer encoding. Many archives keep the field that names one and not the encoding itself: what
/// does not begin as chunks do is taken as it is.
pub(super) fn unchunked(answer: &Answer, body: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    let named = answer.field("transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    if !named || size_line(&body).is_none() {
        return Ok(body);
    }
    let (mut plain, mut rest) = (Vec::with_capacity(body.len()), body.as_slice());
    loop {
        let (size, after) = size_line(rest).ok_or("a chunk of its body has no size")?;
        if size == 0 {
            return Ok(plain);
        }
        let chunk = after.get(..size).ok_or("its body ends within a chunk")?;
        plain.extend_from_slice(chunk);
        rest =
            after.get(size..).and_then(|rest| rest.strip_prefix(b"\r\n")).ok_or("a chunk has not the size it says")?;
    }
}

/// The size that a chunk's first line gives, and what stands behind the line.
fn size_line(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(256).position(|b| *b == b'\n')?;
    let (line, rest) = (bytes.get(..end)?, bytes.get(end + 1..)?);
    let digits = std::str::from_utf8(line).ok()?.split(';').next()?.trim();
    let size = digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| usize::from_str_radix(digits, 16).ok())??;
    Some((size, rest))
}

#[cfg(test)]
mod tests {
    use super::{head, unchunked};

    #[test]
    fn chunks_are_joined_and_what_is_none_stays() {
        let answer = head(&mut &b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"[..]).expect("an answer");
        for (body, expected) in [
            ("4\r\nTen \r\n6;x=y\r\ndoses.\r\n0\r\n\r\n", Ok("Ten doses.")),
            ("<p>Ten doses.", Ok("<p>Ten doses.")),
            ("0\r\n\r\n", Ok("")),
            ("4\r\nTen \r\n6\r\ndo", Err("its body ends within a chunk")),
            ("4\r\nTen doses\r\n0\r\n\r\n", Err("a chunk has not the size it says")),
            ("4\r\nTen \r\n", Err("a chunk of its body has no size")),
            ("ffffffffffffffff\r\nTen", Err("its body ends within a chunk")),
        ] {
            let read = unchunked(&answer, body.into());
            let expected = expected.map(|words: &str| words.as_bytes().to_vec());
            assert_eq!(read, expected, "{body}");
        }
    }

    #[test]
    fn an_answer_has_a_status() {
        let answer = head(&mut &b"HTTP/1.1 404 \r\nA: b\r\n c\r\nno field\r\n\r\nbody"[..]).expect("an answer");
        assert_eq!((answer.status, answer.field("a")), (404, Some("b c")));
        assert!(head(&mut &b"GET / HTTP/1.1\r\n\r\n"[..]).is_err());
        assert!(head(&mut &b"HTTP/1.1 OK\r\n\r\n"[..]).is_err());
    }
}
