//! People: who is quoted, by name.

use axum::extract::State;
use maud::html;

use super::parts::{field, pager, plain};
use super::quotes::speaker;
use super::{Answer, Pairs, asked, page};
use crate::store::Browse as _;
use crate::web::PAGE;
use crate::web::Shared;

/// People of a page.
const ITEMS: usize = 60;

/// Those in whose name a word begins as asked.
pub(in crate::web) async fn list(State(app): Shared, pairs: Pairs) -> Answer {
    let (mut params, pairs) = asked(pairs)?;
    let (name, wanted) = (params.text("name").unwrap_or_default(), params.page(ITEMS, ITEMS)?);
    params.end()?;
    let found = app.read(PAGE, move |store| Ok(store.speakers_page(&name, &wanted)?)).await?;
    let main = html! {
        h1 { "People" }
        form.filters method="get" action="/people" role="search" aria-label="People" {
            div.row { (field("name", "Name, or the beginning of one of its words", "search", &pairs)) button type="submit" { "Search" } }
        }
        @if found.items.is_empty() {
            p.empty { "Nobody of that name is quoted." }
        } @else {
            table.people {
                thead { tr { th scope="col" { "Who" } th scope="col" { "Quoted" } th scope="col" { "Last on" } } }
                tbody {
                    @for it in &found.items {
                        tr {
                            th scope="row" data-label="Who" { (speaker(Some(&it.speaker))) }
                            td.n data-label="Quoted" { (it.occurrences) }
                            td data-label="Last on" { @match &it.last_said { Some(day) => (plain(day)), None => span.faint { "not dated" } } }
                        }
                    }
                }
            }
            (pager("/people", &pairs, found.next.as_deref()))
        }
    };
    Ok(page("People", "/people", &main))
}
