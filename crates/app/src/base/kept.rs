//! What subjects keep in memory for as long as a store is open, beside what is in it.

use std::any::{Any, TypeId};
use std::collections::HashMap;

/// One value of each type that a subject asked for. All of them are dropped together when the store is locked: a subject
/// cannot forget to forget.
#[derive(Default)]
pub(crate) struct Kept(HashMap<TypeId, Box<dyn Any + Send>>);

impl Kept {
    /// The value of this type, made on the first call. `None` cannot be met: what stands under a type's name is of that type.
    pub(crate) fn of<T: Default + Send + 'static>(&mut self) -> Option<&mut T> {
        let value = self.0.entry(TypeId::of::<T>());
        value
            .or_insert_with(|| Box::new(T::default()))
            .downcast_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_until_all_are_dropped() {
        let mut kept = Kept::default();
        kept.of::<Vec<u8>>().unwrap().push(1);
        kept.of::<String>().unwrap().push('a');
        assert_eq!(*kept.of::<Vec<u8>>().unwrap(), [1]);
        kept = Kept::default();
        assert!(kept.of::<Vec<u8>>().unwrap().is_empty());
    }
}
