//! What is done with a figure: from its unit where that says so itself, else from what governs it.

use std::sync::LazyLock;

use super::clause::{Governor, Role};
use super::scene::Scene;
use crate::lexicon::{Sense, Side, UnitClass};
use crate::model::{Action, Claim, Quantity};
use crate::text::Table;

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
        "case" => return if of_illness(scene) { Action::Infect } else { Action::Other },
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
        if unit == "person" && in_hospital(scene) {
            return Action::Hospitalise;
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

/// "1,091 new cases" are people who fell ill, "20 murder cases" are none: by the words of the phrase itself, else by what
/// the text around speaks of.
fn of_illness(scene: &Scene<'_, '_>) -> bool {
    const COUNTED: &[&str] = &[
        "new",
        "confirmed",
        "daily",
        "active",
        "suspected",
        "probable",
        "positive",
        "imported",
        "infections",
        "infection",
        "additional",
    ];
    /// The talk around a figure reaches this many tokens to either side.
    const AROUND: usize = 250;
    const LONE: usize = 40;
    let reading = scene.reading;
    let phrase = scene.phrase.start..scene.phrase.end + 4;
    if phrase.clone().any(|at| OF_LAW.holds(reading.word(at))) {
        return false;
    }
    let around = scene.phrase.start.saturating_sub(AROUND)..(scene.phrase.end + AROUND).min(reading.tokens.len());
    // a lone statement has no talk around it
    reading.tokens.len() < LONE
        || phrase.into_iter().any(|at| reading.any(at, COUNTED))
        || around.into_iter().any(|at| OF_ILLNESS.get_folded(reading.word(at)).is_some())
}

/// Words that a text about a disease holds.
static OF_ILLNESS: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::of_words(&[
        "virus",
        "coronavirus",
        "covid",
        "disease",
        "diseases",
        "flu",
        "influenza",
        "ebola",
        "cholera",
        "measles",
        "malaria",
        "polio",
        "dengue",
        "zika",
        "outbreak",
        "outbreaks",
        "epidemic",
        "pandemic",
        "infection",
        "infections",
        "infected",
        "infectious",
        "mpox",
        "monkeypox",
        "hepatitis",
        "tuberculosis",
        "meningitis",
        "plague",
        "fever",
        "mers",
        "sars",
        "hiv",
        "aids",
        "vaccine",
        "vaccines",
        "vaccinated",
        "doses",
        "illness",
        "illnesses",
        "sick",
        "patients",
        "symptoms",
        "deaths",
        "fatalities",
        "pneumonia",
        "poisoning",
        "salmonella",
        "cancer",
        "parasite",
        "bacteria",
        "hospitalised",
        "hospitalized",
        "quarantine",
    ])
});

/// What tells that a case is a court's or the police's.
static OF_LAW: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::of_words(&[
        "court",
        "murder",
        "criminal",
        "civil",
        "legal",
        "fraud",
        "abuse",
        "assault",
        "corruption",
        "homicide",
        "rape",
        "cold",
        "theft",
        "bribery",
        "trial",
        "asylum",
        "bankruptcy",
        "divorce",
        "robbery",
        "killing",
        "killings",
        "kidnapping",
        "missing",
        "harassment",
        "violence",
        "arson",
        "drug",
        "misconduct",
        "discrimination",
        "libel",
    ])
});

/// "Chad, home to 18 million people", "Chad, with 18 million people, …"
fn lives_there(scene: &Scene<'_, '_>, governor: Option<&Governor<'_>>) -> bool {
    let reading = scene.reading;
    let before = |back: usize| scene.phrase.start.wrapping_sub(back);
    let home = reading.is(before(1), "to") && reading.is(before(2), "home");
    let with = governor.is_none() && reading.is(before(1), "with") && reading.is(before(2), ",");
    let country =
        reading.is(before(1), "of") && reading.any(before(2), &["country", "nation", "city", "island", "bloc"]);
    // "Iraq has 17 million residents"
    let live = scene.phrase.clone().any(|i| reading.any(i, &["residents", "inhabitants"]));
    // "the country's 126 million inhabitants"
    let own = live && reading.any(before(1), &["’s", "'s"]);
    let has = own || live && governor.is_some_and(|g| g.role == Role::Object && g.entry.verb == "have");
    home || country || has || (with && reading.any(scene.phrase.end, &[",", "."]) && scene.beside_place().is_some())
}

/// "294 people were in hospital"
fn in_hospital(scene: &Scene<'_, '_>) -> bool {
    let reading = scene.reading;
    let end = scene.phrase.end;
    let at =
        (end..end + 3).find(|at| !reading.any(*at, &["are", "were", "is", "was", "remain", "remained", "currently"]));
    at.is_some_and(|at| {
        reading.is(at, "in")
            && (reading.any(at + 1, &["hospital", "hospitals"])
                || reading.is(at + 1, "intensive") && reading.is(at + 2, "care"))
    })
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
