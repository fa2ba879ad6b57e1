//! Where the article says that its information comes from.
//!
//! A name alone is no source. It is one where it says something (the quotes tell), where somebody tells it something,
//! where words lean on it ("according to", "citing"), in a dateline and in a credit line.

mod photo;
mod wire;

use super::Reading;
use super::grammar::{Tag, Tags};
use crate::lexicon::{Construction, Sense, VerbForm};
use crate::model::{Source, SourceKind};

/// All mentions of sources, in order. `speakers` are those that the quotes have found.
pub(super) fn sources(reading: &Reading<'_>, tags: &Tags, speakers: Vec<Source>) -> Vec<Source> {
    let mut found = speakers;
    for hit in reading.hits.all() {
        let Sense::Body(index) = hit.sense else { continue };
        let Some(body) = reading.lexicon.bodies.get(usize::from(index)) else { continue };
        if matches!(body.kind, SourceKind::Outlet | SourceKind::Photo)
            && (body.kind == SourceKind::Photo || photo::credits(reading, tags, hit.first, hit.end))
        {
            let span = reading.span(hit.first..hit.end);
            let name = Some(body.name.clone());
            found.push(Source { span, name, kind: SourceKind::Photo, rule: photo::RULE });
            continue;
        }
        let rule = match body.kind {
            SourceKind::Outlet => DATELINE.1(reading, tags, hit.first, hit.end).then_some(DATELINE.0).or_else(|| {
                EVIDENCE.iter().find(|(_, shows)| shows(reading, tags, hit.first, hit.end)).map(|(rule, _)| *rule)
            }),
            SourceKind::Platform => via(reading, tags, hit.first, hit.end).then_some(VIA),
            _ => None,
        };
        if let Some(rule) = rule {
            let span = reading.span(hit.first..hit.end);
            found.push(Source { span, name: Some(body.name.clone()), kind: body.kind, rule });
        }
    }
    cited(reading, tags, &mut found);
    found.extend(wire::unknown(reading, tags));
    photo::photographers(reading, tags, &mut found);
    found.sort_by_key(|source| (source.span.start(), std::cmp::Reverse(source.span.end())));
    found.dedup_by(|b, a| a.span.overlaps(b.span));
    found
}

/// "citing two people familiar with the matter", "citing a government report": unnamed people and documents that others
/// lean on.
fn cited(reading: &Reading<'_>, tags: &Tags, found: &mut Vec<Source>) {
    /// As far as the noun stands behind its verb.
    const FAR: usize = 5;
    for (at, _) in reading.tokens.iter().enumerate() {
        if !reading.any(at, &["citing"]) {
            continue;
        }
        let first = at + 1 + usize::from(tags.at(at + 1) == Tag::Article);
        let near = (first..first + FAR).take_while(|i| {
            matches!(tags.at(*i), Tag::Lower | Tag::Capital | Tag::Determiner | Tag::Figure | Tag::Hyphen)
        });
        let noun = near.filter_map(|i| {
            reading.hit(i, |sense| match sense {
                Sense::Title(class) if class.person() => Some(SourceKind::Anonymous),
                Sense::BodyHead(SourceKind::Document) => Some(SourceKind::Document),
                _ => None,
            })
        });
        if let Some((hit, kind)) = noun.last() {
            let end = familiar(reading, tags, hit.end);
            let span = reading.span(first..end);
            let name = (kind == SourceKind::Document).then(|| span.of(reading.text).to_owned());
            found.push(Source { span, name, kind, rule: CITED });
        }
    }
}

const CITED: &str = "source/cited";

/// "… familiar with the matter", "… briefed on the talks" belong to what unnamed people are called.
fn familiar(reading: &Reading<'_>, tags: &Tags, end: usize) -> usize {
    /// They are no longer.
    const FAR: usize = 8;
    if !reading.any(end, &["familiar", "briefed", "close", "involved"]) {
        return end;
    }
    (end..end + FAR)
        .find(|i| matches!(tags.at(*i), Tag::Comma | Tag::Stop | Tag::Colon | Tag::Dash | Tag::Question | Tag::That))
        .unwrap_or(end)
}

/// What shows that an outlet is a source: the rule's name and its test of the tokens of the name.
type Test = fn(&Reading<'_>, &Tags, usize, usize) -> bool;

const DATELINE: (&str, Test) = ("source/dateline", dateline);
const EVIDENCE: &[(&str, Test)] = &[("source/told", told), ("source/leaned-on", leaned_on), ("source/credit", credit)];
const VIA: &str = "source/platform";

/// "WASHINGTON (AP) —", "(Reuters) -", "Washington CNN  —": the name stands in the first words of a paragraph, in
/// brackets or before a dash.
fn dateline(reading: &Reading<'_>, tags: &Tags, first: usize, end: usize) -> bool {
    /// A dateline has no more words before the name.
    const FAR: usize = 8;
    let brackets = tags.at(first.wrapping_sub(1)) == Tag::Open && tags.at(end) == Tag::Close;
    if !brackets && tags.at(end) != Tag::Dash {
        return false;
    }
    let floor = first.saturating_sub(FAR);
    let Some(start) = (floor..=first).rev().find(|i| reading.tokens.get(*i).is_some_and(|t| t.starts_paragraph)) else {
        return false;
    };
    (start..first).all(|i| {
        matches!(
            tags.at(i),
            Tag::Capital | Tag::Comma | Tag::Open | Tag::Figure | Tag::Mark | Tag::Stop | Tag::Dash | Tag::Hyphen
        )
    })
}

/// "told CNN", "in an interview with Reuters", "in a statement to the BBC".
fn told(reading: &Reading<'_>, tags: &Tags, first: usize, _end: usize) -> bool {
    let at = first - usize::from(first > 0 && tags.at(first - 1) == Tag::Article);
    let hears = |sense| match sense {
        Sense::Saying(index, _) => {
            reading.lexicon.sayings.get(usize::from(index)).filter(|s| s.takes(Construction::Hearer)).map(|_| ())
        }
        _ => None,
    };
    if reading.hit_before(at, hears).is_some() {
        return true;
    }
    at >= 2
        && reading.any(at - 1, &["with", "to", "by"])
        && reading.any(
            at - 2,
            &[
                "interview",
                "interviews",
                "statement",
                "statements",
                "email",
                "comments",
                "interviewed",
                "obtained",
                "quoted",
            ],
        )
}

/// "according to the AP", "citing Reuters", "as reported by CNN", "seen by Reuters".
fn leaned_on(reading: &Reading<'_>, tags: &Tags, first: usize, _end: usize) -> bool {
    let at = first - usize::from(first > 0 && tags.at(first - 1) == Tag::Article);
    let leans = |sense| match sense {
        Sense::Saying(index, VerbForm::Base) => {
            reading.lexicon.sayings.get(usize::from(index)).filter(|s| s.takes(Construction::Preposition)).map(|_| ())
        }
        _ => None,
    };
    reading.hit_before(at, leans).is_some()
        || reading.any(at.wrapping_sub(1), &["citing"])
        || (at >= 2
            && reading.is(at - 1, "by")
            && reading.any(
                at - 2,
                &[
                    "reported",
                    "seen",
                    "reviewed",
                    "published",
                    "obtained",
                    "quoted",
                    "cited",
                    "compiled",
                    "conducted",
                    "tallied",
                ],
            ))
}

/// "CNN's Ana Ruiz contributed to this report", "The Associated Press contributed".
fn credit(reading: &Reading<'_>, tags: &Tags, first: usize, end: usize) -> bool {
    /// Credits name a few people.
    const FAR: usize = 24;
    let Some(sentence) = reading.sentence(first) else { return false };
    let stop = sentence.tokens.end.min(end + FAR);
    (end..stop).take_while(|i| tags.at(*i) != Tag::Stop).any(|i| {
        reading.any(i, &["contributed", "reported", "reporting"])
            && (reading.any(i + 1, &["to", "from", "by"]) || tags.at(i + 1) == Tag::Stop)
            && (tags.at(end) != Tag::Comma || reading.is(i, "contributed"))
    })
}

/// "via Twitter", "wrote on Facebook", "in a post on X".
fn via(reading: &Reading<'_>, tags: &Tags, first: usize, _end: usize) -> bool {
    if reading.is(first.wrapping_sub(1), "via") {
        return true;
    }
    let says = |sense| matches!(sense, Sense::Saying(..)).then_some(());
    let post = |at: usize| reading.any(at, &["post", "video", "statement", "message", "tweet", "account", "page"]);
    tags.at(first.wrapping_sub(1)) == Tag::Preposition
        && (reading.hit_before(first.wrapping_sub(1), says).is_some() || post(first.wrapping_sub(2)))
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[
    "source/speaker",
    "source/dateline",
    "source/told",
    "source/leaned-on",
    "source/credit",
    "source/platform",
    CITED,
    photo::RULE,
];
