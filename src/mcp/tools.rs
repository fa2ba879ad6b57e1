//! The tools: what each is for, what it takes and gives, and what it does. The forms are those of the command line.

use std::sync::Arc;
use std::time::Duration;

use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Handler, words};
use crate::fetch;
use crate::pipeline::{self, Broken, Wanted};
use crate::record::{self, article, ask, browse, claim};
use crate::store::{Browse as _, Store as _, StoreError};

/// What an answer may take to read; a search that is too wide is broken off and told so.
const PATIENCE: Duration = Duration::from_secs(20);
/// Bytes of an answer at most, as JSON: no model reads more.
const ANSWER: usize = 1 << 20;
/// Passages of each claim that a figure is held against.
const PASSAGES: usize = 3;

const CHECK: &str = "check_statement";
const SEARCH: &str = "search_claims";
const SHOW: &str = "show_claim";
const EXTRACT: &str = "extract_text";

/// What a tool gives.
pub(super) struct Answer {
    /// The object that the command line writes. JSON in a program has doubles: a number of more than fifteen digits may be
    /// rounded here, and nowhere else.
    pub(super) form: Value,
    /// The same for a model to read.
    pub(super) words: String,
}

/// Why a call has no answer, and what to do.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error("the answer cannot be written: {0}; this is a mistake in onrecord, please report it")]
    Form(#[from] serde_json::Error),
    #[error("{0}")]
    Given(String),
    #[error("the answer has {0} bytes, and {ANSWER} are given at once: ask for less, or give the text in parts")]
    TooMuch(usize),
}

/// All of them, as they are listed.
pub(super) fn all() -> Vec<Tool> {
    vec![
        tool(
            CHECK,
            "Check a statement",
            "Hold each figure of a sentence or a whole draft against the claims of the database, slot by slot (amount, \
             unit, who, to whom, product, date, status). Gives for each figure the claims it may be about, best match \
             first, what is the same and what differs, and the passages they rest on. Never says true or false.",
            [ask::schema::<ask::Statement>().into(), record::schema::<browse::Figures<'_>>().into()],
        ),
        tool(
            SEARCH,
            "Search claims",
            "Look for claims by unit, actor, recipient, product, action, status, days or words of the article, a page at \
             a time: `next` of an answer is `after` of the next question. Each claim comes with its first passages.",
            [ask::schema::<ask::Claims>().into(), record::schema::<browse::Claims<'_>>().into()],
        ),
        tool(
            SHOW,
            "Show a claim",
            "Show one claim: its slots and history, how it hangs together with other claims (part of, carries out, \
             revises, conflicts), what people have judged of it, and the passages that it rests on.",
            [ask::schema::<ask::Claim>().into(), record::schema::<claim::Claim<'_>>().into()],
        ),
        tool(
            EXTRACT,
            "Extract the facts of a text",
            "Read a text in English and give its figures, dates, places, people, quotes, sources and claims, each with its \
             place in the text and the rule that found it. Needs no database and keeps nothing.",
            [ask::schema::<ask::Text>().into(), record::schema::<article::Article<'_>>().into()],
        ),
    ]
}

fn tool(name: &'static str, title: &str, description: &'static str, schemas: [Value; 2]) -> Tool {
    let [asked, given] = schemas.map(|schema| match schema {
        Value::Object(schema) => Arc::new(schema),
        _ => Arc::default(),
    });
    let annotations = ToolAnnotations::with_title(title).read_only(true).idempotent(true).open_world(false);
    Tool::new(name, description, asked).with_title(title).with_raw_output_schema(given).with_annotations(annotations)
}

/// Calls a tool; `None` where there is none of that name.
pub(super) async fn call(handler: &Handler, name: &str, given: JsonObject) -> Option<Result<Answer, Failure>> {
    Some(match name {
        CHECK => check(handler, given).await,
        SEARCH => search(handler, given).await,
        SHOW => show(handler, given).await,
        EXTRACT => extract(handler, given).await,
        _ => return None,
    })
}

async fn check(handler: &Handler, given: JsonObject) -> Result<Answer, Failure> {
    let asked: ask::Statement = asked(given)?;
    let known = asked.given().map_err(Failure::Given)?;
    let wanted = Wanted { matches: asked.limit.read("limit").map_err(Failure::Given)?, passages: PASSAGES };
    let lexicon = handler.lexicon;
    let read = handler.pool.read(PATIENCE, move |store| {
        let article = fetch::statement(&asked.statement, &known);
        let checked = pipeline::check(&article, lexicon, store, wanted)?;
        answer(&browse::Figures::new(&checked, &article.text), |_| words::checked(&checked, &article.text))
    });
    read.await
}

async fn search(handler: &Handler, given: JsonObject) -> Result<Answer, Failure> {
    let asked: ask::Claims = asked(given)?;
    let (page, passages) = asked.page().map_err(Failure::Given)?;
    let (filter, order) = asked.filter(handler.lexicon).map_err(Failure::Given)?;
    let read = handler.pool.read(PATIENCE, move |store| {
        let found = store.claims_page(&filter, order, &page)?;
        let claims = browse::Claims::new(&found, store, passages)?;
        answer(&claims, |_| words::found(&found.items, &claims))
    });
    read.await
}

async fn show(handler: &Handler, given: JsonObject) -> Result<Answer, Failure> {
    let asked: ask::Claim = asked(given)?;
    let passages = asked.passages.read("passages").map_err(Failure::Given)?;
    let read = handler.pool.read(PATIENCE, move |store| {
        let found = store.find(asked.id.trim())?;
        let [record] = &found[..] else {
            return Err(Failure::Given(words::not_one(&asked.id, &found)));
        };
        let claim = claim::Claim::first(record, store, passages)?;
        answer(&claim, |_| words::shown(record, &claim))
    });
    read.await
}

async fn extract(handler: &Handler, given: JsonObject) -> Result<Answer, Failure> {
    let asked: ask::Text = asked(given)?;
    let known = asked.given().map_err(Failure::Given)?;
    let lexicon = handler.lexicon;
    let work = tokio::task::spawn_blocking(move || {
        let processed = pipeline::process(fetch::statement(&asked.text, &known), lexicon);
        answer(&article::Article::new(&processed), str::to_owned)
    });
    work.await.map_err(|_| Broken)?
}

/// What is asked for. Assistants fill in what they leave open.
fn asked<T: DeserializeOwned>(mut given: JsonObject) -> Result<T, Failure> {
    given.retain(|_, value| !value.is_null() && value != "");
    serde_json::from_value(Value::Object(given))
        .map_err(|error| Failure::Given(format!("the arguments cannot be read: {error}")))
}

/// A form with its words, which are made of its JSON or of what it was made of.
fn answer(form: &impl Serialize, words: impl FnOnce(&str) -> String) -> Result<Answer, Failure> {
    let json = serde_json::to_string(form)?;
    if json.len() > ANSWER {
        return Err(Failure::TooMuch(json.len()));
    }
    Ok(Answer { form: serde_json::from_str(&json)?, words: words(&json) })
}
