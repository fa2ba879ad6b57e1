//! Through whom words came: the outlet somebody told them, and whom a report cites.

use std::ops::Range;

use super::cues::{Cue, Ground, Side};
use super::phrase;
use crate::extract::grammar::Tag;
use crate::lexicon::{Construction, Sense};
use crate::model::SourceKind;

/// As far around a cue as words for the way something was said stand.
const FAR: usize = 16;

/// The outlet that somebody told it: "told CNN", "said in an interview with Reuters".
pub(super) fn told(ground: Ground<'_, '_>, cue: &Cue<'_>) -> Option<String> {
    let behind = if cue.side == Side::Behind { cue.subject.end } else { cue.verb.end };
    let sentence = ground.sentence(cue.verb.start);
    let after = behind..sentence.end.min(behind + FAR);
    let before = sentence.start.max(cue.start().saturating_sub(FAR))..cue.group;
    let spoken = |i: &usize| ground.tag(*i) != Tag::Quote;
    let reading = ground.reading;
    let heard = |at: usize| {
        let first = at - usize::from(at > 0 && ground.tag(at - 1) == Tag::Article);
        let hearer = cue.entry.takes(Construction::Hearer) && first == cue.verb.end;
        hearer
            || first >= 2 && reading.is(first - 1, "by") && reading.any(first - 2, &["quoted", "cited"])
            || first >= 2
                && reading.any(first - 1, &["with", "to", "by"])
                && reading.any(
                    first - 2,
                    &[
                        "interview",
                        "interviews",
                        "statement",
                        "statements",
                        "email",
                        "comments",
                        "remarks",
                        "interviewed",
                    ],
                )
    };
    let mut tokens = before.chain(after.take_while(spoken));
    tokens.find_map(|at| {
        let (_, name) = outlet(ground, at)?;
        heard(at).then_some(name)
    })
}

fn outlet(ground: Ground<'_, '_>, at: usize) -> Option<(usize, String)> {
    let body = |sense| match sense {
        Sense::Body(index) => ground.reading.lexicon.bodies.get(usize::from(index)),
        _ => None,
    };
    let (hit, body) = ground.reading.hit(at, body)?;
    (body.kind == SourceKind::Outlet).then(|| (hit.end, body.name.clone()))
}

/// Whom a report leans on: "…, the AP reported, citing two officials", "Citing two officials, the AP said …".
pub(super) fn citing(ground: Ground<'_, '_>, cue: &Cue<'_>) -> Option<String> {
    let sentence = ground.sentence(cue.verb.start);
    let near = sentence.start.max(cue.start().saturating_sub(FAR))..sentence.end.min(cue.after + FAR);
    let at = near.into_iter().find(|i| ground.reading.is(*i, "citing"))?;
    let Range { start, mut end } = phrase::behind(ground, at + 1, phrase::Reach::Long)?;
    let start = start + usize::from(ground.tag(start) == Tag::Article);
    // "citing the AP" names a relay, "citing concerns" nobody
    let speaks = |sense| match sense {
        Sense::Title(class) => class.person(),
        Sense::BodyHead(_) | Sense::Body(_) => true,
        _ => false,
    };
    let hits = (start..end).flat_map(|i| ground.reading.hits.at(i));
    if !hits.into_iter().any(|hit| speaks(hit.sense)) && ground.people.within(start, end).is_none() {
        return None;
    }
    while end > start && ground.tag(end - 1) == Tag::Comma {
        end -= 1;
    }
    Some(ground.reading.span(start..end).of(ground.reading.text).to_owned()).filter(|words| !words.is_empty())
}
