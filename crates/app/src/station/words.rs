//! The guiding questions, and the text that answers make. Questions are in `assets/guide/questions.json`; their words,
//! one file a language, in `assets/i18n/station`.

use atelier_domain::station::compose;
use atelier_domain::{Language, PathwayId};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::base::problem::{Answer, Case, Problem};
use crate::station::view::{StationChoice, StationQuestion};

const QUESTIONS: &str = include_str!("../../../../assets/guide/questions.json");

const FRENCH: &str = include_str!("../../../../assets/i18n/station/fr.json");

const ENGLISH: &str = include_str!("../../../../assets/i18n/station/en.json");

const ARABIC: &str = include_str!("../../../../assets/i18n/station/ar.json");

const UKRAINIAN: &str = include_str!("../../../../assets/i18n/station/uk.json");

/// Longest answer in words, in characters.
const MAX_WORDS: usize = 600;

/// Answers, by question: the codes chosen, or the words typed.
pub(crate) type Answers = BTreeMap<String, Vec<String>>;

#[derive(Deserialize, Default)]
struct Guide {
    kinds: Vec<Kind>,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Kind {
    pathways: Vec<String>,
    /// Those asked together, a screen each.
    screens: Vec<Vec<String>>,
    /// The one in words, asked where the text is read again.
    last: String,
}

impl Kind {
    /// In the order in which the text says the answers.
    fn questions(&self) -> impl Iterator<Item = &String> {
        self.screens.iter().flatten().chain([&self.last])
    }
}

#[derive(Deserialize)]
struct Question {
    id: String,
    many: bool,
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    id: String,
    picture: String,
}

#[derive(Deserialize, Default)]
struct Texts {
    questions: BTreeMap<String, QuestionTexts>,
}

#[derive(Deserialize)]
struct QuestionTexts {
    choices: BTreeMap<String, ChoiceTexts>,
}

#[derive(Deserialize)]
struct ChoiceTexts {
    say: String,
}

fn guide() -> &'static Guide {
    static PARSED: OnceLock<Guide> = OnceLock::new();
    PARSED.get_or_init(|| serde_json::from_str(QUESTIONS).unwrap_or_default())
}

fn texts(language: Language) -> &'static Texts {
    static PARSED: OnceLock<BTreeMap<Language, Texts>> = OnceLock::new();
    const NONE: &Texts = &Texts {
        questions: BTreeMap::new(),
    };
    let all = PARSED.get_or_init(|| {
        Language::ALL
            .iter()
            .map(|language| {
                let text = match language {
                    Language::French => FRENCH,
                    Language::English => ENGLISH,
                    Language::Arabic => ARABIC,
                    Language::Ukrainian => UKRAINIAN,
                };
                (*language, serde_json::from_str(text).unwrap_or_default())
            })
            .collect()
    });
    all.get(&language).unwrap_or(NONE)
}

/// What is asked for a badge of this pathway; the first kind when the pathway is not known.
fn kind_of(pathway: Option<&PathwayId>) -> Option<&'static Kind> {
    let kinds = &guide().kinds;
    let known = pathway.and_then(|pathway| {
        kinds
            .iter()
            .find(|kind| kind.pathways.iter().any(|one| one == pathway.as_str()))
    });
    known.or_else(|| kinds.first())
}

fn questions_of(pathway: Option<&PathwayId>) -> impl Iterator<Item = &'static Question> {
    kind_of(pathway)
        .into_iter()
        .flat_map(Kind::questions)
        .filter_map(|id| guide().questions.iter().find(|one| one.id == *id))
}

/// Which questions are asked together, a screen each.
pub(super) fn screens(pathway: Option<&PathwayId>) -> Vec<Vec<String>> {
    kind_of(pathway).map_or_else(Vec::new, |kind| kind.screens.clone())
}

/// The same, as shown.
pub(super) fn views(pathway: Option<&PathwayId>) -> Vec<StationQuestion> {
    questions_of(pathway)
        .map(|question| StationQuestion {
            id: question.id.clone(),
            many: question.many,
            choices: question
                .choices
                .iter()
                .map(|choice| StationChoice {
                    id: choice.id.clone(),
                    picture: choice.picture.clone(),
                })
                .collect(),
        })
        .collect()
}

/// What these answers say, in this language. Words typed are taken as they are.
pub(super) fn text(pathway: Option<&PathwayId>, answers: &Answers, language: Language) -> String {
    let mut sentences = Vec::new();
    for question in questions_of(pathway) {
        let given = answers.get(&question.id).map_or(&[][..], Vec::as_slice);
        if question.choices.is_empty() {
            sentences.extend(given.iter().cloned());
            continue;
        }
        // In the order of the question, whatever the order in which they were pressed.
        for choice in &question.choices {
            if !given.contains(&choice.id) {
                continue;
            }
            let said = texts(language)
                .questions
                .get(&question.id)
                .and_then(|question| question.choices.get(&choice.id));
            sentences.extend(said.map(|said| said.say.clone()));
        }
    }
    compose(&sentences)
}

/// The answers kept with a request.
pub(super) fn read(json: &str) -> Answers {
    serde_json::from_str(json).unwrap_or_default()
}

/// The same, as kept.
pub(super) fn write(answers: &Answers) -> Answer<String> {
    serde_json::to_string(answers).map_err(Problem::unexpected)
}

/// Puts an answer among the others.
///
/// # Errors
/// `not-found` for a question or a choice that is not asked for this badge; `narrative-too-long`.
pub(super) fn answer(
    answers: &mut Answers,
    pathway: Option<&PathwayId>,
    question: &str,
    given: &[String],
) -> Answer<()> {
    let question = questions_of(pathway)
        .find(|one| one.id == question)
        .ok_or_else(|| Problem::of(Case::NotFound))?;
    if question.choices.is_empty() {
        if given.iter().any(|text| text.chars().count() > MAX_WORDS) {
            return Err(Problem::of(Case::NarrativeTooLong { max: MAX_WORDS }));
        }
    } else {
        let known = |code: &String| question.choices.iter().any(|choice| choice.id == *code);
        if !given.iter().all(known) || (!question.many && given.len() > 1) {
            return Err(Problem::of(Case::NotFound));
        }
    }
    let given: Vec<String> = given
        .iter()
        .filter(|text| !text.trim().is_empty())
        .cloned()
        .collect();
    if given.is_empty() {
        answers.remove(&question.id);
    } else {
        answers.insert(question.id.clone(), given);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(pairs: &[(&str, &[&str])]) -> Answers {
        pairs
            .iter()
            .map(|(question, given)| {
                let given = given.iter().map(|one| (*one).to_owned()).collect();
                ((*question).to_owned(), given)
            })
            .collect()
    }

    #[test]
    fn every_language_says_every_answer_and_asks_nothing_else() {
        let strict: Guide = serde_json::from_str(QUESTIONS).unwrap();
        for (language, file) in [
            (Language::French, FRENCH),
            (Language::English, ENGLISH),
            (Language::Arabic, ARABIC),
            (Language::Ukrainian, UKRAINIAN),
        ] {
            let texts: Texts = serde_json::from_str(file).unwrap();
            assert_eq!(texts.questions.len(), strict.questions.len());
            for question in &strict.questions {
                let told = &texts.questions[&question.id];
                let codes: Vec<&String> = told.choices.keys().collect();
                let mut asked: Vec<&String> = question.choices.iter().map(|c| &c.id).collect();
                asked.sort();
                assert_eq!(codes, asked, "{language:?} {}", question.id);
            }
        }
        for kind in &strict.kinds {
            for id in kind.questions() {
                let asked = strict.questions.iter().find(|one| one.id == *id).unwrap();
                // What is typed has no place among tiles.
                assert_eq!(asked.choices.is_empty(), *id == kind.last, "{id}");
            }
            // As many steps as are recorded in the station's voice, the evidence and the reading among them.
            assert!((1..=6).contains(&kind.screens.len()), "{:?}", kind.screens);
            assert!(kind.screens.iter().all(|ids| (1..=2).contains(&ids.len())));
        }
    }

    #[test]
    fn answers_make_one_french_text_in_the_order_of_the_questions() {
        let pathway = PathwayId::parse("premieres-actions");
        let answers = some(&[
            ("with-whom", &["team"]),
            ("work-what", &["grew", "repaired"]),
            ("own-words", &["Les tomates sont belles"]),
        ]);
        assert_eq!(
            text(pathway.as_ref(), &answers, Language::French),
            "J’ai fait une réparation. J’ai travaillé la terre et les plantes. Je l’ai fait en équipe. \
             Les tomates sont belles."
        );
        assert_eq!(
            text(pathway.as_ref(), &answers, Language::English),
            "I repaired something. I worked with soil and plants. I did it in a team. Les tomates sont belles."
        );
    }

    #[test]
    fn each_pathway_has_its_questions_and_an_unknown_one_has_the_first() {
        let first = |code: &str| views(PathwayId::parse(code).as_ref())[0].id.clone();
        assert_eq!(first("autonomie"), "step-what");
        assert_eq!(first("emploi"), "job-what");
        assert_eq!(first("ailleurs"), "work-what");
        assert_eq!(views(None)[0].id, "work-what");
    }

    #[test]
    fn an_answer_that_is_not_offered_is_refused_and_an_empty_one_is_forgotten() {
        let mut answers = Answers::new();
        let give = |answers: &mut Answers, question: &str, given: &[&str]| {
            let given: Vec<String> = given.iter().map(|one| (*one).to_owned()).collect();
            answer(answers, None, question, &given)
        };
        give(&mut answers, "where", &["shop"]).unwrap();
        assert!(give(&mut answers, "where", &["moon"]).is_err());
        assert!(give(&mut answers, "where", &["shop", "outside"]).is_err());
        assert!(give(&mut answers, "step-what", &["papers"]).is_err());
        assert!(give(&mut answers, "own-words", &["a".repeat(601).as_str()]).is_err());
        assert_eq!(answers, some(&[("where", &["shop"])]));
        give(&mut answers, "where", &[]).unwrap();
        give(&mut answers, "own-words", &["  "]).unwrap();
        assert!(answers.is_empty());
    }
}
