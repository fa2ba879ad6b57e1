//! Bodies that say something: by name, by the noun that their name ends in, or by that noun alone.

use std::ops::Range;

use super::cues::Ground;
use super::speaker::{NEAR, Who};
use crate::extract::grammar::Tag;
use crate::lexicon::{Sense, TitleClass};
use crate::model::SourceKind;

/// The body that a noun phrase names.
pub(super) fn named(ground: Ground<'_, '_>, core: &Range<usize>, whole: &Range<usize>) -> Option<Who> {
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

/// The kind of body that a phrase's last noun tells: "the company", "its health ministry".
pub(super) fn noun(ground: Ground<'_, '_>, core: &Range<usize>) -> Option<SourceKind> {
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

/// The body that "the company", "the ministry" stands for: the last one that spoke, or was named, if it is of that kind.
pub(super) fn referred(
    ground: Ground<'_, '_>,
    core: Range<usize>,
    kind: SourceKind,
    spoken: Option<&Who>,
    definite: bool,
) -> Who {
    if let Some(Who::Body { name: Some(name), kind: of, country, .. }) = spoken
        && *of == kind
    {
        return Who::Body { name: Some(name.clone()), kind, country: country.clone(), tokens: core };
    }
    let near = (core.start.saturating_sub(NEAR)..core.start).rev();
    let found = definite.then(|| near.filter_map(|at| mentioned(ground, at, kind)).next()).flatten();
    let (name, country) = found.unzip();
    Who::Body { name, kind, country: country.flatten(), tokens: core }
}

/// The body of a kind that is named at a token, with its country.
fn mentioned(ground: Ground<'_, '_>, at: usize, kind: SourceKind) -> Option<(String, Option<String>)> {
    let reading = ground.reading;
    reading.hits.at(at).iter().find_map(|hit| match hit.sense {
        Sense::Body(index) => {
            let body = reading.lexicon.bodies.get(usize::from(index)).filter(|body| body.kind == kind)?;
            Some((body.name.clone(), body.country.clone()))
        }
        Sense::BodyHead(of) if of == kind && ground.tag(at) == Tag::Capital => {
            let first = (at.saturating_sub(5)..at).rev().take_while(|i| ground.tag(*i) == Tag::Capital).last()?;
            Some((reading.span(first..hit.end).of(reading.text).to_owned(), None))
        }
        _ => None,
    })
}
