//! The session, the structure, its badges, the home screen.

use crate::base::wire::{Code, Id};
use atelier_domain::{StaffId, StaffRole, StructureKind, ValidationMode};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::base::view::Choice;

/// How what is printed looks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct LookView {
    /// The structure's colour, `#rrggbb`; empty for none.
    pub colour: String,
    /// That colour as it is printed, dark enough to be read; ignored when saving.
    pub printed_colour: String,
    /// Its logo, as a `data:` address.
    pub logo: Option<String>,
    /// Whom to ask: a name and hours.
    pub contact: String,
    /// A line of its own, at the foot of posters.
    pub line: String,
    /// INAÉ and those who fund.
    pub partners: Vec<PartnerView>,
}

/// A partner whose logo is printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PartnerView {
    /// Name, for those who do not see the logo.
    pub name: String,
    /// Logo, as a `data:` address.
    pub image: String,
}

/// When the store closes by itself, and whether the system tells of INAÉ's answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Habits {
    /// Minutes without a gesture.
    pub lock_minutes: u32,
    /// The same on a workshop's board, while a group is there.
    pub lock_minutes_workshop: u32,
    /// Whether the system tells that INAÉ answered, when the window is not looked at.
    pub notify: bool,
}

/// How strong a passphrase is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StrengthView {
    /// 0 to 4.
    pub score: u8,
    /// Whether it meets the rule.
    pub accepted: bool,
    /// What to do to make it better, in plain French.
    pub advice: String,
}

/// A passphrase that the program proposes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhraseView {
    /// Its words, in order.
    pub words: Vec<String>,
    /// What it is worth, in bits.
    pub bits: u32,
}

/// A component of the program that others wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ComponentView {
    /// Name.
    pub name: String,
    /// Version; empty for what has none, such as a typeface.
    pub version: String,
    /// Its licence, by its usual code.
    pub licence: String,
}

/// What is still to be done before the recovery sheet can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RecoveryStep {
    /// There is no sheet.
    Make,
    /// It was made, and was not sent to a printer from here.
    Print,
    /// It was printed; nobody has checked that the paper can be read.
    Check,
}

/// The recovery sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RecoveryView {
    /// Day when it was made, in French; `null` when there is none.
    pub made_on: Option<String>,
    /// Day when it was checked against the paper, in French; `null` when it was not.
    pub checked_on: Option<String>,
    /// Its code, when it was made just now and is not on paper yet.
    pub code: Option<String>,
    /// The groups of the code to be copied from the paper to check it, from 1: two of them as long as the code is known
    /// here, all of them afterwards; none without a sheet.
    pub asked: Vec<u32>,
    /// What is still to be done; `null` when the sheet can be relied on.
    pub next: Option<RecoveryStep>,
}

/// The structure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StructureView {
    /// Its usual name; empty at first.
    pub name: String,
    /// `aci`, `ei`, `etti`, `ai`, `eiti`, `ess`; empty at first.
    pub kind: Option<Code<StructureKind>>,
}

/// A permanent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StaffView {
    /// Identifier; `null` to create.
    pub id: Option<Id<StaffId>>,
    /// First and last name.
    pub name: String,
    /// `cip`, `asp`, `eti`, `direction`, `other`.
    pub role: Code<StaffRole>,
    /// Label of the role; ignored when saving.
    #[serde(default)]
    pub role_label: String,
}

/// All that the structure decided: the first-launch questions, and later the settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SetupView {
    /// `structure`, `staff`, `badges`, `mode`, `recovery` or `done`: where to take up again.
    pub step: String,
    /// The structure.
    pub structure: StructureView,
    /// Kinds of structure, with their full names.
    pub kinds: Vec<Choice<Code<StructureKind>>>,
    /// Permanents.
    pub staff: Vec<StaffView>,
    /// Roles of permanents.
    pub roles: Vec<Choice<Code<StaffRole>>>,
    /// How many permanents INAÉ asks for at least.
    pub staff_recommended: u32,
    /// How many badges are offered.
    pub offered: u32,
    /// How many of these have a complete rule.
    pub rules_complete: u32,
    /// `systematic`, `committee` or `null` when not decided.
    pub validation_mode: Option<Code<ValidationMode>>,
    /// What still prevents the end of the first launch, in plain French.
    pub missing: Vec<String>,
    /// What is still to be done about the recovery sheet; `null` when it is printed and checked.
    pub recovery: Option<RecoveryStep>,
}
