//! Words of saying with who says and where what is said can stand.

use std::ops::Range;

use super::marks::Marked;
use super::{lead, phrase};
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
    /// Where it begins, with its subject.
    pub(super) fn start(&self) -> usize {
        if self.side == Side::Before { self.subject.start.min(self.group) } else { self.group }
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

    /// The tokens of the sentence that a token stands in, as far as they are in sight of it: no rule looks further, so
    /// that a text of one endless sentence costs no more than any other.
    pub(super) fn sentence(&self, token: usize) -> Range<usize> {
        const SIGHT: usize = 300;
        self.reading.sentence(token).map_or(token..token, |s| {
            s.tokens.start.max(token.saturating_sub(SIGHT))..s.tokens.end.min(token.saturating_add(SIGHT))
        })
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
        // "went on to say" is no "went on"
        if entry.takes(Construction::Leads) {
            done = hit.end;
            continue;
        }
        if let Some(cue) = cue(ground, entry, form, hit.first..hit.end) {
            done = hit.end;
            found.push(cue);
        }
    }
    found
}

fn cue<'t>(ground: Ground<'_, 't>, entry: &'t SayingEntry, form: VerbForm, verb: Range<usize>) -> Option<Cue<'t>> {
    if entry.takes(Construction::Label) {
        return label(ground, entry, verb);
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
    // "re-assert"
    if verb.start > 0 && ground.tag(verb.start - 1) == Tag::Hyphen {
        return None;
    }
    let group = group(ground, verb.start, sentence.start);
    let (subject, side) = match form {
        VerbForm::Gerund => {
            match cited(ground, group, sentence.start).or_else(|| acting(ground, &verb, group, sentence.start)) {
                Some(subject) => (subject, Side::Before),
                None => (0..0, gerund(ground, &verb, group)?),
            }
        }
        VerbForm::Base | VerbForm::Third => present(ground, entry, form, &verb, group, sentence.start)?,
        _ => past(ground, entry, &verb, group, sentence.start)?,
    };
    let subject = if side == Side::Behind { with_name(ground, subject) } else { subject };
    let from = if side == Side::Behind { subject.end } else { verb.end };
    let (after, opened) = lead::content_start(ground, entry, from, sentence.end);
    Some(Cue { entry, verb, group, subject, side, after, opened })
}

/// "Ana Ruiz: “…”", "Statement by Commissioner Ana Ruiz:": a colon between a name and marked speech, where no verb of
/// saying stands before it.
fn label<'t>(ground: Ground<'_, 't>, entry: &'t SayingEntry, colon: Range<usize>) -> Option<Cue<'t>> {
    let sentence = ground.sentence(colon.start);
    if ground.tag(colon.end) != Tag::Quote {
        return None;
    }
    let (first, last, _) = *ground.people.all_within(sentence.start, colon.start).last()?;
    let verbs =
        (last..colon.start).any(|i| matches!(ground.tag(i), Tag::Auxiliary | Tag::Lower | Tag::Pronoun | Tag::Stop));
    // "Ana Ruiz told Omar Haddad: “…”"
    let told = |sense| match sense {
        Sense::Saying(_, form) => (form.past() || form == VerbForm::Third).then_some(()),
        _ => None,
    };
    let verbs = verbs || ground.reading.hit_before(first, told).is_some();
    let (group, after) = (colon.start, colon.end);
    (!verbs).then_some(Cue {
        entry,
        verb: colon,
        group,
        subject: first..last,
        side: Side::Before,
        after,
        opened: false,
    })
}

/// The name in apposition belongs to a subject behind its verb: "said the mayor's aide, Ana Ruiz".
fn with_name(ground: Ground<'_, '_>, subject: Range<usize>) -> Range<usize> {
    let title = |sense| matches!(sense, Sense::Title(class) if class.person()).then_some(());
    let name = ground.people.within(subject.end, subject.end + NAME).filter(|m| m.0 == subject.end + 1);
    match name {
        Some((_, end, _))
            if ground.tag(subject.end) == Tag::Comma && ground.reading.hit_before(subject.end, title).is_some() =>
        {
            subject.start..end
        }
        _ => subject,
    }
}

/// No name has more tokens.
const NAME: usize = 12;

/// Where the auxiliaries and adverbs of a verb begin: "has also said", "went on to say".
fn group(ground: Ground<'_, '_>, verb: usize, start: usize) -> usize {
    /// No verb has more before it.
    const MOST: usize = 6;
    let mut at = verb;
    while at > start && verb - at < MOST {
        match ground.tag(at - 1) {
            Tag::Auxiliary | Tag::Adverb | Tag::Clitic => at -= 1,
            Tag::Determiner if at < verb && ground.reading.any(at - 1, &["both", "all"]) => at -= 1,
            Tag::Lower if ground.reading.is(at - 1, "long") && at >= 2 && ground.tag(at - 2) == Tag::Auxiliary => {
                at -= 1
            }
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

/// Who speaks in "cited an official as saying", "the minister was quoted as saying".
fn cited(ground: Ground<'_, '_>, group: usize, start: usize) -> Option<Range<usize>> {
    /// As far as the verb stands before "as".
    const FAR: usize = 14;
    let reading = ground.reading;
    let as_ = group.checked_sub(1).filter(|at| *at > start && reading.is(*at, "as"))?;
    let verb = (start.max(as_.saturating_sub(FAR))..as_)
        .rev()
        .find(|i| reading.any(*i, &["quoted", "cited", "quoting", "citing"]))?;
    // "was quoted as saying", "was quoted by a newspaper as saying"
    if verb + 1 == as_ || reading.is(verb + 1, "by") {
        return phrase::before(ground, self::group(ground, verb, start), start);
    }
    phrase::behind(ground, verb + 1, phrase::Reach::Long).map(|subject| subject.start..subject.end.min(as_))
}

/// Who acts in "footage of Ana Ruiz saying" and "Ana Ruiz is saying".
fn acting(ground: Ground<'_, '_>, verb: &Range<usize>, group: usize, start: usize) -> Option<Range<usize>> {
    if (group..verb.start).any(|i| ground.reading.any(i, &["is", "are", "was", "were", "been"])) {
        return phrase::before(ground, group, start);
    }
    let mention = ground.people.all_within(start.max(group.saturating_sub(4)), group).last()?;
    (mention.1 == group && group == verb.start).then_some(mention.0..mention.1)
}

/// "…, saying", "by telling": not "a warning".
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

fn present(
    ground: Ground<'_, '_>,
    entry: &SayingEntry,
    form: VerbForm,
    verb: &Range<usize>,
    group: usize,
    start: usize,
) -> Found {
    let before = verb.start.checked_sub(1).filter(|b| *b >= start);
    let infinitive = before.is_some_and(|b| ground.tag(b) == Tag::To);
    if form == VerbForm::Base && infinitive {
        return Some((0..0, Side::Shared));
    }
    if form == VerbForm::Base && group < verb.start {
        // "would say", "did not say"
        let subject = phrase::before(ground, group, start);
        return Some(subject.map_or((0..0, Side::Shared), |s| (s, Side::Before)));
    }
    if group == verb.start
        && form != VerbForm::Gerund
        && let Some(subject) = inverted(ground, entry, verb)
    {
        return Some((subject, Side::Behind));
    }
    let Some(subject) = phrase::before(ground, group, start) else {
        let relative = (start..group).any(|i| matches!(ground.tag(i), Tag::Question | Tag::That));
        return (relative
            && entry.takes(Construction::Bare)
            && ground.tag(verb.end) != Tag::Preposition
            && matches!(ground.tag(group.wrapping_sub(1)), Tag::Object | Tag::Weekday))
        .then_some((0..0, Side::Shared));
    };
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
    // "his promise", "Mr. Ruiz's comments"
    let owned = matches!(ground.tag(last), Tag::Possessive | Tag::Article)
        || (ground.tag(last) == Tag::Determiner
            && !ground.reading.any(last, &["some", "many", "most", "both", "few", "others", "all"]));
    // a noun of the same form ("fraud claims", "the report notes") needs more to be a verb: a clause behind it
    let noun = !ground
        .reading
        .any(verb.start, &["say", "says", "tell", "tells", "adds", "argue", "argues", "insist", "insists", "writes"]);
    let lower = ground.tag(verb.end) == Tag::Lower || matches!(ground.tag(verb.end), Tag::Stop | Tag::And);
    let sure = ground.tag(last) == Tag::Pronoun
        || subject.start > start && ground.tag(subject.start - 1) == Tag::Quote
        || ground.people.all_within(subject.start, subject.end).iter().any(|m| m.1 == subject.end);
    if !number_fits && entry.takes(Construction::Bare) && (start..group).any(|i| ground.tag(i) == Tag::Question) {
        // "some who defend free speech argue": the noun before the verb is not its subject
        return Some((0..0, Side::Shared));
    }
    (number_fits && !owned && (sure || !(noun && lower))).then_some((subject, Side::Before))
}

/// Who says it in `…," says the minister`: a verb in the present right behind a closing mark.
fn inverted(ground: Ground<'_, '_>, entry: &SayingEntry, verb: &Range<usize>) -> Option<Range<usize>> {
    let last = verb.start.checked_sub(1)?;
    let quote = last - usize::from(last > 0 && ground.tag(last) == Tag::Comma);
    // "tweet", "text": a noun as well
    let verbal = ground.reading.word(verb.start).ends_with('s') || entry.takes(Construction::Bare);
    let frames = verbal && entry.takes(Construction::Quote) && ground.tag(quote) == Tag::Quote;
    let opens = ground.reading.tokens.get(verb.start).is_none_or(|t| t.starts_paragraph || t.glued);
    let subject = phrase::behind(ground, verb.end, phrase::Reach::Short).filter(|_| frames && !opens)?;
    (!phrase::finite(ground, subject.end)).then_some(subject)
}

/// "1,060,152 confirmed cases": the participle describes what a number before it counts.
fn counted(ground: Ground<'_, '_>, verb: &Range<usize>) -> bool {
    let behind = ground.reading.numbers.partition_point(|n| n.tokens.end < verb.start);
    let number = ground.reading.numbers.get(behind).is_some_and(|n| n.tokens.end == verb.start);
    let noun = ground.reading.tokens.get(verb.end).is_some_and(|t| t.case == Case::Lower && !t.glued);
    number && noun && ground.reading.word(verb.end).ends_with('s')
}

fn past(ground: Ground<'_, '_>, entry: &SayingEntry, verb: &Range<usize>, group: usize, start: usize) -> Found {
    let before = verb.start.checked_sub(1).filter(|b| *b >= start).map(|b| ground.tag(b));
    // "the alleged attack", "of proposed cuts", "a widely denounced plan"
    let opens = group.checked_sub(1).filter(|b| *b >= start).map(|b| ground.tag(b));
    if matches!(before, Some(Tag::Article | Tag::Determiner | Tag::Possessive | Tag::Preposition))
        || matches!(opens, Some(Tag::Article))
        || !entry.takes(Construction::Hearer) && counted(ground, verb)
    {
        return None;
    }
    let passive =
        (group..verb.start).any(|i| ground.reading.any(i, &["is", "are", "was", "were", "be", "been", "being"]));
    if passive {
        // "it was announced by the ministry that"
        let by = ground.reading.is(verb.end, "by") && entry.takes(Construction::That);
        return phrase::behind(ground, verb.end + 1, phrase::Reach::Short).filter(|_| by).map(|s| (s, Side::Behind));
    }
    // "Ana Ruiz, the director, told a hearing"
    if matches!(before, Some(Tag::Comma | Tag::Dash))
        && let Some(subject) = phrase::before(ground, group, start)
        && ground.people.all_within(subject.start, subject.end).first().is_some_and(|m| ground.tag(m.1) == Tag::Comma)
    {
        return Some((subject, Side::Before));
    }
    let frames = entry.takes(Construction::Quote) || entry.takes(Construction::Behind);
    let free = matches!(before, None | Some(Tag::Comma | Tag::Quote | Tag::Stop | Tag::Dash));
    // the one told stands behind such a verb, but for "…," warned the minister
    let free = free && (!entry.takes(Construction::Hearer) || before == Some(Tag::Quote));
    if frames
        && free
        && ground.tag(verb.end) != Tag::Figure
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
        // "a programme called …", "in a statement posted …": the participle hangs on an object
        Some(subject)
            if !ground.reading.any(verb.start, &["said", "told"])
                && !ground.people.all_within(subject.start, subject.end).iter().any(|m| m.1 == subject.end)
                && subject.start > start
                && matches!(ground.tag(subject.start - 1), Tag::Preposition | Tag::To) =>
        {
            None
        }
        Some(subject) => Some((subject, Side::Before)),
        None if group > start && matches!(ground.tag(group - 1), Tag::Comma | Tag::Quote) => Some((0..0, Side::Shared)),
        // "the groups that wrote to her say": the subject is the sentence's
        None if group > start && entry.takes(Construction::Bare) && ground.tag(group - 1) != Tag::Question => {
            Some((0..0, Side::Shared))
        }
        None => None,
    }
}
