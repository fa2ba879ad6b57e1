//! `onrecord judge`: what people decide of claims and passages.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::ValueEnum;
use jiff::Timestamp;

use super::Exit;
use super::plain::plain;
use super::ui::Ui;
use crate::claims::{self, in_force};
use crate::model::{About, Judgement, JudgementRecord, KeyName, Known, Pair, Ruling, Verdict};
use crate::record;
use crate::record::words::{about, about_passage, count, judged, sentence};
use crate::store::{SqliteStore, Store};

/// Decide on claims and passages where the rules do not
///
/// A judgement is added with who made it, when and why, and holds for whatever is read or read again: it names what the
/// claims say, not their rows. Where two contradict each other the later stands.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord judge same b3a8c08375 1477e610c5 --why 'the embassy counts the same shipment'
  onrecord judge different b3a8c08375 6eb08e2d87
  onrecord judge reject 501ab4d44d3df920 --by 'Ana Lind' --why 'the paper has corrected it'
  onrecord judge list
  onrecord judge list --format ndjson > judgements.jsonl
  onrecord judge undo 2

Exit codes: 0 done, 1 no such claim, passage or judgement, 2 errors.")]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
    /// The claims database
    #[arg(long, global = true, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Two claims are one, shown under what the fuller one says
    Same(Two),
    /// Two claims are never one
    Different(Two),
    /// A passage does not count for its claim; `show --rejected` still lists it
    Reject {
        /// The passage's id, as `onrecord show` prints it, or its beginning
        #[arg(value_name = "PASSAGE")]
        passage: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// A judgement holds no more: all is as if it had not been made
    Undo {
        /// Its number, as `onrecord judge list` prints it; the last that stands, unless given
        #[arg(value_name = "N")]
        n: Option<u64>,
        #[command(flatten)]
        signed: Signed,
    },
    /// Every judgement, undone ones too
    List {
        /// Words to read, or one JSON object a judgement
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Ndjson,
}

#[derive(Debug, clap::Args)]
struct Two {
    /// A claim's id, or its beginning; or a passage's, for the claim as that passage tells it
    #[arg(value_name = "CLAIM")]
    a: String,
    /// The other
    #[arg(value_name = "CLAIM")]
    b: String,
    #[command(flatten)]
    signed: Signed,
}

#[derive(Debug, clap::Args)]
struct Signed {
    /// Who decides; else the name you are logged in by
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "WORDS")]
    why: Option<String>,
    /// When, as 2021-05-28 or with a time; else now
    #[arg(long, value_name = "DATE", value_parser = super::inputs::published)]
    at: Option<crate::model::Published>,
}

/// Exits with 1 where there is no such claim, passage or judgement, or more than one.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let store = SqliteStore::open_read_only(&args.db)?;
    let (signed, found) = match &args.what {
        What::List { format } => return list(&store, *format, ui),
        What::Same(two) => (&two.signed, pair(&store, Verdict::Same, two, ui)?),
        What::Different(two) => (&two.signed, pair(&store, Verdict::Different, two, ui)?),
        What::Reject { passage, signed } => (signed, rejection(&store, passage, ui)?),
        What::Undo { n, signed } => (signed, undo(&store, *n, ui)?),
    };
    drop(store);
    match found {
        Some((ruling, about)) => add(&args.db, signed.judgement(ruling, about)?, ui),
        None => Ok(Exit::Differs),
    }
}

/// What is to be decided, and what it is about in words. `None` where the user was told why it cannot be.
type Found = Option<(Ruling, Vec<About>)>;

fn pair(store: &SqliteStore, verdict: Verdict, two: &Two, ui: &Ui) -> anyhow::Result<Found> {
    let (Some((a, about_a)), Some((b, about_b))) = (key(store, &two.a, ui)?, key(store, &two.b, ui)?) else {
        return Ok(None);
    };
    if a == b {
        ui.note(
            "both say the same in every slot, and are one claim by that; `onrecord judge reject` takes a passage out",
        );
        return Ok(None);
    }
    Ok(Some((Ruling::Pair(Pair { verdict, keys: [a, b] }), vec![about_a, about_b])))
}

/// The key of a claim's fullest passage, or of one passage.
fn key(store: &SqliteStore, id: &str, ui: &Ui) -> anyhow::Result<Option<(KeyName, About)>> {
    match &store.find(id)?[..] {
        [claim] => Ok(Some((claims::key_name(&claim.slots), about(claim)))),
        [] => match merged(&store.judgements()?, id) {
            Some(found) => Ok(Some(found)),
            None => Ok(passage(store, id, "claim or passage", ui)?
                .map(|known| (known.key.clone(), about_passage(&known.passage)))),
        },
        several => {
            ambiguous(id, several.iter().map(about), ui)?;
            Ok(None)
        }
    }
}

/// A claim that a judgement has made one with another, so that it is no claim of its own now.
fn merged(all: &[JudgementRecord], id: &str) -> Option<(KeyName, About)> {
    all.iter().rev().find_map(|it| {
        let Ruling::Pair(pair) = &it.judgement.ruling else { return None };
        let mut sides = pair.keys.iter().zip(&it.judgement.about);
        sides
            .find(|(_, about)| !id.is_empty() && about.id.starts_with(id))
            .map(|(key, about)| (key.clone(), about.clone()))
    })
}

fn rejection(store: &SqliteStore, id: &str, ui: &Ui) -> anyhow::Result<Found> {
    let Some(known) = passage(store, id, "passage", ui)? else { return Ok(None) };
    let Some(claim) = &known.claim else {
        ui.note(&format!("the passage {} is rejected already", known.passage.id));
        return Ok(None);
    };
    let mut words: Vec<About> = store.find(claim)?.iter().take(1).map(about).collect();
    words.push(about_passage(&known.passage));
    Ok(Some((Ruling::Reject(known.passage.id), words)))
}

/// The one passage whose id begins so; the user is told where there is none, or more than one.
fn passage(store: &SqliteStore, id: &str, what: &str, ui: &Ui) -> anyhow::Result<Option<Known>> {
    let mut found = if id.is_empty() { Vec::new() } else { store.passages(id)? };
    match found.len() {
        0 => ui.note(&format!(
            "no {what} has an id that begins with {id:?}; `onrecord claims` lists claims with their ids, and \
             `onrecord show CLAIM` its passages with theirs"
        )),
        1 => return Ok(found.pop()),
        _ => ambiguous(id, found.iter().map(|known| about_passage(&known.passage)), ui)?,
    }
    Ok(None)
}

fn ambiguous(id: &str, found: impl Iterator<Item = About>, ui: &Ui) -> anyhow::Result<()> {
    ui.note(&format!("more than one id begins with {id:?}; give more of it"));
    let mut out = ui.out();
    for it in found {
        writeln!(out, "{}  {}", it.id, plain(&it.words))?;
    }
    Ok(out.flush()?)
}

fn undo(store: &SqliteStore, n: Option<u64>, ui: &Ui) -> anyhow::Result<Found> {
    let all = store.judgements()?;
    let stands = |it: &&JudgementRecord| it.undone_by.is_none() && !matches!(it.judgement.ruling, Ruling::Undo(_));
    let found = match n {
        None => all.iter().rfind(stands),
        Some(n) => all.iter().find(|it| it.n == n),
    };
    match (found, n) {
        (Some(it), _) if stands(&it) => Ok(Some((Ruling::Undo(it.n), it.judgement.about.clone()))),
        (Some(it), _) => {
            let why =
                it.undone_by.map_or("is an undo: judge again instead".to_owned(), |by| format!("is undone by {by}"));
            ui.note(&format!("judgement {} {why}", it.n));
            Ok(None)
        }
        (None, Some(n)) => {
            ui.note(&format!("there is no judgement {n}; `onrecord judge list` lists them"));
            Ok(None)
        }
        (None, None) => {
            ui.note("no judgement stands");
            Ok(None)
        }
    }
}

impl Signed {
    fn judgement(&self, ruling: Ruling, about: Vec<About>) -> anyhow::Result<Judgement> {
        let known = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| env::var(name).ok());
        let Some(by) = self.by.clone().or(known).filter(|by| !by.trim().is_empty()) else {
            bail!("say who decides with --by NAME: the environment does not");
        };
        let at = self.at.as_ref().map_or_else(|| format!("{:.0}", Timestamp::now()), |at| at.text.clone());
        Ok(Judgement { ruling, by, at, why: self.why.clone(), about })
    }
}

/// Adds a judgement and tells what came of it.
fn add(db: &Path, judgement: Judgement, ui: &Ui) -> anyhow::Result<Exit> {
    let mut store = SqliteStore::open(db)?;
    let before = forces(&store.judgements()?);
    let Some(n) = store.judge(&judgement, claims::regroup)? else {
        ui.note("the judgement was undone in the meantime");
        return Ok(Exit::Differs);
    };
    let after = forces(&store.judgements()?);
    for (held, _) in before.iter().filter(|(_, held)| *held) {
        if let Some((_, false)) = after.iter().find(|(n, _)| n == held) {
            ui.note(&format!("judgement {held} says otherwise and holds no more while judgement {n} stands"));
        }
    }
    if ui.is_quiet() {
        return Ok(Exit::Done);
    }
    let mut out = ui.out();
    let which = if let Ruling::Undo(undone) = judgement.ruling { format!(" of {undone}") } else { String::new() };
    writeln!(out, "judgement {n}: {}{which}", judgement.ruling.as_str())?;
    for about in &judgement.about {
        if let [claim] = &store.find(&about.id)?[..] {
            let rests = format!("{} in {}", count(claim.mentions, "passage"), count(claim.articles, "article"));
            writeln!(out, "   claim {}  {} ({rests})", claim.id, plain(&sentence(claim)))?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// The standing judgements of claims, each with whether later ones leave it in force.
fn forces(all: &[JudgementRecord]) -> Vec<(u64, bool)> {
    let mut numbers = Vec::new();
    let mut pairs = Vec::new();
    for it in all.iter().filter(|it| it.undone_by.is_none()) {
        if let Ruling::Pair(pair) = &it.judgement.ruling {
            numbers.push(it.n);
            pairs.push(pair.clone());
        }
    }
    numbers.into_iter().zip(in_force(&pairs)).collect()
}

fn list(store: &SqliteStore, format: Format, ui: &Ui) -> anyhow::Result<Exit> {
    let all = store.judgements()?;
    if all.is_empty() {
        ui.note("nothing has been judged");
        return Ok(Exit::Differs);
    }
    match format {
        Format::Text => text(&all, ui)?,
        Format::Ndjson => ndjson(all, ui)?,
    }
    Ok(Exit::Done)
}

fn ndjson(all: Vec<JudgementRecord>, ui: &Ui) -> anyhow::Result<()> {
    let mut out = ui.raw();
    for it in all {
        serde_json::to_writer(&mut out, &record::judgement::Judgement::new(it))?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

fn text(all: &[JudgementRecord], ui: &Ui) -> anyhow::Result<()> {
    let forces = forces(all);
    let mut out = ui.out();
    for it in all {
        let outweighed = forces.iter().any(|(n, force)| *n == it.n && !force);
        let state = match it.undone_by {
            Some(by) => format!(" [undone by {by}]"),
            None if outweighed => " [a later one says otherwise]".to_owned(),
            None => String::new(),
        };
        writeln!(out, "{}. {}{state}", it.n, plain(&judged(&it.judgement)))?;
        if !matches!(it.judgement.ruling, Ruling::Undo(_)) {
            for about in &it.judgement.about {
                writeln!(out, "   {}  {}", plain(&about.id), plain(&about.words))?;
            }
        }
    }
    Ok(out.flush()?)
}
