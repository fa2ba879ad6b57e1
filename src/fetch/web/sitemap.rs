//! Sitemaps: lists of pages, of news, and of other sitemaps. <https://www.sitemaps.org/protocol.html>

use jiff::civil::Date;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::failure::Failure;
use super::listing::{Item, Listing};

/// The protocol's most for one file, and twice that for those who don't keep to it.
const ENTRIES: usize = 100_000;

/// The pages and sitemaps that a sitemap names.
///
/// One that breaks off gives what stands before the break: half a list is more use than none.
pub(super) fn read(xml: &str) -> Result<Listing, Failure> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    let mut listing = Listing::default();
    let mut entry = Entry::default();
    let mut words = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                words.clear();
                if matches!(tag.local_name().into_inner(), "url" | "sitemap") {
                    entry = Entry::default();
                }
            }
            Ok(Event::Text(text)) => words.push_str(&text),
            Ok(Event::CData(text)) => words.push_str(&text),
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(c)) => words.push(c),
                _ => words.push_str(resolve_predefined_entity(&name).unwrap_or_default()),
            },
            Ok(Event::End(tag)) => match tag.local_name().into_inner() {
                "url" => entry.close(&mut listing.pages),
                "sitemap" => entry.close(&mut listing.sitemaps),
                name => entry.see(name, words.trim()),
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) if listing.pages.is_empty() && listing.sitemaps.is_empty() => {
                return Err(Failure::Listing(format!("sitemap: {error}")));
            }
            Err(_) => break,
        }
        if listing.pages.len() + listing.sitemaps.len() >= ENTRIES {
            break;
        }
    }
    Ok(listing)
}

/// A page or a sitemap, as far as it has been read.
#[derive(Debug, Default)]
struct Entry {
    url: Option<String>,
    day: Option<Date>,
}

impl Entry {
    fn see(&mut self, name: &str, words: &str) {
        match name {
            // Images and videos have places of their own, after the page's.
            "loc" if self.url.is_none() => self.url = Some(words.to_owned()),
            "lastmod" | "publication_date" => {
                let day = words.get(..10).and_then(|day| day.parse().ok());
                self.day = self.day.max(day);
            }
            _ => {}
        }
    }

    fn close(&mut self, list: &mut Vec<Item>) {
        let Self { url, day } = std::mem::take(self);
        list.extend(url.map(|url| Item { url, day }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, read};

    fn item(url: &str, day: Option<&str>) -> Item {
        Item { url: url.to_owned(), day: day.map(|day| day.parse().expect("a day")) }
    }

    #[test]
    fn pages_news_and_indexes_are_read() {
        let pages = r#"<?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
                    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc> https://quay.example/a?x=1&amp;y=&#50; </loc><lastmod>2021-09-07</lastmod></url>
            <url><loc><![CDATA[https://quay.example/b]]></loc>
              <n:news><n:publication_date>2021-09-08T10:00:00+02:00</n:publication_date></n:news>
              <image:image><image:loc>https://quay.example/b.jpg</image:loc></image:image></url>
            <url><lastmod>2021-09-07</lastmod></url></urlset>"#;
        let listing = read(pages).expect("a sitemap");
        let expected = [
            item("https://quay.example/a?x=1&y=2", Some("2021-09-07")),
            item("https://quay.example/b", Some("2021-09-08")),
        ];
        assert_eq!(listing.pages, expected);
        let index = "<sitemapindex><sitemap><loc>https://quay.example/1.xml.gz</loc></sitemap></sitemapindex>";
        assert_eq!(read(index).expect("an index").sitemaps, [item("https://quay.example/1.xml.gz", None)]);
    }

    #[test]
    fn half_a_sitemap_gives_its_half() {
        let half = "<urlset><url><loc>https://quay.example/a</loc></url><url><loc>https://quay.exam";
        assert_eq!(read(half).expect("half").pages, [item("https://quay.example/a", None)]);
        assert!(read("<urlset><url").is_err());
    }
}
