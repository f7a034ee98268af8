//! The pages of INAÉ's staff: requests received, one by one, with their evidence. Rendered here, no script.

mod accounts;
mod detail;
mod list;
mod login;
mod page;

pub use accounts::AddUserError;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::desk::Guichet;

/// No script, no frame, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The addresses of the pages.
pub(crate) fn routes() -> Router<Guichet> {
    Router::new()
        .route("/", get(list::list))
        .route("/login", get(login::form).post(login::submit))
        .route("/logout", post(login::logout))
        .route("/demandes/{number}", get(detail::detail))
        .route("/demandes/{number}/pieces/{sha256}", get(detail::evidence))
        .route("/guichet.css", get(style))
        .route("/police/normal.ttf", get(regular))
        .route("/police/gras.ttf", get(bold))
        .layer(map_response(protect))
}

async fn style() -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        include_str!("guichet.css"),
    )
        .into_response()
}

async fn regular() -> Response {
    font(include_bytes!(
        "../../../../assets/fonts/AtkinsonHyperlegible-Regular.ttf"
    ))
}

async fn bold() -> Response {
    font(include_bytes!(
        "../../../../assets/fonts/AtkinsonHyperlegible-Bold.ttf"
    ))
}

fn font(bytes: &'static [u8]) -> Response {
    (
        [
            (header::CONTENT_TYPE, "font/ttf"),
            (header::CACHE_CONTROL, "max-age=604800"),
        ],
        bytes,
    )
        .into_response()
}

/// Headers that every page has, unless it set a stricter one itself.
async fn protect(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::base::texts::said_to_staff;

    /// All that is written in the Rust files of a folder.
    fn written_in(folder: &Path) -> String {
        let mut all = String::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all += &written_in(&path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                all += &fs::read_to_string(path).unwrap();
            }
        }
        all
    }

    #[test]
    fn every_text_that_the_pages_ask_for_exists_and_every_text_is_asked_for() {
        let pages = written_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/staff"));
        let texts = said_to_staff();
        assert!(!texts.is_empty());
        for key in &texts {
            assert!(pages.contains(&format!("\"{key}\"")), "never shown: {key}");
        }
        for call in ["say", "say_with"] {
            for rest in pages.split(&format!("{call}(\"")).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(texts.contains(&key), "missing: {key}");
            }
        }
    }
}
