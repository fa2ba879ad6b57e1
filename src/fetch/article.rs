//! From a raw article to an article: characters, metadata by trust, text normalised once. Touches no file.

use std::fmt::Write as _;

use scraper::Html;
use sha2::{Digest, Sha256};

use crate::model::{Article, Extent, Published, Signal, Snapshot};
use crate::text::normalise;

use super::content::{Served, Undecodable};
use super::error::{InputError, Reason};
use super::fields::{Fields, Known};
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
        let (mut line, mut page) = (None, None);
        let (words, said) = match body {
            Body::Text(bytes) => text(bytes, &mut warnings, line.insert(1)),
            Body::Html(bytes) => kept(bytes, None, None, &mut page, &mut warnings),
            Body::Json(bytes) => self::line(&bytes, &mut page, &mut warnings),
            Body::Served(it) => served(*it, limit, &mut page, &mut warnings),
        }
        .map_err(|reason| InputError::new(&*name, reason))?;
        let text = normalise(&words);
        if text.trim().is_empty() {
            return Err(InputError::new(name, Reason::Empty));
        }
        if text.len() > limit {
            return Err(InputError::new(name, Reason::TooLarge { limit }));
        }
        let known = over(given, &mut warnings).or(beside).or(said);
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
    let words = encoding::page(page.bytes.clone(), page.charset.as_deref(), &mut Vec::new())?;
    Ok(self::page(&words, &mut Vec::new())?.0.text)
}

/// Words of the user's own, such as a statement to check, as an article.
#[must_use]
pub fn statement(words: &str, given: &Given) -> Article {
    article(normalise(words), None, over(given, &mut Vec::new()))
}

fn article(text: String, path: Option<String>, known: Known) -> Article {
    let sha256 = sha256(text.as_bytes());
    let (published, published_from) = known.published.map_or((None, Signal::None), |(date, from)| (Some(date), from));
    Article {
        id: known.id.unwrap_or_else(|| id(&text, known.url.as_deref(), known.outlet.as_deref())),
        path,
        url: known.url,
        sha256,
        title: known.title,
        byline: known.byline,
        outlet: known.outlet,
        language: known.language.or_else(|| language::of(&text)),
        published,
        published_from,
        modified: known.modified,
        text,
    }
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

/// A text without its front matter; `line` grows by the lines of that.
fn text(bytes: Vec<u8>, warnings: &mut Vec<String>, line: &mut usize) -> Result<(String, Known), Reason> {
    let words = encoding::text(bytes)?;
    Ok(match front_matter::split(&words) {
        Some((fields, rest)) => {
            *line += words[..words.len() - rest.len()].matches('\n').count();
            (rest.to_owned(), fields.known(warnings))
        }
        None => (words, Known::default()),
    })
}

/// Reads a page, and keeps it.
fn kept(
    bytes: Vec<u8>,
    charset: Option<String>,
    fetched: Option<String>,
    kept: &mut Option<(Snapshot, Extent)>,
    warnings: &mut Vec<String>,
) -> Result<(String, Known), Reason> {
    let words = encoding::page(bytes.clone(), charset.as_deref(), warnings)?;
    let (page::Page { text, blocks, extent }, said) = page(&words, warnings)?;
    *kept = Some((Snapshot { sha256: sha256(&bytes), bytes, fetched, charset, blocks }, extent));
    Ok((text, said))
}

/// Reads the page that the web gave. Where it was found goes before what it says of that itself.
fn served(
    it: Served,
    limit: usize,
    page: &mut Option<(Snapshot, Extent)>,
    warnings: &mut Vec<String>,
) -> Result<(String, Known), Reason> {
    let Served { url, at, answer } = it;
    let charset = answer.field("content-type").and_then(content::charset);
    let fetched = Some(at).filter(|at| !at.is_empty());
    let bytes = content::decoded(&answer.body, &content::codings(&answer), limit).map_err(|why| match why {
        Undecodable::TooLarge(limit) => Reason::TooLarge { limit },
        Undecodable::Coding(why) => Reason::Coding(why),
    })?;
    let (text, said) = kept(bytes, charset, fetched, page, warnings)?;
    Ok((text, Known { url: Some(url), ..Known::default() }.or(said)))
}

fn page(page: &str, warnings: &mut Vec<String>) -> Result<(page::Page, Known), Reason> {
    if !guard::is_buildable(page) {
        return Err(Reason::Tangled);
    }
    let tree = Html::parse_document(page);
    Ok((page::read(&tree).map_err(Reason::NoArticle)?, meta::read(&tree, warnings)))
}

fn line(
    bytes: &[u8],
    page: &mut Option<(Snapshot, Extent)>,
    warnings: &mut Vec<String>,
) -> Result<(String, Known), Reason> {
    let fields = fields(bytes)?;
    let known = fields.known(warnings);
    match (fields.text, fields.html) {
        (Some(text), _) => Ok((text, known)),
        // the line is UTF-8 whatever its page declares
        (None, Some(html)) => kept(html.into_bytes(), Some("utf-8".to_owned()), None, page, warnings)
            .map(|(text, said)| (text, known.or(said))),
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
        url: given.url.clone(),
        title: given.title.clone(),
        outlet: given.outlet.clone(),
        language: given.language.as_deref().and_then(|name| super::fields::code(name, warnings)),
        published: given.published.clone().map(|date| (date, Signal::Option)),
        ..Known::default()
    }
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
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
