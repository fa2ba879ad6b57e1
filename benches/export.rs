//! How fast claims are exported: `cargo bench --bench export`, on the database that `cargo bench --bench scale` left in
//! `target/scale`.
//!
//! The clock is read, so run it on a machine that has nothing else to do. What is written goes nowhere.

use std::error::Error;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Instant;

use onrecord::model::Detail;
use onrecord::record::export::{self, Format, Kind, Options};
use onrecord::store::{ArticleFilter, Filter, SqliteStore, Store as _, walk};

#[allow(clippy::print_stdout, reason = "it measures")]
fn main() -> Result<(), Box<dyn Error>> {
    let path = Path::new("target/scale/onrecord.db");
    if !path.exists() {
        println!("there is no {}: run `cargo bench --bench scale -- 20000` first", path.display());
        return Ok(());
    }
    let store = SqliteStore::open_read_only(path)?;
    for &format in Format::ALL {
        for kind in [Kind::Claims, Kind::Evidence, Kind::Facts, Kind::Articles] {
            if format.suits(kind) {
                measure(&store, kind, format)?;
            }
        }
    }
    Ok(())
}

#[allow(clippy::print_stdout, reason = "it measures")]
fn measure(store: &SqliteStore, kind: Kind, format: Format) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut out = Counted { bytes: 0 };
    let options = Options::default();
    let found = match kind {
        Kind::Claims | Kind::Evidence => {
            let Some(mut sink) = export::claims(kind, format, options, store, &mut out)? else { return Ok(()) };
            let detail = if format.is_table() && kind == Kind::Claims { Detail::Sums } else { Detail::Full };
            let found = walk(|each| store.dossiers(&Filter::default(), detail, each), |it| sink.put(&it))??;
            sink.finish()?;
            found
        }
        _ => {
            let Some(mut sink) = export::articles(kind, format, options, &mut out)? else { return Ok(()) };
            let found = walk(|each| store.articles(&ArticleFilter::default(), each), |it| sink.put(&it))??;
            sink.finish()?;
            found
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    let of = if matches!(kind, Kind::Claims | Kind::Evidence) { "claims" } else { "articles" };
    println!(
        "{:8} as {:11} {found} {of} in {seconds:.1} s: {:.0} a second, {:.0} MB/s",
        kind.as_str(),
        format.as_str(),
        found as f64 / seconds,
        out.bytes as f64 / seconds / 1e6
    );
    io::stdout().flush()?;
    Ok(())
}

/// Counts what it is given.
struct Counted {
    bytes: u64,
}

impl io::Write for Counted {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.bytes += buf.len() as u64;
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
