//! One tag, its attributes as HTML's tokenizer parts them.

use super::FORMATTING;
use super::is_one;
use crate::fetch::attributes::READ;

pub(super) struct Tag<'p> {
    pub(super) name: &'p str,
    pub(super) attributes: usize,
    /// Whether it ends in `/>`, which counts in foreign elements.
    pub(super) closes_itself: bool,
    /// Whether one of its attributes says that its content is linked data.
    pub(super) is_linked_data: bool,
    /// What follows the tag's `>`.
    pub(super) rest: &'p str,
}

impl<'p> Tag<'p> {
    /// Reads a tag from its name on, and writes it to `lean` with the attributes alone that are read.
    pub(super) fn read(body: &'p str, lean: &mut String) -> Self {
        let bytes = body.as_bytes();
        let name = until(bytes, 0, ends_name);
        let mut tag =
            Self { name: &body[..name], attributes: 0, closes_itself: false, is_linked_data: false, rest: "" };
        // How these are nested depends on their attributes.
        let is_whole = is_one(tag.name, &FORMATTING);
        let (mut copied, mut at) = (0, name);
        while let Some(byte) = bytes.get(at) {
            if *byte == b'>' {
                tag.closes_itself = bytes[..at].ends_with(b"/") && tag.closes_itself;
                at += 1;
                break;
            }
            tag.closes_itself = *byte == b'/';
            if byte.is_ascii_whitespace() || *byte == b'/' {
                at += 1;
                continue;
            }
            let start = at;
            // a `=` at the beginning is part of the name
            let end = until(bytes, at + 1, |byte| ends_name(byte) || byte == b'=');
            let value;
            (value, at) = self::value(bytes, end);
            tag.attributes += 1;
            let (attribute, value) = (&body[start..end], &body[value..at]);
            tag.is_linked_data |= attribute.eq_ignore_ascii_case("type") && is_linked_data(value);
            let is_read = is_whole
                || is_one(attribute, &READ)
                || attribute.eq_ignore_ascii_case("href") && tag.name.eq_ignore_ascii_case("link");
            if !is_read {
                lean.push_str(&body[copied..start]);
                copied = at;
            }
        }
        lean.push_str(&body[copied..at]);
        tag.rest = &body[at..];
        tag
    }
}

/// Where the value of an attribute whose name ends `at` begins, and where the attribute ends.
fn value(bytes: &[u8], at: usize) -> (usize, usize) {
    let is_more = |byte: u8| !byte.is_ascii_whitespace();
    let sign = until(bytes, at, is_more);
    if bytes.get(sign) != Some(&b'=') {
        return (at, at);
    }
    let value = until(bytes, sign + 1, is_more);
    match bytes.get(value) {
        Some(quote @ (b'"' | b'\'')) => (value, (until(bytes, value + 1, |byte| byte == *quote) + 1).min(bytes.len())),
        _ => (value, until(bytes, value, |byte| byte.is_ascii_whitespace() || byte == b'>')),
    }
}

fn is_linked_data(value: &str) -> bool {
    let kind = value.trim_start_matches(['"', '\'']).trim_start();
    kind.get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
}

const fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

/// Where, from `at` on, the first byte is of a kind; else the end.
fn until(bytes: &[u8], at: usize, is: impl Fn(u8) -> bool) -> usize {
    bytes.get(at..).and_then(|rest| rest.iter().position(|byte| is(*byte))).map_or(bytes.len(), |found| at + found)
}
