//! Pages in the manner of news sites, with all that stands around an article there. Nothing here is true.

use std::fmt::Write as _;

use super::draw::Draw;
use super::news;

/// Layouts that pages come in.
const LAYOUTS: u64 = 3;
/// Pages have from 30 to 500 KB, small ones more often.
const SMALLEST: u64 = 30 << 10;
const LARGEST: u64 = 500 << 10;

/// The `n`th page; the same for the same `n`.
pub(crate) fn page(n: u64) -> String {
    let mut draw = Draw::new(n ^ 0x0009_a9e5);
    let span = LARGEST - SMALLEST;
    let bytes = (SMALLEST + draw.below(span) * draw.below(span) / span) as usize;
    let text = news::news(2_000 + draw.below(6_000) as usize, n);
    let story = Story { n, title: format!("Ministers weigh report {n}"), author: "Ana Ruiz", text };
    let mut page = String::with_capacity(bytes + (32 << 10));
    let layout = draw.below(LAYOUTS);
    head(&mut page, &story, layout);
    menu(&mut page, &mut draw);
    story.write(&mut page, &mut draw, layout);
    // What a page has beside its article is for the most part other articles' cards, styles and data.
    while page.len() < bytes {
        match draw.below(4) {
            0 => data(&mut page, &mut draw),
            1 => style(&mut page, &mut draw),
            _ => cards(&mut page, &mut draw),
        }
    }
    page.push_str(
        "<footer class=\"site-footer\"><ul><li><a href=\"/about\">About us</a></ul></footer></body></html>\n",
    );
    page
}

struct Story {
    n: u64,
    title: String,
    author: &'static str,
    text: String,
}

impl Story {
    fn write(&self, page: &mut String, draw: &mut Draw, layout: u64) {
        let (holder, body) = match layout {
            0 => ("article class=\"story\"", "div class=\"story__body\" itemprop=\"articleBody\""),
            1 => ("main id=\"content\"", "section data-component=\"text-block\""),
            _ => ("div class=\"page-wrap\"", "div class=\"entry-content clearfix\""),
        };
        let _ = writeln!(page, "<{holder}>\n<h1 class=\"css-1x{layout}\">{}</h1>", self.title);
        let _ =
            write!(page, "<p class=\"byline\">By <a rel=\"author\" href=\"/by\">{}</a></p>\n<{body}>\n", self.author);
        for paragraph in self.text.split("\n\n") {
            match draw.below(12) {
                0 => page.push_str("<aside class=\"newsletter-box\"><p>Sign up for our morning briefing.</p></aside>\n"),
                1 => page.push_str("<figure><img src=\"a.jpg\" srcset=\"a.jpg 1x, b.jpg 2x\"><figcaption>The harbour. Photograph: A. Hill</figcaption></figure>\n"),
                2 => page.push_str("<h2>What we know</h2>\n"),
                _ => {}
            }
            let (first, rest) = paragraph.split_once(' ').unwrap_or((paragraph, ""));
            let _ = writeln!(
                page,
                "<p class=\"paragraph\" data-id=\"{}\"><strong>{first}</strong> {rest}</p>",
                draw.below(1 << 40)
            );
        }
        let close = |tag: &str| format!("</{}>\n", tag.split(' ').next().unwrap_or_default());
        page.push_str(&close(body));
        page.push_str(&close(holder));
    }
}

fn head(page: &mut String, story: &Story, layout: u64) {
    let Story { n, title, author, .. } = story;
    let _ = writeln!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | The Vale Post</title>"
    );
    for (key, value) in [("og:type", "article"), ("og:site_name", "The Vale Post"), ("og:title", title.as_str())] {
        let _ = writeln!(page, "<meta property=\"{key}\" content=\"{value}\">");
    }
    let _ = writeln!(page, "<link rel=\"canonical\" href=\"https://valepost.example/2021/03/18/report-{n}\">");
    if layout != 2 {
        let _ = writeln!(
            page,
            "<script type=\"application/ld+json\">{{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", \"headline\": \"{title}\", \
             \"datePublished\": \"2021-03-18T09:00:00Z\", \"author\": {{\"@type\": \"Person\", \"name\": \"{author}\"}}}}</script>"
        );
    } else {
        page.push_str("<meta property=\"article:published_time\" content=\"2021-03-18T09:00:00Z\">\n");
    }
    page.push_str("</head>\n<body class=\"article-page has-sidebar\">\n");
}

fn menu(page: &mut String, draw: &mut Draw) {
    page.push_str("<header><nav class=\"main-nav\"><ul class=\"nav-list\">\n");
    for _ in 0..20 + draw.below(60) {
        let _ = writeln!(
            page,
            "<li class=\"nav-item\"><a class=\"nav-link\" href=\"/s/{}\">Section</a></li>",
            draw.below(999)
        );
    }
    page.push_str("</ul></nav></header>\n");
}

/// Teasers of other articles, each in a nest of elements with many classes and a picture in several sizes.
fn cards(page: &mut String, draw: &mut Draw) {
    page.push_str("<section class=\"related-stories container--wide\"><h3>More on this</h3>\n");
    for _ in 0..4 + draw.below(12) {
        let id = draw.below(1 << 30);
        let _ = writeln!(
            page,
            "<div class=\"card card--{id} u-flex u-mt-4 sm:w-1/2 lg:w-1/4\" data-track='{{\"pos\":{id},\"kind\":\"card\"}}'>\
             <div class=\"card__inner\"><a href=\"https://valepost.example/a/{id}\" class=\"card__link\">\
             <picture><source srcset=\"https://img.example/{id}/300.webp 300w, https://img.example/{id}/600.webp 600w\" type=\"image/webp\">\
             <img loading=\"lazy\" alt=\"\" src=\"https://img.example/{id}.jpg\"></picture>\
             <span class=\"card__kicker\">Region</span><h4 class=\"card__title\">Council &amp; harbour agree on plan {id}</h4></a>\
             <time datetime=\"2020-0{}-11T08:00:00Z\">11 days ago</time>\
             <svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M12 2L2 7l10 5 10-5-10-5z\" fill=\"#c00\"></path></svg></div></div>",
            1 + draw.below(9)
        );
    }
    page.push_str("</section>\n");
}

/// A script with the state of the page's programs.
fn data(page: &mut String, draw: &mut Draw) {
    page.push_str("<script>window.__STATE__ = {");
    for _ in 0..50 + draw.below(300) {
        let id = draw.below(1 << 40);
        let _ = write!(page, "\"k{id}\":{{\"href\":\"\\u002Fa\\u002F{id}\",\"html\":\"<p>Teaser<\\/p>\",\"n\":{id}}},");
    }
    page.push_str("};</script>\n");
}

fn style(page: &mut String, draw: &mut Draw) {
    page.push_str("<style>");
    for _ in 0..40 + draw.below(200) {
        let id = draw.below(1 << 20);
        let _ = write!(page, ".css-{id}{{margin:0 auto;padding:{}px;color:#{id:06x}}}", draw.below(40));
    }
    page.push_str("</style>\n");
}
