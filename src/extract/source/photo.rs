//! Picture credits: told apart, since they say nothing of where the story comes from.

use crate::extract::Reading;
use crate::extract::grammar::{Tag, Tags};
use crate::lexicon::Sense;
use crate::model::{Source, SourceKind};

/// "(AP Photo/Name)", "REUTERS/Name", "Photo: Name/Reuters".
pub(super) const RULE: &str = "source/photo";

/// A credit names no more words.
const LONGEST: usize = 8;

/// Whether a body's name stands in a picture credit.
pub(super) fn credits(reading: &Reading<'_>, tags: &Tags, first: usize, end: usize) -> bool {
    let slash = |at: usize| reading.is(at, "/");
    let glued = |at: usize| reading.tokens.get(at).is_some_and(|t| t.glued);
    let picture = |at: usize| reading.any(at, &["photo", "photos", "photograph", "picture", "image", "pool"]);
    if slash(end) && tags.at(end + 1) == Tag::Capital && (glued(end) || picture(end + 1)) {
        return true;
    }
    let before = first.wrapping_sub(1);
    // "Ana Ruiz/Reuters": a name before the slash, and nothing that goes on behind the agency's
    (slash(before) && glued(before) && tags.at(first.wrapping_sub(2)) == Tag::Capital)
        || (picture(end) && tags.at(end) == Tag::Capital && (slash(end + 1) || tags.at(end + 1) == Tag::Close))
        || (reading.is(before, "via") && (first.saturating_sub(LONGEST)..first).any(slash))
        || label(reading, tags, first)
}

/// Whether the words before a name label it as a picture's: "Photo: …", "Image credit: …", "Photo by …".
fn label(reading: &Reading<'_>, tags: &Tags, first: usize) -> bool {
    let floor = first.saturating_sub(LONGEST);
    let mut at = first;
    while at > floor && (matches!(tags.at(at - 1), Tag::Capital | Tag::Hyphen | Tag::Mark) || reading.is(at - 1, "/")) {
        at -= 1;
    }
    let Some(mark) = at.checked_sub(1) else { return false };
    let noun = |at: usize| {
        reading.any(at, &["photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "images"])
    };
    let credit = |at: usize| noun(at) || reading.any(at, &["credit", "credits"]) && noun(at.wrapping_sub(1));
    let opens = |at: usize| {
        reading.tokens.get(at).is_some_and(|t| {
            t.starts_paragraph
                || t.sentence != reading.tokens.get(at.wrapping_sub(1)).map_or(t.sentence, |b| b.sentence)
        }) || tags.at(at.wrapping_sub(1)) == Tag::Open
            || reading.is(at.wrapping_sub(1), "file")
    };
    let begins = |at: usize| opens(at) || credit(at) && opens(at.wrapping_sub(1));
    let noun = mark.wrapping_sub(1);
    (reading.is(mark, ":") || reading.is(mark, "by")) && (credit(noun) && begins(noun))
}

/// Credits that name a photographer and no agency: "Photo: Ana Ruiz".
pub(super) fn photographers(reading: &Reading<'_>, tags: &Tags, found: &mut Vec<Source>) {
    for (at, token) in reading.tokens.iter().enumerate() {
        // the mark is rarer than the words before it
        let word = token.span.of(reading.text);
        if !(word == ":" || word == "by") || tags.at(at + 1) != Tag::Capital || !label(reading, tags, at + 1) {
            continue;
        }
        let end =
            (at + 1..at + LONGEST).find(|i| !matches!(tags.at(*i), Tag::Capital | Tag::Hyphen)).unwrap_or(at + LONGEST);
        let known = (at + 1..end).any(|i| reading.hit(i, |s| matches!(s, Sense::Body(_)).then_some(())).is_some());
        if !known && !reading.is(end, "/") && end - at < 5 {
            let span = reading.span(at + 1..end);
            let name = Some(span.of(reading.text).to_owned());
            found.push(Source { span, name, kind: SourceKind::Photo, rule: RULE });
        }
    }
}
