//! Figures over time: one kind of figure, each point a claim, and the same as a table under it.

use axum::extract::State;
use maud::{Markup, html};

use super::claims::{table, unit};
use super::parts::{choice, field, list_address};
use super::plot::plot;
use super::{Answer, Pairs, asked, page};
use crate::model::Action;
use crate::store::{Asked, Browse as _, Overview};
use crate::web::PAGE;
use crate::web::Shared;

/// Points of a plot: the newest.
const POINTS: usize = 200;

/// The figures that fit, drawn.
pub(in crate::web) async fn show(State(app): Shared, pairs: Pairs) -> Answer {
    let (mut params, pairs) = asked(pairs)?;
    let (filter, _) = params.claims(app.site.lexicon)?;
    params.end()?;
    let counts = app.counts.get(&app);
    if filter.unit.is_none() {
        let main = html! {
            h1 { "Figures over time" }
            (fields(&pairs, counts.as_deref()))
            p { "Choose what is counted; each point is a claim, on the day it was first said." }
            (usual(counts.as_deref()))
        };
        return Ok(page("Figures", "/figures", &main));
    }
    let wanted = Asked { after: None, limit: POINTS };
    let order = crate::store::Order::Newest;
    let found = app.read(PAGE, move |store| Ok(store.claims_page(&filter, order, &wanted)?)).await?;
    let main = html! {
        h1 { "Figures over time" }
        (fields(&pairs, counts.as_deref()))
        @if found.items.is_empty() {
            p.empty { "No claim fits." }
        } @else {
            @if found.next.is_some() { p.faint { "The newest " (POINTS) " are drawn; narrow the search or set a last day to see others." } }
            (plot(&found.items, "Figures by the day they were first said"))
            (table(&found.items))
        }
    };
    Ok(page("Figures", "/figures", &main))
}

fn fields(pairs: &[(String, String)], counts: Option<&Overview>) -> Markup {
    html! {
        form.filters method="get" action="/figures" role="search" aria-label="Figures" {
            div.row {
                (unit(pairs, counts))
                (choice("action", "What is done", "anything", Action::ALL.iter().map(|it| it.as_str()), pairs))
                (field("actor", "Who does it", "text", pairs))
                (field("recipient", "Who gets it", "text", pairs))
                (field("product", "Maker or brand", "text", pairs))
                (field("since", "Said since", "date", pairs))
                (field("until", "Said until", "date", pairs))
                button type="submit" { "Draw" }
            }
        }
    }
}

fn usual(counts: Option<&Overview>) -> Markup {
    html! {
        @if let Some(counts) = counts {
            ul.units { @for (unit, n) in &counts.units { li { a href=(list_address("/figures", &[], &[("unit", Some(unit))])) { (unit) } " " span.n { (n) } } } }
        }
    }
}
