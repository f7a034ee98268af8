//! A look at a public page: whether the address on a poster leads somewhere. Nothing of anyone is sent.

use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::{Client, Method, StatusCode, Url, redirect};
use tokio::time::timeout;

use super::address::is_loopback;
use super::install_tls;

/// Redirections followed before giving up.
const MAX_REDIRECTS: usize = 5;
/// To connect, TLS included; and then to begin an answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageFound {
    /// A page answers there.
    Exists,
    /// The site answers that there is none.
    Missing {
        /// 404 or 410.
        status: u16,
    },
    /// A page answers, at another host or path than the one asked for.
    Elsewhere {
        /// Where, without query nor fragment.
        address: String,
    },
    /// The site answers something else, such as an error of its own.
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// Nothing answers: no connection, or an unknown host.
    Unreachable,
}

/// Looks whether a page exists. No cookie is kept, no referrer sent, no body read; a fragment never leaves.
/// Only `https` is asked, or `http` on this computer.
pub async fn look_at_page(address: &str) -> PageFound {
    let Ok(mut asked) = Url::parse(address.trim()) else {
        return PageFound::Unreachable;
    };
    asked.set_fragment(None);
    install_tls();
    let client = Client::builder()
        .user_agent(concat!("atelier-badges/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        .referer(false)
        .connect_timeout(PATIENCE);
    let client = if is_loopback(&asked) {
        client.no_proxy()
    } else {
        client
    };
    let Ok(client) = client.build() else {
        return PageFound::Unreachable;
    };
    let mut url = asked.clone();
    let mut last = StatusCode::FOUND;
    for _ in 0..=MAX_REDIRECTS {
        if url.scheme() != "https" && !is_loopback(&url) {
            return elsewhere(&url);
        }
        let Some((status, next)) = answer(&client, &url).await else {
            return PageFound::Unreachable;
        };
        match next {
            Some(next) if status.is_redirection() => (url, last) = (next, status),
            _ => return told(&asked, &url, status),
        }
    }
    // Sent round for ever: the last redirection is what is known.
    PageFound::Refused {
        status: last.as_u16(),
    }
}

fn told(asked: &Url, reached: &Url, status: StatusCode) -> PageFound {
    let same = asked.host_str() == reached.host_str()
        && asked.port_or_known_default() == reached.port_or_known_default()
        && asked.path().trim_end_matches('/') == reached.path().trim_end_matches('/');
    match status.as_u16() {
        404 | 410 => PageFound::Missing {
            status: status.as_u16(),
        },
        // A form that asks to sign in first is there all the same.
        401 if same => PageFound::Exists,
        _ if !status.is_success() => PageFound::Refused {
            status: status.as_u16(),
        },
        _ if same => PageFound::Exists,
        _ => elsewhere(reached),
    }
}

fn elsewhere(url: &Url) -> PageFound {
    let mut shown = url.clone();
    shown.set_query(None);
    shown.set_fragment(None);
    PageFound::Elsewhere {
        address: shown.into(),
    }
}

/// The status, and where it leads; asked with HEAD, then with GET where HEAD is not understood.
async fn answer(client: &Client, url: &Url) -> Option<(StatusCode, Option<Url>)> {
    let mut last = None;
    for method in [Method::HEAD, Method::GET] {
        let sent = client.request(method, url.clone()).send();
        let response = timeout(PATIENCE, sent).await.ok()?.ok()?;
        let status = response.status();
        let next = response
            .headers()
            .get(LOCATION)
            .and_then(|to| to.to_str().ok())
            .and_then(|to| url.join(to).ok());
        last = Some((status, next));
        if status.is_success() || status.is_redirection() {
            break;
        }
    }
    last
}
