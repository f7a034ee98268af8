//! The pages of INAÉ's staff: requests received, one by one, with their evidence. Rendered here, no script.

pub(crate) mod accounts;
mod cookie;
pub(crate) mod detail;
pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod login;
mod member;
mod origin;
pub(crate) mod page;

use std::sync::Arc;

use crate::base::desk::Desk;
use crate::base::hashing::Hashing;
use crate::base::throttle::Throttle;

/// Wrong passwords allowed in a minute, from one address or for one name.
const TRIES: usize = 10;

/// The desk, who gave a wrong password lately, and whose turn it is to have one hashed. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Staff {
    desk: Desk,
    failures: Arc<Throttle>,
    hashing: Hashing,
}

impl Staff {
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            failures: Arc::new(Throttle::per_minute(TRIES)),
            hashing: Hashing::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::base::texts::said_to_staff;

    /// All that is written in the Rust files of a folder.
    fn written_in(folder: &Path) -> String {
        let mut all = String::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all += &written_in(&path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                all += &fs::read_to_string(path).unwrap();
            }
        }
        all
    }

    #[test]
    fn every_text_that_the_pages_ask_for_exists_and_every_text_is_asked_for() {
        let pages = written_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/staff"));
        let texts = said_to_staff();
        assert!(!texts.is_empty());
        for key in &texts {
            assert!(pages.contains(&format!("\"{key}\"")), "never shown: {key}");
        }
        for call in ["say", "say_with"] {
            for rest in pages.split(&format!("{call}(\"")).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(texts.contains(&key), "missing: {key}");
            }
        }
    }
}
