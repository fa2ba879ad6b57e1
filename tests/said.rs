//! People, quotes and sources on any input: every span fits the text, and the same text gives the same facts.

use onrecord::extract::{self, Reading};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Facts, Span};
use proptest::prelude::*;

fn facts(text: &str) -> Facts {
    extract::facts(&Reading::new(text, Lexicon::embedded()), None)
}

/// Every span of the people, quotes, sources and reports.
fn spans(facts: &Facts) -> Vec<Span> {
    let mut spans: Vec<Span> = facts.people.iter().flat_map(|p| p.mentions.iter().copied()).collect();
    for quote in &facts.quotes {
        spans.push(quote.span);
        spans.extend(quote.cue);
        spans.extend(quote.speaker.as_ref().and_then(|s| s.span));
    }
    spans.extend(facts.sources.iter().map(|s| s.span));
    spans.extend(facts.reports.iter().flat_map(|r| [r.span, r.cue]));
    spans
}

/// What news is made of, and what breaks readers of it.
fn fragment() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "''",
        "«",
        "»",
        "(",
        ")",
        ",",
        ".",
        ":",
        "—",
        "--",
        "-",
        "\n\n",
        " ",
        " ",
        " ",
        "!",
        "he said",
        "said",
        "told",
        "according to",
        "Ana Ruiz",
        "President Ana Ruiz",
        "Ruiz",
        "Mr. Ruiz",
        "the AP reported",
        "Reuters",
        "that",
        "the ministry",
        "who",
        "as saying",
        "quoted",
        "citing",
        "two officials",
        "We go",
        "it was announced by",
        "and",
        "but",
        "Q:",
        "A:",
        "@ana",
        "(@ana)",
        "in a statement",
        "on Monday",
        "March 3",
        "the company",
        "van den",
        "é",
        "U.S.",
        "BOSTON (AP) —",
        "was",
        "to say",
        "went on to",
        "promised to send",
        "1.5 million",
        "'s",
        "n't",
        "\u{202f}",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn spans_fit_whatever_the_text(parts in prop::collection::vec((fragment(), prop::bool::ANY), 0..40)) {
        let text: String = parts.iter().flat_map(|(part, space)| [*part, if *space { " " } else { "" }]).collect();
        let found = facts(&text);
        for span in spans(&found) {
            prop_assert!(!span.is_empty() && !span.of(&text).is_empty(), "{span:?} in {text:?}");
        }
        prop_assert_eq!(found, facts(&text));
    }
}

#[test]
fn parts_of_one_quote_share_a_group_and_nothing_else_does() {
    let found = facts("“We go,” Ana Ruiz said. “We all go.”\n\n“I stay,” said Karl Brandt.");
    let groups: Vec<Option<u32>> = found.quotes.iter().map(|q| q.group).collect();
    assert_eq!(groups, [Some(0), Some(0), None]);
}

#[test]
fn what_an_outlet_reports_is_a_report_and_relays_the_quotes_in_it() {
    let text = "“We go,” Ana Ruiz said, the AP reported. The plant has closed, the AP reported.";
    let found = facts(text);
    assert_eq!(found.quotes.len(), 1);
    assert_eq!(found.quotes[0].via, ["Associated Press"]);
    let reported: Vec<&str> = found.reports.iter().map(|r| r.span.of(text)).collect();
    assert_eq!(reported, ["“We go,” Ana Ruiz said", "The plant has closed"]);
}
