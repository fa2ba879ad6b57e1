//! From files to raw articles: opens, unpacks and cuts into lines, and nothing more.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use crate::model::Exchange;

use super::content::{self, Served};
use super::error::{InputError, Reason};
use super::lines::{self, Line};
use super::walk::{self, Found, Kind, Skip, Step, Walk};
use super::warc;

const MIB: usize = 1 << 20;
const BUFFER: usize = 128 << 10;

/// How much is read of one thing.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one article, unpacked: a file, or a line of JSON.
    pub article: usize,
    /// Bytes of a sidecar.
    pub sidecar: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { article: 32 * MIB, sidecar: MIB }
    }
}

/// One article as it was read, not yet understood.
#[derive(Debug)]
pub struct Raw {
    /// How an error names it: the file, with the line where it has several articles.
    pub(super) name: String,
    /// The file, where it holds this article alone.
    pub(super) path: Option<String>,
    pub(super) body: Body,
    /// The file beside it, or why that could not be read.
    pub(super) sidecar: Option<Result<Vec<u8>, InputError>>,
    pub(super) limit: usize,
}

impl Raw {
    /// The page that an exchange with the web brought, named by its URL; why not, where it brought none.
    ///
    /// # Errors
    /// Where the answer has another status than 200, is no HTML, or never came.
    pub fn of(exchange: Exchange, limits: Limits) -> Result<Self, Skip> {
        let Exchange { url, at, answer, .. } = exchange;
        let answer = answer.map_err(|_| Skip::Status)?;
        content::is_page(&answer)?;
        Ok(Self::served(url.clone(), Box::new(Served { url, at, answer, truncated: None }), limits.article))
    }

    const fn served(name: String, page: Box<Served>, limit: usize) -> Self {
        Self { name, path: None, body: Body::Served(page), sidecar: None, limit }
    }

    /// How an error names it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes that it holds.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.body {
            Body::Text(bytes) | Body::Html(bytes) | Body::Json(bytes) => bytes.len(),
            Body::Served(page) => page.answer.body.len(),
        }
    }
}

/// What kind of words an article came as.
#[derive(Debug)]
pub(super) enum Body {
    Text(Vec<u8>),
    Html(Vec<u8>),
    Json(Vec<u8>),
    /// A page as the web gave it.
    Served(Box<Served>),
}

type Source = Box<dyn BufRead + Send>;

/// Reads what the user named, one article at a time, in a fixed order.
pub struct Reader {
    walk: Walk,
    limits: Limits,
    lines: Option<Lines>,
    archive: Option<Records>,
    skipped: BTreeMap<Skip, u64>,
}

impl Reader {
    /// Reads the articles of files, folders (with all that is in them, by name) and `-` (standard input).
    #[must_use]
    pub fn new(paths: Vec<PathBuf>, limits: Limits) -> Self {
        Self { walk: Walk::new(paths), limits, lines: None, archive: None, skipped: BTreeMap::new() }
    }

    /// The files that were passed over so far, and why.
    #[must_use]
    pub const fn skipped(&self) -> &BTreeMap<Skip, u64> {
        &self.skipped
    }

    fn open(&mut self, found: Found) -> Option<Result<Raw, InputError>> {
        match found {
            Found::File { path, kind, gzip } => self.open_file(&path, kind, gzip),
            Found::Stdin => self.open_sniffed("-".to_owned(), Box::new(BufReader::new(io::stdin()))),
            Found::Pipe(path) => {
                let name = path.to_string_lossy().into_owned();
                match File::open(&path) {
                    Ok(pipe) => self.open_sniffed(name, Box::new(BufReader::new(pipe))),
                    Err(error) => Some(Err(InputError::new(name, error))),
                }
            }
        }
    }

    fn open_file(&mut self, path: &Path, kind: Kind, gzip: bool) -> Option<Result<Raw, InputError>> {
        let name = path.to_string_lossy().into_owned();
        if kind == Kind::Warc {
            tracing::info!(path = name, "reading");
            match warc::Archive::open(path, self.limits.article) {
                Ok(archive) => self.archive = Some(Records { name, archive, number: 0 }),
                Err(error) => return Some(Err(InputError::new(name, error))),
            }
            return None;
        }
        let file = match File::open(path) {
            Ok(file) => BufReader::with_capacity(BUFFER, file),
            Err(error) => return Some(Err(InputError::new(name, error))),
        };
        tracing::info!(path = name, "reading");
        let source: Source = if gzip { unpacked(file) } else { Box::new(file) };
        if kind == Kind::Lines {
            self.lines = Some(Lines { name, source, number: 0, gzip });
            return None;
        }
        Some(whole(source, self.limits.article, gzip).map_err(|reason| InputError::new(&*name, reason)).map(|bytes| {
            let sidecar = self.sidecar(&walk::sidecar(path, gzip));
            let body = if kind == Kind::Html { Body::Html(bytes) } else { Body::Text(bytes) };
            Raw { path: Some(name.clone()), name, body, sidecar, limit: self.limits.article }
        }))
    }

    /// Opens a stream without an ending in its name: gzip, JSON lines, a page or text, by its first bytes.
    fn open_sniffed(&mut self, name: String, mut source: Source) -> Option<Result<Raw, InputError>> {
        let mut gzip = false;
        let mut head = match peek(&mut source) {
            Ok(head) => head,
            Err(error) => return Some(Err(InputError::new(name, error))),
        };
        if head.starts_with(&[0x1f, 0x8b]) {
            gzip = true;
            source = unpacked(Cursor::new(head).chain(source));
            head = match peek(&mut source) {
                Ok(head) => head,
                Err(error) => return Some(Err(InputError::new(name, Reason::Gzip(error)))),
            };
        }
        let kind = sniff(&head);
        if kind == Kind::Warc {
            return Some(Err(InputError::new(name, Reason::Piped)));
        }
        let source: Source = Box::new(Cursor::new(head).chain(source));
        if kind == Kind::Lines {
            self.lines = Some(Lines { name, source, number: 0, gzip });
            return None;
        }
        Some(match whole(source, self.limits.article, gzip) {
            Err(reason) => Err(InputError::new(name, reason)),
            Ok(bytes) => {
                let body = if kind == Kind::Html { Body::Html(bytes) } else { Body::Text(bytes) };
                Ok(Raw { name, path: None, body, sidecar: None, limit: self.limits.article })
            }
        })
    }

    fn sidecar(&self, path: &Path) -> Option<Result<Vec<u8>, InputError>> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => return Some(Err(InputError::new(path.to_string_lossy(), error))),
        };
        Some(whole(file, self.limits.sidecar, false).map_err(|reason| InputError::new(path.to_string_lossy(), reason)))
    }
}

impl Iterator for Reader {
    type Item = Result<Raw, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next(self.limits.article) {
                    Some(Ok(raw)) => return Some(Ok(raw)),
                    Some(Err(error)) => {
                        if matches!(error.reason, Reason::Io(_) | Reason::Gzip(_)) {
                            self.lines = None;
                        }
                        return Some(Err(error));
                    }
                    None => self.lines = None,
                }
            }
            if let Some(archive) = &mut self.archive {
                match archive.next(self.limits.article, &mut self.skipped) {
                    Some(item) => return Some(item),
                    None => self.archive = None,
                }
            }
            match self.walk.next()? {
                Step::Failed(error) => return Some(Err(error)),
                Step::Skipped(why) => *self.skipped.entry(why).or_default() += 1,
                Step::Found(found) => {
                    if let Some(item) = self.open(found) {
                        return Some(item);
                    }
                }
            }
        }
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("walk", &self.walk).field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// A file of one JSON article a line.
struct Lines {
    name: String,
    source: Source,
    number: u64,
    gzip: bool,
}

impl Lines {
    fn next(&mut self, limit: usize) -> Option<Result<Raw, InputError>> {
        let mut bytes = Vec::new();
        loop {
            self.number += 1;
            let read = lines::next(&mut self.source, &mut bytes, limit);
            let name = || format!("{}:{}", self.name, self.number);
            match read {
                Ok(Line::End) => return None,
                Ok(Line::TooLong) => return Some(Err(InputError::new(name(), Reason::TooLarge { limit }))),
                Err(error) => return Some(Err(InputError::new(name(), unreadable(error, self.gzip)))),
                Ok(Line::Read) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Line::Read) => {
                    return Some(Ok(Raw { name: name(), path: None, body: Body::Json(bytes), sidecar: None, limit }));
                }
            }
        }
    }
}

/// A web archive, of which each page is an article.
struct Records {
    name: String,
    archive: warc::Archive,
    number: u64,
}

impl Records {
    fn next(&mut self, limit: usize, skipped: &mut BTreeMap<Skip, u64>) -> Option<Result<Raw, InputError>> {
        loop {
            let step = self.archive.next()?;
            self.number += 1;
            let name = || format!("{}:{}", self.name, self.number);
            match step {
                warc::Step::Page(page) => return Some(Ok(Raw::served(name(), page, limit))),
                warc::Step::Skipped(why) => *skipped.entry(why).or_default() += 1,
                warc::Step::Broken(reason) => return Some(Err(InputError::new(name(), reason))),
            }
        }
    }
}

fn unpacked(source: impl BufRead + Send + 'static) -> Source {
    Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(source)))
}

/// All of a source, if that is at most `limit` bytes.
fn whole(source: impl Read, limit: usize, gzip: bool) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    source.take(most).read_to_end(&mut bytes).map_err(|error| unreadable(error, gzip))?;
    if bytes.len() > limit { Err(Reason::TooLarge { limit }) } else { Ok(bytes) }
}

fn unreadable(error: io::Error, gzip: bool) -> Reason {
    if gzip { Reason::Gzip(error) } else { Reason::Io(error) }
}

/// The first line or the first bytes, whichever is shorter; an empty answer is the end.
fn peek(source: &mut Source) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.take(512).read_until(b'\n', &mut head)?;
    Ok(head)
}

fn sniff(head: &[u8]) -> Kind {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let opens = |tag: &[u8]| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    if head.starts_with(b"{") {
        Kind::Lines
    } else if opens(b"<!doctype html") || opens(b"<html") {
        Kind::Html
    } else if head.starts_with(b"WARC/1.") {
        Kind::Warc
    } else {
        Kind::Text
    }
}
