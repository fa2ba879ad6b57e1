//! Names of places that name none here.

use super::mentions::Other;
use super::{Form, Mention, Reading, around};
use crate::lexicon::{Beside, Sense};
use crate::model::PlaceKind;
use crate::text::{Case, TokenKind};

type Guard = fn(&Reading<'_>, &Mention) -> bool;

const GUARDS: &[Guard] =
    &[new_town, pronoun, road_or_money, language, newspaper, compound, part_of_product, short_capitals];

/// Whether its neighbours show that a name is none of a place.
pub(super) fn is_no_place(reading: &Reading<'_>, mention: &Mention) -> bool {
    GUARDS.iter().any(|guard| guard(reading, mention))
}

/// What its neighbours show it to be that has its name from a place or shares it: a street, or a person as in "Michael
/// Jordan", "Chad Walker", "Mr. French".
pub(super) fn other(reading: &Reading<'_>, mention: &Mention) -> Option<Other> {
    let token = mention.tokens.start;
    let person = mention.tokens.len() == 1 && (family_name(reading, mention) || given_name(reading, token));
    if person { Some(Other::Person) } else { street(reading, mention).then_some(Other::Street) }
}

/// Behind a title, a given name or an initial.
fn family_name(reading: &Reading<'_>, mention: &Mention) -> bool {
    let token = mention.tokens.start;
    let family = around::beside(reading, token, Beside::Family);
    let given = around::beside(reading, token, Beside::Given);
    let before = |token: usize| around::before(reading, token).filter(|word| around::capital(reading, *word));
    let Some(left) = around::before(reading, token) else { return false };
    let left = if reading.is(left, ".") { before(left) } else { Some(left) };
    let Some(left) = left.filter(|left| around::capital(reading, *left)) else { return false };
    if around::beside(reading, left, Beside::Title) {
        return family || given;
    }
    let initials = around::upper(reading, left) && reading.word(left).ends_with('.') && !around::place(reading, left);
    if initials {
        return family || given && before(left).is_some();
    }
    around::beside(reading, left, Beside::Given)
        && (family || mention.form == Form::Name && !around::headline(reading, token))
}

fn given_name(reading: &Reading<'_>, token: usize) -> bool {
    let given = around::beside(reading, token, Beside::Given);
    if !given && !around::beside(reading, token, Beside::SometimesGiven) {
        return false;
    }
    let right = token + 1;
    let Some(next) = reading.tokens.get(right).filter(|_| around::together(reading, token, right)) else {
        return false;
    };
    if next.glued || next.kind != TokenKind::Word {
        return false;
    }
    let word = reading.word(right);
    if next.case == Case::Upper && word.len() == 2 && word.ends_with('.') {
        return around::capital(reading, right + 1);
    }
    if names_something(reading, right) {
        return false;
    }
    if around::before(reading, token).is_some_and(|by| reading.is(by, "by")) && next.case.capital() {
        return given; // a byline, perhaps in capitals
    }
    next.case == Case::Title
        && (around::beside(reading, right, Beside::Family) || given && !around::headline(reading, token))
}

/// Whether a capitalised word behind a place is what the place has, not a family name.
fn names_something(reading: &Reading<'_>, token: usize) -> bool {
    const THINGS: [Beside; 7] = [
        Beside::Organisation,
        Beside::Office,
        Beside::Town,
        Beside::Outlet,
        Beside::Street,
        Beside::Given,
        Beside::Title,
    ];
    THINGS.into_iter().any(|what| around::beside(reading, token, what)) || around::place(reading, token)
}

/// "New London": another town than the one it has its name from.
fn new_town(reading: &Reading<'_>, mention: &Mention) -> bool {
    mention.form == Form::Name
        && is_city(reading, mention)
        && around::before(reading, mention.tokens.start)
            .is_some_and(|new| reading.is(new, "New") && around::capital(reading, new))
}

/// Whether it can be nothing but a city.
fn is_city(reading: &Reading<'_>, mention: &Mention) -> bool {
    let entry = |index: u16| reading.lexicon.places.get(usize::from(index));
    mention.readings(reading).all(|index| entry(index).is_some_and(|entry| entry.kind == PlaceKind::City))
}

/// "TELL US": the pronoun in capitals.
fn pronoun(reading: &Reading<'_>, mention: &Mention) -> bool {
    let first = mention.tokens.start;
    if reading.word(first) != "US" {
        return false;
    }
    let Some(before) = around::before(reading, first).filter(|before| around::upper(reading, *before)) else {
        return false;
    };
    reading.any(before, GOVERN_PRONOUN)
        || reading.is(before, "of")
            && around::before(reading, before).is_some_and(|word| reading.any(word, QUANTIFY_PRONOUN))
}

const GOVERN_PRONOUN: &[&str] = &[
    "about", "contact", "tell", "let", "lets", "give", "gives", "gave", "join", "follow", "help", "helps", "show",
    "shows", "like", "email", "call", "find", "send", "ask", "teach", "make", "makes", "leave", "visit", "write",
    "keep", "take", "among", "told", "made", "taught", "trust", "believe", "behind",
];
const QUANTIFY_PRONOUN: &[&str] = &["all", "both", "each", "one", "some", "many", "most", "none", "any", "rest", "two"];

/// "US-24", "US$5": a road's name and a currency's.
fn road_or_money(reading: &Reading<'_>, mention: &Mention) -> bool {
    let next = mention.tokens.end;
    let glued = |token: usize| reading.tokens.get(token).is_some_and(|t| t.glued);
    let figure = |token: usize| reading.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Figure);
    reading.any(mention.tokens.start, &["US", "U.S.", "NZ"])
        && glued(next)
        && (reading.is(next, "$") || reading.is(next, "-") && glued(next + 1) && figure(next + 1))
}

/// "speaks French", "in English and Spanish", "Arabic-language": the language, not the people.
fn language(reading: &Reading<'_>, mention: &Mention) -> bool {
    if mention.form != Form::Demonym || mention.tokens.len() != 1 {
        return false;
    }
    let (first, next) = (mention.tokens.start, mention.tokens.end);
    let before = around::before(reading, first);
    let ends = !around::together(reading, first, next)
        || reading.tokens.get(next).is_some_and(|t| matches!(t.kind, TokenKind::Mark | TokenKind::Quote) && !t.glued)
        || reading.any(next, &[",", ".", ";", ":", ")"])
        || reading.any(next, &["and", "or", "but", "with", "to", "as", "at", "is", "was"]);
    if around::beside(reading, next, Beside::OfLanguage)
        || reading.is(next, "-") && reading.any(next + 1, &["language", "speaking"])
    {
        return true;
    }
    let Some(before) = before else { return false };
    around::beside(reading, before, Beside::Speak)
        || ends && (reading.is(first, "English") || reading.any(before, &["in", "into", "from", "both", "broken"]))
}

/// "Palestine Avenue", "9025 Indian Lake Road".
fn street(reading: &Reading<'_>, mention: &Mention) -> bool {
    const REACH: usize = 3;
    let end = mention.tokens.end;
    for token in end..end + REACH {
        let glued = reading.tokens.get(token).is_none_or(|t| t.glued);
        if glued || !around::capital(reading, token) || !around::together(reading, mention.tokens.start, token) {
            return false;
        }
        if around::beside(reading, token, Beside::Street) {
            return true;
        }
    }
    false
}

/// A city that lends its name to a newspaper: "the Boston Herald", "Los Angeles Daily News".
fn newspaper(reading: &Reading<'_>, mention: &Mention) -> bool {
    const REACH: usize = 3;
    let city = mention.readings(reading).next().and_then(|index| reading.lexicon.places.get(usize::from(index)));
    if mention.form != Form::Name
        || !city.is_some_and(|entry| matches!(entry.kind, PlaceKind::City | PlaceKind::Region))
    {
        return false;
    }
    let end = mention.tokens.end;
    (end..end + REACH)
        .take_while(|token| around::capital(reading, *token) && around::together(reading, mention.tokens.start, *token))
        .take_while(|token| *token > end || !around::beside(reading, *token, Beside::Organisation))
        .any(|token| around::beside(reading, token, Beside::Outlet))
}

/// A city as half of a compound name: "Winston-Salem", "Oxford-AstraZeneca". Countries go together with anything.
fn compound(reading: &Reading<'_>, mention: &Mention) -> bool {
    let (first, end) = (mention.tokens.start, mention.tokens.end);
    let joined = |mark: usize, other: usize| {
        reading.tokens.get(mark.max(other)).is_some_and(|t| t.glued)
            && reading.is(mark, "-")
            && reading.tokens.get(other).is_some_and(|t| t.case == Case::Title)
    };
    let city = mention.form == Form::Name && is_city(reading, mention);
    let left = first >= 2
        && reading.tokens.get(first).is_some_and(|t| t.glued)
        && joined(first - 1, first - 2)
        && !ends_place(reading, first - 1);
    let right = reading.tokens.get(end).is_some_and(|t| t.glued) && joined(end, end + 1);
    city && (left || right && !around::place(reading, end + 1))
}

fn ends_place(reading: &Reading<'_>, end: usize) -> bool {
    let place = |sense| matches!(sense, Sense::Place(_) | Sense::Demonym(_)).then_some(());
    reading.hit_before(end, place).is_some()
}

/// A maker's or brand's name that begins with a place.
fn part_of_product(reading: &Reading<'_>, mention: &Mention) -> bool {
    reading
        .hits
        .at(mention.tokens.start)
        .iter()
        .any(|hit| hit.end > mention.tokens.end && matches!(hit.sense, Sense::Product(_)))
}

/// A city of four letters at most, written in capitals in a line that is not: an abbreviation of something else.
fn short_capitals(reading: &Reading<'_>, mention: &Mention) -> bool {
    const SHORT: usize = 4;
    let first = mention.tokens.start;
    mention.form == Form::Name
        && mention.tokens.len() == 1
        && reading.word(first).len() <= SHORT
        && around::upper(reading, first)
        && !reading.tokens.get(first).is_some_and(|t| t.starts_paragraph)
        && !around::upper(reading, first + 1)
        && !first.checked_sub(1).is_some_and(|before| around::upper(reading, before))
        && mention.readings(reading).next().is_some_and(|index| {
            reading
                .lexicon
                .places
                .get(usize::from(index))
                .is_some_and(|entry| entry.kind == PlaceKind::City && entry.name.len() <= SHORT)
        })
}
