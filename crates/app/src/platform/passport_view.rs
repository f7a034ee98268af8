//! Open Badge Passport, beside the person who uses it.

use crate::base::wire::Id;
use atelier_domain::ParticipantId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::base::problem::Problem;

/// A page of the platform that can be opened for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PassportPage {
    /// `register`, `login`, `emails`, `apply`, or `badge:` and the code of a badge that the person asks for.
    pub code: String,
    /// What is done there, in French.
    pub title: String,
    /// Its address.
    pub address: String,
    /// A QR code to go on with one's own telephone, as a `data:` address.
    pub qr: String,
}

/// What a person needs to act by themselves: to be copied, never filled in for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PassportView {
    /// Identifier of the person.
    pub participant: Id<ParticipantId>,
    /// First and last names.
    pub person: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The address used for badges; empty when unknown.
    pub email: String,
    /// The pages that can be opened, the forms of the badges that the person asks for last.
    pub pages: Vec<PassportPage>,
    /// Title of the window.
    pub title: String,
}

/// What happened to the person's window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassportNews {
    /// Whether it is open.
    pub open: bool,
    /// What its page tried and was refused, or what it lacks.
    pub problem: Option<Problem>,
}

/// Where the platform is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassportSetting {
    /// Such as `https://openbadgepassport.com`.
    pub address: String,
    /// Other hosts that its pages may lead to.
    pub hosts: Vec<String>,
}
