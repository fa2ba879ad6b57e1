//! `onrecord refresh`: stored articles read anew by the rules and words of today.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::Exit;
use super::add::bar;
use super::inputs::LexiconArg;
use super::plain::plain;
use super::ui::Ui;
use crate::model::{Change, Difference};
use crate::pipeline::{self, Step};
use crate::record::words::{count, in_a_line};
use crate::store::{Refreshed, SqliteStore};

/// Read the stored articles anew with the rules and words of today
///
/// Shows which claims come, go or change, and keeps it all at once at the end: when it is stopped at any moment the
/// database is as it was. Judgements hold. Articles are read as they are stored; no file is opened.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord refresh --dry-run
  onrecord refresh --lexicon words/
  onrecord refresh --dry-run --format ndjson > differences.jsonl

Exit codes: 0 done, or nothing would change; 1 something would (--dry-run); 2 errors.")]
pub(super) struct Args {
    #[command(flatten)]
    lexicon: LexiconArg,
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Words to read, or one JSON object a claim that differs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Ndjson,
}

/// Exits with 1 where a dry run finds differences, and with 2 where an article could not be read anew.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let lexicon = args.lexicon.load()?;
    // only `add` makes a database, and tells where one is missing
    drop(SqliteStore::open_read_only(&args.db)?);
    let mut store = SqliteStore::open(&args.db)?;
    let bar = bar(ui);
    let mut out = ui.out();
    let (mut problems, mut written) = (false, Ok(()));
    let mut rules: BTreeMap<String, Counts> = BTreeMap::new();
    let mut claims = Counts::default();
    let refreshed = pipeline::refresh(&lexicon, &mut store, &mut |step| {
        match step {
            Step::Progress(articles) => bar.set_message(count(articles, "article")),
            Step::Problem(article, message) => {
                problems = true;
                bar.suspend(|| ui.problem(&format!("article {article} cannot be read anew: {message}"), None));
            }
            Step::Differs(it) => {
                claims.add(it.change);
                it.rules.iter().for_each(|rule| rules.entry(rule.clone()).or_default().add(it.change));
                written = bar.suspend(|| tell(&mut out, args.format, it));
            }
            Step::Keep(refreshed) => {
                bar.finish_and_clear();
                if matches!(args.format, Format::Text) && !ui.is_quiet() {
                    written = summary(&mut out, &rules, claims, refreshed);
                }
                written = std::mem::replace(&mut written, Ok(())).and_then(|()| out.flush());
                if args.dry_run {
                    return ControlFlow::Break(());
                }
            }
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    Ok(match refreshed.changed {
        _ if problems => Exit::Error,
        1.. if args.dry_run => Exit::Differs,
        _ => Exit::Done,
    })
}

/// Claims by what became of them.
#[derive(Clone, Copy, Default)]
struct Counts {
    new: u64,
    gone: u64,
    changed: u64,
}

impl Counts {
    const fn add(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Gone => self.gone += 1,
            Change::Changed => self.changed += 1,
        }
    }

    fn words(self) -> String {
        let Self { new, gone, changed } = self;
        format!("{} new, {gone} gone, {changed} changed", count(new, "claim"))
    }
}

fn tell(out: &mut impl Write, format: Format, it: &Difference) -> std::io::Result<()> {
    let Difference { change, claim, slots, rules, before, after } = it;
    match format {
        Format::Text => {
            let words = in_a_line(slots, &[]);
            let passages =
                if before == after { count(*after, "passage") } else { format!("{before} → {after} passages") };
            writeln!(out, "{:<8} {claim}  {} ({passages}; {})", change.as_str(), plain(&words), rules.join(" "))
        }
        Format::Ndjson => {
            let amount = slots.amount;
            let number = |number: Option<rust_decimal::Decimal>| number.map(crate::record::Number);
            let line = json!({
                "change": change.as_str(), "claim": claim, "action": slots.action.as_str(), "actor": slots.actor,
                "recipient": slots.recipient, "product": slots.product, "value": number(amount.value),
                "low": number(amount.low), "high": number(amount.high), "unit": slots.unit,
                "per": slots.per.as_ref().map(|per| &per.0), "rules": rules,
                "passages_before": before, "passages_after": after,
            });
            writeln!(out, "{line}")
        }
    }
}

/// What changes rule by rule, and in all.
fn summary(
    out: &mut impl Write,
    rules: &BTreeMap<String, Counts>,
    claims: Counts,
    refreshed: &Refreshed,
) -> std::io::Result<()> {
    for (rule, counts) in rules {
        writeln!(out, "{rule}: {}", counts.words())?;
    }
    let Refreshed { articles, changed } = refreshed;
    writeln!(out, "articles  {articles} read: {changed} otherwise than before")?;
    writeln!(out, "claims    {}", claims.words().replace("claims ", "").replace("claim ", ""))
}
