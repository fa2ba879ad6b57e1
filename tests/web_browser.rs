//! The page in a real browser, narrow and wide, light and dark: what people see, type and press, and whether those can too
//! who don't see the screen or don't use a mouse.
//!
//! Needs `chromedriver` and Chromium on the search path, and axe-core's `axe.min.js` named by `ONRECORD_AXE`. Where they
//! are not there it says so and passes, unless `ONRECORD_BROWSER` is set. `ONRECORD_REWRITE=1` writes the screenshots.

mod served;
mod web;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use served::Served;
use tempfile::TempDir;

/// How long a page may take on a machine that has other things to do.
const PATIENCE: Duration = Duration::from_secs(30);
const DRAFT: &str =
    "Norway has promised Kenya 1.5 million AstraZeneca doses. It later gave it 2 million doses, and nine zeppelins.";

/// The screenshots that the README and the documentation show.
const PICTURES: [&str; 3] = ["check-wide", "claim-wide", "article-dark"];

/// A browser with one window, which is closed when it is dropped.
struct Browser {
    client: Client,
    driver: Child,
    _profile: TempDir,
    name: &'static str,
}

#[derive(Clone, Copy)]
enum Screen {
    Narrow,
    Wide,
    Dark,
}

impl Browser {
    /// `None` where there is none on this machine.
    async fn open(screen: Screen) -> Option<Self> {
        let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = driver else {
            let must = std::env::var_os("ONRECORD_BROWSER").is_some();
            assert!(!must, "chromedriver is not on the search path, and ONRECORD_BROWSER asks for it");
            #[allow(clippy::print_stderr, reason = "a test that is left out says so")]
            {
                eprintln!("LEFT OUT: there is no chromedriver on this machine, so that no page was seen in a browser");
            }
            return None;
        };
        let lines = BufReader::new(driver.stdout.take().expect("its output")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.contains("started successfully").then(|| line.chars().filter(char::is_ascii_digit).collect::<String>())
        });
        let profile = tempfile::tempdir().expect("a folder");
        let (size, dark, name) = match screen {
            Screen::Narrow => ("360,800", false, "narrow"),
            Screen::Wide => ("1600,1000", false, "wide"),
            Screen::Dark => ("1600,1000", true, "dark"),
        };
        let mut args: Vec<String> = [
            "headless",
            "no-sandbox",
            "disable-gpu",
            "disable-quic",
            "no-first-run",
            "hide-scrollbars",
            "disable-background-networking",
            "disable-component-update",
            "disable-sync",
            "disable-dev-shm-usage",
        ]
        .map(|flag| format!("--{flag}"))
        .to_vec();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        args.push(format!("--window-size={size}"));
        if dark {
            args.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let mut options = json!({ "args": args });
        if matches!(screen, Screen::Narrow) {
            // a window is not made as narrow as a telephone
            options["mobileEmulation"] =
                json!({ "deviceMetrics": { "width": 360, "height": 800, "pixelRatio": 1.0, "mobile": true } });
        }
        let capabilities =
            json!({ "browserName": "chrome", "goog:chromeOptions": options, "unhandledPromptBehavior": "ignore" });
        let capabilities = capabilities.as_object().expect("an object").clone();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", port.expect("its port")))
            .await
            .expect("a browser");
        Some(Self { client, driver, _profile: profile, name })
    }

    async fn go(&self, served: &Served, path: &str) {
        self.client.goto(&served.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    async fn press(&self, css: &str) {
        let element = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        element
            .unwrap_or_else(|error| panic!("{css}: {error}"))
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Presses what leads to another page, and waits for it.
    async fn follow(&self, css: &str) {
        self.run("window.before = true").await;
        self.press(css).await;
        let begun = Instant::now();
        while self.run("return window.before === true || document.readyState !== 'complete'").await == true {
            assert!(begun.elapsed() < PATIENCE, "{css} leads nowhere");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn text(&self, css: &str) -> String {
        let found = self.client.find(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"));
        found.text().await.expect("its text")
    }

    /// Nothing is wider than the screen, and axe finds nothing serious.
    async fn sound(&self, place: &str) {
        let wide = self.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth \
            ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1) \
              .slice(0, 5).map(e => e.outerHTML.slice(0, 120)) : []").await;
        assert_eq!(wide, json!([]), "{place} is wider than a {} screen", self.name);
        let Some(axe) = axe() else { return };
        self.run(&axe).await;
        let script = "const done = arguments[arguments.length - 1]; \
            axe.run(document, { resultTypes: ['violations'] }).then(r => done(r.violations \
            .filter(v => v.impact === 'serious' || v.impact === 'critical') \
            .map(v => [v.id, v.help, v.nodes.slice(0, 4).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary)])), e => done(String(e)))";
        let found = self.client.execute_async(script, Vec::new()).await.expect("axe runs");
        assert_eq!(found, json!([]), "{place} on a {} screen", self.name);
    }

    /// Nothing of a stored page runs, is loaded or leads anywhere.
    async fn inert(&self, place: &str) {
        assert!(self.client.get_alert_text().await.is_err(), "{place} it opened a dialog");
        let title = self.run("return document.title").await;
        assert_eq!(title, "The page as it came", "{place}");
        let made = "return [document.scripts.length, document.querySelectorAll('[href], [src], form, iframe, svg, base, link').length, \
            performance.getEntriesByType('resource').length]";
        assert_eq!(self.run(made).await, json!([0, 0, 0]), "{place}");
    }

    async fn picture(&self, name: &str) {
        let name = format!("{name}-{}", self.name);
        if PICTURES.contains(&name.as_str()) && std::env::var_os("ONRECORD_REWRITE").is_some() {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screenshots");
            std::fs::create_dir_all(&folder).expect("a folder");
            let picture = self.client.screenshot().await.expect("a picture");
            std::fs::write(folder.join(format!("{name}.png")), picture).expect("a file");
        }
    }

    async fn close(mut self) {
        self.client.clone().close().await.expect("it closes");
        self.driver.kill().expect("it ends");
        self.driver.wait().expect("it ends");
    }
}

/// axe-core's script.
fn axe() -> Option<String> {
    let path = std::env::var_os("ONRECORD_AXE").map(PathBuf::from);
    let Some(path) = path else {
        assert!(std::env::var_os("ONRECORD_BROWSER").is_none(), "ONRECORD_AXE names no axe.min.js");
        return None;
    };
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// Every page, by the ways that lead to it.
async fn places(browser: &Browser, served: &Served) -> Vec<String> {
    browser.go(served, "/claims?unit=dose&sort=figure").await;
    let claim = browser.run("return document.querySelector('table.claims tbody a').getAttribute('href')").await;
    browser.go(served, "/quotes").await;
    let quote = browser.run("return document.querySelector('ol.quotes .from a').getAttribute('href')").await;
    browser.go(served, claim.as_str().expect("an address")).await;
    let article = browser.run("return document.querySelector('ol.passages .from a').getAttribute('href')").await;
    let mut all: Vec<String> = [
        "/",
        "/claims",
        "/figures",
        "/figures?unit=dose",
        "/figures?unit=person",
        "/quotes",
        "/people",
        "/coverage",
        "/coverage?gap=skipped",
        "/judgements",
        "/claims?unit=nothing",
        "/nothing",
        "/articles/a%2Fb%20%3Cc%3E%3Fd%3De%26f%23g",
    ]
    .map(str::to_owned)
    .to_vec();
    all.extend([claim, quote, article].iter().filter_map(|it| it.as_str().map(str::to_owned)));
    assert_eq!(all.len(), 16);
    all
}

async fn every_page_is_sound(screen: Screen) {
    let Some(browser) = Browser::open(screen).await else { return };
    let served = Served::new();
    let dark = browser.run("return matchMedia('(prefers-color-scheme: dark)').matches").await;
    assert_eq!(dark, matches!(screen, Screen::Dark));
    for place in places(&browser, &served).await {
        browser.go(&served, &place).await;
        browser.sound(&place).await;
        let name = match place.as_str() {
            "/claims" => "claims",
            "/figures?unit=dose" => "figures",
            "/quotes" => "quotes",
            "/people" => "people",
            "/coverage" => "coverage",
            other if other.starts_with("/claims/") => "claim",
            other if other.starts_with("/articles/") && !other.contains('%') => "article",
            _ => continue,
        };
        browser.picture(name).await;
    }
    browser.go(&served, "/").await;
    browser.client.find(Locator::Id("statement")).await.expect("a field").send_keys(DRAFT).await.expect("typed");
    browser.follow("form.check button").await;
    browser.sound("a check").await;
    let outcomes =
        browser.run("return [...document.querySelectorAll('a.figure')].map(a => [a.textContent, a.className])").await;
    assert_eq!(outcomes[0], json!(["1.5 million", "figure agrees"]), "{outcomes}");
    assert_eq!(outcomes[1], json!(["2 million", "figure differs"]), "{outcomes}");
    assert!(browser.text("article.note mark").await.contains("1.5 million"));
    browser.run("document.querySelector('#answer').scrollIntoView()").await;
    browser.picture("check").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_on_a_telephone() {
    every_page_is_sound(Screen::Narrow).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_on_a_wide_screen() {
    every_page_is_sound(Screen::Wide).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_in_the_dark() {
    every_page_is_sound(Screen::Dark).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_judged_and_the_judgement_undone() {
    let Some(browser) = Browser::open(Screen::Wide).await else { return };
    let served = Served::new();
    let count = "return document.querySelectorAll('table.claims tbody tr').length";
    browser.go(&served, "/claims?unit=dose").await;
    let before = browser.run(count).await;
    browser.follow("table.claims tbody a").await;
    browser.press("fieldset .option input").await;
    browser
        .client
        .find(Locator::Id("why-pair"))
        .await
        .expect("a field")
        .send_keys("one shipment")
        .await
        .expect("typed");
    browser.follow("button[value=same]").await;
    assert!(browser.text("ul.judgements").await.contains("one shipment"));
    browser.go(&served, "/claims?unit=dose").await;
    assert_eq!(browser.run(count).await.as_u64().map(|n| n + 1), before.as_u64());
    browser.go(&served, "/judgements").await;
    browser.follow("form.undo button").await;
    browser.go(&served, "/claims?unit=dose").await;
    assert_eq!(browser.run(count).await, before);

    browser.follow("table.claims tbody a").await;
    let passages = "return document.querySelectorAll('ol.passages > li').length";
    let all = browser.run(passages).await;
    browser.press("details.reject summary").await;
    browser.follow("details.reject button").await;
    browser.go(&served, "/judgements").await;
    assert!(browser.text("ul.judgements").await.contains("reject"));
    browser.follow("form.undo button").await;
    assert_eq!(browser.run(passages).await, all, "the passage counts again");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_words_do_nothing() {
    let Some(browser) = Browser::open(Screen::Wide).await else { return };
    let served = Served::new();
    for place in [
        "/articles/a%2Fb%20%3Cc%3E%3Fd%3De%26f%23g",
        "/claims?text=desrever",
        "/quotes?text=shall",
        "/coverage",
        "/claims?text=%3Cscript%3Ealert(9)%3C/script%3E",
    ] {
        browser.go(&served, place).await;
        assert!(browser.client.get_alert_text().await.is_err(), "{place} opened a dialog");
        assert!(browser.client.title().await.expect("a title").ends_with(" · onrecord"), "{place}");
        let made = browser.run("return [document.scripts.length, document.querySelectorAll('main img, main b, main script, [href^=javascript]').length]").await;
        assert_eq!(made, json!([1, 0]), "{place}");
    }
    browser.go(&served, "/articles/a%2Fb%20%3Cc%3E%3Fd%3De%26f%23g").await;
    let text = browser.text(".marked").await;
    assert!(
        text.contains("<script>document.title = 'taken'; alert('taken')</script>") && text.contains("日本"),
        "{text}"
    );
    browser.go(&served, "/").await;
    let draft = "</textarea><script>alert(7)</script> Norway gave Kenya 9 tents. \u{202e}";
    browser.run(&format!("document.querySelector('#statement').value = {}", json!(draft))).await;
    browser.follow("form.check button").await;
    assert!(browser.client.get_alert_text().await.is_err());
    assert_eq!(
        browser.run("return document.querySelector('#statement').value").await,
        json!(draft),
        "what was typed stays"
    );
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_page_is_seen_at_its_passage_and_asks_for_nothing() {
    for screen in [Screen::Narrow, Screen::Wide] {
        let Some(browser) = Browser::open(screen).await else { return };
        let (served, elsewhere) = (Served::new(), web::Server::new(|_, to| web::not_found(to)));
        served.add_page("tents", &served::hostile_page(&elsewhere.url("")));
        browser.go(&served, "/claims?unit=tent&text=patient").await;
        browser.follow("table.claims tbody a").await;
        browser.follow("ol.passages .from a").await;
        browser.sound("an article beside its stored page").await;
        browser.run("document.querySelector('iframe').scrollIntoView()").await;
        let sizes = "const [text, page] = ['.text', 'iframe'].map(it => document.querySelector(it).getBoundingClientRect()); \
            return [page.left >= text.right, page.top >= text.bottom, page.width > 300]";
        let (beside, below) = (json!([true, false, true]), json!([false, true, true]));
        assert_eq!(browser.run(sizes).await, if matches!(screen, Screen::Wide) { beside } else { below });

        browser.client.find(Locator::Css("iframe")).await.expect("a frame").enter_frame().await.expect("it is entered");
        browser.client.wait().at_most(PATIENCE).for_element(Locator::Id("passage")).await.expect("a marked passage");
        let marked = "return [...document.querySelectorAll('mark')].map(it => it.textContent).join('')";
        assert_eq!(browser.run(marked).await, "Norway gave Kenya 1,900\u{a0}tents in the spring, the ministry said.");
        let seen = "const it = document.querySelector('#passage').getBoundingClientRect(); return it.top >= 0 && it.bottom <= innerHeight";
        assert_eq!(browser.run(seen).await, true);
        browser.inert("in its frame").await;
        browser.client.enter_parent_frame().await.expect("it is left");
        assert!(browser.client.title().await.expect("a title").ends_with(" · onrecord"), "the page around it is taken");

        browser.press("details summary").await;
        browser.press("table.facts tbody tr:last-child td:last-child a").await;
        let alone = "return document.querySelector('.stored .from a').getAttribute('href')";
        let alone = browser.run(alone).await.as_str().expect("an address").to_owned();
        browser.go(&served, &alone).await;
        browser.inert("alone").await;
        let asked: Vec<String> = elsewhere.paths();
        assert!(asked.is_empty(), "a stored page asked for {asked:?}");
        browser.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_is_reached_with_the_keyboard() {
    let Some(browser) = Browser::open(Screen::Wide).await else { return };
    let served = Served::new();
    let tab = "\u{e004}";
    let focused = "const it = document.activeElement; return [it.tagName, it.textContent.trim().slice(0, 40), getComputedStyle(it).outlineStyle]";
    browser.go(&served, "/").await;
    let mut seen = Vec::new();
    for _ in 0..18 {
        browser.client.active_element().await.expect("an element").send_keys(tab).await.expect("pressed");
        let it = browser.run(focused).await;
        if it[0] == "BODY" {
            break; // behind the last
        }
        assert_ne!(it[2], "none", "{it} does not show that it is chosen");
        seen.push(it[1].as_str().unwrap_or_default().to_owned() + it[0].as_str().unwrap_or_default());
    }
    assert_eq!(seen[0], "Skip to the contentA");
    for wanted in ["CheckA", "ClaimsA", "JudgementsA", "TEXTAREA", "CheckBUTTON"] {
        assert!(seen.iter().any(|it| it == wanted), "{wanted} is not reached: {seen:?}");
    }
    let draft = browser.client.find(Locator::Id("statement")).await.expect("a field");
    draft.send_keys(DRAFT).await.expect("typed");
    browser.run("window.before = true").await;
    draft.send_keys("\u{e009}\u{e007}").await.expect("Ctrl and Enter");
    browser.client.wait().at_most(PATIENCE).for_element(Locator::Css("a.figure")).await.expect("an answer");

    let article = places(&browser, &served).await.pop().expect("an article");
    browser.go(&served, &article).await;
    for _ in 0..40 {
        if browser.run("return document.activeElement.matches('.marked .fact')").await == true {
            break;
        }
        browser.client.active_element().await.expect("an element").send_keys(tab).await.expect("pressed");
    }
    let told =
        browser.run("return [document.activeElement.outerHTML, document.querySelector('#tip').textContent]").await;
    assert!(told[1].as_str().is_some_and(|it| it.contains(": ")), "a fact that is chosen tells what it says: {told}");
    browser.close().await;
}
