//! What each column of a list probably is: from its header, else from its values.

use atelier_domain::fold::fold;

use crate::people::import::read::List;
use crate::people::view::ImportField;

const HEADERS: [(&str, ImportField); 37] = [
    ("prenom", ImportField::FirstName),
    ("prenoms", ImportField::FirstName),
    ("first name", ImportField::FirstName),
    ("nom", ImportField::LastName),
    ("noms", ImportField::LastName),
    ("nom de famille", ImportField::LastName),
    ("nom d usage", ImportField::LastName),
    ("nom usage", ImportField::LastName),
    ("nom de naissance", ImportField::Ignored),
    ("last name", ImportField::LastName),
    ("nom prenom", ImportField::FullName),
    ("nom et prenom", ImportField::FullName),
    ("nom/prenom", ImportField::FullName),
    ("nom / prenom", ImportField::FullName),
    ("prenom nom", ImportField::FullName),
    ("prenom et nom", ImportField::FullName),
    ("nom complet", ImportField::FullName),
    ("salarie", ImportField::FullName),
    ("beneficiaire", ImportField::FullName),
    ("participant", ImportField::FullName),
    ("mail", ImportField::Email),
    ("e mail", ImportField::Email),
    ("email", ImportField::Email),
    ("courriel", ImportField::Email),
    ("adresse mail", ImportField::Email),
    ("adresse e mail", ImportField::Email),
    ("adresse email", ImportField::Email),
    ("adresse courriel", ImportField::Email),
    ("adresse electronique", ImportField::Email),
    ("tel", ImportField::Phone),
    ("tel.", ImportField::Phone),
    ("telephone", ImportField::Phone),
    ("telephone portable", ImportField::Phone),
    ("tel portable", ImportField::Phone),
    ("portable", ImportField::Phone),
    ("mobile", ImportField::Phone),
    ("numero de telephone", ImportField::Phone),
];

/// A guess for each column. No field but `Ignored` is given twice.
pub(super) fn guess(list: &List) -> Vec<ImportField> {
    let mut given: Vec<ImportField> = Vec::new();
    let mut fields = Vec::new();
    for (index, header) in list.headers.iter().enumerate() {
        let header = fold(header);
        let by_header = HEADERS
            .iter()
            .find(|(text, _)| *text == header)
            .map(|(_, field)| field.clone());
        let field = by_header.unwrap_or_else(|| by_values(list, index));
        let field = if given.contains(&field) {
            ImportField::Ignored
        } else {
            field
        };
        if field != ImportField::Ignored {
            given.push(field.clone());
        }
        fields.push(field);
    }
    fields
}

fn by_values(list: &List, column: usize) -> ImportField {
    let values: Vec<&str> = list.values(column).take(50).collect();
    let most = |test: fn(&str) -> bool| {
        !values.is_empty() && values.iter().filter(|value| test(value)).count() * 2 > values.len()
    };
    if most(|value| value.contains('@')) {
        ImportField::Email
    } else if most(is_phone) {
        ImportField::Phone
    } else {
        ImportField::Ignored
    }
}

fn is_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    (9..=13).contains(&digits)
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || " .+-()/".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(headers: &[&str], cells: &[&str]) -> List {
        List {
            read_as: String::new(),
            headers: headers.iter().map(|&h| h.to_owned()).collect(),
            lines: vec![(2, cells.iter().map(|&c| c.to_owned()).collect())],
        }
    }

    #[test]
    fn usual_headers_are_known_whatever_their_case_and_accents() {
        let list = list(
            &["NOM", "Prénom", "Adresse e-mail", "Tél.", "Ville"],
            &["A", "B", "C", "D", "E"],
        );
        use ImportField::*;
        assert_eq!(guess(&list), [LastName, FirstName, Email, Phone, Ignored]);
    }

    #[test]
    fn values_tell_when_headers_do_not() {
        let list = list(&["x", "y"], &["lea@example.org", "06 12 34 56 78"]);
        assert_eq!(guess(&list), [ImportField::Email, ImportField::Phone]);
    }

    #[test]
    fn a_field_is_given_once() {
        let list = list(&["mail", "courriel"], &["a@b.fr", "c@d.fr"]);
        assert_eq!(guess(&list), [ImportField::Email, ImportField::Ignored]);
    }
}
