use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use atelier_documents::Format;
use atelier_domain::{BadgeId, Moment};

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::demo;
use crate::printing::previews::Previews;
use crate::printing::view::DocumentChoice;

static APP: OnceLock<Arc<App>> = OnceLock::new();
static FREE: AtomicU32 = AtomicU32::new(0);
static HELD: AtomicU32 = AtomicU32::new(0);

/// Asked for the day of each page: notes whether the store was free meanwhile.
fn watching() -> Moment {
    if let Some(app) = APP.get() {
        let count = if app.is_free() { &FREE } else { &HELD };
        count.fetch_add(1, Ordering::SeqCst);
    }
    (Clock::of_tests().now)()
}

/// The first badge that the structure of the demonstration offers.
fn offered(app: &App) -> BadgeId {
    let pathways = app.catalogue().unwrap().pathways.into_iter();
    let mut badges = pathways.flat_map(|pathway| pathway.badges);
    badges.find(|badge| badge.offered).unwrap().id.0
}

fn poster(badge: BadgeId, format: Format) -> DocumentChoice {
    DocumentChoice::Poster {
        badges: vec![badge.into()],
        together: false,
        format,
        beside: None,
    }
}

#[test]
fn the_store_is_free_while_pages_are_laid_out() {
    let clock = Clock {
        now: watching,
        ..Clock::of_tests()
    };
    let (_folder, app) = demo::opened(clock);
    let poster = poster(offered(&app), Format::A4);
    APP.set(Arc::clone(&app)).ok().unwrap();
    let how_to_ask = DocumentChoice::HowToAsk {
        format: Format::A3,
        beside: None,
    };
    for document in [poster, how_to_ask] {
        FREE.store(0, Ordering::SeqCst);
        HELD.store(0, Ordering::SeqCst);
        app.document_page(&document, 1, 200).unwrap();
        assert!(FREE.load(Ordering::SeqCst) > 0, "{document:?}");
        assert_eq!(HELD.load(Ordering::SeqCst), 0, "{document:?}");
    }
}

#[test]
fn a_poster_seen_again_is_laid_out_once_and_forgotten_when_the_store_is_locked() {
    let (_folder, app) = demo::opened(Clock::of_tests());
    let badge = offered(&app);
    let choice = poster(badge.clone(), Format::A4);
    let kept = || app.keeping(|known: &mut Previews| known.kept());
    let first = app.document_page(&choice, 1, 200).unwrap();
    assert_eq!(kept(), (1, 1));
    assert_eq!(app.document_page(&choice, 1, 200).unwrap(), first);
    assert_eq!(kept(), (1, 1));
    // Nearer, it is the same sheet.
    app.document_page(&choice, 1, 300).unwrap();
    assert_eq!(kept(), (1, 2));
    // What it says is read each time.
    let mut rule = app.badge_form(Some(&badge)).unwrap().suggested_rule;
    rule.criterion = "Tout autre chose".into();
    app.save_offer(&badge, rule).unwrap();
    let now = app.document_page(&choice, 1, 200).unwrap();
    assert_ne!(now.image, first.image);
    assert_eq!(kept(), (2, 3));
    // What says something of people is not kept; nor are more posters than a few.
    let receipts = DocumentChoice::Receipts { workshop: None };
    app.document_page(&receipts, 1, 200).unwrap();
    assert_eq!(kept(), (2, 3));
    for format in Format::ALL {
        for width in [200, 210] {
            app.document_page(&poster(badge.clone(), format), 1, width)
                .unwrap();
        }
    }
    assert_eq!(kept(), (7, 8));
    app.lock().unwrap();
    assert_eq!(kept(), (0, 0));
}
