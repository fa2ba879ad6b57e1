//! Stand-in until the real one is merged: throw away, and keep `mod claims; mod plain; mod show; mod table;`.

mod claims;
mod plain;
mod show;
mod table;
mod ui;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;

use ui::Ui;

#[derive(Debug, Parser)]
struct Cli {
    #[arg(long, global = true)]
    color: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Claims(claims::Args),
    Show(show::Args),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Done = 0,
    Differs = 1,
    Error = 2,
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let color = match cli.color.as_deref() {
        Some("always") => anstream::ColorChoice::Always,
        _ => anstream::ColorChoice::Auto,
    };
    let ui = Ui { color };
    let run = match &cli.command {
        Command::Claims(args) => claims::run(args, &ui),
        Command::Show(args) => show::run(args, &ui),
    };
    let exit = run.unwrap_or_else(|error| {
        let _ = writeln!(std::io::stderr(), "error: {error:#}");
        Exit::Error
    });
    ExitCode::from(exit as u8)
}
