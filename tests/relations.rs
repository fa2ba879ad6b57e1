//! How claims of different articles hang together, through the store and the rules that decide.

mod support;

use std::ops::ControlFlow;

use onrecord::claims::{regroup, relations};
use onrecord::model::{Action, Amount, Bound, Claim, ClaimRecord, Per, Processed, Related, RelationKind, Status};
use onrecord::store::{Filter, SqliteStore, Store};
use support::{Build, article, mention, prepared};
use tempfile::TempDir;

use Action::{Die, Give, Have};
use RelationKind::{CarriesOut, Conflicts, Revises};

/// An article of its own for each mention, said on its day.
fn said(day: &str, claim: Claim) -> Processed {
    let words = format!("{} of {day} {}", claim.slots.amount.point().unwrap_or_default(), claim.slots.unit);
    let id = format!("{day} {words} {:?} {:?} {:?}", claim.slots, claim.bound, claim.says);
    article(&words).id(&id).published(day).claim(claim)
}

fn with(claim: Claim, change: impl FnOnce(&mut Claim)) -> Claim {
    let mut claim = claim;
    change(&mut claim);
    // the key of a mention by hand says nothing of its product or period
    claim.key = onrecord::claims::key(&claim.slots);
    claim.block = onrecord::claims::block(&claim.slots);
    claim
}

fn dead(country: &str, value: i64) -> Claim {
    with(mention(country, Die, value, "person", ""), |_| ())
}

fn planned(actor: &str, value: i64, unit: &str, recipient: &str) -> Claim {
    with(mention(actor, Give, value, unit, recipient), |claim| claim.status = Status::Planned)
}

fn of(claim: Claim, product: &str) -> Claim {
    with(claim, |claim| claim.slots.product = vec![product.to_owned()])
}

fn hedged(claim: Claim, bound: Bound) -> Claim {
    with(claim, |claim| claim.bound = bound)
}

fn dated(claim: Claim, date: &str) -> Claim {
    with(claim, |claim| claim.dates = vec![date.to_owned()])
}

/// Every claim with its relations.
fn related(articles: &[Processed]) -> Vec<(ClaimRecord, Vec<Related>)> {
    let dir = TempDir::new().expect("a folder");
    let mut store = SqliteStore::open(&dir.path().join("t.db")).expect("a new database");
    store.add(&prepared(articles), regroup).expect("added");
    let mut claims = Vec::new();
    let each = &mut |claim| {
        claims.push(claim);
        ControlFlow::Continue(())
    };
    store.claims(&Filter::default(), each).expect("claims");
    let peers = |claim: &ClaimRecord| store.peers(&claim.id).expect("read").expect("the claim is there");
    claims.iter().map(|claim| (claim.clone(), relations(claim, &peers(claim)))).collect()
}

/// Relations as "value kind value: reason", from the side that they are told of; a conflict once.
fn told(articles: &[Processed]) -> Vec<String> {
    let all = related(articles);
    let value = |id: &str| {
        let claim = all.iter().map(|(claim, _)| claim).find(|claim| claim.id == id).expect("a claim of the database");
        claim.slots.amount.point().unwrap_or_default()
    };
    let mut told = Vec::new();
    for (claim, relations) in &all {
        for it in relations {
            let seen = all.iter().find(|(other, _)| other.id == it.claim).map(|(_, theirs)| theirs);
            let both = seen.is_some_and(|theirs| {
                theirs.iter().any(|back| back.claim == claim.id && back.kind == it.kind && back.reason == it.reason)
            });
            assert!(both, "{it:?} is not seen from the other side");
            if it.from && (it.kind != Conflicts || value(&claim.id) <= value(&it.claim)) {
                told.push(format!("{} {} {}: {}", value(&claim.id), it.kind.as_str(), value(&it.claim), it.reason));
            }
        }
    }
    told.sort();
    told
}

fn kinds(articles: &[Processed]) -> Vec<RelationKind> {
    let all = related(articles);
    let mut kinds: Vec<_> = all.into_iter().flat_map(|(_, it)| it).map(|it| it.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[test]
fn a_later_figure_revises_the_last_one_before_it() {
    let articles = [
        said("2021-05-30", hedged(dead("KE", 600_000), Bound::MoreThan)),
        said("2021-03-18", dead("KE", 550_000)),
        said("2021-04-26", dead("KE", 572_000)),
    ];
    assert_eq!(
        told(&articles),
        [
            "572000 revises 550000: 572,000 said on 2021-04-26 after 550,000 said on 2021-03-18",
            "600000 revises 572000: more than 600,000 said on 2021-05-30 after 572,000 said on 2021-04-26",
        ]
    );
    let dated = [
        said("2021-05-01", dated(dead("KE", 20), "2021-04-14")),
        said("2021-05-03", dated(dead("KE", 25), "2021-04-14")),
    ];
    assert_eq!(told(&dated), ["25 revises 20: 25 said on 2021-05-03 after 20 said on 2021-05-01, both of 2021-04-14"]);
}

#[test]
fn two_figures_of_one_time_are_in_conflict() {
    assert_eq!(
        told(&[said("2021-07-24", dead("PK", 67)), said("2021-07-24", dead("PK", 74))]),
        ["67 conflicts 74: 67 and 74, both said on 2021-07-24"]
    );
    let given = |value, date: &str| dated(with(mention("NO", Give, value, "dose", "GH"), |_| ()), date);
    assert_eq!(
        told(&[said("2021-05-12", given(1_000_000, "2021-05-10")), said("2021-05-20", given(1_200_000, "2021-05-10"))]),
        ["1000000 conflicts 1200000: 1 million and 1.2 million, both of 2021-05-10"]
    );
}

#[test]
fn what_is_told_apart_is_no_conflict() {
    let day = "2021-07-24";
    let dose = |value| with(mention("US", Give, value, "dose", "MX"), |_| ());
    let per_day = with(dead("PK", 9), |claim| claim.slots.per = Some(Per("day".to_owned())));
    for (why, a, b) in [
        ("rounding", hedged(dose(4_000_000), Bound::About), dose(4_020_000)),
        ("fewer digits", dose(4_000_000), dose(4_020_000)),
        ("a bound", hedged(dead("PK", 500_000), Bound::MoreThan), dead("PK", 572_000)),
        ("no figure at all", with(dead("PK", 67), |c| c.slots.amount = Amount::from(90.into())), dead("PK", 74)),
        ("an open side", dead("", 67), dead("", 74)),
        ("another place", dead("PK", 67), dead("IN", 74)),
        ("a narrower product", dose(4_000_000), of(dose(1_700_000), "Moderna")),
        ("a part of who gets it", dose(4_000_000), planned("US", 1_700_000, "dose", "")),
        ("another date", dated(dead("PK", 67), "2021-07-22"), dated(dead("PK", 41), "2021-07-23")),
        ("one without a date", dated(dead("PK", 67), "2021-07-22"), dead("PK", 74)),
        ("another unit", dead("PK", 67), with(dead("PK", 74), |claim| claim.slots.unit = "family".to_owned())),
        ("a rate", dead("PK", 67), per_day),
        ("a plan", dose(4_500_000), planned("US", 1_000_000, "dose", "MX")),
        (
            "a share",
            with(dead("PK", 6), |c| c.slots.unit = "percent".to_owned()),
            with(dead("PK", 8), |c| c.slots.unit = "percent".to_owned()),
        ),
        ("two gifts that no side pins down", mention("US", Give, 7, "dose", ""), mention("US", Give, 9, "dose", "")),
    ] {
        let kinds = kinds(&[said(day, a), said(day, b)]);
        assert!(!kinds.contains(&Conflicts) && !kinds.contains(&Revises), "{why}: {kinds:?}");
    }
}

#[test]
fn one_author_means_two_things_unless_two_people_speak() {
    let by = |name: &str, value| with(dead("PK", value), |claim| claim.says = vec![name.to_owned()]);
    let one = |a: Claim, b: Claim| article("67 or 74.").published("2021-07-24").claim(a).claim(b);
    assert_eq!(kinds(&[one(dead("PK", 67), dead("PK", 74))]), []);
    assert_eq!(kinds(&[one(by("authority", 67), by("authority", 74))]), []);
    assert_eq!(kinds(&[one(by("authority", 67), by("charity", 74))]), [Conflicts]);
}

#[test]
fn two_gifts_or_another_weeks_lower_count_revise_nothing() {
    let dose = |value| with(mention("US", Give, value, "dose", "MX"), |_| ());
    assert_eq!(kinds(&[said("2021-03-01", dose(4)), said("2021-04-01", dose(7))]), []);
    let of_day = |value, day: &str| said(day, dated(dead("KE", value), day));
    assert_eq!(kinds(&[of_day(20, "2021-04-14"), of_day(12, "2021-04-15")]), []);
    let stock = |value, day: &str| said(day, dated(with(mention("US", Have, value, "dose", ""), |_| ()), day));
    assert_eq!(kinds(&[stock(20, "2021-04-14"), stock(12, "2021-04-15")]), [Revises]);
    let undated = |value| with(dead("KE", value), |_| ());
    assert_eq!(kinds(&[article("20").claim(undated(20)), article("31").claim(undated(31))]), [], "no day is known");
}

#[test]
fn a_deed_carries_out_the_plan_that_it_is_a_part_of() {
    let gave = |actor: &str, value, recipient: &str| with(mention(actor, Give, value, "dose", recipient), |_| ());
    let to_both = with(planned("NO", 4_000_000, "dose", ""), |claim| {
        claim.slots.recipient = vec!["GH".to_owned(), "KE".to_owned()];
    });
    let plan = || said("2021-04-15", to_both.clone());
    assert_eq!(
        told(&[plan(), said("2021-05-27", gave("NO", 1_500_000, "KE"))]),
        ["1500000 carries_out 4000000: 1.5 of the 4 million planned"]
    );
    for (why, deed, carries) in [
        ("a product said only of the deed", said("2021-05-27", of(gave("NO", 1_500_000, "KE"), "Moderna")), true),
        ("on the same day", said("2021-04-15", gave("NO", 1_500_000, "KE")), true),
        ("more than was planned", said("2021-05-27", gave("NO", 4_500_000, "KE")), false),
        ("said before", said("2021-04-14", gave("NO", 1_500_000, "KE")), false),
        ("done before", said("2021-05-27", dated(gave("NO", 1_500_000, "KE"), "2021-03")), false),
        ("another giver", said("2021-05-27", gave("SE", 1_500_000, "KE")), false),
        ("a giver not told", said("2021-05-27", gave("", 1_500_000, "KE")), false),
        ("another taker", said("2021-05-27", gave("NO", 1_500_000, "TG")), false),
        ("a taker not told", said("2021-05-27", gave("NO", 1_500_000, "")), false),
        ("still a plan", said("2021-05-27", planned("NO", 1_500_000, "dose", "KE")), false),
    ] {
        assert_eq!(kinds(&[plan(), deed]).contains(&CarriesOut), carries, "{why}");
    }
    let open = || said("2021-04-15", planned("NO", 4_000_000, "dose", ""));
    let moderna = || said("2021-04-15", of(planned("NO", 4_000_000, "dose", ""), "Moderna"));
    for (why, plan, deed, carries) in [
        ("to somebody", open(), gave("NO", 1_500_000, "KE"), true),
        ("to nobody", open(), gave("NO", 1_500_000, ""), false),
        ("of one product", moderna(), of(gave("NO", 1_500_000, ""), "Moderna"), true),
        ("of another", moderna(), of(gave("NO", 1_500_000, "KE"), "Pfizer"), false),
    ] {
        assert_eq!(kinds(&[plan, said("2021-05-27", deed)]).contains(&CarriesOut), carries, "{why}");
    }
}

#[test]
fn a_series_without_end_gives_each_figure_a_few_relations() {
    let days = (0..300).map(|n| {
        let day = format!("20{:02}-{:02}-{:02}", 10 + n / 100, 1 + n / 10 % 10, 1 + n % 10);
        said(&day, dead("KE", 1001 + 10 * n))
    });
    let one_day = (0..300).map(|n| said("2021-01-01", dead("GH", 1001 + 10 * n)));
    let all = related(&days.chain(one_day).collect::<Vec<_>>());
    assert_eq!(all.len(), 600);
    for (claim, relations) in &all {
        assert!(!relations.is_empty() && relations.len() <= 16, "{} has {}", claim.id, relations.len());
    }
}
