//! One article: its text with all facts marked by kind, and beside it the page that it was read from, and where it comes
//! from.

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, html};

use super::marked::{Fact, facts, marked};
use super::parts::{address, names, plain, words};
use super::stored::{FRAME, frame, place};
use super::{Answer, Id, Pairs, asked, id_of, page};
use crate::model::{Article, Processed};
use crate::pipeline;
use crate::record::{Chars, is_web};
use crate::store::{Browse as _, PageRecord, Store as _};
use crate::web::Shared;
use crate::web::WORK;
use crate::web::api::missing;
use crate::web::guard::Policy;
use crate::web::params::Stretch;

/// The kinds of facts, with what they are called in the legend.
const KINDS: [(&str, &str); 7] = [
    ("quantity", "figure"),
    ("untyped", "number not typed"),
    ("date", "date"),
    ("place", "place"),
    ("person", "person"),
    ("quote", "quote"),
    ("source", "source"),
];

/// An article by its id, read with the rules of today.
pub(in crate::web) async fn show(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    let (mut params, _) = asked(pairs)?;
    let at = params.stretch("at")?;
    params.end()?;
    let lexicon = app.site.lexicon;
    let read = app.read(WORK, move |store| {
        let article = store.article(&id)?.ok_or_else(|| missing("article", &id))?;
        let claims: BTreeMap<(usize, usize), String> = store
            .mentions(&id)?
            .into_iter()
            .filter_map(|it| Some(((it.span.start(), it.span.end()), it.claim?)))
            .collect();
        let stored = store.page_of(&id)?;
        let main = main(&pipeline::process(article, lexicon), &claims, stored.as_ref(), at);
        Ok((main, stored.is_some()))
    });
    let ((title, main), is_framing) = read.await?;
    let mut answer = page(&title, "", &main);
    if is_framing {
        answer.extensions_mut().insert(Policy::Framing);
    }
    Ok(answer)
}

fn main(
    read: &Processed,
    claims: &BTreeMap<(usize, usize), String>,
    stored: Option<&PageRecord>,
    at: Option<Stretch>,
) -> (String, Markup) {
    let article = &read.article;
    let passage = at.and_then(|at| at.of(&article.text));
    let title = article.title.clone().unwrap_or_else(|| format!("Article {}", article.id));
    let all = facts(read);
    let claim_of = |it: &Fact| claims.get(&(it.span.start(), it.span.end())).filter(|_| it.kind == "quantity");
    let link = |it: &Fact| Some(address("claims", claim_of(it)?));
    let main = html! {
        p.kicker { @if let Some(outlet) = &article.outlet { (words(outlet)) " · " } @match &article.published { Some(it) => time { (plain(&it.text)) }, None => span.faint { "not dated" } } }
        h1 { (words(&title)) }
        div.article.beside[stored.is_some()] {
            div.text {
                ul.legend aria-label="Kinds of facts" {
                    @for (kind, name) in KINDS {
                        @let n = all.iter().filter(|it| it.kind == kind).count();
                        @if n > 0 { li { span.fact.(kind) { (name) } " " (n) } }
                    }
                }
                @if let Some(reason) = &read.skipped { p.problem { "Nothing was extracted: " (words(reason)) } }
                article.marked aria-label="Text" { (marked(&article.text, &all, passage, link)) }
            }
            @if let Some(stored) = stored { (frame(&article.id, stored, at)) }
            aside aria-label="Where it comes from" { (origin(article)) }
        }
        section aria-labelledby="facts" {
            h2 #facts { "Facts" }
            details { summary { (all.len()) " facts, each with its rule" } (table(article, &all, stored.is_some(), claim_of)) }
        }
    };
    (title, main)
}

fn origin(article: &Article) -> Markup {
    html! {
        h2 { "Where it comes from" }
        dl.slots {
            @if !article.byline.is_empty() { dt { "by" } dd { (names(&article.byline)) } }
            dt { "published" } dd { @match &article.published { Some(it) => { (plain(&it.text)) span.faint { " (" (article.published_from.as_str()) ")" } }, None => span.faint { "not told" } } }
            @if let Some(it) = &article.modified { dt { "changed" } dd { (plain(it)) } }
            @if let Some(it) = &article.language { dt { "language" } dd { (plain(it)) } }
            @if let Some(url) = &article.url {
                dt { "address" }
                dd { @if is_web(url) { a href=(url) rel="noopener noreferrer nofollow external" { (words(url)) } } @else { (words(url)) } }
            }
            @if let Some(path) = &article.path { dt { "read from" } dd { (words(path)) } }
            dt { "id" } dd { code { (plain(&article.id)) } }
            dt { "SHA-256" } dd { code { (article.sha256) } }
        }
    }
}

fn table<'c>(
    article: &Article,
    all: &[Fact],
    is_stored: bool,
    claim_of: impl Fn(&Fact) -> Option<&'c String>,
) -> Markup {
    let chars = Chars::new(&article.text);
    let at = |it: &Fact| Some(Stretch::new(chars.at(it.span.start()) as u64, chars.at(it.span.end()) as u64));
    html! {
        table.facts {
            thead { tr { th scope="col" { "Words" } th scope="col" { "Kind" } th scope="col" { "Says" } th scope="col" { "Rule" } th scope="col" { "Claim" } @if is_stored { th scope="col" { "Page" } } } }
            tbody {
                @for it in all {
                    tr {
                        th scope="row" data-label="Words" dir="auto" { (plain(it.span.of(&article.text))) }
                        td data-label="Kind" { span.fact.(it.kind) { (it.kind) } }
                        td data-label="Says" { (words(&it.says)) }
                        td data-label="Rule" { code { (it.rule) } }
                        td data-label="Claim" { @if let Some(claim) = claim_of(it) { a href=(address("claims", claim)) { (claim.get(..10).unwrap_or(claim)) } } }
                        @if is_stored { td data-label="Page" { a href=(place(&article.id, at(it))) target=(FRAME) { "show" } } }
                    }
                }
            }
        }
    }
}
