//! Web archives, written and read: what goes in comes out, a torn end is cut, and a broken record costs itself alone.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::fetch::{Given, Input, Limits, Maker, Reader, Reason, Skip, WarcError, Writer};
use onrecord::model::{Answer, Exchange};
use tempfile::TempDir;

const AT: &str = "2021-03-18T10:00:00Z";

fn maker() -> Maker {
    Maker { software: "onrecord test".to_owned(), at: AT.to_owned() }
}

fn page(number: usize) -> String {
    format!("<html><title>Page {number}</title><body><p>The town counted {number} doses on Monday.</p></body></html>")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).and_then(|()| packed.finish()).expect("packed")
}

fn exchange(url: &str, status: u16, fields: &[(&str, &str)], body: Vec<u8>) -> Exchange {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Exchange {
        asked: url.to_owned(),
        url: url.to_owned(),
        at: AT.to_owned(),
        sent: vec![("user-agent".to_owned(), "onrecord".to_owned())],
        answer: Ok(Answer { status, version: "HTTP/2.0".to_owned(), fields, body }),
    }
}

fn html(number: usize) -> Exchange {
    let url = format!("https://a.example/{number}?x=1");
    let fields =
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")];
    exchange(&url, 200, &fields, gzip(page(number).as_bytes()))
}

/// A folder with an archive of these exchanges.
fn written(exchanges: &[Exchange]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.warc.gz");
    append(&path, exchanges);
    (folder, path)
}

/// Adds exchanges: the bytes of a torn end.
fn append(path: &Path, exchanges: &[Exchange]) -> u64 {
    let (mut writer, cut) = Writer::open(path, &maker()).expect("opened");
    for exchange in exchanges {
        let page = exchange.answer.as_ref().ok().filter(|answer| answer.status == 200).map(|answer| &answer.body[..]);
        writer.write(exchange, page).expect("written");
    }
    cut
}

#[derive(Default)]
struct Read {
    pages: Vec<Input>,
    broken: Vec<String>,
    skipped: Vec<(Skip, u64)>,
}

impl Read {
    fn numbers(&self) -> Vec<String> {
        let number =
            |input: &Input| input.article.text.split(' ').find(|word| word.parse::<u32>().is_ok()).map(str::to_owned);
        self.pages.iter().filter_map(number).collect()
    }
}

fn read(path: &Path) -> Read {
    let mut reader = Reader::new(vec![path.to_owned()], Limits::default());
    let mut read = Read::default();
    for raw in reader.by_ref() {
        match raw.and_then(|raw| raw.read(&Given::default())) {
            Ok(input) => read.pages.push(input),
            Err(error) => read.broken.push(error.to_string().replace(&*path.to_string_lossy(), "")),
        }
    }
    read.skipped = reader.skipped().iter().map(|(skip, count)| (*skip, *count)).collect();
    read
}

/// The gzip members of an archive.
fn members(path: &Path) -> Vec<Vec<u8>> {
    let mut bytes = fs::read(path).expect("read");
    let mut members = Vec::new();
    while !bytes.is_empty() {
        let mut member = flate2::bufread::GzDecoder::new(&bytes[..]);
        std::io::copy(&mut member, &mut std::io::sink()).expect("a member");
        let rest = member.into_inner().len();
        let tail = bytes.split_off(bytes.len() - rest);
        members.push(std::mem::replace(&mut bytes, tail));
    }
    members
}

fn unpacked(member: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    std::io::copy(&mut flate2::read::MultiGzDecoder::new(member), &mut plain).expect("unpacked");
    plain
}

#[test]
fn pages_come_out_as_they_went_in() {
    let latin = exchange(
        "https://a.example/zurich",
        200,
        &[("content-type", "text/html; charset=windows-1252")],
        b"<p>Z\xfcrich has 12 doses.".to_vec(),
    );
    let gone = exchange("https://a.example/gone", 404, &[("content-type", "text/html")], b"<p>No 5.".to_vec());
    let image = exchange("https://a.example/i.png", 200, &[("content-type", "image/png")], vec![0x1f, 0x8b, 8, 0]);
    let moved = exchange("https://a.example/old", 301, &[("location", "/new")], Vec::new());
    let lost = Exchange { answer: Err("timed\r\nout".to_owned()), ..html(9) };
    let (_folder, path) = written(&[html(1), latin, gone, image, moved, lost, html(2)]);
    let read = read(&path);
    assert_eq!(read.broken, [""; 0]);
    assert_eq!(read.numbers(), ["1", "12", "2"]);
    let first = &read.pages[0];
    assert_eq!(first.article.url.as_deref(), Some("https://a.example/1?x=1"));
    let kept = first.page.as_ref().expect("a page");
    assert_eq!((kept.fetched.as_deref(), kept.charset.as_deref()), (Some(AT), Some("utf-8")));
    assert_eq!(kept.bytes, page(1).into_bytes());
    assert!(read.pages[1].article.text.starts_with("Zürich"));
    // warcinfo, and of each exchange its request and metadata
    assert_eq!(read.skipped, [(Skip::Record, 15), (Skip::Status, 2), (Skip::Media, 1)]);
}

#[test]
fn the_same_exchanges_make_the_same_bytes() {
    let (_one, a) = written(&[html(1), html(2)]);
    let (_two, b) = written(&[html(1)]);
    assert_eq!(append(&b, &[html(2)]), 0);
    assert_eq!(fs::read(a).expect("read"), fs::read(b).expect("read"));
}

#[test]
fn a_torn_end_is_cut_and_gone_on_from() {
    let (_folder, path) = written(&[html(1), html(2)]);
    let whole = fs::read(&path).expect("read");
    let members = members(&path);
    let last = members.last().map(Vec::len).expect("members");
    let ends = members.iter().scan(0, |end, member| {
        *end += member.len();
        Some(*end)
    });
    let ends: Vec<usize> = ends.collect();
    for length in (ends[0]..whole.len()).step_by(7).chain([whole.len() - last + 1, whole.len() - 1]) {
        fs::write(&path, &whole[..length]).expect("torn");
        let sound = *ends.iter().rfind(|end| **end <= length).expect("the first record is whole");
        assert_eq!(append(&path, &[html(3)]), (length - sound) as u64, "torn at {length}");
        let now = fs::read(&path).expect("read");
        assert_eq!(now[..sound], whole[..sound]);
        let read = read(&path);
        assert_eq!((read.broken.len(), read.numbers().pop().as_deref()), (0, Some("3")), "torn at {length}");
    }
}

#[test]
fn a_file_of_another_kind_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [("a.warc", b"WARC/1.1\r\nno gzip".to_vec()), ("b.warc.gz", gzip(b"a letter"))] {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).expect("written");
        assert!(matches!(Writer::open(&path, &maker()), Err(WarcError::Foreign { .. })));
        assert_eq!(fs::read(&path).expect("read"), bytes);
    }
    let (_folder, path) = written(&[]);
    let _first = Writer::open(&path, &maker()).expect("opened");
    assert!(matches!(Writer::open(&path, &maker()), Err(WarcError::Busy { .. })));
}

#[test]
fn a_broken_member_costs_itself_alone() {
    let (_folder, path) = written(&[html(1), html(2), html(3)]);
    let members = members(&path);
    let response = 5; // warcinfo, three of the first exchange, a request
    assert!(unpacked(&members[response]).windows(8).any(|bytes| bytes == b"response"));
    let size = members[response].len();
    for broken in [
        members[response][..size / 2].to_vec(),             // cut short
        [&members[response][..size - 8], &[0; 8]].concat(), // another checksum
        [&members[response][..40], &[0xff; 60], &members[response][100..]].concat(), // garbage within
        [&[0; 10], &members[response][10..]].concat(),      // no head
        b"left over".to_vec(),
        gzip(b"a letter"),
        gzip(&[&unpacked(&members[response])[..200]].concat()), // a record that ends early
    ] {
        let mut all = members.clone();
        all[response] = broken;
        fs::write(&path, all.concat()).expect("written");
        let read = read(&path);
        assert_eq!(read.numbers(), ["1", "3"], "{:?}", read.broken);
        assert_eq!(read.broken.len(), 1, "{:?}", read.broken);
        assert!(read.broken[0].starts_with(":6: is no sound WARC record (near byte "), "{:?}", read.broken);
    }
}

#[test]
fn a_broken_record_of_a_plain_archive_costs_itself_alone() {
    let (folder, packed) = written(&[html(1), html(2), html(3)]);
    let records: Vec<Vec<u8>> = members(&packed).iter().map(|member| unpacked(member)).collect();
    let path = folder.path().join("b.warc");
    fs::write(&path, records.concat()).expect("written");
    assert_eq!(read(&path).numbers(), ["1", "2", "3"]);
    let response = 5;
    let head = String::from_utf8_lossy(&records[response]).into_owned();
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).expect("a length").to_owned();
    let changed = |other: &str| {
        let from = format!("Content-Length: {length}\r\n\r\nHTTP");
        let at = records[response].windows(from.len()).position(|bytes| bytes == from.as_bytes()).expect("a length");
        let to = format!("Content-Length: {other}\r\n\r\nHTTP");
        [&records[response][..at], to.as_bytes(), &records[response][at + from.len()..]].concat()
    };
    let longer = (length.parse::<usize>().expect("a number") + records[6].len()).to_string();
    for other in ["3", "18446744073709551615", "99999999999", "1000000", "-7", "1e3", "", &longer] {
        for gz in [false, true] {
            let mut all = records.clone();
            all[response] = changed(other);
            // all in one member is no good archive, and read all the same
            fs::write(&path, if gz { gzip(&all.concat()) } else { all.concat() }).expect("written");
            let read = read(&path);
            let lost = gz && other == "1000000";
            let expected: &[&str] = if lost { &["1"] } else { &["1", "3"] };
            assert_eq!(read.numbers(), expected, "{other:?} {gz} {:?}", read.broken);
            assert_eq!(read.broken.len(), 1, "{other:?} {gz} {:?}", read.broken);
        }
    }
    fs::write(&path, &records.concat()[..records.concat().len() - records[9].len() - 30]).expect("written");
    let cut = read(&path);
    assert_eq!((cut.numbers(), cut.broken.len()), (vec!["1".to_owned(), "2".to_owned()], 1));
}

#[test]
fn other_writers_records_are_understood() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.warc");
    let record = |kind: &str, url: &str, block: &str| {
        let length = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    let records = [
        record("response", "http://a.example/1", &format!("{ok}8\r\n<p>1 dos\r\n3\r\nes.\r\n0\r\n\r\n")),
        record("revisit", "http://a.example/1", ok),
        record("response", "dns:a.example", "a.example. 300 IN A 192.0.2.1"),
        record("resource", "http://a.example/2", "<p>2 doses."),
        record("response", "http://a.example/3", &format!("{ok}<p>3 doses.")),
        record("response", "http://a.example/4", "no answer\r\n\r\n"),
        record(
            "response",
            "http://a.example/5",
            &(ok.replace("\r\nTransfer", "\r\nContent-Encoding: br\r\nTransfer") + "1\r\nx\r\n0\r\n\r\n"),
        ),
    ];
    fs::write(&path, records.concat()).expect("written");
    let read = read(&path);
    assert_eq!(read.pages.iter().map(|it| it.article.text.as_str()).collect::<Vec<_>>(), ["1 doses.", "3 doses."]);
    assert_eq!(read.skipped, [(Skip::Record, 2), (Skip::Revisit, 1)]);
    assert_eq!(read.broken.len(), 2, "{:?}", read.broken);
    assert!(read.broken[0].ends_with("it holds no HTTP answer"), "{:?}", read.broken);
    assert!(read.broken[1].contains(":7: cannot be taken out of its content encoding: "), "{:?}", read.broken);
}

#[test]
fn hostile_archives_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.warc");
    let bomb = gzip(&vec![b'\n'; 64 << 20]);
    let marks = [0x1f, 0x8b, 8].repeat(40_000);
    let endless = gzip(&[b"WARC/1.1\r\nX: ".as_slice(), &vec![b'x'; 8 << 20]].concat());
    for bytes in [bomb, marks, endless, b"WARC/1.1\r\n".repeat(20_000), vec![b'\n'; 1 << 20], Vec::new(), b"x".to_vec()]
    {
        fs::write(&path, bytes).expect("written");
        let read = read(&path);
        assert!(read.pages.is_empty());
    }
    let mut reader = Reader::new(vec![written(&[html(1)]).1], Limits::default());
    assert!(matches!(reader.next(), Some(Err(error)) if matches!(error.reason, Reason::Io(_))), "the folder is gone");
}

/// `warcio` is the tool that most archives are made and checked with.
#[test]
#[allow(clippy::print_stderr, reason = "who runs the tests is to know what was not checked")]
fn warcio_finds_nothing_wrong() {
    let python = std::env::var("WARCIO_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import warcio"]).output().is_ok_and(|it| it.status.success());
    if !has {
        eprintln!("warcio is not there, so that nothing was checked by it: `pip install warcio`, or WARCIO_PYTHON=…");
        return;
    }
    let moved = exchange("https://a.example/old", 301, &[("location", "/new")], Vec::new());
    let lost = Exchange { answer: Err("timed out".to_owned()), ..html(9) };
    let (_folder, path) = written(&[html(1), moved, lost, html(2)]);
    let check = Command::new(&python).args(["-m", "warcio.cli", "check", "-v"]).arg(&path).output().expect("run");
    let told = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(check.status.success() && told.contains("digest pass"), "{told}");
    let list = "import sys, json\nfrom warcio.archiveiterator import ArchiveIterator\n\
                for r in ArchiveIterator(open(sys.argv[1], 'rb')):\n\
                \x20if r.rec_type == 'response' and r.http_headers.get_statuscode() == '200':\n\
                \x20 print(r.rec_headers.get_header('WARC-Target-URI'), r.content_stream().read().decode())\n";
    let list = Command::new(&python).args(["-c", list]).arg(&path).output().expect("run");
    let expected = [1, 2].map(|n| format!("https://a.example/{n}?x=1 {}\n", page(n))).concat();
    assert_eq!(String::from_utf8_lossy(&list.stdout), expected, "{}", String::from_utf8_lossy(&list.stderr));
}

#[test]
fn an_answer_that_nothing_has_changed_is_a_revisit() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.warc.gz");
    let mut first = html(1);
    first.answer.as_mut().expect("an answer").fields.push(("ETag".to_owned(), "\"one\"".to_owned()));
    append(&path, std::slice::from_ref(&first));
    let mut later = exchange(&first.url, 304, &[("ETag", "\"two\"")], Vec::new());
    later.at = "2021-03-19T10:00:00Z".to_owned();
    append(&path, &[later, exchange("https://a.example/other", 304, &[], Vec::new())]);

    let records: Vec<String> =
        members(&path).iter().map(|member| String::from_utf8_lossy(&unpacked(member)).into_owned()).collect();
    let revisits: Vec<&String> = records.iter().filter(|record| record.contains("WARC-Type: revisit\r\n")).collect();
    assert_eq!(revisits.len(), 1, "what the archive does not hold cannot be revisited");
    for field in [
        "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/server-not-modified",
        &format!("WARC-Refers-To-Target-URI: {}", first.url),
        &format!("WARC-Refers-To-Date: {AT}"),
    ] {
        assert!(revisits[0].contains(&format!("{field}\r\n")), "{field}");
    }
    let read = read(&path);
    assert_eq!(read.numbers(), ["1"]);
    assert!(read.skipped.contains(&(Skip::Revisit, 1)), "{:?}", read.skipped);
}

#[test]
fn a_page_that_was_cut_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.warc");
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(7));
    let head = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/7\r\nWARC-Truncated: length\r\n";
    fs::write(&path, format!("{head}Content-Length: {}\r\n\r\n{http}\r\n\r\n", http.len())).expect("written");
    let read = read(&path);
    assert_eq!(read.numbers(), ["7"]);
    assert_eq!(read.pages[0].warnings, ["the archive has not all of the page (WARC-Truncated: length)"]);
    assert!(read.pages[0].extent.as_ref().is_some_and(|extent| extent.partial));
}
