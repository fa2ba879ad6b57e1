//! What was asked of the web, and what came back.

use std::collections::BTreeMap;

/// The header fields that say what was sent, when, where it leads and how it may be asked for again.
const KEPT: [&str; 13] = [
    "age",
    "cache-control",
    "content-encoding",
    "content-language",
    "content-length",
    "content-type",
    "date",
    "etag",
    "last-modified",
    "location",
    "retry-after",
    "server",
    "x-robots-tag",
];

/// One request and its answer. A redirect is an exchange of its own; a page's last exchange holds the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The URL that the chain of redirects began with, without a fragment.
    pub asked: String,
    /// The URL of this request.
    pub url: String,
    /// When the request was sent: ISO 8601 in UTC, to the second.
    pub at: String,
    /// The header fields sent, in order.
    pub sent: Vec<(String, String)>,
    /// What came back, or why nothing did.
    pub answer: Result<Answer, String>,
}

/// An HTTP response, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code, such as 200.
    pub status: u16,
    /// The protocol, such as `HTTP/1.1`.
    pub version: String,
    /// The header fields that came, in order; bytes that are no UTF-8 are replaced.
    pub fields: Vec<(String, String)>,
    /// The body as it came: in its content encoding, out of its transfer encoding.
    pub body: Vec<u8>,
}

/// The last answer of a URL, by which it can be asked whether the page has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When it was asked: ISO 8601 in UTC.
    pub at: String,
    /// The status code.
    pub status: u16,
    /// The value of `ETag`.
    pub etag: Option<String>,
    /// The value of `Last-Modified`.
    pub last_modified: Option<String>,
    /// SHA-256 of the page that came.
    pub page: Option<String>,
    /// Whether it was asked by a fetch that did not come to its end.
    pub pending: bool,
}

impl Answer {
    /// The value of the first header field of a name, without regard to ASCII case.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The header fields that are worth keeping beside a page, by their names in lower case; of several of one name the
    /// first. What servers would know their visitors by is none of them.
    #[must_use]
    pub fn kept_fields(&self) -> BTreeMap<&'static str, &str> {
        KEPT.iter().filter_map(|name| Some((*name, self.field(name)?))).collect()
    }
}
