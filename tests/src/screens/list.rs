//! **The list of the screens: add a line here for a new one.** What walks through all of them takes it from here:
//! `layout`, `cut` and `access` of the program `window`, and `cargo xtask look`.
//!
//! A screen is a name (its pictures have it), the address where it is, if it has one, and what is done there to show it. What
//! is between braces is taken from the store of [`super::furnish`]. Without an address, one goes on from the screen before.

use super::Do::{Choose, Give, Key, Last, Play, Press, See, Submit, Tick, Type};
use super::{Beginning, Journey, Screen};
use crate::station::PIN;
use crate::window::{Act, Role, Turn};

/// Every screen of the main window.
pub const JOURNEYS: &[Journey] = &[
    Journey {
        name: "first",
        beginning: Beginning::Nothing,
        screens: FIRST,
    },
    Journey {
        name: "work",
        beginning: Beginning::Furnished,
        screens: WORK,
    },
    Journey {
        name: "station",
        beginning: Beginning::Furnished,
        screens: STATION,
    },
    super::dialogs::OPENED,
];

/// A computer where nothing was done yet.
const FIRST: &[Screen] = &[
    Screen::next("welcome", &[]),
    Screen::next("passphrase", &[Press("Commencer")]),
    Screen::next(
        "passphrase-typed",
        &[
            Type("Phrase de passe", OWN),
            Type("La même phrase, encore une fois", OWN),
            See("C'est bon"),
        ],
    ),
    Screen::next(
        "setup-structure",
        &[Press("Créer mon espace"), See("Étape 1 sur")],
    ),
    Screen::next(
        "setup-team",
        &[
            Type("Nom de la structure", "Les Jardins du Phare"),
            Tick(Role::Radio, "Atelier et chantier d'insertion (ACI)"),
            Press("Continuer"),
            See("Étape 2 sur"),
        ],
    ),
    Screen::next(
        "setup-badges",
        &[
            Type("Prénom et nom", "Claire Fontaine"),
            Choose("Fonction", "Conseiller en insertion professionnelle"),
            Press("Ajouter à l'équipe"),
            See("Claire Fontaine"),
            Press("Continuer"),
            See("Étape 3 sur"),
        ],
    ),
    Screen::next(
        "setup-mode",
        &[
            Tick(Role::Checkbox, "Exemple : Mes premiers pas dans l'équipe"),
            Press("Continuer"),
            See("Étape 4 sur"),
        ],
    ),
    Screen::next(
        "setup-recovery",
        &[
            Tick(Role::Radio, "Comité d'attribution"),
            Press("Continuer"),
            See("Étape 5 sur"),
        ],
    ),
    Screen::next(
        "home-first",
        &[Press("Terminer et entrer"), See("Pour commencer")],
    ),
    Screen::at("people-none", "#/people", &[]),
    Screen::at("workshops-none", "#/workshops", &[]),
    Screen::at("requests-none", "#/requests", &[]),
    Screen::at("queue-not-linked", "#/queue", &[]),
    Screen::at("posters-hung-none", "#/posters/hung", &[]),
];

/// A structure at work, linked to a guichet.
const WORK: &[Screen] = &[
    Screen::next("locked", &[]),
    Screen::at("home", "#/home", &[]),
    Screen::at("people", "#/people", &[]),
    Screen::at("person", "#/people/{person}", &[]),
    Screen::next(
        "person-edit",
        &[Press("Modifier"), See("Sa langue au poste")],
    ),
    Screen::at("people-import", "#/people/import", &[]),
    Screen::at(
        "people-import-read",
        "#/people/import",
        &[
            Give("input[type=file]", "participants.xlsx"),
            See("ne seront pas prises"),
        ],
    ),
    Screen::at("workshops", "#/workshops", &[]),
    Screen::at("workshop-new", "#/workshops/new", &[]),
    Screen::at("workshop", "#/workshops/{workshop}", &[]),
    Screen::at("workshop-edit", "#/workshops/{workshop}/edit", &[]),
    Screen::at("workshop-prepare", "#/workshops/{workshop}/prepare", &[]),
    Screen::at("workshop-run", "#/workshops/{workshop}/run", &[]),
    Screen::at("workshop-run-past", "#/workshops/{past}/run", &[]),
    Screen::at(
        "workshop-keys",
        "#/workshops/{workshop}/run",
        &[Press("Touches du clavier")],
    ),
    Screen::at("workshop-summary", "#/workshops/{past}/summary", &[]),
    Screen::at("request-new", "#/requests", &[Press("Nouvelle demande")]),
    Screen::at("requests", "#/requests", &[]),
    Screen::next(
        "requests-ticked",
        &[
            Press("Filtrer"),
            Press("Ce mois-ci"),
            Tick(Role::Checkbox, "Cocher toute la page"),
            See("cochées"),
        ],
    ),
    Screen::at("search", "#/requests", &[Press("Chercher"), See("Aller à")]),
    Screen::next(
        "search-found",
        &[
            Type("Une personne, un numéro, un mot", "mam"),
            See("Diallo"),
        ],
    ),
    Screen::at("answers", "#/requests/answers", &[]),
    Screen::at("request-draft", "#/requests/{draft}", &[]),
    Screen::at("request-ready", "#/requests/{ready}", &[]),
    Screen::at("request-delivered", "#/requests/{delivered}", &[]),
    Screen::at("request-returned", "#/requests/{returned}", &[]),
    Screen::next(
        "request-answered",
        &[
            Type("Votre réponse à INAÉ", "La photo est celle du 12 novembre."),
            See("Tout y est"),
        ],
    ),
    Screen::at("request-refused", "#/requests/{refused}", &[]),
    Screen::at("queue", "#/queue", &[]),
    Screen::at("posters", "#/posters", &[]),
    Screen::at("posters-hung", "#/posters/hung", &[]),
    Screen::at("guide", "#/guide", &[]),
    Screen::at("guide-account", "#/guide/account", &[]),
    Screen::at("guide-account-step", "#/guide/account/2", &[]),
    Screen::at("guide-request", "#/guide/request", &[]),
    Screen::at("guide-request-step", "#/guide/request/2", &[]),
    Screen::at("guide-accept", "#/guide/accept", &[]),
    Screen::at("guide-accept-step", "#/guide/accept/2", &[]),
    Screen::at("guide-enrich", "#/guide/enrich", &[]),
    Screen::at("guide-enrich-step", "#/guide/enrich/2", &[]),
    Screen::at("guide-recommend", "#/guide/recommend", &[]),
    Screen::at("guide-recommend-step", "#/guide/recommend/2", &[]),
    Screen::at("settings", "#/settings", &[]),
    Screen::at("settings-structure", "#/settings/structure", &[]),
    Screen::at("settings-team", "#/settings/team", &[]),
    Screen::at("settings-badges", "#/settings/badges", &[]),
    Screen::at("settings-mode", "#/settings/mode", &[]),
    Screen::at("settings-catalogue", "#/settings/catalogue", &[]),
    Screen::at("settings-look", "#/settings/look", &[]),
    Screen::at("settings-link", "#/settings/link", &[]),
    Screen::at("settings-passport", "#/settings/passport", &[]),
    Screen::at("settings-station", "#/settings/station", &[]),
    Screen::at("settings-passphrase", "#/settings/passphrase", &[]),
    Screen::at("settings-appearance", "#/settings/appearance", &[]),
    Screen::at("settings-about", "#/settings/about", &[]),
];

/// The participant's station, from one gesture to the next.
const STATION: &[Screen] = &[
    Screen::next("station-locked", &[]),
    Screen::at(
        "station-code",
        "#/workshops/{workshop}/run",
        &[Press("Ouvrir le poste")],
    ),
    Screen::next(
        "station-who",
        &[
            Type("Votre code", PIN),
            Type("Le même code, encore une fois", PIN),
            Submit("#open-station"),
            See("Qui êtes-vous"),
        ],
    ),
    Screen::next(
        "station-picture",
        &[Press("{name}"), See("choisissez une image")],
    ),
    Screen::next(
        "station-steps",
        &[Press("Poisson"), See("Voici vos étapes")],
    ),
    Screen::next(
        "station-badges",
        &[Press("Demander un badge"), See("Quel badge voulez-vous")],
    ),
    Screen::next(
        "station-question",
        &[Last("main li button"), See("Étape 1 sur")],
    ),
    Screen::next("station-evidence", &[Play("the evidence", TO_EVIDENCE)]),
    Screen::next(
        "station-evidence-given",
        &[Give("input[type=file]", "photo.jpg"), See("Mes preuves")],
    ),
    Screen::next(
        "station-review",
        &[Press("Continuer"), See("Relisez votre demande")],
    ),
    Screen::next(
        "station-review-arabic",
        &[Press("العربية"), See("اقرأ طلبك")],
    ),
    Screen::next(
        "station-thanks",
        &[
            Press("Français"),
            Type(
                "Voulez-vous ajouter quelque chose",
                "J’ai rangé l’atelier avec mon équipe.",
            ),
            Press("Envoyer à mon accompagnateur"),
            See("Merci"),
        ],
    ),
    Screen::next("station-leave", &[Key("\u{E00C}")]),
];

/// Seven words.
const OWN: &str = "tilleul brouette matin sirop clavier neige rabot";

const TO_EVIDENCE: &[Turn<'static>] = &[
    Turn::on("Avez-vous une preuve", Act::Arrive),
    Turn::anywhere(Act::Press("Passer")),
    Turn::anywhere(Act::Press("Continuer")),
];
