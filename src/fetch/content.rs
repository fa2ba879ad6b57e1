//! What an answer's body is: whether it is a page, and its bytes out of their content encoding.

use std::io::{BufReader, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::model::Answer;

use super::error::Reason;
use super::walk::Skip;

/// More encodings one in another than this are a trick.
const MOST: usize = 4;

/// A page as the web gave it.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) url: String,
    /// When it was asked for: ISO 8601, empty where nobody says.
    pub(super) at: String,
    pub(super) answer: Answer,
}

/// Whether an answer is a page; else why it is none.
pub(super) fn is_page(answer: &Answer) -> Result<(), Skip> {
    if answer.status != 200 {
        return Err(Skip::Status);
    }
    let kind = answer.field("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let is_html = ["text/html", "application/xhtml+xml"].iter().any(|html| kind.eq_ignore_ascii_case(html));
    if is_html { Ok(()) } else { Err(Skip::Media) }
}

/// The character set that the answer's header names.
pub(super) fn charset(answer: &Answer) -> Option<String> {
    let parameters = answer.field("content-type")?.split(';').skip(1);
    let mut values = parameters.filter_map(|it| it.split_once('='));
    let (_, label) = values.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let label = label.trim().trim_matches(['"', '\'']).to_owned();
    if label.is_empty() { None } else { Some(label) }
}

/// The body out of its content encodings, of at most `limit` bytes after each.
pub(super) fn decoded(answer: Answer, limit: usize) -> Result<Vec<u8>, Reason> {
    let named = answer.field("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let codings: Vec<&str> = named.split(',').map(str::trim).filter(|it| !matches!(*it, "" | "identity")).collect();
    if codings.len() > MOST {
        return Err(Reason::Coding("it has more encodings than any page".to_owned()));
    }
    codings.iter().rev().try_fold(answer.body, |body, coding| undone(coding, body, limit))
}

fn undone(coding: &str, body: Vec<u8>, limit: usize) -> Result<Vec<u8>, Reason> {
    let bytes = body.as_slice();
    match coding {
        // Archives often hold a body unpacked beside the field that says how it was sent: its first bytes tell.
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => unpacked(MultiGzDecoder::new(bytes), coding, limit),
        "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            let decoder = zstd::Decoder::new(bytes).map_err(|error| Reason::Coding(format!("{coding}: {error}")))?;
            unpacked(decoder, coding, limit)
        }
        "gzip" | "x-gzip" | "zstd" => Ok(body),
        // By the standard it has the zlib format; some servers send it bare.
        "deflate" => unpacked(ZlibDecoder::new(bytes), coding, limit)
            .or_else(|_| unpacked(DeflateDecoder::new(bytes), coding, limit)),
        "br" => unpacked(BufReader::new(brotli::Decompressor::new(bytes, 4096)), coding, limit),
        _ => Err(Reason::Coding(format!("{coding:?} is not known"))),
    }
}

fn unpacked(source: impl Read, coding: &str, limit: usize) -> Result<Vec<u8>, Reason> {
    let mut plain = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    source.take(most).read_to_end(&mut plain).map_err(|error| Reason::Coding(format!("{coding}: {error}")))?;
    if plain.len() > limit { Err(Reason::TooLarge { limit }) } else { Ok(plain) }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::{Answer, Reason, Skip, charset, decoded, is_page};

    const PAGE: &[u8] = b"<p>Ten doses.";

    fn answer(name: &str, value: &str, body: Vec<u8>) -> Answer {
        let fields = vec![(name.to_owned(), value.to_owned())];
        Answer { status: 200, version: "HTTP/1.1".to_owned(), fields, body }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).and_then(|()| packed.finish()).expect("packed")
    }

    #[test]
    fn every_coding_is_undone() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(PAGE).expect("packed");
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(PAGE).expect("packed");
        let mut br = Vec::new();
        brotli::CompressorReader::new(PAGE, 4096, 5, 22).read_to_end(&mut br).expect("packed");
        let zstd = zstd::encode_all(PAGE, 1).expect("packed");
        for (coding, body) in [
            ("", PAGE.to_vec()),
            ("gzip", gzip(PAGE)),
            ("GZIP", PAGE.to_vec()),
            ("gzip, x-gzip", gzip(&gzip(PAGE))),
            ("deflate", zlib.finish().expect("packed")),
            ("deflate", bare.finish().expect("packed")),
            ("br", br),
            ("zstd", zstd),
        ] {
            assert_eq!(decoded(answer("Content-Encoding", coding, body), 99).expect("undone"), PAGE, "{coding}");
        }
    }

    #[test]
    fn a_bomb_and_a_coding_of_no_name_are_refused() {
        let bomb = gzip(&vec![b' '; 4 << 20]);
        assert!(bomb.len() < 64 << 10);
        assert!(matches!(decoded(answer("content-encoding", "gzip", bomb), 1 << 20), Err(Reason::TooLarge { .. })));
        for coding in ["rot13", "gzip,gzip,gzip,gzip,gzip", "br"] {
            let read = decoded(answer("content-encoding", coding, b"\x1f\x8bx".to_vec()), 99);
            assert!(matches!(read, Err(Reason::Coding(_))), "{coding}");
        }
    }

    #[test]
    fn a_page_is_html_with_the_status_of_one() {
        let html = |kind| answer("Content-Type", kind, Vec::new());
        assert_eq!(is_page(&html("Text/HTML ; charset=\"utf-8\"")), Ok(()));
        assert_eq!(charset(&html("text/html; charset=\"windows-1252\"")).as_deref(), Some("windows-1252"));
        assert_eq!(charset(&html("text/html")), None);
        assert_eq!(is_page(&html("image/png")), Err(Skip::Media));
        assert_eq!(is_page(&Answer { status: 404, ..html("text/html") }), Err(Skip::Status));
    }
}
