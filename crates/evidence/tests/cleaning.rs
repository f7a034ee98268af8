//! What comes in, what goes out, what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod samples;

use std::time::Instant;

use atelier_domain::EvidenceKind;
use atelier_evidence::{Clean, MAX_BYTES, Refusal, clean};
use image::{DynamicImage, GenericImageView};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};
use samples::{LATITUDE, bomb, document, photograph, saved, screenshot};

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|part| part == needle)
}

fn cleaned(bytes: &[u8]) -> (Clean, DynamicImage) {
    let clean = clean(bytes).unwrap();
    let image = image::load_from_memory(&clean.bytes).unwrap();
    assert_eq!(
        (clean.width, clean.height),
        (Some(image.width()), Some(image.height()))
    );
    (clean, image)
}

/// Where the green block of the scene is: (right, bottom).
fn green_corner(image: &DynamicImage) -> (bool, bool) {
    let (w, h) = image.dimensions();
    for (right, x) in [(false, w / 10), (true, w - w / 10)] {
        for (bottom, y) in [(false, h / 10), (true, h - h / 10)] {
            let [r, g, b, _] = image.get_pixel(x, y).0;
            if g > 120 && r < 100 && b < 100 {
                return (right, bottom);
            }
        }
    }
    panic!("no green corner");
}

#[test]
fn a_photograph_leaves_without_place_or_device() {
    let original = photograph(400, 300, 1);
    assert!(holds(&original, &LATITUDE) && holds(&original, b"CameraSecret"));
    let (clean, _) = cleaned(&original);
    assert_eq!(clean.kind, EvidenceKind::Jpeg);
    for secret in [&LATITUDE[..], b"CameraSecret", b"Exif"] {
        assert!(!holds(&clean.bytes, secret));
    }
    assert!(!clean.bytes.windows(2).any(|two| two == [0xFF, 0xE1]));
}

#[test]
fn a_photograph_is_turned_upright() {
    // EXIF 2.32, table 4.6.4: where row 0 and column 0 of the file go. (right, bottom) of the file's first corner.
    let expected = [
        (1, (false, false), false),
        (2, (true, false), false),
        (3, (true, true), false),
        (4, (false, true), false),
        (5, (false, false), true),
        (6, (true, false), true),
        (7, (true, true), true),
        (8, (false, true), true),
    ];
    for (orientation, corner, turned) in expected {
        let (_, image) = cleaned(&photograph(400, 200, orientation));
        assert_eq!(green_corner(&image), corner, "orientation {orientation}");
        assert_eq!(
            image.height() > image.width(),
            turned,
            "orientation {orientation}"
        );
    }
}

#[test]
fn a_large_photograph_is_brought_to_two_thousand_pixels() {
    let (_, image) = cleaned(&photograph(3_000, 1_500, 6));
    assert_eq!(image.dimensions(), (1_000, 2_000));
    let (_, small) = cleaned(&photograph(64, 48, 1));
    assert_eq!(small.dimensions(), (64, 48));
}

#[test]
fn a_screenshot_keeps_its_pixels_and_nothing_else() {
    let original = screenshot(300, 200);
    let (clean, image) = cleaned(&original);
    assert_eq!(clean.kind, EvidenceKind::Png);
    for secret in [
        &b"Secrete"[..],
        b"hidden archive",
        b"CameraSecret",
        b"tEXt",
        b"eXIf",
    ] {
        assert!(holds(&original, secret), "the sample holds {secret:?}");
        assert!(!holds(&clean.bytes, secret));
    }
    assert_eq!(image.get_pixel(150, 77).0, [150, 77, 90, 255]);
    assert_eq!(image.get_pixel(0, 0).0[3], 0);
}

#[test]
fn the_same_file_always_gives_the_same_evidence() {
    for bytes in [
        photograph(500, 400, 3),
        screenshot(90, 70),
        saved(document(2)),
    ] {
        let once = clean(&bytes).unwrap();
        assert_eq!(once, clean(&bytes).unwrap());
        // Already clean: no further change of what it is or of its size.
        let twice = clean(&once.bytes).unwrap();
        assert_eq!(
            (once.kind, once.width, once.height),
            (twice.kind, twice.width, twice.height)
        );
    }
}

#[test]
fn a_document_is_kept_byte_for_byte_under_its_sha_256() {
    let bytes = saved(document(3));
    let clean = clean(&bytes).unwrap();
    assert_eq!((clean.kind, clean.width), (EvidenceKind::Pdf, None));
    assert_eq!(clean.bytes, bytes);
    // FIPS 180-4's own example, to tie the identity to the published function.
    use sha2::Digest;
    assert_eq!(
        atelier_domain::EvidenceHash::from_bytes(sha2::Sha256::digest(b"abc").into()).to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(clean.hash.as_bytes()[..], sha2::Sha256::digest(&bytes)[..]);
}

#[test]
fn a_picture_that_announces_forty_thousand_pixels_a_side_costs_nothing() {
    let started = Instant::now();
    assert_eq!(
        clean(&bomb(40_000, 40_000)),
        Err(Refusal::TooManyPixels {
            width: 40_000,
            height: 40_000,
            max_megapixels: 50
        })
    );
    // Decoding it would take seconds and six gigabytes.
    assert!(started.elapsed().as_millis() < 500);
    // Within the limit, but with no pixels: damaged.
    assert_eq!(
        clean(&bomb(5_000, 5_000)),
        Err(Refusal::Damaged {
            kind: EvidenceKind::Png
        })
    );
    // The same in a JPEG: its frame header says 65,535 x 65,535.
    let mut jpeg = photograph(64, 48, 1);
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xFF);
    assert!(matches!(
        clean(&jpeg),
        Err(Refusal::TooManyPixels {
            width: 65_535,
            height: 65_535,
            ..
        })
    ));
}

#[test]
fn empty_and_heavy_files_are_refused() {
    assert_eq!(clean(b""), Err(Refusal::Empty));
    let mut heavy = photograph(64, 48, 1);
    heavy.resize(usize::try_from(MAX_BYTES).unwrap() + 1, 0);
    assert_eq!(
        clean(&heavy),
        Err(Refusal::TooLarge {
            bytes: MAX_BYTES + 1,
            max: MAX_BYTES
        })
    );
}

#[test]
fn a_file_of_another_kind_is_named() {
    assert_eq!(
        clean(b"MZ\x90\0\x03 photo.jpg"),
        Err(Refusal::UnknownKind {
            looks_like: Some("windows-program")
        })
    );
    assert_eq!(
        clean(b"bonjour"),
        Err(Refusal::UnknownKind { looks_like: None })
    );
}

#[test]
fn a_file_cut_short_is_refused() {
    for (bytes, kind) in [
        (photograph(400, 300, 1), EvidenceKind::Jpeg),
        (saved(document(3)), EvidenceKind::Pdf),
    ] {
        for tenth in 1..10 {
            let cut = &bytes[..bytes.len() * tenth / 10];
            assert_eq!(clean(cut), Err(Refusal::Damaged { kind }), "{tenth}/10");
        }
    }
    let png = screenshot(120, 90);
    let end = png.windows(4).position(|four| four == b"IEND").unwrap();
    for cut in [40, end / 2, end - 5, end + 7] {
        assert_eq!(
            clean(&png[..cut]),
            Err(Refusal::Damaged {
                kind: EvidenceKind::Png
            })
        );
    }
}

#[test]
fn a_document_with_a_hole_is_refused() {
    let mut holed = document(3);
    let (_, page) = holed.get_pages().into_iter().next().unwrap();
    let content = holed
        .get_dictionary(page)
        .unwrap()
        .get(b"Contents")
        .unwrap();
    let content = content.as_reference().unwrap();
    holed.objects.remove(&content);
    assert_eq!(
        clean(&saved(holed)),
        Err(Refusal::Damaged {
            kind: EvidenceKind::Pdf
        })
    );
}

#[test]
fn a_document_without_pages_is_refused() {
    assert_eq!(clean(&saved(document(0))), Err(Refusal::NoPage));
}

#[test]
fn a_document_under_a_password_is_refused_but_not_one_that_only_restricts_printing() {
    let locked = |user_password: &str| {
        let mut document = document(1);
        let state = EncryptionState::try_from(EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password,
            key_length: 128,
            permissions: Permissions::all(),
        })
        .unwrap();
        document.encrypt(&state).unwrap();
        saved(document)
    };
    assert_eq!(clean(&locked("secret")), Err(Refusal::Encrypted));
    assert_eq!(
        clean(&locked("")).map(|clean| clean.kind),
        Ok(EvidenceKind::Pdf)
    );
}
