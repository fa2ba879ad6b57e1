//! Check: a sentence or draft, each figure underlined, and under its paragraph what the sources say, slot by slot.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use maud::{Markup, html};
use rust_decimal::Decimal;

use super::parts::{address, passage, plain, sides, words};
use super::{Answer, page};
use crate::claims::{Checked, Matched, Outcome, Slot, grouped};
use crate::fetch;
use crate::model::Article;
use crate::pipeline::{self, Wanted};
use crate::record::ask;
use crate::record::words::{count, in_words, rests_on};
use crate::web::Shared;
use crate::web::WORK;
use crate::web::api::too_long;
use crate::web::failure::Failure;
use crate::web::params::Params;

const WANTED: Wanted = Wanted { matches: 3, passages: 3 };

/// The empty form, with what the database holds.
pub(in crate::web) async fn form(State(app): Shared) -> Answer {
    let counts = app.counts.get(&app);
    let main = html! {
        h1 { "Check a sentence or a draft" }
        (fields("", ""))
        @if let Some(counts) = counts {
            p.faint {
                "Held against " a href="/claims" { (count(counts.claims, "claim")) } " from "
                (count(counts.articles, "article")) "; see " a href="/coverage" { "what they leave open" } "."
            }
        }
    };
    Ok(page("Check", "/", &main))
}

/// The same with an answer.
pub(in crate::web) async fn answer(
    State(app): Shared,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Answer {
    let Form(pairs) = form.map_err(|error| Failure::Given(format!("the form cannot be read: {error}")))?;
    let mut params = Params::of_form(&pairs);
    let (statement, day) = (params.text("statement").unwrap_or_default(), params.text("published"));
    params.end()?;
    if statement.chars().count() > ask::LONGEST {
        return Err(too_long());
    }
    let asked = ask::Statement { statement, published: day, limit: ask::Count::default() };
    let given = asked.given().map_err(Failure::Given)?;
    let (article, lexicon) = (fetch::statement(&asked.statement, &given), app.site.lexicon);
    let text = article.clone();
    let checked = app.read(WORK, move |store| Ok(pipeline::check(&text, lexicon, store, WANTED)?)).await?;
    let main = html! {
        h1 { "Check a sentence or a draft" }
        (fields(&asked.statement, asked.published.as_deref().unwrap_or_default()))
        section.answer aria-labelledby="answer" {
            h2 #answer { (summary(&checked)) }
            (draft(&article, &checked))
        }
    };
    Ok(page("Check", "/", &main))
}

fn fields(statement: &str, day: &str) -> Markup {
    html! {
        form.check method="post" action="/" {
            div.field {
                label for="statement" { "Sentence or draft" }
                // a browser takes away a line end at the very beginning
                textarea #statement name="statement" rows="6" required maxlength=(ask::LONGEST) dir="auto" { "\n" (plain(statement)) }
            }
            div.row {
                div.field {
                    label for="published" { "Written on" }
                    input #published name="published" type="date" value=(plain(day)) aria-describedby="written";
                }
                p.hint #written { "Relative dates, such as “last week”, are worked out against it." }
                button type="submit" { "Check" }
            }
        }
    }
}

/// "4 figures: 2 on record, 1 differs, 1 not checked"
fn summary(checked: &[Checked]) -> String {
    let outcomes: Vec<Outcome> = checked.iter().map(Outcome::of).collect();
    let kinds = Outcome::ALL.into_iter().filter_map(|kind| {
        let n = outcomes.iter().filter(|outcome| **outcome == kind).count();
        (n > 0).then(|| format!("{n} {}", kind.label()))
    });
    let kinds: Vec<String> = kinds.collect();
    let all = count(outcomes.len() as u64, "figure");
    if kinds.is_empty() { "No figure was found in it".to_owned() } else { format!("{all}: {}", kinds.join(", ")) }
}

/// Its paragraphs with the figures underlined, and below each paragraph the notes of its figures.
fn draft(article: &Article, checked: &[Checked]) -> Markup {
    let text = article.text.as_str();
    let mut figures = checked.iter().enumerate().peekable();
    let mut at = 0;
    html! {
        @for line in text.split_inclusive('\n') {
            @let (from, to) = (at, at + line.len());
            @let here: Vec<(usize, &Checked)> = std::iter::from_fn(|| figures.next_if(|(_, it)| it.span.start() < to)).collect();
            @if !line.trim().is_empty() { p.draft dir="auto" { (underlined(text, from, to, &here)) } }
            @for (n, figure) in &here { (note(*n, figure.span.of(text), figure)) }
            ({ at = to; "" })
        }
    }
}

fn underlined(text: &str, from: usize, to: usize, figures: &[(usize, &Checked)]) -> Markup {
    let mut done = from;
    html! {
        @for (n, figure) in figures {
            @let start = figure.span.start().max(done);
            // a figure may run over the end of its line
            @let end = figure.span.end().clamp(start, to);
            (plain(text.get(done..start).unwrap_or_default()))
            a.figure.(class(Outcome::of(figure))) id={ "f" (n) } href={ "#n" (n) } { (plain(text.get(start..end).unwrap_or_default())) }
            ({ done = end; "" })
        }
        (plain(text.get(done..to).unwrap_or_default()))
    }
}

fn note(n: usize, figure: &str, checked: &Checked) -> Markup {
    let outcome = Outcome::of(checked);
    html! {
        article.note.(class(outcome)) id={ "n" (n) } {
            h3 { a href={ "#f" (n) } { (words(figure)) } " " span.outcome { (outcome.label()) } }
            @match checked.matches.split_first() {
                None => p { (outcome.reason()) },
                Some((best, others)) => {
                    (matched(best))
                    @if !others.is_empty() {
                        details {
                            summary { "Other claims that it may be about" }
                            @for other in others { (matched(other)) }
                        }
                    }
                }
            }
        }
    }
}

fn matched(it: &Matched) -> Markup {
    let stated = it.comparison.slots.iter().filter(|slot| !(slot.said.is_empty() && slot.have.is_empty()));
    html! {
        p.wording { (words(&it.wording)) }
        table.slots {
            thead { tr { th scope="col" { "slot" } th scope="col" { "answer" } th scope="col" { "statement" } th scope="col" { "sources" } } }
            tbody {
                @for slot in stated {
                    tr.(slot.answer.as_str()) {
                        th scope="row" { (slot.slot.as_str()) }
                        td.answer { (slot.answer.as_str().replace('_', " ")) }
                        td { (side(slot.slot, &slot.said)) }
                        td { (side(slot.slot, &slot.have)) }
                    }
                }
            }
        }
        p.from {
            a href=(address("claims", &it.claim.id)) { "claim " (it.claim.id.get(..10).unwrap_or(&it.claim.id)) }
            ", " (rests_on(&it.claim))
            @for related in &it.claim.relations {
                "; " (in_words(related.kind, related.from)) " "
                a href=(address("claims", &related.claim)) { "another" } ": " (words(&related.reason))
            }
        }
        @for it in &it.passages { (passage(it)) }
    }
}

/// One side's words for a slot: a number with its thousands apart, countries by their names.
fn side(slot: Slot, said: &str) -> Markup {
    match (slot, Decimal::from_str_exact(said)) {
        (Slot::Value, Ok(number)) => html! { (grouped(number)) },
        (Slot::Actor | Slot::Recipient, _) => sides(&said.split(", ").map(str::to_owned).collect::<Vec<_>>()),
        _ => words(said),
    }
}

const fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agrees => "agrees",
        Outcome::Differs => "differs",
        Outcome::Unknown => "unknown",
        Outcome::Unchecked => "unchecked",
    }
}
