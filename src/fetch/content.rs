//! What an answer's body is: whether it is a page, and its bytes out of their content encoding.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::model::Answer;

use super::walk::Skip;

/// What a request says that it takes.
pub(super) const ACCEPTED: &str = "gzip, br, zstd, deflate";
/// More encodings on one another than this are a trick.
const MOST: usize = 4;
/// RFC 9659: the largest window that a zstd body may ask for, as a power of two.
const WINDOW: u32 = 23;
const BUFFER: usize = 64 << 10;

/// A page as the web gave it.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) url: String,
    /// When it was asked for: ISO 8601, empty where nobody says.
    pub(super) at: String,
    pub(super) answer: Answer,
    /// Why the archive that it is from has not all of it.
    pub(super) truncated: Option<String>,
}

/// Whether an answer is a page; else why it is none.
pub(super) fn is_page(answer: &Answer) -> Result<(), Skip> {
    if answer.status != 200 {
        return Err(Skip::Status);
    }
    if answer.field("content-type").is_some_and(is_html) { Ok(()) } else { Err(Skip::Media) }
}

/// Whether a media type is that of pages.
pub(super) fn is_html(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "text/html" | "application/xhtml+xml")
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The content encodings that an answer's header names, over all its lines.
pub(super) fn codings(answer: &Answer) -> String {
    let is_coding = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-encoding");
    let values: Vec<&str> = answer.fields.iter().filter(is_coding).map(|(_, value)| value.as_str()).collect();
    values.join(",")
}

/// The character set that an answer's `Content-Type` names.
pub(super) fn charset(media_type: &str) -> Option<String> {
    let parameters = media_type.split(';').skip(1);
    let mut values = parameters.filter_map(|it| it.split_once('='));
    let (_, label) = values.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    let label = label.trim().trim_matches(['"', '\'']).to_owned();
    if label.is_empty() { None } else { Some(label) }
}

/// Why a body cannot be had out of its encodings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// It is larger than this many bytes.
    TooLarge(usize),
    /// An encoding that is not known, or bytes that are not in it.
    Coding(String),
}

/// A body out of the encodings that `Content-Encoding` names, of at most `limit` bytes after each.
pub(super) fn decoded(body: &[u8], encodings: &str, limit: usize) -> Result<Vec<u8>, Undecodable> {
    let named = encodings.to_ascii_lowercase();
    let codings: Vec<&str> = named.split(',').map(str::trim).filter(|it| !matches!(*it, "" | "identity")).collect();
    if codings.len() > MOST {
        return Err(Undecodable::Coding(format!("{} encodings on one another", codings.len())));
    }
    let mut bytes = body.to_vec();
    // the last that is named was applied last
    for coding in codings.into_iter().rev() {
        bytes = undone(bytes, coding, limit)?;
    }
    if bytes.len() > limit { Err(Undecodable::TooLarge(limit)) } else { Ok(bytes) }
}

/// The bytes of a gzip file, at most `limit`.
pub(super) fn unpacked(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Undecodable> {
    whole(MultiGzDecoder::new(bytes), limit)
}

/// Whether bytes are a gzip file's.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

fn undone(body: Vec<u8>, coding: &str, limit: usize) -> Result<Vec<u8>, Undecodable> {
    let bytes = body.as_slice();
    match coding {
        // Archives and caches hold bodies unpacked beside the field that says how they were sent: the first bytes tell.
        "gzip" | "x-gzip" if is_gzip(bytes) => unpacked(bytes, limit),
        "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(bytes).map_err(broken)?;
            decoder.window_log_max(WINDOW).map_err(broken)?;
            whole(decoder, limit)
        }
        "gzip" | "x-gzip" | "zstd" => Ok(body),
        // A 304 comes with the header and without the bytes.
        "br" | "deflate" if bytes.is_empty() => Ok(body),
        "br" => whole(brotli::Decompressor::new(bytes, BUFFER), limit),
        // By the standard it has the zlib format; some servers send it bare.
        "deflate" if bytes[0] & 0x0f == 8 => whole(ZlibDecoder::new(bytes), limit),
        "deflate" => whole(DeflateDecoder::new(bytes), limit),
        _ => Err(Undecodable::Coding(format!("the encoding {coding:?} is not known"))),
    }
}

fn whole(source: impl Read, limit: usize) -> Result<Vec<u8>, Undecodable> {
    let mut plain = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    source.take(most).read_to_end(&mut plain).map_err(broken)?;
    if plain.len() > limit { Err(Undecodable::TooLarge(limit)) } else { Ok(plain) }
}

fn broken(error: io::Error) -> Undecodable {
    Undecodable::Coding(error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use proptest::prelude::*;

    use super::{Answer, Skip, Undecodable, charset, decoded, is_page};

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
        for (coding, body) in [
            ("", PAGE.to_vec()),
            ("identity", PAGE.to_vec()),
            ("gzip", gzip(PAGE)),
            ("GZIP", PAGE.to_vec()),
            ("gzip, x-gzip", gzip(&gzip(PAGE))),
            ("deflate", zlib.finish().expect("packed")),
            ("deflate", bare.finish().expect("packed")),
            ("br, gzip", gzip(&br)),
            ("br", br),
            ("zstd", zstd::encode_all(PAGE, 1).expect("packed")),
        ] {
            assert_eq!(decoded(&body, coding, 99).as_deref(), Ok(PAGE), "{coding}");
        }
        assert_eq!(decoded(b"", "br", 99).as_deref(), Ok(&b""[..]));
    }

    #[test]
    fn what_expands_without_end_is_stopped() {
        let blank = vec![b' '; 64 << 20];
        for (name, bomb) in [("gzip", gzip(&blank)), ("zstd", zstd::encode_all(&blank[..], 3).expect("packed"))] {
            assert!(bomb.len() < 1 << 19, "{}", bomb.len());
            assert_eq!(decoded(&bomb, name, 1 << 20), Err(Undecodable::TooLarge(1 << 20)), "{name}");
        }
        assert_eq!(decoded(PAGE, "", 10), Err(Undecodable::TooLarge(10)));
    }

    #[test]
    fn what_is_not_as_it_says_is_an_error() {
        let packed = gzip(PAGE);
        for (name, body) in [
            ("gzip", &packed[..packed.len() / 2]),
            ("br", PAGE),
            ("rot13", PAGE),
            ("gzip,gzip,gzip,gzip,gzip", &packed),
        ] {
            assert!(matches!(decoded(body, name, 1000), Err(Undecodable::Coding(_))), "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in any::<Vec<u8>>(), name in "(gzip|br|zstd|deflate|x)(, (br|gzip))?") {
            let _ = decoded(&bytes, &name, 1 << 16);
        }
    }

    #[test]
    fn a_page_is_html_with_the_status_of_one() {
        let html = |kind| answer("Content-Type", kind, Vec::new());
        assert_eq!(is_page(&html("Text/HTML ; charset=\"utf-8\"")), Ok(()));
        assert_eq!(charset("text/html; charset=\"windows-1252\"").as_deref(), Some("windows-1252"));
        assert_eq!(charset("text/html"), None);
        assert_eq!(is_page(&html("image/png")), Err(Skip::Media));
        assert_eq!(is_page(&Answer { status: 404, ..html("text/html") }), Err(Skip::Status));
    }
}
