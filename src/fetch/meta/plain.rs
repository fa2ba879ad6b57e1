//! Words of metadata as a reader would see them: on one line, without markup, entities or marks that steer a display.

use std::borrow::Cow;

use scraper::Html;

use crate::fetch::guard;
use crate::text::normalise;

/// Longer strings are no metadata.
const LONGEST: usize = 4096;

/// A string on one line; none where it has no words or is too long to be a title or a name.
pub(super) fn plain(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    // templates escape twice now and then
    let once = unmarked(text);
    let twice = unmarked(&once);
    let shown: String = twice.chars().filter(|c| !is_unseen(*c)).collect();
    let words: Vec<&str> =
        shown.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() { None } else { Some(normalise(&words.join(" "))) }
}

/// What two spellings of one name or title share: its letters and digits in lower case.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn unmarked(text: &str) -> Cow<'_, str> {
    let entity = text.find('&').is_some_and(|at| text.get(at..).is_some_and(|rest| rest.contains(';')));
    let tag = text.match_indices('<').any(|(at, _)| {
        text.as_bytes().get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'))
    });
    if !(entity || tag) || !guard::is_buildable(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Html::parse_fragment(text).root_element().text().collect())
}

/// Marks of direction, joiners at no use in a title, and soft hyphens.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{key, plain};

    #[test]
    fn words_come_out_plain() {
        for (text, expected) in [
            ("  Doses\n &amp; more ", Some("Doses & more")),
            ("Bird&amp;#039;s <em>eye</em> view", Some("Bird's eye view")),
            ("\u{202e}Doses\u{202c} for \u{200b}all", Some("Doses for all")),
            ("a < b && c", Some("a < b && c")),
            ("<b></b>", None),
            ("\u{feff}", None),
        ] {
            assert_eq!(plain(text).as_deref(), expected, "{text:?}");
        }
        assert_eq!(plain(&"x".repeat(10_000)), None);
        assert_eq!(key("The Vale-Post."), "thevalepost");
    }
}
