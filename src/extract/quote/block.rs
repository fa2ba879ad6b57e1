//! Posts and statements set off as a paragraph, with their author's line.

use std::ops::Range;

use super::cues::Ground;
use super::marks::Marked;
use crate::extract::grammar::Tag;
use crate::model::{Form, Quote, Span, Speaker};

/// "… — Name (@handle) Date"
pub(super) const RULE: &str = "quote/author-line";

/// "“…” — Name"
pub(super) const SIGNED: &str = "quote/signed";

/// Adds the blocks, and takes away what was found inside of them.
pub(super) fn blocks(ground: Ground<'_, '_>, marked: &[Marked], quotes: &mut Vec<Quote>) {
    let reading = ground.reading;
    let mut found: Vec<Quote> = Vec::new();
    for (at, token) in reading.tokens.iter().enumerate() {
        if token.glued
            && ground.reading.is(at, "@")
            && ground.tag(at.wrapping_sub(1)) == Tag::Open
            && let Some(quote) = block(ground, at - 1)
        {
            found.push(quote);
        }
    }
    let posts = found.len();
    for quote in marked {
        let at = found.get(..posts).unwrap_or(&[]).partition_point(|block| block.span.end() <= quote.span.start());
        let inside = at < posts && found.get(at).is_some_and(|block| block.span.overlaps(quote.span));
        if !inside && let Some(quote) = signed(ground, quote) {
            found.push(quote);
        }
    }
    found.sort_by_key(|block| block.span);
    quotes.retain(|quote| {
        let at = found.partition_point(|block: &Quote| block.span.end() <= quote.span.start());
        found.get(at).is_none_or(|block| !block.span.overlaps(quote.span))
    });
    quotes.append(&mut found);
}

fn block(ground: Ground<'_, '_>, open: usize) -> Option<Quote> {
    /// A name has no more words.
    const LONGEST: usize = 8;
    let reading = ground.reading;
    let dash = (open.saturating_sub(LONGEST)..open).rev().find(|i| ground.tag(*i) == Tag::Dash)?;
    let name = reading.span(dash + 1..open);
    if name.is_empty() {
        return None;
    }
    let content = content(ground, dash)?;
    Some(by(ground, dash + 1..open, reading.span(content), RULE))
}

/// Marked words, a dash, and the name of who said them as the end of the paragraph.
fn signed(ground: Ground<'_, '_>, quote: &Marked) -> Option<Quote> {
    /// A name and what the person is have no more words.
    const LONGEST: usize = 14;
    let name = quote.end + 1;
    if ground.tag(quote.end) != Tag::Dash || ground.tag(name) != Tag::Capital || quote.tokens.len() < 3 {
        return None;
    }
    let ends = |i: usize| ground.reading.tokens.get(i).is_none_or(|t| t.starts_paragraph);
    let end = (name + 1..name + LONGEST).find(|i| ends(*i))?;
    let named = (name..end).find(|i| !matches!(ground.tag(*i), Tag::Capital | Tag::Hyphen | Tag::Mark)).unwrap_or(end);
    let verb = (name..end).any(|i| super::phrase::finite(ground, i));
    let sets_off = named == end || matches!(ground.tag(named), Tag::Comma | Tag::Stop | Tag::Open);
    (!verb && sets_off).then(|| by(ground, name..named, quote.span, SIGNED))
}

/// A block with the author whom the tokens name.
fn by(ground: Ground<'_, '_>, author: Range<usize>, span: Span, rule: &'static str) -> Quote {
    let reading = ground.reading;
    let name = reading.span(author.clone());
    let person = ground.people.within(author.start, author.end).and_then(|m| ground.people.people.get(m.2));
    let speaker = person
        .map_or_else(|| Speaker { name: Some(name.of(reading.text).to_owned()), ..Speaker::default() }, Speaker::from);
    Quote {
        span,
        form: Form::Block,
        speaker: Some(Speaker { span: Some(name), ..speaker }),
        cue: None,
        via: Vec::new(),
        group: None,
        rule,
    }
}

/// The paragraph up to the dash; where the dash opens its paragraph, the paragraph before.
fn content(ground: Ground<'_, '_>, dash: usize) -> Option<Range<usize>> {
    /// A post has no more sentences.
    const FAR: usize = 20;
    let reading = ground.reading;
    let opens = reading.tokens.get(dash)?.starts_paragraph;
    let end = if opens { dash.checked_sub(1)? + 1 } else { dash };
    let last = reading.tokens.get(end.checked_sub(1)?)?.sentence as usize;
    let paragraph = reading.sentences.get(last)?.paragraph;
    let first = (last.saturating_sub(FAR)..=last)
        .find(|i| reading.sentences.get(*i).is_some_and(|s| s.paragraph == paragraph))?;
    let mut tokens = reading.sentences.get(first)?.tokens.start..end;
    if ground.tag(tokens.start) == Tag::Quote {
        tokens.start += 1;
    }
    if tokens.end > tokens.start && ground.tag(tokens.end - 1) == Tag::Quote {
        tokens.end -= 1;
    }
    (tokens.len() > 1).then_some(tokens)
}
