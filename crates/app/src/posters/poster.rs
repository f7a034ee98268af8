//! What is on the poster of a badge.

use atelier_documents::{Pathway, Poster, PosterBadge, Rule};
use atelier_domain::{Badge, BadgeId, BadgeSource, LocalRule};

use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::posters::code;

/// The poster that says how a badge is asked for.
pub const HOW_TO_ASK: &str = "how-to-ask";

/// A badge's pathway, as printed.
pub(crate) fn printed_pathway(shelf: &Shelf, badge: &Badge) -> Option<Pathway> {
    let id = badge.pathway.as_ref()?;
    let mut pathways = shelf.catalogue.pathways.iter();
    let found = pathways.find(|pathway| pathway.id == *id)?;
    Some(Pathway {
        name: found.name.clone(),
        colour: found.colour.clone(),
    })
}

/// What is on the poster of a badge. `structure` may be empty: the poster then speaks for any structure.
///
/// # Errors
/// `badge-unknown`.
pub fn poster(shelf: &Shelf, id: &BadgeId, structure: &str) -> Answer<Poster> {
    let badge = shelf.badge(id)?;
    if badge.application_url.is_empty() {
        return Err(Problem::of(Case::BadgeNoAddress {
            badge: badge.name.clone(),
        }));
    }
    let pathway = printed_pathway(shelf, badge);
    let LocalRule {
        criterion,
        evidence,
        assessor,
        process,
    } = shelf
        .offers
        .get(id)
        .unwrap_or(&badge.suggested_rule)
        .clone();
    Ok(Poster {
        structure: structure.to_owned(),
        badge: PosterBadge {
            name: badge.name.clone(),
            recognises: badge.recognises.clone(),
            image_svg: badge.image_svg.clone(),
            application_url: badge.application_url.clone(),
            pathway,
            example: badge.source == BadgeSource::Example,
        },
        rule: Rule {
            criterion,
            evidence,
            assessor,
            process,
        },
        short_code: Some(code::NO_CODE_YET.to_owned()),
        contact: None,
        beside: None,
    })
}
