//! `onrecord serve`: the page and its API.

use std::env;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use anyhow::Context as _;

use super::Exit;
use super::inputs::LexiconArg;
use super::ui::{self, Ui};
use crate::web::{self, Site};

/// Serve the claims database as pages for a browser, and as JSON for other programs on this machine
///
/// Checks, claims with their history and passages, articles with their facts marked, figures over time, quotes, people,
/// what is left open, and judgements. It reads while `onrecord add` writes. The API is described at
/// /api/v1/openapi.json. Ends with Ctrl-C.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord serve
  onrecord serve --db vaccines.db --port 8080
  curl 'localhost:4180/api/v1/claims?unit=dose&limit=1'")]
pub(super) struct Args {
    /// The claims database
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    db: PathBuf,
    /// The port; 0 for one that is free
    #[arg(long, default_value_t = 4180)]
    port: u16,
    /// The address to listen at. Whoever reaches one that is not this machine's own can read all and judge
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// In whose name judgements are proposed; else the name you are logged in by
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[command(flatten)]
    lexicon: LexiconArg,
}

/// Serves until it is interrupted.
pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let lexicon = args.lexicon.load()?.forever();
    let known = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| env::var(name).ok());
    let by = args.by.clone().or(known).unwrap_or_default();
    let site = Site { db: args.db.clone(), listen: args.listen, port: args.port, by, lexicon };
    if !args.listen.is_loopback() {
        ui.warn(&format!(
            "{} can be reached from other machines: whoever reaches it reads all and judges",
            args.listen
        ));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    let mut out = ui.out();
    runtime.block_on(web::serve(
        site,
        |at| {
            // where stdout is closed, nobody waits for the address
            let _ = writeln!(out, "http://{at}/").and_then(|()| out.flush());
        },
        ui::interrupted(),
    ))?;
    Ok(Exit::Done)
}
