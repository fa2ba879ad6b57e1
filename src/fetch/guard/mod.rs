//! Keeps pages away from the tree builder that it would need more than linear time for, and from all pages what nobody reads.
//!
//! HTML's rules look at all open elements for many a tag, open formatting elements again in every paragraph, and
//! compare each attribute of a tag with all before it. A page that nests by the hundred thousand would keep a machine
//! busy for hours; no real one comes near the limits here.

mod tag;

use tag::Tag;

/// Elements inside one another, or formatting elements with attributes that are never closed.
const DEPTH: usize = 512;
/// Attributes of one tag.
const ATTRIBUTES: usize = 1024;
/// `<html>` and `<body>` tags: each merges its attributes into the first.
const ROOTS: usize = 64;

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that another of their kind closes, so that a page full of them does not nest.
const IMPLIED: [&str; 18] = [
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rb", "rt",
    "rp", "rtc", "a",
];
const FORMATTING: [&str; 12] = ["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noscript"];
/// Elements with a language of their own, in which tags may close themselves and scripts are markup.
const FOREIGN: [&str; 2] = ["svg", "math"];

/// A page as the tree builder gets it, without what nobody reads: what scripts and styles say, but for linked data, and
/// the attributes that tell where pictures and links lead. That is most of many a page. The elements stay, so the tree is
/// the same. `None` where it could not be built in reasonable time. One pass over the bytes.
pub(super) fn buildable(page: &str) -> Option<String> {
    let mut lean = String::with_capacity(page.len());
    let mut open = Open::default();
    let mut rest = page;
    // where what is not yet copied begins
    let mut from = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let closes = rest.starts_with('/');
        let body = if closes { &rest[1..] } else { rest };
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            if closes || rest.starts_with(['!', '?']) {
                rest = rest.find('>').map_or("", |end| &rest[end..]);
            }
            continue;
        }
        lean.push_str(&from[..from.len() - body.len()]);
        let tag = Tag::read(body, &mut lean);
        if !open.may_go_on(&tag, closes) {
            return None;
        }
        (rest, from) = (tag.rest, tag.rest);
        if !closes && is_one(tag.name, &RAW) {
            rest = after_raw(rest, tag.name);
            let content = &from[..from.len() - rest.len()];
            if open.foreign == 0 && is_unread(&tag, content) {
                from = rest;
            }
        }
    }
    lean.push_str(from);
    Some(lean)
}

/// Whether a page's tree can be built in reasonable time.
pub(super) fn is_buildable(page: &str) -> bool {
    buildable(page).is_some()
}

/// Whether the content of an element that holds no markup is nothing that is read: what a program or a style says.
fn is_unread(tag: &Tag<'_>, content: &str) -> bool {
    if tag.name.eq_ignore_ascii_case("style") {
        return true;
    }
    let is_script = tag.name.eq_ignore_ascii_case("script");
    // A comment in a script can hold its closing tag.
    is_script && !tag.is_linked_data && !content.contains("<!--")
}

/// What is open where a page has been read to.
#[derive(Default)]
struct Open<'p> {
    elements: Vec<&'p str>,
    /// How many of them are foreign.
    foreign: usize,
    formatting: usize,
    roots: usize,
}

impl<'p> Open<'p> {
    /// Takes a tag; whether what is open then is still within the limits.
    fn may_go_on(&mut self, tag: &Tag<'p>, closes: bool) -> bool {
        let is = |names: &[&str]| is_one(tag.name, names);
        if is(&["html", "body"]) {
            self.roots += 1;
        } else if is(&FORMATTING) {
            if closes {
                self.formatting = self.formatting.saturating_sub(1);
            } else if tag.attributes > 0 {
                self.formatting += 1;
            }
        } else if closes {
            if let Some(at) = self.elements.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name)) {
                self.foreign -= self.elements[at..].iter().filter(|name| is_one(name, &FOREIGN)).count();
                self.elements.truncate(at);
            }
        } else if !(is(&VOID) || is(&IMPLIED) || is(&RAW) || self.foreign > 0 && tag.closes_itself) {
            self.foreign += usize::from(is(&FOREIGN));
            self.elements.push(tag.name);
        }
        tag.attributes <= ATTRIBUTES && self.elements.len() <= DEPTH && self.formatting <= DEPTH && self.roots <= ROOTS
    }
}

fn is_one(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// What follows the content of an element that holds no markup: its closing tag, or nothing.
fn after_raw<'p>(page: &'p str, name: &str) -> &'p str {
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let (tag, after) = (rest.get(1..2 + name.len()).unwrap_or_default(), rest.as_bytes().get(2 + name.len()));
        let ends = after.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
        if ends && tag.strip_prefix('/').is_some_and(|closing| closing.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = &rest[1..];
    }
    ""
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::{buildable, is_buildable};

    #[test]
    fn what_nobody_reads_is_left_out_and_the_tree_stays() {
        for (page, lean) in [
            ("<p>a<script id=x>if (a<b) '<p>'</script>b", "<p>a<script id=x></script>b"),
            ("<STYLE>p > a {}</Style ><p>b", "<STYLE></Style ><p>b"),
            ("<script>a</scripty></script>b", "<script></script>b"),
            ("<!-- <script> --><p>a</p><script>b</script>", "<!-- <script> --><p>a</p><script></script>"),
            ("<svg><path d='a'/><path/></svg><style>a</style>", "<svg><path /><path/></svg><style></style>"),
            ("<style>never closed", "<style>"),
        ] {
            assert_eq!(buildable(page).as_deref(), Some(lean));
        }
        for page in [
            "<script type='application/LD+JSON'>{\"a\": 1}</script>",
            "<script><!-- <script>a</script> --></script><p>b",
            "<svg><style>a<p>b</style></svg>",
            "<title>a</title><noscript><p>b</noscript><textarea><script>a</script></textarea>",
            "<a class='<script>'>b</a></ <script>c</ <? <style> d",
        ] {
            assert_eq!(buildable(page).as_deref(), Some(page));
        }
        let made = "<div><p>a<script>'</p></div>'</script><b>c</b></div>";
        let elements = |page: &str| -> Vec<String> {
            let tree = Html::parse_document(page);
            tree.tree.nodes().filter_map(|node| Some(node.value().as_element()?.name().to_owned())).collect()
        };
        assert_eq!(elements(made), elements(&buildable(made).expect("it can be built")));
    }

    #[test]
    fn ordinary_pages_pass() {
        assert!(is_buildable(&"<div class=a><p>One<p>Two <b>three</b><br><ul><li>x<li>y</ul></div>".repeat(10_000)));
        assert!(is_buildable(&"<tr><td><font color=red>1</font><td>2".repeat(10_000)));
        assert!(is_buildable(&format!("<script>{}</script><p>x", "'<div>'".repeat(10_000))));
        assert!(is_buildable(&format!("<!--{}--><p>x", "<div>".repeat(10_000))));
        assert!(is_buildable(&format!("<img src='data:{}'>", "a b ".repeat(10_000))));
        assert!(is_buildable(&format!("<svg>{}</svg><p>x", "<path d='M0 0'/>".repeat(10_000))));
        assert!(is_buildable("< a <1 </ <!-- <"));
    }

    #[test]
    fn pages_that_would_take_hours_do_not() {
        assert!(!is_buildable(&"<div>".repeat(10_000)));
        assert!(!is_buildable(&"<div></p>".repeat(10_000)));
        assert!(!is_buildable(&"<p><b id=x></p>".repeat(10_000)));
        assert!(!is_buildable(&format!("<p {}>", "a b=1 ".repeat(10_000))));
        assert!(!is_buildable(&format!("<p{}>", "/x".repeat(10_000))));
        assert!(!is_buildable(&"<body x>".repeat(10_000)));
    }
}
