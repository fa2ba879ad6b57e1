//! The same objects as the command line writes, by address. `openapi` describes what is asked and answered here.

mod openapi;

use std::sync::Arc;

use super::failure::Failure;
use super::params::Params;
use super::reply::{Problem, json};
use super::{App, PAGE, Shared, WORK};
use crate::fetch;
use crate::model::ClaimRecord;
use crate::pipeline::{self, Wanted};
use crate::record::{self, ask, browse};
use crate::store::{Browse as _, SqliteStore, Store as _};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::{get, post};

/// Items of a page, and the most of them.
const ITEMS: usize = 50;
const MOST_ITEMS: usize = 200;
/// Passages that come with each claim of a list, and the most of them.
const PASSAGES: usize = 3;
/// Passages that come with one claim, and the most of them.
const ALL_PASSAGES: usize = 100;
/// Occurrences that come with one quote.
const OCCURRENCES: usize = 200;

type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;
type Id = Result<Path<String>, PathRejection>;
type Answer = Result<Response, Problem>;

/// All below `/api/v1`.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/openapi.json", get(openapi))
        .route("/check", post(check))
        .route("/claims", get(claims))
        .route("/claims/{id}", get(claim))
        .route("/claims/{id}/passages", get(passages))
        .route("/claims/{id}/history", get(history))
        .route("/articles/{id}", get(article))
        .route("/quotes", get(quotes))
        .route("/quotes/{id}", get(quote))
        .route("/speakers", get(speakers))
        .route("/coverage", get(coverage))
        .fallback(|| async { Problem::from(Failure::Missing("there is nothing at this address".to_owned())) })
        .method_not_allowed_fallback(|| async {
            Problem::from(Failure::Method("this address is asked in another way; see /api/v1/openapi.json"))
        })
}

async fn openapi(pairs: Pairs) -> Answer {
    params(pairs)?.end()?;
    Ok(json(&openapi::document())?)
}

async fn check(State(app): Shared, headers: HeaderMap, pairs: Pairs, body: Result<Bytes, BytesRejection>) -> Answer {
    params(pairs)?.end()?;
    let body = body.map_err(|_| too_long())?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Failure::Given("expected a body of application/json".to_owned()).into());
    }
    let asked: ask::Statement =
        serde_json::from_slice(&body).map_err(|error| Failure::Given(format!("the body cannot be read: {error}")))?;
    let given = asked.given().map_err(Failure::Given)?;
    let wanted = Wanted { matches: asked.limit.read("limit").map_err(Failure::Given)?, passages: PASSAGES };
    let lexicon = app.site.lexicon;
    let answer = app.read(WORK, move |store| {
        let article = fetch::statement(&asked.statement, &given);
        let checked = pipeline::check(&article, lexicon, store, wanted)?;
        json(&browse::Figures::new(&checked, &article.text))
    });
    Ok(answer.await?)
}

async fn claims(State(app): Shared, pairs: Pairs) -> Answer {
    let mut params = params(pairs)?;
    let (filter, order) = params.claims(app.site.lexicon)?;
    let (page, passages) = (params.page(ITEMS, MOST_ITEMS)?, params.number("passages", PASSAGES, 20)?);
    params.end()?;
    let answer = app.read(PAGE, move |store| {
        let found = store.claims_page(&filter, order, &page)?;
        json(&browse::Claims::new(&found, store, passages)?)
    });
    Ok(answer.await?)
}

async fn claim(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let (id, mut params) = (id_of(id)?, params(pairs)?);
    let passages = params.number("passages", ALL_PASSAGES, ALL_PASSAGES)?;
    params.end()?;
    let answer = app.read(PAGE, move |store| json(&record::claim::Claim::first(&known(store, &id)?, store, passages)?));
    Ok(answer.await?)
}

async fn passages(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let (id, mut params) = (id_of(id)?, params(pairs)?);
    let page = params.page(ITEMS, MOST_ITEMS)?;
    params.end()?;
    let answer = app.read(PAGE, move |store| {
        let found = store.evidence_page(&known(store, &id)?.id, &page)?;
        let passages = found.items.iter().map(record::claim::Evidence::new).collect();
        json(&browse::Passages { passages, next: found.next.as_deref() })
    });
    Ok(answer.await?)
}

async fn history(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    params(pairs)?.end()?;
    let answer = app.read(PAGE, move |store| {
        let told = store.told(&known(store, &id)?.id)?;
        json(&browse::History { states: told.iter().map(browse::State::new).collect() })
    });
    Ok(answer.await?)
}

async fn article(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    params(pairs)?.end()?;
    let lexicon = app.site.lexicon;
    let answer = app.read(WORK, move |store| {
        let article = store.article(&id)?.ok_or_else(|| missing("article", &id))?;
        json(&record::article::Article::new(&pipeline::process(article, lexicon)))
    });
    Ok(answer.await?)
}

async fn quotes(State(app): Shared, pairs: Pairs) -> Answer {
    let mut params = params(pairs)?;
    let (filter, page) = (params.quotes(app.site.lexicon)?, params.page(ITEMS, MOST_ITEMS)?);
    params.end()?;
    let answer = app.read(PAGE, move |store| {
        let found = store.quotes_page(&filter, &page)?;
        let quotes = found.items.iter().map(|quote| record::quote::Quote::with(quote, Vec::new())).collect();
        json(&browse::Quotes { quotes, next: found.next.as_deref() })
    });
    Ok(answer.await?)
}

async fn quote(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    params(pairs)?.end()?;
    let answer = app.read(PAGE, move |store| {
        let (quote, found) = store.quote(&id, OCCURRENCES)?.ok_or_else(|| missing("quote", &id))?;
        let occurrences: Vec<_> = found.iter().map(record::quote::Occurrence::new).collect();
        json(&record::quote::Quote::with(&quote, occurrences))
    });
    Ok(answer.await?)
}

async fn speakers(State(app): Shared, pairs: Pairs) -> Answer {
    let mut params = params(pairs)?;
    let (name, page) = (params.text("name").unwrap_or_default(), params.page(ITEMS, MOST_ITEMS)?);
    params.end()?;
    let answer = app.read(PAGE, move |store| {
        let found = store.speakers_page(&name, &page)?;
        let speakers = found.items.iter().map(browse::Speaker::new).collect();
        json(&browse::Speakers { speakers, next: found.next.as_deref() })
    });
    Ok(answer.await?)
}

async fn coverage(State(app): Shared, pairs: Pairs) -> Answer {
    params(pairs)?.end()?;
    let counts = match app.counts.get(&app) {
        Some(counts) => counts,
        // nothing is counted yet: who asks first waits
        None => Arc::new(app.read(WORK, |store| Ok(store.overview()?)).await?),
    };
    Ok(json(&browse::Coverage::new(&counts))?)
}

fn known(store: &SqliteStore, id: &str) -> Result<ClaimRecord, Failure> {
    store.claim(id)?.ok_or_else(|| missing("claim", id))
}

/// What is said of a statement that is too long.
pub(super) fn too_long() -> Failure {
    Failure::TooLarge(format!("a statement has {} characters at most; check it in parts", ask::LONGEST))
}

/// What is said of an id that is not there.
pub(super) fn missing(what: &str, id: &str) -> Failure {
    Failure::Missing(format!("there is no {what} {id:?}"))
}

fn params(pairs: Pairs) -> Result<Params, Failure> {
    let Query(pairs) = pairs.map_err(|error| Failure::Given(format!("the query cannot be read: {error}")))?;
    Ok(Params::of_program(pairs))
}

fn id_of(id: Id) -> Result<String, Failure> {
    Ok(id.map_err(|error| Failure::Given(format!("the address cannot be read: {error}")))?.0)
}
