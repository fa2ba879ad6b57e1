//! The frame of each typed figure.

use std::ops::Range;

use super::action::{action, aside};
use super::clause::{Governor, Role, governor};
use super::party::{Party, parties};
use super::product::product;
use super::said::Sayings;
use super::scene::Scene;
use super::{clause, key, origin, relation, status};
use crate::extract::Reading;
use crate::lexicon::UnitClass;
use crate::model::{Action, Article, Claim, Facts, Quantity, Relation, Slots, Span, Status, Transfer};

/// The names of the rules that fill frames. A frame that needs none of them takes its action from the figure's unit.
pub const RULES: &[&str] = &[
    clause::OBJECT,
    clause::SUBJECT,
    clause::NOUN,
    clause::RELATIVE,
    clause::TOPIC,
    clause::PARTICIPLE,
    clause::COMPOUND,
    KNOWN_FIGURE,
    INCLUDING,
];

/// "the 60 million doses": told of before.
const KNOWN_FIGURE: &str = "claim/known-figure";
/// "…, including 60 million": a part has its whole's frame.
pub(super) const INCLUDING: &str = "claim/including";

/// The claims of one article, in the order of the text, and how they hang together (indices into them).
#[must_use]
pub fn claims(reading: &Reading<'_>, facts: &Facts, article: &Article) -> (Vec<Claim>, Vec<Relation<usize>>) {
    if !facts.quantities.iter().any(|quantity| claimed(reading, quantity)) {
        return (Vec::new(), Vec::new());
    }
    let parties = parties(reading, facts);
    let said = Sayings::of(facts);
    let origins = origin::Origins::of(article, facts);
    let mut found: Vec<Claim> = Vec::new();
    for (index, quantity) in facts.quantities.iter().enumerate() {
        if claimed(reading, quantity) {
            let claim = frame(reading, facts, &said, &parties, &origins, index, &found);
            found.push(claim);
        }
    }
    let relations = relation::within(&found);
    (found, relations)
}

/// Whether a figure says something of the world: "one dose" of "at least one dose" and durations do not.
fn claimed(reading: &Reading<'_>, quantity: &Quantity) -> bool {
    let Some(unit) = &quantity.unit else { return false };
    let small = quantity.amount.value.is_some_and(|v| v <= rust_decimal::Decimal::TWO)
        && quantity.amount.value != Some(rust_decimal::Decimal::ZERO);
    let figure = quantity.span.of(reading.text).starts_with(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    let class = reading.lexicon.unit_class(unit);
    class != Some(UnitClass::Time) && !(small && !figure && quantity.event.is_none())
}

fn frame(
    reading: &Reading<'_>,
    facts: &Facts,
    said: &Sayings<'_>,
    parties: &[Party],
    origins: &origin::Origins<'_>,
    index: usize,
    earlier: &[Claim],
) -> Claim {
    let quantity = &facts.quantities[index];
    let scene = Scene::new(reading, facts, said, parties, earlier, index);
    let unit = quantity.unit.clone().unwrap_or_default();
    let governor = governor(reading, &scene.sentence, &scene.phrase).filter(|g| !aside(&scene, quantity, g));
    let governor = governor.as_ref();
    let before = earlier.last().filter(|c| c.sentence.contains(quantity.span));
    let opened = scene.phrase.start.checked_sub(1);
    let including = before.filter(|_| {
        opened.is_some_and(|at| reading.any(at, &["including", "included", "includes", "include", "with"]))
            || (governor.is_none() && is_part(reading, quantity))
    });

    let action = match including {
        Some(whole) => whole.slots.action,
        None => action(&scene, quantity, governor, earlier),
    };
    let (status, status_cue) = match including {
        Some(whole) => (whole.status, whole.status_cue),
        None => plan_or_deed(&scene, action, governor),
    };
    let own_place = matches!(action, Action::Die | Action::Infect | Action::Vaccinate);
    let (actor, recipient) = match including.filter(|_| !own_place) {
        Some(whole) => (whole.slots.actor.clone(), whole.slots.recipient.clone()),
        None => scene.sides(action, governor, before),
    };
    let mut slots = Slots {
        action,
        amount: quantity.amount,
        product: product(&scene, quantity, &unit, earlier),
        unit,
        per: quantity.per.clone(),
        actor,
        recipient,
    };
    let mut rules = vec![quantity.rule];
    if let Some(known) = known(&scene, &slots) {
        fill(&mut slots, known);
        rules.push(KNOWN_FIGURE);
    }
    rules.extend(governor.map(|g| g.rule));
    rules.extend(including.map(|_| INCLUDING));
    for names in [&mut slots.actor, &mut slots.recipient, &mut slots.product] {
        names.sort();
        names.dedup();
    }
    let block = key::block(&slots);
    let says = said.chain(quantity.span);
    let (origin, origin_reason) = origins.of_claim(&says);
    let verb = governor.filter(|g| including.is_some() || g.entry.action == action || action == Action::Vaccinate);
    Claim {
        span: quantity.span,
        key: key::behind(block.clone(), &slots),
        block,
        origin,
        origin_reason,
        verb: verb.map(|g| g.entry.verb.clone()),
        transfer: if action == Action::Give { transfer(reading, governor, &scene.sentence) } else { None },
        bound: quantity.bound,
        status,
        status_cue,
        dates: scene.dates(governor),
        says,
        sentence: reading.sentence(scene.phrase.start).map_or(quantity.span, |s| s.span),
        slots,
        rules,
    }
}

/// "…, 19 million of them through a programme": a figure that is of those before, without a verb of its own.
fn is_part(reading: &Reading<'_>, quantity: &Quantity) -> bool {
    quantity.rule == "quantity/referred" && reading.is(reading.tokens_of(quantity.span).end, "of")
}

/// The status, and the words that gave it. What a unit says by itself ("deaths", "cases") has happened, whatever the
/// verb beside it.
fn plan_or_deed(scene: &Scene<'_, '_>, action: Action, governor: Option<&Governor<'_>>) -> (Status, Option<Span>) {
    let by_unit = matches!(action, Action::Die | Action::Infect | Action::Population);
    let Some(governor) = governor.filter(|g| !by_unit || g.entry.action == action) else { return (Status::Done, None) };
    if let Some(cue) = scene.said.denied(scene.reading, scene.figure()) {
        return (Status::Denied, Some(cue));
    }
    let from = clause_start(scene, governor);
    status::status(scene.reading, governor, &(from..governor.tokens.end), scene.phrase.start)
}

/// The first token of the clause that a governor's cues can stand in: its subject, or the last boundary before it.
fn clause_start(scene: &Scene<'_, '_>, governor: &Governor<'_>) -> usize {
    let reading = scene.reading;
    let verb = governor.tokens.start;
    // "has not allowed 4 million doses to be exported": the cue stands before the figure
    let caused = (1..=3).any(|back| reading.is(verb.wrapping_sub(back), "to"));
    if matches!(governor.role, Role::Subject | Role::Passive) && scene.phrase.start < verb && !caused {
        return scene.phrase.end.min(verb);
    }
    if let Some((_, subject)) = scene.subject(verb) {
        return subject;
    }
    let limit = verb.saturating_sub(24).max(scene.sentence.start);
    let boundary = (limit..verb).rev().find(|at| {
        reading
            .any(*at, &["that", "which", "who", "where", "when", ";", ":", "but", "while", "although", "because", "“"])
    });
    boundary.map_or(limit, |at| at + 1)
}

/// "the 60 million doses": a figure that the article has told of before says the rest of its frame.
fn known<'c>(scene: &Scene<'c, '_>, slots: &Slots) -> Option<&'c Slots> {
    let definite = scene.reading.any(scene.phrase.start.wrapping_sub(1), &["the", "those", "these"]);
    let same =
        |c: &&Claim| (c.slots.action, c.slots.amount, &c.slots.unit) == (slots.action, slots.amount, &slots.unit);
    scene.earlier.iter().rev().take(KNOWN).filter(|_| definite).find(same).map(|c| &c.slots)
}

/// How many claims back a figure is still known.
const KNOWN: usize = 24;

/// Fills the open slots from another claim's.
fn fill(slots: &mut Slots, from: &Slots) {
    let pairs =
        [(&mut slots.actor, &from.actor), (&mut slots.recipient, &from.recipient), (&mut slots.product, &from.product)];
    for (open, known) in pairs {
        if open.is_empty() {
            open.clone_from(known);
        }
    }
}

/// How it changes hands: by its verb, or "as a loan", "in exchange".
fn transfer(reading: &Reading<'_>, governor: Option<&Governor<'_>>, sentence: &Range<usize>) -> Option<Transfer> {
    let by_verb = governor.and_then(|g| g.entry.transfer);
    by_verb.or_else(|| {
        (sentence.start..sentence.end).find_map(|at| match () {
            () if !reading.any(at, &["as", "on", "in"]) => None,
            () if reading.any(at + 2, &["loan"]) || reading.is(at + 1, "loan") => Some(Transfer::Loan),
            () if reading.any(at + 2, &["donation", "gift"]) => Some(Transfer::Donation),
            () if reading.any(at + 2, &["swap", "exchange"])
                || reading.is(at, "in") && reading.is(at + 1, "exchange") =>
            {
                Some(Transfer::Exchange)
            }
            () => None,
        })
    })
}
