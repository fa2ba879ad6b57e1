//! Who the words beside a cue stand for.

use std::ops::Range;

use super::cues::{Cue, Ground, Side};
use crate::extract::grammar::Tag;
use crate::lexicon::{Sense, TitleClass};
use crate::model::{SourceKind, Span, Speaker};

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Index into the people.
    Person(usize),
    /// An outlet, a body, a company, a document.
    Body { name: Option<String>, kind: SourceKind, country: Option<String>, tokens: Range<usize> },
    /// A person or persons without a name.
    Unnamed { tokens: Range<usize> },
    /// Anything else: its words are all there is.
    Words { tokens: Range<usize> },
    /// A pronoun that nothing resolves.
    Unresolved,
}

/// Keeps in mind who was last in question while the cues are walked in order.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The last person who spoke, and where.
    person: Option<(usize, usize)>,
    /// The last body that spoke, or was named as one.
    body: Option<(Who, usize)>,
    /// The subject of the cue before, and its sentence.
    before: Option<(Range<usize>, Who, u32)>,
}

impl Memory {
    /// Who a cue's subject is, with the words beside the cue.
    ///
    /// Only a cue that something hangs on (`says`) is kept in mind.
    pub(super) fn who(&mut self, ground: Ground<'_, '_>, cue: &Cue<'_>, says: bool) -> (Range<usize>, Who) {
        let sentence = ground.reading.tokens.get(cue.verb.start).map_or(0, |t| t.sentence);
        let (tokens, who) = if cue.side == Side::Shared {
            match &self.before {
                // "who calls it a lie" does not lend its subject to the main clause
                Some((tokens, who, of)) if *of == sentence && ground.tag(tokens.start) != Tag::Question => {
                    (tokens.clone(), who.clone())
                }
                _ => self.sentence_subject(ground, cue),
            }
        } else {
            (cue.subject.clone(), self.resolve(ground, cue.subject.clone()))
        };
        if !says {
            return (tokens, who);
        }
        match &who {
            Who::Person(person) => self.person = Some((*person, cue.verb.start)),
            Who::Body { .. } => self.body = Some((who.clone(), cue.verb.start)),
            _ => {}
        }
        self.before = Some((tokens.clone(), who.clone(), sentence));
        (tokens, who)
    }

    /// The subject that the sentence of a cue without its own opens with.
    fn sentence_subject(&self, ground: Ground<'_, '_>, cue: &Cue<'_>) -> (Range<usize>, Who) {
        let first = opening(ground, ground.sentence(cue.verb.start).start, cue.group);
        let end = (first..cue.group)
            .find(|i| {
                matches!(
                    ground.tag(*i),
                    Tag::Auxiliary
                        | Tag::Comma
                        | Tag::Preposition
                        | Tag::To
                        | Tag::Adverb
                        | Tag::Clitic
                        | Tag::Dash
                        | Tag::Question
                ) || super::phrase::finite(ground, *i)
            })
            .unwrap_or(cue.group);
        let tokens = match ground.people.within(first, end.max(first)) {
            Some((start, stop, _)) if start == first || ground.tag(first) != Tag::Article => start..stop,
            _ => first..end.min(first + 8),
        };
        if tokens.is_empty() {
            return (0..0, Who::Unresolved);
        }
        let who = self.resolve(ground, tokens.clone());
        (tokens, who)
    }

    fn resolve(&self, ground: Ground<'_, '_>, tokens: Range<usize>) -> Who {
        let reading = ground.reading;
        let first = tokens.start;
        if tokens.len() == 1 {
            match ground.tag(first) {
                Tag::Pronoun if reading.any(first, &["he", "she"]) => return self.pronoun(ground, first),
                Tag::Pronoun if reading.any(first, &["it", "they"]) => {
                    return match &self.body {
                        Some((who, at)) if first.saturating_sub(*at) < NEAR => who.clone(),
                        _ => Who::Unresolved,
                    };
                }
                Tag::Pronoun | Tag::Object => return Who::Unresolved,
                Tag::Question => return antecedent(ground, first),
                _ => {}
            }
        }
        let open = matches!(ground.tag(first), Tag::Article);
        let bare = first + usize::from(open)..tokens.end;
        let core_end = core_end(ground, &bare);
        let core = bare.start..core_end;
        let mentions = ground.people.all_within(bare.start, bare.end);
        let head = mentions.iter().find(|m| m.1 == core.end && ground.tag(m.1) != Tag::Possessive);
        if let Some((.., person)) = head {
            return Who::Person(*person);
        }
        let titled = core.clone().any(|i| {
            reading.hits.at(i).iter().any(|h| h.end == core.end && matches!(h.sense, Sense::Title(c) if c.person()))
        });
        // "Her campaign manager, Ana Ruiz,"
        if titled
            && let Some((.., person)) = mentions.iter().find(|m| m.0 > core.end && ground.tag(m.0 - 1) == Tag::Comma)
        {
            return Who::Person(*person);
        }
        if let Some(body) = body(ground, &core, &bare) {
            return body;
        }
        let definite =
            open && reading.is(first, "the") || ground.tag(first) == Tag::Determiner || mentions.first().is_some();
        if titled
            && core.end == bare.end
            && (definite || bare.clone().any(|i| ground.tag(i) == Tag::Possessive))
            && let Some(person) = self.by_role(ground, &core)
        {
            return Who::Person(person);
        }
        if let Some(kind) = noun_of_body(ground, &core) {
            let known =
                (open || ground.tag(first) == Tag::Determiner).then(|| self.known_body(ground, &core, kind)).flatten();
            let (name, country) = known.unwrap_or((None, None));
            return Who::Body { name, kind, country, tokens: core };
        }
        if titled
            || core.clone().any(|i| reading.hits.at(i).iter().any(|h| matches!(h.sense, Sense::Title(c) if c.person())))
        {
            // "the foreign minister" is one person, whose name the article does not give
            let office = core.clone().any(|i| {
                reading.hits.at(i).iter().any(|h| h.end == core.end && h.sense == Sense::Title(TitleClass::Office))
            });
            let one = office && !reading.word(core.end.saturating_sub(1)).ends_with('s');
            if one && (definite || bare.clone().any(|i| ground.tag(i) == Tag::Possessive)) {
                return Who::Words { tokens: bare };
            }
            // "two officials familiar with the talks, speaking on …": the name is what stands before the comma
            let end = bare.clone().find(|i| {
                *i > bare.start && matches!(ground.tag(*i), Tag::Comma | Tag::Question | Tag::Open | Tag::Dash)
            });
            return Who::Unnamed { tokens: bare.start..end.unwrap_or(bare.end) };
        }
        Who::Words { tokens: bare }
    }

    /// "he", "she": who spoke last, or whom a sentence since then opens with.
    fn pronoun(&self, ground: Ground<'_, '_>, at: usize) -> Who {
        let from = at.saturating_sub(NEAR);
        let spoken = self.person.filter(|(_, where_)| *where_ >= from);
        let floor = spoken.map_or(from, |(_, where_)| where_ + 1);
        let she = ground.reading.is(at, "she");
        let fits = |person: usize| woman(ground, person).is_none_or(|woman| woman == she);
        let mentions = ground.people.all_within(floor.max(from), at);
        let opening = mentions.iter().rev().find(|(first, _, person)| {
            let sentence = ground.sentence(*first);
            let lead = sentence.start..*first;
            fits(*person)
                && lead.len() < 12
                && !lead.clone().any(|i| ground.tag(i) == Tag::Pronoun || super::phrase::finite(ground, i))
        });
        let person = opening.map(|m| m.2).or(spoken.map(|s| s.0).filter(|p| fits(*p)));
        // with only one person in sight there is no other it could be
        let only = || {
            let mut near = ground.people.all_within(from, at).iter().map(|m| m.2).filter(|p| fits(*p));
            let first = near.next()?;
            near.all(|person| person == first).then_some(first)
        };
        person.or_else(only).map_or(Who::Unresolved, Who::Person)
    }

    /// The body that "the company", "the ministry" stands for: the last one that spoke or was named, if it is of that kind.
    fn known_body(
        &self,
        ground: Ground<'_, '_>,
        core: &Range<usize>,
        kind: SourceKind,
    ) -> Option<(Option<String>, Option<String>)> {
        let reading = ground.reading;
        if let Some((Who::Body { name: Some(name), kind: of, country, .. }, at)) = &self.body
            && *of == kind
            && core.start.saturating_sub(*at) < NEAR
        {
            return Some((Some(name.clone()), country.clone()));
        }
        (core.start.saturating_sub(NEAR)..core.start).rev().find_map(|at| {
            reading.hits.at(at).iter().find_map(|hit| match hit.sense {
                Sense::Body(index) => {
                    let body = reading.lexicon.bodies.get(usize::from(index)).filter(|body| body.kind == kind)?;
                    Some((Some(body.name.clone()), body.country.clone()))
                }
                Sense::BodyHead(of) if of == kind && ground.tag(at) == Tag::Capital => {
                    let first =
                        (at.saturating_sub(5)..at).rev().take_while(|i| ground.tag(*i) == Tag::Capital).last()?;
                    Some((Some(reading.span(first..hit.end).of(reading.text).to_owned()), None))
                }
                _ => None,
            })
        })
    }

    /// "the president", "Mexico's foreign minister": who bears the role.
    fn by_role(&self, ground: Ground<'_, '_>, core: &Range<usize>) -> Option<usize> {
        let from =
            (core.start..core.end).rev().find(|i| ground.tag(*i) == Tag::Possessive).map_or(core.start, |p| p + 1);
        let words = ground.reading.span(from..core.end).of(ground.reading.text).to_lowercase();
        if words.is_empty() {
            return None;
        }
        let bears = |person: usize| {
            let role = ground.people.people.get(person).and_then(|p| p.role.as_ref());
            role.is_some_and(|role| role.to_lowercase().contains(&words))
        };
        let spoken = self.person.map(|p| p.0).filter(|p| bears(*p));
        let from = core.start.saturating_sub(NEAR * 3);
        let before = || ground.people.all_within(from, core.start).iter().rev().map(|m| m.2).find(|p| bears(*p));
        spoken.or_else(before)
    }
}

/// Whether a person is a woman, where the text gives it: by a form of address or by the role's noun.
fn woman(ground: Ground<'_, '_>, person: usize) -> Option<bool> {
    /// The first mentions tell, or none does.
    const FIRST: usize = 6;
    let person = ground.people.people.get(person)?;
    let role = person.role.as_deref().unwrap_or("");
    if role.ends_with("woman") || role.contains("woman ") {
        return Some(true);
    }
    if role.ends_with("spokesman") || role.ends_with("chairman") || role.contains("congressman") {
        return Some(false);
    }
    person.mentions.iter().take(FIRST).find_map(|mention| {
        let mut before = ground.reading.token_at(mention.start()).checked_sub(1)?;
        before -= usize::from(before > 0 && ground.reading.is(before, "."));
        match ground.reading.word(before) {
            "Mr" | "Mr." | "Sir" | "Lord" | "King" | "Prince" => Some(false),
            "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "Dame" | "Lady" | "Queen" | "Princess" | "Baroness" => Some(true),
            _ => None,
        }
    })
}

/// Where the first preposition or mark behind the head noun stands; one inside a title or a body's name is none.
fn core_end(ground: Ground<'_, '_>, phrase: &Range<usize>) -> usize {
    let mut at = phrase.start;
    while at < phrase.end {
        if at > phrase.start
            && matches!(ground.tag(at), Tag::Preposition | Tag::Comma | Tag::Question | Tag::Open | Tag::Dash)
        {
            return at;
        }
        let known = |sense| matches!(sense, Sense::Title(_) | Sense::Body(_)).then_some(());
        at = ground.reading.hit(at, known).map_or(at + 1, |(hit, ())| hit.end.min(phrase.end).max(at + 1));
    }
    phrase.end
}

/// Where the subject of a sentence begins: behind a dateline and what introduces the sentence.
fn opening(ground: Ground<'_, '_>, start: usize, end: usize) -> usize {
    let mut first = super::phrase::dateline(ground, start, end);
    let mut fallback = None;
    for _ in 0..6 {
        while first < end && matches!(ground.tag(first), Tag::But | Tag::And | Tag::Adverb | Tag::Quote) {
            first += 1;
        }
        let stop = (first..end).find(|i| ground.tag(*i) == Tag::Comma).unwrap_or(end);
        let introduces = matches!(ground.tag(first), Tag::Preposition | Tag::Subordinator | Tag::To | Tag::Comma)
            || ground.reading.word(first).ends_with("ing");
        let acts = (first + 1..stop).any(|i| super::phrase::finite(ground, i));
        let named = ground.tag(first) == Tag::Pronoun
            || ground.people.within(first, stop.max(first)).is_some_and(|m| m.0 < first + 4);
        if !introduces && (acts || named) {
            return first;
        }
        if !introduces {
            fallback = fallback.or(Some(first));
        }
        if stop >= end {
            break;
        }
        first = stop + 1;
    }
    fallback.unwrap_or(start).min(end)
}

/// The kind of body that a phrase's last noun tells: "the company", "its health ministry".
fn noun_of_body(ground: Ground<'_, '_>, core: &Range<usize>) -> Option<SourceKind> {
    core.clone().find_map(|at| {
        ground.reading.hits.at(at).iter().find_map(|hit| match hit.sense {
            Sense::BodyHead(kind)
                if hit.end == core.end && ground.tag(at) == Tag::Lower && kind != SourceKind::Document =>
            {
                Some(kind)
            }
            _ => None,
        })
    })
}

/// A pronoun looks no further back than this, in tokens.
const NEAR: usize = 150;

/// Whom "who" stands for: the noun phrase before it.
fn antecedent(ground: Ground<'_, '_>, who: usize) -> Who {
    let sentence = ground.sentence(who);
    let end = if who > sentence.start && ground.tag(who - 1) == Tag::Comma { who - 1 } else { who };
    match ground.people.all_within(sentence.start.max(end.saturating_sub(12)), end).last() {
        Some((.., stop, person)) if *stop == end => Who::Person(*person),
        _ => Who::Unresolved,
    }
}

/// The body that a noun phrase names.
fn body(ground: Ground<'_, '_>, core: &Range<usize>, whole: &Range<usize>) -> Option<Who> {
    let reading = ground.reading;
    // by name, at the end of the phrase's core or over its preposition: "Department of Justice"
    for at in core.clone() {
        for hit in reading.hits.at(at) {
            if let Sense::Body(index) = hit.sense
                && (hit.end == core.end || (hit.first == core.start && hit.end >= core.end))
            {
                let body = reading.lexicon.bodies.get(usize::from(index))?;
                return Some(Who::Body {
                    name: Some(body.name.clone()),
                    kind: body.kind,
                    country: body.country.clone(),
                    tokens: hit.first..hit.end,
                });
            }
        }
    }
    // by its head noun, with a name before it: "Norfield Ministry", "Clinton campaign"; or behind it: "Ministry of Health"
    for at in core.clone() {
        for hit in reading.hits.at(at) {
            if let Sense::BodyHead(kind) = hit.sense
                && hit.end == core.end
                && !reading.hits.at(at).iter().any(|h| {
                    h.end == core.end && matches!(h.sense, Sense::Title(TitleClass::Spokesperson | TitleClass::Office))
                })
            {
                let named = core.len() > hit.end - hit.first && (core.start..at).any(|i| ground.tag(i) == Tag::Capital);
                let capital = ground.tag(at) == Tag::Capital;
                let over = capital && core.end < whole.end && reading.any(core.end, &["of", "for"]);
                let document = kind == SourceKind::Document;
                if named
                    || over
                    || document
                    || kind == SourceKind::Outlet && core.len() > 1
                    || (capital && core.len() > 1)
                {
                    let tokens = if over { core.start..whole.end } else { core.clone() };
                    let name = reading.span(tokens.clone()).of(reading.text).to_owned();
                    return Some(Who::Body { name: Some(name), kind, country: None, tokens });
                }
            }
        }
    }
    None
}

/// The speaker of a quote.
pub(super) fn speaker(ground: Ground<'_, '_>, tokens: &Range<usize>, who: &Who) -> Speaker {
    let reading = ground.reading;
    let span = (!tokens.is_empty()).then(|| reading.span(tokens.clone()));
    let words = |tokens: &Range<usize>| Some(reading.span(tokens.clone()).of(reading.text).to_owned());
    match who {
        Who::Person(index) => {
            let Some(person) = ground.people.people.get(*index) else { return Speaker { span, ..Speaker::default() } };
            Speaker {
                name: Some(person.name.clone()),
                role: person.role.clone(),
                organisation: person.organisation.clone(),
                country: person.country.clone(),
                official: person.official,
                span,
            }
        }
        Who::Body { name, kind, country, tokens } => Speaker {
            name: name.clone().or_else(|| words(tokens)),
            organisation: name.clone(),
            country: country.clone(),
            official: *kind == SourceKind::Government,
            span,
            ..Speaker::default()
        },
        Who::Unnamed { tokens } => {
            let official =
                tokens.clone().any(|i| reading.hits.at(i).iter().any(|h| h.sense == Sense::Title(TitleClass::Office)));
            Speaker { name: words(tokens), official, span, ..Speaker::default() }
        }
        Who::Words { tokens } => Speaker { name: words(tokens), span, ..Speaker::default() },
        Who::Unresolved => Speaker { span, ..Speaker::default() },
    }
}

/// What source a speaker is, if it is no named person: its span, name and kind.
pub(super) fn source(ground: Ground<'_, '_>, who: &Who) -> Option<(Span, Option<String>, SourceKind)> {
    match who {
        Who::Body { name, kind, tokens, .. } => Some((ground.reading.span(tokens.clone()), name.clone(), *kind)),
        Who::Unnamed { tokens } => Some((ground.reading.span(tokens.clone()), None, SourceKind::Anonymous)),
        _ => None,
    }
}
