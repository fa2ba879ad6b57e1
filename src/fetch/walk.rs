//! From what the user named to files, one at a time, in an order that does not depend on the machine.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::error::{InputError, Reason};

/// What kind of articles a file holds, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Html,
    Lines,
    Warc,
}

/// Something to read.
#[derive(Debug)]
pub(super) enum Found {
    /// A regular file.
    File { path: PathBuf, kind: Kind, gzip: bool },
    /// Standard input.
    Stdin,
    /// A pipe that was named, as `<(…)` gives it; its kind is told by its content.
    Pipe(PathBuf),
}

/// Why a file of a folder, or a record of a web archive, is no input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// Its name has no ending of an article.
    OtherKind,
    /// Its name begins with a dot.
    Hidden,
    /// It is a link to a folder that it lies in.
    Loop,
    /// It is a device, a socket or a pipe.
    NoFile,
    /// A record of a web archive that holds no answer, such as a request.
    Record,
    /// A record of a web archive that says a page was as it had been.
    Revisit,
    /// An answer of the web with another status than 200.
    Status,
    /// An answer of the web that is no HTML.
    Media,
}

impl Skip {
    /// In words, as the summary has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OtherKind => "not an article's file",
            Self::Hidden => "hidden",
            Self::Loop => "a link to its own folder",
            Self::NoFile => "not a regular file",
            Self::Record => "a record without a page",
            Self::Revisit => "a page as it was before",
            Self::Status => "an answer of another status than 200",
            Self::Media => "not HTML",
        }
    }
}

/// One step of the walk.
#[derive(Debug)]
pub(super) enum Step {
    Found(Found),
    Skipped(Skip),
    Failed(InputError),
}

/// Walks the paths in the order they were given, each folder in the order of its names' bytes.
///
/// Memory goes with the depth of the folders and the names of one folder, not with what the files hold.
#[derive(Debug)]
pub(super) struct Walk {
    paths: std::vec::IntoIter<PathBuf>,
    folder: Option<walkdir::IntoIter>,
}

impl Walk {
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths: paths.into_iter(), folder: None }
    }

    fn enter(&mut self, path: PathBuf) -> Option<Step> {
        if path.as_os_str() == "-" {
            return Some(Step::Found(Found::Stdin));
        }
        let known = match fs::metadata(&path) {
            Ok(known) => known,
            Err(error) => return Some(Step::Failed(InputError::new(path.to_string_lossy(), error))),
        };
        if known.is_dir() {
            self.folder = Some(WalkDir::new(path).follow_links(true).min_depth(1).sort_by_file_name().into_iter());
            return None;
        }
        Some(match kind(&path) {
            Some((kind, gzip)) if known.is_file() => Step::Found(Found::File { path, kind, gzip }),
            _ if !known.is_file() => Step::Found(Found::Pipe(path)),
            _ => Step::Failed(InputError::new(path.to_string_lossy(), Reason::Kind)),
        })
    }
}

impl Iterator for Walk {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            let Some(folder) = &mut self.folder else {
                let path = self.paths.next()?;
                match self.enter(path) {
                    Some(step) => return Some(step),
                    None => continue,
                }
            };
            match folder.next() {
                None => self.folder = None,
                Some(Err(error)) => return Some(broken(error)),
                Some(Ok(entry)) => {
                    let is_folder = entry.file_type().is_dir();
                    if entry.file_name().as_encoded_bytes().starts_with(b".") {
                        if is_folder {
                            folder.skip_current_dir();
                        }
                        return Some(Step::Skipped(Skip::Hidden));
                    }
                    if is_folder {
                        continue;
                    }
                    let is_file = entry.file_type().is_file();
                    if let Some(step) = file(entry.into_path(), is_file) {
                        return Some(step);
                    }
                }
            }
        }
    }
}

/// The sidecar that may stand beside a text or page: `a.json` for `a.txt`, `a.html.gz` and so on.
pub(super) fn sidecar(path: &Path, gzip: bool) -> PathBuf {
    if gzip { path.with_extension("").with_extension("json") } else { path.with_extension("json") }
}

/// Whether a name's ending is one of those that are read.
#[must_use]
pub fn is_known(path: &Path) -> bool {
    kind(path).is_some()
}

/// The kind that a name's ending tells, and whether it is compressed.
fn kind(path: &Path) -> Option<(Kind, bool)> {
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let outer = ending(path)?;
    let gzip = outer == "gz";
    let ending = if gzip { ending(&path.with_extension(""))? } else { outer };
    let kind = match ending.as_str() {
        "txt" | "md" => Kind::Text,
        "html" | "htm" => Kind::Html,
        "jsonl" | "ndjson" => Kind::Lines,
        "warc" => Kind::Warc,
        _ => return None,
    };
    Some((kind, gzip))
}

/// What a folder's file is; `None` for a sidecar, which is read with its article.
fn file(path: PathBuf, is_file: bool) -> Option<Step> {
    if !is_file {
        return Some(Step::Skipped(Skip::NoFile));
    }
    Some(match kind(&path) {
        Some((kind, gzip)) => Step::Found(Found::File { path, kind, gzip }),
        None if is_sidecar(&path) => return None,
        None => Step::Skipped(Skip::OtherKind),
    })
}

fn is_sidecar(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
        && ["txt", "md", "html", "htm"].iter().any(|ending| {
            let article = path.with_extension(ending);
            article.exists() || path.with_extension(format!("{ending}.gz")).exists()
        })
}

fn broken(error: walkdir::Error) -> Step {
    if error.loop_ancestor().is_some() {
        return Step::Skipped(Skip::Loop);
    }
    let path = error.path().map_or_else(|| "a folder".to_owned(), |path| path.to_string_lossy().into_owned());
    let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder cannot be walked"));
    Step::Failed(InputError::new(path, error))
}
