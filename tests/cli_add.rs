//! `onrecord add`: what the summary says, what the database keeps, what a second run changes.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use common::{field, fixture, onrecord, records};
use onrecord::store::{SqliteStore, Store, Totals};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn add(db: &Path, paths: &[&Path]) -> Output {
    onrecord().arg("add").arg("--db").arg(db).args(paths).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8")
}

fn totals(db: &Path) -> Totals {
    SqliteStore::open(db).and_then(|store| store.totals()).expect("the database can be read")
}

#[test]
fn the_summary_counts_what_was_read_and_what_was_not() {
    let folder = folder();
    let db = folder.path().join("a.db");
    let output = add(&db, &[&fixture("ordinary"), &fixture("hostile/empty.txt"), &fixture("hostile/latin1.txt")]);
    let told = stdout(&output);
    assert!(told.contains("articles  8 read: 8 new, 0 changed, 0 unchanged\n"), "{told}");
    assert!(told.contains("undated   3 without a publication date"), "{told}");
    assert!(told.contains("skipped   1 hidden, 1 language: fr, 1 no words, 1 not an article's file\n"), "{told}");
    assert!(told.contains("errors    1 not read"), "{told}");
    for line in ["figures   ", "claims    "] {
        assert!(told.contains(line), "{told}");
    }
    assert_eq!(output.status.code(), Some(2), "one input could not be read");
    assert_eq!(totals(&db).articles, 8);
}

#[test]
fn of_a_thousand_pages_fifty_are_broken_and_named() {
    let folder = folder();
    let (pages, db) = (folder.path().join("pages"), folder.path().join("a.db"));
    fs::create_dir(&pages).expect("a folder");
    for n in 0..1000 {
        let page = match n % 100 {
            7 => b"\x89PNG\r\n\x1a\n".iter().copied().chain((0..=255).cycle().take(4000)).collect(),
            27 => b"\xff\xfe\x00\xd8".repeat(50),
            47 => "<div>".repeat(100_000).into_bytes(),
            67 => b"\xfe\xff\xd8\x00\xd8\x00".to_vec(),
            87 => "<section>".repeat(100_000).into_bytes(),
            _ => format!(
                "<article><h1>Report {n}</h1><p>Norway gave Chad {n} tents on Monday, officials said.</article>"
            )
            .into_bytes(),
        };
        fs::write(pages.join(format!("{n:03}.html")), page).expect("written");
    }
    let output = add(&db, &[&pages]);
    let (told, errors) = (stdout(&output), String::from_utf8_lossy(&output.stderr).into_owned());
    assert!(told.contains("articles  950 read: 950 new, 0 changed, 0 unchanged\n"), "{told}");
    assert!(told.contains("errors    50 not read, told above\n"), "{told}");
    assert_eq!(output.status.code(), Some(2));
    for n in (7..1000).step_by(20) {
        assert!(errors.contains(&format!("{n:03}.html: ")), "{n}: {errors}");
    }
    assert_eq!(totals(&db).articles, 950);
}

#[test]
fn the_same_again_changes_nothing() {
    let folder = folder();
    let db = folder.path().join("a.db");
    assert_eq!(add(&db, &[&fixture("ordinary")]).status.code(), Some(0));
    let before = totals(&db);
    let told = stdout(&add(&db, &[&fixture("ordinary"), &fixture("ordinary")]));
    assert!(told.contains("articles  16 read: 0 new, 0 changed, 16 unchanged\n"), "{told}");
    assert_eq!(totals(&db), before);
}

#[test]
fn a_changed_file_is_a_new_version() {
    let folder = folder();
    let db = folder.path().join("a.db");
    let path = folder.path().join("a.txt");
    for (text, line) in [("Four doses.", "1 read: 1 new, 0 changed"), ("Five doses.", "1 read: 0 new, 1 changed")] {
        fs::write(&path, text).expect("a file");
        let told = stdout(&add(&db, &[&path]));
        assert!(told.contains(line), "{told}");
    }
    let totals = totals(&db);
    assert_eq!((totals.articles, totals.versions), (1, 1));
}

#[test]
fn lines_of_one_file_are_articles_of_their_own() {
    let folder = folder();
    let db = folder.path().join("a.db");
    let path = folder.path().join("today.jsonl");
    for (text, count) in [("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n", 2), ("{\"text\": \"Three.\"}\n", 3)] {
        fs::write(&path, text).expect("a file");
        assert_eq!(add(&db, &[&path]).status.code(), Some(0));
        assert_eq!(totals(&db).articles, count, "a file that is written anew every day takes nothing back");
    }
}

#[test]
fn a_run_that_is_killed_leaves_a_good_database_and_the_next_completes_it() {
    let folder = folder();
    let db = folder.path().join("a.db");
    let path = folder.path().join("a.jsonl");
    let lines: String = (0..3000)
        .map(|number| format!("{{\"id\": {number}, \"text\": \"The town counted {number} doses.\"}}\n"))
        .collect();
    fs::write(&path, lines).expect("a file");
    for pause in [5, 20, 60] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["add", "--db"])
            .args([&db, &path])
            .stdout(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        assert!(totals(&db).articles <= 3000);
    }
    assert_eq!(add(&db, &[&path]).status.code(), Some(0));
    assert_eq!(totals(&db).articles, 3000);
    let told = stdout(&add(&db, &[&path]));
    assert!(told.contains("3000 unchanged"), "{told}");
}

#[test]
fn what_is_stored_is_what_extract_writes() {
    let folder = folder();
    let db = folder.path().join("a.db");
    assert_eq!(add(&db, &[&fixture("ordinary")]).status.code(), Some(0));
    let output = onrecord().arg("extract").arg(fixture("ordinary")).output().expect("the program runs");
    let store = SqliteStore::open(&db).expect("the database can be read");
    let records = records(&output.stdout);
    for (id, record) in field(&records, "id").iter().zip(&records) {
        let article = store.article(id).expect("the database can be read").expect("the article is there");
        assert_eq!(article.text, record["text"]);
        assert_eq!(article.published.map(|published| published.text).as_deref(), record["published"].as_str());
        assert_eq!(article.published_from.as_str(), record["published_from"]);
        assert_eq!(article.title.as_deref(), record["title"].as_str());
    }
}

#[test]
fn quiet_says_nothing_and_piped_shows_no_bar() {
    let folder = folder();
    let db = folder.path().join("a.db");
    let output =
        onrecord().args(["add", "-q", "--db"]).arg(&db).arg(fixture("ordinary")).output().expect("the program runs");
    assert_eq!((output.stdout.len(), output.stderr.len()), (0, 0));
    let output = add(&db, &[&fixture("ordinary")]);
    assert_eq!(output.stderr.len(), 0, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!stdout(&output).contains('\u{1b}'));
}

#[test]
fn a_database_that_cannot_be_made_is_told() {
    let output = add(Path::new("no/such/folder/a.db"), &[&fixture("ordinary")]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("no/such/folder/a.db"), "{told}");
    assert_eq!(output.status.code(), Some(2));
}
