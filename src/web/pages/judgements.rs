//! Judgements: all that people have decided, and the one place where a page changes the database.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use maud::html;

use super::claim::judgement;
use super::parts::{address, words};
use super::{Answer, Pairs, asked, page};
use crate::claims;
use crate::model::{About, Judgement, Pair, Ruling, Verdict};
use crate::record::words::{about, about_passage, judged};
use crate::store::{Browse as _, SqliteStore, Store as _};
use crate::web::PAGE;
use crate::web::Shared;
use crate::web::api::missing;
use crate::web::failure::Failure;
use crate::web::params::Params;

/// Every judgement, the last first.
pub(in crate::web) async fn list(State(app): Shared, pairs: Pairs) -> Answer {
    asked(pairs)?.0.end()?;
    let all = app.read(PAGE, |store| Ok(store.judgements()?)).await?;
    let (gone, standing): (Vec<_>, Vec<_>) =
        all.iter().rev().partition(|it| it.undone_by.is_some() || matches!(it.judgement.ruling, Ruling::Undo(_)));
    let main = html! {
        h1 { "Judgements" }
        p { "What people have decided of claims and passages. A judgement is added on a claim's page, and never changed: an undo is one more." }
        @if standing.is_empty() { p.empty { "No judgement stands." } }
        ul.judgements { @for it in standing { (judgement(&app, it, "")) } }
        @if !gone.is_empty() {
            h2 { "Undone, and their undoing" }
            ul.judgements {
                @for it in gone {
                    li { span.n { (it.n) "." } " " (words(&judged(&it.judgement))) @if let Some(by) = it.undone_by { " · undone by " (by) } }
                }
            }
        }
    };
    Ok(page("Judgements", "/judgements", &main))
}

/// What a form of a claim's page decides.
struct Decided {
    kind: String,
    claim: String,
    other: String,
    passage: String,
    n: Option<u64>,
}

/// Adds a judgement, and leads back to the claim that came of it.
pub(in crate::web) async fn judge(
    State(app): Shared,
    headers: HeaderMap,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Answer {
    let Form(pairs) = form.map_err(|error| Failure::Given(format!("the form cannot be read: {error}")))?;
    let mut params = Params::of_form(&pairs);
    if !app.session.admits(&headers, &params.text("token").unwrap_or_default()) {
        return Err(Failure::Refused(
            "This form is not of this run of the server; load the page again, and send it from there.",
        ));
    }
    let by = params.text("by").ok_or_else(|| Failure::Given("Say who decides.".to_owned()))?;
    let why = params.text("why");
    let typed = params.text("other_id").map(|it| it.trim().to_owned());
    let chosen = params.text("other");
    let decided = Decided {
        kind: params.text("kind").unwrap_or_default(),
        claim: params.text("claim").unwrap_or_default(),
        other: typed.or(chosen).unwrap_or_default(),
        passage: params.text("passage").unwrap_or_default(),
        n: params.one("n", "a judgement's number", |text| text.parse().ok())?,
    };
    params.end()?;
    let at = format!("{:.0}", Timestamp::now());
    let to = app.write(move |store| {
        let (ruling, about) = ruling(store, &decided)?;
        let judgement = Judgement { ruling, by, at, why, about };
        if store.judge(&judgement, claims::regroup)?.is_none() {
            return Err(Failure::Conflict("That judgement is not there, is an undo, or is undone already.".to_owned()));
        }
        // what was one claim may be two now, or two one: the first that still is
        let wanted = std::iter::once(&decided.claim).chain(judgement.about.iter().map(|it| &it.id));
        for id in wanted {
            if let Some(claim) = store.claim(id)? {
                return Ok(address("claims", &claim.id));
            }
        }
        Ok("/judgements".to_owned())
    });
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to.await?)]).into_response())
}

fn ruling(store: &SqliteStore, decided: &Decided) -> Result<(Ruling, Vec<About>), Failure> {
    let verdict = match decided.kind.as_str() {
        "same" => Verdict::Same,
        "different" => Verdict::Different,
        "reject" => return rejection(store, &decided.passage),
        "undo" => return undo(store, decided.n),
        other => return Err(Failure::Given(format!("kind is {other:?}; expected same, different, reject or undo"))),
    };
    let known = |id: &str| store.claim(id)?.ok_or_else(|| missing("claim", id));
    let (a, b) = (known(&decided.claim)?, known(&decided.other)?);
    let keys = [claims::key_name(&a.slots), claims::key_name(&b.slots)];
    if keys[0] == keys[1] {
        return Err(Failure::Conflict("Both say the same in every slot, and are one claim by that.".to_owned()));
    }
    Ok((Ruling::Pair(Pair { verdict, keys }), vec![about(&a), about(&b)]))
}

fn rejection(store: &SqliteStore, passage: &str) -> Result<(Ruling, Vec<About>), Failure> {
    let found = if passage.is_empty() { Vec::new() } else { store.passages(passage)? };
    let known = found.into_iter().find(|it| it.passage.id == passage).ok_or_else(|| missing("passage", passage))?;
    let Some(claim) = known.claim else {
        return Err(Failure::Conflict("The passage is rejected already.".to_owned()));
    };
    let mut words: Vec<About> = store.claim(&claim)?.iter().map(about).collect();
    words.push(about_passage(&known.passage));
    Ok((Ruling::Reject(known.passage.id), words))
}

fn undo(store: &SqliteStore, n: Option<u64>) -> Result<(Ruling, Vec<About>), Failure> {
    let n = n.ok_or_else(|| Failure::Given("Say which judgement is undone.".to_owned()))?;
    let undone = store.judgements()?.into_iter().find(|it| it.n == n);
    let undone = undone.ok_or_else(|| missing("judgement", &n.to_string()))?;
    Ok((Ruling::Undo(n), undone.judgement.about))
}
