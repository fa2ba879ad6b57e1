//! What a page says of itself, each with the signal that said it: pages of `fixtures/pages`, and hostile ones.

mod common;

use common::{onrecord, records};
use serde_json::{Value, json};

/// What is made of a page, with what is known of it from outside.
fn extracted(page: &str, around: &Value) -> Value {
    let mut line = around.clone();
    line["html"] = page.into();
    let output = onrecord().args(["extract", "-"]).write_stdin(format!("{line}\n")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    records(&output.stdout).remove(0)
}

fn page(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages").join(name);
    std::fs::read_to_string(path).expect("a page of the fixtures")
}

fn assert_has(article: &Value, expected: Value) {
    for (field, value) in expected.as_object().expect("fields") {
        assert_eq!(&article[field], value, "{field}");
    }
}

#[test]
fn linked_data_comes_first() {
    assert_has(
        &extracted(&page("meta-linked.html"), &json!({})),
        json!({
            "url": "https://www.valepost.example/health/doses", "title": "Doses reach the coast & the hills",
            "byline": ["Ann Lee"], "outlet": "The Vale Post", "section": "Health", "language": "en",
            "published": "2021-03-18T10:30:00+01:00", "published_from": "json-ld", "modified": "2021-03-19T08:00:00Z",
            "signals": {
                "url": "meta", "title": "json-ld", "byline": "json-ld", "outlet": "json-ld", "section": "json-ld",
                "language": "json-ld", "modified": "json-ld"
            },
        }),
    );
}

#[test]
fn tags_of_vendors_are_known() {
    assert_has(
        &extracted(&page("meta-tags.html"), &json!({})),
        json!({
            "title": "Doses reach the coast", "byline": ["Ann Lee"], "outlet": "Vale Post", "section": "Health",
            "published": "2021-03-18T10:30Z", "published_from": "meta", "modified": "2021-03-19T08:00:00Z",
        }),
    );
}

#[test]
fn elements_are_read_by_their_marks_outside_of_what_is_around_the_article() {
    assert_has(
        &extracted(&page("meta-markup.html"), &json!({})),
        json!({
            "title": "Doses reach the coast", "byline": ["Ann Lee", "Bo Chen"], "published": "2021-03-18T10:30",
            "published_from": "time-tag", "modified": "2021-03-19",
            "signals": {
                "url": "none", "title": "markup", "byline": "markup", "outlet": "none", "section": "none",
                "language": "text", "modified": "time-tag"
            },
        }),
    );
}

#[test]
fn words_count_last_and_the_language_tells_the_month() {
    let page = page("meta-words.html");
    assert_has(
        &extracted(&page, &json!({})),
        json!({ "published": "2021-03-04", "published_from": "text", "modified": "2021-03-19T21:30-04:00" }),
    );
    let british = page.replace("en-US", "en-GB");
    assert_has(&extracted(&british, &json!({})), json!({ "published": "2021-04-03" }));
    let open = page.replace("en-US", "en");
    assert_has(&extracted(&open, &json!({})), json!({ "published": null, "published_from": "none" }));
    let found = json!({ "url": "https://valepost.example/health/2021/03/05/doses" });
    assert_has(
        &extracted(&open, &found),
        json!({ "published": "2021-03-05", "published_from": "url", "section": "health" }),
    );
}

#[test]
fn what_cannot_be_is_passed_over_with_a_warning() {
    let found = json!({ "url": "https://valepost.example/2021/03/18/doses", "fetched": "2021-03-20T09:00:00Z" });
    let article = extracted(&page("meta-conflict.html"), &found);
    assert_has(
        &article,
        json!({
            "outlet": "The Vale Post", "byline": ["Ann Lee"], "published": "2021-03-18", "published_from": "url",
        }),
    );
    let warnings = article["warnings"].as_array().expect("a list");
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    assert!(warnings[0].as_str().is_some_and(|text| text.contains("after the fetch")), "{warnings:?}");
}

#[test]
fn hostile_pages_say_nothing_untrue() {
    assert_has(
        &extracted(&page("meta-hostile.html"), &json!({})),
        json!({ "title": "Doses reach the coast", "byline": [], "published": null, "modified": null }),
    );
    let body = "<p>The ministry said that 4,000 doses had reached the coast on Thursday.</p>";
    let script = |json: &str| format!("<title>Doses</title><script type='application/ld+json'>{json}</script>{body}");
    let large = format!("{{\"@type\": \"NewsArticle\", \"x\": \"{}\"}}", "y".repeat(10 << 20));
    let article = extracted(&script(&large), &json!({}));
    assert_has(&article, json!({ "title": "Doses" }));
    assert_eq!(article["warnings"].as_array().map(Vec::len), Some(1), "{}", article["warnings"]);
    for json in ["[".repeat(1 << 20), "{\"@graph\":".repeat(1 << 16), "\\".repeat(1 << 16), "\"".repeat(1 << 16)] {
        assert_has(&extracted(&script(&json), &json!({})), json!({ "title": "Doses", "published": null }));
    }
    let authors = format!("<meta name=author content='{}'>{body}", "A B, ".repeat(1000));
    assert_has(&extracted(&authors, &json!({})), json!({ "byline": [] }));
}
