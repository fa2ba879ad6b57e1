//! How much of the article in a page onrecord finds, and how fast, beside the crates that do the same, on the same pages in
//! one run, on one thread: `cargo run --release --bin pages FILE...`.
//!
//! A file has a page a line: JSON with its `html`, the `url` where it is known, and in `expected` the words that a person
//! took for the article.

use std::collections::HashMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs};

use dom_smoothie::Readability;
use onrecord::fetch::{Given, Limits, Reader};
use serde_json::Value;

/// Rounds of which the best counts: other programs only ever add to a time.
const ROUNDS: usize = 3;
/// Words that must stand together to count as found.
const WORDS: usize = 4;

/// A name, and what gives the articles of all pages under it, an empty one where there is none.
type Row<'a> = (&'a str, &'a dyn Fn() -> Vec<String>);

fn main() -> Result<(), Box<dyn Error>> {
    for path in env::args_os().skip(1).map(PathBuf::from) {
        let text = fs::read_to_string(&path)?;
        let pages: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let field = |page: &Value, name: &str| page[name].as_str().unwrap_or_default().to_owned();
        let html: Vec<String> = pages.iter().map(|page| field(page, "html")).collect();
        let expected: Vec<String> = pages.iter().map(|page| field(page, "expected")).collect();
        let rows: [Row<'_>; 3] = [
            // with dates, byline and all other metadata, and out of the file's JSON, which the others have behind them
            ("onrecord", &|| {
                let read = Reader::new(vec![path.clone()], Limits::default());
                let article = read.map(|raw| Some(raw.ok()?.read(&Given::default()).ok()?.article.text));
                article.map(Option::unwrap_or_default).collect()
            }),
            ("dom_smoothie", &|| {
                let article = |page: &String| Some(Readability::new(page.as_str(), None, None).ok()?.parse().ok()?.text_content);
                html.iter().map(|page| article(page).map(|text| text.to_string()).unwrap_or_default()).collect()
            }),
            ("trafilatura", &|| {
                let options = trafilatura::Options::default();
                let article = |page: &String| Some(trafilatura::extract(page, &options).ok()?.content_text);
                html.iter().map(|page| article(page).unwrap_or_default()).collect()
            }),
        ];
        println!("{:32} {:>9} {:>6} {:>6} {:>6}", path.file_name().unwrap_or_default().to_string_lossy(), "pages/s", "P", "R", "F1");
        for (name, read) in rows {
            let mut best = f64::INFINITY;
            let mut texts = Vec::new();
            for _ in 0..ROUNDS {
                let start = Instant::now();
                texts = read();
                best = best.min(start.elapsed().as_secs_f64());
            }
            let (precision, recall) = score(&texts, &expected);
            let f1 = 2.0 * precision * recall / (precision + recall);
            println!("{name:32} {:9.0} {precision:6.3} {recall:6.3} {f1:6.3}", html.len() as f64 / best);
        }
    }
    Ok(())
}

/// The mean precision and recall over the pages.
fn score(found: &[String], expected: &[String]) -> (f64, f64) {
    let (mut precision, mut recall) = (0.0, 0.0);
    for (found, expected) in found.iter().zip(expected) {
        let (found, expected) = (shingles(found), shingles(expected));
        let both: usize = found.iter().map(|(words, count)| count.min(expected.get(words).unwrap_or(&0))).sum();
        let share = |all: &HashMap<Vec<String>, usize>, other: &HashMap<Vec<String>, usize>| match all.values().sum::<usize>() {
            0 => f64::from(u8::from(other.is_empty())),
            sum => both as f64 / sum as f64,
        };
        precision += share(&found, &expected);
        recall += share(&expected, &found);
    }
    let pages = expected.len().max(1) as f64;
    (precision / pages, recall / pages)
}

/// How often each run of words occurs.
fn shingles(text: &str) -> HashMap<Vec<String>, usize> {
    let words: Vec<String> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let mut counts = HashMap::new();
    for run in words.windows(WORDS.min(words.len().max(1))) {
        *counts.entry(run.to_vec()).or_insert(0) += 1;
    }
    counts
}
