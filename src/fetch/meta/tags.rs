//! What the keys of `<meta>` mean: OpenGraph, Dublin Core, and the common conventions of publishers.

/// What a page's `<meta>` say, each the most trusted key's, as they say it.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// OpenGraph's, or that of a card: what the publisher shows elsewhere.
    pub(super) title: Option<String>,
    /// Each key's authors by themselves.
    pub(super) authors: Vec<Authors>,
    pub(super) outlets: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    /// `en_GB` and the like: what tells how the page writes dates.
    pub(super) locale: Option<String>,
    /// Dates of publication, most trusted first.
    pub(super) published: Vec<String>,
    pub(super) modified: Vec<String>,
}

/// The authors of one key.
#[derive(Debug)]
pub(super) struct Authors {
    pub(super) key: String,
    pub(super) names: Vec<String>,
    /// Whether the convention writes the family name first: "Lee, Ann".
    pub(super) is_inverted: bool,
}

/// What a key means; the smaller number is trusted more.
enum Meaning {
    Title(u8),
    Author(u8),
    Outlet(u8),
    Url,
    Section(u8),
    Language,
    Locale,
    Published(u8),
    Modified(u8),
}

impl Tags {
    /// Reads keys (in lower case) and contents in the order of the page.
    pub(super) fn of(metas: &[(String, String)]) -> Self {
        let mut tags = Self::default();
        let (mut titles, mut authors, mut outlets, mut sections) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut published, mut modified) = (Vec::new(), Vec::new());
        for (key, content) in metas {
            let content = content.clone();
            match meaning(key) {
                Some(Meaning::Title(trust)) => titles.push((trust, content)),
                Some(Meaning::Author(trust)) => authors.push((trust, key, content)),
                Some(Meaning::Outlet(trust)) => outlets.push((trust, content)),
                Some(Meaning::Section(trust)) => sections.push((trust, content)),
                Some(Meaning::Published(trust)) => published.push((trust, content)),
                Some(Meaning::Modified(trust)) => modified.push((trust, content)),
                Some(Meaning::Url) => tags.url = tags.url.or(Some(content)),
                Some(Meaning::Language) => tags.language = tags.language.or(Some(content)),
                Some(Meaning::Locale) => tags.locale = tags.locale.or(Some(content)),
                None => {}
            }
        }
        authors.extend(labelled(metas).map(|(key, name)| (2, key, name.clone())));
        authors.sort_by_key(|(trust, ..)| *trust);
        for (_, key, name) in authors {
            match tags.authors.last_mut().filter(|last| last.key == *key) {
                Some(last) => last.names.push(name),
                None => {
                    tags.authors.push(Authors { is_inverted: is_inverted(key), key: key.clone(), names: vec![name] })
                }
            }
        }
        tags.title = by_trust(titles).into_iter().next();
        tags.outlets = by_trust(outlets);
        tags.section = by_trust(sections).into_iter().find(|text| text.chars().any(char::is_alphabetic));
        tags.published = by_trust(published);
        tags.modified = by_trust(modified);
        tags
    }
}

fn by_trust(mut items: Vec<(u8, String)>) -> Vec<String> {
    items.sort_by_key(|(trust, _)| *trust);
    items.into_iter().map(|(_, text)| text).collect()
}

/// Cards name pairs of a label and what it labels: "Written by" and a name.
fn labelled(metas: &[(String, String)]) -> impl Iterator<Item = (&String, &String)> {
    let get = |wanted: &'static str| metas.iter().find(move |(key, _)| key == wanted);
    [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")].into_iter().filter_map(
        move |(label, data)| {
            let (_, label) = get(label)?;
            matches!(label.trim().to_ascii_lowercase().as_str(), "written by" | "author" | "by")
                .then(|| get(data).map(|(key, name)| (key, name)))?
        },
    )
}

/// Libraries' keys write family names first.
fn is_inverted(key: &str) -> bool {
    ["dc.", "dc:", "dcterms.", "dcterms:", "citation_", "prism."].iter().any(|start| key.starts_with(start))
}

fn meaning(key: &str) -> Option<Meaning> {
    use Meaning::{Author, Language, Locale, Modified, Outlet, Published, Section, Title, Url};
    // vendors put their name before the same few words, and part the words as they like
    let name = key.rsplit([':', '.']).next().unwrap_or_default();
    let name = ["parsely-", "sailthru_", "citation_", "article_", "dc-"]
        .iter()
        .find_map(|start| name.strip_prefix(start))
        .unwrap_or(name);
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let vendor = key.split([':', '.', '-', '_']).next().unwrap_or_default();
    let is_open_graph = matches!(vendor, "og" | "article");
    let open_graph_first = |later| if is_open_graph { 0 } else { later };
    Some(match name.as_str() {
        "title" if key == "og:title" => Title(0),
        "title" if matches!(vendor, "twitter" | "sailthru" | "parsely" | "dc" | "dcterms" | "citation") => Title(1),
        "headline" => Title(1),
        "author" if vendor == "og" => Author(1),
        "author" | "authors" | "authorname" | "byl" | "byline" => {
            Author(u8::from(!matches!(vendor, "author" | "article")))
        }
        "creator" if vendor != "twitter" => Author(2),
        "sitename" if vendor == "og" => Outlet(0),
        "publisher" if vendor != "article" => Outlet(1),
        "publicationname" | "applicationname" | "journaltitle" => Outlet(2),
        "url" if vendor == "og" => Url,
        "section" | "articlesection" | "primarysection" | "channel" => Section(open_graph_first(1)),
        "contentlanguage" | "language" | "inlanguage" => Language,
        "locale" if vendor == "og" => Locale,
        "publishedtime"
        | "datepublished"
        | "publishdate"
        | "publisheddate"
        | "pubdate"
        | "publicationdate"
        | "publishtime"
        | "dateissued"
        | "issued"
        | "published"
        | "originalpublicationdate"
        | "firstpublished"
        | "articlefirstpublished"
        | "articledateoriginal"
        | "onlinedate"
        | "datepublication" => Published(open_graph_first(1)),
        "date" | "created" | "datecreated" | "available" | "pdate" => Published(2),
        "modifiedtime" | "datemodified" | "modifieddate" | "lastmodified" | "modified" | "lastmod" => {
            Modified(open_graph_first(1))
        }
        "updatedtime" | "updateddate" | "dateupdated" | "updated" | "lastupdated" => Modified(2),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Tags;

    fn tags(metas: &[(&str, &str)]) -> Tags {
        Tags::of(&metas.iter().map(|(key, content)| ((*key).to_owned(), (*content).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn conventions_are_known() {
        for key in [
            "article:published_time",
            "datepublished",
            "pubdate",
            "parsely-pub-date",
            "dc.date.issued",
            "dcterms.issued",
            "cxenseparse:recs:publishtime",
            "sailthru.date",
            "citation_publication_date",
            "publish-date",
            "dc.date",
        ] {
            assert_eq!(tags(&[(key, "2021-03-18")]).published, ["2021-03-18"], "{key}");
        }
        for key in
            ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "cxenseparse:author"]
        {
            assert_eq!(tags(&[(key, "Ann Lee")]).authors.len(), 1, "{key}");
        }
        for key in ["twitter:creator", "og:image:author_name_x", "article:publisher", "updatedby", "title"] {
            let tags = tags(&[(key, "x")]);
            assert!(tags.authors.is_empty() && tags.outlets.is_empty() && tags.title.is_none(), "{key}");
        }
    }

    #[test]
    fn the_better_key_comes_first_whatever_the_order() {
        let tags = tags(&[
            ("date", "2021-03-17"),
            ("twitter:title", "Doses!"),
            ("article:published_time", "2021-03-18"),
            ("og:title", "Doses"),
            ("twitter:label1", "Written by"),
            ("twitter:data1", "Ann Lee"),
        ]);
        assert_eq!(tags.published, ["2021-03-18", "2021-03-17"]);
        assert_eq!(tags.title.as_deref(), Some("Doses"));
        assert_eq!(tags.authors[0].names, ["Ann Lee"]);
    }
}
