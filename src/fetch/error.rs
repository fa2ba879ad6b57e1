//! Why an input could not be made an article.

use std::io;

use super::page::NoArticle;

/// What went wrong with one input. The rest of the inputs goes on.
#[derive(Debug, thiserror::Error)]
#[error("{input}: {reason}")]
pub struct InputError {
    /// The file as the user named it, with the line where it has several articles: `a.jsonl:17`.
    pub input: String,
    /// What went wrong.
    pub reason: Reason,
}

/// The ways an input can fail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The operating system said no.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Its compressed data is broken or ends too early.
    #[error("is broken or cut short as gzip: {0}")]
    Gzip(io::Error),
    /// Its name has no ending that is known.
    #[error("is of no known kind")]
    Kind,
    /// One article is larger than is read.
    #[error("is larger than {} MiB, the most that one article may have", .limit.div_ceil(1 << 20))]
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// It is neither UTF-8 nor marked as anything else.
    #[error("is not UTF-8 (byte {at})")]
    NotUtf8 {
        /// The first byte that does not fit.
        at: usize,
    },
    /// It says that it is UTF-16, and is not.
    #[error("is marked as UTF-16 and cannot be read as such")]
    NotUtf16,
    /// It holds binary data.
    #[error("is not text")]
    Binary,
    /// A line is not a JSON object of the expected fields.
    #[error("is not an article in JSON: {message} (column {column})")]
    Json {
        /// What the parser expected.
        message: String,
        /// 1-based byte of the line.
        column: usize,
    },
    /// A JSON article has neither `text` nor `html`.
    #[error("has neither \"text\" nor \"html\"")]
    NoText,
    /// There is nothing to read but white space.
    #[error("has no words")]
    Empty,
    /// A page is no article.
    #[error("is a page without an article ({})", .0.as_str())]
    NoArticle(NoArticle),
    /// A page is built so that no tree of it can be made in reasonable time.
    #[error("is no reasonable HTML: elements or attributes by the hundreds in one another")]
    Tangled,
    /// A record of a web archive is broken; the others are read.
    #[error("is no sound WARC record (near byte {at} of the file): {why}")]
    Record {
        /// Where in the file it was met.
        at: u64,
        /// What is wrong with it.
        why: String,
    },
    /// A web archive comes through a pipe, in which the reader could not go back behind a broken record.
    #[error("is a web archive, and those are read from files alone")]
    Piped,
    /// A page cannot be taken out of its content encoding.
    #[error("cannot be taken out of its content encoding: {0}")]
    Coding(String),
    /// The program itself failed on it.
    #[error("made the program fail: {0}")]
    Panic(String),
}

impl Reason {
    /// What a summary calls it where there is nothing to read, which is no fault; `None` where it is one.
    #[must_use]
    pub fn nothing(&self) -> Option<String> {
        match self {
            Self::Empty => Some("no words".to_owned()),
            Self::NoArticle(why) => Some(format!("no article: {}", why.as_str())),
            _ => None,
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::Io(_) => "check that the file is there and that you may read it",
            Self::Gzip(_) => "fetch or compress the file again; whole articles before the break are kept",
            Self::Kind => {
                "known are .txt .md .html .htm .jsonl .ndjson .warc, each also with .gz; or pipe it in: onrecord … - < FILE"
            }
            Self::TooLarge { .. } => "split it, or leave it out: no news article is that long",
            Self::NotUtf8 { .. } => "convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
            Self::NotUtf16 => "save it again as UTF-8",
            Self::Binary => "save its text as UTF-8",
            Self::Json { .. } => {
                "one JSON object a line: {\"text\": \"…\", \"published\": \"2021-03-18\", \"title\": …, \"url\": …, \"outlet\": …}"
            }
            Self::NoText => "give the article's words as \"text\", or its page as \"html\"",
            Self::Empty => "there is nothing to extract; leave it out",
            Self::NoArticle(_) => "name the pages of the articles themselves",
            Self::Tangled => "save the page's text as .txt",
            Self::Record { .. } => "the other records are read; fetch the page again if it matters",
            Self::Piped => "save it as a file whose name ends in .warc or .warc.gz",
            Self::Coding(_) => "fetch the page again, or save it as .html",
            Self::Panic(_) => "this is a defect of onrecord; please report it with the input",
        }
    }
}

impl InputError {
    /// Puts the input's name to a reason.
    pub(crate) fn new(input: impl Into<String>, reason: impl Into<Reason>) -> Self {
        Self { input: input.into(), reason: reason.into() }
    }
}
