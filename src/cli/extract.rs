//! `onrecord extract`: what articles say, one JSON object an article.

use std::io::Write as _;

use anyhow::bail;

use super::Exit;
use super::inputs::{Inputs, Problems, exit, listed};
use super::ui::Ui;
use crate::fetch::InputError;
use crate::model::Processed;
use crate::pipeline::{self, Tally};
use crate::record;

/// Write what articles say, one JSON object an article (NDJSON), in the order of the input
///
/// Figures, dates, places, people, quotes, sources and claims, each with its place in the text and the rule that found
/// it. `onrecord schema` prints the form. What could not be read is told on stderr; the rest is written all the same.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord extract articles/ > facts.jsonl
  onrecord extract story.txt --published 2021-03-18 --outlet 'The Daily'
  zcat dump.jsonl.gz | onrecord extract - | jq '.quantities[].text'")]
pub(super) struct Args {
    #[command(flatten)]
    inputs: Inputs,
}

/// Exits with 1 where there was no article, and with 2 where an input could not be read.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    if let Some(url) = args.inputs.urls().first() {
        bail!("{url} is on the web; `onrecord fetch {url} --out DIR` brings it into a folder to extract");
    }
    let (mut reader, given, lexicon) = args.inputs.open()?;
    let lexicon = &*lexicon;
    let mut out = ui.raw();
    let mut tally = Tally::default();
    let mut problems = Problems::default();
    pipeline::run(
        &mut reader,
        |raw| {
            let processed = pipeline::finished(raw.read(&given)?, lexicon);
            Ok((line(&processed), processed.skipped))
        },
        |read: Result<(serde_json::Result<Vec<u8>>, Option<String>), InputError>| -> anyhow::Result<()> {
            match read {
                Ok((line, skipped)) => {
                    tally.articles += 1;
                    out.write_all(&line?)?;
                    skipped.iter().for_each(|reason| tally.skip(reason));
                }
                Err(error) => match error.reason.nothing() {
                    Some(why) => {
                        tally.skip(&why);
                        ui.note(&error.to_string());
                    }
                    None => {
                        tally.errors += 1;
                        problems.tell(&error, ui);
                    }
                },
            }
            Ok(())
        },
    )?;
    out.flush()?;
    tally.passed_over(reader.skipped());
    if !tally.skipped.is_empty() {
        ui.note(&format!("not extracted: {}", listed(&tally.skipped)));
    }
    Ok(exit(&tally, ui))
}

fn line(processed: &Processed) -> serde_json::Result<Vec<u8>> {
    let mut line = Vec::with_capacity(processed.article.text.len() * 2);
    serde_json::to_writer(&mut line, &record::article::Article::new(processed))?;
    line.push(b'\n');
    Ok(line)
}
