//! Words of saying with who says and where what is said can stand.

use std::ops::Range;

use super::marks::Marked;
use super::phrase;
use crate::extract::Reading;
use crate::extract::grammar::{Tag, Tags};
use crate::extract::person::People;
use crate::lexicon::{Construction, SayingEntry, Sense, VerbForm};
use crate::text::Case;

/// A verb of saying, or a word that does its work, at its place.
#[derive(Clone, Debug)]
pub(super) struct Cue<'t> {
    /// What it takes.
    pub(super) entry: &'t SayingEntry,
    /// The word itself.
    pub(super) verb: Range<usize>,
    /// Where its auxiliaries and adverbs begin.
    pub(super) group: usize,
    /// The words for who says it; empty where they must be shared with another cue.
    pub(super) subject: Range<usize>,
    /// Where the subject stands.
    pub(super) side: Side,
    /// One past its hearer, time and place: what is said can begin here.
    pub(super) after: usize,
    /// Whether a word there opens a clause: "that", "whether".
    pub(super) opened: bool,
}

/// Where a subject stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// "X said"
    Before,
    /// "said X", "according to X"
    Behind,
    /// "…, adding", "and said": another verb's subject.
    Shared,
}

impl Cue<'_> {
    /// Where its subject, verb and adverbs begin and end.
    pub(super) fn extent(&self) -> Range<usize> {
        let first = if self.side == Side::Before { self.subject.start.min(self.group) } else { self.group };
        let last = if self.side == Side::Behind { self.subject.end.max(self.verb.end) } else { self.verb.end };
        first..last.max(self.after.min(self.after))
    }
}

/// What the cues are read from.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a, 't> {
    pub(super) reading: &'a Reading<'t>,
    pub(super) tags: &'a Tags,
    pub(super) people: &'a People,
}

impl Ground<'_, '_> {
    pub(super) fn tag(&self, token: usize) -> Tag {
        self.tags.at(token)
    }

    /// The tokens of the sentence that a token stands in.
    pub(super) fn sentence(&self, token: usize) -> Range<usize> {
        self.reading.sentence(token).map_or(token..token, |s| s.tokens.clone())
    }
}

/// All cues outside of quotation marks, in order.
pub(super) fn cues<'t>(ground: Ground<'_, 't>, marked: &[Marked]) -> Vec<Cue<'t>> {
    let mut found: Vec<Cue<'t>> = Vec::new();
    let mut quotes = marked.iter().peekable();
    let mut done = 0;
    for hit in ground.reading.hits.all() {
        let Sense::Saying(index, form) = hit.sense else { continue };
        while quotes.next_if(|q| q.end <= hit.first).is_some() {}
        if hit.first < done || quotes.peek().is_some_and(|q| q.open <= hit.first) {
            continue;
        }
        let Some(entry) = ground.reading.lexicon.sayings.get(usize::from(index)) else { continue };
        if let Some(cue) = cue(ground, entry, form, hit.first..hit.end) {
            done = hit.end;
            found.push(cue);
        }
    }
    found
}

fn cue<'t>(ground: Ground<'_, 't>, entry: &'t SayingEntry, form: VerbForm, verb: Range<usize>) -> Option<Cue<'t>> {
    if entry.takes(Construction::Leads) {
        return None;
    }
    if entry.takes(Construction::Preposition) {
        let subject = phrase::behind(ground, verb.end, phrase::Reach::Long)?;
        let (group, after) = (verb.start, subject.end);
        return Some(Cue { entry, verb, group, subject, side: Side::Behind, after, opened: false });
    }
    let token = ground.reading.tokens.get(verb.start)?;
    let sentence = ground.sentence(verb.start);
    // "State", "Post": a capital in mid-sentence is a name's
    if token.case.capital()
        && verb.start > sentence.start
        && ground.tag(verb.start) == Tag::Capital
        && token.case != Case::Upper
    {
        return None;
    }
    let group = group(ground, verb.start, sentence.start);
    let (subject, side) = match form {
        VerbForm::Gerund => (0..0, gerund(ground, &verb, group)?),
        VerbForm::Base | VerbForm::Third => present(ground, form, &verb, group, sentence.start)?,
        _ => past(ground, entry, &verb, group, sentence.start)?,
    };
    let from = if side == Side::Behind { subject.end } else { verb.end };
    let (after, opened) = phrase::content_start(ground, entry, from, sentence.end);
    Some(Cue { entry, verb, group, subject, side, after, opened })
}

/// Where the auxiliaries and adverbs of a verb begin: "has also said", "went on to say".
fn group(ground: Ground<'_, '_>, verb: usize, start: usize) -> usize {
    /// No verb has more before it.
    const MOST: usize = 6;
    let mut at = verb;
    while at > start && verb - at < MOST {
        match ground.tag(at - 1) {
            Tag::Auxiliary | Tag::Adverb | Tag::Clitic => at -= 1,
            Tag::To => {
                at -= 1;
                let leads = |sense| match sense {
                    Sense::Saying(index, _) => ground
                        .reading
                        .lexicon
                        .sayings
                        .get(usize::from(index))
                        .filter(|s| s.takes(Construction::Leads))
                        .map(|_| ()),
                    _ => None,
                };
                if let Some((hit, ())) = ground.reading.hit_before(at + 1, leads) {
                    at = hit.first.max(start);
                }
            }
            _ => break,
        }
    }
    at
}

/// "…, saying", "by telling", "is arguing": not "a warning".
fn gerund(ground: Ground<'_, '_>, verb: &Range<usize>, group: usize) -> Option<Side> {
    if verb.start == 0 {
        return Some(Side::Shared);
    }
    match ground.tag(group.checked_sub(1).unwrap_or(usize::MAX)) {
        Tag::Article | Tag::Determiner | Tag::Possessive => None,
        _ => Some(Side::Shared),
    }
}

type Found = Option<(Range<usize>, Side)>;

fn present(ground: Ground<'_, '_>, form: VerbForm, verb: &Range<usize>, group: usize, start: usize) -> Found {
    let before = verb.start.checked_sub(1).filter(|b| *b >= start);
    let infinitive = before.is_some_and(|b| ground.tag(b) == Tag::To);
    if form == VerbForm::Base && (infinitive || group < verb.start) {
        // "to say", "would say", "did not say"
        let subject = phrase::before(ground, group, start);
        return Some(subject.map_or((0..0, Side::Shared), |s| (s, Side::Before)));
    }
    let subject = phrase::before(ground, group, start)?;
    let last = subject.end.checked_sub(1)?;
    let word = ground.reading.word(last);
    let number_fits = match (ground.tag(last), form) {
        (Tag::Pronoun, VerbForm::Third) => matches!(word, "he" | "she" | "it" | "He" | "She" | "It"),
        (Tag::Pronoun, _) => !matches!(word, "he" | "she" | "it" | "He" | "She" | "It"),
        (Tag::Lower, VerbForm::Third) => !word.ends_with('s'),
        (Tag::Lower, _) => {
            word.ends_with('s') || matches!(word, "people" | "police" | "men" | "women" | "media" | "many" | "both")
        }
        _ => true,
    };
    // a noun of the same form ("fraud claims", "the report notes") needs more to be a verb: a clause behind it
    let next = ground.tag(verb.end);
    let noun = ground.reading.hits.at(verb.start).len() > 1
        || ground.reading.any(
            verb.start,
            &[
                "claims", "notes", "reports", "calls", "states", "comments", "posts", "claim", "note", "report",
                "call", "state", "comment", "post", "tweets", "pledges", "demand", "demands",
            ],
        );
    let clause = matches!(
        next,
        Tag::That
            | Tag::Pronoun
            | Tag::Article
            | Tag::Determiner
            | Tag::Capital
            | Tag::Quote
            | Tag::Colon
            | Tag::Comma
            | Tag::Preposition
    );
    (number_fits && (!noun || clause)).then_some((subject, Side::Before))
}

fn past(ground: Ground<'_, '_>, entry: &SayingEntry, verb: &Range<usize>, group: usize, start: usize) -> Found {
    let before = verb.start.checked_sub(1).filter(|b| *b >= start).map(|b| ground.tag(b));
    // "the alleged attack", "of proposed cuts"
    if matches!(before, Some(Tag::Article | Tag::Determiner | Tag::Possessive))
        || (matches!(before, Some(Tag::Preposition)))
    {
        return None;
    }
    let passive =
        (group..verb.start).any(|i| ground.reading.any(i, &["is", "are", "was", "were", "be", "been", "being"]));
    if passive {
        return None;
    }
    let frames = entry.takes(Construction::Quote) || entry.takes(Construction::Behind);
    let free = matches!(before, None | Some(Tag::Comma | Tag::Quote | Tag::Stop | Tag::Dash));
    if frames
        && free
        && group == verb.start
        && let Some(subject) = phrase::behind(ground, verb.end, phrase::Reach::Short)
        && !phrase::finite(ground, subject.end)
        && !(ground.tag(subject.end) == Tag::Adverb && phrase::finite(ground, subject.end + 1))
    {
        return Some((subject, Side::Behind));
    }
    if matches!(ground.tag(group.checked_sub(1).unwrap_or(usize::MAX)), Tag::And | Tag::But) && group > start {
        return Some((0..0, Side::Shared));
    }
    match phrase::before(ground, group, start) {
        Some(subject) => Some((subject, Side::Before)),
        None if group > start && matches!(ground.tag(group - 1), Tag::Comma | Tag::Quote) => Some((0..0, Side::Shared)),
        None => None,
    }
}
