//! People: found as one types, added by hand, corrected, removed.

use atelier_domain::{
    EmailAddress, EmailProblem, Participant, ParticipantId, PersonName, PersonNameProblem,
};
use atelier_store::Store;
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::names::full_name;
use crate::base::problem::{Answer, Case, Problem};
use crate::people::view::{EmailCheck, ParticipantForm, ParticipantView};

/// Most people listed at once; the search narrows further.
const MAX_LISTED: usize = 500;

/// Why an address cannot be kept, in plain French.
pub(crate) fn email_problem(problem: EmailProblem) -> String {
    match problem {
        EmailProblem::Empty => texts::email::empty(),
        EmailProblem::TooLong => texts::email::too_long(),
        EmailProblem::NotAscii => texts::email::not_ascii(),
        EmailProblem::Separator => texts::email::separator(),
        EmailProblem::AtSign => texts::email::at_sign(),
        EmailProblem::Local => texts::email::local(),
        EmailProblem::Domain => texts::email::domain(),
    }
}

/// Why a first or a last name (`first-name`, `last-name`) cannot be kept, in plain French.
pub(crate) fn name_problem(which: &str, problem: PersonNameProblem) -> String {
    use PersonNameProblem::{Empty, NotAName, TooLong};
    match (which, problem) {
        ("first-name", Empty) => texts::name::first_name_empty(),
        ("first-name", TooLong) => texts::name::first_name_too_long(),
        ("first-name", NotAName) => texts::name::first_name_not_a_name(),
        (_, Empty) => texts::name::last_name_empty(),
        (_, TooLong) => texts::name::last_name_too_long(),
        (_, NotAName) => texts::name::last_name_not_a_name(),
    }
}

/// The address, or nothing when the text is blank.
pub(crate) fn optional_email(text: &str) -> Result<Option<EmailAddress>, EmailProblem> {
    match EmailAddress::parse(text) {
        Ok(email) => Ok(Some(email)),
        Err(EmailProblem::Empty) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// A person, as shown.
pub(crate) fn view(person: &Participant, requests: u32) -> ParticipantView {
    ParticipantView {
        id: person.id.into(),
        first_name: person.first_name.to_string(),
        last_name: person.last_name.to_string(),
        email: person
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        phone: person.phone.clone().unwrap_or_default(),
        nickname: person.nickname.clone().unwrap_or_default(),
        email_suggestion: person
            .email
            .as_ref()
            .and_then(EmailAddress::suggestion)
            .map(|email| email.to_string()),
        requests,
    }
}

/// How many requests a person has.
pub(crate) fn requests_of(store: &Store, participant: ParticipantId) -> Answer<u32> {
    let counts = store.request_counts(Some(participant))?;
    Ok(counts.get(&participant).copied().unwrap_or(0))
}

impl App {
    /// People whose first name, last name or address has words beginning as typed; accents do not count.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn participants(&self, query: &str) -> Answer<Vec<ParticipantView>> {
        self.with(|store| {
            let people = store.search_participants(query, MAX_LISTED)?;
            people
                .iter()
                .map(|person| Ok(view(person, requests_of(store, person.id)?)))
                .collect()
        })
    }

    /// The identifier of the person who has this e-mail address, or this identifier; `None` for nobody.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn find_participant(&self, wanted: &str) -> Answer<Option<ParticipantId>> {
        self.with(|store| {
            let found = match optional_email(wanted) {
                Ok(Some(email)) => store.participant_by_email(&email.key())?,
                _ => match wanted.parse() {
                    Ok(id) => store.participant(id)?,
                    Err(_) => None,
                },
            };
            Ok(found.map(|person| person.id))
        })
    }

    /// What can be said of an address while it is typed for `participant` (`None` for a new person).
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn check_email(
        &self,
        email: &str,
        participant: Option<ParticipantId>,
    ) -> Answer<EmailCheck> {
        let email = match optional_email(email) {
            Ok(Some(email)) => email,
            Ok(None) => {
                return Ok(EmailCheck {
                    ok: true,
                    problem: None,
                    suggestion: None,
                });
            }
            Err(problem) => {
                return Ok(EmailCheck {
                    ok: false,
                    problem: Some(email_problem(problem)),
                    suggestion: None,
                });
            }
        };
        self.with(|store| {
            let other = store
                .participant_by_email(&email.key())?
                .filter(|other| Some(other.id) != participant);
            let problem = other.map(|other| texts::import::email_known(full_name(&other)));
            Ok(EmailCheck {
                ok: problem.is_none(),
                problem,
                suggestion: email.suggestion().map(|email| email.to_string()),
            })
        })
    }

    /// Keeps a person: a new one, or an existing one corrected. An unknown identifier is created with it (undo of a removal).
    ///
    /// # Errors
    /// `name-invalid`, `email-invalid` or `email-taken`, on the field at fault; nothing is changed then.
    pub fn save_participant(&self, form: &ParticipantForm) -> Answer<ParticipantView> {
        let name = |text: &str, which: &str, field: &str| {
            PersonName::parse(text).map_err(|problem| {
                let reason = name_problem(which, problem);
                Problem::of(Case::NameInvalid { reason }).on(field)
            })
        };
        let first_name = name(&form.first_name, "first-name", "first_name")?;
        let last_name = name(&form.last_name, "last-name", "last_name")?;
        let email = optional_email(&form.email).map_err(|problem| {
            Problem::of(Case::EmailInvalid {
                reason: email_problem(problem),
            })
            .on("email")
        })?;
        let optional = |text: &str| {
            Some(text.trim().chars().take(40).collect::<String>()).filter(|text| !text.is_empty())
        };
        let language = form.language.map(|language| language.0);
        let phone = optional(&form.phone);
        let nickname = optional(&form.nickname);
        let id = match form.id {
            Some(id) => id.0,
            None => ParticipantId::new(self.clock.new_id()),
        };
        let person = Participant {
            id,
            first_name,
            last_name,
            email,
            phone,
            nickname,
        };
        self.atomically(|store| {
            if let Some(email) = &person.email {
                let other = store
                    .participant_by_email(&email.key())?
                    .filter(|other| other.id != id);
                if let Some(other) = other {
                    return Err(Problem::of(Case::EmailTaken {
                        person: full_name(&other),
                    })
                    .on("email"));
                }
            }
            if store.participant(id)?.is_some() {
                store.update_participant(&person, self.now())?;
                crate::requests::assess::reassess(store, self.now(), Some(id))?;
            } else {
                store.insert_participant(&person, self.now())?;
            }
            if let Some(language) = language {
                store.set_participant_language(id, language)?;
            }
            Ok(view(&person, requests_of(store, id)?))
        })
    }

    /// Removes a person who has no request; [`App::restore_removed`] puts them back.
    ///
    /// # Errors
    /// `in-use` when they have one.
    pub fn remove_participant(&self, id: ParticipantId) -> Answer<()> {
        let removed = self.with(|store| {
            let removed = store.remove_participant(id)?;
            store.append_journal(self.now(), "participant-removed", &id.to_string())?;
            Ok(removed)
        })?;
        self.keep_removed(&id.to_string(), removed);
        Ok(())
    }
}
