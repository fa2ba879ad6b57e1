//! Runs of capitalised words that can be names of people, and what shows that they are.

use std::borrow::Cow;
use std::ops::Range;

use super::roles;
use crate::extract::Reading;
use crate::extract::grammar::{Tag, Tags};
use crate::lexicon::{Beside, Construction, Sense, TitleClass};
use crate::text::{Case, fold};

/// A run that can be a name.
#[derive(Debug)]
pub(super) struct Run<'t> {
    /// Its tokens, titles and places before the name left out.
    pub(super) tokens: Range<usize>,
    /// The words of the name, particles and initials among them, hyphens left out.
    pub(super) words: Vec<&'t str>,
    /// Whether something beside it shows that it is a person.
    pub(super) shown: bool,
}

/// The key under which two spellings of a name are one: no case, no accents, and no letters that a copy that lost its
/// accents loses with them.
pub(super) fn key(word: &str) -> String {
    let plain: Cow<'_, str> =
        if word.is_ascii() { word.into() } else { word.chars().filter(char::is_ascii).collect::<String>().into() };
    // a name in another script has nothing left: it is its own key
    if plain.len() < 2 { fold(word).into_owned() } else { fold(&plain).into_owned() }
}

/// All runs, in order.
pub(super) fn runs<'t>(reading: &Reading<'t>, tags: &Tags) -> Vec<Run<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        if !begins(reading, tags, at) {
            at += 1;
            continue;
        }
        let end = run_end(reading, tags, at);
        // "Ontario Premier Ana Ruiz": what stands before a title inside the run is no part of the name
        let title = |i: usize| {
            reading.hit(i, |s| matches!(s, Sense::Title(class) if class != TitleClass::Modifier).then_some(()))
        };
        let mut first =
            (at..end).rev().find_map(|i| title(i).map(|(hit, ())| hit.end).filter(|e| *e < end)).unwrap_or(at);
        while first < end {
            let next = lead(reading, first, end);
            if next == first {
                break;
            }
            first = next;
        }
        at = end.max(at + 1);
        if first < end
            && let Some(run) = name(reading, tags, particles(reading, first)..end)
        {
            found.push(run);
        }
    }
    found
}

fn begins(reading: &Reading<'_>, tags: &Tags, at: usize) -> bool {
    tags.at(at) == Tag::Capital && reading.tokens.get(at).is_some_and(|t| t.case.capital())
}

/// Names of people are no longer than this.
const LONGEST: usize = 12;

fn run_end(reading: &Reading<'_>, tags: &Tags, first: usize) -> usize {
    let mut end = first + 1;
    while end < first + LONGEST {
        let Some(token) = reading.tokens.get(end) else { break };
        if token.starts_paragraph || reading.tokens.get(first).is_some_and(|t| t.sentence != token.sentence) {
            break;
        }
        let joined =
            |at: usize| begins(reading, tags, at) && !reading.tokens.get(at).is_some_and(|t| t.starts_paragraph);
        match tags.at(end) {
            Tag::Capital if joined(end) => end += 1,
            Tag::Hyphen if joined(end + 1) && reading.tokens.get(end + 1).is_some_and(|t| t.glued) => end += 2,
            Tag::Lower if PARTICLES.contains(&reading.word(end)) => {
                let more = usize::from(PARTICLES.contains(&reading.word(end + 1)));
                if !joined(end + 1 + more) {
                    break;
                }
                end += 2 + more;
            }
            _ => break,
        }
    }
    end
}

/// Where a name begins that a small word opens: "van den Berg".
fn particles(reading: &Reading<'_>, first: usize) -> usize {
    let opens =
        |at: usize| ["van", "von", "den", "der", "ter", "bin", "ibn", "al", "della", "di"].contains(&reading.word(at));
    match first {
        2.. if opens(first - 1) && opens(first - 2) => first - 2,
        1.. if opens(first - 1) => first - 1,
        _ => first,
    }
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "van", "von", "der", "den", "ter", "bin",
    "bint", "ibn", "al", "el", "y", "e", "af", "av", "zu", "ben",
];

/// Steps over a title, a place or a body that stands before a name inside the same run.
fn lead(reading: &Reading<'_>, first: usize, end: usize) -> usize {
    let leads = |sense| match sense {
        Sense::Title(_) | Sense::Demonym(_) | Sense::Body(_) | Sense::BodyHead(_) | Sense::Place(_) => Some(()),
        _ => None,
    };
    let Some((hit, ())) = reading.hit(first, leads) else { return first };
    let next = hit.end.min(end);
    // "Jordan Ruiz", "Florence Ruiz": a place before a single word is a given name
    let place = matches!(hit.sense, Sense::Place(_));
    if place && end - next == 1 { first } else { next }
}

fn name<'t>(reading: &Reading<'t>, tags: &Tags, tokens: Range<usize>) -> Option<Run<'t>> {
    // "Ruiz Jr." keeps its suffix out of the words that are compared
    let words: Vec<&str> = tokens
        .clone()
        .filter(|i| tags.at(*i) != Tag::Hyphen)
        .map(|i| reading.word(i))
        .filter(|w| !SUFFIXES.contains(w))
        .collect();
    // "van den Berg" is a last name, as "Berg" is
    let words: Vec<&str> = words.iter().copied().skip_while(|w| PARTICLES.contains(w)).collect();
    if words.iter().all(|w| DEGREES.contains(w)) || words.len() > 6 || is_body(reading, &tokens) {
        return None;
    }
    // an all-capital word alone is an abbreviation, but for a name in a headline
    if words.len() == 1 && reading.tokens.get(tokens.start).is_some_and(|t| t.case == Case::Upper) {
        return None;
    }
    if tags.at(tokens.end) == Tag::Hyphen || constituency(reading, tags, tokens.start) {
        return None;
    }
    let shown = shown(reading, tags, &tokens);
    Some(Run { tokens, words, shown })
}

const SUFFIXES: &[&str] = &["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"];

/// What stands behind a name with a comma and is no name: degrees.
pub(super) const DEGREES: &[&str] = &["PhD", "Ph", "MD", "M.D.", "Ph.D.", "MBA", "MP", "QC", "KC", "Esq", "Esq.", "RN"];

/// "R-Ky.", "D-Calif.": a lawmaker's party and state.
pub(super) fn constituency(reading: &Reading<'_>, tags: &Tags, at: usize) -> bool {
    ["R", "D", "I"].contains(&reading.word(at)) && tags.at(at + 1) == Tag::Hyphen
}

/// Whether the run names a body, or ends in a noun that tells what body it is.
fn is_body(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|i| {
        reading.hits.at(i).iter().any(|hit| match hit.sense {
            // a paper's name of one word can be a family name behind a given one
            Sense::Body(_) => hit.first == tokens.start || hit.end - hit.first > 1 || hit.end < tokens.end,
            Sense::BodyHead(_) => hit.end >= tokens.end,
            Sense::Beside(Beside::Organisation | Beside::Street | Beside::Outlet) => hit.first > tokens.start,
            Sense::Place(_) | Sense::Demonym(_) => hit.first == tokens.start && hit.end >= tokens.end,
            _ => false,
        })
    }) || tokens.clone().any(|i| MONTHS.contains(&reading.word(i)) || LAND.contains(&reading.word(i)))
}

/// Words of names that belong to land and water.
const LAND: &[&str] = &[
    "County",
    "Forest",
    "River",
    "Lake",
    "Park",
    "Creek",
    "Valley",
    "Mountain",
    "Island",
    "Bay",
    "Beach",
    "Township",
    "Twp",
    "City",
    "Village",
    "Highway",
    "Bridge",
    "Airport",
    "Station",
    "Stadium",
    "Plaza",
    "Tower",
    "Day",
    "War",
    "Act",
    "Award",
    "Awards",
    "Cup",
    "Prize",
    "Street",
    "Avenue",
    "Road",
    "Boulevard",
];

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
];

/// What shows that a run is a person: the rule's name and its test of the run's tokens.
type Test = fn(&Reading<'_>, &Tags, &Range<usize>) -> bool;

/// The tests, the cheapest first; one is enough.
pub(super) const EVIDENCE: [(&str, Test); 5] = [
    ("person/title", titled),
    ("person/given-name", given),
    ("person/saying", says),
    ("person/apposition", apposed),
    ("person/apposed-to", |reading, tags, tokens| roles::apposed_to(reading, tags, tokens).is_some()),
];

fn shown(reading: &Reading<'_>, tags: &Tags, tokens: &Range<usize>) -> bool {
    EVIDENCE.iter().any(|(_, shows)| shows(reading, tags, tokens))
}

/// "Andrés Ruiz": a given name before another word of the name.
fn given(reading: &Reading<'_>, _tags: &Tags, tokens: &Range<usize>) -> bool {
    let shouts = |at: usize| reading.tokens.get(at).is_some_and(|t| t.case == Case::Upper && t.span.len() > 2);
    tokens.len() > 1
        && !shouts(tokens.end - 1)
        && reading
            .hits
            .at(tokens.start)
            .iter()
            .any(|h| matches!(h.sense, Sense::Beside(Beside::Given | Beside::SometimesGiven)))
}

/// "President Ruiz", "Mr. Ruiz", "spokeswoman Ana Ruiz".
fn titled(reading: &Reading<'_>, _tags: &Tags, tokens: &Range<usize>) -> bool {
    let at = tokens.start;
    let title = |sense| match sense {
        Sense::Title(TitleClass::Honorific | TitleClass::Office | TitleClass::Spokesperson | TitleClass::Role) => {
            Some(())
        }
        _ => None,
    };
    reading.hit_before(at, title).is_some()
        || (reading.is(at.wrapping_sub(1), ".") && reading.hit_before(at.wrapping_sub(1), title).is_some())
}

/// ", a professor of …", ", 58,", ", who", ", the minister".
fn apposed(reading: &Reading<'_>, tags: &Tags, tokens: &Range<usize>) -> bool {
    let end = tokens.end;
    /// As far as the noun of an apposition stands behind its comma.
    const FAR: usize = 7;
    if tags.at(end) != Tag::Comma {
        return false;
    }
    let next = end + 1;
    if reading.any(next, &["who", "whose"])
        || constituency(reading, tags, next)
        || (tags.at(next) == Tag::Figure && tags.at(next + 1) == Tag::Comma)
    {
        return true;
    }
    let reach = (next..next + FAR).take_while(|i| {
        !matches!(
            tags.at(*i),
            Tag::Comma | Tag::Stop | Tag::Auxiliary | Tag::And | Tag::Colon | Tag::Pronoun | Tag::Preposition
        )
    });
    for i in reach {
        let title = |sense| match sense {
            Sense::Title(class) if class.person() && class != TitleClass::Unnamed => Some(()),
            _ => None,
        };
        // ", prosecutors say" is no apposition
        let says = |at: usize| reading.hit(at, |s| matches!(s, Sense::Saying(..)).then_some(())).is_some();
        if tags.at(i) != Tag::Capital
            && let Some((hit, ())) = reading.hit(i, title)
        {
            return !says(hit.end);
        }
    }
    false
}

/// A verb of saying that frames speech stands directly before or behind.
fn says(reading: &Reading<'_>, tags: &Tags, tokens: &Range<usize>) -> bool {
    let frames = |sense| match sense {
        Sense::Saying(index, form) => reading
            .lexicon
            .sayings
            .get(usize::from(index))
            .filter(|s| s.takes(Construction::Quote) && (form.past() || form == crate::lexicon::VerbForm::Third))
            .map(|_| ()),
        _ => None,
    };
    let mut behind = tokens.end;
    while matches!(tags.at(behind), Tag::Adverb | Tag::Auxiliary) && behind < tokens.end + 3 {
        behind += 1;
    }
    // "the mayor of Norfield said": the verb is the mayor's
    let hangs = tags.at(tokens.start.wrapping_sub(1)) == Tag::Preposition
        && matches!(tags.at(tokens.start.wrapping_sub(2)), Tag::Lower | Tag::Capital);
    !hangs && reading.hit(behind, frames).is_some() || reading.hit_before(tokens.start, frames).is_some()
}
