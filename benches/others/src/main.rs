//! How fast onrecord reads beside the crates that do a part of its work, on the same text in one run, on one thread.
//!
//! `duckling` finds dates, times, durations, numbers, money and measures; `text2num` finds numbers in words. They look for
//! less: the whole of onrecord is held against them, and then only the part of it that does what they do.

#[path = "../../texts/draw.rs"]
mod draw;
#[path = "../../texts/news.rs"]
mod news;

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use duckling::{Context, DimensionKind, Lang, Locale, Options};
use onrecord::extract::{Reading, STEPS};
use onrecord::fetch::{Given, Limits, Reader, statement};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Article, Facts, Published};
use onrecord::pipeline;
use onrecord::text::{self, Layout};
use text2num::Language;

/// Rounds of which the best counts: other programs only ever add to a time.
const ROUNDS: usize = 3;
/// Generated articles, and the bytes of each.
const GENERATED: (u64, usize) = (40, 4 << 10);

/// A name, and what is done with an article under it.
type Row<'a> = (&'a str, &'a dyn Fn(&Article));

fn main() {
    let articles = articles();
    let english = Language::english();
    let rows: [Row<'_>; 5] = [
        ("onrecord, all", &|article| drop(black_box(pipeline::process(article.clone(), Lexicon::embedded())))),
        ("onrecord, dates and quantities", &dates_and_quantities),
        ("onrecord, numbers", &|article| {
            drop(black_box(text::numbers(&article.text, &Layout::of(&article.text).tokens)));
        }),
        ("duckling, a sentence at a time", &duckling_of_sentences),
        ("text2num", &|article| drop(black_box(text2num::replace_numbers_in_text(&article.text, &english, 0.0)))),
    ];
    let mut best = [f64::INFINITY; 5];
    for _ in 0..ROUNDS {
        // in turn, so that all of them have the same neighbours on the machine
        for ((_, work), best) in rows.iter().zip(&mut best) {
            let start = Instant::now();
            articles.iter().for_each(work);
            *best = best.min(start.elapsed().as_secs_f64());
        }
    }
    let bytes = articles.iter().map(|article| article.text.len()).sum::<usize>() as f64;
    println!("{:32} {:>10} {:>16} {:>16}", "", "MB/s", "times duckling", "times text2num");
    let [.., duckling, text2num] = best;
    for ((name, _), seconds) in rows.iter().zip(best) {
        let (mb, others) = (bytes / seconds / 1e6, (duckling / seconds, text2num / seconds));
        println!("{name:32} {mb:10.3} {:16.1} {:16.2}", others.0, others.1);
    }
}

/// The articles of the file or folder that is named, else generated news.
fn articles() -> Vec<Article> {
    let mut articles: Vec<Article> = match std::env::args_os().nth(1) {
        Some(path) => {
            let reader = Reader::new(vec![PathBuf::from(path)], Limits::default());
            reader.filter_map(|raw| Some(raw.ok()?.read(&Given::default()).ok()?.article)).collect()
        }
        None => {
            let given = Given { published: Published::parse("2021-03-18"), ..Given::default() };
            (0..GENERATED.0).map(|seed| statement(&news::news(GENERATED.1, seed), &given)).collect()
        }
    };
    for article in &mut articles {
        article.language = None; // all of them are to be read
    }
    articles
}

fn dates_and_quantities(article: &Article) {
    let reading = Reading::new(&article.text, Lexicon::embedded());
    let mut facts = Facts::default();
    let published = article.published.as_ref().map(|published| published.day);
    for (_, step) in STEPS.iter().filter(|(name, _)| matches!(*name, "dates" | "quantities")) {
        step(&reading, published, &mut facts);
    }
    black_box(facts);
}

/// It is made for short texts: its work grows faster than the text, so it gets a sentence at a time.
fn duckling_of_sentences(article: &Article) {
    let locale = Locale::new(Lang::EN, None);
    let (context, options) = (Context::default(), Options::default());
    let kinds = [
        DimensionKind::Time,
        DimensionKind::Duration,
        DimensionKind::Numeral,
        DimensionKind::Ordinal,
        DimensionKind::Quantity,
        DimensionKind::AmountOfMoney,
        DimensionKind::Distance,
        DimensionKind::Temperature,
        DimensionKind::Volume,
    ];
    for sentence in &Layout::of(&article.text).sentences {
        black_box(duckling::parse(sentence.span.of(&article.text), &locale, &kinds, &context, &options));
    }
}
