//! How many pages a second become articles on one core: `cargo bench --bench pages [FILE OR FOLDER...]`.
//!
//! Reads the pages of what is named, as `onrecord extract` would up to the article with its metadata; without it, generated
//! ones. Beside it stands what the HTML parser alone takes for the same pages, which nothing built on it can beat. Time is
//! that of the processor.

#[path = "texts/draw.rs"]
mod draw;
#[path = "texts/news.rs"]
mod news;
#[path = "texts/pages.rs"]
mod pages;

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use onrecord::fetch::{Given, Limits, Raw, Reader};
use scraper::Html;

/// Generated pages.
const PAGES: u64 = 200;
/// Rounds of which the best counts: other programs only ever add to a time.
const ROUNDS: usize = 5;

#[allow(clippy::print_stdout, reason = "it measures")]
fn main() -> std::io::Result<()> {
    let mut named: Vec<PathBuf> =
        std::env::args_os().skip(1).filter(|word| word != "--bench").map(PathBuf::from).collect();
    if named.is_empty() {
        named.push(generated()?);
    }
    println!("{:32} {:>6} {:>8} {:>8} {:>10} {:>6}", "", "pages", "KB each", "pages/s", "parsing", "ratio");
    for path in named {
        let read: Vec<_> = raws(&path).into_iter().filter_map(|raw| raw.read(&Given::default()).ok()?.page).collect();
        let words: Vec<_> = read.iter().map(|page| String::from_utf8_lossy(&page.bytes)).collect();
        // Pages that are no article are read too; of them there is no text to parse here.
        let (mut whole, mut parsing, mut all) = (f64::INFINITY, f64::INFINITY, 0);
        for _ in 0..ROUNDS {
            let raws = raws(&path);
            all = raws.len();
            whole =
                whole.min(seconds(|| raws.into_iter().for_each(|raw| drop(black_box(raw.read(&Given::default()))))));
            parsing =
                parsing.min(seconds(|| words.iter().for_each(|page| drop(black_box(Html::parse_document(page))))));
        }
        let (count, bytes) = (words.len().max(1) as f64, words.iter().map(|page| page.len()).sum::<usize>() as f64);
        let (whole, parsing) = (whole / all.max(1) as f64, parsing / count);
        println!(
            "{:32} {all:6} {:8.0} {:8.0} {:10.0} {:6.2}",
            path.file_name().unwrap_or_default().to_string_lossy(),
            bytes / count / 1e3,
            1.0 / whole,
            1.0 / parsing,
            whole / parsing
        );
    }
    Ok(())
}

fn raws(path: &std::path::Path) -> Vec<Raw> {
    Reader::new(vec![path.to_owned()], Limits::default()).filter_map(Result::ok).collect()
}

/// A folder of generated pages.
fn generated() -> std::io::Result<PathBuf> {
    let folder = PathBuf::from("target/pages");
    fs::create_dir_all(&folder)?;
    for n in 0..PAGES {
        fs::write(folder.join(format!("{n:05}.html")), pages::page(n))?;
    }
    Ok(folder)
}

/// Seconds of the processor that some work takes on this thread, where the system tells it as Linux does; else by the clock.
fn seconds(work: impl FnOnce()) -> f64 {
    let busy = || -> Option<f64> {
        let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    };
    let (start, clock) = (busy(), std::time::Instant::now());
    work();
    start.zip(busy()).map_or_else(|| clock.elapsed().as_secs_f64(), |(start, end)| end - start)
}
