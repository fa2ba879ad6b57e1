//! The page served over a small database, as it is over a large one: on a port of this machine.

#![allow(dead_code, reason = "each test file uses its own part of it")]

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use onrecord::fetch::{Given, Limits, Reader};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline;
use onrecord::store::SqliteStore;
use onrecord::web::{Site, serve};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// Words that would do harm where they were taken for anything but words.
pub(crate) const HOSTILE: &str = "The <script>document.title = 'taken'; alert('taken')</script> ministry said Norway gave Kenya 1,500 \
    doses \u{202e}desrever\u{202c} and \u{7} & \"quoted\" 'words' 日本 \u{1f9d1}\u{200d}\u{1f680}.\n\n“<img src=x onerror=alert(2)> we \
    shall send 2,000 doses to Kenya,” said <b>Ana Lind</b>, a spokeswoman for the ministry.";

/// A page that would do harm wherever it is more than words, and asks `at` for whatever it can.
pub(crate) fn hostile_page(at: &str) -> String {
    format!(
        r#"<!doctype html><html lang="en"><head><title>Tents for Kenya</title><base href="{at}/base/"><meta charset="utf-8">
<meta http-equiv="refresh" content="0;url={at}/refresh"><link rel="stylesheet" href="{at}/sheet.css">
<link rel="preconnect" href="{at}"><style>@import "{at}/style.css"; p {{ display: none }} body {{ background: url({at}/back.png) }}</style>
<script src="{at}/script.js"></script><script>parent.document.title = 'taken'; top.location = '{at}/top'</script></head>
<body onload="alert(1)" background="{at}/body.png"><nav><a href="javascript:alert(2)" ping="{at}/ping">More</a></nav>
<article id="passage"><h1 onclick="alert(3)">Tents for Kenya</h1><img src="{at}/pixel.gif" onerror="alert(4)">
<p style="background: url({at}/inline.png)">The ministry said on Monday that it was glad of what its neighbours do &lt;script&gt;alert(5)&lt;/script&gt;.</p>
<p>Norway gave Kenya <b>1,900</b>&nbsp;tents <mark>in the</mark> spring, <i>the <a href="{at}/link">ministry</a> said</i>.</p>
<svg onload="alert(6)"><script>alert(7)</script><a href="javascript:alert(8)"><text>Draw</text></a></svg>
<math><mtext><table><mglyph><style><img src="{at}/mglyph.gif" onerror="alert(9)"></style></mglyph></table></mtext></math>
<form action="{at}/form" method="post"><input name="a" autofocus onfocus="alert(10)"><button>Send</button></form>
<iframe src="{at}/frame" srcdoc="<script>alert(11)</script>"></iframe><object data="{at}/object"></object><embed src="{at}/embed">
<template><img src="{at}/template.gif" onerror="alert(12)"></template><noscript><img src="{at}/noscript.gif"></noscript>
<video poster="{at}/poster.png"><source src="{at}/film.mp4"></video><!--><img src="{at}/comment.gif" onerror="alert(13)">-->
<p>A second sentence of the same page says that people there had waited for them since the winter, and were patient.</p>
</article></body></html>"#
    )
}

/// A server that ends when it is dropped.
pub(crate) struct Served {
    pub(crate) at: SocketAddr,
    pub(crate) folder: TempDir,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// Over `corpus/articles` and one article of hostile words.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let hostile = folder.path().join("hostile.jsonl");
        let article = serde_json::json!({
            "id": "a/b <c>?d=e&f#g", "url": "javascript:alert(3)", "title": "<script>alert(4)</script> \u{202e}title",
            "outlet": "</title><script>alert(5)</script>", "published": "2021-06-01", "text": HOSTILE
        });
        let foreign = serde_json::json!({ "id": "fr", "language": "fr", "text": "Une phrase en 12 mots, pas plus." });
        std::fs::write(&hostile, format!("{article}\n{foreign}\n")).expect("a file");
        // as cargo runs tests in the package's folder, no page shows where that lies
        add(&folder.path().join("onrecord.db"), vec![PathBuf::from("corpus/articles"), hostile]);
        Self::over(folder)
    }

    /// Over the database `onrecord.db` of a folder.
    pub(crate) fn over(folder: TempDir) -> Self {
        let site = Site {
            db: folder.path().join("onrecord.db"),
            listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            by: "ana".to_owned(),
            lexicon: Lexicon::embedded(),
        };
        let (ready, is_ready) = std::sync::mpsc::channel();
        let (end, ends) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
            let until = async {
                let _ = ends.await;
            };
            runtime.block_on(serve(site, |at| ready.send(at).expect("somebody waits"), until)).expect("it serves");
        });
        let at = is_ready.recv().expect("it listens");
        Self { at, folder, end: Some(end), thread: Some(thread) }
    }

    /// Adds a page under an id.
    pub(crate) fn add_page(&self, id: &str, html: &str) {
        let line = serde_json::json!({ "id": id, "published": "2021-06-07", "html": html });
        let file = self.folder.path().join(format!("{id}.jsonl"));
        std::fs::write(&file, format!("{line}\n")).expect("a file");
        add(&self.db(), vec![file]);
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.folder.path().join("onrecord.db")
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            let _ = end.send(());
        }
        if let Some(thread) = self.thread.take() {
            assert!(thread.join().is_ok() || std::thread::panicking(), "the server panicked");
        }
    }
}

/// Adds articles to a database.
pub(crate) fn add(db: &Path, inputs: Vec<PathBuf>) {
    let mut store = SqliteStore::open(db).expect("a database");
    let mut reader = Reader::new(inputs, Limits::default());
    let tally = pipeline::add(&mut reader, &Given::default(), Lexicon::embedded(), &mut store, &mut |_| {});
    assert_eq!(tally.expect("it is added").errors, 0);
}
