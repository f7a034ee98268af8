//! What becomes of each line of a list, and why.

use atelier_domain::fold::fold;
use atelier_domain::{EmailAddress, Participant, ParticipantId, PersonName};
use atelier_texts as texts;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::names::full_name;
use crate::people::import::read::List;
use crate::people::participants::{email_problem, name_problem, optional_email};
use crate::people::view::{ImportField, ImportLine, LineVerdict};

/// A line with what would be kept of it.
pub(super) struct Line {
    pub(super) view: ImportLine,
    /// Present when the line is a new person.
    pub(super) person: Option<NewPerson>,
}

/// A person to be added.
pub(super) struct NewPerson {
    first_name: PersonName,
    last_name: PersonName,
    email: Option<EmailAddress>,
    phone: Option<String>,
}

impl NewPerson {
    pub(super) fn with_id(&self, id: ParticipantId) -> Participant {
        let Self {
            first_name,
            last_name,
            email,
            phone,
        } = self;
        Participant {
            id,
            first_name: first_name.clone(),
            last_name: last_name.clone(),
            email: email.clone(),
            phone: phone.clone(),
            nickname: None,
        }
    }

    fn name_key(&self) -> String {
        fold(&format!("{} {}", self.last_name, self.first_name))
    }
}

/// Who is known by which address and name: in the store, then along the list.
#[derive(Default)]
struct Seen {
    by_email: BTreeMap<String, (String, Owner)>,
    by_name: BTreeMap<String, (Option<String>, Owner)>,
}

#[derive(Clone)]
enum Owner {
    Stored(String),
    Line(u32),
}

/// What becomes of each line. `corrected` are the lines whose proposed correction of the address is accepted.
pub(super) fn lines(
    list: &List,
    fields: &[ImportField],
    known: &[Participant],
    corrected: &BTreeSet<u32>,
) -> Vec<Line> {
    let mut seen = Seen::default();
    for person in known {
        let owner = Owner::Stored(full_name(person));
        seen.remember(&person.name_key(), person.email.as_ref(), &owner);
    }
    list.lines
        .iter()
        .map(|(line, cells)| check(*line, cells, list, fields, corrected, &mut seen))
        .collect()
}

impl Seen {
    fn remember(&mut self, name_key: &str, email: Option<&EmailAddress>, owner: &Owner) {
        if let Some(email) = email {
            self.by_email
                .insert(email.key(), (name_key.to_owned(), owner.clone()));
        }
        self.by_name
            .entry(name_key.to_owned())
            .or_insert((email.map(EmailAddress::key), owner.clone()));
    }

    /// What is said against a person, if they are not new.
    fn verdict(&self, person: &NewPerson) -> Option<(LineVerdict, String)> {
        let name_key = person.name_key();
        if let Some((other_name, owner)) = person
            .email
            .as_ref()
            .and_then(|email| self.by_email.get(&email.key()))
        {
            let same = *other_name == name_key;
            return Some(match (owner, same) {
                (Owner::Stored(_), true) => (LineVerdict::Known, texts::import::known()),
                (Owner::Line(line), true) => (LineVerdict::Double, texts::import::double(line)),
                (Owner::Stored(name), false) => {
                    (LineVerdict::Bad, texts::import::email_known(name))
                }
                (Owner::Line(line), false) => (LineVerdict::Bad, texts::import::email_double(line)),
            });
        }
        let (other_email, owner) = self.by_name.get(&name_key)?;
        if person.email.is_some() && other_email.is_some() {
            // Two people of the same name with an address each.
            return None;
        }
        Some(match owner {
            Owner::Stored(_) => (LineVerdict::Known, texts::import::known()),
            Owner::Line(line) => (LineVerdict::Double, texts::import::double(line)),
        })
    }
}

fn check(
    line: u32,
    cells: &[String],
    list: &List,
    fields: &[ImportField],
    corrected: &BTreeSet<u32>,
    seen: &mut Seen,
) -> Line {
    let cell = |wanted: ImportField| -> (&str, usize) {
        let index = fields
            .iter()
            .position(|field| *field == wanted)
            .unwrap_or(usize::MAX);
        (cells.get(index).map_or("", String::as_str), index)
    };
    let mut remarks = Vec::new();
    let (full, full_index) = cell(ImportField::FullName);
    let (first, last) = if full_index == usize::MAX {
        (
            cell(ImportField::FirstName).0.to_owned(),
            cell(ImportField::LastName).0.to_owned(),
        )
    } else {
        let header = list.headers.get(full_index).map_or("", String::as_str);
        split_full_name(full, !fold(header).starts_with("prenom")).unwrap_or_else(|| {
            remarks.push(texts::import::full_name(full));
            (String::new(), full.to_owned())
        })
    };
    let name = |text: &str, which: &str| {
        PersonName::parse(text).map_err(|problem| name_problem(which, problem))
    };
    let first_name = if remarks.is_empty() {
        name(&first, "first-name")
    } else {
        Err(String::new())
    };
    let last_name = name(&last, "last-name");
    let typed = cell(ImportField::Email).0;
    let email = optional_email(typed).map_err(email_problem);
    let suggestion = email
        .as_ref()
        .ok()
        .and_then(|email| email.as_ref()?.suggestion());
    let phone = cell(ImportField::Phone).0.to_owned();

    let mut view = ImportLine {
        line,
        first_name: first,
        last_name: last,
        email: typed.to_owned(),
        phone: phone.clone(),
        verdict: LineVerdict::Bad,
        remarks,
        suggestion: suggestion.as_ref().map(ToString::to_string),
    };
    let (first_name, last_name, email) = match (first_name, last_name, email) {
        (Ok(first_name), Ok(last_name), Ok(email)) => (first_name, last_name, email),
        (first_name, last_name, email) => {
            let reasons = [first_name.err(), last_name.err(), email.err()];
            view.remarks.extend(
                reasons
                    .into_iter()
                    .flatten()
                    .filter(|reason| !reason.is_empty()),
            );
            return Line { view, person: None };
        }
    };
    let email = match suggestion {
        Some(better) if corrected.contains(&line) => Some(better),
        _ => email,
    };
    let person = NewPerson {
        first_name,
        last_name,
        email,
        phone: Some(phone).filter(|phone| !phone.is_empty()),
    };
    if let Some((verdict, remark)) = seen.verdict(&person) {
        view.verdict = verdict;
        view.remarks.push(remark);
        return Line { view, person: None };
    }
    seen.remember(
        &person.name_key(),
        person.email.as_ref(),
        &Owner::Line(line),
    );
    view.verdict = LineVerdict::New;
    if person.email.is_none() {
        view.remarks.push(texts::import::no_email());
    }
    Line {
        view,
        person: Some(person),
    }
}

/// (first, last). Capitals tell the last name: « DUPONT Marie »; else a comma; else two words in the header's order.
fn split_full_name(text: &str, last_first: bool) -> Option<(String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capital = |word: &&str| {
        word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
    };
    let (last, first): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(is_capital);
    if !last.is_empty() && !first.is_empty() {
        return Some((first.join(" "), last.join(" ")));
    }
    if let Some((last, first)) = text.split_once(',') {
        return Some((first.trim().to_owned(), last.trim().to_owned()));
    }
    match words.as_slice() {
        [last, first] if last_first => Some(((*first).to_owned(), (*last).to_owned())),
        [first, last] => Some(((*first).to_owned(), (*last).to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ImportField::*;

    fn list(rows: &[&[&str]]) -> List {
        List {
            read_as: String::new(),
            headers: vec![],
            lines: (2..)
                .zip(rows)
                .map(|(n, row)| (n, row.iter().map(|&c| c.to_owned()).collect()))
                .collect(),
        }
    }

    fn verdicts(rows: &[&[&str]], known: &[Participant]) -> Vec<LineVerdict> {
        lines(
            &list(rows),
            &[LastName, FirstName, Email],
            known,
            &BTreeSet::new(),
        )
        .into_iter()
        .map(|line| line.view.verdict)
        .collect()
    }

    fn stored(first: &str, last: &str, email: Option<&str>) -> Participant {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        Participant {
            id,
            first_name: PersonName::parse(first).unwrap(),
            last_name: PersonName::parse(last).unwrap(),
            email: email.map(|e| EmailAddress::parse(e).unwrap()),
            phone: None,
            nickname: None,
        }
    }

    #[test]
    fn new_known_double_and_bad_lines_are_told_apart() {
        let known = [stored("Léa", "Martin", Some("lea@example.org"))];
        let rows: &[&[&str]] = &[
            &["Petit", "Ana", "ana@example.org"],
            &["MARTIN", "Lea", "LEA@example.org"],
            &["Petit", "Ana", "ana@example.org"],
            &["Autre", "Ana", "ana@example.org"],
            &["Roux", "Bob", "lea@example.org"],
            &["", "Zed", ""],
            &["Roux", "Tom", "tom@"],
            &["Noir", "Sam", ""],
        ];
        use LineVerdict::*;
        assert_eq!(
            verdicts(rows, &known),
            [New, Known, Double, Bad, Bad, Bad, Bad, New]
        );
    }

    #[test]
    fn two_people_of_the_same_name_with_an_address_each_are_two_people() {
        let rows: &[&[&str]] = &[
            &["Petit", "Ana", "ana1@example.org"],
            &["Petit", "Ana", "ana2@example.org"],
        ];
        assert_eq!(verdicts(rows, &[]), [LineVerdict::New, LineVerdict::New]);
    }

    #[test]
    fn a_correction_is_applied_only_when_accepted() {
        let rows: &[&[&str]] = &[&["Petit", "Ana", "ana@gmial.com"]];
        let kept = |accepted: &[u32]| {
            let corrected = accepted.iter().copied().collect();
            let mut lines = lines(&list(rows), &[LastName, FirstName, Email], &[], &corrected);
            lines.remove(0).person.unwrap().email.unwrap().to_string()
        };
        assert_eq!(kept(&[]), "ana@gmial.com");
        assert_eq!(kept(&[2]), "ana@gmail.com");
    }

    #[test]
    fn one_column_of_full_names_is_split() {
        let split = |text, last_first| split_full_name(text, last_first);
        assert_eq!(
            split("DE LA TOUR Marie Anne", true),
            Some(("Marie Anne".into(), "DE LA TOUR".into()))
        );
        assert_eq!(
            split("Marie DUPONT", true),
            Some(("Marie".into(), "DUPONT".into()))
        );
        assert_eq!(
            split("Dupont Marie", true),
            Some(("Marie".into(), "Dupont".into()))
        );
        assert_eq!(
            split("Marie Dupont", false),
            Some(("Marie".into(), "Dupont".into()))
        );
        assert_eq!(split("Dupont Martin Marie", true), None);
    }
}
