//! `onrecord extract` on ordinary and on hostile input: what is read, what is told, what it exits with.

mod common;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::{field, fixture, onrecord, records};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

fn extract(args: &[&str]) -> Output {
    onrecord().arg("extract").args(args).output().expect("the program runs")
}

fn piped(input: &[u8]) -> Output {
    onrecord().args(["extract", "-"]).write_stdin(input).output().expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("stderr is UTF-8")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

/// A hostile fixture's records, its stderr and its exit code.
fn hostile(name: &str) -> (Vec<Value>, String, Option<i32>) {
    let output = extract(&[fixture("hostile").join(name).to_str().expect("a path in UTF-8")]);
    (records(&output.stdout), stderr(&output), code(&output))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory can be written")
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let output = onrecord().current_dir(fixture(".")).args(["extract", "ordinary"]).output().expect("the program runs");
    let records = records(&output.stdout);
    let rows: Vec<_> = records
        .iter()
        .map(|record| {
            ["path", "title", "outlet", "published", "published_from", "language"].map(|name| record[name].clone())
        })
        .collect();
    let zone = "2023-05-02T08:00:00+02:00";
    assert_eq!(
        json!(rows),
        json!([
            ["ordinary/clinic.md", "Clinics: shots for 4,000", "Vale Post", "2021-04-12T09:30:00Z", "sidecar", "en"],
            ["ordinary/flood.html", "Flood toll rises", "Vale Post", zone, "json-ld", "en"],
            ["ordinary/french.txt", null, null, null, "none", "fr"],
            ["ordinary/harbour.txt", "Grain through Lisse", "Coast Courier", "2022-10-04", "sidecar", "en"],
            ["ordinary/later/packed.txt.gz", null, null, "2020-01-02", "sidecar", null],
            ["ordinary/later/utf16.txt", null, null, null, "none", null],
            [null, null, "Wire", "2022-08-01", "sidecar", null],
            [null, null, null, null, "none", "en"],
        ])
    );
    assert_eq!(records[0]["byline"], json!(["Nora Quist", "Pell, Jr."]));
    assert_eq!(records[0]["text"], "The district will give 4,000 shots this week, officials said.\n");
    assert_eq!(
        records[1]["text"],
        "At least 12 people died in cafés along the river, the mayor’s office said.\n\nTown\tDead\n\nAldersee\t7\n\nBrool\t5"
    );
    assert_eq!(records[2]["warnings"], json!(["not extracted: language: fr"]));
    assert_eq!(records[3]["url"], "https://example.org/harbour");
    assert_eq!(records[5]["text"], "Zürich spent 40 million francs.\n");
    assert_eq!(field(&records[6..], "id"), ["w1", "7"]);
    assert_eq!(records[7]["text"], "Three ships left.");
    assert_eq!(records[7]["byline"], json!(["A. One", "B. Two"]));
    assert_eq!(stderr(&output), "note: not extracted: 1 hidden, 1 language: fr, 1 not an article's file\n");
    assert_eq!(code(&output), Some(0));
}

#[test]
fn an_id_is_the_text_s_hash_where_none_is_given() {
    let output = piped(b"Ten doses.\n");
    let record = records(&output.stdout).remove(0);
    assert_eq!(record["sha256"], "0a73a22c481008221d63cebac2b4c6a5d8291721c0b4623736914c15b5819252");
    assert_eq!(record["id"], "0a73a22c48100822");
    assert_eq!(record["path"], Value::Null);
}

#[test]
fn options_win_over_what_an_article_says() {
    let path = fixture("ordinary/harbour.txt");
    let path = path.to_str().expect("a path in UTF-8");
    let output = extract(&[
        path,
        "--published",
        "2020-02-02",
        "--outlet",
        "O",
        "--url",
        "https://u.example",
        "--title",
        "T",
        "--language",
        "de-AT",
    ]);
    let record = records(&output.stdout).remove(0);
    for (name, value) in [
        ("published", "2020-02-02"),
        ("published_from", "option"),
        ("outlet", "O"),
        ("url", "https://u.example"),
        ("title", "T"),
        ("language", "de"),
    ] {
        assert_eq!(record[name], value, "{name}");
    }
    assert_eq!(record["byline"], json!(["Ida Brandt"]), "what no option gives stays");
}

#[test]
fn options_that_cannot_be_are_refused() {
    let path = fixture("ordinary");
    let path = path.to_str().expect("a path in UTF-8");
    let output = extract(&[path, "--published", "4 May"]);
    assert!(stderr(&output).contains("expected an ISO 8601 date"), "{}", stderr(&output));
    assert_eq!(code(&output), Some(2));
    let output = extract(&[path, "--title", "T"]);
    assert!(stderr(&output).contains("--url and --title are of one article"), "{}", stderr(&output));
    assert_eq!((code(&output), output.stdout.len()), (Some(2), 0));
}

#[test]
fn a_stream_is_told_by_its_first_bytes() {
    let lines = b"{\"id\": \"a\", \"text\": \"One.\"}\r\n\n{\"id\": \"b\", \"text\": \"Two.\"}";
    for (input, texts) in [
        (&lines[..], &["One.", "Two."][..]),
        (&[b"\xef\xbb\xbf", &lines[..]].concat(), &["One.", "Two."]),
        (&gzip(lines), &["One.", "Two."]),
        (&[gzip(b"{\"text\": \"One.\"}\n"), gzip(b"{\"text\": \"Two.\"}\n")].concat(), &["One.", "Two."]),
        (b"One dose.\nTwo.", &["One dose.\nTwo."]),
        (b"\n<!DOCTYPE html><p>One<p>Two", &["<!DOCTYPE html><p>One<p>Two"]),
        (b"<!DOCTYPE html><p>One<p>Two", &["One\n\nTwo"]),
        (b"---\ntitle: T\n---\nOne.", &["One."]),
    ] {
        let output = piped(input);
        let expected: Vec<_> = texts.iter().map(|text| text.trim_start()).collect();
        let found = field(&records(&output.stdout), "text");
        assert_eq!(found.iter().map(|text| text.trim_start()).collect::<Vec<_>>(), expected);
        assert_eq!(code(&output), Some(0));
    }
}

#[test]
fn what_is_not_utf8_is_named_with_what_to_do() {
    let (records, stderr, code) = hostile("latin1.txt");
    assert_eq!((records.len(), code), (0, Some(2)));
    assert!(stderr.contains("latin1.txt: is not UTF-8 (byte 1)"), "{stderr}");
    assert!(stderr.contains("help: convert it, for instance: iconv"), "{stderr}");
    let (records, stderr, code) = hostile("binary.txt");
    assert_eq!((records.len(), code), (0, Some(2)));
    assert!(stderr.contains("binary.txt: is not text"), "{stderr}");
}

#[test]
fn an_empty_article_is_counted_and_named() {
    let (records, stderr, code) = hostile("empty.txt");
    assert_eq!((records.len(), code), (0, Some(1)));
    assert!(stderr.contains("empty.txt: has no words"), "{stderr}");
    assert!(stderr.contains("not extracted: 1 no words"), "{stderr}");
}

#[test]
fn a_bad_date_is_a_warning_and_stays_unknown() {
    let (records, _, code) = hostile("date.txt");
    assert_eq!(code, Some(0));
    assert_eq!((&records[0]["published"], &records[0]["published_from"]), (&Value::Null, &json!("none")));
    assert_eq!(records[0]["warnings"], json!(["published is no ISO 8601 date and stays unknown: the 4th of May"]));
}

#[test]
fn a_broken_line_is_named_and_the_rest_is_read() {
    let (records, stderr, code) = hostile("broken.jsonl");
    assert_eq!(field(&records, "id"), ["ok1", "ok2"]);
    assert_eq!(code, Some(2));
    for part in [
        "broken.jsonl:2: is not an article in JSON: EOF while parsing a string",
        "broken.jsonl:3: is not an article in JSON: expected an object (column 1)",
        "broken.jsonl:4: has neither \"text\" nor \"html\"",
        "broken.jsonl:5: is not an article in JSON: invalid type: integer `5`, expected a string",
        "broken.jsonl:7: is not an article in JSON: expected an object",
    ] {
        assert!(stderr.contains(part), "{part} is not in {stderr}");
    }
    assert_eq!(stderr.matches("help: one JSON object a line").count(), 1, "advice is given once: {stderr}");
}

#[test]
fn a_cut_archive_keeps_its_whole_articles() {
    let (records, stderr, code) = hostile("cut.jsonl.gz");
    assert!(records.len() > 100 && records.len() < 400, "{}", records.len());
    for (number, record) in records.iter().enumerate() {
        assert_eq!(record["id"], format!("n{number}"));
    }
    assert!(stderr.contains(&format!("cut.jsonl.gz:{}: is broken or cut short", records.len() + 1)), "{stderr}");
    assert_eq!(code, Some(2));
    for name in ["cut.txt.gz", "plain.txt.gz"] {
        let (records, stderr, code) = hostile(name);
        assert_eq!((records.len(), code), (0, Some(2)), "half an article may say what the whole does not");
        assert!(stderr.contains(&format!("{name}: is broken or cut short")), "{stderr}");
    }
}

#[test]
fn a_path_in_an_input_is_words_and_nothing_else() {
    let (records, _, code) = hostile("path.jsonl");
    assert_eq!(code, Some(0));
    assert_eq!((&records[0]["id"], &records[0]["path"]), (&json!("../../etc/passwd"), &Value::Null));
    assert_eq!(records[0]["text"], "One dose.");
}

#[test]
fn control_characters_stay_in_the_text_and_off_the_terminal() {
    let (records, _, _) = hostile("escape.txt");
    assert!(records[0]["text"].as_str().is_some_and(|text| text.starts_with("\u{1b}]0;title\u{7}")));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a\u{1b}[31m.txt");
    fs::write(&path, b"\xff").expect("a file");
    let output = onrecord().arg("extract").arg(&path).output().expect("the program runs");
    assert!(stderr(&output).contains("a\u{fffd}[31m.txt: is not UTF-8"), "{}", stderr(&output));
}

#[test]
fn what_is_not_there_or_of_no_kind_is_told() {
    let output = extract(&["no/such/file.txt", fixture("ordinary/picture.jpg").to_str().expect("a path in UTF-8")]);
    let told = stderr(&output);
    assert!(told.contains("no/such/file.txt: cannot be read"), "{told}");
    assert!(told.contains("picture.jpg: is of no known kind"), "{told}");
    assert_eq!(code(&output), Some(2));
    let folder = tempfile::tempdir().expect("a folder");
    let output = onrecord().arg("extract").arg(folder.path()).output().expect("the program runs");
    assert!(stderr(&output).contains("no article was found"), "{}", stderr(&output));
    assert_eq!(code(&output), Some(1));
}

#[test]
fn a_broken_sidecar_is_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "---\noutlet: O\n---\nTen doses.").expect("a file");
    fs::write(folder.path().join("a.json"), "{").expect("a file");
    let output = onrecord().arg("extract").arg(folder.path()).output().expect("the program runs");
    let records = records(&output.stdout);
    assert_eq!(records[0]["outlet"], "O");
    let warning = records[0]["warnings"][0].as_str().unwrap_or_default();
    assert!(warning.starts_with("its sidecar: is not an article in JSON"), "{warning}");
    assert_eq!(code(&output), Some(0));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).expect("a folder");
    fs::write(inner.join("a.txt"), "Ten doses.").expect("a file");
    std::os::unix::fs::symlink(folder.path(), inner.join("loop")).expect("a link");
    std::os::unix::fs::symlink(inner.join("a.txt"), folder.path().join("b.txt")).expect("a link");
    std::os::unix::fs::symlink(inner.join("none.txt"), folder.path().join("c.txt")).expect("a link");
    let output = onrecord().arg("extract").arg(folder.path()).output().expect("the program runs");
    assert_eq!(field(&records(&output.stdout), "text"), ["Ten doses."; 2]);
    let told = stderr(&output);
    assert!(told.contains("c.txt: cannot be read"), "{told}");
    assert!(told.contains("1 a link to its own folder"), "{told}");
    assert_eq!(code(&output), Some(2));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_where_it_is_named_and_not_where_it_lies() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe.txt");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let output = onrecord().arg("extract").arg(folder.path()).output().expect("the program runs");
    assert!(stderr(&output).contains("1 not a regular file"), "{}", stderr(&output));
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n")
    });
    let output = onrecord().arg("extract").arg(&pipe).output().expect("the program runs");
    assert_eq!(field(&records(&output.stdout), "text"), ["One.", "Two."]);
    writer.join().expect("the writer ends").expect("the pipe can be written");
}

/// Writes `count` times a mebibyte of `byte`.
fn fill(file: &mut impl Write, byte: u8, count: usize) {
    let block = vec![byte; 1 << 20];
    for _ in 0..count {
        file.write_all(&block).expect("the file can be written");
    }
}

#[test]
fn what_is_too_large_is_told_and_the_rest_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| File::create(folder.path().join(name)).expect("a file");
    let mut lines = at("a.jsonl");
    lines.write_all(b"{\"id\": \"first\", \"text\": \"One.\"}\n{\"text\": \"").expect("the file can be written");
    fill(&mut lines, b'x', 100);
    lines.write_all(b"\"}\n{\"id\": \"third\", \"text\": \"Three.\"}\n").expect("the file can be written");
    fill(&mut at("b.txt"), b'x', 33);
    let mut bomb = GzEncoder::new(at("c.html.gz"), Compression::fast());
    fill(&mut bomb, b'x', 100);
    bomb.finish().expect("the file can be written");
    fs::write(folder.path().join("d.txt"), "Four.").expect("a file");

    let output = onrecord().arg("extract").arg(folder.path()).output().expect("the program runs");
    assert_eq!(field(&records(&output.stdout), "text"), ["One.", "Three.", "Four."]);
    let told = stderr(&output);
    for name in ["a.jsonl:2", "b.txt", "c.html.gz"] {
        assert!(told.contains(&format!("{name}: is larger than 32 MiB")), "{told}");
    }
    assert_eq!(code(&output), Some(2));
}

#[test]
fn a_page_that_would_take_hours_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.html"), "<div>".repeat(1 << 20)).expect("a file");
    let output = onrecord().arg("extract").arg(folder.path()).output().expect("the program runs");
    assert!(stderr(&output).contains("a.html: is no reasonable HTML"), "{}", stderr(&output));
    assert_eq!(code(&output), Some(2));
}

/// Many small articles in one file.
fn many(path: &Path, count: usize) {
    let mut file = std::io::BufWriter::new(File::create(path).expect("a file"));
    for number in 0..count {
        writeln!(file, "{}", json!({"id": number, "text": format!("The town counted {number} doses.\n")}))
            .expect("the file can be written");
    }
}

#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl");
    many(&path, 2000);
    let run = |threads: &str| {
        let output =
            onrecord().env("RAYON_NUM_THREADS", threads).arg("extract").arg(&path).output().expect("the program runs");
        output.stdout
    };
    let one = run("1");
    let ids: Vec<_> = (0..2000).map(|number: u32| number.to_string()).collect();
    assert_eq!(field(&records(&one), "id"), ids);
    assert!(one == run("7"), "seven threads give another answer than one");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.jsonl");
    many(&path, 20_000);
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .arg("extract")
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut start = [0; 100];
    child.stdout.take().expect("a pipe").read_exact(&mut start).expect("it writes");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((code(&output), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn colours_are_off_when_piped_and_on_when_asked_for() {
    assert!(!stderr(&extract(&["no/such/file.txt"])).contains('\u{1b}'));
    assert!(stderr(&extract(&["no/such/file.txt", "--color", "always"])).contains('\u{1b}'));
}

#[test]
fn quiet_leaves_remarks_out_and_errors_in() {
    let folder = fixture("ordinary");
    let output = extract(&[folder.to_str().expect("a path in UTF-8"), "no/such/file.txt", "--quiet"]);
    assert!(stderr(&output).starts_with("error: no/such/file.txt"), "{}", stderr(&output));
    let output = extract(&[folder.to_str().expect("a path in UTF-8"), "-v"]);
    assert!(stderr(&output).contains("INFO"), "{}", stderr(&output));
}

#[test]
fn a_lexicon_that_is_none_is_refused() {
    let path = fixture("ordinary");
    let path = path.to_str().expect("a path in UTF-8");
    for (folder, part) in [("no/such/folder", "cannot read the lexicon no/such/folder"), (path, "has no .toml file")] {
        let output = extract(&[path, "--lexicon", folder]);
        assert!(stderr(&output).contains(part), "{}", stderr(&output));
        assert_eq!((code(&output), output.stdout.len()), (Some(2), 0));
    }
}

#[test]
fn the_schema_names_every_field_and_no_other() {
    let output = onrecord().args(["schema", "article"]).output().expect("the program runs");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("the schema is JSON");
    let record = records(&piped(b"Ten doses.").stdout).remove(0);
    let names = |value: &Value| -> Vec<String> {
        value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
    };
    assert_eq!(names(&schema["properties"]), names(&record));
    assert_eq!(schema["required"], json!(names(&record)));
    assert_eq!(schema["properties"]["schema"]["const"], record["schema"]);
}

#[test]
fn every_command_has_help_with_examples_and_shells_have_completions() {
    for command in ["extract", "add", "schema", "completions"] {
        let output = onrecord().args([command, "--help"]).output().expect("the program runs");
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(help.contains("Examples:") && help.contains(&format!("onrecord {command}")), "{help}");
        assert_eq!(code(&output), Some(0));
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = onrecord().args(["completions", shell]).output().expect("the program runs");
        assert!(String::from_utf8_lossy(&output.stdout).contains("extract"), "{shell}");
    }
}
