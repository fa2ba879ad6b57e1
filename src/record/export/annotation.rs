//! The facts of an article as annotators see them: stretches of the text with a label and a remark.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ExportError;
use crate::model::{ArticleRecord, FactKind, FactRecord};

/// A stretch of the text with its label.
pub(super) struct Annotation {
    pub(super) kind: FactKind,
    /// Stretches in code points: several of a quote that its cue splits.
    pub(super) stretches: Vec<(u64, u64)>,
    /// Further places where the same is named.
    pub(super) again: Vec<(u64, u64)>,
    /// The words that name who says it.
    pub(super) speaker: Option<(u64, u64)>,
    /// What was understood, and by which rule.
    pub(super) remark: String,
}

/// The facts of an article, kind by kind, each in the order of the text.
pub(super) fn annotations(record: &ArticleRecord) -> Result<Vec<Annotation>, ExportError> {
    let mut all: Vec<Annotation> = Vec::new();
    let mut groups: BTreeMap<u64, usize> = BTreeMap::new();
    for fact in &record.facts {
        let value: Value = serde_json::from_str(&fact.value)?;
        if let Some(group) = value["group"].as_u64() {
            if let Some(first) = groups.get(&group).and_then(|&at| all.get_mut(at)) {
                first.stretches.push(fact.chars);
                continue;
            }
            groups.insert(group, all.len());
        }
        let mentions = value["mentions"].as_array().into_iter().flatten().filter_map(stretch);
        all.push(Annotation {
            kind: fact.kind,
            stretches: vec![fact.chars],
            again: mentions.filter(|mention| *mention != fact.chars).collect(),
            speaker: stretch(&value["speaker"]["span"]),
            remark: match &fact.rule {
                Some(rule) => format!("{} ({rule})", gist(fact, &value)),
                None => gist(fact, &value),
            },
        });
    }
    Ok(all)
}

/// The label of a kind.
pub(super) const fn label(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Quantity => "Quantity",
        FactKind::Date => "Date",
        FactKind::Place => "Place",
        FactKind::Person => "Person",
        FactKind::Quote => "Quote",
        FactKind::Source => "Source",
    }
}

/// What was understood of a fact, in a line: "about 60000000 dose", "2021-04-26", "Mexico, MX".
pub(super) fn gist(fact: &FactRecord, value: &Value) -> String {
    let word = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let parts = match fact.kind {
        FactKind::Quantity => {
            let number = match (value["value"].as_str(), value["low"].as_str(), value["high"].as_str()) {
                (Some(number), ..) => number.to_owned(),
                (None, low, high) => format!("{}..{}", low.unwrap_or_default(), high.unwrap_or_default()),
            };
            let bound = word("bound").replace('_', " ");
            let unit = value["unit"].as_str().unwrap_or("of no known unit");
            let per = value["per"].as_str().map(|per| format!("/{per}")).unwrap_or_default();
            let hedge = if matches!(&*bound, "exactly" | "between") { String::new() } else { format!("{bound} ") };
            vec![format!("{hedge}{number} {unit}{per}")]
        }
        FactKind::Date => vec![value["value"].as_str().unwrap_or("open").to_owned()],
        FactKind::Place => {
            let countries = value["countries"].as_array().into_iter().flatten().filter_map(Value::as_str);
            vec![word("name"), countries.collect::<Vec<_>>().join(" ")]
        }
        FactKind::Person => vec![word("name"), word("role"), word("organisation")],
        FactKind::Quote => {
            let speaker = value["speaker"]["name"].as_str().unwrap_or("nobody named");
            vec![word("form"), format!("by {speaker}")]
        }
        FactKind::Source => vec![word("kind"), word("name")],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn stretch(value: &Value) -> Option<(u64, u64)> {
    Some((value[0].as_u64()?, value[1].as_u64()?))
}

/// A text that is cut by code points.
pub(super) struct Points<'a> {
    text: &'a str,
    /// Where each code point begins, and where the text ends, in bytes.
    starts: Vec<usize>,
}

impl<'a> Points<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// The words between two code points; what lies beyond the text is nothing.
    pub(super) fn cut(&self, (start, end): (u64, u64)) -> &'a str {
        let byte = |point: u64| usize::try_from(point).ok().and_then(|at| self.starts.get(at)).copied();
        byte(start).zip(byte(end)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// Code points of the text.
    pub(super) fn len(&self) -> u64 {
        self.starts.len().saturating_sub(1) as u64
    }
}
