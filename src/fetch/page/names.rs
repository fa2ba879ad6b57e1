//! What an element's tag, role, class and id say that it holds.
//!
//! The words are the ones that sites share: those of HTML and ARIA, of schema.org, and the English of class names. None
//! is a site's own.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use scraper::node::Element;

use crate::fetch::attributes::Attributes;

/// What an element says of itself; of several names the one that comes first here counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    /// It is never read: scripts, controls, hidden parts.
    Never,
    /// It is the body of an article.
    Body,
    /// It holds what readers have written.
    Comments,
    /// It stands around articles: navigation, related links, captions, sharing. Words alone can err.
    Around,
    /// It shows a picture or a film, with words to it.
    Media,
    /// It sums the article up, between the headline and the body.
    Standfirst,
    /// It is an article, or the main part of the page.
    Article,
    /// Nothing that matters.
    #[default]
    Nothing,
}

/// So many names of an element are looked at, each of at most so many bytes.
const NAMES: usize = 32;
const LONG: usize = 64;

/// Elements by what they hold, whatever their names.
const TAGS: [(Says, &str); 3] = [
    (
        Says::Never,
        "script style noscript template head iframe svg math object embed video audio canvas button select input textarea
        dialog menu map noframes datalist progress meter",
    ),
    (Says::Around, "nav header footer aside figcaption form"),
    // What is quoted is the article's, whatever the quotation shows.
    (Says::Nothing, "html body blockquote"),
];

/// Roles of ARIA that stand around an article.
const ROLES: &str = "navigation banner contentinfo complementary search menu menubar toolbar tablist form alert status
    tooltip button doc-toc";

/// Words of names. A name that has one of them says so.
const WORDS: [(Says, &str); 4] = [
    (Says::Comments, "comment comments disqus respond discussion"),
    (
        Says::Around,
        "ad ads adslot adunit advert advertisement advertising adverts audio author authors banner bio biography bookmark
        breadcrumb breadcrumbs button buttons byline bylines caption captions carousel categories category consent
        contributors cookie cookies copyright credit credits cta date dateline disclaimer donate donation dropdown eyebrow
        feedback figcaption flyout follow footer gallery gdpr infinite infobox keywords kicker legal licence license
        lightbox login masthead mega menu meta metadata modal more nav navbar navigation newsletter newsletters noprint
        notification outbrain overlay pager pagination podcast poll popover popular popup prev previous print promo promos
        promotion pullquote quiz rail rating ratings readmore recirc recirculation recommendation recommendations
        recommended register related seealso share sharing sidebar signin signup skip slideshow social sponsor sponsored
        subscribe subscription syndication taboola tags teaser timestamp toolbar topics trending",
    ),
    (Says::Media, "image images jwplayer photo photos picture player video videos"),
    (
        Says::Standfirst,
        "standfirst strapline dek deck subtitle subhead subheadline subheading summary lede lead abstract intro excerpt",
    ),
];

/// Names of an article's body, without what parts their words.
const BODIES: &str = "articlebody storybody postbody entrybody newsbody articletext storytext posttext articlecontent
    storycontent postcontent entrycontent newscontent articlecopy storycopy bodycopy bodytext bodycontent contentbody
    textbody fulltext articleparagraphs";

/// Names that say that nobody sees the element.
const UNSEEN: &str = "sr-only visually-hidden visuallyhidden screen-reader-text screenreader screen-reader hidden-print
    offscreen";

static BY_TAG: LazyLock<HashMap<&str, Says, RandomState>> = LazyLock::new(|| table(&TAGS));
static BY_WORD: LazyLock<HashMap<&str, Says, RandomState>> = LazyLock::new(|| table(&WORDS));

fn table(rows: &[(Says, &'static str)]) -> HashMap<&'static str, Says, RandomState> {
    rows.iter().flat_map(|(says, words)| words.split_ascii_whitespace().map(|word| (word, *says))).collect()
}

fn is_one(word: &str, words: &str) -> bool {
    words.split_ascii_whitespace().any(|other| word.eq_ignore_ascii_case(other))
}

/// What names say, kept for a page: it repeats them.
#[derive(Debug, Default)]
pub(super) struct Names<'p>(HashMap<&'p str, Named, RandomState>);

/// What the classes of an element, or its id, say.
#[derive(Clone, Copy, Debug, Default)]
struct Named {
    says: Says,
    is_paywall: bool,
}

impl<'p> Names<'p> {
    /// What an element says of itself, and whether that is also that it keeps people from reading on.
    pub(super) fn read(&mut self, element: &'p Element) -> (Says, bool) {
        let tag = element.name();
        let by_tag = BY_TAG.get(tag).copied();
        if by_tag == Some(Says::Never) {
            return (Says::Never, false);
        }
        let attributes = Attributes::of(element);
        if is_hidden(tag, &attributes) {
            return (Says::Never, false);
        }
        if attributes.itemprop.is_some_and(|names| is_one("articleBody", names)) {
            return (Says::Body, false);
        }
        let named = self.named(tag, &attributes);
        let role = attributes.role.unwrap_or_default();
        let says = match (by_tag, named.says) {
            (_, Says::Never) => Says::Never,
            (Some(says), _) => says,
            _ if !role.is_empty() && is_one(role, ROLES) => Says::Around,
            (_, Says::Body) => Says::Body,
            _ if matches!(tag, "article" | "main") => Says::Article,
            (_, Says::Nothing) if matches!(role, "article" | "main") => Says::Article,
            (_, Says::Nothing | Says::Standfirst) if tag == "figure" => Says::Media,
            (_, says) => says,
        };
        (says, named.is_paywall)
    }

    fn named(&mut self, tag: &'p str, attributes: &Attributes<'p>) -> Named {
        let Attributes { class, id, test, component, .. } = *attributes;
        // A custom element is named by its tag, as `amp-ad` is.
        let tag = Some(tag).filter(|tag| tag.contains('-'));
        let names = [class, id, test, component, tag].into_iter().flatten();
        names.fold(Named::default(), |known, names| known.and(self.list(names)))
    }

    /// What a list of names says. Lists differ from element to element more than the names in them do.
    fn list(&mut self, names: &'p str) -> Named {
        if let Some(known) = self.0.get(names) {
            return *known;
        }
        let each = names.split_ascii_whitespace().take(NAMES).filter(|name| name.len() <= LONG);
        let named = each
            .fold(Named::default(), |known, name| known.and(*self.0.entry(name).or_insert_with(|| Named::read(name))));
        self.0.insert(names, named);
        named
    }
}

impl Named {
    fn and(self, other: Self) -> Self {
        Self { says: self.says.min(other.says), is_paywall: self.is_paywall || other.is_paywall }
    }

    /// What one class or id says.
    fn read(name: &str) -> Self {
        Self { says: says(name), is_paywall: words(name).any(|word| is_one(word, "paywall regwall")) }
    }
}

/// What one class or id says.
fn says(name: &str) -> Says {
    if is_one(name, UNSEEN) {
        return Says::Never;
    }
    if is_of_layout(name) {
        return Says::Nothing;
    }
    let by_word = words(name).filter_map(|word| BY_WORD.get(word.to_ascii_lowercase().as_str()).copied()).min();
    let by_word = by_word.unwrap_or_default();
    if by_word < Says::Standfirst {
        return by_word;
    }
    let joined: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    // Most names are told by what all bodies end in.
    let ends = ["body", "text", "content", "copy", "paragraphs"];
    let is_body = ends.iter().any(|end| joined.contains(end))
        && BODIES.split_ascii_whitespace().any(|body| joined.contains(body));
    if is_body { Says::Body } else { by_word }
}

/// Whether a name says how its element is laid out and what is beside it, and not what it is: `has-sidebar`,
/// `sidebar-grid`.
fn is_of_layout(name: &str) -> bool {
    let mut words = words(name);
    words.next().is_some_and(|word| is_one(word, "has with without no not"))
        || words.last().is_some_and(|word| is_one(word, "grid layout page"))
}

/// The words of a name: `article-body__text`, `articleBodyText`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(humps).filter(|word| !word.is_empty())
}

fn humps(part: &str) -> impl Iterator<Item = &str> {
    let bytes = part.as_bytes();
    let mut from = 0;
    let ends = (1..=bytes.len()).filter(move |at| {
        let here = bytes.get(*at);
        here.is_none_or(|byte| byte.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
    });
    ends.filter_map(move |end| part.get(std::mem::replace(&mut from, end)..end))
}

/// Whether the page itself hides an element. What is hidden from screen readers alone can be seen; of small parts that
/// is said where they are decoration.
fn is_hidden(tag: &str, attributes: &Attributes<'_>) -> bool {
    let is_prose = || matches!(tag, "p" | "li" | "blockquote" | "h2" | "h3" | "h4" | "table");
    attributes.hidden.is_some_and(|how| !how.eq_ignore_ascii_case("until-found"))
        || attributes.aria_hidden == Some("true") && !is_prose()
        || attributes.style.is_some_and(|style| {
            let style: String = style.chars().take(256).filter(|c| !c.is_whitespace()).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

#[cfg(test)]
mod tests {
    use super::{Says, says};

    #[test]
    fn a_name_is_read_by_its_words() {
        for (name, said) in [
            ("article-body__text", Says::Body),
            ("storyBody", Says::Body),
            ("post_content", Says::Body),
            ("related-links", Says::Around),
            ("RelatedLinks", Says::Around),
            ("article-body-share", Says::Around),
            ("comments-list", Says::Comments),
            ("photo", Says::Media),
            ("article__standfirst", Says::Standfirst),
            ("sr-only", Says::Never),
            ("has-sidebar", Says::Nothing),
            ("sidebar-grid", Says::Nothing),
            ("adaptive", Says::Nothing),
            ("unrelated", Says::Nothing),
            ("", Says::Nothing),
        ] {
            assert_eq!(says(name), said, "{name}");
        }
    }
}
