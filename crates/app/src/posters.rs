//! Posters on the wall: the short code under each, and the badge that a code or a photograph leads to.

use atelier_domain::{Badge, BadgeId, Origin};
use atelier_store::Store;
use sha2::{Digest, Sha256};

use crate::App;
use crate::catalogue::Shelf;
use crate::problem::{Answer, Problem};
use crate::view::{BadgeView, RequestView};

/// Letters and figures that are not taken for one another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code: 30 bits, for some dozens of badges.
const LENGTH: usize = 6;

/// The short code of a badge's posters, such as « K7M-2QX »: always the same for the same badge.
#[must_use]
pub fn short_code(badge: &BadgeId) -> String {
    let digest = Sha256::digest(format!("atelier-badges/poster/{badge}"));
    let letters: String = digest
        .iter()
        .take(LENGTH)
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect();
    match letters.split_at_checked(LENGTH / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => letters,
    }
}

/// A code as it is compared: what people write for 0 and 1 counts as 0 and 1, signs and spaces do not count.
fn plain(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        })
        .collect()
}

/// The badge of a poster, from its short code or from the address in its QR code.
fn find<'a>(shelf: &'a Shelf, text: &str) -> Option<&'a Badge> {
    let text = text.trim();
    let wanted = plain(text);
    shelf.catalogue.badges.iter().find(|badge| {
        let address = badge.application_url.trim_end_matches('/');
        text.trim_end_matches('/').eq_ignore_ascii_case(address)
            || plain(&short_code(&badge.id)) == wanted
    })
}

fn offered(store: &Store, shelf: &Shelf, text: &str) -> Answer<BadgeId> {
    let badge = find(shelf, text).ok_or_else(|| Problem::of("poster-unknown"))?;
    let offers = store.offers()?;
    if !offers.iter().any(|(id, _)| *id == badge.id) {
        return Err(Problem::new(
            "poster-not-offered",
            &[("badge", &badge.name)],
        ));
    }
    Ok(badge.id.clone())
}

impl App {
    /// The badge of a poster, from the code under its QR code, or from the address in it.
    ///
    /// # Errors
    /// `poster-unknown`; `poster-not-offered` when the structure does not offer that badge.
    pub fn find_poster(&self, text: &str) -> Answer<BadgeView> {
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let id = offered(store, &shelf, text)?;
            Ok(shelf.view(&id))
        })
    }

    /// The badge of a poster on a picture; `None` when no QR code is seen on it.
    ///
    /// # Errors
    /// As [`App::find_poster`]; and those of a file that is no picture.
    pub fn scan_poster(&self, file_name: &str, bytes: &[u8]) -> Answer<Option<BadgeView>> {
        let codes = atelier_evidence::read_codes(bytes)
            .map_err(|refusal| crate::clean::problem(file_name, &refusal))?;
        let mut unknown = None;
        for code in codes {
            match self.find_poster(&code) {
                Ok(badge) => return Ok(Some(badge)),
                Err(problem) => unknown = Some(problem),
            }
        }
        unknown.map_or(Ok(None), Err)
    }

    /// Opens the person's request for the badge of a poster, and notes that it came from there when it is a new one.
    ///
    /// # Errors
    /// As [`App::find_poster`] and [`App::open_request`].
    pub fn open_poster_request(&self, participant: &str, text: &str) -> Answer<RequestView> {
        let badge = self.find_poster(text)?.id;
        let known: Vec<String> = self
            .requests(&crate::view::RequestFilterForm {
                participant: Some(participant.to_owned()),
                workshop: None,
            })?
            .into_iter()
            .map(|request| request.id)
            .collect();
        let request = self.open_request(participant, &badge, None)?;
        if known.contains(&request.summary.id) {
            return Ok(request);
        }
        let id = request
            .summary
            .id
            .parse()
            .map_err(|_| Problem::of("unexpected"))?;
        self.with(|store| Ok(store.set_request_origin(id, Origin::Poster)?))?;
        self.request(&request.summary.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_stable_and_forgives_how_it_is_written() {
        let shelf = Shelf::example().unwrap();
        let mut codes: Vec<String> = Vec::new();
        for badge in &shelf.catalogue.badges {
            let code = short_code(&badge.id);
            assert_eq!(code.len(), LENGTH + 1, "{code}");
            assert_eq!(code, short_code(&badge.id));
            let typed = format!(
                " {} ",
                code.to_lowercase().replace('-', " ").replace('0', "o")
            );
            assert_eq!(find(&shelf, &typed).unwrap().id, badge.id);
            assert_eq!(
                find(&shelf, &format!("{}/", badge.application_url))
                    .unwrap()
                    .id,
                badge.id
            );
            codes.push(code);
        }
        let all = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), all, "two badges have one code");
        assert!(find(&shelf, "ABC-123").is_none());
        assert!(find(&shelf, "").is_none());
    }
}
