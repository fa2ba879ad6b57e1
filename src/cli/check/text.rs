//! Answers on a terminal, as a compiler shows what it found: the draft's line with the figure underlined, and below it
//! what the sources say.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Draft, Outcome};
use crate::cli::plain::{count, plain, plain_within};
use crate::model::Evidence;
use crate::pipeline::{Checked, Matched};
use crate::record::text_fragment;

/// Writes a draft's figures, one below the other. Colours are in it; the stream leaves them out where they are not
/// wanted.
pub(super) fn draft(out: &mut dyn Write, draft: &Draft<'_>, width: usize) -> io::Result<()> {
    let renderer = Renderer::styled().term_width(width);
    for figure in draft.figures {
        writeln!(out, "{}\n", renderer.render(&report(draft, figure)))?;
    }
    Ok(())
}

fn report<'a>(draft: &Draft<'_>, figure: &'a Checked) -> Vec<Group<'a>> {
    let outcome = Outcome::of(figure);
    let level = match outcome {
        Outcome::Agrees => Level::NOTE,
        Outcome::Differs => Level::ERROR,
        Outcome::Unknown | Outcome::Unchecked => Level::WARNING,
    };
    let best = figure.matches.first();
    let words = best.map_or(outcome.reason(), |best| &best.wording);
    let title = level.with_name(outcome.label()).primary_title(plain(words));
    let mut groups = vec![title.elements(in_draft(draft, figure))];
    for (index, matched) in figure.matches.iter().enumerate() {
        groups.push(sources(matched, index == 0));
    }
    groups
}

/// The line of the draft that a figure stands in, with where that is.
fn in_draft<'a>(draft: &Draft<'_>, figure: &Checked) -> Vec<Element<'a>> {
    let text = &draft.article.text;
    let (start, end) = (figure.span.start(), figure.span.end());
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let (words, at) = plain_within(&text[from..start], figure.span.of(text), &text[end..to]);
    let snippet = Snippet::source(words).annotation(AnnotationKind::Primary.span(at));
    let Some(name) = draft.name else { return vec![snippet.line_numbering(false).into()] };
    let Some(first) = draft.line else {
        return vec![Origin::path(plain(name).into_owned()).into(), snippet.line_numbering(false).into()];
    };
    let line = first + text[..start].matches('\n').count();
    vec![snippet.path(plain(name).into_owned()).line_start(line).into()]
}

/// What a claim rests on: how many articles and origins, and its passages.
fn sources(matched: &Matched, is_best: bool) -> Group<'_> {
    let claim = &matched.claim;
    let rests_on = format!("{}, {}", count(claim.articles, "article"), count(claim.origins, "origin"));
    let rests_on = format!("claim {} rests on {rests_on}", claim.id);
    let title = if is_best { rests_on } else { format!("{} {rests_on}", matched.wording) };
    let name = if is_best { "sources" } else { "or" };
    let mut group = Group::with_title(Level::INFO.with_name(name).secondary_title(plain(&title).into_owned()));
    for passage in &matched.passages {
        group = group.elements(self::passage(passage));
    }
    group
}

/// A passage in its sentence, with who says so, in which paper, and a link that opens on it.
fn passage(it: &Evidence) -> Vec<Element<'static>> {
    let place = [it.outlet.as_deref(), it.published.as_deref()].into_iter().flatten();
    let mut place: Vec<String> = place.map(|words| plain(words).into_owned()).collect();
    if !it.says.is_empty() {
        place.push(format!("says {}", plain(&it.says.join(", via "))));
    }
    if place.is_empty() {
        place.push(format!("article {}", plain(&it.article)));
    }
    let (before, words, after) = around(it);
    let (sentence, at) = plain_within(before, words, after);
    let mut elements: Vec<Element<'static>> = vec![Origin::path(place.join(", ")).into()];
    let snippet = Snippet::source(sentence).line_numbering(false);
    elements.push(snippet.annotation(AnnotationKind::Context.span(at)).into());
    let link = it.url.as_deref().and_then(|url| text_fragment(url, &it.sentence));
    if let Some(place) = link.as_deref().or(it.url.as_deref()).or(it.path.as_deref()) {
        elements.push(Level::INFO.with_name("see").message(plain(place).into_owned()).into());
    }
    elements
}

/// The sentence before the figure, the figure, and the sentence after it.
pub(super) fn around(it: &Evidence) -> (&str, &str, &str) {
    let start = it.span.start().saturating_sub(it.sentence_span.start());
    let end = start.saturating_add(it.span.len());
    match (it.sentence.get(..start), it.sentence.get(start..end), it.sentence.get(end..)) {
        (Some(before), Some(words), Some(after)) => (before, words, after),
        _ => (&it.sentence, "", ""),
    }
}
