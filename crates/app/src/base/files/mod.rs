//! The files that the program wrote: they can be shown again. Nothing else of the computer is opened on a page's word.

pub mod names;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use tempfile::NamedTempFile;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::view::SavedFile;

/// A file that is whole on the disk, and has not its name yet.
pub(crate) struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Gives the file its name: at once, or not at all. An older one of this name is replaced.
    pub(crate) fn publish(self) -> Answer<SavedFile> {
        let Self { file, path } = self;
        let named = file.persist(&path);
        named.map_err(|refused| not_saved(&path, &refused.error))?;
        let name = path.file_name().unwrap_or_default();
        Ok(SavedFile {
            name: name.to_string_lossy().into_owned(),
            path: path.display().to_string(),
        })
    }
}

/// Writes a file whole beside where it was asked for.
pub(crate) fn stage(path: &Path, bytes: &[u8]) -> Answer<Staged> {
    // A sheet may name people: readable by its owner alone.
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let written = NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    });
    Ok(Staged {
        file: written.map_err(|error| not_saved(path, &error))?,
        path: path.to_owned(),
    })
}

/// The same in a folder, under a name that is free or that of the very same file.
pub(crate) fn stage_own(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Answer<Staged> {
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
            return stage(&path, bytes);
        }
    }
    Err(Problem::of(Case::DocumentNotSaved {
        path: folder.display().to_string(),
    }))
}

/// Writes a file where it was asked for.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Answer<SavedFile> {
    stage(path, bytes)?.publish()
}

/// Writes a file in a folder, under a name that is free or that of the very same file.
pub(crate) fn own_file(folder: &Path, name: &str, ending: &str, bytes: &[u8]) -> Answer<SavedFile> {
    stage_own(folder, name, ending, bytes)?.publish()
}

fn not_saved(path: &Path, error: &std::io::Error) -> Problem {
    Problem::of(match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Case::StoreFull,
        _ => Case::DocumentNotSaved {
            path: path.display().to_string(),
        },
    })
    .because(error.kind())
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
        Err(Problem::of(Case::FileGone {
            name: name.into_owned(),
        }))
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
        let app = App::new(places, Clock::of_tests());
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
        assert_eq!(app.written_file(&other).unwrap_err().code(), "file-gone");
        std::fs::remove_file(&ours).unwrap();
        let gone = app.written_file(&ours).unwrap_err();
        assert!(gone.told().what.contains("a.pdf"), "{}", gone.told().what);
    }
}
