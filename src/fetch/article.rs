//! From a raw article to an article: characters, metadata by trust, text normalised once. Touches no file.

use std::fmt::Write as _;

use scraper::Html;
use sha2::{Digest, Sha256};

use crate::model::{Article, Extent, Published, Signal, Signals, Snapshot, Span};
use crate::text::normalise;

use super::content::{Served, Undecodable};
use super::error::{InputError, Reason};
use super::fields::{Fields, Known, Said, clipped};
use super::meta::Seen;
use super::page::Piece;
use super::reader::{Body, Raw};
use super::{content, encoding, front_matter, guard, language, meta, page};

/// An article as it was read, and what a reader should know of that.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The article.
    pub article: Article,
    /// What could not be understood, such as a date.
    pub warnings: Vec<String>,
    /// The id that the input itself gives.
    pub id: Option<String>,
    /// The page that its text was read from; `None` where it came as text.
    pub page: Option<Snapshot>,
    /// How much of the article that page shows; `None` where it came as text.
    pub extent: Option<Extent>,
    /// The line of the file that its text begins in, from 1; `None` where the file is no plain text.
    pub line: Option<usize>,
}

/// What the user says of the articles, over anything that they say themselves.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// When they were published.
    pub published: Option<Published>,
    /// The paper, agency or site.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// ISO 639 code of their language.
    pub language: Option<String>,
}

impl Raw {
    /// Makes an article of what was read. Pure: the same bytes give the same article.
    ///
    /// # Errors
    /// Where it is not in a known encoding, not as its kind should be, or has no words.
    pub fn read(self, given: &Given) -> Result<Input, InputError> {
        let Self { name, path, body, sidecar, limit } = self;
        let mut warnings = Vec::new();
        let beside = sidecar.map(|read| beside(read, &mut warnings)).unwrap_or_default();
        let over = over(given, &mut warnings);
        let mut line = None;
        let Found { text: words, known: said, page } = match body {
            Body::Text(bytes) => text(bytes, &mut warnings, line.insert(1)),
            Body::Html(bytes) => kept(bytes, &over.clone().or(beside.clone()), &mut warnings),
            Body::Json(bytes) => self::line(&bytes, &over, &mut warnings),
            Body::Served(it) => served(*it, limit, &over, &mut warnings),
        }
        .map_err(|reason| InputError::new(&*name, reason))?;
        let text = normalise(&words);
        if text.trim().is_empty() {
            return Err(InputError::new(name, Reason::Empty));
        }
        if text.len() > limit {
            return Err(InputError::new(name, Reason::TooLarge { limit }));
        }
        let known = over.or(beside).or(said);
        let id = known.id.clone();
        let (page, extent) = page.unzip();
        Ok(Input { article: article(text, path, known), warnings, id, page, extent, line })
    }
}

/// The text of a kept page, as it would be read and stored today.
///
/// # Errors
/// Where it is not in a known encoding, or no tree of it can be made.
pub fn reread(page: &Snapshot) -> Result<String, Reason> {
    let words = encoding::page(&page.bytes, page.charset.as_deref(), &mut Vec::new())?;
    let tree = tree(&words)?;
    Ok(page::read(&tree, &Seen::of(&tree)).map_err(Reason::NoArticle)?.text)
}

/// What of a kept page can be shown, the words of a passage of the article's `text` told apart: nothing of the page but
/// words and names of elements from a closed list.
///
/// # Errors
/// Where it is not in a known encoding, or no tree of it can be made.
pub fn shown(page: &Snapshot, text: &str, passage: Option<Span>) -> Result<Vec<Piece>, Reason> {
    let words = encoding::page(&page.bytes, page.charset.as_deref(), &mut Vec::new())?;
    Ok(page::shown(&tree(&words)?, text, &page.blocks, passage))
}

/// Words of the user's own, such as a statement to check, as an article.
#[must_use]
pub fn statement(words: &str, given: &Given) -> Article {
    article(normalise(words), None, over(given, &mut Vec::new()))
}

fn article(text: String, path: Option<String>, known: Known) -> Article {
    let sha256 = sha256(text.as_bytes());
    let mut signals = Signals::default();
    let url = apart(known.url, &mut signals.url);
    let outlet = apart(known.outlet, &mut signals.outlet);
    let language = language(known.language, &text);
    let mut published_from = Signal::None;
    Article {
        id: known.id.unwrap_or_else(|| id(&text, url.as_deref(), outlet.as_deref())),
        path,
        url,
        sha256,
        title: apart(known.title, &mut signals.title),
        byline: apart(known.byline, &mut signals.byline).unwrap_or_default(),
        outlet,
        section: apart(known.section, &mut signals.section),
        language: apart(language, &mut signals.language),
        published: apart(known.published, &mut published_from),
        published_from,
        modified: apart(known.modified, &mut signals.modified),
        signals,
        text,
    }
}

/// The language that the user names, else that of the words where it is clear, else what a page's template says.
fn language(named: Said<String>, text: &str) -> Said<String> {
    if named.as_ref().is_some_and(|(_, from)| matches!(from, Signal::Option | Signal::Sidecar)) {
        return named;
    }
    let heard = language::of(text).map(|code| (code, Signal::Text));
    match (named, heard) {
        (Some(named), Some(heard)) if named.0 == heard.0 => Some(named),
        (named, heard) => heard.or(named),
    }
}

/// A value, its signal put where signals are.
fn apart<T>(said: Said<T>, signal: &mut Signal) -> Option<T> {
    said.map(|(value, from)| {
        *signal = from;
        value
    })
}

/// The first 16 hex digits of a hash of the text and of where it was published: two papers that run one agency's story
/// word for word have two articles.
fn id(text: &str, url: Option<&str>, outlet: Option<&str>) -> String {
    let mut hash = Sha256::new_with_prefix(text.as_bytes());
    for place in [url, outlet].into_iter().flatten() {
        hash.update([0]);
        hash.update(place.as_bytes());
    }
    let mut id = hex(&hash.finalize());
    id.truncate(16);
    id
}

/// What was read: the words, what they or their page say of themselves, and the page.
struct Found {
    text: String,
    known: Known,
    page: Option<(Snapshot, Extent)>,
}

/// A text without its front matter; `line` grows by the lines of that.
fn text(bytes: Vec<u8>, warnings: &mut Vec<String>, line: &mut usize) -> Result<Found, Reason> {
    let words = encoding::text(bytes)?;
    let (text, known) = match front_matter::split(&words) {
        Some((fields, rest)) => {
            *line += words[..words.len() - rest.len()].matches('\n').count();
            (rest.to_owned(), fields.known(warnings))
        }
        None => (words, Known::default()),
    };
    Ok(Found { text, known, page: None })
}

/// Reads a page, and keeps it. `around` is what is known of it from outside.
fn kept(bytes: Vec<u8>, around: &Known, warnings: &mut Vec<String>) -> Result<Found, Reason> {
    let charset = around.charset.clone();
    let words = encoding::page(&bytes, charset.as_deref(), warnings)?;
    let tree = tree(&words)?;
    let seen = Seen::of(&tree);
    let page::Page { text, blocks, extent } = page::read(&tree, &seen).map_err(Reason::NoArticle)?;
    let known = meta::read(&seen, around, warnings);
    let fetched = around.fetched.clone();
    let page = Some((Snapshot { sha256: sha256(&bytes), bytes, fetched, charset, blocks }, extent));
    Ok(Found { text, known, page })
}

/// Reads the page that the web gave. Where it was found goes before what it says of that itself.
fn served(it: Served, limit: usize, over: &Known, warnings: &mut Vec<String>) -> Result<Found, Reason> {
    let Served { url, at, answer, truncated } = it;
    let bytes = content::decoded(&answer.body, &content::codings(&answer), limit).map_err(|why| match why {
        Undecodable::TooLarge(limit) => Reason::TooLarge { limit },
        Undecodable::Coding(why) => Reason::Coding(why),
    })?;
    let web = Known {
        url: Some((url, Signal::Url)),
        fetched: Some(at).filter(|at| !at.is_empty()),
        charset: answer.field("content-type").and_then(content::charset),
        ..Known::default()
    };
    let mut found = kept(bytes, &over.clone().or(web.clone()), warnings)?;
    if let (Some(why), Some((_, extent))) = (truncated, &mut found.page) {
        warnings.push(format!("the archive has not all of the page (WARC-Truncated: {})", clipped(&why)));
        extent.partial = true;
    }
    Ok(Found { known: web.or(found.known), ..found })
}

fn tree(page: &str) -> Result<Html, Reason> {
    guard::buildable(page).map(|lean| Html::parse_document(&lean)).ok_or(Reason::Tangled)
}

fn line(bytes: &[u8], over: &Known, warnings: &mut Vec<String>) -> Result<Found, Reason> {
    let fields = fields(bytes)?;
    let known = fields.known(warnings);
    match (fields.text, fields.html) {
        (Some(text), _) => Ok(Found { text, known, page: None }),
        (None, Some(html)) => {
            // the line is UTF-8 whatever its page declares
            let around = Known { charset: Some("utf-8".to_owned()), ..over.clone().or(known.clone()) };
            let found = kept(html.into_bytes(), &around, warnings)?;
            Ok(Found { known: known.or(found.known), ..found })
        }
        (None, None) => Err(Reason::NoText),
    }
}

/// What a sidecar says; one that cannot be read is a warning, for the article is whole without it.
fn beside(read: Result<Vec<u8>, InputError>, warnings: &mut Vec<String>) -> Known {
    match read.and_then(|bytes| fields(&bytes).map_err(|reason| InputError::new("its sidecar", reason))) {
        Ok(fields) => fields.known(warnings),
        Err(error) => {
            warnings.push(error.to_string());
            Known::default()
        }
    }
}

fn over(given: &Given, warnings: &mut Vec<String>) -> Known {
    Known {
        url: option(given.url.clone()),
        title: option(given.title.clone()),
        outlet: option(given.outlet.clone()),
        language: option(given.language.as_deref().and_then(|name| super::fields::code(name, warnings))),
        published: option(given.published.clone()),
        ..Known::default()
    }
}

fn option<T>(given: Option<T>) -> Said<T> {
    given.map(|value| (value, Signal::Option))
}

fn fields(bytes: &[u8]) -> Result<Fields, Reason> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // serde reads a struct from a list too; an article is an object.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(Reason::Json { message: "expected an object".to_owned(), column: 1 });
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        Reason::Json { message, column: error.column() }
    })
}

/// SHA-256 as articles and pages carry it: 64 lower-case hex digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hex digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
