//! `onrecord export`: what each format holds is what the database holds, read back as that format is read.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::{onrecord, records};
use serde_json::{Value, json};
use tempfile::TempDir;

const KINDS: [&str; 5] = ["claims", "evidence", "facts", "quotes", "articles"];
const FORMATS: [&str; 8] = ["ndjson", "csv", "parquet", "jsonld", "brat", "labelstudio", "ftm", "html"];
/// An emoji of one code point and two UTF-16 units stands before each fact.
const EMOJI: &str = "📦 Norway sent 2,500 tents to Kenya on 3 May 2021, its aid agency said. “📦 We keep our word,” said \
                     Ingrid Moe,\n\nNorway's minister for aid. “And more will come,” Moe said, “before the\nsummer.”";

/// A database of some articles, in a folder of its own.
struct Base {
    folder: TempDir,
}

impl Base {
    /// The articles that the project's documentation shows, and the one with emoji.
    fn ordinary() -> Self {
        let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
        let emoji =
            json!({ "id": "../emoji", "text": EMOJI, "title": "📦 & <b>", "url": "https://e.example/a?b=1&c=\"" });
        let base = Self::of(&[emoji]);
        onrecord().arg("--quiet").arg("add").arg(corpus).arg("--db").arg(base.db()).assert().success();
        base
    }

    fn of(articles: &[Value]) -> Self {
        let base = Self { folder: TempDir::new().expect("a folder") };
        let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
        let input = base.path("in.jsonl");
        fs::write(&input, lines).expect("a file");
        onrecord().arg("--quiet").arg("add").arg(input).arg("--db").arg(base.db()).assert().success();
        base
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn db(&self) -> PathBuf {
        self.path("base.db")
    }

    fn export(&self, words: &str) -> assert_cmd::assert::Assert {
        onrecord().arg("export").args(words.split(' ')).arg("--db").arg(self.db()).assert()
    }

    fn bytes(&self, words: &str) -> Vec<u8> {
        self.export(words).success().get_output().stdout.clone()
    }

    fn text(&self, words: &str) -> String {
        String::from_utf8(self.bytes(words)).expect("UTF-8")
    }

    fn lines(&self, words: &str) -> Vec<Value> {
        records(&self.bytes(words))
    }

    fn csv(&self, words: &str) -> Vec<BTreeMap<String, String>> {
        let bytes = self.bytes(words);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        reader.deserialize().map(|row| row.expect("a row")).collect()
    }

    /// The folder that brat reads.
    fn brat(&self) -> PathBuf {
        let folder = self.path("brat");
        self.export(&format!("articles --format brat -o {}", folder.display())).success();
        folder
    }
}

#[test]
fn every_kind_is_written_in_the_formats_that_suit_it_and_others_are_refused() {
    let base = Base::ordinary();
    for kind in KINDS {
        for format in FORMATS {
            let out = base.path(&format!("{kind}.{format}"));
            let done = base.export(&format!("{kind} --format {format} -o {}", out.display()));
            let stderr = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
            if done.get_output().status.success() {
                assert!(out.exists(), "{kind} as {format}");
            } else {
                assert_eq!(done.get_output().status.code(), Some(2), "{kind} as {format}: {stderr}");
                assert!(stderr.contains(&format!("{kind} cannot be written as {format}; use --format ndjson, csv")));
                assert!(!out.exists());
            }
        }
    }
    let left: Vec<_> = fs::read_dir(base.folder.path()).expect("a folder").flatten().map(|it| it.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains(".part")), "{left:?}");
}

#[test]
fn lines_of_claims_and_quotes_are_those_of_their_commands() {
    let base = Base::ordinary();
    for (kind, filter) in [("claims", ""), ("claims", " --unit dose --status planned"), ("quotes", " --official")] {
        let words = format!("{kind}{filter} --format ndjson");
        let listed = onrecord().args(words.split(' ')).arg("--db").arg(base.db()).assert().success();
        let listed = String::from_utf8(listed.get_output().stdout.clone()).expect("UTF-8");
        let exported = base.text(&format!("{kind} --format ndjson{filter}"));
        assert!(exported.lines().count() > 2);
        assert_eq!(exported, listed, "{words}");
    }
}

#[test]
fn a_table_holds_what_the_lines_hold() {
    let base = Base::ordinary();
    for kind in KINDS {
        let (lines, rows) = (base.lines(&format!("{kind} --format ndjson")), base.csv(&format!("{kind} --format csv")));
        assert!(rows.len() > 5 && rows.len() == lines.len(), "{kind}: {} rows, {} lines", rows.len(), lines.len());
        for (line, row) in lines.iter().zip(&rows) {
            let mut compared = 0;
            for (name, cell) in row {
                let speaker = &line["speaker"]["name"];
                let expected = match line.get(name) {
                    _ if name == "speaker" => defused(speaker.as_str().unwrap_or_default()),
                    Some(Value::String(words)) => defused(words),
                    Some(Value::Null) => String::new(),
                    Some(value) if name != "value" || kind == "claims" => value.to_string(),
                    _ => continue,
                };
                compared += 1;
                assert_eq!(*cell, expected, "{name} of {line}");
            }
            assert!(compared >= 8, "{kind}: {compared} columns are fields of {line}");
        }
    }
}

#[test]
fn facts_of_a_table_have_what_is_known_of_them() {
    let base = Base::ordinary();
    let rows = base.csv("facts --format csv --text tents");
    let row = |kind: &str| rows.iter().find(|row| row["kind"] == kind && row["article"] == "../emoji").expect("a row");
    assert_eq!((row("quantity")["value"].as_str(), row("quantity")["unit"].as_str()), ("2500", "tent"));
    assert_eq!((row("date")["value"].as_str(), row("date")["type"].as_str()), ("2021-05-03", "date"));
    assert_eq!((row("place")["name"].as_str(), row("place")["countries"].as_str()), ("Norway", "[\"NO\"]"));
    assert_eq!(row("person")["name"], "Ingrid Moe");
    assert!(rows.iter().any(|row| row["kind"] == "quote" && row["name"] == "Ingrid Moe" && row["type"] == "direct"));
}

#[test]
fn a_csv_file_is_what_spreadsheets_read() {
    let base = Base::ordinary();
    let plain = base.text("claims --format csv");
    assert!(plain.starts_with("id,statement,action,"));
    assert!(plain.ends_with("\r\n") && plain.lines().count() == plain.matches("\r\n").count());
    let marked = base.bytes("claims --format csv --bom");
    assert_eq!(marked.strip_prefix(b"\xef\xbb\xbf".as_slice()), Some(plain.as_bytes()));
    base.export("claims --format ndjson --bom").code(2);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_the_rows_of_the_csv_file() {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::Field;

    let base = Base::ordinary();
    for kind in KINDS {
        let path = base.path("table.parquet");
        base.export(&format!("{kind} --format parquet -o {}", path.display())).success();
        let reader = SerializedFileReader::new(fs::File::open(path).expect("a file")).expect("Parquet");
        let rows: Vec<BTreeMap<String, String>> = (reader.get_row_iter(None).expect("rows"))
            .map(|row| {
                let row = row.expect("a row");
                row.get_column_iter().map(|(name, field)| (name.clone(), words(field))).collect()
            })
            .collect();
        assert_eq!(rows, base.csv(&format!("{kind} --format csv")), "{kind}");
    }

    fn words(field: &Field) -> String {
        match field {
            Field::Null => String::new(),
            Field::Str(words) if words.parse::<f64>().is_ok() => words.clone(),
            Field::Str(words) => defused(words),
            Field::Long(n) => n.to_string(),
            Field::Double(number) => number.to_string(),
            Field::Bool(flag) => flag.to_string(),
            Field::ListInternal(list) => {
                let items = list.elements().iter().map(|item| match item {
                    Field::Str(words) => words.clone(),
                    other => panic!("{other} in a list"),
                });
                Value::from_iter(items).to_string()
            }
            other => panic!("{other} is of no type that is written"),
        }
    }
}

#[test]
fn brat_finds_each_label_where_its_words_stand() {
    let folder = Base::ordinary();
    let folder = folder.brat();
    assert!(fs::read_to_string(folder.join("annotation.conf")).expect("a file").starts_with("[entities]"));
    let mut bounds = 0;
    let mut discontinuous = Vec::new();
    for path in files(&folder, "ann") {
        let text: Vec<char> = read(&path.with_extension("txt")).chars().collect();
        let mut known = Vec::new();
        for line in read(&path).lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                [id, label, words] if id.starts_with('T') => {
                    let (label, offsets) = label.split_once(' ').expect("a label and offsets");
                    let parts: Vec<String> = offsets.split(';').map(|part| cut(&text, part)).collect();
                    assert_eq!(parts.join(" "), words, "{line}");
                    if parts.len() > 1 {
                        discontinuous.push(format!("{label}: {words}"));
                    }
                    known.push(id.to_owned());
                    bounds += 1;
                }
                [id, note, _] if id.starts_with('#') => {
                    let about = note.strip_prefix("AnnotatorNotes ").expect("a note").to_owned();
                    assert!(known.contains(&about), "{line}");
                }
                [_, tie] => {
                    let ends = tie.split([' ', ':']).filter(|end| end.starts_with('T'));
                    assert!(
                        ends.clone().count() >= 2 && ends.clone().all(|end| known.iter().any(|id| id == end)),
                        "{line}"
                    );
                }
                _ => panic!("{line}"),
            }
        }
    }
    assert!(bounds > 100, "{bounds}");
    assert!(discontinuous.iter().any(|it| it == "Quote: And more will come, before the summer."), "{discontinuous:?}");
}

#[test]
fn label_studio_finds_each_region_by_code_points() {
    let base = Base::ordinary();
    let tasks: Value = serde_json::from_str(&base.text("articles --format labelstudio")).expect("JSON");
    let tasks = tasks.as_array().expect("a list");
    let mut regions = 0;
    for task in tasks {
        let text: Vec<char> = task["data"]["text"].as_str().expect("a text").chars().collect();
        let result = task["predictions"][0]["result"].as_array().expect("a list");
        let ids: Vec<&str> = result.iter().filter_map(|it| it["id"].as_str()).collect();
        for it in result {
            if it["type"] == "relation" {
                for end in ["from_id", "to_id"] {
                    assert!(ids.contains(&it[end].as_str().expect("an id")), "{it}");
                }
                continue;
            }
            let value = &it["value"];
            assert_eq!(cut(&text, &format!("{} {}", value["start"], value["end"])), value["text"], "{it}");
            regions += 1;
        }
    }
    assert!(tasks.len() > 10 && regions > 100);
    let none = base.export("articles --format labelstudio --text nosuchword").code(1);
    assert_eq!(serde_json::from_slice::<Value>(&none.get_output().stdout).expect("JSON"), json!([]));
}

#[test]
fn annotations_select_their_words_and_claims_appear_in_articles() {
    let base = Base::ordinary();
    let articles = base.lines("articles --format ndjson");
    let page: Value = serde_json::from_str(&base.text("facts --format jsonld")).expect("JSON");
    assert_eq!(page["type"], "AnnotationPage");
    let facts = base.lines("facts --format ndjson");
    let items = page["items"].as_array().expect("a list");
    assert_eq!(items.len(), facts.len());
    for (item, fact) in items.iter().zip(&facts) {
        let article = articles.iter().find(|article| article["id"] == fact["article"]).expect("its article");
        let text = article["text"].as_str().expect("a text");
        let (quote, position) = (&item["target"]["selector"][0], &item["target"]["selector"][1]);
        let whole: String = ["prefix", "exact", "suffix"].iter().filter_map(|part| quote[part].as_str()).collect();
        assert!(text.contains(&whole), "{item}");
        assert_eq!(
            (&quote["exact"], &position["start"], &position["end"]),
            (&fact["text"], &fact["start"], &fact["end"])
        );
    }
    let graph: Value = serde_json::from_str(&base.text("claims --format jsonld")).expect("JSON");
    for (item, claim) in graph["@graph"].as_array().expect("a list").iter().zip(base.lines("claims --format ndjson")) {
        assert_eq!((&item["@type"], &item["identifier"]), (&json!("Claim"), &claim["id"]));
        let sentences = |list: &Value, name: &str| -> Vec<Value> {
            list.as_array().expect("a list").iter().map(|it| it[name].clone()).collect()
        };
        assert_eq!(sentences(&item["appearance"], "text"), sentences(&claim["evidence"], "sentence"));
    }
}

#[test]
fn a_page_of_evidence_is_one_file_that_runs_and_loads_nothing() {
    let base = Base::ordinary();
    let page = base.text("claims --format html");
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    let link = regex::Regex::new(r#"(?i)<(script|img|link|iframe|object)|\son\w+=|src=|href="([^h#]|h[^t])"#);
    assert_eq!(link.expect("a pattern").find(&page).map(|it| it.as_str()), None);
    assert!(page.contains("<mark>2,500</mark> tents") && page.contains("SHA-256 of its text"));
    for claim in base.lines("claims --format ndjson") {
        assert!(page.contains(&format!("id=\"c{}\"", claim["id"].as_str().expect("an id"))));
    }
    let few = base.text("claims --format html --unit tent");
    assert!(few.contains("<mark>2,500</mark>") && few.matches("<h2").count() < page.matches("<h2").count());
}

#[test]
fn what_fails_leaves_what_was_there() {
    let base = Base::ordinary();
    let out = base.path("claims.csv");
    fs::write(&out, "mine").expect("a file");
    let failed = base.export(&format!("claims --format csv --text ?! -o {}", out.display())).code(2);
    let stderr = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
    assert!(stderr.contains("the words to look for could not be read: ?!"), "{stderr}");
    assert_eq!(read(&out), "mine");
    let brat = base.brat();
    let again = base.export(&format!("articles --format brat -o {}", brat.display())).code(2);
    assert!(String::from_utf8_lossy(&again.get_output().stderr).contains("is there already"));
    base.export("articles --format brat").code(2);
    base.export(&format!("claims --format csv -o {}/no/such/folder.csv", base.folder.path().display())).code(2);
}

#[test]
fn hostile_strings_come_back_as_they_went_in() {
    // an article with the address of another would be its new version
    let hostile: BTreeSet<&str> =
        naughty_strings::BLNS.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect();
    let hostile: Vec<&str> = hostile.into_iter().collect();
    assert!(hostile.len() > 400);
    let articles: Vec<Value> = hostile.iter().enumerate().map(|(n, it)| {
        json!({
            "id": format!("n{n}"), "title": it, "outlet": it, "url": it,
            "text": format!("Norway sent 2,{n:03} tents to Kenya, {it} said. “We keep our word to {it},” said {it}.\n\n{it}"),
        })
    }).collect();
    let base = Base::of(&articles);
    let lines = base.lines("articles --format ndjson");
    assert_eq!(lines.len(), hostile.len());
    let rows = base.csv("articles --format csv");
    for (line, row) in lines.iter().zip(&rows) {
        let n: usize = line["id"].as_str().and_then(|id| id[1..].parse().ok()).expect("its number");
        // a text is put into one form of Unicode on its way in, and a field without control characters
        for field in ["title", "outlet", "text"] {
            let stored = line[field].as_str().unwrap_or_default();
            assert_eq!(row[field], defused(stored), "{field} of {:?}", hostile[n]);
        }
        assert!(line["text"].as_str().expect("a text").contains(&format!("2,{n:03} tents")));
    }
    let page = base.text("claims --format html");
    let escape = regex::Regex::new(r"(?i)<(script|img|svg|iframe|a [^h]*href=.javascript)").expect("a pattern");
    assert_eq!(escape.find(&page).map(|it| it.as_str()), None);
    brat_is_sound(&base.brat(), hostile.len());
    for words in ["claims --format jsonld", "facts --format jsonld", "articles --format labelstudio"] {
        serde_json::from_str::<Value>(&base.text(words)).expect(words);
    }
    for words in ["claims --format ftm", "articles --format ftm"] {
        assert!(base.csv(words).iter().all(|row| row["dataset"] == "onrecord" && !row["value"].is_empty()), "{words}");
    }
}

/// As many texts as articles, each label on the words that it names.
fn brat_is_sound(folder: &Path, articles: usize) {
    let paths = files(folder, "ann");
    assert_eq!(paths.len(), articles);
    for path in paths {
        let text: Vec<char> = read(&path.with_extension("txt")).chars().collect();
        for line in read(&path).split('\n').filter(|line| line.starts_with('T')) {
            let mut fields = line.splitn(3, '\t').skip(1);
            let offsets = fields.next().and_then(|label| label.split_once(' ')).expect("offsets").1;
            let words: Vec<String> = offsets.split(';').map(|part| cut(&text, part)).collect();
            assert_eq!(fields.next(), Some(words.join(" ").as_str()), "{}", path.display());
        }
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.filter(|path| path.extension().is_some_and(|it| it == ending)).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

/// The code points between two offsets: "3 8".
fn cut(text: &[char], offsets: &str) -> String {
    let (start, end) = offsets.split_once(' ').expect("two offsets");
    let number = |digits: &str| digits.parse::<usize>().expect("a number");
    text[number(start)..number(end)].iter().collect()
}

/// What a spreadsheet would run, as the CSV file has it.
fn defused(words: &str) -> String {
    let runs = words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    format!("{}{words}", if runs { "'" } else { "" })
}
