//! A catalogue as a file: `assets/catalogue/catalogue.schema.json`.

use atelier_domain::{
    Badge, BadgeId, BadgeSource, Catalogue, CatalogueStatus, LocalRule, Pathway, PathwayId,
};
use atelier_texts::catalogue_reason as reason;
use serde::{Deserialize, Serialize};

use crate::base::problem::{Answer, Problem};
use crate::catalogue::address;
use crate::catalogue::reason::{MAX_BADGE_NAME, MAX_RULE_PART, invalid};

/// Longest text of what a badge recognises, in characters.
pub(crate) const MAX_RECOGNISES: usize = 2_000;

/// Longest purpose of a pathway, in characters.
pub(crate) const MAX_PURPOSE: usize = 1_000;

/// Longest version mark, in characters.
const MAX_VERSION: usize = 64;

/// Most badges.
pub(crate) const MAX_BADGES: usize = 200;

/// Most pathways.
pub(crate) const MAX_PATHWAYS: usize = 20;

#[derive(Debug, Serialize, Deserialize)]
struct CatalogueFile {
    #[serde(rename = "$schema", default)]
    schema: String,
    status: String,
    version: String,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    edited: bool,
    pathways: Vec<PathwayFile>,
    badges: Vec<BadgeFile>,
    /// Badges that left the catalogue: kept in the store so that their requests stay readable, never in an export.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<BadgeFile>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PathwayFile {
    id: String,
    name: String,
    purpose: String,
    colour: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct BadgeFile {
    id: String,
    pathway: Option<String>,
    name: String,
    #[serde(default)]
    example: bool,
    #[serde(default)]
    source: Option<String>,
    recognises: String,
    application_url: String,
    image: String,
    suggested_rule: RuleFile,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct RuleFile {
    criterion: String,
    evidence: String,
    assessor: String,
    process: String,
}

/// A catalogue, and the badges that left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) catalogue: Catalogue,
    pub(crate) former: Vec<Badge>,
}

/// Whether `#rrggbb`.
pub(crate) fn is_colour(text: &str) -> bool {
    text.len() == 7
        && text
            .strip_prefix('#')
            .is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))
}

/// Reads a catalogue; `picture` gives the SVG text of what stands for a badge's picture.
pub(crate) fn read(
    text: &str,
    mut picture: impl FnMut(&str, &str) -> Answer<String>,
) -> Answer<Kept> {
    let file: CatalogueFile = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line().to_string(), error.column().to_string());
        invalid(&reason::json(&column, &line))
    })?;
    let status = CatalogueStatus::from_code(&file.status)
        .ok_or_else(|| invalid(&reason::status(&file.status)))?;
    if file.badges.is_empty() {
        return Err(invalid(&reason::no_badge()));
    }
    if file.badges.len() > MAX_BADGES || file.pathways.len() > MAX_PATHWAYS {
        return Err(invalid(&reason::too_many()));
    }
    let mut pathways: Vec<Pathway> = Vec::new();
    for pathway in file.pathways {
        let read = read_pathway(pathway)?;
        if pathways.iter().any(|known| known.id == read.id) {
            return Err(invalid(&reason::pathway_twice(read.id.as_str())));
        }
        pathways.push(read);
    }
    let mut badges: Vec<Badge> = Vec::new();
    for badge in file.badges {
        let read = read_badge(badge, status, Some(&pathways), &mut picture)?;
        if badges.iter().any(|known| known.id == read.id) {
            return Err(invalid(&reason::badge_twice(read.id.as_str())));
        }
        badges.push(read);
    }
    let former = file
        .former
        .into_iter()
        .map(|badge| read_badge(badge, status, None, &mut picture))
        .collect::<Answer<_>>()?;
    Ok(Kept {
        catalogue: Catalogue {
            status,
            version: file.version,
            issuer: file.issuer,
            edited: file.edited,
            pathways,
            badges,
        },
        former,
    })
}

fn read_pathway(file: PathwayFile) -> Answer<Pathway> {
    let PathwayFile {
        id,
        name,
        purpose,
        colour,
    } = file;
    let code = PathwayId::parse(&id).ok_or_else(|| invalid(&reason::pathway_id(id.as_str())))?;
    if name.trim().is_empty() || name.chars().count() > MAX_BADGE_NAME {
        return Err(invalid(&reason::pathway_name(&id)));
    }
    if purpose.chars().count() > MAX_PURPOSE {
        return Err(invalid(&reason::pathway_purpose(&id)));
    }
    if !is_colour(&colour) {
        return Err(invalid(&reason::colour(&colour, &id)));
    }
    Ok(Pathway {
        id: code,
        name,
        purpose,
        colour,
    })
}

/// Who wrote a badge of a file, where it says so and where it does not.
fn source_of(file: &BadgeFile, status: CatalogueStatus) -> Option<BadgeSource> {
    let source = match &file.source {
        Some(code) => BadgeSource::from_code(code)?,
        None if file.example => BadgeSource::Example,
        None => match status {
            CatalogueStatus::Example => return None,
            CatalogueStatus::Official => BadgeSource::Inae,
            CatalogueStatus::Own => BadgeSource::Own,
        },
    };
    // An example stands in an example catalogue alone, and says so; nothing of INAÉ's stands in one.
    let is_example = source == BadgeSource::Example;
    let belongs = match status {
        CatalogueStatus::Example => source != BadgeSource::Inae,
        CatalogueStatus::Official => !is_example,
        CatalogueStatus::Own => !is_example && source != BadgeSource::Inae,
    };
    (belongs && file.example == is_example).then_some(source)
}

fn read_badge(
    file: BadgeFile,
    status: CatalogueStatus,
    pathways: Option<&[Pathway]>,
    picture: &mut impl FnMut(&str, &str) -> Answer<String>,
) -> Answer<Badge> {
    let source = match pathways {
        Some(_) => {
            source_of(&file, status).ok_or_else(|| invalid(&reason::example_mark(&file.id)))?
        }
        // One that left may come from another catalogue.
        None => file
            .source
            .as_deref()
            .and_then(BadgeSource::from_code)
            .unwrap_or(BadgeSource::Own),
    };
    let BadgeFile {
        id: code,
        pathway,
        name,
        example: _,
        source: _,
        recognises,
        application_url,
        image,
        suggested_rule,
    } = file;
    let id = BadgeId::parse(&code).ok_or_else(|| invalid(&reason::badge_id(&code)))?;
    if name.trim().is_empty() || name.chars().count() > MAX_BADGE_NAME {
        return Err(invalid(&reason::badge_name(&code)));
    }
    if recognises.chars().count() > MAX_RECOGNISES {
        return Err(invalid(&reason::badge_recognises(&code)));
    }
    let may_wait = matches!(source, BadgeSource::Own);
    let to_come = may_wait && application_url.is_empty();
    if !to_come && !address::is_address(&application_url) {
        return Err(invalid(&reason::badge_address(&code)));
    }
    let pathway = match (pathway, pathways) {
        (Some(wanted), Some(pathways)) => Some(
            pathways
                .iter()
                .find(|pathway| pathway.id.as_str() == wanted)
                .map(|pathway| pathway.id.clone())
                .ok_or_else(|| invalid(&reason::badge_pathway(&code, wanted)))?,
        ),
        _ => None,
    };
    let RuleFile {
        criterion,
        evidence,
        assessor,
        process,
    } = suggested_rule;
    let suggested_rule = LocalRule {
        criterion,
        evidence,
        assessor,
        process,
    };
    if !rule_fits(&suggested_rule) {
        return Err(invalid(&reason::badge_rule(&code)));
    }
    Ok(Badge {
        id,
        pathway,
        name,
        recognises,
        source,
        image_svg: picture(&code, &image)?,
        application_url,
        suggested_rule,
    })
}

/// The author's own marks of a catalogue that comes from elsewhere: its version, and who issues its badges.
///
/// # Errors
/// `catalogue-invalid` when the version is missing, or when either is too long.
pub(crate) fn check_marks(catalogue: &Catalogue) -> Answer<()> {
    let version = catalogue.version.trim();
    if version.is_empty() || version.chars().count() > MAX_VERSION {
        let max = MAX_VERSION.to_string();
        return Err(invalid(&reason::version(&max)));
    }
    if catalogue.issuer.chars().count() > MAX_BADGE_NAME {
        return Err(invalid(&reason::issuer_name()));
    }
    Ok(())
}

/// Whether each part of a rule is short enough.
pub(crate) fn rule_fits(rule: &LocalRule) -> bool {
    let mut parts = rule.parts().into_iter();
    parts.all(|part| part.chars().count() <= MAX_RULE_PART)
}

/// Writes a catalogue that [`read`] reads back the same; `image` says what stands for a badge's picture.
pub(crate) fn write(kept: &Kept, image: impl Fn(&Badge) -> String) -> Answer<String> {
    let Kept { catalogue, former } = kept;
    let badge = |badge: &Badge| {
        let Badge {
            id,
            pathway,
            name,
            recognises,
            source,
            application_url,
            image_svg: _,
            suggested_rule,
        } = badge;
        let LocalRule {
            criterion,
            evidence,
            assessor,
            process,
        } = suggested_rule.clone();
        BadgeFile {
            id: id.to_string(),
            pathway: pathway.as_ref().map(ToString::to_string),
            name: name.clone(),
            example: *source == BadgeSource::Example,
            source: Some(source.code().to_owned()),
            recognises: recognises.clone(),
            application_url: application_url.clone(),
            image: image(badge),
            suggested_rule: RuleFile {
                criterion,
                evidence,
                assessor,
                process,
            },
        }
    };
    let Catalogue {
        status,
        version,
        issuer,
        edited,
        pathways,
        badges,
    } = catalogue;
    let file = CatalogueFile {
        schema: "catalogue.schema.json".to_owned(),
        status: status.code().to_owned(),
        version: version.clone(),
        issuer: issuer.clone(),
        edited: *edited,
        pathways: pathways
            .iter()
            .map(|pathway| PathwayFile {
                id: pathway.id.to_string(),
                name: pathway.name.clone(),
                purpose: pathway.purpose.clone(),
                colour: pathway.colour.clone(),
            })
            .collect(),
        badges: badges.iter().map(badge).collect(),
        former: former.iter().map(badge).collect(),
    };
    serde_json::to_string_pretty(&file).map_err(Problem::unexpected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::offered::EXAMPLE_CATALOGUE;

    fn parse(text: &str) -> Answer<Kept> {
        read(text, |_, _| Ok("<svg/>".into()))
    }

    #[test]
    fn what_is_written_is_read_back() {
        let kept = parse(EXAMPLE_CATALOGUE).unwrap();
        let text = write(&kept, |_| "image.svg".into()).unwrap();
        assert_eq!(parse(&text).unwrap(), kept);
    }

    #[test]
    fn a_badge_that_is_not_marked_as_an_example_is_refused_in_an_example_catalogue() {
        let text = EXAMPLE_CATALOGUE.replacen("\"example\": true", "\"example\": false", 1);
        assert_eq!(parse(&text).unwrap_err().code(), "catalogue-invalid");
        // Nor can a badge be called INAÉ's there.
        let text = EXAMPLE_CATALOGUE.replacen(
            "\"example\": true",
            "\"example\": false, \"source\": \"inae\"",
            1,
        );
        assert_eq!(parse(&text).unwrap_err().code(), "catalogue-invalid");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let problem = parse("{").unwrap_err();
        assert!(problem.told().what.contains("ligne 1"), "{problem}");
        for (from, to, said) in [
            ("https://", "http://", "adresse"),
            ("#A9431A", "rouge", "rouge"),
            ("\"exemple-a1\"", "\"Exemple A1\"", "Exemple A1"),
            ("\"exemple-a2\"", "\"exemple-a1\"", "deux fois"),
            (
                "\"pathway\": \"emploi\"",
                "\"pathway\": \"x\"",
                "exemple-c1",
            ),
            ("\"status\": \"example\"", "\"status\": \"vrai\"", "vrai"),
        ] {
            let problem = parse(&EXAMPLE_CATALOGUE.replacen(from, to, 1)).unwrap_err();
            assert!(problem.told().what.contains(said), "{said}: {problem}");
            assert!(!problem.told().what.contains('{'), "{problem}");
        }
    }
}
