//! What blocks a person, as filled in.

use atelier_domain::Block;

use crate::base::problem::{Answer, Case, Problem};
use crate::workshops::board::view::BlockForm;

/// Longest explanation of what blocks, in characters.
const MAX_DETAIL: usize = 500;

pub(crate) fn block_form(block: &Block) -> BlockForm {
    BlockForm {
        reason: block.reason.into(),
        detail: block.detail.clone(),
        follow_up: block
            .follow_up
            .map(|day| day.to_string())
            .unwrap_or_default(),
    }
}

/// A block, as it was filled in.
pub(crate) fn block_of(form: &BlockForm) -> Answer<Block> {
    let BlockForm {
        reason,
        detail,
        follow_up,
    } = form;
    if detail.chars().count() > MAX_DETAIL {
        return Err(Problem::of(Case::BlockDetail).on("detail"));
    }
    let follow_up = match follow_up.trim() {
        "" => None,
        day => Some(
            day.parse()
                .map_err(|_| Problem::of(Case::BlockDate).on("follow_up"))?,
        ),
    };
    Ok(Block {
        reason: reason.0,
        detail: detail.trim().to_owned(),
        follow_up,
    })
}
