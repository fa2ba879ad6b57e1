//! What is done to a text, once, on its way in.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text as it is stored: line ends are `\n`, characters are composed (NFC), a byte order mark and NUL are gone.
///
/// Everything else stays as it is, no-break spaces too: they are read as spaces, not changed to them.
#[must_use]
pub fn normalise(raw: &str) -> String {
    let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    let lines: Cow<'_, str> = if raw.contains(['\r', '\0', '\u{85}', '\u{2028}', '\u{2029}']) {
        Cow::Owned(raw.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n").replace('\0', ""))
    } else {
        Cow::Borrowed(raw)
    };
    if is_nfc_quick(lines.chars()) == IsNormalized::Yes { lines.into_owned() } else { lines.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn line_ends_marks_and_composition() {
        assert_eq!(normalise("\u{feff}a\r\nb\rc\u{2028}d\0e"), "a\nb\nc\nde");
        assert_eq!(normalise("Andre\u{301}s"), "André\u{73}");
        assert_eq!(normalise("2.5\u{a0}million"), "2.5\u{a0}million");
    }

    #[test]
    fn doing_it_twice_changes_nothing() {
        let once = normalise("a\r\n\r\ne\u{301}\u{a0}x");
        assert_eq!(normalise(&once), once);
    }
}
