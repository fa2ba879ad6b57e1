//! `onrecord judge`, as it is typed: what it takes, what it says, what it leaves behind.

mod common;

use std::fs;

use common::{onrecord, records};
use predicates::prelude::*;
use predicates::str::{contains, is_match};
use tempfile::TempDir;

/// A folder with a database of three gifts.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        let gifts = [
            ("a", "Norway gave Togo 70,000 doses."),
            ("b", "Norway gave Togo 72,000 doses."),
            ("c", "Norway gave Togo 70,000 doses, it said."),
        ];
        for (name, text) in gifts {
            fs::write(desk.0.path().join(format!("{name}.txt")), text).expect("a file");
            desk.run(&["add", &format!("{name}.txt")]).success();
        }
        desk
    }

    fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = onrecord();
        command.env_remove("USER").env_remove("LOGNAME").env_remove("USERNAME");
        command.args(args).current_dir(self.0.path()).assert()
    }

    fn claims(&self) -> Vec<serde_json::Value> {
        let output = self.run(&["claims", "--format", "ndjson"]).get_output().stdout.clone();
        records(&output)
    }

    fn ids(&self) -> Vec<String> {
        self.claims().iter().map(|claim| claim["id"].as_str().expect("an id").to_owned()).collect()
    }
}

#[test]
fn two_claims_are_judged_the_same_and_the_judgement_is_shown() {
    let desk = Desk::new();
    let ids = desk.ids();
    assert_eq!(ids.len(), 2);
    let before = desk.claims();
    assert!(before.iter().all(|claim| claim.get("judgements").is_none()), "none on claims that have none");
    let judged =
        ["judge", "same", &ids[0][..8], &ids[1][..8], "--by", "ana", "--at", "2021-06-01", "--why", "one gift"];
    desk.run(&judged).success().stdout(contains("judgement 1: same\n").and(contains("(3 passages in 3 articles)")));
    let one = desk.claims();
    assert_eq!(one.len(), 1);
    let told = &one[0]["judgements"][0];
    assert_eq!(
        (&told["n"], &told["kind"], &told["by"], &told["why"]),
        (&1.into(), &"same".into(), &"ana".into(), &"one gift".into())
    );
    let id = one[0]["id"].as_str().expect("an id");
    desk.run(&["show", id])
        .success()
        .stdout(is_match("judged +1. same, by ana at 2021-06-01: one gift").expect("a pattern"));

    // the other id is of no claim of its own any more, and still understood
    desk.run(&["judge", "different", &ids[0], &ids[1], "--by", "bo", "--at", "2021-06-02"])
        .success()
        .stderr(contains("judgement 1 says otherwise and holds no more while judgement 2 stands"));
    assert_eq!(desk.claims().len(), 2);
    desk.run(&["judge", "list"]).success().stdout(
        contains("1. same, by ana at 2021-06-01: one gift [a later one says otherwise]")
            .and(contains("2. different, by bo at 2021-06-02\n")),
    );
    desk.run(&["judge", "undo", "--by", "bo"]).success().stdout(contains("judgement 3: undo of 2"));
    assert_eq!(desk.claims(), one);
    desk.run(&["judge", "undo", "--by", "bo"]).success().stdout(contains("judgement 4: undo of 1"));
    desk.run(&["judge", "undo", "2", "--by", "bo"]).code(1).stderr(contains("judgement 2 is undone by 3"));
    desk.run(&["judge", "undo", "4", "--by", "bo"]).code(1).stderr(contains("is an undo"));
    assert_eq!(desk.claims(), before);
}

#[test]
fn a_passage_is_rejected_and_still_listed() {
    let desk = Desk::new();
    let claim = desk.claims().into_iter().find(|claim| claim["mentions"] == 2).expect("a claim of two passages");
    let id = claim["id"].as_str().expect("an id");
    let passage = claim["evidence"][0]["id"].as_str().expect("an id");
    desk.run(&["show", id]).success().stdout(contains(format!("passage        {passage}")));
    desk.run(&["judge", "reject", &passage[..10], "--by", "ana"])
        .success()
        .stdout(contains("(1 passage in 1 article)"));
    desk.run(&["show", id]).success().stdout(contains(format!("passage        {passage}")).not());
    desk.run(&["show", id, "--rejected"])
        .success()
        .stdout(contains(format!("passage        {passage}")).and(contains("counts         no: rejected")));
    desk.run(&["judge", "reject", passage, "--by", "ana"]).code(1).stderr(contains("is rejected already"));
    desk.run(&["add", "a.txt", "c.txt"]).success();
    assert_eq!(desk.claims().iter().map(|claim| &claim["mentions"]).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn what_cannot_be_judged_is_said_with_what_to_do() {
    let desk = Desk::new();
    let ids = desk.ids();
    desk.run(&["judge", "same", "zzz", &ids[0], "--by", "ana"]).code(1).stderr(contains("`onrecord claims` lists"));
    desk.run(&["judge", "same", &ids[0], &ids[0], "--by", "ana"]).code(1).stderr(contains("are one claim by that"));
    desk.run(&["judge", "same", "", &ids[0], "--by", "ana"])
        .code(1)
        .stderr(contains("give more of it"))
        .stdout(contains(&ids[0]).and(contains(&ids[1])));
    desk.run(&["judge", "reject", "", "--by", "ana"]).code(1).stderr(contains("no passage has an id"));
    desk.run(&["judge", "undo", "7", "--by", "ana"]).code(1).stderr(contains("there is no judgement 7"));
    desk.run(&["judge", "undo", "--by", "ana"]).code(1).stderr(contains("no judgement stands"));
    desk.run(&["judge", "list"]).code(1).stderr(contains("nothing has been judged"));
    desk.run(&["judge", "same", &ids[0], &ids[1]]).code(2).stderr(contains("--by NAME"));
    desk.run(&["judge", "list", "--db", "none.db"]).code(2).stderr(contains("there is no database"));
}
