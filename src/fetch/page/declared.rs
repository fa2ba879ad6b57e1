//! What a page declares of itself that tells whether it is an article, and a whole one.

use std::fmt::Write as _;

use scraper::ElementRef;
use serde_json::Value;

use crate::fetch::meta::Seen;

/// Values of JSON-LD that are looked at.
const VALUES: usize = 4096;
/// Schema.org's kinds of articles, by how they end.
const ARTICLES: &[&str] = &["Article", "BlogPosting", "Report"];
/// What the titles of pages say that stand in for one that could not be shown.
const ERRORS: &[&str] = &[
    "404",
    "403 ",
    "500 ",
    "502 ",
    "503 ",
    "page not found",
    "not found",
    "page unavailable",
    "access denied",
    "forbidden",
    "just a moment",
    "attention required",
];

/// What a page declares of itself.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// That it is an article.
    pub(super) is_article: bool,
    /// That it is a film.
    pub(super) is_video: bool,
    /// That it lists others.
    pub(super) is_list: bool,
    /// That it stands in for a page that could not be shown.
    pub(super) is_error: bool,
    /// That it is not for everybody to read.
    pub(super) is_paid: bool,
    /// How many words its article has.
    pub(super) words: Option<usize>,
    /// Its article's words, where they stand in its data, and where that is.
    pub(super) body: Option<(String, String)>,
}

impl Declared {
    /// Takes it out of what was seen of the page.
    pub(super) fn of(seen: &Seen<'_>) -> Self {
        let mut declared = Self::default();
        for (json, script) in &seen.linked {
            declared.linked_data(json, || path(*script));
        }
        for (key, content) in &seen.metas {
            declared.meta(key, content);
        }
        let title = seen.title.as_deref().unwrap_or_default().to_ascii_lowercase();
        declared.is_error = ERRORS.iter().any(|words| title.starts_with(words));
        declared
    }

    fn meta(&mut self, key: &str, content: &str) {
        match key {
            "og:type" => {
                self.is_article |= content == "article";
                self.is_video |= content.starts_with("video");
            }
            "article:content_tier" => self.is_paid |= content.eq_ignore_ascii_case("locked"),
            _ => {}
        }
    }

    fn linked_data(&mut self, json: &Value, path: impl Fn() -> String) {
        let mut ahead = vec![json];
        let mut left = VALUES;
        while let Some(value) = ahead.pop() {
            left = left.saturating_sub(1);
            if left == 0 {
                return;
            }
            match value {
                Value::Array(list) => ahead.extend(list.iter().rev().take(left)),
                Value::Object(object) => {
                    let kind = object.get("@type").unwrap_or(&Value::Null);
                    let is = |ends: &[&str]| kinds(kind).any(|kind| ends.iter().any(|end| kind.ends_with(end)));
                    if is(ARTICLES) || is(&["LiveBlogPosting"]) {
                        self.article(value, &path);
                    }
                    self.is_video |= is(&["VideoObject"]);
                    self.is_list |= is(&["CollectionPage", "ItemList", "SearchResultsPage"]);
                    ahead.extend(["@graph", "mainEntity"].iter().filter_map(|key| object.get(*key)));
                }
                _ => {}
            }
        }
    }

    fn article(&mut self, article: &Value, path: impl Fn() -> String) {
        self.is_article = true;
        self.is_paid |= article.get("isAccessibleForFree").is_some_and(|free| match free {
            Value::Bool(free) => !free,
            Value::String(free) => free.eq_ignore_ascii_case("false"),
            _ => false,
        });
        let words = article.get("wordCount");
        let words = words.and_then(|count| count.as_u64().or_else(|| count.as_str()?.trim().parse().ok()));
        self.words = self.words.or_else(|| words.and_then(|count| usize::try_from(count).ok()));
        if self.body.is_none() {
            let body = article.get("articleBody").and_then(Value::as_str);
            self.body = body.filter(|body| !body.trim().is_empty()).map(|body| (body.to_owned(), path()));
        }
    }
}

fn kinds(kind: &Value) -> impl Iterator<Item = &str> {
    let list = kind.as_array().map(Vec::as_slice).unwrap_or_default();
    kind.as_str().into_iter().chain(list.iter().filter_map(Value::as_str))
}

/// The path of one element, which is counted for it alone.
fn path(element: ElementRef<'_>) -> String {
    let mut steps: Vec<(&str, usize)> = Vec::new();
    for element in std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap)) {
        let name = element.value().name();
        let before = element.prev_siblings().filter_map(ElementRef::wrap);
        steps.push((name, 1 + before.filter(|other| other.value().name() == name).count()));
    }
    steps.iter().rev().fold(String::new(), |mut path, (name, position)| {
        let _ = match *name {
            "html" | "head" | "body" => write!(path, "/{name}"),
            _ => write!(path, "/{name}[{position}]"),
        };
        path
    })
}
