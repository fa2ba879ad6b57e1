//! The fetcher against servers of every kind of manners, on loopback.

mod web;

use std::collections::BTreeMap;
use std::future::pending;
use std::io::Write as _;
use std::net::TcpListener;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::fetch::web::{
    Failure, Folder, Keep, KeepError, Named, Options, Outcome, Passed, Seen, Sizes, Tally, Timeouts, Wanted, run,
};
use onrecord::model::Exchange;
use web::{HTML, Request, Server, not_found, page, respond};

/// Keeps all in memory and knows of no run before.
#[derive(Debug, Default)]
struct Memory {
    exchanges: Vec<Exchange>,
    pages: Vec<Vec<u8>>,
}

impl Keep for Memory {
    fn last(&self, _: &str) -> Result<Option<Seen>, KeepError> {
        Ok(None)
    }

    fn keep(&mut self, exchange: &Exchange, page: Option<&[u8]>) -> Result<bool, KeepError> {
        self.exchanges.push(exchange.clone());
        self.pages.extend(page.map(<[u8]>::to_vec));
        Ok(page.is_some())
    }

    fn finish(&mut self) -> Result<(), KeepError> {
        Ok(())
    }
}

/// What a run came to.
struct Done {
    tally: Tally,
    outcomes: BTreeMap<String, Outcome>,
    memory: Memory,
}

fn quick() -> Options {
    let ms = Duration::from_millis;
    Options {
        delay: Duration::ZERO,
        backoff: ms(5),
        patience: Duration::from_secs(5),
        allow_private: true,
        timeouts: Timeouts { connect: ms(1000), answer: ms(600), idle: ms(300), whole: ms(1500) },
        page: Sizes { packed: 1 << 20, unpacked: 1 << 21 },
        listing: Sizes { packed: 4 << 20, unpacked: 8 << 20 },
        ..Options::default()
    }
}

fn fetch(urls: &[String], options: &Options) -> Done {
    let mut memory = Memory::default();
    let (tally, outcomes) = fetch_into(&mut memory, urls, options);
    Done { tally, outcomes, memory }
}

fn fetch_into(keep: &mut dyn Keep, urls: &[String], options: &Options) -> (Tally, BTreeMap<String, Outcome>) {
    let mut outcomes = BTreeMap::new();
    let named = urls.iter().cloned().map(Named::Url).collect();
    let mut tell = |event: onrecord::fetch::web::Event<'_>| {
        outcomes.insert(event.url.to_owned(), event.outcome.clone());
        ControlFlow::Continue(())
    };
    let tally = run(named, options, keep, &mut tell, pending()).expect("a run");
    (tally, outcomes)
}

/// The outcome of one page of a server that has no robots.txt.
fn outcome_of(answer: impl Fn(&mut std::net::TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Outcome {
    let server = Server::new(move |request, to| if request.path == "/p" { answer(to) } else { not_found(to) });
    fetch(&[server.url("/p")], &quick()).outcomes.remove(&server.url("/p")).expect("an outcome")
}

fn failure_of(answer: impl Fn(&mut std::net::TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> Failure {
    match outcome_of(answer) {
        Outcome::Failed(failure) => failure,
        other => panic!("{other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).expect("packed");
    packed.finish().expect("packed")
}

fn feed(items: impl IntoIterator<Item = String>) -> String {
    let items: String = items.into_iter().map(|url| format!("<item><link>{url}</link></item>")).collect();
    format!("<?xml version='1.0'?><rss version='2.0'><channel><title>Quay</title>{items}</channel></rss>")
}

#[test]
fn a_feed_is_fetched_by_the_rules_and_by_the_same_stranger_each_time() {
    let server = Server::new(|request, to| match request.path.as_str() {
        "/robots.txt" => respond(to, 200, "", "User-agent: *\nDisallow: /drafts/"),
        "/feed" => {
            respond(to, 200, "Set-Cookie: who=you", feed(["/a", "/b?x=1", "/drafts/c", "/a#top"].map(String::from)))
        }
        path => page(to, path),
    });
    let options = Options { contact: Some("desk@quay.example".to_owned()), ..quick() };
    let done = fetch(&[server.url("/feed")], &options);
    assert_eq!((done.tally.fetched, done.tally.listings, done.tally.refused), (2, 1, 1));
    assert_eq!(done.tally.passed[&Passed::Again], 1);
    assert_eq!(done.outcomes[&server.url("/drafts/c")], Outcome::Refused);
    let mut paths = server.paths();
    paths[2..].sort();
    assert_eq!(paths, ["/robots.txt", "/feed", "/a", "/b?x=1"]);
    for Request { headers, path, .. } in server.seen() {
        let agent = concat!("onrecord/", env!("CARGO_PKG_VERSION"), " (desk@quay.example)");
        assert_eq!(headers["user-agent"], agent);
        assert!(!headers.contains_key("cookie") && !headers.contains_key("referer"), "{path}");
    }
    assert_eq!(done.memory.exchanges.len() as u64, done.tally.requests);
    assert!(done.memory.exchanges.iter().all(|exchange| exchange.at.ends_with('Z') && exchange.at.len() == 20));
}

#[test]
fn robots_that_are_not_there_allow_and_unreadable_ones_do_not() {
    let with_robots = |status: u16, body: &'static str| {
        let server = Server::new(move |request, to| match request.path.as_str() {
            "/robots.txt" => respond(to, status, "", body),
            path => page(to, path),
        });
        fetch(&[server.url("/a")], &quick()).outcomes.remove(&server.url("/a")).expect("an outcome")
    };
    assert_eq!(with_robots(404, ""), Outcome::Fetched);
    assert_eq!(with_robots(200, "<html>\u{0}garbage: :: Disallow"), Outcome::Fetched);
    assert_eq!(with_robots(200, "User-agent: onrecord\nDisallow: /"), Outcome::Refused);
    let unreadable = |status| Outcome::Failed(Failure::Robots(Box::new(status)));
    assert_eq!(with_robots(500, ""), unreadable(Failure::Status(500)));
    assert_eq!(with_robots(503, ""), unreadable(Failure::Busy { status: 503 }));
    let ignored = Server::new(|request, to| page(to, &request.path));
    fetch(&[ignored.url("/a")], &Options { robots: false, ..quick() });
    assert_eq!(ignored.paths(), ["/a"]);
}

#[test]
fn robots_may_be_elsewhere() {
    let rules = Server::new(|_, to| respond(to, 200, "", "User-agent: *\nDisallow: /a"));
    let there = rules.url("/rules.txt");
    let server = Server::new(move |request, to| match request.path.as_str() {
        "/robots.txt" => respond(to, 302, &format!("Location: {there}"), ""),
        path => page(to, path),
    });
    let done = fetch(&[server.url("/a"), server.url("/b")], &quick());
    assert_eq!((done.tally.refused, done.tally.fetched), (1, 1));
    assert_eq!(rules.paths(), ["/rules.txt"]);
}

#[test]
fn a_crawl_delay_is_kept_and_no_more_than_two_ask_at_once() {
    let slow = Server::new(|request, to| match request.path.as_str() {
        "/robots.txt" => respond(to, 200, "", "User-agent: *\nCrawl-delay: 0.3"),
        path => page(to, path),
    });
    fetch(&["/a", "/b", "/c"].map(|path| slow.url(path)), &quick());
    for pair in slow.seen().windows(2) {
        let apart = pair[1].at - pair[0].at;
        assert!(apart >= Duration::from_millis(280), "{apart:?}");
    }
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&most);
    let busy = Server::new(move |request, to| {
        counted.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        thread::sleep(Duration::from_millis(30));
        // before the answer: who has it asks for the next
        now.fetch_sub(1, Ordering::SeqCst);
        if request.path == "/robots.txt" { not_found(to) } else { page(to, &request.path) }
    });
    let urls: Vec<String> = (0..8).map(|number| busy.url(&format!("/{number}"))).collect();
    assert_eq!(fetch(&urls, &quick()).tally.fetched, 8);
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[test]
fn redirects_are_followed_recorded_and_bounded() {
    let closed = Server::new(|_, to| respond(to, 200, "", "User-agent: *\nDisallow: /"));
    let elsewhere = closed.url("/p");
    let server = Server::new(move |request, to| {
        let mut lead = |to_where: &str| respond(to, 301, &format!("Location: {to_where}"), "");
        match request.path.as_str() {
            "/robots.txt" => not_found(to),
            "/old" => lead("/new#top"),
            "/new" => page(to, "new"),
            "/round" => lead("/about"),
            "/about" => lead("/round"),
            "/elsewhere" => lead(&elsewhere),
            "/file" => lead("file:///etc/hosts"),
            "/nowhere" => respond(to, 302, "", ""),
            path => lead(&format!("/{}", path[1..].parse::<u32>().unwrap_or(0) + 1)),
        }
    });
    let asked = ["/old", "/round", "/elsewhere", "/file", "/nowhere", "/100"].map(|path| server.url(path));
    let done = fetch(&asked, &quick());
    let of = |path: &str| &done.outcomes[&server.url(path)];
    assert_eq!(*of("/old"), Outcome::Fetched);
    assert_eq!(*of("/round"), Outcome::Failed(Failure::Circle(server.url("/round"))));
    assert_eq!(*of("/elsewhere"), Outcome::Refused, "each server's rules hold for it");
    assert_eq!(*of("/file"), Outcome::Failed(Failure::Location("file:///etc/hosts".to_owned())));
    assert_eq!(*of("/nowhere"), Outcome::Failed(Failure::Location(String::new())));
    assert_eq!(*of("/100"), Outcome::Failed(Failure::Hops(10)));
    assert_eq!(closed.paths(), ["/robots.txt"]);
    let chain: Vec<_> = done.memory.exchanges.iter().filter(|exchange| exchange.asked == server.url("/old")).collect();
    let urls: Vec<&str> = chain.iter().map(|exchange| exchange.url.as_str()).collect();
    assert_eq!(urls, [server.url("/old"), server.url("/new")]);
    assert_eq!(chain[0].answer.as_ref().expect("an answer").field("location"), Some("/new#top"));
}

#[test]
fn a_page_under_two_addresses_is_fetched_once() {
    let server = Server::new(|request, to| match request.path.as_str() {
        "/robots.txt" => not_found(to),
        "/short" => respond(to, 302, "Location: /a", ""),
        path => page(to, path),
    });
    let done = fetch(&[server.url("/a"), server.url("/short")], &quick());
    assert_eq!((done.tally.fetched, done.tally.elsewhere), (1, 1));
}

#[test]
fn a_busy_server_is_asked_again_when_it_says_and_not_for_ever() {
    let start = Instant::now();
    let server = Server::new(move |request, to| match request.path.as_str() {
        "/robots.txt" => not_found(to),
        _ if start.elapsed() < Duration::from_millis(700) => respond(to, 429, "Retry-After: 1", ""),
        path => page(to, path),
    });
    assert_eq!(fetch(&[server.url("/a")], &quick()).tally.fetched, 1);
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.paths(), ["/robots.txt", "/a", "/a"]);

    assert_eq!(failure_of(|to| respond(to, 503, "", "")), Failure::Busy { status: 503 });
    assert_eq!(failure_of(|to| respond(to, 429, "Retry-After: 86400", "")), Failure::GivenUp(1));
}

#[test]
fn a_server_that_is_gone_is_not_asked_for_each_page() {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port();
    let urls: Vec<String> = (0..100).map(|number| format!("http://127.0.0.1:{port}/{number}")).collect();
    let done = fetch(&urls, &quick());
    assert_eq!(done.tally.failed["unreachable"], 100);
    assert_eq!(done.tally.requests, 1);
}

#[test]
fn what_drips_or_never_ends_is_left() {
    let drip = failure_of(|to| {
        write!(to, "HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 100000\r\n\r\n")?;
        loop {
            to.write_all(b"x")?;
            thread::sleep(Duration::from_millis(50));
        }
    });
    assert_eq!(drip, Failure::Timeout("in all"));
    let stalled = failure_of(|to| {
        write!(to, "HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 100000\r\n\r\n<p>Ten")?;
        thread::sleep(Duration::from_secs(2));
        Ok(())
    });
    assert_eq!(stalled, Failure::Timeout("between two pieces"));
    let silent = failure_of(|_| {
        thread::sleep(Duration::from_secs(2));
        Ok(())
    });
    assert_eq!(silent, Failure::Timeout("to answer"));
    let endless = failure_of(|to| {
        write!(to, "HTTP/1.1 200 OK\r\n{HTML}\r\n\r\n")?;
        loop {
            to.write_all(&[b'x'; 4096])?;
        }
    });
    assert!(matches!(endless, Failure::TooLarge { what: "as it comes", .. }), "{endless}");
    let announced = failure_of(|to| write!(to, "HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 99999999999\r\n\r\n"));
    assert!(matches!(announced, Failure::TooLarge { .. }), "{announced}");
    let bomb = gzip(&vec![b' '; 64 << 20]);
    let bomb = failure_of(move |to| respond(to, 200, &format!("{HTML}\nContent-Encoding: gzip"), &bomb));
    assert!(matches!(bomb, Failure::TooLarge { what: "unpacked", .. }), "{bomb}");
}

#[test]
fn broken_http_costs_its_page_alone() {
    let kind = |answer: &'static str| failure_of(move |to| to.write_all(answer.as_bytes())).kind();
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<p>Ten",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nTen\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nTen",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nTen",
        "SSH-2.0-harbour\r\n",
        "",
    ] {
        assert_eq!(kind(answer), "broken HTTP", "{answer}");
    }
    assert_eq!(
        failure_of(|to| respond(to, 200, &format!("{HTML}\nContent-Encoding: br"), "Ten")).kind(),
        "broken encoding"
    );
    assert_eq!(failure_of(|to| respond(to, 404, HTML, "")), Failure::Status(404));
    assert_eq!(failure_of(|to| respond(to, 304, HTML, "")), Failure::Status(304), "nobody asked for that");
    assert_eq!(failure_of(|to| respond(to, 200, "Content-Type: application/pdf", "%PDF")).kind(), "no page");
    assert_eq!(
        failure_of(|to| respond(to, 200, "Content-Type: text/xml", "<rss version='2.0'><a></rss>")).kind(),
        "broken list"
    );
    // longer than it says: what it says holds
    let longer = outcome_of(|to| write!(to, "HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 9\r\n\r\n<p>Ten</p>more"));
    assert_eq!(longer, Outcome::Fetched);
}

#[test]
fn a_page_is_kept_in_the_characters_it_came_in() {
    let latin = b"<!doctype html><meta charset=windows-1252><p>Z\xfcrich sold 5,000 tonnes.";
    let server = Server::new(move |request, to| match request.path.as_str() {
        "/robots.txt" => not_found(to),
        _ => respond(to, 200, "Content-Type: text/html; charset=utf-8\nContent-Encoding: gzip", gzip(latin)),
    });
    assert_eq!(fetch(&[server.url("/a")], &quick()).memory.pages, [latin]);
}

#[test]
fn addresses_of_this_machine_are_not_even_connected_to() {
    let server = Server::new(|request, to| page(to, &request.path));
    let urls = [server.url("/a"), format!("http://localhost:{}/a", server.port)];
    let done = fetch(&urls, &Options { allow_private: false, ..quick() });
    assert_eq!(done.tally.failed["address not allowed"], 2);
    let unchecked = fetch(&urls, &Options { allow_private: false, robots: false, ..quick() });
    assert_eq!(unchecked.tally.failed["address not allowed"], 2);
    assert_eq!(server.paths(), Vec::<String>::new());
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a server");
    let (config, listener) = (Arc::new(config), TcpListener::bind("127.0.0.1:0").expect("a port"));
    let url = format!("https://localhost:{}/a", listener.local_addr().expect("an address").port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut stream = rustls::StreamOwned::new(connection, stream.expect("a stream"));
            let _ = page(&mut stream, "a");
        }
    });
    let done = fetch(std::slice::from_ref(&url), &quick());
    assert!(matches!(&done.outcomes[&url], Outcome::Failed(Failure::Tls(_))), "{:?}", done.outcomes[&url]);
}

#[test]
fn sitemaps_lead_to_pages_three_lists_deep() {
    let server = Server::new(|request, to| {
        let index = |name: &str| format!("<sitemapindex><sitemap><loc>{name}</loc></sitemap></sitemapindex>");
        match request.path.as_str() {
            "/robots.txt" => not_found(to),
            "/index.xml" => respond(to, 200, "Content-Type: text/xml", index("/middle.xml")),
            "/middle.xml" => respond(to, 200, "Content-Type: text/xml", index("/last.xml.gz")),
            "/last.xml.gz" => {
                let pages = "<urlset><url><loc>/a</loc><lastmod>2021-09-07</lastmod></url>\
                             <url><loc>/b</loc><lastmod>2021-08-07</lastmod></url></urlset>";
                respond(to, 200, "Content-Type: application/octet-stream", gzip(pages.as_bytes()))
            }
            "/deep.xml" => respond(to, 200, "Content-Type: text/xml", index("/index.xml")),
            path => page(to, path),
        }
    });
    let wanted = Wanted { since: "2021-09-01".parse().ok(), ..Wanted::default() };
    let options = Options { wanted, ..quick() };
    let done = fetch(&[server.url("/index.xml")], &options);
    assert_eq!((done.tally.fetched, done.tally.listings, done.tally.passed[&Passed::Before]), (1, 3, 1));
    let deep = fetch(&[server.url("/deep.xml")], &options);
    assert_eq!((deep.tally.fetched, deep.tally.passed[&Passed::Deep]), (0, 1));
}

#[test]
fn a_feed_of_ten_thousand_is_read_and_its_first_are_fetched() {
    let server = Server::new(|request, to| match request.path.as_str() {
        "/robots.txt" => not_found(to),
        "/feed" => respond(to, 200, "", feed((0..10_000).map(|number| format!("/{number}")))),
        path => page(to, path),
    });
    let options = Options { wanted: Wanted { limit: Some(30), ..Wanted::default() }, ..quick() };
    let done = fetch(&[server.url("/feed")], &options);
    assert_eq!((done.tally.fetched, done.tally.passed[&Passed::Enough]), (30, 9_970));
}

#[test]
fn a_second_run_asks_for_what_has_changed() {
    let server = Server::new(|request, to| match request.path.as_str() {
        "/robots.txt" => not_found(to),
        "/tagged" if request.headers.get("if-none-match").is_some_and(|tag| tag == "\"1\"") => respond(to, 304, "", ""),
        "/tagged" => respond(to, 200, &format!("{HTML}\nETag: \"1\""), "<p>Ten"),
        "/dated" if request.headers.contains_key("if-modified-since") => respond(to, 304, "", ""),
        "/dated" => respond(to, 200, &format!("{HTML}\nLast-Modified: Tue, 07 Sep 2021 10:00:00 GMT"), "<p>Ten"),
        "/same" => respond(to, 200, HTML, "<p>Ten"),
        _ => respond(to, 200, HTML, format!("<p>{:?}", request.at)),
    });
    let folder = tempfile::tempdir().expect("a folder");
    let urls = ["/tagged", "/dated", "/same", "/new"].map(|path| server.url(path));
    let again = || {
        let mut keep = Folder::open(folder.path()).expect("a folder");
        let (tally, _) = fetch_into(&mut keep, &urls, &quick());
        (tally.fetched, tally.unchanged, tally.failed.len())
    };
    assert_eq!(again(), (4, 0, 0));
    assert_eq!(again(), (1, 3, 0));
    assert_eq!(again(), (1, 3, 0));
}

#[test]
fn a_run_that_is_stopped_says_what_is_left() {
    let server = Server::new(|request, to| if request.path == "/robots.txt" { not_found(to) } else { page(to, "a") });
    let urls = (0..50).map(|number| Named::Url(server.url(&format!("/{number}")))).collect();
    let mut memory = Memory::default();
    let mut stop = |event: onrecord::fetch::web::Event<'_>| {
        if event.tally.fetched == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let tally = run(urls, &quick(), &mut memory, &mut stop, pending()).expect("a run");
    assert!((5..=6).contains(&tally.fetched), "what is in flight is finished: {}", tally.fetched);
    assert_eq!(tally.left as u64 + tally.fetched, 50);
    assert_eq!(memory.pages.len() as u64, tally.fetched);
}
