//! `onrecord verify`, as it is typed: what was tampered with is told, and where the words stand now.

mod common;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use common::{onrecord, records};
use onrecord::store::{SqliteStore, Store};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str = "<html><head><meta charset=windows-1252><title>Aid</title></head><body><article>\
    <p>Norway gave Kenya 40,000 doses on Monday.</p><p>Z\u{fc}rich gave Togo 7,000 doses.</p></article></body></html>";
const TEXT: &str = "Canada gave Togo 250,000 doses in May, and nothing since.";

/// A folder with a database of a page and of a text.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let latin: Vec<u8> = PAGE.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    fs::write(folder.path().join("a.html"), latin).expect("a page");
    fs::write(folder.path().join("b.txt"), TEXT).expect("a text");
    ran(folder.path(), &["add", "a.html", "b.txt"], 0);
    folder
}

/// What a command writes.
fn ran(folder: &Path, args: &[&str], code: i32) -> String {
    let output = onrecord().args(args).current_dir(folder).assert().code(code).get_output().stdout.clone();
    String::from_utf8(output).expect("UTF-8")
}

fn db(folder: &TempDir) -> PathBuf {
    folder.path().join("onrecord.db")
}

fn tamper(folder: &TempDir, sql: &str) {
    let changed = Connection::open(db(folder)).and_then(|conn| conn.execute(sql, [])).expect("changed");
    assert!(changed > 0, "{sql}");
}

fn set_text(folder: &TempDir, of: &str, text: &str) {
    tamper(
        folder,
        &format!("UPDATE texts SET text = '{text}' WHERE article = (SELECT n FROM articles WHERE path = '{of}')"),
    );
}

/// One article of the answer.
fn verified(folder: &TempDir, path: &str, code: i32) -> Value {
    let all = records(ran(folder.path(), &["verify", "--format", "ndjson"], code).as_bytes());
    all.into_iter().find(|it| it["path"] == path).expect("the article")
}

fn passages(article: &Value, field: &str) -> Vec<String> {
    let passages = article["passages"].as_array().expect("passages");
    passages.iter().map(|it| format!("{} {}", it["words"].as_str().expect("words"), it[field])).collect()
}

#[test]
fn what_was_not_touched_is_as_it_was_stored() {
    let folder = folder();
    let told = ran(folder.path(), &["verify"], 0);
    assert_eq!(
        told,
        "articles  2 checked: 2 as stored, 0 not\ntexts     2 as stored, 0 differ\n\
         pages     1 kept: 1 as stored, 0 differ\nread      1 as stored, 0 otherwise today\n\
         passages  3 checked: 3 found, 0 moved, 0 ambiguous, 0 gone\n"
    );
    let (page, text) = (verified(&folder, "a.html", 0), verified(&folder, "b.txt", 0));
    assert_eq!((&page["page"], &page["text"], &page["read"]), (&"same".into(), &"same".into(), &"same".into()));
    assert_eq!((&text["page"], &text["text"], &text["read"]), (&"missing".into(), &"same".into(), &"missing".into()));
    assert_eq!(passages(&page, "in_page"), ["40,000 \"found\"", "7,000 \"found\""]);
    assert_eq!(passages(&text, "in_page"), ["250,000 null"]);
}

#[test]
fn a_text_that_was_changed_tells_where_its_words_stand_now() {
    for (text, expected, moved_to) in [
        (TEXT.replace("Canada", "Flanders"), "250,000 \"moved\"", Value::from(19)),
        (TEXT.replace("Canada", "É"), "250,000 \"moved\"", Value::from(12)),
        (TEXT.replace("Canada", "250,000 or 250,000"), "250,000 \"ambiguous\"", Value::Null),
        (TEXT.replace("250,000", "1,250,000"), "250,000 \"gone\"", Value::Null),
        (TEXT.replace("May", "June"), "250,000 \"found\"", Value::Null),
        (String::new(), "250,000 \"gone\"", Value::Null),
    ] {
        let folder = folder();
        set_text(&folder, "b.txt", &text);
        let article = verified(&folder, "b.txt", 1);
        assert_eq!((&article["text"], &article["sound"]), (&"differs".into(), &false.into()));
        assert_eq!(passages(&article, "in_text"), [expected], "{text}");
        assert_eq!(article["passages"][0]["moved_to"], moved_to, "{text}");
    }
}

#[test]
fn the_page_still_knows_what_the_text_was() {
    let folder = folder();
    set_text(&folder, "a.html", "Norway gave 7,000 and 40,000. Zürich gave Togo 7,000 doses.");
    let article = verified(&folder, "a.html", 1);
    assert_eq!((&article["page"], &article["read"]), (&"same".into(), &"same".into()));
    assert_eq!(passages(&article, "in_page"), ["40,000 \"found\"", "7,000 \"found\""]);
    // the second 7,000 is told by its sentence, which the page has
    assert_eq!(passages(&article, "in_text"), ["40,000 \"moved\"", "7,000 \"moved\""]);
    let told = ran(folder.path(), &["verify"], 1);
    assert!(told.contains("   the text is not the one that was stored: its hash differs\n"), "{told}");
    assert!(told.contains(": moved to byte 22; in the page: found\n"), "{told}");
}

#[test]
fn another_page_is_told_by_its_hash_and_a_damaged_one_by_its_name() {
    let folder = folder();
    let other = zstd::encode_all(&b"<p>Norway gave Kenya 41,000 doses.</p>"[..], 3).expect("packed");
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    tamper(&folder, &format!("UPDATE pages SET zstd = x'{}'", hex(&other)));
    let article = verified(&folder, "a.html", 1);
    assert_eq!(
        (&article["page"], &article["text"], &article["read"]),
        (&"differs".into(), &"same".into(), &"missing".into())
    );
    assert_eq!(passages(&article, "in_text"), ["40,000 \"found\"", "7,000 \"found\""]);

    for sql in ["UPDATE pages SET zstd = x'00112233'", "UPDATE article_pages SET blocks = '[[9,1,\"/p\"]]'"] {
        tamper(&folder, sql);
        let article = verified(&folder, "a.html", 2);
        assert_eq!((&article["page"], &article["sound"]), (&"damaged".into(), &false.into()));
        let told = ran(folder.path(), &["verify"], 2);
        assert!(told.contains("a.html\n   the page cannot be read: "), "{told}");
        assert!(told.contains("articles  2 checked: 1 as stored, 1 not\n"), "the rest goes on: {told}");
    }
}

#[test]
fn a_passage_out_of_its_text_is_no_fault_of_the_program() {
    let folder = folder();
    tamper(&folder, "UPDATE evidence SET start = 4000000000, \"end\" = 7, sentence_end = 4000000001");
    let article = verified(&folder, "a.html", 1);
    let mut moved = passages(&article, "in_text");
    moved.sort_unstable();
    assert_eq!(moved, ["40,000 \"moved\"", "7,000 \"moved\""]);
    tamper(&folder, "UPDATE evidence SET start = -1");
    let article = verified(&folder, "a.html", 2);
    assert!(article["damages"][0].as_str().is_some_and(|it| it.starts_with("the list of its passages")), "{article}");
}

#[test]
fn one_claim_is_checked_by_its_id() {
    let folder = folder();
    set_text(&folder, "b.txt", "nothing");
    let claims = records(ran(folder.path(), &["claims", "--format", "ndjson"], 0).as_bytes());
    let of = |recipient: &str, actor: &str| {
        let fits = |it: &&Value| it["recipient"][0] == recipient && it["actor"].to_string().contains(actor);
        claims.iter().find(fits).and_then(|it| it["id"].as_str()).expect("a claim").to_owned()
    };
    let sound = records(ran(folder.path(), &["verify", "--format", "ndjson", &of("KE", "NO")[..10]], 0).as_bytes());
    assert_eq!((sound.len(), passages(&sound[0], "in_text")), (1, vec!["40,000 \"found\"".to_owned()]));
    ran(folder.path(), &["verify", &of("KE", "NO"), &of("TG", "CA")], 1);
    ran(folder.path(), &["verify", "nonesuch"], 1);
    ran(folder.path(), &["verify", "--db", "none.db"], 2);
}

#[test]
fn a_replaced_version_keeps_its_page() {
    let folder = folder();
    fs::write(folder.path().join("a.html"), PAGE.replace("40,000", "50,000")).expect("a page");
    ran(folder.path(), &["add", "a.html"], 0);
    let all = records(ran(folder.path(), &["verify", "--format", "ndjson"], 0).as_bytes());
    let versions: Vec<_> = all.iter().filter(|it| it["path"] == "a.html").map(|it| &it["current"]).collect();
    assert_eq!(versions, [&Value::from(false), &Value::from(true)]);
    tamper(&folder, "UPDATE texts SET text = 'other' WHERE article = 1");
    assert!(ran(folder.path(), &["verify"], 1).contains(", version 1, replaced  a.html\n"));
}

#[test]
fn an_older_database_gets_its_pages_when_they_are_added_again() {
    let folder = folder();
    support::take_back(&db(&folder), 5);
    ran(folder.path(), &["verify"], 2);
    drop(SqliteStore::open(&db(&folder)).expect("brought up to date"));
    assert!(ran(folder.path(), &["verify"], 0).contains("pages     0 kept"));
    let told = ran(folder.path(), &["add", "a.html", "b.txt"], 0);
    assert!(told.contains("2 unchanged"), "{told}");
    assert!(ran(folder.path(), &["verify"], 0).contains("pages     1 kept: 1 as stored"));
}

#[test]
fn a_page_is_kept_once_whoever_shares_it() {
    let folder = folder();
    fs::write(folder.path().join("twice.jsonl"), {
        let line = |n| serde_json::json!({ "id": format!("j{n}"), "html": PAGE }).to_string();
        format!("{}\n{}\n", line(1), line(2))
    })
    .expect("lines");
    ran(folder.path(), &["add", "twice.jsonl"], 0);
    let conn = Connection::open(db(&folder)).expect("opened");
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("counted");
    assert_eq!((count("SELECT count(*) FROM pages"), count("SELECT count(*) FROM v_pages")), (2, 3));
    assert!(ran(folder.path(), &["verify"], 0).contains("read      3 as stored"));
    assert_eq!(SqliteStore::open(&db(&folder)).and_then(|store| store.totals()).expect("totals").articles, 4);
}
