//! A cell of the board, in words: what is read in it, the shape beside it, and what is to be known of it in a line.

use atelier_domain::{Basis, Cell, Fact, Progress, RequestState, Step, StepState};

use crate::base::clock::day_of;
use crate::base::labels;
use crate::base::labels::label;
use crate::base::numbers::millis;
use crate::requests::view::RequestSummary;
use crate::workshops::board::block::block_form;
use crate::workshops::board::read::{Board, Place};
use crate::workshops::board::view::{MarkView, StepCell};

/// Why a step is blocked and when one looks again, in a line.
pub(crate) fn block_text(cell: &Cell) -> Option<String> {
    let block = cell.block.as_ref()?;
    let mut text = label("block", block.reason.code());
    if !block.detail.is_empty() {
        text = format!("{text}\u{a0}: {}", block.detail);
    }
    Some(match block.follow_up {
        Some(day) => format!("{text} · {}", day.in_french()),
        None => text,
    })
}

/// What is known of a step from elsewhere: in words, and whether one should look into it.
struct Told {
    text: String,
    alert: bool,
}

fn told(fact: &Fact, cell: &Cell, place: &Place, board: &Board) -> Option<Told> {
    let day = day_of(fact.at).in_french();
    let known = |code: &str, alert| {
        let place = match fact.basis {
            Basis::Marked(id) | Basis::Follows(id) => board.others.get(&id),
            Basis::Asked | Basis::InPassport => None,
        };
        let place = place.map_or("", |workshop| workshop.place.as_str());
        let text = label("known", code)
            .replace("{date}", &day)
            .replace("{place}", place);
        Some(Told { text, alert })
    };
    if cell.is_earlier() {
        return match fact.basis {
            Basis::Marked(_) => known("marked", false),
            Basis::Follows(_) => known("follows", false),
            Basis::Asked => known("asked", false),
            Basis::InPassport => known("in-passport", false),
        };
    }
    match (&fact.block, fact.holds) {
        (Some(block), _) => {
            let reason = label("block", block.reason.code());
            let mut told = known("blocked", true)?;
            told.text = told.text.replace("{reason}", &reason);
            Some(told)
        }
        (None, true) if cell.step == Step::Mailbox || cell.step == Step::Confirmed => {
            let other = place.address_since.is_some_and(|since| fact.at < since);
            known(if other { "other-address" } else { "long-ago" }, true)
        }
        (None, false) if fact.basis == Basis::Asked => known("does-not-open", true),
        // Taken back, or done at another workshop and to be done at each.
        (None, _) => None,
    }
}

/// What is read in a cell, and the code of the shape beside it.
fn words(cell: &Cell, board: &Board, requests: &[RequestSummary]) -> (String, String) {
    let own = |code: &str| (label("step-state", code), code.to_owned());
    if cell.is_earlier() {
        let later = cell
            .since
            .is_some_and(|at| day_of(at) > board.workshop.date);
        return own(if later { "done-since" } else { "done-before" });
    }
    let Some(state) = cell.request else {
        return own(cell.state.code());
    };
    if cell.state == StepState::Blocked {
        return own(cell.state.code());
    }
    let counted = requests.iter().filter(|request| {
        let over = ![RequestState::Draft, RequestState::Returned].contains(&request.state);
        over && (cell.step == Step::Prepared || request.state != RequestState::Ready)
    });
    let (over, all) = (counted.count(), requests.len());
    let one = requests.iter().find(|one| one.state == state);
    let spoken = match (state, one) {
        // Short in a cell; whole in the line about it.
        (RequestState::Held, _) => label("step-state", "waiting"),
        (_, Some(one)) => one.state_label.clone(),
        (_, None) => labels::state(state),
    };
    match cell.state {
        StepState::Todo | StepState::Doing if all > 1 => {
            let text = label("step-state", "some")
                .replace("{done}", &over.to_string())
                .replace("{all}", &all.to_string());
            (text, shape(state, cell.state))
        }
        StepState::Todo | StepState::Doing | StepState::Done | StepState::Waiting => {
            (spoken, shape(state, cell.state))
        }
        StepState::Blocked => own(cell.state.code()),
    }
}

/// The shape of a request's state; of the step while nothing has happened to the request yet.
fn shape(state: RequestState, step: StepState) -> String {
    match (state, step) {
        (RequestState::Draft | RequestState::Ready, _) => step.code().to_owned(),
        _ => state.code().to_owned(),
    }
}

pub(super) fn view(
    cell: &Cell,
    place: &Place,
    board: &Board,
    requests: &[RequestSummary],
) -> StepCell {
    let mark = place.marks.iter().find(|mark| mark.step == cell.step);
    let (words, sign) = words(cell, board, requests);
    let told = cell
        .elsewhere
        .as_ref()
        .and_then(|fact| told(fact, cell, place, board));
    let missing = || {
        let of = requests.iter().flat_map(|request| &request.missing);
        let texts: Vec<&str> = of.map(|one| one.text.as_str()).collect();
        texts.join(" ")
    };
    let about = match (&cell.block, &told) {
        (Some(_), _) => block_text(cell).unwrap_or_default(),
        (None, Some(told)) => told.text.clone(),
        (None, None) if cell.step == Step::Prepared && !cell.state.is_over() => missing(),
        (None, None) if cell.request == Some(RequestState::Held) => {
            labels::state(RequestState::Held)
        }
        (None, None) => String::new(),
    };
    StepCell {
        mark: mark.map(mark_view),
        step: cell.step.into(),
        state: cell.state.into(),
        words,
        sign,
        about,
        alert: told.is_some_and(|told| told.alert),
        block: cell.block.as_ref().map(block_form),
    }
}

/// What was marked, to be put back.
pub(crate) fn mark_view(mark: &Progress) -> MarkView {
    let Progress {
        step: _,
        state,
        since,
        block,
    } = mark;
    MarkView {
        state: state.into(),
        since: millis(*since),
        block: block.as_ref().map(block_form),
    }
}
