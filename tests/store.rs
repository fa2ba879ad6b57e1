//! The store, through its trait: what goes in comes out, once, whatever the order.

mod support;

use std::ops::ControlFlow;
use std::path::PathBuf;

use onrecord::claims::relations;
use onrecord::model::{
    Action, Answer, Bound, ClaimRecord, Evidence, Exchange, Group, Keyed, Pair, Processed, Related, RelationKind, Seen,
    Signal, Signals, Status,
};
use onrecord::store::{AddedState, Filter, Near, SqliteStore, Store, StoreError};
use proptest::prelude::*;
use rust_decimal::Decimal;
use support::{Build, article, mention, prepared, regroup};
use tempfile::TempDir;

use Action::{Administer, Die, Give, Have};

struct Fixture {
    store: SqliteStore,
    dir: TempDir,
}

impl Fixture {
    fn new() -> Self {
        let dir = TempDir::new().expect("a folder");
        let store = SqliteStore::open(&dir.path().join("t.db")).expect("a new database");
        Self { store, dir }
    }

    fn with(articles: &[Processed]) -> Self {
        let mut fixture = Self::new();
        fixture.add(articles);
        fixture
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("t.db")
    }

    fn add(&mut self, articles: &[Processed]) -> Vec<AddedState> {
        self.store.add(&prepared(articles), regroup).expect("added").into_iter().map(|added| added.state).collect()
    }

    fn claims(&self, filter: &Filter) -> Vec<ClaimRecord> {
        let mut all = Vec::new();
        let each = &mut |claim| {
            all.push(claim);
            ControlFlow::Continue(())
        };
        self.store.claims(filter, each).expect("claims");
        all
    }

    fn evidence(&self, claim: &str) -> Vec<Evidence> {
        let mut all = Vec::new();
        let each = &mut |passage| {
            all.push(passage);
            ControlFlow::Continue(())
        };
        self.store.evidence(claim, each).expect("evidence");
        all
    }

    /// Everything that `claims` can print.
    fn printed(&self) -> Vec<(ClaimRecord, Vec<Related>, Vec<Evidence>)> {
        let claims = self.claims(&Filter::default());
        let printed = |claim: ClaimRecord| {
            let peers = self.store.peers(&claim.id).expect("read").expect("the claim is there");
            let (related, evidence) = (relations(&claim, &peers), self.evidence(&claim.id));
            (claim, related, evidence)
        };
        claims.into_iter().map(printed).collect()
    }

    /// Claims as "actor action value recipient".
    fn told(&self, filter: &Filter) -> Vec<String> {
        self.claims(filter).iter().map(told).collect()
    }

    fn number(&self, sql: &str) -> i64 {
        let conn = rusqlite::Connection::open(self.path()).expect("opened beside");
        conn.query_row(sql, [], |row| row.get(0)).expect(sql)
    }
}

fn told(claim: &ClaimRecord) -> String {
    let slots = &claim.slots;
    let value = slots.amount.value.unwrap_or_default();
    format!("{} {} {value} {}", slots.actor.join("+"), slots.action.as_str(), slots.recipient.join("+"))
}

fn near(actor: &str, value: i64, recipient: &str) -> Near {
    Near {
        unit: "dose".to_owned(),
        action: Give,
        point: Some(Decimal::from(value)),
        actor: vec![actor.to_owned()],
        recipient: vec![recipient.to_owned()],
        limit: 5,
    }
}

#[test]
fn an_article_comes_back_as_it_was() {
    let given =
        article("Grüße aus Köln.").url("https://example.org/a").outlet("Kurier").published("2021-03-18T10:00:00Z");
    let fixture = Fixture::with(std::slice::from_ref(&given));
    assert_eq!(fixture.store.article(&given.article.id).expect("read"), Some(given.article));
    assert_eq!(fixture.store.article("nobody").expect("read"), None);
}

#[test]
fn a_passage_knows_its_place_in_bytes_and_in_code_points() {
    let text = "Élysée first.\nFrançois’ ministers gave 4000 doses to Québec.\nThe end.";
    let mut claim = mention("FR", Give, 4000, "dose", "CA");
    claim.says = vec!["a minister".to_owned(), "Courrier".to_owned()];
    claim.dates = vec!["2021-03".to_owned()];
    claim.origin = Some("Courrier".to_owned());
    let given = article(text).outlet("Courrier").published("2021-03-18").claim(claim);
    let fixture = Fixture::with(std::slice::from_ref(&given));

    let [claim] = &fixture.claims(&Filter::default())[..] else { panic!("one claim") };
    assert_eq!(told(claim), "FR give 4000 CA");
    assert_eq!((claim.articles, claim.origins, claim.mentions), (1, 1, 1));
    assert_eq!((claim.first_said.as_deref(), claim.last_said.as_deref()), (Some("2021-03-18"), Some("2021-03-18")));
    assert_eq!((claim.statuses.as_slice(), claim.dates.as_slice()), (&[Status::Done][..], &["2021-03".to_owned()][..]));

    let [passage] = &fixture.evidence(&claim.id)[..] else { panic!("one passage") };
    assert_eq!(passage.span, given.claims[0].span);
    assert_eq!(passage.words, "4000");
    assert_eq!(passage.sentence, "François’ ministers gave 4000 doses to Québec.");
    let (before, length) = passage.chars;
    let by_chars: String = text.chars().skip(before as usize).take(length as usize).collect();
    assert_eq!(by_chars, "4000");
    assert_eq!(passage.says, ["a minister", "Courrier"]);
}

#[test]
fn the_same_again_changes_nothing() {
    let articles = [
        article("A gave 10 to B.").path("a.txt").claim(mention("A", Give, 10, "dose", "B")),
        article("10 doses went to B.").path("b.txt").claim(mention("", Give, 10, "dose", "B")),
    ];
    let mut fixture = Fixture::with(&articles);
    let before = (fixture.printed(), fixture.store.totals().expect("totals"));
    assert_eq!(fixture.add(&articles), [AddedState::Unchanged; 2]);
    assert_eq!((fixture.printed(), fixture.store.totals().expect("totals")), before);
    let moved = article("A gave 10 to B.").path("elsewhere/a.txt");
    assert_eq!(fixture.add(&[moved]), [AddedState::Unchanged]);
}

#[test]
fn a_changed_text_is_a_new_version_under_the_same_id_address_or_path() {
    let names: [fn(Processed) -> Processed; 3] =
        [|it| it.id("story"), |it| it.url("https://example.org/story"), |it| it.path("story.txt")];
    for name in names {
        let old = name(article("Flood kills 12.").claim(mention("", Die, 12, "person", "")));
        let new = name(article("Flood kills 19.").claim(mention("", Die, 19, "person", "")));
        let mut fixture = Fixture::with(&[old]);
        assert_eq!(fixture.add(&[new]), [AddedState::Changed]);
        assert_eq!(fixture.told(&Filter::default()), [" die 19 "]);
        let totals = fixture.store.totals().expect("totals");
        assert_eq!((totals.articles, totals.versions, totals.claims, totals.evidence), (1, 1, 1, 1));
        assert_eq!(fixture.number("SELECT count(*) FROM texts WHERE text LIKE '%kills 12%'"), 1);
        assert_eq!(fixture.number("SELECT max(version) FROM articles"), 2);
        for (word, found) in [("12", 0), ("19", 1)] {
            let filter = Filter { text: Some(word.to_owned()), ..Filter::default() };
            assert_eq!(fixture.claims(&filter).len(), found, "{word}");
        }
        assert_eq!(fixture.number("SELECT count(*) FROM article_words WHERE article_words MATCH '12'"), 0);
    }
}

#[test]
fn a_publication_date_that_comes_later_is_taken_in_and_its_lack_is_not() {
    let bare = article("A gave 10 to B.").claim(mention("A", Give, 10, "dose", "B"));
    let dated = bare.clone().published("2021-03-18");
    let mut fixture = Fixture::with(std::slice::from_ref(&bare));
    assert_eq!(
        fixture.add(&[dated.clone(), bare, dated]),
        [AddedState::Changed, AddedState::Unchanged, AddedState::Unchanged]
    );
    assert_eq!(fixture.claims(&Filter::default())[0].first_said.as_deref(), Some("2021-03-18"));
}

#[test]
fn one_file_may_hold_many_articles() {
    let with_ids = [article("one").id("1").path("all.jsonl"), article("two").id("2").path("all.jsonl")];
    let with_urls = [
        article("three").url("https://example.org/3").path("all.jsonl"),
        article("four").url("https://example.org/4").path("all.jsonl"),
    ];
    let mut fixture = Fixture::with(&with_ids);
    assert_eq!(fixture.add(&with_urls), [AddedState::New; 2]);
    assert_eq!(fixture.add(&with_ids), [AddedState::Unchanged; 2]);
    assert_eq!(fixture.store.totals().expect("totals").articles, 4);
}

#[test]
fn an_old_copy_changes_nothing_but_a_file_may_go_back() {
    let at = |text: &str| article(text).url("https://example.org/x");
    let mut fixture = Fixture::with(&[at("old"), at("new")]);
    assert_eq!(fixture.add(&[at("old"), at("new")]), [AddedState::Unchanged; 2]);
    assert_eq!(fixture.store.totals().expect("totals").versions, 1);

    let file = |text: &str| article(text).path("x.txt");
    let mut fixture = Fixture::with(&[file("old"), file("new")]);
    assert_eq!(fixture.add(&[file("old")]), [AddedState::Changed]);
    assert!(fixture.store.article(&file("old").article.id).expect("read").is_some());
    assert_eq!(fixture.store.article(&file("new").article.id).expect("read"), None);
}

#[test]
fn a_key_that_loses_its_passages_takes_its_claims_apart_again() {
    let open = article("10 doses went to B.").claim(mention("", Give, 10, "dose", "B"));
    let first = article("A gave 10 to B.").claim(mention("A", Give, 10, "dose", "B"));
    let second = article("C gave 10 to B.").id("c").claim(mention("C", Give, 10, "dose", "B"));
    let mut fixture = Fixture::with(&[open, first]);
    assert_eq!(fixture.told(&Filter::default()), ["A give 10 B"]);
    fixture.add(&[second]);
    assert_eq!(fixture.claims(&Filter::default()).len(), 3, "two givers: the open one is nobody's");
    fixture.add(&[article("C denies it.").id("c")]);
    assert_eq!(fixture.told(&Filter::default()), ["A give 10 B"]);
    assert_eq!(fixture.number("SELECT count(*) FROM claim_names WHERE name = 'C'"), 0);
}

#[test]
fn what_a_batch_did_is_counted_by_claims_not_by_keys() {
    let mut fixture = Fixture::with(&[article("10 to B.").claim(mention("", Give, 10, "dose", "B"))]);
    let more = [
        article("A gave 10 to B, and 20.")
            .claim(mention("A", Give, 10, "dose", "B"))
            .claim(mention("A", Give, 20, "dose", "B")),
        article("A gave 20 to B.").claim(mention("A", Give, 20, "dose", "B")),
    ];
    let added = fixture.store.add(&prepared(&more), regroup).expect("added");
    let counts: Vec<_> = added.iter().map(|added| (added.claims_new, added.claims_merged)).collect();
    assert_eq!(counts, [(1, 1), (0, 1)]);
}

#[test]
fn every_filter_leaves_what_fits() {
    let mut planned = mention("US", Give, 60, "dose", "MX");
    planned.status = Status::Planned;
    planned.slots.product = vec!["AstraZeneca".to_owned()];
    let fixture = Fixture::with(&[
        article("The plan: 60 doses, by ship.").published("2021-03-01").claim(planned),
        article("Done: 60 doses, by air.").published("2021-05-01").claim(mention("US", Give, 60, "dose", "MX")),
        article("The flood took 7.").published("2021-04-01").claim(mention("", Die, 7, "person", "")),
        article("Nobody dates this: 8 dead.").claim(mention("", Die, 8, "person", "")),
    ]);
    let text = |words: &str| Filter { text: Some(words.to_owned()), ..Filter::default() };
    let of = |word: &str| Some(word.to_owned());
    let all = Filter::default();
    for (filter, expected) in [
        (Filter { unit: of("Dose"), ..all.clone() }, 1),
        (Filter { actor: of("us"), ..all.clone() }, 1),
        (Filter { recipient: of("US"), ..all.clone() }, 0),
        (Filter { product: of("astrazeneca"), ..all.clone() }, 1),
        (Filter { action: Some(Die), ..all.clone() }, 2),
        (Filter { status: Some(Status::Planned), ..all.clone() }, 1),
        (Filter { since: of("2021-04-01"), ..all.clone() }, 2),
        (Filter { until: of("2021-03-31"), ..all.clone() }, 1),
        (Filter { status: Some(Status::Planned), since: of("2021-04-01"), ..all.clone() }, 0),
        (text("flood"), 1),
        (text("doses air"), 1),
        (text("\"by air\""), 1),
        (text("\"air by\""), 0),
        (text("7' OR NEAR(* :-)"), 0),
        (all, 3),
    ] {
        assert_eq!(fixture.claims(&filter).len(), expected, "{filter:?}");
    }
    let refused = fixture.store.claims(&text("\"?!"), &mut |_| ControlFlow::Continue(()));
    assert!(matches!(refused, Err(StoreError::Query { .. })));
}

#[test]
fn claims_come_by_action_unit_figure_and_one_can_stop() {
    let mut given = article("1000 20 3 500");
    for (action, value, unit) in [(Have, 3, "dose"), (Give, 1000, "dose"), (Give, 20, "dose"), (Give, 500, "case")] {
        given = given.claim(mention("A", action, value, unit, ""));
    }
    let fixture = Fixture::with(&[given]);
    assert_eq!(fixture.told(&Filter::default()), ["A give 500 ", "A give 20 ", "A give 1000 ", "A have 3 "]);
    let mut seen = 0;
    let stop = &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    };
    fixture.store.claims(&Filter::default(), stop).expect("claims");
    assert_eq!(seen, 1);
}

#[test]
fn a_relation_is_seen_from_both_sides() {
    let fixture = Fixture::with(&[article("40: 25 and 15.")
        .claim(mention("A", Give, 40, "dose", ""))
        .claim(mention("A", Give, 25, "dose", "B"))
        .claim(mention("A", Give, 15, "dose", "C"))
        .relate(1, RelationKind::PartOf, 0)
        .relate(2, RelationKind::PartOf, 0)
        .relate(0, RelationKind::Revises, 0)]);
    let claims = fixture.claims(&Filter::default());
    let seen: Vec<_> = claims
        .iter()
        .map(|claim| {
            let all = claim.relations.iter().map(|it| {
                let other = claims.iter().find(|other| other.id == it.claim).map(told).unwrap_or_default();
                format!("{} {} {other}", it.kind.as_str(), if it.from { "->" } else { "<-" })
            });
            let mut all: Vec<String> = all.collect();
            all.sort_unstable();
            (told(claim), all)
        })
        .collect();
    let of_whole = vec!["part_of <- A give 15 C".to_owned(), "part_of <- A give 25 B".to_owned()];
    assert_eq!(
        seen,
        [
            ("A give 15 C".to_owned(), vec!["part_of -> A give 40 ".to_owned()]),
            ("A give 25 B".to_owned(), vec!["part_of -> A give 40 ".to_owned()]),
            ("A give 40 ".to_owned(), of_whole),
        ]
    );
}

#[test]
fn passages_come_by_day_then_article_and_undated_ones_last() {
    let claim = || mention("A", Give, 10, "dose", "");
    let fixture = Fixture::with(&[
        article("10, undated").id("a").claim(claim()),
        article("10, later").id("b").published("2021-06-01").claim(claim()),
        article("10, sooner").id("d").published("2021-05-01").claim(claim()),
        article("10, sooner too").id("c").published("2021-05-01").claim(claim()),
    ]);
    let [one] = &fixture.claims(&Filter::default())[..] else { panic!("one claim") };
    let order: Vec<String> = fixture.evidence(&one.id).into_iter().map(|passage| passage.article).collect();
    assert_eq!(order, ["c", "d", "b", "a"]);
}

#[test]
fn a_sentence_without_an_end_is_shown_around_its_figure() {
    let text = format!("{} 77 doses {}", "é".repeat(50_000), "ü".repeat(50_000));
    let fixture = Fixture::with(&[article(&text).claim(mention("A", Give, 77, "dose", ""))]);
    let passages = fixture.evidence(&fixture.claims(&Filter::default())[0].id);
    assert!(passages[0].sentence.len() <= 4096);
    assert!(passages[0].sentence.contains(" 77 doses "));
    assert_eq!(passages[0].sentence_span.of(&text), passages[0].sentence);
}

#[test]
fn an_id_may_be_shortened() {
    let articles: Vec<Processed> =
        (1..=40).map(|n| article(&format!("{n} dead")).claim(mention("", Die, n, "person", ""))).collect();
    let fixture = Fixture::with(&articles);
    for claim in fixture.claims(&Filter::default()) {
        let found = fixture.store.find(&claim.id[..10]).expect("found");
        assert_eq!(found.first().map(|found| found.id.as_str()), Some(claim.id.as_str()));
    }
    assert_eq!(fixture.store.find("").expect("found").len(), 10);
    assert!(fixture.store.find("zz").expect("found").is_empty());
}

#[test]
fn a_statement_finds_the_claim_by_any_part_that_is_true() {
    let mut all = article("2 3 5 9");
    for (actor, value, recipient) in [("US", 2, "MX"), ("CN", 5, "BR"), ("US", 9, "CA"), ("IN", 3, "NP")] {
        all = all.claim(mention(actor, Give, value, "dose", recipient));
    }
    let mut crowd = vec![all];
    for n in 0..400 {
        let text = format!("crowd {n}: {}", 1000 + n);
        crowd.push(article(&text).claim(mention("XX", Give, 1000 + n, "dose", &format!("Y{n}"))));
        let text = format!("hot {n}: 77");
        crowd.push(article(&text).claim(mention(&format!("H{n}"), Give, 77, "dose", "ZZ")));
        let text = format!("busy {n}: {}", 9000 + 2 * n);
        crowd.push(article(&text).claim(mention("US", Give, 9000 + 2 * n, "dose", "")));
    }
    crowd.push(article("exact 77").claim(mention("GB", Give, 77, "dose", "KE")));
    let mut fixture = Fixture::new();
    fixture.add(&crowd);
    let first = |statement: &Near| told(&fixture.store.near(statement).expect("near")[0]);
    assert_eq!(first(&near("US", 2, "MX")), "US give 2 MX");
    assert_eq!(first(&near("US", 9101, "MX")), "US give 2 MX", "a false figure, among many of the same giver");
    assert_eq!(first(&near("RU", 5, "KZ")), "CN give 5 BR", "the figure alone");
    assert_eq!(first(&near("GB", 77, "UG")), "GB give 77 KE", "giver and figure, among many of the same figure");
    assert_eq!(first(&near("FR", 77, "KE")), "GB give 77 KE", "taker and figure");
    assert_eq!(first(&Near { action: Have, ..near("IN", 3, "NP") }), "IN give 3 NP", "another deed");
    assert_eq!(first(&Near { point: None, ..near("US", 0, "CA") }), "US give 9 CA", "no figure");

    let mut backwards = Fixture::new();
    crowd.reverse();
    crowd.chunks(7).for_each(|batch| drop(backwards.add(batch)));
    for statement in [near("US", 9101, "MX"), near("FR", 77, ""), near("", 0, ""), near("XX", 1200, "Y3")] {
        let found = fixture.store.near(&statement).expect("near");
        assert_eq!(found.len(), 5, "the limit");
        assert_eq!(found, backwards.store.near(&statement).expect("near"), "{statement:?}");
    }
    let other_unit = Near { unit: "person".to_owned(), ..near("US", 2, "MX") };
    assert!(fixture.store.near(&other_unit).expect("near").is_empty());
}

#[test]
fn a_claim_that_was_not_grouped_is_refused_with_all_of_its_batch() {
    fn forgetful(_: &[Keyed], _: &[Pair]) -> Vec<Group> {
        Vec::new()
    }
    fn doubting(keys: &[Keyed], judged: &[Pair]) -> Vec<Group> {
        [regroup(keys, judged), regroup(keys, judged)].concat()
    }
    fn confusing(keys: &[Keyed], judged: &[Pair]) -> Vec<Group> {
        regroup(keys, judged).into_iter().map(|group| Group { id: "one".to_owned(), ..group }).collect()
    }
    let mut fixture = Fixture::new();
    let mentions = article("10 20").claim(mention("A", Give, 10, "dose", "")).claim(mention("A", Give, 20, "dose", ""));
    let given = [article("nothing"), mentions];
    for unsound in [forgetful, doubting, confusing] {
        assert!(matches!(fixture.store.add(&prepared(&given), unsound), Err(StoreError::Regroup { .. })));
    }
    assert_eq!(fixture.store.totals().expect("totals").articles, 0);
}

#[test]
fn people_can_read_every_view() {
    let fixture = Fixture::with(&[article("40: 25.")
        .claim(mention("A", Give, 40, "dose", ""))
        .claim(mention("A", Give, 25, "dose", "B"))
        .relate(1, RelationKind::PartOf, 0)]);
    for (view, rows) in [("v_articles", 1), ("v_claims", 2), ("v_evidence", 2), ("v_relations", 1)] {
        assert_eq!(fixture.number(&format!("SELECT count(*) FROM {view}")), rows, "{view}");
    }
    for view in ["v_figures", "v_dates", "v_places", "v_people", "v_quotes", "v_sources"] {
        assert_eq!(fixture.number(&format!("SELECT count(*) FROM (SELECT * FROM {view})")), 0, "{view}");
    }
    assert_eq!(fixture.number("SELECT count(*) FROM v_evidence WHERE sentence = '40: 25.'"), 2);
    let conn = rusqlite::Connection::open(fixture.path()).expect("opened beside");
    let checked = conn.execute("INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)", []);
    assert_eq!(checked, Ok(1));
}

#[test]
fn every_kind_of_fact_is_a_row_with_its_words_and_code_points() {
    use onrecord::model::{
        Amount, Anchor, Bound, DateKind, DateMention, DateValue, Form, Person, Place, PlaceKind, Quantity, Quote,
        Source, SourceKind, Span, Speaker,
    };
    let text = "Été 2021: “We gave 2.50 tonnes to Chad,” Ms Moe said, Wire reported.";
    let at = |words: &str| text.find(words).map(|start| Span::new(start, start + words.len())).expect("it is there");
    let mut given = article(text).id("it");
    let facts = &mut given.facts;
    facts.quantities.push(Quantity {
        span: at("2.50"),
        phrase: at("2.50 tonnes"),
        amount: Amount::exact(Decimal::new(250, 2)),
        bound: Bound::About,
        unit: Some("tonne".to_owned()),
        per: None,
        event: None,
        of: vec!["grain".to_owned()],
        elided: false,
        rule: "test/quantity",
    });
    facts.dates.push(DateMention {
        span: at("2021"),
        kind: DateKind::Date,
        value: Some(DateValue::Year(2021)),
        from: DateValue::Year(2021).interval().map(|days| days.0),
        to: None,
        bound: None,
        anchor: Anchor::Explicit,
        rule: "test/date",
    });
    facts.places.push(Place {
        span: at("Chad"),
        name: "Chad".to_owned(),
        kind: PlaceKind::Country,
        countries: vec!["TD".to_owned()],
        in_name: false,
        rule: "test/place",
    });
    facts.people.push(Person { name: "Ingrid Moe".to_owned(), mentions: vec![at("Ms Moe")], ..Person::default() });
    facts.quotes.push(Quote {
        span: at("We gave 2.50 tonnes to Chad,"),
        form: Form::Direct,
        speaker: Some(Speaker { name: Some("Ingrid Moe".to_owned()), official: true, ..Speaker::default() }),
        cue: Some(at("said")),
        via: vec!["Wire".to_owned()],
        group: None,
        rule: "test/quote",
    });
    facts.sources.push(Source {
        span: at("Wire"),
        name: Some("Harbour Wire".to_owned()),
        kind: SourceKind::Outlet,
        rule: "test/source",
    });
    let fixture = Fixture::with(&[given]);
    for (view, condition) in [
        ("v_figures", "words = '2.50' AND value = '2.5' AND unit = 'tonne' AND bound = 'about' AND char_start = 19"),
        (
            "v_dates",
            "words = '2021' AND value = '2021' AND \"from\" = '2021-01-01' AND char_start = 4 AND char_end = 8",
        ),
        ("v_places", "name = 'Chad' AND countries = '[\"TD\"]' AND in_name = 0"),
        ("v_people", "name = 'Ingrid Moe' AND mentions = 1"),
        ("v_quotes", "words LIKE 'We gave%' AND speaker = 'Ingrid Moe' AND official = 1 AND via = '[\"Wire\"]'"),
        ("v_sources", "words = 'Wire' AND name = 'Harbour Wire' AND kind = 'outlet' AND rule = 'test/source'"),
    ] {
        let count = |condition| fixture.number(&format!("SELECT count(*) FROM {view} WHERE {condition}"));
        assert_eq!((count(condition), count("article = 'it'")), (1, 1), "{view}");
    }
    assert_eq!(fixture.number("SELECT count(DISTINCT id) FROM facts"), 6);
    assert_eq!(fixture.number("SELECT numbers * 10 + typed FROM v_articles"), 11);
}

#[test]
fn files_that_are_not_ours_are_left_alone() {
    let dir = TempDir::new().expect("a folder");
    let file = |name: &str| dir.path().join(name);
    std::fs::write(file("notes.txt"), "not a database at all, but long enough to look at".repeat(40)).expect("written");
    let other = rusqlite::Connection::open(file("other.db")).expect("opened");
    other.execute_batch("CREATE TABLE t (x); PRAGMA user_version = 1").expect("made");
    drop(other);
    for name in ["notes.txt", "other.db"] {
        let before = std::fs::read(file(name)).expect("read");
        for open in [SqliteStore::open, SqliteStore::open_read_only] {
            let refused = open(&file(name)).expect_err("foreign");
            assert!(matches!(refused, StoreError::Foreign { .. }), "{refused}");
            assert!(refused.to_string().contains(name), "{refused}");
        }
        assert_eq!(std::fs::read(file(name)).expect("read"), before);
    }
    std::fs::write(file("empty.db"), "").expect("written");
    assert!(matches!(SqliteStore::open_read_only(&file("empty.db")), Err(StoreError::Older { .. })));
    assert!(matches!(SqliteStore::open_read_only(&file("none.db")), Err(StoreError::Missing { .. })));
    assert!(!file("none.db").exists());
    assert!(matches!(SqliteStore::open(&file("no/folder.db")), Err(StoreError::Unwritable { .. })));
    assert!(SqliteStore::open(&file("empty.db")).is_ok());
}

#[test]
fn a_newer_database_is_refused() {
    let fixture = Fixture::new();
    let path = fixture.path();
    let conn = rusqlite::Connection::open(&path).expect("opened beside");
    conn.execute_batch("PRAGMA user_version = 9999").expect("set");
    for open in [SqliteStore::open, SqliteStore::open_read_only] {
        assert!(matches!(open(&path), Err(StoreError::Newer { found: 9999, .. })));
    }
}

#[test]
fn reading_does_not_write_and_writing_is_refused() {
    let fixture = Fixture::with(&[article("10").claim(mention("A", Give, 10, "dose", ""))]);
    let mut reader = SqliteStore::open_read_only(&fixture.path()).expect("opened");
    assert_eq!(reader.totals().expect("totals").claims, 1);
    let refused = reader.add(&[article("more").into()], regroup).expect_err("read-only");
    assert!(matches!(refused, StoreError::Unwritable { .. }), "{refused}");
}

#[test]
fn two_programs_may_fill_one_new_file_at_once() {
    let dir = TempDir::new().expect("a folder");
    let path = dir.path().join("t.db");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let mut store = SqliteStore::open(path).expect("opened");
                for n in 1..=20 {
                    let one = article(&format!("{writer}: {n}")).claim(mention("A", Give, n, "dose", ""));
                    store.add(&[one.into()], regroup).expect("added");
                }
            });
        }
    });
    let totals = SqliteStore::open(&path).expect("opened").totals().expect("totals");
    assert_eq!((totals.articles, totals.claims, totals.evidence), (80, 20, 80));
}

#[test]
fn a_database_from_before_relations_across_articles_is_brought_up_to_date() {
    let plan = || {
        let mut plan = mention("A", Give, 40, "dose", "B");
        plan.status = Status::Planned;
        plan
    };
    let mut fixture = Fixture::with(&[
        article("40 soon").published("2021-03-01").claim(plan()),
        article("25 done").published("2021-04-01").claim(mention("A", Give, 25, "dose", "B")),
    ]);
    let before = fixture.printed();
    assert!(before.iter().all(|(_, related, _)| related.len() == 1), "{before:?}");
    let path = fixture.path();
    drop(std::mem::replace(&mut fixture.store, SqliteStore::open(&path.with_extension("aside")).expect("made")));
    support::take_back(&path, 2);
    assert!(matches!(SqliteStore::open_read_only(&path), Err(StoreError::Older { .. })));
    fixture.store = SqliteStore::open(&path).expect("brought up to date");
    fixture.add(&[]);
    assert_eq!(fixture.printed(), before);
}

#[test]
fn what_is_known_of_an_article_is_kept_and_unknown_in_a_database_from_before() {
    let mut processed = article("Doses reach the coast.").id("a").published("2021-03-18");
    processed.article.section = Some("Health".to_owned());
    processed.article.signals.title = Signal::JsonLd;
    let fixture = Fixture::with(&[processed.clone()]);
    let path = fixture.path();
    let stored = |path: &PathBuf| SqliteStore::open(path).expect("opened").article("a").expect("read").expect("stored");
    assert_eq!(stored(&path), processed.article);
    drop(fixture.store);
    support::take_back(&path, 5);
    let before = stored(&path);
    assert_eq!((before.section, before.signals), (None, Signals::default()));
}

/// An article by hand: doer, deed, figure, taker, hedge.
type Draft = Vec<(u8, u8, i64, u8, u8)>;

fn any_article() -> impl Strategy<Value = Draft> {
    prop::collection::vec((0..4_u8, 0..5_u8, 1..4_i64, 0..3_u8, 0..3_u8), 0..5)
}

/// The articles of drafts; each tells of parts, plans, deeds and counts, some on one day.
fn drafted(drafts: &[Draft]) -> Vec<Processed> {
    const NAMES: [&str; 4] = ["", "A", "B", "C"];
    const DEEDS: [(Action, Status); 5] = [
        (Give, Status::Done),
        (Give, Status::Planned),
        (Die, Status::Done),
        (Administer, Status::Done),
        (Administer, Status::Planned),
    ];
    const BOUNDS: [Bound; 3] = [Bound::Exactly, Bound::MoreThan, Bound::About];
    let one = |(n, claims): (usize, &Draft)| {
        let day = format!("2021-03-{:02}", n % 5 + 1);
        let mut made = article(&format!("article {n} 1 2 3")).id(&format!("a{n}"));
        made = if n % 7 == 6 { made } else { made.published(&day) };
        for (actor, deed, value, recipient, bound) in claims {
            let (actor, recipient) = (NAMES[usize::from(*actor)], NAMES[usize::from(*recipient)]);
            let (action, status) = DEEDS[usize::from(*deed)];
            let mut claim = mention(actor, action, *value, "dose", recipient);
            claim.status = status;
            claim.bound = BOUNDS[usize::from(*bound)];
            claim.dates = if n % 3 == 0 { vec!["2021-02".to_owned()] } else { Vec::new() };
            made = made.claim(claim);
        }
        if claims.len() > 1 { made.relate(0, RelationKind::PartOf, 1) } else { made }
    };
    drafts.iter().enumerate().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_and_the_batches_do_not_matter_and_twice_is_once(
        drafts in prop::collection::vec(any_article(), 1..12),
        (order, cut) in (any::<u64>(), 1..6_usize),
    ) {
        let articles = drafted(&drafts);
        let one_by_one = Fixture::with(&articles);

        let mut shuffled = articles;
        shuffled.sort_by_key(|it| support::claim_id(&format!("{order}{}", it.article.id)));
        let mut batched = Fixture::new();
        for batch in shuffled.chunks(cut) {
            batched.add(batch);
        }
        prop_assert_eq!(one_by_one.printed(), batched.printed());
        let totals = batched.store.totals();
        batched.add(&shuffled);
        prop_assert_eq!(one_by_one.printed(), batched.printed());
        prop_assert_eq!(totals.expect("totals"), batched.store.totals().expect("totals"));
    }

    #[test]
    fn an_article_that_is_replaced_leaves_nothing_behind(
        drafts in prop::collection::vec(any_article(), 2..10),
        cut in 1..6_usize,
    ) {
        let articles = drafted(&drafts);
        let (gone, kept) = articles.split_at(articles.len() / 2);
        let emptied = |it: &Processed| {
            let other = article(&format!("taken back: {}", it.article.id)).id(&it.article.id);
            Processed { claims: Vec::new(), relations: Vec::new(), ..other }
        };
        let mut fixture = Fixture::with(&articles);
        let emptied: Vec<Processed> = gone.iter().map(emptied).collect();
        for batch in emptied.chunks(cut) {
            fixture.add(batch);
        }
        prop_assert_eq!(fixture.printed(), Fixture::with(kept).printed());
        let mut at_once = Fixture::new();
        at_once.add(&[articles.clone(), emptied].concat());
        prop_assert_eq!(fixture.printed(), at_once.printed());
    }
}

#[test]
fn the_last_page_of_a_url_says_how_to_ask_for_it_again() {
    let mut fixture = Fixture::new();
    let exchange = |status: u16, etag: &str| Exchange {
        asked: "https://a.example/old".to_owned(),
        url: "https://a.example/new".to_owned(),
        at: format!("2021-03-18T10:00:{:02}Z", status % 60),
        sent: Vec::new(),
        answer: Ok(Answer {
            status,
            version: "HTTP/1.1".to_owned(),
            fields: vec![("ETag".to_owned(), etag.to_owned()), ("Set-Cookie".to_owned(), "secret".to_owned())],
            body: b"<p>10".to_vec(),
        }),
    };
    let lost = Exchange { answer: Err("timed out".to_owned()), ..exchange(200, "") };
    for (exchange, page) in [
        (exchange(200, "\"one\""), None),
        (exchange(200, "\"two\""), Some("abc")),
        (exchange(304, ""), None),
        (lost, None),
    ] {
        fixture.store.keep(&exchange, page).expect("kept");
    }
    let seen = Seen {
        at: "2021-03-18T10:00:20Z".to_owned(),
        status: 200,
        etag: Some("\"two\"".to_owned()),
        last_modified: None,
        page: Some("abc".to_owned()),
        pending: true,
    };
    assert_eq!(fixture.store.last("https://a.example/new").expect("read"), Some(seen.clone()));
    fixture.store.finish().expect("noted");
    let seen = Seen { pending: false, ..seen };
    assert_eq!(fixture.store.last("https://a.example/new").expect("read"), Some(seen.clone()));
    fixture.store.keep(&exchange(304, ""), None).expect("kept");
    let asked = Seen { pending: true, ..seen };
    assert_eq!(fixture.store.last("https://a.example/new").expect("read"), Some(asked), "a later fetch was stopped");
    assert_eq!(fixture.store.last("https://a.example/old").expect("read"), None);
    let conn = rusqlite::Connection::open(fixture.path()).expect("opened");
    let told: String = conn
        .query_row("SELECT group_concat(fields || coalesce(error, '')) FROM exchanges", [], |row| row.get(0))
        .expect("read");
    assert!(told.contains("timed out") && !told.contains("secret"), "{told}");
}
