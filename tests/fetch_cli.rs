//! `onrecord fetch` as it is typed.

mod common;
mod web;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::{field, onrecord, records};
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use web::{Server, not_found, page};

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
