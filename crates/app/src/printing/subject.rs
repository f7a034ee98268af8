//! A document that was made.

use atelier_store::Poster;

/// A document, with the name under which it is kept.
pub(crate) struct Printed {
    pub(crate) name: String,
    pub(crate) pdf: Vec<u8>,
    /// Its posters, by the code under which each is known; none for another document, or a preview.
    pub(crate) posters: Vec<String>,
    /// The posters that they take the place of, once they are printed: the code of each, and that of the other.
    pub(crate) replaces: Vec<(String, String)>,
    /// Its posters that are new, for the store.
    pub(crate) new: Vec<Poster>,
}

impl Printed {
    /// A document that is no poster.
    pub(crate) fn plain(name: String, pdf: Vec<u8>) -> Self {
        Self {
            name,
            pdf,
            posters: Vec::new(),
            replaces: Vec::new(),
            new: Vec::new(),
        }
    }
}
