//! Agencies that the lexicon does not know, where the article itself shows that they are ones.

use super::{DATELINE, credit};
use crate::extract::Reading;
use crate::extract::grammar::{Tag, Tags};
use crate::lexicon::Sense;
use crate::model::{Source, SourceKind};

/// A dateline stands in the first words of an article.
const DATELINE_ENDS: usize = 24;
/// A name has no more words.
const LONGEST: usize = 5;

/// "OSLO (Harbour Wire) —" and "Harbour Wire contributed to this report."
pub(super) fn unknown(reading: &Reading<'_>, tags: &Tags) -> Vec<Source> {
    let mut found: Vec<Source> = dateline(reading, tags).into_iter().collect();
    for hit in reading.hits.all() {
        if hit.sense != Sense::BodyHead(SourceKind::Outlet) || tags.at(hit.first) != Tag::Capital {
            continue;
        }
        let named = (hit.first.saturating_sub(LONGEST)..hit.first).rev().take_while(|i| tags.at(*i) == Tag::Capital);
        let first = named.last().unwrap_or(hit.first);
        if first < hit.first && credit(reading, tags, first, hit.end) {
            found.push(outlet(reading, first, hit.end, "source/credit"));
        }
    }
    found
}

/// A name in brackets between the place and the dash.
fn dateline(reading: &Reading<'_>, tags: &Tags) -> Option<Source> {
    let open = (1..DATELINE_ENDS).find(|i| tags.at(*i) == Tag::Open)?;
    let close = (open + 2..open + 2 + LONGEST).find(|i| tags.at(*i) == Tag::Close)?;
    let name = (open + 1..close).all(|i| tags.at(i) == Tag::Capital);
    let place = (0..open)
        .all(|i| !reading.tokens.get(i).is_none_or(|t| i > 0 && t.starts_paragraph) && tags.at(i) != Tag::Lower);
    (name && place && tags.at(close + 1) == Tag::Dash).then(|| outlet(reading, open + 1, close, DATELINE.0))
}

fn outlet(reading: &Reading<'_>, first: usize, end: usize, rule: &'static str) -> Source {
    let span = reading.span(first..end);
    Source { span, name: Some(span.of(reading.text).to_owned()), kind: SourceKind::Outlet, rule }
}
