//! **The list of the dialogs: add a line here for a new one.** Each is a component, a screen that shows it, and what has the
//! focus when it opens: the first field, or the one thing to do, or what is read. `dialog`, of the program `window`, opens each of them, and
//! finds the components that are not here.

use super::Do::{Choose, Give, Last, Press, See};
use super::{Beginning, Do, Journey, Screen};

/// A dialog that opens.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// The component that holds it, under `ui/src`.
    pub component: &'static str,
    /// How it is shown.
    pub screen: Screen,
    /// The beginning of the name of what has the focus; `None` for what is only read.
    pub first: Option<&'static str>,
}

/// The dialogs that no screen shows by itself, and the test that opens them.
pub const ELSEWHERE: &[(&str, &str)] = &[
    (
        "features/station/Leave.svelte",
        "ui/src/features/station/leave.test.ts",
    ),
    (
        "features/station/Idle.svelte",
        "ui/src/features/station/idle.test.ts",
    ),
];

const fn opening(
    component: &'static str,
    name: &'static str,
    address: &'static str,
    then: &'static [Do],
    first: Option<&'static str>,
) -> Opening {
    Opening {
        component,
        screen: Screen::at(name, address, then),
        first,
    }
}

/// Every dialog, as screens of a computer where each can be opened.
pub const OPENED: Journey = Journey {
    name: "dialogs",
    beginning: Beginning::Furnished,
    screens: &SCREENS,
};

#[allow(clippy::indexing_slicing)] // While it is compiled: a place that is not there is an error then.
const SCREENS: [Screen; DIALOGS.len()] = {
    let mut screens = [Screen::next("", &[]); DIALOGS.len()];
    let mut at = 0;
    while at < DIALOGS.len() {
        screens[at] = DIALOGS[at].screen;
        at += 1;
    }
    screens
};

/// Every dialog.
pub const DIALOGS: &[Opening] = &[
    opening(
        "features/people/PersonPanel.svelte",
        "dialog-person",
        "#/people/{person}",
        &[],
        None,
    ),
    opening(
        "features/people/PersonPanel.svelte",
        "person-new",
        "#/people",
        &[Press("Ajouter une personne")],
        Some("Prénom"),
    ),
    opening(
        "app/Palette.svelte",
        "dialog-search",
        "#/people",
        &[Press("Chercher"), See("Aller à")],
        Some("Une personne, un numéro, un mot"),
    ),
    opening(
        "features/requests/NewRequest.svelte",
        "dialog-request-new",
        "#/requests",
        &[Press("Nouvelle demande")],
        Some("Chercher une personne"),
    ),
    opening(
        "features/requests/EmailDialog.svelte",
        "request-email",
        "#/requests/{unaddressed}",
        &[Press("L'adresse mail de la personne.")],
        Some("Adresse mail"),
    ),
    opening(
        "features/requests/EvidenceItem.svelte",
        "request-picture",
        "#/requests/{pictured}",
        &[Press("Voir «")],
        None,
    ),
    opening(
        "features/workshops/board/KeysDialog.svelte",
        "dialog-workshop-keys",
        "#/workshops/{workshop}/run",
        &[Press("Touches du clavier")],
        None,
    ),
    opening(
        "features/workshops/board/BlockDialog.svelte",
        "workshop-block",
        "#/workshops/{workshop}/run",
        &[Last("td .stop"), See("qu'est-ce qui bloque")],
        Some("Raison"),
    ),
    opening(
        "features/workshops/board/BadgeDialog.svelte",
        "workshop-badge",
        "#/workshops/{workshop}/run",
        &[
            Last("thead, thead button"),
            See("Badge choisi"),
            Last("td .cell[aria-label*='Badge choisi']"),
        ],
        Some("Exemple"),
    ),
    opening(
        "features/workshops/board/ForAll.svelte",
        "workshop-for-all",
        "#/workshops/{workshop}/run",
        &[Press("Demander un badge pour tous")],
        Some("Exemple"),
    ),
    opening(
        "shared/PassportDialog.svelte",
        "workshop-passport",
        "#/workshops/{workshop}/run",
        &[Last("tbody th button"), See("Open Badge Passport")],
        Some("Ouvrir pour cette personne"),
    ),
    opening(
        "shared/OpenStation.svelte",
        "workshop-station",
        "#/workshops/{workshop}/run",
        &[Press("Ouvrir le poste")],
        Some("Votre code"),
    ),
    opening(
        "shared/DocumentDialog.svelte",
        "receipts-print",
        "#/queue",
        &[Press("Imprimer ou enregistrer")],
        Some("Enregistrer en PDF"),
    ),
    opening(
        "shared/PrintDialog.svelte",
        "posters-print",
        "#/posters",
        &[Last(".result .row button:nth-of-type(2)")],
        Some("Garder le PDF"),
    ),
    opening(
        "features/posters/WordsDialog.svelte",
        "posters-words",
        "#/posters",
        &[
            Choose("Deuxième langue", "Français et arabe"),
            Press("Écrire les mots"),
        ],
        Some("Nom du badge"),
    ),
    opening(
        "features/guide/PassportChoice.svelte",
        "guide-passport",
        "#/guide/accept/2",
        &[Press("Choisir une personne")],
        Some("Chercher une personne"),
    ),
    opening(
        "features/settings/BadgeEditor.svelte",
        "settings-badge",
        "#/settings/catalogue",
        &[Press("Ajouter un badge")],
        Some("Nom du badge"),
    ),
    opening(
        "features/settings/PathwayEditor.svelte",
        "settings-pathway",
        "#/settings/catalogue",
        &[Press("Ajouter un parcours")],
        Some("Nom"),
    ),
    opening(
        "features/settings/CatalogueDifference.svelte",
        "settings-difference",
        "#/settings/catalogue",
        &[
            Give("input[type=file]", "badge.json"),
            See("Ce qui va changer"),
        ],
        Some("Appliquer"),
    ),
    opening(
        "features/settings/Components.svelte",
        "about-licence",
        "#/settings/about",
        &[
            Press("Voir les composants"),
            See("Chercher un composant"),
            Last("main li button.unused, main li > button"),
        ],
        None,
    ),
];
