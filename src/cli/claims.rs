//! `onrecord claims`: what the database holds, a claim a line.

use std::io::Write as _;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use super::Exit;
use super::table::{Column, Table, width};
use super::ui::Ui;
use crate::lexicon::Lexicon;
use crate::model::{Action, ClaimRecord, Status};
use crate::record::claim::Claim;
use crate::record::words::{figure, said};
use crate::store::{Filter, SqliteStore, Store, walk};

/// List the claims of the database
///
/// ART. counts the articles that a claim rests on, ORIG. the agencies and outlets that these come from: forty papers
/// that run one agency's story are one. What is asked of the words (--status, --since, --until, --text) is asked of one
/// and the same passage.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord claims
  onrecord claims --unit dose --actor US --recipient Mexico
  onrecord claims --status planned --since 2021-03-01 --until 2021-03-31
  onrecord claims --text '\"grain corridor\"' --format ndjson > claims.jsonl")]
pub(super) struct Args {
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    #[command(flatten)]
    wanted: Wanted,
    /// A table to read, or one JSON object a claim with all its passages
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Which claims are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct Wanted {
    /// What is counted, such as dose, person, USD
    #[arg(long)]
    unit: Option<String>,
    /// Who does it: a country's code or name, or another name
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    /// Who gets it
    #[arg(long, value_name = "NAME")]
    recipient: Option<String>,
    /// A maker or brand
    #[arg(long, value_name = "NAME")]
    product: Option<String>,
    /// What is done
    #[arg(long, value_parser = actions())]
    action: Option<Action>,
    /// A state that some passage gives
    #[arg(long, value_parser = statuses())]
    status: Option<Status>,
    /// Said in an article of this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Said in an article of this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// Words of the article, all of them; in quotation marks as a phrase
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Ndjson,
}

/// Exits with 1 where no claim fits.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let store = SqliteStore::open_read_only(&args.db)?;
    let filter = args.wanted.filter();
    let found = match args.format {
        Format::Table => table(&store, &filter, ui)?,
        Format::Ndjson => ndjson(&store, &filter, ui)?,
    };
    if found == 0 {
        ui.note("no claim fits");
        return Ok(Exit::Differs);
    }
    Ok(Exit::Done)
}

impl Wanted {
    pub(super) fn filter(&self) -> Filter {
        Filter {
            unit: self.unit.clone(),
            actor: self.actor.as_deref().map(slot),
            recipient: self.recipient.as_deref().map(slot),
            product: self.product.as_deref().map(slot),
            action: self.action,
            status: self.status,
            since: self.since.map(|day| day.to_string()),
            until: self.until.map(|day| day.to_string()),
            text: self.text.clone(),
        }
    }
}

/// A country's code for its name, a product's main name for another; any other name as it is.
pub(super) fn slot(name: &str) -> String {
    Lexicon::embedded().slot(name).to_owned()
}

fn ndjson(store: &SqliteStore, filter: &Filter, ui: &Ui) -> anyhow::Result<u64> {
    let mut out = ui.raw();
    let found = walk(
        |each| store.claims(filter, each),
        |claim| {
            serde_json::to_writer(&mut out, &Claim::new(&claim, store)?)?;
            anyhow::Ok(writeln!(out)?)
        },
    )??;
    out.flush()?;
    Ok(found)
}

fn table(store: &SqliteStore, filter: &Filter, ui: &Ui) -> anyhow::Result<u64> {
    let mut table = Table::new(ui.out(), COLUMNS, width());
    let found = walk(|each| store.claims(filter, each), |claim| table.row(cells(&claim)))??;
    table.finish()?;
    Ok(found)
}

/// A figure that is cut is another figure: where it is narrow, others give way.
const COLUMNS: &[Column] = &[
    Column { head: "CLAIM", least: 10, most: 10, spare: 0 },
    Column { head: "ACTOR", least: 7, most: 24, spare: 0 },
    Column { head: "ACTION", least: 11, most: 11, spare: 0 },
    Column { head: "FIGURE", least: 26, most: 32, spare: 0 },
    Column { head: "PRODUCT", least: 7, most: 20, spare: 1 },
    Column { head: "RECIPIENT", least: 9, most: 24, spare: 0 },
    Column { head: "STATUS", least: 9, most: 22, spare: 4 },
    Column { head: "SAID", least: 17, most: 22, spare: 2 },
    Column { head: "ART.", least: 4, most: 9, spare: 5 },
    Column { head: "ORIG.", least: 5, most: 9, spare: 3 },
];

/// Enough of an id to find its claim again among millions.
const SHORT_ID: usize = 10;

fn cells(claim: &ClaimRecord) -> Vec<String> {
    let slots = &claim.slots;
    let statuses: Vec<&str> = claim.statuses.iter().map(|status| status.as_str()).collect();
    vec![
        claim.id.chars().take(SHORT_ID).collect(),
        slots.actor.join(", "),
        slots.action.as_str().to_owned(),
        figure(slots, &claim.bounds),
        slots.product.join(", "),
        slots.recipient.join(", "),
        statuses.join(", "),
        said(claim.first_said.as_deref(), claim.last_said.as_deref()),
        claim.articles.to_string(),
        claim.origins.to_string(),
    ]
}

fn actions() -> impl TypedValueParser<Value = Action> {
    let words = PossibleValuesParser::new(Action::ALL.iter().map(|action| action.as_str()));
    words.try_map(|word| Action::parse(&word).ok_or("no such action"))
}

fn statuses() -> impl TypedValueParser<Value = Status> {
    let words = PossibleValuesParser::new(Status::ALL.iter().map(|status| status.as_str()));
    words.try_map(|word| Status::parse(&word).ok_or("no such status"))
}
