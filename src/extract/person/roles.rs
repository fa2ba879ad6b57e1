//! What a person is: the title before the name, or the apposition behind it.

use std::ops::Range;

use super::names::{self, Run};
use crate::extract::Reading;
use crate::extract::grammar::{Tag, Tags};
use crate::lexicon::{Beside, Sense, TitleClass};
use crate::model::SourceKind;

/// A role, as one mention gives it.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) text: String,
    pub(super) organisation: Option<String>,
    pub(super) country: Option<String>,
    pub(super) official: bool,
}

/// The most telling role that any mention gives: a title before an apposition, more words before fewer, then the first.
pub(super) fn best(reading: &Reading<'_>, tags: &Tags, runs: &[&Run<'_>]) -> Option<Role> {
    let titles = runs.iter().filter_map(|run| before(reading, tags, run.tokens.start));
    let found = titles.chain(runs.iter().filter_map(|run| apposed_to(reading, tags, &run.tokens)));
    let found = found.chain(runs.iter().filter_map(|run| behind(reading, tags, run.tokens.end)));
    let mut best: Option<(usize, Range<usize>)> = None;
    for tokens in found.filter(|tokens| !tells_nothing(reading, tokens)) {
        let weight = weight(reading, &tokens);
        if best.as_ref().is_none_or(|(most, _)| weight > *most) {
            best = Some((weight, tokens));
        }
    }
    best.map(|(_, tokens)| role(reading, tags, tokens))
}

/// "Mr", "Ms": a form of address that tells no role.
fn tells_nothing(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    tokens
        .clone()
        .all(|i| reading.any(i, &["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Mx", ".", "Messrs", "Messrs."]))
}

/// A form of address weighs least, a role with its body or country most.
fn weight(reading: &Reading<'_>, tokens: &Range<usize>) -> usize {
    let senses = || tokens.clone().flat_map(|i| reading.hits.at(i)).map(|hit| hit.sense);
    let noun = senses().any(|s| matches!(s, Sense::Title(class) if class.person()));
    let place =
        senses().any(|s| matches!(s, Sense::Body(_) | Sense::BodyHead(_) | Sense::Place(_) | Sense::Demonym(_)));
    let former = tokens.clone().any(|i| reading.any(i, FORMER));
    // "a Democrat from Norfield" tells less than an office
    let party =
        tokens.clone().any(|i| reading.any(i, &["democrat", "republican", "conservative", "liberal", "independent"]));
    usize::from(noun) * if party { 1 } else { 4 } + usize::from(place) * 2 + usize::from(!former)
}

/// Who held an office holds it no more.
const FORMER: &[&str] = &["former", "ex", "then", "late", "retired", "onetime", "ousted", "deposed"];

/// The furthest that a title stretches before a name.
const LONGEST: usize = 12;

/// The tokens of the title that ends before a name.
fn before(reading: &Reading<'_>, tags: &Tags, name: usize) -> Option<Range<usize>> {
    let title = |sense| match sense {
        Sense::Title(class) if class != TitleClass::Modifier && class != TitleClass::Unnamed => Some(()),
        _ => None,
    };
    let mut first = reading.hit_before(name, title)?.0.first;
    while first > 0 && name - first < LONGEST && extends(reading, tags, first - 1) {
        let longer = |sense| match sense {
            Sense::Title(_) | Sense::Body(_) | Sense::Place(_) | Sense::Demonym(_) => Some(()),
            _ => None,
        };
        first = reading.hit_before(first, longer).map_or(first - 1, |(hit, ())| hit.first);
    }
    while matches!(tags.at(first), Tag::Article | Tag::Possessive | Tag::Hyphen) && first < name {
        first += 1;
    }
    (first < name).then_some(first..name)
}

/// Whether the word before a title belongs to it.
fn extends(reading: &Reading<'_>, tags: &Tags, at: usize) -> bool {
    let Some(next) = reading.tokens.get(at + 1) else { return false };
    if next.starts_paragraph || reading.tokens.get(at).is_none_or(|t| t.sentence != next.sentence) {
        return false;
    }
    match tags.at(at) {
        Tag::Capital => true,
        Tag::Hyphen | Tag::Figure => next.glued,
        Tag::Possessive => true,
        Tag::Lower => reading.hits.at(at).iter().any(|hit| hit.end == at + 1 && matches!(hit.sense, Sense::Title(_))),
        _ => false,
    }
}

/// The tokens of the phrase that a name between commas is in apposition to: "a spokeswoman for the ministry, Ana Ruiz,".
pub(super) fn apposed_to(reading: &Reading<'_>, tags: &Tags, name: &Range<usize>) -> Option<Range<usize>> {
    let comma = name.start.checked_sub(1).filter(|c| tags.at(*c) == Tag::Comma)?;
    if !matches!(tags.at(name.end), Tag::Comma | Tag::Stop) || name.len() < 2 {
        return None;
    }
    let floor = comma.saturating_sub(LONGEST);
    let mut noun = None;
    for at in (floor..comma).rev() {
        let ends = reading.tokens.get(at + 1).is_none_or(|t| t.starts_paragraph);
        if ends || matches!(tags.at(at), Tag::Comma | Tag::Stop | Tag::Quote | Tag::Auxiliary | Tag::Colon | Tag::And) {
            break;
        }
        let title = reading
            .hits
            .at(at)
            .iter()
            .any(|h| matches!(h.sense, Sense::Title(c) if c.person() && c != TitleClass::Unnamed));
        if title {
            noun = Some(at);
        }
        if noun.is_some() && matches!(tags.at(at), Tag::Article | Tag::Determiner) {
            break;
        }
        // a noun further left than its own preposition is the head; one that a preposition leads to is not
        if title && tags.at(at.wrapping_sub(1)) != Tag::Preposition && at == floor {
            break;
        }
    }
    let mut first = noun?;
    while first > floor && extends(reading, tags, first - 1) {
        first -= 1;
    }
    while first < comma && matches!(tags.at(first), Tag::Article | Tag::Possessive | Tag::Hyphen) {
        first += 1;
    }
    Some(first..comma)
}

/// Steps over what stands between a name and its apposition: an age, a degree, a lawmaker's party and state.
fn asides(reading: &Reading<'_>, tags: &Tags, end: usize) -> usize {
    let comma = |at: usize| tags.at(at) == Tag::Comma;
    if comma(end)
        && comma(end + 2)
        && (tags.at(end + 1) == Tag::Figure || names::DEGREES.contains(&reading.word(end + 1)))
    {
        return end + 2;
    }
    if comma(end) && names::constituency(reading, tags, end + 1) {
        // "R-Ky.,": the full stop is a token of its own or the state's
        return (end + 4..end + 6).find(|at| comma(*at)).unwrap_or(end);
    }
    end
}

/// The tokens of the apposition behind a name, without its article.
fn behind(reading: &Reading<'_>, tags: &Tags, end: usize) -> Option<Range<usize>> {
    /// Longer ones are no appositions.
    const FAR: usize = 25;
    let end = asides(reading, tags, end);
    if tags.at(end) != Tag::Comma {
        return None;
    }
    let first = end + 1 + usize::from(matches!(tags.at(end + 1), Tag::Article | Tag::Determiner));
    let mut at = first;
    let mut noun = false;
    let mut preposition = false;
    let sentence = reading.tokens.get(end)?.sentence;
    while at < first + FAR && reading.tokens.get(at).is_some_and(|t| t.sentence == sentence) {
        match tags.at(at) {
            Tag::Comma | Tag::Stop | Tag::Colon | Tag::Dash | Tag::Open | Tag::Quote | Tag::That => break,
            Tag::Auxiliary | Tag::Pronoun | Tag::Subordinator | Tag::Question | Tag::But | Tag::Adverb => break,
            Tag::Preposition if !noun => return None,
            Tag::Preposition => preposition = true,
            _ => {}
        }
        let hits = reading.hits.at(at);
        if hits.iter().any(|hit| matches!(hit.sense, Sense::Saying(..))) {
            return None;
        }
        noun |= !preposition
            && hits
                .iter()
                .any(|hit| matches!(hit.sense, Sense::Title(class) if class.person() && class != TitleClass::Unnamed));
        at += 1;
    }
    while at > first && matches!(tags.at(at - 1), Tag::Preposition | Tag::And | Tag::Article) {
        at -= 1;
    }
    (noun && at > first).then_some(first..at)
}

fn role(reading: &Reading<'_>, tags: &Tags, tokens: Range<usize>) -> Role {
    let tokens = without_address(reading, tokens);
    let text = reading.span(tokens.clone()).of(reading.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let hits: Vec<_> = tokens.clone().flat_map(|i| reading.hits.at(i)).filter(|hit| hit.end <= tokens.end).collect();
    let body = hits.iter().find_map(|hit| match hit.sense {
        Sense::Body(index) => reading.lexicon.bodies.get(usize::from(index)),
        _ => None,
    });
    let place = hits.iter().find_map(|hit| match hit.sense {
        Sense::Place(index) | Sense::Demonym(index) => {
            reading.lexicon.places.get(usize::from(index))?.countries.first()
        }
        _ => None,
    });
    let speaks = hits.iter().any(|hit| hit.sense == Sense::Title(TitleClass::Spokesperson));
    // "the mayor's aide", "a critic of the minister": the office is another's
    let own = |at: usize| speaks || !(tokens.start..at).any(|i| matches!(tags.at(i), Tag::Preposition | Tag::To));
    let office = hits.iter().any(|hit| {
        hit.sense == Sense::Title(TitleClass::Office) && tags.at(hit.end) != Tag::Possessive && own(hit.first)
    });
    let former = tokens.clone().any(|i| reading.any(i, FORMER));
    let governs = body.is_some_and(|body| body.kind == SourceKind::Government)
        || hits.iter().any(|hit| hit.sense == Sense::BodyHead(SourceKind::Government));
    Role {
        text,
        organisation: body.map(|body| body.name.clone()).or_else(|| organisation(reading, tags, &tokens)),
        country: body.and_then(|body| body.country.clone()).or_else(|| place.cloned()),
        official: !former && (office && body.is_none_or(|body| body.kind == SourceKind::Government))
            || !former && governs && (speaks || office || !hits.is_empty()),
    }
}

/// "director-general Dr.": a form of address behind the role is none of it.
fn without_address(reading: &Reading<'_>, tokens: Range<usize>) -> Range<usize> {
    let address = |sense| (sense == Sense::Title(TitleClass::Honorific)).then_some(());
    match reading.hit_before(tokens.end, address) {
        Some((hit, ())) if hit.first > tokens.start => tokens.start..hit.first,
        _ => tokens,
    }
}

/// The body of a role that the lexicon doesn't know: "director of the Norfield Museum", "Norfield Motors chief".
fn organisation(reading: &Reading<'_>, tags: &Tags, role: &Range<usize>) -> Option<String> {
    let works = |sense| matches!(sense, Sense::Title(TitleClass::Role | TitleClass::Spokesperson)).then_some(());
    let mut at = role.start;
    let mut noun = None;
    while at < role.end {
        let head = |sense| match sense {
            Sense::BodyHead(_) => Some(true),
            Sense::Place(_) | Sense::Demonym(_) => Some(false),
            _ => None,
        };
        // "University" names a body, "university" stands before a title
        let named = tags.at(at) == Tag::Capital && reading.hit(at, head).is_some_and(|(_, body)| body);
        let title = reading.hit(at, |sense| matches!(sense, Sense::Title(_)).then_some(()));
        if let Some((hit, ())) = title.filter(|_| !named) {
            noun = reading.hit(at, works).map(|(hit, ())| hit.end).or(noun);
            at = hit.end.max(at + 1);
            continue;
        }
        if tags.at(at) != Tag::Capital {
            at += 1;
            continue;
        }
        let end = name_end(tags, at, role.end);
        // the title is none of the body's name: "Norfield Council Leader"
        let titled =
            |i: &usize| reading.hit(*i, |s| matches!(s, Sense::Title(c) if c.person()).then_some(())).is_some();
        let end = (at + 1..end).find(titled).unwrap_or(end);
        let given = |sense| matches!(sense, Sense::Beside(Beside::Given)).then_some(());
        let body =
            end > at + 1 && (at..end).any(|i| matches!(reading.hit(i, head), Some((hit, true)) if hit.end <= end));
        let place = reading.hit(at, head).is_some_and(|(hit, body)| !body && hit.end >= end);
        // who speaks "for" a single name may well speak for a person
        let over = at.wrapping_sub(1 + usize::from(reading.is(at.wrapping_sub(1), "the")));
        let leads = reading.any(over, &["of", "at", "with"]) || reading.is(over, "for") && end > at + 1;
        let leads = leads && reading.hit(at, given).is_none();
        let before = reading.hit(end, works).is_some();
        if !place && (body || leads && noun.is_some() || before) {
            return Some(reading.span(at..end).of(reading.text).split_whitespace().collect::<Vec<_>>().join(" "));
        }
        at = end;
    }
    None
}

/// Where a name of capitalised words ends, "of" and "and" among them.
fn name_end(tags: &Tags, first: usize, end: usize) -> usize {
    let mut at = first + 1;
    while at < end {
        let joins = matches!(tags.at(at), Tag::Preposition | Tag::And | Tag::Hyphen);
        match tags.at(at) {
            Tag::Capital | Tag::Figure => at += 1,
            _ if joins && at + 1 < end && tags.at(at + 1) == Tag::Capital => at += 2,
            _ => break,
        }
    }
    at
}
