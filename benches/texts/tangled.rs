//! Pages that make careless programs slow: one thing over and over, things that begin and never end, nests.

/// A name, and a page of about so many bytes.
type Tangled = (&'static str, fn(usize) -> String);

pub(crate) const TANGLED: &[Tangled] = &[
    ("elements in elements", |n| repeat("<div>", n)),
    ("elements in elements, as deep as is read", |n| {
        repeat(&("<div>".repeat(400) + "Ten doses came. " + &"</div>".repeat(400)), n)
    }),
    ("attributes of one tag", |n| format!("<p {}>Ten doses.", numbered(n, |at| format!("a{at}=b ")))),
    ("attributes of many tags", |n| repeat(&format!("<p {}>Ten doses.", "a=b ".repeat(900)), n)),
    ("attributes that never end", |n| repeat("<p class='", n)),
    ("classes", |n| numbered(n, |at| format!("<p class='c{at} related-{at} by-{at}'>Ten doses.</p>"))),
    ("classes of one element", |n| format!("<p class='{}'>Ten doses.", numbered(n, |at| format!("c{at} ")))),
    ("tables in tables", |n| repeat("<table><tr><td>7", n)),
    ("a table", |n| format!("<table>{}", repeat("<tr><td>7<td>doses", n))),
    ("rows outside of tables", |n| repeat("<tr><td>7 doses.", n)),
    ("words between rows", |n| format!("<table>{}", repeat("Ten doses. <tr>", n))),
    ("scripts", |n| repeat("<script>a<b</script>", n)),
    ("a script that never ends", |n| format!("<script>{}", repeat("</scrip", n))),
    ("comments in scripts", |n| repeat("<script><!--<script></script>", n)),
    ("comments", |n| repeat("<!-- a -->", n)),
    ("comments that never end", |n| repeat("<!--", n)),
    ("linked data", |n| linked(&format!("[{}]", numbered(n, |_| ARTICLE.to_owned() + ",") + "1"))),
    ("scripts of linked data", |n| repeat(&linked(ARTICLE), n)),
    ("deep linked data", |n| linked(&repeat("[", n))),
    ("graphs in graphs", |n| linked(&repeat("{\"@graph\":", n))),
    ("broken linked data", |n| linked(&repeat("{\"a\": , ] ", n))),
    ("tags of metadata", |n| repeat("<meta name=author content='Ann Lee, Bo Chen'>", n)),
    ("bylines", |n| repeat("<p class=byline>By Ann Lee and <a rel=author>Bo Chen</a></p>", n)),
    ("times", |n| repeat("<time class=published>18 March 2021</time>", n)),
    ("headings", |n| repeat("<h1>Ten doses</h1>", n)),
    ("lines that are dates", |n| repeat("<p>18 March 2021</p>", n)),
    ("paragraphs", |n| repeat("<p>Ten doses came to the town.", n)),
    ("links", |n| repeat("<a href=x>Ten doses came to the town</a> ", n)),
    ("links in links", |n| repeat("<a href=x>word ", n)),
    ("bold, never closed", |n| repeat("<b>word ", n)),
    ("bold across paragraphs", |n| repeat("<b><p>word</b></p>", n)),
    ("bold with attributes", |n| repeat("<p><b id=x>word</b></p>", n)),
    ("list items", |n| repeat("<ul><li>word</ul>", n)),
    ("list items, never closed", |n| format!("<ul>{}", repeat("<li>word", n))),
    ("choices", |n| format!("<select>{}", repeat("<option>word", n))),
    ("closing tags", |n| repeat("</p></div></b>", n)),
    ("tags that never end", |n| repeat("<a ", n)),
    ("signs", |n| repeat("<", n)),
    ("entities", |n| repeat("&amp;&copy;&#8217;&notanything;", n)),
    ("drawings", |n| repeat("<svg><path d='M0 0'/></svg>", n)),
    ("shapes of one drawing", |n| format!("<svg>{}</svg>", repeat("<path d='M0 0'/>", n))),
    ("bodies", |n| repeat("<div class=article-body><p>Ten doses came to the town.</p></div>", n)),
    ("articles", |n| repeat("<article><p>Ten doses came to the town.</p></article>", n)),
    ("line ends", |n| format!("<pre>{}", repeat("word\n\n", n))),
    ("line breaks", |n| repeat("word<br>", n)),
];

const ARTICLE: &str = r##"{"@id": "#a", "@type": "NewsArticle", "headline": "Doses", "author": {"@id": "#b"}}"##;

fn linked(json: &str) -> String {
    format!("<script type='application/ld+json'>{json}</script><p>Ten doses came.</p>")
}

fn repeat(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes.div_ceil(unit.len()))
}

fn numbered(bytes: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for index in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&unit(index));
    }
    text
}
