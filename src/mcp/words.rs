//! Answers as a model reads them: a line a claim and a line a passage, which is shorter than the form and says the same.

use std::fmt::Write as _;

use crate::claims::{Checked, Outcome};
use crate::model::{ClaimRecord, Evidence, RelationKind};
use crate::record::browse::Claims;
use crate::record::claim::{Claim, First};
use crate::record::words::{count, in_words, rests_on, said, sentence, shown as harmless, source, state};

/// The figures of a statement, each with what the sources say.
pub(super) fn checked(figures: &[Checked], text: &str) -> String {
    let mut out = count(figures.len() as u64, "figure");
    out.push_str(" found in it\n");
    for (figure, n) in figures.iter().zip(1..) {
        let outcome = Outcome::of(figure);
        let best = figure.matches.first();
        let reason = best.map_or(outcome.reason(), |best| &best.wording);
        line(&mut out, &format!("{n}. “{}”: {}. {reason}", figure.span.of(text), outcome.label()));
        for (matched, n) in figure.matches.iter().zip(0..) {
            let held = if n == 0 { String::new() } else { format!(". {}", matched.wording) };
            let lead = if n == 0 { "best match" } else { "or" };
            line(&mut out, &format!("{lead}: {}{held}", claim(&matched.claim)));
            passages(&mut out, &matched.passages);
        }
    }
    out
}

/// A page of claims.
pub(super) fn found(records: &[ClaimRecord], page: &Claims<'_>) -> String {
    let mut out = String::new();
    for (record, form) in records.iter().zip(&page.claims) {
        line(&mut out, &claim(record));
        passages(&mut out, &form.evidence.0);
    }
    match page.next {
        Some(next) => line(&mut out, &format!("there are more: ask the same with after {next}")),
        None if records.is_empty() => line(&mut out, "no claim fits"),
        None => line(&mut out, "these are all"),
    }
    out
}

/// One claim with what it hangs together with and what it rests on.
pub(super) fn shown(record: &ClaimRecord, form: &Claim<'_, First>) -> String {
    let mut out = String::new();
    line(&mut out, &claim(record));
    for related in &form.relations {
        let kind = RelationKind::ALL.iter().find(|kind| kind.as_str() == related.kind);
        let kind = kind.map_or(related.kind, |kind| in_words(*kind, !related.inverse));
        line(&mut out, &format!("{kind} claim {}: {}", related.claim, related.reason));
    }
    for it in form.judgements.iter().filter(|it| it.undone_by.is_none()) {
        line(&mut out, &format!("judged {} by {}: {}", it.kind, it.by, it.why.as_deref().unwrap_or("no reason given")));
    }
    passages(&mut out, &form.evidence.0);
    let left = record.mentions.saturating_sub(form.evidence.0.len() as u64);
    if left > 0 {
        line(&mut out, &format!("and {} more", count(left, "passage")));
    }
    out
}

/// What is said where an id begins no claim's, or more than one's.
pub(super) fn not_one(id: &str, found: &[ClaimRecord]) -> String {
    if found.is_empty() {
        return format!("no claim has an id that begins with {id:?}; search_claims and check_statement give ids");
    }
    let mut out = format!("more than one claim has an id that begins with {id:?}; give more of it:\n");
    found.iter().for_each(|record| line(&mut out, &claim(record)));
    out
}

/// "claim b3a8c083754b00ef: NO give 1,000,000 dose to GH (done, planned); said 2021-04-15..05-27; 3 articles, 2 origins"
fn claim(record: &ClaimRecord) -> String {
    let statuses: Vec<&str> = record.statuses.iter().map(|status| status.as_str()).collect();
    let days = said(record.first_said.as_deref(), record.last_said.as_deref());
    let days = if days.is_empty() { days } else { format!("; said {days}") };
    format!("claim {}: {} ({}){days}; {}", record.id, sentence(record), statuses.join(", "), rests_on(record))
}

fn passages(out: &mut String, passages: &[Evidence]) {
    for it in passages {
        let place = it.url.as_deref().or(it.path.as_deref()).unwrap_or_default();
        line(out, &format!("- {}; {}: “{}” {place}", state(it), source(it), it.sentence));
    }
}

/// One line, whatever the words hold: no passage can pass for a line of ours.
fn line(out: &mut String, words: &str) {
    let words: Vec<&str> = words.split_whitespace().collect();
    let harmless: String = words.join(" ").chars().map(harmless).collect();
    let _ = writeln!(out, "{harmless}");
}
