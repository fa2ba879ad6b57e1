//! The page that an article was read from, as it came but for all that could do anything: its words in the elements that
//! give them their shape. It is shown in a sandbox, beside the article or alone.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse as _;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::marked::PASSAGE;
use super::parts::{address, plain, words};
use super::{Answer, Id, Pairs, asked, id_of};
use crate::fetch::{Piece, sha256, shown};
use crate::model::Snapshot;
use crate::store::{Browse as _, PageRecord, SqliteStore, Store as _};
use crate::web::Shared;
use crate::web::WORK;
use crate::web::api::missing;
use crate::web::failure::Failure;
use crate::web::guard::Policy;
use crate::web::params::Stretch;
use crate::web::reply;

/// Nothing of the page itself is a style: this is all there is.
const STYLE: &str = ":root { color-scheme: light dark } body { margin: 1rem; font: 1rem/1.5 sans-serif; overflow-wrap: anywhere } \
    pre { white-space: pre-wrap } table { border-collapse: collapse } td, th { padding: .2rem .5rem; border: 1px solid #8888; text-align: start } \
    .note { border-left: 4px solid #b3261e; padding-left: .75rem }";

/// The frame that an article's page shows it in, and the ways to have it alone and as it came.
pub(super) fn frame(article: &str, page: &PageRecord, at: Option<Stretch>) -> Markup {
    let path = address("articles", article) + "/page";
    html! {
        section.stored aria-labelledby="stored" {
            h2 #stored { "The page as it came" }
            p.from {
                @match &page.fetched { Some(it) => { "Fetched " time { (plain(it)) } }, None => "Kept" }
                ", without its scripts, styles, pictures and addresses · "
                a href=(place(article, at)) { "open it alone" } " · "
                a href={ (path) "/source" } download { "its source, " (page.size) " bytes" }
            }
            iframe name=(FRAME) src=(place(article, at)) sandbox="" loading="lazy" referrerpolicy="no-referrer" title="The page as it came" {}
        }
    }
}

/// The frame's name, by which a link puts a passage into it.
pub(super) const FRAME: &str = "stored";

/// The stored page of an article, at a passage.
pub(super) fn place(article: &str, at: Option<Stretch>) -> String {
    let path = address("articles", article) + "/page";
    at.map_or_else(|| path.clone(), |at| format!("{path}?at={at}#{PASSAGE}"))
}

/// A stored page with a passage marked.
pub(in crate::web) async fn show(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    let (mut params, _) = asked(pairs)?;
    let at = params.stretch("at")?;
    params.end()?;
    let read = app.read(WORK, move |store| {
        let page = kept(store, &id)?;
        let article = store.article(&id)?.ok_or_else(|| missing("article", &id))?;
        let passage = at.and_then(|at| at.of(&article.text));
        let pieces = sound(&page)
            .and_then(|()| shown(&page, &article.text, passage).map_err(|reason| format!("The page {reason}.")));
        Ok(document(pieces.as_deref(), at.is_some()))
    });
    let mut answer = reply::page(read.await?);
    answer.extensions_mut().insert(Policy::Stored);
    Ok(answer)
}

/// A stored page, byte for byte, to be kept and not to be opened.
pub(in crate::web) async fn source(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    asked(pairs)?.0.end()?;
    let page = app.read(WORK, move |store| kept(store, &id)).await?;
    // an editor opens a text, where a browser would open a page
    let name = format!("attachment; filename=\"{}.txt\"", page.sha256);
    let kind = "application/octet-stream".to_owned();
    let mut answer = ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], page.bytes).into_response();
    answer.extensions_mut().insert(Policy::Stored);
    Ok(answer)
}

fn kept(store: &SqliteStore, id: &str) -> Result<Snapshot, Failure> {
    store.snapshot(id)?.ok_or_else(|| missing("stored page of an article", id))
}

/// Another page than the one that was stored is not shown as it.
fn sound(page: &Snapshot) -> Result<(), String> {
    let is_sound = sha256(&page.bytes) == page.sha256;
    if is_sound { Ok(()) } else { Err("This is not the page that was stored: its hash differs.".to_owned()) }
}

fn document(pieces: Result<&[Piece], &String>, wants_passage: bool) -> String {
    let found = pieces.is_ok_and(|pieces| pieces.iter().any(|it| matches!(it, Piece::Passage(_))));
    let page = html! {
        (DOCTYPE)
        html {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "The page as it came" }
                style { (PreEscaped(STYLE)) }
            }
            // whoever walks with the keyboard scrolls it
            body tabindex="0" dir="auto" {
                @match pieces {
                    Err(why) => p.note { (words(why)) },
                    Ok(pieces) => {
                        @if wants_passage && !found { p.note id=(PASSAGE) { "The passage does not stand in the page as it stands in the text." } }
                        (written(pieces))
                    }
                }
            }
        }
    };
    page.into_string()
}

/// The page anew: tags are from a closed list, and all else is escaped.
fn written(pieces: &[Piece]) -> Markup {
    let mut first = Some(PASSAGE);
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Open(name) => (PreEscaped(format!("<{name}>"))),
                Piece::Close(name) => (PreEscaped(format!("</{name}>"))),
                Piece::Break => br;,
                Piece::Words(words) => (plain(words)),
                Piece::Passage(words) => mark id=[first.take()] { (plain(words)) },
            }
        }
    }
}
