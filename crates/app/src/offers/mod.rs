//! The badges that the structure offers: its rules, and the changes of the catalogue.

pub mod change;
pub mod export;
pub mod import;
pub mod pending;
pub mod view;

use atelier_domain::{BadgeId, LocalRule};
use atelier_store::Store;
use std::collections::BTreeSet;

use crate::base::app::App;
use crate::base::first_launch;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::{Shelf, long_part};
use crate::catalogue::reason::MAX_RULE_PART;
use crate::catalogue::view::{CatalogueView, RuleView};
use crate::requests::assess;

impl App {
    /// Offers a badge with this rule, or changes the rule.
    ///
    /// # Errors
    /// `badge-unknown`, or when the store cannot be written.
    pub fn save_offer(&self, badge: &BadgeId, rule: RuleView) -> Answer<CatalogueView> {
        if let Some(field) = long_part(&rule) {
            return Err(Problem::of(Case::RuleTooLong { max: MAX_RULE_PART }).on(field));
        }
        let RuleView {
            criterion,
            evidence,
            assessor,
            process,
        } = rule;
        self.atomically(|store| {
            let before = Shelf::read(store)?;
            before.badge(badge)?;
            store.save_offer(
                badge,
                &LocalRule {
                    criterion,
                    evidence,
                    assessor,
                    process,
                },
            )?;
            self.offers_changed(store, !before.offers.contains_key(badge))?;
            Ok(Shelf::read(store)?.whole())
        })
    }

    /// Offers this badge no more. Its requests stay.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn withdraw_offer(&self, badge: &BadgeId) -> Answer<CatalogueView> {
        self.atomically(|store| {
            store.withdraw_offer(badge)?;
            self.offers_changed(store, true)?;
            Ok(Shelf::read(store)?.whole())
        })
    }

    /// What depends on the badges offered, once the catalogue is another. `before`: those offered until then.
    fn catalogue_changed(&self, store: &Store, before: &BTreeSet<BadgeId>) -> Answer<()> {
        let after = Shelf::read(store)?.offered_ids();
        self.offers_changed(store, after != *before)
    }

    /// What depends on the offers: the requests that wait for a rule, and what INAÉ was told (once the first launch is over).
    fn offers_changed(&self, store: &Store, other_badges: bool) -> Answer<()> {
        assess::reassess(store, self.now(), None)?;
        if other_badges && first_launch::is_finished(store)? {
            self.renew_declaration(store)?;
            self.courier.work_added();
        }
        Ok(())
    }
}
