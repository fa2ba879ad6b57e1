//! Whatever comes in, something sound comes out: no text breaks the extractor, no bytes break the reader, and every
//! passage of a record stands where the record says.

use std::fs;

use onrecord::fetch::{Given, Limits, Reader};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline;
use onrecord::record::article::Article;
use proptest::prelude::*;
use serde_json::Value;

/// Texts made of what news is made of, and of what breaks programs.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "2.5 million", "doses", "“", "”", "\"", "said", "Mexico", "U.S.", "Dr.", "on Thursday", "$2 billion", "%",
            "last week", "10 to 12", "one-third", "(", ")", "—", "according to", "tens of", "people", "he", "1,000,000",
            "AP", "reported", "will", "lend", "donated", "9".repeat(60).leak(), "\u{a0}", "’s", "é", "e\u{301}", "𝟗",
            "half a", "per day", "\u{202e}", "\u{1b}[0m", "１２", "٣", "½", "\u{feff}", "\0", "İ", "ß", "ǅ",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,8}",
    ];
    let gap = prop::sample::select(vec![" ", " ", " ", "", "\n", "\n\n", ". ", ", ", "\r\n", "\t"]);
    prop::collection::vec((word, gap), 0..60)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect())
}

/// Reads bytes as a file of the given ending would be.
fn read(name: &str, bytes: &[u8]) -> Vec<onrecord::fetch::Input> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), bytes).expect("a file");
    let limits = Limits { article: 1 << 12, ..Limits::default() };
    let reader = Reader::new(vec![folder.path().to_owned()], limits);
    reader.filter_map(|raw| raw.and_then(|raw| raw.read(&Given::default())).ok()).collect()
}

/// Every object with `start`, `end` and `text` must point at that text; gives how many there were.
fn check(value: &Value, text: &[char]) -> usize {
    let mut count = 0;
    match value {
        Value::Object(object) => {
            if let (Some(start), Some(end)) = (object.get("start"), object.get("end"))
                && !start.is_null()
            {
                let (start, end) =
                    (start.as_u64().expect("a number") as usize, end.as_u64().expect("a number") as usize);
                let words = text.get(start..end).expect("the span lies in the text");
                if let Some(Value::String(said)) = object.get("text") {
                    assert_eq!(&words.iter().collect::<String>(), said);
                    count += 1;
                }
            }
            count += object.values().map(|inner| check(inner, text)).sum::<usize>();
        }
        Value::Array(list) => count += list.iter().map(|inner| check(inner, text)).sum::<usize>(),
        _ => {}
    }
    count
}

proptest! {
    #[test]
    fn no_text_breaks_the_extractor(text in text(), is_dated in any::<bool>()) {
        for mut input in read("a.txt", text.as_bytes()) {
            if is_dated {
                input.article.published = onrecord::model::Published::parse("2021-03-18");
            }
            input.article.language = None;
            let processed = pipeline::process(input.article.clone(), Lexicon::embedded());
            prop_assert_eq!(&processed, &pipeline::process(input.article, Lexicon::embedded()));
            let record = serde_json::to_value(Article::new(&processed)).expect("a record is JSON");
            let chars: Vec<char> = processed.article.text.chars().collect();
            let mut parts = record;
            parts.as_object_mut().expect("an object").remove("text");
            check(&parts, &chars);
        }
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), head in 0_usize..8) {
        let heads: [&[u8]; 8] = [
            b"", b"\xff\xfe", b"---\ntitle: [", b"{\"text\": \"", b"<!doctype html><meta charset=", b"\x1f\x8b\x08\0\0\0\0\0\0\0",
            b"<script type=application/ld+json>[{\"@type\": \"Article\",", b"{\"html\": \"<table><p><b>",
        ];
        let bytes = [heads[head], &bytes].concat();
        for name in ["a.txt", "a.html", "a.jsonl", "a.txt.gz", "a.jsonl.gz"] {
            for input in read(name, &bytes) {
                prop_assert!(!input.article.text.trim().is_empty());
            }
        }
    }

    #[test]
    fn no_page_breaks_the_reader(parts in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<b x=1>", "</b>", "<q>", "<pre>", "\n", " x ", "&nbsp;", "<br>",
        "<script>", "</script>", "<svg>", "<template>", "</template>", "<title>", "<frameset>", "<select>", "<!--", "-->", "<a/b=c",
        "<html lang=x>", "<time datetime=2021-01-01>", "word", "é", "<div class=related>", "<div class=entry-content>", "</div>",
        "<p>It is so, they say.</p>", "<a>more</a>", "e\u{301}", "\u{301}", "\u{feff}", "&#0;", "&#x2028;", "\r", "<h2>", "</h2>",
        "<blockquote>", "<figure>", "</figure>", "<li>", "<article>",
    ]), 0..60)) {
        for input in read("a.html", parts.concat().as_bytes()) {
            let text = input.article.text;
            prop_assert_eq!(text.trim(), text.as_str());
            prop_assert_eq!(&onrecord::text::normalise(&text), &text);
            let blocks = input.page.expect("it is a page").blocks;
            let cut: Vec<&str> = blocks.iter().map(|block| &text[block.span.range()]).collect();
            prop_assert_eq!(cut.join("\n\n"), text.as_str());
        }
    }
}
