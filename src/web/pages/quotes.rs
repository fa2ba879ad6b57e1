//! Quotes: who said what, each quote once in its longest form, and where it ran.

use axum::extract::State;
use maud::{Markup, html};

use super::parts::{address, article_at, choice, days, field, list_address, pager, plain, value, words};
use super::{Answer, Id, Pairs, asked, id_of, page};
use crate::model::{Form, Occurrence, QuoteRecord, Speaker};
use crate::record::words::count;
use crate::record::{is_web, text_fragment};
use crate::store::Browse as _;
use crate::web::PAGE;
use crate::web::Shared;
use crate::web::api::missing;
use crate::web::params::Stretch;

/// Quotes of a page, and the occurrences of one that are shown.
const ITEMS: usize = 30;
const OCCURRENCES: usize = 100;

/// The quotes that fit.
pub(in crate::web) async fn list(State(app): Shared, pairs: Pairs) -> Answer {
    let (mut params, pairs) = asked(pairs)?;
    let (filter, wanted) = (params.quotes(app.site.lexicon)?, params.page(ITEMS, ITEMS)?);
    params.end()?;
    let found = app.read(PAGE, move |store| Ok(store.quotes_page(&filter, &wanted)?)).await?;
    let main = html! {
        h1 { "Quotes" }
        (filters(&pairs))
        @if found.items.is_empty() { p.empty { "No quote fits." } }
        ol.quotes { @for quote in &found.items { li { (said(quote)) p.from { a href=(address("quotes", &quote.id)) { (count(quote.articles, "article")) } ", " (days(quote.first_said.as_deref(), quote.last_said.as_deref())) } } } }
        (pager("/quotes", &pairs, found.next.as_deref()))
    };
    Ok(page("Quotes", "/quotes", &main))
}

/// One quote, wherever it ran.
pub(in crate::web) async fn show(State(app): Shared, id: Id, pairs: Pairs) -> Answer {
    let id = id_of(id)?;
    asked(pairs)?.0.end()?;
    let shown = app.read(PAGE, move |store| store.quote(&id, OCCURRENCES)?.ok_or_else(|| missing("quote", &id)));
    let (quote, occurrences) = shown.await?;
    let main = html! {
        p.kicker { "Quote " code { (quote.id) } }
        h1 { "One quote in " (count(quote.articles, "article")) }
        (said(&quote))
        h2 { "Where it ran" }
        @if quote.occurrences > OCCURRENCES as u64 { p.faint { "The first " (OCCURRENCES) " of " (quote.occurrences) "." } }
        ol.quotes { @for it in &occurrences { li { (occurrence(it)) } } }
    };
    Ok(page("Quote", "/quotes", &main))
}

fn filters(pairs: &[(String, String)]) -> Markup {
    html! {
        form.filters method="get" action="/quotes" role="search" aria-label="Quotes" {
            div.row {
                (field("text", "Words of the quote", "search", pairs))
                (field("speaker", "Who said it", "text", pairs))
                (field("country", "Country", "text", pairs))
                (field("outlet", "Paper", "text", pairs))
                (choice("form", "Form", "any", Form::ALL.iter().map(|it| it.as_str()), pairs))
                (field("since", "Said since", "date", pairs))
                (field("until", "Said until", "date", pairs))
                div.field.tick {
                    input #official type="checkbox" name="official" value="true" checked[value("official", pairs) == "true"];
                    label for="official" { "in public office" }
                }
                button type="submit" { "Search" }
            }
        }
    }
}

fn said(quote: &QuoteRecord) -> Markup {
    html! {
        blockquote.said dir="auto" { @for (n, part) in quote.parts.iter().enumerate() { @if n > 0 { " … " } (plain(part)) } }
        p.speaker { (speaker(quote.speaker.as_ref())) " " span.state { (quote.form.as_str()) } }
    }
}

fn occurrence(it: &Occurrence) -> Markup {
    let sentence = it.parts.first().map(|part| part.words.as_str()).unwrap_or_default();
    let parts = it.parts.first().zip(it.parts.last());
    let place = parts.map_or_else(
        || address("articles", &it.article),
        |(first, last)| article_at(&it.article, Stretch::new(first.chars.0, last.chars.1)),
    );
    html! {
        blockquote dir="auto" { @for (n, part) in it.parts.iter().enumerate() { @if n > 0 { " … " } (plain(&part.words)) } }
        p.from {
            (speaker(it.speaker.as_ref()))
            @if let Some(cue) = &it.cue { " " (words(&cue.words)) }
            @if !it.via.is_empty() { ", via " (words(&it.via.join(", "))) }
            "; " @if let Some(paper) = it.outlet.as_deref().or(it.title.as_deref()) { cite { (words(paper)) } ", " }
            @match it.published.as_deref() { Some(day) => time { (plain(day.get(..10).unwrap_or(day))) }, None => span.faint { "not dated" } }
            " · " a href=(place) { "article" }
            @if let Some(url) = it.url.as_deref().filter(|url| is_web(url)) {
                " · " a href=(text_fragment(url, sentence).unwrap_or_default()) rel="noopener noreferrer nofollow external" { "source at the quote" }
            }
            " · rules " code { (plain(&it.rules.join(" "))) }
        }
    }
}

/// Who it is, with the way to all that he or she is quoted with.
pub(super) fn speaker(speaker: Option<&Speaker>) -> Markup {
    let Some(it) = speaker else { return html! { span.faint { "not told who" } } };
    let about = [it.role.as_deref(), it.organisation.as_deref(), it.country.as_deref()];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    html! {
        @match &it.name {
            Some(name) => a href=(list_address("/quotes", &[], &[("speaker", Some(name))])) { (words(name)) },
            None => span.faint { "not told who" },
        }
        @if !about.is_empty() { ", " (words(&about.join(", "))) }
        @if it.official { " " span.state { "official" } }
    }
}
