//! The guide: what is done step by step at a workshop, and by whom. Its texts are in `assets/guide/fr`.

pub mod page;
pub mod view;

use atelier_store::Store;
use atelier_texts as texts;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::platform::guide::view::{GuideRun, GuideStep, GuideTrack};
use crate::platform::view::PutOffStep;

include!(concat!(env!("OUT_DIR"), "/guide_steps.rs"));

/// Words quoted from the platform, which change without notice: quoted in this one file.
const LABELS: &str = include_str!("../../../../../assets/guide/passport-labels.json");

/// Where the names of the steps put off are kept.
const PUT_OFF: &str = "guide-put-off";

/// The tracks, in the order in which people meet them.
const TRACKS: [&str; 5] = ["account", "request", "accept", "enrich", "recommend"];

/// A quoted label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Quoted {
    /// The words.
    label: String,
    /// The year in which they were seen.
    seen: u16,
    /// Where they were seen.
    #[serde(rename = "where")]
    _where: String,
}

fn quoted() -> &'static BTreeMap<String, Quoted> {
    static PARSED: OnceLock<BTreeMap<String, Quoted>> = OnceLock::new();
    PARSED.get_or_init(|| serde_json::from_str(LABELS).unwrap_or_default())
}

/// A file of the guide as a step.
fn step(name: &str, text: &str) -> Result<GuideStep, String> {
    let page = page::parse(text, |key| Some(quoted().get(key)?.label.clone()))?;
    Ok(GuideStep {
        id: name.to_owned(),
        title: page.title,
        who_label: match page.who.as_str() {
            "participant" => texts::guide_who::participant(),
            "facilitator" => texts::guide_who::facilitator(),
            _ => texts::guide_who::together(),
        },
        who: page.who,
        picture: page.picture,
        needs_connection: page.needs_connection,
        minutes: page.minutes,
        blocks: page.blocks,
        trouble: page.trouble,
        page: page.page,
        put_off: false,
    })
}

fn all_runs(step: &GuideStep) -> impl Iterator<Item = &GuideRun> {
    let said = step.blocks.iter().flat_map(|block| &block.items);
    let trouble = step.trouble.iter().flat_map(|one| [&one.when, &one.todo]);
    said.chain(trouble).flatten()
}

/// The years in which the labels that are quoted in these steps were seen.
pub(crate) fn seen(steps: &[GuideStep]) -> String {
    let mut years: Vec<u16> = steps
        .iter()
        .flat_map(all_runs)
        .filter(|run| run.kind == "label")
        .filter_map(|run| {
            let words = run
                .text
                .trim_matches(|c: char| c == '«' || c == '»' || c == '\u{a0}');
            let found = quoted()
                .values()
                .find(|one| one.label.trim_matches('\u{a0}') == words)?;
            Some(found.seen)
        })
        .collect();
    years.sort_unstable();
    years.dedup();
    years
        .iter()
        .map(u16::to_string)
        .collect::<Vec<_>>()
        .join(" et ")
}

/// The whole guide. A file that cannot be read is left out; a test reads each.
fn tracks(put_off: &[String]) -> Vec<GuideTrack> {
    TRACKS
        .iter()
        .map(|code| {
            use texts::{guide_track as name, guide_track_text as about};
            let (title, text) = match *code {
                "account" => (name::account(), about::account()),
                "request" => (name::request(), about::request()),
                "accept" => (name::accept(), about::accept()),
                "enrich" => (name::enrich(), about::enrich()),
                _ => (name::recommend(), about::recommend()),
            };
            let steps: Vec<GuideStep> = STEPS
                .iter()
                .filter(|(name, _)| {
                    name.split_once('-')
                        .is_some_and(|(track, _)| track == *code)
                })
                .filter_map(|(name, text)| step(name, text).ok())
                .map(|step| GuideStep {
                    put_off: put_off.contains(&step.id),
                    ..step
                })
                .collect();
            GuideTrack {
                code: (*code).to_owned(),
                title,
                text,
                minutes: steps.iter().map(|step| step.minutes).sum(),
                labels_seen: seen(&steps),
                steps,
            }
        })
        .collect()
}

/// A page of the guide, to be searched.
pub(crate) struct Searched {
    /// Track and position: where it is.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) track: String,
    /// All that it says.
    pub(crate) text: String,
}

/// Every page of the guide, in order.
pub(crate) fn pages() -> &'static [Searched] {
    static PAGES: OnceLock<Vec<Searched>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let tracks = tracks(&[]).into_iter();
        let pages = tracks.flat_map(|track| {
            let places = (1u32..).zip(track.steps);
            places.map(move |(position, step)| {
                let said: String = all_runs(&step).map(|run| run.text.as_str()).collect();
                Searched {
                    id: format!("{}/{position}", track.code),
                    text: format!("{} {} {said}", track.title, step.title),
                    title: step.title,
                    track: track.title.clone(),
                }
            })
        });
        pages.collect()
    })
}

fn put_off(store: &Store) -> Answer<Vec<String>> {
    let kept = store.setting(PUT_OFF)?;
    Ok(kept
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

impl App {
    /// The guide, with the steps that were put off.
    ///
    /// # Errors
    /// `locked`.
    pub fn guide(&self) -> Answer<Vec<GuideTrack>> {
        self.with(|store| Ok(tracks(&put_off(store)?)))
    }

    /// Puts a step off until the connection is back, or takes it up again.
    ///
    /// # Errors
    /// `not-found` for a step that is not in the guide.
    pub fn put_off_step(&self, step: &str, later: bool) -> Answer<Vec<GuideTrack>> {
        if !STEPS.iter().any(|(name, _)| *name == step) {
            return Err(Problem::of(Case::NotFound));
        }
        let tracks = self.atomically(|store| {
            let mut names = put_off(store)?;
            names.retain(|name| name != step);
            if later {
                names.push(step.to_owned());
            }
            let text = serde_json::to_string(&names).map_err(Problem::unexpected)?;
            store.set_setting(PUT_OFF, &text)?;
            Ok(tracks(&names))
        })?;
        self.connection.hint();
        Ok(tracks)
    }

    /// The steps that were put off, in the order of the guide.
    pub(crate) fn steps_put_off(&self) -> Answer<Vec<PutOffStep>> {
        let names = self.with(put_off)?;
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let found = tracks(&names).into_iter().flat_map(|track| {
            let places = (1u32..).zip(track.steps);
            places
                .filter(|(_, step)| step.put_off)
                .map(move |(position, step)| PutOffStep {
                    id: step.id,
                    title: step.title,
                    track: track.code.clone(),
                    track_title: track.title.clone(),
                    position,
                })
        });
        Ok(found.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::passport::PAGES;
    use std::path::Path;

    #[test]
    fn every_file_of_the_guide_is_a_step_of_a_track() {
        assert!(STEPS.len() >= 25);
        let drawings = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/illustrations");
        for (name, text) in STEPS {
            let step = step(name, text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
            let mut parts = name.splitn(3, '-');
            let track = parts.next().unwrap();
            assert!(TRACKS.contains(&track), "{name}");
            let order: u16 = parts.next().unwrap().parse().unwrap();
            assert!(order > 0, "{name}");
            let picture = drawings.join(format!("{}.svg", step.picture));
            assert!(picture.is_file(), "{name}: no drawing {}", step.picture);
            assert_ne!(step.who_label, step.who, "{name}");
            assert!(step.minutes > 0 && !step.trouble.is_empty(), "{name}");
            if let Some(page) = &step.page {
                assert!(PAGES.contains(&page.as_str()), "{name}: {page}");
                assert!(step.needs_connection, "{name}: the platform is online");
            }
        }
        for track in tracks(&[]) {
            assert!(track.steps.len() >= 5, "{}", track.code);
            assert_ne!(track.title, track.code);
            assert_ne!(track.text, track.code);
        }
        let in_tracks: usize = tracks(&[]).iter().map(|track| track.steps.len()).sum();
        assert_eq!(in_tracks, STEPS.len());
    }

    #[test]
    fn sentences_are_short_and_typed_as_in_french() {
        for (name, text) in STEPS {
            assert!(!text.contains('\''), "{name}: a straight apostrophe");
            for mark in [" :", " ;", " !", " ?", " »", "« "] {
                let body = text.split("---").nth(2).unwrap();
                assert!(
                    !body.contains(mark),
                    "{name}: a breaking space at « {mark} »"
                );
            }
            let step = step(name, text).unwrap();
            let said = step.blocks.iter().flat_map(|block| &block.items);
            let trouble = step.trouble.iter().flat_map(|one| [&one.when, &one.todo]);
            for runs in said.chain(trouble) {
                // Words quoted from the platform are one name, whatever its length.
                let text: String = runs
                    .iter()
                    .map(|run| {
                        if run.kind == "label" {
                            "mot"
                        } else {
                            &run.text
                        }
                    })
                    .collect();
                for sentence in text.split(['.', '?', '!', ':']) {
                    let words = sentence.split_whitespace().count();
                    assert!(words <= 12, "{name}: {words} words in « {sentence} »");
                }
            }
        }
    }

    #[test]
    fn every_label_is_quoted_with_its_year_and_none_is_left_over() {
        assert!(quoted().len() >= 20);
        let all: String = STEPS.iter().map(|(_, text)| *text).collect();
        for (key, one) in quoted() {
            assert!((2015..2100).contains(&one.seen), "{key}");
            assert!(
                all.contains(&format!("{{label:{key}}}")),
                "{key} is not used"
            );
        }
        // A step that writes a label itself would be forgotten when the site changes.
        for (name, text) in STEPS {
            for (key, one) in quoted() {
                let words = format!("«\u{a0}{}\u{a0}»", one.label);
                assert!(!text.contains(&words), "{name}: use {{label:{key}}}");
            }
        }
        let account = &tracks(&[])[0];
        assert_eq!(account.labels_seen, "2020");
    }
}
