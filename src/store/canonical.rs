//! Canonical texts, the same in every engine and every version: exact numbers, lists, and stable ids.

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use crate::model::Article;

/// The canonical text of a number: no exponent, no trailing zeros, no negative zero.
pub(super) fn exact(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A JSON array of strings.
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    if items.is_empty() {
        return "[]".to_owned(); // most are
    }
    serde_json::Value::from_iter(items.iter().map(AsRef::as_ref)).to_string()
}

/// A stable id: the first 16 hex digits of a hash over the article, its text, and what tells the row apart in it.
pub(super) fn stable_id(article: &Article, parts: [&dyn std::fmt::Display; 4]) -> String {
    let [kind, start, end, rules] = parts;
    hex(hash(&format!("{}\0{}\0{kind}\0{start}\0{end}\0{rules}", article.id, article.sha256)))
}

/// The first eight bytes of a text's SHA-256.
pub(super) fn hash(text: &str) -> u64 {
    Sha256::digest(text).iter().take(8).fold(0, |head, byte| head << 8 | u64::from(*byte))
}

/// A hash as sixteen hex digits.
pub(super) fn hex(hash: u64) -> String {
    format!("{hash:016x}")
}
