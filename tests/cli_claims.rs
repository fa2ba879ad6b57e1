//! `onrecord claims` and `onrecord show`, as they are typed.

mod support;

use std::path::PathBuf;

use assert_cmd::assert::Assert;
use onrecord::model::{Action, Bound, OriginReason, Processed, RelationKind, Status, Transfer};
use onrecord::record::{self, claim::Claim};
use onrecord::store::{SqliteStore, Store};
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use support::{Build, article, mention, prepared, regroup};
use tempfile::TempDir;

use Action::{Die, Give};

struct Database {
    dir: TempDir,
}

impl Database {
    fn of(articles: &[Processed]) -> Self {
        let dir = TempDir::new().expect("a folder");
        let mut store = SqliteStore::open(&dir.path().join("onrecord.db")).expect("a new database");
        store.add(&prepared(articles), regroup).expect("added");
        Self { dir }
    }

    /// A plan to give and its deed, with parts; and deaths that someone else reports.
    fn usual() -> Self {
        let mut planned = mention("NO", Give, 2500, "tent", "TD");
        planned.status = Status::Planned;
        planned.bound = Bound::About;
        planned.says = vec!["Ingrid Moe".to_owned(), "Harbour Wire".to_owned()];
        planned.origin = Some("Harbour Wire".to_owned());
        planned.origin_reason = OriginReason::Mark;
        let mut done = mention("NO", Give, 2500, "tent", "TD");
        done.verb = Some("lend".to_owned());
        done.transfer = Some(Transfer::Loan);
        let plan = article("Première.\nÅsgard will send some 2500 tents to Chad, she said.\nNext.");
        let deed = article("It lent 2500 tents, 2000 of them large.\nFloods killed 12.");
        Self::of(&[
            plan.outlet("The Ledger").published("2021-03-01").url("https://example.org/plan").claim(planned),
            deed.published("2021-05-01")
                .claim(done)
                .claim(mention("NO", Give, 2000, "tent", "TD"))
                .claim(mention("", Die, 12, "person", ""))
                .relate(1, RelationKind::PartOf, 0),
        ])
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("onrecord.db")
    }

    fn run(&self, args: &[&str]) -> Assert {
        assert_cmd::cargo::cargo_bin_cmd!("onrecord").args(args).current_dir(self.dir.path()).assert()
    }

    fn lines(&self, args: &[&str]) -> Vec<Value> {
        let out = self.run(args).success().get_output().stdout.clone();
        let text = String::from_utf8(out).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
    }
}

#[test]
fn a_table_tells_the_claims_and_is_quiet_when_piped() {
    let database = Database::usual();
    let out = database.run(&["claims"]).success().stderr("").get_output().stdout.clone();
    let text = String::from_utf8(out).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].starts_with("CLAIM"), "{text}");
    for (line, words) in [(1, "die"), (1, "12 person"), (2, "2,000 tent"), (3, "2,500 tent"), (3, "done, planned")] {
        assert!(lines[line].contains(words), "{words} in {text}");
    }
    assert!(lines[3].contains("2021-03-01..05-01"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(lines.iter().all(|line| line.chars().count() <= 120), "{text}");
}

#[test]
fn filters_leave_what_fits_and_nothing_is_exit_1() {
    let database = Database::usual();
    for (args, found) in [
        (&["--unit", "tent"][..], 2),
        (&["--actor", "NO", "--recipient", "TD", "--status", "planned"], 1),
        (&["--action", "die", "--since", "2021-04-30"], 1),
        (&["--until", "2021-03-01"], 1),
        (&["--text", "\"of them large\""], 3),
    ] {
        let args = [&["claims", "--format", "ndjson"], args].concat();
        assert_eq!(database.lines(&args).len(), found, "{args:?}");
    }
    database.run(&["claims", "--unit", "goat"]).code(1).stdout("").stderr(contains("no claim fits"));
    database.run(&["claims", "--action", "fly"]).code(2).stderr(contains("possible values"));
    database.run(&["claims", "--since", "yesterday"]).code(2).stderr(contains("--since"));
    database.run(&["claims", "--text", "?!"]).code(2).stderr(contains("?!"));
}

#[test]
fn ndjson_holds_the_slots_and_every_passage_in_code_points() {
    let database = Database::usual();
    let all = database.lines(&["claims", "--format", "ndjson"]);
    let [died, part, whole] = &all[..] else { panic!("three claims: {all:?}") };
    assert_eq!(died["unit"], "person");
    assert_eq!(died["first_said"], "2021-05-01");
    assert_eq!(whole["schema"], "onrecord.claim/1");
    assert_eq!(whole["value"], 2500);
    assert_eq!((&whole["actor"][0], &whole["recipient"][0]), (&"NO".into(), &"TD".into()));
    assert_eq!((&whole["articles"], &whole["origins"]), (&2.into(), &1.into()));
    assert_eq!(whole["statuses"], serde_json::json!(["done", "planned"]));

    let kin = |claim: &Value| (claim["relations"][0]["claim"].clone(), claim["relations"][0]["inverse"].clone());
    assert_eq!(part["relations"][0]["kind"], "part_of");
    assert_eq!(kin(part), (whole["id"].clone(), false.into()));
    assert_eq!(kin(whole), (part["id"].clone(), true.into()));

    let evidence = whole["evidence"].as_array().expect("a list");
    assert_eq!(evidence.len(), 2);
    let first = &evidence[0];
    let text = "Première.\nÅsgard will send some 2500 tents to Chad, she said.\nNext.";
    let (start, end) = (first["start"].as_u64().expect("a number"), first["end"].as_u64().expect("a number"));
    let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!((words.as_str(), &first["text"]), ("2500", &"2500".into()));
    assert_eq!(first["sentence"], "Åsgard will send some 2500 tents to Chad, she said.");
    assert_eq!(first["says"], serde_json::json!(["Ingrid Moe", "Harbour Wire"]));
    assert_eq!(
        (&first["origin"], &first["status"], &first["bound"]),
        (&"Harbour Wire".into(), &"planned".into(), &"about".into())
    );
    assert_eq!((&first["url"], &first["published"]), (&"https://example.org/plan".into(), &"2021-03-01".into()));
    assert_eq!((&evidence[1]["verb"], &evidence[1]["transfer"]), (&"lend".into(), &"loan".into()));
}

#[test]
fn the_schema_names_every_field_that_is_written() {
    let schema = serde_json::to_value(record::schema::<Claim<'_>>()).expect("JSON");
    let database = Database::usual();
    let first = database.lines(&["claims", "--format", "ndjson"])[2]["evidence"][0]["id"].clone();
    database.run(&["judge", "reject", first.as_str().expect("an id"), "--by", "ana"]).success();
    let all = database.lines(&["claims", "--format", "ndjson"]);
    let names = |object: &Value| -> Vec<String> { object.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(names(&schema["properties"]), names(&all[2]));
    let of_evidence = schema.pointer("/$defs/Evidence/properties").expect("a form for passages");
    assert_eq!(names(of_evidence), names(&all[2]["evidence"][0]));
    let of_relation = schema.pointer("/$defs/Relation/properties").expect("a form for relations");
    assert_eq!(names(of_relation), names(&all[2]["relations"][0]));
    let of_judgement = schema.pointer("/$defs/Judgement/properties").expect("a form for judgements");
    assert_eq!(names(of_judgement), names(&all[2]["judgements"][0]));
}

#[test]
fn exact_numbers_stay_exact() {
    let mut tiny = mention("A", Give, 1, "percent", "");
    let text = "79228162514264337593543950335 and 0.1 and 1";
    let mut vast = tiny.clone();
    vast.slots.amount = onrecord::model::Amount::exact(rust_decimal::Decimal::MAX);
    (vast.block, vast.key) = ("vast".to_owned(), "vast".to_owned());
    tiny.slots.amount = onrecord::model::Amount::exact(rust_decimal::Decimal::new(100, 3));
    let mut given = article(text).claim(vast);
    given.claims.push(tiny);
    let database = Database::of(&[given]);
    let out = database.run(&["claims", "--format", "ndjson"]).success().get_output().stdout.clone();
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("\"value\":79228162514264337593543950335,"), "{text}");
    assert!(text.contains("\"value\":0.1,"), "{text}");
}

#[test]
fn show_gives_every_passage_with_who_says_so() {
    let database = Database::usual();
    let whole = database.lines(&["claims", "--format", "ndjson", "--status", "planned"]).remove(0);
    let id = whole["id"].as_str().expect("an id");
    let shown = database.run(&["show", &id[..12]]).success();
    for words in [
        "NO give 2,500 tent to TD",
        "2 passages in 2 articles of 1 known origin",
        "Åsgard will send some 2500 tents to Chad, she said.",
        "Ingrid Moe, via Harbour Wire",
        "Harbour Wire (wire mark)",
        "The Ledger, 2021-03-01",
        "https://example.org/plan",
        "done: lend (loan)",
        "test/mention",
        "has part",
    ] {
        assert!(contains(words).eval(&String::from_utf8_lossy(&shown.get_output().stdout)), "{words}");
    }
    let colored = database.run(&["show", id, "--color", "always"]).success();
    assert!(String::from_utf8_lossy(&colored.get_output().stdout).contains("\u{1b}[1m\u{1b}[4m2500\u{1b}[0m tents"));
}

#[test]
fn an_id_that_is_none_or_several_is_exit_1() {
    let database = Database::usual();
    database.run(&["show", "zzz"]).code(1).stdout("").stderr(contains("no claim has an id"));
    let several = database.run(&["show", ""]).code(1).stderr(contains("more than one claim"));
    assert_eq!(String::from_utf8_lossy(&several.get_output().stdout).lines().count(), 3);
}

#[test]
fn words_from_the_web_cannot_steer_the_terminal() {
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J 77 dead\u{202e}\u{9b}31m";
    let mut claim = mention("\u{1b}[31mA", Die, 77, "person\u{7}", "");
    claim.says = vec!["\u{1b}[5mX".to_owned()];
    claim.origin = Some("\u{1b}cY".to_owned());
    let database =
        Database::of(&[article(hostile).outlet("\u{1b}[1mPaper").url("https://e.org/\u{1b}[m").claim(claim)]);
    let id = database.lines(&["claims", "--format", "ndjson"])[0]["id"].as_str().expect("an id").to_owned();
    for args in [&["claims"][..], &["show", &id], &["show", ""]] {
        let out = database.run(args).get_output().stdout.clone();
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.contains("77"), "{text}");
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    }
}

#[test]
fn a_missing_or_foreign_database_is_named_with_what_to_do() {
    let database = Database::usual();
    std::fs::write(database.dir.path().join("other.db"), "no database".repeat(200)).expect("written");
    for command in [&["claims"][..], &["show", "aa"]] {
        let run = |db: &str| database.run(&[command, &["--db", db]].concat());
        run("none.db").code(2).stderr(contains("none.db").and(contains("onrecord add")));
        run("other.db").code(2).stderr(contains("other.db").and(contains("not an onrecord database")));
    }
    assert!(!database.dir.path().join("none.db").exists());
    assert!(database.path().exists());
}
