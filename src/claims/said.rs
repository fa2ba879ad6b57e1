//! In whose words a figure stands: the quotes and reports around it.

use std::ops::Range;

use crate::extract::Reading;
use crate::lexicon::Sense;
use crate::model::{Action, Facts, Form, Span, Status};

/// The quotes and reports of an article, laid out so that those around a span are found without looking at all.
pub(super) struct Sayings<'f> {
    /// By where they begin.
    said: Vec<Said<'f>>,
    /// For each, the furthest end of it and all before it.
    ends: Vec<usize>,
}

/// What somebody said or reported.
struct Said<'f> {
    span: Span,
    /// Who, nearest first.
    chain: Vec<&'f str>,
    /// The country that the speaker speaks for.
    country: Option<&'f str>,
    /// Whether the speaker holds an office.
    official: bool,
    /// Whether "we" is the speaker's side.
    own_words: bool,
    /// Whether an outlet reports it.
    outlet: bool,
    /// A few words inside the reporter's own sentence.
    partial: bool,
    /// The reporting words.
    cue: Option<Span>,
}

/// More quotes than this are never looked through around one figure.
const NESTED: usize = 16;

/// What only a clause has.
const FINITE: &[&str] =
    &["is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "can", "may", "might", "should"];

impl<'f> Sayings<'f> {
    pub(super) fn of(facts: &'f Facts) -> Self {
        let quotes = facts.quotes.iter().map(|quote| {
            let speaker = quote.speaker.as_ref();
            let official = speaker.filter(|s| s.official);
            let name = speaker.and_then(|s| s.name.as_deref());
            Said {
                span: quote.span,
                chain: name.into_iter().chain(quote.via.iter().map(String::as_str)).collect(),
                country: official.and_then(|s| s.country.as_deref()),
                official: official.is_some(),
                own_words: quote.form != Form::Indirect,
                outlet: false,
                partial: quote.form == Form::Partial,
                cue: quote.cue,
            }
        });
        let reports = facts.reports.iter().map(|r| Said {
            span: r.span,
            chain: r.citing.as_deref().into_iter().chain([r.source.as_str()]).collect(),
            country: None,
            official: false,
            own_words: false,
            outlet: true,
            partial: false,
            cue: Some(r.cue),
        });
        let mut said: Vec<Said<'f>> = quotes.chain(reports).collect();
        said.sort_by_key(|s| (s.span.start(), std::cmp::Reverse(s.span.end())));
        let mut furthest = 0;
        let ends = said.iter().map(|s| {
            furthest = furthest.max(s.span.end());
            furthest
        });
        let ends = ends.collect();
        Self { said, ends }
    }

    /// Who says what stands at a span: the nearest speaker, then who relayed it.
    pub(super) fn chain(&self, span: Span) -> Vec<String> {
        let mut around: Vec<&Said<'_>> = self.around(span).collect();
        around.sort_by_key(|s| s.span.len());
        let mut chain: Vec<String> = Vec::new();
        for name in around.into_iter().flat_map(|s| &s.chain) {
            if !chain.iter().any(|have| have == name) {
                chain.push((*name).to_owned());
            }
        }
        chain
    }

    /// "Chile denied that it had": the word by which whoever says what stands at a span denies it.
    pub(super) fn denied(&self, reading: &Reading<'_>, span: Span) -> Option<Span> {
        let denies = |cue: &Span| {
            let hits = reading.hits.at(reading.token_at(cue.start()));
            hits.iter().any(|h| matches!(h.sense, Sense::CueVerb(Status::Denied, _)))
        };
        self.around(span).filter(|said| !said.own_words).filter_map(|said| said.cue).find(denies)
    }

    /// Whom "we" and "our" stand for at a byte.
    pub(super) fn we(&self, byte: usize) -> Option<&'f str> {
        self.around(Span::new(byte, byte + 1)).filter(|s| s.own_words).find_map(|s| s.country)
    }

    /// The country that the speaker at a byte speaks for: "he said his government would".
    pub(super) fn country(&self, byte: usize) -> Option<&'f str> {
        self.around(Span::new(byte, byte + 1)).find_map(|s| s.country)
    }

    /// Whether an office speaks at a byte.
    pub(super) fn official(&self, byte: usize) -> bool {
        self.around(Span::new(byte, byte + 1)).any(|s| s.official)
    }

    /// What somebody else's words around a byte are, and the word that reports them. An outlet does not speak of itself.
    pub(super) fn reported(&self, byte: usize) -> Option<(Span, Span)> {
        let around = self.around(Span::new(byte, byte + 1)).filter(|s| !s.own_words && !s.outlet);
        around.min_by_key(|s| s.span.len()).and_then(|s| Some((s.span, s.cue?)))
    }

    /// The part of a sentence that a figure's frame is read from: what is said, without who says it.
    pub(super) fn clause(&self, reading: &Reading<'_>, figure: Span, sentence: &Range<usize>) -> Range<usize> {
        // "announced $2 billion in aid": what it announces is the verb's object
        let does = |s: &&Said<'_>| {
            let verb = s.cue.map(|cue| reading.token_at(cue.start()));
            let gives = |sense| match sense {
                Sense::Action(entry, _) => reading.lexicon.actions.get(usize::from(entry)),
                _ => None,
            };
            let near = reading.token_at(s.span.start()) + 3 > reading.token_at(figure.start());
            // "announced $2 billion would be spent": what it announces is a clause
            let behind = reading.token_at(figure.end());
            let clause = (behind..reading.token_at(s.span.end()).min(behind + 12)).any(|at| reading.any(at, FINITE));
            near && !clause
                && verb.and_then(|verb| reading.hit(verb, gives)).is_some_and(|(_, e)| e.action == Action::Give)
        };
        let around = self.around(figure).filter(|s| !s.partial && !does(s)).map(|s| reading.tokens_of(s.span));
        around.fold(sentence.clone(), |clause, said| {
            let start = clause.start.max(said.start);
            start..clause.end.min(said.end).max(start)
        })
    }

    fn around(&self, span: Span) -> impl Iterator<Item = &Said<'f>> {
        let behind = self.said.partition_point(|s| s.span.start() <= span.start());
        let open = move |index: &usize| self.ends.get(*index).is_some_and(|end| *end > span.start());
        (0..behind)
            .rev()
            .take_while(open)
            .take(NESTED)
            .filter_map(|i| self.said.get(i))
            .filter(move |s| s.span.contains(span))
    }
}
