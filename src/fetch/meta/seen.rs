//! One walk over a page's tree that collects whatever may say what the page is; nothing is decided here.

use scraper::node::Element;
use scraper::{ElementRef, Html};
use serde_json::Value;

use crate::fetch::attributes::Attributes;

use super::classes::{Classes, Told, classes, holds};
use super::linked;
use super::plain::plain;
use super::walk::{Step, walk};

/// Bytes of JSON-LD that are read of a page; the largest of live reports have a tenth.
const MOST_LINKED: usize = 4 << 20;
/// How many of each thing are kept: a page that has more is a list of articles.
const MOST: usize = 64;
/// Bytes and nodes of an element that may name its authors, or a date.
const SHORT: usize = 400;
const FEW: usize = 200;

/// What may say what a page is, each in the order of the page.
#[derive(Debug, Default)]
pub(in crate::fetch) struct Seen<'p> {
    /// The linked data of scripts, each with its element.
    pub(in crate::fetch) linked: Vec<(Value, ElementRef<'p>)>,
    /// Whether there was more linked data than is read.
    pub(super) linked_is_cut: bool,
    /// `<meta>`: the key in lower case, and the content.
    pub(in crate::fetch) metas: Vec<(String, String)>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    pub(in crate::fetch) title: Option<String>,
    pub(super) headings: Vec<String>,
    /// Microdata and RDFa: the property in lower case, and the words.
    pub(super) properties: Vec<(String, String)>,
    /// Links to authors by `rel`.
    pub(super) author_links: Vec<String>,
    /// Elements whose class says that they name the authors.
    pub(super) bylines: Vec<String>,
    pub(super) times: Vec<Time>,
    /// Short stretches of the page's words about its top, which may be a date.
    pub(super) lines: Vec<String>,
}

/// A time that a page names.
#[derive(Debug)]
pub(super) struct Time {
    /// As the attribute gives it, else the words.
    pub(super) text: String,
    pub(super) mark: Mark,
    /// Whether it follows the page's first heading.
    pub(super) is_below_heading: bool,
}

/// What a time is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Published,
    Modified,
    None,
}

impl<'p> Seen<'p> {
    pub(in crate::fetch) fn of(page: &'p Html) -> Self {
        let mut seen = Self::default();
        let mut classes = Classes::default();
        let mut bytes = 0;
        // what of the open elements speaks of other articles, and holds no words; and how many of each there are
        let mut open: Vec<(bool, bool)> = Vec::new();
        let (mut aside, mut silent) = (0_usize, 0_usize);
        walk(page.root_element(), |step| {
            match step {
                Step::Open(element) => {
                    let attributes = Attributes::of(element.value());
                    let told = classes.told(element.value().name(), &attributes);
                    let is_silent = is_silent(element.value().name());
                    open.push((told.is_aside, is_silent));
                    aside += usize::from(told.is_aside);
                    silent += usize::from(is_silent);
                    seen.head(element, &mut bytes);
                    if aside == 0 {
                        seen.body(element, &attributes, told);
                    }
                }
                Step::Close(_) => {
                    let (is_aside, is_silent) = open.pop().unwrap_or_default();
                    aside -= usize::from(is_aside);
                    silent -= usize::from(is_silent);
                }
                Step::Text(text) if aside == 0 && silent == 0 => seen.line(text),
                Step::Text(_) => {}
            }
            true
        });
        seen
    }

    /// What counts wherever it stands.
    fn head(&mut self, element: ElementRef<'p>, bytes: &mut usize) {
        let value = element.value();
        match value.name() {
            "html" if self.language.is_none() => self.language = value.attr("lang").map(str::to_owned),
            "script" if is_json_ld(value) => {
                let json: String = element.text().collect();
                *bytes = bytes.saturating_add(json.len());
                if *bytes > MOST_LINKED {
                    self.linked_is_cut = true;
                } else {
                    self.linked.extend(linked::parse(&json).map(|value| (value, element)));
                }
            }
            "title" if self.title.is_none() => self.title = plain(&element.text().collect::<String>()),
            "link" if self.canonical.is_none() && has_word(value.attr("rel"), "canonical") => {
                self.canonical = value.attr("href").map(|href| href.trim().to_owned());
            }
            "meta" => self.meta(value),
            _ => {}
        }
    }

    fn meta(&mut self, element: &Element) {
        let Some(content) = element.attr("content").filter(|content| !content.trim().is_empty()) else { return };
        if self.metas.len() >= 4 * MOST || content.len() > 4096 {
            return;
        }
        for name in ["property", "name", "itemprop", "http-equiv"] {
            for key in element.attr(name).unwrap_or_default().split_ascii_whitespace().take(4) {
                self.metas.push((key.to_ascii_lowercase(), content.to_owned()));
            }
        }
    }

    /// What counts where it does not speak of another article.
    fn body(&mut self, element: ElementRef<'_>, attributes: &Attributes<'_>, told: Told) {
        let name = element.value().name();
        match name {
            "meta" | "html" | "body" | "script" | "style" | "article" | "main" | "link" => return,
            "h1" if self.headings.len() < 8 => self.headings.extend(words(element).and_then(|text| plain(&text))),
            "time" => self.time(element, "datetime"),
            _ => {}
        }
        for property in [attributes.itemprop, attributes.property].into_iter().flatten() {
            for key in property.split_ascii_whitespace().take(4) {
                self.property(element, &key.to_ascii_lowercase());
            }
        }
        if name == "a" && has_word(attributes.rel, "author") && self.author_links.len() < MOST {
            self.author_links.extend(words(element));
        }
        if told.names_authors && self.bylines.len() < 16 {
            self.bylines.extend(words(element));
        }
        if name != "time" && !self.is_full() && (told.is_dated || attributes.itemprop.is_some_and(is_date)) {
            self.time(element, "content");
        }
    }

    fn property(&mut self, element: ElementRef<'_>, key: &str) {
        let key = key.rsplit(':').next().unwrap_or_default();
        let wanted =
            matches!(key, "headline" | "author" | "creator" | "datepublished" | "datemodified" | "articlesection");
        if !wanted || self.properties.len() >= MOST {
            return;
        }
        let value = element.value();
        let given = ["content", "datetime"].into_iter().find_map(|name| value.attr(name)).map(str::to_owned);
        let inner = || {
            let named = element.descendants().take(FEW).filter_map(ElementRef::wrap);
            named
                .filter(|inner| inner.value().attr("itemprop") == Some("name"))
                .take(8)
                .filter_map(|inner| inner.value().attr("content").map(str::to_owned).or_else(|| words(inner)))
                .collect::<Vec<_>>()
        };
        let named = if matches!(key, "author" | "creator") && given.is_none() { inner() } else { Vec::new() };
        let text = given.or_else(|| if named.is_empty() { words(element) } else { Some(named.join("\n")) });
        self.properties.extend(text.map(|text| (key.to_owned(), text)));
    }

    fn time(&mut self, element: ElementRef<'_>, attribute: &str) {
        if self.is_full() {
            return;
        }
        let value = element.value();
        let attributes = [value.attr(attribute), value.attr("content")];
        let given = attributes.into_iter().flatten().find(|given| !given.trim().is_empty()).map(str::to_owned);
        let Some(text) = given.or_else(|| words(element)) else { return };
        let mark = mark(element, &text);
        self.times.push(Time { text, mark, is_below_heading: !self.headings.is_empty() });
    }

    fn is_full(&self) -> bool {
        self.times.len() >= MOST
    }

    fn line(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && text.len() <= 120 && self.lines.len() < 4 * MOST {
            self.lines.push(text.to_owned());
        }
    }
}

/// The words of a short element, a line each for what stands in a block or link of its own; none where it is long.
fn words(element: ElementRef<'_>) -> Option<String> {
    let mut text = String::new();
    let (mut silent, mut steps) = (0_usize, 0);
    walk(element, |step| {
        match step {
            Step::Open(inner) => {
                silent += usize::from(is_silent(inner.value().name()));
                part(inner.value(), &mut text);
            }
            Step::Close(inner) => {
                silent -= usize::from(is_silent(inner.value().name()));
                part(inner.value(), &mut text);
            }
            Step::Text(words) if silent == 0 => text.push_str(words),
            Step::Text(_) => {}
        }
        steps += 1;
        steps <= 2 * FEW && text.len() <= SHORT
    });
    (steps <= 2 * FEW && text.len() <= SHORT && !text.trim().is_empty()).then_some(text)
}

fn part(element: &Element, text: &mut String) {
    if matches!(element.name(), "a" | "p" | "div" | "li" | "ul" | "br" | "td" | "time" | "figure" | "h2" | "h3" | "h4")
    {
        text.push('\n');
    }
}

fn is_silent(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "svg" | "button" | "head" | "textarea")
}

fn is_json_ld(script: &Element) -> bool {
    script.attr("type").is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"))
}

fn mark(element: ElementRef<'_>, text: &str) -> Mark {
    let parent = element.parent().and_then(ElementRef::wrap);
    let says = |words: &[&str]| {
        [Some(element), parent].into_iter().flatten().any(|element| {
            let value = element.value();
            let properties = ["itemprop", "property"].into_iter().filter_map(|name| value.attr(name));
            classes(value.attr("class"))
                .chain(classes(value.attr("id")))
                .chain(properties)
                .any(|class| words.iter().any(|word| holds(class, word)))
        }) || words.iter().any(|word| text.get(..12).is_some_and(|start| holds(start, word)))
    };
    let own = element.value().attr("pubdate").is_some() || element.value().attr("itemprop") == Some("datePublished");
    if own {
        Mark::Published
    } else if says(&["modif", "updat", "aktualis", "actualiz", "atualiz", "aggiorn"]) {
        Mark::Modified
    } else if says(&["publi", "pubbli", "pubdate", "posted", "entry-date", "post-date"]) {
        Mark::Published
    } else {
        Mark::None
    }
}

fn has_word(list: Option<&str>, word: &str) -> bool {
    list.is_some_and(|list| list.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
}

/// Whether properties say that the element holds the article's date.
fn is_date(properties: &str) -> bool {
    let mut names = properties.split_ascii_whitespace();
    names.any(|name| name.eq_ignore_ascii_case("datePublished") || name.eq_ignore_ascii_case("dateModified"))
}
