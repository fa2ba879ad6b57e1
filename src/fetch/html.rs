//! A page's words, block by block. What of a page is its article is decided elsewhere; this leaves out what never is.

use scraper::node::Element;
use scraper::{Html, Node};

/// Elements whose content is no text of an article.
const LEFT_OUT: [&str; 25] = [
    "script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside", "iframe", "svg", "math",
    "object", "embed", "video", "audio", "canvas", "button", "select", "input", "textarea", "dialog", "menu", "map",
    "noframes",
];
/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "optgroup",
    "option",
];

/// The words of a page: a blank line between blocks, a line end for `<br>`, a tab between the cells of a row.
///
/// White space is collapsed as a browser does it; no-break spaces stay. Inline elements part no words, blocks and cells
/// never glue any.
pub(super) fn text(page: &Html) -> String {
    let mut out = Words::default();
    let mut node = page.tree.root();
    loop {
        let enters = match node.value() {
            Node::Text(words) => {
                out.push(words);
                false
            }
            Node::Element(element) => out.open(element),
            Node::Document | Node::Fragment => true,
            _ => false,
        };
        if enters && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        // Climbs by hand: a page may nest deeper than the stack would carry.
        loop {
            if let Node::Element(element) = node.value() {
                out.close(element);
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return out.text,
            }
        }
    }
}

/// What parts the next word from the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Tab,
    Line,
    Paragraph,
}

#[derive(Debug, Default)]
struct Words {
    text: String,
    gap: Gap,
    /// How many `<pre>` are open.
    pre: usize,
}

impl Words {
    /// Whether what the element holds is to be read.
    fn open(&mut self, element: &Element) -> bool {
        let name = element.name();
        match name {
            "br" => self.line(),
            "td" | "th" => self.part(Gap::Tab),
            "q" => self.push("“"),
            "pre" => self.pre += 1,
            _ => {}
        }
        if is_block(name) {
            self.part(Gap::Paragraph);
        }
        !LEFT_OUT.contains(&name) && element.attr("hidden").is_none()
    }

    fn close(&mut self, element: &Element) {
        match element.name() {
            "td" | "th" => self.part(Gap::Tab),
            "q" => self.push("”"),
            "pre" => self.pre = self.pre.saturating_sub(1),
            _ => {}
        }
        if is_block(element.name()) || LEFT_OUT.contains(&element.name()) && self.gap == Gap::None {
            self.part(if is_block(element.name()) { Gap::Paragraph } else { Gap::Space });
        }
    }

    fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    fn push(&mut self, words: &str) {
        for (number, line) in words.split('\n').enumerate() {
            if number > 0 {
                if self.pre > 0 { self.line() } else { self.part(Gap::Space) }
            }
            self.push_line(line);
        }
    }

    fn push_line(&mut self, line: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        if line.starts_with(is_space) {
            self.part(Gap::Space);
        }
        for word in line.split_ascii_whitespace() {
            if !self.text.is_empty() {
                self.text.push_str(match self.gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Tab => "\t",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            self.text.push_str(word);
            self.gap = Gap::Space;
        }
        if !line.ends_with(is_space) && !line.is_empty() {
            self.gap = Gap::None;
        }
    }
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    fn text(page: &str) -> String {
        super::text(&Html::parse_document(page))
    }

    #[test]
    fn words_are_neither_glued_nor_parted() {
        assert_eq!(
            text("<p>One<p>Two <b>th</b>ree<i> four </i>five<br>six<br><br>seven"),
            "One\n\nTwo three four five\nsix\n\nseven"
        );
        assert_eq!(text("<div>a<div>b</div>c</div>"), "a\n\nb\n\nc");
        assert_eq!(text("<ul><li>a</li><li>b</li></ul>"), "a\n\nb");
        assert_eq!(text("2.5&nbsp;million\n   doses"), "2.5\u{a0}million doses");
        assert_eq!(text("<pre>a\n\nb  c\nd</pre>"), "a\n\nb c\nd");
        assert_eq!(text("<p>She said <q>no</q>.</p>"), "She said “no”.");
    }

    #[test]
    fn tables_go_row_by_row() {
        let page = "<table><caption>Doses</caption><tr><th>Mexico<td>2.5 million<tr><th>Canada<td>1.5 million</table>";
        assert_eq!(text(page), "Doses\n\nMexico\t2.5 million\n\nCanada\t1.5 million");
    }

    #[test]
    fn what_is_no_article_is_left_out() {
        let page = "<head><title>t</title><style>p{}</style></head><nav>menu</nav><header>top</header><p>a<script>x</script>b \
                    <span hidden>h</span>c<aside>more</aside></p><footer>foot</footer>";
        assert_eq!(text(page), "a b c");
    }
}
