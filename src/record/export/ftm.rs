//! Statements of FollowTheMoney, as CSV: an `Event` a claim, which the `Article`s that tell it are the proof of.
//!
//! What is the same is stated in the same words, so that a statement which is written twice is one to who reads it.

use std::collections::BTreeSet;
use std::io::{self, Write};

use csv::{QuoteStyle, Writer, WriterBuilder};
use serde_json::Value;

use super::brat::plain_name;
use super::{ExportError, Sink, passages};
use crate::model::{ArticleRecord, Dossier, FactKind};
use crate::record::{is_web, words};
use crate::store::Store;

/// In the order of FollowTheMoney's own writer.
const COLUMNS: [&str; 14] = [
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
];
const DATASET: &str = "onrecord";
/// Statements of one entity that are remembered, to write each once.
const REMEMBERED: usize = 4096;

/// Claims, with the articles that tell them.
pub(super) struct Claims<'a, W: Write> {
    out: Statements<W>,
    store: &'a dyn Store,
}

impl<'a, W: Write> Claims<'a, W> {
    pub(super) fn new(out: W, store: &'a dyn Store) -> Result<Self, ExportError> {
        Ok(Self { out: Statements::new(out)?, store })
    }
}

impl<W: Write> Sink<Dossier> for Claims<'_, W> {
    fn put(&mut self, item: &Dossier) -> Result<(), ExportError> {
        let Self { out, store } = self;
        let slots = &item.claim.slots;
        let event = Entity { schema: "Event", id: format!("onrecord-claim-{}", plain_name(&item.claim.id)) };
        out.begin();
        out.state(&event, "name", "name", &words::sentence(&item.claim))?;
        out.state(&event, "recordId", "string", &item.claim.id)?;
        for word in [slots.action.as_str(), &slots.unit].into_iter().chain(slots.product.iter().map(String::as_str)) {
            out.state(&event, "keywords", "string", word)?;
        }
        for status in &item.claim.statuses {
            out.state(&event, "keywords", "string", status.as_str())?;
        }
        for name in slots.actor.iter().chain(&slots.recipient) {
            match country(name) {
                Some(code) => out.state(&event, "country", "country", &code)?,
                None => out.state(&event, "namesMentioned", "name", name)?,
            }
        }
        for date in item.claim.dates.iter().filter(|date| is_date(date)) {
            out.state(&event, "date", "date", date)?;
        }
        passages(item, *store, |it| {
            let article = article(&it.article);
            out.state(&event, "summary", "text", &it.sentence)?;
            out.state(&event, "proof", "entity", &article.id)?;
            for name in &it.says {
                out.state(&event, "namesMentioned", "name", name)?;
            }
            out.article(&article, it.title.as_deref(), it.outlet.as_deref(), it.published.as_deref(), it.url.as_deref())
        })
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.out.finish()
    }
}

/// Articles, with whom and what they name.
pub(super) struct Articles<W: Write> {
    out: Statements<W>,
}

impl<W: Write> Articles<W> {
    pub(super) fn new(out: W) -> Result<Self, ExportError> {
        Ok(Self { out: Statements::new(out)? })
    }
}

impl<W: Write> Sink<ArticleRecord> for Articles<W> {
    fn put(&mut self, item: &ArticleRecord) -> Result<(), ExportError> {
        let out = &mut self.out;
        let it = &item.article;
        let article = article(&it.id);
        let published = it.published.as_ref().map(|published| published.text.as_str());
        out.begin();
        out.article(&article, it.title.as_deref(), it.outlet.as_deref(), published, it.url.as_deref())?;
        out.state(&article, "bodyText", "text", &it.text)?;
        for name in &it.byline {
            out.state(&article, "author", "string", name)?;
        }
        if it.language.as_deref() == Some("en") {
            out.state(&article, "language", "language", "eng")?;
        }
        for fact in &item.facts {
            let value: Value = serde_json::from_str(&fact.value)?;
            match (fact.kind, value["name"].as_str()) {
                (FactKind::Person, Some(name)) => out.state(&article, "peopleMentioned", "name", name)?,
                (FactKind::Source, Some(name)) => out.state(&article, "namesMentioned", "name", name)?,
                (FactKind::Place, _) => {
                    let codes = value["countries"].as_array().into_iter().flatten().filter_map(Value::as_str);
                    for code in codes.filter_map(country) {
                        out.state(&article, "detectedCountry", "country", &code)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        self.out.finish()
    }
}

/// What a statement is about.
struct Entity {
    schema: &'static str,
    id: String,
}

fn article(id: &str) -> Entity {
    Entity { schema: "Article", id: format!("onrecord-article-{}", plain_name(id)) }
}

struct Statements<W: Write> {
    out: Writer<W>,
    /// Entity, property and value.
    stated: BTreeSet<[String; 3]>,
}

impl<W: Write> Statements<W> {
    fn new(out: W) -> Result<Self, ExportError> {
        let mut out = WriterBuilder::new().quote_style(QuoteStyle::Always).from_writer(out);
        out.write_record(COLUMNS).map_err(io::Error::from)?;
        Ok(Self { out, stated: BTreeSet::new() })
    }

    /// Before the statements of another entity.
    fn begin(&mut self) {
        self.stated.clear();
    }

    fn article(
        &mut self,
        article: &Entity,
        title: Option<&str>,
        outlet: Option<&str>,
        published: Option<&str>,
        url: Option<&str>,
    ) -> Result<(), ExportError> {
        let url = url.filter(|url| is_web(url));
        // every entity has a name
        self.state(article, "name", "name", title.filter(|title| is_name(title)).unwrap_or(&article.id))?;
        let rest = [
            ("title", "string", title),
            ("publisher", "string", outlet),
            ("publishedAt", "date", published.and_then(|published| published.get(..10)).filter(|day| is_date(day))),
            ("sourceUrl", "url", url),
        ];
        for (prop, kind, value) in rest {
            if let Some(value) = value {
                self.state(article, prop, kind, value)?;
            }
        }
        Ok(())
    }

    fn state(&mut self, entity: &Entity, prop: &str, kind: &str, value: &str) -> Result<(), ExportError> {
        let is_taken = if kind == "name" { is_name(value) } else { value.chars().count() <= longest(kind) };
        if !is_taken || value.trim().is_empty() {
            return Ok(());
        }
        if self.stated.len() >= REMEMBERED {
            self.stated.clear();
        }
        if !self.stated.insert([entity.id.clone(), prop.to_owned(), value.to_owned()]) {
            return Ok(());
        }
        let Entity { schema, id } = entity;
        // the statement's own id is worked out by who reads it
        let row = [id.as_str(), id, prop, kind, schema, value, DATASET, "", "", "", "f", "", "", ""];
        Ok(self.out.write_record(row).map_err(io::Error::from)?)
    }

    fn finish(mut self) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}

/// A country's code as FollowTheMoney writes it.
fn country(name: &str) -> Option<String> {
    let is_code = name.len() == 2 && name.bytes().all(|b| b.is_ascii_uppercase());
    is_code.then(|| name.to_ascii_lowercase())
}

/// Whether words can be a name there: something to read, and not too long.
fn is_name(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric) && words.chars().count() <= longest("name")
}

/// Characters of the longest value that FollowTheMoney takes of a kind.
fn longest(kind: &str) -> usize {
    match kind {
        "name" => 384,
        "text" => 65_000,
        "url" => 4096,
        _ => 1024,
    }
}

/// Whether a TIMEX3 value is a year, a month or a day of the calendar.
fn is_date(value: &str) -> bool {
    matches!(value.len(), 4 | 7 | 10)
        && value.bytes().enumerate().all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}
