//! Open Badge Passport, beside the person who uses it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person needs to act by themselves: to be copied, never filled in for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PassportView {
    /// Identifier of the person.
    pub participant: String,
    /// First and last names.
    pub person: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The address used for badges; empty when unknown.
    pub email: String,
    /// Where an account is created.
    pub register: String,
    /// Where one signs in.
    pub login: String,
    /// A QR code to create an account on one's own telephone, as a `data:` address.
    pub register_code: String,
    /// The same to sign in.
    pub login_code: String,
    /// Title of the window.
    pub title: String,
}

/// Where the platform is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PassportSetting {
    /// Such as `https://openbadgepassport.com`.
    pub address: String,
    /// Other hosts that its pages may lead to.
    pub hosts: Vec<String>,
}
