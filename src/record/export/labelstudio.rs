//! Tasks for Label Studio: a list of texts, each with the facts as a prediction.
//!
//! Label Studio counts code points: since 2021 its editor turns what JavaScript counts into them
//! (`fixCodePointsInRange`; HumanSignal/label-studio#1559). It cannot label two stretches as one, so the parts of a quote
//! are regions of their own, each `continued` by the next.

use std::io::Write;

use serde_json::{Value, json};

use super::annotation::{Points, annotations, label};
use super::{ExportError, Sink};
use crate::model::ArticleRecord;

/// What wrote the predictions.
const MODEL: &str = concat!("onrecord ", env!("CARGO_PKG_VERSION"));

pub(super) struct Tasks<W> {
    out: W,
    before: &'static str,
}

impl<W: Write> Tasks<W> {
    pub(super) fn new(out: W) -> Result<Self, ExportError> {
        Ok(Self { out, before: "[" })
    }
}

impl<W: Write> Sink<ArticleRecord> for Tasks<W> {
    fn put(&mut self, item: &ArticleRecord) -> Result<(), ExportError> {
        writeln!(self.out, "{}", self.before)?;
        self.before = ",";
        Ok(serde_json::to_writer(&mut self.out, &task(item)?)?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        let begin = if self.before == "[" { "[" } else { "" };
        writeln!(self.out, "{begin}\n]")?;
        Ok(self.out.flush()?)
    }
}

fn task(record: &ArticleRecord) -> Result<Value, ExportError> {
    let article = &record.article;
    let points = Points::new(&article.text);
    let mut result: Vec<Value> = Vec::new();
    let mut region = |label: &str, stretch: (u64, u64), remark: &str| {
        let id = format!("r{}", result.len());
        let (start, end) = stretch;
        result.push(json!({
            "id": id, "from_name": "label", "to_name": "text", "type": "labels",
            "value": { "start": start, "end": end, "text": points.cut(stretch), "labels": [label] },
            "meta": { "text": [remark] },
        }));
        id
    };
    let mut ties: Vec<(String, String, &str)> = Vec::new();
    for it in annotations(record)? {
        let mut parts = it.stretches.iter().map(|stretch| region(label(it.kind), *stretch, &it.remark));
        let Some(first) = parts.next() else { continue };
        let mut last = first.clone();
        for part in parts {
            ties.push((last, part.clone(), "continued"));
            last = part;
        }
        for mention in &it.again {
            ties.push((region(label(it.kind), *mention, &it.remark), first.clone(), "same"));
        }
        if let Some(speaker) = it.speaker {
            ties.push((first, region("Speaker", speaker, "who says it"), "said by"));
        }
    }
    result.extend(ties.into_iter().map(|(from, to, how)| {
        json!({ "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [how] })
    }));
    let published = article.published.as_ref().map(|published| &published.text);
    Ok(json!({
        "data": {
            "text": article.text, "article": article.id, "title": article.title, "outlet": article.outlet,
            "published": published, "url": article.url,
        },
        "predictions": [{ "model_version": MODEL, "result": result }],
    }))
}
