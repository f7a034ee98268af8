//! Posters on the wall: each has a code of its own, which leads to its badge and counts the requests that came from it.
//!
//! A poster of several badges has a code for each. `make.rs` gives codes, `hang.rs` notes what hangs and what is taken down,
//! `context.rs` knows what would be printed now, `state.rs` compares it with what hangs.

pub mod code;
pub mod content;
pub mod context;
pub mod find;
pub mod hang;
pub mod listed;
pub mod make;
pub mod paper;
pub mod poster;
pub mod state;
pub mod view;

use atelier_domain::{BadgeId, Origin, ParticipantId};

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::posters::find::found;
use crate::posters::listed::all;
use crate::posters::view::{FoundPoster, PostersView};
use crate::requests::read::view;
use crate::requests::view::RequestView;
use crate::requests::write::Opened;

impl App {
    /// The posters printed or saved, and the requests that came from each.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn posters(&self) -> Answer<PostersView> {
        self.with(all)
    }

    /// The poster that a person saw, from the code under its QR code, or from the address in it.
    ///
    /// # Errors
    /// `poster-unknown`; `poster-not-offered` when the structure does not offer that badge.
    pub fn find_poster(&self, text: &str) -> Answer<FoundPoster> {
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let found = found(store, &shelf, text)?;
            Ok(FoundPoster {
                badge: found.badge.map(|id| shelf.view(&id)),
                text: text.trim().to_owned(),
                place: found.poster.map(|poster| poster.place).unwrap_or_default(),
            })
        })
    }

    /// The poster on a picture; `None` when no QR code is seen on it.
    ///
    /// # Errors
    /// As [`App::find_poster`]; and those of a file that is no picture.
    pub fn scan_poster(&self, file_name: &str, bytes: &[u8]) -> Answer<Option<FoundPoster>> {
        let codes = atelier_evidence::read_codes(bytes)
            .map_err(|refusal| crate::base::clean::problem(file_name, &refusal))?;
        let mut unknown = None;
        for code in codes {
            match self.find_poster(&code) {
                Ok(poster) => return Ok(Some(poster)),
                Err(problem) => unknown = Some(problem),
            }
        }
        unknown.map_or(Ok(None), Err)
    }

    /// Opens the person's request for the badge of a poster, or for the one chosen when the poster says how any badge is
    /// asked for; notes, when it is a new one, that it came from there.
    ///
    /// # Errors
    /// As [`App::find_poster`] and [`App::open_request`]; `poster-badge` when the poster is of no badge and none is
    /// chosen.
    pub fn open_poster_request(
        &self,
        participant: ParticipantId,
        text: &str,
        chosen: Option<&BadgeId>,
    ) -> Answer<RequestView> {
        let at = self.now();
        self.atomically(|store| {
            let found = found(store, &Shelf::read(store)?, text)?;
            let badge = match (found.badge, chosen) {
                (Some(badge), _) => badge,
                (None, Some(chosen)) => chosen.clone(),
                (None, None) => return Err(Problem::of(Case::PosterBadge).on("badge")),
            };
            let Opened { id, created } =
                self.open(store, participant, &badge, (None, Origin::Poster))?;
            if created {
                store.set_request_poster(id, &found.code)?;
                // Somebody saw it: it hangs.
                if let Some(poster) = found.poster.filter(|one| one.withdrawn_at.is_none()) {
                    store.hang_poster(&poster.code, at)?;
                }
            }
            view(store, id)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posters::code::short_code;
    use crate::posters::find::find;

    #[test]
    fn a_code_is_short_stable_and_forgives_how_it_is_written() {
        let shelf = Shelf::example().unwrap();
        let mut codes: Vec<String> = Vec::new();
        for badge in &shelf.catalogue.badges {
            let code = short_code(&badge.id);
            assert_eq!(code.len(), 7, "{code}");
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
