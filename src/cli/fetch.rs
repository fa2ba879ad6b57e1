//! `onrecord fetch`: pages from the web into a folder, an archive or the claims database.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;
use jiff::civil::Date;
use jiff::{Timestamp, Unit};
use regex::Regex;

use super::Exit;
use super::add::{self, bar};
use super::inputs::{LexiconArg, Problems};
use super::plain::plain;
use super::ui::Ui;
use crate::fetch::web::{
    Event, Folder, Keep, Named, Options, Outcome, Passed, Tally, Timeouts, Wanted, is_url, run as fetch,
};
use crate::fetch::{Given, Maker, Writer};
use crate::lexicon::Lexicon;
use crate::pipeline::{self, Fetched};
use crate::record::words::count;
use crate::store::{SqliteStore, Store};

/// Fetch pages from the web into a folder, a web archive or the claims database
///
/// Asks as a guest does: by the rules of each server's robots.txt, with a pause between two requests to one server, and
/// for longer when that asks for it. A second run asks only for what has changed; one that was stopped is continued by
/// the same command. `onrecord add` reads folders and archives.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord fetch https://example.org/news/feed.xml --out news --contact desk@example.com
  onrecord fetch https://example.org/sitemap.xml --since 2021-03-01 --match /politics/ --out news
  onrecord fetch urls.txt --limit 100 --out news && onrecord add news
  onrecord fetch urls.txt --warc news.warc.gz
  onrecord fetch https://example.org/news/feed.xml --db onrecord.db")]
pub(super) struct Args {
    /// Pages, feeds (RSS, Atom, JSON Feed), sitemaps, or lists of URLs one a line; also files of these, or - for
    /// standard input. What a thing is, is told by its content
    #[arg(required = true, value_name = "URL|FILE")]
    named: Vec<String>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    lexicon: LexiconArg,
    #[command(flatten)]
    wanted: WantedArgs,
    #[command(flatten)]
    manners: Manners,
}

/// Where what is fetched is kept.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Place {
    /// The folder to keep the pages in; it is made where there is none
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The web archive (WARC 1.1, compressed) to add every request and answer to; it is made where there is none
    #[arg(long, value_name = "FILE")]
    warc: Option<PathBuf>,
    /// The claims database to add the articles of the pages to, as `onrecord add` does; it is made where there is none
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
}

/// Which of the listed pages are wanted.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Of the pages that are listed")]
struct WantedArgs {
    /// Only those of this day or later, as 2021-03-18; those that don't say are fetched
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Only the first so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only those with a URL in which this regular expression finds something
    #[arg(long = "match", value_name = "REGEX")]
    matching: Option<Regex>,
}

/// How servers are asked.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Manners")]
pub(super) struct Manners {
    /// A mail address or a page by which a server's keeper finds you; sent with each request
    #[arg(long, value_name = "WHERE", value_parser = contact)]
    contact: Option<String>,
    /// Seconds between two requests to one server; its robots.txt can ask for more
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    delay: Duration,
    /// Seconds that one request may take in all
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = seconds)]
    timeout: Duration,
    /// Ask for what robots.txt refuses too; only where the server's keeper lets you
    #[arg(long)]
    ignore_robots: bool,
    /// Ask for addresses of this machine and its networks too
    #[arg(long)]
    allow_private: bool,
}

/// Exits with 1 where no page was had, and with 2 where something failed or was left; the others are kept all the same.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let fetch = Fetch { named: &args.named, manners: &args.manners, wanted: args.wanted.wanted() };
    let Place { out, warc, db } = &args.place;
    if args.lexicon.is_named() && db.is_none() {
        anyhow::bail!("--lexicon is for --db; folders and archives hold pages as they came: give it to `onrecord add`");
    }
    let mut folder;
    let mut archive;
    let keep: &mut dyn Keep = match (out, warc, db) {
        (Some(out), ..) => {
            folder = Folder::open(out).map_err(anyhow::Error::from_boxed)?;
            &mut folder
        }
        (_, Some(warc), _) => {
            archive = open_archive(warc, ui)?;
            &mut archive
        }
        (.., Some(db)) => {
            let lexicon = args.lexicon.load()?;
            let mut store = SqliteStore::open(db)?;
            return fetch.into_store(&mut store, &Given::default(), &lexicon, ui);
        }
        (None, None, None) => anyhow::bail!("nowhere to keep the pages; name --out, --warc or --db"),
    };
    let problems = RefCell::default();
    let fetched = fetch.into(keep, &problems, &bar(ui), ui)?;
    say(&summary(&fetched.tally), ui)?;
    Ok(fetched.exit(ui))
}

/// The archive; that what a killed run left was cut off is told.
fn open_archive(path: &Path, ui: &Ui) -> anyhow::Result<Writer> {
    let at = Timestamp::now().round(Unit::Second)?.to_string();
    let software = concat!("onrecord/", env!("CARGO_PKG_VERSION")).to_owned();
    let (archive, torn) = Writer::open(path, &Maker { software, at })?;
    if torn > 0 {
        ui.note(&format!("{}: the last record was not whole, and its {torn} bytes are cut off", path.display()));
    }
    Ok(archive)
}

/// What is to be fetched, and how.
pub(super) struct Fetch<'a> {
    pub(super) named: &'a [String],
    pub(super) manners: &'a Manners,
    pub(super) wanted: Wanted,
}

/// What a fetch came to.
struct Done {
    tally: Tally,
    /// What was named and is neither a URL nor a file that can be read.
    unread: u64,
}

impl Fetch<'_> {
    /// Fetches into the claims database, and adds what the pages say.
    pub(super) fn into_store(
        self,
        store: &mut dyn Store,
        given: &Given,
        lexicon: &Lexicon,
        ui: &Ui,
    ) -> anyhow::Result<Exit> {
        let problems: RefCell<Problems> = RefCell::default();
        let bar = bar(ui);
        let mut tell = |event: pipeline::Event<'_>| match event {
            pipeline::Event::Problem(error) => bar.suspend(|| problems.borrow_mut().tell(error, ui)),
            pipeline::Event::Empty(error) => bar.suspend(|| ui.note(&error.to_string())),
            pipeline::Event::Progress(_) => {}
        };
        let mut keep = Fetched::new(store, given, lexicon, &mut tell);
        let fetched = self.into(&mut keep, &problems, &bar, ui)?;
        let added = keep.done()?;
        say(&format!("{}\n{}", summary(&fetched.tally), add::summary(&added)), ui)?;
        Ok(fetched.exit(ui).max(exit_stored(&fetched.tally, &added, ui)))
    }

    fn into(
        self,
        keep: &mut dyn Keep,
        problems: &RefCell<Problems>,
        bar: &ProgressBar,
        ui: &Ui,
    ) -> anyhow::Result<Done> {
        let options = self.manners.options(self.wanted);
        let mut unread = 0;
        let mut named = Vec::new();
        for one in self.named {
            match open(one, options.listing.unpacked) {
                Ok(one) => named.push(one),
                Err(error) => {
                    unread += 1;
                    let advice = "name a URL with its http:// or https://, or a file that is there";
                    problems.borrow_mut().tell_of(&format!("{one}: {error}"), advice, ui);
                }
            }
        }
        if options.contact.is_none() {
            ui.note("servers' keepers can't tell who asks; --contact names a mail address or a page of yours");
        }
        let mut tell = |event: Event<'_>| {
            let Event { url, outcome, tally, waiting } = event;
            match outcome {
                Outcome::Failed(failure) => bar.suspend(|| {
                    problems.borrow_mut().tell_of(&format!("{url}: {failure}"), failure.advice(), ui);
                }),
                outcome => tracing::info!(url, ?outcome, "done"),
            }
            bar.set_message(format!("{}, {waiting} to go, {}", count(tally.pages(), "page"), plain(url)));
            ControlFlow::Continue(())
        };
        let tally = fetch(named, &options, keep, &mut tell, interrupted(ui))?;
        bar.finish_and_clear();
        Ok(Done { tally, unread })
    }
}

pub(super) fn say(words: &str, ui: &Ui) -> io::Result<()> {
    if ui.is_quiet() {
        return Ok(());
    }
    let mut out = ui.out();
    writeln!(out, "{words}")?;
    out.flush()
}

impl WantedArgs {
    fn wanted(&self) -> Wanted {
        Wanted { since: self.since, limit: self.limit, matching: self.matching.clone() }
    }
}

impl Manners {
    fn options(&self, wanted: Wanted) -> Options {
        let Self { contact, delay, timeout, ignore_robots, allow_private } = self;
        let steps = Timeouts::default();
        Options {
            contact: contact.clone(),
            wanted,
            delay: *delay,
            allow_private: *allow_private,
            robots: !ignore_robots,
            timeouts: Timeouts { whole: *timeout, ..steps },
            ..Options::default()
        }
    }
}

/// What was named: an address, or what a file holds. A larger file than `limit` bytes is refused.
fn open(name: &str, limit: usize) -> io::Result<Named> {
    if is_url(name) {
        return Ok(Named::Url(name.to_owned()));
    }
    let source: Box<dyn Read> = if name == "-" { Box::new(io::stdin()) } else { Box::new(File::open(name)?) };
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    source.take(most).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(io::Error::other(format!("is larger than {limit} bytes, the most that a list may have")));
    }
    Ok(Named::File { name: name.to_owned(), bytes })
}

/// Waits for Ctrl-C. The first ends the run behind what is in flight, the second at once: what is kept is whole then too.
async fn interrupted(ui: &Ui) {
    if tokio::signal::ctrl_c().await.is_err() {
        return std::future::pending().await;
    }
    ui.note("finishing what is in flight; Ctrl-C again stops at once");
    tokio::spawn(async {
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(Exit::Error as i32);
        }
    });
}

impl Done {
    fn exit(&self, ui: &Ui) -> Exit {
        let Self { tally, unread } = self;
        if tally.left > 0 {
            ui.note("the same command goes on from here");
        }
        if *unread > 0 || tally.left > 0 || !tally.failed.is_empty() {
            Exit::Error
        } else if tally.pages() == 0 {
            ui.note("no page was fetched");
            Exit::Differs
        } else {
            Exit::Done
        }
    }
}

/// What the articles of pages came to. Pages that were had before have theirs in the database.
fn exit_stored(fetched: &Tally, added: &pipeline::Tally, ui: &Ui) -> Exit {
    if added.errors > 0 {
        Exit::Error
    } else if fetched.fetched > 0 && fetched.fetched == fetched.pages() && added.articles == 0 {
        ui.note("no page had an article");
        Exit::Differs
    } else {
        Exit::Done
    }
}

/// What a run came to, a line a kind; lines that would say nothing are left out.
fn summary(tally: &Tally) -> String {
    let Tally { requests, bytes, fetched, unchanged, before, elsewhere, listings, refused, failed, passed, left } =
        tally;
    let mut pages = format!("pages     {fetched} fetched, {unchanged} unchanged");
    for (count, what) in [(before, "had before"), (elsewhere, "under another address")] {
        if *count > 0 {
            pages += &format!(", {count} {what}");
        }
    }
    let mut lines = vec![pages];
    if *listings > 0 {
        lines.push(format!("lists     {listings} read"));
    }
    let mut counted = |label: &str, counts: Vec<String>| {
        if !counts.is_empty() {
            lines.push(format!("{label:<9} {}", counts.join(", ")));
        }
    };
    let words = |(why, count): (&str, &u64)| format!("{count} {why}");
    counted("skipped", passed.iter().map(|(why, count)| words((Passed::as_str(*why), count))).collect());
    counted("refused", (*refused > 0).then(|| format!("{refused} by robots.txt")).into_iter().collect());
    counted("failed", failed.iter().map(|(why, count)| words((why, count))).collect());
    if *left > 0 {
        lines.push(format!("left      {left} not asked for"));
    }
    lines.push(format!("asked     {}, {} KB came", count(*requests, "time"), bytes.div_ceil(1000)));
    lines.join("\n")
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds
        .filter(|wait| wait.as_secs() <= 3600)
        .ok_or_else(|| "expected seconds, as 2 or 0.5, at most 3600".to_owned())
}

fn contact(text: &str) -> Result<String, String> {
    let is_plain = !text.is_empty() && text.chars().all(|c| (c.is_ascii_graphic() || c == ' ') && !"()".contains(c));
    if is_plain { Ok(text.to_owned()) } else { Err("expected a mail address or a URL, in ASCII".to_owned()) }
}
