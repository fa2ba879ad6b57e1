//! Where a claim stands among others: the series of figures that it is one of, and what it plans or carries out.
//!
//! Both are canonical text of slots without the amount. They are made here and nowhere else, and by index they bring
//! together what `across` then decides on.

use std::fmt::Write as _;

use super::compare::counts_alike;
use super::key::{escape, names};
use crate::model::{Action, History, Purpose, Series, Slots, Standing, Status};

/// Where a claim stands. A share of a whole has none: what it is a share of is no slot.
#[must_use]
pub fn standing(slots: &Slots, history: &History) -> Standing {
    if slots.unit.starts_with("percent") || slots.amount.point().or(slots.amount.high).is_none() {
        return Standing::default();
    }
    Standing { series: series(slots, history), purpose: purpose(slots, history) }
}

/// Whether a later figure of the same series takes an earlier one's place: a count that runs on, a stock, a need. Two
/// gifts or orders are two deeds.
pub(super) fn runs_on(action: Action) -> bool {
    matches!(action, Action::Have | Action::Population | Action::Need) || adds_up(action)
}

/// Whether it is a count of what has happened so far: for later times it can only be larger.
pub(super) fn adds_up(action: Action) -> bool {
    use Action::{Administer, Die, Hospitalise, Infect, Vaccinate};
    matches!(action, Die | Infect | Hospitalise | Vaccinate | Administer)
}

/// `die|person||KE|||done` and `2021-04-14`: what is said of whom, whether plan or deed, and how its time is given.
/// What happens more than once holds its time in the text, so that only figures of one time are a series.
fn series(slots: &Slots, history: &History) -> Option<Series> {
    // "tens of millions" is no figure that another could be held against
    slots.amount.value.or(slots.amount.high)?;
    let stated = [&slots.actor, &slots.recipient, &slots.product].into_iter().filter(|list| !list.is_empty()).count();
    // a count of nobody's could be anybody's; a deed can be done twice, so it takes two sides to be sure that it is one
    let needed = match slots.action {
        Action::Other => return None,
        action if runs_on(action) => 1,
        _ => 2,
    };
    let said = history.first.day.as_ref().filter(|_| stated >= needed)?;
    let state = match () {
        () if is_deed(history) => "done",
        () if history.statuses.contains(&Status::Planned) => "planned",
        () => return None,
    };
    let (form, time) = time(&history.first.dates, said, runs_on(slots.action))?;
    let mut text = frame(slots);
    names(&mut text, &slots.recipient);
    names(&mut text, &slots.product);
    let _ = write!(text, "|{state}|{form}");
    Some(Series { text, time })
}

/// How a time is given, and the time as text that sorts. A figure without a date is of the day it was said; a count that
/// runs on and has a date is of that date as told on that day: "since March 5" is said again with another figure. Dates
/// of one form sort as text; any others, and those of what does not run on, are only the same or not.
fn time(dates: &[String], said: &str, runs_on: bool) -> Option<(String, String)> {
    match dates {
        [] if runs_on => Some((String::new(), said.to_owned())),
        [] => Some((said.to_owned(), said.to_owned())),
        [date] if runs_on && sorts(date) => {
            Some((date.replace(|c: char| c.is_ascii_digit(), "0"), format!("{date} {said}")))
        }
        dates if dates.iter().all(|date| has_year(date)) => {
            let form = dates.join(",");
            let time = if runs_on { said.to_owned() } else { form.clone() };
            Some((form, time))
        }
        _ => None,
    }
}

/// Years, months, days, weeks, quarters and halves: of each form, the later is the greater text.
pub(super) fn sorts(date: &str) -> bool {
    has_year(date) && date.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'W' | b'Q' | b'H'))
}

/// Whether it is a time of the calendar; "now" and "for two weeks" are not.
fn has_year(date: &str) -> bool {
    date.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
}

/// `give|dose||US`: what a plan and its deeds share.
fn purpose(slots: &Slots, history: &History) -> Option<Purpose> {
    use Action::{Administer, Give, Order, Produce, Vaccinate};
    let done = matches!(slots.action, Give | Order | Produce | Administer | Vaccinate);
    history.first.day.as_ref().filter(|_| done && !slots.actor.is_empty())?;
    let plan = |status: &Status| matches!(status, Status::Planned | Status::Requested | Status::Possible);
    match () {
        () if is_deed(history) && slots.amount.value.is_some() => Some(Purpose::Deed(frame(slots))),
        () if history.statuses.iter().all(plan) => Some(Purpose::Plan(frame(slots))),
        () => None,
    }
}

/// The unit of a series: "12 people died" and "12 deaths" count the same.
fn counted(action: Action, unit: &str) -> &str {
    if counts_alike(action, unit, "person") { "person" } else { unit }
}

fn is_deed(history: &History) -> bool {
    history.statuses.iter().any(|status| matches!(status, Status::Done | Status::Ongoing))
}

/// Action, unit, period and actor.
fn frame(slots: &Slots) -> String {
    let mut text = slots.action.as_str().to_owned();
    text.push('|');
    escape(&mut text, counted(slots.action, &slots.unit));
    text.push('|');
    if let Some(per) = &slots.per {
        escape(&mut text, &per.0);
    }
    names(&mut text, &slots.actor);
    text
}
