//! The attributes that say what an element is, read in one pass: to look one up by its name costs more than to see them all.

use scraper::node::Element;

/// All attributes that anything here reads, in whatever element, and those that decide how the tree is built. Pages come
/// to the tree builder without the others, but for the `href` of `<link>`.
pub(super) const READ: [&str; 21] = [
    "class",
    "id",
    "role",
    "rel",
    "style",
    "hidden",
    "aria-hidden",
    "data-testid",
    "data-component",
    "itemprop",
    "property",
    "content",
    "datetime",
    "pubdate",
    "name",
    "http-equiv",
    "lang",
    "type",
    "charset",
    "encoding",
    "shadowrootmode",
];

/// What an element's attributes say that it is; `None` where it has no such attribute.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attributes<'p> {
    pub(super) class: Option<&'p str>,
    pub(super) id: Option<&'p str>,
    pub(super) role: Option<&'p str>,
    pub(super) rel: Option<&'p str>,
    pub(super) style: Option<&'p str>,
    pub(super) hidden: Option<&'p str>,
    pub(super) aria_hidden: Option<&'p str>,
    /// `data-testid` and `data-component`, which generated class names leave as the only readable ones.
    pub(super) test: Option<&'p str>,
    pub(super) component: Option<&'p str>,
    pub(super) itemprop: Option<&'p str>,
    pub(super) property: Option<&'p str>,
}

impl<'p> Attributes<'p> {
    pub(super) fn of(element: &'p Element) -> Self {
        let mut read = Self::default();
        for (name, value) in element.attrs() {
            let place = match name {
                "class" => &mut read.class,
                "id" => &mut read.id,
                "role" => &mut read.role,
                "rel" => &mut read.rel,
                "style" => &mut read.style,
                "hidden" => &mut read.hidden,
                "aria-hidden" => &mut read.aria_hidden,
                "data-testid" => &mut read.test,
                "data-component" => &mut read.component,
                "itemprop" => &mut read.itemprop,
                "property" => &mut read.property,
                _ => continue,
            };
            *place = Some(value);
        }
        read
    }
}
