//! `onrecord check`: statements and drafts, figure by figure, against the claims database.
//!
//! `text` writes for a terminal, `html` a page to keep or to send.

mod html;
mod text;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::Exit;
use super::inputs::{LexiconArg, Problems, Words};
use super::table;
use super::ui::Ui;
use crate::claims::{Checked, Outcome};
use crate::fetch::{self, Given, Limits, Reader};
use crate::model::{Article, Published};
use crate::pipeline::{self, Wanted};
use crate::record::words::count;
use crate::record::{self, Chars};
use crate::store::SqliteStore;

/// Hold each figure of a statement or a draft against the claims database, slot by slot
///
/// It never says true or false: it shows what the sources say the same, what they say otherwise, and where. Exits with
/// 1 where a figure differs or nothing is known of it, so that it serves in a newsroom's checks.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord check 'The US gave 4 million doses to Mexico and Canada in March 2021.'
  onrecord check draft.md --published 2021-06-10
  onrecord check --format html drafts/ > report.html
  onrecord check --format ndjson statements.jsonl     one {\"id\", \"statement\"} a line")]
pub(super) struct Args {
    /// Statements in words, drafts (.txt, .md, .html), lines of statements (.jsonl), folders of these, or - for standard
    /// input.
    ///
    /// What holds a space and names no file is a statement. A draft is read as a whole, so that a figure may refer to
    /// what stands before it.
    #[arg(value_name = "STATEMENT|PATH", required = true)]
    what: Vec<String>,
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    /// The day that relative dates are worked out against; without it they stay open
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
    /// For people, on a terminal
    Text,
    /// One JSON object a figure
    Ndjson,
    /// A page for people, in one file
    Html,
}

/// One statement or draft with its figures.
struct Draft<'a> {
    /// Counted from 1 through all that is checked.
    number: u64,
    /// What it is told by: its file, with the line where that has several. `None` for a statement typed in.
    name: Option<&'a str>,
    /// The id that it was given with.
    id: Option<&'a str>,
    /// The line of the file that its text begins in, where the text is the file's.
    line: Option<usize>,
    article: &'a Article,
    figures: &'a [Checked],
}

/// Exits with 1 where a figure differs or is not known, and with 2 where something could not be read.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let lexicon = args.lexicon.load()?;
    let store = SqliteStore::open_read_only(&args.db)?;
    let mut checker =
        Checker { args, ui, lexicon, store, exit: Exit::Done, tally: Tally::default(), problems: Problems::default() };
    let given = Given { published: args.published.clone(), ..Given::default() };
    if args.format == Format::Html {
        checker.write(html::head)?;
    }
    for what in &args.what {
        if is_statement(what) {
            checker.check(None, None, None, &fetch::statement(what, &given))?;
        } else {
            checker.files(what, &given)?;
        }
    }
    let summary = checker.tally.in_words();
    if args.format == Format::Html {
        checker.write(|out| record::html::foot(out, &summary))?;
    }
    match checker.tally.figures() {
        0 if checker.exit == Exit::Done => {
            ui.note("no figure was found in it");
            checker.exit = Exit::Differs;
        }
        0 | 1 => {}
        _ => ui.note(&summary),
    }
    Ok(checker.exit)
}

/// Words and no file: a name that was mistyped is not to pass for a statement in which nothing is wrong.
fn is_statement(what: &str) -> bool {
    let path = Path::new(what);
    what.contains(char::is_whitespace) && !fetch::is_known(path) && !path.exists()
}

struct Checker<'a> {
    args: &'a Args,
    ui: &'a Ui,
    lexicon: Words,
    store: SqliteStore,
    exit: Exit,
    tally: Tally,
    problems: Problems,
}

impl Checker<'_> {
    /// A file, a folder or standard input; what cannot be read costs that draft or line.
    fn files(&mut self, path: &str, given: &Given) -> anyhow::Result<()> {
        for raw in Reader::new(vec![PathBuf::from(path)], Limits::default()) {
            let read = raw.and_then(|raw| {
                let name = raw.name().to_owned();
                raw.read(given).map(|input| (name, input))
            });
            match read {
                Ok((name, input)) => {
                    for warning in &input.warnings {
                        self.ui.note(&format!("{name}: {warning}"));
                    }
                    self.check(Some(&name), input.id.as_deref(), input.line, &input.article)?;
                }
                Err(error) if error.reason.nothing().is_some() => self.ui.note(&error.to_string()),
                Err(error) => {
                    self.problems.tell(&error, self.ui);
                    self.exit = Exit::Error;
                }
            }
        }
        Ok(())
    }

    fn check(
        &mut self,
        name: Option<&str>,
        id: Option<&str>,
        line: Option<usize>,
        article: &Article,
    ) -> anyhow::Result<()> {
        let wanted = Wanted { matches: self.args.limit, passages: 3 };
        let figures = pipeline::check(article, &self.lexicon, &self.store, wanted)?;
        for figure in &figures {
            let outcome = Outcome::of(figure);
            self.tally.counts[outcome as usize] += 1;
            if self.exit == Exit::Done && outcome.is_open() {
                self.exit = Exit::Differs;
            }
        }
        self.tally.drafts += 1;
        let draft = Draft { number: self.tally.drafts, name, id, line, article, figures: &figures };
        match self.args.format {
            Format::Ndjson => self.ndjson(&draft),
            Format::Text => self.write(|out| text::draft(out, &draft, table::width())),
            Format::Html => self.write(|out| html::draft(out, &draft)),
        }
    }

    fn ndjson(&self, draft: &Draft<'_>) -> anyhow::Result<()> {
        let text = &draft.article.text;
        let chars = Chars::new(text);
        let mut out = self.ui.raw();
        for figure in draft.figures {
            let answer = record::check::Answer::new(figure, text, &chars);
            serde_json::to_writer(&mut out, &record::check::Answer { id: draft.id, path: draft.name, ..answer })?;
            writeln!(out)?;
        }
        Ok(out.flush()?)
    }

    /// Writes for people, and at once: a stream that a reader closes is found out where it happens.
    fn write(&self, words: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> anyhow::Result<()> {
        if self.args.format == Format::Html {
            let mut out = self.ui.raw();
            words(&mut out)?;
            return Ok(out.flush()?);
        }
        let mut out = self.ui.out();
        words(&mut out)?;
        Ok(out.flush()?)
    }
}

/// What was checked, and what it came to.
#[derive(Debug, Default)]
struct Tally {
    drafts: u64,
    /// Figures by their outcome, in the order of the type.
    counts: [u64; Outcome::ALL.len()],
}

impl Tally {
    fn figures(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// "4 figures: 2 on record, 1 differs, 1 not checked"
    fn in_words(&self) -> String {
        let of_kind = Outcome::ALL.iter().zip(&self.counts).filter(|(_, count)| **count > 0);
        let kinds: Vec<String> = of_kind.map(|(outcome, count)| format!("{count} {}", outcome.label())).collect();
        let parts = if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
        format!("{}{parts}", count(self.figures(), "figure"))
    }
}
