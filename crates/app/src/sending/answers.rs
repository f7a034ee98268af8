//! What INAÉ answered: listed, counted until seen.

use atelier_domain::RequestId;
use atelier_store::{AnswerRow, NewAnswer, Store};
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::clock::french_moment;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::requests::read;
use crate::requests::view::RequestSummary;
use crate::sending::view::{AnswerView, AnswersView, SyncView};

/// The sentence that the system's notification shows. It names nobody: others see the screen.
#[must_use]
pub fn notification(learned: u32) -> String {
    texts::answers::news(learned)
}

impl App {
    /// The latest answer to each request, those that nobody saw first; `limit` at most.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn answers(&self, limit: u32) -> Answer<AnswersView> {
        self.with(|store| {
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let mut rows = store.answers(limit.saturating_add(1))?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            Ok(AnswersView {
                answers: views(store, &rows)?,
                more,
                unseen: store.count_unseen_answers()?,
            })
        })
    }

    /// Marks answers as seen, or as not seen again (undo); says how many are left, with how the sending goes.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn mark_answers(&self, numbers: &[i32], seen: bool) -> Answer<SyncView> {
        let numbers: Vec<i64> = numbers.iter().copied().map(i64::from).collect();
        self.with(|store| Ok(store.mark_answers(&numbers, seen.then(|| self.now()))?))?;
        self.sync_view()
    }

    /// Marks all that INAÉ said of a request as seen: the request is on the screen.
    ///
    /// # Errors
    /// `not-found`; or when the store cannot be written.
    pub fn see_answers(&self, id: RequestId) -> Answer<SyncView> {
        self.atomically(|store| {
            let unseen: Vec<i64> = store
                .answers_to(id)?
                .into_iter()
                .filter(|row| row.seen_at.is_none())
                .map(|row| row.number)
                .collect();
            // What was seen before is not written again: a page that is only read costs no writing.
            if !unseen.is_empty() {
                store.mark_answers(&unseen, Some(self.now()))?;
            }
            Ok(())
        })?;
        self.sync_view()
    }
}

/// Answers as shown, with the person and the badge that each is about.
fn views(store: &Store, rows: &[AnswerRow]) -> Answer<Vec<AnswerView>> {
    let shelf = Shelf::read(store)?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let request = store.request(row.answer.request)?;
        let about = read::summaries(store, &shelf, request.as_slice())?;
        views.extend(about.iter().map(|summary| view(row, summary)));
    }
    Ok(views)
}

fn view(row: &AnswerRow, summary: &RequestSummary) -> AnswerView {
    let AnswerRow {
        number,
        answer:
            NewAnswer {
                request,
                state,
                message,
                said_at,
                learned_at: _,
            },
        seen_at,
    } = row;
    AnswerView {
        number: i32::try_from(*number).unwrap_or(i32::MAX),
        request_id: request.into(),
        participant_id: summary.participant_id,
        person: summary.person.clone(),
        badge_id: summary.badge_id.clone(),
        badge_name: summary.badge_name.clone(),
        state: state.into(),
        state_label: texts::request_state::of(*state),
        now: texts::and_now::of(*state),
        message: message.clone(),
        said_at: french_moment(*said_at),
        seen: seen_at.is_some(),
    }
}
