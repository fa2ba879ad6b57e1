//! `onrecord verify`: what is stored, held against itself.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::ValueEnum;

use super::Exit;
use super::plain::plain;
use super::ui::Ui;
use crate::model::{Integrity, Located, Verified, VerifiedPassage};
use crate::pipeline;
use crate::record::verify::{Article, place, state};
use crate::record::words::count;
use crate::store::{SqliteStore, Store};

/// Check offline that every claim still rests on what was stored
///
/// Goes from the kept page by its hash to the text by its hash, reads the page again and compares, and looks for the
/// words of each passage where they were found: found, moved (they stand once, elsewhere), ambiguous (several times) or
/// gone. Nothing is fetched and nothing is changed. An article that came as text has no page.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord verify
  onrecord verify 3f2a9c1b77 b3a8c08375
  onrecord verify --db vaccines.db --format ndjson > verified.jsonl

Exit codes: 0 all is as it was stored; 1 something is not, or there is no such claim; 2 something cannot be read.")]
pub(super) struct Args {
    /// Claims to check, by their ids or the beginnings of these; all that is stored, unless given
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    /// Words to read about what is not as it was stored, or one JSON object an article
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Ndjson,
}

/// Exits with 1 where something is not as it was stored, and with 2 where something cannot be read.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let store = SqliteStore::open_read_only(&args.db)?;
    let mut claims = Vec::new();
    for id in &args.claims {
        match &store.find(id)?[..] {
            [claim] => claims.push(Some(claim.id.clone())),
            found => {
                let how_many = if found.is_empty() { "no" } else { "more than one" };
                ui.note(&format!("{how_many} claim has an id that begins with {id:?}; `onrecord claims` lists them"));
                return Ok(Exit::Differs);
            }
        }
    }
    if claims.is_empty() {
        claims.push(None);
    }
    let mut out: Box<dyn Write> = match args.format {
        Format::Text => Box::new(ui.out()),
        Format::Ndjson => Box::new(ui.raw()),
    };
    let (mut tally, mut written) = (Tally::default(), Ok(()));
    for claim in &claims {
        pipeline::verify(&store, claim.as_deref(), &mut |it| {
            tally.count(it);
            written = match args.format {
                Format::Text => tell(&mut out, it),
                Format::Ndjson => line(&mut out, it),
            };
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        std::mem::replace(&mut written, Ok(()))?;
    }
    if args.format == Format::Text && !ui.is_quiet() {
        tally.write(&mut out)?;
    }
    out.flush()?;
    Ok(tally.exit())
}

fn line(out: &mut impl Write, it: &Verified) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, &Article::new(it))?;
    writeln!(out)
}

/// What of an article is not as it was stored; nothing where all is.
fn tell(out: &mut impl Write, it: &Verified) -> std::io::Result<()> {
    if it.is_sound() {
        return Ok(());
    }
    let kept = &it.kept;
    let from = kept.url.as_deref().or(kept.path.as_deref()).unwrap_or_default();
    let version = if kept.current { String::new() } else { format!(", version {}, replaced", kept.version) };
    writeln!(out, "article {}{version}  {}", plain(&kept.article), plain(from))?;
    for (what, why) in it.damages() {
        writeln!(out, "   {what} cannot be read: {}", plain(why))?;
    }
    for (differs, words) in [
        (&it.page, "the page is not the one that was stored: its hash differs"),
        (&it.text, "the text is not the one that was stored: its hash differs"),
        (&it.read, "the page gives another text than was stored, read as it is read today"),
    ] {
        if *differs == Integrity::Differs {
            writeln!(out, "   {words}")?;
        }
    }
    it.passages.iter().try_for_each(|it| passage(out, it))
}

/// A passage that is not where it was.
fn passage(out: &mut impl Write, it: &VerifiedPassage) -> std::io::Result<()> {
    let in_page = it.in_page.filter(|in_page| *in_page != Located::Found || it.in_text != Located::Found);
    if it.in_text == Located::Found && in_page.is_none() {
        return Ok(());
    }
    let claim = it.kept.claim.as_ref().map_or_else(|| "rejected".to_owned(), |claim| format!("claim {claim}"));
    let in_page = in_page.map(|it| format!("; in the page: {}", place_in_words(it))).unwrap_or_default();
    let (words, in_text) = (plain(&it.kept.words), place_in_words(it.in_text));
    writeln!(out, "   {words:?}, passage {}, {claim}: {in_text}{in_page}", it.kept.id)
}

fn place_in_words(located: Located) -> String {
    match located {
        Located::Found | Located::Gone => place(located).to_owned(),
        Located::Moved(span) => format!("moved to byte {}", span.start()),
        Located::Ambiguous(times) => format!("ambiguous, {times} times elsewhere"),
    }
}

/// How many of what came to what.
#[derive(Default)]
struct Tally {
    articles: u64,
    unsound: u64,
    damaged: u64,
    texts: BTreeMap<&'static str, u64>,
    pages: BTreeMap<&'static str, u64>,
    reads: BTreeMap<&'static str, u64>,
    passages: BTreeMap<&'static str, u64>,
}

impl Tally {
    fn count(&mut self, it: &Verified) {
        self.articles += 1;
        self.unsound += u64::from(!it.is_sound());
        self.damaged += u64::from(it.damages().next().is_some());
        for (counts, of) in [(&mut self.texts, &it.text), (&mut self.pages, &it.page), (&mut self.reads, &it.read)] {
            *counts.entry(state(of)).or_default() += 1;
        }
        for it in &it.passages {
            *self.passages.entry(place(it.in_text)).or_default() += 1;
        }
    }

    fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        let of = |counts: &BTreeMap<&str, u64>, word| counts.get(word).copied().unwrap_or_default();
        let sound = self.articles - self.unsound;
        writeln!(out, "articles  {} checked: {sound} as stored, {} not", self.articles, self.unsound)?;
        let (texts, pages, reads) = (&self.texts, &self.pages, &self.reads);
        writeln!(out, "texts     {} as stored, {} differ", of(texts, "same"), of(texts, "differs"))?;
        let kept = self.articles - of(pages, "missing");
        writeln!(out, "pages     {kept} kept: {} as stored, {} differ", of(pages, "same"), of(pages, "differs"))?;
        if kept > 0 {
            writeln!(out, "read      {} as stored, {} otherwise today", of(reads, "same"), of(reads, "differs"))?;
        }
        let it = &self.passages;
        let all: u64 = it.values().sum();
        let places = ["found", "moved", "ambiguous", "gone"].map(|word| format!("{} {word}", of(it, word)));
        writeln!(out, "passages  {all} checked: {}", places.join(", "))?;
        if self.damaged > 0 {
            writeln!(out, "damaged   {}, told above", count(self.damaged, "article"))?;
        }
        Ok(())
    }

    const fn exit(&self) -> Exit {
        match (self.damaged, self.unsound) {
            (1.., _) => Exit::Error,
            (0, 1..) => Exit::Differs,
            (0, 0) => Exit::Done,
        }
    }
}
