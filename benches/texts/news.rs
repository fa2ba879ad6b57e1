//! Sentences in the manner of news, with figures, names, dates, places and quotes that vary. Nothing here is true.

use std::fmt::Write as _;

use super::draw::Draw;

/// At least this many bytes of one article; the same for the same seed.
pub(crate) fn news(bytes: usize, seed: u64) -> String {
    let mut draw = Draw::new(seed);
    let mut text = String::with_capacity(bytes + 512);
    while text.len() < bytes {
        for _ in 0..2 + draw.below(3) {
            sentence(&mut draw, &mut text);
        }
        text.pop();
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    text
}

/// One pattern filled in, with a space behind it.
fn sentence(draw: &mut Draw, text: &mut String) {
    let mut rest = draw.of(SENTENCES);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((slot, after)) = after.split_once('}') else { break };
        fill(draw, slot, text);
        rest = after;
    }
    text.push_str(rest);
    text.push(' ');
}

fn fill(draw: &mut Draw, slot: &str, text: &mut String) {
    match slot {
        "n" => figure(draw, text),
        "person" => {
            let (given, last) = (draw.of(GIVEN), draw.of(LAST));
            let _ = write!(text, "{given} {last}");
        }
        "year" => {
            let _ = write!(text, "{}", 1990 + draw.below(35));
        }
        "day" => {
            let (month, day) = (draw.of(MONTHS), 1 + draw.below(28));
            let _ = write!(text, "{month} {day}");
        }
        _ => {
            let words = match slot {
                "last" => LAST,
                "place" => PLACES,
                "people" => DEMONYMS,
                "thing" => THINGS,
                "when" => WHEN,
                "title" => TITLES,
                "hedge" => HEDGES,
                "said" => SAID,
                "verb" => VERBS,
                "body" => BODIES,
                _ => MATTERS,
            };
            text.push_str(draw.of(words));
        }
    }
}

fn figure(draw: &mut Draw, text: &mut String) {
    let (small, large) = (2 + draw.below(97), 1 + draw.below(999));
    let _ = match draw.below(7) {
        0 => write!(text, "{small}"),
        1 => write!(text, "{large},{:03}", draw.below(1000)),
        2 => write!(text, "{small}.{} million", 1 + draw.below(9)),
        3 => write!(text, "{}", draw.of(NUMBERS)),
        4 => write!(text, "{} million", draw.of(NUMBERS)),
        5 => write!(text, "{small} to {} million", small + 3),
        _ => write!(text, "{large}"),
    };
}

const SENTENCES: &[&str] = &[
    "{place} will send {hedge}{n} {thing} to {place}, the {people} government said {when}.",
    "“We have waited for the {thing} since {day},” said {title} {person}, who {verb} the {matter}.",
    "About {n} {thing} were {verb} in {place} {when}, according to {body}.",
    "{person}, a {title} from {place}, {said} the {matter} could cost ${n} by {year}.",
    "The {matter} {verb} {n} people, up from {n} a year earlier.",
    "\"Nobody {verb} {n} {thing} before the {matter},\" {last} {said}.",
    "In {year}, {place} {verb} {n} {thing} and {place} {verb} {n}.",
    "{last} {said} that {hedge}{n} {thing} were still missing, and that the {matter} “is far from over.”",
    "A spokesman for {body} declined to comment on the {matter}.",
    "The {people} economy grew by {n} percent between {day} and {day}, {body} reported {when}.",
    "“It’s not the end,” {person} told reporters {when}. “The {matter} goes on until {day}, {year}.”",
    "Officials in {place} {said} the {matter} was {verb} after a review that lasted {n} days.",
    "The plan, first reported by {body}, would give {n} {thing} to {place} and {n} to {place}.",
    "It was not clear who {verb} the {matter}, or why the {thing} were never counted.",
    "Mr. {last} and Dr. {last} met in {place} at 9:30 a.m. on {day} to talk about the {matter}.",
    "Prices for {thing} rose {n}% in the U.S. and fell {n}% in {place}, a sign that the {matter} may be slowing.",
    "Roads along the river were closed {when}, and schools in three towns sent their pupils home early.",
    "“I was sure that somebody had already {verb} it,” the {title} {said}, “but the {matter} had only begun.”",
    "The {title}’s office {said} {hedge}half of the {thing} would arrive within {n} weeks.",
    "Critics call the {matter} too slow; supporters, among them {person}, say that it has {verb} a quarter of a \
     million homes.",
    "Under the agreement, which runs until {year}, {place} pays {n} euros for each of the {thing}.",
    "Neither side has {verb} the {matter}, and a ruling isn’t expected before next month.",
];
const GIVEN: &[&str] = &["Ana", "Peter", "Joyce", "Omar", "Lena", "Marcus", "Ingrid", "Rosa", "Kwame", "David", "Mei"];
const LAST: &[&str] = &[
    "Ruiz",
    "Lindqvist",
    "Okello",
    "Farrow",
    "Brandt",
    "Castellano",
    "Whitlock",
    "Müller",
    "O’Dea",
    "Tanaka",
    "Njoroge",
];
const PLACES: &[&str] = &[
    "Mexico",
    "Canada",
    "the United States",
    "India",
    "Paris",
    "Kenya",
    "Boston",
    "Germany",
    "Georgia",
    "Texas",
    "Lima",
    "London, Ontario",
    "Springfield",
];
const DEMONYMS: &[&str] = &["Mexican", "Canadian", "German", "Kenyan", "Brazilian", "Indian"];
const THINGS: &[&str] = &[
    "doses",
    "tonnes of wheat",
    "barrels of oil",
    "tents",
    "masks",
    "jobs",
    "homes",
    "soldiers",
    "patients",
    "trucks",
    "books",
];
const WHEN: &[&str] =
    &["on Thursday", "last week", "yesterday", "on Monday morning", "in early spring", "two days ago", "this month"];
const TITLES: &[&str] =
    &["minister", "mayor", "Prime Minister", "professor", "spokeswoman", "Sen.", "director", "nurse"];
const HEDGES: &[&str] = &["about ", "more than ", "at least ", "up to ", "", "", "", "nearly "];
const SAID: &[&str] = &["said", "added", "told reporters", "warned", "wrote", "argued"];
const VERBS: &[&str] = &["delivered", "bought", "promised", "opened", "counted", "donated", "sold", "built", "lost"];
const BODIES: &[&str] =
    &["the Associated Press", "Reuters", "the health ministry", "the World Bank", "the city council", "the police"];
const MATTERS: &[&str] = &["drought", "inquiry", "strike", "bridge repair", "election", "shipment", "harvest", "flood"];
const NUMBERS: &[&str] =
    &["six", "eleven", "two hundred", "forty-five", "three", "a dozen", "seventeen", "one thousand"];
const MONTHS: &[&str] = &["January", "March", "April", "May", "Sept.", "October", "December"];
