//! The page and its API over HTTP: what each address answers, what is refused, and how lists go on.

mod served;

use std::collections::BTreeSet;

use reqwest::header::{self, HeaderMap};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use served::Served;

/// A program or a browser that asks.
struct Asker {
    served: Served,
    client: Client,
}

impl Asker {
    fn new() -> Self {
        // others may have done so before
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        Self { served: Served::new(), client }
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(self.served.url(path)).send().await.expect("an answer")
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8", "{path}");
        answer.text().await.expect("a page")
    }

    async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        serde_json::from_str(&text).expect("JSON")
    }

    async fn check(&self, body: &Value) -> (StatusCode, Value) {
        let post = self.client.post(self.served.url("/api/v1/check")).header(header::CONTENT_TYPE, "application/json");
        let answer = post.body(body.to_string()).send().await.expect("an answer");
        let status = answer.status();
        (status, serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON"))
    }

    /// Sends a form of a claim's page as a browser does, with the cookie and the token of that page.
    async fn judge(&self, fields: &[(&str, &str)]) -> Response {
        let page = self.get("/judgements").await;
        let cookie = cookie(page.headers());
        let claim = self.json("/api/v1/claims?limit=1").await["claims"][0]["id"].as_str().expect("an id").to_owned();
        let token = token(&self.page(&format!("/claims/{claim}")).await);
        let mut all = vec![("token", token.as_str()), ("by", "ana")];
        all.extend(fields);
        let post = self.client.post(self.served.url("/judge")).header(header::COOKIE, cookie);
        form(post.header(header::ORIGIN, self.served.url("")), &all).await
    }
}

/// Sends fields as a browser does.
async fn form(post: RequestBuilder, fields: &[(&str, &str)]) -> Response {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let post = post.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    post.body(body).send().await.expect("an answer")
}

fn cookie(headers: &HeaderMap) -> String {
    let set = headers[header::SET_COOKIE].to_str().expect("text");
    assert!(set.contains("; HttpOnly; SameSite=Strict"), "{set}");
    set.split(';').next().unwrap_or_default().to_owned()
}

fn token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"token\" value=\"").expect("a form with a token");
    rest.split('"').next().unwrap_or_default().to_owned()
}

fn ids(list: &Value, name: &str) -> Vec<String> {
    list[name].as_array().expect("a list").iter().map(|it| it["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn every_page_is_there_and_keeps_the_browser_to_its_policy() {
    let asker = Asker::new();
    let claim = ids(&asker.json("/api/v1/claims?limit=1").await, "claims").concat();
    let quote = ids(&asker.json("/api/v1/quotes?limit=1").await, "quotes").concat();
    let article = asker.json(&format!("/api/v1/claims/{claim}")).await["evidence"][0]["article"]
        .as_str()
        .expect("one")
        .to_owned();
    let places = [
        "/".to_owned(),
        "/claims".to_owned(),
        "/claims?unit=dose&actor=Norway&sort=figure&text=&status=".to_owned(),
        format!("/claims/{claim}"),
        format!("/articles/{article}"),
        "/figures".to_owned(),
        "/figures?unit=dose".to_owned(),
        "/quotes".to_owned(),
        format!("/quotes/{quote}"),
        "/people".to_owned(),
        "/coverage".to_owned(),
        "/coverage?gap=skipped".to_owned(),
        "/judgements".to_owned(),
    ];
    for place in places {
        let answer = asker.get(&place).await;
        assert_eq!(answer.status(), StatusCode::OK, "{place}");
        let headers = answer.headers().clone();
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
        let page = answer.text().await.expect("a page");
        assert!(page.starts_with("<!DOCTYPE html>") && page.matches("<h1").count() == 1, "{place}: {page}");
        assert!(!page.contains(" style=") && !page.contains(" onclick"), "{place} holds what the policy keeps out");
    }
    for file in ["/style.css", "/page.js", "/icon.svg"] {
        assert_eq!(asker.get(file).await.status(), StatusCode::OK, "{file}");
    }
}

#[tokio::test]
async fn an_answer_is_sent_again_only_where_it_has_changed() {
    let asker = Asker::new();
    for path in ["/quotes", "/api/v1/claims", "/style.css"] {
        let tag = asker.get(path).await.headers()[header::ETAG].clone();
        let again = asker
            .client
            .get(asker.served.url(path))
            .header(header::IF_NONE_MATCH, tag)
            .send()
            .await
            .expect("an answer");
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert!(again.bytes().await.expect("a body").is_empty());
        let other = asker.client.get(asker.served.url(path)).header(header::IF_NONE_MATCH, "\"other\"").send().await;
        assert_eq!(other.expect("an answer").status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn lists_go_on_where_they_ended_in_every_order() {
    let asker = Asker::new();
    for sort in ["newest", "oldest", "figure"] {
        let all = ids(&asker.json(&format!("/api/v1/claims?sort={sort}&limit=200")).await, "claims");
        assert!(all.len() > 8, "{}", all.len());
        let (mut paged, mut after) = (Vec::new(), String::new());
        loop {
            let page = asker.json(&format!("/api/v1/claims?sort={sort}&limit=3{after}")).await;
            paged.extend(ids(&page, "claims"));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={}", url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
        }
        assert_eq!(paged, all, "{sort}");
    }
    for list in ["quotes", "speakers"] {
        let whole = asker.json(&format!("/api/v1/{list}?limit=200")).await;
        let all = whole[list].as_array().expect("a list").clone();
        assert!(all.len() > 3, "{whole}");
        let (mut paged, mut after) = (Vec::new(), String::new());
        loop {
            let page = asker.json(&format!("/api/v1/{list}?limit=2{after}")).await;
            paged.extend(page[list].as_array().expect("a list").clone());
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={}", url::form_urlencoded::byte_serialize(next.as_bytes()).collect::<String>());
        }
        assert_eq!(paged, all);
    }
}

#[tokio::test]
async fn filters_choose_what_the_command_line_chooses() {
    let asker = Asker::new();
    let db = asker.served.db();
    for filter in [
        &[("unit", "dose")][..],
        &[("unit", "DOSE"), ("recipient", "Kenya")],
        &[("actor", "Norway")],
        &[("action", "give"), ("status", "planned")],
        &[("since", "2021-04-01"), ("until", "2021-04-30")],
        &[("text", "\"health ministry\"")],
        &[("text", "measles"), ("unit", "person")],
        &[("product", "astrazeneca")],
    ] {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(["claims", "--format", "ndjson", "--db"]).arg(&db);
        for (name, value) in filter {
            command.arg(format!("--{name}={value}"));
        }
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(filter).finish();
        let written = String::from_utf8(command.output().expect("it runs").stdout).expect("text");
        let typed: BTreeSet<String> = written
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["id"].as_str().expect("an id").to_owned())
            .collect();
        for sort in ["newest", "figure"] {
            let page = asker.json(&format!("/api/v1/claims?limit=200&sort={sort}&{query}")).await;
            let served: BTreeSet<String> = ids(&page, "claims").into_iter().collect();
            assert_eq!(served, typed, "{filter:?}");
            assert!(!served.is_empty(), "{filter:?}");
        }
    }
}

#[tokio::test]
async fn an_object_is_what_the_command_line_writes() {
    let asker = Asker::new();
    let id = ids(&asker.json("/api/v1/claims?unit=dose&limit=1").await, "claims").concat();
    let served = asker.json(&format!("/api/v1/claims/{id}")).await;
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(["claims", "--format", "ndjson", "--unit", "dose", "--db"]).arg(asker.served.db());
    let written = String::from_utf8(command.output().expect("it runs").stdout).expect("text");
    let typed = written.lines().find(|line| line.contains(&id)).expect("the claim");
    assert_eq!(served, serde_json::from_str::<Value>(typed).expect("JSON"));
    let history = asker.json(&format!("/api/v1/claims/{id}/history")).await;
    let told: u64 =
        history["states"].as_array().expect("states").iter().map(|it| it["passages"].as_u64().expect("a number")).sum();
    assert_eq!(Some(told), served["mentions"].as_u64());
    let passages = asker.json(&format!("/api/v1/claims/{id}/passages")).await;
    assert_eq!(passages["passages"], served["evidence"]);
}

#[tokio::test]
async fn a_statement_is_checked() {
    let asker = Asker::new();
    let statement = "Norway gave Kenya 1.5 million AstraZeneca doses. It has 7 <b>of 9</b>.";
    let (status, answer) = asker.check(&json!({ "statement": statement, "published": "2021-06-10" })).await;
    assert_eq!(status, StatusCode::OK);
    let figures = answer["figures"].as_array().expect("figures");
    assert_eq!(figures[0]["text"], "1.5 million");
    assert_eq!(figures[0]["matches"][0]["slots"]["value"], "same");
    for (body, reason) in [
        (json!({ "statement": "x", "limit": 0 }), "limit"),
        (json!({ "statement": "x", "published": "spring" }), "published"),
        (json!({ "words": "x" }), "words"),
    ] {
        let (status, problem) = asker.check(&body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(problem["detail"].as_str().is_some_and(|it| it.contains(reason)), "{problem}");
    }
    let post = || asker.client.post(asker.served.url("/"));
    let page = form(post(), &[("statement", statement), ("published", "")]).await;
    let page = page.text().await.expect("a page");
    assert!(page.contains("class=\"figure agrees\"") && page.contains("&lt;b&gt;of"), "{page}");
    let long = "7 tents. ".repeat(20_000);
    let refused = form(post(), &[("statement", long.as_str())]).await;
    assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn what_cannot_be_answered_is_a_problem_that_says_why() {
    let asker = Asker::new();
    for (path, status, reason) in [
        ("/api/v1/claims?units=dose", 400, "\"units\" is not known"),
        ("/api/v1/claims?limit=0", 400, "limit"),
        ("/api/v1/claims?since=spring", 400, "since"),
        ("/api/v1/claims?action=fly", 400, "expected give"),
        ("/api/v1/claims?after=x", 404, "no cursor"),
        ("/api/v1/claims?text=%22%22", 400, "words to look for"),
        ("/api/v1/claims/none", 404, "no claim \"none\""),
        ("/api/v1/articles/none", 404, "no article"),
        ("/api/v1/nothing", 404, "nothing at this address"),
        ("/api/v1/check", 405, "another way"),
    ] {
        let answer = asker.get(path).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{path}");
        let problem: Value = serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON");
        assert_eq!(problem["status"], status, "{path}");
        assert!(problem["detail"].as_str().is_some_and(|it| it.contains(reason)), "{path}: {problem}");
    }
    for (path, status) in
        [("/nothing", 404), ("/claims/none", 404), ("/claims?since=x", 400), ("/judge", 405), ("/claims/%ff", 400)]
    {
        let answer = asker.get(path).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(answer.text().await.expect("a page").contains("<h1>"), "{path}");
    }
}

#[tokio::test]
async fn only_this_machines_own_pages_and_programs_are_answered() {
    let asker = Asker::new();
    let port = asker.served.at.port();
    let (own, local) = (asker.served.at.to_string(), format!("localhost:{port}"));
    for (host, status) in [
        (own.as_str(), 200),
        (local.as_str(), 200),
        ("evil.example", 403),
        (&format!("evil.example:{port}"), 403),
        ("127.0.0.1:1", 403),
        (&format!("127.0.0.1.evil.example:{port}"), 403),
    ] {
        for path in ["/claims", "/api/v1/claims"] {
            let answer =
                asker.client.get(asker.served.url(path)).header(header::HOST, host).send().await.expect("an answer");
            assert_eq!(answer.status().as_u16(), status, "{host}");
        }
    }
    for (name, value, status) in [
        ("origin", "http://evil.example", 403),
        ("origin", "null", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-origin", 200),
        ("origin", asker.served.url("").as_str(), 200),
    ] {
        let post =
            asker.client.post(asker.served.url("/api/v1/check")).header(header::CONTENT_TYPE, "application/json");
        let answer = post.header(name, value).body("{\"statement\":\"x\"}").send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_judgement_needs_the_cookie_and_the_token_of_this_run() {
    let asker = Asker::new();
    let two = ids(&asker.json("/api/v1/claims?unit=dose&limit=2").await, "claims");
    let greeting = cookie(asker.get("/").await.headers());
    let known = token(&asker.page(&format!("/claims/{}", two[0])).await);
    for (cookie, token) in [("", known.as_str()), (greeting.as_str(), ""), (greeting.as_str(), "00"), ("", "")] {
        let fields = [("token", token), ("kind", "same"), ("claim", &two[0]), ("other", &two[1]), ("by", "eve")];
        let post = asker.client.post(asker.served.url("/judge")).header(header::COOKIE, cookie);
        assert_eq!(form(post, &fields).await.status(), StatusCode::FORBIDDEN);
    }
    assert!(asker.page("/judgements").await.contains("No judgement stands"));
}

#[tokio::test]
async fn claims_are_judged_and_judgements_undone() {
    let asker = Asker::new();
    let two = ids(&asker.json("/api/v1/claims?unit=dose&limit=2").await, "claims");
    let before = asker.json("/api/v1/claims?limit=200").await;
    let same = asker.judge(&[("kind", "same"), ("claim", &two[0]), ("other", &two[1]), ("why", "one shipment")]).await;
    assert_eq!(same.status(), StatusCode::SEE_OTHER);
    let to = same.headers()[header::LOCATION].to_str().expect("an address").to_owned();
    let page = asker.page(&to).await;
    assert!(page.contains("one shipment") && page.contains("Undo judgement 1"), "{page}");
    assert_eq!(ids(&asker.json("/api/v1/claims?limit=200").await, "claims").len(), ids(&before, "claims").len() - 1);
    let undone = asker.judge(&[("kind", "undo"), ("n", "1"), ("claim", &two[0])]).await;
    assert_eq!(undone.status(), StatusCode::SEE_OTHER);
    assert_eq!(asker.json("/api/v1/claims?limit=200").await, before);
    let again = asker.judge(&[("kind", "undo"), ("n", "1")]).await;
    assert_eq!(again.status(), StatusCode::CONFLICT);

    let claim = asker.json(&format!("/api/v1/claims/{}", two[0])).await;
    let passage = claim["evidence"][0]["id"].as_str().expect("an id");
    assert_eq!(asker.judge(&[("kind", "reject"), ("passage", passage)]).await.status(), StatusCode::SEE_OTHER);
    let all = asker.json("/api/v1/claims?limit=200&passages=20").await.to_string();
    assert!(!all.contains(passage), "the passage counts no more");
    assert_eq!(asker.judge(&[("kind", "undo"), ("n", "3")]).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(asker.json("/api/v1/claims?limit=200").await, before);
    for (fields, status) in [
        (&[("kind", "same"), ("claim", two[0].as_str()), ("other", "none")][..], 404),
        (&[("kind", "same"), ("claim", &two[0]), ("other", &two[0])], 409),
        (&[("kind", "reject"), ("passage", "none")], 404),
        (&[("kind", "burn")], 400),
    ] {
        assert_eq!(asker.judge(fields).await.status().as_u16(), status, "{fields:?}");
    }
}

#[tokio::test]
async fn hostile_words_are_shown_as_words() {
    let asker = Asker::new();
    let id = url::form_urlencoded::byte_serialize(b"a/b <c>?d=e&f#g").collect::<String>().replace('+', "%20");
    let article = asker.json(&format!("/api/v1/articles/{id}")).await;
    assert!(
        article["text"].as_str().is_some_and(|it| it.contains("<script>") && it.contains("\u{202e}")),
        "kept as it was"
    );
    let page = asker.page(&format!("/articles/{id}")).await;
    let claims = asker.page("/claims?text=desrever").await;
    let quotes = asker.page("/quotes?text=shall").await;
    for page in [&page, &claims, &quotes] {
        assert!(!page.contains("<script>") && !page.contains("<img") && !page.contains("<b>"), "{page}");
        assert!(!page.contains("href=\"javascript"), "{page}");
        assert!(!page.contains('\u{7}'), "a control character");
    }
    assert!(page.contains("&lt;script&gt;") && claims.contains("1,500 dose"), "{page}{claims}");
    assert!(quotes.contains("&lt;img src=x onerror=alert(2)&gt;"), "{quotes}");
}

/// Every tag of a page, as it is written.
fn tags(page: &str) -> BTreeSet<String> {
    let tag = |rest: &str| rest.split_once('>').map(|(tag, _)| tag.to_owned());
    page.split('<').skip(1).filter_map(tag).collect()
}

#[tokio::test]
async fn a_stored_page_stands_beside_its_article_and_can_do_nothing() {
    let asker = Asker::new();
    asker.served.add_page("tents", &served::hostile_page("http://127.0.0.1:9"));
    let claim = asker.json("/api/v1/claims?unit=tent&passages=1&text=patient").await["claims"][0].clone();
    let passages = asker.page(&format!("/claims/{}", claim["id"].as_str().expect("an id"))).await;
    let (_, rest) = passages.split_once("href=\"/articles/tents?at=").expect("a link to the passage");
    let at = rest.split('#').next().unwrap_or_default();
    let beside = asker.get(&format!("/articles/tents?at={at}")).await;
    assert!(beside.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text").ends_with("; frame-src 'self'"));
    let beside = beside.text().await.expect("a page");
    assert!(beside.contains("sandbox=\"\"") && beside.contains(&format!("/page?at={at}#passage\"")), "{beside}");
    let (_, passage) = beside.split_once("<mark id=\"passage\">").expect("the passage in the text");
    assert!(passage.split_once('>').is_some_and(|(_, words)| words.starts_with("Norway<")), "{passage}");

    let stored = asker.get(&format!("/articles/tents/page?at={at}")).await;
    let headers = stored.headers().clone();
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    assert!(policy.starts_with("sandbox; default-src 'none'; style-src 'unsafe-inline'; "), "{policy}");
    assert!(!policy.contains("allow-") && policy.contains("frame-ancestors 'self'"), "{policy}");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(headers[header::X_FRAME_OPTIONS], "SAMEORIGIN");
    assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert!(!headers.contains_key(header::SET_COOKIE), "a stored page has no part in the session");
    let stored = stored.text().await.expect("a page");
    // ours
    let mut known: BTreeSet<&str> =
        ["!DOCTYPE html", "html", "head", "title", "style", "mark", "mark id=\"passage\""].into();
    known.extend(["meta charset=\"utf-8\"", "meta name=\"viewport\" content=\"width=device-width, initial-scale=1\""]);
    known.extend(["body tabindex=\"0\" dir=\"auto\"", "body"]);
    // the page's
    known.extend(["nav", "article", "h1", "p", "b", "i", "div"]);
    let strange: Vec<String> =
        tags(&stored).into_iter().filter(|tag| !known.contains(tag.trim_start_matches('/'))).collect();
    assert!(strange.is_empty(), "{strange:?} in {stored}");
    for harm in ["127.0.0.1", "javascript:", "onerror", "url(", "@import", "Draw", "Send"] {
        assert!(!stored.contains(harm), "{harm} in {stored}");
    }
    assert!(stored.contains("&lt;script&gt;alert(5)&lt;/script&gt;"), "words stay words: {stored}");
    let marked =
        stored.split("<mark").skip(1).filter_map(|it| it.split_once('>')?.1.split_once("</mark>")).map(|(it, _)| it);
    assert_eq!(
        marked.collect::<String>(),
        "Norway gave Kenya 1,900\u{a0}tents in the spring, the ministry said.",
        "what the page itself marks is not taken for the passage"
    );
}

#[tokio::test]
async fn a_stored_page_comes_as_it_came_and_only_where_there_is_one() {
    let asker = Asker::new();
    let page = served::hostile_page("http://127.0.0.1:9");
    asker.served.add_page("tents", &page);
    let source = asker.get("/articles/tents/page/source").await;
    assert_eq!(source.headers()[header::CONTENT_TYPE], "application/octet-stream");
    let disposition = source.headers()[header::CONTENT_DISPOSITION].to_str().expect("text").to_owned();
    assert!(disposition.starts_with("attachment; filename=\"") && disposition.ends_with(".txt\""), "{disposition}");
    assert!(source.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text").starts_with("sandbox;"));
    assert_eq!(source.bytes().await.expect("a body"), page.as_bytes());

    // in the character set that it declares, with bytes that do not fit it
    let latin = asker.served.folder.path().join("latin.html");
    let words =
        b"<meta charset=windows-1252><article><h1>Caf\xe9s</h1><p>The caf\xe9s of Z\xfcrich gave Kenya 2,700 tents \
        \x81 in the summer, and those of Basel none at all, as their spokesman said on Friday.</p></article>";
    std::fs::write(&latin, words).expect("a file");
    served::add(&asker.served.db(), vec![latin]);
    let claims = asker.json("/api/v1/claims?text=Basel&passages=1").await;
    let article = claims["claims"][0]["evidence"][0]["article"].as_str().expect("an id").to_owned();
    let shown = asker.page(&format!("/articles/{article}/page")).await;
    assert!(shown.contains("The cafés of Zürich gave"), "{shown}");
    let nowhere = asker.page(&format!("/articles/{article}/page?at=5000-5001")).await;
    assert!(nowhere.contains("id=\"passage\">The passage does not stand in the page"), "{nowhere}");

    let text = asker.json("/api/v1/claims?text=%22health+ministry%22&passages=1").await;
    let article = text["claims"][0]["evidence"][0]["article"].as_str().expect("an id").to_owned();
    let beside = asker.get(&format!("/articles/{article}?at=3-9")).await;
    assert!(!beside.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text").contains("frame-src"));
    assert!(!beside.text().await.expect("a page").contains("<iframe"), "it came as text");
    for (path, status) in [
        (format!("/articles/{article}/page"), 404),
        (format!("/articles/{article}/page/source"), 404),
        ("/articles/none/page".to_owned(), 404),
        ("/articles/tents?at=9".to_owned(), 400),
        ("/articles/tents/page?at=9-3".to_owned(), 400),
    ] {
        assert_eq!(asker.get(&path).await.status().as_u16(), status, "{path}");
    }
}

#[tokio::test]
async fn what_is_added_meanwhile_is_seen() {
    let asker = Asker::new();
    assert!(ids(&asker.json("/api/v1/claims?text=Fiji").await, "claims").is_empty());
    let more = asker.served.folder.path().join("more.txt");
    std::fs::write(&more, "Norway gave Fiji 70,000 doses.").expect("a file");
    served::add(&asker.served.db(), vec![more]);
    let text = asker.json("/api/v1/claims?text=Fiji").await;
    assert_eq!(ids(&text, "claims").len(), 1, "{text}");
}

#[tokio::test]
async fn people_are_found_by_any_word_of_their_name_whoever_came_meanwhile() {
    let asker = Asker::new();
    let names = async |asked: &str| {
        let list = asker.json(&format!("/api/v1/speakers?name={asked}")).await;
        let all = list["speakers"].as_array().expect("a list").iter();
        all.map(|it| it["name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    let quoted = async |asked: &str| ids(&asker.json(&format!("/api/v1/quotes?speaker={asked}")).await, "quotes").len();
    assert_eq!(names("lindq").await, ["Marta Lindqvist"]);
    assert_eq!(names("Marta%20Li").await, ["Marta Lindqvist"]);
    assert!(names("qvist").await.is_empty(), "no word begins so");
    assert!(names("Adey").await.is_empty() && quoted("deyemi").await == 0);
    let more = asker.served.folder.path().join("more.jsonl");
    let said = |words: &str| json!({ "id": "more", "text": format!("“{words},” said Ruth Adéyemi, a farmer.") });
    std::fs::write(&more, format!("{}\n", said("We had no rain at all this year"))).expect("a file");
    served::add(&asker.served.db(), vec![more.clone()]);
    assert_eq!(names("Adey").await, ["Ruth Adéyemi"]);
    assert_eq!(quoted("deyemi").await, 1);
    // what she said is replaced, and its number may be given to what somebody else says
    let other = json!({ "id": "more", "text": "“The wells are dry in every village,” said Paul Wekesa, a farmer." });
    std::fs::write(&more, format!("{other}\n")).expect("a file");
    served::add(&asker.served.db(), vec![more]);
    assert_eq!(names("wekes").await, ["Paul Wekesa"]);
    assert!(names("Adey").await.is_empty() && quoted("deyemi").await == 0);
}

#[tokio::test]
async fn a_state_that_no_claim_is_in_is_known_at_once() {
    let asker = Asker::new();
    for status in ["planned", "done"] {
        let all = asker.json(&format!("/api/v1/claims?status={status}&limit=200")).await;
        let claims = all["claims"].as_array().expect("claims");
        assert!(!claims.is_empty() && claims.iter().all(|it| it["statuses"].to_string().contains(status)), "{all}");
    }
    let none = asker.json("/api/v1/claims?status=denied&text=the").await;
    assert!(none["claims"].as_array().expect("claims").is_empty(), "{none}");
}

#[tokio::test]
async fn the_description_names_every_form_it_refers_to() {
    let asker = Asker::new();
    let document = asker.json("/api/v1/openapi.json").await;
    assert_eq!(document["openapi"], "3.1.0");
    let text = document.to_string();
    let mut references = 0;
    for reference in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(document.pointer(reference).is_some(), "{reference} leads nowhere");
        references += 1;
    }
    assert!(references > 30 && !text.contains("$defs"), "{references}");
}
