//! What an archive holds already, for a run that goes on with it: read in one pass, member by member, heads alone.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom};

use flate2::bufread::GzDecoder;

use super::record::{self, HEAD, Head};
use super::{http, resync};
use crate::model::Answer;

/// The fields of `metadata` records that tell what a run made of an exchange, and that it came to its end.
pub(super) const PAGE: &str = "page";
pub(super) const FETCH: &str = "fetch";

/// The pages of an archive.
#[derive(Debug, Default)]
pub(super) struct Held {
    pages: BTreeMap<String, Page>,
    /// Runs that came to their end.
    pub(super) finished: u64,
    /// The last answer, until it is told whether that brought a page.
    last: Option<(String, String, Answer)>,
}

/// The last answer that brought a page, or said that it was as before.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// `WARC-Date` of the record that holds it.
    pub(super) at: String,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// The digest of the page, out of its content encoding.
    pub(super) digest: String,
    /// How many runs had come to their end when it was last had.
    pub(super) run: u64,
}

impl Held {
    /// Reads a file of so many bytes, and where its last whole record ends; `None` where it holds none.
    ///
    /// What looks like a record may be a part of one that holds an archive: only going through from the start is sure of
    /// what is whole.
    pub(super) fn read(file: &File, length: u64) -> io::Result<Option<(Self, u64)>> {
        let mut file = BufReader::new(file.try_clone()?);
        let mut held = Self::default();
        let (mut at, mut sound, mut has_records) = (0, 0, false);
        while at < length {
            match held.member(&mut file, at)? {
                Some((end, is_record)) => {
                    has_records |= is_record;
                    (at, sound) = (end, end);
                }
                None => match resync::next_member(&mut file, at + 1)? {
                    Some(next) => at = next,
                    None => break,
                },
            }
        }
        Ok(has_records.then_some((held, sound)))
    }

    pub(super) fn page(&self, url: &str) -> Option<&Page> {
        self.pages.get(url)
    }

    /// Learns of an answer and, where it brought one, of its page's digest.
    pub(super) fn learn(&mut self, url: &str, at: &str, answer: &Answer, page: Option<String>) {
        let field = |name| answer.field(name).map(str::to_owned);
        let (etag, last_modified) = (field("etag"), field("last-modified"));
        match (answer.status, page, self.pages.get_mut(url)) {
            (304, _, Some(known)) => {
                known.run = self.finished;
                known.etag = etag.or(known.etag.take());
                known.last_modified = last_modified.or(known.last_modified.take());
            }
            (200, Some(digest), _) => {
                let page = Page { at: at.to_owned(), etag, last_modified, digest, run: self.finished };
                self.pages.insert(url.to_owned(), page);
            }
            _ => {}
        }
    }

    /// Reads the gzip member that begins there: where it ends, and whether it is a record; `None` where it is not whole.
    fn member(&mut self, file: &mut BufReader<File>, start: u64) -> io::Result<Option<(u64, bool)>> {
        file.seek(SeekFrom::Start(start))?;
        let mut member = GzDecoder::new(&mut *file);
        if io::copy(&mut member, &mut io::sink()).is_err() {
            return Ok(None);
        }
        let end = file.stream_position()?;
        file.seek(SeekFrom::Start(start))?;
        let mut member = BufReader::new(GzDecoder::new(file));
        let Ok(Some(head)) = Head::read(&mut member) else { return Ok(Some((end, false))) };
        let mut block = member.take(head.length);
        match head.kind.as_str() {
            "response" | "revisit" => self.answer(&head, http::head(&mut block).ok()),
            "metadata" => self.metadata(&head, &fields(&mut block)),
            _ => {}
        }
        Ok(Some((end, true)))
    }

    fn answer(&mut self, head: &Head, answer: Option<Answer>) {
        let Some((url, answer)) = head.url.clone().zip(answer) else { return };
        let at = head.date.clone().unwrap_or_default();
        self.learn(&url, &at, &answer, None);
        self.last = Some((url, at, answer));
    }

    /// Takes what a run said of an exchange, behind the answer, or of itself.
    fn metadata(&mut self, head: &Head, fields: &[(String, String)]) {
        let field = |wanted| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        if field(FETCH).is_some() {
            self.finished += 1;
        } else if let Some(digest) = field(PAGE)
            && let Some((url, at, answer)) = self.last.take().filter(|(url, ..)| head.url.as_ref() == Some(url))
        {
            self.learn(&url, &at, &answer, Some(digest));
        }
    }
}

/// The fields of a `metadata` record; none where they are not to be read.
fn fields(block: &mut impl BufRead) -> Vec<(String, String)> {
    // they end with the block, and a head with an empty line
    let lines = record::fields(&mut block.chain(&b"\r\n"[..]), HEAD).unwrap_or_default();
    let fields = lines.iter().filter_map(|line| line.split_once(':'));
    fields.map(|(name, value)| (name.trim_end().to_owned(), value.trim().to_owned())).collect()
}
