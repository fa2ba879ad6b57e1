//! What may be asked: the public forms of questions, as programs put them. Their schemas say what each may hold.
//!
//! What cannot be read is refused by its name, with what is expected.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use super::words::listed;
use crate::fetch::Given;
use crate::lexicon::Lexicon;
use crate::model::{Action, Published, Status};
use crate::store::{Asked, Filter, Order};

/// Code points of a text at most: a long feature has as many.
pub const LONGEST: usize = 32 * 1024;

/// The JSON Schema of a question.
#[must_use]
pub fn schema<T: JsonSchema>() -> Schema {
    let mut schema = SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>();
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten();
    for field in fields.filter_map(|(_, field)| field.as_object_mut()) {
        // no news where null may stand
        if field.get("default").is_some_and(Value::is_null) {
            field.remove("default");
        }
    }
    schema
}

/// A statement to hold against the claims.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// A sentence or a whole draft.
    #[schemars(length(max = LONGEST))]
    pub statement: String,
    /// The day that relative dates are worked out against, as 2021-03-18; without it they stay open.
    #[serde(default)]
    #[schemars(schema_with = "day")]
    pub published: Option<String>,
    /// Claims for a figure, at most.
    #[serde(default)]
    pub limit: Count<3, 10>,
}

/// Claims to look for; what is left out may be anything. `status`, `since`, `until` and `text` are asked of one and the
/// same passage.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Claims {
    /// What is counted, such as dose, person, USD.
    pub unit: Option<String>,
    /// Who does it: a country's code or name, or another name.
    pub actor: Option<String>,
    /// Who gets it.
    pub recipient: Option<String>,
    /// A maker or brand.
    pub product: Option<String>,
    /// What is done.
    #[schemars(schema_with = "actions")]
    pub action: Option<String>,
    /// A state that some passage gives.
    #[schemars(schema_with = "statuses")]
    pub status: Option<String>,
    /// Said in an article of this day or later.
    #[schemars(schema_with = "day")]
    pub since: Option<String>,
    /// Said in an article of this day or earlier.
    #[schemars(schema_with = "day")]
    pub until: Option<String>,
    /// Words of the article, all of them; in quotation marks as a phrase.
    #[schemars(regex(pattern = r"[\p{L}\p{N}]"))]
    pub text: Option<String>,
    /// The order; else the newest first.
    #[schemars(schema_with = "orders")]
    pub sort: Option<String>,
    /// Claims at most.
    pub limit: Count<10, 50>,
    /// Passages that come with a claim, the first ones.
    pub passages: Count<2, 10>,
    /// The `next` of the answer before, to go on behind it with all else asked the same.
    pub after: Option<String>,
}

/// One claim.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The claim's id, or its beginning.
    #[schemars(length(min = 4))]
    pub id: String,
    /// Passages that come with it, the first ones.
    #[serde(default)]
    pub passages: Count<20, 100>,
}

/// A text to read, and what is known of it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The words of an article, paragraphs apart by an empty line.
    #[schemars(length(max = LONGEST))]
    pub text: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as 2021-03-18 or with a time; without it relative dates stay open.
    #[serde(default)]
    #[schemars(schema_with = "day")]
    pub published: Option<String>,
    /// The paper, agency or site that ran it.
    pub outlet: Option<String>,
    /// The language it is in, as an ISO 639 code; else that of the words. Only English is read.
    pub language: Option<String>,
}

impl Statement {
    /// What is known of it.
    ///
    /// # Errors
    /// Where it is too long, or its day is none.
    pub fn given(&self) -> Result<Given, String> {
        bounded("statement", &self.statement)?;
        Ok(Given { published: published(self.published.as_deref())?, ..Given::default() })
    }
}

impl Claims {
    /// Which claims, and in which order.
    ///
    /// # Errors
    /// Where a word is none that is known there, or a day none.
    pub fn filter(self, lexicon: &Lexicon) -> Result<(Filter, Order), String> {
        let slot = |name: Option<String>| name.map(|given| lexicon.slot(given.trim()).to_owned());
        let filter = Filter {
            unit: self.unit.map(|unit| unit.trim().to_owned()),
            actor: slot(self.actor),
            recipient: slot(self.recipient),
            product: slot(self.product),
            action: one_of("action", self.action, Action::parse, || Action::ALL.iter().map(|it| it.as_str()))?,
            status: one_of("status", self.status, Status::parse, || Status::ALL.iter().map(|it| it.as_str()))?,
            since: calendar("since", self.since)?,
            until: calendar("until", self.until)?,
            text: self.text,
        };
        let order = one_of("sort", self.sort, Order::parse, || Order::ALL.iter().map(|it| it.as_str()))?;
        Ok((filter, order.unwrap_or_default()))
    }

    /// Which page of them, and how many passages of each.
    ///
    /// # Errors
    /// Where it is too many, or none.
    pub fn page(&self) -> Result<(Asked, usize), String> {
        let asked = Asked { after: self.after.clone(), limit: self.limit.read("limit")? };
        Ok((asked, self.passages.read("passages")?))
    }
}

impl Text {
    /// What is known of it.
    ///
    /// # Errors
    /// Where it is too long, or its day is none.
    pub fn given(&self) -> Result<Given, String> {
        bounded("text", &self.text)?;
        Ok(Given {
            published: published(self.published.as_deref())?,
            outlet: self.outlet.clone(),
            url: None,
            title: self.title.clone(),
            language: self.language.clone(),
        })
    }
}

/// How many are wanted, from 1 to `MOST`; `USUAL` where it is not said. JSON tells no 3 from 3.0, and programs write both.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Count<const USUAL: u16, const MOST: u16>(Option<f64>);

impl<const USUAL: u16, const MOST: u16> Count<USUAL, MOST> {
    /// The number that `name` asks for.
    ///
    /// # Errors
    /// Where it is too many, or none.
    pub fn read(self, name: &str) -> Result<usize, String> {
        let Some(given) = self.0 else { return Ok(USUAL.into()) };
        let whole = (1..=MOST).find(|n| f64::from(*n) == given);
        whole.map(usize::from).ok_or_else(|| format!("{name} is {given}; expected a number from 1 to {MOST}"))
    }
}

impl<const USUAL: u16, const MOST: u16> JsonSchema for Count<USUAL, MOST> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["integer", "null"], "minimum": 1, "maximum": MOST, "default": USUAL })
    }
}

/// A publication date, as it is given.
///
/// # Errors
/// Where it is none.
pub fn published(text: Option<&str>) -> Result<Option<Published>, String> {
    let expected = |text| format!("published is {text:?}; expected a date or date-time, as 2021-03-18");
    text.map(|text| Published::parse(text).ok_or_else(|| expected(text))).transpose()
}

/// Refuses what is too long.
fn bounded(name: &str, text: &str) -> Result<(), String> {
    let long = text.chars().count();
    if long <= LONGEST {
        return Ok(());
    }
    Err(format!("{name} has {long} characters; expected {LONGEST} at most: give it in parts"))
}

fn one_of<'w, T, W: Iterator<Item = &'w str>>(
    name: &str,
    given: Option<String>,
    parse: impl Fn(&str) -> Option<T>,
    words: impl Fn() -> W,
) -> Result<Option<T>, String> {
    let expected = |word: &str| format!("{name} is {word:?}; expected {}", listed(words()));
    given.map(|word| parse(word.trim()).ok_or_else(|| expected(&word))).transpose()
}

/// A day, as it is given.
///
/// # Errors
/// Where it is none.
pub fn calendar(name: &str, given: Option<String>) -> Result<Option<String>, String> {
    let day = |text: &str| text.parse::<Date>().ok().filter(|_| text.len() == 10).map(|day| day.to_string());
    let expected = |text: &str| format!("{name} is {text:?}; expected a day as 2021-03-18");
    given.map(|text| day(text.trim()).ok_or_else(|| expected(&text))).transpose()
}

fn actions(_: &mut SchemaGenerator) -> Schema {
    words(Action::ALL.iter().map(|it| it.as_str()))
}

fn statuses(_: &mut SchemaGenerator) -> Schema {
    words(Status::ALL.iter().map(|it| it.as_str()))
}

fn orders(_: &mut SchemaGenerator) -> Schema {
    words(Order::ALL.iter().map(|it| it.as_str()))
}

fn words<'w>(all: impl Iterator<Item = &'w str>) -> Schema {
    json_schema!({ "type": ["string", "null"], "enum": all.map(Some).chain([None]).collect::<Vec<_>>() })
}

fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" })
}
