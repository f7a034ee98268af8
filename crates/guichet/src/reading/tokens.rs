//! Tokens of INAÉ's programs, of which only the hash is kept.

use rusqlite::params;

use crate::base::desk::Desk;
use crate::base::problem::Fault;
use crate::base::secret;

/// Gives a token to a program of INAÉ that reads the requests. A token of the same name is replaced.
///
/// # Errors
/// [`Fault`] when the database refuses.
pub(crate) fn add(desk: &Desk, name: &str) -> Result<String, Fault> {
    let token = secret::new_token()?;
    desk.database().write(|tx| {
        tx.execute(
            "INSERT INTO api_token (name, token_hash, created_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at",
            params![name, secret::hash(&token), desk.now().to_rfc3339()],
        )?;
        Ok::<_, Fault>(())
    })?;
    Ok(token)
}
