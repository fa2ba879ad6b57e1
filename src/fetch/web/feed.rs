//! Feeds: RSS, Atom and JSON Feed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::failure::Failure;
use super::listing::{Item, Listing};

/// The items of a feed. Relative links are those of `base`.
pub(super) fn read(bytes: &[u8], base: Option<&str>) -> Result<Listing, Failure> {
    let parser = feed_rs::parser::Builder::new().base_uri(base).build();
    let feed = parser.parse(bytes).map_err(|error| Failure::Listing(format!("feed: {error}")))?;
    let mut listing = Listing::default();
    for entry in feed.entries {
        // The article itself; an enclosure or a feed of comments has another relation.
        let is_page = |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
        let links = &entry.links;
        let Some(link) = links.iter().find(is_page).or_else(|| links.first()) else {
            listing.unlinked += 1;
            continue;
        };
        let seconds = entry.published.max(entry.updated).map(|time| time.timestamp());
        let day = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let day = day.map(|time| time.to_zoned(TimeZone::UTC).date());
        listing.pages.push(Item { url: link.href.clone(), day });
    }
    Ok(listing)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn urls(feed: &str) -> Vec<(String, String)> {
        let listing = read(feed.as_bytes(), Some("https://quay.example/feed")).expect("a feed");
        let day = |item: &super::Item| item.day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        listing.pages.iter().map(|item| (item.url.clone(), day(item))).collect()
    }

    fn pair(url: &str, day: &str) -> (String, String) {
        (url.to_owned(), day.to_owned())
    }

    #[test]
    fn rss_atom_and_json_are_read() {
        let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>
            <item><title>A</title><link>https://quay.example/a?x=1&amp;y=2</link>
              <pubDate>Tue, 07 Sep 2021 23:30:00 GMT</pubDate></item>
            <item><link>/b</link></item></channel></rss>"#;
        let expected = [pair("https://quay.example/a?x=1&y=2", "2021-09-07"), pair("https://quay.example/b", "-")];
        assert_eq!(urls(rss), expected);
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><id>q</id>
            <updated>2021-09-08T00:00:00Z</updated><entry><id>a</id><title>A</title>
            <link rel="enclosure" href="https://quay.example/a.mp3"/><link href="https://quay.example/a"/>
            <published>2021-09-07T10:00:00Z</published><updated>2021-09-08T10:00:00Z</updated></entry></feed>"#;
        assert_eq!(urls(atom), [pair("https://quay.example/a", "2021-09-08")]);
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [
            {"id": "1", "url": "https://quay.example/a", "date_published": "2021-09-07T10:00:00Z"}]}"#;
        assert_eq!(urls(json), [pair("https://quay.example/a", "2021-09-07")]);
    }
}
