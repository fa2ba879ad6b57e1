//! What `ARCHITECTURE.md` promises, checked: who may import whom, what the core must not touch, and what every file of
//! a kind states of itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The modules of the crate with their floors. A module imports from floors below its own, never from its neighbours.
const FLOORS: &[(&str, u8)] = &[
    ("model", 0),
    ("text", 1),
    ("lexicon", 2),
    ("extract", 3),
    ("claims", 4),
    ("fetch", 4),
    ("store", 4),
    ("pipeline", 5),
    ("record", 5),
    ("mcp", 6),
    ("web", 6),
    ("cli", 7),
];

/// The pure modules, with the crates that each may use.
const CORE: &[(&str, &[&str])] = &[
    ("model", &["jiff", "rust_decimal"]),
    ("text", &["foldhash", "rust_decimal", "unicode_normalization", "unicode_segmentation"]),
    ("lexicon", &["foldhash", "rust_decimal", "serde", "thiserror", "toml"]),
    ("extract", &["foldhash", "jiff", "rust_decimal"]),
    ("claims", &["foldhash", "jiff", "rust_decimal", "sha2"]),
];

/// What of the standard library reaches out of a pure function.
const IMPURE: &[&str] = &["env", "fs", "io", "net", "process", "thread", "time"];

/// Crates that one module keeps to itself.
const KEPT: &[(&str, &str)] = &[
    ("anstream", "cli"),
    ("anyhow", "cli"),
    ("axum", "web"),
    ("clap", "cli"),
    ("csv", "record"),
    ("feed_rs", "fetch"),
    ("getrandom", "web"),
    ("indicatif", "cli"),
    ("maud", "web"),
    ("parquet", "record"),
    ("quick_xml", "fetch"),
    ("rayon", "pipeline"),
    ("reqwest", "fetch"),
    ("rmcp", "mcp"),
    ("robotxt", "fetch"),
    ("rusqlite", "store"),
    ("rusqlite_migration", "store"),
    ("schemars", "record"),
    ("scraper", "fetch"),
    ("whatlang", "fetch"),
];

#[test]
fn every_module_has_a_floor() {
    let modules: BTreeSet<String> = sources().into_iter().map(|source| source.module[0].clone()).collect();
    let floors: BTreeSet<String> = FLOORS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(modules, floors, "src/ and the table of floors differ");
    let page = read(&root().join("ARCHITECTURE.md"));
    let untold: Vec<&String> = modules.iter().filter(|module| !page.contains(&format!("`{module}"))).collect();
    assert!(untold.is_empty(), "ARCHITECTURE.md says nothing of {untold:?}");
}

#[test]
fn imports_go_one_way() {
    let mut wrong = Vec::new();
    for source in sources() {
        let own = source.module[0].as_str();
        for other in source.imports().iter().filter_map(|path| path.first()) {
            let floors = (floor(own), floor(other));
            if other != own && matches!(floors, (Some(own), Some(other)) if other >= own) {
                wrong.push(format!("{} (floor {:?}) imports {other} (floor {:?})", source.name, floors.0, floors.1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_command_starts_each_face() {
    for (face, command) in [("web", "src/cli/serve.rs"), ("mcp", "src/cli/mcp.rs")] {
        let sees = |source: &Source| source.module[0] == "cli" && source.imports().iter().any(|path| path[0] == face);
        let seeing: Vec<String> = sources().into_iter().filter(sees).map(|source| source.name).collect();
        assert_eq!(seeing, [command]);
    }
}

#[test]
fn kinds_of_facts_do_not_see_each_others_insides() {
    let sources = sources();
    let in_extract = |source: &&Source| source.module[0] == "extract" && source.module.len() > 1;
    let folders: BTreeSet<&str> =
        sources.iter().filter(in_extract).filter(|s| s.is_folder).map(|s| s.module[1].as_str()).collect();
    assert!(folders.len() >= 6, "a folder a kind: {folders:?}");
    let insides: BTreeSet<&[String]> = sources.iter().filter(in_extract).map(|s| s.module.as_slice()).collect();
    let mut wrong = Vec::new();
    for source in sources.iter().filter(in_extract) {
        for path in source.imports() {
            let [extract, kind, inside, ..] = path.as_slice() else { continue };
            let foreign = extract == "extract" && folders.contains(kind.as_str()) && *kind != source.module[1];
            if foreign && insides.contains([extract.clone(), kind.clone(), inside.clone()].as_slice()) {
                wrong.push(format!("{} looks into {}", source.name, path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_is_pure() {
    let crates = dependencies();
    let floats = Regex::new(r"\bf(32|64)\b").expect("a pattern");
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = CORE.iter().find(|(name, _)| *name == source.module[0]) else { continue };
        for path in &source.paths() {
            let (first, second) = (path[0].as_str(), path.get(1).map_or("", String::as_str));
            let reaches_out = first == "std" && IMPURE.contains(&second);
            if reaches_out || (path.len() > 1 && crates.contains(first) && !allowed.contains(&first)) {
                wrong.push(format!("{} uses {}", source.name, path.join("::")));
            }
        }
        if floats.is_match(&source.code) {
            wrong.push(format!("{} uses a float; figures are exact", source.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn some_crates_belong_to_one_module() {
    let crates = dependencies();
    for (name, _) in KEPT {
        assert!(crates.contains(*name), "{name} is no dependency any more; take it out of the table");
    }
    let mut wrong = Vec::new();
    for source in sources() {
        for path in source.paths().iter().filter(|path| path.len() > 1) {
            let keeper = KEPT.iter().find(|(name, _)| *name == path[0]).map(|(_, module)| *module);
            if keeper.is_some_and(|keeper| keeper != source.module[0]) {
                wrong.push(format!("{} uses {}, which only {} may", source.name, path[0], keeper.unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn main_only_calls_the_command_line() {
    let main = read(&root().join("src/main.rs"));
    let called: Vec<_> = paths(&code_of(&main)).into_iter().filter(|path| path[0] == "onrecord").collect();
    assert_eq!(called, [["onrecord", "cli", "main"]]);
}

#[test]
fn every_rust_file_says_what_it_is() {
    let files: Vec<PathBuf> = files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")).collect();
    assert!(files.len() > 100, "only {} files were found", files.len());
    let silent: Vec<_> = files.iter().filter(|path| !read(path).starts_with("//! ")).collect();
    assert!(silent.is_empty(), "these do not open with `//! `: {silent:#?}");
}

#[test]
fn every_lexicon_file_is_embedded_and_names_its_source_and_licence() {
    let folder = root().join("src/lexicon");
    let code = read(&folder.join("mod.rs"));
    let present = names(&folder, "toml");
    assert_eq!(present, included(&code, "toml"), "files of src/lexicon, and those that its mod.rs embeds");
    for name in &present {
        let table: toml::Table = read(&folder.join(name)).parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        for field in ["source", "licence"] {
            let words = table.get(field).and_then(toml::Value::as_str).unwrap_or_default();
            assert!(words.split_whitespace().count() >= 2, "{name} names no {field}");
        }
    }
}

#[test]
fn every_migration_is_listed_in_order() {
    let present = names(&root().join("src/store/migrations"), "sql");
    assert_eq!(present, included(&read(&root().join("src/store/sqlite/open.rs")), "sql"));
    for (index, name) in present.iter().enumerate() {
        assert!(name.starts_with(&format!("{:02}_", index + 1)), "{name} is migration {}", index + 1);
    }
}

#[test]
fn nothing_names_a_machine_or_a_registry() {
    // in two parts, so that this file does not name them
    let needles = [
        ["/wo", "rk/"],
        ["/ho", "me/"],
        ["/ro", "ot/"],
        ["crates", ".io"],
        ["regis", "try+"],
        ["spar", "se+"],
        ["regis", "try.npm"],
        ["py", "pi.org"],
    ]
    .map(|parts| parts.concat());
    let beside = ["../sha", "red"].concat();
    let index = ["regis", "try+https://github.com/rust-lang/crates", ".io-index"].concat();
    let mut wrong = Vec::new();
    for path in files() {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("a readable file")).into_owned();
        let is_lock = path.ends_with("Cargo.lock");
        let in_ci = path.starts_with(root().join(".ci"));
        for (number, line) in text.lines().enumerate() {
            let line = if is_lock { line.replace(&index, "") } else { line.to_owned() };
            let named = needles.iter().find(|needle| line.contains(*needle));
            if let Some(needle) = named.or_else(|| (!in_ci && line.contains(&beside)).then_some(&beside)) {
                wrong.push(format!("{}:{}: {needle}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file of `src/` below a module; the code of its own tests is left out, since that may reach further.
struct Source {
    /// Below the repository's root.
    name: String,
    /// The module it is: `["extract", "date", "day"]`.
    module: Vec<String>,
    /// Whether it is a folder's `mod.rs`.
    is_folder: bool,
    /// Without comments.
    code: String,
}

impl Source {
    fn paths(&self) -> Vec<Vec<String>> {
        paths(&self.code)
    }

    /// What it names of this crate, from the crate's root: `crate::model::Span` and `super::key` alike.
    fn imports(&self) -> Vec<Vec<String>> {
        let resolve = |path: Vec<String>| {
            let ups = path.iter().take_while(|part| *part == "super").count();
            match path[0].as_str() {
                "crate" => Some(path[1..].to_vec()),
                "super" => Some([&self.module[..self.module.len().saturating_sub(ups)], &path[ups..]].concat()),
                _ => None,
            }
        };
        self.paths().into_iter().filter_map(resolve).collect()
    }
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let of = |path: PathBuf| {
        let below = path.strip_prefix(&src).ok()?.with_extension("");
        let mut module: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let is_folder = module.last().is_some_and(|last| last == "mod");
        if is_folder {
            module.pop();
        }
        let is_root = matches!(module.as_slice(), [only] if only == "lib" || only == "main");
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        (!is_root).then(|| Source { name, module, is_folder, code: code_of(&read(&path)) })
    };
    let sources: Vec<Source> =
        files().into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")).filter_map(of).collect();
    assert!(sources.len() > 80, "only {} files were found", sources.len());
    sources
}

/// The code without comments and without the tests at its end.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let comment = Regex::new(r"(?m)(^|\s)//.*$").expect("a pattern");
    comment.replace_all(code, "").into_owned()
}

/// Every path that code names, groups spelt out: `a::{b, c::d}` is `a::b` and `a::c::d`. Single words are paths too.
fn paths(code: &str) -> Vec<Vec<String>> {
    let pieces = Regex::new(r"[A-Za-z_]\w*|::|\S").expect("a pattern");
    let pieces: Vec<&str> = pieces.find_iter(code).map(|piece| piece.as_str()).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < pieces.len() {
        if is_word(pieces[at]) {
            at = path(&pieces, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads one path behind `before`: where it ends.
fn path(pieces: &[&str], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut whole = before.to_vec();
    while let Some(word) = pieces.get(at).filter(|piece| is_word(piece)) {
        whole.push((*word).to_owned());
        at += 1;
        match (pieces.get(at), pieces.get(at + 1)) {
            (Some(&"::"), Some(&"{")) => {
                at += 2;
                while let Some(piece) = pieces.get(at).filter(|piece| **piece != "}") {
                    at = if is_word(piece) { path(pieces, at, &whole, found) } else { at + 1 };
                }
                return at + 1;
            }
            (Some(&"::"), Some(next)) if is_word(next) => at += 1,
            _ => break,
        }
    }
    found.push(whole);
    at
}

fn is_word(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// The crates that `Cargo.toml` asks for, as code names them.
fn dependencies() -> BTreeSet<String> {
    let manifest: toml::Table = read(&root().join("Cargo.toml")).parse().expect("Cargo.toml is TOML");
    let table = manifest["dependencies"].as_table().expect("dependencies are a table");
    table.keys().map(|name| name.replace('-', "_")).collect()
}

fn names(folder: &Path, ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect()
}

/// The names of the files with this ending that code includes.
fn included(code: &str, ending: &str) -> BTreeSet<String> {
    let pattern = format!(r#"include_str!\("(?:[^"]*/)?([^"/]+\.{ending})"\)"#);
    Regex::new(&pattern).expect("a pattern").captures_iter(code).map(|found| found[1].to_owned()).collect()
}

/// Every file of the repository: what is built, git's own and databases left out.
fn files() -> Vec<PathBuf> {
    let kept = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        !(entry.depth() == 1 && matches!(&*name, "target" | ".git"))
    };
    let entries = walkdir::WalkDir::new(root()).sort_by_file_name().into_iter().filter_entry(kept);
    entries
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file() && !entry.file_name().to_string_lossy().contains(".db"))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
