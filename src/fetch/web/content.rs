//! Bodies out of their content encodings, in bounded memory.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::failure::Failure;

/// What a request says that it takes.
pub(super) const ACCEPTED: &str = "gzip, br, zstd, deflate";

/// Encodings on one another that are undone: servers send one, and sometimes a cache packs again.
const LAYERS: usize = 2;
/// RFC 9659: the largest window that a zstd body may ask for, as a power of two.
const WINDOW: u32 = 23;
const BUFFER: usize = 64 << 10;

/// A body out of the encodings that `Content-Encoding` names, at most `limit` bytes of it after each.
pub(super) fn decoded(body: &[u8], encodings: &str, limit: usize) -> Result<Vec<u8>, Failure> {
    let names: Vec<String> = encodings.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
    let layers: Vec<&str> = names.iter().map(String::as_str).filter(|name| !["", "identity"].contains(name)).collect();
    if layers.len() > LAYERS {
        return Err(Failure::Encoding(format!("{} encodings on one another", layers.len())));
    }
    let mut bytes = body.to_vec();
    // the last that is named was applied last
    for name in layers.into_iter().rev() {
        bytes = undone(&bytes, name, limit)?;
    }
    if bytes.len() > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

/// The bytes of a gzip file, at most `limit`.
pub(super) fn unpacked(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Failure> {
    undone(bytes, "gzip", limit)
}

/// Whether bytes are a gzip file's.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

fn undone(bytes: &[u8], name: &str, limit: usize) -> Result<Vec<u8>, Failure> {
    // A 304 or an empty page comes with the header and without the bytes.
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    match name {
        "gzip" | "x-gzip" => whole(MultiGzDecoder::new(bytes), limit),
        "br" => whole(brotli::Decompressor::new(bytes, BUFFER), limit),
        "zstd" => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(bytes).map_err(broken)?;
            decoder.window_log_max(WINDOW).map_err(broken)?;
            whole(decoder, limit)
        }
        // The standard has deflate in a zlib frame; some servers leave the frame out.
        "deflate" if bytes.first().is_some_and(|first| first & 0x0f == 8) => whole(ZlibDecoder::new(bytes), limit),
        "deflate" => whole(DeflateDecoder::new(bytes), limit),
        other => Err(Failure::Encoding(format!("the encoding {other:?} is not known"))),
    }
}

fn whole(source: impl Read, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    source.take(most).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

fn broken(error: io::Error) -> Failure {
    Failure::Encoding(error.to_string())
}

const fn too_large(limit: usize) -> Failure {
    Failure::TooLarge { limit, what: "unpacked" }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::{Failure, decoded};

    const WORDS: &[u8] = b"Forty tonnes arrived, and forty more are on their way.";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(bytes).expect("packed");
        packed.finish().expect("packed")
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &bytes[..], &mut packed, &brotli::enc::BrotliEncoderParams::default())
            .expect("packed");
        packed
    }

    #[test]
    fn each_encoding_is_undone() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(WORDS).expect("packed");
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(WORDS).expect("packed");
        for (name, packed) in [
            ("", WORDS.to_vec()),
            ("identity", WORDS.to_vec()),
            ("gzip", gzip(WORDS)),
            ("X-GZIP", gzip(WORDS)),
            ("br", brotli(WORDS)),
            ("zstd", zstd::encode_all(WORDS, 3).expect("packed")),
            ("deflate", zlib.finish().expect("packed")),
            ("deflate", raw.finish().expect("packed")),
            ("br, gzip", gzip(&brotli(WORDS))),
        ] {
            assert_eq!(decoded(&packed, name, 1000).as_deref(), Ok(WORDS), "{name}");
        }
    }

    #[test]
    fn what_expands_without_end_is_stopped() {
        let zeros = vec![0; 64 << 20];
        for (name, bomb) in [("gzip", gzip(&zeros)), ("zstd", zstd::encode_all(&zeros[..], 3).expect("packed"))] {
            assert!(bomb.len() < 1 << 17, "{}", bomb.len());
            assert!(matches!(decoded(&bomb, name, 1 << 20), Err(Failure::TooLarge { .. })), "{name}");
        }
        assert!(matches!(decoded(WORDS, "", 10), Err(Failure::TooLarge { .. })));
    }

    #[test]
    fn what_is_not_as_it_says_is_an_error() {
        let packed = gzip(WORDS);
        for (name, body) in
            [("gzip", &packed[..packed.len() / 2]), ("gzip", WORDS), ("snappy", WORDS), ("gzip,gzip,gzip", &packed)]
        {
            assert!(matches!(decoded(body, name, 1000), Err(Failure::Encoding(_))), "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in any::<Vec<u8>>(), name in "(gzip|br|zstd|deflate|x)(, (br|gzip))?") {
            let _ = decoded(&bytes, &name, 1 << 16);
        }
    }
}
