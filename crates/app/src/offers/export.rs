//! The catalogue as a file that can be taken in again, here or elsewhere.

use atelier_texts as texts;
use std::path::Path;

use crate::base::app::App;
use crate::base::files::{own_file, write_file};
use crate::base::problem::{Answer, Case, Problem};
use crate::base::view::SavedFile;
use crate::catalogue::drawing::picture_uri;
use crate::catalogue::file::Kept;
use crate::catalogue::offered::read_kept;
use crate::catalogue::{archive, file};

/// The form of the file, beside it in a zip.
const SCHEMA: &str = include_str!("../../../../assets/catalogue/catalogue.schema.json");

impl App {
    /// Writes the catalogue: `json` (pictures inside) or `zip` (pictures beside); where asked, or in the documents'
    /// folder under a name of its own.
    ///
    /// # Errors
    /// `document-not-saved`; `store-full` when the disk is full; `not-found` for another format.
    pub fn export_catalogue(&self, format: &str, path: Option<&Path>) -> Answer<SavedFile> {
        let kept = self.with(read_kept)?;
        // The badges that left are this structure's memory, not its catalogue.
        let kept = Kept {
            former: Vec::new(),
            ..kept
        };
        let bytes = match format {
            "json" => file::write(&kept, picture_uri)?.into_bytes(),
            "zip" => zipped(&kept)?,
            _ => return Err(Problem::of(Case::NotFound)),
        };
        let saved = match path {
            Some(path) => write_file(path, &bytes),
            None => {
                let name = texts::document::catalogue(self.clock.today());
                own_file(&self.documents_folder(), &name, format, &bytes)
            }
        };
        saved.map(|file| self.remember(file))
    }
}

fn zipped(kept: &Kept) -> Answer<Vec<u8>> {
    let path = |id: &atelier_domain::BadgeId| format!("badges/{id}.svg");
    let json = file::write(kept, |badge| path(&badge.id))?;
    let mut files = vec![
        ("catalogue.json".to_owned(), json.into_bytes()),
        ("catalogue.schema.json".to_owned(), SCHEMA.into()),
    ];
    let badges = kept.catalogue.badges.iter();
    files.extend(badges.map(|badge| (path(&badge.id), badge.image_svg.clone().into_bytes())));
    archive::write(&files)
}
