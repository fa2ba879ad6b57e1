//! Answers as a page in one file that opens anywhere: no script, nothing loaded, every word escaped.

use std::fmt::{self, Display, Formatter, Write as _};
use std::io::{self, Write};

use super::Draft;
use crate::model::Evidence;
use crate::pipeline::{Checked, Matched, Outcome};
use crate::record::words::{around, in_words, rests_on, shown, source};
use crate::record::{is_web, text_fragment};

const STYLE: &str = include_str!("page.css");
/// SHA-256 of [`STYLE`] in Base64: the policy lets this style in and nothing else.
const STYLE_HASH: &str = "rbGxI6VuwFtYVlA95nu9ciJTUNsgH32q+HKh1gxX8aM=";

/// The page up to the first draft.
pub(super) fn head(out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>Figures held against the record</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Figures held against the record</h1>\n\
         <p class=\"legend\">Each figure of the text is underlined, and below its paragraph stands what the sources \
         say, slot by slot. This page does not say what is true.</p>\n"
    )
}

/// The page's end, with what all the figures came to.
pub(super) fn foot(out: &mut dyn Write, summary: &str) -> io::Result<()> {
    writeln!(out, "<footer><p>{}</p></footer>\n</main>\n</body>\n</html>", Text(summary))
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
        self::passage(out, passage)?;
    }
    Ok(())
}

/// A passage in its sentence, and where it stands. What is no address of the web is shown and not linked.
fn passage(out: &mut dyn Write, it: &Evidence) -> io::Result<()> {
    let (before, words, after) = around(it);
    write!(out, "<blockquote>{}<mark>{}</mark>{}", Text(before), Text(words), Text(after))?;
    let source = source(it);
    match it.url.as_deref().or(it.path.as_deref()) {
        Some(url) if is_web(url) => {
            let link = text_fragment(url, &it.sentence).unwrap_or_default();
            write!(
                out,
                "<cite><a rel=\"noopener noreferrer nofollow\" href=\"{}\">{}</a></cite>",
                Text(&link),
                Text(&source)
            )?;
        }
        Some(place) => write!(out, "<cite>{} ({})</cite>", Text(&source), Text(place))?,
        None => write!(out, "<cite>{}</cite>", Text(&source))?,
    }
    writeln!(out, "</blockquote>")
}

const fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agrees => "agrees",
        Outcome::Differs => "differs",
        Outcome::Unknown => "unknown",
        Outcome::Unchecked => "unchecked",
    }
}

/// Words as they may stand in an element or in a quoted attribute; what would steer how they are shown is marked.
struct Text<'a>(&'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' => f.write_char(' ')?,
                c => f.write_char(shown(c))?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::{STYLE, STYLE_HASH, Text};

    #[test]
    fn the_policy_lets_the_style_in() {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digest = Sha256::digest(STYLE.as_bytes());
        let mut base64 = String::new();
        for three in digest.chunks(3) {
            let bits =
                three.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
            let digits = (0..4).map(|i| char::from(DIGITS[bits >> (18 - 6 * i) & 63])).take(three.len() + 1);
            base64.extend(digits);
            base64.extend(std::iter::repeat_n('=', 3 - three.len()));
        }
        assert_eq!(STYLE_HASH, base64, "page.css has changed");
    }

    #[test]
    fn nothing_gets_out_of_its_element() {
        assert_eq!(
            Text("<b a='x'>\"&\n\u{202e}\u{1b}é").to_string(),
            "&lt;b a=&#39;x&#39;&gt;&quot;&amp; \u{fffd}\u{fffd}é"
        );
    }
}
