//! What the application tells without being asked.

use std::marker::PhantomData;

/// The name of an event, and what it carries.
#[derive(Debug)]
pub struct Event<T> {
    /// Its name on the wire.
    pub name: &'static str,
    carries: PhantomData<fn(T)>,
}

impl<T> Event<T> {
    pub(super) const fn new(name: &'static str) -> Self {
        Self {
            name,
            carries: PhantomData,
        }
    }
}
