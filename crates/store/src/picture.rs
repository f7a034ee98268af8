//! The picture by which each person opens their place at the station. It is kept as it is, like all the rest under the
//! store's encryption: one of twelve, a hash of it would hide nothing.

use atelier_domain::{OwnPicture, ParticipantId};
use rusqlite::params;

use crate::row::{decoded, get};
use crate::{Result, Store};

/// A person's picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureRow {
    /// Which one.
    pub picture: OwnPicture,
    /// How many wrong ones in a row were shown since the right one.
    pub wrong: u32,
}

impl Store {
    /// The picture that a person chose; `None` until they do.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn own_picture(&self, id: ParticipantId) -> Result<Option<PictureRow>> {
        let sql = "SELECT picture, wrong FROM own_picture WHERE participant_id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([id.to_string()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some(PictureRow {
            picture: decoded(row, "picture", OwnPicture::from_code)?,
            wrong: get(row, "wrong")?,
        }))
    }

    /// Keeps a person's picture, in the place of the former one, with nothing wrong counted.
    ///
    /// # Errors
    /// `store-conflict` when the person is not in the store.
    pub fn set_own_picture(&self, id: ParticipantId, picture: OwnPicture) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO own_picture (participant_id, picture, wrong) VALUES (?1, ?2, 0)";
        self.connection()
            .prepare_cached(sql)?
            .execute([id.to_string(), picture.code().to_owned()])?;
        Ok(())
    }

    /// Keeps how many wrong pictures in a row were shown. Nothing is kept for a person without a picture.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_wrong_pictures(&self, id: ParticipantId, wrong: u32) -> Result<()> {
        let sql = "UPDATE own_picture SET wrong = ?2 WHERE participant_id = ?1";
        self.connection()
            .prepare_cached(sql)?
            .execute(params![id.to_string(), wrong])?;
        Ok(())
    }

    /// Forgets a person's picture: they choose another the next time.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn forget_own_picture(&self, id: ParticipantId) -> Result<()> {
        let sql = "DELETE FROM own_picture WHERE participant_id = ?1";
        self.connection()
            .prepare_cached(sql)?
            .execute([id.to_string()])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{amina, person, store};

    #[test]
    fn a_picture_is_kept_replaced_and_forgotten_with_its_wrong_tries() {
        let (_dir, store) = store();
        let amina = amina(&store);
        let kept = || store.own_picture(amina).unwrap();
        assert_eq!(kept(), None);
        store.set_wrong_pictures(amina, 2).unwrap();
        assert_eq!(kept(), None, "nothing to count yet");
        store.set_own_picture(amina, OwnPicture::Fish).unwrap();
        store.set_wrong_pictures(amina, 2).unwrap();
        let row = |picture, wrong| Some(PictureRow { picture, wrong });
        assert_eq!(kept(), row(OwnPicture::Fish, 2));
        store.set_own_picture(amina, OwnPicture::Bell).unwrap();
        assert_eq!(kept(), row(OwnPicture::Bell, 0));
        store.forget_own_picture(amina).unwrap();
        assert_eq!(kept(), None);
    }

    #[test]
    fn a_picture_goes_with_its_person_and_needs_one() {
        let (_dir, store) = store();
        let amina = amina(&store);
        store.set_own_picture(amina, OwnPicture::Sun).unwrap();
        store.remove_participant(amina).unwrap();
        assert_eq!(store.own_picture(amina).unwrap(), None);
        let nobody = person(9, "Per", "Sonne", None).id;
        assert!(store.set_own_picture(nobody, OwnPicture::Sun).is_err());
    }
}
