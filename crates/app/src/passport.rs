//! Open Badge Passport: where a person acts by themselves. Nothing is filled in or sent there in their place.

use atelier_domain::{Participant, Step};
use atelier_store::Store;
use url::{Host, Url};

use crate::App;
use crate::labels::label;
use crate::participants::{full_name, participant_id};
use crate::problem::{Answer, Problem};
use crate::view::{PassportSetting, PassportView};

/// The platform, unless set otherwise.
const PLATFORM: &str = "https://openbadgepassport.com";
/// The platform's own paths for its pages in French (salava, `user/routes.clj`).
const REGISTER: &str = "/app/user/register/fr";
const LOGIN: &str = "/app/user/login/fr";
/// The setting that holds where the platform is.
const SETTING: &str = "passport";
/// Most hosts beside the platform's own.
const MAX_HOSTS: usize = 10;

/// Where the platform is, and which other hosts its pages may lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    address: Url,
    hosts: Vec<String>,
}

impl Platform {
    /// From an address and hosts as typed.
    fn parse(address: &str, hosts: &[String]) -> Answer<Self> {
        let wrong = || Problem::of("passport-address").on("address");
        let address = Url::parse(address.trim().trim_end_matches('/')).map_err(|_| wrong())?;
        if !is_safe(&address) || address.path() != "/" || !address.username().is_empty() {
            return Err(wrong());
        }
        let mut kept = Vec::new();
        for host in hosts
            .iter()
            .map(|host| host.trim())
            .filter(|host| !host.is_empty())
        {
            match Host::parse(host) {
                Ok(Host::Domain(domain)) if domain.contains('.') => kept.push(domain),
                _ => return Err(Problem::new("passport-host", &[("host", host)]).on("hosts")),
            }
        }
        if kept.len() > MAX_HOSTS {
            return Err(Problem::new("passport-host", &[("host", "…")]).on("hosts"));
        }
        Ok(Self {
            address,
            hosts: kept,
        })
    }

    fn read(store: &Store) -> Answer<Self> {
        let kept = store.setting(SETTING)?;
        let kept = kept.and_then(|text| serde_json::from_str::<PassportSetting>(&text).ok());
        match kept {
            Some(PassportSetting { address, hosts }) => Self::parse(&address, &hosts),
            None => Self::parse(PLATFORM, &[]),
        }
    }

    fn page(&self, path: &str) -> String {
        self.address
            .join(path)
            .map_or_else(|_| self.address.to_string(), String::from)
    }

    /// Where an account is created.
    pub(crate) fn register(&self) -> String {
        self.page(REGISTER)
    }

    /// Where a person signs in.
    pub(crate) fn login(&self) -> String {
        self.page(LOGIN)
    }

    /// Where a step is done; `None` for a step that is not done on the platform.
    pub(crate) fn address_of(&self, step: Step) -> Option<String> {
        match step {
            Step::Registered => Some(self.register()),
            Step::SignedIn | Step::Accepted | Step::Enriched => Some(self.login()),
            Step::Mailbox | Step::Confirmed | Step::Badge | Step::Prepared | Step::Sent => None,
        }
    }

    /// Whether the person's window may show this address: a page of the platform or of an allowed host, over https
    /// (http for this computer alone).
    #[must_use]
    pub fn allows(&self, url: &Url) -> bool {
        if !is_safe(url) {
            return false;
        }
        let same_place = url.host_str() == self.address.host_str()
            && url.port_or_known_default() == self.address.port_or_known_default();
        let Some(Host::Domain(host)) = url.host() else {
            return same_place;
        };
        let own = match self.address.host() {
            Some(Host::Domain(own)) => Some(own),
            _ => None,
        };
        let below = |domain: &str| {
            host == domain
                || host
                    .strip_suffix(domain)
                    .is_some_and(|rest| rest.ends_with('.'))
        };
        same_place
            || url.port().is_none()
                && (own.is_some_and(below) || self.hosts.iter().any(|one| below(one)))
    }

    /// Host and port, to see whether the platform can be reached.
    #[must_use]
    pub fn place(&self) -> Option<(String, u16)> {
        let host = self.address.host_str()?.to_owned();
        Some((host, self.address.port_or_known_default()?))
    }
}

/// https anywhere, http on this computer alone.
fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        },
        _ => false,
    }
}

/// The platform as set.
pub(crate) fn platform(store: &Store) -> Answer<Platform> {
    Platform::read(store)
}

/// A QR code, as a picture in a `data:` address.
pub(crate) fn code_uri(address: &str) -> Answer<String> {
    let svg = atelier_documents::code_svg(address).map_err(|error| Problem::of(error.code()))?;
    Ok(crate::catalogue::svg_uri(&svg))
}

fn view(person: &Participant, platform: &Platform) -> Answer<PassportView> {
    let (register, login) = (platform.register(), platform.login());
    Ok(PassportView {
        participant: person.id.to_string(),
        person: full_name(person),
        first_name: person.first_name.to_string(),
        last_name: person.last_name.to_string(),
        email: person
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        register_code: code_uri(&register)?,
        login_code: code_uri(&login)?,
        register,
        login,
        title: label("passport", "window").replace("{person}", person.first_name.as_str()),
    })
}

impl App {
    /// What is shown beside a person's Open Badge Passport window.
    ///
    /// # Errors
    /// `not-found`.
    pub fn passport(&self, participant: &str) -> Answer<PassportView> {
        let id = participant_id(participant)?;
        self.with(|store| {
            let person = store
                .participant(id)?
                .ok_or_else(|| Problem::of("not-found"))?;
            view(&person, &platform(store)?)
        })
    }

    /// Where the platform is.
    ///
    /// # Errors
    /// When no store is open.
    pub fn passport_platform(&self) -> Answer<Platform> {
        self.with(platform)
    }

    /// The setting, as it can be typed again.
    ///
    /// # Errors
    /// When no store is open.
    pub fn passport_setting(&self) -> Answer<PassportSetting> {
        let Platform { address, hosts } = self.passport_platform()?;
        Ok(PassportSetting {
            address: address.to_string().trim_end_matches('/').to_owned(),
            hosts,
        })
    }

    /// Keeps where the platform is, and the other hosts that its window may show. An empty address: the platform's own.
    ///
    /// # Errors
    /// `passport-address` or `passport-host` on the field at fault.
    pub fn save_passport_setting(&self, setting: &PassportSetting) -> Answer<PassportSetting> {
        let address = match setting.address.trim() {
            "" => PLATFORM,
            address => address,
        };
        let Platform { address, hosts } = Platform::parse(address, &setting.hosts)?;
        let kept = PassportSetting {
            address: address.to_string().trim_end_matches('/').to_owned(),
            hosts,
        };
        let text = serde_json::to_string(&kept).map_err(|_| Problem::of("unexpected"))?;
        self.with(|store| Ok(store.set_setting(SETTING, &text)?))?;
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(platform: &Platform, address: &str) -> bool {
        platform.allows(&Url::parse(address).unwrap())
    }

    #[test]
    fn only_the_platform_and_its_hosts_are_shown() {
        let hosts = ["cdn.exemple.fr".to_owned()];
        let platform = Platform::parse("https://openbadgepassport.com/", &hosts).unwrap();
        for good in [
            "https://openbadgepassport.com/app/user/register/fr",
            "https://www.openbadgepassport.com/",
            "https://cdn.exemple.fr/x.js",
        ] {
            assert!(allows(&platform, good), "{good}");
        }
        for bad in [
            "http://openbadgepassport.com/",
            "https://openbadgepassport.com.evil.fr/",
            "https://evilopenbadgepassport.com/",
            "https://openbadgepassport.com:8443/",
            "https://exemple.fr/",
            "https://user@evil.fr/openbadgepassport.com",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "tauri://localhost/",
            "http://127.0.0.1/",
        ] {
            assert!(!allows(&platform, bad), "{bad}");
        }
        let local = Platform::parse("http://127.0.0.1:8001", &[]).unwrap();
        assert!(allows(&local, "http://127.0.0.1:8001/page"));
        assert!(!allows(&local, "http://127.0.0.1:8002/page"));
    }

    #[test]
    fn an_unsafe_address_is_not_kept() {
        for bad in [
            "http://openbadgepassport.com",
            "openbadgepassport.com",
            "https://openbadgepassport.com/app",
            "ftp://openbadgepassport.com",
            "https://me@openbadgepassport.com",
        ] {
            let problem = Platform::parse(bad, &[]).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some("address"), "{bad}");
        }
        for bad in ["*", "com", "a b.fr", "https://x.fr"] {
            let problem = Platform::parse(PLATFORM, &[bad.to_owned()]).unwrap_err();
            assert_eq!(problem.field.as_deref(), Some("hosts"), "{bad}");
        }
    }
}
