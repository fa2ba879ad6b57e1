//! How many bytes of text a second each floor reads, on one thread: `cargo bench --bench speed`.
//!
//! Reads the articles of the file or folder that `ONRECORD_BENCH` names, as `onrecord add` would; without it, generated
//! news in articles of some kilobytes.

#[path = "texts/draw.rs"]
mod draw;
#[path = "texts/news.rs"]
mod news;

use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord::claims;
use onrecord::extract::{self, Reading, STEPS};
use onrecord::fetch::{Given, Limits, Reader, statement};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Article, Facts, Published};
use onrecord::pipeline;
use onrecord::text::{self, Layout};

fn main() {
    divan::main();
}

static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let mut articles = std::env::var_os("ONRECORD_BENCH").map_or_else(generated, |path| {
        let reader = Reader::new(vec![PathBuf::from(path)], Limits::default());
        reader.filter_map(|raw| Some(raw.ok()?.read(&Given::default()).ok()?.article)).collect()
    });
    for article in &mut articles {
        article.language = None; // all of them are to be read
    }
    articles
});

/// 300 articles of 4 KB.
fn generated() -> Vec<Article> {
    let given = Given { published: Published::parse("2021-03-18"), ..Given::default() };
    (0..300).map(|seed| statement(&news::news(4 << 10, seed), &given)).collect()
}

fn day(article: &Article) -> Option<jiff::civil::Date> {
    article.published.as_ref().map(|published| published.day)
}

/// Times `work` on what `prepare` makes of each article, all of them an iteration.
fn measure<'a, T, O>(bencher: Bencher, prepare: impl Fn(&'a Article) -> T, work: impl Fn(&'a Article, &T) -> O + Sync)
where
    T: Sync,
{
    let prepared: Vec<(&Article, T)> = ARTICLES.iter().map(|article| (article, prepare(article))).collect();
    let bytes = prepared.iter().map(|(article, _)| article.text.len()).sum::<usize>();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for (article, made) in &prepared {
            divan::black_box(work(article, made));
        }
    });
}

fn reading(article: &Article) -> Reading<'_> {
    Reading::new(&article.text, Lexicon::embedded())
}

#[divan::bench]
fn text_layout(bencher: Bencher) {
    measure(bencher, |_| (), |article, ()| Layout::of(&article.text));
}

#[divan::bench]
fn text_numbers(bencher: Bencher) {
    let layout = |article: &Article| Layout::of(&article.text);
    measure(bencher, layout, |article, layout| text::numbers(&article.text, &layout.tokens));
}

#[divan::bench]
fn lexicon_scan(bencher: Bencher) {
    let layout = |article: &Article| Layout::of(&article.text);
    measure(bencher, layout, |article, layout| Lexicon::embedded().scan(&article.text, &layout.tokens));
}

#[divan::bench]
fn lexicon_load(bencher: Bencher) {
    bencher.bench_local(|| Lexicon::with(&[]));
}

#[divan::bench(args = STEPS.iter().map(|(name, _)| *name))]
fn extract_step(bencher: Bencher, name: &str) {
    let place = STEPS.iter().position(|(step, _)| *step == name).unwrap_or_default();
    let prepare = |article| {
        let reading = reading(article);
        let mut facts = Facts::default();
        STEPS[..place].iter().for_each(|(_, step)| step(&reading, day(article), &mut facts));
        (reading, facts)
    };
    let (_, step) = STEPS[place];
    measure(bencher, prepare, |article, (reading, before)| {
        // quantities read the dates, so they are there; the copy is small beside the step
        let mut facts = Facts { dates: before.dates.clone(), ..Facts::default() };
        step(reading, day(article), &mut facts);
        facts
    });
}

#[divan::bench]
fn claims_of_facts(bencher: Bencher) {
    let prepare = |article| {
        let reading = reading(article);
        let facts = extract::facts(&reading, day(article));
        (reading, facts)
    };
    measure(bencher, prepare, |article, (reading, facts)| claims::claims(reading, facts, article));
}

#[divan::bench]
fn whole(bencher: Bencher) {
    measure(bencher, Article::clone, |_, article| pipeline::process(article.clone(), Lexicon::embedded()));
}
