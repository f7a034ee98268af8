//! Every address of the guichet, in one table.

use atelier_protocol::headers;
use axum::Router;
use axum::middleware::{map_request, map_response};
use axum::routing::{get, options, patch, post};

use crate::base::drain::drained;
use crate::base::problem::{nothing_here, wrong_method};
use crate::enrolment::{enrol, ping};
use crate::intake::sync;
use crate::reading;
use crate::staff::{detail, files, list, login, page};
use crate::state::Guichet;
use crate::uploads::{self, tus};

/// The whole guichet as an axum router.
pub(crate) fn router(guichet: Guichet) -> Router {
    let devices = Router::new()
        .route(headers::PATH_PING, get(ping::ping))
        .route(headers::PATH_ENROL, post(enrol::enrol))
        .route(headers::PATH_SYNC, post(sync::sync));
    let evidence = Router::new()
        .route(
            headers::PATH_FILES,
            options(uploads::options::options).post(uploads::create::create),
        )
        .route(
            &format!("{}/{{id}}", headers::PATH_FILES),
            patch(uploads::patch::patch)
                .options(uploads::options::options)
                .head(uploads::head::head)
                .delete(uploads::delete::delete)
                .post(uploads::overridden::overridden),
        )
        .method_not_allowed_fallback(wrong_method)
        .layer(map_response(tus::say_version));
    let programs = Router::new()
        .route("/v1/requests", get(reading::list::list))
        .route("/v1/requests/{id}", get(reading::one::one))
        .route("/v1/evidence/{sha256}", get(reading::evidence::evidence));
    let pages = Router::new()
        .route("/", get(list::list))
        .route("/login", get(login::form::form).post(login::submit::submit))
        .route("/logout", post(login::logout::logout))
        .route("/demandes/{number}", get(detail::detail))
        .route(
            "/demandes/{number}/pieces/{sha256}",
            get(detail::piece::piece),
        )
        .route("/guichet.css", get(files::style))
        .route("/police/normal.ttf", get(files::regular))
        .route("/police/gras.ttf", get(files::bold))
        .layer(map_response(page::protect));
    devices
        .merge(evidence)
        .merge(programs)
        .merge(pages)
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(map_request(drained))
        .with_state(guichet)
}
