//! Evidence: files on the disk, each encrypted under its own key, which is kept in the tables.
//!
//! Order of writing: the file, flushed and named, *before* its row. A file without a row (an interruption between the
//! two) is removed at the next opening; a row without its file is reported by [`Store::integrity`] and kept.
//! Form of a file: one byte of version, 24 of nonce, the encrypted content and its tag (XChaCha20-Poly1305, bound to
//! the content's SHA-256).

use std::collections::HashSet;
use std::fs;
use std::io;

use atelier_domain::{EvidenceHash, EvidenceKind, Moment};
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use uuid::Builder;
use zeroize::Zeroizing;

use crate::disk;
use crate::entropy::random;
use crate::row::{decoded, found, get, parsed, size};
use crate::{Result, Store, StoreError};

const FORM: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;

/// What is known of a piece of evidence, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceInfo {
    /// Identity: SHA-256 of the content.
    pub hash: EvidenceHash,
    /// What it is.
    pub kind: EvidenceKind,
    /// Size of the content, in bytes.
    pub size: u64,
    /// Whether INAÉ's guichet is known to hold it.
    pub held_by_guichet: bool,
    /// Why its sending has stopped, if it has: a code.
    pub problem_code: Option<String>,
    /// More about it, for a technician.
    pub problem_detail: Option<String>,
}

impl Store {
    /// Keeps a piece of evidence. Again with the same hash: nothing changes, unless its file was lost or damaged, and
    /// then it is written anew.
    ///
    /// # Errors
    /// `store-damaged` when `hash` is not that of `bytes`; `store-full`.
    pub fn put_evidence(
        &self,
        hash: EvidenceHash,
        kind: EvidenceKind,
        bytes: &[u8],
        at: Moment,
    ) -> Result<()> {
        if Sha256::digest(bytes).as_slice() != hash.as_bytes() {
            return Err(StoreError::Damaged(format!("content is not {hash}")));
        }
        let former = self.evidence_file(hash)?;
        if let Some((_, file)) = &former
            && self.evidence_dir().join(file).exists()
            && self.evidence_bytes(hash).is_ok()
        {
            return Ok(());
        }
        let key = Zeroizing::new(random::<32>(self.entropy())?);
        let file = format!(
            "{}.bin",
            Builder::from_random_bytes(random::<16>(self.entropy())?).into_uuid()
        );
        let path = self.evidence_dir().join(&file);
        self.write_encrypted(&path, hash, &key, bytes)?;
        let row = self.insert_evidence(hash, kind, bytes.len(), &file, &key, at);
        if row.is_err() {
            // No row names the file: it is only in the way.
            let _ = fs::remove_file(&path);
        }
        row
    }

    fn write_encrypted(
        &self,
        path: &std::path::Path,
        hash: EvidenceHash,
        key: &[u8; 32],
        bytes: &[u8],
    ) -> Result<()> {
        let nonce = random::<NONCE>(self.entropy())?;
        let mut content = bytes.to_vec();
        let tag = XChaCha20Poly1305::new(key.into())
            .encrypt_inout_detached(
                &XNonce::from(nonce),
                hash.as_bytes(),
                content.as_mut_slice().into(),
            )
            .map_err(|_| StoreError::Unexpected("evidence too large to encrypt".to_owned()))?;
        disk::write_whole(path, &[&[FORM], &nonce, &content, tag.as_slice()])?;
        Ok(())
    }

    fn insert_evidence(
        &self,
        hash: EvidenceHash,
        kind: EvidenceKind,
        size: usize,
        file: &str,
        key: &[u8; 32],
        at: Moment,
    ) -> Result<()> {
        let sql = "INSERT INTO evidence (hash, kind, size, file, key, added_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (hash) DO UPDATE SET file = excluded.file, key = excluded.key";
        self.connection().prepare_cached(sql)?.execute(params![
            hash.to_string(),
            kind.media_type(),
            i64::try_from(size).unwrap_or(i64::MAX),
            file,
            key.as_slice(),
            at.unix_millis(),
        ])?;
        Ok(())
    }

    /// The content, checked.
    ///
    /// # Errors
    /// `not-found` when there is no such evidence; `store-damaged` when its file is missing or altered.
    pub fn evidence_bytes(&self, hash: EvidenceHash) -> Result<Vec<u8>> {
        let Some((key, file)) = self.evidence_file(hash)? else {
            return Err(StoreError::NotFound(format!("evidence {hash}")));
        };
        let mut sealed = match fs::read(self.evidence_dir().join(&file)) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::Damaged(format!("evidence {hash}: no file")));
            }
            Err(error) => return Err(error.into()),
        };
        let opened = open_sealed(&mut sealed, hash, &key);
        let content = opened.ok_or_else(|| StoreError::Damaged(format!("evidence {hash}")))?;
        // The content is moved to the front of the buffer that it was read in.
        let start = 1 + NONCE;
        sealed.copy_within(start..start + content, 0);
        sealed.truncate(content);
        Ok(sealed)
    }

    /// What is known of a piece of evidence.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn evidence_info(&self, hash: EvidenceHash) -> Result<Option<EvidenceInfo>> {
        let sql = "SELECT hash, kind, size, held_by_guichet, problem_code, problem_detail
                   FROM evidence WHERE hash = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([hash.to_string()])?;
        rows.next()?.map(info_of).transpose()
    }

    /// Notes that INAÉ's guichet holds it: its sending is over.
    ///
    /// # Errors
    /// `not-found`.
    pub fn mark_evidence_held(&self, hash: EvidenceHash) -> Result<()> {
        let sql = "UPDATE evidence
                   SET held_by_guichet = 1, upload_url = NULL, problem_code = NULL,
                       problem_detail = NULL
                   WHERE hash = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([hash.to_string()])?;
        found(changed, "evidence", &hash)
    }

    /// Where an unfinished sending can be resumed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn upload_url(&self, hash: EvidenceHash) -> Result<Option<String>> {
        let sql = "SELECT upload_url FROM evidence WHERE hash = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let url = statement.query_row([hash.to_string()], |row| row.get(0));
        Ok(url.optional()?.flatten())
    }

    /// Notes where an unfinished sending can be resumed (`None`: from the start).
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_upload_url(&self, hash: EvidenceHash, url: Option<&str>) -> Result<()> {
        let sql = "UPDATE evidence SET upload_url = ?2 WHERE hash = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute(params![hash.to_string(), url])?;
        found(changed, "evidence", &hash)
    }

    /// Notes that its sending has stopped, and why.
    ///
    /// # Errors
    /// `not-found`.
    pub fn stop_evidence(&self, hash: EvidenceHash, code: &str, detail: &str) -> Result<()> {
        let sql = "UPDATE evidence SET problem_code = ?2, problem_detail = ?3 WHERE hash = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            hash.to_string(),
            code,
            detail
        ])?;
        found(changed, "evidence", &hash)
    }

    /// Lets its sending start again.
    ///
    /// # Errors
    /// `not-found`.
    pub fn resume_evidence(&self, hash: EvidenceHash) -> Result<()> {
        let sql = "UPDATE evidence SET problem_code = NULL, problem_detail = NULL WHERE hash = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([hash.to_string()])?;
        found(changed, "evidence", &hash)
    }

    /// Removes the evidence that neither a request nor a record waiting to leave refers to; says how many. Their keys
    /// go at once, so that the files are unreadable; inside a larger transaction the files themselves go at the next
    /// opening.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn remove_unreferenced_evidence(&self) -> Result<usize> {
        let files: Vec<String> = self.atomically(|s| {
            let sql = "DELETE FROM evidence
                       WHERE NOT EXISTS (SELECT 1 FROM request_evidence r WHERE r.hash = evidence.hash)
                         AND NOT EXISTS (SELECT 1 FROM outbox_evidence o WHERE o.hash = evidence.hash)
                       RETURNING file";
            s.connection()
                .prepare_cached(sql)?
                .query_and_then([], |row| get(row, "file"))?
                .collect::<Result<_>>()
        })?;
        if self.connection().is_autocommit() {
            for file in &files {
                // A file that stays for now is an orphan: the next opening removes it.
                let _ = fs::remove_file(self.evidence_dir().join(file));
            }
        }
        Ok(files.len())
    }

    /// Every piece of evidence, by hash.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn evidence_list(&self) -> Result<Vec<EvidenceInfo>> {
        let sql = "SELECT hash, kind, size, held_by_guichet, problem_code, problem_detail
                   FROM evidence ORDER BY hash";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement.query_and_then([], info_of)?.collect()
    }

    fn evidence_file(&self, hash: EvidenceHash) -> Result<Option<(Zeroizing<[u8; 32]>, String)>> {
        let sql = "SELECT key, file FROM evidence WHERE hash = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let row = statement.query_row([hash.to_string()], |row| {
            Ok((Zeroizing::new(row.get::<_, [u8; 32]>(0)?), row.get(1)?))
        });
        Ok(row.optional()?)
    }
}

/// Decrypts in place; the size of the content, which starts after version and nonce. `None` when it was altered.
fn open_sealed(sealed: &mut [u8], hash: EvidenceHash, key: &[u8; 32]) -> Option<usize> {
    let (version, rest) = sealed.split_first_mut()?;
    let (nonce, rest) = rest.split_first_chunk_mut::<NONCE>()?;
    let (content, tag) = rest.split_last_chunk_mut::<TAG>()?;
    if *version != FORM {
        return None;
    }
    let size = content.len();
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(
            &XNonce::from(*nonce),
            hash.as_bytes(),
            content.into(),
            &Tag::from(*tag),
        )
        .ok()
        .map(|()| size)
}

/// Removes evidence files that no row names: an interruption fell between the file and its row.
pub(crate) fn remove_orphans(store: &Store) -> Result<()> {
    let sql = "SELECT file FROM evidence";
    let known: HashSet<String> = store
        .connection()
        .prepare(sql)?
        .query_and_then([], |row| get(row, "file"))?
        .collect::<Result<_>>()?;
    for entry in fs::read_dir(store.evidence_dir())? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.ends_with(".bin") || name.ends_with(".tmp");
        if ours && !known.contains(name.as_ref()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn info_of(row: &Row<'_>) -> Result<EvidenceInfo> {
    Ok(EvidenceInfo {
        hash: parsed(row, "hash")?,
        kind: decoded(row, "kind", EvidenceKind::from_media_type)?,
        size: size(row, "size")?,
        held_by_guichet: get(row, "held_by_guichet")?,
        problem_code: get(row, "problem_code")?,
        problem_detail: get(row, "problem_detail")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{PASS, amina, at, evidence, request, store};
    use atelier_domain::EvidenceRef;
    use std::path::PathBuf;

    fn files(store: &Store) -> Vec<PathBuf> {
        let entries = fs::read_dir(store.evidence_dir()).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    #[test]
    fn the_same_evidence_is_kept_once_and_reads_back() {
        let (_dir, store) = store();
        let bytes = vec![0xAB; 100_000];
        let hash = evidence(&store, &bytes);
        assert_eq!(evidence(&store, &bytes), hash);
        assert_eq!(files(&store).len(), 1);
        assert_eq!(store.evidence_bytes(hash).unwrap(), bytes);
        assert_eq!(store.evidence_info(hash).unwrap().unwrap().size, 100_000);
        let empty = evidence(&store, b"");
        assert_eq!(store.evidence_bytes(empty).unwrap(), b"");
    }

    #[test]
    fn bytes_that_are_not_those_of_the_hash_are_refused() {
        let (_dir, store) = store();
        let hash = EvidenceHash::from_bytes([1; 32]);
        let refused = store.put_evidence(hash, EvidenceKind::Pdf, b"x", at(0));
        assert_eq!(refused.unwrap_err().code(), "store-damaged");
        assert_eq!(files(&store).len(), 0);
        assert_eq!(store.evidence_bytes(hash).unwrap_err().code(), "not-found");
    }

    #[test]
    fn any_altered_byte_is_seen_and_a_new_copy_heals_it() {
        let (_dir, store) = store();
        let hash = evidence(&store, b"preuve");
        let path = files(&store).remove(0);
        let sound = fs::read(&path).unwrap();
        for at_byte in 0..sound.len() {
            let mut altered = sound.clone();
            altered[at_byte] ^= 1;
            fs::write(&path, altered).unwrap();
            let read = store.evidence_bytes(hash).unwrap_err();
            assert_eq!(read.code(), "store-damaged", "byte {at_byte}");
        }
        fs::write(&path, &sound[..10]).unwrap();
        assert_eq!(
            store.evidence_bytes(hash).unwrap_err().code(),
            "store-damaged"
        );
        evidence(&store, b"preuve");
        assert_eq!(store.evidence_bytes(hash).unwrap(), b"preuve");
    }

    #[test]
    fn one_evidence_file_in_place_of_another_is_seen() {
        let (_dir, store) = store();
        let first = evidence(&store, b"la premiere");
        let path = files(&store).remove(0);
        evidence(&store, b"la deuxieme");
        let other = files(&store).into_iter().find(|p| *p != path).unwrap();
        fs::copy(other, path).unwrap();
        assert_eq!(
            store.evidence_bytes(first).unwrap_err().code(),
            "store-damaged"
        );
    }

    #[test]
    fn a_file_without_a_row_goes_at_the_next_opening_and_a_row_without_its_file_stays() {
        let (dir, store) = store();
        let hash = evidence(&store, b"perdue");
        fs::remove_file(files(&store).remove(0)).unwrap();
        let orphan = store.evidence_dir().join("0f-orphan.bin");
        let unfinished = store.evidence_dir().join("0f-unfinished.tmp");
        fs::write(&orphan, b"x").unwrap();
        fs::write(&unfinished, b"x").unwrap();
        drop(store);
        let store = Store::open(dir.path(), PASS).unwrap();
        assert!(!orphan.exists() && !unfinished.exists());
        assert!(store.evidence_info(hash).unwrap().is_some());
        assert_eq!(
            store.evidence_bytes(hash).unwrap_err().code(),
            "store-damaged"
        );
    }

    #[test]
    fn only_unreferenced_evidence_is_removed() {
        let (_dir, store) = store();
        let (kept, loose) = (evidence(&store, b"utile"), evidence(&store, b"seule"));
        let mut one = request(1, amina(&store));
        one.evidence = vec![EvidenceRef {
            hash: kept,
            kind: EvidenceKind::Jpeg,
            size: 5,
            label: "photo".into(),
        }];
        store.save_request(&one, at(0)).unwrap();
        assert_eq!(store.remove_unreferenced_evidence().unwrap(), 1);
        assert_eq!(store.evidence_info(loose).unwrap(), None);
        assert_eq!(store.evidence_bytes(kept).unwrap(), b"utile");
        assert_eq!(files(&store).len(), 1);
    }

    #[test]
    fn a_sending_is_followed_until_the_guichet_holds_it() {
        let (_dir, store) = store();
        let hash = evidence(&store, b"preuve");
        assert_eq!(store.upload_url(hash).unwrap(), None);
        store
            .set_upload_url(hash, Some("https://guichet.exemple/v1/files/1"))
            .unwrap();
        store.stop_evidence(hash, "too-large", "413").unwrap();
        let info = store.evidence_info(hash).unwrap().unwrap();
        assert_eq!(info.problem_code.as_deref(), Some("too-large"));
        store.resume_evidence(hash).unwrap();
        let info = store.evidence_info(hash).unwrap().unwrap();
        assert_eq!((info.problem_code, info.held_by_guichet), (None, false));
        store.mark_evidence_held(hash).unwrap();
        let info = store.evidence_info(hash).unwrap().unwrap();
        assert!(info.held_by_guichet);
        assert_eq!(store.upload_url(hash).unwrap(), None);
        let unknown = EvidenceHash::from_bytes([9; 32]);
        assert!(store.mark_evidence_held(unknown).is_err());
    }
}
