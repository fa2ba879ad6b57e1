//! Judgements, through the store and the rules that group: what they bring together, hold apart and leave out, in any
//! order, and that an undo leaves nothing behind.

mod support;

use std::ops::ControlFlow;
use std::path::Path;

use onrecord::claims::{block, in_force, key, regroup};
use onrecord::model::{
    Action, Article, Change, Claim, ClaimRecord, Difference, Evidence, Judgement, KeyName, Pair, Processed, Ruling,
    Verdict,
};
use onrecord::store::{Filter, Prepared, Refresh, Refreshed, SqliteStore, Store};
use proptest::prelude::*;
use support::{Build, article, mention, prepared};
use tempfile::TempDir;

use Verdict::{Different, Same};

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

    fn add(&mut self, articles: &[Processed]) {
        self.store.add(&prepared(articles), regroup).expect("added");
    }

    fn judge(&mut self, ruling: Ruling) -> u64 {
        self.try_judge(ruling).expect("a judgement that can be made")
    }

    fn try_judge(&mut self, ruling: Ruling) -> Option<u64> {
        let (by, at) = ("a test".to_owned(), "2021-06-01".to_owned());
        let judgement = Judgement { ruling, by, at, why: None, about: Vec::new() };
        self.store.judge(&judgement, regroup).expect("judged")
    }

    fn printed(&self) -> Vec<(ClaimRecord, Vec<Evidence>)> {
        let mut claims = Vec::new();
        let each = &mut |claim| {
            claims.push(claim);
            ControlFlow::Continue(())
        };
        self.store.claims(&Filter::default(), each).expect("claims");
        let evidence = |claim: ClaimRecord| {
            let mut all = Vec::new();
            let each = &mut |passage| {
                all.push(passage);
                ControlFlow::Continue(())
            };
            self.store.evidence(&claim.id, each).expect("evidence");
            (claim, all)
        };
        claims.into_iter().map(evidence).collect()
    }

    /// Claims as "actor value recipient: passages", sorted.
    fn told(&self) -> Vec<String> {
        let told = |(claim, _): (ClaimRecord, _)| {
            let slots = &claim.slots;
            let value = slots.amount.value.unwrap_or_default();
            format!("{} {value} {}: {}", slots.actor.join("+"), slots.recipient.join("+"), claim.mentions)
        };
        let mut told: Vec<String> = self.printed().into_iter().map(told).collect();
        told.sort();
        told
    }
}

fn given(actor: &str, value: i64, recipient: &str) -> Claim {
    let mut claim = mention(actor, Action::Give, value, "dose", recipient);
    claim.key = key(&claim.slots);
    claim.block = block(&claim.slots);
    claim
}

fn one(actor: &str, value: i64, recipient: &str) -> Processed {
    article(&format!("{actor} gave {value} doses to {recipient}.")).claim(given(actor, value, recipient))
}

fn named(actor: &str, value: i64, recipient: &str) -> KeyName {
    let claim = given(actor, value, recipient);
    KeyName { block: claim.block, key: claim.key }
}

fn pair(verdict: Verdict, a: KeyName, b: KeyName) -> Ruling {
    Ruling::Pair(Pair { verdict, keys: [a, b] })
}

#[test]
fn claims_of_two_figures_that_are_the_same_are_one_under_the_fuller() {
    let mut fixture = Fixture::with(&[one("NO", 4, "KE"), one("NO", 5, ""), one("", 4, "KE")]);
    let before = fixture.printed();
    let n = fixture.judge(pair(Same, named("NO", 5, ""), named("NO", 4, "KE")));
    assert_eq!(fixture.told(), ["NO 4 KE: 3"]);
    assert_eq!(fixture.judge(Ruling::Undo(n)), 2);
    assert_eq!(fixture.printed(), before);
    assert_eq!(fixture.try_judge(Ruling::Undo(n)), None, "undone already");
    assert_eq!(fixture.try_judge(Ruling::Undo(2)), None, "an undo");
    assert_eq!(fixture.try_judge(Ruling::Undo(77)), None, "not there");
}

#[test]
fn what_two_claims_could_fill_joins_them_once_they_are_one() {
    let mut fixture = Fixture::with(&[one("NO", 4, "KE"), one("SE", 4, "KE"), one("", 4, "KE")]);
    assert_eq!(fixture.told(), [" 4 KE: 1", "NO 4 KE: 1", "SE 4 KE: 1"]);
    fixture.judge(pair(Same, named("SE", 4, "KE"), named("NO", 4, "KE")));
    assert_eq!(fixture.told(), ["NO 4 KE: 3"]);
}

#[test]
fn a_passage_that_rules_join_is_held_apart_and_what_it_would_fill_too() {
    let mut fixture = Fixture::with(&[one("NO", 4, "KE"), one("NO", 4, "")]);
    assert_eq!(fixture.told(), ["NO 4 KE: 2"]);
    fixture.judge(pair(Different, named("NO", 4, "KE"), named("NO", 4, "")));
    assert_eq!(fixture.told(), ["NO 4 : 1", "NO 4 KE: 1"]);
    let full = article("NO gave 4 to KE of X.").claim({
        let mut claim = given("NO", 4, "KE");
        claim.slots.product = vec!["X".to_owned()];
        claim.key = key(&claim.slots);
        claim
    });
    fixture.add(&[full]);
    assert_eq!(fixture.told(), ["NO 4 : 1", "NO 4 KE: 1", "NO 4 KE: 1"], "neither fills what could be the other");
}

#[test]
fn the_later_of_two_that_contradict_each_other_stands_also_through_others() {
    let (a, b, c) = (named("A", 1, ""), named("B", 2, ""), named("C", 3, ""));
    let judged = |verdict, a: &KeyName, b: &KeyName| Pair { verdict, keys: [a.clone(), b.clone()] };
    let chain = [judged(Same, &a, &b), judged(Same, &b, &c), judged(Different, &c, &a)];
    assert_eq!(in_force(&chain), [false, true, true]);
    assert_eq!(in_force(&[judged(Different, &b, &a), judged(Same, &a, &b)]), [false, true]);

    let mut fixture = Fixture::with(&[one("A", 1, ""), one("B", 2, ""), one("C", 3, "")]);
    for it in chain {
        fixture.judge(Ruling::Pair(it));
    }
    assert_eq!(fixture.told(), ["A 1 : 1", "B 2 : 2"]);
    fixture.judge(Ruling::Undo(3));
    assert_eq!(fixture.told(), ["A 1 : 3"]);
}

#[test]
fn a_rejected_passage_is_listed_and_does_not_count() {
    let articles = [one("NO", 4, "KE"), one("NO", 4, "KE").url("https://example.org/copy").id("copy")];
    let mut fixture = Fixture::with(&articles);
    let before = fixture.printed();
    let (claim, passages) = before[0].clone();
    let n = fixture.judge(Ruling::Reject(passages[0].id.clone()));
    assert_eq!(fixture.told(), ["NO 4 KE: 1"]);
    let mut rejected = Vec::new();
    let each = &mut |passage: Evidence| {
        rejected.push(passage.id);
        ControlFlow::Continue(())
    };
    fixture.store.rejected(&claim.id, each).expect("read");
    assert_eq!(rejected, [passages[0].id.clone()]);
    let known = fixture.store.passages(&passages[0].id[..8]).expect("read");
    assert_eq!((known.len(), &known[0].claim, &known[0].key), (1, &None, &named("NO", 4, "KE")));
    assert_eq!(fixture.store.judgements_of(&claim.id).expect("read").len(), 1);

    let last = fixture.judge(Ruling::Reject(passages[1].id.clone()));
    assert!(fixture.told().is_empty(), "nothing is left of it");
    fixture.judge(Ruling::Undo(last));
    fixture.judge(Ruling::Undo(n));
    assert_eq!(fixture.printed(), before);
}

/// Reads every article as one hand has it.
struct Hand(fn(&Article) -> Vec<Claim>, Vec<Difference>, bool);

impl Refresh for Hand {
    fn read(&mut self, articles: Vec<Article>) -> ControlFlow<(), Vec<Option<Prepared>>> {
        let read = |it: Article| {
            let made = Processed { article: it.clone(), ..article(&it.text) };
            Some((self.0)(&it).into_iter().fold(made, Build::claim).into())
        };
        ControlFlow::Continue(articles.into_iter().map(read).collect())
    }

    fn differs(&mut self, difference: &Difference) -> ControlFlow<()> {
        self.1.push(difference.clone());
        ControlFlow::Continue(())
    }

    fn keep(&mut self, _: &Refreshed) -> ControlFlow<()> {
        if self.2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

#[test]
fn reading_anew_tells_what_differs_and_judgements_hold() {
    let mut fixture = Fixture::with(&[one("NO", 4, "KE"), one("NO", 5, "KE"), one("NO", 6, "KE")]);
    fixture.judge(pair(Same, named("NO", 5, "KE"), named("NO", 6, "KE")));
    let before = fixture.printed();
    let now: fn(&Article) -> Vec<Claim> = |article| match article.text.contains('4') {
        true => vec![given("SE", 4, "KE")],
        false if article.text.contains('5') => vec![given("NO", 5, "KE")],
        false => vec![given("NO", 6, "KE")],
    };
    let mut dry = Hand(now, Vec::new(), false);
    let refreshed = fixture.store.refresh(&mut dry, regroup).expect("read");
    assert_eq!(refreshed, Refreshed { articles: 3, changed: 1 });
    let told: Vec<_> = dry.1.iter().map(|it| (it.change, it.slots.actor.join(""), it.before, it.after)).collect();
    assert_eq!(told, [(Change::Gone, "NO".to_owned(), 1, 0), (Change::New, "SE".to_owned(), 0, 1)]);
    assert_eq!(fixture.printed(), before, "a dry run changes nothing");

    let mut wet = Hand(now, Vec::new(), true);
    fixture.store.refresh(&mut wet, regroup).expect("read");
    assert_eq!(wet.1, dry.1);
    assert_eq!(fixture.told(), ["NO 5 KE: 2", "SE 4 KE: 1"]);
    let mut again = Hand(now, Vec::new(), true);
    assert_eq!(fixture.store.refresh(&mut again, regroup).expect("read").changed, 0);
    assert!(again.1.is_empty());
}

/// A hand whose program is killed when all is read and told, and nothing is kept yet: what lies on the disk then.
struct Killed<'p>(Hand, &'p Path, &'p Path);

impl Refresh for Killed<'_> {
    fn read(&mut self, articles: Vec<Article>) -> ControlFlow<(), Vec<Option<Prepared>>> {
        self.0.read(articles)
    }

    fn differs(&mut self, difference: &Difference) -> ControlFlow<()> {
        self.0.differs(difference)
    }

    fn keep(&mut self, _: &Refreshed) -> ControlFlow<()> {
        for end in ["", "-wal"] {
            std::fs::copy(self.1.with_extension(format!("db{end}")), self.2.with_extension(format!("db{end}")))
                .expect("copied");
        }
        ControlFlow::Continue(())
    }
}

#[test]
fn a_refresh_that_is_killed_midway_has_changed_nothing() {
    let mut fixture = Fixture::with(&(1..=300).map(|value| one("NO", value, "KE")).collect::<Vec<_>>());
    let before = fixture.printed();
    let (path, left) = (fixture.dir.path().join("t.db"), fixture.dir.path().join("left.db"));
    let hand = Hand(|_| Vec::new(), Vec::new(), true);
    fixture.store.refresh(&mut Killed(hand, &path, &left), regroup).expect("read");
    assert!(fixture.printed().is_empty(), "that it goes through is what could be lost");
    fixture.store = SqliteStore::open(&left).expect("what is left is a database");
    assert_eq!(fixture.printed(), before);
}

/// A claim by hand: doer, figure, taker.
type Draft = (u8, i64, u8);

fn any_claim() -> impl Strategy<Value = Draft> {
    (0..3_u8, 1..4_i64, 0..3_u8)
}

const NAMES: [&str; 3] = ["", "A", "B"];

fn name((actor, value, recipient): Draft) -> KeyName {
    named(NAMES[usize::from(actor)], value, NAMES[usize::from(recipient)])
}

/// The articles of drafts, each known by its path alone.
fn drafted(drafts: &[Vec<Draft>]) -> Vec<Processed> {
    let one = |(n, claims): (usize, &Vec<Draft>)| {
        let made = article(&format!("article {n} 1 2 3")).path(&format!("{n}.txt")).published("2021-03-01");
        claims.iter().fold(made, |made, (actor, value, recipient)| {
            made.claim(given(NAMES[usize::from(*actor)], *value, NAMES[usize::from(*recipient)]))
        })
    };
    drafts.iter().enumerate().map(one).collect()
}

/// Judgements of pairs, none against another, and a rejection of a passage.
fn rulings(pairs: &[(bool, Draft, Draft)], articles: &[Processed], passage: prop::sample::Index) -> Vec<Ruling> {
    let mut judged: Vec<Pair> = Vec::new();
    for (same, a, b) in pairs.iter().filter(|(_, a, b)| a != b) {
        judged.push(Pair { verdict: if *same { Same } else { Different }, keys: [name(*a), name(*b)] });
        if in_force(&judged).contains(&false) {
            judged.pop();
        }
    }
    let passages: Vec<Evidence> = Fixture::with(articles).printed().into_iter().flat_map(|(_, all)| all).collect();
    let reject = (!passages.is_empty()).then(|| Ruling::Reject(passages[passage.index(passages.len())].id.clone()));
    judged.into_iter().map(Ruling::Pair).chain(reject).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn articles_and_judgements_come_in_any_order(
        drafts in prop::collection::vec(prop::collection::vec(any_claim(), 0..4), 1..6),
        pairs in prop::collection::vec((any::<bool>(), any_claim(), any_claim()), 0..6),
        passage in any::<prop::sample::Index>(),
        order in any::<u64>(),
    ) {
        let articles = drafted(&drafts);
        let rulings = rulings(&pairs, &articles, passage);
        let mut fixture = Fixture::with(&articles);
        for ruling in &rulings {
            fixture.judge(ruling.clone());
        }

        let mut steps: Vec<Result<&Processed, &Ruling>> = articles.iter().map(Ok).chain(rulings.iter().map(Err)).collect();
        steps.sort_by_key(|step| support::claim_id(&format!("{order} {step:?}")));
        let mut mixed = Fixture::new();
        for step in steps {
            match step {
                Ok(article) => mixed.add(std::slice::from_ref(article)),
                Err(ruling) => {
                    mixed.judge(ruling.clone());
                }
            }
        }
        prop_assert_eq!(mixed.printed(), fixture.printed());

        // an article taken away and added again
        let emptied = article("nothing").path("0.txt");
        mixed.add(&[emptied]);
        mixed.add(&articles[..1]);
        prop_assert_eq!(mixed.printed(), fixture.printed());
    }

    #[test]
    fn an_undo_restores_what_was(
        drafts in prop::collection::vec(prop::collection::vec(any_claim(), 0..4), 1..6),
        pairs in prop::collection::vec((any::<bool>(), any_claim(), any_claim()), 0..6),
        passage in any::<prop::sample::Index>(),
        order in any::<u64>(),
    ) {
        let articles = drafted(&drafts);
        let mut fixture = Fixture::with(&articles);
        let before = fixture.printed();
        let rulings = rulings(&pairs, &articles, passage);
        let mut numbers: Vec<u64> = rulings.into_iter().map(|ruling| fixture.judge(ruling)).collect();
        numbers.sort_by_key(|n| support::claim_id(&format!("{order} {n}")));
        for n in numbers {
            fixture.judge(Ruling::Undo(n));
        }
        prop_assert_eq!(fixture.printed(), before);
    }
}
