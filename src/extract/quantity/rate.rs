//! What a figure is taken over: "a day", "per 100,000 people", "for every 1,000", "$70 a barrel".

use super::{noun, number_at, unit_at};
use crate::extract::Reading;
use crate::lexicon::UnitClass;
use crate::model::Per;

/// The rate that the words behind a figure and its unit say. Only of money is "a barrel" a rate: "3 litres a person"
/// is one, "12 members a party" is none.
pub(super) fn of(reading: &Reading<'_>, at: usize, money: bool) -> Option<Per> {
    // "4 pence a year earlier" is no rate
    let earlier = |i: usize| reading.any(i + 1, &["ago", "earlier", "before", "later", "after"]);
    let period = |i: usize| unit_of(reading, i, &[UnitClass::Time]).filter(|_| !earlier(i));
    if reading.any(at, &["for", "in", "of"]) && reading.is(at + 1, "every") {
        return base(reading, at + 2);
    }
    if reading.is(at, "out") && reading.is(at + 1, "of") && reading.is(at + 2, "every") {
        return base(reading, at + 3);
    }
    if reading.any(at, &["per", "a", "an", "each", "every", "/"]) {
        if reading.is(at + 1, "second") && !reading.is(at, "a") {
            return Some(Per("second".to_owned()));
        }
        if let Some(unit) = period(at + 1) {
            return Some(Per(unit));
        }
        let per = reading.is(at, "per");
        if per && reading.any(at + 1, &["capita", "head"]) {
            return Some(Per("person".to_owned()));
        }
        if per && let Some(base) = base(reading, at + 1) {
            return Some(base);
        }
        let classes = [UnitClass::Measure, UnitClass::Person, UnitClass::Count];
        let classes = if per { classes.as_slice() } else { &classes[..1] };
        return (per || money && !reading.is(at, "/")).then(|| unit_of(reading, at + 1, classes).map(Per)).flatten();
    }
    reading.any(at, &["daily", "weekly", "monthly", "annually", "yearly"]).then(|| period(at).map(Per)).flatten()
}

/// "100,000 people", "1,000": people, where nothing is said.
fn base(reading: &Reading<'_>, at: usize) -> Option<Per> {
    let base = number_at(reading, at)?;
    let value = base.amount.value?;
    let noun = noun::behind(reading, base).map_or_else(|_| "person".to_owned(), |typed| typed.unit);
    Some(Per(format!("{value} {noun}")))
}

fn unit_of(reading: &Reading<'_>, at: usize, classes: &[UnitClass]) -> Option<String> {
    unit_at(reading, at).filter(|(_, unit)| classes.contains(&unit.class)).map(|(_, unit)| unit.id.clone())
}
