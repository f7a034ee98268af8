//! Enumerations whose variants are stored and sent by a stable code.

/// One of a few, each with a stable code.
pub trait Coded: Copy + Eq + 'static {
    /// Its name, as in the interface.
    const NAME: &'static str;
    /// Every one, in the order shown.
    const EVERY: &'static [Self];

    /// Stable code, for storage and for the interface's texts.
    fn to_code(self) -> &'static str;
}

/// Declares an enumeration with `ALL`, `code` and `from_code`.
#[macro_export]
macro_rules! coded {
    ($(#[$about:meta])* $name:ident { $($(#[$variant_about:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_about])* $variant,)+
        }

        impl $name {
            /// Every one, in order.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// Stable code, for storage and for the interface's texts.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.code() == code)
            }
        }

        impl $crate::Coded for $name {
            const NAME: &'static str = stringify!($name);
            const EVERY: &'static [Self] = &Self::ALL;

            fn to_code(self) -> &'static str {
                self.code()
            }
        }
    };
}
