//! The frame of each typed figure.

use std::ops::Range;

use super::clause::{Governor, Role, governor};
use super::party::{Party, parties};
use super::said::Sayings;
use super::slots::Scene;
use super::{key, origin, relation, status};
use crate::extract::Reading;
use crate::lexicon::{Sense, UnitClass};
use crate::model::{Action, Article, Claim, Facts, Quantity, Relation, Slots, Status, Transfer};

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
    let relations = relation::within(reading, &found);
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
    let phrase = reading.tokens_of(quantity.phrase.cover(quantity.span));
    let sentence = reading.sentence(phrase.start).map_or(phrase.clone(), |s| s.tokens.clone());
    let clause = near(said.clause(reading, quantity.span, &sentence), &phrase);
    let reach = reach(reading, facts, index, &clause, &phrase);
    let scene = Scene { reading, facts, said, parties, earlier, sentence: clause, phrase, reach };
    let unit = quantity.unit.clone().unwrap_or_default();
    let governor = governor(reading, &scene.sentence, &scene.phrase);
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
            status::status(reading, governor, &(from..governor.tokens.end))
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
        rules.push("claim/known-figure");
    }
    rules.extend(governor.map(|g| g.rule));
    if including.is_some() {
        rules.push("claim/including");
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
        sentence: reading.span(sentence),
        slots,
        rules,
    }
}

/// A clause without end is looked at this far around the figure, in tokens.
const CLAUSE: usize = 120;

fn near(clause: Range<usize>, phrase: &Range<usize>) -> Range<usize> {
    clause.start.max(phrase.start.saturating_sub(CLAUSE))..clause.end.min(phrase.end + CLAUSE).max(phrase.end)
}

/// From behind the figure before to the figure behind, inside the sentence; a clause's end ends it too.
fn reach(
    reading: &Reading<'_>,
    facts: &Facts,
    index: usize,
    sentence: &Range<usize>,
    phrase: &Range<usize>,
) -> Range<usize> {
    let own = |q: &&Quantity| q.unit.is_some() && !q.span.overlaps(facts.quantities[index].span);
    let before = facts.quantities[..index].iter().rev().take(3).find(|q| own(q) && !small(q));
    let behind = facts.quantities[index + 1..].iter().take(3).find(|q| own(q) && !small(q));
    let start = before.map_or(sentence.start, |q| reading.tokens_of(q.phrase).end.max(sentence.start));
    let next = behind.map_or(sentence.end, |q| reading.tokens_of(q.phrase).start.min(sentence.end));
    // "…, and both countries have requested more": a new clause with a verb of its own
    let cut = (phrase.end..next).find(|i| {
        reading.is(*i, ",") && reading.any(i + 1, &["and", "but", "while", "with", "despite"]) || reading.is(*i, ";")
    });
    start.min(phrase.start)..cut.unwrap_or(next).max(phrase.end)
}

fn small(quantity: &Quantity) -> bool {
    quantity.amount.value.is_some_and(|v| v <= rust_decimal::Decimal::TWO) && quantity.unit.as_deref() == Some("dose")
}

/// The first token of the clause that a governor's cues can stand in: its subject, or the last boundary before it.
fn clause_start(scene: &Scene<'_, '_>, governor: &Governor<'_>) -> usize {
    let reading = scene.reading;
    let verb = governor.tokens.start;
    if matches!(governor.role, Role::Subject | Role::Passive) && scene.phrase.start < verb {
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

/// What is done, from the unit where it says so itself, else from the governor.
fn action(scene: &Scene<'_, '_>, quantity: &Quantity, governor: Option<&Governor<'_>>, earlier: &[Claim]) -> Action {
    let reading = scene.reading;
    let unit = quantity.unit.as_deref().unwrap_or_default();
    let class = reading.lexicon.unit_class(unit);
    match unit {
        "death" => return Action::Die,
        "case" => return Action::Infect,
        "hospitalisation" => return Action::Hospitalise,
        _ => {}
    }
    if quantity.event.as_deref() == Some("death") {
        return Action::Die;
    }
    let people = matches!(class, Some(UnitClass::Person | UnitClass::Percent));
    if people {
        if quantity.rule == "quantity/population" && unit == "person" {
            return Action::Population;
        }
        if vaccinated(scene, governor) {
            return Action::Vaccinate;
        }
        let compared = class == Some(UnitClass::Percent) && governor.is_none_or(|g| g.role != Role::Subject);
        let last = earlier.last().filter(|c| {
            c.slots.unit == unit
                && c.slots.action == Action::Vaccinate
                && quantity.span.start().saturating_sub(c.sentence.end()) < 200
        });
        if let Some(last) = last.filter(|_| compared) {
            return last.slots.action;
        }
        if unit != "person" {
            return Action::Other;
        }
    }
    match governor.map(|g| g.entry.action) {
        Some(Action::Die | Action::Infect | Action::Hospitalise) if !people => Action::Other,
        Some(action) => action,
        None => Action::Other,
    }
}

/// People, or a share of them, who got doses: "vaccinated", "received at least one dose", "taking a shot".
fn vaccinated(scene: &Scene<'_, '_>, governor: Option<&Governor<'_>>) -> bool {
    let reading = scene.reading;
    if governor.is_some_and(|g| g.entry.action == Action::Vaccinate) {
        return true;
    }
    let until = scene.reach.end.max(scene.phrase.end).min(scene.phrase.end + 16).min(scene.sentence.end);
    let mut got = false;
    for at in scene.phrase.end..until {
        if reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Action(i, _) if reading.lexicon.actions.get(i as usize).is_some_and(|e| e.action == Action::Vaccinate))) {
            return true;
        }
        got |= reading.any(
            at,
            &[
                "received",
                "receive",
                "receiving",
                "taken",
                "taking",
                "took",
                "got",
                "gotten",
                "getting",
                "had",
                "given",
            ],
        );
        let dose = reading.hits.at(at).iter().any(|h| matches!(h.sense, Sense::Unit(u) if reading.lexicon.units.get(u as usize).is_some_and(|u| u.id == "dose")));
        if got && dose {
            return true;
        }
    }
    false
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

/// The makers or brands of doses: in the figure's phrase, else of the figure whose unit it shares, else in its clause,
/// else in the sentence that it leans on.
fn product(scene: &Scene<'_, '_>, quantity: &Quantity, unit: &str, earlier: &[Claim]) -> Vec<String> {
    let reading = scene.reading;
    if !quantity.of.is_empty() {
        return quantity.of.clone();
    }
    let people = matches!(reading.lexicon.unit_class(unit), Some(UnitClass::Person | UnitClass::Percent));
    if unit != "dose" && !people {
        return Vec::new();
    }
    let named = |tokens: Range<usize>| {
        let mut names: Vec<String> = Vec::new();
        for hit in reading.hits.within(tokens) {
            if let Sense::Product(p) = hit.sense
                && let Some(product) = reading.lexicon.products.get(p as usize)
                && !names.contains(&product.name)
            {
                names.push(product.name.clone());
            }
        }
        names
    };
    let clause = named(scene.phrase.start..scene.reach.end);
    if !clause.is_empty() {
        return clause;
    }
    if people {
        return Vec::new();
    }
    let before = named(scene.sentence.start..scene.phrase.start);
    if !before.is_empty() {
        return before;
    }
    let leaning = earlier.iter().rev().find(|c| c.slots.unit == "dose");
    let index = reading.tokens.get(scene.phrase.start).map_or(0, |t| t.sentence as usize);
    let near = leaning.filter(|c| {
        reading
            .tokens
            .get(reading.token_at(c.span.start()))
            .is_some_and(|t| index - (t.sentence as usize).min(index) <= 2)
    });
    if let Some(last) = near.filter(|c| !c.slots.product.is_empty()) {
        return last.slots.product.clone();
    }
    let previous = index.checked_sub(1).and_then(|i| reading.sentences.get(i));
    let same_paragraph = previous.filter(|p| reading.sentences.get(index).is_some_and(|s| s.paragraph == p.paragraph));
    let topic = same_paragraph.map(|s| named(s.tokens.clone())).unwrap_or_default();
    if topic.len() == 1 { topic } else { Vec::new() }
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
