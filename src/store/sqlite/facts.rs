//! Facts as rows: a place in the text, the words, the rule, and the rest as JSON.

use rusqlite::{Transaction, params};
use serde_json::{Value, json};

use super::columns::{Count, exact, stable_id};
use crate::model::{DateMention, Person, Place, Processed, Quantity, Quote, Source, Span};
use crate::text::Chars;

/// A fact, ready to be written.
struct Fact {
    kind: &'static str,
    span: Span,
    rule: Option<&'static str>,
    value: Value,
}

/// Writes an article's facts, kind by kind, each in the order of the text.
pub(super) fn insert(tx: &Transaction<'_>, processed: &Processed, n: i64, chars: &Chars<'_>) -> rusqlite::Result<()> {
    let Processed { article, facts, .. } = processed;
    let all = (facts.quantities.iter().map(|it| quantity(it, chars)))
        .chain(facts.dates.iter().map(date))
        .chain(facts.places.iter().map(place))
        .chain(facts.people.iter().map(|it| person(it, chars)))
        .chain(facts.quotes.iter().map(|it| quote(it, chars)))
        .chain(facts.sources.iter().map(source));
    let mut insert = tx.prepare_cached("INSERT INTO facts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
    for (seq, Fact { kind, span, rule, value }) in all.enumerate() {
        insert.execute(params![
            n,
            Count(seq),
            stable_id(article, [&kind, &span.start(), &span.end(), &rule.unwrap_or_default()]),
            kind,
            Count(span.start()),
            Count(span.end()),
            Count(chars.at(span.start())),
            Count(chars.at(span.end())),
            span.of(&article.text),
            rule,
            value.to_string(),
        ])?;
    }
    Ok(())
}

fn quantity(it: &Quantity, chars: &Chars<'_>) -> Fact {
    let value = json!({
        "value": it.amount.value.map(exact), "low": it.amount.low.map(exact), "high": it.amount.high.map(exact),
        "bound": it.bound.as_str(), "unit": it.unit, "per": it.per.as_ref().map(|per| &per.0), "event": it.event,
        "of": it.of, "elided": it.elided, "phrase": pair(it.phrase, chars),
    });
    Fact { kind: "quantity", span: it.span, rule: Some(it.rule), value }
}

fn date(it: &DateMention) -> Fact {
    let value = json!({
        "kind": it.kind.as_str(), "value": it.value.as_ref().map(ToString::to_string),
        "from": it.from.map(|day| day.to_string()), "to": it.to.map(|day| day.to_string()),
        "bound": it.bound.map(|bound| bound.as_str()), "anchor": it.anchor.as_str(),
    });
    Fact { kind: "date", span: it.span, rule: Some(it.rule), value }
}

fn place(it: &Place) -> Fact {
    let value = json!({ "name": it.name, "kind": it.kind.as_str(), "countries": it.countries, "in_name": it.in_name });
    Fact { kind: "place", span: it.span, rule: Some(it.rule), value }
}

/// A person stands where the text names them first.
fn person(it: &Person, chars: &Chars<'_>) -> Fact {
    let mentions: Vec<Value> = it.mentions.iter().map(|&mention| pair(mention, chars)).collect();
    let value = json!({
        "name": it.name, "role": it.role, "organisation": it.organisation, "country": it.country,
        "official": it.official, "mentions": mentions,
    });
    Fact { kind: "person", span: it.mentions.first().copied().unwrap_or_default(), rule: None, value }
}

fn quote(it: &Quote, chars: &Chars<'_>) -> Fact {
    let speaker = it.speaker.as_ref().map(|speaker| {
        json!({
            "name": speaker.name, "role": speaker.role, "organisation": speaker.organisation,
            "country": speaker.country, "official": speaker.official,
            "span": speaker.span.map(|span| pair(span, chars)),
            "condition": speaker.condition.map(|span| pair(span, chars)),
        })
    });
    let value = json!({
        "form": it.form.as_str(), "speaker": speaker, "cue": it.cue.map(|cue| pair(cue, chars)), "via": it.via,
        "group": it.group,
    });
    Fact { kind: "quote", span: it.span, rule: Some(it.rule), value }
}

fn source(it: &Source) -> Fact {
    Fact {
        kind: "source",
        span: it.span,
        rule: Some(it.rule),
        value: json!({ "name": it.name, "kind": it.kind.as_str() }),
    }
}

fn pair(span: Span, chars: &Chars<'_>) -> Value {
    json!([chars.at(span.start()), chars.at(span.end())])
}
