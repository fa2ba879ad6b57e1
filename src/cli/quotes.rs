//! `onrecord quotes`: what the articles of the database quote, a quote a line.

use std::io::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use super::Exit;
use super::claims::slot;
use super::table::{Column, Table, width};
use super::ui::Ui;
use crate::model::{self, QuoteRecord};
use crate::record::quote::Quote;
use crate::record::words::said;
use crate::store::{QuoteFilter, SqliteStore, Store, walk};

/// List the quotes of the database
///
/// The same quote in several articles is one, in its longest form: the words are the same, or five and more of them stand
/// whole in the longer one, and nothing speaks against its being the same speaker. What is asked is asked of one and the
/// same occurrence.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord quotes --speaker moe
  onrecord quotes --official --country Norway --since 2021-04-01
  onrecord quotes --form direct --outlet ledger
  onrecord quotes --text '\"grain corridor\"' --format ndjson > quotes.jsonl")]
pub(super) struct Args {
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    #[command(flatten)]
    wanted: Wanted,
    /// A table to read, or one JSON object a quote with all its occurrences
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Which quotes are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct Wanted {
    /// Who said it: the name or a part of it, whatever its case and accents
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Said by someone who holds or speaks for a public office
    #[arg(long)]
    official: bool,
    /// The speaker's country: its code or name
    #[arg(long, value_name = "NAME")]
    country: Option<String>,
    /// The paper, agency or site that quotes it, or a part of its name
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// How it is given
    #[arg(long, value_parser = forms())]
    form: Option<model::Form>,
    /// Quoted in an article of this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Quoted in an article of this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// Words of the quote, all of them; in quotation marks as a phrase
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Ndjson,
}

/// Exits with 1 where no quote fits.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let store = SqliteStore::open_read_only(&args.db)?;
    let filter = args.wanted.filter();
    let found = match args.format {
        Format::Table => table(&store, &filter, ui)?,
        Format::Ndjson => ndjson(&store, &filter, ui)?,
    };
    if found == 0 {
        ui.note("no quote fits");
        return Ok(Exit::Differs);
    }
    Ok(Exit::Done)
}

impl Wanted {
    pub(super) fn filter(&self) -> QuoteFilter {
        QuoteFilter {
            speaker: self.speaker.clone(),
            official: self.official,
            country: self.country.as_deref().map(slot),
            outlet: self.outlet.clone(),
            form: self.form,
            since: self.since.map(|day| day.to_string()),
            until: self.until.map(|day| day.to_string()),
            text: self.text.clone(),
        }
    }
}

fn ndjson(store: &SqliteStore, filter: &QuoteFilter, ui: &Ui) -> anyhow::Result<u64> {
    let mut out = ui.raw();
    let found = walk(
        |each| store.quotes(filter, each),
        |quote| {
            serde_json::to_writer(&mut out, &Quote::new(&quote, store))?;
            anyhow::Ok(writeln!(out)?)
        },
    )??;
    out.flush()?;
    Ok(found)
}

fn table(store: &SqliteStore, filter: &QuoteFilter, ui: &Ui) -> anyhow::Result<u64> {
    let mut table = Table::new(ui.out(), COLUMNS, width());
    let found = walk(|each| store.quotes(filter, each), |quote| table.row(cells(&quote)))??;
    table.finish()?;
    Ok(found)
}

const COLUMNS: &[Column] = &[
    Column { head: "SPEAKER", least: 12, most: 28, spare: 0 },
    Column { head: "QUOTE", least: 24, most: 200, spare: 0 },
    Column { head: "FORM", least: 8, most: 8, spare: 3 },
    Column { head: "SAID", least: 17, most: 22, spare: 2 },
    Column { head: "ART.", least: 4, most: 9, spare: 1 },
];

fn cells(quote: &QuoteRecord) -> Vec<String> {
    let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_ref().or(speaker.role.as_ref()));
    vec![
        speaker.cloned().unwrap_or_default(),
        quote.parts.join(" … "),
        quote.form.as_str().to_owned(),
        said(quote.first_said.as_deref(), quote.last_said.as_deref()),
        quote.articles.to_string(),
    ]
}

fn forms() -> impl TypedValueParser<Value = model::Form> {
    let words = PossibleValuesParser::new(model::Form::ALL.iter().map(|form| form.as_str()));
    words.try_map(|word| model::Form::parse(&word).ok_or("no such form"))
}
