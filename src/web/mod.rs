//! Floor 6: the page and its API, for people who look and for tools on the same machine.
//!
//! `pages` are made on the server and work without script; `api` gives the same objects as the command line. Both stand
//! behind `guard`, which lets in only what comes from this machine's own browser or tools.

mod api;
mod assets;
mod counts;
mod failure;
mod guard;
mod pages;
mod params;
mod reply;
mod session;

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::routing::{get, post};
use axum::{Router, middleware};
use tokio::net::TcpListener;

use failure::Failure;

use crate::lexicon::Lexicon;
use crate::pipeline::Pool;
use crate::store::{SqliteStore, StoreError};

/// What a page may take to read: a search that is too wide is broken off and told so.
const PAGE: Duration = Duration::from_millis(900);
/// What a draft may take to check, or a judgement to be made: they are asked for once.
const WORK: Duration = Duration::from_secs(20);
/// How long requests that still run may take when the server is asked to end.
const FAREWELL: Duration = Duration::from_secs(3);

/// What is served, and where.
#[derive(Clone, Debug)]
pub struct Site {
    /// The claims database.
    pub db: PathBuf,
    /// The address to listen at.
    pub listen: IpAddr,
    /// The port; 0 for one that is free.
    pub port: u16,
    /// In whose name judgements are proposed.
    pub by: String,
    /// The words to know.
    pub lexicon: &'static Lexicon,
}

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The address cannot be listened at.
    #[error("cannot listen at {at}: {source}; is another program there? name another port with --port")]
    Listen {
        /// The address.
        at: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system gives no random numbers, or takes no more connections.
    #[error("cannot serve: {0}")]
    System(#[from] io::Error),
}

/// What all requests share.
struct App {
    site: Site,
    /// Where it listens.
    at: SocketAddr,
    pool: Pool,
    counts: counts::Counts,
    session: session::Session,
}

impl App {
    async fn read<T: Send + 'static>(
        &self,
        patience: Duration,
        read: impl FnOnce(&SqliteStore) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.pool.read(patience, read).await
    }

    async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&mut SqliteStore) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.pool.write(write).await
    }
}

type Shared = axum::extract::State<Arc<App>>;

/// Serves until `end` comes, and calls `ready` with the address once requests are taken.
///
/// # Errors
/// Where the database cannot be read or the address not be listened at.
pub async fn serve(
    site: Site,
    ready: impl FnOnce(SocketAddr),
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    drop(SqliteStore::open_read_only(&site.db)?);
    let wanted = SocketAddr::new(site.listen, site.port);
    let bound = async { TcpListener::bind(wanted).await.and_then(|it| Ok((it.local_addr()?, it))) };
    let (at, listener) = bound.await.map_err(|source| ServeError::Listen { at: wanted, source })?;
    let session = session::Session::new(at.port()).map_err(io::Error::other)?;
    let (pool, counts) = (Pool::new(site.db.clone()), counts::Counts::default());
    let app = Arc::new(App { site, at, pool, counts, session });
    app.counts.refresh(&app.pool);
    ready(at);
    let (told, ending) = tokio::sync::oneshot::channel();
    let server = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
        end.await;
        // nobody listens where the server has failed before
        let _ = told.send(());
    });
    tokio::select! {
        done = async { server.await } => Ok(done?),
        // a browser keeps its connections open; who is still reading then has had time enough
        () = async { if ending.await.is_ok() { tokio::time::sleep(FAREWELL).await } else { std::future::pending().await } } => Ok(()),
    }
}

fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(pages::check::form).post(pages::check::answer))
        .route("/claims", get(pages::claims::list))
        .route("/claims/{id}", get(pages::claim::show))
        .route("/articles/{id}", get(pages::article::show))
        .route("/articles/{id}/page", get(pages::stored::show))
        .route("/articles/{id}/page/source", get(pages::stored::source))
        .route("/figures", get(pages::figures::show))
        .route("/quotes", get(pages::quotes::list))
        .route("/quotes/{id}", get(pages::quotes::show))
        .route("/people", get(pages::people::list))
        .route("/coverage", get(pages::coverage::show))
        .route("/judgements", get(pages::judgements::list))
        .route("/judge", post(pages::judgements::judge))
        .merge(assets::routes())
        .nest("/api/v1", api::routes())
        .fallback(pages::nothing_here)
        .method_not_allowed_fallback(pages::not_so)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard::guard))
        .layer(axum::extract::DefaultBodyLimit::max(guard::BODY))
        .with_state(app)
}
