//! A receipt, as shown.

use crate::base::wire::Id;
use atelier_domain::RequestId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReceiptView {
    /// INAÉ's number.
    pub number: String,
    /// The request.
    pub request_id: Id<RequestId>,
    /// Who asked.
    pub person: String,
    /// Which badge.
    pub badge_name: String,
    /// In French: « 23 novembre 2026 à 14 h 05 ».
    pub received_at: String,
}
