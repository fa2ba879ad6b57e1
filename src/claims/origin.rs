//! Whose story it is: the agency or outlet that a mention comes from, with the reason.

use std::collections::BTreeSet;

use crate::model::{Article, Facts, OriginReason, Source, SourceKind};

/// The agency that an article itself says it comes from: in a dateline or a credit, else as its author.
#[must_use]
pub fn mark<'a>(facts: &'a Facts, article: &'a Article) -> Option<&'a str> {
    /// More authors are a list of contributors.
    const AUTHORS: usize = 4;
    let marks = |source: &&Source| matches!(source.rule, "source/dateline" | "source/credit");
    let known = |name: &&String| outlets(facts).any(|source| source.name.as_ref() == Some(*name));
    let wire = outlets(facts).find(marks).and_then(|source| source.name.as_deref());
    wire.or_else(|| article.byline.iter().take(AUTHORS).find(known).map(String::as_str))
}

/// What the article itself says of where it comes from.
pub(super) struct Origins<'a> {
    outlet: Option<&'a str>,
    /// The agency whose mark it carries, where that is not its own outlet.
    mark: Option<&'a str>,
    outlets: BTreeSet<&'a str>,
}

impl<'a> Origins<'a> {
    pub(super) fn of(article: &'a Article, facts: &'a Facts) -> Self {
        let outlet = article.outlet.as_deref();
        let mark = mark(facts, article).filter(|mark| Some(*mark) != outlet);
        let outlets = outlets(facts).filter_map(|source| source.name.as_deref()).collect();
        Self { outlet, mark, outlets }
    }

    /// The origin of one claim and why: who reported it, else the article's mark, else its outlet.
    pub(super) fn of_claim(&self, says: &[String]) -> (Option<String>, OriginReason) {
        if let Some(reported) = says.iter().rev().find(|name| self.outlets.contains(name.as_str())) {
            return (Some(reported.clone()), OriginReason::Reported);
        }
        match (self.mark, self.outlet) {
            (Some(mark), _) => (Some(mark.to_owned()), OriginReason::Mark),
            (None, Some(outlet)) => (Some(outlet.to_owned()), OriginReason::Outlet),
            (None, None) => (None, OriginReason::Untold),
        }
    }
}

fn outlets(facts: &Facts) -> impl Iterator<Item = &Source> {
    facts.sources.iter().filter(|source| source.kind == SourceKind::Outlet)
}
