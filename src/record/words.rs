//! How claims, passages and judgements read in a line, wherever they are shown to people.

use crate::claims::grouped;
use crate::model::{About, Bound, ClaimRecord, Evidence, Judgement, RelationKind, Ruling, Slots};

/// A claim in a line: "US give 4,000,000 dose AstraZeneca to MX".
#[must_use]
pub fn sentence(claim: &ClaimRecord) -> String {
    in_a_line(&claim.slots, &claim.bounds)
}

/// A claim as a judgement keeps it.
#[must_use]
pub fn about(claim: &ClaimRecord) -> About {
    About { id: claim.id.clone(), words: sentence(claim) }
}

/// A passage as a judgement keeps it.
#[must_use]
pub fn about_passage(passage: &Evidence) -> About {
    About { id: passage.id.clone(), words: passage.sentence.clone() }
}

/// A claim's slots in a line.
#[must_use]
pub fn in_a_line(slots: &Slots, bounds: &[Bound]) -> String {
    let mut words = vec![slots.actor.join(", "), slots.action.as_str().to_owned(), figure(slots, bounds)];
    words.push(slots.product.join(", "));
    if !slots.recipient.is_empty() {
        words.push(format!("to {}", slots.recipient.join(", ")));
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// A figure with its unit: "about 4,000,000 dose", "10,000,000 dose or more", "1,100,000 dose/day".
#[must_use]
pub fn figure(slots: &Slots, bounds: &[Bound]) -> String {
    let amount = slots.amount;
    let number = match (amount.value, amount.low, amount.high) {
        (Some(value), ..) => format!("{}{}", hedge(bounds), grouped(value)),
        (None, Some(low), Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
        (None, Some(low), None) => format!("≥ {}", grouped(low)),
        (None, None, Some(high)) => format!("≤ {}", grouped(high)),
        (None, None, None) => "?".to_owned(),
    };
    let per = slots.per.as_ref().map(|per| format!("/{}", per.0)).unwrap_or_default();
    format!("{number} {}{per}", slots.unit)
}

/// The hedge that all passages share; where they differ, the bare figure is what they have in common.
fn hedge(bounds: &[Bound]) -> &'static str {
    match bounds {
        [Bound::About | Bound::Vague] => "about ",
        [Bound::MoreThan] => "> ",
        [Bound::AtLeast] => "≥ ",
        [Bound::LessThan] => "< ",
        [Bound::AtMost] => "≤ ",
        _ => "",
    }
}

/// The days between which something was said: "2021-04-15..05-27".
#[must_use]
pub fn said(first: Option<&str>, last: Option<&str>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => {
            let same_year = first.get(..5).filter(|year| last.starts_with(year)).map_or(0, str::len);
            format!("{first}..{}", last.get(same_year..).unwrap_or_default())
        }
        (first, last) => first.or(last).unwrap_or_default().to_owned(),
    }
}

/// A number with its noun: "1 article", "2 articles".
#[must_use]
pub fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// "a, b or c"
#[must_use]
pub fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// A relation as it is seen from one of its two claims, which is its `from` or not.
#[must_use]
pub fn in_words(kind: RelationKind, from: bool) -> &'static str {
    match (kind, from) {
        (RelationKind::PartOf, true) => "part of",
        (RelationKind::PartOf, false) => "has part",
        (RelationKind::CarriesOut, true) => "carries out",
        (RelationKind::CarriesOut, false) => "carried out by",
        (RelationKind::Revises, true) => "revises",
        (RelationKind::Revises, false) => "revised by",
        (RelationKind::Conflicts, _) => "conflicts",
    }
}

/// A judgement in a line: "same, by ana at 2021-05-28: the embassy counts the same shipment".
#[must_use]
pub fn judged(judgement: &Judgement) -> String {
    let Judgement { ruling, by, at, why, .. } = judgement;
    let of = if let Ruling::Undo(n) = ruling { format!(" of {n}") } else { String::new() };
    let why = why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    format!("{}{of}, by {by} at {at}{why}", ruling.as_str())
}

/// The passage's state with its verb: "planned: lend (loan), about".
#[must_use]
pub fn state(it: &Evidence) -> String {
    let transfer = it.transfer.map(|transfer| format!(" ({})", transfer.as_str())).unwrap_or_default();
    let verb = it.verb.as_ref().map(|verb| format!(": {verb}{transfer}")).unwrap_or(transfer);
    let bound = if it.bound == Bound::Exactly { String::new() } else { format!(", {}", it.bound.as_str()) };
    format!("{}{verb}{bound}", it.status.as_str())
}

/// The sentence before the figure, the figure, and the sentence after it.
#[must_use]
pub fn around(it: &Evidence) -> (&str, &str, &str) {
    let start = it.span.start().saturating_sub(it.sentence_span.start());
    let end = start.saturating_add(it.span.len());
    let parts = (it.sentence.get(..start), it.sentence.get(start..end), it.sentence.get(end..));
    match parts {
        (Some(before), Some(words), Some(after)) => (before, words, after),
        _ => (&it.sentence, "", ""),
    }
}

/// "3 articles, 2 origins"
#[must_use]
pub fn rests_on(claim: &ClaimRecord) -> String {
    format!("{}, {}", count(claim.articles, "article"), count(claim.origins, "origin"))
}

/// Who says so, in which paper, on which day: "health ministry, via Harbour Wire; The Morning Ledger, 2021-04-15".
#[must_use]
pub fn source(it: &Evidence) -> String {
    let day = it.published.as_deref().map(|published| published.get(..10).unwrap_or(published));
    let paper =
        [it.outlet.as_deref().or(it.title.as_deref()), day].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let says = it.says.join(", via ");
    match (says.is_empty(), paper.is_empty()) {
        (true, true) => format!("article {}", it.article),
        (true, false) => paper,
        (false, true) => says,
        (false, false) => format!("{says}; {paper}"),
    }
}

/// A character as it may be shown: one that would steer the terminal or the page is U+FFFD.
#[must_use]
pub fn shown(c: char) -> char {
    if is_steering(c) { '\u{fffd}' } else { c }
}

/// Whether a character steers how others are shown: a control character, or a mark that turns the direction of writing.
#[must_use]
pub fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::claims::grouped;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1000", "-1,000"),
            ("-100", "-100"),
            ("60000000", "60,000,000"),
            ("1234.5670", "1,234.567"),
            ("0.25", "0.25"),
        ] {
            assert_eq!(grouped(Decimal::from_str_exact(number).expect("a number")), text);
        }
    }
}
