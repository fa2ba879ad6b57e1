//! `corpus/rules/*.md`: a sentence, and what must be found in it. Tests and documentation at once.
//!
//! A file holds one kind. A heading `## kind/rule` names a rule, text below it says what the rule is for, `> …` is an
//! example, and the list under it is what the extractor finds there, or `- nothing`. `Published: DATE` sets the
//! publication date for the examples below it, `Published: unknown` takes it away. In an example, ` / ` stands for the
//! end of a paragraph. Run with `ONRECORD_REWRITE=1` to write what is found now, and review the diff.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use onrecord::claims;
use onrecord::extract::{self, Reading};
use onrecord::lexicon::Lexicon;
use onrecord::model::{Amount, Article, Claim, Facts, Signal, Signals, Speaker};

#[test]
fn dates() {
    check("date", |Found { facts, .. }, text, lines| {
        for d in &facts.dates {
            let value = d.value.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
            let bound = d.bound.map_or_else(String::new, |b| format!(", {}", b.as_str()));
            let days = match (d.from, d.to) {
                (Some(from), Some(to)) if from != to => format!(", {from}..{to}"),
                _ => String::new(),
            };
            lines.push((d.rule.to_owned(), format!("`{}` {value}, {}{bound}{days}", d.span.of(text), d.kind.as_str())));
        }
    });
}

#[test]
fn quantities() {
    check("quantity", |Found { facts, .. }, text, lines| {
        for q in &facts.quantities {
            let mut line = format!("`{}` {} {}", q.span.of(text), amount(q.amount), q.unit.as_deref().unwrap_or("?"));
            if q.bound != onrecord::model::Bound::Exactly {
                let _ = write!(line, ", {}", q.bound.as_str());
            }
            if let Some(per) = &q.per {
                let _ = write!(line, ", per {}", per.0);
            }
            if let Some(event) = &q.event {
                let _ = write!(line, ", event {event}");
            }
            if !q.of.is_empty() {
                let _ = write!(line, ", of {}", q.of.join(" and "));
            }
            if q.elided {
                line.push_str(", elided");
            }
            lines.push((q.rule.to_owned(), line));
        }
    });
}

#[test]
fn places() {
    check("place", |Found { facts, .. }, text, lines| {
        for p in &facts.places {
            let inside = if p.in_name { ", in a name" } else { "" };
            lines.push((
                p.rule.to_owned(),
                format!("`{}` {}, {} [{}]{inside}", p.span.of(text), p.name, p.kind.as_str(), p.countries.join(" ")),
            ));
        }
    });
}

#[test]
fn people() {
    check("person", |Found { facts, .. }, text, lines| {
        for p in &facts.people {
            let mentions: Vec<String> = p.mentions.iter().map(|m| format!("`{}`", m.of(text))).collect();
            let official = if p.official { ", official" } else { "" };
            let country = p.country.as_deref().map_or_else(String::new, |c| format!(", {c}"));
            lines.push((
                String::new(),
                format!(
                    "{}, {}{country}{official}: {}",
                    p.name,
                    p.role.as_deref().unwrap_or("no role"),
                    mentions.join(" ")
                ),
            ));
        }
    });
}

#[test]
fn quotes() {
    check("quote", |Found { facts, .. }, text, lines| {
        for q in &facts.quotes {
            let cue = q.cue.map_or("", |c| c.of(text));
            let via = if q.via.is_empty() { String::new() } else { format!(", via {}", q.via.join(", ")) };
            let condition = q.speaker.as_ref().and_then(|s| s.condition);
            let condition = condition.map_or_else(String::new, |c| format!(", `{}`", c.of(text)));
            let group = q.group.map_or_else(String::new, |g| format!(", group {g}"));
            lines.push((
                q.rule.to_owned(),
                format!(
                    "`{}` {}, {} ({cue}){condition}{via}{group}",
                    q.span.of(text),
                    q.form.as_str(),
                    speaker(q.speaker.as_ref())
                ),
            ));
        }
    });
}

#[test]
fn sources() {
    check("source", |Found { facts, .. }, text, lines| {
        for s in &facts.sources {
            lines.push((
                s.rule.to_owned(),
                format!("`{}` {}, {}", s.span.of(text), s.name.as_deref().unwrap_or("unnamed"), s.kind.as_str()),
            ));
        }
    });
}

#[test]
fn claims() {
    check("claim", |Found { claims, .. }, text, lines| {
        for c in claims {
            let slots = &c.slots;
            let mut line = format!("`{}` {} {}", c.span.of(text), c.status.as_str(), slots.action.as_str());
            for (name, values) in [
                ("by", &slots.actor),
                ("to", &slots.recipient),
                ("of", &slots.product),
                ("on", &c.dates),
                ("says", &c.says),
            ] {
                if !values.is_empty() {
                    let _ = write!(line, ", {name} {}", values.join(" and "));
                }
            }
            if let Some(transfer) = c.transfer {
                let _ = write!(line, ", {}", transfer.as_str());
            }
            let rules: Vec<&str> = c.rules.iter().copied().filter(|rule| rule.starts_with("claim/")).collect();
            lines.push((rules.join(" "), line));
        }
    });
}

fn speaker(speaker: Option<&Speaker>) -> String {
    let Some(speaker) = speaker else { return "nobody".to_owned() };
    let name = speaker.name.as_deref().unwrap_or("unresolved");
    speaker.role.as_ref().map_or_else(|| name.to_owned(), |role| format!("{name}, {role}"))
}

fn amount(amount: Amount) -> String {
    match (amount.value, amount.low, amount.high) {
        (Some(value), ..) => value.to_string(),
        (None, low, high) => format!(
            "{}..{}",
            low.map_or_else(String::new, |d| d.to_string()),
            high.map_or_else(String::new, |d| d.to_string())
        ),
    }
}

/// What the extractor finds in an example.
struct Found {
    facts: Facts,
    claims: Vec<Claim>,
}

/// Lines with the rules that made them, apart by spaces.
type Render = fn(&Found, &str, &mut Vec<(String, String)>);

/// Holds one file against what is found now. Every rule of the kind has a heading, and every heading an example in
/// which its rule fires.
fn check(kind: &str, render: Render) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/rules/{kind}.md"));
    let have = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lexicon = Lexicon::embedded();
    let (mut want, mut rule, mut published) = (String::new(), String::new(), None);
    let (mut headed, mut fired) = (BTreeSet::new(), BTreeSet::new());
    let mut lines = have.lines().peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(want, "{line}");
        if let Some(name) = line.strip_prefix("## ") {
            name.trim().clone_into(&mut rule);
            headed.insert(rule.clone());
        } else if let Some(date) = line.strip_prefix("Published: ") {
            published = date.trim().parse::<Date>().ok();
        } else if let Some(example) = line.strip_prefix("> ") {
            let text = example.replace(" / ", "\n\n");
            let mut found = Vec::new();
            render(&read(&text, published, lexicon), &text, &mut found);
            for (by, line) in &found {
                let note = if *by == rule || by.is_empty() { String::new() } else { format!(" ({by})") };
                fired.extend(by.split_whitespace().map(str::to_owned));
                let _ = writeln!(want, "- {}{note}", line.replace('\n', " / "));
            }
            if found.is_empty() {
                let _ = writeln!(want, "- nothing");
            }
            while lines.next_if(|line| line.starts_with("- ")).is_some() {}
        }
    }
    if std::env::var_os("ONRECORD_REWRITE").is_some() {
        std::fs::write(&path, &want).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    } else if have != want {
        let differing: Vec<String> = diff(&have, &want);
        panic!("{}: what is found differs:\n{}", path.display(), differing.join("\n"));
    }
    let every = extract::rules().chain(claims::RULES.iter().copied());
    let rules: BTreeSet<String> =
        every.filter(|rule| rule.split('/').next() == Some(kind)).map(str::to_owned).collect();
    assert!(!rules.is_empty(), "{kind} has no rules");
    assert_eq!(
        rules.difference(&headed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "{kind}: rules without a heading in {}",
        path.display()
    );
    if kind != "person" {
        assert_eq!(
            rules.difference(&fired).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{kind}: rules that no example makes fire"
        );
        assert_eq!(
            fired.difference(&rules).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{kind}: rules that fire and are not listed"
        );
    }
}

fn read(text: &str, published: Option<Date>, lexicon: &Lexicon) -> Found {
    let reading = Reading::new(text, lexicon);
    let facts = extract::facts(&reading, published);
    let article = Article {
        id: "example".to_owned(),
        path: None,
        url: None,
        sha256: String::new(),
        title: None,
        byline: Vec::new(),
        outlet: None,
        language: None,
        published: None,
        published_from: Signal::None,
        modified: None,
        section: None,
        signals: Signals::default(),
        text: text.to_owned(),
    };
    let (claims, _) = claims::claims(&reading, &facts, &article);
    Found { facts, claims }
}

/// The lines that only one side has, with the example they stand under.
fn diff(have: &str, want: &str) -> Vec<String> {
    let sides: [BTreeSet<(String, String)>; 2] = [have, want].map(|text| {
        let mut example = String::new();
        let mut all = BTreeSet::new();
        for line in text.lines() {
            if line.starts_with("> ") {
                line.clone_into(&mut example);
            } else if line.starts_with("- ") {
                all.insert((example.clone(), line.to_owned()));
            }
        }
        all
    });
    let show = |sign: &str, lines: Vec<&(String, String)>| {
        lines.into_iter().map(|(example, line)| format!("{example}\n  {sign} {line}")).collect::<Vec<_>>()
    };
    let mut out = show("expected", sides[0].difference(&sides[1]).collect());
    out.extend(show("found   ", sides[1].difference(&sides[0]).collect()));
    out
}
