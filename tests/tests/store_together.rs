//! Stores opened in the same instant by a program that has opened none yet: alone in its program, since only the first
//! instant counts.

#![allow(clippy::unwrap_used)] // a test says plainly that something cannot be otherwise

use std::sync::Barrier;
use std::thread;

use atelier_store::Store;

const PASSPHRASE: &str = "cheval orange table lundi pomme vélo sept";
const THREADS: usize = 8;

#[test]
fn stores_made_at_once_by_a_new_program_are_all_whole() {
    let home = tempfile::tempdir().unwrap();
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        let making = (0..THREADS).map(|turn| {
            let dir = home.path().join(turn.to_string());
            let start = &start;
            scope.spawn(move || {
                start.wait();
                Store::create(&dir, PASSPHRASE).map(drop)
            })
        });
        let making: Vec<_> = making.collect();
        for one in making {
            one.join().unwrap().unwrap();
        }
    });
}
