//! People on integration contracts. The minimum that asking for a badge needs, and nothing else.

use std::fmt;

use crate::email::EmailAddress;
use crate::fold::fold;
use crate::id::ParticipantId;

/// A first or last name: 1 to 255 characters once trimmed (Open Badge Passport's own limits).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameProblem {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// More than 255 characters.
    #[error("too long")]
    TooLong,
    /// Contains a digit, an « @ » or a control character: often a shifted column in a list.
    #[error("not a name")]
    NotAName,
}

impl PersonName {
    /// Checks a name; inner runs of spaces become one space.
    ///
    /// # Errors
    /// See [`PersonNameProblem`].
    pub fn parse(text: &str) -> Result<Self, PersonNameProblem> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Err(PersonNameProblem::Empty);
        }
        if text.chars().count() > 255 {
            return Err(PersonNameProblem::TooLong);
        }
        if text
            .chars()
            .any(|c| c.is_control() || c.is_numeric() || c == '@')
            || !text.chars().any(char::is_alphabetic)
        {
            return Err(PersonNameProblem::NotAName);
        }
        Ok(Self(text))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person on an integration contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Made on the device.
    pub id: ParticipantId,
    /// First name.
    pub first_name: PersonName,
    /// Last name.
    pub last_name: PersonName,
    /// The address used for badges; one address per person, and one person per address.
    pub email: Option<EmailAddress>,
    /// As typed; optional; never used to identify anyone.
    pub phone: Option<String>,
    /// The name the person chose to be shown to the group, instead of their first name.
    pub nickname: Option<String>,
}

impl Participant {
    /// What the group is shown: the name they chose, or else their first name. Never the last name.
    #[must_use]
    pub fn shown_name(&self) -> &str {
        self.nickname
            .as_deref()
            .unwrap_or_else(|| self.first_name.as_str())
    }

    /// What is searched: folded first name, last name and address.
    #[must_use]
    pub fn search_key(&self) -> String {
        let email = self
            .email
            .as_ref()
            .map(EmailAddress::key)
            .unwrap_or_default();
        fold(&format!("{} {} {email}", self.first_name, self.last_name))
            .trim_end()
            .to_owned()
    }

    /// Two people with this same key are probably one: folded last and first names.
    #[must_use]
    pub fn name_key(&self) -> String {
        fold(&format!("{} {}", self.last_name, self.first_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_spelling() {
        assert_eq!(
            PersonName::parse("  Marie  Claire ").unwrap().as_str(),
            "Marie Claire"
        );
        assert_eq!(PersonName::parse("Nguyễn").unwrap().as_str(), "Nguyễn");
    }

    #[test]
    fn what_is_not_a_name_is_refused() {
        assert_eq!(PersonName::parse(" "), Err(PersonNameProblem::Empty));
        assert_eq!(
            PersonName::parse("06 12 34 56 78"),
            Err(PersonNameProblem::NotAName)
        );
        assert_eq!(
            PersonName::parse("a@b.fr"),
            Err(PersonNameProblem::NotAName)
        );
        assert_eq!(PersonName::parse("---"), Err(PersonNameProblem::NotAName));
    }
}
