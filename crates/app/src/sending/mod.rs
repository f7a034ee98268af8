//! What waits to reach INAÉ, the courier that carries it, and the answers that come back.

pub mod answers;
pub mod courier;
pub mod enrol;
pub mod outbox;
pub mod queue;
pub mod release;
pub mod view;
