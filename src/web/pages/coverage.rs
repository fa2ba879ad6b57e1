//! Coverage: what the database does not know, and why. Nothing is dropped in silence.

use axum::extract::State;
use maud::{Markup, html};

use super::parts::{address, list_address, pager, plain, words};
use super::{Answer, Pairs, asked, page};
use crate::model::Quantity;
use crate::pipeline;
use crate::store::{Browse as _, Gap, GapRecord, Overview, Store as _};
use crate::web::PAGE;
use crate::web::Shared;

/// Articles of a page.
const ITEMS: usize = 12;

/// The counts, and the articles with a gap.
pub(in crate::web) async fn show(State(app): Shared, pairs: Pairs) -> Answer {
    let (mut params, pairs) = asked(pairs)?;
    let gap = params.one("gap", "untyped, skipped or warned", Gap::parse)?.unwrap_or_default();
    let wanted = params.page(ITEMS, ITEMS)?;
    params.end()?;
    let (counts, lexicon) = (app.counts.get(&app), app.site.lexicon);
    let read = app.read(PAGE, move |store| {
        let found = store.gaps_page(gap, &wanted)?;
        let mut numbers = Vec::with_capacity(found.items.len());
        for it in found.items.iter() {
            let article = if gap == Gap::Untyped { store.article(&it.article)? } else { None };
            numbers.push(article.map_or_else(Vec::new, |article| {
                let read = pipeline::process(article, lexicon);
                let untyped = |it: &&Quantity| it.unit.is_none();
                read.facts
                    .quantities
                    .iter()
                    .filter(untyped)
                    .take(12)
                    .map(|it| it.span.of(&read.article.text).to_owned())
                    .collect()
            }));
        }
        Ok((found, numbers))
    });
    let (found, numbers) = read.await?;
    let main = html! {
        h1 { "Coverage" }
        @match counts { Some(counts) => (sums(&counts)), None => p.faint { "Counting; load the page again in a moment." } }
        h2 { "Articles with something left open" }
        nav.tabs aria-label="What is left open" {
            @for other in Gap::ALL {
                a href=(list_address("/coverage", &[], &[("gap", Some(other.as_str()))])) aria-current=[(other == gap).then_some("true")] {
                    @match other { Gap::Untyped => "Numbers not typed", Gap::Skipped => "Not read", Gap::Warned => "Warnings" }
                }
            }
        }
        @if found.items.is_empty() { p.empty { "None." } }
        ul.gaps { @for (it, numbers) in found.items.iter().zip(&numbers) { (gap_of(it, numbers)) } }
        (pager("/coverage", &pairs, found.next.as_deref()))
    };
    Ok(page("Coverage", "/coverage", &main))
}

fn sums(counts: &Overview) -> Markup {
    let share = (counts.typed * 100).checked_div(counts.numbers).unwrap_or(100);
    html! {
        dl.sums {
            div { dt { "articles" } dd { (counts.articles) } }
            div { dt { "claims" } dd { (counts.claims) } }
            div { dt { "passages" } dd { (counts.evidence) } }
            div { dt { "numbers seen" } dd { (counts.numbers) } }
            div { dt { "of them typed" } dd { (counts.typed) " (" (share) "%)" } }
            div { dt { "articles with warnings" } dd { (counts.warned) } }
            div { dt { "articles not read" } dd { (counts.skipped.iter().map(|(_, n)| n).sum::<u64>()) } }
        }
        @if !counts.skipped.is_empty() {
            p { "Not read, by reason: " @for (n, (reason, count)) in counts.skipped.iter().enumerate() { @if n > 0 { ", " } (words(reason)) " (" (count) ")" } "." }
        }
    }
}

fn gap_of(it: &GapRecord, numbers: &[String]) -> Markup {
    let untyped = it.numbers.saturating_sub(it.typed);
    html! {
        li {
            a href=(address("articles", &it.article)) { (words(it.title.as_deref().unwrap_or(&it.article))) }
            span.from { " " @if let Some(outlet) = &it.outlet { cite { (words(outlet)) } " " } @if let Some(day) = &it.published { time { (plain(day.get(..10).unwrap_or(day))) } } }
            @if let Some(reason) = &it.skipped { p { "not read: " (words(reason)) } }
            @if untyped > 0 {
                p { (untyped) " of " (it.numbers) " numbers not typed" @if !numbers.is_empty() { ": " } @for (n, number) in numbers.iter().enumerate() { @if n > 0 { ", " } q { (words(number)) } } }
            }
            @for warning in &it.warnings { p { (words(warning)) } }
        }
    }
}
