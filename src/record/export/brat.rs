//! brat's standoff: a text and its annotations, two files an article.
//!
//! Offsets are code points, as in Python's strings, which is what brat reads a text into. A stretch holds no line end, so
//! one over several lines is discontinuous, as a quote is that its cue splits.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::ExportError;
use super::annotation::{Annotation, Points, annotations, label};
use crate::model::ArticleRecord;

/// What brat asks to know of the annotations: the file `annotation.conf` of their folder.
pub const CONFIGURATION: &str = "[entities]
Quantity
Date
Place
Person
Quote
Source
Speaker

[relations]
Said_by	Arg1:Quote, Arg2:Speaker
Equiv	Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive
<OVERLAP>	Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
";

/// Names of files that are no longer than this are safe on every system, with what is put behind them.
const LONGEST_NAME: usize = 80;

/// An article as two files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standoff {
    /// What both files are called, without `.txt` and `.ann`: the article's id where that is a plain name, else a hash
    /// of it.
    pub name: String,
    /// The annotations, a line each. The text is the article's own.
    pub annotations: String,
}

impl Standoff {
    /// An article as brat has it.
    ///
    /// # Errors
    /// Where a stored fact is no JSON: the database was changed by another program.
    pub fn new(record: &ArticleRecord) -> Result<Self, ExportError> {
        let mut lines = Lines { points: Points::new(&record.article.text), text: String::new(), bounds: 0, others: 0 };
        for annotation in annotations(record)? {
            lines.annotation(&annotation);
        }
        Ok(Self { name: plain_name(&record.article.id), annotations: lines.text })
    }
}

/// An id as a name that is safe in a path and in any tool's ids: itself where it is one, else a hash of it.
pub(super) fn plain_name(id: &str) -> String {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if (1..=LONGEST_NAME).contains(&id.len()) && id.bytes().all(is_plain) {
        return id.to_owned();
    }
    // no plain id has a capital, so that none is another's hash
    Sha256::digest(id).iter().take(12).fold("X".to_owned(), |name, byte| format!("{name}{byte:02x}"))
}

struct Lines<'a> {
    points: Points<'a>,
    text: String,
    bounds: usize,
    others: usize,
}

impl Lines<'_> {
    fn annotation(&mut self, it: &Annotation) {
        let Some(n) = self.bound(label(it.kind), &it.stretches) else { return };
        self.others += 1;
        let remark: String = it.remark.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let _ = writeln!(self.text, "#{}\tAnnotatorNotes T{n}\t{remark}", self.others);
        if let Some(speaker) = it.speaker.and_then(|speaker| self.bound("Speaker", &[speaker])) {
            self.others += 1;
            let _ = writeln!(self.text, "R{}\tSaid_by Arg1:T{n} Arg2:T{speaker}", self.others);
        }
        let again: Vec<usize> = it.again.iter().filter_map(|mention| self.bound(label(it.kind), &[*mention])).collect();
        if !again.is_empty() {
            let again: String = again.iter().map(|n| format!(" T{n}")).collect();
            let _ = writeln!(self.text, "*\tEquiv T{n}{again}");
        }
    }

    /// A label on stretches of the text: its number, unless no word is left.
    fn bound(&mut self, label: &str, stretches: &[(u64, u64)]) -> Option<usize> {
        let parts: Vec<((u64, u64), &str)> =
            stretches.iter().flat_map(|stretch| unbroken(*stretch, self.points.cut(*stretch))).collect();
        if parts.is_empty() {
            return None;
        }
        self.bounds += 1;
        let offsets: Vec<String> = parts.iter().map(|((start, end), _)| format!("{start} {end}")).collect();
        let words: Vec<&str> = parts.iter().map(|(_, words)| *words).collect();
        let _ = writeln!(self.text, "T{}\t{label} {}\t{}", self.bounds, offsets.join(";"), words.join(" "));
        Some(self.bounds)
    }
}

/// The parts of a stretch between line ends, tabs and other controls, without white space at their ends.
fn unbroken((start, _): (u64, u64), words: &str) -> Vec<((u64, u64), &str)> {
    let mut at = start;
    let mut parts = Vec::new();
    for part in words.split(char::is_control) {
        let length = |words: &str| words.chars().count() as u64;
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let from = at + length(part) - length(part.trim_start());
            parts.push(((from, from + length(trimmed)), trimmed));
        }
        at += length(part) + 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{plain_name, unbroken};

    #[test]
    fn a_stretch_is_cut_at_line_ends_and_offsets_are_code_points() {
        assert_eq!(
            unbroken((3, 20), "📦 one \n\n two\tthree"),
            [((3, 8), "📦 one"), ((12, 15), "two"), ((16, 21), "three"),]
        );
        assert_eq!(unbroken((0, 2), "\n "), []);
    }

    #[test]
    fn a_name_never_leads_elsewhere() {
        assert_eq!(plain_name("5880ffc4f013ba98"), "5880ffc4f013ba98");
        for id in ["", "..", "../x", "a/b", "A", "con\0", &"a".repeat(81)] {
            let name = plain_name(id);
            assert!(name.len() == 25 && name.bytes().all(|b| b.is_ascii_alphanumeric()), "{id:?} became {name}");
        }
    }
}
