//! `onrecord fetch`: pages from the web into a folder, with what is known of each beside it.

use std::fs::File;
use std::io::{self, Read, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;
use regex::Regex;

use super::Exit;
use super::add::bar;
use super::inputs::Problems;
use super::plain::plain;
use super::ui::Ui;
use crate::fetch::web::{
    Event, Folder, Named, Options, Outcome, Passed, Tally, Timeouts, Wanted, is_url, run as fetch,
};
use crate::record::words::count;

/// Fetch pages from the web into a folder
///
/// Asks as a guest does: by the rules of each server's robots.txt, with a pause between two requests to one server, and
/// for longer when that asks for it. A second run asks only for what has changed; one that was stopped is continued by
/// the same command. `onrecord add` reads the folder.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord fetch https://example.org/news/feed.xml --out news --contact desk@example.com
  onrecord fetch https://example.org/sitemap.xml --since 2021-03-01 --match /politics/ --out news
  onrecord fetch urls.txt --limit 100 --out news && onrecord add news")]
pub(super) struct Args {
    /// Pages, feeds (RSS, Atom, JSON Feed), sitemaps, or lists of URLs one a line; also files of these, or - for
    /// standard input. What a thing is, is told by its content
    #[arg(required = true, value_name = "URL|FILE")]
    named: Vec<String>,
    /// The folder to keep the pages in; it is made where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    wanted: WantedArgs,
    #[command(flatten)]
    manners: Manners,
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
struct Manners {
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
    let mut problems = Problems::default();
    let mut unread = 0;
    let mut named = Vec::new();
    let options = args.options();
    for one in &args.named {
        match open(one, options.listing.unpacked) {
            Ok(one) => named.push(one),
            Err(error) => {
                unread += 1;
                let advice = "name a URL with its http:// or https://, or a file that is there";
                problems.tell_of(&format!("{one}: {error}"), advice, ui);
            }
        }
    }
    if options.contact.is_none() {
        ui.note("servers' keepers can't tell who asks; --contact names a mail address or a page of yours");
    }
    let mut folder = Folder::open(&args.out).map_err(anyhow::Error::from_boxed)?;
    let bar = bar(ui);
    let mut tell = |event: Event<'_>| {
        let Event { url, outcome, tally, waiting } = event;
        match outcome {
            Outcome::Failed(failure) => {
                bar.suspend(|| problems.tell_of(&format!("{url}: {failure}"), failure.advice(), ui));
            }
            outcome => tracing::info!(url, ?outcome, "done"),
        }
        bar.set_message(format!("{}, {waiting} to go, {}", count(tally.pages(), "page"), plain(url)));
        ControlFlow::Continue(())
    };
    let tally = fetch(named, &options, &mut folder, &mut tell, interrupted(ui))?;
    bar.finish_and_clear();
    if !ui.is_quiet() {
        let mut out = ui.out();
        writeln!(out, "{}", summary(&tally))?;
        out.flush()?;
    }
    Ok(exit(&tally, unread, ui))
}

impl Args {
    fn options(&self) -> Options {
        let Manners { contact, delay, timeout, ignore_robots, allow_private } = &self.manners;
        let WantedArgs { since, limit, matching } = &self.wanted;
        let steps = Timeouts::default();
        Options {
            contact: contact.clone(),
            wanted: Wanted { since: *since, limit: *limit, matching: matching.clone() },
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

fn exit(tally: &Tally, unread: u64, ui: &Ui) -> Exit {
    if tally.left > 0 {
        ui.note("the same command goes on from here");
    }
    if unread > 0 || tally.left > 0 || !tally.failed.is_empty() {
        Exit::Error
    } else if tally.pages() == 0 {
        ui.note("no page was fetched");
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
