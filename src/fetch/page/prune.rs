//! What of the element that holds an article is no part of it, and the standfirst, which is and often stands before it.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use super::body::{ends_a_sentence, is_prose};
use super::names::Says;
use super::outline::{Block, Outline};

/// Words of a block that are no link make it more than a link from so many bytes.
const MORE_THAN_A_LINK: usize = 80;
/// Labels and scraps are at most so long, in bytes.
const LABEL: usize = 60;
/// A standfirst has so many bytes.
const STANDFIRST: usize = 30;

/// How blocks begin that only lead elsewhere, and what pages put between an article's own.
const LABELS: &str = "advert|article continues|click here|comments|continue reading|copyright|don't miss|don’t miss|\
    follow us|like this|links|loading|more about|more on this|most read|read also|read more|recommended|related|\
    share this|sign in|sign up|story continues|subscribe";
/// The same as whole words, in other languages too.
const WHOLE_LABELS: &str = "filed under|reading time|estimated reading time|read next|see also|\
    anzeige|werbung|lesezeit|lesen sie auch|lesen sie mehr|mehr zum thema|\
    publicité|temps de lecture|à lire aussi|lire aussi|lisez aussi|\
    publicidad|tiempo de lectura|lea también|lee también|leer más|te puede interesar|\
    pubblicità|tempo di lettura|leggi anche|publicidade|tempo de leitura|leia também|leia mais|veja também|\
    advertentie|leestijd|lees ook|lees meer|läs också|läs mer|annonse|les også|læs også";
/// What a site asks of its readers. A block that begins so, or has such words and a link, is no part of an
/// article.
const SOLICITS: &str = "sign up for our|sign up to our|sign up here|subscribe to our|our newsletter|our free newsletter|\
    follow us on|join us on|like us on facebook|as a preferred source|may earn a commission|download our app|\
    our privacy policy|support our journalism|for the latest breaking news|this article contains affiliate|\
    melden sie sich für unseren|abonnieren sie|jetzt abonnieren|folgen sie uns|inscrivez-vous à|abonnez-vous|suivez-nous|\
    suscríbete|suscríbase|síguenos|nuestro boletín|iscriviti alla|seguici su|nossa newsletter|siga-nos|inscreva-se|\
    schrijf je in voor|volg ons|prenumerera på|följ oss|følg oss";
/// Longer blocks say something of their own, in bytes.
const LONGEST_PLEA: usize = 400;

/// The blocks of `root` that are the article's, `out` saying which elements are left out.
pub(super) fn prune(outline: &Outline<'_>, root: usize, out: &[bool]) -> Vec<usize> {
    let element = &outline.elements[root];
    let lists = linked_lists(outline);
    let mut kept: Vec<usize> = (element.first..element.end)
        .filter(|at| {
            let block = &outline.blocks[*at];
            !out[block.owner] && !lists[block.owner] && !is_debris(outline, block)
        })
        .collect();
    let first = kept.first().copied().unwrap_or(element.first);
    kept.splice(0..0, standfirst(outline, root, first));
    without_bare_headings(outline, &kept)
}

/// Whether a block is the headline, a link, a label or a scrap between blocks of text.
fn is_debris(outline: &Outline<'_>, block: &Block) -> bool {
    let text = outline.text(block);
    let tag = outline.elements[block.owner].tag;
    if is_plea(text, block) {
        return true;
    }
    if ends_a_sentence(text) {
        return tag == "h1" || is_label(text);
    }
    let is_link = block.linked * 10 >= text.len() * 7 && text.len() - block.linked < MORE_THAN_A_LINK;
    let is_scrap = tag == "div" && text.len() < LABEL && !is_prose(outline, block);
    tag == "h1" || is_link || is_scrap || is_label(text)
}

/// Whether a block is a label by how it begins, or says whose a picture is.
fn is_label(text: &str) -> bool {
    let is_short = text.len() <= LABEL && !text.ends_with(['.', '?', '”', '"']);
    let lower = if is_short { text.to_lowercase() } else { String::new() };
    let is_whole = |label: &str| {
        lower.strip_prefix(label).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic() || c == '-'))
    };
    let begins = |label: &str| lower.starts_with(label);
    let is_credit =
        text.strip_prefix('©').is_some_and(|rest| !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    is_credit || is_short && (LABELS.split('|').any(begins) || WHOLE_LABELS.split('|').any(is_whole))
}

/// Whether a block asks readers to subscribe, to follow or to pay. What somebody is quoted with is no such thing.
fn is_plea(text: &str, block: &Block) -> bool {
    if text.len() > LONGEST_PLEA || text.contains(['“', '"', '„', '«']) {
        return false;
    }
    // One pass for all of them, since every block is asked.
    static PLEAS: LazyLock<Regex> =
        LazyLock::new(|| RegexBuilder::new(SOLICITS).case_insensitive(true).build().expect("words make a pattern"));
    let found = PLEAS.find(text);
    found.is_some_and(|found| found.start() == 0 || block.linked > 0)
}

/// The standfirst, where it stands in the same article before the block `end`.
fn standfirst(outline: &Outline<'_>, root: usize, end: usize) -> Option<usize> {
    let scope = outline.ancestors(root).find(|at| matches!(outline.elements[*at].tag, "article" | "main")).unwrap_or(0);
    let before = outline.elements.iter().skip(scope).take_while(|element| element.first < end);
    let mut named = before.filter(|element| element.says == Says::Standfirst && element.end == element.first + 1);
    let found = named.find(|element| {
        let block = &outline.blocks[element.first];
        let text = outline.text(block);
        text.len() >= STANDFIRST && block.linked * 4 < text.len()
    });
    found.map(|element| element.first)
}

/// Without the headings of what was left out.
fn without_bare_headings(outline: &Outline<'_>, kept: &[usize]) -> Vec<usize> {
    let is_heading =
        |at: usize| matches!(outline.elements[outline.blocks[at].owner].tag, "h2" | "h3" | "h4" | "h5" | "h6");
    let is_bare = |number: usize, at: usize| {
        is_heading(at) && kept.get(number + 1).is_none_or(|next| *next > at + 1 && is_heading(*next))
    };
    kept.iter().enumerate().filter(|(number, at)| !is_bare(*number, **at)).map(|(_, at)| *at).collect()
}

/// For each element whether it stands in a list that is mostly links.
fn linked_lists(outline: &Outline<'_>) -> Vec<bool> {
    let mut lists: Vec<bool> = Vec::with_capacity(outline.elements.len());
    for (at, element) in outline.elements.iter().enumerate() {
        let is_list = matches!(element.tag, "ul" | "ol" | "dl");
        let inherits = at > 0 && lists[element.parent];
        lists.push(inherits || is_list && outline.linked(at) * 10 > outline.bytes(at) * 6);
    }
    lists
}
