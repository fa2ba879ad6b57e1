//! An address that opens on a passage: a text fragment, as the WICG's "URL Fragment Text Directives" has it.

use std::fmt::Write as _;

/// A passage of more words is given by its first and its last ones, so that the address stays short and survives a
/// change in between.
const WHOLE: usize = 12;
/// Words at each end of a longer one.
const ENDS: usize = 5;

/// The address with a fragment that a browser scrolls to and marks: `url#:~:text=start,end`. A fragment that the
/// address has stays, a text directive of its own gives way. `None` where the address is none of the web.
#[must_use]
pub fn text_fragment(url: &str, passage: &str) -> Option<String> {
    if !is_web(url) {
        return None;
    }
    // a passage of several paragraphs is no single run for a browser; its first is
    let passage = passage.trim().lines().next().unwrap_or_default();
    let words: Vec<&str> = passage.split_whitespace().collect();
    let mut link = url.split(":~:").next().unwrap_or(url).trim_end_matches('#').to_owned();
    if words.is_empty() {
        return Some(link);
    }
    link.push_str(if link.contains('#') { ":~:text=" } else { "#:~:text=" });
    if words.len() <= WHOLE {
        encode(&mut link, &words);
    } else {
        encode(&mut link, &words[..ENDS]);
        link.push(',');
        encode(&mut link, &words[words.len() - ENDS..]);
    }
    Some(link)
}

/// Whether an address is one of http or https without anything that could end it where it is written down: what
/// `javascript:` and the like hold is no link.
#[must_use]
pub fn is_web(url: &str) -> bool {
    let host = ["http://", "https://"].iter().find_map(|scheme| {
        url.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(|_| &url[scheme.len()..])
    });
    let ends_it = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>');
    host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '[')) && !url.contains(ends_it)
}

/// Percent-encodes all but letters, digits and the marks that neither a fragment nor a directive gives a meaning; `,`,
/// `-` and `&` part a directive.
fn encode(link: &mut String, words: &[&str]) {
    for byte in words.join(" ").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'~' | b'!' | b'*' | b'(' | b')' => {
                link.push(char::from(byte));
            }
            _ => {
                let _ = write!(link, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_web, text_fragment};

    #[test]
    fn a_short_passage_is_given_whole_and_encoded() {
        for (url, passage, expected) in [
            ("https://e.org/a", "It sent 2,500 tents.", "https://e.org/a#:~:text=It%20sent%202%2C500%20tents."),
            (
                "http://e.org/",
                "a first-rate “deal” & more",
                "http://e.org/#:~:text=a%20first%2Drate%20%E2%80%9Cdeal%E2%80%9D%20%26%20more",
            ),
            ("https://e.org/a#part", "one", "https://e.org/a#part:~:text=one"),
            ("https://e.org/a#", "one", "https://e.org/a#:~:text=one"),
            ("https://e.org/a#:~:text=old", "one", "https://e.org/a#:~:text=one"),
            ("https://e.org/a#part:~:text=old", "one", "https://e.org/a#part:~:text=one"),
            ("https://e.org/a", "one\n\nanother paragraph", "https://e.org/a#:~:text=one"),
            ("https://e.org/a", " ", "https://e.org/a"),
        ] {
            assert_eq!(text_fragment(url, passage).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_long_one_by_its_ends() {
        let passage = "The first five words are and then some that may change before the last five.";
        let link = text_fragment("https://e.org/", passage);
        let expected = "https://e.org/#:~:text=The%20first%20five%20words%20are,change%20before%20the%20last%20five.";
        assert_eq!(link.as_deref(), Some(expected));
    }

    #[test]
    fn only_the_web_is_linked() {
        for url in ["https://e.org/ä?q=1&r=2", "HTTP://E.org", "https://[::1]/"] {
            assert!(is_web(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//e.org",
            "/a/b.txt",
            "https:",
            "https://",
            "https://e.org/\"onclick=",
            "java\nscript:x",
            "https://e.org/ x",
            "https:///x",
            "é",
            "httpſ://e.org",
        ] {
            assert!(!is_web(url), "{url}");
            assert_eq!(text_fragment(url, "words"), None, "{url}");
        }
    }
}
