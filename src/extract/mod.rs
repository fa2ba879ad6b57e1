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
    let dates = date::dates(reading, published);
    let quantities = quantity::quantities(reading, &dates);
    let places = place::places(reading);
    let tags = grammar::Tags::of(reading);
    // people before quotes, which name them; sources last, since those who speak are among them
    let people = person::people(reading, &tags);
    let quote::Said { quotes, reports, sources } = quote::quotes(reading, &tags, &people);
    let sources = source::sources(reading, &tags, sources);
    let people = people.people;
    Facts { quantities, dates, places, people, quotes, sources, reports }
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
