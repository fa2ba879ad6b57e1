//! `onrecord fetch` as it is typed.

mod common;
mod web;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{field, onrecord, records};
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use web::{HTML, Server, not_found, page, respond};

/// A server of pages, without robots.txt, that takes its time.
fn server(pause: u64) -> Server {
    Server::new(move |request, to| {
        thread::sleep(Duration::from_millis(pause));
        match request.path.as_str() {
            path if path.starts_with("/news/") => page(to, path),
            _ => not_found(to),
        }
    })
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("a file"));
    files.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|e| e == "html")).collect()
}

#[test]
fn a_list_is_fetched_and_added_with_where_it_is_from() {
    let (server, folder) = (server(0), tempfile::tempdir().expect("a folder"));
    let list = folder.path().join("urls");
    let urls = ["/news/1", "/news/2", "/sport/1", "/news/3"].map(|path| server.url(path));
    fs::write(&list, format!("# today\n{}\n", urls.join("\n"))).expect("a list");
    let out = folder.path().join("out");
    let fetch = || {
        let mut command = onrecord();
        command.arg("fetch").arg(&list).arg("--out").arg(&out).args(["--allow-private", "--delay", "0"]);
        command
    };
    fetch()
        .args(["--match", "/news/", "--limit", "2", "--contact", "desk@quay.example"])
        .assert()
        .code(0)
        .stdout(contains(
            "pages     2 fetched, 0 unchanged\nlists     1 read\nskipped   1 not matching, 1 past the limit",
        ))
        .stderr("");
    fetch()
        .assert()
        .code(2)
        .stdout(contains("pages     1 fetched, 2 unchanged").and(contains("failed    1 HTTP 404")))
        .stderr(contains(format!("{}: answered 404\n  help: ", urls[2])).and(contains("--contact")));
    assert_eq!(pages(&out).len(), 3);
    let extracted = onrecord().arg("extract").arg(&out).assert().code(0).get_output().stdout.clone();
    let mut found = field(&records(&extracted), "url");
    found.sort();
    assert_eq!(found, [&*urls[0], &*urls[1], &*urls[3]]);
}

#[test]
fn what_is_typed_wrongly_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let fetch = |what: &str| {
        let mut command = onrecord();
        command.args(["fetch", what, "--contact", "desk@quay.example", "--out"]).arg(folder.path().join("out"));
        command
    };
    let nobody = fetch("http://127.0.0.1:9/news").assert().code(2);
    nobody.stderr(contains(
        "is at 127.0.0.1, which is no address of the public internet\n  help: if the site is your own",
    ));
    fetch("nothing.txt").assert().code(2).stderr(contains("nothing.txt: No such file"));
    fetch("http://").assert().code(2).stderr(contains("http://: leads to no web address"));
    fetch("https://quay.example").args(["--match", "("]).assert().code(2).stderr(contains("regex"));
    fetch("https://quay.example").args(["--delay", "soon"]).assert().code(2).stderr(contains("expected seconds"));
    let empty = folder.path().join("empty");
    fs::write(&empty, "Ten tonnes were sold.").expect("a file");
    fetch(&empty.to_string_lossy()).assert().code(2).stderr(contains("is no page"));
}

#[test]
fn a_run_that_is_killed_is_continued() {
    let (server, folder) = (server(25), tempfile::tempdir().expect("a folder"));
    let list = folder.path().join("urls");
    let urls: Vec<String> = (0..40).map(|number| server.url(&format!("/news/{number}"))).collect();
    fs::write(&list, urls.join("\n")).expect("a list");
    let out = folder.path().join("out");
    let arguments = ["--allow-private", "--delay", "0", "--contact", "desk@quay.example", "--out"];
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let child = child.arg("fetch").arg(&list).args(arguments).arg(&out).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.spawn().expect("started");
    let start = Instant::now();
    while server.paths().len() < 12 {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing is fetched");
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let had = pages(&out);
    assert!((5..40).contains(&had.len()), "{}", had.len());
    assert!(had.iter().all(|path| fs::read_to_string(path).expect("a page").ends_with("</p>")), "whole pages alone");

    onrecord().arg("fetch").arg(&list).args(arguments).arg(&out).assert().code(0).stdout(contains(" had before"));
    assert_eq!(pages(&out).len(), 40);
    let asked = server.paths().iter().filter(|path| path.starts_with("/news/")).count();
    assert!(asked <= 40 + 3, "only what was in flight is asked for again: {asked}");
}

/// A server of pages that knows when they have not changed.
fn steady(pause: u64) -> Server {
    Server::new(move |request, to| {
        thread::sleep(Duration::from_millis(pause));
        match request.path.as_str() {
            path if !path.starts_with("/news/") => not_found(to),
            _ if request.headers.get("if-none-match").is_some_and(|etag| etag == "\"one\"") => respond(to, 304, "", ""),
            "/news/nothing" => respond(to, 200, &format!("{HTML}\nETag: \"one\""), "<!doctype html><title>Hm</title>"),
            path => respond(
                to,
                200,
                &format!("{HTML}\nETag: \"one\""),
                format!(
                    "<!doctype html><title>{path}</title><p>{path}: Denmark sent 5,000 tonnes of wheat to Chad.</p>"
                ),
            ),
        }
    })
}

/// What every run against a server of the test says.
const ARGUMENTS: [&str; 5] = ["--allow-private", "--delay", "0", "--contact", "desk@quay.example"];

fn asked(server: &Server) -> usize {
    server.paths().iter().filter(|path| path.starts_with("/news/")).count()
}

/// A number that the database answers with.
fn number(db: &Path, query: &str) -> i64 {
    let conn = rusqlite::Connection::open(db).expect("opened");
    conn.query_row(query, [], |row| row.get(0)).expect("read")
}

#[test]
fn an_archive_holds_every_exchange_and_is_read_back() {
    let (server, folder) = (steady(0), tempfile::tempdir().expect("a folder"));
    let (warc, db) = (folder.path().join("news.warc.gz"), folder.path().join("news.db"));
    let fetch = |path: &str| {
        let mut command = onrecord();
        command.args(["fetch", &server.url(path), "--warc"]).arg(&warc).args(ARGUMENTS);
        command
    };
    fetch("/news/1").assert().code(0).stdout(contains("pages     1 fetched")).stderr("");
    fs::OpenOptions::new()
        .append(true)
        .open(&warc)
        .and_then(|mut file| file.write_all(&[0x1f, 0x8b, 8, 0, 0, 0]))
        .expect("torn");
    fetch("/news/2").assert().code(0).stderr(contains("its 6 bytes are cut off"));
    fetch("/sport").assert().code(2).stdout(contains("failed    1 HTTP 404"));
    fetch("/news/1").assert().code(0).stdout(contains("pages     0 fetched, 1 unchanged"));
    onrecord()
        .arg("add")
        .arg(&warc)
        .arg("--db")
        .arg(&db)
        .assert()
        .code(0)
        .stdout(contains("articles  2 read: 2 new").and(contains("1 a page as it was before")));
    assert_eq!(number(&db, "SELECT count(*) FROM article_pages"), 2);
    fs::write(folder.path().join("plain.txt"), "Ten tonnes were sold.").expect("a file");
    let mut command = onrecord();
    command.args(["fetch", &server.url("/news/1"), "--warc"]).arg(folder.path().join("plain.txt"));
    command.assert().code(2).stderr(contains("is no compressed WARC"));
}

#[test]
fn a_run_into_an_archive_that_is_killed_is_continued() {
    let (server, folder) = (steady(25), tempfile::tempdir().expect("a folder"));
    let (list, warc) = (folder.path().join("urls"), folder.path().join("news.warc.gz"));
    let urls: Vec<String> = (0..40).map(|number| server.url(&format!("/news/{number}"))).collect();
    fs::write(&list, urls.join("\n")).expect("a list");
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let child = child.arg("fetch").arg(&list).arg("--warc").arg(&warc).args(ARGUMENTS);
    let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
    let start = Instant::now();
    while asked(&server) < 12 {
        assert!(start.elapsed() < Duration::from_secs(20), "nothing is fetched");
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("killed");
    child.wait().expect("ended");

    let again = || {
        let mut command = onrecord();
        command.arg("fetch").arg(&list).arg("--warc").arg(&warc).args(ARGUMENTS).assert().code(0)
    };
    again().stdout(contains(" had before"));
    assert!(asked(&server) <= 40 + 3, "only what was in flight is asked for again: {}", asked(&server));
    again().stdout(contains("pages     0 fetched, 40 unchanged"));
    let extracted = onrecord().arg("extract").arg(&warc).assert().code(0).get_output().stdout.clone();
    let mut found = field(&records(&extracted), "url");
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 40);
}

#[test]
fn a_lexicon_is_for_the_database() {
    let (server, folder) = (steady(0), tempfile::tempdir().expect("a folder"));
    let (words, db) = (folder.path().join("words"), folder.path().join("news.db"));
    fs::create_dir(&words).expect("a folder");
    let fetch = |place: [&str; 2]| {
        let mut command = onrecord();
        command.args(["fetch", &server.url("/news/1"), place[0]]).arg(folder.path().join(place[1]));
        command.args(ARGUMENTS).arg("--lexicon").arg(&words);
        command
    };
    fetch(["--db", "news.db"]).assert().code(2).stderr(contains("has no .toml file"));
    fs::write(
        words.join("units.toml"),
        "source = \"invented\"\nlicence = \"none\"\n\n[[unit]]\nid = \"silo\"\nclass = \"count\"\nnouns = [\"silo\"]\n",
    )
    .expect("a file");
    fetch(["--out", "news"]).assert().code(2).stderr(contains("--lexicon is for --db"));
    fetch(["--db", "news.db"]).assert().code(0).stdout(contains("pages     1 fetched"));
    assert_eq!(number(&db, "SELECT count(*) FROM article_pages"), 1);
}

#[test]
fn the_database_has_articles_with_their_pages_and_asks_for_changes_alone() {
    let (server, folder) = (steady(0), tempfile::tempdir().expect("a folder"));
    let (list, db) = (folder.path().join("urls"), folder.path().join("news.db"));
    let urls = ["/news/1", "/news/2", "/news/nothing", "/sport"].map(|path| server.url(path));
    fs::write(&list, urls.join("\n")).expect("a list");
    let fetch = || {
        let mut command = onrecord();
        command.arg("fetch").arg(&list).arg("--db").arg(&db).args(ARGUMENTS);
        command
    };
    fetch().assert().code(2).stdout(
        contains("pages     3 fetched, 0 unchanged")
            .and(contains("failed    1 HTTP 404"))
            .and(contains("articles  2 read: 2 new, 0 changed, 0 unchanged"))
            .and(contains("skipped   1 no ")),
    );
    assert_eq!(number(&db, "SELECT count(*) FROM article_pages WHERE fetched LIKE '20__-__-__T__:__:__Z'"), 2);
    assert_eq!(number(&db, "SELECT count(*) FROM exchanges WHERE page IS NOT NULL AND status = 200"), 3);
    assert_eq!(number(&db, "SELECT count(*) FROM exchanges WHERE status = 404"), 2, "robots.txt and a page");
    let conn = rusqlite::Connection::open(&db).expect("opened");
    let mut query = conn.prepare("SELECT url FROM v_pages ORDER BY url").expect("a query");
    let stored: Vec<String> =
        query.query_map([], |row| row.get(0)).expect("read").map(|url| url.expect("one")).collect();
    assert_eq!(stored, urls[..2]);

    fetch().assert().code(2).stdout(
        contains("pages     0 fetched, 3 unchanged").and(contains("articles  0 read: 0 new, 0 changed, 0 unchanged")),
    );
    assert_eq!(number(&db, "SELECT count(*) FROM exchanges WHERE status = 304"), 3);
    onrecord().arg("verify").arg("--db").arg(&db).assert().code(0);
}

#[test]
fn a_run_into_the_database_that_is_killed_is_continued() {
    let (server, folder) = (steady(20), tempfile::tempdir().expect("a folder"));
    let (list, db) = (folder.path().join("urls"), folder.path().join("news.db"));
    let urls: Vec<String> = (0..100).map(|number| server.url(&format!("/news/{number}"))).collect();
    fs::write(&list, urls.join("\n")).expect("a list");
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let child = child.arg("fetch").arg(&list).arg("--db").arg(&db).args(ARGUMENTS);
    let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started");
    let start = Instant::now();
    while asked(&server) < 60 {
        assert!(start.elapsed() < Duration::from_secs(30), "nothing is fetched");
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let had = number(&db, "SELECT count(*) FROM exchanges WHERE page IS NOT NULL");
    assert!((1..100).contains(&had), "{had}");
    assert!(number(&db, "SELECT count(*) FROM article_pages") >= had, "a page that is had has its article");

    let mut again = onrecord();
    again.arg("fetch").arg(&list).arg("--db").arg(&db).args(ARGUMENTS).assert().code(0).stdout(contains(" had before"));
    assert_eq!(number(&db, "SELECT count(*) FROM article_pages"), 100);
    assert!(asked(&server) <= 100 + 32 + 3, "what was held back and in flight is asked for again: {}", asked(&server));
    onrecord().arg("verify").arg("--db").arg(&db).assert().code(0);
}

#[test]
fn addresses_are_added_behind_files() {
    let (server, folder) = (steady(0), tempfile::tempdir().expect("a folder"));
    let (file, db) = (folder.path().join("story.txt"), folder.path().join("news.db"));
    fs::write(&file, "Spain sent 700 tonnes of rice to Chad.").expect("a file");
    let add = |what: &[&str]| {
        let mut command = onrecord();
        command.arg("add").args(what).arg("--db").arg(&db).args(ARGUMENTS);
        command
    };
    let (url, file) = (server.url("/news/1"), file.to_string_lossy().into_owned());
    let first = add(&[&url, &file, "--outlet", "The Quay"]).assert().code(0);
    first.stdout(contains("articles  1 read: 1 new").count(2).and(contains("pages     1 fetched")));
    assert_eq!(number(&db, "SELECT count(*) FROM articles WHERE outlet = 'The Quay'"), 2);
    add(&[&url]).assert().code(0).stdout(contains("pages     0 fetched, 1 unchanged"));
    add(&[&server.url("/news/nothing")]).assert().code(1).stderr(contains("no page had an article"));
    add(&[&server.url("/gone"), &file]).assert().code(2).stderr(contains("answered 404"));
    let title = add(&[&url, "--title", "Wheat"]).assert().code(2);
    title.stderr(contains("--url and --title are of one article"));
    onrecord().args(["extract", &url]).assert().code(2).stderr(contains(format!("onrecord fetch {url} --out DIR")));
}

#[test]
fn one_place_is_named() {
    let fetch = |what: &[&str]| onrecord().args(["fetch", "https://quay.example"]).args(what).assert().code(2);
    fetch(&[]).stderr(contains("<--out <DIR>|--warc <FILE>|--db <FILE>>"));
    fetch(&["--out", "news", "--db", "news.db"]).stderr(contains("cannot be used with"));
}
