//! Floor 3: facts from text. Pure functions, no clock, cannot fail.
//!
//! One folder a kind; none sees another's insides. Each works on a [`Reading`] and on the facts of the kinds before it.

mod date;
mod grammar;
mod person;
mod place;
mod quantity;
mod quote;
mod reading;
mod source;

use jiff::civil::Date;

pub use reading::Reading;

use crate::model::{Facts, Span};

/// Finds all facts. `published` is the day that relative dates are worked out against.
#[must_use]
pub fn facts(reading: &Reading<'_>, published: Option<Date>) -> Facts {
    let mut facts = Facts::default();
    for (_, step) in STEPS {
        step(reading, published, &mut facts);
    }
    facts
}

/// Adds what one extractor finds to the facts that the steps before it found.
pub type Step = fn(&Reading<'_>, Option<Date>, &mut Facts);

/// The steps of [`facts`], in order, each with its name.
pub const STEPS: &[(&str, Step)] = &[
    ("dates", |reading, published, facts| facts.dates = date::dates(reading, published)),
    ("quantities", |reading, _, facts| facts.quantities = quantity::quantities(reading, &facts.dates)),
    ("places", |reading, _, facts| facts.places = place::places(reading)),
    ("speech", |reading, _, facts| speech(reading, facts)),
];

/// People before quotes, which name them; sources last, since those who speak are among them.
fn speech(reading: &Reading<'_>, facts: &mut Facts) {
    let tags = grammar::Tags::of(reading);
    let people = person::people(reading, &tags);
    let quote::Said { quotes, reports, sources } = quote::quotes(reading, &tags, &people);
    facts.sources = source::sources(reading, &tags, sources);
    facts.people = people.people;
    facts.quotes = quotes;
    facts.reports = reports;
}

/// What rules said of something until one took it: `Err` names what a rule did not find.
pub type Tried = Vec<(&'static str, Result<(), &'static str>)>;

/// For each number of the text, what each typing rule said of it.
#[must_use]
pub fn tried(reading: &Reading<'_>) -> Vec<(Span, Tried)> {
    quantity::tried(reading)
}

/// The names of all rules, each `kind/rule`: what a fact's `rule` can be.
pub fn rules() -> impl Iterator<Item = &'static str> {
    [date::RULES, quantity::RULES, place::RULES, person::RULES, quote::RULES, source::RULES]
        .into_iter()
        .flatten()
        .copied()
}
