use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use atelier_documents::Format;
use atelier_domain::Moment;

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::demo;
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

#[test]
fn the_store_is_free_while_pages_are_laid_out() {
    let clock = Clock {
        now: watching,
        ..Clock::of_tests()
    };
    let (_folder, app) = demo::opened(clock);
    let offered = app.catalogue().unwrap().pathways.into_iter();
    let offered = offered.flat_map(|pathway| pathway.badges);
    let badge = offered.into_iter().find(|badge| badge.offered).unwrap().id;
    APP.set(Arc::clone(&app)).ok().unwrap();
    let poster = DocumentChoice::Poster {
        badges: vec![badge],
        together: false,
        format: Format::A4,
        beside: None,
    };
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
