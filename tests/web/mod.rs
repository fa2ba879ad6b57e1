//! A web server in the test process that answers as a test has it, well or badly.

#![allow(dead_code, reason = "each test that shares it is a crate of its own and uses its part")]

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    /// By name in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) at: Instant,
}

/// A server on a port of its own.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// `answer` writes what it likes, a thread a connection; an error of it only ends that connection.
    pub(crate) fn new(answer: impl Fn(&Request, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = Self { port, seen: Arc::default() };
        let (told, answer) = (server.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (told, answer) = (told.clone(), Arc::clone(&answer));
                thread::spawn(move || {
                    let mut stream = stream.expect("a connection");
                    let Some(request) = read(&stream) else { return };
                    told.seen.lock().expect("no panic").push(request.clone());
                    // the other side may have had enough
                    let _ = answer(&request, &mut stream);
                });
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The requests so far, in the order they came.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("no panic").clone()
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|request| request.path).collect()
    }
}

/// Writes an answer; `headers` are lines.
pub(crate) fn respond(to: &mut impl Write, status: u16, headers: &str, body: impl AsRef<[u8]>) -> io::Result<()> {
    let body = body.as_ref();
    let lines: String = headers.lines().map(|line| format!("{line}\r\n")).collect();
    write!(to, "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n{lines}\r\n", body.len())?;
    to.write_all(body)?;
    to.flush()
}

pub(crate) const HTML: &str = "Content-Type: text/html; charset=utf-8";

/// A page that says something.
pub(crate) fn page(to: &mut impl Write, words: &str) -> io::Result<()> {
    respond(to, 200, HTML, format!("<!doctype html><title>{words}</title><p>{words} 5,000 tonnes were sold.</p>"))
}

pub(crate) fn not_found(to: &mut impl Write) -> io::Result<()> {
    respond(to, 404, HTML, "nothing here")
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let header =
        |line: String| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let headers = lines.take_while(|line| !line.is_empty()).filter_map(header).collect();
    Some(Request { path, headers, at: Instant::now() })
}
