//! Keeps pages away from the tree builder that it would need more than linear time for.
//!
//! HTML's rules look at all open elements for many a tag, open formatting elements again in every paragraph, and
//! compare each attribute of a tag with all before it. A page that nests by the hundred thousand would keep a machine
//! busy for hours; no real one comes near the limits here.

/// Elements inside one another, or formatting elements with attributes that are never closed.
const DEPTH: usize = 512;
/// Attributes of one tag.
const ATTRIBUTES: usize = 1024;
/// `<html>` and `<body>` tags: each merges its attributes into the first.
const ROOTS: usize = 64;

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that another of their kind closes, so that a page full of them does not nest.
const IMPLIED: [&str; 18] = [
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rb", "rt",
    "rp", "rtc", "a",
];
const FORMATTING: [&str; 12] = ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noscript"];

/// Whether a page's tree can be built in reasonable time. One pass over its bytes.
pub(super) fn is_buildable(page: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut formatting = 0_usize;
    let mut roots = 0_usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let closes = rest.starts_with('/');
        let body = if closes { &rest[1..] } else { rest };
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let tag = Tag::read(body);
        rest = tag.rest;
        let is = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if tag.attributes > ATTRIBUTES {
            return false;
        }
        if is(&["html", "body"]) {
            roots += 1;
        } else if is(&FORMATTING) {
            if closes {
                formatting = formatting.saturating_sub(1);
            } else if tag.attributes > 0 {
                formatting += 1;
            }
        } else if closes {
            if let Some(at) = open.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name)) {
                open.truncate(at);
            }
        } else if is(&RAW) {
            rest = after_raw(rest, tag.name);
        } else if !is(&VOID) && !is(&IMPLIED) {
            open.push(tag.name);
        }
        if open.len() > DEPTH || formatting > DEPTH || roots > ROOTS {
            return false;
        }
    }
    true
}

struct Tag<'p> {
    name: &'p str,
    attributes: usize,
    /// What follows the tag's `>`.
    rest: &'p str,
}

impl<'p> Tag<'p> {
    fn read(body: &'p str) -> Self {
        let bytes = body.as_bytes();
        let is_end = |b: u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        let name = bytes.iter().position(|b| is_end(*b)).unwrap_or(bytes.len());
        let mut attributes = 0;
        let mut at = name;
        let mut between = true;
        while let Some(b) = bytes.get(at).copied() {
            at += 1;
            match b {
                b'>' => break,
                b'=' => {
                    at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
                    if let Some(quote @ (b'"' | b'\'')) = bytes.get(at).copied() {
                        let value = &bytes[at + 1..];
                        at += 1 + value.iter().position(|b| *b == quote).map_or(value.len(), |end| end + 1);
                        between = true;
                    }
                }
                _ if is_end(b) => between = true,
                _ => {
                    attributes += usize::from(between);
                    between = false;
                }
            }
        }
        Self { name: body.get(..name).unwrap_or_default(), attributes, rest: body.get(at..).unwrap_or_default() }
    }
}

/// What follows the content of an element that holds no markup: its closing tag, or nothing.
fn after_raw<'p>(page: &'p str, name: &str) -> &'p str {
    let mut rest = page;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        if rest.get(2..2 + name.len()).is_some_and(|closing| closing.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = &rest[2..];
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::is_buildable;

    #[test]
    fn ordinary_pages_pass() {
        assert!(is_buildable(&"<div class=a><p>One<p>Two <b>three</b><br><ul><li>x<li>y</ul></div>".repeat(10_000)));
        assert!(is_buildable(&"<tr><td><font color=red>1</font><td>2".repeat(10_000)));
        assert!(is_buildable(&format!("<script>{}</script><p>x", "'<div>'".repeat(10_000))));
        assert!(is_buildable(&format!("<!--{}--><p>x", "<div>".repeat(10_000))));
        assert!(is_buildable(&format!("<img src='data:{}'>", "a b ".repeat(10_000))));
        assert!(is_buildable("< a <1 </ <!-- <"));
    }

    #[test]
    fn pages_that_would_take_hours_do_not() {
        assert!(!is_buildable(&"<div>".repeat(10_000)));
        assert!(!is_buildable(&"<div></p>".repeat(10_000)));
        assert!(!is_buildable(&"<p><b id=x></p>".repeat(10_000)));
        assert!(!is_buildable(&format!("<p {}>", "a b=1 ".repeat(10_000))));
        assert!(!is_buildable(&format!("<p{}>", "/x".repeat(10_000))));
        assert!(!is_buildable(&"<body x>".repeat(10_000)));
    }
}
