//! What a page says of itself: JSON-LD, OpenGraph and `<meta>`, `<time>`, `<title>`, in this order of trust.

use scraper::node::Element;
use scraper::{ElementRef, Html};
use serde_json::Value;

use crate::model::{Published, Signal};

use super::fields::{Known, code, date, word, words};

/// Schema.org's kinds of articles, without the ending they share.
const ARTICLES: [&str; 2] = ["Article", "BlogPosting"];

/// What a page says of itself; dates that cannot be understood are warnings and stay unknown.
pub(super) fn read(page: &Html, warnings: &mut Vec<String>) -> Known {
    let mut linked = None;
    let mut named = Named::default();
    for element in page.tree.nodes().filter_map(ElementRef::wrap) {
        let value = element.value();
        match value.name() {
            "script" if linked.is_none() && is_json_ld(value) => {
                let json: String = element.text().collect();
                linked =
                    serde_json::from_str(&json).ok().and_then(|json: Value| article(&json).map(linked_data(warnings)));
            }
            "title" if named.title.is_none() => named.title = line(&element.text().collect::<String>()),
            _ => named.see(value),
        }
    }
    linked.unwrap_or_default().or(named.known(warnings))
}

/// What the tags of a page name, as they name it.
#[derive(Debug, Default)]
struct Named {
    title: Option<String>,
    headline: Option<String>,
    outlet: Option<String>,
    byline: Vec<String>,
    url: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    /// The times that are marked as the publication's, else all.
    marked_time: Option<String>,
    times: Vec<String>,
}

impl Named {
    fn see(&mut self, element: &Element) {
        let attr = |name| element.attr(name).and_then(line);
        match element.name() {
            "html" if self.language.is_none() => self.language = attr("lang"),
            "link" if element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = attr("href");
            }
            "time" => {
                let Some(time) = attr("datetime") else { return };
                let is_marked = element.attr("pubdate").is_some()
                    || element.attr("itemprop").is_some_and(|property| property == "datePublished");
                if is_marked && self.marked_time.is_none() {
                    self.marked_time = Some(time.clone());
                }
                self.times.push(time);
            }
            "meta" => {
                let key = ["property", "name", "itemprop"].into_iter().find_map(|name| element.attr(name));
                if let (Some(key), Some(content)) = (key, attr("content")) {
                    self.meta(&key.to_ascii_lowercase(), content);
                }
            }
            _ => {}
        }
    }

    fn meta(&mut self, key: &str, content: String) {
        let slot = match key {
            "og:title" => &mut self.headline,
            "og:site_name" => &mut self.outlet,
            "og:url" => &mut self.url,
            "article:published_time" | "datepublished" | "date" | "dc.date" | "dc.date.issued" | "pubdate" => {
                &mut self.published
            }
            "article:modified_time" | "datemodified" => &mut self.modified,
            "author" | "article:author" | "dc.creator" => {
                if !content.contains("://") && !self.byline.contains(&content) {
                    self.byline.push(content);
                }
                return;
            }
            _ => return,
        };
        slot.get_or_insert(content);
    }

    fn known(self, warnings: &mut Vec<String>) -> Known {
        let published = self.published.and_then(|text| date(&text, warnings)).map(|date| (date, Signal::Meta));
        Known {
            id: None,
            url: self.canonical.or(self.url).filter(|url| url.contains("://")),
            title: self.headline.or(self.title),
            byline: self.byline,
            outlet: self.outlet,
            language: self.language.and_then(|name| code(&name, warnings)),
            published: published
                .or_else(|| publication_time(self.marked_time, &self.times).map(|date| (date, Signal::TimeTag))),
            modified: self.modified,
        }
    }
}

/// The time marked as the publication's, else the one day that all times of the page agree on.
fn publication_time(marked: Option<String>, times: &[String]) -> Option<Published> {
    if let Some(published) = marked.and_then(|text| Published::parse(&text)) {
        return Some(published);
    }
    let first = Published::parse(times.first()?)?;
    times.iter().all(|time| Published::parse(time).is_some_and(|other| other.day == first.day)).then_some(first)
}

fn linked_data(warnings: &mut Vec<String>) -> impl FnOnce(&Value) -> Known {
    move |article| {
        let get = |key: &str| article.get(key).unwrap_or(&Value::Null);
        let page = get("mainEntityOfPage");
        Known {
            id: None,
            url: word(get("url")).or_else(|| word(page.get("@id").unwrap_or(page))).filter(|url| url.contains("://")),
            title: word(get("headline")).or_else(|| word(get("name"))),
            byline: words(get("author")).into_iter().filter(|name| !name.contains("://")).collect(),
            outlet: word(get("publisher")),
            language: word(get("inLanguage")).and_then(|name| code(&name, warnings)),
            published: word(get("datePublished"))
                .and_then(|text| date(&text, warnings))
                .map(|date| (date, Signal::JsonLd)),
            modified: word(get("dateModified")),
        }
    }
}

/// The first article in JSON-LD, which may be alone, in a list or in a graph.
fn article(json: &Value) -> Option<&Value> {
    match json {
        Value::Array(list) => list.iter().find_map(article),
        Value::Object(object) => {
            let kind = object.get("@type").map(words).unwrap_or_default();
            if kind.iter().any(|kind| ARTICLES.iter().any(|ending| kind.ends_with(ending))) {
                return Some(json);
            }
            object.get("@graph").and_then(article)
        }
        _ => None,
    }
}

fn is_json_ld(script: &Element) -> bool {
    script.attr("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
}

/// Words on one line; none where there are none.
fn line(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use crate::fetch::fields::Known;
    use crate::model::Signal;

    fn read(page: &str) -> (Known, Vec<String>) {
        let mut warnings = Vec::new();
        let known = super::read(&Html::parse_document(page), &mut warnings);
        (known, warnings)
    }

    #[test]
    fn linked_data_comes_first_and_tags_fill_the_gaps() {
        let (known, warnings) = read(
            r#"<html lang=en-GB><title>Doses &amp; more | The Daily</title><meta property=og:site_name content="The Daily">
            <meta property=article:published_time content=2020-01-01><link rel=canonical href=https://example.org/a>
            <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
            "headline": "Doses", "datePublished": "2021-03-18T10:00:00+0000", "author": [{"name": "Ann Lee"}, "Bo"]}]}</script>"#,
        );
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(known.title.as_deref(), Some("Doses"));
        assert_eq!(known.byline, ["Ann Lee", "Bo"]);
        assert_eq!(known.outlet.as_deref(), Some("The Daily"));
        assert_eq!(known.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(known.language.as_deref(), Some("en"));
        let (published, signal) = known.published.expect("it has a date");
        assert_eq!((published.day.to_string().as_str(), signal), ("2021-03-18", Signal::JsonLd));
    }

    #[test]
    fn times_count_where_they_are_marked_or_agree() {
        let one = "<time datetime=2021-03-18T10:00Z></time>";
        let other = "<time datetime=2021-03-20></time>";
        let marked = "<time pubdate datetime=2021-03-19></time>";
        let day = |page: &str| read(page).0.published.map(|(published, _)| published.day.to_string());
        assert_eq!(day(&one.repeat(2)).as_deref(), Some("2021-03-18"));
        assert_eq!(day(&[one, other].concat()), None);
        assert_eq!(day(&[one, other, marked].concat()).as_deref(), Some("2021-03-19"));
    }

    #[test]
    fn a_date_that_is_none_is_a_warning() {
        let (known, warnings) = read("<meta name=date content='March the 18th'>");
        assert_eq!(known.published, None);
        assert_eq!(warnings.len(), 1);
    }
}
