//! How a poster is printed, as the store keeps it; and the posters as they hang, one or several rows each.

use atelier_documents::{Format, Language as Beside};
use atelier_domain::{BadgeId, Moment, PathwayId};
use atelier_store::PosterRow;
use std::collections::BTreeMap;

use crate::base::labels::label;

/// Between the paper of a bilingual poster and its language.
const BESIDE: &str = "+";

/// Before the paper of a poster of several badges.
const TOGETHER: &str = "together-";

/// Before the paper of a poster that says how a badge is asked for.
const HOW_TO_ASK: &str = "how-to-ask-";

/// After a poster that shows the whole of something, and that of which it does.
const WHOLE: &str = "/";

/// A poster of all that the structure offers.
const OFFER: &str = "offer";

/// Before the pathway that a poster shows.
const PATHWAY: &str = "pathway:";

/// What a poster shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// A badge.
    Badge,
    /// Several badges.
    Badges,
    /// How a badge is asked for, whichever it is.
    HowToAsk,
}

/// What a poster of several badges shows without leaving one out: it is out of date once there is one more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whole {
    /// All that the structure offers.
    Offer,
    /// A pathway.
    Pathway(PathwayId),
}

impl Whole {
    fn read(text: &str) -> Option<Self> {
        match text.strip_prefix(PATHWAY) {
            Some(id) => PathwayId::parse(id).map(Self::Pathway),
            None => (text == OFFER).then_some(Self::Offer),
        }
    }

    fn written(&self) -> String {
        match self {
            Self::Offer => OFFER.to_owned(),
            Self::Pathway(id) => format!("{PATHWAY}{id}"),
        }
    }
}

/// How a poster is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printing {
    pub(super) shows: Shows,
    pub(super) format: Format,
    /// The language beside French, if any.
    pub(super) beside: Option<Beside>,
    /// For a poster of several badges, the code of the first: it is the same on the row of each.
    pub(super) first: Option<String>,
    /// For a poster of several badges, what they are the whole of.
    pub(super) whole: Option<Whole>,
}

impl Printing {
    /// From the store, where the posters of before any choice of paper are « a4-portrait ».
    pub(super) fn read(text: &str) -> Self {
        let together = text.strip_prefix(TOGETHER).and_then(|t| t.split_once('/'));
        let (shows, paper, first) = match (together, text.strip_prefix(HOW_TO_ASK)) {
            (Some((paper, first)), _) => (Shows::Badges, paper, Some(first)),
            (None, Some(paper)) => (Shows::HowToAsk, paper, None),
            (None, None) => (Shows::Badge, text, None),
        };
        let (first, whole) = match first.and_then(|first| first.split_once(WHOLE)) {
            Some((first, whole)) => (Some(first), Whole::read(whole)),
            None => (first, None),
        };
        let (paper, beside) = match paper.split_once(BESIDE) {
            Some((paper, code)) => (paper, Beside::from_code(code)),
            None => (paper, None),
        };
        let known = Format::ALL.into_iter().find(|one| one.code() == paper);
        Self {
            shows,
            format: known.unwrap_or_default(),
            beside,
            first: first.map(str::to_owned),
            whole,
        }
    }

    pub(super) fn written(&self) -> String {
        let mut paper = self.format.code().to_owned();
        if let Some(beside) = self.beside {
            paper = format!("{paper}{BESIDE}{}", beside.code());
        }
        match (self.shows, &self.first) {
            (Shows::Badges, Some(first)) => {
                let whole = self.whole.as_ref();
                let whole = whole.map(|whole| format!("{WHOLE}{}", whole.written()));
                format!("{TOGETHER}{paper}/{first}{}", whole.unwrap_or_default())
            }
            (Shows::HowToAsk, _) => format!("{HOW_TO_ASK}{paper}"),
            (Shows::Badge | Shows::Badges, _) => paper,
        }
    }

    /// The paper and the languages, in words.
    pub(super) fn told(&self) -> String {
        let paper = label("paper", self.format.code());
        match self.beside {
            Some(beside) => label("poster-format", "beside")
                .replace("{paper}", &paper)
                .replace("{language}", &label("poster-beside", beside.code())),
            None => paper,
        }
    }
}

/// A poster, with the row of each of its badges; at least one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hung {
    pub(super) printing: Printing,
    pub(super) rows: Vec<PosterRow>,
}

impl Hung {
    /// The row under whose code the poster is known.
    #[allow(clippy::indexing_slicing)] // at least one: see `hung`
    pub(super) fn first(&self) -> &PosterRow {
        let named = |row: &&PosterRow| self.printing.first.as_ref() == Some(&row.code);
        self.rows.iter().find(named).unwrap_or(&self.rows[0])
    }

    /// Its badges, in the order of its rows.
    pub(super) fn badges(&self) -> Vec<BadgeId> {
        let badges = self.rows.iter().filter_map(|row| row.badge.clone());
        badges.collect()
    }

    /// When it was sent to a printer, if it was.
    pub(super) fn sent_at(&self) -> Option<Moment> {
        self.rows.iter().find_map(|row| row.sent_at)
    }

    /// Since when it hangs, as far as is known; flyers are handed out as soon as they are printed.
    pub(super) fn hung_at(&self) -> Option<Moment> {
        let hung = self.rows.iter().filter_map(|row| row.hung_at).min();
        hung.or_else(|| self.sent_at().filter(|_| self.printing.format.is_flyer()))
    }

    /// The poster that takes its place and is not hung yet.
    pub(super) fn waiting<'a>(&self, all: &'a [Hung]) -> Option<&'a Hung> {
        let code = self.rows.iter().find_map(|row| row.replaced_by.as_ref())?;
        let mut all = all.iter();
        let next = all.find(|one| one.rows.iter().any(|row| row.code == *code))?;
        (!next.withdrawn() && next.hung_at().is_none()).then_some(next)
    }

    pub(super) fn withdrawn(&self) -> bool {
        self.rows.iter().all(|row| row.withdrawn_at.is_some())
    }

    pub(super) fn codes(&self) -> Vec<String> {
        self.rows.iter().map(|row| row.code.clone()).collect()
    }
}

/// The posters that these rows are, in the order of their first row.
pub(crate) fn hung(rows: Vec<PosterRow>) -> Vec<Hung> {
    let mut all: Vec<Hung> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let printing = Printing::read(&row.format);
        let key = printing.first.clone().unwrap_or_else(|| row.code.clone());
        let at = *known.entry(key).or_insert(all.len());
        match all.get_mut(at) {
            Some(poster) => poster.rows.push(row),
            None => all.push(Hung {
                printing,
                rows: vec![row],
            }),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for shows in [Shows::Badge, Shows::Badges, Shows::HowToAsk] {
            for format in Format::ALL {
                for beside in [None, Some(Beside::Arabic)] {
                    let pathway = PathwayId::parse("b").map(Whole::Pathway);
                    for whole in [None, Some(Whole::Offer), pathway] {
                        let several = shows == Shows::Badges;
                        let printing = Printing {
                            shows,
                            format,
                            beside,
                            first: several.then(|| "K7M2QX".to_owned()),
                            whole: whole.filter(|_| several),
                        };
                        assert_eq!(Printing::read(&printing.written()), printing);
                    }
                }
            }
        }
        assert_eq!(Printing::read("a4-portrait").format, Format::A4);
    }
}
