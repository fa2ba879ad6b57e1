//! What an article costs the store when many are there, and how fast they are read. Run in release:
//! `cargo test --release --test store_scale -- --ignored --nocapture`, with `ARTICLES=100000` for more.

#![allow(clippy::print_stdout, reason = "it measures")]

mod support;

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::time::Instant;

use onrecord::claims::relations;
use onrecord::model::{Action, Bound, ClaimRecord, Processed, Quantity, RelationKind};
use onrecord::store::{Filter, Near, SqliteStore, Store};
use rust_decimal::Decimal;
use support::{Build, article, mention, regroup};

const BATCH: usize = 256;

#[test]
#[ignore = "measures; in release, on a machine that has nothing else to do"]
fn the_ten_thousandth_article_costs_what_the_first_did() {
    let count: usize = std::env::var("ARTICLES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("t.db");
    let mut store = SqliteStore::open(&path).expect("a new database");
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for first in (0..count).step_by(BATCH) {
        let batch: Vec<Processed> = (first..count.min(first + BATCH)).map(generated).collect();
        let start = busy_seconds();
        store.add(&batch, regroup).expect("added");
        times.push((busy_seconds() - start) / batch.len() as f64 * 1e6);
        memory.push(resident_kib());
    }
    let fifths: Vec<f64> =
        times.chunks(times.len().div_ceil(5)).map(|part| part.iter().sum::<f64>() / part.len() as f64).collect();
    let (before, after) = (memory[memory.len() * 2 / 5], memory[memory.len() - 1]);
    println!("µs an article, by fifths: {fifths:.0?}; {before} KiB resident at two fifths, {after} KiB at the end");
    println!("{:?}, {} MiB", store.totals(), path.metadata().expect("a file").len() >> 20);
    let reader = SqliteStore::open_read_only(&path).expect("opened");
    for (actor, value, recipient) in [("US", 777, "MX"), ("FR", 30_000, "KE"), ("DE", 5, "")] {
        let statement = Near {
            unit: "dose".to_owned(),
            action: Action::Give,
            point: Some(Decimal::from(value)),
            actor: vec![actor.to_owned()],
            recipient: vec![recipient.to_owned()],
            limit: 20,
        };
        let start = Instant::now();
        let found = reader.near(&statement).expect("near").len();
        println!("near {actor} {value} {recipient}: {found} in {:?}", start.elapsed());
    }
    for (name, text) in [("all claims", None), ("claims by text", Some("ministry w42".to_owned()))] {
        let filter = Filter { text, ..Filter::default() };
        let (start, mut found) = (Instant::now(), 0);
        let each = &mut |_| {
            found += 1;
            ControlFlow::Continue(())
        };
        reader.claims(&filter, each).expect("claims");
        println!("{name}: {found} in {:?}", start.elapsed());
    }
    let (start, mut related) = (Instant::now(), 0);
    let each = &mut |claim: ClaimRecord| {
        let peers = reader.peers(&claim.id).expect("read").expect("the claim is there");
        related += relations(&claim, &peers).len();
        ControlFlow::Continue(())
    };
    reader.claims(&Filter::default(), each).expect("claims");
    println!("all claims with their relations: {related} in {:?}", start.elapsed());
    let (early, late) = (fifths[1], fifths[fifths.len() - 1]);
    assert!(late < early * 1.5, "{early:.0} µs an article early on, {late:.0} µs late");
    assert!(after < before + 8 * 1024, "{before} KiB early on, {after} KiB late");
}

/// A small article of 3 kB: six mentions, of which two are said everywhere and four hardly anywhere else.
fn generated(n: usize) -> Processed {
    const NAMES: [&str; 8] = ["US", "CN", "IN", "DE", "FR", "MX", "KE", ""];
    let pick = |k: usize| n.wrapping_mul(2_654_435_761).wrapping_add(k.wrapping_mul(40_503)) >> 7;
    let mut text = format!("Report {n} of the ministry.\n");
    let values: Vec<i64> = (0..6).map(|k| if k < 2 { 100 + k as i64 } else { 1 + (pick(k) % 50_000) as i64 }).collect();
    for (k, value) in values.iter().enumerate() {
        let words = [pick(k) % 997, pick(k + 9) % 9973, pick(k + 5) % 97].map(|word| format!("w{word}")).join(" ");
        writeln!(text, "It gave {value} doses {words}.").expect("text");
        text.push_str(&"Words that every story has, more or less in this order. ".repeat(5));
    }
    let day = format!("20{:02}-{:02}-{:02}", 10 + n % 12, 1 + n % 11, 1 + n % 28);
    let mut made = article(&text).path(&format!("in/{n}.txt")).outlet("Paper").published(&day);
    for (k, value) in values.iter().enumerate() {
        let mut claim = mention(NAMES[pick(k) % 8], Action::Give, *value, "dose", NAMES[pick(k + 3) % 8]);
        claim.origin = Some(format!("Paper {}", n % 40));
        made = made.claim(claim);
        made.facts.quantities.push(Quantity {
            span: made.claims[k].span,
            phrase: made.claims[k].sentence,
            amount: made.claims[k].slots.amount,
            bound: Bound::Exactly,
            unit: Some("dose".to_owned()),
            per: None,
            event: None,
            of: Vec::new(),
            elided: false,
            rule: "test/quantity",
        });
    }
    made.relate(0, RelationKind::PartOf, 1)
}

/// Seconds that this thread has been running: other programs on the machine do not count.
fn busy_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).expect("nanoseconds") / 1e9
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("resident memory");
    line.split_whitespace().next().and_then(|kib| kib.parse().ok()).expect("KiB")
}
