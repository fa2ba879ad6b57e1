//! Facts as JSON: a place in the text, the words, the rule, and what is particular to each kind.

use serde::Serialize;

use crate::model::{Article, DateMention, Facts, Person, Place, Quantity, Quote, Source, Span};
use crate::store::canonical::{exact, stable_id};
use crate::text::Chars;

/// The list of all facts, kind by kind, each in the order of the text.
pub(super) fn json(facts: &Facts, article: &Article, chars: &Chars<'_>) -> String {
    let text = Text { article, chars };
    let all: Vec<Fact<'_>> = (facts.quantities.iter().map(|it| text.quantity(it)))
        .chain(facts.dates.iter().map(|it| text.date(it)))
        .chain(facts.places.iter().map(|it| text.place(it)))
        .chain(facts.people.iter().map(|it| text.person(it)))
        .chain(facts.quotes.iter().map(|it| text.quote(it)))
        .chain(facts.sources.iter().map(|it| text.source(it)))
        .collect();
    let mut json = serde_json::to_string(&all).unwrap_or_else(|_| unreachable!("texts and numbers are JSON"));
    json.shrink_to_fit(); // many wait for the writer
    json
}

/// How many facts stand before the first quote.
pub(super) fn before_quotes(facts: &Facts) -> usize {
    facts.quantities.len() + facts.dates.len() + facts.places.len() + facts.people.len()
}

/// Kind, start, end, the same in code points, words, rule, id, value: what the view `facts` makes columns of.
#[derive(Serialize)]
struct Fact<'a>(&'static str, usize, usize, usize, usize, &'a str, Option<&'static str>, String, Value<'a>);

/// Code points, end exclusive.
type Pair = [usize; 2];

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Quantity {
        value: Option<String>,
        low: Option<String>,
        high: Option<String>,
        bound: &'static str,
        unit: Option<&'a str>,
        per: Option<&'a str>,
        event: Option<&'a str>,
        of: &'a [String],
        elided: bool,
        phrase: Pair,
    },
    Date {
        kind: &'static str,
        value: Option<String>,
        from: Option<String>,
        to: Option<String>,
        bound: Option<&'static str>,
        anchor: &'static str,
    },
    Place {
        name: &'a str,
        kind: &'static str,
        countries: &'a [String],
        in_name: bool,
    },
    Person {
        name: &'a str,
        role: Option<&'a str>,
        organisation: Option<&'a str>,
        country: Option<&'a str>,
        official: bool,
        mentions: Vec<Pair>,
    },
    Quote {
        form: &'static str,
        speaker: Option<Speaker<'a>>,
        cue: Option<Pair>,
        via: &'a [String],
        group: Option<u32>,
    },
    Source {
        name: Option<&'a str>,
        kind: &'static str,
    },
}

#[derive(Serialize)]
struct Speaker<'a> {
    name: Option<&'a str>,
    role: Option<&'a str>,
    organisation: Option<&'a str>,
    country: Option<&'a str>,
    official: bool,
    span: Option<Pair>,
    condition: Option<Pair>,
}

struct Text<'a> {
    article: &'a Article,
    chars: &'a Chars<'a>,
}

impl<'a> Text<'a> {
    fn fact(&self, kind: &'static str, span: Span, rule: Option<&'static str>, value: Value<'a>) -> Fact<'a> {
        let id = stable_id(self.article, [&kind, &span.start(), &span.end(), &rule.unwrap_or_default()]);
        let [from, to] = self.pair(span);
        Fact(kind, span.start(), span.end(), from, to, span.of(&self.article.text), rule, id, value)
    }

    fn pair(&self, span: Span) -> Pair {
        [self.chars.at(span.start()), self.chars.at(span.end())]
    }

    fn quantity(&self, it: &'a Quantity) -> Fact<'a> {
        let value = Value::Quantity {
            value: it.amount.value.map(exact),
            low: it.amount.low.map(exact),
            high: it.amount.high.map(exact),
            bound: it.bound.as_str(),
            unit: it.unit.as_deref(),
            per: it.per.as_ref().map(|per| per.0.as_str()),
            event: it.event.as_deref(),
            of: &it.of,
            elided: it.elided,
            phrase: self.pair(it.phrase),
        };
        self.fact("quantity", it.span, Some(it.rule), value)
    }

    fn date(&self, it: &'a DateMention) -> Fact<'a> {
        let value = Value::Date {
            kind: it.kind.as_str(),
            value: it.value.as_ref().map(ToString::to_string),
            from: it.from.map(|day| day.to_string()),
            to: it.to.map(|day| day.to_string()),
            bound: it.bound.map(|bound| bound.as_str()),
            anchor: it.anchor.as_str(),
        };
        self.fact("date", it.span, Some(it.rule), value)
    }

    fn place(&self, it: &'a Place) -> Fact<'a> {
        let value =
            Value::Place { name: &it.name, kind: it.kind.as_str(), countries: &it.countries, in_name: it.in_name };
        self.fact("place", it.span, Some(it.rule), value)
    }

    /// A person stands where the text names them first.
    fn person(&self, it: &'a Person) -> Fact<'a> {
        let value = Value::Person {
            name: &it.name,
            role: it.role.as_deref(),
            organisation: it.organisation.as_deref(),
            country: it.country.as_deref(),
            official: it.official,
            mentions: it.mentions.iter().map(|&mention| self.pair(mention)).collect(),
        };
        self.fact("person", it.mentions.first().copied().unwrap_or_default(), None, value)
    }

    fn quote(&self, it: &'a Quote) -> Fact<'a> {
        let speaker = it.speaker.as_ref().map(|speaker| Speaker {
            name: speaker.name.as_deref(),
            role: speaker.role.as_deref(),
            organisation: speaker.organisation.as_deref(),
            country: speaker.country.as_deref(),
            official: speaker.official,
            span: speaker.span.map(|span| self.pair(span)),
            condition: speaker.condition.map(|span| self.pair(span)),
        });
        let cue = it.cue.map(|cue| self.pair(cue));
        let value = Value::Quote { form: it.form.as_str(), speaker, cue, via: &it.via, group: it.group };
        self.fact("quote", it.span, Some(it.rule), value)
    }

    fn source(&self, it: &'a Source) -> Fact<'a> {
        let value = Value::Source { name: it.name.as_deref(), kind: it.kind.as_str() };
        self.fact("source", it.span, Some(it.rule), value)
    }
}
