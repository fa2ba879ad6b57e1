//! `onrecord refresh`, as it is typed: what differs is told first, and kept at once or not at all.

mod common;

use std::fs;
use std::path::Path;

use common::{onrecord, records};
use tempfile::TempDir;

/// A folder with two articles on one gift, whose giver one of them names otherwise, and one on another gift.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("a.md", "---\npublished: 2021-07-01\n---\nUNICEF gave Togo 70,000 doses on Monday.");
    write("b.md", "---\npublished: 2021-07-02\n---\nThe Kinderfonds gave Togo 70,000 doses on Monday.");
    write("c.md", "---\npublished: 2021-07-03\n---\nThe World Bank gave Togo 70,000 doses on Friday.");
    fs::create_dir(folder.path().join("words")).expect("a folder");
    write(
        "words/outlets.toml",
        "source = \"the desk's own list\"\nlicence = \"CC0-1.0\"\n\n[[body]]\nname = \"UNICEF\"\n\
         kind = \"organisation\"\nnames = [\"Kinderfonds\"]\n",
    );
    ran(folder.path(), &["add", "a.md", "b.md", "c.md"], 0);
    folder
}

/// What a command writes.
fn ran(folder: &Path, args: &[&str], code: i32) -> String {
    let output = onrecord().args(args).current_dir(folder).assert().code(code).get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

fn givers(folder: &Path) -> Vec<String> {
    let claims = records(ran(folder, &["claims", "--recipient", "TG", "--format", "ndjson"], 0).as_bytes());
    let mut givers: Vec<String> =
        claims.iter().map(|claim| format!("{} {}", claim["actor"], claim["articles"])).collect();
    givers.sort_by_key(|giver| giver.replace(']', " "));
    givers
}

#[test]
fn an_alias_makes_two_claims_one() {
    let folder = folder();
    let apart = givers(folder.path());
    assert_eq!(apart, ["[\"Kinderfonds\"] 1", "[\"UNICEF\"] 1", "[\"World Bank\"] 1"]);
    let told = ran(folder.path(), &["refresh", "--lexicon", "words"], 0);
    assert!(told.starts_with("changed  ") && told.contains("\ngone     "), "{told}");
    assert!(told.contains("quantity/unit: 0 claims new, 1 gone, 1 changed\n"), "{told}");
    assert_eq!(givers(folder.path()), ["[\"UNICEF\"] 2", "[\"World Bank\"] 1"]);

    let again = ran(folder.path(), &["refresh", "--lexicon", "words"], 0);
    assert_eq!(again, "articles  3 read: 0 otherwise than before\nclaims    0 new, 0 gone, 0 changed\n");
    ran(folder.path(), &["add", "a.md", "b.md", "c.md"], 0);
    assert_eq!(givers(folder.path()).len(), 2, "articles that are stored are not read again by add");
    ran(folder.path(), &["refresh"], 0);
    assert_eq!(givers(folder.path()), apart, "and without the words it is as it was");
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    let folder = folder();
    let before = givers(folder.path());
    let args = ["refresh", "--lexicon", "words", "--dry-run", "--format", "ndjson"];
    let told = records(ran(folder.path(), &args, 1).as_bytes());
    let changes: Vec<_> = told.iter().map(|it| it["change"].as_str().expect("a word")).collect();
    assert_eq!(changes, ["changed", "gone"]);
    assert_eq!(
        (&told[0]["value"].to_string(), &told[0]["passages_before"], &told[0]["passages_after"]),
        (&"70000".to_owned(), &1.into(), &2.into())
    );
    assert_eq!(givers(folder.path()), before);
    ran(folder.path(), &["refresh", "--dry-run"], 0);
}

#[test]
fn judgements_hold_when_articles_are_read_anew() {
    let folder = folder();
    let claims = records(ran(folder.path(), &["claims", "--recipient", "TG", "--format", "ndjson"], 0).as_bytes());
    let of = |giver: &str| {
        let claim = claims.iter().find(|claim| claim["actor"].to_string().contains(giver)).expect("a claim of theirs");
        (claim["id"].as_str().expect("an id"), claim["evidence"][0]["id"].as_str().expect("an id"))
    };
    let (unicef, bank) = (of("UNICEF"), of("World Bank"));
    ran(folder.path(), &["judge", "same", unicef.0, bank.0, "--by", "ana"], 0);
    ran(folder.path(), &["judge", "reject", bank.1, "--by", "ana"], 0);
    assert_eq!(givers(folder.path()), ["[\"Kinderfonds\"] 1", "[\"UNICEF\"] 1"]);
    ran(folder.path(), &["refresh", "--lexicon", "words"], 0);
    assert_eq!(givers(folder.path()), ["[\"UNICEF\"] 2"]);
    ran(folder.path(), &["judge", "undo", "--by", "ana"], 0);
    assert_eq!(givers(folder.path()), ["[\"UNICEF\"] 3"]);
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    ran(folder.path(), &["refresh", "--db", "none.db"], 2);
    assert!(!folder.path().join("none.db").exists());
}
