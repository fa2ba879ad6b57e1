//! Exports as the formats' own tools read them: programs of Python, in an environment that `ONRECORD_READERS` names (its
//! `bin/python`). Without it they are left out, and say so; `.ci/run` sets one up where it can.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{onrecord, records};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What a tool makes of some files; `None` where there is none to ask.
fn read(format: &str, files: &[&Path]) -> Option<Value> {
    let Some(python) = std::env::var_os("ONRECORD_READERS") else {
        #[allow(clippy::print_stderr, reason = "what is left out is said")]
        {
            eprintln!("NOTE: {format} is NOT read with its own tool: ONRECORD_READERS names no Python");
        }
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/read.py");
    let output = Command::new(python).arg(script).arg(format).args(files).output().expect("Python runs");
    assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("an answer"))
}

/// A database of the corpus and of hostile strings.
struct Base(TempDir);

impl Base {
    fn new() -> Self {
        let base = Self(TempDir::new().expect("a folder"));
        let hostile = naughty_strings::BLNS.iter().filter(|it| !it.trim().is_empty()).map(|it| {
            let text = format!("📦 Norway sent 2,500 tents to Kenya, {it} said. “We keep our word,” said {it}.");
            format!("{}\n", json!({ "title": it, "outlet": it, "url": it, "text": text }))
        });
        let input = base.path("in.jsonl");
        fs::write(&input, hostile.collect::<String>()).expect("a file");
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
        onrecord()
            .args(["--quiet", "add"])
            .arg(corpus)
            .arg(input)
            .arg("--db")
            .arg(base.path("base.db"))
            .assert()
            .success();
        base
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn export(&self, kind: &str, format: &str) -> PathBuf {
        let path = self.path(&format!("{kind}.{format}"));
        let (db, out) = (self.path("base.db"), &path);
        onrecord().args(["export", kind, "--format", format, "-o"]).arg(out).arg("--db").arg(db).assert().success();
        path
    }

    fn lines(&self, kind: &str) -> Vec<Value> {
        records(&fs::read(self.export(kind, "ndjson")).expect("a file"))
    }
}

#[test]
fn lines_are_what_their_schema_says() {
    let base = Base::new();
    for (kind, form) in
        [("claims", "claim"), ("evidence", "passage"), ("facts", "fact"), ("quotes", "quote"), ("articles", "document")]
    {
        let schema = onrecord().args(["schema", form]).assert().success();
        let path = base.path("schema.json");
        fs::write(&path, &schema.get_output().stdout).expect("a file");
        let lines = base.export(kind, "ndjson");
        let Some(answer) = read("schema", &[&path, &lines]) else { return };
        assert!(answer["lines"].as_u64() > Some(20), "{kind}: {answer}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_by_arrow_and_duckdb() {
    let base = Base::new();
    let Some(answer) = read("parquet", &[&base.export("claims", "parquet")]) else { return };
    let (rows, lines) = (answer["rows"].as_array().expect("rows"), base.lines("claims"));
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        for name in ["id", "actor", "recipient", "unit", "bounds", "dates", "articles", "mentions", "first_said"] {
            assert_eq!(row[name], line[name], "{name}");
        }
        assert_eq!(row["value"].as_str().map(str::to_owned), line["value"].as_number().map(ToString::to_string));
    }
    let types = &answer["types"];
    assert_eq!(
        (&types["value"], &types["amount"], &types["articles"]),
        (&json!("string"), &json!("double"), &json!("int64"))
    );
}

#[test]
fn csv_is_read_by_python() {
    let base = Base::new();
    let Some(answer) = read("csv", &[&base.export("articles", "csv")]) else { return };
    let (rows, lines) = (answer["rows"].as_array().expect("rows"), base.lines("articles"));
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        let title = row["title"].as_str().expect("a title");
        let text = line["title"].as_str().unwrap_or_default();
        assert!(title == text || title == format!("'{text}"), "{title:?} for {text:?}");
        assert_eq!(row["sha256"], line["sha256"]);
    }
}

#[test]
fn statements_are_of_the_model_of_follow_the_money() {
    let base = Base::new();
    for (kind, schema) in [("claims", "Event"), ("articles", "Article")] {
        let Some(answer) = read("ftm", &[&base.export(kind, "ftm")]) else { return };
        let entities = answer["entities"].as_array().expect("a list").iter().filter(|it| it["schema"] == schema);
        assert_eq!(entities.count(), base.lines(kind).len(), "{kind}");
    }
}

#[test]
fn linked_data_expands_without_loss() {
    let base = Base::new();
    for kind in ["claims", "facts"] {
        let Some(answer) = read("jsonld", &[&base.export(kind, "jsonld")]) else { return };
        assert!(answer["quads"].as_u64() > Some(1_000), "{kind}: {answer}");
    }
}

#[test]
fn datasette_opens_facets_and_searches_the_database() {
    let base = Base::new();
    let Some(answer) = read("datasette", &[&base.path("base.db")]) else { return };
    let views = answer["views"].as_array().expect("a list");
    for view in ["v_articles", "v_claims", "v_evidence", "v_quotes", "v_figures"] {
        assert!(views.contains(&json!(view)), "{views:?}");
    }
    assert!(answer["units"]["dose"].as_u64() > Some(3), "{answer}");
    let found: Vec<&str> = answer["found"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(found.contains(&"Ukraine sees grain exports of up to 56 million tonnes"), "{found:?}");
}
