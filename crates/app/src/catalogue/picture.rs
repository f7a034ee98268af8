//! Pictures of badges: out of a file, cleaned; and as the interface shows them.

use atelier_evidence::{BadgePicture, PictureRefusal};
use atelier_texts as texts;
use atelier_texts::catalogue_reason as reason;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::collections::BTreeMap;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::drawing::SVG_URI;
use crate::catalogue::drawing::svg_uri;
use crate::catalogue::reason::invalid;
use crate::catalogue::view::PictureView;

/// Stands for a picture that is not there yet.
pub(crate) const NO_PICTURE: &str = include_str!("../../../../assets/illustrations/no-picture.svg");

/// A picture made safe, which can also be printed.
fn badge_picture(bytes: &[u8]) -> Result<BadgePicture, PictureRefusal> {
    let read = atelier_evidence::badge_picture(bytes)?;
    if atelier_documents::can_be_printed(&read.svg) {
        Ok(read)
    } else {
        Err(PictureRefusal::Drawing)
    }
}

/// The bytes that a `data:` address holds.
fn data(uri: &str) -> Option<Vec<u8>> {
    let (kind, content) = uri.strip_prefix("data:")?.split_once(',')?;
    if kind.ends_with(";base64") {
        let content: String = content.split_ascii_whitespace().collect();
        return BASE64_STANDARD.decode(content).ok();
    }
    Some(percent_encoding::percent_decode_str(content).collect())
}

/// The drawing that the store holds, without looking at it again.
pub(crate) fn kept(uri: &str) -> Option<String> {
    String::from_utf8(BASE64_STANDARD.decode(uri.strip_prefix(SVG_URI)?).ok()?).ok()
}

/// What a person reads when a picture cannot be taken in.
fn refused(what: &str, refusal: &PictureRefusal) -> Problem {
    let file = what.to_owned();
    Problem::of(match refusal {
        PictureRefusal::File(of_file) => return crate::base::clean::problem(what, of_file),
        PictureRefusal::TooLarge { max } => Case::PictureTooLarge {
            file,
            max: u32::try_from(max / 1_000_000).unwrap_or(u32::MAX),
        },
        PictureRefusal::Document => Case::PictureDocument { file },
        PictureRefusal::Drawing => Case::PictureUnreadable { file },
        PictureRefusal::Script => Case::PictureScript { file },
        PictureRefusal::Outside => Case::PictureOutside { file },
    })
}

/// Pictures of an import: in the file itself, or beside it in a zip.
pub(crate) struct Pictures<'a> {
    /// The files of the zip; none for a file alone.
    pub(crate) beside: &'a BTreeMap<String, Vec<u8>>,
    /// Folder of the JSON in the zip, with its `/`; empty at the root.
    pub(crate) folder: String,
    /// What is worth saying, in plain French.
    pub(crate) notices: Vec<String>,
}

impl Pictures<'_> {
    /// The safe drawing behind what a file calls the picture of `badge`.
    pub(crate) fn take(&mut self, badge: &str, image: &str) -> Answer<String> {
        let bytes = if image.starts_with("data:") {
            data(image).ok_or_else(|| invalid(&reason::picture_data(badge)))?
        } else {
            let path = format!("{}{}", self.folder, image.trim_start_matches("./"));
            let found = self.beside.get(&path);
            found
                .cloned()
                .ok_or_else(|| invalid(&reason::picture_missing(badge, image)))?
        };
        let read = badge_picture(&bytes).map_err(|refusal| {
            let told = refused(image_name(image), &refusal).told();
            let why = told.what.trim_end_matches('.').to_owned();
            invalid(&reason::picture(badge, &why))
        })?;
        if read.has_text {
            self.notices.push(texts::catalogue_notice::text(badge));
        }
        Ok(read.svg)
    }
}

/// What a picture is called when it has no name of its own.
fn image_name(image: &str) -> &str {
    if image.starts_with("data:") {
        "image"
    } else {
        image
    }
}

/// The drawing that the editor gives back: the same, or one that was just cleaned.
pub(crate) fn given(uri: &str) -> Answer<String> {
    let bytes = data(uri).ok_or_else(|| {
        Problem::of(Case::PictureUnreadable {
            file: "image".to_owned(),
        })
    })?;
    badge_picture(&bytes)
        .map(|read| read.svg)
        .map_err(|refusal| refused("image", &refusal).on("image"))
}

impl App {
    /// A picture for a badge, made safe: SVG, PNG or JPEG. Nothing is kept yet.
    ///
    /// # Errors
    /// `picture-script`, `picture-outside`, `picture-unreadable`…; and those of a file that is no picture.
    pub fn read_picture(&self, file_name: &str, bytes: &[u8]) -> Answer<PictureView> {
        let read = badge_picture(bytes).map_err(|refusal| refused(file_name, &refusal))?;
        Ok(PictureView {
            image: svg_uri(&read.svg),
            notice: if read.has_text {
                texts::catalogue_notice::text(file_name)
            } else {
                String::new()
            },
        })
    }
}
