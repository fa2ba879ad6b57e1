//! An article as it is stored: its text, normalised once, and what is known of it.

use jiff::civil::Date;

/// One article. `text` is normalised on the way in and never touched again: every span points into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// As given in the input, else 16 hex digits made from the text and from where it was published.
    pub id: String,
    /// Where it was read from, as the user named it.
    pub path: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// SHA-256 of the text's UTF-8 bytes, 64 lower-case hex digits.
    pub sha256: String,
    /// The headline.
    pub title: Option<String>,
    /// The people named as its authors.
    pub byline: Vec<String>,
    /// The paper, agency or site that ran it.
    pub outlet: Option<String>,
    /// The part of the paper it ran in, as the paper names it.
    pub section: Option<String>,
    /// ISO 639-1 code; `None` where it could not be told.
    pub language: Option<String>,
    /// When it was published; relative dates are resolved against it.
    pub published: Option<Published>,
    /// Which signal gave `published`.
    pub published_from: Signal,
    /// When it was last changed, as given.
    pub modified: Option<String>,
    /// Which signal gave each of the rest.
    pub signals: Signals,
    /// The normalised text.
    pub text: String,
}

/// A publication date as it was given, with the day it falls on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, in the zone the words give.
    pub day: Date,
    /// ISO 8601: a date, or a date-time with its zone.
    pub text: String,
}

impl Published {
    /// Reads an ISO 8601 date or date-time; `None` where it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let day = text.get(..10)?.parse().ok()?;
        let rest = &text[10..];
        let sound = rest.is_empty()
            || text.replacen(' ', "T", 1).parse::<jiff::civil::DateTime>().is_ok()
            || text.parse::<jiff::Timestamp>().is_ok();
        sound.then(|| Self { day, text: text.to_owned() })
    }
}

/// The signal that gave what is known of an article, most trusted first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Signal {
    /// The command line.
    Option,
    /// The fields of a line of JSON, of a sidecar or of front matter.
    Sidecar,
    /// Linked data in the page.
    JsonLd,
    /// The page's `<meta>` and `<link>`.
    Meta,
    /// A `<time>`, or another element that is marked as one.
    TimeTag,
    /// An element by what it is or is marked as: `<h1>`, `<title>`, `itemprop`, `rel`, a class. No date comes from it.
    Markup,
    /// The address.
    Url,
    /// The words that are read.
    Text,
    /// Nothing did.
    #[default]
    None,
}

words!(Signal {
    Option => "option", Sidecar => "sidecar", JsonLd => "json-ld", Meta => "meta", TimeTag => "time-tag",
    Markup => "markup", Url => "url", Text => "text", None => "none",
});

/// Which signal gave what is known of an article; what its publication date came from stands beside that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the article's fields")]
pub struct Signals {
    pub url: Signal,
    pub title: Signal,
    pub byline: Signal,
    pub outlet: Signal,
    pub section: Signal,
    pub language: Signal,
    pub modified: Signal,
}

#[cfg(test)]
mod tests {
    use super::Published;

    #[test]
    fn dates_and_date_times_are_read() {
        for text in [
            "2021-03-18",
            "2021-03-18T10:00:00Z",
            "2021-03-18T10:00:00+05:30",
            "2021-03-18 10:00:00+00:00",
            "2021-03-18T10:00",
        ] {
            assert_eq!(Published::parse(text).map(|p| p.day.to_string()).as_deref(), Some("2021-03-18"), "{text}");
        }
        for text in ["", "2021-03", "2021-02-30", "2021-03-18x", "18/03/2021", "2021-03-18T99:00"] {
            assert_eq!(Published::parse(text), None, "{text}");
        }
    }
}
