//! The pages. Each is one function from what the database gave to HTML; `parts` holds what they share.

pub(super) mod article;
pub(super) mod check;
pub(super) mod claim;
pub(super) mod claims;
pub(super) mod coverage;
pub(super) mod figures;
pub(super) mod judgements;
mod marked;
mod parts;
pub(super) mod people;
mod plot;
pub(super) mod quotes;
pub(super) mod stored;
mod timeline;

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use maud::{DOCTYPE, Markup, html};

use super::failure::Failure;
use super::params::Params;
use super::reply;

/// What an address asks, as axum reads it.
pub(super) type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;
/// An id in an address.
pub(super) type Id = Result<axum::extract::Path<String>, axum::extract::rejection::PathRejection>;
/// A page, or why there is none.
pub(super) type Answer = Result<Response, Failure>;

/// The ways in, in the order of the page's head.
const PLACES: [(&str, &str); 7] = [
    ("/", "Check"),
    ("/claims", "Claims"),
    ("/figures", "Figures"),
    ("/quotes", "Quotes"),
    ("/people", "People"),
    ("/coverage", "Coverage"),
    ("/judgements", "Judgements"),
];

/// A whole page under a title; `place` is the way in that it belongs to.
fn page(title: &str, place: &str, main: &Markup) -> Response {
    reply::page(document(title, place, main))
}

fn document(title: &str, place: &str, main: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (parts::plain(title)) " · onrecord" }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                script src="/page.js" defer {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    p.name { a href="/" { "onrecord" } }
                    nav aria-label="Main" {
                        ul {
                            @for (href, name) in PLACES {
                                li { a href=(href) aria-current=[(href == place).then_some("page")] { (name) } }
                            }
                        }
                    }
                }
                main #main tabindex="-1" { (main) }
                footer.bottom {
                    p { "Every figure with the passages it rests on. This page does not say what is true." }
                }
            }
        }
    };
    page.into_string()
}

/// A failure, told on a page.
pub(super) fn failed(title: &str, detail: &str) -> String {
    document(title, "", &html! { h1 { (title) } p.problem { (parts::words(detail)) } })
}

/// What is asked for in an address, fields that were left empty apart.
fn asked(pairs: Pairs) -> Result<(Params, Vec<(String, String)>), Failure> {
    let Query(pairs) = pairs.map_err(|error| Failure::Given(format!("the address cannot be read: {error}")))?;
    Ok((Params::of_form(&pairs), pairs))
}

fn id_of(id: Id) -> Result<String, Failure> {
    Ok(id.map_err(|error| Failure::Given(format!("the address cannot be read: {error}")))?.0)
}

/// Nothing is at this address.
pub(super) async fn nothing_here() -> Failure {
    Failure::Missing("There is nothing at this address.".to_owned())
}

/// The address is asked in another way.
pub(super) async fn not_so() -> Failure {
    Failure::Method("This address is asked in another way.")
}
