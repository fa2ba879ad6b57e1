//! What pages in one file share: they open anywhere, run no script, load nothing, and escape every word.

use std::fmt::{self, Display, Formatter, Write as _};
use std::io::{self, Write};

use sha2::{Digest as _, Sha256};

use super::words::{around, shown, source};
use super::{is_web, text_fragment};
use crate::model::Evidence;

const STYLE: &str = include_str!("page.css");

/// A page up to its first section. Its policy lets its own style in and nothing else.
///
/// # Errors
/// Where it cannot be written.
pub fn head(out: &mut dyn Write, title: &str, legend: &str) -> io::Result<()> {
    let (hash, title, legend) = (base64(&Sha256::digest(STYLE)), Text(title), Text(legend));
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p class=\"legend\">{legend}</p>\n"
    )
}

/// A page's end, with what all of it came to.
///
/// # Errors
/// Where it cannot be written.
pub fn foot(out: &mut dyn Write, summary: &str) -> io::Result<()> {
    writeln!(out, "<footer><p>{}</p></footer>\n</main>\n</body>\n</html>", Text(summary))
}

/// A passage in its sentence, with the words before and after that, and where it stands. What is no address of the web
/// is shown and not linked.
///
/// # Errors
/// Where it cannot be written.
pub fn passage(out: &mut dyn Write, it: &Evidence, [before, after]: [&str; 2]) -> io::Result<()> {
    write!(out, "<blockquote>")?;
    let (start, words, end) = around(it);
    if !before.trim().is_empty() {
        write!(out, "<span>{} </span>", Text(before.trim()))?;
    }
    write!(out, "{}<mark>{}</mark>{}", Text(start), Text(words), Text(end))?;
    if !after.trim().is_empty() {
        write!(out, "<span> {}</span>", Text(after.trim()))?;
    }
    let source = source(it);
    match it.url.as_deref().or(it.path.as_deref()) {
        Some(url) if is_web(url) => {
            let link = text_fragment(url, &it.sentence).unwrap_or_default();
            write!(
                out,
                "<cite><a rel=\"noopener noreferrer nofollow\" href=\"{}\">{}</a></cite>",
                Text(&link),
                Text(&source)
            )?;
        }
        Some(place) => write!(out, "<cite>{} ({})</cite>", Text(&source), Text(place))?,
        None => write!(out, "<cite>{}</cite>", Text(&source))?,
    }
    writeln!(out, "</blockquote>")
}

/// Words as they may stand in an element or in a quoted attribute; what would steer how they are shown is marked.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(pub &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' => f.write_char(' ')?,
                c => f.write_char(shown(c))?,
            }
        }
        Ok(())
    }
}

/// Base64 as RFC 4648 has it, padded.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        text.extend((0..=three.len()).map(|i| char::from(DIGITS[bits >> (18 - 6 * i) & 63])));
        text.extend(std::iter::repeat_n('=', 3 - three.len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Text, base64};

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn nothing_gets_out_of_its_element() {
        assert_eq!(
            Text("<b a='x'>\"&\n\u{202e}\u{1b}é").to_string(),
            "&lt;b a=&#39;x&#39;&gt;&quot;&amp; \u{fffd}\u{fffd}é"
        );
    }
}
