//! Whether there is a connection, and what waits for it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether there is a connection, as far as it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionState {
    /// Not looked at lately.
    Unknown,
    /// The platform answers.
    Online,
    /// Nothing answers, or something else in its place.
    Offline,
}

/// A step of the guide that waits for the connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PutOffStep {
    /// Name of the step.
    pub id: String,
    /// What is done.
    pub title: String,
    /// Code of its track.
    pub track: String,
    /// In French.
    pub track_title: String,
    /// Its place in the track, from 1.
    pub position: u32,
}

/// Whether there is a connection, and what waits for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConnectionView {
    /// As last seen.
    pub state: ConnectionState,
    /// The steps of the guide put off until it is back, in the order of the guide.
    pub put_off: Vec<PutOffStep>,
}
