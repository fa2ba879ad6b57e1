//! From record to record through an archive. A broken one is told, and the next is looked for.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom};
use std::mem;
use std::path::Path;

use flate2::bufread::GzDecoder;

use super::super::content::{self, Served};
use super::super::error::Reason;
use super::super::walk::Skip;
use super::super::web::is_url;
use super::http;
use super::record::{Fault, Head};
use super::resync::{self, GZIP, VERSION};

const BUFFER: usize = 64 << 10;
/// No record of the web is longer; one that says so is broken, and is not gone through to its end.
const LONGEST: u64 = 4 << 30;
/// How far a record is looked for in what a member unpacks to.
const LOOK: u64 = 64 << 20;

/// What a record comes to.
#[derive(Debug)]
pub(in crate::fetch) enum Step {
    /// A page, as the web gave it.
    Page(Box<Served>),
    /// It holds no page.
    Skipped(Skip),
    /// It cannot be read; the next one is gone on with.
    Broken(Reason),
}

/// Reads an archive, plain or packed, whatever its name says. Holds one page at a time.
#[derive(Debug)]
pub(in crate::fetch) struct Archive {
    stream: Stream,
    /// Bytes that a page may have, still packed as it was sent.
    limit: usize,
    /// Whether the start of a record's first line has been read already, in looking for it.
    begun: bool,
    /// Whether there is nothing more to read where this one broke.
    lost: bool,
}

/// Where an archive's records are read from.
#[derive(Debug)]
enum Stream {
    /// The file itself.
    Plain(BufReader<File>),
    /// One gzip member of it after the other, and the place where this one begins. A member should be a record.
    Packed(Box<BufReader<GzDecoder<BufReader<File>>>>, u64),
    /// There is no more.
    End,
}

impl Archive {
    pub(in crate::fetch) fn open(path: &Path, limit: usize) -> io::Result<Self> {
        let mut file = BufReader::with_capacity(BUFFER, File::open(path)?);
        let packed = file.fill_buf()?.starts_with(GZIP);
        let stream = if packed { Stream::member(file)? } else { Stream::Plain(file) };
        Ok(Self { stream, limit, begun: false, lost: false })
    }

    fn read(&mut self) -> Result<Option<Step>, Fault> {
        loop {
            let step = match &mut self.stream {
                Stream::End => return Ok(None),
                Stream::Plain(file) => plain(file, mem::take(&mut self.begun), self.limit),
                Stream::Packed(member, _) => record(&mut **member, mem::take(&mut self.begun), self.limit),
            }?;
            if step.is_some() {
                return Ok(step);
            }
            self.stream = mem::replace(&mut self.stream, Stream::End).next()?;
        }
    }

    /// Goes to the record behind one that broke.
    fn go_on(&mut self, fault: &Fault) -> io::Result<()> {
        match mem::replace(&mut self.stream, Stream::End) {
            Stream::Plain(mut file) => {
                if matches!(fault, Fault::Form(_)) && resync::next_line(&mut file, u64::MAX)? {
                    self.begun = true;
                    self.stream = Stream::Plain(file);
                }
            }
            Stream::Packed(mut member, start) => {
                if matches!(fault, Fault::Form(_)) {
                    match resync::next_line(&mut *member, LOOK) {
                        Ok(true) => {
                            self.begun = true;
                            self.stream = Stream::Packed(member, start);
                            return Ok(());
                        }
                        Ok(false) if member.fill_buf().is_ok_and(<[u8]>::is_empty) => {
                            self.stream = Stream::Packed(member, start).next()?;
                            return Ok(());
                        }
                        Ok(false) | Err(_) => {}
                    }
                }
                let mut file = member.into_inner().into_inner();
                if let Some(found) = resync::next_member(&mut file, start + 1)? {
                    file.seek(SeekFrom::Start(found))?;
                    self.stream = Stream::member(file)?;
                }
            }
            Stream::End => {}
        }
        Ok(())
    }

    /// Where in the file the reading stands.
    fn place(&mut self) -> u64 {
        match &mut self.stream {
            Stream::Plain(file) => file.stream_position().unwrap_or_default(),
            Stream::Packed(_, start) => *start,
            Stream::End => 0,
        }
    }
}

impl Iterator for Archive {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        if self.lost {
            return None;
        }
        let at = self.place();
        let fault = match self.read() {
            Ok(step) => return step,
            Err(fault) => fault,
        };
        let at = if matches!(self.stream, Stream::Packed(..)) { self.place() } else { at };
        self.lost = self.go_on(&fault).is_err();
        Some(Step::Broken(match fault {
            Fault::Form(why) => Reason::Record { at, why: why.to_owned() },
            Fault::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Reason::Record { at, why: "it is cut short".to_owned() }
            }
            Fault::Io(error) => Reason::Record { at, why: error.to_string() },
        }))
    }
}

impl Stream {
    /// The gzip member that begins where the file stands.
    fn member(mut file: BufReader<File>) -> io::Result<Self> {
        let start = file.stream_position()?;
        Ok(Self::Packed(Box::new(BufReader::with_capacity(BUFFER, GzDecoder::new(file))), start))
    }

    /// What follows one that is read to its end.
    fn next(self) -> io::Result<Self> {
        let Self::Packed(member, _) = self else { return Ok(Self::End) };
        let mut file = member.into_inner().into_inner();
        if file.fill_buf()?.is_empty() { Ok(Self::End) } else { Self::member(file) }
    }
}

/// Reads a record of a file that can be gone back in: where it breaks, the file stands behind its head.
fn plain(file: &mut BufReader<File>, begun: bool, limit: usize) -> Result<Option<Step>, Fault> {
    let Some(head) = head(file, begun)? else { return Ok(None) };
    let block = file.stream_position()?;
    let read = if block.saturating_add(head.length) > file.get_ref().metadata()?.len() {
        Err("it says that it is longer than the rest of the file".into())
    } else {
        let page = page(file, &head, limit);
        file.seek(SeekFrom::Start(block + head.length))?;
        page.and_then(|page| ends(file).map(|()| page))
    };
    if read.is_err() {
        file.seek(SeekFrom::Start(block))?;
    }
    read.map(Some)
}

/// Reads a record of a stream that only goes forward.
fn record(source: &mut impl BufRead, begun: bool, limit: usize) -> Result<Option<Step>, Fault> {
    let Some(head) = head(source, begun)? else { return Ok(None) };
    if head.length > LONGEST {
        return Err("it says that it is longer than any record".into());
    }
    let mut block = source.by_ref().take(head.length);
    let page = page(&mut block, &head, limit)?;
    io::copy(&mut block, &mut io::sink())?;
    if block.limit() > 0 {
        return Err("it ends before its Content-Length".into());
    }
    ends(source)?;
    // a member that ends here has its checksum compared by being asked for more
    source.fill_buf()?;
    Ok(Some(page))
}

fn head(source: &mut impl BufRead, begun: bool) -> Result<Option<Head>, Fault> {
    Head::read(&mut if begun { VERSION } else { &[] }.chain(source))
}

/// Two empty lines end a record.
fn ends(source: &mut impl BufRead) -> Result<(), Fault> {
    let mut end = Vec::new();
    source.by_ref().take(4).read_to_end(&mut end)?;
    if end == b"\r\n\r\n" { Ok(()) } else { Err("its Content-Length does not lead to its end".into()) }
}

/// What a record's block holds.
fn page(block: &mut impl BufRead, head: &Head, limit: usize) -> Result<Step, Fault> {
    let url = match (head.kind.as_str(), &head.url) {
        ("response", Some(url)) if is_url(url) => url,
        ("revisit", _) => return Ok(Step::Skipped(Skip::Revisit)),
        _ => return Ok(Step::Skipped(Skip::Record)),
    };
    let mut block = block.take(head.length);
    let mut answer = http::head(&mut block)?;
    if let Err(skip) = content::is_page(&answer) {
        return Ok(Step::Skipped(skip));
    }
    if block.limit() > limit as u64 {
        return Ok(Step::Broken(Reason::TooLarge { limit }));
    }
    let mut body = Vec::new();
    block.read_to_end(&mut body)?;
    if block.limit() > 0 {
        return Err("it ends before its Content-Length".into());
    }
    answer.body = http::unchunked(&answer, body)?;
    let (at, truncated) = (head.date.clone().unwrap_or_default(), head.truncated.clone());
    Ok(Step::Page(Box::new(Served { url: url.clone(), at, answer, truncated })))
}
