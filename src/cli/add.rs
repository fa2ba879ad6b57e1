//! `onrecord add`: articles into the claims database.

use std::path::PathBuf;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};

use super::Exit;
use super::fetch::{Fetch, Manners, say};
use super::inputs::{Inputs, Problems, exit, listed};
use super::ui::Ui;
use crate::fetch::web::Wanted;
use crate::fetch::{Given, Reader};
use crate::lexicon::Lexicon;
use crate::pipeline::{self, Event, Tally};
use crate::store::{SqliteStore, Store, StoreError};

/// Read articles into the claims database
///
/// The same article again changes nothing; a changed text under a known path or URL becomes a new version. When it is
/// stopped at any moment the database is good, and running it again completes the work. Pages, feeds and sitemaps on the
/// web are fetched as `onrecord fetch --db` does, behind the files.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord add articles/
  onrecord add --db vaccines.db dump.jsonl.gz
  onrecord add story.txt --published 2021-03-18 --outlet 'The Daily'
  onrecord add https://example.org/news/feed.xml --contact desk@example.org")]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// The claims database; it is made where there is none
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    #[command(flatten)]
    manners: Manners,
}

/// Exits with 1 where there was no article, and with 2 where an input could not be read; the others are stored all the
/// same.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let (mut reader, given, lexicon) = args.inputs.open()?;
    let urls = args.inputs.urls();
    let mut store = SqliteStore::open(&args.db)?;
    let mut exits = Vec::new();
    if args.inputs.has_files() {
        let tally = add_files(&mut reader, &given, &lexicon, &mut store, ui)
            .with_context(|| format!("stopped; what was stored before is in {}", args.db.display()))?;
        say(&summary(&tally), ui)?;
        exits.push(exit(&tally, ui));
    }
    if !urls.is_empty() {
        let fetch = Fetch { named: &urls, manners: &args.manners, wanted: Wanted::default() };
        exits.push(fetch.into_store(&mut store, &given, &lexicon, ui)?);
    }
    let failed = exits.contains(&Exit::Error);
    // Articles from the one place make up for none from the other.
    Ok(if failed { Exit::Error } else { exits.into_iter().min().unwrap_or(Exit::Differs) })
}

fn add_files(
    reader: &mut Reader,
    given: &Given,
    lexicon: &Lexicon,
    store: &mut dyn Store,
    ui: &Ui,
) -> Result<Tally, StoreError> {
    let bar = bar(ui);
    let mut problems = Problems::default();
    let tally = pipeline::add(reader, given, lexicon, store, &mut |event| match event {
        Event::Problem(error) => bar.suspend(|| problems.tell(error, ui)),
        Event::Empty(error) => bar.suspend(|| ui.note(&error.to_string())),
        Event::Progress(tally) => bar.set_message(format!(
            "{} articles, {} figures, {} MB",
            tally.articles,
            tally.numbers,
            tally.bytes / 1_000_000
        )),
    })?;
    bar.finish_and_clear();
    Ok(tally)
}

pub(super) fn bar(ui: &Ui) -> ProgressBar {
    if !ui.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    bar
}

/// What a run came to, a line a kind; lines that would say nothing are left out.
pub(super) fn summary(tally: &Tally) -> String {
    let Tally { articles, new, changed, unchanged, numbers, typed, claims_new, claims_merged, .. } = tally;
    let mut lines = vec![
        format!("articles  {articles} read: {new} new, {changed} changed, {unchanged} unchanged"),
        format!("figures   {numbers} seen: {typed} typed, {} not typed", numbers - typed),
        format!("claims    {claims_new} new, {claims_merged} merged into known ones"),
    ];
    if tally.undated > 0 {
        lines.push(format!("undated   {} without a publication date: what they date by it stays open", tally.undated));
    }
    if !tally.skipped.is_empty() {
        lines.push(format!("skipped   {}", listed(&tally.skipped)));
    }
    if tally.errors > 0 {
        lines.push(format!("errors    {} not read, told above", tally.errors));
    }
    lines.join("\n")
}
