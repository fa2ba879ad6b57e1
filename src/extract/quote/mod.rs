//! What was said, and who said it.
//!
//! Quotation marks are paired, words of saying are read with their subject and with the place where what is said can
//! stand, and the two are put together: marked speech beside a cue is direct, a clause beside a cue is indirect, marked
//! words inside such a clause are partial. Marks with no cue in reach are no quotes: titles, nicknames, irony.

mod alone;
mod block;
mod bodies;
mod clause;
mod condition;
mod cues;
mod direct;
mod gender;
mod interview;
mod lead;
mod marks;
mod phrase;
mod relay;
mod speaker;
mod unmarked;

use std::ops::Range;

use super::Reading;
use super::grammar::Tags;
use super::person::People;
use crate::lexicon::Construction;
use crate::model::{Form, Quote, Report, Source, SourceKind, Span, Speaker};
use cues::{Cue, Ground};
use speaker::{Memory, Who};

/// What a text says that others say.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// In order.
    pub(super) quotes: Vec<Quote>,
    /// What outlets report, in order.
    pub(super) reports: Vec<Report>,
    /// The bodies and the unnamed people among those who say something.
    pub(super) sources: Vec<Source>,
}

/// A stretch of what is said, before it becomes a quote.
#[derive(Clone, Debug)]
struct Part {
    span: Span,
    form: Form,
    /// Index into the cues; none where a quote has only an author's line.
    cue: Option<usize>,
    /// Parts with the same number are one saying.
    saying: Option<usize>,
    rule: &'static str,
}

/// All quotes and reports, in order.
pub(super) fn quotes(reading: &Reading<'_>, tags: &Tags, people: &People) -> Said {
    let ground = Ground { reading, tags, people };
    let marked = marks::marked(reading);
    let cues = cues::cues(ground, &marked);
    let mut parts = direct::direct(ground, &marked, &cues);
    let spoken = hung(&parts, cues.len());
    let clauses = clause::clauses(ground, &marked, &cues, &spoken);
    unmarked::unmarked(ground, &cues, clauses, &mut parts);
    direct::partial(ground, &marked, &mut parts);
    alone::alone(ground, &marked, &cues, &mut parts);
    let mut said = Said::default();
    attribute(ground, &cues, parts, &mut said);
    block::blocks(ground, &marked, &mut said.quotes);
    interview::interview(ground, &mut said.quotes);
    finish(&mut said);
    said
}

/// Which cues something hangs on.
fn hung(parts: &[Part], cues: usize) -> Vec<bool> {
    let mut hung = vec![false; cues];
    for cue in parts.iter().filter_map(|part| part.cue) {
        if let Some(flag) = hung.get_mut(cue) {
            *flag = true;
        }
    }
    hung
}

/// Gives every part its speaker; what an outlet says becomes a report.
fn attribute(ground: Ground<'_, '_>, cues: &[Cue<'_>], parts: Vec<Part>, said: &mut Said) {
    let reading = ground.reading;
    let mut memory = Memory::new(ground);
    let used = hung(&parts, cues.len());
    let resolved: Vec<(Range<usize>, Who)> =
        cues.iter().zip(&used).map(|(cue, used)| memory.who(ground, cue, *used)).collect();
    let mut sayings: Vec<usize> = parts.iter().filter_map(|part| part.saying).collect();
    sayings.sort_unstable();
    let shared = |saying: usize| {
        let first = sayings.partition_point(|s| *s < saying);
        sayings.get(first + 1).is_some_and(|s| *s == saying)
    };
    for part in &parts {
        if part.cue.is_none() {
            said.quotes.push(unattributed(part));
        }
        let Some((cue, (tokens, who))) = part.cue.and_then(|index| Some((cues.get(index)?, resolved.get(index)?)))
        else {
            continue;
        };
        // "experience shows", "the figures suggest": evidence speaks, nobody says it
        if matches!(who, Who::Words { .. }) && cue.entry.takes(Construction::Evidence) {
            continue;
        }
        let cue_span = reading.span(cue.verb.clone());
        if let Who::Body { name, kind: SourceKind::Outlet, tokens, .. } = who
            && matches!(part.form, Form::Indirect | Form::Unmarked)
        {
            let source = name.clone().unwrap_or_else(|| reading.span(tokens.clone()).of(reading.text).to_owned());
            let citing = relay::citing(ground, cue);
            said.reports.push(Report { span: part.span, source, citing, cue: cue_span });
            continue;
        }
        // "Xinhua quoted Mr. Li as saying": the outlet relays it
        if reading.is(cue.group.wrapping_sub(1), "as")
            && let Some((relay, (_, Who::Body { name: Some(name), kind: SourceKind::Outlet, .. }))) = part
                .cue
                .and_then(|index| index.checked_sub(1))
                .and_then(|index| Some((cues.get(index)?, resolved.get(index)?)))
            && relay.entry.takes(Construction::Quotes)
        {
            let cue = reading.span(relay.verb.clone());
            said.reports.push(Report { span: part.span, source: name.clone(), citing: None, cue });
        }
        let group = part.saying.filter(|saying| shared(*saying)).and_then(|saying| u32::try_from(saying).ok());
        let mut speaker = speaker::speaker(ground, tokens, who);
        if matches!(who, Who::Unnamed { .. } | Who::Words { .. }) {
            speaker.condition = condition::condition(ground, cue);
        }
        said.quotes.push(Quote {
            span: part.span,
            form: part.form,
            speaker: Some(speaker).filter(|s| *s != Speaker::default()),
            cue: Some(cue_span),
            via: relay::told(ground, cue).into_iter().collect(),
            group,
            rule: part.rule,
        });
    }
    for ((_, who), used) in resolved.iter().zip(used) {
        let found = speaker::source(ground, who).filter(|(.., kind)| used || *kind == SourceKind::Outlet);
        if let Some((span, name, kind)) = found {
            said.sources.push(Source { span, name, kind, rule: "source/speaker" });
        }
    }
}

/// Words in quotation marks that nobody is named for.
fn unattributed(part: &Part) -> Quote {
    Quote { span: part.span, form: part.form, speaker: None, cue: None, via: Vec::new(), group: None, rule: part.rule }
}

/// Puts quotes in order, numbers their groups in that order, and tells who relayed them.
fn finish(said: &mut Said) {
    said.quotes.sort_by_key(|quote| (quote.span, quote.form));
    said.quotes.dedup_by(|b, a| a.span == b.span);
    said.reports.sort_by_key(|report| (report.span, report.cue));
    let mut numbers: Vec<u32> = Vec::new();
    let mut order = foldhash::HashMap::<u32, u32>::default();
    for quote in &mut said.quotes {
        if let Some(group) = &mut quote.group {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *group = *order.entry(*group).or_insert_with(|| {
                numbers.push(next);
                next
            });
        }
    }
    // what goes on behind its cue is as direct as what stands before it
    let direct = said.quotes.iter().filter(|q| q.form == Form::Direct).filter_map(|q| q.group);
    let direct: std::collections::BTreeSet<u32> = direct.collect();
    let mut relayed = foldhash::HashMap::<u32, Vec<String>>::default();
    for quote in &mut said.quotes {
        if quote.form == Form::Partial && quote.group.is_some_and(|group| direct.contains(&group)) {
            quote.form = Form::Direct;
        }
        // a report that holds a quote relays it; the nearest first is the shortest first
        let to = said.reports.partition_point(|report| report.span.start() <= quote.span.start());
        let from = to.saturating_sub(4);
        for report in said.reports.get(from..to).unwrap_or(&[]).iter().rev() {
            if report.span.contains(quote.span) && !quote.via.contains(&report.source) {
                quote.via.push(report.source.clone());
                if let Some(group) = quote.group {
                    relayed.entry(group).or_default().push(report.source.clone());
                }
            }
        }
    }
    for quote in &mut said.quotes {
        for source in quote.group.and_then(|group| relayed.get(&group)).into_iter().flatten().take(4) {
            if !quote.via.contains(source) {
                quote.via.push(source.clone());
            }
        }
    }
}

/// The rules of this kind.
pub(super) const RULES: &[&str] = &[
    direct::BEHIND,
    direct::BEFORE,
    direct::GOES_ON,
    direct::PARTIAL,
    clause::BEHIND,
    clause::BEFORE,
    clause::AROUND,
    unmarked::RULE,
    alone::RULE,
    block::RULE,
    block::SIGNED,
    interview::RULE,
];
