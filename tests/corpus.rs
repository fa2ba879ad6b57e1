//! The whole program over whole corpora: `corpus/articles`, the sentences of `corpus/rules`, and what the environment
//! variable `ONRECORD_CORPUS` names (paths apart by `:`, read as `onrecord extract` reads them).

mod common;

use std::path::{Path, PathBuf};

use common::{onrecord, records};
use serde_json::Value;
use tempfile::TempDir;

fn articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles")
}

/// Everything that has `start`, `end` and `text`, anywhere in a record.
fn passages<'v>(value: &'v Value, found: &mut Vec<(usize, usize, &'v str)>) {
    match value {
        Value::Object(fields) => {
            let offset = |name: &str| fields.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
            if let (Some(start), Some(end), Some(text)) =
                (offset("start"), offset("end"), fields.get("text").and_then(Value::as_str))
            {
                found.push((start, end, text));
            }
            fields.values().for_each(|value| passages(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| passages(value, found)),
        _ => {}
    }
}

#[test]
fn every_passage_is_what_stands_at_its_place() {
    let dir = TempDir::new().expect("a folder");
    let sentences = dir.path().join("sentences.txt");
    let mut all = String::new();
    for file in std::fs::read_dir(articles().join("../rules")).expect("the rules") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a file of rules");
        all.extend(text.lines().filter_map(|line| line.strip_prefix("> ")).flat_map(|line| [line, "\n\n"]));
    }
    std::fs::write(&sentences, all).expect("written");
    let own = std::env::var("ONRECORD_CORPUS").unwrap_or_default();
    let named = own.split(':').filter(|path| !path.is_empty()).map(PathBuf::from);
    let mut seen = 0;
    for corpus in [articles(), sentences].into_iter().chain(named) {
        let output = onrecord().arg("extract").arg("--quiet").arg(&corpus).output().expect("it runs");
        assert_ne!(output.status.code(), Some(2), "{}: {}", corpus.display(), String::from_utf8_lossy(&output.stderr));
        for record in records(&output.stdout) {
            let text: Vec<char> = record["text"].as_str().expect("a text").chars().collect();
            let mut found = Vec::new();
            for kind in ["quantities", "dates", "places", "people", "quotes", "sources", "claims"] {
                passages(&record[kind], &mut found);
            }
            seen += found.len();
            for (start, end, words) in found {
                let there: String = text.get(start..end).unwrap_or_default().iter().collect();
                assert_eq!(there, words, "{} at {start}", record["id"]);
            }
        }
    }
    assert!(seen > 1000, "only {seen} passages were looked at");
}

fn claims(db: &Path) -> String {
    let output = onrecord().args(["claims", "--format", "ndjson", "--db"]).arg(db).output().expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn any_order_and_twice_give_the_same_claims() {
    let dir = TempDir::new().expect("a folder");
    let once = dir.path().join("once.db");
    // relative, so that both know the articles by the same paths
    let mut files: Vec<PathBuf> = std::fs::read_dir(articles())
        .expect("the corpus")
        .map(|entry| Path::new("corpus/articles").join(entry.expect("a file").file_name()))
        .filter(|path| path.extension().is_none_or(|ending| ending != "json"))
        .collect();
    files.sort();
    let add = |db: &Path, paths: &[PathBuf]| {
        let mut command = onrecord();
        let status = command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["add", "--quiet", "--db"])
            .arg(db)
            .args(paths)
            .output();
        assert!(status.expect("it runs").status.success());
    };
    add(&once, &files);
    let again = dir.path().join("again.db");
    files.reverse();
    for file in &files {
        add(&again, std::slice::from_ref(file));
    }
    add(&again, &files);
    assert!(claims(&once).lines().count() > 100);
    assert_eq!(claims(&once), claims(&again));
}

#[test]
fn two_papers_that_run_one_agency_are_one_origin() {
    let dir = TempDir::new().expect("a folder");
    let db = dir.path().join("papers.db");
    onrecord().args(["add", "--quiet", "--db"]).arg(&db).arg(articles()).assert().success();
    let all = records(claims(&db).as_bytes());
    let ordered =
        all.iter().find(|claim| claim["action"] == "order" && claim["actor"][0] == "NO").expect("Norway's order");
    assert_eq!((&ordered["articles"], &ordered["origins"]), (&Value::from(2), &Value::from(1)));
}
