//! Tells an answer of the guichet from everything else that may answer in its place. Pure.

use std::time::Duration;

use atelier_protocol::{Problem, ProblemCode, headers};

use crate::failure::Failure;

/// What the answer must look like to be the guichet's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A JSON document.
    Json,
    /// An answer of tus: the marks are in the headers.
    Upload,
}

/// What is seen of an answer before its content is believed.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Option<&'a str>,
    /// The body, or its beginning. Empty for an answer without one.
    pub body: &'a [u8],
    /// `Location`'s host when it names another one than that asked, or the host that answered if it is another one.
    pub other_host: Option<&'a str>,
    /// `Retry-After`: seconds, or a date.
    pub retry_after: Option<&'a str>,
    /// `Date`: a date in `Retry-After` is counted from it, so that a wrong clock here does not matter.
    pub date: Option<&'a str>,
    /// Whether a mark of tus (`Tus-Resumable`, `Upload-Offset`) is there.
    pub speaks_tus: bool,
}

/// Whether the answer may be read as the guichet's, or why not.
///
/// # Errors
/// The [`Failure`] that the answer stands for.
pub fn classify_response(expected: Expected, seen: &Seen<'_>) -> Result<(), Failure> {
    let json = seen.content_type.is_some_and(is_json);
    match seen.status {
        200..=299 if seen.other_host.is_none() => {
            let genuine = match expected {
                Expected::Json => json,
                Expected::Upload => seen.speaks_tus,
            };
            genuine.then_some(()).ok_or(Failure::CaptivePortal)
        }
        200..=399 => Err(Failure::RedirectedElsewhere {
            host: seen.other_host.map(str::to_owned),
        }),
        // 407 and 511 are the words of an intermediary: a proxy, a connection page.
        407 | 511 => Err(Failure::CaptivePortal),
        status => Err(refusal(status, json, seen)),
    }
}

fn refusal(status: u16, json: bool, seen: &Seen<'_>) -> Failure {
    let retry_after_millis = seen
        .retry_after
        .and_then(|value| retry_after_millis(value, seen.date));
    if let Some(problem) = json.then(|| read_problem(seen.body)).flatten() {
        return Failure::Refused {
            code: problem.code,
            detail: problem.detail.or(Some(problem.title)).and_then(spoken),
            retry_after_millis,
        };
    }
    let refused = |code| Failure::Refused {
        code,
        detail: None,
        retry_after_millis,
    };
    // An answer to HEAD has no body: the guichet's marks are then in the headers alone.
    let bodiless = seen.body.is_empty() && (seen.speaks_tus || json);
    match status {
        401 if bodiless => refused(ProblemCode::NotEnrolled),
        404 | 410 if bodiless => refused(ProblemCode::NotFound),
        413 if bodiless => refused(ProblemCode::TooLarge),
        426 if bodiless => refused(ProblemCode::ProtocolVersion),
        // Whoever asks to wait is obeyed, marked or not.
        429 => refused(ProblemCode::TooMany),
        500.. => Failure::ServerTrouble {
            status,
            retry_after_millis,
        },
        _ if bodiless || seen.speaks_tus || json => Failure::ServerTrouble {
            status,
            retry_after_millis,
        },
        _ => Failure::CaptivePortal,
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(headers::JSON)
        || essence.eq_ignore_ascii_case(headers::PROBLEM_JSON)
}

fn read_problem(body: &[u8]) -> Option<Problem> {
    serde_json::from_slice(body).ok()
}

/// What a person will read: bounded, and free of control characters.
fn spoken(text: String) -> Option<String> {
    let clean: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect::<String>()
        .trim()
        .to_owned();
    (!clean.is_empty()).then_some(clean)
}

/// `Retry-After` (RFC 9110): seconds, or a date counted from the answer's own `Date`.
fn retry_after_millis(value: &str, date: Option<&str>) -> Option<i64> {
    let wait = match value.trim().parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = httpdate::parse_http_date(value.trim()).ok()?;
            let now = httpdate::parse_http_date(date?.trim()).ok()?;
            until.duration_since(now).unwrap_or_default()
        }
    };
    Some(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: Seen<'static> = Seen {
        status: 200,
        content_type: Some("application/json"),
        body: b"{}",
        other_host: None,
        retry_after: None,
        date: None,
        speaks_tus: false,
    };

    fn problem(status: u16, code: &'static str) -> Vec<u8> {
        format!(r#"{{"type":"about:blank","title":"Non","status":{status},"code":"{code}","detail":"Voici\npourquoi."}}"#)
            .into_bytes()
    }

    fn kind(expected: Expected, seen: Seen<'_>) -> &'static str {
        classify_response(expected, &seen).map_or_else(|failure| failure.code(), |()| "usable")
    }

    #[test]
    fn success_is_believed_only_with_the_guichets_marks() {
        assert_eq!(kind(Expected::Json, BARE), "usable");
        let with_charset = Seen {
            content_type: Some("Application/JSON; charset=utf-8"),
            ..BARE
        };
        assert_eq!(kind(Expected::Json, with_charset), "usable");
        for content_type in [Some("text/html"), None, Some("application/jsonp")] {
            let page = Seen {
                content_type,
                body: b"<html>",
                ..BARE
            };
            assert_eq!(kind(Expected::Json, page), "captive-portal");
            assert_eq!(kind(Expected::Upload, page), "captive-portal");
        }
        let tus = Seen {
            status: 204,
            content_type: None,
            body: b"",
            speaks_tus: true,
            ..BARE
        };
        assert_eq!(kind(Expected::Upload, tus), "usable");
    }

    #[test]
    fn a_redirection_is_never_success() {
        for status in [301, 302, 303, 307, 308] {
            let away = Seen {
                status,
                other_host: Some("portail.example"),
                ..BARE
            };
            assert_eq!(
                classify_response(Expected::Json, &away),
                Err(Failure::RedirectedElsewhere {
                    host: Some("portail.example".into())
                })
            );
        }
        let answered_by_another = Seen {
            other_host: Some("portail.example"),
            ..BARE
        };
        assert_eq!(
            kind(Expected::Json, answered_by_another),
            "redirected-elsewhere"
        );
    }

    #[test]
    fn a_problem_gives_its_code_its_words_and_its_delay() {
        let body = problem(429, "too-many");
        let seen = Seen {
            status: 429,
            content_type: Some("application/problem+json"),
            body: &body,
            retry_after: Some("7"),
            ..BARE
        };
        assert_eq!(
            classify_response(Expected::Json, &seen),
            Err(Failure::Refused {
                code: ProblemCode::TooMany,
                detail: Some("Voici pourquoi.".into()),
                retry_after_millis: Some(7_000),
            })
        );
    }

    #[test]
    fn a_delay_may_be_a_date_counted_from_the_answers_own() {
        let date = Some("Wed, 21 Oct 2015 07:28:00 GMT");
        assert_eq!(
            retry_after_millis("Wed, 21 Oct 2015 07:30:00 GMT", date),
            Some(120_000)
        );
        assert_eq!(
            retry_after_millis("Wed, 21 Oct 2015 07:00:00 GMT", date),
            Some(0)
        );
        assert_eq!(retry_after_millis("demain", date), None);
    }

    #[test]
    fn a_stranger_cannot_say_that_the_device_is_not_enrolled() {
        let stranger = Seen {
            status: 401,
            content_type: Some("text/html"),
            body: b"<h1>Connexion</h1>",
            ..BARE
        };
        assert_eq!(kind(Expected::Json, stranger), "captive-portal");
        let body = problem(401, "not-enrolled");
        let guichet = Seen {
            status: 401,
            content_type: Some("application/problem+json"),
            body: &body,
            ..BARE
        };
        assert_eq!(kind(Expected::Json, guichet), "refused-not-enrolled");
        let to_head = Seen {
            status: 401,
            content_type: Some("application/problem+json"),
            body: b"",
            ..BARE
        };
        assert_eq!(kind(Expected::Upload, to_head), "refused-not-enrolled");
    }

    #[test]
    fn a_server_in_trouble_is_said_so_whatever_its_page() {
        for status in [500, 502, 503, 504] {
            let page = Seen {
                status,
                content_type: Some("text/html"),
                body: b"<h1>Bad gateway</h1>",
                retry_after: Some("30"),
                ..BARE
            };
            assert_eq!(
                classify_response(Expected::Json, &page),
                Err(Failure::ServerTrouble {
                    status,
                    retry_after_millis: Some(30_000)
                })
            );
        }
        let intermediary = Seen {
            status: 511,
            content_type: Some("text/html"),
            ..BARE
        };
        assert_eq!(kind(Expected::Json, intermediary), "captive-portal");
    }
}
