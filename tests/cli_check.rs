//! `onrecord check`: statements and drafts against the claims of the invented articles.

mod common;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use common::{onrecord, records};
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;
use tempfile::TempDir;

/// A database of the articles of `corpus/articles`, made once.
fn database() -> &'static Path {
    static DATABASE: OnceLock<TempDir> = OnceLock::new();
    let dir = DATABASE.get_or_init(|| {
        let dir = TempDir::new().expect("a folder");
        let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
        onrecord().arg("add").arg(articles).arg("--db").arg(dir.path().join("claims.db")).assert().success();
        dir
    });
    dir.path()
}

fn check(args: &[&str]) -> assert_cmd::assert::Assert {
    onrecord().current_dir(database()).args(["check", "--db", "claims.db"]).args(args).assert()
}

fn stdout(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
}

/// The answers for one statement.
fn answers(statement: &str) -> Vec<Value> {
    records(&check(&["--format", "ndjson", "--published", "2021-12-10", statement]).get_output().stdout)
}

/// A database of one article, given as its JSON line.
fn of_one(article: &Value) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    fs::write(dir.path().join("a.jsonl"), format!("{article}\n")).expect("written");
    onrecord().current_dir(dir.path()).args(["add", "a.jsonl"]).assert().success();
    dir
}

#[test]
fn a_sentence_tells_what_is_the_same_and_both_sides_words_where_they_differ() {
    for (statement, expected) in [
        (
            "Kenya was given 1.5 million AstraZeneca doses by Norway.",
            "Same amount, giver, recipient, product and status.",
        ),
        (
            "Norway lent 2.5 million doses to Kenya and Ghana.",
            "Same amount, giver and recipient; the sources say “planned” and “donation”, the statement says “lent”; \
             the statement does not say the product (AstraZeneca) or the date (May 2021).",
        ),
        (
            "Norway gave Kenya and Ghana 2.5 million AstraZeneca doses in May 2022.",
            "Same amount, giver, recipient and product; the sources say May 2021 and “planned”, the statement says \
             May 2022 and “gave”; the statement does not say the kind of transfer (“donation”).",
        ),
        (
            "Norway will give 1 million doses to Uganda.",
            "Same amount, giver and status; the sources say recipient Ghana, the statement says recipient Uganda; the \
             statement does not say the product (AstraZeneca) or the date (the week of 10 May 2021).",
        ),
        (
            "Ukraine exported 23 million tonnes.",
            "Same giver and status; close amount: 23.1 million tonnes in the sources, 23 million tonnes in the \
             statement; the statement does not say the date (1 July 2021).",
        ),
        (
            "Norway did not give Ghana 1 million AstraZeneca doses in the second week of May 2021.",
            "Same amount, giver, recipient, product and date; the sources say “done” and “planned”, the statement says \
             “denied”.",
        ),
    ] {
        let answers = answers(statement);
        assert_eq!(answers[0]["matches"][0]["summary"], expected, "{statement}");
    }
}

#[test]
fn slots_are_told_apart() {
    for (statement, slot, answer) in [
        ("Kenya reported more than 1,000 new cases.", "value", "broader"),
        ("Kenya reported more than 1,200 new cases.", "value", "different"),
        ("Kenya reported 400 new cases.", "value", "different"),
        ("Fewer than 7 million doses were ordered by Norway.", "value", "different"),
        ("Norway ordered more than 7 million doses.", "value", "same"),
        ("Ukraine expects to export 54 million tonnes of grain.", "value", "narrower"),
        ("Ukraine expects to export up to 56 million tonnes of grain.", "value", "broader"),
        ("Ukraine expects to export 58 million tonnes of grain.", "value", "different"),
        ("The World Food Programme delivered 400,000 kilograms of food.", "value", "same"),
        ("The World Food Programme delivered 400,000 kilograms of food.", "unit", "close"),
        ("Germany pledged $100 million.", "unit", "different"),
        ("Germany pledged 100 million euros.", "unit", "same"),
        ("The winter storm killed 118 people.", "unit", "same"),
        ("Norway will donate 2.5 million doses to Africa.", "recipient", "broader"),
        ("Norway will donate 2.5 million doses to Kenya.", "recipient", "broader"),
        ("Norway will donate 2.5 million doses to Kenya, Ghana and Mali.", "recipient", "narrower"),
        ("Norway will donate 2.5 million doses to Asia.", "recipient", "different"),
        ("Denmark will donate 2.5 million doses to Kenya and Ghana.", "actor", "different"),
        ("Norway will donate 2.5 million doses to Kenya and Ghana in 2021.", "date", "broader"),
        ("Norway will donate 2.5 million doses to Kenya and Ghana in June 2021.", "date", "different"),
        ("Norway donated 2.5 million doses to Kenya and Ghana.", "status", "different"),
        ("Norway donated 2.5 million doses to Kenya and Ghana.", "transfer", "same"),
        ("Norway will sell 2.5 million doses to Kenya and Ghana.", "transfer", "different"),
    ] {
        let answers = answers(statement);
        assert_eq!(answers[0]["matches"][0]["slots"][slot], answer, "{statement}: {:?}", answers[0]["matches"][0]);
    }
    assert_eq!(answers("Peru gave Chile 12 million doses.")[0]["matches"], serde_json::json!([]));
}

#[test]
fn a_month_of_no_year_is_less_exact_than_that_month_of_a_year() {
    for (month, answer) in [("May", "broader"), ("June", "different")] {
        let statement = format!("Norway will donate 2.5 million doses to Kenya and Ghana in {month}.");
        let answers = records(&check(&["--format", "ndjson", &statement]).get_output().stdout);
        assert_eq!(answers[0]["matches"][0]["slots"]["date"], answer, "{statement}");
    }
}

#[test]
fn a_figure_is_shown_as_a_compiler_shows_it() {
    let dir = TempDir::new().expect("a folder");
    let draft = dir.path().join("draft.md");
    fs::write(&draft, "---\ntitle: A draft\n---\n\n日本\tsaid: Norway gave Ghana 2 million doses.\nSome 17 came.\n")
        .expect("written");
    let draft = draft.to_str().expect("UTF-8");
    let shown = check(&[draft, "--limit", "1"]).code(1).stderr(contains("2 figures: 1 differs, 1 not checked"));
    let text = stdout(&shown);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "differs: Same giver, recipient and status; the sources say 1 million doses, the statement says 2 million doses; \
         the statement does not say the product (AstraZeneca) or the date (the week of 10 May 2021)."
    );
    assert!(lines[1].ends_with("draft.md:5:28"), "{text}");
    assert_eq!(lines[3], "5 | 日本 said: Norway gave Ghana 2 million doses.");
    assert_eq!(lines[4], "  |                              ^^^^^^^^^");
    for words in [
        "claim b3a8c083754b00ef, 3 articles, 2 origins",
        "source: embassy; Nairobi Evening Post, 2021-05-27",
        "  | Ghana received its 1 million doses from Norway",
        "see: https://example.org/evening-post/norwegian-doses-land#:~:text=Ghana%20received%20its%201%20million,",
        "not checked: What this figure counts could not be told.",
        "draft.md:6:6",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains('\u{1b}'), "no colour where it is piped: {text:?}");
    assert!(stdout(&check(&[draft, "--color", "always"])).contains("\u{1b}["));
}

#[test]
fn the_whole_draft_is_read_for_a_figure() {
    let dir = TempDir::new().expect("a folder");
    let draft = dir.path().join("draft.txt");
    fs::write(&draft, "Norway ordered 7 million doses.\n\nIt said it would lend 1.5 million of those to Kenya.\n")
        .expect("written");
    let answers = records(&check(&["--format", "ndjson", draft.to_str().expect("UTF-8")]).get_output().stdout);
    let units: Vec<&Value> = answers.iter().map(|answer| &answer["slots"]["unit"]).collect();
    assert_eq!(units, ["dose", "dose"], "{answers:?}");
    assert!(answers.iter().all(|answer| answer["path"].as_str().is_some_and(|path| path.ends_with("draft.txt"))));
}

#[test]
fn folders_lists_lines_and_standard_input_are_read() {
    let dir = TempDir::new().expect("a folder");
    fs::write(dir.path().join("a.txt"), "Norway gave Ghana 1 million doses.").expect("written");
    fs::write(dir.path().join("b.html"), "<p>Norway gave Kenya 1.5 million doses.</p>").expect("written");
    let lines = "{\"id\": \"s1\", \"statement\": \"Norway gave Ghana 1 million doses.\"}\n\n{\"statement\": 7}\n";
    fs::write(dir.path().join("c.jsonl"), lines).expect("written");
    let folder = dir.path().to_str().expect("UTF-8");
    let [a, b] = ["a.txt", "b.html"].map(|name| dir.path().join(name).to_str().expect("UTF-8").to_owned());

    check(&[&a, &b, "Norway gave Kenya 1.5 million doses."]).code(0).stderr(contains("3 figures: 3 on record"));
    let all = check(&["--format", "ndjson", folder]).code(2).stderr(contains("c.jsonl:3: is not"));
    let answers = records(&all.get_output().stdout);
    assert_eq!(common::field(&answers, "id"), ["null", "null", "s1"]);
    let mut piped = onrecord();
    piped.current_dir(database()).args(["check", "--db", "claims.db", "-"]);
    piped.write_stdin("Norway gave Ghana 3 million doses.").assert().code(1).stdout(contains(" --> -:1:19"));
}

#[test]
fn a_mistyped_name_is_no_statement() {
    for missing in ["draft.md", "my draft.txt", "drafts"] {
        check(&[missing]).code(2).stdout("").stderr(contains(missing).and(contains("cannot be read")));
    }
    check(&["There is no figure in this."]).code(1).stdout("").stderr(contains("no figure was found"));
}

#[test]
fn a_page_stands_alone() {
    let page = stdout(&check(&["--format", "html", "Norway gave Ghana 2 million doses.", "Some 17 came."]).code(1));
    for words in [
        "default-src 'none'; style-src 'sha256-",
        "Norway gave Ghana <a class=\"differs\" id=\"f1-1\" href=\"#n1-1\">2 million</a> doses.",
        "<tr><th>value</th><td>different</td><td>2000000</td><td>1000000</td></tr>",
        "href=\"https://example.org/evening-post/norwegian-doses-land#:~:text=Ghana%20received",
        "class=\"unchecked\" id=\"f2-1\"",
        "2 figures: 1 differs, 1 not checked",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(page.trim_end().ends_with("</html>"));
    for loads in ["<script", " src=", "<link", "@import", "url(", " style=", " on"] {
        let tags: Vec<&str> = page.split('<').map(|tag| tag.split('>').next().unwrap_or_default()).collect();
        assert!(!tags.iter().any(|tag| format!("<{tag}").contains(loads)), "{loads}");
    }
}

#[test]
fn hostile_words_reach_neither_terminal_nor_page() {
    let text = "Norway sent 77 tents to Ghana \u{1b}]0;owned\u{7}\u{202e}<script>alert(1)</script>\u{9b}31m.";
    let article = serde_json::json!({
        "text": text, "url": "javascript:alert('x')//", "outlet": "\u{1b}[1m<b>Paper</b>", "published": "2021-03-01",
    });
    let dir = of_one(&article);
    let statement = "Norway sent 78 tents to Ghana \u{1b}[2J\u{202e}<img src=x onerror=alert(1)>.";
    for format in ["text", "html"] {
        let run = onrecord().current_dir(dir.path()).args(["check", statement, "--format", format]).assert().code(1);
        let out = stdout(&run);
        assert!(out.contains("77") && out.contains("78"), "{out}");
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!out.contains(steers), "{out:?}");
        if format == "html" {
            assert!(!out.contains("<script") && !out.contains("<img") && !out.contains("<b>"), "{out}");
            assert!(!out.contains("href=\"javascript") && out.contains("javascript:alert(&#39;x&#39;)"), "{out}");
        }
    }
}

#[test]
fn the_schema_names_every_field_that_is_written() {
    let schema = onrecord().args(["schema", "check"]).assert().success().get_output().stdout.clone();
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let names = |object: &Value| -> Vec<String> { object.as_object().expect("an object").keys().cloned().collect() };
    let answer = &answers("Norway gave Ghana 1 million doses.")[0];
    assert_eq!(names(&schema["properties"]), names(answer));
    assert_eq!(names(&schema["$defs"]["Match"]["properties"]), names(&answer["matches"][0]));
    let best = &answer["matches"][0];
    assert_eq!((&best["articles"], &best["origins"]), (&3.into(), &2.into()));
    let links = best["links"].as_array().expect("links");
    assert_eq!(links.len(), best["evidence"].as_array().expect("passages").len());
    assert!(links[2].as_str().is_some_and(|link| link.contains("#:~:text=Ghana%20received%20its%201%20million,")));
}
