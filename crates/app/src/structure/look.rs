//! How the structure wants what it prints to look: its colour, its logo, whom to ask, and the logos of its partners.

use atelier_documents::Theme;
use atelier_store::Store;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::drawing::svg_uri;
use crate::catalogue::picture::{given as given_picture, kept as kept_picture};
use crate::structure::view::{LookView, PartnerView};

/// The setting that holds it.
const SETTING: &str = "look";

/// Longest line, in characters.
const MAX_LINE: usize = 160;

/// Most partners: more logos would be too small to be recognised.
const MAX_PARTNERS: usize = 6;

fn read(store: &Store) -> Answer<LookView> {
    let kept = store.setting(SETTING)?;
    let kept = kept.and_then(|text| serde_json::from_str(&text).ok());
    Ok(kept.unwrap_or_default())
}

/// What is printed with everything.
pub(crate) fn theme(store: &Store) -> Answer<Theme> {
    let LookView {
        colour,
        printed_colour: _,
        logo,
        contact,
        line,
        partners,
    } = read(store)?;
    let partners = partners.iter();
    Ok(Theme {
        colour: (!colour.is_empty()).then_some(colour),
        logo: logo.as_deref().and_then(kept_picture),
        contact,
        line,
        partners: partners
            .filter_map(|partner| kept_picture(&partner.image))
            .collect(),
        mark: crate::base::practice::mark(store)?,
    })
}

fn short(text: &str, field: &str) -> Answer<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > MAX_LINE {
        return Err(Problem::of(Case::TextTooLong { max: MAX_LINE }).on(field));
    }
    Ok(text)
}

fn checked(look: &LookView) -> Answer<LookView> {
    let colour = look.colour.trim().to_ascii_lowercase();
    let printed_colour = match colour.as_str() {
        "" => String::new(),
        given => atelier_documents::legible(given)
            .ok_or_else(|| Problem::of(Case::ColourUnreadable).on("colour"))?,
    };
    if look.partners.len() > MAX_PARTNERS {
        return Err(Problem::of(Case::TooManyPartners { max: MAX_PARTNERS }).on("partners"));
    }
    let safe = |image: &str, field: &str| {
        let drawing = given_picture(image).map_err(|problem| problem.on(field))?;
        Ok::<_, Problem>(svg_uri(&drawing))
    };
    let partners = look.partners.iter().map(|partner| {
        Ok(PartnerView {
            name: short(&partner.name, "partners")?,
            image: safe(&partner.image, "partners")?,
        })
    });
    Ok(LookView {
        colour,
        printed_colour,
        logo: match &look.logo {
            Some(logo) => Some(safe(logo, "logo")?),
            None => None,
        },
        contact: short(&look.contact, "contact")?,
        line: short(&look.line, "line")?,
        partners: partners.collect::<Answer<_>>()?,
    })
}

impl App {
    /// How what is printed looks.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn look(&self) -> Answer<LookView> {
        self.with(read)
    }

    /// Keeps how what is printed looks. Pictures are those that [`App::read_picture`] gives.
    ///
    /// # Errors
    /// `colour-unreadable`, `text-too-long`, `too-many-partners`, and those of a picture.
    pub fn save_look(&self, look: &LookView) -> Answer<LookView> {
        let look = checked(look)?;
        let text = serde_json::to_string(&look).map_err(Problem::unexpected)?;
        self.atomically(|store| {
            store.set_setting(SETTING, &text)?;
            Ok::<(), Problem>(())
        })?;
        Ok(look)
    }
}
