//! What an element's tag, role, class and id say that it holds.
//!
//! The words are the ones that sites share: those of HTML and ARIA, of schema.org, and the English of class names. None
//! is a site's own.

use scraper::node::Element;

/// What an element says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing that matters.
    #[default]
    Nothing,
    /// It is the body of an article.
    Body,
    /// It is an article, or the main part of the page.
    Article,
    /// It stands around articles: navigation, related links, captions, sharing. Words alone can err.
    Around,
    /// It holds what readers have written.
    Comments,
    /// It is never read: scripts, controls, hidden parts.
    Never,
}

/// Elements whose content is no text of an article.
const NEVER: [&str; 24] = [
    "script", "style", "noscript", "template", "head", "iframe", "svg", "math", "object", "embed", "video", "audio",
    "canvas", "button", "select", "input", "textarea", "dialog", "menu", "map", "noframes", "datalist", "progress",
    "meter",
];

const AROUND: [&str; 6] = ["nav", "header", "footer", "aside", "figcaption", "form"];

const ROLES_AROUND: [&str; 16] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "form",
    "alert",
    "status",
    "tooltip",
    "button",
    "region-ad",
    "doc-toc",
];

/// Names of an article's body, without what parts their words.
const BODY: [&str; 22] = [
    "articlebody",
    "storybody",
    "postbody",
    "entrybody",
    "newsbody",
    "articletext",
    "storytext",
    "posttext",
    "articlecontent",
    "storycontent",
    "postcontent",
    "entrycontent",
    "newscontent",
    "articlecopy",
    "storycopy",
    "bodycopy",
    "bodytext",
    "bodycontent",
    "contentbody",
    "textbody",
    "fulltext",
    "articleparagraphs",
];

/// Words of names that say what stands around an article.
const WORDS_AROUND: [&str; 120] = [
    "ad",
    "ads",
    "adslot",
    "adunit",
    "advert",
    "advertisement",
    "advertising",
    "adverts",
    "audio",
    "author",
    "authors",
    "banner",
    "bio",
    "biography",
    "bookmark",
    "breadcrumb",
    "breadcrumbs",
    "button",
    "buttons",
    "byline",
    "bylines",
    "caption",
    "captions",
    "carousel",
    "categories",
    "category",
    "consent",
    "contributors",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "cta",
    "date",
    "dateline",
    "disclaimer",
    "donate",
    "donation",
    "dropdown",
    "eyebrow",
    "feedback",
    "figcaption",
    "flyout",
    "follow",
    "footer",
    "gallery",
    "gdpr",
    "infobox",
    "infinite",
    "keywords",
    "kicker",
    "legal",
    "licence",
    "license",
    "lightbox",
    "login",
    "masthead",
    "mega",
    "menu",
    "meta",
    "metadata",
    "modal",
    "more",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "newsletters",
    "noprint",
    "notification",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "piano",
    "player",
    "podcast",
    "poll",
    "popover",
    "popular",
    "popup",
    "print",
    "promo",
    "promos",
    "promotion",
    "quiz",
    "rail",
    "rating",
    "ratings",
    "readmore",
    "recirc",
    "recirculation",
    "recommendation",
    "recommendations",
    "recommended",
    "register",
    "related",
    "seealso",
    "share",
    "sharing",
    "sidebar",
    "signin",
    "signup",
    "skip",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "syndication",
    "taboola",
    "tags",
    "teaser",
    "timestamp",
    "toolbar",
    "topics",
    "trending",
];

const WORDS_COMMENTS: [&str; 5] = ["comment", "comments", "disqus", "respond", "discussion"];

/// Words of names that say that nobody sees the element.
const WORDS_HIDDEN: [&str; 8] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screenreader",
    "screen-reader",
    "hidden-print",
    "offscreen",
];

impl Says {
    /// What an element says of itself.
    pub(super) fn read(element: &Element) -> Self {
        let tag = element.name();
        if NEVER.contains(&tag) || is_hidden(element) {
            return Self::Never;
        }
        if matches!(tag, "html" | "body") {
            return Self::Nothing;
        }
        if element
            .attr("itemprop")
            .is_some_and(|names| names.split_ascii_whitespace().any(|name| name == "articleBody"))
        {
            return Self::Body;
        }
        let role = element.attr("role").unwrap_or_default();
        if AROUND.contains(&tag) || ROLES_AROUND.contains(&role) {
            return Self::Around;
        }
        let named = ["class", "id", "data-testid", "data-component", "data-module", "data-qa"].into_iter();
        let named = named.filter_map(|name| element.attr(name)).fold(Self::Nothing, |said, names| {
            names.split_ascii_whitespace().take(32).map(name).fold(said, Self::stronger)
        });
        match named {
            Self::Nothing if matches!(tag, "article" | "main") || matches!(role, "article" | "main") => Self::Article,
            Self::Around | Self::Comments if tag == "main" => Self::Article,
            named => named,
        }
    }

    const fn stronger(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (Self::Body, _) | (_, Self::Body) => Self::Body,
            (Self::Comments, _) | (_, Self::Comments) => Self::Comments,
            (Self::Nothing, said) | (said, _) => said,
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || element.attr("aria-hidden").is_some_and(|hidden| hidden == "true")
        || element.attr("style").is_some_and(|style| {
            let style: String = style.chars().take(256).filter(|c| !c.is_whitespace()).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// What one class or id says.
fn name(name: &str) -> Says {
    if name.len() > 64 {
        return Says::Nothing;
    }
    if WORDS_HIDDEN.iter().any(|word| name.eq_ignore_ascii_case(word)) {
        return Says::Never;
    }
    let joined: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let mut said = Says::Nothing;
    for word in words(name) {
        let word = word.to_ascii_lowercase();
        if WORDS_COMMENTS.contains(&word.as_str()) {
            return Says::Comments;
        }
        if WORDS_AROUND.contains(&word.as_str()) {
            said = Says::Around;
        }
    }
    if said == Says::Nothing && BODY.iter().any(|body| joined.contains(body)) { Says::Body } else { said }
}

/// The words of a name: `article-body__text`, `articleBodyText`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(humps)
}

fn humps(part: &str) -> impl Iterator<Item = &str> {
    let bytes = part.as_bytes();
    let mut from = 0;
    let ends = (1..=bytes.len()).filter(move |at| {
        let here = bytes.get(*at).copied();
        here.is_none_or(|b| b.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
    });
    ends.filter_map(move |end| {
        let word = part.get(from..end);
        from = end;
        word
    })
}
