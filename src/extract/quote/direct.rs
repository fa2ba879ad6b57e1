//! Speech between quotation marks: which cue it hangs on.

use foldhash::HashSet;

use super::cues::{Cue, Ground, Side};
use super::marks::Marked;
use super::{Part, phrase};
use crate::extract::grammar::Tag;
use crate::lexicon::Construction;
use crate::model::{Form, Span};

/// The cue stands behind: `"…," she said`.
pub(super) const BEHIND: &str = "quote/cue-behind";
/// The cue stands before: `she said: "…"`.
pub(super) const BEFORE: &str = "quote/cue-before";
/// It goes on from a quote that has a cue.
pub(super) const GOES_ON: &str = "quote/goes-on";
/// Marked words inside reported speech.
pub(super) const PARTIAL: &str = "quote/partial";

/// Quotes that stand beside a cue or go on from one that does.
pub(super) fn direct(ground: Ground<'_, '_>, marked: &[Marked], cues: &[Cue<'_>]) -> Vec<Part> {
    let mut hung: Vec<Option<(usize, &'static str)>> = Vec::with_capacity(marked.len());
    let mut next = 0;
    for (index, quote) in marked.iter().enumerate() {
        while cues.get(next).is_some_and(|cue| cue.verb.start < quote.open) {
            next += 1;
        }
        let before = next.checked_sub(1).filter(|c| leads_to(ground, cues, *c, quote));
        // `"…," he said: "…"` gives the cue to both
        let later = cues.get(next..).unwrap_or(&[]).iter().take(3);
        let limit = marked.get(index + 1).map_or(usize::MAX, |q| q.open);
        let behind = later
            .enumerate()
            .find(|(_, cue)| cue.verb.start >= quote.end && cue.verb.start < limit && follows(ground, cue, quote))
            .map(|(offset, _)| next + offset);
        hung.push(behind.map(|c| (c, BEHIND)).or(before.map(|c| (c, BEFORE))));
    }
    carry(ground, marked, cues, &mut hung);
    let mut parts = Vec::new();
    for (index, quote) in marked.iter().enumerate() {
        let Some((cue, rule)) = hung.get(index).copied().flatten() else { continue };
        if quote.span.is_empty() {
            continue;
        }
        parts.push(Part { span: quote.span, form: form(ground, quote, rule), cue: Some(cue), saying: Some(cue), rule });
    }
    parts
}

/// Whether a cue before a quote leads to it.
fn leads_to(ground: Ground<'_, '_>, cues: &[Cue<'_>], index: usize, quote: &Marked) -> bool {
    /// Further than this a cue does not lead.
    const FAR: usize = 40;
    let Some(cue) = cues.get(index) else { return false };
    if !(cue.entry.takes(Construction::Quote) || cue.opened && cue.after == quote.open) {
        return false;
    }
    if cue.entry.takes(Construction::Preposition) || quote.open.saturating_sub(cue.verb.end) > FAR {
        return false;
    }
    if cue.after >= quote.open {
        return same_or_next(ground, cue, quote);
    }
    let gap = cue.after..quote.open;
    let marks =
        gap.clone().all(|i| matches!(ground.tag(i), Tag::Comma | Tag::Colon | Tag::That | Tag::Dash | Tag::Adverb));
    if marks {
        return same_or_next(ground, cue, quote);
    }
    // "told a packed hall of supporters, who cheered: “…”"
    let last = ground.tag(quote.open - 1);
    let stops = gap.clone().any(|i| ground.tag(i) == Tag::Stop);
    let colon = ground.reading.is(quote.open - 1, ":");
    !stops
        && (colon || last == Tag::Comma && !gap.clone().any(|i| phrase::finite(ground, i)))
        && same_or_next(ground, cue, quote)
}

/// In one sentence, or the quote opens the paragraph behind a colon.
fn same_or_next(ground: Ground<'_, '_>, cue: &Cue<'_>, quote: &Marked) -> bool {
    let (Some(at), Some(open)) = (ground.reading.tokens.get(cue.verb.start), ground.reading.tokens.get(quote.open))
    else {
        return false;
    };
    let near = open.sentence.saturating_sub(at.sentence);
    near == 0
        || (near == 1
            && quote.open > 0
            && (ground.reading.is(quote.open - 1, ":") || (ground.tag(quote.open - 1) == Tag::Comma)))
}

/// Whether a cue behind a quote takes it: `…," X said`, `…," said X`.
fn follows(ground: Ground<'_, '_>, cue: &Cue<'_>, quote: &Marked) -> bool {
    if !(cue.entry.takes(Construction::Quote) || cue.entry.takes(Construction::Behind)) {
        return false;
    }
    let first = cue.start();
    if first < quote.end {
        return false;
    }
    let Some(open) = ground.reading.tokens.get(quote.end) else { return false };
    if open.starts_paragraph {
        return false;
    }
    let last = quote.tokens.end.saturating_sub(1);
    let mark = ground.tag(last);
    let gap = quote.end..first;
    // a comma outside, or a word like "then" between
    let small = gap.len() <= 3
        && gap.clone().all(|i| {
            matches!(
                ground.tag(i),
                Tag::Comma | Tag::Adverb | Tag::Dash | Tag::But | Tag::And | Tag::Article | Tag::Determiner
            )
        });
    let full_stop = mark == Tag::Stop && ground.reading.is(last, ".");
    // behind a full stop the cue begins a sentence of its own and leads to what comes behind it
    small
        && !(full_stop && gap.is_empty() && cue.side == Side::Before && leads_on(ground, cue))
        && cue.side != Side::Shared
        && !(full_stop && cue.opened)
}

/// Whether something is said behind a cue.
fn leads_on(ground: Ground<'_, '_>, cue: &Cue<'_>) -> bool {
    cue.opened
        || !matches!(ground.tag(cue.after), Tag::Stop | Tag::Comma) && cue.after < ground.sentence(cue.verb.start).end
}

/// Quotes without a cue of their own that go on from one that has one, or lead up to it.
fn carry(ground: Ground<'_, '_>, marked: &[Marked], cues: &[Cue<'_>], hung: &mut [Option<(usize, &'static str)>]) {
    // a quote over paragraphs has its cue in any of them
    for index in (1..marked.len()).rev() {
        let joined = marked.get(index - 1).is_some_and(|q| q.goes_on);
        if let (true, Some(Some((cue, _))), Some(None)) = (joined, hung.get(index).copied(), hung.get(index - 1)) {
            set(hung, index - 1, cue);
        }
    }
    for index in 1..marked.len() {
        let (Some(quote), Some(last)) = (marked.get(index), marked.get(index - 1)) else { continue };
        if hung.get(index).copied().flatten().is_some() {
            continue;
        }
        let Some((cue, _)) = hung.get(index - 1).copied().flatten() else { continue };
        if last.goes_on || goes_on(ground, cues.get(cue), last, quote) {
            set(hung, index, cue);
        }
    }
    // "“…” “…,” she said": two sentences with marks of their own
    for index in (1..marked.len()).rev() {
        let (Some(quote), Some(last)) = (marked.get(index), marked.get(index - 1)) else { continue };
        if let (Some(Some((cue, rule))), Some(None)) = (hung.get(index).copied(), hung.get(index - 1))
            && rule == BEHIND
            && quote.open == last.end
            && sentence_like(ground, last)
            && ground.reading.tokens.get(quote.open).is_some_and(|t| !t.starts_paragraph)
        {
            set(hung, index - 1, cue);
        }
    }
}

fn set(hung: &mut [Option<(usize, &'static str)>], index: usize, cue: usize) {
    if let Some(slot) = hung.get_mut(index) {
        *slot = Some((cue, GOES_ON));
    }
}

/// Whether a quote goes on from the one before: a sentence by itself, right behind the cue's sentence or the next
/// paragraph as a whole.
fn goes_on(ground: Ground<'_, '_>, cue: Option<&Cue<'_>>, last: &Marked, quote: &Marked) -> bool {
    /// More words than this between two quotes are another matter.
    const FAR: usize = 60;
    let Some(cue) = cue else { return false };
    let Some(open) = ground.reading.tokens.get(quote.open) else { return false };
    let starts = open.starts_paragraph
        || ground.tag(quote.open.saturating_sub(1)) == Tag::Stop
        || quote.open == last.end
        || starts_sentence(ground, quote);
    if !starts || !sentence_like(ground, quote) || quote.open.saturating_sub(last.end) > FAR {
        return false;
    }
    let between = last.end.max(cue.verb.start.min(quote.open))..quote.open;
    let stops = between.filter(|i| ground.tag(*i) == Tag::Stop && ground.sentence(*i).end == i + 1).count();
    if open.starts_paragraph {
        // the paragraph before ended with the quote, or with its cue
        stops <= 1 && ends_with_mark(ground, quote)
    } else {
        stops <= 1
    }
}

fn starts_sentence(ground: Ground<'_, '_>, quote: &Marked) -> bool {
    ground.sentence(quote.open).start == quote.open
}

fn ends_with_mark(ground: Ground<'_, '_>, quote: &Marked) -> bool {
    quote.goes_on
        || ground.reading.tokens.get(quote.end).is_none_or(|t| t.starts_paragraph)
        || ground.tag(quote.tokens.end.saturating_sub(1)) == Tag::Stop
}

/// Whether marked words are a sentence: they end as one, and begin with a capital or are long.
fn sentence_like(ground: Ground<'_, '_>, quote: &Marked) -> bool {
    quote.goes_on
        || (matches!(ground.tag(quote.tokens.end.saturating_sub(1)), Tag::Stop | Tag::Comma | Tag::Dash)
            || ground.tag(quote.end) == Tag::Stop)
            && quote.tokens.len() > 2
}

/// A full clause is direct, words that need the reporter's sentence are partial.
fn form(ground: Ground<'_, '_>, quote: &Marked, rule: &'static str) -> Form {
    if rule == GOES_ON {
        return Form::Direct;
    }
    let before = ground.tag(quote.open.wrapping_sub(1));
    let starts = starts_sentence(ground, quote)
        || matches!(before, Tag::Comma | Tag::Colon | Tag::Dash | Tag::Stop | Tag::That | Tag::Quote);
    let subordinate = matches!(ground.tag(quote.tokens.start), Tag::And | Tag::To | Tag::Preposition | Tag::Auxiliary)
        && !starts_sentence(ground, quote);
    let has_verb = quote
        .tokens
        .clone()
        .take_while(|i| !matches!(ground.tag(*i), Tag::Question))
        .any(|i| phrase::finite(ground, i));
    let spoken = matches!(ground.tag(quote.tokens.end.saturating_sub(1)), Tag::Comma | Tag::Stop);
    if (has_verb || spoken || rule == BEHIND) && (starts || rule == BEFORE) && !subordinate {
        Form::Direct
    } else {
        Form::Partial
    }
}

/// Marked words inside indirect speech are its speaker's.
pub(super) fn partial(ground: Ground<'_, '_>, marked: &[Marked], parts: &mut Vec<Part>) {
    let done: HashSet<Span> = parts.iter().filter(|p| p.form != Form::Indirect).map(|p| p.span).collect();
    let mut holders: Vec<(Span, Option<usize>)> =
        parts.iter().filter(|p| p.form == Form::Indirect).map(|p| (p.span, p.cue)).collect();
    holders.sort_unstable();
    let mut found = Vec::new();
    for quote in marked {
        if done.contains(&quote.span) || quote.span.is_empty() {
            continue;
        }
        let to = holders.partition_point(|(span, _)| span.start() <= quote.span.start());
        let holder = holders
            .get(to.saturating_sub(3)..to)
            .unwrap_or(&[])
            .iter()
            .rev()
            .find(|(span, _)| span.contains(quote.span));
        if let Some((_, cue)) = holder {
            let form = if ground.tag(quote.open.wrapping_sub(1)) == Tag::That {
                form(ground, quote, BEFORE)
            } else {
                Form::Partial
            };
            // it stands by itself, no part of the clause's group
            found.push(Part { span: quote.span, form, cue: *cue, saying: None, rule: PARTIAL });
        }
    }
    parts.append(&mut found);
}
