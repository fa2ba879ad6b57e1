//! Answers on a terminal, as a compiler shows what it found: the draft's line with the figure underlined, and below it
//! what the sources say.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::Draft;
use crate::claims::{Checked, Matched, Outcome};
use crate::cli::plain::{plain, plain_within};
use crate::model::Evidence;
use crate::record::text_fragment;
use crate::record::words::{around, in_words, rests_on, source};

/// Columns that stand before a sentence.
const MARGIN: usize = 8;

/// Writes a draft's figures, one below the other. Colours are in it; the stream leaves them out where they are not
/// wanted.
pub(super) fn draft(out: &mut dyn Write, draft: &Draft<'_>, width: usize) -> io::Result<()> {
    let renderer = Renderer::styled().term_width(width);
    for figure in draft.figures {
        writeln!(out, "{}\n", renderer.render(&report(draft, figure, width)))?;
    }
    Ok(())
}

fn report<'a>(draft: &Draft<'_>, figure: &'a Checked, width: usize) -> Vec<Group<'a>> {
    let outcome = Outcome::of(figure);
    let level = match outcome {
        Outcome::Agrees => Level::NOTE,
        Outcome::Differs => Level::ERROR,
        Outcome::Unknown | Outcome::Unchecked => Level::WARNING,
    };
    let Some((best, others)) = figure.matches.split_first() else {
        let title = level.with_name(outcome.label()).primary_title(outcome.reason());
        return vec![title.elements(in_draft(draft, figure))];
    };
    let title = level.with_name(outcome.label()).primary_title(plain(&best.wording));
    let mut groups = vec![title.elements(in_draft(draft, figure)).elements(notes(best))];
    groups.extend(best.passages.iter().map(|it| passage(it, width)));
    groups.extend(others.iter().map(|other| {
        let words = format!("{} (claim {}, {})", other.wording, other.claim.id, rests_on(&other.claim));
        Group::with_title(Level::HELP.with_name("or").secondary_title(plain(&words).into_owned()))
    }));
    groups
}

/// The line of the draft that a figure stands in, with where that is.
fn in_draft(draft: &Draft<'_>, figure: &Checked) -> Vec<Element<'static>> {
    let text = &draft.article.text;
    let (start, end) = (figure.span.start(), figure.span.end());
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let (words, at) = plain_within(&text[from..start], figure.span.of(text), &text[end..to]);
    let snippet = Snippet::source(words).annotation(AnnotationKind::Primary.span(at));
    match (draft.name, draft.line) {
        (None, _) => vec![snippet.line_numbering(false).into()],
        (Some(name), None) => {
            vec![Origin::path(plain(name).into_owned()).into(), snippet.line_numbering(false).into()]
        }
        (Some(name), Some(first)) => {
            let line = first + text[..start].matches('\n').count();
            vec![snippet.path(plain(name).into_owned()).line_start(line).into()]
        }
    }
}

/// What a claim rests on, and how it hangs together with others.
fn notes(best: &Matched) -> Vec<Element<'static>> {
    let claim = &best.claim;
    let mut notes = vec![format!("claim {}, {}", claim.id, rests_on(claim))];
    let related = claim.relations.iter();
    notes.extend(related.map(|r| format!("{} claim {}: {}", in_words(r.kind, r.from), r.claim, r.reason)));
    notes.iter().map(|note| Level::NOTE.message(plain(note).into_owned()).into()).collect()
}

/// A passage in its sentence, with who says so, in which paper, and a link that opens on it.
fn passage(it: &Evidence, width: usize) -> Group<'static> {
    let (before, words, after) = around(it);
    let (sentence, at) = plain_within(before, words, after);
    let sentence = wrapped(sentence, width.saturating_sub(MARGIN));
    let title = Level::INFO.with_name("source").secondary_title(plain(&source(it)).into_owned());
    let snippet = Snippet::source(sentence).line_numbering(false).fold(false);
    let group = title.element(snippet.annotation(AnnotationKind::Context.span(at)));
    let link = it.url.as_deref().and_then(|url| text_fragment(url, &it.sentence));
    match link.as_deref().or(it.url.as_deref()).or(it.path.as_deref()) {
        Some(place) => group.element(Level::HELP.with_name("see").message(plain(place).into_owned())),
        None => group,
    }
}

/// Lines of at most `width` columns where words allow it. Spaces become line ends, so that every place stays where it is.
fn wrapped(words: String, width: usize) -> String {
    let (mut lines, mut column) = (String::with_capacity(words.len()), 0);
    for (index, word) in words.split(' ').enumerate() {
        let wide = unicode_width::UnicodeWidthStr::width(word);
        let fits = column + 1 + wide <= width;
        if index > 0 {
            lines.push(if fits { ' ' } else { '\n' });
            column = if fits { column + 1 } else { 0 };
        }
        lines.push_str(word);
        column += wide;
    }
    lines
}
