//! Whose story an article tells: copies of one count as one origin, whatever is added when, and each says why.

mod support;

use std::ops::ControlFlow;

use onrecord::claims;
use onrecord::lexicon::Lexicon;
use onrecord::model::{Action, ClaimRecord, Evidence, OriginReason, Processed};
use onrecord::pipeline;
use onrecord::store::{AddedState, Filter, SqliteStore, Store};
use proptest::prelude::*;
use rusqlite::Connection;
use support::{Build, article, mention, prepared, regroup};
use tempfile::TempDir;

use Action::Give;

struct Fixture {
    store: SqliteStore,
    dir: TempDir,
}

impl Fixture {
    fn with(articles: &[Processed]) -> Self {
        let dir = TempDir::new().expect("a folder");
        let store = SqliteStore::open(&dir.path().join("t.db")).expect("a new database");
        let mut fixture = Self { store, dir };
        fixture.add(articles);
        fixture
    }

    fn add(&mut self, articles: &[Processed]) -> Vec<AddedState> {
        self.store.add(&prepared(articles), regroup).expect("added").into_iter().map(|added| added.state).collect()
    }

    fn printed(&self) -> Vec<(ClaimRecord, Vec<Evidence>)> {
        printed(&self.store)
    }

    /// The first claim's passages as "article: origin (reason)".
    fn told(&self) -> Vec<String> {
        let printed = self.printed();
        let (_, passages) = printed.first().expect("a claim");
        passages.iter().map(told).collect()
    }

    fn number(&self, sql: &str) -> i64 {
        let conn = Connection::open(self.dir.path().join("t.db")).expect("opened beside");
        conn.query_row(sql, [], |row| row.get(0)).expect(sql)
    }
}

fn printed(store: &SqliteStore) -> Vec<(ClaimRecord, Vec<Evidence>)> {
    let mut all = Vec::new();
    let each = &mut |claim| {
        all.push((claim, Vec::new()));
        ControlFlow::Continue(())
    };
    store.claims(&Filter::default(), each).expect("claims");
    for (claim, passages) in &mut all {
        let each = &mut |passage| {
            passages.push(passage);
            ControlFlow::Continue(())
        };
        store.evidence(&claim.id, each).expect("evidence");
    }
    all
}

fn told(it: &Evidence) -> String {
    format!("{}: {} ({})", it.article, it.origin.as_deref().unwrap_or("unknown"), it.origin_reason)
}

/// Words of a made-up language; stories of different numbers share none.
fn words(story: usize, range: std::ops::Range<usize>) -> String {
    range.map(|n| format!("s{story}w{n} ")).collect()
}

/// An article of a story that says that A gave 10.
fn copy(id: &str, text: &str, outlet: &str, published: &str) -> Processed {
    let mut claim = mention("A", Give, 10, "dose", "");
    claim.origin = Some(outlet.to_owned()).filter(|outlet| !outlet.is_empty());
    claim.origin_reason = OriginReason::Outlet;
    let mut made = article(&format!("{text}\nIt gave 10 doses.")).id(id).published(published).claim(claim);
    made.article.outlet = Some(outlet.to_owned()).filter(|outlet| !outlet.is_empty());
    made
}

fn marked(mut it: Processed, agency: &str) -> Processed {
    it.mark = Some(agency.to_owned());
    it.claims[0].origin = Some(agency.to_owned());
    it.claims[0].origin_reason = OriginReason::Mark;
    it
}

const STORY: &str = "Farmers in the Ashel valley have brought in 41,000 tonnes of barley, the largest harvest in eleven \
years, the growers' union said on Friday, and half of it may rot because the only railway out of the valley is closed.\n\n\
A bridge near Tolm was washed away in the spring and the line has been shut since. The railway company hopes to open it \
again by December, by which time, the union warns, the silos at both ends will have been full for two months.\n\n\
The silos hold 18,000 tonnes. Another 3,000 tonnes have been sold to a brewery that sends its own lorries, and the rest \
lies under tarpaulins in the open. Rain is forecast for the whole of next week.\n\n\
The ministry of transport offered 25 lorries on Thursday. The union says that it needs 200 and that the road over the \
pass bears no more than 60 a day in each direction.\n\n\
“We have prayed for such a year since my father had the farm,” said Edda Vorn, who grows barley and oats above Tolm. \
“Now we stand and look at it.”";

/// The one agency story as it ran in four papers: with its mark, cut short, under another headline with a lead-in of the
/// paper's own, and in a paper that tells who reported a figure; and a report of the same by somebody else.
fn papers() -> Vec<Processed> {
    let cut = STORY.rsplit_once("\n\n").expect("paragraphs").0;
    let other = "The barley growers of Ashel expect 41,000 tonnes this year, but they do not know how to get them out. A \
        visit to the valley shows heaps under plastic sheets along every lane, and children who are sent out at night to \
        chase the deer away. Nobody here believes the railway, which has promised an open line three times since spring. \
        The mayor of Tolm has written to the capital and has had no answer, he says.";
    let paper = |id: &str, outlet: &str, day: &str, text: &str| {
        let given = article(text).id(id).outlet(outlet).published(day);
        pipeline::process(given.article, Lexicon::embedded())
    };
    vec![
        paper("beacon", "Tolm Beacon", "2022-09-18", &format!("TOLM (Upland Press Agency) — {STORY}")),
        paper("echo", "Ashel Echo", "2022-09-17", cut),
        paper(
            "globe",
            "The Evening Globe",
            "2022-09-19",
            &format!("Too much of a good thing, they say here.\n\n{STORY}"),
        ),
        paper("herald", "Lowland Herald", "2022-09-20", other),
    ]
}

#[test]
fn a_story_in_three_papers_is_one_origin_and_another_report_is_a_second() {
    let dir = TempDir::new().expect("a folder");
    let mut store = SqliteStore::open(&dir.path().join("t.db")).expect("a new database");
    for paper in papers() {
        store.add(&[paper.into()], claims::regroup).expect("added");
    }
    let printed = printed(&store);
    let tonnes = |claim: &&(ClaimRecord, Vec<Evidence>)| claim.0.slots.amount.value == Some(41_000.into());
    let (claim, passages) = printed.iter().find(tonnes).expect("the harvest");
    let told: Vec<String> = passages.iter().map(told).collect();
    let why = "near-duplicate of beacon, which carries the mark of Upland Press Agency";
    assert_eq!(
        told,
        [
            format!("echo: Upland Press Agency ({why})"),
            "beacon: Upland Press Agency (wire mark)".to_owned(),
            format!("globe: Upland Press Agency ({why})"),
            "herald: Lowland Herald (its own report)".to_owned(),
        ]
    );
    assert_eq!((claim.articles, claim.origins), (4, 2));
}

#[test]
fn without_a_mark_a_story_comes_from_who_published_it_first() {
    let text = words(1, 0..200);
    let fixture = Fixture::with(&[
        copy("c", &text, "Third", "2021-03-02"),
        copy("a", &text, "Second", "2021-03-01T20:00:00+02:00"),
        copy("b", &text, "First", "2021-03-01T12:00:00-05:00"),
        copy("d", &text, "", "2021-02-01"),
        copy("e", &words(2, 0..200), "Else", "2021-03-03"),
    ]);
    let why = "near-duplicate of b, first published by First";
    let expected = [
        format!("d: First ({why})"),
        // 17:00 in UTC, where `a` is of 18:00
        "b: First (its own report)".to_owned(),
        format!("a: First ({why})"),
        format!("c: First ({why})"),
        "e: Else (its own report)".to_owned(),
    ];
    let mut told = fixture.told();
    told.sort();
    let mut expected = expected.to_vec();
    expected.sort();
    assert_eq!(told, expected);
    assert_eq!(fixture.printed()[0].0.origins, 2);
}

#[test]
fn who_is_said_to_have_reported_a_figure_stays_its_origin() {
    let text = words(1, 0..200);
    let mut told = copy("a", &text, "Paper", "2021-03-02");
    told.claims[0].origin = Some("Radio".to_owned());
    told.claims[0].origin_reason = OriginReason::Reported;
    let fixture = Fixture::with(&[told, marked(copy("b", &text, "Echo", "2021-03-03"), "Agency")]);
    assert_eq!(fixture.told(), ["a: Radio (reported by it)", "b: Agency (wire mark)"]);
    assert_eq!(fixture.printed()[0].0.origins, 2);
}

#[test]
fn what_is_short_or_shares_a_notice_is_no_copy() {
    let notice = words(0, 0..60);
    let mut articles: Vec<Processed> = (1..=300)
        .map(|n| copy(&format!("a{n}"), &format!("{}{notice}", words(n, 0..140)), &format!("Paper {n}"), "2021-03-01"))
        .collect();
    articles.extend((1..=9).map(|n| copy(&format!("s{n}"), "A short notice.", &format!("Sheet {n}"), "2021-03-01")));
    let fixture = Fixture::with(&articles);
    assert_eq!(fixture.printed()[0].0.origins, 309);
    assert_eq!(fixture.number("SELECT count(*) FROM stories"), 0);
}

#[test]
fn a_copy_that_is_rewritten_leaves_its_story() {
    let text = words(1, 0..200);
    let mark = marked(copy("a", &text, "Echo", "2021-03-02"), "Agency");
    let others = [copy("b", &text, "Paper", "2021-03-03"), copy("c", &text, "Sheet", "2021-03-04")];
    let mut fixture = Fixture::with(&others);
    let before = fixture.printed();
    fixture.add(std::slice::from_ref(&mark));
    assert_eq!(fixture.printed()[0].0.origins, 1);
    assert_eq!(fixture.told()[1], "b: Agency (near-duplicate of a, which carries the mark of Agency)");
    assert_eq!(fixture.add(&[article("Nothing was given.").id("a")]), [AddedState::Changed]);
    assert_eq!(fixture.printed(), before);
    fixture.add(&[article("Nor here.").id("b")]);
    assert_eq!(fixture.told(), ["c: Sheet (its own report)"]);
    assert_eq!(fixture.number("SELECT (SELECT count(*) FROM stories) + (SELECT count(*) FROM copies)"), 0);
}

#[test]
fn a_thousand_copies_are_one_story_and_each_is_changed_by_itself() {
    let text = words(1, 0..200);
    let copies: Vec<Processed> =
        (0..1000).map(|n| copy(&format!("a{n:04}"), &text, &format!("Paper {n}"), "2021-03-01")).collect();
    let mut fixture = Fixture::with(&copies);
    assert_eq!(fixture.number("SELECT copies FROM v_stories WHERE article = 'a0999'"), 1000);
    let rows = fixture.number("SELECT count(*) FROM bands");
    assert!(rows <= 16 * 17 / 2, "{rows} rows for what is the same everywhere");
    for n in 0..10 {
        fixture.add(&[article(&format!("Changed {n}.")).id(&format!("a{n:04}"))]);
    }
    assert_eq!(fixture.number("SELECT copies FROM v_stories WHERE article = 'a0999'"), 990);
    assert_eq!(fixture.told()[0], "a0010: Paper 10 (its own report)");
    assert_eq!(fixture.printed()[0].0.origins, 1);
}

#[test]
fn a_database_from_before_is_filled_from_its_texts() {
    let text = words(1, 0..200);
    let articles = [
        copy("b", &text, "Paper", "2021-03-01"),
        marked(copy("a", &text, "Echo", "2021-03-02"), "Agency"),
        copy("c", &words(2, 0..200), "Else", "2021-03-03"),
    ];
    for version in [1, 3] {
        let Fixture { store, dir } = Fixture::with(&articles);
        let before = printed(&store);
        assert_eq!(before[0].0.origins, 2);
        drop(store);
        let path = dir.path().join("t.db");
        support::take_back(&path, version);
        let store = SqliteStore::open(&path).expect("brought up to date");
        assert_eq!(before, printed(&store), "from version {version}");
    }
}

#[test]
fn people_can_read_stories_and_origins_in_the_views() {
    let text = words(1, 0..200);
    let fixture = Fixture::with(&[
        copy("b", &text, "Paper", "2021-03-01"),
        marked(copy("a", &text, "Echo", "2021-03-02"), "Agency"),
    ]);
    assert_eq!(fixture.number("SELECT origins FROM v_claims"), 1);
    assert_eq!(fixture.number("SELECT count(*) FROM v_evidence WHERE origin = 'Agency'"), 2);
    let why = "origin_reason = 'near-duplicate of a, which carries the mark of Agency'";
    assert_eq!(fixture.number(&format!("SELECT count(*) FROM v_evidence WHERE article = 'b' AND {why}")), 1);
    assert_eq!(fixture.number("SELECT count(*) FROM v_stories WHERE source = 'a' AND origin = 'Agency'"), 2);
}

/// Of which story, which of its words, who ran it, when, and whether it carries a mark.
fn any_copy() -> impl Strategy<Value = (usize, usize, usize, u8, bool)> {
    (0..2_usize, 0..8_usize, 0..4_usize, 1..4_u8, prop::bool::weighted(0.2))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn stories_do_not_depend_on_order_batches_or_what_came_and_went(
        drafts in prop::collection::vec(any_copy(), 1..14),
        (order, cut) in (any::<u64>(), 1..6_usize),
        taken in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        // the words of a story drift, so that copies of copies hang together by those in between
        let articles: Vec<Processed> = drafts.iter().enumerate().map(|(n, (story, drift, outlet, day, mark))| {
            let text = format!("{} Number {n}.", words(*story, drift * 15..drift * 15 + 200));
            let outlet = ["", "A", "B", "C"][*outlet];
            let made = copy("", &text, outlet, &format!("2021-03-0{day}")).path(&format!("{n}.txt"));
            let id = made.article.sha256[..16].to_owned();
            let made = made.id(&id);
            if *mark { marked(made, &format!("Agency {day}")) } else { made }
        }).collect();
        let one_batch = Fixture::with(&articles);

        let mut shuffled = articles.clone();
        shuffled.sort_by_key(|it| support::claim_id(&format!("{order}{}", it.article.id)));
        let mut batched = Fixture::with(&[]);
        for batch in shuffled.chunks(cut) {
            batched.add(batch);
        }
        prop_assert_eq!(one_batch.printed(), batched.printed());
        batched.add(&shuffled);
        prop_assert_eq!(one_batch.printed(), batched.printed());

        let mut gone: Vec<usize> = taken.iter().map(|index| index.index(articles.len())).collect();
        gone.sort_unstable();
        gone.dedup();
        let empty: Vec<Processed> =
            gone.iter().map(|n| article(&format!("Nothing {n}.")).path(&format!("{n}.txt"))).collect();
        batched.add(&empty);
        let left: Vec<Processed> =
            (0..articles.len()).filter(|n| !gone.contains(n)).map(|n| articles[n].clone()).collect();
        prop_assert_eq!(Fixture::with(&left).printed(), batched.printed());

        let back: Vec<Processed> = gone.iter().map(|n| articles[*n].clone()).collect();
        batched.add(&back);
        prop_assert_eq!(one_batch.printed(), batched.printed());
    }
}
