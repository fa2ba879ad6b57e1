//! Whether the work grows with the text and no faster: `cargo bench --bench linear [WORDS OF A NAME]`.
//!
//! Each hostile input is read at a quarter of a MiB and at one MiB. Linear work takes four times as long; quadratic work takes
//! sixteen times as long, and does not end at the sizes here.

#[path = "texts/draw.rs"]
mod draw;
#[path = "texts/hostile.rs"]
mod hostile;
#[path = "texts/news.rs"]
mod news;

use std::time::Instant;

use onrecord::fetch::{Given, statement};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline;

const SMALL: usize = 1 << 18;
const TIMES: usize = 4;

#[allow(clippy::print_stdout, reason = "it measures")]
fn main() {
    let wanted = std::env::args().nth(1).filter(|word| !word.starts_with("--")).unwrap_or_default();
    println!("{:40} {:>8} {:>8} {:>6}", "", "256 KiB", "1 MiB", "ratio");
    for (name, make) in hostile::HOSTILE.iter().filter(|(name, _)| name.contains(&wanted)) {
        let (small, large) = (seconds(&make(SMALL)), seconds(&make(SMALL * TIMES)));
        println!("{name:40} {:6.0}ms {:6.0}ms {:6.1}", small * 1e3, large * 1e3, large / small);
    }
}

/// The best of three, since other programs only ever add to it.
fn seconds(text: &str) -> f64 {
    let mut article = statement(text, &Given::default());
    article.language = None;
    let run = || {
        let article = article.clone();
        let start = Instant::now();
        let processed = pipeline::process(article, Lexicon::embedded());
        let taken = start.elapsed().as_secs_f64();
        drop(processed);
        taken
    };
    let first = run();
    if first > 5.0 { first } else { first.min(run()).min(run()) }
}
