//! A text with all its facts marked, overlapping ones too: it is cut wherever a fact begins or ends, and every piece
//! carries all the facts that hold it.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::parts::plain;
use crate::model::{Processed, Span};

/// Where a page shows the passage that is asked for.
pub(super) const PASSAGE: &str = "passage";

/// A fact as it is shown.
pub(super) struct Fact {
    /// Where it stands, in bytes of the text.
    pub(super) span: Span,
    /// Its kind, a class of the style.
    pub(super) kind: &'static str,
    /// What it says, in words.
    pub(super) says: String,
    /// The rules that found it.
    pub(super) rule: String,
}

/// All facts of an article, in the order of the text, wider ones first.
pub(super) fn facts(read: &Processed) -> Vec<Fact> {
    let mut all = Vec::new();
    let mut add =
        |span: Span, kind, says: String, rule: &str| all.push(Fact { span, kind, says, rule: rule.to_owned() });
    for it in &read.facts.quantities {
        let kind = if it.unit.is_some() { "quantity" } else { "untyped" };
        add(it.span, kind, it.unit.clone().unwrap_or_else(|| "not typed".to_owned()), it.rule);
    }
    for it in &read.facts.dates {
        add(it.span, "date", it.value.as_ref().map_or_else(|| "left open".to_owned(), ToString::to_string), it.rule);
    }
    for it in &read.facts.places {
        add(it.span, "place", format!("{} ({})", it.name, it.countries.join(", ")), it.rule);
    }
    for it in &read.facts.people {
        let about: Vec<&str> =
            [Some(it.name.as_str()), it.role.as_deref(), it.organisation.as_deref()].into_iter().flatten().collect();
        for mention in &it.mentions {
            add(*mention, "person", about.join(", "), "");
        }
    }
    for it in &read.facts.quotes {
        let speaker = it.speaker.as_ref().and_then(|it| it.name.as_deref().or(it.role.as_deref()));
        add(it.span, "quote", format!("{}, {}", speaker.unwrap_or("not told who"), it.form.as_str()), it.rule);
    }
    for it in &read.facts.sources {
        add(it.span, "source", it.name.clone().unwrap_or_else(|| it.kind.as_str().to_owned()), it.rule);
    }
    all.sort_by_key(|it| (it.span.start(), std::cmp::Reverse(it.span.end()), it.kind));
    all
}

/// The text as paragraphs, each piece that a fact holds marked, and those of a passage that is asked for. Linear in the text and its facts: facts that are open
/// at one place are few, since those of one kind seldom overlap.
pub(super) fn marked(
    text: &str,
    facts: &[Fact],
    passage: Option<Span>,
    link: impl Fn(&Fact) -> Option<String>,
) -> Markup {
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    let mut cuts: Vec<usize> = facts.iter().flat_map(|it| [it.span.start(), it.span.end()]).collect();
    cuts.extend(text.match_indices('\n').flat_map(|(at, _)| [at, at + 1]));
    cuts.extend([0, text.len()]);
    cuts.extend(passage.iter().flat_map(|it| [it.start(), it.end()]));
    cuts.sort_unstable();
    cuts.dedup();
    let (mut open, mut next): (Vec<usize>, usize) = (Vec::new(), 0);
    let mut paragraphs: Vec<Vec<Markup>> = vec![Vec::new()];
    for piece in cuts.windows(2) {
        let &[from, to] = piece else { continue };
        open.retain(|at| facts.get(*at).is_some_and(|it| it.span.end() > from));
        while let Some(fact) = facts.get(next).filter(|it| it.span.start() <= from) {
            if fact.span.end() > from {
                open.push(next);
            }
            next += 1;
        }
        let words = text.get(from..to).unwrap_or_default();
        if words == "\n" {
            paragraphs.push(Vec::new());
            continue;
        }
        for at in &open {
            *ends.entry(*at).or_default() += 1;
        }
        let here: Vec<(usize, &Fact)> = open.iter().filter_map(|at| Some((*at, facts.get(*at)?))).collect();
        if let Some(paragraph) = paragraphs.last_mut() {
            let piece = self::piece(words, &here, &ends, &link);
            paragraph.push(match passage.filter(|it| it.start() <= from && to <= it.end()) {
                Some(it) => html! { mark id=[(it.start() == from).then_some(PASSAGE)] { (piece) } },
                None => piece,
            });
        }
    }
    paragraphs.retain(|pieces| !pieces.is_empty());
    html! { @for pieces in &paragraphs { p dir="auto" { @for it in pieces { (it) } } } }
}

fn piece(
    words: &str,
    facts: &[(usize, &Fact)],
    seen: &BTreeMap<usize, usize>,
    link: impl Fn(&Fact) -> Option<String>,
) -> Markup {
    if facts.is_empty() {
        return html! { (plain(words)) };
    }
    let kinds: BTreeSet<&str> = facts.iter().map(|(_, it)| it.kind).collect();
    let class = kinds.into_iter().fold("fact".to_owned(), |class, kind| class + " " + kind);
    let told: Vec<String> = facts.iter().map(|(_, it)| told(it)).collect();
    let title = told.join("\n");
    // a fact that is cut in pieces is told once to who walks with the keyboard
    let first = facts.iter().any(|(at, _)| seen.get(at) == Some(&1));
    let target = facts.iter().rev().find_map(|(_, it)| link(it));
    html! {
        @match target {
            Some(href) => a class=(class) href=(href) title=(plain(&title)) { (plain(words)) },
            None => span class=(class) tabindex=[first.then_some("0")] title=(plain(&title)) { (plain(words)) },
        }
    }
}

/// "quantity: dose (quantity/unit)"
fn told(fact: &Fact) -> String {
    let rule = if fact.rule.is_empty() { String::new() } else { format!(" ({})", fact.rule) };
    format!("{}: {}{rule}", fact.kind, fact.says)
}
