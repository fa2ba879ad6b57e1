//! The pages of `README.md` and `docs/`, run against the built program: every example's output is what it writes today.
//!
//! Each page has a folder of its own, which holds `corpus/articles`, and its examples run in it from top to bottom:
//! - `console`: after `$ ` a command for `sh`, then what it writes, errors too; long lines of JSON are laid out, and
//!   `onrecord show` is given the first claim of the table before it, since ids change with what is found;
//! - `toml file=NAME`, `text file=NAME`: a file that the examples after it find;
//! - `json facts=KIND published=DATE`: what is found of that kind in the sentence quoted above it (`> …`);
//! - `sql`: a query on `onrecord.db`, and what it gives in the `text` block behind it.
//!
//! Run with `ONRECORD_REWRITE=1` to write what comes out now, and review the diff.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rusqlite::types::ValueRef;
use serde_json::Value;
use tempfile::TempDir;

/// The widest line of JSON in an example, in characters.
const WIDTH: usize = 110;

#[test]
fn every_example_writes_what_the_page_says() {
    let rewrite = std::env::var_os("ONRECORD_REWRITE").is_some();
    let mut wrong = Vec::new();
    for page in pages() {
        let have = read(&page);
        let want = Page::new().run(&have);
        assert!(want.1 > 0, "{} has no example", page.display());
        if have == want.0 {
            continue;
        }
        if rewrite {
            fs::write(&page, want.0).expect("a page that can be written");
        } else {
            wrong.push(format!("{}:\n{}", page.display(), differences(&have, &want.0)));
        }
    }
    assert!(wrong.is_empty(), "`ONRECORD_REWRITE=1 cargo test --test docs` refreshes:\n{}", wrong.join("\n"));
}

#[test]
fn every_command_is_documented() {
    let help = Page::new().sh("onrecord --help");
    let listed =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
    let commands: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once(' '))
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty() && *name != "help")
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    let page = read(&root().join("docs/commands.md"));
    let readme = read(&root().join("README.md"));
    for command in commands {
        let section = section(&page, &format!("## {command}"));
        let section = section.unwrap_or_else(|| panic!("docs/commands.md has no section `## {command}`"));
        let examples = section
            .lines()
            .filter(|line| line.starts_with("$ ") && line.contains(&format!("onrecord {command}")))
            .count();
        assert!(section.contains(&format!("$ onrecord {command} -h\n")), "`{command}`: its options are not shown");
        assert!(examples >= 2, "`{command}` has no example but its help");
        assert!(readme.contains(&format!("onrecord {command}")), "README.md does not name `onrecord {command}`");
    }
}

#[test]
fn every_kind_of_fact_is_documented() {
    let schema: Value = serde_json::from_str(&Page::new().sh("onrecord schema article")).expect("the schema is JSON");
    let fields = schema["properties"].as_object().expect("an article has properties");
    let kinds: Vec<(&String, &str)> =
        fields.iter().filter_map(|(name, field)| Some((name, field["items"]["$ref"].as_str()?))).collect();
    assert!(kinds.len() >= 7, "{kinds:?}");
    let page = read(&root().join("docs/facts.md"));
    for (kind, form) in kinds {
        let heading = format!("## {}{}", kind[..1].to_uppercase(), &kind[1..]);
        let section = section(&page, &heading).unwrap_or_else(|| panic!("docs/facts.md has no section `{heading}`"));
        assert!(section.contains(&format!("```json facts={kind} ")), "`{heading}` has no example");
        let words = closed_words(&schema["$defs"][form.trim_start_matches("#/$defs/")]["properties"]);
        let untold: Vec<&str> = words.into_iter().filter(|word| !section.contains(&format!("`{word}`"))).collect();
        assert!(untold.is_empty(), "`{heading}` does not say what these are: {untold:?}");
    }
}

#[test]
fn every_lexicon_file_is_documented() {
    let page = read(&root().join("docs/lexicon.md"));
    let folder = fs::read_dir(root().join("src/lexicon")).expect("the lexicon");
    let names = folder.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned());
    let present: BTreeSet<String> = names.filter(|name| name.ends_with(".toml")).collect();
    let row = regex::Regex::new(r"`([a-z-]+\.toml)`").expect("a pattern");
    let told: BTreeSet<String> = row.captures_iter(&page).map(|found| found[1].to_owned()).collect();
    assert_eq!(told, present, "files that docs/lexicon.md tells of, and those of src/lexicon");
}

#[test]
fn the_readme_opens_with_two_commands() {
    let readme = read(&root().join("README.md"));
    let block = readme.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block of commands");
    let lines: Vec<&str> = block.lines().collect();
    assert!(matches!(lines[..], [first, second] if first.contains(" add corpus/articles") && second == "cargo test"));
}

#[test]
fn links_lead_somewhere() {
    let link = regex::Regex::new(r"\]\(([^)#:]+)(?:#[^)]*)?\)").expect("a pattern");
    let others = ["ARCHITECTURE.md", "CHANGELOG.md"].map(|name| root().join(name));
    for page in pages().into_iter().chain(others) {
        for found in link.captures_iter(&read(&page)) {
            let target = page.parent().expect("a folder").join(&found[1]);
            assert!(target.exists(), "{}: nothing is at {}", page.display(), &found[1]);
        }
    }
}

/// One page's folder, in which its examples run.
struct Page(TempDir);

impl Page {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let articles = folder.path().join("corpus/articles");
        fs::create_dir_all(&articles).expect("a folder");
        for entry in fs::read_dir(root().join("corpus/articles")).expect("the articles") {
            let path = entry.expect("an article").path();
            fs::copy(&path, articles.join(path.file_name().expect("a name"))).expect("a copy");
        }
        Self(folder)
    }

    /// The page with every output as it is now, and how many examples it has.
    fn run(&self, page: &str) -> (String, usize) {
        let (mut out, mut examples) = (String::new(), 0);
        let (mut quoted, mut listed, mut answer) = (String::new(), String::new(), None);
        let mut lines = page.lines().peekable();
        while let Some(line) = lines.next() {
            let _ = writeln!(out, "{line}");
            if let Some(words) = line.strip_prefix("> ") {
                words.clone_into(&mut quoted);
            }
            let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let body = block.iter().map(|line| format!("{line}\n")).collect::<String>();
            let option = |name: &str| info.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
            examples += 1;
            let fresh = if info == "console" {
                self.session(&block, &mut listed)
            } else if info == "sql" {
                answer = Some(self.query(&body));
                body
            } else if let Some(kind) = option("facts") {
                self.facts(kind, &quoted, option("published"))
            } else if let Some(name) = option("file") {
                let path = self.0.path().join(name);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, &body).expect("a file");
                body
            } else if let Some(answer) = (info == "text").then(|| answer.take()).flatten() {
                answer
            } else {
                assert!(["sh", "rust", "text"].contains(&info), "no such block: {info}");
                examples -= 1;
                body
            };
            let _ = writeln!(out, "{fresh}```");
        }
        (out, examples)
    }

    /// Runs a block of commands. `listed` is the first claim of the last table of claims.
    fn session(&self, block: &[&str], listed: &mut String) -> String {
        let mut out = String::new();
        let mut lines = block.iter().peekable();
        while let Some(line) = lines.next() {
            let Some(command) = line.strip_prefix("$ ") else { continue };
            let mut command = match command.strip_prefix("onrecord show ").and_then(|rest| rest.split(' ').next()) {
                Some(id) if id.chars().all(|c| c.is_ascii_hexdigit()) => command.replace(id, listed),
                _ => command.to_owned(),
            };
            while let Some(more) = lines.next_if(|_| command.ends_with('\\')) {
                let _ = write!(command, "\n{more}");
            }
            let written = self.sh(&command);
            if let Some((_, rows)) = written.split_once('\n').filter(|(head, _)| head.starts_with("CLAIM ")) {
                *listed = rows.split(' ').next().unwrap_or_default().to_owned();
            }
            let _ = writeln!(out, "$ {command}");
            for line in written.lines() {
                let json = serde_json::from_str::<Value>(line).ok().filter(|_| line.len() > WIDTH);
                let _ = writeln!(out, "{}", json.map_or_else(|| line.to_owned(), |json| laid_out(&json)));
            }
        }
        out
    }

    /// What a command line writes, to stdout and stderr as they come.
    fn sh(&self, command: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_onrecord"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = program.parent().map(Path::to_owned).into_iter().chain(std::env::split_paths(&path));
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!("exec 2>&1\n{command}"))
            .current_dir(self.0.path())
            .env("PATH", std::env::join_paths(folders).expect("a search path"))
            .env("COLUMNS", "100")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null())
            .output()
            .expect("sh runs");
        String::from_utf8(output.stdout).expect("the output is UTF-8")
    }

    fn facts(&self, kind: &str, sentence: &str, published: Option<&str>) -> String {
        assert!(!sentence.is_empty(), "an example of {kind} has no sentence");
        fs::write(self.0.path().join("sentence.txt"), sentence.replace(" / ", "\n\n")).expect("a file");
        let published = published.map(|day| format!(" --published {day}")).unwrap_or_default();
        let article = self.sh(&format!("onrecord extract sentence.txt{published}"));
        let article: Value = serde_json::from_str(&article).unwrap_or_else(|_| panic!("{sentence}: {article}"));
        let facts = article[kind].as_array().unwrap_or_else(|| panic!("an article has no {kind}"));
        assert!(!facts.is_empty(), "no {kind} in {sentence:?}");
        facts.iter().map(|fact| format!("{}\n", laid_out(fact))).collect()
    }

    /// Columns with their names, as far apart as their widest value.
    fn query(&self, sql: &str) -> String {
        let db = rusqlite::Connection::open(self.0.path().join("onrecord.db")).expect("a database");
        let mut statement = db.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let mut table = vec![statement.column_names().into_iter().map(str::to_owned).collect::<Vec<_>>()];
        let columns = table[0].len();
        let mut rows = statement.query([]).expect("a query without parameters");
        while let Some(row) = rows.next().expect("a row") {
            table.push((0..columns).map(|column| cell(row.get_ref(column).expect("a value"))).collect());
        }
        let wide = |column: usize| table.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(wide).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
        };
        table.iter().map(line).collect()
    }
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(words) | ValueRef::Blob(words) => String::from_utf8_lossy(words).into_owned(),
    }
}

/// JSON that is read by people: what fits a line stands in one, the fields of an object as many a line as fit.
fn laid_out(value: &Value) -> String {
    let mut out = String::new();
    lay(value, 0, &mut out);
    out
}

fn lay(value: &Value, indent: usize, out: &mut String) {
    let short = spaced(value);
    if indent + short.chars().count() <= WIDTH {
        out.push_str(&short);
        return;
    }
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, field)| (format!("\"{name}\": "), field)).collect(),
        Value::Array(items) => items.iter().map(|item| (String::new(), item)).collect(),
        _ => return out.push_str(&short),
    };
    let (open, close) = if value.is_object() { ("{ ", " }") } else { ("[", "]") };
    out.push_str(open);
    let inner = indent + open.len();
    let mut used = 0;
    for (index, (name, part)) in parts.iter().enumerate() {
        let length = name.chars().count() + spaced(part).chars().count() + 2;
        if index > 0 {
            let fits = value.is_object() && inner + used + length <= WIDTH;
            out.push_str(if fits { ", " } else { ",\n" });
            if !fits {
                out.push_str(&" ".repeat(inner));
                used = 0;
            }
        }
        used += length;
        out.push_str(name);
        lay(part, inner, out);
    }
    out.push_str(close);
}

/// JSON in one line, with spaces.
fn spaced(value: &Value) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Value::Object(fields) => {
            format!(
                "{{ {} }}",
                list(fields.iter().map(|(name, field)| format!("\"{name}\": {}", spaced(field))).collect())
            )
        }
        Value::Array(items) => format!("[{}]", list(items.iter().map(spaced).collect())),
        plain => plain.to_string(),
    }
}

/// All the words that fields can have as their value, where these are a closed set.
fn closed_words(fields: &Value) -> Vec<&str> {
    let fields = fields.as_object().into_iter().flat_map(|fields| fields.values());
    let sets = fields.flat_map(|field| [&field["enum"], &field["anyOf"][0]["enum"]]);
    sets.filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect()
}

/// The part of a page from a heading to the next of its rank.
fn section<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let start = page.find(&format!("\n{heading}\n"))? + 1;
    let rest = &page[start..];
    Some(rest[2..].find("\n## ").map_or(rest, |end| &rest[..end + 2]))
}

/// The first lines that differ.
fn differences(have: &str, want: &str) -> String {
    let sides = [have, want].map(|side| side.lines().collect::<BTreeSet<_>>());
    let show = |sign: char, from: &str, other: &BTreeSet<&str>| {
        let lines = from.lines().filter(|line| !other.contains(line)).take(20);
        lines.map(|line| format!("{sign} {line}\n")).collect::<String>()
    };
    show('-', have, &sides[1]) + &show('+', want, &sides[0])
}

fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).expect("a folder docs");
    let docs = docs.map(|entry| entry.expect("a page").path());
    let mut pages: Vec<PathBuf> = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.push(root().join("README.md"));
    pages.sort();
    pages
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
