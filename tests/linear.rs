//! Input made to hurt is read to its end, in a time that only linear work keeps, and what is found in it is sound.
//! How the time grows is measured by `cargo bench --bench linear`.

#[path = "../benches/texts/draw.rs"]
mod draw;
#[path = "../benches/texts/hostile.rs"]
mod hostile;
#[path = "../benches/texts/news.rs"]
mod news;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use hostile::HOSTILE;
use onrecord::fetch::{Given, statement};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Processed, Published, Span};
use onrecord::pipeline;

/// A tenth of a second of linear work for most of them; quadratic work takes minutes, and so fails.
const BYTES: usize = 512 << 10;
/// A hundred times as long as the slowest takes in a debug build, so that a busy machine fails no test.
const PATIENCE: Duration = Duration::from_secs(300);

#[test]
fn hostile_input_is_read_to_its_end() {
    for (name, make) in HOSTILE {
        let processed = read(name, make(BYTES));
        for span in spans(&processed) {
            let words = processed.article.text.get(span.range());
            assert!(words.is_some_and(|words| !words.is_empty()), "{name}: {span:?} lies outside of the text");
        }
    }
}

#[test]
fn what_stands_behind_hostile_input_is_found() {
    for (name, make) in HOSTILE {
        let last = "Mexico bought 2.5 million doses on Thursday, Prime Minister Ana Ruiz said.";
        let processed = read(name, make(BYTES / 64) + "\n\n" + last);
        let from = processed.article.text.len() - last.len();
        let behind = |span: Span| span.start() > from;
        assert!(processed.facts.quantities.iter().any(|fact| behind(fact.span)), "{name}: the figure");
        assert!(processed.facts.dates.iter().any(|fact| behind(fact.span)), "{name}: the date");
        assert!(processed.facts.quotes.iter().any(|fact| fact.span.end() > from), "{name}: what is said");
    }
}

/// Extracts on a thread of its own, with the small stack that threads have.
fn read(name: &str, text: String) -> Processed {
    let given =
        Given { published: Published::parse("2021-03-18"), language: Some("en".to_owned()), ..Given::default() };
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let processed = pipeline::process(statement(&text, &given), Lexicon::embedded());
        sender.send(processed).is_ok()
    });
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn spans(processed: &Processed) -> Vec<Span> {
    let facts = &processed.facts;
    let mut spans: Vec<Span> = facts.quantities.iter().flat_map(|fact| [fact.span, fact.phrase]).collect();
    spans.extend(facts.dates.iter().map(|fact| fact.span));
    spans.extend(facts.places.iter().map(|fact| fact.span));
    spans.extend(facts.people.iter().flat_map(|fact| fact.mentions.iter().copied()));
    spans.extend(facts.quotes.iter().map(|fact| fact.span));
    spans.extend(facts.quotes.iter().filter_map(|fact| fact.cue));
    spans.extend(facts.sources.iter().map(|fact| fact.span));
    spans.extend(processed.claims.iter().flat_map(|claim| [claim.span, claim.sentence]));
    spans
}
