//! Who the words beside a cue stand for.

use std::ops::Range;

use super::cues::{Cue, Ground, Side};
use super::{bodies, gender};
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
    /// For each person, whether they are a woman, where the text gives it.
    women: Vec<Option<bool>>,
    /// The last person who spoke, and where.
    person: Option<(usize, usize)>,
    /// The last body that spoke, or was named as one.
    body: Option<(Who, usize)>,
    /// The subject of the cue before, and its sentence.
    before: Option<(Range<usize>, Who, u32)>,
}

impl Memory {
    pub(super) fn new(ground: Ground<'_, '_>) -> Self {
        Self { women: gender::women(ground), ..Self::default() }
    }

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
        // whom "she" stands for once is no "he" later
        if let Who::Person(person) = who
            && ground.tag(tokens.start) == Tag::Pronoun
            && let Some(woman) = self.women.get_mut(person)
        {
            woman.get_or_insert(ground.reading.is(tokens.start, "she"));
        }
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
        let first = tokens.start;
        match ground.tag(first) {
            Tag::Pronoun if ground.reading.any(first, &["he", "she"]) => self.pronoun(ground, first),
            Tag::Pronoun if ground.reading.any(first, &["it", "they"]) => match &self.body {
                Some((who, at)) if first.saturating_sub(*at) < NEAR => who.clone(),
                _ => Who::Unresolved,
            },
            Tag::Pronoun | Tag::Object if tokens.len() == 1 => Who::Unresolved,
            Tag::Question if tokens.len() == 1 => antecedent(ground, first),
            _ => self.noun_phrase(ground, tokens),
        }
    }

    /// Who a noun phrase stands for: a person by name, a body, a person by role, or just its words.
    fn noun_phrase(&self, ground: Ground<'_, '_>, tokens: Range<usize>) -> Who {
        let first = tokens.start;
        let article = ground.tag(first) == Tag::Article;
        let bare = first + usize::from(article)..tokens.end;
        let core = bare.start..core_end(ground, &bare);
        let ends_as = |person: fn(TitleClass) -> bool| {
            core.clone().any(|i| {
                let hits = ground.reading.hits.at(i).iter();
                hits.filter(|h| h.end == core.end).any(|h| matches!(h.sense, Sense::Title(class) if person(class)))
            })
        };
        let titled = ends_as(TitleClass::person);
        let mentions = ground.people.all_within(bare.start, bare.end);
        // "Ana Ruiz and Omar Haddad": nobody said it alone
        let both = mentions.windows(2).any(|pair| match pair {
            [one, other] => other.1 == core.end && (one.1..other.0).any(|i| ground.tag(i) == Tag::And),
            _ => false,
        });
        if both {
            return Who::Words { tokens: bare };
        }
        let head = mentions.iter().find(|m| m.1 == core.end && ground.tag(m.1) != Tag::Possessive);
        // "Her campaign manager, Ana Ruiz,"
        let apposed = || mentions.iter().find(|m| titled && m.0 > core.end && ground.tag(m.0 - 1) == Tag::Comma);
        if let Some((.., person)) = head.or_else(apposed) {
            return Who::Person(*person);
        }
        if let Some(body) = bodies::named(ground, &core, &bare) {
            return body;
        }
        let owned = bare.clone().any(|i| ground.tag(i) == Tag::Possessive);
        let determined = article || ground.tag(first) == Tag::Determiner;
        let definite = determined && !ground.reading.any(first, &["a", "an"]) || owned || !mentions.is_empty();
        if titled
            && definite
            && core.end == bare.end
            && let Some(person) = self.by_role(ground, &core)
        {
            return Who::Person(person);
        }
        if let Some(kind) = bodies::noun(ground, &core) {
            let spoken = self.body.as_ref().filter(|(_, at)| core.start.saturating_sub(*at) < NEAR).map(|(who, _)| who);
            return bodies::referred(ground, core, kind, spoken.filter(|_| determined), determined);
        }
        // "the foreign minister" is one person, whose name the article does not give
        let plural = ground.reading.word(core.end.saturating_sub(1)).ends_with('s');
        let one = definite && !plural && ends_as(|class| class == TitleClass::Office);
        let person = |sense| matches!(sense, Sense::Title(class) if class.person());
        // "some 480 systems": what counts things is a person only by itself
        let counts = |i: usize| {
            i + 1 < core.end
                && ground.reading.any(i, &["some", "many", "most", "few", "both", "one", "other", "others"])
        };
        if one || !core.clone().any(|i| !counts(i) && ground.reading.hits.at(i).iter().any(|h| person(h.sense))) {
            // "Sweden, which has no army there,": who speaks stands before the clause
            let told = ground.reading.any(core.end + 1, &["which", "who", "whose"]);
            return Who::Words { tokens: if told { core } else { bare } };
        }
        // "two officials familiar with the talks, speaking on …": the name is what stands before the comma
        let ends = |i: &usize| matches!(ground.tag(*i), Tag::Comma | Tag::Question | Tag::Open | Tag::Dash);
        let end = bare.clone().skip(1).find(ends);
        Who::Unnamed { tokens: bare.start..end.unwrap_or(bare.end) }
    }

    /// "he", "she": who spoke last, or whom a sentence since then opens with.
    fn pronoun(&self, ground: Ground<'_, '_>, at: usize) -> Who {
        let from = at.saturating_sub(NEAR);
        let spoken = self.person.filter(|(_, where_)| *where_ >= from);
        let floor = spoken.map_or(from, |(_, where_)| where_ + 1);
        let she = ground.reading.is(at, "she");
        let fits = |person: usize| self.women.get(person).copied().flatten().is_none_or(|woman| woman == she);
        let mentions = ground.people.all_within(floor.max(from), at);
        let opening = mentions.iter().rev().find(|(first, _, person)| {
            let sentence = ground.sentence(*first);
            let lead = sentence.start..*first;
            fits(*person)
                && lead.len() < 12
                && ground.people.all_within(lead.start, lead.end).is_empty()
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

    /// "the president", "Mexico's foreign minister": who bears the role.
    fn by_role(&self, ground: Ground<'_, '_>, core: &Range<usize>) -> Option<usize> {
        let from =
            (core.start..core.end).rev().find(|i| ground.tag(*i) == Tag::Possessive).map_or(core.start, |p| p + 1);
        let words = ground.reading.span(from..core.end).of(ground.reading.text).to_lowercase();
        if words.is_empty() {
            return None;
        }
        let owner = owner(ground, &(core.start..from));
        let bears = |person: usize| {
            let person = ground.people.people.get(person);
            person.is_some_and(|p| {
                p.role.as_ref().is_some_and(|role| held(&role.to_lowercase(), &words))
                    && owner.is_none_or(|owner| p.country.as_deref() == Some(owner))
            })
        };
        let spoken = self.person.map(|p| p.0).filter(|p| bears(*p));
        let from = core.start.saturating_sub(NEAR * 3);
        let before = || ground.people.all_within(from, core.start).iter().rev().map(|m| m.2).find(|p| bears(*p));
        spoken.or_else(before)
    }
}

/// The country whose office it is: "Mexico's foreign minister".
fn owner<'t>(ground: Ground<'_, 't>, before: &Range<usize>) -> Option<&'t str> {
    let place = |sense| match sense {
        Sense::Place(place) | Sense::Demonym(place) => ground.reading.lexicon.places.get(usize::from(place)),
        _ => None,
    };
    let (_, place) = before.clone().find_map(|i| ground.reading.hit(i, place))?;
    place.countries.first().map(String::as_str)
}

/// Whether a role is the one that the words name: "the president" is no vice president.
fn held(role: &str, words: &str) -> bool {
    let Some((before, _)) = role.split_once(words) else { return false };
    let last = before.split_whitespace().next_back();
    (before.is_empty() || before.ends_with([' ', '-']))
        && !last.is_some_and(|word| matches!(word, "vice" | "deputy" | "assistant" | "under" | "prime" | "associate"))
        && !before.ends_with('-')
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
    let mut first = super::lead::dateline(ground, start, end);
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

/// A pronoun looks no further back than this, in tokens.
pub(super) const NEAR: usize = 150;

/// Whom "who" stands for: the noun phrase before it.
fn antecedent(ground: Ground<'_, '_>, who: usize) -> Who {
    let sentence = ground.sentence(who);
    let end = if who > sentence.start && ground.tag(who - 1) == Tag::Comma { who - 1 } else { who };
    match ground.people.all_within(sentence.start.max(end.saturating_sub(12)), end).last() {
        Some((.., stop, person)) if *stop == end => Who::Person(*person),
        _ => Who::Unresolved,
    }
}

/// The speaker of a quote.
pub(super) fn speaker(ground: Ground<'_, '_>, tokens: &Range<usize>, who: &Who) -> Speaker {
    let reading = ground.reading;
    let span = (!tokens.is_empty()).then(|| reading.span(tokens.clone()));
    let words = |tokens: &Range<usize>| Some(reading.span(tokens.clone()).of(reading.text).to_owned());
    match who {
        Who::Person(index) => {
            Speaker { span, ..ground.people.people.get(*index).map(Speaker::from).unwrap_or_default() }
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
