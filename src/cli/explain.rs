//! `onrecord explain`: why the extractor reads a sentence as it does.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, bail};

use super::Exit;
use super::inputs::{LexiconArg, Words};
use super::plain::plain;
use super::ui::Ui;
use crate::claims;
use crate::extract::{self, Reading};
use crate::fetch::{self, Given, Limits, Reader};
use crate::model::{Article, Claim, Facts, Published, Span};

/// Show how a sentence is read: tokens, known words, each rule that fired, and each that came near with what it missed
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord explain '2.5 million doses went to Mexico and 1.5 million to Canada.'
  onrecord explain story.txt:1240     the sentence at that code point of the article's text")]
pub(super) struct Args {
    /// A sentence, or PATH:OFFSET, with the offset in code points of the article's text
    #[arg(value_name = "SENTENCE|PATH:OFFSET")]
    what: String,
    /// The day that relative dates are worked out against
    #[arg(long, value_name = "DATE", value_parser = super::inputs::published)]
    published: Option<Published>,
    #[command(flatten)]
    lexicon: LexiconArg,
}

/// Exits with 1 where the sentence holds no fact.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let lexicon = args.lexicon.load()?;
    let given = Given { published: args.published.clone(), ..Given::default() };
    let (article, at) = match place(&args.what) {
        Some((path, offset)) => one(&path, offset, &given)?,
        None => (fetch::statement(&args.what, &given), None),
    };
    let mut out = ui.out();
    let found = Explained::new(&article, &lexicon, at).write(&mut out)?;
    out.flush()?;
    Ok(if found { Exit::Done } else { Exit::Differs })
}

/// `PATH:OFFSET` of a file that is there; anything else is a sentence.
fn place(what: &str) -> Option<(PathBuf, usize)> {
    let (path, offset) = what.rsplit_once(':')?;
    let path = Path::new(path);
    Some((path.is_file().then(|| path.to_owned())?, offset.parse().ok()?))
}

fn one(path: &Path, offset: usize, given: &Given) -> anyhow::Result<(Article, Option<usize>)> {
    let mut articles = Reader::new(vec![path.to_owned()], Limits::default());
    let raw = articles.next().with_context(|| format!("{} holds no article", path.display()))??;
    let article = raw.read(given)?.article;
    let Some((byte, _)) = article.text.char_indices().nth(offset) else {
        bail!(
            "{} has {} code points; the offset {offset} is behind its end",
            path.display(),
            article.text.chars().count()
        );
    };
    Ok((article, Some(byte)))
}

struct Explained<'a> {
    reading: Reading<'a>,
    facts: Facts,
    claims: Vec<Claim>,
    /// The sentence, or the whole text.
    window: Span,
}

const HEAD: Style = AnsiColor::Cyan.on_default().bold();
const HIT: Style = AnsiColor::Green.on_default();
const MISS: Style = Style::new().dimmed();

impl<'a> Explained<'a> {
    fn new(article: &'a Article, lexicon: &'a Words, at: Option<usize>) -> Self {
        let reading = Reading::new(&article.text, lexicon);
        let facts = extract::facts(&reading, article.published.as_ref().map(|p| p.day));
        let (claims, _) = claims::claims(&reading, &facts, article);
        let sentence = at.and_then(|byte| reading.sentence(reading.token_at(byte))).map(|s| s.span);
        let window = sentence.unwrap_or(Span::new(0, article.text.len()));
        Self { reading, facts, claims, window }
    }

    /// Whether a fact was found.
    fn write(&self, out: &mut impl Write) -> std::io::Result<bool> {
        writeln!(out, "{HEAD}sentence{HEAD:#}\n  {}", plain(self.window.of(self.reading.text)))?;
        self.tokens(out)?;
        self.words(out)?;
        let found = self.fired(out)?;
        self.near(out)?;
        Ok(found)
    }

    fn tokens(&self, out: &mut impl Write) -> std::io::Result<()> {
        let tokens = self.reading.tokens_of(self.window);
        let words: Vec<String> = tokens.map(|t| plain(self.reading.word(t)).into_owned()).collect();
        writeln!(out, "{HEAD}tokens{HEAD:#}\n  {}", words.join(" · "))?;
        let numbers = self.reading.numbers.iter().filter(|n| self.window.overlaps(n.span));
        for number in numbers {
            writeln!(out, "  {} is a number: {:?}", plain(number.span.of(self.reading.text)), number.shape)?;
        }
        Ok(())
    }

    fn words(&self, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(out, "{HEAD}known words{HEAD:#}")?;
        let mut senses: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
        for hit in self.reading.hits.within(self.reading.tokens_of(self.window)) {
            senses.entry((hit.first, hit.end)).or_default().push(self.reading.lexicon.describe(hit.sense));
        }
        for ((first, end), senses) in senses {
            let words = self.reading.span(first..end).of(self.reading.text);
            writeln!(out, "  {HIT}{}{HIT:#}: {}", plain(words), senses.join("; "))?;
        }
        Ok(())
    }

    fn fired(&self, out: &mut impl Write) -> std::io::Result<bool> {
        writeln!(out, "{HEAD}rules that fired{HEAD:#}")?;
        let mut fired: Vec<(Span, String, String)> = Vec::new();
        let facts = &self.facts;
        fired.extend(
            facts
                .quantities
                .iter()
                .map(|q| (q.span, q.rule.to_owned(), q.unit.clone().unwrap_or_else(|| "not typed".to_owned()))),
        );
        fired.extend(facts.dates.iter().map(|d| {
            (d.span, d.rule.to_owned(), d.value.as_ref().map_or_else(|| "open".to_owned(), ToString::to_string))
        }));
        fired.extend(facts.places.iter().map(|p| (p.span, p.rule.to_owned(), p.name.clone())));
        fired.extend(
            facts
                .sources
                .iter()
                .map(|s| (s.span, s.rule.to_owned(), s.name.clone().unwrap_or_else(|| "unnamed".to_owned()))),
        );
        fired.extend(facts.quotes.iter().map(|q| {
            let speaker = q.speaker.as_ref().and_then(|s| s.name.clone()).unwrap_or_else(|| "nobody named".to_owned());
            (q.span, q.rule.to_owned(), speaker)
        }));
        fired.extend(
            self.claims.iter().map(|c| (c.span, c.rules.join(" "), format!("{} {}", c.status.as_str(), c.key))),
        );
        fired.retain(|(span, ..)| self.window.overlaps(*span));
        fired.sort();
        for (span, rule, value) in &fired {
            writeln!(
                out,
                "  {HIT}{}{HIT:#}: {value} ({rule})",
                plain(span.of(self.reading.text)),
                value = plain(value)
            )?;
        }
        Ok(!fired.is_empty())
    }

    fn near(&self, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(out, "{HEAD}rules that came near{HEAD:#}")?;
        for (span, tried) in extract::tried(&self.reading) {
            if !self.window.overlaps(span) {
                continue;
            }
            for (rule, miss) in tried.iter().filter_map(|(rule, answer)| answer.err().map(|miss| (rule, miss))) {
                writeln!(out, "  {MISS}{}: {rule}: {miss}{MISS:#}", plain(span.of(self.reading.text)))?;
            }
        }
        for hit in self.reading.hits.within(self.reading.tokens_of(self.window)) {
            let Some(kind) = hit.sense.kind() else { continue };
            let span = self.reading.span(hit.first..hit.end);
            if !self.covered(kind, span) {
                writeln!(
                    out,
                    "  {MISS}{}: {}, and no rule of that kind took it{MISS:#}",
                    plain(span.of(self.reading.text)),
                    self.reading.lexicon.describe(hit.sense)
                )?;
            }
        }
        Ok(())
    }

    fn covered(&self, kind: &str, span: Span) -> bool {
        let facts = &self.facts;
        match kind {
            "date" => facts.dates.iter().any(|d| d.span.overlaps(span)),
            "place" => facts.places.iter().any(|p| p.span.overlaps(span)),
            "source" => facts.sources.iter().any(|s| s.span.overlaps(span)),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn what_is_no_file_is_a_sentence() {
        assert_eq!(place("At 14:30 they left"), None);
        assert_eq!(place("nothing.txt:12"), None);
    }
}
