//! Floor 7: the command line. One file a command, each with what can be typed (`Args`) and what it does (`run`).

mod add;
mod check;
mod claims;
mod completions;
mod explain;
mod export;
mod extract;
mod fetch;
mod inputs;
mod judge;
mod mcp;
mod plain;
mod quotes;
mod refresh;
mod schema;
mod serve;
mod show;
mod table;
mod ui;
mod verify;

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use ui::Ui;

/// Takes the figures out of news articles, with who says so, and merges them into a database of claims.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord",
    version,
    max_term_width = 100,
    after_help = "Examples:
  onrecord add articles/              read a folder into onrecord.db
  onrecord claims --unit dose         what it says of doses, a claim a line
  onrecord quotes --official          what officials said, a quote a line
  onrecord extract story.txt          what one article says, as JSON
  onrecord extract - < articles.jsonl

Exit codes: 0 done, 1 nothing found or something differs, 2 errors."
)]
struct Cli {
    #[command(flatten)]
    global: ui::Args,
    #[command(subcommand)]
    command: Command,
}

/// The commands, in the order a user meets them.
#[derive(Debug, Subcommand)]
enum Command {
    Add(add::Args),
    Fetch(fetch::Args),
    Claims(claims::Args),
    Show(show::Args),
    Quotes(quotes::Args),
    Extract(extract::Args),
    Check(check::Args),
    Judge(judge::Args),
    Refresh(refresh::Args),
    Verify(verify::Args),
    Serve(serve::Args),
    Mcp(mcp::Args),
    Export(export::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// What a command came to; of two, the later one tells more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// It did what was asked.
    Done = 0,
    /// Nothing was found, or something differs.
    Differs = 1,
    /// Something could not be read or written.
    Error = 2,
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let ui = Ui::new(&cli.global);
    let exit = match run(&cli.command, &ui) {
        Ok(exit) => exit,
        Err(error) if is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            ui.failure(&error);
            Exit::Error
        }
    };
    ExitCode::from(exit as u8)
}

fn run(command: &Command, ui: &Ui) -> anyhow::Result<Exit> {
    match command {
        Command::Add(args) => add::run(args, ui),
        Command::Fetch(args) => fetch::run(args, ui),
        Command::Claims(args) => claims::run(args, ui),
        Command::Show(args) => show::run(args, ui),
        Command::Quotes(args) => quotes::run(args, ui),
        Command::Extract(args) => extract::run(args, ui),
        Command::Check(args) => check::run(args, ui),
        Command::Judge(args) => judge::run(args, ui),
        Command::Refresh(args) => refresh::run(args, ui),
        Command::Verify(args) => verify::run(args, ui),
        Command::Serve(args) => serve::run(args, ui),
        Command::Mcp(args) => mcp::run(args, ui),
        Command::Export(args) => export::run(args, ui),
        Command::Explain(args) => explain::run(args, ui),
        Command::Schema(args) => schema::run(args, ui),
        Command::Completions(args) => completions::run(args, Cli::command(), ui),
    }
}

/// Whether nobody reads any more what is written: a success, as with `onrecord extract … | head`.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| {
            let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
            io.or_else(|| cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind))
        })
        .any(|kind| kind == io::ErrorKind::BrokenPipe)
}
