//! Whose story it is: the agency or outlet that a mention comes from, with the reason.

use std::collections::BTreeSet;

use crate::model::{Article, Facts, SourceKind};

/// What the article itself says of where it comes from.
pub(super) struct Origins<'a> {
    outlet: Option<&'a str>,
    /// The agency of a wire mark or dateline.
    wire: Option<&'a str>,
    outlets: BTreeSet<&'a str>,
}

impl<'a> Origins<'a> {
    pub(super) fn of(article: &'a Article, facts: &'a Facts) -> Self {
        // an agency that is named as the author is a wire mark too
        let known = |name: &&String| {
            facts.sources.iter().any(|s| s.kind == SourceKind::Outlet && s.name.as_ref() == Some(*name))
        };
        let author = article.byline.iter().take(4).find(known).map(String::as_str);
        let wire = facts
            .sources
            .iter()
            .find(|s| s.kind == SourceKind::Outlet && matches!(s.rule, "source/dateline" | "source/credit"))
            .and_then(|s| s.name.as_deref());
        let outlets = facts.sources.iter().filter(|s| s.kind == SourceKind::Outlet).filter_map(|s| s.name.as_deref());
        let wire = wire.or(author).filter(|wire| Some(*wire) != article.outlet.as_deref());
        Self { outlet: article.outlet.as_deref(), wire, outlets: outlets.collect() }
    }

    /// The origin of one claim and why: who reported it, else the article's wire mark, else its outlet.
    pub(super) fn of_claim(&self, says: &[String]) -> (Option<String>, &'static str) {
        if let Some(reported) = says.iter().rev().find(|name| self.outlets.contains(name.as_str())) {
            return (Some(reported.clone()), "reported by it");
        }
        match (self.wire, self.outlet) {
            (Some(wire), _) => (Some(wire.to_owned()), "wire mark"),
            (None, Some(outlet)) => (Some(outlet.to_owned()), "its own report"),
            (None, None) => (None, "not told"),
        }
    }
}
