//! What the commands share of the terminal: colours, where words go, how failures read.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::{ArgAction, ValueEnum};
use tracing_subscriber::filter::LevelFilter;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default();

/// Options of every command.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Whether to use colours; auto: on a terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    color: Color,
    /// Say nothing but what was asked for, and errors
    #[arg(short, long, global = true, help_heading = "Output")]
    quiet: bool,
    /// Tell on stderr what is being done; twice for more
    #[arg(short, long, global = true, action = ArgAction::Count, help_heading = "Output")]
    verbose: u8,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Where a command's words go. Answers go to stdout, everything else to stderr.
#[derive(Debug)]
pub(super) struct Ui {
    quiet: bool,
    color: ColorChoice,
}

impl Ui {
    pub(super) fn new(args: &Args) -> Self {
        let color = match args.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let level = match args.verbose {
            0 => LevelFilter::OFF,
            1 => LevelFilter::INFO,
            2 => LevelFilter::DEBUG,
            _ => LevelFilter::TRACE,
        };
        if level != LevelFilter::OFF {
            let colored = AutoStream::new(io::stderr(), color).current_choice() != ColorChoice::Never;
            tracing_subscriber::fmt().with_writer(io::stderr).with_max_level(level).with_ansi(colored).init();
        }
        Self { quiet: args.quiet, color }
    }

    /// Standard output for people: colours as asked for. Flush it: what it still holds at its end is written unchecked.
    pub(super) fn out(&self) -> impl Write + use<> {
        BufWriter::new(AutoStream::new(io::stdout().lock(), self.color))
    }

    /// Standard output for programs: every byte as it is. Flush it, as with [`Self::out`].
    #[allow(clippy::unused_self, reason = "all that goes out goes through here")]
    pub(super) fn raw(&self) -> BufWriter<Stdout> {
        BufWriter::with_capacity(1 << 16, io::stdout())
    }

    /// Whether a person sees a progress bar.
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Whether summaries and remarks are to be left out.
    pub(super) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// A remark beside the answer, unless they are to be left out.
    pub(super) fn note(&self, words: &str) {
        if !self.quiet {
            self.tell(WARNING, "note", words);
        }
    }

    /// What the user must know before going on, whatever is to be left out.
    pub(super) fn warn(&self, words: &str) {
        self.tell(WARNING, "warning", words);
    }

    /// Something that failed while the rest goes on, and what can be done about it.
    pub(super) fn problem(&self, what: &dyn Display, advice: Option<&str>) {
        self.tell(ERROR, "error", &what.to_string());
        if let Some(advice) = advice {
            self.tell(HELP, "  help", advice);
        }
    }

    /// Why a command failed, with its causes on the same line.
    pub(super) fn failure(&self, error: &anyhow::Error) {
        self.tell(ERROR, "error", &format!("{error:#}"));
    }

    fn tell(&self, style: Style, label: &str, words: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        // Where stderr is closed there is nobody to tell.
        let _ = writeln!(stderr, "{style}{label}{style:#}: {}", plain(words));
    }
}

/// Comes with Ctrl-C.
pub(super) async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// Words without the control characters that a name or a page may hold to steer a terminal.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
