//! `onrecord completions`: what a shell needs to complete the commands.

use std::io::Write as _;

use clap_complete::Shell;

use super::Exit;
use super::ui::Ui;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish")]
pub(super) struct Args {
    /// Which shell
    shell: Shell,
}

pub(super) fn run(args: &Args, mut command: clap::Command, ui: &Ui) -> anyhow::Result<Exit> {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "onrecord", &mut script);
    let mut out = ui.raw();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Exit::Done)
}
