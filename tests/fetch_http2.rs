//! `onrecord fetch` over HTTP/2, from a server that speaks nothing else, with a certificate that the system vouches for.

mod common;

use std::fs;
use std::sync::{Arc, Mutex};

use common::{onrecord, records};
use http::{Response, StatusCode};
use predicates::str::contains;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Answers each request of a connection; `seen` are their paths.
async fn serve(stream: TcpStream, tls: TlsAcceptor, seen: Arc<Mutex<Vec<String>>>) -> Option<()> {
    let mut connection = h2::server::handshake(tls.accept(stream).await.ok()?).await.ok()?;
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let path = request.uri().path().to_owned();
        seen.lock().expect("no panic").push(path.clone());
        let status = if path == "/robots.txt" { StatusCode::NOT_FOUND } else { StatusCode::OK };
        let head = Response::builder().status(status).header("content-type", "text/html; charset=utf-8");
        let mut body = respond.send_response(head.body(()).ok()?, false).ok()?;
        let page = format!("<!doctype html><title>{path}</title><p>Denmark sent 5,000 tonnes of wheat to {path}.</p>");
        body.send_data(page.into(), true).ok()?;
    }
    Some(())
}

#[test]
fn pages_come_over_one_connection_of_http2() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a server");
    config.alpn_protocols = vec![b"h2".to_vec()];

    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (paths, connections) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(0)));
    let (seen, count, tls) = (Arc::clone(&paths), Arc::clone(&connections), TlsAcceptor::from(Arc::new(config)));
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            *count.lock().expect("no panic") += 1;
            tokio::spawn(serve(stream, tls.clone(), Arc::clone(&seen)));
        }
    });

    let folder = tempfile::tempdir().expect("a folder");
    let (roots, list, warc) =
        (folder.path().join("roots.pem"), folder.path().join("urls"), folder.path().join("a.warc.gz"));
    fs::write(&roots, made.cert.pem()).expect("a file");
    let urls: Vec<String> = (0..8).map(|number| format!("https://localhost:{port}/{number}")).collect();
    fs::write(&list, urls.join("\n")).expect("a list");
    let mut fetch = onrecord();
    fetch.arg("fetch").arg(&list).arg("--warc").arg(&warc).env("SSL_CERT_FILE", &roots);
    fetch.args(["--allow-private", "--delay", "0", "--contact", "desk@quay.example"]);
    fetch.assert().code(0).stdout(contains("pages     8 fetched"));
    assert_eq!(paths.lock().expect("no panic").len(), 9, "robots.txt and the pages");
    assert!(*connections.lock().expect("no panic") <= 2, "requests share a connection");

    let mut plain = String::new();
    let file = fs::File::open(&warc).expect("an archive");
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(file), &mut plain).expect("unpacked");
    assert_eq!(plain.matches("WARC-Protocol: h2\r\n").count(), 9);
    let extracted = onrecord().arg("extract").arg(&warc).assert().code(0).get_output().stdout.clone();
    assert_eq!(records(&extracted).len(), 8);
}
