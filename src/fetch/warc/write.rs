//! Writes an archive: WARC 1.1, a gzip member a record, each exchange at once.
//!
//! A record's id is made of what it says, so that the same exchange makes the same bytes on any machine.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use crate::model::{Answer, Exchange};

use super::super::web::Seen;
use super::held::{FETCH, Held, PAGE};

/// Who writes an archive, as its `warcinfo` tells.
#[derive(Clone, Debug)]
pub struct Maker {
    /// The program and its version.
    pub software: String,
    /// The day or moment, ISO 8601 in UTC to the second.
    pub at: String,
}

/// Why an archive cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WarcError {
    /// The file is there and is no archive with a gzip member a record.
    #[error("{} is no compressed WARC; name another file: nothing was written to it", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Another program writes it.
    #[error("{} is being written by another program; wait for that, or name another file", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The operating system said no.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

/// An archive that exchanges are added to.
#[derive(Debug)]
pub struct Writer {
    file: File,
    path: PathBuf,
    /// When this run began.
    at: String,
    held: Held,
}

impl Writer {
    /// Opens an archive to go on with, or makes it; gives the bytes of a torn last record that were cut off, which are
    /// what a killed program leaves.
    ///
    /// # Errors
    /// Where the file is something else, somebody else is writing it, or it cannot be written.
    pub fn open(path: &Path, maker: &Maker) -> Result<(Self, u64), WarcError> {
        let failed = |source| WarcError::Io { path: path.to_owned(), source };
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        file.try_lock().map_err(|error| match error {
            std::fs::TryLockError::WouldBlock => WarcError::Busy { path: path.to_owned() },
            std::fs::TryLockError::Error(source) => failed(source),
        })?;
        let length = file.metadata().map_err(failed)?.len();
        let (held, sound) = match length {
            0 => (Held::default(), 0),
            _ => {
                let held = Held::read(&file, length).map_err(failed)?;
                held.ok_or_else(|| WarcError::Foreign { path: path.to_owned() })?
            }
        };
        let mut writer = Self { file, path: path.to_owned(), at: maker.at.clone(), held };
        let opened = writer.file.set_len(sound).and_then(|()| writer.file.seek(SeekFrom::Start(sound)));
        opened.map_err(failed)?;
        if sound == 0 {
            writer.append(&warcinfo(maker))?;
        }
        Ok((writer, length - sound))
    }

    /// Adds an exchange: its `request`, its `response` where there is one, and a `metadata` record with the URL that
    /// was asked for first, the digest of the `page` that came, and why there is no answer. An answer that the page is as
    /// the archive holds it is a `revisit`. Tells whether the page is another than what is held.
    ///
    /// # Errors
    /// Where the file cannot be written; what of the exchange was written before is cut off on the next opening.
    pub fn write(&mut self, exchange: &Exchange, page: Option<&[u8]>) -> Result<bool, WarcError> {
        let mut records = Vec::new();
        let request = Block::new("request", HTTP_REQUEST, request(exchange));
        let mut metadata = format!("asked: {}\r\n", one_line(&exchange.asked));
        let held = self.held.page(&exchange.url);
        let page = page.map(digest);
        let is_new = page.as_ref().is_some_and(|page| held.is_none_or(|held| held.digest != *page));
        let concurrent = match &exchange.answer {
            Ok(answer) => {
                let revisited = held.filter(|_| answer.status == 304);
                let kind = if revisited.is_some() { "revisit" } else { "response" };
                let response = Block::new(kind, HTTP_RESPONSE, response(answer));
                let id = response.id(exchange);
                let more = match revisited {
                    Some(held) => revisit(&exchange.url, &held.at),
                    None => format!("WARC-Payload-Digest: {}\r\n", digest(&answer.body)),
                };
                request.write(exchange, &format!("WARC-Concurrent-To: {id}\r\n"), &mut records);
                response.write(exchange, &format!("{more}{}", protocol(answer)), &mut records);
                id
            }
            Err(why) => {
                let _ = write!(metadata, "error: {}\r\n", one_line(why));
                request.write(exchange, "", &mut records);
                request.id(exchange)
            }
        };
        if let Some(page) = &page {
            let _ = write!(metadata, "{PAGE}: {page}\r\n");
        }
        let metadata = Block::new("metadata", FIELDS, metadata.into_bytes());
        metadata.write(exchange, &format!("WARC-Concurrent-To: {concurrent}\r\n"), &mut records);
        self.append(&records)?;
        if let Ok(answer) = &exchange.answer {
            self.held.learn(&exchange.url, &exchange.at, answer, page);
        }
        Ok(is_new)
    }

    /// Adds that a run came to its end.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn finish(&mut self) -> Result<(), WarcError> {
        let mut records = Vec::new();
        let block = Block::new("metadata", FIELDS, format!("{FETCH}: finished\r\n").into_bytes());
        let id = record_id(&[FETCH.as_bytes(), self.at.as_bytes(), &self.held.finished.to_be_bytes()]);
        block.record(&id, &self.at, "", &mut records);
        self.append(&records)?;
        self.held.finished += 1;
        Ok(())
    }

    /// What is held of the page at a URL.
    pub(in crate::fetch) fn last(&self, url: &str) -> Option<Seen> {
        self.held.page(url).map(|page| Seen {
            etag: page.etag.clone(),
            last_modified: page.last_modified.clone(),
            pending: page.run == self.held.finished,
        })
    }

    fn append(&mut self, records: &[u8]) -> Result<(), WarcError> {
        self.file.write_all(records).map_err(|source| WarcError::Io { path: self.path.clone(), source })
    }
}

const HTTP_REQUEST: &str = "application/http; msgtype=request";
const HTTP_RESPONSE: &str = "application/http; msgtype=response";
const FIELDS: &str = "application/warc-fields";

/// What a record holds.
struct Block {
    kind: &'static str,
    media: &'static str,
    bytes: Vec<u8>,
}

impl Block {
    const fn new(kind: &'static str, media: &'static str, bytes: Vec<u8>) -> Self {
        Self { kind, media, bytes }
    }

    fn id(&self, exchange: &Exchange) -> String {
        record_id(&[self.kind.as_bytes(), exchange.url.as_bytes(), exchange.at.as_bytes(), &self.bytes])
    }

    /// Adds it as the record of an exchange, with more fields of its head.
    fn write(&self, exchange: &Exchange, more: &str, records: &mut Vec<u8>) {
        let more = format!("WARC-Target-URI: {}\r\n{more}", one_line(&exchange.url));
        self.record(&self.id(exchange), &exchange.at, &more, records);
    }

    /// Adds it as a gzip member.
    fn record(&self, id: &str, at: &str, more: &str, records: &mut Vec<u8>) {
        let Self { kind, media, bytes } = self;
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {at}\r\n{more}WARC-Block-Digest: {}\r\n\
             Content-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            digest(bytes),
            bytes.len()
        );
        let mut member = GzBuilder::new().write(records, Compression::default());
        // Neither can fail: what is written to is memory.
        let _ = [head.as_bytes(), bytes, b"\r\n\r\n"].iter().try_for_each(|part| member.write_all(part));
        let _ = member.finish();
    }
}

/// The fields of a record that stands for one that the server says is still right.
fn revisit(url: &str, at: &str) -> String {
    let profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
    let url = one_line(url);
    format!("WARC-Profile: {profile}\r\nWARC-Refers-To-Target-URI: {url}\r\nWARC-Refers-To-Date: {at}\r\n")
}

fn warcinfo(maker: &Maker) -> Vec<u8> {
    let mut records = Vec::new();
    let words = format!("software: {}\r\nformat: WARC File Format 1.1\r\n", one_line(&maker.software));
    let block = Block::new("warcinfo", FIELDS, words.into_bytes());
    block.record(&record_id(&[b"warcinfo", maker.at.as_bytes(), &block.bytes]), &maker.at, "", &mut records);
    records
}

/// A request as HTTP/1.1 has it. The name of the host stands in the URL where the protocol gives it no field.
fn request(exchange: &Exchange) -> Vec<u8> {
    let url = one_line(&exchange.url);
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let (host, path) = rest.find(['/', '?', '#']).map_or((rest, ""), |at| rest.split_at(at));
    let path = path.split('#').next().unwrap_or_default();
    let slash = if path.starts_with('/') { "" } else { "/" };
    let mut text = format!("GET {slash}{path} HTTP/1.1\r\n");
    if !exchange.sent.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        let _ = write!(text, "Host: {}\r\n", host.rsplit('@').next().unwrap_or(host));
    }
    push_fields(&mut text, &exchange.sent);
    text.push_str("\r\n");
    text.into_bytes()
}

/// An answer as HTTP/1.1 has it, which is what tools read. The body is out of its transfer encoding, so that a field
/// that names one is kept under another name, and the length is the body's.
fn response(answer: &Answer) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
    let mut fields = answer.fields.clone();
    fields.retain(|(name, _)| !name.eq_ignore_ascii_case("content-length"));
    for (name, _) in fields.iter_mut().filter(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding")) {
        name.insert_str(0, "X-Archive-Orig-");
    }
    fields.push(("Content-Length".to_owned(), answer.body.len().to_string()));
    push_fields(&mut text, &fields);
    text.push_str("\r\n");
    [text.as_bytes(), &answer.body].concat()
}

fn push_fields(text: &mut String, fields: &[(String, String)]) {
    for (name, value) in fields {
        let _ = write!(text, "{}: {}\r\n", one_line(name), one_line(value));
    }
}

/// The words that usually stand beside a status; they mean nothing, and some tools miss them.
const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        410 => "Gone",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}

/// The protocol, where it was not the one that the record is written in.
fn protocol(answer: &Answer) -> &'static str {
    if answer.version.starts_with("HTTP/2") { "WARC-Protocol: h2\r\n" } else { "" }
}

/// What may not break a line of a head.
fn one_line(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// `sha256:` and the digest in base 32 (RFC 4648), as archives write digests.
fn digest(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = "sha256:".to_owned();
    for five in Sha256::digest(bytes).chunks(5) {
        let mut group = [0; 8];
        group[3..3 + five.len()].copy_from_slice(five);
        let bits = u64::from_be_bytes(group);
        for place in 0..8 {
            let is_digit = place * 5 < five.len() * 8;
            let digit = usize::try_from(bits >> (35 - 5 * place) & 31).unwrap_or_default();
            text.push(if is_digit { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    text
}

/// A UUID of the version that is left to its maker (RFC 9562, version 8): the head of a SHA-256 of the parts.
fn record_id(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let bits = hash.finalize().iter().take(16).fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
    let bits = bits & !(0xf << 76) & !(0b11 << 62) | 8 << 76 | 0b10 << 62;
    let hex = format!("{bits:032x}");
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::{digest, record_id};

    #[test]
    fn digests_and_ids_are_as_other_tools_make_them() {
        // `printf abc | sha256sum`, in base 32
        assert_eq!(digest(b"abc"), "sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====");
        let id = record_id(&[b"a", b"b"]);
        assert_eq!(id.len(), "<urn:uuid:00000000-0000-8000-8000-000000000000>".len());
        assert_eq!((&id[24..25], id == record_id(&[b"ab"])), ("8", false));
        assert!("89ab".contains(&id[29..30]), "{id}");
    }
}
