//! Where the program stands, as shown.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::structure::view::Habits;

/// Where the program stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// No store yet: first launch.
    New,
    /// A store exists; its passphrase is needed.
    Locked,
    /// Open, the first-launch questions are not all answered.
    Setup,
    /// Open.
    Open,
}

/// Whether the people are invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PracticeState {
    /// They are not.
    Off,
    /// They are: a trial, open or locked, which goes away when it is ended.
    On,
    /// They are: a demonstration store, made by the command line.
    Demonstration,
}

/// How far a trial is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PracticeProgress {
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub total: u32,
}

/// Where the program stands, and whose it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SessionView {
    /// Stage.
    pub stage: Stage,
    /// The structure's name, once known and open.
    pub structure_name: Option<String>,
    /// Version of the program.
    pub version: String,
    /// Today, `YYYY-MM-DD`.
    pub today: String,
    /// When it closes by itself; as usual until it is open.
    pub habits: Habits,
    /// Whether the people are invented.
    pub practice: PracticeState,
    /// Whether what an interrupted trial left was deleted when the program started.
    pub practice_swept: bool,
}
