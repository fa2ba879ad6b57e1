//! From addresses on the web to pages, with the manners of a guest.
//!
//! [`run`] takes what the user named, asks for it and for what it lists, and gives every request with its answer to a
//! [`Keep`]. What a page says is not looked at here. This is the one place below the command line that knows the time.

mod address;
mod archive;
mod client;
mod failure;
mod feed;
mod folder;
mod frontier;
mod host;
mod job;
mod keep;
mod listing;
mod robots;
mod run;
mod sitemap;
mod tally;
mod verdict;

use std::time::Duration;

pub use address::Refused;
pub use client::{Sizes, Timeouts};
pub use failure::Failure;
pub use folder::Folder;
pub use frontier::{Passed, Wanted};
pub use keep::{Keep, KeepError, Seen};
pub use listing::is_url;
pub use run::{Event, RunError, run};
pub use tally::{Outcome, Tally};

use job::Role;

const MIB: usize = 1 << 20;

/// Something that the user named. What it is, is told by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A page, feed, sitemap or list of URLs on the web.
    Url(String),
    /// A feed, sitemap or list of URLs that is at hand.
    File {
        /// How it is called.
        name: String,
        /// What it holds, as it is.
        bytes: Vec<u8>,
    },
}

/// How a run behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where a server's keeper can write or read about the user; sent with each request.
    pub contact: Option<String>,
    /// Which of the listed pages are wanted.
    pub wanted: Wanted,
    /// Between the beginnings of two requests to one server, where that asks for no longer one.
    pub delay: Duration,
    /// How long a server that is too busy is left alone, if it doesn't say; doubled each time.
    pub backoff: Duration,
    /// The longest wait that a server can ask for; one that asks for more is left alone for this run.
    pub patience: Duration,
    /// Requests in flight, to all servers together.
    pub at_once: usize,
    /// Whether addresses of this machine and its networks may be asked.
    pub allow_private: bool,
    /// Whether robots.txt is obeyed.
    pub robots: bool,
    /// How long each step may take.
    pub timeouts: Timeouts,
    /// How large a page may be.
    pub page: Sizes,
    /// How large a feed, a sitemap or a list may be.
    pub listing: Sizes,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            contact: None,
            wanted: Wanted::default(),
            delay: Duration::from_secs(1),
            backoff: Duration::from_secs(5),
            patience: Duration::from_secs(600),
            at_once: 16,
            allow_private: false,
            robots: true,
            timeouts: Timeouts::default(),
            page: Sizes { packed: 16 * MIB, unpacked: 32 * MIB },
            // A sitemap may have 50 MiB.
            listing: Sizes { packed: 50 * MIB, unpacked: 64 * MIB },
        }
    }
}

impl Options {
    /// The user agent: the program's name and version, and the user's contact.
    fn agent(&self) -> String {
        let program = concat!("onrecord/", env!("CARGO_PKG_VERSION"));
        match &self.contact {
            Some(contact) => format!("{program} ({contact})"),
            None => program.to_owned(),
        }
    }

    const fn sizes(&self, role: &Role) -> Sizes {
        match role {
            Role::Robots { .. } => Sizes { packed: robots::LIMIT, unpacked: robots::LIMIT },
            Role::Any { .. } => self.listing,
            Role::Page => self.page,
        }
    }
}
