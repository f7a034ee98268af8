//! The first-launch questions, which are later the settings. Every answer is kept at once.

use atelier_domain::{StaffId, StaffMember, Structure, StructureId, ValidationMode};
use atelier_store::Store;
use atelier_texts as texts;

use crate::base::app::App;
use crate::base::first_launch::{FINISHED, is_finished};
use crate::base::labels;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Code;
use crate::catalogue::offered::Shelf;
use crate::structure::recovery;
use crate::structure::session_view::SessionView;
use crate::structure::view::{SetupView, StaffView, StructureView};

const STEP: &str = "setup.step";

/// The name typed before the kind is chosen: leaving in the middle loses nothing.
const NAME_DRAFT: &str = "setup.structure-name";

const STEPS: [&str; 5] = ["structure", "staff", "badges", "mode", "recovery"];

fn missing(structure: Option<&Structure>, staff: usize, offered: usize) -> Vec<String> {
    let tests = [
        (structure.is_none(), texts::setup::structure()),
        (staff == 0, texts::setup::staff()),
        (offered == 0, texts::setup::badges()),
    ];
    tests
        .into_iter()
        .filter(|(lacking, _)| *lacking)
        .map(|(_, text)| text)
        .collect()
}

fn view(store: &Store) -> Answer<SetupView> {
    let structure = store.structure()?;
    let staff = store.staff()?;
    let shelf = Shelf::read(store)?;
    let offered = shelf.offered().count();
    let complete = shelf.offered().filter(|(_, rule)| rule.is_complete());
    let step = if is_finished(store)? {
        "done".to_owned()
    } else {
        store
            .setting(STEP)?
            .unwrap_or_else(|| "structure".to_owned())
    };
    let staff_views = staff
        .iter()
        .map(|member| StaffView {
            id: Some(member.id.into()),
            name: member.name.clone(),
            role: member.role.into(),
            role_label: texts::staff_role::of(member.role),
        })
        .collect();
    Ok(SetupView {
        step,
        missing: missing(structure.as_ref(), staff.len(), offered),
        structure: match structure {
            Some(Structure { id: _, name, kind }) => StructureView {
                name,
                kind: Some(kind.into()),
            },
            None => StructureView {
                name: store.setting(NAME_DRAFT)?.unwrap_or_default(),
                kind: None,
            },
        },
        kinds: labels::choices(texts::structure_kind::of),
        staff: staff_views,
        roles: labels::choices(texts::staff_role::of),
        staff_recommended: u32::try_from(StaffMember::RECOMMENDED).unwrap_or(0),
        offered: u32::try_from(offered).unwrap_or(u32::MAX),
        rules_complete: u32::try_from(complete.count()).unwrap_or(u32::MAX),
        validation_mode: store.declaration()?.map(|row| row.mode.into()),
        recovery: recovery::next(store)?,
    })
}

fn required(text: &str, case: Case, field: &str) -> Answer<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 255 {
        return Err(Problem::of(case).on(field));
    }
    Ok(text.to_owned())
}

impl App {
    /// All that the structure decided so far.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn setup(&self) -> Answer<SetupView> {
        self.with(view)
    }

    /// Keeps the structure's name and kind; the name alone as long as no kind is chosen.
    ///
    /// # Errors
    /// `structure-name` on the field at fault.
    pub fn save_structure(&self, form: &StructureView) -> Answer<SetupView> {
        let name = required(&form.name, Case::StructureName, "name")?;
        let Some(Code(kind)) = form.kind else {
            return self.with(|store| {
                store.set_setting(NAME_DRAFT, &name)?;
                view(store)
            });
        };
        self.atomically(|store| {
            let known = store.structure()?;
            let id = known.as_ref().map_or_else(
                || StructureId::new(self.clock.new_id()),
                |structure| structure.id,
            );
            let changed = known
                .as_ref()
                .is_none_or(|known| known.name != name || known.kind != kind);
            store.save_structure(&Structure { id, name, kind })?;
            if changed {
                self.renew_declaration(store)?;
            }
            view(store)
        })
    }

    /// Keeps a permanent.
    ///
    /// # Errors
    /// `staff-name` on the field at fault.
    pub fn save_staff(&self, form: &StaffView) -> Answer<SetupView> {
        let name = required(&form.name, Case::StaffName, "name")?;
        let role = form.role.0;
        let id = match form.id {
            Some(id) => id.0,
            None => StaffId::new(self.clock.new_id()),
        };
        self.atomically(|store| {
            let is_new = store.staff_member(id)?.is_none();
            store.save_staff(&StaffMember { id, name, role })?;
            if is_new {
                self.team_changed(store)?;
            }
            view(store)
        })
    }

    /// Removes a permanent.
    ///
    /// # Errors
    /// `in-use` when they run a workshop.
    pub fn remove_staff(&self, id: StaffId) -> Answer<SetupView> {
        self.atomically(|store| {
            store.remove_staff(id)?;
            self.team_changed(store)?;
            view(store)
        })
    }

    /// INAÉ knows how many permanents are mobilised.
    fn team_changed(&self, store: &Store) -> Answer<()> {
        if is_finished(store)? {
            self.renew_declaration(store)?;
            self.courier.work_added();
        }
        Ok(())
    }

    /// Decides how INAÉ validates the structure's requests, and has it told before any request.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_validation_mode(&self, mode: ValidationMode) -> Answer<SetupView> {
        let view = self.atomically(|store| {
            let known = store.declaration()?;
            if known.as_ref().is_none_or(|row| row.mode != mode) {
                self.declare(store, mode, known)?;
            }
            view(store)
        })?;
        self.courier.work_added();
        Ok(view)
    }

    /// Where to take the first launch up again.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_setup_step(&self, step: &str) -> Answer<SetupView> {
        self.with(|store| {
            if STEPS.contains(&step) {
                store.set_setting(STEP, step)?;
            }
            view(store)
        })
    }

    /// Ends the first launch.
    ///
    /// # Errors
    /// `setup-incomplete`, which says what is missing.
    pub fn finish_setup(&self) -> Answer<SessionView> {
        self.atomically(|store| {
            let lacking = missing(
                store.structure()?.as_ref(),
                store.staff()?.len(),
                Shelf::read(store)?.offered().count(),
            );
            if !lacking.is_empty() {
                return Err(Problem::of(Case::SetupIncomplete {
                    missing: lacking.join(" "),
                }));
            }
            // Decided before the name was known, or not decided at all: told again with what is known now.
            self.renew_declaration(store)?;
            store.set_setting(FINISHED, "true")?;
            Ok(())
        })?;
        self.courier.work_added();
        self.session()
    }
}
