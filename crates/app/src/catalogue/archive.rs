//! A catalogue in a zip: its JSON, and its pictures beside it. Everything is read in memory, within limits.

use atelier_texts::catalogue_reason as reason;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::base::problem::{Answer, Problem};
use crate::catalogue::reason::invalid;

/// Most files in an archive.
const MAX_ENTRIES: usize = 500;

/// Largest file once taken out, in bytes.
const MAX_ENTRY: u64 = 20_000_000;

/// Largest sum of all of them, in bytes.
const MAX_TOTAL: u64 = 60_000_000;

/// Whether these bytes are those of a zip.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of an archive, by path.
pub(crate) fn read(bytes: &[u8]) -> Answer<BTreeMap<String, Vec<u8>>> {
    let broken = || invalid(&reason::zip_broken());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > MAX_ENTRIES {
        let max = MAX_ENTRIES.to_string();
        return Err(invalid(&reason::zip_entries(&max)));
    }
    let mut files = BTreeMap::new();
    let mut total = 0;
    for index in 0..archive.len() {
        let raw = archive.by_index_raw(index).map_err(|_| broken())?;
        let name = raw.name().map_err(|_| broken())?.into_owned();
        let (encrypted, plain) = (raw.encrypted(), raw.is_file());
        let path = raw.enclosed_name();
        drop(raw);
        if path.is_none()
            || name.starts_with('/')
            || name.contains('\\')
            || name.split('/').any(|step| step == "..")
        {
            return Err(invalid(&reason::zip_path(&name)));
        }
        if encrypted {
            return Err(invalid(&reason::zip_encrypted()));
        }
        // What systems add by themselves.
        let hidden = name
            .split('/')
            .any(|step| step.starts_with('.') || step == "__MACOSX");
        if !plain || hidden {
            continue;
        }
        let mut content = Vec::new();
        // What is really taken out is counted, whatever the archive announces.
        let entry = archive.by_index(index).map_err(|_| broken())?;
        let read = entry
            .take(MAX_ENTRY + 1)
            .read_to_end(&mut content)
            .map_err(|_| broken())?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        total += read;
        if read > MAX_ENTRY || total > MAX_TOTAL {
            return Err(invalid(&reason::zip_size(&name)));
        }
        if files.insert(name.clone(), content).is_some() {
            return Err(invalid(&reason::zip_twice(&name)));
        }
    }
    Ok(files)
}

/// An archive of these files, always the same bytes for the same files.
pub(crate) fn write(files: &[(String, Vec<u8>)]) -> Answer<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in files {
        archive
            .start_file(name.as_str(), options)
            .map_err(Problem::unexpected)?;
        archive.write_all(content).map_err(Problem::unexpected)?;
    }
    Ok(archive.finish().map_err(Problem::unexpected)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let files: Vec<_> = files
            .iter()
            .map(|(name, content)| ((*name).to_owned(), content.to_vec()))
            .collect();
        write(&files).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_without_what_systems_add() {
        let bytes = zip(&[
            ("catalogue.json", b"{}"),
            ("badges/a.svg", b"<svg/>"),
            ("__MACOSX/._a", b"x"),
            (".DS_Store", b"x"),
        ]);
        assert!(is_zip(&bytes));
        let files = read(&bytes).unwrap();
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["badges/a.svg", "catalogue.json"]);
    }

    #[test]
    fn an_archive_that_escapes_or_swells_is_refused() {
        for path in ["../a.svg", "a/../../b", "/etc/a", "a\\..\\b"] {
            let problem = read(&zip(&[(path, b"x")])).unwrap_err();
            assert_eq!(problem.code(), "catalogue-invalid", "{path}");
        }
        // Twenty megabytes of zeros weigh twenty kilobytes.
        let bomb = zip(&[("a", &vec![0; 20_000_001])]);
        assert!(bomb.len() < 100_000);
        assert!(read(&bomb).unwrap_err().told().what.contains("trop gros"));
        let names: Vec<String> = (0..=MAX_ENTRIES).map(|n| format!("{n}")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b""[..])).collect();
        assert!(read(&zip(&many)).unwrap_err().told().what.contains("500"));
        let whole = zip(&[("a", b"abc")]);
        assert_eq!(
            read(&whole[..whole.len() / 2]).unwrap_err().code(),
            "catalogue-invalid"
        );
    }
}
