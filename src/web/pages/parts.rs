//! What pages share: words from the web made safe to show, addresses, passages, lists that go on, fields of forms.

use std::borrow::Cow;
use std::fmt::Write as _;

use maud::{Markup, html};

use crate::lexicon::Lexicon;
use crate::model::{ClaimRecord, Evidence, Slots};
use crate::record::words::{around, figure, said};
use crate::record::{is_web, text_fragment};
use crate::web::params::Stretch;

use super::marked::PASSAGE;

/// Words that came from outside: escaped, without control characters, and apart from the direction of what is around.
pub(super) fn words(text: &str) -> Markup {
    html! { bdi { (plain(text)) } }
}

/// Words without the characters that HTML does not have. Unlike for a terminal, marks of direction stay: who calls puts
/// them into an element of their own.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let sound = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.chars().all(sound) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| {
        if u32::from(c) < 0x20 { char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}') } else { '\u{fffd}' }
    };
    Cow::Owned(text.chars().map(|c| if sound(c) { c } else { picture(c) }).collect())
}

/// Names in a list, each apart.
pub(super) fn names(names: &[String]) -> Markup {
    html! { @for (at, name) in names.iter().enumerate() { @if at > 0 { ", " } (words(name)) } }
}

/// The names of a slot, in which countries are codes: here they are written out.
pub(super) fn sides(names: &[String]) -> Markup {
    let lexicon = Lexicon::embedded();
    html! {
        @for (at, name) in names.iter().enumerate() {
            @if at > 0 { ", " }
            @match lexicon.country(name) { Some(country) => abbr title=(name) { (country.name) }, None => (words(name)) }
        }
    }
}

/// A thing's own page: its id is any text, so that all but letters and digits is encoded.
pub(super) fn address(kind: &str, id: &str) -> String {
    let mut path = format!("/{kind}/");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

/// An article's page at a passage.
pub(super) fn article_at(id: &str, passage: Stretch) -> String {
    format!("{}?at={passage}#{PASSAGE}", address("articles", id))
}

/// A list's address with other values for some of its fields.
pub(super) fn list_address(path: &str, pairs: &[(String, String)], set: &[(&str, Option<&str>)]) -> String {
    let kept = pairs.iter().filter(|(name, value)| !value.is_empty() && set.iter().all(|(other, _)| name != other));
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept);
    query.extend_pairs(set.iter().filter_map(|(name, value)| Some((name, (*value)?))));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The way to the next page of a list, and back to its first.
pub(super) fn pager(path: &str, pairs: &[(String, String)], next: Option<&str>) -> Markup {
    let is_first = !pairs.iter().any(|(name, value)| name == "after" && !value.is_empty());
    html! {
        @if next.is_some() || !is_first {
            nav.pager aria-label="Pages" {
                @if !is_first { a rel="first" href=(list_address(path, pairs, &[("after", None)])) { "First page" } }
                @if next.is_some() { a rel="next" href=(list_address(path, pairs, &[("after", next)])) { "Next page" } }
            }
        }
    }
}

/// A claim in a line, leading to its page.
pub(super) fn claim_link(claim: &ClaimRecord) -> Markup {
    html! { a href=(address("claims", &claim.id)) { (claim_line(claim)) } }
}

/// A claim in a line.
pub(super) fn claim_line(claim: &ClaimRecord) -> Markup {
    let slots = &claim.slots;
    html! {
        (sides(&slots.actor)) " " (slots.action.as_str()) " " (amount(claim)) " " (names(&slots.product))
        @if !slots.recipient.is_empty() { " to " (sides(&slots.recipient)) }
    }
}

/// A figure with its unit, thousands apart.
pub(super) fn amount(claim: &ClaimRecord) -> Markup {
    words(&figure(&claim.slots, &claim.bounds))
}

/// The days between which something was said.
pub(super) fn days(first: Option<&str>, last: Option<&str>) -> Markup {
    let said = said(first, last).replace("..", " – ");
    html! { @if said.is_empty() { span.faint { "not dated" } } @else { (plain(&said)) } }
}

/// What a claim says of who gives what to whom, without its figure.
pub(super) fn frame(slots: &Slots) -> Markup {
    html! {
        @if slots.actor.is_empty() { span.faint { "?" } } @else { (sides(&slots.actor)) }
        " " span.act { (slots.action.as_str()) } " "
        @if !slots.product.is_empty() { (names(&slots.product)) " " }
        @if !slots.recipient.is_empty() { span.act { "to" } " " (sides(&slots.recipient)) }
    }
}

/// A passage in its sentence, and where it stands. What is no address of the web is shown and not linked.
pub(super) fn passage(it: &Evidence) -> Markup {
    let (before, figure, after) = around(it);
    html! {
        blockquote dir="auto" { (plain(before)) mark { (plain(figure)) } (plain(after)) }
        p.from { (source(it)) }
    }
}

/// Who says so, in which paper, on which day, with the way there.
fn source(it: &Evidence) -> Markup {
    let day = it.published.as_deref().map(|published| published.get(..10).unwrap_or(published));
    let place = it.url.as_deref().or(it.path.as_deref());
    let start = it.chars.0.saturating_sub(around(it).0.chars().count() as u64);
    let sentence = Stretch::new(start, start + it.sentence.chars().count() as u64);
    html! {
        @if !it.says.is_empty() { span.says { (words(&it.says.join(", via "))) } "; " }
        @if let Some(paper) = it.outlet.as_deref().or(it.title.as_deref()) { cite { (words(paper)) } ", " }
        @match day { Some(day) => time { (plain(day)) }, None => span.faint { "not dated" } }
        " · " a href=(article_at(&it.article, sentence)) { "article" }
        @match place {
            Some(url) if is_web(url) => {
                " · " a href=(text_fragment(url, &it.sentence).unwrap_or_default()) rel="noopener noreferrer nofollow external" {
                    "source at the passage"
                }
            }
            Some(place) => { " · " span.place { (words(place)) } }
            None => {}
        }
    }
}

/// A field of a form with its label.
pub(super) fn field(name: &str, label: &str, kind: &str, pairs: &[(String, String)]) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            input id=(name) name=(name) type=(kind) value=(plain(value(name, pairs))) autocomplete="off";
        }
    }
}

/// A choice of a form with its label; the first is none.
pub(super) fn choice<'w>(
    name: &str,
    label: &str,
    none: &str,
    all: impl Iterator<Item = &'w str>,
    pairs: &[(String, String)],
) -> Markup {
    let chosen = value(name, pairs);
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { (none) }
                @for word in all { option value=(word) selected[word == chosen] { (word) } }
            }
        }
    }
}

/// What a field holds.
pub(super) fn value<'p>(name: &str, pairs: &'p [(String, String)]) -> &'p str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}
