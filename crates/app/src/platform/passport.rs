//! Open Badge Passport: where a person acts by themselves. Nothing is filled in or sent there in their place.

use atelier_domain::{BadgeId, Participant, ParticipantId, RequestState, Step};
use atelier_store::{RequestFilter, Store};
use atelier_texts as texts;
use std::collections::BTreeSet;
use url::{Host, Url};

use crate::base::app::App;
use crate::base::names::full_name;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::platform::passport_view::{PassportPage, PassportSetting, PassportView};

/// The platform, unless set otherwise.
const PLATFORM: &str = "https://openbadgepassport.com";

/// The platform's own paths for its pages in French (salava, `user/routes.clj`).
const REGISTER: &str = "/app/user/register/fr";

const LOGIN: &str = "/app/user/login/fr";

const EMAILS: &str = "/app/user/edit/email-addresses";

const APPLY: &str = "/app/badge/application";

/// Where a badge's own form is, unless set otherwise: the issuer's platform.
const FORMS: &str = "openbadgefactory.com";

/// What the code of a badge's own form begins with.
const BADGE: &str = "badge:";

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
        let wrong = || Problem::of(Case::PassportAddress).on("address");
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
                _ => {
                    return Err(Problem::of(Case::PassportHost {
                        host: host.to_owned(),
                    })
                    .on("hosts"));
                }
            }
        }
        if kept.len() > MAX_HOSTS {
            return Err(Problem::of(Case::PassportHost {
                host: "…".to_owned(),
            })
            .on("hosts"));
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
            None => Self::usual(),
        }
    }

    /// Where it is unless set otherwise.
    pub(crate) fn usual() -> Answer<Self> {
        Self::parse(PLATFORM, &[FORMS.to_owned()])
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

    /// Where a page of the platform is, for a code of [`PAGES`]. The ones behind the sign-in lead to it first.
    fn address_of_page(&self, code: &str) -> Option<String> {
        match code {
            "register" => Some(self.register()),
            "login" => Some(self.login()),
            "emails" => Some(self.page(EMAILS)),
            "apply" => Some(self.page(APPLY)),
            _ => None,
        }
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
    let svg = atelier_documents::code_svg(address).map_err(crate::base::pages::failed)?;
    Ok(crate::catalogue::drawing::svg_uri(&svg))
}

/// The pages of the platform, in the order in which people meet them.
pub(crate) const PAGES: [&str; 4] = ["register", "login", "emails", "apply"];

/// Whether a request in this state may still be made on the badge's own page.
fn asks(state: RequestState) -> bool {
    match state {
        RequestState::Draft
        | RequestState::Ready
        | RequestState::Held
        | RequestState::Queued
        | RequestState::Delivered
        | RequestState::InCommittee
        | RequestState::Returned => true,
        RequestState::Refused
        | RequestState::Accepted
        | RequestState::Issued
        | RequestState::InPassport => false,
    }
}

/// The forms of the badges that a person asks for, as far as the window may show them.
fn forms(store: &Store, person: &Participant, platform: &Platform) -> Answer<Vec<PassportPage>> {
    let filter = RequestFilter {
        participant: Some(person.id),
        ..RequestFilter::default()
    };
    let rows = store.requests(&filter)?;
    let badges: BTreeSet<BadgeId> = rows
        .into_iter()
        .filter(|row| asks(row.request.state))
        .map(|row| row.request.badge)
        .collect();
    if badges.is_empty() {
        return Ok(Vec::new());
    }
    let shelf = Shelf::read(store)?;
    let shown = badges.iter().filter_map(|id| {
        let badge = shelf.badge(id).ok()?;
        let address = Url::parse(&badge.application_url).ok()?;
        platform.allows(&address).then(|| {
            let title = texts::passport_page::badge(&badge.name);
            page_view(&format!("{BADGE}{id}"), title, address.into())
        })
    });
    shown.collect()
}

fn page_view(code: &str, title: String, address: String) -> Answer<PassportPage> {
    Ok(PassportPage {
        code: code.to_owned(),
        title,
        qr: code_uri(&address)?,
        address,
    })
}

fn view(store: &Store, person: &Participant, platform: &Platform) -> Answer<PassportView> {
    let own = PAGES.iter().filter_map(|code| {
        let address = platform.address_of_page(code)?;
        let title = match *code {
            "register" => texts::passport_page::register(),
            "login" => texts::passport_page::login(),
            "emails" => texts::passport_page::emails(),
            _ => texts::passport_page::apply(),
        };
        Some(page_view(code, title, address))
    });
    let mut pages = own.collect::<Answer<Vec<_>>>()?;
    pages.extend(forms(store, person, platform)?);
    Ok(PassportView {
        participant: person.id.into(),
        person: full_name(person),
        first_name: person.first_name.to_string(),
        last_name: person.last_name.to_string(),
        email: person
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        pages,
        title: texts::passport::window(person.first_name.as_str()),
    })
}

/// What is said when the page led to a place that the window may not show.
#[must_use]
pub fn refused(url: &Url) -> Problem {
    match url
        .host_str()
        .filter(|_| matches!(url.scheme(), "http" | "https"))
    {
        Some(host) => Problem::of(Case::PassportSite {
            host: host.to_owned(),
        }),
        None => Problem::of(Case::PassportLink),
    }
}

/// What is shown in the window in the place of a page that did not come, with a link that tries again.
#[must_use]
pub fn lost_page(url: &Url) -> String {
    let address = escaped(url.as_str());
    format!(
        r#"<!doctype html><html lang="fr"><meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark"><title>{title}</title>
<style>
body {{ max-width: 34rem; margin: 18vh auto 0; padding: 0 2rem; font: 1.25rem/1.5 sans-serif }}
h1 {{ font-size: 1.75rem; line-height: 1.25 }}
a {{ display: inline-block; margin-top: 1rem; padding: .75rem 1.5rem; border-radius: .5rem; background: CanvasText; color: Canvas; font-weight: 700; text-decoration: none }}
a:focus-visible {{ outline: 3px solid CanvasText; outline-offset: 3px }}
</style>
<h1>{title}</h1><p>{what}</p><p>{todo}</p><p><a href="{address}">{again}</a></p></html>"#,
        title = escaped(&texts::passport_lost::title()),
        what = escaped(&texts::passport_lost::what()),
        todo = escaped(&texts::passport_lost::todo()),
        again = escaped(&texts::passport_lost::again()),
    )
}

/// Text put inside a page or an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

impl App {
    /// What is shown beside a person's Open Badge Passport window.
    ///
    /// # Errors
    /// `not-found`.
    pub fn passport(&self, id: ParticipantId) -> Answer<PassportView> {
        self.with(|store| {
            let person = store
                .participant(id)?
                .ok_or_else(|| Problem::of(Case::NotFound))?;
            view(store, &person, &platform(store)?)
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
        let text = serde_json::to_string(&kept).map_err(Problem::unexpected)?;
        self.with(|store| Ok(store.set_setting(SETTING, &text)?))?;
        self.connection.hint();
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
    fn each_page_is_where_the_platform_has_it() {
        let platform = Platform::parse(PLATFORM, &[]).unwrap();
        let address = |code| platform.address_of_page(code).unwrap();
        let site = "https://openbadgepassport.com";
        assert_eq!(address("register"), format!("{site}/app/user/register/fr"));
        assert_eq!(address("login"), format!("{site}/app/user/login/fr"));
        let emails = format!("{site}/app/user/edit/email-addresses");
        assert_eq!(address("emails"), emails);
        assert_eq!(address("apply"), format!("{site}/app/badge/application"));
        assert_eq!(platform.address_of_page("elsewhere"), None);
    }

    #[test]
    fn a_badges_own_form_is_offered_to_who_asks_for_it_when_its_site_is_allowed() {
        let folder = tempfile::tempdir().unwrap();
        let places = crate::base::app::Places {
            data: folder.path().join("data"),
            documents: folder.path().join("documents"),
        };
        let app = App::new(places, crate::base::clock::Clock::of_tests());
        crate::demo::fill(&app).unwrap();
        let forms_of = |request: &crate::requests::view::RequestSummary| {
            let pages = app.passport(request.participant_id.0).unwrap().pages;
            pages.into_iter().skip(PAGES.len()).collect::<Vec<_>>()
        };
        let all = crate::requests::view::RequestFilterForm {
            participant: None,
            workshop: None,
        };
        let requests = app.requests(&all).unwrap();
        let draft = requests
            .iter()
            .find(|one| one.state == RequestState::Draft)
            .unwrap();
        // The example catalogue's forms are at example.org, which is not INAÉ's.
        assert_eq!(forms_of(draft), []);
        let hosts = vec![FORMS.to_owned(), "example.org".to_owned()];
        let setting = PassportSetting {
            address: String::new(),
            hosts,
        };
        app.save_passport_setting(&setting).unwrap();
        let code = format!("badge:{}", draft.badge_id);
        let forms = forms_of(draft);
        let form = forms.iter().find(|page| page.code == code).unwrap();
        assert!(form.title.contains(&draft.badge_name), "{}", form.title);
        let start = "https://example.org/c/earnablebadge/";
        assert!(form.address.starts_with(start), "{}", form.address);
        // What was decided is not asked for again.
        let issued = requests
            .iter()
            .find(|one| one.state == RequestState::Issued)
            .unwrap();
        let code = format!("badge:{}", issued.badge_id);
        assert!(forms_of(issued).iter().all(|page| page.code != code));
    }

    #[test]
    fn the_issuers_forms_are_allowed_unless_set_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let places = crate::base::app::Places {
            data: folder.path().join("data"),
            documents: folder.path().join("documents"),
        };
        let app = App::new(places, crate::base::clock::Clock::of_tests());
        app.create_store(crate::demo::PASSPHRASE).unwrap();
        let form = "https://openbadgefactory.com/c/earnablebadge/ABCDEF123456/apply";
        assert!(allows(&app.passport_platform().unwrap(), form));
        let mut setting = app.passport_setting().unwrap();
        assert_eq!(setting.hosts, ["openbadgefactory.com"]);
        setting.hosts.clear();
        app.save_passport_setting(&setting).unwrap();
        assert!(!allows(&app.passport_platform().unwrap(), form));
    }

    #[test]
    fn what_is_refused_is_named_as_far_as_it_has_a_name() {
        let said = |address: &str| refused(&Url::parse(address).unwrap());
        let site = said("https://ailleurs.example/x?y=z");
        assert_eq!(site.code(), "passport-site");
        assert!(site.told().what.contains("ailleurs.example") && !site.told().what.contains("y=z"));
        assert_eq!(said("mailto:quelquun@exemple.fr").code(), "passport-link");
    }

    #[test]
    fn the_page_shown_instead_holds_its_link_and_nothing_that_runs() {
        let url = Url::parse("https://openbadgepassport.com/a'b?x=%22<script>&y").unwrap();
        let page = lost_page(&url);
        assert!(!page.contains("<script"), "{page}");
        assert!(
            page.contains("href=\"https://openbadgepassport.com/a"),
            "{page}"
        );
        assert!(page.contains("&amp;y\""), "{page}");
        assert!(!page.contains("passport-lost"), "a text is missing: {page}");
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
