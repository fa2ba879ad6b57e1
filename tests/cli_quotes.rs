//! `onrecord quotes`, as it is typed, and which quotes are one.

mod support;

use std::ops::ControlFlow;
use std::path::PathBuf;

use assert_cmd::assert::Assert;
use onrecord::model::{Form, Processed, Quote, Span, Speaker};
use onrecord::record::{self, quote};
use onrecord::store::{QuoteFilter, SqliteStore, Store};
use predicates::prelude::*;
use predicates::str::contains;
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::Value;
use support::{Build, article, prepared, regroup};
use tempfile::TempDir;

struct Database {
    dir: TempDir,
}

impl Database {
    fn of(articles: &[Processed]) -> Self {
        let dir = TempDir::new().expect("a folder");
        let database = Self { dir };
        database.add(articles);
        database
    }

    /// Two papers with one agency's story, and a third that has its own.
    fn usual() -> Self {
        let long = "The harbour opens on Friday, and every ship that waits will sail";
        let short = "every ship that waits WILL sail…";
        let mut first = told("first", &[("Åse Bråten", long), ("", "We are “tired” of it")]);
        first.facts.quotes[0].via = vec!["Harbour Wire".to_owned()];
        let mut second = told("second", &[("Bråten", short), ("Omar Said", "I have seen no ship for weeks")]);
        second.facts.quotes[0].form = Form::Partial;
        let speaker = second.facts.quotes[1].speaker.as_mut().expect("a speaker");
        (speaker.official, speaker.country, speaker.role) = (true, Some("KE".to_owned()), Some("minister".to_owned()));
        Self::of(&[
            first.outlet("The Ledger").published("2021-03-01").url("https://example.org/first"),
            second.outlet("Coast Courier").published("2021-05-01"),
        ])
    }

    fn add(&self, articles: &[Processed]) {
        SqliteStore::open(&self.path()).expect("a database").add(&prepared(articles), regroup).expect("added");
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("onrecord.db")
    }

    fn run(&self, args: &[&str]) -> Assert {
        let args = [&["quotes"], args].concat();
        assert_cmd::cargo::cargo_bin_cmd!("onrecord").args(args).current_dir(self.dir.path()).assert()
    }

    fn lines(&self, args: &[&str]) -> Vec<Value> {
        let out = self.run(&[&["--format", "ndjson"], args].concat()).success().get_output().stdout.clone();
        let text = String::from_utf8(out).expect("UTF-8");
        text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
    }

    /// All quotes, each as its id, its longest form and the articles that have it.
    fn quotes(&self) -> Vec<(String, String, Vec<String>)> {
        let store = SqliteStore::open_read_only(&self.path()).expect("a database");
        let mut quotes = Vec::new();
        let each = &mut |quote: onrecord::model::QuoteRecord| {
            quotes.push((quote.id, quote.parts.join(" / "), Vec::new()));
            ControlFlow::Continue(())
        };
        store.quotes(&QuoteFilter::default(), each).expect("quotes");
        for (id, _, articles) in &mut quotes {
            let each = &mut |occurrence: onrecord::model::Occurrence| {
                articles.push(occurrence.article);
                ControlFlow::Continue(())
            };
            store.occurrences(id, each).expect("occurrences");
        }
        quotes
    }

    /// The articles of each quote, quotes in any order.
    fn together(&self) -> Vec<String> {
        let mut all: Vec<String> = self.quotes().into_iter().map(|(.., articles)| articles.join(" ")).collect();
        all.sort();
        all
    }
}

/// An article in which speakers (an empty name: not resolved) say something; words that a `|` splits are two parts.
fn told(id: &str, quotes: &[(&str, &str)]) -> Processed {
    let mut text = "É.".to_owned();
    let mut found = Vec::new();
    for (n, (name, words)) in quotes.iter().enumerate() {
        let is_split = words.contains('|');
        for part in words.split('|') {
            text.push_str("\n“");
            let span = Span::new(text.len(), text.len() + part.len());
            text.push_str(part);
            text.push_str("” ");
            let cue = Span::new(text.len(), text.len() + 4);
            text.push_str("said ");
            let beside = Span::new(text.len(), text.len() + name.len());
            text.push_str(name);
            let known = (!name.is_empty()).then(|| (*name).to_owned());
            found.push(Quote {
                span,
                form: Form::Direct,
                speaker: Some(Speaker { name: known, span: Some(beside), ..Speaker::default() }),
                cue: Some(cue),
                via: Vec::new(),
                group: is_split.then_some(n as u32),
                rule: "test/quote",
            });
        }
    }
    let mut made = article(&text).id(id);
    made.facts.quotes = found;
    made
}

fn one_each(quotes: &[(&str, &str)]) -> Vec<Processed> {
    quotes.iter().zip('a'..).map(|(quote, id)| told(&id.to_string(), &[*quote])).collect()
}

#[test]
fn a_table_tells_each_quote_once_and_is_quiet_when_piped() {
    let out = Database::usual().run(&[]).success().stderr("").get_output().stdout.clone();
    let text = String::from_utf8(out).expect("UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].starts_with("SPEAKER") && lines[0].ends_with("ART."), "{text}");
    for (line, words) in [
        (1, "We are “tired” of it"),
        (2, "Åse Bråten  The harbour opens on Friday"),
        (2, "2021-03-01..05-01  2"),
        (3, "Omar Said"),
    ] {
        assert!(lines[line].contains(words), "{words} in {text}");
    }
    assert!(!text.contains('\u{1b}') && lines.iter().all(|line| line.chars().count() <= 120), "{text}");
}

#[test]
fn filters_leave_what_fits_and_nothing_is_exit_1() {
    let database = Database::usual();
    for (args, found) in [
        (&[][..], 3),
        (&["--speaker", "BRATEN"], 1),
        (&["--speaker", "åse br"], 1),
        (&["--speaker", "omar", "--official"], 1),
        (&["--official"], 1),
        (&["--country", "Kenya"], 1),
        (&["--country", "ke"], 1),
        (&["--outlet", "ledger"], 2),
        (&["--form", "partial"], 1),
        (&["--form", "direct"], 3),
        (&["--since", "2021-04-30"], 2),
        (&["--until", "2021-03-01"], 2),
        (&["--text", "ship"], 2),
        (&["--text", "ship weeks"], 1),
        (&["--text", "\"harbour opens\""], 1),
        (&["--text", "“Friday,” sail"], 1),
        (&["--text", "waits", "--since", "2021-04-30"], 1),
    ] {
        assert_eq!(database.lines(args).len(), found, "{args:?}");
    }
    for args in [
        &["--speaker", "Moe"][..],
        &["--country", "NO"],
        &["--text", "\"opens harbour\""],
        &["--text", "said"],
        &["--text", "Friday", "--since", "2021-04-30"],
    ] {
        database.run(args).code(1).stdout("").stderr(contains("no quote fits"));
    }
    database.run(&["--form", "sung"]).code(2).stderr(contains("possible values"));
    database.run(&["--since", "yesterday"]).code(2).stderr(contains("--since"));
    database.run(&["--text", "?!"]).code(2).stderr(contains("?!"));
    database.run(&["--speaker", "?!"]).code(2).stderr(contains("?!"));
}

#[test]
fn ndjson_holds_the_longest_form_and_every_occurrence_in_code_points() {
    let database = Database::usual();
    let all = database.lines(&["--speaker", "bråten"]);
    let [quote] = &all[..] else { panic!("one quote: {all:?}") };
    assert_eq!(quote["schema"], "onrecord.quote/1");
    assert_eq!(quote["parts"][0], "The harbour opens on Friday, and every ship that waits will sail");
    assert_eq!((&quote["form"], &quote["speaker"]["name"]), (&"direct".into(), &"Åse Bråten".into()));
    assert_eq!((&quote["articles"], &quote["mentions"]), (&2.into(), &2.into()));
    assert_eq!((&quote["first_said"], &quote["last_said"]), (&"2021-03-01".into(), &"2021-05-01".into()));
    let occurrences = quote["occurrences"].as_array().expect("a list");
    let [first, second] = &occurrences[..] else { panic!("two occurrences: {occurrences:?}") };
    assert_eq!((&first["article"], &second["article"]), (&"first".into(), &"second".into()));
    assert_eq!((&first["outlet"], &first["url"]), (&"The Ledger".into(), &"https://example.org/first".into()));
    assert_eq!((&first["via"][0], &second["form"]), (&"Harbour Wire".into(), &"partial".into()));
    assert_eq!((&first["rules"][0], &second["published"]), (&"test/quote".into(), &"2021-05-01".into()));
    let text = SqliteStore::open_read_only(&database.path()).expect("opened").article("second").expect("read");
    let text = text.expect("an article").text;
    for (stretch, words) in [
        (&second["parts"][0], "every ship that waits WILL sail…"),
        (&second["cue"], "said"),
        (&second["speaker_words"], "Bråten"),
    ] {
        let at = |end: &str| stretch[end].as_u64().expect("an offset") as usize;
        let by_chars: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!((by_chars.as_str(), stretch["text"].as_str()), (words, Some(words)));
    }
}

#[test]
fn parts_that_a_cue_splits_are_one_quote_with_both() {
    let split = told("split", &[("Omar Said", "I came at noon today,|and nobody was there")]);
    let whole = told("whole", &[("Omar Said", "“I came at noon today, and nobody was there.”")]);
    let across = told("across", &[("Omar Said", "noon today, and nobody was")]);
    let database = Database::of(&[split.published("2021-03-01"), whole, across]);
    let all = database.lines(&[]);
    let [quote] = &all[..] else { panic!("one quote: {all:?}") };
    assert_eq!(quote["parts"], serde_json::json!(["I came at noon today,", "and nobody was there"]));
    assert_eq!((&quote["articles"], &quote["mentions"]), (&3.into(), &3.into()));
    assert_eq!(quote["occurrences"][0]["parts"].as_array().map(Vec::len), Some(2));
    let out = database.run(&[]).success().get_output().stdout.clone();
    assert!(String::from_utf8_lossy(&out).contains("I came at noon today, … and nobody was there"));
}

#[test]
fn the_same_words_are_one_quote_by_one_speaker_alone() {
    const LONG: &str = "the bridge is closed until the river falls again";
    for (what, quotes, expected) in [
        (
            "marks and case",
            &[("A Moe", LONG), ("A Moe", "“The bridge is closed … until the river falls, AGAIN!”")][..],
            &["a b"][..],
        ),
        ("a surname", &[("A Moe", LONG), ("Moe", LONG)], &["a b"]),
        ("two speakers", &[("A Moe", LONG), ("B Lie", LONG)], &["a", "b"]),
        ("two of a surname", &[("A Moe", LONG), ("B Moe", LONG), ("Moe", LONG)], &["a", "b", "c"]),
        ("nobody known", &[("A Moe", LONG), ("", LONG)], &["a b"]),
        ("it could be either", &[("A Moe", LONG), ("B Lie", LONG), ("", LONG)], &["a", "b", "c"]),
        ("nobody known twice", &[("", LONG), ("", LONG)], &["a b"]),
        ("other words", &[("A Moe", LONG), ("A Moe", "the bridge is closed until the rivers fall again")], &["a", "b"]),
        ("a sign", &[("A Moe", "it is up by 5% in May"), ("A Moe", "it is up by $5 in May")], &["a", "b"]),
    ] {
        assert_eq!(Database::of(&one_each(quotes)).together(), expected, "{what}");
    }
}

#[test]
fn five_words_of_a_quote_are_that_quote_and_four_are_not() {
    const LONG: &str = "the bridge is closed until the river falls again";
    for (what, quotes, expected) in [
        ("five", &[("A Moe", LONG), ("A Moe", "closed until the river falls")][..], &["a b"][..]),
        ("four", &[("A Moe", LONG), ("A Moe", "until the river falls")], &["a", "b"]),
        ("four twice", &[("A Moe", "until the river falls"), ("A Moe", "Until the river falls.")], &["a b"]),
        ("four, two speakers", &[("A Moe", "until the river falls"), ("B Lie", "until the river falls")], &["a", "b"]),
        ("four, nobody known", &[("A Moe", "until the river falls"), ("", "until the river falls")], &["a", "b"]),
        ("four, nobody twice", &[("", "until the river falls"), ("", "until the river falls")], &["a", "b"]),
        ("half a word", &[("A Moe", LONG), ("A Moe", "losed until the river falls")], &["a", "b"]),
        ("by another", &[("A Moe", LONG), ("B Lie", "closed until the river falls")], &["a", "b"]),
        ("the long one is nobody's", &[("", LONG), ("B Lie", "closed until the river falls")], &["a b"]),
        (
            "parts by two in what is nobody's",
            &[("", LONG), ("A Moe", "the bridge is closed until"), ("B Lie", "closed until the river falls")],
            &["a", "b", "c"],
        ),
        (
            "in two that differ",
            &[
                ("A Moe", "I say the bridge is closed for good"),
                ("A Moe", "and the bridge is closed for now"),
                ("A Moe", "the bridge is closed for"),
            ],
            &["a", "b", "c"],
        ),
        (
            "in one that is in another",
            &[("A Moe", LONG), ("A Moe", "bridge is closed until the river"), ("A Moe", "is closed until the river")],
            &["a b c"],
        ),
        (
            "a chain",
            &[("", "is closed until the river"), ("", "bridge is closed until the river"), ("A Moe", LONG)],
            &["a b c"],
        ),
    ] {
        assert_eq!(Database::of(&one_each(quotes)).together(), expected, "{what}");
    }
}

#[test]
fn an_article_that_says_something_else_takes_its_quotes_away() {
    const LONG: &str = "the bridge is closed until the river falls again";
    let database =
        Database::of(&one_each(&[("A Moe", "closed until the river falls"), ("A Moe", LONG), ("Moe", LONG)]));
    let before = database.quotes();
    assert_eq!(database.together(), ["a b c"]);
    database.add(&[told("d", &[("B Lie", "anything else"), ("B Moe", LONG)])]);
    assert_eq!(database.together(), ["a b", "c", "d", "d"]);
    database.add(&[told("d", &[])]);
    assert_eq!(database.quotes(), before);
    database.add(&[told("b", &[]), told("c", &[])]);
    assert_eq!(database.quotes()[0].1, "closed until the river falls");
}

#[test]
fn the_schema_names_every_field_that_is_written() {
    let schema = serde_json::to_value(record::schema::<quote::Quote<'_>>()).expect("JSON");
    let all = Database::usual().lines(&["--speaker", "bråten"]);
    let names = |object: &Value| -> Vec<String> { object.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(names(&schema["properties"]), names(&all[0]));
    let form = |name: &str| schema.pointer(&format!("/$defs/{name}/properties")).expect("a form").clone();
    assert_eq!(names(&form("Occurrence")), names(&all[0]["occurrences"][0]));
    assert_eq!(names(&form("Speaker")), names(&all[0]["speaker"]));
    assert_eq!(names(&form("Stretch")), names(&all[0]["occurrences"][0]["cue"]));
}

#[test]
fn words_from_the_web_cannot_steer_the_terminal() {
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J no\u{202e}\u{9b}31m";
    let database = Database::of(&[told("a", &[("\u{1b}[31mA", hostile)])]);
    let out = database.run(&[]).success().get_output().stdout.clone();
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("owned"), "{text}");
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
}

#[test]
fn a_missing_or_foreign_database_is_named_with_what_to_do() {
    let database = Database::usual();
    std::fs::write(database.dir.path().join("other.db"), "no database".repeat(200)).expect("written");
    database.run(&["--db", "none.db"]).code(2).stderr(contains("none.db").and(contains("onrecord add")));
    database.run(&["--db", "other.db"]).code(2).stderr(contains("other.db").and(contains("not an onrecord database")));
    assert!(!database.dir.path().join("none.db").exists());
}

#[test]
fn a_database_of_the_first_version_lists_its_quotes_once_it_is_brought_up_to_date() {
    let database = Database::usual();
    // more articles than are taken in at a time, one of them replaced
    let many: Vec<Processed> =
        (0..300).map(|n| told(&format!("n{n}"), &[("Åse Bråten", "every ship that waits will sail")])).collect();
    database.add(&many);
    database.add(&[told("n7", &[("Omar Said", "No ship.")])]);
    let (quotes, before) = (database.quotes(), database.lines(&[]));
    assert_eq!(quotes.iter().map(|(.., articles)| articles.len()).max(), Some(301));

    support::take_back(&database.path(), 1);
    database.run(&[]).code(2).stderr(contains("older onrecord").and(contains("onrecord add")));
    database.add(&[]);
    assert_eq!(database.quotes(), quotes);
    assert_eq!(database.lines(&[]), before);
}

#[test]
fn the_view_of_quotes_names_the_quote_of_each() {
    let database = Database::usual();
    let conn = Connection::open(database.path()).expect("opened beside");
    let number = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
    assert_eq!(number("SELECT count(*) FROM v_quotes"), 4);
    assert_eq!(number("SELECT count(DISTINCT quote) FROM v_quotes WHERE quote IS NOT NULL"), 3);
    let id = database.lines(&["--speaker", "bråten"])[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(number(&format!("SELECT count(*) FROM v_quotes WHERE quote = '{id}'")), 2);
}

/// Stretches of two speeches of nine words that have five words in common, by some of the names.
fn any_quote() -> impl Strategy<Value = (&'static str, String)> {
    const SPEECHES: [[&str; 9]; 2] = [
        ["now", "the", "bridge", "is", "closed", "for", "all", "who", "walk"],
        ["the", "bridge", "is", "closed", "for", "ever", "and", "a", "day"],
    ];
    let name = prop::sample::select(vec!["", "Moe", "A Moe", "B Moe", "Lie"]);
    (name, 0..2_usize, 0..5_usize, 3..10_usize).prop_map(|(name, speech, from, size)| {
        let to = (from + size).min(9);
        (name, SPEECHES[speech][from..to].join(" "))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_the_batches_and_what_was_there_before_do_not_matter(
        drafts in prop::collection::vec(prop::collection::vec(any_quote(), 1..3), 1..9),
        (order, cut, replaced) in (any::<u64>(), 1..5_usize, prop::collection::vec(any_quote(), 1..4)),
    ) {
        let made = |n: usize, quotes: &[(&str, String)]| {
            let quotes: Vec<(&str, &str)> = quotes.iter().map(|(name, words)| (*name, words.as_str())).collect();
            told(&format!("a{n}"), &quotes).published(&format!("2021-03-{:02}", n % 3 + 1))
        };
        let articles: Vec<Processed> = drafts.iter().enumerate().map(|(n, quotes)| made(n, quotes)).collect();
        let at_once = Database::of(&articles);

        let mut shuffled = articles;
        shuffled.sort_by_key(|it| support::claim_id(&format!("{order}{}", it.article.id)));
        let batched = Database::of(&[]);
        // each article stood there with another text before
        for (n, quote) in replaced.iter().enumerate().take(shuffled.len()) {
            batched.add(&[made(n, std::slice::from_ref(quote))]);
        }
        for batch in shuffled.chunks(cut) {
            batched.add(batch);
        }
        prop_assert_eq!(at_once.quotes(), batched.quotes());
        let quoted: usize = drafts.iter().map(Vec::len).sum();
        let listed: usize = at_once.quotes().iter().map(|(.., articles)| articles.len()).sum();
        prop_assert_eq!(listed, quoted, "each once");
    }
}
