//! The receipts of requests.

use atelier_domain::{RequestId, WorkshopId};
use atelier_store::{ReceiptOrder, ReceiptRow, ReceiptSearch, Slice, Store};

use crate::base::clock::french_rfc3339;
use crate::base::names::full_name;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::sealing::view::ReceiptView;

/// A receipt, as shown.
pub(crate) fn receipt_view(
    receipt: &ReceiptRow,
    request: RequestId,
    person: &str,
    badge_name: &str,
) -> ReceiptView {
    ReceiptView {
        number: receipt.number.clone(),
        request_id: request.into(),
        person: person.to_owned(),
        badge_name: badge_name.to_owned(),
        received_at: french_rfc3339(&receipt.received_at),
    }
}

/// Receipts of requests, newest first, `limit` at most; of one workshop when asked.
pub(crate) fn receipts(
    store: &Store,
    workshop: Option<WorkshopId>,
    limit: usize,
) -> Answer<Vec<ReceiptView>> {
    let search = ReceiptSearch {
        workshop,
        ..ReceiptSearch::default()
    };
    let latest = Slice { offset: 0, limit };
    let found = store.receipts_found(&search, (&ReceiptOrder::Received, true), latest)?;
    receipt_views(store, &Shelf::read(store)?, &found)
}

/// The receipts of these requests, in the same order; a request without one is left out.
pub(crate) fn receipt_views(
    store: &Store,
    shelf: &Shelf,
    requests: &[RequestId],
) -> Answer<Vec<ReceiptView>> {
    let mut views = Vec::new();
    for row in store.requests_of(requests)? {
        let Some(receipt) = store.receipt(&row.request.id.to_string())? else {
            continue;
        };
        let Some(person) = store.participant(row.request.participant)? else {
            continue;
        };
        let badge = shelf.known(&row.request.badge);
        let badge_name =
            badge.map_or_else(|| row.request.badge.to_string(), |badge| badge.name.clone());
        views.push(receipt_view(
            &receipt,
            row.request.id,
            &full_name(&person),
            &badge_name,
        ));
    }
    Ok(views)
}
