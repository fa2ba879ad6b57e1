//! What a body is, told by its content: a page, or a feed, a sitemap or a list of URLs, and what these name.

use jiff::civil::Date;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::super::content::{charset, essence, is_gzip, is_html, unpacked};
use super::failure::Failure;
use super::{feed, sitemap};
use crate::fetch::encoding;

/// Elements in one another that a feed may have: its parser descends into each.
const DEPTH: usize = 100;

/// What a body turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A page of HTML.
    Page,
    /// Something that names pages.
    Listing(Listing),
}

/// What a feed, a sitemap or a list names, in its order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) pages: Vec<Item>,
    /// Further sitemaps, of an index.
    pub(super) sitemaps: Vec<Item>,
    /// Of a list of URLs: each may be a page, a feed or a sitemap.
    pub(super) any: Vec<Item>,
    /// Items without a link.
    pub(super) unlinked: u64,
}

/// One thing that a listing names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// As it stands there; it may be relative.
    pub(super) url: String,
    /// When it was published or last changed.
    pub(super) day: Option<Date>,
}

/// Tells what a body is. `media_type` is what its header says, `base` where it was, `limit` the most that is unpacked.
pub(super) fn content(
    body: &[u8],
    media_type: Option<&str>,
    base: Option<&str>,
    limit: usize,
) -> Result<Content, Failure> {
    if is_gzip(body) {
        return content(&once_unpacked(body, limit)?, None, base, limit);
    }
    let start = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    if start.starts_with(b"{") {
        return feed::read(start, base).map(Content::Listing);
    }
    let is_html = media_type.is_some_and(is_html);
    let is_marked = start.starts_with(b"<") || start.starts_with(b"\xfe\xff") || start.starts_with(b"\xff\xfe");
    if is_marked {
        let charset = media_type.and_then(charset);
        let text = encoding::page(body, charset.as_deref(), &mut Vec::new())
            .map_err(|error| Failure::Kind(error.to_string()))?;
        match root(&text).as_deref() {
            Some("rss" | "feed" | "RDF") => return feed_of(body, &text, base).map(Content::Listing),
            Some("urlset" | "sitemapindex") => return sitemap::read(&text).map(Content::Listing),
            Some(name) if name.eq_ignore_ascii_case("html") || is_html => return Ok(Content::Page),
            Some(name) => return Err(Failure::Kind(format!("XML of the kind <{name}>"))),
            None => {}
        }
    }
    if is_html {
        return Ok(Content::Page);
    }
    urls(start).map(Content::Listing).ok_or_else(|| Failure::Kind(media_type.unwrap_or("of no known kind").to_owned()))
}

/// Whether something of this media type may be read at all; its content is looked at then.
pub(super) fn may_be_read(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.starts_with("text/")
        || ["+xml", "/xml", "json", "gzip"].iter().any(|end| essence.ends_with(end))
        || ["", "application/octet-stream"].contains(&essence.as_str())
}

/// Unpacks a file that was packed before it was sent, as `sitemap.xml.gz` is; not one that is packed again.
fn once_unpacked(body: &[u8], limit: usize) -> Result<Vec<u8>, Failure> {
    let bytes = unpacked(body, limit)?;
    if is_gzip(&bytes) { Err(Failure::Kind("gzip in gzip".to_owned())) } else { Ok(bytes) }
}

fn feed_of(body: &[u8], text: &str, base: Option<&str>) -> Result<Listing, Failure> {
    if depth(text) > DEPTH {
        return Err(Failure::Listing(format!("feed: more than {DEPTH} elements in one another")));
    }
    feed::read(body, base)
}

/// The first element's name, without its prefix.
fn root(xml: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => return Some(tag.local_name().into_inner().to_owned()),
            Ok(Event::DocType(kind)) if kind.trim_start().get(..4).is_some_and(|k| k.eq_ignore_ascii_case("html")) => {
                return Some("html".to_owned());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// How many elements stand in one another, at most.
fn depth(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let (mut depth, mut most) = (0_usize, 0);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                depth += 1;
                most = most.max(depth);
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return most,
            Ok(_) => {}
        }
    }
}

/// A list of URLs, one a line; blank lines and those that begin with `#` are passed over. `None` where it is none.
fn urls(bytes: &[u8]) -> Option<Listing> {
    let text = std::str::from_utf8(bytes).ok()?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let named: Option<Vec<Item>> =
        lines.map(|line| is_url(line).then(|| Item { url: line.to_owned(), day: None })).collect();
    let named = named.filter(|named| !named.is_empty())?;
    Some(Listing { any: named, ..Listing::default() })
}

/// Whether words are the address of something on the web.
#[must_use]
pub fn is_url(words: &str) -> bool {
    let begins = |scheme: &str| words.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

#[cfg(test)]
mod tests {
    use super::{Content, Failure, content};

    fn told(body: &str, media_type: Option<&str>) -> Result<Content, Failure> {
        content(body.as_bytes(), media_type, Some("https://quay.example/"), 1 << 20)
    }

    #[test]
    fn content_tells_what_a_thing_is() {
        for page in
            ["<!doctype html><p>Ten", "<html><p>Ten", "<!-- x --><HTML>", "<?xml version='1.0'?><html xmlns='x'/>"]
        {
            assert_eq!(told(page, None), Ok(Content::Page), "{page}");
        }
        assert_eq!(told("<p>Ten", Some("text/html; charset=utf-8")), Ok(Content::Page));
        assert_eq!(told("Ten", Some("text/html")), Ok(Content::Page));
        let counts = |body: &str| match told(body, Some("text/plain")) {
            Ok(Content::Listing(listing)) => (listing.pages.len(), listing.any.len()),
            other => panic!("{body}: {other:?}"),
        };
        assert_eq!(counts("<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>"), (1, 0));
        assert_eq!(counts("<urlset><url><loc>https://quay.example/a</loc></url></urlset>"), (1, 0));
        assert_eq!(counts("# two\nhttps://quay.example/a\n\nhttps://quay.example/b\n"), (0, 2));
        for other in ["%PDF-1.7", "Ten tonnes", "<svg/>", ""] {
            assert!(matches!(told(other, None), Err(Failure::Kind(_))), "{other}");
        }
    }

    #[test]
    fn a_feed_of_a_hundred_thousand_elements_in_one_another_is_refused() {
        let deep = format!("<rss version='2.0'>{}", "<a>".repeat(100_000));
        assert!(matches!(told(&deep, None), Err(Failure::Listing(_))));
        let json = format!("{{\"version\":{}", "[".repeat(100_000));
        assert!(matches!(told(&json, None), Err(Failure::Listing(_))));
    }
}
