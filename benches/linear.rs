//! Whether the work grows with the text and no faster: `cargo bench --bench linear [WORDS OF A NAME]`.
//!
//! Texts first, then pages. Each hostile input is read at a quarter of a MiB and at one MiB. Linear work takes four times as long; quadratic work takes
//! sixteen times as long, and does not end at the sizes here.

#[path = "texts/draw.rs"]
mod draw;
#[path = "texts/hostile.rs"]
mod hostile;
#[path = "texts/news.rs"]
mod news;
#[path = "texts/tangled.rs"]
mod tangled;

use std::time::Instant;

use onrecord::fetch::{Given, Limits, Raw, statement};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Answer, Exchange};
use onrecord::pipeline;

const SMALL: usize = 1 << 18;
const TIMES: usize = 4;

#[allow(clippy::print_stdout, reason = "it measures")]
fn main() {
    let wanted = std::env::args().nth(1).filter(|word| !word.starts_with("--")).unwrap_or_default();
    println!("{:40} {:>8} {:>8} {:>6}", "", "256 KiB", "1 MiB", "ratio");
    let tell = |name: &str, small: f64, large: f64| {
        println!("{name:40} {:6.0}ms {:6.0}ms {:6.1}", small * 1e3, large * 1e3, large / small);
    };
    for (name, make) in hostile::HOSTILE.iter().filter(|(name, _)| name.contains(&wanted)) {
        tell(name, seconds(&make(SMALL)), seconds(&make(SMALL * TIMES)));
    }
    for (name, make) in tangled::TANGLED.iter().filter(|(name, _)| name.contains(&wanted)) {
        tell(name, of_page(&make(SMALL)), of_page(&make(SMALL * TIMES)));
    }
}

fn seconds(text: &str) -> f64 {
    let mut article = statement(text, &Given::default());
    article.language = None;
    best(|| {
        let article = article.clone();
        let start = Instant::now();
        let processed = pipeline::process(article, Lexicon::embedded());
        let taken = start.elapsed().as_secs_f64();
        drop(processed);
        taken
    })
}

/// The page as the web gives it, to an article with its metadata or to why it is none.
fn of_page(page: &str) -> f64 {
    let fields = vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())];
    let body = page.as_bytes().to_vec();
    let answer = Answer { status: 200, version: "HTTP/1.1".to_owned(), fields, body };
    let url = "https://quay.example/a".to_owned();
    let exchange = Exchange { asked: url.clone(), url, at: String::new(), sent: Vec::new(), answer: Ok(answer) };
    best(|| {
        let raw = Raw::of(exchange.clone(), Limits::default());
        let start = Instant::now();
        let read = raw.map(|raw| raw.read(&Given::default()));
        let taken = start.elapsed().as_secs_f64();
        drop(read);
        taken
    })
}

/// The best of three, since other programs only ever add to it.
fn best(run: impl Fn() -> f64) -> f64 {
    let first = run();
    if first > 5.0 { first } else { first.min(run()).min(run()) }
}
