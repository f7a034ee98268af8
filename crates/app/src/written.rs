//! The files that the program wrote: they can be shown again. Nothing else of the computer is opened on a page's word.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use crate::App;
use crate::problem::{Answer, Problem};
use crate::view::SavedFile;

impl App {
    /// Keeps in mind that this file is ours, until the program ends.
    pub(crate) fn remember(&self, file: SavedFile) -> SavedFile {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.insert(PathBuf::from(&file.path));
        file
    }

    /// A file that the program wrote since it was started, if it is still there.
    ///
    /// # Errors
    /// `file-gone`.
    pub fn written_file(&self, path: &str) -> Answer<PathBuf> {
        let written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let path = Path::new(path);
        if written.contains(path) && path.is_file() {
            return Ok(path.to_path_buf());
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Err(Problem::new("file-gone", &[("name", &name)]))
    }
}

#[cfg(test)]
mod tests {
    use crate::view::SavedFile;
    use crate::{App, Clock, Places};

    #[test]
    fn only_what_was_written_and_is_still_there_is_shown_again() {
        let home = tempfile::tempdir().unwrap();
        let places = Places {
            data: home.path().join("data"),
            documents: home.path().join("documents"),
        };
        let app = App::new(places, Clock::system());
        let [ours, other] = ["a.pdf", "b.pdf"].map(|name| home.path().join(name));
        for file in [&ours, &other] {
            std::fs::write(file, "%PDF").unwrap();
        }
        let [ours, other] = [ours, other].map(|file| file.display().to_string());
        app.remember(SavedFile {
            path: ours.clone(),
            name: "a.pdf".into(),
        });
        assert!(app.written_file(&ours).is_ok());
        assert_eq!(app.written_file(&other).unwrap_err().code, "file-gone");
        std::fs::remove_file(&ours).unwrap();
        let gone = app.written_file(&ours).unwrap_err();
        assert!(gone.what.contains("a.pdf"), "{}", gone.what);
    }
}
