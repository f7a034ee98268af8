//! The structure, its permanents, and what it declared to INAÉ.

use atelier_domain::{
    Moment, StaffId, StaffMember, StaffRole, Structure, StructureKind, ValidationMode,
};
use rusqlite::{Row, params};

use crate::row::{decoded, found, get, moment, moment_or_none, parsed};
use crate::{Result, Store, StoreError};

/// What was declared to INAÉ, and whether INAÉ acknowledged it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclarationRow {
    /// The record's identifier, stable over revisions.
    pub id: String,
    /// The validation mode declared.
    pub mode: ValidationMode,
    /// From 1; one more at each change.
    pub revision: u32,
    /// When this revision was declared.
    pub declared_at: Moment,
    /// When INAÉ's receipt for `acknowledged_revision` arrived.
    pub acknowledged_at: Option<Moment>,
    /// The last revision that INAÉ acknowledged.
    pub acknowledged_revision: Option<u32>,
}

impl Store {
    /// The structure, once it has been described.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn structure(&self) -> Result<Option<Structure>> {
        let sql = "SELECT id, name, kind FROM structure WHERE singleton = 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        rows.next()?.map(structure_of).transpose()
    }

    /// Describes the structure, in place of the former description.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn save_structure(&self, structure: &Structure) -> Result<()> {
        let Structure { id, name, kind } = structure;
        let sql = "INSERT INTO structure (singleton, id, name, kind) VALUES (1, ?1, ?2, ?3)
                   ON CONFLICT (singleton) DO UPDATE
                   SET id = excluded.id, name = excluded.name, kind = excluded.kind";
        self.connection().prepare_cached(sql)?.execute(params![
            id.to_string(),
            name,
            kind.code()
        ])?;
        Ok(())
    }

    /// The permanents, by order of arrival in the store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn staff(&self) -> Result<Vec<StaffMember>> {
        let sql = "SELECT id, name, role FROM staff_member ORDER BY id";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement.query_and_then([], staff_of)?.collect()
    }

    /// Adds a permanent, or changes the one with this identifier.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn save_staff(&self, member: &StaffMember) -> Result<()> {
        let StaffMember { id, name, role } = member;
        let sql = "INSERT INTO staff_member (id, name, role) VALUES (?1, ?2, ?3)
                   ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role";
        self.connection().prepare_cached(sql)?.execute(params![
            id.to_string(),
            name,
            role.code()
        ])?;
        Ok(())
    }

    /// Removes a permanent.
    ///
    /// # Errors
    /// `in-use` when a workshop names this person; `not-found`.
    pub fn remove_staff(&self, id: StaffId) -> Result<()> {
        self.atomically(|s| {
            let sql = "SELECT 1 FROM workshop_facilitator WHERE staff_id = ?1";
            let used = s
                .connection()
                .prepare_cached(sql)?
                .exists([id.to_string()])?;
            if used {
                return Err(StoreError::InUse(format!("permanent {id}")));
            }
            let sql = "DELETE FROM staff_member WHERE id = ?1";
            let removed = s
                .connection()
                .prepare_cached(sql)?
                .execute([id.to_string()])?;
            found(removed, "permanent", &id)
        })
    }

    /// What was declared to INAÉ.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn declaration(&self) -> Result<Option<DeclarationRow>> {
        let sql = "SELECT id, mode, revision, declared_at, acknowledged_at, acknowledged_revision
                   FROM declaration WHERE singleton = 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        rows.next()?.map(declaration_of).transpose()
    }

    /// Keeps what is declared, in place of the former declaration.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn save_declaration(&self, declaration: &DeclarationRow) -> Result<()> {
        let DeclarationRow {
            id,
            mode,
            revision,
            declared_at,
            acknowledged_at,
            acknowledged_revision,
        } = declaration;
        let sql = "INSERT INTO declaration (singleton, id, mode, revision, declared_at,
                       acknowledged_at, acknowledged_revision)
                   VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (singleton) DO UPDATE
                   SET id = excluded.id, mode = excluded.mode, revision = excluded.revision,
                       declared_at = excluded.declared_at,
                       acknowledged_at = excluded.acknowledged_at,
                       acknowledged_revision = excluded.acknowledged_revision";
        self.connection().prepare_cached(sql)?.execute(params![
            id,
            mode.code(),
            revision,
            declared_at.unix_millis(),
            acknowledged_at.map(Moment::unix_millis),
            acknowledged_revision,
        ])?;
        Ok(())
    }

    /// The permanent with this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn staff_member(&self, id: StaffId) -> Result<Option<StaffMember>> {
        let sql = "SELECT id, name, role FROM staff_member WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([id.to_string()])?;
        rows.next()?.map(staff_of).transpose()
    }
}

fn structure_of(row: &Row<'_>) -> Result<Structure> {
    Ok(Structure {
        id: parsed(row, "id")?,
        name: get(row, "name")?,
        kind: decoded(row, "kind", StructureKind::from_code)?,
    })
}

fn staff_of(row: &Row<'_>) -> Result<StaffMember> {
    Ok(StaffMember {
        id: parsed(row, "id")?,
        name: get(row, "name")?,
        role: decoded(row, "role", StaffRole::from_code)?,
    })
}

fn declaration_of(row: &Row<'_>) -> Result<DeclarationRow> {
    Ok(DeclarationRow {
        id: get(row, "id")?,
        mode: decoded(row, "mode", ValidationMode::from_code)?,
        revision: get(row, "revision")?,
        declared_at: moment(row, "declared_at")?,
        acknowledged_at: moment_or_none(row, "acknowledged_at")?,
        acknowledged_revision: get(row, "acknowledged_revision")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, staff_id, store, structure_id, workshop, workshop_id};

    #[test]
    fn the_structure_is_described_once_and_changed() {
        let (_dir, store) = store();
        assert_eq!(store.structure().unwrap(), None);
        let mut structure = Structure {
            id: structure_id(1),
            name: "Les Ateliers d'exemple".into(),
            kind: StructureKind::Aci,
        };
        store.save_structure(&structure).unwrap();
        structure.kind = StructureKind::Eiti;
        store.save_structure(&structure).unwrap();
        assert_eq!(store.structure().unwrap(), Some(structure));
    }

    #[test]
    fn a_permanent_named_by_a_workshop_is_not_removed() {
        let (_dir, store) = store();
        for n in [1, 2] {
            let member = StaffMember {
                id: staff_id(n),
                name: format!("Permanent {n}"),
                role: StaffRole::Cip,
            };
            store.save_staff(&member).unwrap();
        }
        let mut workshop = workshop(workshop_id(1));
        workshop.facilitators = vec![staff_id(1)];
        store.save_workshop(&workshop, at(0)).unwrap();
        let refused = store.remove_staff(staff_id(1)).unwrap_err();
        assert_eq!(refused.code(), "in-use");
        store.remove_staff(staff_id(2)).unwrap();
        assert_eq!(store.staff().unwrap().len(), 1);
        let absent = store.remove_staff(staff_id(2)).unwrap_err();
        assert_eq!(absent.code(), "not-found");
    }

    #[test]
    fn a_declaration_reads_back() {
        let (_dir, store) = store();
        let mut declaration = DeclarationRow {
            id: structure_id(3).to_string(),
            mode: ValidationMode::Committee,
            revision: 1,
            declared_at: at(5),
            acknowledged_at: None,
            acknowledged_revision: None,
        };
        store.save_declaration(&declaration).unwrap();
        assert_eq!(store.declaration().unwrap().as_ref(), Some(&declaration));
        declaration.acknowledged_at = Some(at(9));
        declaration.acknowledged_revision = Some(1);
        store.save_declaration(&declaration).unwrap();
        assert_eq!(store.declaration().unwrap(), Some(declaration));
    }
}
