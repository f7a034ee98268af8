//! Linking this computer to a guichet.

use atelier_store::DeclarationRow;

use crate::base::app::App;
use crate::base::practice;
use crate::base::problem::Answer;
use crate::sealing::enrolment::{ADDRESS, save_enrolment};
use crate::sending::courier;
use crate::sending::view::QueueView;

impl App {
    /// Links this computer to a guichet with the one-time code that INAÉ gave.
    ///
    /// # Errors
    /// `guichet-address`; `enrolment-code`; or what prevented the guichet from being reached.
    pub async fn enrol(&self, address: &str, code: &str, device_name: &str) -> Answer<QueueView> {
        self.with(|store| {
            practice::refuse(store)?;
            Ok(store.set_setting(ADDRESS, address.trim())?)
        })?;
        let enrolment = courier::enrol(address, code, device_name).await?;
        self.atomically(|store| {
            save_enrolment(store, &enrolment)?;
            store.append_journal(self.now(), "enrolled", &enrolment.device_id)?;
            // A declaration already told to another guichet is told to this one, before any request, as it stands now.
            match store.declaration()? {
                Some(known) => {
                    let known = DeclarationRow {
                        acknowledged_at: None,
                        acknowledged_revision: None,
                        ..known
                    };
                    self.declare(store, known.mode, Some(known))
                }
                None => Ok(()),
            }
        })?;
        self.courier.enrolled();
        self.queue()
    }
}
