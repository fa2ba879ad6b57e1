//! `onrecord export`: what the database holds, as a file for another tool.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process;

use anyhow::{Context as _, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Subcommand, ValueHint};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use super::ui::Ui;
use super::{Exit, claims, quotes};
use crate::model::{ArticleRecord, Detail};
use crate::record::export::{self, CONFIGURATION, ExportError, Format, Kind, Options, Sink, Standoff};
use crate::record::words::count;
use crate::store::{ArticleFilter, SqliteStore, Store, StoreError, walk};

/// Write what the database holds as a file for another tool
///
/// ndjson, csv and parquet hold anything. Of the others, jsonld holds claims (schema.org) and facts (Web Annotations),
/// ftm (FollowTheMoney statements) claims and articles, brat and labelstudio articles with their facts marked, and html
/// claims as a page to read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord export claims --format csv --bom -o claims.csv
  onrecord export claims --unit dose --actor US --format html -o doses.html
  onrecord export evidence --format parquet -o evidence.parquet
  onrecord export facts --format ndjson --since 2021-04-01 -o facts.jsonl
  onrecord export quotes --official --format csv -o quotes.csv
  onrecord export articles --format brat -o annotations/

Exit codes: 0 done, 1 nothing fits, 2 errors.")]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A claim each: with its passages in ndjson, with what they add up to in csv and parquet
    Claims {
        #[command(flatten)]
        to: To,
        #[command(flatten)]
        wanted: claims::Wanted,
    },
    /// A passage each that a claim rests on
    Evidence {
        #[command(flatten)]
        to: To,
        #[command(flatten)]
        wanted: claims::Wanted,
    },
    /// A figure, date, place, person, quote or source each, as an article has it
    Facts {
        #[command(flatten)]
        to: To,
        #[command(flatten)]
        wanted: Which,
    },
    /// A quote each, however many articles have it
    Quotes {
        #[command(flatten)]
        to: To,
        #[command(flatten)]
        wanted: quotes::Wanted,
    },
    /// An article each, with its text
    Articles {
        #[command(flatten)]
        to: To,
        #[command(flatten)]
        wanted: Which,
    },
}

#[derive(Debug, clap::Args)]
struct To {
    /// How it is written
    #[arg(long, value_parser = formats())]
    format: Format,
    /// The file, or for brat the folder; - is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-", value_hint = ValueHint::AnyPath)]
    output: PathBuf,
    /// Begin a CSV file with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The paper, agency or site, or a part of its name
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Published on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Published on this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// Words of the article, all of them; in quotation marks as a phrase
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

/// Exits with 1 where nothing fits; what is written then is sound and empty.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let (kind, to) = args.what.named();
    refuse(kind, to)?;
    let store = SqliteStore::open_read_only(&to.db)?;
    let found = if to.format == Format::Brat {
        folder(&store, &args.what, &to.output, ui)?
    } else if to.output == Path::new("-") {
        write(&store, &args.what, ui.raw(), ui)?
    } else {
        file(&to.output, |out| write(&store, &args.what, out, ui))?
    };
    if found == 0 {
        ui.note("nothing fits");
        return Ok(Exit::Differs);
    }
    Ok(Exit::Done)
}

impl What {
    fn named(&self) -> (Kind, &To) {
        match self {
            Self::Claims { to, .. } => (Kind::Claims, to),
            Self::Evidence { to, .. } => (Kind::Evidence, to),
            Self::Facts { to, .. } => (Kind::Facts, to),
            Self::Quotes { to, .. } => (Kind::Quotes, to),
            Self::Articles { to, .. } => (Kind::Articles, to),
        }
    }
}

/// Refuses what cannot be written before anything is opened.
fn refuse(kind: Kind, to: &To) -> anyhow::Result<()> {
    if !to.format.suits(kind) {
        let fitting = Format::ALL.iter().filter(|format| format.suits(kind)).map(|format| format.as_str());
        let fitting: Vec<&str> = fitting.collect();
        bail!("{} cannot be written as {}; use --format {}", kind.as_str(), to.format.as_str(), fitting.join(", "));
    }
    if to.bom && to.format != Format::Csv {
        bail!("--bom is for --format csv; {} needs none", to.format.as_str());
    }
    let to_stdout = to.output == Path::new("-");
    if to_stdout && to.format == Format::Brat {
        bail!("brat reads a folder; name one with -o");
    }
    if to_stdout && to.format.is_binary() && io::stdout().is_terminal() {
        bail!("{} is not for a terminal; name a file with -o", to.format.as_str());
    }
    Ok(())
}

/// Writes all that fits: how many claims, articles or quotes that was.
fn write(store: &SqliteStore, what: &What, out: impl Write + Send, ui: &Ui) -> anyhow::Result<u64> {
    let (kind, to) = what.named();
    let (format, options) = (to.format, Options { bom: to.bom });
    let unfit = "the format does not suit it";
    match what {
        What::Claims { wanted, .. } | What::Evidence { wanted, .. } => {
            let filter = wanted.filter();
            let in_table = kind == Kind::Claims && format.is_table();
            let detail = if in_table { Detail::Sums } else { Detail::Full };
            let sink = export::claims(kind, format, options, store, out)?.context(unfit)?;
            put_all(sink, "claim", ui, |each| store.dossiers(&filter, detail, each))
        }
        What::Facts { wanted, .. } | What::Articles { wanted, .. } => {
            let sink = export::articles(kind, format, options, out)?.context(unfit)?;
            put_all(sink, "article", ui, |each| store.articles(&wanted.filter(), each))
        }
        What::Quotes { wanted, .. } => {
            let sink = export::quotes(format, options, store, out)?.context(unfit)?;
            put_all(sink, "quote", ui, |each| store.quotes(&wanted.filter(), each))
        }
    }
}

/// What a row of the store is given to.
type Each<'a, T> = &'a mut dyn FnMut(T) -> std::ops::ControlFlow<()>;

fn put_all<T>(
    mut sink: Box<dyn Sink<T> + '_>,
    noun: &str,
    ui: &Ui,
    rows: impl FnOnce(Each<'_, T>) -> Result<(), StoreError>,
) -> anyhow::Result<u64> {
    let progress = Progress::new(noun, ui);
    let found = walk(rows, |item| {
        progress.step();
        sink.put(&item)
    })??;
    sink.finish()?;
    progress.done(found);
    Ok(found)
}

/// Writes a file beside its name and gives it the name when it is whole, so that nobody reads half an export and a
/// failure leaves what was there.
fn file(path: &Path, write: impl FnOnce(BufWriter<&File>) -> anyhow::Result<u64>) -> anyhow::Result<u64> {
    let part = beside(path)?;
    let cannot = || format!("cannot write {}", path.display());
    let out = File::create(&part).with_context(cannot)?;
    let result = write(BufWriter::with_capacity(1 << 16, &out)).and_then(|found| {
        out.sync_all()?;
        fs::rename(&part, path)?;
        Ok(found)
    });
    if result.is_err() {
        let _ = fs::remove_file(&part);
    }
    result.with_context(cannot)
}

/// Writes brat's folder, likewise. One that holds something is refused: annotations are work.
fn folder(store: &SqliteStore, what: &What, path: &Path, ui: &Ui) -> anyhow::Result<u64> {
    let What::Articles { wanted, .. } = what else { bail!("brat holds articles") };
    if path.exists() && fs::read_dir(path).map_or(true, |mut entries| entries.next().is_some()) {
        bail!("{} is there already and not an empty folder; name another one with -o", path.display());
    }
    let part = beside(path)?;
    let cannot = || format!("cannot write {}", path.display());
    fs::create_dir(&part).with_context(cannot)?;
    let result =
        put_all(Box::new(Folder { path: part.clone() }), "article", ui, |each| store.articles(&wanted.filter(), each))
            .and_then(|found| {
                if path.exists() {
                    fs::remove_dir(path)?;
                }
                fs::rename(&part, path)?;
                Ok(found)
            });
    if result.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    result.with_context(cannot)
}

/// Where articles go as brat has them.
struct Folder {
    path: PathBuf,
}

impl Sink<ArticleRecord> for Folder {
    fn put(&mut self, item: &ArticleRecord) -> Result<(), ExportError> {
        let Standoff { name, annotations } = Standoff::new(item)?;
        fs::write(self.path.join(format!("{name}.txt")), &item.article.text)?;
        Ok(fs::write(self.path.join(format!("{name}.ann")), annotations)?)
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        Ok(fs::write(self.path.join("annotation.conf"), CONFIGURATION)?)
    }
}

/// A name beside another, of this process alone.
fn beside(path: &Path) -> anyhow::Result<PathBuf> {
    let Some(name) = path.file_name() else { bail!("{} names no file; name one with -o", path.display()) };
    let mut part = name.to_owned();
    part.push(format!(".{}.part", process::id()));
    Ok(path.with_file_name(part))
}

/// How far it is, on a terminal.
struct Progress {
    bar: ProgressBar,
    noun: String,
}

impl Progress {
    fn new(noun: &str, ui: &Ui) -> Self {
        let bar = if ui.shows_progress() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{spinner} {human_pos} {msg}s, {per_sec}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_message(noun.to_owned());
        Self { bar, noun: noun.to_owned() }
    }

    fn step(&self) {
        self.bar.inc(1);
    }

    fn done(&self, found: u64) {
        self.bar.finish_and_clear();
        tracing::info!("{} written", count(found, &self.noun));
    }
}

impl Which {
    fn filter(&self) -> ArticleFilter {
        ArticleFilter {
            outlet: self.outlet.clone(),
            since: self.since.map(|day| day.to_string()),
            until: self.until.map(|day| day.to_string()),
            text: self.text.clone(),
        }
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let words = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str()));
    words.try_map(|word| Format::parse(&word).ok_or("no such format"))
}
