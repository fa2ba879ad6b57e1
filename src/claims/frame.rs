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
use crate::model::{Action, Article, Claim, Facts, Quantity, Relation, Slots, Status, Transfer};

/// The names of the rules that fill frames. A frame that needs none of them takes its action from the figure's unit.
pub const RULES: &[&str] = &[
    clause::OBJECT,
    clause::SUBJECT,
    clause::NOUN,
    clause::RELATIVE,
    clause::TOPIC,
    clause::PARTICIPLE,
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
    let including = before
        .filter(|_| reading.any(scene.phrase.start.wrapping_sub(1), &["including", "with"]) && scene.phrase.start > 0);

    let mut rules = vec![quantity.rule];
    let action = match including {
        Some(whole) => whole.slots.action,
        None => action(&scene, quantity, governor, earlier),
    };
    let (status, status_cue) = match (including, governor) {
        (Some(whole), _) => (whole.status, whole.status_cue),
        (None, Some(governor))
            if matches!(action, Action::Die | Action::Infect | Action::Population)
                && governor.entry.action != action =>
        {
            (Status::Done, None)
        }
        (None, Some(governor)) => {
            let from = clause_start(&scene, governor);
            status::status(reading, governor, &(from..governor.tokens.end), scene.phrase.start)
        }
        (None, None) => (Status::Done, None),
    };
    let (actor, recipient) = match (including, governor) {
        (Some(whole), _) if !matches!(action, Action::Die | Action::Infect | Action::Vaccinate) => {
            (whole.slots.actor.clone(), whole.slots.recipient.clone())
        }
        _ => sides(&scene, action, governor, before),
    };
    let mut product = product(&scene, quantity, &unit, earlier);
    let (mut actor, mut recipient) = (actor, recipient);
    if let Some(known) = known(&scene, quantity, action, earlier) {
        for (slot, of_known) in
            [(&mut actor, &known.actor), (&mut recipient, &known.recipient), (&mut product, &known.product)]
        {
            if slot.is_empty() {
                slot.clone_from(of_known);
            }
        }
        rules.push(KNOWN_FIGURE);
    }
    rules.extend(governor.map(|g| g.rule));
    if including.is_some() {
        rules.push(INCLUDING);
    }
    let slots = Slots {
        action,
        amount: quantity.amount,
        unit,
        per: quantity.per.clone(),
        actor: sorted(actor),
        recipient: sorted(recipient),
        product: sorted(product),
    };
    let says = said.chain(quantity.span);
    let (origin, origin_reason) = origins.of_claim(&says);
    let verb = governor.filter(|g| including.is_some() || g.entry.action == action || action == Action::Vaccinate);
    Claim {
        span: quantity.span,
        key: key::key(&slots),
        block: key::block(&slots),
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
    let boundary = (limit..verb)
        .rev()
        .find(|at| reading.any(*at, &["that", "which", "who", ";", ":", "but", "while", "although", "because", "“"]));
    boundary.map_or(limit, |at| at + 1)
}

/// Actor and recipient.
fn sides(
    scene: &Scene<'_, '_>,
    action: Action,
    governor: Option<&Governor<'_>>,
    before: Option<&Claim>,
) -> (Vec<String>, Vec<String>) {
    let placed = matches!(
        action,
        Action::Die
            | Action::Infect
            | Action::Hospitalise
            | Action::Vaccinate
            | Action::Population
            | Action::Administer
    );
    let mut actor = governor.map(|g| scene.actor(g)).unwrap_or_default();
    if placed {
        let mut location = scene.location(governor);
        if location.is_empty() {
            // "Italy reported 1,091 cases": whoever counts its own
            let counts = scene.said.chain(scene.figure()).into_iter().next();
            let code = counts.as_deref().map(|name| scene.reading.lexicon.slot(name).to_owned());
            location.extend(code.filter(|code| code.len() == 2 && Some(code) != counts.as_ref()));
        }
        if location.is_empty()
            && let Some(last) = scene.last_claim().filter(|c| c.slots.action == action)
        {
            // "In the US, 297 million … So far, 1.1 million a day …": the place goes on
            location.clone_from(&last.slots.actor);
        }
        let agent = governor.is_some_and(|g| {
            g.role == Role::Object && g.entry.action == action && g.entry.subject == crate::lexicon::Side::Actor
        });
        if !(agent && !actor.is_empty() && matches!(action, Action::Vaccinate | Action::Administer)) {
            actor = location;
        }
        return (actor, Vec::new());
    }
    if action == Action::Have && governor.is_none_or(|g| g.role != Role::Object)
        || action == Action::Other && actor.is_empty()
    {
        actor = scene.location(governor);
    }
    let mut recipient = if action == Action::Give { scene.recipient(governor) } else { Vec::new() };
    if let Some(last) = before.filter(|c| c.slots.action == action) {
        // a list shares its verb's subject; a second sum goes where the first went
        if actor.is_empty() {
            actor.clone_from(&last.slots.actor);
        }
        if recipient.is_empty()
            && action == Action::Give
            && governor.is_some_and(|g| g.tokens.start > scene.reach.start)
        {
            recipient.clone_from(&last.slots.recipient);
        }
    }
    recipient.retain(|name| !actor.contains(name));
    (actor, recipient)
}

/// "the 60 million doses": a figure that the article has told of before says the rest of its frame.
fn known<'c>(scene: &Scene<'_, '_>, quantity: &Quantity, action: Action, earlier: &'c [Claim]) -> Option<&'c Slots> {
    let definite = scene.reading.any(scene.phrase.start.wrapping_sub(1), &["the", "those", "these"]);
    let same = |c: &&Claim| {
        c.slots.action == action && c.slots.amount == quantity.amount && Some(&c.slots.unit) == quantity.unit.as_ref()
    };
    let mut told = earlier.iter().rev().take(KNOWN).filter(|c| definite && same(c));
    told.next().map(|c| &c.slots)
}

/// How many claims back a figure is still known.
const KNOWN: usize = 24;

fn transfer(reading: &Reading<'_>, governor: Option<&Governor<'_>>, sentence: &Range<usize>) -> Option<Transfer> {
    let by_verb = governor.and_then(|g| g.entry.transfer);
    by_verb.or_else(|| {
        (sentence.start..sentence.end).find_map(|at| match () {
            () if !reading.any(at, &["as", "on", "in"]) => None,
            () if reading.any(at + 2, &["loan"]) || reading.is(at + 1, "loan") => Some(Transfer::Loan),
            () if reading.any(at + 2, &["donation", "gift"]) => Some(Transfer::Donation),
            () if reading.any(at + 2, &["swap", "exchange"]) => Some(Transfer::Exchange),
            () => None,
        })
    })
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}
