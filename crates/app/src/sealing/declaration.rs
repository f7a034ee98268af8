//! What the structure declares to INAÉ: its mode of validation, its badges.

use atelier_domain::{RequestId, StructureKind, ValidationMode};
use atelier_protocol::{DeclarationRecord, RecordBody};
use atelier_store::{DeclarationRow, OutboxKind, Store};

use crate::base::app::App;
use crate::base::problem::Answer;
use crate::catalogue::offered::Shelf;
use crate::sealing::seal::{enqueue, seal};

/// Whether INAÉ acknowledged the mode as last declared. An acknowledged earlier revision counts: INAÉ was told.
pub(crate) fn mode_is_acknowledged(store: &Store) -> Answer<bool> {
    Ok(store
        .declaration()?
        .is_some_and(|row| row.acknowledged_at.is_some()))
}

/// Queues the declaration, in place of an earlier revision that has not left.
pub(crate) fn enqueue_declaration(store: &Store, row: &DeclarationRow) -> Answer<()> {
    let structure = store.structure()?;
    let (name, kind) = match &structure {
        Some(structure) => (structure.name.clone(), structure.kind),
        None => return Ok(()), // Declared again as soon as the name is known.
    };
    let body = RecordBody::Declaration(DeclarationRecord {
        structure_name: name,
        structure_kind: StructureKind::code(kind).to_owned(),
        validation_mode: row.mode.code().to_owned(),
        staff_count: u32::try_from(store.staff()?.len()).unwrap_or(u32::MAX),
        badges: Shelf::read(store)?
            .offered()
            .map(|(badge, _)| badge.to_string())
            .collect(),
        declared_at: row.declared_at.to_rfc3339(),
    });
    let (record, json) = seal(row.id.clone(), row.revision, body)?;
    enqueue(
        store,
        &record,
        json,
        OutboxKind::Declaration,
        row.declared_at,
    )
}

impl App {
    /// Tells INAÉ again, under a new revision, when what was declared has changed.
    pub(crate) fn renew_declaration(&self, store: &Store) -> Answer<()> {
        match store.declaration()? {
            Some(row) => self.declare(store, row.mode, Some(row)),
            None => Ok(()),
        }
    }

    pub(crate) fn declare(
        &self,
        store: &Store,
        mode: ValidationMode,
        known: Option<DeclarationRow>,
    ) -> Answer<()> {
        let declared_at = self.now();
        let row = match known {
            Some(known) => DeclarationRow {
                mode,
                declared_at,
                revision: known.revision + 1,
                ..known
            },
            None => DeclarationRow {
                id: RequestId::new(self.clock.new_id()).to_string(),
                mode,
                revision: 1,
                declared_at,
                acknowledged_at: None,
                acknowledged_revision: None,
            },
        };
        store.save_declaration(&row)?;
        enqueue_declaration(store, &row)
    }
}
