//! All the addresses, and the server itself.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use atelier_protocol::{PROTOCOL_VERSION, Pong, headers};
use axum::extract::State;
use axum::middleware::{map_request, map_response};
use axum::routing::{get, options, patch, post};
use axum::{Json, Router};
use tokio::net::TcpListener;

use crate::base::drain::drained;
use crate::base::problem::{nothing_here, wrong_method};
use crate::desk::Guichet;
use crate::{enrolment, intake, reading, staff, uploads};

/// How often what is out of date is forgotten.
const PURGE_EVERY: Duration = Duration::from_secs(3_600);

/// After the order to stop, how long requests under way may take.
const GRACE: Duration = Duration::from_secs(10);

impl Guichet {
    /// The whole guichet as an axum router.
    pub fn router(&self) -> Router {
        let files = Router::new()
            .route(
                headers::PATH_FILES,
                options(uploads::http::options).post(uploads::http::create),
            )
            .route(
                &format!("{}/{{id}}", headers::PATH_FILES),
                patch(uploads::http::patch)
                    .options(uploads::http::options)
                    .head(uploads::http::head)
                    .delete(uploads::http::delete)
                    .post(uploads::http::overridden),
            )
            .method_not_allowed_fallback(wrong_method)
            .layer(map_response(uploads::http::say_version));
        Router::new()
            .route(headers::PATH_PING, get(ping))
            .route(headers::PATH_ENROL, post(enrolment::enrol))
            .route(headers::PATH_SYNC, post(intake::sync))
            .route("/v1/requests", get(reading::list))
            .route("/v1/requests/{id}", get(reading::one))
            .route("/v1/evidence/{sha256}", get(reading::evidence))
            .merge(files)
            .merge(staff::routes())
            .fallback(nothing_here)
            .method_not_allowed_fallback(wrong_method)
            .layer(map_request(drained))
            .with_state(self.clone())
    }
}

/// Tells a guichet from a captive portal.
#[utoipa::path(
    get, path = "/v1/ping", tag = "devices",
    responses((status = 200, description = "This is a guichet", body = Pong))
)]
pub(crate) async fn ping(State(guichet): State<Guichet>) -> Json<Pong> {
    Json(Pong {
        service: Pong::SERVICE.to_owned(),
        protocol: PROTOCOL_VERSION,
        guichet_name: guichet.name().to_owned(),
    })
}

/// Serves until `shutdown` ends, then lets requests under way finish for a few seconds.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    guichet: Guichet,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stopping, stopped) = tokio::sync::watch::channel(false);
    let order = async move {
        shutdown.await;
        stopping.send_replace(true);
        // Kept open so that waiting for it never ends by itself.
        std::future::pending::<()>().await;
    };
    let mut graceful = stopped.clone();
    let app = guichet
        .router()
        .into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = graceful.wait_for(|stop| *stop).await;
    });
    let mut late = stopped;
    let too_long = async move {
        let _ = late.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    let order = tokio::spawn(order);
    let purge = tokio::spawn(purge_regularly(guichet));
    let result = tokio::select! {
        result = server => result,
        () = too_long => Ok(()),
    };
    purge.abort();
    order.abort();
    result
}

async fn purge_regularly(guichet: Guichet) {
    let mut every = tokio::time::interval(PURGE_EVERY);
    // The first tick is at once, and opening has purged already.
    every.tick().await;
    loop {
        every.tick().await;
        if let Err(fault) = guichet.blocking(Guichet::purge).await {
            tracing::error!(%fault, "what is out of date could not be forgotten");
        }
    }
}
