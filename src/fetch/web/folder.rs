//! A folder of pages: each as it came, with a sidecar that says where from, and a journal of every request.
//!
//! A page is in the folder when its name is, and known to later runs when the journal has it: files are written under
//! another name first, so that a run that is killed at any moment leaves whole pages, and the next goes on behind them.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use url::Url;

use super::keep::{Keep, KeepError, Seen};
use crate::fetch::sha256;
use crate::model::{Answer, Exchange};

/// Its dot keeps it from being read as an article.
const JOURNAL: &str = ".onrecord-fetch.jsonl";

/// Keeps pages in a folder that `onrecord add` reads.
#[derive(Debug)]
pub struct Folder {
    folder: PathBuf,
    journal: File,
    known: BTreeMap<String, Entry>,
    /// Runs that came to their end.
    finished: u64,
}

/// What the journal says of a page.
#[derive(Debug)]
struct Entry {
    etag: Option<String>,
    last_modified: Option<String>,
    sha256: String,
    /// How many runs had come to their end when it was last had.
    run: u64,
}

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line {
    Request(Box<Request>),
    Finished,
}

/// A request and what came of it, without the body.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    at: String,
    asked: String,
    url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
    /// Of the body as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body_sha256: Option<String>,
    /// Of the page, out of its content encoding, where it brought one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page_sha256: Option<String>,
}

/// What stands beside a page.
#[derive(Debug, Serialize)]
struct Sidecar<'a> {
    url: &'a str,
    asked: &'a str,
    fetched: &'a str,
    status: u16,
    headers: &'a BTreeMap<String, String>,
    sha256: &'a str,
}

impl Folder {
    /// Opens a folder, which is made where there is none, and reads what earlier runs did.
    ///
    /// # Errors
    /// Where it cannot be written, or another run is at work in it.
    pub fn open(folder: &Path) -> Result<Self, KeepError> {
        let at = |error: io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(folder).map_err(at)?;
        let options = OpenOptions::new().read(true).append(true).create(true).to_owned();
        let journal = options.open(folder.join(JOURNAL)).map_err(at)?;
        match journal.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!("another fetch is at work in {}; wait for its end", folder.display()).into());
            }
            // some file systems know no locks
            Err(TryLockError::Error(error)) => tracing::debug!(%error, "the journal cannot be locked"),
        }
        let mut opened = Self { folder: folder.to_owned(), journal, known: BTreeMap::new(), finished: 0 };
        opened.replay().map_err(at)?;
        Ok(opened)
    }

    /// Reads the journal, and cuts a last line that was not written to its end.
    fn replay(&mut self) -> io::Result<()> {
        let mut source = BufReader::new(self.journal.try_clone()?);
        let (mut line, mut whole) = (Vec::new(), 0);
        loop {
            line.clear();
            let length = source.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                break;
            }
            whole += length as u64;
            match serde_json::from_slice(&line) {
                Ok(Line::Request(request)) => self.learn(*request),
                Ok(Line::Finished) => self.finished += 1,
                // Its page is asked for again, which costs a request and loses nothing.
                Err(error) => tracing::warn!(%error, "a line of the journal cannot be read"),
            }
        }
        self.journal.set_len(whole)
    }

    fn learn(&mut self, request: Request) {
        let Request { url, status, mut headers, page_sha256, .. } = request;
        let (etag, last_modified) = (headers.remove("etag"), headers.remove("last-modified"));
        match (status, page_sha256) {
            (Some(200), Some(sha256)) => {
                self.known.insert(url, Entry { etag, last_modified, sha256, run: self.finished });
            }
            (Some(304), _) => {
                if let Some(entry) = self.known.get_mut(&url) {
                    entry.run = self.finished;
                    entry.etag = etag.or(entry.etag.take());
                    entry.last_modified = last_modified.or(entry.last_modified.take());
                }
            }
            _ => {}
        }
    }

    fn write_line(&mut self, line: &Line) -> Result<(), KeepError> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.journal.write_all(&bytes)?;
        Ok(())
    }

    /// Writes a page and its sidecar, the page last: a sidecar alone is passed over by those who read the folder.
    fn write_page(&self, sidecar: &Sidecar<'_>, page: &[u8]) -> Result<(), KeepError> {
        let path = self.folder.join(file(sidecar.url));
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut json = serde_json::to_vec_pretty(sidecar)?;
        json.push(b'\n');
        write_whole(&path.with_extension("json"), &json)?;
        write_whole(&path, page)?;
        Ok(())
    }

    fn has(&self, url: &str) -> bool {
        self.folder.join(file(url)).is_file()
    }
}

impl Keep for Folder {
    fn last(&self, url: &str) -> Result<Option<Seen>, KeepError> {
        let entry = self.known.get(url).filter(|_| self.has(url));
        Ok(entry.map(|entry| Seen {
            etag: entry.etag.clone(),
            last_modified: entry.last_modified.clone(),
            pending: entry.run == self.finished,
        }))
    }

    fn keep(&mut self, exchange: &Exchange, page: Option<&[u8]>) -> Result<bool, KeepError> {
        let Exchange { asked, url, at, answer, .. } = exchange;
        let answer = answer.as_ref();
        let headers = answer.map(headers).unwrap_or_default();
        let page_sha256 = page.map(sha256);
        let mut is_new = false;
        if let (Ok(answer), Some(page), Some(sha256)) = (answer, page, &page_sha256) {
            is_new = !self.has(url) || self.known.get(url).is_none_or(|entry| entry.sha256 != *sha256);
            if is_new {
                let status = answer.status;
                self.write_page(&Sidecar { url, asked, fetched: at, status, headers: &headers, sha256 }, page)?;
            }
        }
        let request = Request {
            at: at.clone(),
            asked: asked.clone(),
            url: url.clone(),
            status: answer.ok().map(|answer| answer.status),
            error: answer.err().cloned(),
            headers,
            body_sha256: answer.ok().map(|answer| sha256(&answer.body)),
            page_sha256,
        };
        let line = Line::Request(Box::new(request));
        self.write_line(&line)?;
        if let Line::Request(request) = line {
            self.learn(*request);
        }
        Ok(is_new)
    }

    fn finish(&mut self) -> Result<(), KeepError> {
        self.write_line(&Line::Finished)?;
        self.finished += 1;
        Ok(())
    }
}

fn headers(answer: &Answer) -> BTreeMap<String, String> {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    answer.kept_fields().into_iter().map(owned).collect()
}

/// Writes a file so that it is there whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.part"));
    let mut file = File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    fs::rename(&part, path)
}

/// Where a page is kept below the folder: its host, what its address ends in, and a hash that tells it from its like.
fn file(url: &str) -> PathBuf {
    let parsed = Url::parse(url).ok();
    let parsed = parsed.as_ref();
    let port = parsed.and_then(Url::port).map(|port| format!("_{port}")).unwrap_or_default();
    let host = parsed.and_then(Url::host_str).unwrap_or("unknown");
    let last = parsed.and_then(|url| url.path_segments()?.rfind(|part| !part.is_empty())).unwrap_or("index");
    let last = last.strip_suffix(".html").unwrap_or(last);
    let mut hash = sha256(url.as_bytes());
    hash.truncate(16);
    PathBuf::from(format!("{}{port}", safe(host, 100))).join(format!("{}-{hash}.html", safe(last, 60)))
}

/// A name that every file system takes: of ASCII letters, digits and hyphens, with dots inside.
fn safe(name: &str, most: usize) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' };
    let name: String = name.chars().take(most).map(plain).collect();
    let name = name.trim_matches('.');
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::path::Component;

    use proptest::prelude::*;

    use super::{Folder, JOURNAL, Keep as _, file};
    use crate::model::{Answer, Exchange};

    fn exchange(status: u16, etag: &str) -> Exchange {
        let fields = [("ETag", etag), ("Set-Cookie", "a=b"), ("Content-Type", "text/html")];
        Exchange {
            asked: "https://quay.example/a".to_owned(),
            url: "https://quay.example/a".to_owned(),
            at: "2021-09-07T10:00:00Z".to_owned(),
            sent: Vec::new(),
            answer: Ok(Answer {
                status,
                version: "HTTP/1.1".to_owned(),
                fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
                body: Vec::new(),
            }),
        }
    }

    #[test]
    fn what_a_run_kept_the_next_one_knows() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = "https://quay.example/a";
        let mut first = Folder::open(folder.path()).expect("opened");
        assert_eq!(first.last(url).expect("asked"), None);
        assert!(first.keep(&exchange(200, "\"1\""), Some(b"<p>Ten")).expect("kept"));
        assert!(Folder::open(folder.path()).is_err(), "two runs would write one journal");
        drop(first);

        let mut second = Folder::open(folder.path()).expect("opened");
        let seen = second.last(url).expect("asked").expect("seen");
        assert_eq!((seen.etag.as_deref(), seen.pending), (Some("\"1\""), true), "the first run did not finish");
        second.finish().expect("finished");
        assert!(!second.last(url).expect("asked").expect("seen").pending);
        assert!(!second.keep(&exchange(304, "\"2\""), None).expect("kept"));
        assert!(!second.keep(&exchange(200, "\"2\""), Some(b"<p>Ten")).expect("kept"), "the same page is no new one");
        assert!(second.keep(&exchange(200, "\"3\""), Some(b"<p>Eleven")).expect("kept"));
        let page = folder.path().join(file(url));
        assert_eq!(fs::read(&page).expect("a page"), b"<p>Eleven");
        fs::remove_file(page).expect("removed");
        assert_eq!(second.last(url).expect("asked"), None, "what somebody took away is fetched anew");
    }

    #[test]
    fn a_torn_line_is_cut() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut first = Folder::open(folder.path()).expect("opened");
        first.keep(&exchange(200, "\"1\""), Some(b"<p>Ten")).expect("kept");
        first.journal.write_all(b"not json\n{\"kind\":\"request\",\"at\":\"20").expect("written");
        drop(first);
        let mut second = Folder::open(folder.path()).expect("opened");
        assert!(second.last("https://quay.example/a").expect("asked").is_some());
        second.finish().expect("finished");
        let journal = fs::read_to_string(folder.path().join(JOURNAL)).expect("a journal");
        assert_eq!(journal.lines().skip(1).collect::<Vec<_>>(), ["not json", "{\"kind\":\"finished\"}"]);
        assert!(!journal.contains("ookie"));
    }

    proptest! {
        #[test]
        fn no_url_leads_out_of_the_folder(url in "https?://[a-z.]{1,9}(:[0-9]{1,4})?/[ -~]{0,200}") {
            let file = file(&url);
            prop_assert!(file.components().all(|part| matches!(part, Component::Normal(_))));
            prop_assert_eq!(file.components().count(), 2);
            for part in &file {
                prop_assert!(!part.to_string_lossy().starts_with('.') && part.len() < 130);
            }
        }
    }
}
