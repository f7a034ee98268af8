//! The files that the program wrote: they can be shown again. Nothing else of the computer is opened on a page's word.

pub mod names;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use crate::base::app::App;
use crate::base::problem::{Answer, Problem};
use crate::base::view::SavedFile;

/// Writes a file where it was asked for.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Answer<SavedFile> {
    write(path, bytes)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(SavedFile {
        path: path.display().to_string(),
        name,
    })
}

/// Writes a file in a folder, under a name that is free or that of the very same file.
pub(crate) fn own_file(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Answer<SavedFile> {
    fs::create_dir_all(folder).map_err(|error| not_saved(folder, &error))?;
    let plain = names::file_stem(name);
    for number in 1..1_000 {
        let name = if number == 1 {
            format!("{plain}.{ending}")
        } else {
            format!("{plain} ({number}).{ending}")
        };
        let path = folder.join(name);
        let free = match fs::read(&path) {
            Ok(known) => known == bytes,
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if free {
            return write_file(&path, bytes);
        }
    }
    Err(Problem::new(
        "document-not-saved",
        &[("path", &folder.display().to_string())],
    ))
}

fn write(path: &Path, pdf: &[u8]) -> Answer<()> {
    // A sheet may name people: readable by its owner alone; and an older one is replaced only by a whole one.
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(pdf)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|refused| refused.error)
    });
    written.map(drop).map_err(|error| not_saved(path, &error))
}

fn not_saved(path: &Path, error: &std::io::Error) -> Problem {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => "store-full",
        _ => "document-not-saved",
    };
    Problem::new(code, &[("path", &path.display().to_string())])
}

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
    use crate::base::app::App;
    use crate::base::app::Places;
    use crate::base::clock::Clock;
    use crate::base::view::SavedFile;

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
