//! What posters say of a badge in another language than French, in the structure's own words.

use atelier_documents::{Beside, Language, Rule};
use atelier_domain::{BadgeId, BadgeWords, LocalRule};

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::{Shelf, rule_view};
use crate::catalogue::view::BadgeWordsView;

/// Longest text, in characters: that of a part of a rule (docs/PROTOCOL.md).
const MAX_TEXT: usize = 2_000;

/// The same language, among all those of the program.
fn known(language: Language) -> Answer<atelier_domain::Language> {
    atelier_domain::Language::from_code(language.code()).ok_or_else(|| Problem::of(Case::NotFound))
}

/// What is said of a badge in that language; empty where nothing was written.
pub(crate) fn of(shelf: &Shelf, badge: &BadgeId, language: Language) -> BadgeWords {
    let key = known(language)
        .ok()
        .map(|language| (badge.clone(), language));
    key.and_then(|key| shelf.words.get(&key).cloned())
        .unwrap_or_default()
}

/// The same, as it is printed.
pub(crate) fn beside(shelf: &Shelf, badge: &BadgeId, language: Language) -> Beside {
    let BadgeWords {
        name,
        recognises,
        rule:
            LocalRule {
                criterion,
                evidence,
                assessor,
                process,
            },
    } = of(shelf, badge, language);
    Beside {
        language,
        name,
        recognises,
        rule: Rule {
            criterion,
            evidence,
            assessor,
            process,
        },
    }
}

fn view(shelf: &Shelf, badge: &BadgeId, language: Language) -> BadgeWordsView {
    let BadgeWords {
        name,
        recognises,
        rule,
    } = of(shelf, badge, language);
    BadgeWordsView {
        badge: badge.into(),
        language,
        name,
        recognises,
        rule: rule_view(&rule),
    }
}

impl App {
    /// What posters say of these badges in a language, in their order.
    ///
    /// # Errors
    /// `badge-unknown`.
    pub fn badge_words(
        &self,
        badges: &[BadgeId],
        language: Language,
    ) -> Answer<Vec<BadgeWordsView>> {
        self.with(|store| {
            let shelf = Shelf::read(store)?;
            let words = badges.iter().map(|id| {
                shelf.badge(id)?;
                Ok(view(&shelf, id, language))
            });
            words.collect()
        })
    }

    /// Keeps what posters say of a badge in a language. Empty texts are said in French alone.
    ///
    /// # Errors
    /// `badge-unknown`; `text-too-long`.
    pub fn save_badge_words(&self, words: &BadgeWordsView) -> Answer<BadgeWordsView> {
        let id = &words.badge;
        let language = words.language;
        let text = |text: &str| -> Answer<String> {
            if text.chars().count() > MAX_TEXT {
                return Err(Problem::of(Case::TextTooLong { max: MAX_TEXT }));
            }
            Ok(text.trim().to_owned())
        };
        let kept = BadgeWords {
            name: text(&words.name)?,
            recognises: text(&words.recognises)?,
            rule: LocalRule {
                criterion: text(&words.rule.criterion)?,
                evidence: text(&words.rule.evidence)?,
                assessor: text(&words.rule.assessor)?,
                process: text(&words.rule.process)?,
            },
        };
        self.atomically(|store| {
            Shelf::read(store)?.badge(id)?;
            store.save_badge_words(id, known(language)?, &kept)?;
            Ok(view(&Shelf::read(store)?, id, language))
        })
    }
}
