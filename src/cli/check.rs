//! `onrecord check`: a statement or a draft, figure by figure, against the claims database.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use anyhow::{Context as _, bail};
use clap::ValueEnum;
use serde::Deserialize;

use super::Exit;
use super::inputs::{LexiconArg, Problems, Words};
use super::plain::{count, plain};
use super::ui::Ui;
use crate::fetch::{self, Given, Limits, Reader};
use crate::model::{Article, Published};
use crate::pipeline::{self, Checked, Matched, Wanted};
use crate::record::{self, Chars};
use crate::store::SqliteStore;

/// Hold each figure of a statement against the claims database, slot by slot
///
/// It never says true or false: it shows what the sources say the same, what they say otherwise, and where. Exits with
/// 1 where a figure differs or nothing is known of it, so that it serves in a newsroom's checks.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord check 'The US gave 4 million doses to Mexico and Canada in March 2021.'
  onrecord check draft.md --published 2021-06-10
  onrecord check --format ndjson statements.jsonl     one {\"id\", \"statement\"} a line")]
pub(super) struct Args {
    /// A statement, or a file that holds a draft (.txt, .md, .html) or statements (.jsonl)
    #[arg(value_name = "STATEMENT|FILE")]
    what: String,
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    /// The day that relative dates of the statement are worked out against
    #[arg(long, value_name = "DATE", value_parser = super::inputs::published)]
    published: Option<Published>,
    /// How the answer is written
    #[arg(long, default_value = "text")]
    format: Format,
    /// Claims shown for a figure, at most
    #[arg(long, value_name = "N", default_value_t = 3)]
    limit: usize,
    #[command(flatten)]
    lexicon: LexiconArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object a figure
    Ndjson,
}

/// A line of a file of statements.
#[derive(Deserialize)]
struct Line {
    id: Option<String>,
    statement: String,
}

/// Exits with 1 where a figure differs or is not known, and with 2 where a statement could not be read.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let lexicon = args.lexicon.load()?;
    let store = SqliteStore::open_read_only(&args.db)?;
    let mut checker = Checker { args, ui, lexicon, store, exit: Exit::Done, figures: 0 };
    let given = Given { published: args.published.clone(), ..Given::default() };
    let path = Path::new(&args.what);
    if !path.is_file() {
        checker.check(None, &fetch::statement(&args.what, &given))?;
    } else if path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson") {
        checker.lines(path, &given)?;
    } else {
        checker.draft(path, &given)?;
    }
    if checker.figures == 0 && checker.exit == Exit::Done {
        ui.note("no figure was found in it");
        checker.exit = Exit::Differs;
    }
    Ok(checker.exit)
}

struct Checker<'a> {
    args: &'a Args,
    ui: &'a Ui,
    lexicon: Words,
    store: SqliteStore,
    exit: Exit,
    figures: u64,
}

impl Checker<'_> {
    /// A file of statements, one a line; a line that cannot be read costs that line.
    fn lines(&mut self, path: &Path, given: &Given) -> anyhow::Result<()> {
        /// A statement is some sentences, not an archive.
        const LONGEST: u64 = 1 << 20;
        let mut file = BufReader::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?);
        for number in 1.. {
            let mut line = String::new();
            if file
                .by_ref()
                .take(LONGEST)
                .read_line(&mut line)
                .with_context(|| format!("cannot read {}", path.display()))?
                == 0
            {
                break;
            }
            if line.len() as u64 == LONGEST {
                bail!("{}:{number} is longer than a statement can be; check a draft as a .txt file", path.display());
            }
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Line>(&line) {
                Ok(line) => self.check(line.id.as_deref(), &fetch::statement(&line.statement, given))?,
                Err(error) => {
                    let what = format!("{}:{number} is no statement: {error}", path.display());
                    self.ui
                        .problem(&what, Some("a line is a JSON object such as {\"id\": \"1\", \"statement\": \"…\"}"));
                    self.exit = Exit::Error;
                }
            }
        }
        Ok(())
    }

    fn draft(&mut self, path: &Path, given: &Given) -> anyhow::Result<()> {
        let mut problems = Problems::default();
        for raw in Reader::new(vec![path.to_owned()], Limits::default()) {
            match raw.and_then(|raw| raw.read(given)) {
                Ok(input) => self.check(None, &input.article)?,
                Err(error) => {
                    problems.tell(&error, self.ui);
                    self.exit = Exit::Error;
                }
            }
        }
        Ok(())
    }

    fn check(&mut self, id: Option<&str>, statement: &Article) -> anyhow::Result<()> {
        let wanted = Wanted { matches: self.args.limit, passages: 3 };
        let checked = pipeline::check(statement, &self.lexicon, &self.store, wanted)?;
        let differs = |figure: &Checked| figure.matches.first().is_none_or(|best| best.comparison.differs());
        self.figures += checked.len() as u64;
        if self.exit == Exit::Done && checked.iter().any(differs) {
            self.exit = Exit::Differs;
        }
        match self.args.format {
            Format::Ndjson => self.ndjson(id, statement, &checked),
            Format::Text => self.text(statement, &checked),
        }
    }

    fn ndjson(&self, id: Option<&str>, statement: &Article, checked: &[Checked]) -> anyhow::Result<()> {
        let chars = Chars::new(&statement.text);
        let mut out = self.ui.raw();
        for figure in checked {
            let mut answer =
                record::check::Answer::new(id, &statement.text, &chars, figure.span, figure.claim.as_ref());
            answer.matches = figure
                .matches
                .iter()
                .map(|m| record::check::Match::new(&m.claim.id, &m.comparison, &m.passages))
                .collect();
            serde_json::to_writer(&mut out, &answer)?;
            writeln!(out)?;
        }
        Ok(out.flush()?)
    }

    fn text(&self, statement: &Article, checked: &[Checked]) -> anyhow::Result<()> {
        let mut out = self.ui.out();
        for figure in checked {
            writeln!(out, "{}", figure_in_line(&statement.text, figure))?;
            if figure.claim.is_none() {
                writeln!(out, "  not checked: what it counts could not be told\n")?;
                continue;
            }
            if figure.matches.is_empty() {
                writeln!(out, "  nothing is known of it\n")?;
            }
            for matched in &figure.matches {
                show(&mut out, matched)?;
            }
        }
        Ok(out.flush()?)
    }
}

const FIGURE: Style = AnsiColor::Yellow.on_default().bold();
const SAME: Style = AnsiColor::Green.on_default();
const DIFFERS: Style = AnsiColor::Red.on_default();
const FAINT: Style = Style::new().dimmed();

/// The line of the statement that a figure stands in, with a caret line under the figure.
fn figure_in_line(text: &str, figure: &Checked) -> String {
    let before = &text[..figure.span.start()];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = text[figure.span.end()..].find('\n').map_or(text.len(), |at| figure.span.end() + at);
    let lead = plain(&text[start..figure.span.start()]).into_owned();
    let gap = usize::from(text[start..figure.span.start()].ends_with(char::is_whitespace));
    let indent = unicode_width::UnicodeWidthStr::width(lead.as_str()) + gap;
    let words = plain(figure.span.of(text)).into_owned();
    let carets = "^".repeat(unicode_width::UnicodeWidthStr::width(words.as_str()).max(1));
    format!("{}\n{}{FIGURE}{carets}{FIGURE:#}", plain(&text[start..end]), " ".repeat(indent))
}

fn show(out: &mut impl Write, matched: &Matched) -> std::io::Result<()> {
    let Matched { claim, comparison, passages } = matched;
    let style = if comparison.differs() { DIFFERS } else { SAME };
    writeln!(out, "  {style}{}{style:#}", plain(&comparison.summary()))?;
    let rests_on = format!("{}, {}", count(claim.articles, "article"), count(claim.origins, "origin"));
    writeln!(out, "  {FAINT}claim {}, {rests_on}{FAINT:#}", claim.id)?;
    for passage in passages {
        let says = passage.says.join(", via ");
        let says = if says.is_empty() { says } else { format!(" [{}]", plain(&says)) };
        let place = [
            passage.outlet.as_deref(),
            passage.published.as_deref(),
            passage.url.as_deref().or(passage.path.as_deref()),
        ];
        let place: Vec<&str> = place.into_iter().flatten().collect();
        writeln!(out, "    {}{says}", plain(&passage.sentence))?;
        writeln!(out, "    {FAINT}{} {}{FAINT:#}", plain(&passage.article), plain(&place.join(", ")))?;
    }
    writeln!(out)
}
