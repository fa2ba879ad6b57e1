//! What classes and ids tell of an element, for its metadata.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::fetch::attributes::Attributes;

/// Elements around an article that speak of other ones.
const ASIDE: [&str; 6] = ["nav", "aside", "footer", "template", "form", "select"];
/// Classes and ids that say the same. Whole names: a layout may be called after the sidebar it has.
const ASIDE_CLASSES: [&str; 20] = [
    "comment",
    "comments",
    "comments-area",
    "comment-list",
    "comments-section",
    "related",
    "related-articles",
    "related-posts",
    "related-stories",
    "related-content",
    "recommended",
    "recommendations",
    "sidebar",
    "newsletter",
    "trending",
    "most-popular",
    "most-read",
    "popular-posts",
    "footer",
    "breadcrumbs",
];

/// Classes of an element that holds the article's date. Whole names too.
const DATED: [&str; 14] = [
    "published",
    "publish-date",
    "published-date",
    "pubdate",
    "pub-date",
    "post-date",
    "posted-on",
    "entry-date",
    "article-date",
    "article__date",
    "dateline",
    "timestamp",
    "date",
    "datetime",
];
/// So many names of an element are looked at.
const NAMES: usize = 24;

/// What an element's classes tell of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// That it speaks of other articles.
    pub(super) is_aside: bool,
    /// That it names the authors, and does not show or describe them.
    pub(super) names_authors: bool,
    /// That it holds the article's date.
    pub(super) is_dated: bool,
}

/// What classes tell, kept for a page: it repeats them.
#[derive(Debug, Default)]
pub(super) struct Classes<'p>(HashMap<&'p str, Told, RandomState>);

impl<'p> Classes<'p> {
    pub(super) fn told(&mut self, tag: &str, attributes: &Attributes<'p>) -> Told {
        let lists = [attributes.class, attributes.id].into_iter().flatten();
        let told = lists.fold(Told::default(), |known, list| {
            let new = *self.0.entry(list).or_insert_with(|| Told::read(list));
            Told {
                is_aside: known.is_aside || new.is_aside,
                names_authors: known.names_authors || new.names_authors,
                is_dated: known.is_dated || new.is_dated,
            }
        });
        let is_whole = matches!(tag, "html" | "body" | "article" | "main");
        Told { is_aside: ASIDE.contains(&tag) || told.is_aside && !is_whole, ..told }
    }
}

impl Told {
    fn read(list: &str) -> Self {
        let is_one = |class: &str, names: &[&str]| names.iter().any(|name| class.eq_ignore_ascii_case(name));
        classes(Some(list)).fold(Self::default(), |known, class| Self {
            is_aside: known.is_aside || is_one(class, &ASIDE_CLASSES),
            names_authors: known.names_authors || names_authors(class),
            is_dated: known.is_dated || is_one(class, &DATED),
        })
    }
}

/// Whether a class says that its element names the authors, and not that it shows or describes them.
fn names_authors(class: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "image", "img", "avatar", "bio", "photo", "social", "twitter", "email", "follow", "desc", "title", "icon",
        "label", "thumb",
    ];
    (holds(class, "byline") || holds(class, "author") || class == "writer")
        && !OTHERS.iter().any(|other| holds(class, other))
}

pub(super) fn classes(list: Option<&str>) -> impl Iterator<Item = &str> {
    list.into_iter().flat_map(str::split_ascii_whitespace).take(NAMES)
}

/// Whether a string holds a word of ASCII, in any case.
pub(super) fn holds(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}
