//! The public form of an article and all that was found in it: `onrecord.article/1`, one JSON object a line.
//!
//! Offsets are Unicode code points, end exclusive. Unknown is `null`, none is `[]`. Fields may be added; they never
//! change meaning.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::{Amount, Chars, Passage, Range, Sides, Signals, one_of};
use crate::model::{self, Action, Anchor, Bound, DateBound, DateKind, Form, PlaceKind, Processed, SourceKind, Status};
use crate::model::{Signal, Transfer};

/// The form's name and version.
pub const SCHEMA: &str = "onrecord.article/1";

/// An article and all that was found in it. Offsets are Unicode code points into `text`, end exclusive.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Article<'a> {
    /// The form's name and version.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// As given in the input, else from the text's hash.
    pub id: &'a str,
    /// Where it was read from, as the user named it, where that file holds this article alone.
    pub path: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
    /// SHA-256 of the text's UTF-8 bytes.
    pub sha256: &'a str,
    /// The headline.
    pub title: Option<&'a str>,
    /// The people named as its authors.
    pub byline: &'a [String],
    /// The paper, agency or site that ran it.
    pub outlet: Option<&'a str>,
    /// The part of the paper it ran in, as the paper names it.
    pub section: Option<&'a str>,
    /// ISO 639-1 code; null where it could not be told, and it is then read as English.
    pub language: Option<&'a str>,
    /// A date, or a date-time with its zone.
    pub published: Option<&'a str>,
    /// Which signal gave the publication date.
    #[schemars(schema_with = "signals")]
    pub published_from: &'static str,
    /// When it was last changed, as given.
    pub modified: Option<&'a str>,
    /// Which signal gave each of the rest.
    pub signals: Signals,
    /// What the page was that the text was read from; null where it came as text.
    pub page: Option<Page>,
    /// The text: line ends and composition normalised once, else as it was.
    pub text: &'a str,
    /// Figures.
    pub quantities: Vec<Quantity<'a>>,
    /// Expressions of time.
    pub dates: Vec<Date<'a>>,
    /// Places.
    pub places: Vec<Place<'a>>,
    /// People, one entry each with every mention.
    pub people: Vec<Person<'a>>,
    /// What was said.
    pub quotes: Vec<Quote<'a>>,
    /// Where the article says that its information comes from.
    pub sources: Vec<Source<'a>>,
    /// Figures with their frames.
    pub claims: Vec<Claim<'a>>,
    /// Numbers seen, and numbers typed.
    pub coverage: Coverage,
    /// What a reader should know.
    pub warnings: Vec<Cow<'a, str>>,
}

/// A page, and how much of an article it holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Page {
    /// Whether the page says that the article is not for everybody to read.
    pub paywalled: bool,
    /// Whether the text seems to be the beginning of an article alone.
    pub partial: bool,
    /// Numbers in figures that the page shows, navigation and all.
    pub numbers: usize,
    /// Those of them that are in the text.
    pub kept: usize,
}

/// A number that counts or measures something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quantity<'a> {
    /// The number, scale words included.
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// From the hedge to the unit and what it is of.
    pub phrase: Range,
    /// How much.
    #[serde(flatten)]
    pub amount: Amount,
    /// How the words bound the number.
    #[schemars(schema_with = "bounds")]
    pub bound: &'static str,
    /// What is counted; null where the number was seen and not typed.
    pub unit: Option<&'a str>,
    /// The period of a rate.
    pub per: Option<&'a str>,
    /// What happened to the people counted.
    pub event: Option<&'a str>,
    /// The products that the number's own phrase names.
    pub of: &'a [String],
    /// Whether the unit stands elsewhere.
    pub elided: bool,
    /// The rule that typed it, or that saw it.
    pub rule: &'static str,
}

/// A mention of a time.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Date<'a> {
    /// The expression, without prepositions.
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// TIMEX3's type.
    #[schemars(schema_with = "date_kinds")]
    pub kind: &'static str,
    /// TIMEX3 value; null where the words leave it open or nothing anchors it.
    pub value: Option<String>,
    /// First day of the interval.
    pub from: Option<String>,
    /// Last day of the interval, inclusive.
    pub to: Option<String>,
    /// "by", "since", "until" and the like.
    #[schemars(schema_with = "date_bounds")]
    pub bound: Option<&'static str>,
    /// What a relative expression was worked out against.
    #[schemars(schema_with = "anchors")]
    pub anchor: &'static str,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A mention of a place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place<'a> {
    /// The name, without "the" and 's.
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// The usual English name.
    pub name: &'a str,
    /// What it is.
    #[schemars(schema_with = "place_kinds")]
    pub kind: &'static str,
    /// ISO 3166-1 alpha-2 codes of the country it is or lies in.
    pub countries: &'a [String],
    /// Whether the mention is part of an organisation's or a person's name.
    pub in_name: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A person, under all the forms of the name that the article uses.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Person<'a> {
    /// In full, as the article gives it anywhere.
    pub name: &'a str,
    /// Title or office.
    pub role: Option<&'a str>,
    /// The body that the role belongs to.
    pub organisation: Option<&'a str>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<&'a str>,
    /// Whether the role is a public office.
    pub official: bool,
    /// Every mention, in the order of the text.
    pub mentions: Vec<Passage<'a>>,
}

/// Something said, and who said it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quote<'a> {
    /// What was said, without quotation marks.
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// How it is given.
    #[schemars(schema_with = "forms")]
    pub form: &'static str,
    /// Who said it; null where the text does not say.
    pub speaker: Option<Speaker<'a>>,
    /// The reporting words.
    pub cue: Option<Passage<'a>>,
    /// Who relayed it, nearest first.
    pub via: &'a [String],
    /// Parts of one quote that its cue splits share a number.
    pub group: Option<u32>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A speaker as one quote has it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Speaker<'a> {
    /// In full, or the words for an unnamed one; null where a pronoun could not be resolved.
    pub name: Option<&'a str>,
    /// Title or office.
    pub role: Option<&'a str>,
    /// The body spoken for.
    pub organisation: Option<&'a str>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<&'a str>,
    /// Whether the speaker holds or speaks for a public office.
    pub official: bool,
    /// Where the words beside the cue begin.
    pub start: Option<usize>,
    /// Where they end, exclusive.
    pub end: Option<usize>,
    /// The words beside the cue.
    pub text: Option<&'a str>,
    /// On what condition an unnamed one speaks: "on condition of anonymity".
    pub condition: Option<Passage<'a>>,
}

/// A mention of where information comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Source<'a> {
    /// The name, without "the".
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// In full; null for an anonymous one.
    pub name: Option<&'a str>,
    /// What it is.
    #[schemars(schema_with = "source_kinds")]
    pub kind: &'static str,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A figure with its frame.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Claim<'a> {
    /// The figure.
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// Canonical text of the slots: mentions with the same key are one claim.
    pub key: &'a str,
    /// What is done, seen from the doer's side.
    #[schemars(schema_with = "actions")]
    pub action: &'static str,
    /// The verb's base form.
    pub verb: Option<&'a str>,
    /// How it changes hands.
    #[schemars(schema_with = "transfers")]
    pub transfer: Option<&'static str>,
    /// Who does it, who gets it, and what.
    #[serde(flatten)]
    pub sides: Sides<'a>,
    /// How much.
    #[serde(flatten)]
    pub amount: Amount,
    /// How the words bound the number.
    #[schemars(schema_with = "bounds")]
    pub bound: &'static str,
    /// What is counted.
    pub unit: &'a str,
    /// The period of a rate.
    pub per: Option<&'a str>,
    /// How far it is from being a fact, as the words put it.
    #[schemars(schema_with = "statuses")]
    pub status: &'static str,
    /// TIMEX3 values: when it happened or shall happen.
    pub date: &'a [String],
    /// The chain it hangs on, nearest first.
    pub says: &'a [String],
    /// The sentence it stands in.
    pub sentence: Range,
    /// The rules that filled the frame.
    pub rules: &'a [&'static str],
}

/// Numbers seen, and numbers typed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Coverage {
    /// Numbers that could have been figures.
    pub numbers: usize,
    /// Those with a unit.
    pub typed: usize,
}

impl<'a> Article<'a> {
    /// The public form of an article with what was found in it.
    #[must_use]
    pub fn new(processed: &'a Processed) -> Self {
        let Processed { article, facts, claims, skipped, warnings, extent, .. } = processed;
        let text = Text { words: &article.text, chars: Chars::new(&article.text) };
        let coverage = facts.coverage();
        let unread = skipped.as_ref().map(|reason| Cow::Owned(format!("not extracted: {reason}")));
        Self {
            schema: SCHEMA,
            id: &article.id,
            path: article.path.as_deref(),
            url: article.url.as_deref(),
            sha256: &article.sha256,
            title: article.title.as_deref(),
            byline: &article.byline,
            outlet: article.outlet.as_deref(),
            section: article.section.as_deref(),
            language: article.language.as_deref(),
            published: article.published.as_ref().map(|published| published.text.as_str()),
            published_from: article.published_from.as_str(),
            modified: article.modified.as_deref(),
            signals: article.signals.into(),
            page: extent.map(|model::Extent { paywalled, partial, numbers, kept }| Page {
                paywalled,
                partial,
                numbers,
                kept,
            }),
            text: &article.text,
            quantities: facts.quantities.iter().map(|quantity| text.quantity(quantity)).collect(),
            dates: facts.dates.iter().map(|date| text.date(date)).collect(),
            places: facts.places.iter().map(|place| text.place(place)).collect(),
            people: facts.people.iter().map(|person| text.person(person)).collect(),
            quotes: facts.quotes.iter().map(|quote| text.quote(quote)).collect(),
            sources: facts.sources.iter().map(|source| text.source(source)).collect(),
            claims: claims.iter().map(|claim| text.claim(claim)).collect(),
            coverage: Coverage { numbers: coverage.numbers, typed: coverage.typed },
            warnings: unread.into_iter().chain(warnings.iter().map(|warning| warning.as_str().into())).collect(),
        }
    }
}

/// A text with its index, for the parts that point into it.
struct Text<'a> {
    words: &'a str,
    chars: Chars<'a>,
}

impl<'a> Text<'a> {
    fn passage(&self, span: model::Span) -> Passage<'a> {
        Passage::new(span, self.words, &self.chars)
    }

    fn range(&self, span: model::Span) -> Range {
        Range::new(span, &self.chars)
    }

    fn quantity(&self, quantity: &'a model::Quantity) -> Quantity<'a> {
        Quantity {
            passage: self.passage(quantity.span),
            phrase: self.range(quantity.phrase),
            amount: quantity.amount.into(),
            bound: quantity.bound.as_str(),
            unit: quantity.unit.as_deref(),
            per: quantity.per.as_ref().map(|per| per.0.as_str()),
            event: quantity.event.as_deref(),
            of: &quantity.of,
            elided: quantity.elided,
            rule: quantity.rule,
        }
    }

    fn date(&self, date: &'a model::DateMention) -> Date<'a> {
        Date {
            passage: self.passage(date.span),
            kind: date.kind.as_str(),
            value: date.value.as_ref().map(ToString::to_string),
            from: date.from.map(|day| day.to_string()),
            to: date.to.map(|day| day.to_string()),
            bound: date.bound.map(DateBound::as_str),
            anchor: date.anchor.as_str(),
            rule: date.rule,
        }
    }

    fn place(&self, place: &'a model::Place) -> Place<'a> {
        Place {
            passage: self.passage(place.span),
            name: &place.name,
            kind: place.kind.as_str(),
            countries: &place.countries,
            in_name: place.in_name,
            rule: place.rule,
        }
    }

    fn person(&self, person: &'a model::Person) -> Person<'a> {
        Person {
            name: &person.name,
            role: person.role.as_deref(),
            organisation: person.organisation.as_deref(),
            country: person.country.as_deref(),
            official: person.official,
            mentions: person.mentions.iter().map(|span| self.passage(*span)).collect(),
        }
    }

    fn quote(&self, quote: &'a model::Quote) -> Quote<'a> {
        Quote {
            passage: self.passage(quote.span),
            form: quote.form.as_str(),
            speaker: quote.speaker.as_ref().map(|speaker| self.speaker(speaker)),
            cue: quote.cue.map(|span| self.passage(span)),
            via: &quote.via,
            group: quote.group,
            rule: quote.rule,
        }
    }

    fn speaker(&self, speaker: &'a model::Speaker) -> Speaker<'a> {
        let words = speaker.span.map(|span| self.passage(span));
        Speaker {
            name: speaker.name.as_deref(),
            role: speaker.role.as_deref(),
            organisation: speaker.organisation.as_deref(),
            country: speaker.country.as_deref(),
            official: speaker.official,
            start: words.map(|words| words.start),
            end: words.map(|words| words.end),
            text: words.map(|words| words.text),
            condition: speaker.condition.map(|span| self.passage(span)),
        }
    }

    fn source(&self, source: &'a model::Source) -> Source<'a> {
        Source {
            passage: self.passage(source.span),
            name: source.name.as_deref(),
            kind: source.kind.as_str(),
            rule: source.rule,
        }
    }

    fn claim(&self, claim: &'a model::Claim) -> Claim<'a> {
        let slots = &claim.slots;
        Claim {
            passage: self.passage(claim.span),
            key: &claim.key,
            action: slots.action.as_str(),
            verb: claim.verb.as_deref(),
            transfer: claim.transfer.map(Transfer::as_str),
            sides: Sides::new(slots),
            amount: slots.amount.into(),
            bound: claim.bound.as_str(),
            unit: &slots.unit,
            per: slots.per.as_ref().map(|per| per.0.as_str()),
            status: claim.status.as_str(),
            date: &claim.dates,
            says: &claim.says,
            sentence: self.range(claim.sentence),
            rules: &claim.rules,
        }
    }
}

/// Schemas of the closed sets of words, each from the type that holds them.
macro_rules! closed_sets {
    ($($name:ident: $type:ident),+ $(,)?) => {
        $(fn $name(_: &mut SchemaGenerator) -> Schema {
            one_of($type::ALL.iter().map(|value| value.as_str()))
        })+
    };
}

closed_sets! {
    bounds: Bound, date_kinds: DateKind, anchors: Anchor, place_kinds: PlaceKind, forms: Form,
    source_kinds: SourceKind, actions: Action, statuses: Status, signals: Signal,
}

fn date_bounds(_: &mut SchemaGenerator) -> Schema {
    or_null(one_of(DateBound::ALL.iter().map(|value| value.as_str())))
}

fn transfers(_: &mut SchemaGenerator) -> Schema {
    or_null(one_of(Transfer::ALL.iter().map(|value| value.as_str())))
}

fn or_null(schema: Schema) -> Schema {
    schemars::json_schema!({ "anyOf": [schema, { "type": "null" }] })
}
