//! The kinds of things that can be listed: each with its line of JSON and its row of a table.

use std::io::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde_json::Value;

use super::table::{Cell, Column, count, flag, list, real, text};
use super::{ExportError, passages};
use crate::model::{ArticleRecord, Dossier, FactKind, QuoteRecord};
use crate::record::document::Document;
use crate::record::fact::Fact;
use crate::record::{claim, quote, words};
use crate::store::Store;

/// Takes the cells of a row.
pub(super) type Put<'a> = &'a mut dyn FnMut(&[Cell<'_>]) -> Result<(), ExportError>;

/// A kind of things that can be listed.
pub(super) trait Listing {
    /// What the store gives: one thing or, of passages and facts, that which holds them.
    type Item;
    /// The columns of its table.
    const COLUMNS: &'static [Column];

    /// Writes its lines.
    fn lines(&self, item: &Self::Item, out: &mut dyn Write) -> Result<(), ExportError>;

    /// Gives its rows, a cell a column.
    fn rows(&self, item: &Self::Item, put: Put<'_>) -> Result<(), ExportError>;
}

/// Claims, each with its passages in JSON and what they add up to in a table.
pub(super) struct Claims<'a> {
    pub(super) store: &'a dyn Store,
}

impl Listing for Claims<'_> {
    type Item = Dossier;
    const COLUMNS: &'static [Column] = &[
        text("id"),
        text("statement"),
        text("action"),
        list("actor"),
        list("recipient"),
        list("product"),
        text("value"),
        text("low"),
        text("high"),
        real("amount"),
        text("unit"),
        text("per"),
        list("bounds"),
        list("statuses"),
        list("dates"),
        text("first_said"),
        text("last_said"),
        count("articles"),
        count("origins"),
        count("mentions"),
    ];

    fn lines(&self, item: &Dossier, out: &mut dyn Write) -> Result<(), ExportError> {
        line(out, &claim::Claim::of(item, self.store))
    }

    fn rows(&self, item: &Dossier, put: Put<'_>) -> Result<(), ExportError> {
        let claim = &item.claim;
        let slots = &claim.slots;
        let amount = slots.amount;
        put(&[
            claim.id.as_str().into(),
            words::sentence(claim).into(),
            slots.action.as_str().into(),
            slots.actor.as_slice().into(),
            slots.recipient.as_slice().into(),
            slots.product.as_slice().into(),
            amount.value.into(),
            amount.low.into(),
            amount.high.into(),
            amount.point().or(amount.high).and_then(|number| number.to_f64()).into(),
            slots.unit.as_str().into(),
            slots.per.as_ref().map(|per| per.0.as_str()).into(),
            claim.bounds.iter().map(|bound| bound.as_str()).collect(),
            claim.statuses.iter().map(|status| status.as_str()).collect(),
            claim.dates.as_slice().into(),
            claim.first_said.as_deref().into(),
            claim.last_said.as_deref().into(),
            claim.articles.into(),
            claim.origins.into(),
            claim.mentions.into(),
        ])
    }
}

/// The passages of claims.
pub(super) struct Evidence<'a> {
    pub(super) store: &'a dyn Store,
}

impl Listing for Evidence<'_> {
    type Item = Dossier;
    const COLUMNS: &'static [Column] = &[
        text("claim"),
        text("id"),
        text("article"),
        count("start"),
        count("end"),
        text("text"),
        text("sentence"),
        text("verb"),
        text("transfer"),
        text("bound"),
        text("status"),
        list("date"),
        list("says"),
        text("origin"),
        text("origin_reason"),
        text("outlet"),
        text("published"),
        text("title"),
        text("url"),
        text("path"),
        list("rules"),
    ];

    fn lines(&self, item: &Dossier, out: &mut dyn Write) -> Result<(), ExportError> {
        let of = &item.claim.id;
        passages(item, self.store, |passage| line(out, &claim::Passage::new(of, passage)))
    }

    fn rows(&self, item: &Dossier, put: Put<'_>) -> Result<(), ExportError> {
        passages(item, self.store, |it| {
            let (start, length) = it.chars;
            put(&[
                item.claim.id.as_str().into(),
                it.id.as_str().into(),
                it.article.as_str().into(),
                start.into(),
                (start + length).into(),
                it.words.as_str().into(),
                it.sentence.as_str().into(),
                it.verb.as_deref().into(),
                it.transfer.map(|transfer| transfer.as_str()).into(),
                it.bound.as_str().into(),
                it.status.as_str().into(),
                it.dates.as_slice().into(),
                it.says.as_slice().into(),
                it.origin.as_deref().into(),
                it.origin_reason.as_str().into(),
                it.outlet.as_deref().into(),
                it.published.as_deref().into(),
                it.title.as_deref().into(),
                it.url.as_deref().into(),
                it.path.as_deref().into(),
                it.rules.as_slice().into(),
            ])
        })
    }
}

/// Quotes, each with its occurrences in JSON and what they add up to in a table.
pub(super) struct Quotes<'a> {
    pub(super) store: &'a dyn Store,
}

impl Listing for Quotes<'_> {
    type Item = QuoteRecord;
    const COLUMNS: &'static [Column] = &[
        text("id"),
        text("words"),
        list("parts"),
        text("form"),
        text("speaker"),
        text("role"),
        text("organisation"),
        text("country"),
        flag("official"),
        text("first_said"),
        text("last_said"),
        count("articles"),
        count("mentions"),
    ];

    fn lines(&self, item: &QuoteRecord, out: &mut dyn Write) -> Result<(), ExportError> {
        line(out, &quote::Quote::new(item, self.store))
    }

    fn rows(&self, item: &QuoteRecord, put: Put<'_>) -> Result<(), ExportError> {
        let speaker = item.speaker.as_ref();
        put(&[
            item.id.as_str().into(),
            item.parts.join(" … ").into(),
            item.parts.as_slice().into(),
            item.form.as_str().into(),
            speaker.and_then(|speaker| speaker.name.as_deref()).into(),
            speaker.and_then(|speaker| speaker.role.as_deref()).into(),
            speaker.and_then(|speaker| speaker.organisation.as_deref()).into(),
            speaker.and_then(|speaker| speaker.country.as_deref()).into(),
            speaker.map(|speaker| speaker.official).into(),
            item.first_said.as_deref().into(),
            item.last_said.as_deref().into(),
            item.articles.into(),
            item.occurrences.into(),
        ])
    }
}

/// Articles with their texts.
pub(super) struct Articles;

impl Listing for Articles {
    type Item = ArticleRecord;
    const COLUMNS: &'static [Column] = &[
        text("id"),
        text("path"),
        text("url"),
        text("sha256"),
        text("title"),
        list("byline"),
        text("outlet"),
        text("language"),
        text("published"),
        text("published_from"),
        text("modified"),
        count("numbers"),
        count("typed"),
        text("skipped"),
        list("warnings"),
        text("text"),
    ];

    fn lines(&self, item: &ArticleRecord, out: &mut dyn Write) -> Result<(), ExportError> {
        line(out, &Document::new(item))
    }

    fn rows(&self, item: &ArticleRecord, put: Put<'_>) -> Result<(), ExportError> {
        let it = &item.article;
        put(&[
            it.id.as_str().into(),
            it.path.as_deref().into(),
            it.url.as_deref().into(),
            it.sha256.as_str().into(),
            it.title.as_deref().into(),
            it.byline.as_slice().into(),
            it.outlet.as_deref().into(),
            it.language.as_deref().into(),
            it.published.as_ref().map(|published| published.text.as_str()).into(),
            it.published_from.as_str().into(),
            it.modified.as_deref().into(),
            item.numbers.into(),
            item.typed.into(),
            item.skipped.as_deref().into(),
            item.warnings.as_slice().into(),
            it.text.as_str().into(),
        ])
    }
}

/// What was found in articles.
pub(super) struct Facts;

impl Listing for Facts {
    type Item = ArticleRecord;
    const COLUMNS: &'static [Column] = &[
        text("id"),
        text("article"),
        text("kind"),
        text("type"),
        count("start"),
        count("end"),
        text("text"),
        text("name"),
        text("value"),
        text("low"),
        text("high"),
        text("unit"),
        text("per"),
        text("bound"),
        text("event"),
        list("of"),
        text("from"),
        text("to"),
        text("anchor"),
        list("countries"),
        text("role"),
        text("organisation"),
        text("country"),
        flag("official"),
        list("via"),
        text("rule"),
        text("outlet"),
        text("published"),
        text("title"),
        text("url"),
    ];

    fn lines(&self, item: &ArticleRecord, out: &mut dyn Write) -> Result<(), ExportError> {
        item.facts.iter().try_for_each(|fact| line(out, &Fact::new(&item.article, fact)?))
    }

    fn rows(&self, item: &ArticleRecord, put: Put<'_>) -> Result<(), ExportError> {
        let article = &item.article;
        for fact in &item.facts {
            let value: Value = serde_json::from_str(&fact.value)?;
            // who said it, or who it is
            let who = if fact.kind == FactKind::Quote { &value["speaker"] } else { &value };
            put(&[
                fact.id.as_str().into(),
                article.id.as_str().into(),
                fact.kind.as_str().into(),
                value["kind"].as_str().or(value["form"].as_str()).into(),
                fact.chars.0.into(),
                fact.chars.1.into(),
                fact.words.as_str().into(),
                who["name"].as_str().into(),
                if fact.kind == FactKind::Quantity { number(&value["value"]) } else { value["value"].as_str().into() },
                number(&value["low"]),
                number(&value["high"]),
                value["unit"].as_str().into(),
                value["per"].as_str().into(),
                value["bound"].as_str().into(),
                value["event"].as_str().into(),
                items(&value["of"]),
                value["from"].as_str().into(),
                value["to"].as_str().into(),
                value["anchor"].as_str().into(),
                items(&value["countries"]),
                who["role"].as_str().into(),
                who["organisation"].as_str().into(),
                who["country"].as_str().into(),
                who["official"].as_bool().into(),
                items(&value["via"]),
                fact.rule.as_deref().into(),
                article.outlet.as_deref().into(),
                article.published.as_ref().map(|published| published.text.as_str()).into(),
                article.title.as_deref().into(),
                article.url.as_deref().into(),
            ])?;
        }
        Ok(())
    }
}

fn line(out: &mut dyn Write, record: &impl serde::Serialize) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *out, record)?;
    Ok(writeln!(out)?)
}

fn number(value: &Value) -> Cell<'_> {
    value.as_str().and_then(|digits| Decimal::from_str_exact(digits).ok()).into()
}

fn items(value: &Value) -> Cell<'_> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
