//! Answers as a page in one file that opens anywhere: no script, nothing loaded, every word escaped.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Draft;
use crate::claims::{Checked, Matched, Outcome};
use crate::record::html::{self, Text};
use crate::record::words::{in_words, rests_on};

/// The page up to the first draft.
pub(super) fn head(out: &mut dyn Write) -> io::Result<()> {
    html::head(
        out,
        "Figures held against the record",
        "Each figure of the text is underlined, and below its paragraph stands what the sources say, slot by slot. This \
         page does not say what is true.",
    )
}

/// One draft: its paragraphs with the figures underlined, and below each paragraph the notes of its figures.
pub(super) fn draft(out: &mut dyn Write, draft: &Draft<'_>) -> io::Result<()> {
    let text = &draft.article.text;
    let name = draft.id.or(draft.name).unwrap_or("Statement");
    writeln!(out, "<section>\n<h2>{}</h2>", Text(name))?;
    let mut figures = draft.figures.iter().enumerate().peekable();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let to = from + line.len();
        let (mut done, mut notes) = (from, Vec::new());
        let mut words = String::new();
        while let Some((index, figure)) = figures.next_if(|(_, figure)| figure.span.start() < to) {
            let start = figure.span.start().max(done);
            // a figure may run over the end of its line
            let end = figure.span.end().clamp(start, to);
            let _ = write!(words, "{}", Text(&text[done..start]));
            let class = class(Outcome::of(figure));
            let id = format!("{}-{}", draft.number, index + 1);
            let _ = write!(words, "<a class=\"{class}\" id=\"f{id}\" href=\"#n{id}\">{}</a>", Text(&text[start..end]));
            notes.push((id, figure));
            done = end;
        }
        let _ = write!(words, "{}", Text(&text[done..to]));
        from = to;
        if !words.trim().is_empty() {
            writeln!(out, "<p>{}</p>", words.trim_end())?;
        }
        for (id, figure) in notes {
            note(out, &id, figure.span.of(text), figure)?;
        }
    }
    writeln!(out, "</section>")
}

fn note(out: &mut dyn Write, id: &str, words: &str, figure: &Checked) -> io::Result<()> {
    let outcome = Outcome::of(figure);
    writeln!(
        out,
        "<article class=\"note {}\" id=\"n{id}\">\n<h3><a href=\"#f{id}\">{}</a> <span>{}</span></h3>",
        class(outcome),
        Text(words),
        outcome.label()
    )?;
    match figure.matches.split_first() {
        None => writeln!(out, "<p>{}</p>", outcome.reason())?,
        Some((best, others)) => {
            claim(out, best)?;
            if !others.is_empty() {
                writeln!(out, "<details><summary>Other claims that it may be about</summary>")?;
                for other in others {
                    claim(out, other)?;
                }
                writeln!(out, "</details>")?;
            }
        }
    }
    writeln!(out, "</article>")
}

fn claim(out: &mut dyn Write, matched: &Matched) -> io::Result<()> {
    let Matched { claim, comparison, wording, passages } = matched;
    writeln!(out, "<p>{}</p>\n<table>", Text(wording))?;
    writeln!(out, "<tr><th>slot</th><th>answer</th><th>statement</th><th>sources</th></tr>")?;
    let stated = comparison.slots.iter().filter(|slot| !(slot.said.is_empty() && slot.have.is_empty()));
    for slot in stated {
        let answer = slot.answer.as_str().replace('_', " ");
        let (said, have) = (Text(&slot.said), Text(&slot.have));
        writeln!(out, "<tr><th>{}</th><td>{answer}</td><td>{said}</td><td>{have}</td></tr>", slot.slot.as_str())?;
    }
    writeln!(out, "</table>\n<p class=\"claim\">claim {}, {}</p>", Text(&claim.id), rests_on(claim))?;
    for related in &claim.relations {
        let how = in_words(related.kind, related.from);
        writeln!(out, "<p class=\"claim\">{how} claim {}: {}</p>", Text(&related.claim), Text(&related.reason))?;
    }
    for passage in passages {
        html::passage(out, passage, ["", ""])?;
    }
    Ok(())
}

const fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agrees => "agrees",
        Outcome::Differs => "differs",
        Outcome::Unknown => "unknown",
        Outcome::Unchecked => "unchecked",
    }
}
