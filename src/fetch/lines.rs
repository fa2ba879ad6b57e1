//! Lines of bounded length: a line that is too long is skipped, never held.

use std::io::{self, BufRead, Read as _};

/// What the next line came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The line is in the buffer, without its line end.
    Read,
    /// The line was longer than the limit; it has been skipped up to its end.
    TooLong,
    /// There are no more lines.
    End,
}

/// Reads one line of at most `limit` bytes into `buffer`.
///
/// # Errors
/// Where the source cannot be read; what was read of the line before is of no use then.
pub(super) fn next(source: &mut impl BufRead, buffer: &mut Vec<u8>, limit: usize) -> io::Result<Line> {
    buffer.clear();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    if source.by_ref().take(most).read_until(b'\n', buffer)? == 0 {
        return Ok(Line::End);
    }
    if buffer.pop_if(|last| *last == b'\n').is_none() && buffer.len() > limit {
        *buffer = Vec::new();
        source.skip_until(b'\n')?;
        return Ok(Line::TooLong);
    }
    buffer.pop_if(|last| *last == b'\r');
    Ok(Line::Read)
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read, repeat};

    use super::{Line, next};

    #[test]
    fn long_lines_are_skipped_and_the_next_is_read() {
        let mut source = &b"abc\r\n\nabcdef\nabcd\nlast"[..];
        let mut buffer = Vec::new();
        let mut seen = Vec::new();
        loop {
            match next(&mut source, &mut buffer, 4).expect("a slice can be read") {
                Line::End => break,
                Line::TooLong => seen.push("-".to_owned()),
                Line::Read => seen.push(String::from_utf8_lossy(&buffer).into_owned()),
            }
        }
        assert_eq!(seen, ["abc", "", "-", "abcd", "last"]);
    }

    #[test]
    fn a_gigabyte_without_a_line_end_is_not_held() {
        let mut source = BufReader::new(repeat(b'x').take(1 << 30).chain(&b"\nnext"[..]));
        let mut buffer = Vec::new();
        assert_eq!(next(&mut source, &mut buffer, 1 << 20).expect("it can be read"), Line::TooLong);
        assert!(buffer.capacity() <= 1 << 22, "{}", buffer.capacity());
        assert_eq!(next(&mut source, &mut buffer, 1 << 20).expect("it can be read"), Line::Read);
        assert_eq!(buffer, b"next");
    }
}
