//! A cell of the board, in words: what is read in it, the shape beside it, and what is to be known of it in a line.

use atelier_domain::{Basis, Block, Cell, Fact, Progress, RequestState, Step, StepState};
use atelier_texts as texts;
use atelier_texts::french;

use crate::base::clock::day_of;
use crate::base::numbers::millis;
use crate::requests::view::RequestSummary;
use crate::workshops::board::block::block_form;
use crate::workshops::board::read::{Board, Place};
use crate::workshops::board::view::{MarkView, StepCell};

/// Why a step is blocked, with what was added.
pub(crate) fn reason_text(block: &Block) -> String {
    let reason = texts::block::of(block.reason);
    if block.detail.is_empty() {
        return reason;
    }
    texts::formats::detail(&block.detail, reason)
}

/// Why a step is blocked and when one looks again, in a line.
pub(crate) fn block_text(cell: &Cell) -> Option<String> {
    let block = cell.block.as_ref()?;
    let text = reason_text(block);
    Some(match block.follow_up {
        Some(day) => format!("{text} · {}", french::date(day)),
        None => text,
    })
}

/// What is known of a step from elsewhere: in words, and whether one should look into it.
struct Told {
    text: String,
    alert: bool,
}

fn told(fact: &Fact, cell: &Cell, place: &Place, board: &Board) -> Option<Told> {
    use texts::known;
    let day = french::date(day_of(fact.at));
    let at = |id| board.others.get(&id).map_or("", |one| one.place.as_str());
    let alert = !cell.is_earlier();
    let text = match (&fact.block, fact.basis) {
        (_, Basis::Marked(id)) if !alert => known::marked(day, at(id)),
        (_, Basis::Follows(id)) if !alert => known::follows(day, at(id)),
        (_, Basis::Asked) if !alert => known::asked(day),
        (_, Basis::InPassport) if !alert => known::in_passport(day),
        (Some(block), _) => known::blocked(day, texts::block::of(block.reason)),
        (None, _) if fact.holds && matches!(cell.step, Step::Mailbox | Step::Confirmed) => {
            match place.address_since {
                Some(since) if fact.at < since => known::other_address(day),
                _ => known::long_ago(day),
            }
        }
        (None, Basis::Asked) if !fact.holds => known::does_not_open(day),
        // Taken back, or done at another workshop and to be done at each.
        (None, _) => return None,
    };
    Some(Told { text, alert })
}

/// What is read in a cell, and the code of the shape beside it.
fn words(cell: &Cell, board: &Board, requests: &[RequestSummary]) -> (String, String) {
    let own = |state: StepState| (texts::step_state::of(state), state.code().to_owned());
    if cell.is_earlier() {
        let later = cell
            .since
            .is_some_and(|at| day_of(at) > board.workshop.date);
        return if later {
            (texts::step_seen::done_since(), "done-since".to_owned())
        } else {
            (texts::step_seen::done_before(), "done-before".to_owned())
        };
    }
    let Some(state) = cell.request else {
        return own(cell.state);
    };
    if cell.state == StepState::Blocked {
        return own(cell.state);
    }
    let counted = requests.iter().filter(|request| {
        let over = ![RequestState::Draft, RequestState::Returned].contains(&request.state);
        over && (cell.step == Step::Prepared || request.state != RequestState::Ready)
    });
    let (over, all) = (counted.count(), requests.len());
    let one = requests.iter().find(|one| one.state == state);
    let spoken = match (state, one) {
        // Short in a cell; whole in the line about it.
        (RequestState::Held, _) => texts::step_state::of(StepState::Waiting),
        (_, Some(one)) => one.state_label.clone(),
        (_, None) => texts::request_state::of(state),
    };
    match cell.state {
        StepState::Todo | StepState::Doing if all > 1 => {
            let text = texts::step_seen::some(all, over);
            (text, shape(state, cell.state))
        }
        StepState::Todo | StepState::Doing | StepState::Done | StepState::Waiting => {
            (spoken, shape(state, cell.state))
        }
        StepState::Blocked => own(cell.state),
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
            texts::request_state::of(RequestState::Held)
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
