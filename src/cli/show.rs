//! `onrecord show`: one claim with everything that it rests on.

use std::io::Write;
use std::path::PathBuf;

use anstyle::Style;

use super::Exit;
use super::plain::plain;
use super::ui::Ui;
use crate::claims;
use crate::model::{Bound, ClaimRecord, Evidence, Related};
use crate::record::words::{around, count, figure, in_words, judged, said, sentence, state};
use crate::store::{SqliteStore, Store, walk};

const LABEL: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold();
const MARK: Style = Style::new().bold().underline();

/// Show a claim with every passage that it rests on
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord show 3f2a9c1b77
  onrecord show 3f2a --db vaccines.db
  onrecord show 3f2a --rejected")]
pub(super) struct Args {
    /// The claim's id, or its beginning
    #[arg(value_name = "CLAIM")]
    id: String,
    /// Also the passages that judgements reject
    #[arg(long)]
    rejected: bool,
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
}

/// Exits with 1 where no claim, or more than one, has an id that begins so.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let store = SqliteStore::open_read_only(&args.db)?;
    let found = store.find(&args.id)?;
    let [claim] = &found[..] else {
        if found.is_empty() {
            ui.note(&format!("no claim has an id that begins with {:?}", args.id));
        } else {
            ui.note(&format!("more than one claim has an id that begins with {:?}", args.id));
            let mut out = ui.out();
            for claim in &found {
                writeln!(out, "{}  {}", claim.id, plain(&sentence(claim)))?;
            }
            out.flush()?;
        }
        return Ok(Exit::Differs);
    };
    let mut out = ui.out();
    head(&mut out, claim)?;
    if let Some(peers) = store.peers(&claim.id)? {
        relations(&mut out, &store, &claims::relations(claim, &peers))?;
    }
    for it in store.judgements_of(&claim.id)? {
        let others = it.judgement.about.iter().filter(|about| about.id != claim.id);
        let about: Vec<String> = others.map(|about| format!("{} {}", about.id, about.words)).collect();
        line(&mut out, "judged", &format!("{}. {} ({})", it.n, judged(&it.judgement), about.join("; ")))?;
    }
    let n = passages(&mut out, &store, &claim.id)?;
    if args.rejected {
        rejected(&mut out, &store, &claim.id, n)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn head(out: &mut impl Write, claim: &ClaimRecord) -> std::io::Result<()> {
    let slots = &claim.slots;
    writeln!(out, "{HEAD}{}{HEAD:#}", plain(&sentence(claim)))?;
    line(out, "claim", &claim.id)?;
    line(out, "action", slots.action.as_str())?;
    line(out, "figure", &figure(slots, &claim.bounds))?;
    line(out, "hedges", &join(claim.bounds.iter().filter(|&&bound| bound != Bound::Exactly).map(|b| b.as_str())))?;
    line(out, "actor", &slots.actor.join(", "))?;
    line(out, "recipient", &slots.recipient.join(", "))?;
    line(out, "product", &slots.product.join(", "))?;
    line(out, "status", &join(claim.statuses.iter().map(|status| status.as_str())))?;
    line(out, "date", &claim.dates.join(", "))?;
    line(out, "said", &said(claim.first_said.as_deref(), claim.last_said.as_deref()))?;
    let passages = count(claim.mentions, "passage");
    let (articles, origins) = (count(claim.articles, "article"), count(claim.origins, "known origin"));
    line(out, "rests on", &format!("{passages} in {articles} of {origins}"))
}

fn relations(out: &mut impl Write, store: &SqliteStore, relations: &[Related]) -> anyhow::Result<()> {
    for related in relations {
        let other = store.find(&related.claim)?;
        let words = other.first().map(sentence).unwrap_or_default();
        let how = in_words(related.kind, related.from);
        line(out, how, &format!("{} {words} ({})", related.claim, related.reason))?;
    }
    Ok(())
}

fn passages(out: &mut impl Write, store: &SqliteStore, claim: &str) -> anyhow::Result<u64> {
    let mut n = 0;
    Ok(walk(
        |each| store.evidence(claim, each),
        |it| {
            n += 1;
            passage(out, n, &it)
        },
    )??)
}

/// The passages that do not count, numbered on after the `n` that do.
fn rejected(out: &mut impl Write, store: &SqliteStore, claim: &str, n: u64) -> anyhow::Result<()> {
    let mut n = n;
    walk(
        |each| store.rejected(claim, each),
        |it| {
            n += 1;
            passage(out, n, &it).and_then(|()| line(out, "counts", "no: rejected"))
        },
    )??;
    Ok(())
}

fn passage(out: &mut impl Write, n: u64, it: &Evidence) -> std::io::Result<()> {
    let source = [it.outlet.as_deref(), it.published.as_deref()].into_iter().flatten();
    let source = join(source);
    writeln!(out, "\n{HEAD}{n}. {}{HEAD:#} {}", plain(&it.words), plain(&source))?;
    let (before, words, after) = around(it);
    writeln!(out, "   {}{MARK}{}{MARK:#}{}", open(before), plain(words), close(after))?;
    line(out, "passage", &it.id)?;
    line(out, "says", &it.says.join(", via "))?;
    line(out, "status", &state(it))?;
    line(out, "date", &it.dates.join(", "))?;
    if let Some(origin) = &it.origin {
        let why = if it.origin_reason.is_empty() { String::new() } else { format!(" ({})", it.origin_reason) };
        line(out, "origin", &format!("{origin}{why}"))?;
    }
    line(out, "title", it.title.as_deref().unwrap_or_default())?;
    let (start, length) = it.chars;
    line(out, "article", &format!("{}:{start}-{}", it.article, start.saturating_add(length)))?;
    line(out, "from", it.url.as_deref().or(it.path.as_deref()).unwrap_or_default())?;
    line(out, "rules", &it.rules.join(" "))
}

/// Words that others follow: the space between them stays.
fn open(words: &str) -> String {
    let space = if words.ends_with(char::is_whitespace) { " " } else { "" };
    format!("{}{space}", plain(words))
}

/// Words that follow others.
fn close(words: &str) -> String {
    let space = if words.starts_with(char::is_whitespace) { " " } else { "" };
    format!("{space}{}", plain(words))
}

/// A labelled line; nothing where there is nothing to say.
fn line(out: &mut impl Write, label: &str, words: &str) -> std::io::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    writeln!(out, "   {LABEL}{label:<14}{LABEL:#} {}", plain(words))
}

fn join<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
