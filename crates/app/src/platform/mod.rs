//! Open Badge Passport and the way to it: its pages, the connection, the guide.

pub mod connection;
pub mod guide;
pub mod passport;
pub mod passport_view;
pub mod view;
