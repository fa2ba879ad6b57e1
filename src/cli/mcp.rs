//! `onrecord mcp`: the claims database for assistants.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use anyhow::Context as _;

use super::Exit;
use super::inputs::LexiconArg;
use super::ui::{self, Ui};
use crate::mcp::{self, Desk};

/// Answer an assistant by the Model Context Protocol on standard input and output
///
/// An assistant that knows the protocol starts this itself; its settings name the command. It can check a statement, search
/// claims, show one with its passages, and extract the facts of a text. Text comes in, never a path or an address, and
/// nothing is changed. Ends with its input, or with Ctrl-C.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord mcp
  onrecord mcp --db vaccines.db")]
pub(super) struct Args {
    /// The claims database; without one, texts are extracted and nothing else
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    #[command(flatten)]
    lexicon: LexiconArg,
}

/// Answers until nothing more comes.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let desk = Desk { db: args.db.clone(), lexicon: args.lexicon.load()?.forever() };
    if io::stdin().is_terminal() {
        ui.note("an assistant starts this and speaks to it on standard input; Ctrl-C ends it");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    let done = runtime.block_on(mcp::serve(desk, tokio::io::stdin(), tokio::io::stdout(), ui::interrupted()));
    // a thread that still reads standard input is not waited for
    runtime.shutdown_background();
    done?;
    Ok(Exit::Done)
}
