//! What is read of the stored pages of `fixtures/pages/`, each with its expected text beside it, and where in the page it
//! stands.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use common::{onrecord, records};
use onrecord::fetch::{Given, Input, InputError, Limits, Piece, Reader, Reason, shown};
use onrecord::model::{Extent, Span};
use onrecord::text::normalise;
use scraper::{Html, Selector};

fn pages() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages")
}

/// The pages with an expected text beside them.
fn expected() -> Vec<(PathBuf, String)> {
    let files = fs::read_dir(pages()).expect("a folder").map(|entry| entry.expect("an entry").path());
    let texts = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let mut found: Vec<_> =
        texts.map(|path| (path.with_extension("html"), fs::read_to_string(&path).expect("a text"))).collect();
    found.sort();
    assert!(found.len() >= 9, "{found:?}");
    found
}

fn read(path: &Path) -> Result<Input, InputError> {
    let mut reader = Reader::new(vec![path.to_owned()], Limits::default());
    reader.next().expect("one page").and_then(|raw| raw.read(&Given::default()))
}

/// Reads a page of these bytes, on a thread with the small stack that threads have.
fn made(page: String) -> Result<Input, InputError> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.html");
        fs::write(&path, page).expect("a file");
        sender.send(read(&path)).is_ok()
    });
    receiver.recv_timeout(Duration::from_secs(300)).expect("it ends")
}

fn extent(name: &str) -> Extent {
    read(&pages().join(name)).expect("an article").extent.expect("it was a page")
}

#[test]
fn each_page_gives_its_article() {
    for (path, text) in expected() {
        let input = read(&path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(input.article.text, text.trim_end(), "{}", path.display());
    }
}

#[test]
fn each_block_leads_back_to_its_element() {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    for (path, _) in expected() {
        let input = read(&path).unwrap_or_else(|error| panic!("{error}"));
        let (text, page) = (input.article.text, input.page.expect("a page"));
        assert_eq!(text, normalise(&text));
        let tree = Html::parse_document(std::str::from_utf8(&page.bytes).expect("UTF-8"));
        let mut end = 0;
        for block in &page.blocks {
            let words = &text[block.span.range()];
            assert_eq!(&text[end..block.span.start()], if end == 0 { "" } else { "\n\n" });
            end = block.span.end();
            let found = tree.select(&selector(&block.path)).next();
            let element = found.unwrap_or_else(|| panic!("{}: no {}", path.display(), block.path));
            let shown = bare(&element.text().collect::<String>());
            assert!(shown.contains(&bare(words)), "{}: {} has no {words:?}", path.display(), block.path);
        }
        assert_eq!(end, text.len(), "{}", path.display());
    }
}

/// A path of names and positions as a selector.
fn selector(path: &str) -> Selector {
    let steps =
        path.split('/').skip(1).map(|step| match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
            Some((name, position)) => format!("{name}:nth-of-type({position})"),
            None => step.to_owned(),
        });
    let steps: Vec<_> = steps.collect();
    Selector::parse(&steps.join(" > ")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn each_block_is_marked_where_the_page_shows_it() {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let mut marked = 0;
    for (path, _) in expected() {
        let input = read(&path).unwrap_or_else(|error| panic!("{error}"));
        let (text, page) = (input.article.text, input.page.expect("a page"));
        for block in &page.blocks {
            let pieces = shown(&page, &text, Some(block.span)).expect("it is shown");
            let found: String = pieces
                .iter()
                .filter_map(|it| if let Piece::Passage(it) = it { Some(bare(it)) } else { None })
                .collect();
            // what stands in the page's data alone nobody sees
            let wanted = if block.path.contains("/script") { String::new() } else { bare(block.span.of(&text)) };
            assert_eq!(found, wanted, "{} {}", path.display(), block.path);
            marked += usize::from(!found.is_empty());
        }
    }
    assert!(marked > 40, "{marked}");
}

#[test]
fn of_words_that_stand_twice_those_of_the_passage_are_marked() {
    let twice = "It gave Kenya 40 tents.";
    let page = format!(
        "<article><h1>Tents</h1><p>It was a long winter in the north of the country, and nobody was glad of it.</p>\
         <p>First. {twice} Then it rained for days on <b>end</b>. {twice} That is what is known of it so far.</p></article>"
    );
    let input = made(page).expect("an article");
    let (text, page) = (input.article.text, input.page.expect("a page"));
    let second = text.rfind(twice).expect("it is there");
    let pieces = shown(&page, &text, Some(Span::new(second, second + twice.len()))).expect("it is shown");
    let at = pieces.iter().position(|it| *it == Piece::Passage(twice.to_owned())).expect("it is marked");
    assert_eq!(pieces.iter().filter(|it| matches!(it, Piece::Passage(_))).count(), 1);
    assert!(pieces[..at].contains(&Piece::Open("b")), "the second of them: {pieces:?}");
}

#[test]
fn pages_without_an_article_say_so() {
    for (name, kind) in [("index.html", "index"), ("film.html", "video"), ("gone.html", "error page")] {
        match read(&pages().join(name)).map_err(|error| error.reason) {
            Err(Reason::NoArticle(why)) => assert_eq!(why.as_str(), kind, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn what_a_page_shows_is_told() {
    let paid = extent("paywall.html");
    assert!(paid.paywalled && paid.partial);
    let free = extent("nested.html");
    assert!(!free.paywalled && !free.partial);
    // "999" is a script's; the numbers of comments, dates and captions are on the page and not in the text
    assert_eq!((free.numbers, free.kept), (27, 10));
}

#[test]
fn add_counts_pages_without_an_article() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["index.html", "film.html", "gone.html", "article.html"] {
        fs::copy(pages().join(name), folder.path().join(name)).expect("a copy");
    }
    let output = onrecord().current_dir(folder.path()).args(["add", "."]).output().expect("the program runs");
    let summary = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(summary.contains("articles  1 read"), "{summary}");
    assert!(summary.contains("1 no article: error page, 1 no article: index, 1 no article: video"), "{summary}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn extract_tells_what_the_page_was() {
    let output = onrecord().arg("extract").arg(pages().join("paywall.html")).output().expect("the program runs");
    let page = &records(&output.stdout)[0]["page"];
    assert_eq!(page, &serde_json::json!({"paywalled": true, "partial": true, "numbers": 6, "kept": 2}));
    let output = onrecord().args(["extract", "-"]).write_stdin("Two of 5.").output().expect("the program runs");
    assert!(records(&output.stdout)[0]["page"].is_null());
}

#[test]
fn hostile_markup_is_read_to_its_end() {
    const BYTES: usize = 512 << 10;
    let repeated = |part: &str| part.repeat(BYTES / part.len());
    let pages = [
        repeated("<p>It is so.</p>"),
        repeated("<b>"),
        repeated("<b><p>It is so, they say.</p>"),
        repeated("a<br><br>"),
        repeated("<p>x"),
        repeated("<a href=x>a word</a> "),
        repeated("<div class='article-body'>It is 1 of 2.</div>"),
        repeated("<tr><td>1<table>"),
        repeated("<ul><li><a>x</a></ul>"),
        repeated("<h2>Heading</h2>"),
        format!("<p class='{}'>It is so.", repeated("related ")),
        format!("<p class='{}'>It is so.", repeated("related-")),
        (0..BYTES / 16).fold(String::new(), |page, number| page + &format!("<x-{number} id=i{number}>1")),
        format!("<script type=application/ld+json>{}</script><p>It is so.", repeated("[")),
        format!("<script type=application/ld+json>[{}{{}}]</script><p>It is so.", repeated("{\"@type\":\"Article\"},")),
        format!("{}<div class=related>{}", "<article>".repeat(200), repeated("<p>It is so, they say here.</p>")),
    ];
    for page in pages {
        let head: String = page.chars().take(40).collect();
        match made(page).map_err(|error| error.reason) {
            Ok(input) => assert!(!input.article.text.is_empty(), "{head}"),
            Err(reason) => {
                assert!(matches!(reason, Reason::Empty | Reason::Tangled | Reason::NoArticle(_)), "{head}: {reason}");
            }
        }
    }
}
