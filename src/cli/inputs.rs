//! What commands that read articles take: paths, what is known of them, a lexicon of the user's own.

use std::fmt::Display;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::Exit;
use super::ui::Ui;
use crate::fetch::web::is_url;
use crate::fetch::{Given, InputError, Limits, Reader};
use crate::lexicon::Lexicon;
use crate::model::Published;
use crate::pipeline::Tally;

/// Articles and what is known of them.
#[derive(Debug, clap::Args)]
pub(super) struct Inputs {
    /// Files, folders (with all that is in them), or - for standard input; `add` takes URLs too.
    ///
    /// Known are .txt and .md (with front matter, or a sidecar NAME.json), .html and .htm, .jsonl and .ndjson with one
    /// article a line (id, text or html, title, url, outlet, byline, section, published, modified, language, fetched), and
    /// .warc, of which the HTML pages of status 200 are read; each also with .gz.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// When they were published, as 2021-03-18 or with a time; relative dates are worked out against it
    #[arg(long, value_name = "DATE", value_parser = published, help_heading = "Of all the articles")]
    published: Option<Published>,
    /// The paper, agency or site that ran them
    #[arg(long, value_name = "NAME", help_heading = "Of all the articles")]
    outlet: Option<String>,
    /// The language they are in, as an ISO 639 code
    #[arg(long, value_name = "CODE", help_heading = "Of all the articles")]
    language: Option<String>,
    /// Where it was published
    #[arg(long, help_heading = "Of one article")]
    url: Option<String>,
    /// Its headline
    #[arg(long, help_heading = "Of one article")]
    title: Option<String>,
    #[command(flatten)]
    lexicon: LexiconArg,
}

impl Inputs {
    /// The reader of the paths, what is given of their articles, and the words to know.
    pub(super) fn open(&self) -> anyhow::Result<(Reader, Given, Words)> {
        let one = matches!(self.paths.as_slice(), [path] if !path.is_dir() && url(path).is_none());
        if !one && (self.url.is_some() || self.title.is_some()) {
            bail!(
                "--url and --title are of one article; name one file, or give each its own in front matter or a sidecar"
            );
        }
        let given = Given {
            published: self.published.clone(),
            outlet: self.outlet.clone(),
            url: self.url.clone(),
            title: self.title.clone(),
            language: self.language.clone(),
        };
        let files = self.paths.iter().filter(|path| url(path).is_none()).cloned().collect();
        Ok((Reader::new(files, Limits::default()), given, self.lexicon.load()?))
    }

    /// Whether a path is none.
    pub(super) fn has_files(&self) -> bool {
        self.paths.iter().any(|path| url(path).is_none())
    }

    /// The paths that are addresses on the web, which the reader leaves out.
    pub(super) fn urls(&self) -> Vec<String> {
        self.paths.iter().filter_map(|path| url(path)).map(str::to_owned).collect()
    }
}

fn url(path: &Path) -> Option<&str> {
    path.to_str().filter(|path| is_url(path))
}

pub(super) fn published(text: &str) -> Result<Published, String> {
    Published::parse(text).ok_or_else(|| "expected an ISO 8601 date or date-time, as 2021-03-18".to_owned())
}

/// A lexicon of the user's own beside the one that comes with onrecord.
#[derive(Debug, clap::Args)]
pub(super) struct LexiconArg {
    /// A folder of .toml files with words to know beside those that come with onrecord
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

impl LexiconArg {
    pub(super) const fn is_named(&self) -> bool {
        self.lexicon.is_some()
    }

    /// The words to know.
    pub(super) fn load(&self) -> anyhow::Result<Words> {
        let Some(folder) = &self.lexicon else { return Ok(Words::Embedded(Lexicon::embedded())) };
        let files = toml_files(folder)?;
        if files.is_empty() {
            bail!("{} has no .toml file; name a folder that has, or leave --lexicon out", folder.display());
        }
        let lexicon = Lexicon::with(&files)
            .with_context(|| format!("cannot use the lexicon {}; correct the file and try again", folder.display()))?;
        Ok(Words::Own(Box::new(lexicon)))
    }
}

impl Words {
    /// The words for as long as the program runs.
    pub(super) fn forever(self) -> &'static Lexicon {
        match self {
            Self::Embedded(lexicon) => lexicon,
            Self::Own(lexicon) => Box::leak(lexicon),
        }
    }
}

/// Names and contents of a folder's TOML files, by name.
fn toml_files(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let cannot = || format!("cannot read the lexicon {}; --lexicon takes a folder of .toml files", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {} as UTF-8", path.display()))?;
            files.push((path.to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    Ok(files)
}

/// The words that come with onrecord, or those and the user's.
#[derive(Debug)]
pub(super) enum Words {
    Embedded(&'static Lexicon),
    Own(Box<Lexicon>),
}

impl Deref for Words {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        match self {
            Self::Embedded(lexicon) => lexicon,
            Self::Own(lexicon) => lexicon,
        }
    }
}

/// Tells of inputs that failed: each by its name, and once what can be done about its kind.
#[derive(Debug, Default)]
pub(super) struct Problems {
    advised: Vec<&'static str>,
}

impl Problems {
    pub(super) fn tell(&mut self, error: &InputError, ui: &Ui) {
        self.tell_of(error, error.reason.advice(), ui);
    }

    pub(super) fn tell_of(&mut self, error: &dyn Display, advice: &'static str, ui: &Ui) {
        let is_new = !self.advised.contains(&advice);
        if is_new {
            self.advised.push(advice);
        }
        ui.problem(error, is_new.then_some(advice));
    }
}

/// What a run over articles came to; a run that found none says so.
pub(super) fn exit(tally: &Tally, ui: &Ui) -> Exit {
    if tally.errors > 0 {
        Exit::Error
    } else if tally.articles == 0 {
        ui.note("no article was found; known are .txt .md .html .htm .jsonl .ndjson .warc, each also with .gz");
        Exit::Differs
    } else {
        Exit::Done
    }
}

/// What was passed over and why, in one line: `2 hidden, 1 language: fr`.
pub(super) fn listed<'s>(skipped: impl IntoIterator<Item = (&'s String, &'s u64)>) -> String {
    let parts: Vec<_> = skipped.into_iter().map(|(why, count)| format!("{count} {why}")).collect();
    parts.join(", ")
}
