//! E-mail addresses, as Open Badge Passport takes them: 1 to 255 ASCII characters
//! (source: Salava `user/schemas.cljc`, 2020; `docs/GLOSSARY.md` names the live limits as data to re-check).

use std::fmt;

/// A checked address. Kept as typed (the recipient's hash of Open Badges is case-sensitive), apart from outer spaces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Why a text is not an address that Open Badge Passport would take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailProblem {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// More than 255 characters.
    #[error("too long")]
    TooLong,
    /// An accent or another character outside ASCII.
    #[error("not ASCII")]
    NotAscii,
    /// A space, a comma or a semicolon: often two addresses in one field.
    #[error("space or separator inside")]
    Separator,
    /// No « @ », or more than one.
    #[error("no single at sign")]
    AtSign,
    /// Nothing, or a misplaced dot, before the « @ ».
    #[error("local part")]
    Local,
    /// What follows the « @ » is not a domain name with a dot.
    #[error("domain")]
    Domain,
}

impl EmailAddress {
    /// Longest address, in characters.
    pub const MAX_LEN: usize = 255;

    /// Checks the form. Nothing is changed but outer spaces.
    ///
    /// # Errors
    /// The first [`EmailProblem`] found.
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailProblem::Empty);
        }
        if text.chars().count() > Self::MAX_LEN {
            return Err(EmailProblem::TooLong);
        }
        if !text.is_ascii() {
            return Err(EmailProblem::NotAscii);
        }
        if text
            .chars()
            .any(|c| c.is_ascii_whitespace() || c.is_ascii_control() || ",;<>()[]\"\\".contains(c))
        {
            return Err(EmailProblem::Separator);
        }
        let Some((local, domain)) = text.split_once('@') else {
            return Err(EmailProblem::AtSign);
        };
        if domain.contains('@') {
            return Err(EmailProblem::AtSign);
        }
        if local.is_empty()
            || local.len() > 64
            || local.starts_with('.')
            || local.ends_with('.')
            || local.contains("..")
        {
            return Err(EmailProblem::Local);
        }
        if !is_domain(domain) {
            return Err(EmailProblem::Domain);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which two addresses are the same mailbox for us: lower case.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// A likely correction when the domain looks like a mistyped well-known one. To be offered, never applied silently.
    #[must_use]
    pub fn suggestion(&self) -> Option<EmailAddress> {
        let (local, domain) = self.0.split_once('@')?;
        let domain = domain.to_ascii_lowercase();
        if KNOWN_DOMAINS.contains(&domain.as_str()) {
            return None;
        }
        let near = KNOWN_DOMAINS
            .iter()
            .map(|known| (edit_distance(&domain, known), *known))
            .filter(|(distance, known)| *distance <= if known.len() > 9 { 2 } else { 1 })
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, known)| known)?;
        Some(Self(format!("{local}@{near}")))
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let label_ok = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    labels.len() >= 2
        && labels.iter().all(label_ok)
        && labels
            .last()
            .is_some_and(|tld| tld.len() >= 2 && !tld.chars().all(|c| c.is_ascii_digit()))
}

/// Mailbox providers common in France: the targets of a proposed correction.
const KNOWN_DOMAINS: [&str; 20] = [
    "gmail.com",
    "hotmail.com",
    "hotmail.fr",
    "outlook.com",
    "outlook.fr",
    "yahoo.com",
    "yahoo.fr",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "live.fr",
    "live.com",
    "msn.com",
    "bbox.fr",
    "icloud.com",
    "neuf.fr",
    "protonmail.com",
    "proton.me",
];

/// Damerau-Levenshtein distance (adjacent transposition counts one), on bytes: both sides are ASCII.
fn edit_distance(a: &str, b: &str) -> usize {
    let b_bytes = b.as_bytes();
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b_bytes.len()).collect();
    let mut last_a = None;
    for (i, a_byte) in a.bytes().enumerate() {
        let mut current = Vec::with_capacity(previous.len());
        current.push(i + 1);
        let mut last_b = None;
        for (j, b_byte) in b_bytes.iter().copied().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX / 2);
            let substituted = at(&previous, j) + usize::from(a_byte != b_byte);
            let mut best = substituted
                .min(at(&previous, j + 1) + 1)
                .min(at(&current, j) + 1);
            if last_a == Some(b_byte) && last_b == Some(a_byte) {
                best = best.min(at(&before, j.wrapping_sub(1)) + 1);
            }
            current.push(best);
            last_b = Some(b_byte);
        }
        before = std::mem::replace(&mut previous, current);
        last_a = Some(a_byte);
    }
    previous.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggestion(text: &str) -> Option<String> {
        EmailAddress::parse(text)
            .unwrap()
            .suggestion()
            .map(|s| s.to_string())
    }

    #[test]
    fn ordinary_addresses_are_taken_as_typed() {
        for text in [
            "a@b.fr",
            "Jean.Dupont+badge@laposte.net",
            "x_y-z@sous.domaine.asso.fr",
        ] {
            assert_eq!(EmailAddress::parse(text).unwrap().as_str(), text);
        }
        assert_eq!(EmailAddress::parse("  a@b.fr ").unwrap().as_str(), "a@b.fr");
    }

    #[test]
    fn each_fault_has_its_own_reason() {
        use EmailProblem::*;
        for (text, problem) in [
            ("", Empty),
            ("hélène@free.fr", NotAscii),
            ("a b@free.fr", Separator),
            ("a@b.fr;c@d.fr", Separator),
            ("sans-arobase.fr", AtSign),
            ("a@b@c.fr", AtSign),
            ("@free.fr", Local),
            ("a.@free.fr", Local),
            ("a@free", Domain),
            ("a@-free.fr", Domain),
            ("a@free.1", Domain),
        ] {
            assert_eq!(EmailAddress::parse(text), Err(problem), "{text}");
        }
        let long = format!("{}@{}.fr", "a".repeat(60), "b".repeat(250));
        assert_eq!(EmailAddress::parse(&long), Err(TooLong));
    }

    #[test]
    fn mistyped_domains_get_a_proposal() {
        assert_eq!(
            suggestion("lea@gmial.com").as_deref(),
            Some("lea@gmail.com")
        );
        assert_eq!(suggestion("lea@gmail.co").as_deref(), Some("lea@gmail.com"));
        assert_eq!(
            suggestion("lea@hotmal.fr").as_deref(),
            Some("lea@hotmail.fr")
        );
        assert_eq!(
            suggestion("lea@oragne.fr").as_deref(),
            Some("lea@orange.fr")
        );
        assert_eq!(
            suggestion("lea@lapost.net").as_deref(),
            Some("lea@laposte.net")
        );
    }

    #[test]
    fn right_and_unrelated_domains_are_left_alone() {
        assert_eq!(suggestion("lea@gmail.com"), None);
        assert_eq!(suggestion("lea@GMAIL.com"), None);
        assert_eq!(suggestion("lea@mairie-pessac.fr"), None);
        assert_eq!(suggestion("lea@inae-nouvelleaquitaine.org"), None);
    }

    #[test]
    fn one_mailbox_whatever_the_case() {
        let key = |t: &str| EmailAddress::parse(t).unwrap().key();
        assert_eq!(key("Lea@Free.fr"), key("lea@free.fr"));
    }
}
