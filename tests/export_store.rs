//! The store's bulk walks give what its single questions give.

mod support;

use std::ops::ControlFlow;

use onrecord::claims::relations;
use onrecord::fetch::{Given, Limits, Reader};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Action, ClaimRecord, Detail, Dossier, Evidence, RelationKind, Status};
use onrecord::pipeline;
use onrecord::store::{ArticleFilter, Filter, SqliteStore, Store};
use support::{Build, article, mention, prepared, regroup};
use tempfile::TempDir;

#[test]
fn a_dossier_holds_what_the_single_questions_answer() {
    let folder = TempDir::new().expect("a folder");
    let mut store = SqliteStore::open(&folder.path().join("t.db")).expect("a new database");
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/articles");
    let mut reader = Reader::new(vec![corpus.into()], Limits::default());
    pipeline::add(&mut reader, &Given::default(), Lexicon::embedded(), &mut store, &mut |_| ()).expect("added");
    let filters = [
        Filter::default(),
        Filter { unit: Some("dose".to_owned()), ..Filter::default() },
        Filter { actor: Some("NO".to_owned()), status: Some(Status::Planned), ..Filter::default() },
        Filter { text: Some("grain".to_owned()), since: Some("2021-09-01".to_owned()), ..Filter::default() },
        Filter { action: Some(Action::Die), ..Filter::default() },
    ];
    for filter in filters {
        let claims = claims(&store, &filter);
        assert!(claims.len() > 1, "{filter:?}");
        let sums: Vec<ClaimRecord> = dossiers(&store, &filter, Detail::Sums).into_iter().map(|it| it.claim).collect();
        assert_eq!(sums, claims, "{filter:?}");
        for (dossier, claim) in dossiers(&store, &filter, Detail::Full).iter().zip(&claims) {
            assert_eq!(dossier.claim, *claim);
            assert_eq!(dossier.passages.as_ref(), Some(&evidence(&store, &claim.id)));
            let peers = store.peers(&claim.id).expect("peers").expect("a claim");
            let told = dossier.peers.as_ref().map_or_else(|| claim.relations.clone(), |peers| relations(claim, peers));
            assert_eq!(told, relations(claim, &peers), "{}", claim.id);
        }
    }
    let total = store.totals().expect("totals").articles;
    let mut seen = Vec::new();
    let each = &mut |record: onrecord::model::ArticleRecord| {
        assert_eq!(store.article(&record.article.id).expect("read").as_ref(), Some(&record.article));
        for fact in &record.facts {
            let words: String = record
                .article
                .text
                .chars()
                .skip(fact.chars.0 as usize)
                .take((fact.chars.1 - fact.chars.0) as usize)
                .collect();
            assert_eq!(words, fact.words);
        }
        seen.push(record.article.id);
        ControlFlow::Continue(())
    };
    store.articles(&ArticleFilter::default(), each).expect("read");
    assert!(seen.is_sorted() && seen.len() as u64 == total, "{seen:?}");
}

#[test]
fn a_claim_of_many_passages_is_counted_in_full_and_not_held() {
    let folder = TempDir::new().expect("a folder");
    let mut store = SqliteStore::open(&folder.path().join("t.db")).expect("a new database");
    let one = |n: usize| {
        article(&format!("Story {n}: 5 doses\nand 7 doses."))
            .claim(mention("US", Action::Give, 5, "dose", "MX"))
            .claim(mention("US", Action::Give, 7, "dose", "MX"))
            .relate(0, RelationKind::PartOf, 1)
    };
    let batch: Vec<_> = (0..4_100).map(one).collect();
    store.add(&prepared(&batch), regroup).expect("added");
    let found = dossiers(&store, &Filter::default(), Detail::Full);
    assert_eq!(
        found.iter().map(|it| &it.claim).collect::<Vec<_>>(),
        claims(&store, &Filter::default()).iter().collect::<Vec<_>>()
    );
    for dossier in found {
        assert_eq!((dossier.claim.mentions, dossier.claim.articles), (4_100, 4_100));
        assert_eq!(dossier.claim.relations.len(), 1);
        assert_eq!(dossier.passages, None);
    }
}

fn dossiers(store: &SqliteStore, filter: &Filter, detail: Detail) -> Vec<Dossier> {
    let mut found = Vec::new();
    let each = &mut |dossier| {
        found.push(dossier);
        ControlFlow::Continue(())
    };
    store.dossiers(filter, detail, each).expect("read");
    found
}

fn claims(store: &SqliteStore, filter: &Filter) -> Vec<ClaimRecord> {
    let mut found = Vec::new();
    let each = &mut |claim| {
        found.push(claim);
        ControlFlow::Continue(())
    };
    store.claims(filter, each).expect("read");
    found
}

fn evidence(store: &SqliteStore, claim: &str) -> Vec<Evidence> {
    let mut found = Vec::new();
    let each = &mut |passage| {
        found.push(passage);
        ControlFlow::Continue(())
    };
    store.evidence(claim, each).expect("read");
    found
}
