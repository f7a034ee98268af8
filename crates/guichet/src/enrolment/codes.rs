//! One-time codes, of which only the hash is kept.

use rusqlite::params;

use crate::base::desk::Desk;
use crate::base::problem::Fault;
use crate::base::secret;

/// A code is good for 30 days.
const CODE_LIFE: i64 = 30 * 24 * 3_600 * 1_000;

/// Makes a one-time code for a structure, good for 30 days, and remembers its hash only.
///
/// # Errors
/// [`Fault`] when the database refuses.
pub(crate) fn new(desk: &Desk, structure: &str) -> Result<String, Fault> {
    let code = secret::new_code()?;
    let hash = secret::hash(&secret::code_letters(&code));
    let now = desk.now();
    desk.database().write(|tx| {
        tx.execute(
            "INSERT INTO structure (name, created_at) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
            params![structure.trim(), now.to_rfc3339()],
        )?;
        tx.execute(
            "INSERT INTO enrolment_code (hash, structure, created_at, expires_at)
             SELECT ?1, id, ?2, ?3 FROM structure WHERE name = ?4",
            params![
                hash,
                now.to_rfc3339(),
                now.plus_millis(CODE_LIFE).unix_millis(),
                structure.trim()
            ],
        )?;
        Ok::<_, Fault>(())
    })?;
    Ok(code)
}

/// Forgets the codes that nobody used in time.
pub(crate) fn purge(desk: &Desk) -> Result<(), Fault> {
    let now = desk.now().unix_millis();
    desk.database().write(|tx| {
        tx.execute(
            "DELETE FROM enrolment_code WHERE expires_at <= ?1 AND used_at IS NULL",
            [now],
        )?;
        Ok(())
    })
}
