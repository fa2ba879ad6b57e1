//! How soon a page begins to come, under twenty readers at once while `add` runs:
//! `cargo bench --bench serve [ARTICLES | DATABASE]`.
//!
//! Uses the generated archive of `scale`; the database is left in `target/serve` and used again where it has as many
//! articles. One that is named, such as that of `scale`, is used as it is and grows by what is added meanwhile. Time is
//! that of the clock, from asking to the first byte of the answer, so that it wants a quiet machine.

#[path = "texts/archive.rs"]
mod archive;
#[path = "texts/draw.rs"]
mod draw;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use onrecord::fetch::{Given, Limits, Reader};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline;
use onrecord::store::{Prepared, SqliteStore, Store as _};
use onrecord::web::{Site, serve};
use serde_json::json;
use url::form_urlencoded::byte_serialize;

const ARTICLES: u64 = 20_000;
const READERS: usize = 20;
/// Between a page and the next: a tool that walks from page to page; people take longer.
const PAUSE: Duration = Duration::from_millis(250);
const LENGTH: Duration = Duration::from_secs(30);
/// Articles that are added meanwhile, at most.
const MORE: u64 = 40_000;

/// Requests that were not answered in time.
const BROKEN_OFF: &str = "BROKEN OFF";

/// A kind of page and its addresses.
type Place = (&'static str, Vec<String>);
type Times = BTreeMap<&'static str, Vec<f64>>;

#[allow(clippy::print_stdout, reason = "it measures")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from("target/serve");
    fs::create_dir_all(&folder)?;
    let named = std::env::args().skip(1).map(PathBuf::from).find(|word| word.is_file());
    let db = named.map_or_else(|| made(&folder), Ok)?;
    let totals = SqliteStore::open_read_only(&db)?.totals()?;
    println!("{totals:?}");
    let places = places(&db)?;
    let more = folder.join("more.jsonl");
    write_archive(&more, totals.articles..totals.articles + MORE)?;

    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let at = start(&runtime, &db)?;
    let done = Arc::new(AtomicBool::new(false));
    let adding = {
        let (db, done) = (db.clone(), Arc::clone(&done));
        std::thread::spawn(move || adds(&db, more, &done))
    };
    let times = runtime.block_on(read(at, places))?;
    done.store(true, Ordering::Relaxed);
    let added = adding.join().map_err(|_| "adding panicked")?;
    tell(times, added);
    // the server is still waiting for more
    runtime.shutdown_timeout(Duration::from_secs(1));
    Ok(())
}

/// A copy of the generated database, which is made where it is not there.
fn made(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(ARTICLES);
    let (base, db) = (folder.join("base.db"), folder.join("onrecord.db"));
    if !base.exists() || SqliteStore::open_read_only(&base)?.totals()?.articles != count {
        remove(&base)?;
        add(&base, &folder.join("archive.jsonl"), 0..count)?;
    }
    remove(&db)?;
    fs::copy(&base, &db)?;
    Ok(db)
}

#[allow(clippy::print_stdout, reason = "it measures")]
fn tell(times: Times, added: u64) {
    println!("{added} articles were added meanwhile; ms to the first byte:");
    let (mut all, mut slowest) = (Vec::new(), 0.0_f64);
    for (name, mut of) in times {
        of.sort_by(f64::total_cmp);
        let at = |part: usize| of.get((of.len() * part / 100).min(of.len() - 1)).copied().unwrap_or_default();
        println!(
            "{name:24} {:6} requests: median {:6.1}, 95 of 100 {:6.1}, slowest {:6.1}",
            of.len(),
            at(50),
            at(95),
            at(100)
        );
        slowest = slowest.max(at(100));
        all.extend(of);
    }
    all.sort_by(f64::total_cmp);
    println!("all: median {:.1} ms, slowest {slowest:.1} ms", all.get(all.len() / 2).copied().unwrap_or_default());
}

/// Adds until it is told to stop: how many articles.
fn adds(db: &Path, more: PathBuf, done: &AtomicBool) -> u64 {
    let Ok(mut store) = SqliteStore::open(db) else { return 0 };
    let mut reader = Reader::new(vec![more], Limits::default());
    let mut added = 0;
    // a batch at a time, so that it ends with the readers
    let mut batch = Vec::new();
    while let Some(Ok(raw)) = reader.next().filter(|_| !done.load(Ordering::Relaxed)) {
        let Ok(input) = raw.read(&Given::default()) else { continue };
        batch.push(Prepared::from(pipeline::process(input.article, Lexicon::embedded())));
        if batch.len() == 64 {
            added += batch.len() as u64;
            if store.add(&batch, onrecord::claims::regroup).is_err() {
                break;
            }
            batch.clear();
        }
    }
    added
}

fn start(runtime: &tokio::runtime::Runtime, db: &Path) -> Result<SocketAddr, Box<dyn Error>> {
    let lexicon = Lexicon::embedded();
    let site =
        Site { db: db.to_owned(), listen: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 0, by: "bench".to_owned(), lexicon };
    let (ready, is_ready) = std::sync::mpsc::channel();
    runtime.spawn(serve(site, move |at| ready.send(at).unwrap_or(()), std::future::pending()));
    Ok(is_ready.recv()?)
}

/// What is read, each kind of page with some addresses.
fn places(db: &Path) -> Result<Vec<Place>, Box<dyn Error>> {
    let conn = rusqlite::Connection::open(db)?;
    let list =
        |sql: &str| -> rusqlite::Result<Vec<String>> { conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect() };
    let below = |path: &str, ids: Vec<String>| {
        ids.iter().map(|id| format!("{path}{}", byte_serialize(id.as_bytes()).collect::<String>())).collect::<Vec<_>>()
    };
    let deep: (String, String) = conn.query_row(
        "SELECT coalesce(first_day, ''), id FROM claims ORDER BY 1 DESC, 2 DESC LIMIT 1 OFFSET (SELECT min(count(*) / 2, 49950) FROM claims)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let hot = "SELECT k.claim FROM evidence AS e JOIN keys AS k ON k.n = e.key WHERE k.claim IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 5";
    Ok(vec![
        ("check, empty", vec!["/".to_owned()]),
        ("claims", vec!["/claims".to_owned(), "/claims?sort=oldest".to_owned(), "/claims?sort=figure".to_owned()]),
        ("claims, page 1,000", below("/claims?after=", vec![json!(deep).to_string()])),
        (
            "claims of a name",
            below(
                "/claims?actor=",
                list("SELECT name FROM claim_names WHERE role = 'actor' GROUP BY 1 ORDER BY count(*) DESC LIMIT 20")?,
            ),
        ),
        (
            "claims of a unit",
            below("/claims?unit=", list("SELECT unit FROM claims GROUP BY 1 ORDER BY count(*) DESC LIMIT 20")?),
        ),
        (
            "claims with words",
            below("/claims?text=", ["the", "minister", "delivered", "\"plans to give\""].map(str::to_owned).to_vec()),
        ),
        ("claim", below("/claims/", list("SELECT id FROM claims ORDER BY random() LIMIT 300")?)),
        ("claim, hottest", below("/claims/", list(hot)?)),
        ("article", below("/articles/", list("SELECT id FROM articles ORDER BY random() LIMIT 300")?)),
        (
            "figures",
            below("/figures?unit=", list("SELECT unit FROM claims GROUP BY 1 ORDER BY count(*) DESC LIMIT 20")?),
        ),
        ("quotes", vec!["/quotes".to_owned(), "/quotes?form=direct".to_owned(), "/quotes?official=true".to_owned()]),
        (
            "quotes of a speaker",
            below(
                "/quotes?speaker=",
                list("SELECT speaker FROM sayings WHERE speaker <> '' ORDER BY random() LIMIT 50")?,
            ),
        ),
        ("people", vec!["/people".to_owned(), "/people?name=ma".to_owned(), "/people?name=s".to_owned()]),
        ("coverage", vec!["/coverage".to_owned(), "/coverage?gap=warned".to_owned()]),
        ("API, claims", vec!["/api/v1/claims?limit=50".to_owned(), "/api/v1/claims?limit=50&unit=person".to_owned()]),
    ])
}

/// Twenty who each read one page after the other, the kinds in turn.
async fn read(at: SocketAddr, places: Vec<Place>) -> Result<Times, Box<dyn Error>> {
    let (places, times) = (Arc::new(places), Arc::new(Mutex::new(Times::new())));
    let end = Instant::now() + LENGTH;
    let mut readers = tokio::task::JoinSet::new();
    for reader in 0..READERS {
        let (places, times) = (Arc::clone(&places), Arc::clone(&times));
        readers.spawn(async move {
            let client = reqwest::Client::builder().build()?;
            for turn in reader.. {
                let (name, addresses) = &places[turn % places.len()];
                let address = &addresses[turn / places.len() % addresses.len()];
                let begun = Instant::now();
                let answer = client.get(format!("http://{at}{address}")).send().await?;
                let taken = begun.elapsed().as_secs_f64() * 1e3;
                let name = if answer.status().is_success() { name } else { BROKEN_OFF };
                answer.bytes().await?;
                times.lock().expect("nobody panics").entry(name).or_default().push(taken);
                if Instant::now() > end {
                    break;
                }
                tokio::time::sleep(PAUSE).await;
            }
            Ok::<_, reqwest::Error>(())
        });
    }
    while let Some(done) = readers.join_next().await {
        done??;
    }
    let times = std::mem::take(&mut *times.lock().expect("nobody panics"));
    Ok(times)
}

fn add(db: &Path, input: &Path, stories: std::ops::Range<u64>) -> Result<(), Box<dyn Error>> {
    write_archive(input, stories)?;
    let mut store = SqliteStore::open(db)?;
    let mut reader = Reader::new(vec![input.to_owned()], Limits::default());
    pipeline::add(&mut reader, &Given::default(), Lexicon::embedded(), &mut store, &mut |_| {})?;
    Ok(())
}

/// Writes the articles, a line each.
fn write_archive(path: &Path, stories: std::ops::Range<u64>) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    for n in stories {
        let archive::Story { url, title, outlet, published, text } = archive::story(n);
        let line = json!({"url": url, "title": title, "outlet": outlet, "published": published, "text": text});
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn remove(db: &Path) -> Result<(), Box<dyn Error>> {
    for end in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{end}", db.display()));
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}
