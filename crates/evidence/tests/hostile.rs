//! Forged and broken files: always an answer, never a failure of the program.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod samples;

use atelier_evidence::clean;
use samples::{document, photograph, saved, screenshot};

/// xorshift64: the same files at each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

fn broken(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    match dice.roll(4) {
        0 => bytes.truncate(dice.roll(good.len())),
        1 => {
            let from = dice.roll(good.len());
            let to = (from + dice.roll(64)).min(good.len());
            bytes.drain(from..to);
        }
        2 => {
            let at = dice.roll(good.len());
            let again: Vec<u8> = bytes[at..(at + 40).min(good.len())].to_vec();
            bytes.splice(at..at, again);
        }
        _ => {}
    }
    // Mostly in the first bytes, where the structure is.
    for _ in 0..dice.roll(6) {
        if bytes.is_empty() {
            break;
        }
        let reach = if dice.roll(2) == 0 {
            bytes.len()
        } else {
            bytes.len().min(700)
        };
        let at = dice.roll(reach);
        bytes[at] = u8::try_from(dice.roll(256)).unwrap();
    }
    bytes
}

#[test]
fn thousands_of_broken_files_all_get_an_answer() {
    // A decoder that fails outright is caught in `clean`; here it must not even come to that.
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let goods = [
        photograph(96, 64, 6),
        screenshot(48, 40),
        saved(document(2)),
    ];
    let mut accepted = 0;
    for round in 0..6_000 {
        let bytes = broken(&goods[round % goods.len()], &mut dice);
        if let Ok(result) = clean(&bytes) {
            accepted += 1;
            assert!(
                clean(&result.bytes).is_ok(),
                "what was cleaned is clean, round {round}"
            );
        }
    }
    // Flipped pixels still make a picture: some pass, most do not.
    assert!((1..6_000).contains(&accepted));
}

#[test]
fn every_cut_of_every_kind_gets_an_answer() {
    for good in [
        photograph(32, 24, 1),
        screenshot(16, 12),
        saved(document(1)),
    ] {
        for end in 0..good.len() {
            let _ = clean(&good[..end]);
        }
        assert!(clean(&good).is_ok());
    }
}

#[test]
fn a_document_folded_a_hundred_thousand_times_gets_an_answer() {
    let mut deep = b"%PDF-1.4\n1 0 obj\n".to_vec();
    deep.extend(std::iter::repeat_n(b'[', 100_000));
    deep.extend(b"\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n");
    let xref = deep.windows(4).position(|four| four == b"xref").unwrap();
    deep.extend(format!("trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n").bytes());
    assert!(clean(&deep).is_err());
}
