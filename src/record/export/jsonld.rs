//! JSON-LD: claims as schema.org has them, facts as Web Annotations. One document, written item by item.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::annotation::{Points, gist};
use super::{ExportError, Sink, passages, urn};
use crate::model::{Article, ArticleRecord, Dossier, Evidence, FactRecord};
use crate::record::{is_web, words};
use crate::store::Store;

/// Code points that a quote's selector gives on either side, by which it is found in a page that has changed.
const AROUND: u64 = 32;

/// Claims: `Claim` with its `appearance`, a passage each, as part of its `NewsArticle`.
pub(super) struct Claims<'a, W> {
    out: W,
    store: &'a dyn Store,
    before: &'static str,
}

impl<'a, W: Write> Claims<'a, W> {
    pub(super) fn new(mut out: W, store: &'a dyn Store) -> Result<Self, ExportError> {
        // numbers are decimals in full, which a JSON number is not to every reader
        let decimal = |name: &str| json!({ "@id": format!("https://schema.org/{name}"), "@type": "xsd:decimal" });
        let context = json!({
            "@vocab": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
            "url": { "@id": "https://schema.org/url", "@type": "@id" },
            "value": decimal("value"), "minValue": decimal("minValue"), "maxValue": decimal("maxValue"),
        });
        write!(out, "{{\"@context\":{context},\"@graph\":[")?;
        Ok(Self { out, store, before: "\n" })
    }
}

impl<W: Write> Sink<Dossier> for Claims<'_, W> {
    fn put(&mut self, item: &Dossier) -> Result<(), ExportError> {
        let claim = claim(item).to_string();
        write!(self.out, "{}{},\"appearance\":[", self.before, claim.trim_end_matches('}'))?;
        self.before = ",\n";
        let mut before = "";
        passages(item, self.store, |passage| {
            write!(self.out, "{before}{}", appearance(passage))?;
            before = ",";
            Ok(())
        })?;
        Ok(write!(self.out, "]}}")?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        writeln!(self.out, "\n]}}")?;
        Ok(self.out.flush()?)
    }
}

/// A claim without its appearances; it ends with the one bracket of its object.
fn claim(dossier: &Dossier) -> Value {
    let claim = &dossier.claim;
    let amount = claim.slots.amount;
    let mut quantity = Map::from_iter([("@type".to_owned(), json!("QuantitativeValue"))]);
    for (name, number) in [("value", amount.value), ("minValue", amount.low), ("maxValue", amount.high)] {
        if let Some(number) = number {
            quantity.insert(name.to_owned(), number.normalize().to_string().into());
        }
    }
    let per = claim.slots.per.as_ref().map(|per| format!("/{}", per.0)).unwrap_or_default();
    quantity.insert("unitText".to_owned(), format!("{}{per}", claim.slots.unit).into());
    json!({
        "@id": urn("claim", &claim.id), "@type": "Claim", "about": quantity, "identifier": claim.id,
        "name": words::sentence(claim),
    })
}

fn appearance(it: &Evidence) -> Value {
    let mut article = Map::from_iter([
        ("@id".to_owned(), json!(urn("article", &it.article))),
        ("@type".to_owned(), json!("NewsArticle")),
    ]);
    insert(&mut article, "headline", it.title.as_deref());
    insert(&mut article, "datePublished", it.published.as_deref());
    insert(&mut article, "url", it.url.as_deref().filter(|url| is_web(url)));
    if let Some(outlet) = &it.outlet {
        article.insert("publisher".to_owned(), json!({ "@type": "NewsMediaOrganization", "name": outlet }));
    }
    let mut passage = Map::from_iter([
        ("@id".to_owned(), json!(urn("passage", &it.id))),
        ("@type".to_owned(), json!("CreativeWork")),
        ("text".to_owned(), json!(it.sentence)),
        ("isPartOf".to_owned(), article.into()),
    ]);
    insert(&mut passage, "creditText", Some(it.says.join(", via ")).as_deref().filter(|says| !says.is_empty()));
    if let Some(origin) = &it.origin {
        passage.insert("sourceOrganization".to_owned(), json!({ "@type": "Organization", "name": origin }));
    }
    passage.into()
}

fn insert(object: &mut Map<String, Value>, name: &str, words: Option<&str>) {
    if let Some(words) = words {
        object.insert(name.to_owned(), words.into());
    }
}

/// Facts: one page of annotations, each with the words that it selects and where they stand.
pub(super) struct Annotations<W> {
    out: W,
    before: &'static str,
}

impl<W: Write> Annotations<W> {
    pub(super) fn new(mut out: W) -> Result<Self, ExportError> {
        let context = "http://www.w3.org/ns/anno.jsonld";
        write!(
            out,
            "{{\"@context\":\"{context}\",\"type\":\"AnnotationPage\",\"id\":\"urn:onrecord:facts\",\"items\":["
        )?;
        Ok(Self { out, before: "\n" })
    }
}

impl<W: Write> Sink<ArticleRecord> for Annotations<W> {
    fn put(&mut self, item: &ArticleRecord) -> Result<(), ExportError> {
        let points = Points::new(&item.article.text);
        for fact in &item.facts {
            let value: Value = serde_json::from_str(&fact.value)?;
            let annotation = annotation(&item.article, &points, fact, &gist(fact, &value));
            write!(self.out, "{}{annotation}", self.before)?;
            self.before = ",\n";
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        writeln!(self.out, "\n]}}")?;
        Ok(self.out.flush()?)
    }
}

fn annotation(article: &Article, points: &Points<'_>, fact: &FactRecord, gist: &str) -> Value {
    let (start, end) = fact.chars;
    let source = article.url.as_deref().filter(|url| is_web(url));
    json!({
        "id": urn("fact", &fact.id), "type": "Annotation", "motivation": "classifying",
        "body": [
            { "type": "TextualBody", "purpose": "tagging", "value": fact.kind.as_str() },
            { "type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": gist },
        ],
        "target": {
            "source": source.map_or_else(|| urn("article", &article.id), str::to_owned),
            "selector": [
                {
                    "type": "TextQuoteSelector", "exact": points.cut((start, end)),
                    "prefix": points.cut((start.saturating_sub(AROUND), start)),
                    "suffix": points.cut((end, end.saturating_add(AROUND).min(points.len()))),
                },
                { "type": "TextPositionSelector", "start": start, "end": end },
            ],
        },
    })
}
