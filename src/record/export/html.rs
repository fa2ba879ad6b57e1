//! An evidence pack: claims with their passages in context, their hashes, rules and links, as one page to read, print and
//! keep.

use std::io::Write;

use super::{ExportError, Sink, passages};
use crate::claims;
use crate::model::{Article, Dossier, Evidence};
use crate::record::html::{self, Text};
use crate::record::words::{count, figure, in_words, judged, rests_on, said, sentence, state};
use crate::store::Store;

/// Bytes of the paragraph that are given on either side of a sentence.
const AROUND: usize = 300;

pub(super) struct Pack<'a, W> {
    out: W,
    store: &'a dyn Store,
    claims: u64,
    /// The article of the passage before, since one may hold many.
    article: Option<Article>,
}

impl<'a, W: Write> Pack<'a, W> {
    pub(super) fn new(mut out: W, store: &'a dyn Store) -> Result<Self, ExportError> {
        html::head(
            &mut out,
            "Evidence",
            "Each claim with every passage that it rests on, in its words. A passage is told by the hash of its article's \
             text and by where it stands in it. This page does not say what is true.",
        )?;
        Ok(Self { out, store, claims: 0, article: None })
    }

    fn claim(&mut self, dossier: &Dossier) -> Result<(), ExportError> {
        let claim = &dossier.claim;
        let out = &mut self.out;
        writeln!(out, "<section>\n<h2 id=\"c{}\">{}</h2>\n<table>", Text(&claim.id), Text(&sentence(claim)))?;
        let slots = &claim.slots;
        let statuses: Vec<&str> = claim.statuses.iter().map(|status| status.as_str()).collect();
        let said = said(claim.first_said.as_deref(), claim.last_said.as_deref());
        for (name, words) in [
            ("claim", claim.id.clone()),
            ("who", slots.actor.join(", ")),
            ("does", slots.action.as_str().to_owned()),
            ("how much", figure(slots, &claim.bounds)),
            ("of what", slots.product.join(", ")),
            ("to whom", slots.recipient.join(", ")),
            ("state", statuses.join(", ")),
            ("when", claim.dates.join(", ")),
            ("said", said),
            ("rests on", format!("{}, {}", count(claim.mentions, "passage"), rests_on(claim))),
        ] {
            if !words.is_empty() {
                writeln!(out, "<tr><th>{name}</th><td>{}</td></tr>", Text(&words))?;
            }
        }
        writeln!(out, "</table>")?;
        let peers = dossier.peers.as_ref();
        for related in peers.map_or_else(|| claim.relations.clone(), |peers| claims::relations(claim, peers)) {
            let (how, id) = (in_words(related.kind, related.from), Text(&related.claim));
            writeln!(out, "<p class=\"claim\">{how} claim <a href=\"#c{id}\">{id}</a>: {}</p>", Text(&related.reason))?;
        }
        for record in &dossier.judgements {
            writeln!(out, "<p class=\"claim\">judged {}</p>", Text(&judged(&record.judgement)))?;
        }
        Ok(())
    }

    fn passage(&mut self, it: &Evidence) -> Result<(), ExportError> {
        if self.article.as_ref().is_none_or(|article| article.id != it.article) {
            self.article = self.store.article(&it.article)?;
        }
        let (text, sha256) = self.article.as_ref().map(|it| (it.text.as_str(), it.sha256.as_str())).unwrap_or_default();
        let out = &mut self.out;
        writeln!(out, "<article class=\"note\">")?;
        html::passage(out, it, context(text, it))?;
        let (start, length) = it.chars;
        let rules = it.rules.join(", ");
        let origin = it.origin.as_deref().unwrap_or("not known");
        writeln!(
            out,
            "<p class=\"claim\">{}; origin: {} ({}); rules: {}</p>\n\
             <p class=\"claim\"><code>passage {}; article {}, code points {start} to {}; SHA-256 of its text {}</code></p>\n\
             </article>",
            Text(&state(it)),
            Text(origin),
            Text(&it.origin_reason),
            Text(&rules),
            Text(&it.id),
            Text(&it.article),
            start + length,
            Text(sha256),
        )?;
        Ok(())
    }
}

impl<W: Write> Sink<Dossier> for Pack<'_, W> {
    fn put(&mut self, item: &Dossier) -> Result<(), ExportError> {
        self.claims += 1;
        self.claim(item)?;
        let store = self.store;
        passages(item, store, |it| self.passage(it))?;
        Ok(writeln!(self.out, "</section>")?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        html::foot(&mut self.out, &count(self.claims, "claim"))?;
        Ok(self.out.flush()?)
    }
}

/// What stands in the paragraph before the sentence of a passage, and after it.
fn context<'t>(text: &'t str, it: &Evidence) -> [&'t str; 2] {
    let sentence = it.sentence_span;
    let from = text.ceil_char_boundary(sentence.start().saturating_sub(AROUND));
    let to = text.floor_char_boundary(sentence.end().saturating_add(AROUND));
    let before = text.get(from..sentence.start()).unwrap_or_default();
    let after = text.get(sentence.end()..to).unwrap_or_default();
    [before.rsplit('\n').next().unwrap_or_default(), after.split('\n').next().unwrap_or_default()]
}
