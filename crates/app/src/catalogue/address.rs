//! Where one applies for a badge: the form of an address, and whether its page exists.

use url::{Host, Url};

use crate::base::problem::{Answer, Case, Problem};

/// Longest address, in characters (`assets/catalogue/catalogue.schema.json`).
const MAX_ADDRESS: usize = 2_000;

/// Longest address once its other characters are `%XX`, in characters: with a poster's own code, it fits in a QR code.
const MAX_IN_CODE: usize = 2_300;

/// Open Badge Factory's host.
const FACTORY: &str = "openbadgefactory.com";

pub(crate) fn parsed(text: &str) -> Option<Url> {
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    if !plain || text.chars().count() > MAX_ADDRESS || !text.starts_with("https://") {
        return None;
    }
    let url = Url::parse(text).ok()?;
    // In a QR code it is in ASCII, and what follows `#` is the poster's own code.
    let in_code: usize = text
        .bytes()
        .map(|b| if b.is_ascii_graphic() { 1 } else { 3 })
        .sum();
    if in_code > MAX_IN_CODE || url.fragment().is_some() {
        return None;
    }
    let named = matches!(url.host(), Some(Host::Domain(host)) if host.contains('.'));
    (named && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// Whether one may apply at this address: `https`, a named host, and nothing of an account.
pub(crate) fn is_address(text: &str) -> bool {
    parsed(text).is_some()
}

/// Whether an address is that of an application form of Open Badge Factory: `/c/earnablebadge/<id>/apply`.
pub(crate) fn is_known_form(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let at_factory = host == FACTORY
        || host
            .strip_suffix(FACTORY)
            .is_some_and(|before| before.ends_with('.'));
    let mut steps = url.path().trim_matches('/').split('/');
    at_factory
        && (steps.next(), steps.next()) == (Some("c"), Some("earnablebadge"))
        && steps.next().is_some_and(|id| {
            (12..=14).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric())
        })
        && steps.next() == Some("apply")
}

/// An address as it is kept, from what was pasted: without spaces around nor fragment, where a poster puts its code.
///
/// # Errors
/// `badge-address` on `application_url`.
pub(crate) fn tidy(text: &str) -> Answer<String> {
    let text = text.trim();
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    if is_address(text) {
        Ok(text.to_owned())
    } else {
        Err(Problem::of(Case::BadgeAddress).on("application_url"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_by_its_form() {
        let known = |text: &str| parsed(text).is_some_and(|url| is_known_form(&url));
        assert!(known(
            "https://openbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply"
        ));
        assert!(known(
            "https://openbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply/embed"
        ));
        for other in [
            "https://openbadgefactory.com/c/earnablebadge/PQ7Z1Xa/apply",
            "https://evilopenbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply",
            "https://formulaire.exemple.fr/badge",
        ] {
            assert!(is_address(other) && !known(other), "{other}");
        }
        for wrong in [
            "",
            "http://openbadgefactory.com/c/earnablebadge/PQ7Z1XaV2b3K/apply",
            "https://localhost/a",
            "https://192.168.0.1/a",
            "https://moi:secret@exemple.fr/a",
            "https://exemple.fr/a b",
            "https://exemple.fr/#/a",
            &format!("https://exemple.fr/{}", "é".repeat(900)),
            "javascript:alert(1)",
        ] {
            assert!(!is_address(wrong), "{wrong}");
        }
        assert_eq!(
            tidy(" https://exemple.fr/a#k7m2qx \n").unwrap(),
            "https://exemple.fr/a"
        );
        assert_eq!(
            tidy("exemple").unwrap_err().field.as_deref(),
            Some("application_url")
        );
    }
}
