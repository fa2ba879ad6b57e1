//! What `add` and `check` cost on an archive of 100,000 articles: `cargo bench --bench scale [ARTICLES]`.
//!
//! The archive and the database are left in `target/scale`. Time is that of the processor, all threads together, since
//! other programs only add to that of the clock.

#[path = "texts/archive.rs"]
mod archive;
#[path = "texts/draw.rs"]
mod draw;

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use onrecord::claims::relations;
use onrecord::fetch::{Given, Limits, Reader, statement};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline::{self, Event, Wanted};
use onrecord::store::{Filter, QuoteFilter, SqliteStore, Store as _, StoreError};
use serde_json::json;

const ARTICLES: u64 = 100_000;
/// Statements of each kind that are checked.
const STATEMENTS: u64 = 50;

#[allow(clippy::print_stdout, reason = "it measures")]
fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(ARTICLES);
    let folder = PathBuf::from("target/scale");
    let (input, db) = (folder.join("archive.jsonl"), folder.join("onrecord.db"));
    fs::create_dir_all(&folder)?;
    let bytes = write_archive(&input, count)?;
    println!("{count} articles of {} bytes", bytes / count);
    add(input, &db, count)?;
    check(&db)?;
    list(&db)
}

/// Writes the articles, a line each: the bytes of their texts.
fn write_archive(path: &Path, count: u64) -> Result<u64, Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    let mut bytes = 0;
    for n in 0..count {
        let archive::Story { url, title, outlet, published, text } = archive::story(n);
        bytes += text.len() as u64;
        let line = json!({"url": url, "title": title, "outlet": outlet, "published": published, "text": text});
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(bytes)
}

#[allow(clippy::print_stdout, reason = "it measures")]
fn add(input: PathBuf, db: &Path, count: u64) -> Result<(), Box<dyn Error>> {
    for end in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{end}", db.display()));
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    let mut store = SqliteStore::open(db)?;
    let mut reader = Reader::new(vec![input], Limits::default());
    let (start, mut before, mut told) = (Instant::now(), Busy::now(), 0);
    let begun = Busy::now();
    let tally = pipeline::add(&mut reader, &Given::default(), Lexicon::embedded(), &mut store, &mut |event| {
        let Event::Progress(tally) = event else { return };
        if tally.articles - told >= (count / 10).max(1) || tally.articles == count && told < count {
            let (now, more) = (Busy::now(), (tally.articles - told) as f64);
            let (all, writer) = ((now.process - before.process) / more, (now.thread - before.thread) / more);
            println!(
                "{:7} articles: {:5.0} µs an article, {:4.0} of them the writer's; {:4} MB resident",
                tally.articles,
                all * 1e6,
                writer * 1e6,
                memory("VmRSS:")
            );
            (before, told) = (now, tally.articles);
        }
    })?;
    let (end, elapsed) = (Busy::now(), start.elapsed().as_secs_f64());
    let (all, writer) = (end.process - begun.process, end.thread - begun.thread);
    // the writer is one thread, the rest is spread over the cores
    let of_two_cores = writer.max(all / 2.0);
    println!(
        "{:.0} articles a second by the clock, {:.0} with two cores at hand",
        count as f64 / elapsed,
        count as f64 / of_two_cores
    );
    println!("{} claims new, {} merged; {:?}", tally.claims_new, tally.claims_merged, store.totals()?);
    drop(store);
    println!("{} MB on disk, at most {} MB resident", db.metadata()?.len() / 1_000_000, memory("VmHWM:"));
    Ok(())
}

/// Checks the leads of stories that are in the archive, and of others.
#[allow(clippy::print_stdout, reason = "it measures")]
fn check(db: &Path) -> Result<(), Box<dyn Error>> {
    let store = SqliteStore::open_read_only(db)?;
    for (kind, first) in [("known", 0), ("unknown", 1 << 40)] {
        let (mut times, mut matches) = (Vec::new(), 0);
        for n in first..first + STATEMENTS {
            let text = archive::story(n).text;
            let lead = statement(text.lines().next().unwrap_or_default(), &Given::default());
            let start = Busy::now().thread;
            for figure in pipeline::check(&lead, Lexicon::embedded(), &store, Wanted { matches: 5, passages: 3 })? {
                matches += figure.matches.len();
            }
            times.push((Busy::now().thread - start) * 1e3);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "check of a sentence, {kind}: median {:.1} ms, slowest {:.1} ms, {matches} matches of {STATEMENTS} sentences",
            times[times.len() / 2],
            times[times.len() - 1]
        );
    }
    Ok(())
}

/// Lists all claims, with and without their relations, those of articles with some words, and all quotes.
#[allow(clippy::print_stdout, reason = "it measures")]
fn list(db: &Path) -> Result<(), Box<dyn Error>> {
    let store = SqliteStore::open_read_only(db)?;
    let spent = |what: &str, list: &dyn Fn(&mut u64) -> Result<(), StoreError>| -> Result<(), Box<dyn Error>> {
        let (start, mut found) = (Busy::now().thread, 0);
        list(&mut found)?;
        println!("{what}: {found} in {:.1} s", Busy::now().thread - start);
        Ok(())
    };
    let claims = |filter: Filter, found: &mut u64| {
        store.claims(&filter, &mut |_| {
            *found += 1;
            ControlFlow::Continue(())
        })
    };
    spent("all claims", &|found| claims(Filter::default(), found))?;
    let text = Some("harbour ventilators".to_owned());
    spent("claims by words", &|found| claims(Filter { text: text.clone(), ..Filter::default() }, found))?;
    spent("relations across articles of the claims in barrels", &|found| {
        let mut all = Vec::new();
        let filter = Filter { unit: Some("barrel".to_owned()), ..Filter::default() };
        store.claims(&filter, &mut |claim| {
            all.push(claim);
            ControlFlow::Continue(())
        })?;
        for claim in all {
            *found += store.peers(&claim.id)?.map_or(0, |peers| relations(&claim, &peers).len() as u64);
        }
        Ok(())
    })?;
    spent("all quotes", &|found| {
        store.quotes(&QuoteFilter::default(), &mut |_| {
            *found += 1;
            ControlFlow::Continue(())
        })
    })
}

/// Seconds of the processor that this process and this thread have had.
struct Busy {
    process: f64,
    thread: f64,
}

impl Busy {
    /// Zeros where the system doesn't tell it as Linux does.
    fn now() -> Self {
        let ns = |path: &Path| -> f64 {
            let stat = fs::read_to_string(path).unwrap_or_default();
            stat.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or_default()
        };
        let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        let process: f64 = tasks.map(|task| ns(&task.path().join("schedstat"))).sum();
        Self { process: process / 1e9, thread: ns(Path::new("/proc/thread-self/schedstat")) / 1e9 }
    }
}

/// What the system says of this process's memory, in MB.
fn memory(line: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status.lines().find_map(|it| it.strip_prefix(line)).and_then(|rest| rest.split_whitespace().next());
    kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() * 1024 / 1_000_000
}
