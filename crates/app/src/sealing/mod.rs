//! What leaves for INAÉ, sealed: declarations and requests, their receipts, the enrolment they leave under.

pub mod declaration;
pub mod enrolment;
pub mod receipts;
pub mod request;
pub mod seal;
pub mod view;
