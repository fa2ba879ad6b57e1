//! JSON-LD: the article among what a page's scripts describe, however it is nested, and broken JSON mended as far as that
//! is safe.

use serde_json::{Map, Value};

use crate::fetch::fields::{word, words};

use super::plain::plain;

/// Schema.org's kinds of articles, by the ending they share, best first.
const ARTICLES: [&str; 5] = ["Article", "BlogPosting", "Report", "Review", "SocialMediaPosting"];
/// What describes the page when nothing describes the article.
const PAGES: [&str; 3] = ["WebPage", "ItemPage", "CreativeWork"];
/// How deep an article is looked for; in real pages it is three deep at most.
const DEPTH: usize = 8;
/// More authors are no byline.
const AUTHORS: usize = 32;

/// What linked data says, as it says it.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) url: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
}

/// Reads the linked data of a page.
pub(super) fn read<'v>(values: impl IntoIterator<Item = &'v Value>) -> Linked {
    let mut nodes = Vec::new();
    for value in values {
        gather(value, DEPTH, &mut nodes);
    }
    let mut article = Linked::default();
    for kinds in [&ARTICLES[..], &PAGES] {
        let fitting = |node: &&&Map<String, Value>| rank(node, kinds).is_some();
        let best = nodes.iter().filter(fitting).min_by_key(|node| {
            let is_whole = node.contains_key("headline") && node.contains_key("datePublished");
            (!is_whole, !node.contains_key("datePublished"), rank(node, kinds))
        });
        if let Some(best) = best {
            article = article.or(Linked::of(best, &nodes, kinds == ARTICLES));
        }
    }
    article
}

impl Linked {
    fn of(node: &Map<String, Value>, nodes: &[&Map<String, Value>], is_article: bool) -> Self {
        let get = |key: &str| node.get(key).unwrap_or(&Value::Null);
        let text = |key: &str| word(get(key)).and_then(|text| plain(&text));
        let page = get("mainEntityOfPage");
        let author =
            [get("author"), get("creator")].into_iter().map(|value| names(value, nodes)).find(|it| !it.is_empty());
        let sections = words(get("articleSection"));
        Self {
            url: word(get("url")).or_else(|| word(page.get("@id").unwrap_or(page))),
            headline: text("headline").or_else(|| text("name")).filter(|_| is_article),
            authors: author.unwrap_or_default(),
            publisher: names(get("publisher"), nodes).into_iter().next(),
            section: sections.first().and_then(|text| plain(text)),
            language: word(get("inLanguage")),
            published: word(get("datePublished")),
            modified: word(get("dateModified")),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            url: self.url.or(other.url),
            headline: self.headline.or(other.headline),
            authors: if self.authors.is_empty() { other.authors } else { self.authors },
            publisher: self.publisher.or(other.publisher),
            section: self.section.or(other.section),
            language: self.language.or(other.language),
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
        }
    }
}

/// The objects of a graph, each before what it holds.
fn gather<'v>(value: &'v Value, depth: usize, nodes: &mut Vec<&'v Map<String, Value>>) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| gather(item, depth - 1, nodes)),
        Value::Object(object) => {
            nodes.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    gather(inner, depth - 1, nodes);
                }
            }
        }
        _ => {}
    }
}

/// Where an object's type stands among kinds.
fn rank(node: &Map<String, Value>, kinds: &[&str]) -> Option<usize> {
    let types = words(node.get("@type")?);
    types.iter().filter_map(|kind| kinds.iter().position(|ending| kind.ends_with(ending))).min()
}

/// The names of people or bodies: strings, objects with a name, or references to objects elsewhere in the graph.
fn names(value: &Value, nodes: &[&Map<String, Value>]) -> Vec<String> {
    let items = if let Value::Array(list) = value { list.as_slice() } else { std::slice::from_ref(value) };
    let name = |item: &Value| {
        let referred = || {
            let id = item.get("@id")?.as_str()?;
            let node = nodes.iter().find(|node| node.get("@id").and_then(Value::as_str) == Some(id))?;
            word(node.get("name")?)
        };
        item.get("name").map_or_else(|| word(item), word).or_else(referred)
    };
    items.iter().take(AUTHORS).filter_map(name).filter_map(|name| plain(&name)).collect()
}

/// A script's JSON, mended where it is broken; none where it cannot be read even so.
pub(super) fn parse(script: &str) -> Option<Value> {
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&mended(script)).ok())
}

/// JSON without the slips that templates make: comment marks around it, `&quot;` for quotation marks, line ends in
/// strings, commas before a closing bracket, values left out, a semicolon at the end. One pass.
fn mended(script: &str) -> String {
    let decoded = if script.contains('"') { None } else { Some(script.replace("&quot;", "\"").replace("&#34;", "\"")) };
    let script = decoded.as_deref().unwrap_or(script);
    let script =
        script.split_once("<![CDATA[").map_or(script, |(_, data)| data.rsplit_once("]]>").map_or(data, |it| it.0));
    let start = script.find(['{', '[']).unwrap_or(script.len());
    let end = script.rfind(['}', ']']).map_or(start, |end| end + 1).max(start);
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    let mut escaped = false;
    for c in script.get(start..end).unwrap_or_default().chars() {
        if inside {
            match c {
                // no escape of JSON's: the backslash is dropped
                c if escaped && !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                    out.pop();
                    out.push(if c < ' ' { ' ' } else { c });
                }
                c if c < ' ' => out.push(' '),
                c => out.push(c),
            }
            inside = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => inside = true,
            '}' | ']' | ',' => {
                let before = out.trim_end();
                if c != ',' && before.ends_with(',') {
                    out.truncate(before.len() - 1);
                } else if before.ends_with(':') {
                    out.push_str("null");
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{mended, parse, read};

    fn linked(script: &str) -> super::Linked {
        read(&parse(script))
    }

    #[test]
    fn the_article_is_found_wherever_it_is() {
        let article =
            r##"{"@type": ["Thing", "ReportageNewsArticle"], "headline": "Doses", "author": {"@id": "#ann"}}"##;
        let ann = r##"{"@id": "#ann", "@type": "Person", "name": "Ann Lee"}"##;
        for script in [
            format!("[{article}, {ann}]"),
            format!(r#"{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {article}, {ann}]}}"#),
            format!(r#"[{{"@type": "WebPage", "name": "y", "mainEntity": {article}}}, {ann}]"#),
            format!(r#"[[{{"@type": "ItemPage", "mainEntityOfPage": [{article}]}}], {ann}]"#),
        ] {
            let linked = linked(&script);
            assert_eq!(linked.headline.as_deref(), Some("Doses"), "{script}");
            assert_eq!(linked.authors, ["Ann Lee"], "{script}");
        }
    }

    #[test]
    fn a_page_gives_its_dates_and_no_headline() {
        let linked = linked(r#"{"@type": "WebPage", "name": "Doses | Daily", "datePublished": "2021-03-18"}"#);
        assert_eq!((linked.headline, linked.published.as_deref()), (None, Some("2021-03-18")));
    }

    #[test]
    fn slips_are_mended() {
        for script in [
            "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"a b\",} -->",
            "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"a\nb\", \"x\": [1, 2, ], \"y\": }\n//]]>",
            "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;a b&quot;};",
            "{\"@type\": \"NewsArticle\", \"x\": , \"headline\": \"a b\", \"y\": \"it\\'s\"}",
        ] {
            assert_eq!(linked(script).headline.as_deref(), Some("a b"), "{script}");
        }
        for script in ["", "{", "}", "][", "\"", "{\"a\": \"\\", "é"] {
            let _ = mended(script);
            assert!(linked(script).headline.is_none(), "{script}");
        }
    }

    #[test]
    fn deep_nesting_ends() {
        assert!(linked(&"[".repeat(100_000)).headline.is_none());
        assert!(linked(&(r#"{"@graph":"#.repeat(100) + "1" + &"}".repeat(100))).headline.is_none());
    }
}
