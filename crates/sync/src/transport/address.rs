//! Where the guichet is. Https, or this very computer.

use std::fmt;

use reqwest::Url;

/// The text is not the address of a guichet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Not a web address at all.
    #[error("not a web address")]
    NotAnAddress,
    /// Neither https, nor http to this computer.
    #[error("not a secure address (https)")]
    NotSecure,
    /// Holds a user name, a password, a question mark or a number sign.
    #[error("holds more than a host and a path")]
    HoldsMore,
}

impl AddressProblem {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAnAddress => "address-not-an-address",
            Self::NotSecure => "address-not-secure",
            Self::HoldsMore => "address-holds-more",
        }
    }
}

/// The address of a guichet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuichetAddress {
    /// Without a trailing slash in its path.
    base: Url,
}

impl GuichetAddress {
    /// From what a person typed; without a scheme, https is meant.
    ///
    /// # Errors
    /// [`AddressProblem`]: only https, or http to this computer, without credentials, query or fragment.
    pub fn parse(text: &str) -> Result<Self, AddressProblem> {
        let text = text.trim();
        let whole = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let base = Url::parse(&whole).map_err(|_| AddressProblem::NotAnAddress)?;
        if base.host_str().is_none_or(str::is_empty) || text.contains(char::is_whitespace) {
            return Err(AddressProblem::NotAnAddress);
        }
        match base.scheme() {
            "https" => {}
            "http" if is_loopback(&base) => {}
            _ => return Err(AddressProblem::NotSecure),
        }
        let holds_more = !base.username().is_empty()
            || base.password().is_some()
            || base.query().is_some()
            || base.fragment().is_some();
        if holds_more {
            return Err(AddressProblem::HoldsMore);
        }
        let mut base = base;
        let path = base.path().trim_end_matches('/').to_owned();
        base.set_path(&path);
        Ok(Self { base })
    }

    /// Whether the guichet runs on this computer.
    #[must_use]
    pub fn is_local(&self) -> bool {
        is_loopback(&self.base)
    }

    /// The host, for a person to read.
    #[must_use]
    pub fn host(&self) -> &str {
        self.base.host_str().unwrap_or_default()
    }

    /// The address of one of the protocol's paths.
    pub(super) fn at(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url
    }

    /// The address that a `Location` names, answered by `from`, if it is on this guichet.
    ///
    /// Only path and query are kept: behind a TLS front, a server may believe that it is on http or on another port.
    pub(super) fn own(&self, from: &Url, location: &str) -> Result<Url, Option<String>> {
        let named = from.join(location).map_err(|_| None)?;
        if named.host() != self.base.host() {
            return Err(named.host_str().map(str::to_owned));
        }
        let mut url = self.base.clone();
        url.set_path(named.path());
        url.set_query(named.query());
        Ok(url)
    }

    /// An upload's address kept from another day, unless the guichet has moved since.
    pub(super) fn kept(&self, url: &str) -> Option<Url> {
        let url = Url::parse(url).ok()?;
        (url.origin() == self.base.origin()).then_some(url)
    }
}

impl fmt::Display for GuichetAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.as_str().trim_end_matches('/'))
    }
}

pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_secure_address_or_this_computer_is_taken() {
        for good in [
            "https://guichet.example",
            "guichet.example/inae/",
            "http://127.0.0.1:8787",
            "http://localhost:8787/",
            "http://[::1]:8787",
        ] {
            assert!(GuichetAddress::parse(good).is_ok(), "{good}");
        }
        let problem = |text| GuichetAddress::parse(text).unwrap_err();
        assert_eq!(problem("http://guichet.example"), AddressProblem::NotSecure);
        assert_eq!(
            problem("http://127.0.0.1.example"),
            AddressProblem::NotSecure
        );
        assert_eq!(problem("ftp://guichet.example"), AddressProblem::NotSecure);
        assert_eq!(
            problem("https://moi:secret@guichet.example"),
            AddressProblem::HoldsMore
        );
        assert_eq!(
            problem("https://guichet.example/?a=1"),
            AddressProblem::HoldsMore
        );
        assert_eq!(problem(""), AddressProblem::NotAnAddress);
        assert_eq!(problem("le guichet"), AddressProblem::NotAnAddress);
    }

    #[test]
    fn paths_go_under_the_address() {
        let address = GuichetAddress::parse("https://inae.example/guichet/").unwrap();
        assert_eq!(
            address.at("/v1/sync").as_str(),
            "https://inae.example/guichet/v1/sync"
        );
        assert_eq!(address.to_string(), "https://inae.example/guichet");
        let bare = GuichetAddress::parse("inae.example").unwrap();
        assert_eq!(bare.at("/v1/sync").as_str(), "https://inae.example/v1/sync");
    }

    #[test]
    fn a_location_stays_on_the_guichet() {
        let address = GuichetAddress::parse("https://inae.example:8443").unwrap();
        let from = address.at("/v1/files");
        let own = |location: &str| address.own(&from, location).map(String::from);
        let here = Ok("https://inae.example:8443/v1/files/7".to_owned());
        assert_eq!(own("/v1/files/7"), here);
        assert_eq!(own("http://inae.example/v1/files/7"), here);
        assert_eq!(
            own("https://autre.example/v1/files/7"),
            Err(Some("autre.example".to_owned()))
        );
        assert_eq!(
            own("//autre.example/7"),
            Err(Some("autre.example".to_owned()))
        );
        assert!(
            address
                .kept("https://inae.example:8443/v1/files/7")
                .is_some()
        );
        assert!(address.kept("https://autre.example/v1/files/7").is_none());
    }
}
