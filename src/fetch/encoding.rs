//! Bytes to characters: UTF-8, UTF-16 with a byte order mark, and for pages what they came with, declare or look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::error::Reason;

/// How far into a page its encoding is looked for.
const HEAD: usize = 4096;

/// A text file's characters. Nothing is guessed: what is neither UTF-8 nor marked as UTF-16 is refused.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, Reason> {
    let text = match marked(&bytes) {
        Some(encoding) => exactly(encoding, &bytes)?,
        None => String::from_utf8(bytes).map_err(|error| Reason::NotUtf8 { at: error.utf8_error().valid_up_to() })?,
    };
    if is_binary(&text) { Err(Reason::Binary) } else { Ok(text) }
}

/// A page's characters: by its byte order mark, else the `charset` that it came with, else what it declares, else UTF-8,
/// else what its bytes look like.
///
/// Characters that do not fit the declared encoding become U+FFFD, with a warning: one broken byte in a page's footer
/// should not cost the article.
pub(super) fn page<'b>(
    bytes: &'b [u8],
    charset: Option<&str>,
    warnings: &mut Vec<String>,
) -> Result<Cow<'b, str>, Reason> {
    let page = characters(bytes, charset, warnings)?;
    if is_binary(&page) { Err(Reason::Binary) } else { Ok(page) }
}

fn characters<'b>(bytes: &'b [u8], charset: Option<&str>, warnings: &mut Vec<String>) -> Result<Cow<'b, str>, Reason> {
    if let Some(encoding) = marked(bytes) {
        return exactly(encoding, bytes).map(Cow::Owned);
    }
    let named = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = named.or_else(|| declared(bytes.get(..HEAD).unwrap_or(bytes)));
    if declared.is_none_or(|encoding| encoding == UTF_8)
        && let Ok(text) = str::from_utf8(bytes)
    {
        return Ok(Cow::Borrowed(text));
    }
    Ok(match declared {
        Some(encoding) => leniently(encoding, bytes, warnings),
        None => guessed(bytes, warnings),
    })
}

/// Reads what declares nothing by the encoding that browsers would guess.
fn guessed<'b>(bytes: &'b [u8], warnings: &mut Vec<String>) -> Cow<'b, str> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    warnings.push(format!("the page does not say what encoding it is in; read as {}", encoding.name()));
    encoding.decode_without_bom_handling(bytes).0
}

fn leniently<'b>(encoding: &'static Encoding, bytes: &'b [u8], warnings: &mut Vec<String>) -> Cow<'b, str> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        warnings.push(format!("some characters do not fit {}, which the page is said to be in", encoding.name()));
    }
    text
}

fn exactly(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Reason> {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    if had_errors { Err(Reason::NotUtf16) } else { Ok(text.into_owned()) }
}

fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding).filter(|encoding| [UTF_16LE, UTF_16BE].contains(encoding))
}

/// The encoding that `<meta charset>`, `<meta http-equiv>` or an XML declaration names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let label = ["charset", "encoding"].iter().find_map(|key| {
        head.match_indices(key).find_map(|(at, _)| {
            let value = head[at + key.len()..].trim_start().strip_prefix('=')?.trim_start();
            let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
            let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.:".contains(c)).unwrap_or(value.len());
            Encoding::for_label(&value.as_bytes()[..end])
        })
    })?;
    // A page whose declaration could be read byte by byte is not UTF-16, whatever it says.
    Some(if [UTF_16LE, UTF_16BE].contains(&label) { UTF_8 } else { label })
}

/// Whether more than a stray character is NUL or controls a machine.
fn is_binary(text: &str) -> bool {
    let is_control = |b: &u8| *b < b'\t' || (0x0e..0x20).contains(b) && *b != 0x1b;
    // In pieces whose count a byte holds, which processors add up many at a time.
    let pieces = text.as_bytes().chunks(usize::from(u8::MAX));
    let controls: usize =
        pieces.map(|piece| usize::from(piece.iter().map(|b| u8::from(is_control(b))).sum::<u8>())).sum();
    controls > 8 && controls > text.len() / 100
}

#[cfg(test)]
mod tests {
    use super::{Reason, page, text};

    fn utf16(words: &str) -> Vec<u8> {
        "\u{feff}".chars().chain(words.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect()
    }

    #[test]
    fn a_text_is_utf8_or_marked() {
        assert_eq!(text("Zürich".into()).ok().as_deref(), Some("Zürich"));
        assert_eq!(text(utf16("Zürich")).ok().as_deref(), Some("Zürich"));
        assert!(matches!(text(b"Z\xfcrich".to_vec()), Err(Reason::NotUtf8 { at: 1 })));
        assert!(matches!(text(b"\xff\xfea".to_vec()), Err(Reason::NotUtf16)));
        assert!(matches!(text(utf16("Zürich and more words").split_off(2)), Err(Reason::NotUtf8 { .. })));
        assert!(matches!(text(utf16("ten doses of it").split_off(2)), Err(Reason::Binary)));
    }

    #[test]
    fn a_picture_is_no_page() {
        let picture: Vec<u8> = b"\x89PNG\r\n\x1a\n".iter().copied().chain((0..=255).cycle().take(2000)).collect();
        assert!(matches!(page(&picture, None, &mut Vec::new()), Err(Reason::Binary)));
    }

    #[test]
    fn a_page_is_what_it_declares() {
        let mut warnings = Vec::new();
        for head in ["<meta charset=windows-1252>", "<meta http-equiv=x content='text/html; charset = ISO-8859-1'>"] {
            let bytes = [head.as_bytes(), b"Z\xfcrich"].concat();
            assert_eq!(page(&bytes, None, &mut warnings).ok(), Some(format!("{head}Zürich").into()));
        }
        assert!(warnings.is_empty());
        let bytes = b"<meta charset=utf-8>Z\xfcrich".to_vec();
        assert_eq!(page(&bytes, None, &mut warnings).ok().as_deref(), Some("<meta charset=utf-8>Z\u{fffd}rich"));
        assert_eq!(warnings.len(), 1);
        let bytes = b"<p>In Z\xfcrich, where the caf\xe9s are".to_vec();
        let read = page(&bytes, None, &mut warnings).ok();
        assert_eq!(read.as_deref(), Some("<p>In Zürich, where the cafés are"));
        assert_eq!(warnings.len(), 2, "{warnings:?}");
    }
}
