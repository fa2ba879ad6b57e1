//! The run from inputs to a store, against the store's trait: batches, order, errors.

use std::fs;
use std::ops::ControlFlow;

use onrecord::fetch::{Given, Limits, Reader};
use onrecord::lexicon::Lexicon;
use onrecord::model::{
    Action, Article, ArticleRecord, ClaimRecord, Detail, Dossier, Evidence, Exchange, Judgement, JudgementRecord, Kept,
    Known, Occurrence, Peers, QuoteRecord, Regroup, Seen,
};
use onrecord::pipeline::{self, Event};
use onrecord::store::{
    Added, AddedState, ArticleFilter, Filter, Near, Prepared, QuoteFilter, Refresh, Refreshed, Store, StoreError,
    Totals,
};

/// A store that remembers its batches, and fails from one of them on.
#[derive(Debug, Default)]
struct Batches {
    ids: Vec<Vec<String>>,
    fails_at: Option<usize>,
}

impl Store for Batches {
    fn add(&mut self, batch: &[Prepared], _: Regroup) -> Result<Vec<Added>, StoreError> {
        if self.fails_at == Some(self.ids.len()) {
            return Err(StoreError::Query { query: "full".to_owned() });
        }
        self.ids.push(batch.iter().map(|prepared| prepared.article.id.clone()).collect());
        Ok(batch.iter().map(|_| Added { state: AddedState::New, claims_new: 2, claims_merged: 1 }).collect())
    }

    fn claims(&self, _: &Filter, _: &mut dyn FnMut(ClaimRecord) -> ControlFlow<()>) -> Result<(), StoreError> {
        Ok(())
    }

    fn evidence(&self, _: &str, _: &mut dyn FnMut(Evidence) -> ControlFlow<()>) -> Result<(), StoreError> {
        Ok(())
    }

    fn dossiers(&self, _: &Filter, _: Detail, _: &mut dyn FnMut(Dossier) -> ControlFlow<()>) -> Result<(), StoreError> {
        unreachable!()
    }

    fn peers(&self, _: &str) -> Result<Option<Peers>, StoreError> {
        Ok(None)
    }

    fn find(&self, _: &str) -> Result<Vec<ClaimRecord>, StoreError> {
        Ok(Vec::new())
    }

    fn units(&self, _: Action) -> Result<Vec<String>, StoreError> {
        unreachable!()
    }

    fn near(&self, _: &Near) -> Result<Vec<ClaimRecord>, StoreError> {
        Ok(Vec::new())
    }

    fn quotes(&self, _: &QuoteFilter, _: &mut dyn FnMut(QuoteRecord) -> ControlFlow<()>) -> Result<(), StoreError> {
        Ok(())
    }

    fn occurrences(&self, _: &str, _: &mut dyn FnMut(Occurrence) -> ControlFlow<()>) -> Result<(), StoreError> {
        Ok(())
    }

    fn judge(&mut self, _: &Judgement, _: Regroup) -> Result<Option<u64>, StoreError> {
        unreachable!()
    }

    fn judgements(&self) -> Result<Vec<JudgementRecord>, StoreError> {
        unreachable!()
    }

    fn judgements_of(&self, _: &str) -> Result<Vec<JudgementRecord>, StoreError> {
        unreachable!()
    }

    fn rejected(&self, _: &str, _: &mut dyn FnMut(Evidence) -> ControlFlow<()>) -> Result<(), StoreError> {
        unreachable!()
    }

    fn passages(&self, _: &str) -> Result<Vec<Known>, StoreError> {
        unreachable!()
    }

    fn refresh(&mut self, _: &mut dyn Refresh, _: Regroup) -> Result<Refreshed, StoreError> {
        unreachable!()
    }

    fn articles(
        &self,
        _: &ArticleFilter,
        _: &mut dyn FnMut(ArticleRecord) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        unreachable!()
    }

    fn article(&self, _: &str) -> Result<Option<Article>, StoreError> {
        Ok(None)
    }

    fn kept(&self, _: Option<&str>, _: &mut dyn FnMut(Kept) -> ControlFlow<()>) -> Result<(), StoreError> {
        unreachable!()
    }

    fn keep(&mut self, _: &Exchange, _: Option<&str>) -> Result<(), StoreError> {
        unreachable!()
    }

    fn last(&self, _: &str) -> Result<Option<Seen>, StoreError> {
        unreachable!()
    }

    fn finish(&mut self) -> Result<(), StoreError> {
        unreachable!()
    }

    fn totals(&self) -> Result<Totals, StoreError> {
        Ok(Totals::default())
    }
}

/// Runs over 5,000 articles, one line in a hundred broken.
fn run(store: &mut Batches) -> (Result<pipeline::Tally, StoreError>, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl");
    let line = |number: usize| {
        let close = if number % 100 == 99 { "" } else { "}" };
        format!("{{\"id\": {number}, \"text\": \"The town counted {number} doses.\"{close}\n")
    };
    fs::write(&path, (0..5000).map(line).collect::<String>()).expect("a file");
    let mut problems = 0;
    let mut reader = Reader::new(vec![path], Limits::default());
    let tally = pipeline::add(&mut reader, &Given::default(), Lexicon::embedded(), store, &mut |event| {
        problems += usize::from(matches!(event, Event::Problem(_)));
    });
    (tally, problems)
}

#[test]
fn batches_hold_all_articles_in_their_order() {
    let mut store = Batches::default();
    let (tally, problems) = run(&mut store);
    let tally = tally.expect("the store takes all");
    assert_eq!((tally.articles, tally.new, tally.errors, problems), (4950, 4950, 50, 50));
    assert_eq!((tally.claims_new, tally.claims_merged, tally.undated), (9900, 4950, 4950));
    assert!(store.ids.iter().all(|batch| batch.len() <= 2048), "a transaction is bounded");
    let expected: Vec<_> = (0..5000).filter(|number| number % 100 != 99).map(|number| number.to_string()).collect();
    assert_eq!(store.ids.concat(), expected);
}

#[test]
fn a_store_that_fails_ends_the_run() {
    let mut store = Batches { fails_at: Some(1), ..Batches::default() };
    let (tally, _) = run(&mut store);
    assert!(tally.is_err());
    assert_eq!(store.ids.len(), 1);
}

#[test]
fn an_article_in_another_language_is_kept_and_not_extracted() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "---\nlanguage: de-DE\n---\n4 million doses for Mexico.").expect("a file");
    let mut inputs = Reader::new(vec![folder.path().to_owned()], Limits::default());
    let input = inputs.next().expect("an article").and_then(|raw| raw.read(&Given::default())).expect("it is read");
    let processed = pipeline::process(input.article.clone(), Lexicon::embedded());
    assert_eq!(processed.skipped.as_deref(), Some("language: de"));
    assert_eq!((processed.facts, processed.claims), (onrecord::model::Facts::default(), Vec::new()));
    assert_eq!(processed.article, input.article);
}
