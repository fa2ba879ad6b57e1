//! Claims: a form of filters and a table, a page at a time.

use axum::extract::State;
use maud::{Markup, html};

use super::parts::{address, amount, choice, days, field, names, pager, sides, value};
use super::{Answer, Pairs, asked, page};
use crate::model::{Action, ClaimRecord, Status};
use crate::record::words::count;
use crate::store::{Browse as _, Order, Overview};
use crate::web::PAGE;
use crate::web::Shared;

/// Claims of a page.
const ITEMS: usize = 50;

/// The claims that fit.
pub(in crate::web) async fn list(State(app): Shared, pairs: Pairs) -> Answer {
    let (mut params, pairs) = asked(pairs)?;
    let (filter, order) = params.claims(app.site.lexicon)?;
    let wanted = params.page(ITEMS, ITEMS)?;
    params.end()?;
    let counts = app.counts.get(&app);
    let found = app.read(PAGE, move |store| Ok(store.claims_page(&filter, order, &wanted)?)).await?;
    let main = html! {
        h1 { "Claims" }
        (filters(&pairs, counts.as_deref()))
        @if found.items.is_empty() {
            p.empty { "No claim fits." }
        } @else {
            (table(&found.items))
            (pager("/claims", &pairs, found.next.as_deref()))
        }
    };
    Ok(page("Claims", "/claims", &main))
}

fn filters(pairs: &[(String, String)], counts: Option<&Overview>) -> Markup {
    let is_open = ["actor", "recipient", "product", "action", "status", "since", "until"]
        .iter()
        .any(|it| !value(it, pairs).is_empty());
    html! {
        form.filters method="get" action="/claims" role="search" aria-label="Claims" {
            div.row {
                (field("text", "Words of the article", "search", pairs))
                (unit(pairs, counts))
                (order(pairs))
                button type="submit" { "Search" }
            }
            details open[is_open] {
                summary { "More filters" }
                div.row {
                    (field("actor", "Who does it", "text", pairs))
                    (choice("action", "What is done", "anything", Action::ALL.iter().map(|it| it.as_str()), pairs))
                    (field("recipient", "Who gets it", "text", pairs))
                    (field("product", "Maker or brand", "text", pairs))
                    (choice("status", "State", "any", Status::ALL.iter().map(|it| it.as_str()), pairs))
                    (field("since", "Said since", "date", pairs))
                    (field("until", "Said until", "date", pairs))
                }
            }
            @if let Some(counts) = counts { p.faint { (count(counts.claims, "claim")) " in " (count(counts.articles, "article")) "." } }
        }
    }
}

/// What is counted, with the usual ones at hand.
pub(super) fn unit(pairs: &[(String, String)], counts: Option<&Overview>) -> Markup {
    html! {
        div.field {
            label for="unit" { "Unit" }
            input #unit name="unit" list="units" value=(value("unit", pairs)) autocomplete="off";
            datalist #units { @for (unit, _) in counts.iter().flat_map(|it| &it.units) { option value=(unit) {} } }
        }
    }
}

fn order(pairs: &[(String, String)]) -> Markup {
    let chosen = Order::parse(value("sort", pairs)).unwrap_or_default();
    html! {
        div.field {
            label for="sort" { "Order" }
            select #sort name="sort" {
                @for order in Order::ALL {
                    option value=(order.as_str()) selected[order == chosen] {
                        @match order { Order::Newest => "newest first", Order::Oldest => "oldest first", Order::Figure => "by action, unit, figure" }
                    }
                }
            }
        }
    }
}

/// Claims in a table; on a narrow screen each is a block of its own.
pub(super) fn table(claims: &[ClaimRecord]) -> Markup {
    html! {
        table.claims {
            thead { tr {
                th scope="col" { "Figure" } th scope="col" { "Who" } th scope="col" { "Does" } th scope="col" { "What" }
                th scope="col" { "To whom" } th scope="col" { "State" } th scope="col" { "Said" }
                th scope="col" { "Articles" } th scope="col" { "Origins" }
            } }
            tbody { @for claim in claims { (row(claim)) } }
        }
    }
}

fn row(claim: &ClaimRecord) -> Markup {
    let slots = &claim.slots;
    html! {
        tr {
            th scope="row" data-label="Figure" { a href=(address("claims", &claim.id)) { (amount(claim)) } }
            td data-label="Who" { (sides(&slots.actor)) }
            td data-label="Does" { (slots.action.as_str()) }
            td data-label="What" { (names(&slots.product)) }
            td data-label="To whom" { (sides(&slots.recipient)) }
            td data-label="State" { (states(claim)) }
            td.days data-label="Said" { (days(claim.first_said.as_deref(), claim.last_said.as_deref())) }
            td.n data-label="Articles" { (claim.articles) }
            td.n data-label="Origins" { (claim.origins) }
        }
    }
}

/// The states that a claim is given, the plan apart from the deed.
pub(super) fn states(claim: &ClaimRecord) -> Markup {
    html! { @for (at, status) in claim.statuses.iter().enumerate() { @if at > 0 { " " } span.state.(status.as_str()) { (status.as_str()) } } }
}
