//! What is done with a figure: from its unit where that says so itself, else from what governs it.

use super::clause::{Governor, Role};
use super::scene::Scene;
use crate::lexicon::{Sense, Side, UnitClass};
use crate::model::{Action, Claim, Quantity};

/// The action.
pub(super) fn action(
    scene: &Scene<'_, '_>,
    quantity: &Quantity,
    governor: Option<&Governor<'_>>,
    earlier: &[Claim],
) -> Action {
    let reading = scene.reading;
    let unit = quantity.unit.as_deref().unwrap_or_default();
    let class = reading.lexicon.unit_class(unit);
    match unit {
        "death" => return Action::Die,
        "case" => return Action::Infect,
        "hospitalisation" => return Action::Hospitalise,
        _ => {}
    }
    match quantity.event.as_deref() {
        Some("death") => return Action::Die,
        // "killed and at least 58 injured": whoever is hurt is not dead
        Some("injury") => return Action::Other,
        _ => {}
    }
    let people = matches!(class, Some(UnitClass::Person | UnitClass::Percent));
    if people {
        if unit == "person" && (quantity.rule == "quantity/population" || lives_there(scene, governor)) {
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
    // "spent six days": money is spent, and nothing else that is counted
    let fits = |g: &&Governor<'_>| g.entry.only.is_none_or(|only| class == Some(only));
    match governor.filter(fits).map(|g| g.entry.action) {
        // "dozens of students of nine schools gave": the figure counts those who do it, not what is done
        Some(Action::Give | Action::Order | Action::Produce | Action::Need)
            if governor.is_some_and(|g| g.role == Role::Subject && g.entry.subject == Side::Actor) =>
        {
            Action::Other
        }
        // "sales of $4 billion" are revenue, and nothing that changes hands
        Some(Action::Give) if class == Some(UnitClass::Money) && governor.is_some_and(|g| is_revenue(scene, g)) => {
            Action::Other
        }
        // "promises 355 horsepower": no length, speed or heat changes hands
        Some(Action::Give | Action::Order | Action::Have | Action::Need) if EXTENTS.contains(&unit) => Action::Other,
        Some(Action::Die | Action::Infect | Action::Hospitalise) if !people => Action::Other,
        // people are sent and needed; what else verbs of giving do with them is a figure of speech
        Some(Action::Give | Action::Order | Action::Produce)
            if people && !governor.is_some_and(|g| g.entry.moves_people) =>
        {
            Action::Other
        }
        Some(action) => action,
        None => Action::Other,
    }
}

fn is_revenue(scene: &Scene<'_, '_>, governor: &Governor<'_>) -> bool {
    governor.role == Role::Noun && scene.reading.is(governor.tokens.start, "sales")
}

/// "Chad, home to 18 million people", "Chad, with 18 million people, …"
fn lives_there(scene: &Scene<'_, '_>, governor: Option<&Governor<'_>>) -> bool {
    let reading = scene.reading;
    let before = |back: usize| scene.phrase.start.wrapping_sub(back);
    let home = reading.is(before(1), "to") && reading.is(before(2), "home");
    let with = governor.is_none() && reading.is(before(1), "with") && reading.is(before(2), ",");
    let country = reading.is(before(1), "of") && reading.any(before(2), &["country", "nation", "city", "island", "bloc"]);
    // "Iraq has 17 million residents"
    let live = scene.phrase.clone().any(|i| reading.any(i, &["residents", "inhabitants"]));
    let has = live && governor.is_some_and(|g| g.role == Role::Object && g.entry.verb == "have");
    home || country || has || (with && reading.any(scene.phrase.end, &[",", "."]) && scene.beside_place().is_some())
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

/// "enough for 30,000 people", "at $321 a tonne", "through 12 days of rain": a figure that a preposition holds is no
/// verb's object.
pub(super) fn aside(scene: &Scene<'_, '_>, quantity: &Quantity, governor: &Governor<'_>) -> bool {
    let class = quantity.unit.as_deref().and_then(|unit| scene.reading.lexicon.unit_class(unit));
    let mut before = scene.phrase.start.wrapping_sub(1);
    if scene.reading.any(before, &["the", "its", "their", "a", "an", "these", "those"]) {
        before = before.wrapping_sub(1);
    }
    let any = |words: &[&str]| scene.reading.any(before, words);
    let home = any(&["to"]) && scene.reading.is(before.wrapping_sub(1), "home");
    let held = home
        || any(&["at", "by", "against", "than", "from", "through", "during", "after", "before", "between", "without"])
        || match class {
            Some(UnitClass::Person) => any(&["for", "with", "among", "within", "in", "on", "into"]),
            Some(UnitClass::Money) => any(&["for", "under", "below"]),
            _ => any(&["in", "into"]),
        };
    held && governor.role == Role::Object && before >= governor.tokens.end
}

/// Measures of how far, how fast, how hot something is, and not of an amount of it.
const EXTENTS: &[&str] = &[
    "kilometre",
    "mile",
    "metre",
    "centimetre",
    "millimetre",
    "foot",
    "inch",
    "yard",
    "nautical_mile",
    "light_year",
    "fathom",
    "kilometre_per_hour",
    "mile_per_hour",
    "knot",
    "degree",
    "horsepower",
    "megahertz",
    "gigahertz",
];
