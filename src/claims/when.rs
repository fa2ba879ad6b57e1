//! When: the dates of a figure's clause.

use std::ops::Range;

use super::clause::{Governor, RELATIVE};
use super::event::BE;
use super::scene::Scene;
use crate::extract::Reading;
use crate::model::{DateKind, DateMention, DateValue};
use crate::text::TokenKind;

impl Scene<'_, '_> {
    /// TIMEX3 values of the dates in the figure's clause; the day of the saying is not among them.
    pub(super) fn dates(&self, governor: Option<&Governor<'_>>) -> Vec<String> {
        let reading = self.reading;
        // a date before the figure belongs to it only where no other figure stands before it in the clause
        let from = if self.reach.start > self.sentence.start { self.phrase.start } else { self.sentence.start };
        let until = self.reach.end.max(governor.map_or(0, |g| g.tokens.end));
        let start = self.facts.dates.partition_point(|d| d.span.end() <= reading.span(from..from + 1).start());
        let mut values: Vec<String> = Vec::new();
        for date in self.facts.dates.iter().skip(start) {
            let tokens = reading.tokens_of(date.span);
            if tokens.start >= until {
                break;
            }
            let other = of_a_participle(reading, &tokens, governor);
            if of_the_saying(reading, &tokens) || other || !dated(date) || self.barred(&tokens, governor) {
                continue;
            }
            if let Some(value) = &date.value {
                values.push(value.to_string());
            }
        }
        values.sort();
        values.dedup();
        values
    }

    /// "… after a review is finished in May", "the largest since August": the date of another clause.
    fn barred(&self, date: &Range<usize>, governor: Option<&Governor<'_>>) -> bool {
        let words = ["after", "while", "when", "because", "once", "which", "where", "that", "than", "before"];
        // "the aid that Chad approved last week": its own "that" is no bar
        let own = governor.filter(|g| g.rule == RELATIVE && g.tokens.end <= date.start).map(|g| g.tokens.end);
        let between = match own {
            Some(verb) => verb..date.start,
            None if date.start >= self.phrase.end => self.phrase.end..date.start,
            None => date.end..self.phrase.start,
        };
        let before = date.start.wrapping_sub(1);
        let bound = self.reading.any(before, &["after", "before", "than"]);
        between.clone().any(|i| self.reading.any(i, &words) && !(bound && i == before && self.reading.is(i, "before")))
    }
}

/// Calendar dates only, of a year or of any: no durations, sets and references.
fn dated(date: &DateMention) -> bool {
    let of_any_year = || {
        let Some(DateValue::Open(value)) = &date.value else { return false };
        value.strip_prefix("XXXX-").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    matches!(date.kind, DateKind::Date | DateKind::Time) && (date.from.is_some() || of_any_year())
}

/// "from a fund created in 2000", "The school, founded in 1995, got": a date that says when something else was done.
fn of_a_participle(reading: &Reading<'_>, date: &Range<usize>, governor: Option<&Governor<'_>>) -> bool {
    let held = reading.any(date.start.wrapping_sub(1), &["in", "on", "since"]);
    let Some(verb) = date.start.checked_sub(2).filter(|_| held) else { return false };
    if governor.is_some_and(|g| g.tokens.contains(&verb)) || reading.tokens[verb].kind != TokenKind::Word {
        return false;
    }
    let made = reading
        .any(verb, &["created", "founded", "established", "launched", "built", "formed", "opened", "signed", "born"]);
    let before = verb.wrapping_sub(1);
    let noun = reading.is(before, ",")
        || reading.tokens.get(before).is_some_and(|t| t.kind == TokenKind::Word)
            && !reading.any(before, BE)
            && !reading.any(before, &["has", "have", "had", "and", "it", "they", "which", "that", "who"]);
    made && noun
}

/// "reported Monday", "said on Thursday", "told reporters last week that"
fn of_the_saying(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let near =
        (tokens.start.saturating_sub(5)..tokens.start).rev().take_while(|i| !reading.any(*i, &[",", "that", "to"]));
    near.into_iter().any(|i| {
        reading.any(
            i,
            &[
                "said",
                "says",
                "reported",
                "announced",
                "told",
                "confirmed",
                "added",
                "tweeted",
                "wrote",
                "statement",
                "according",
                "appealed",
                "asked",
            ],
        )
    })
}
