//! Whether a picture file reaches its own end.
//!
//! Decoders paint what is missing grey and say nothing; a certificate cut in half must not pass for a whole one.

/// Whether a JPEG runs, marker by marker, to its end-of-image marker (ITU-T T.81, annex B).
pub(crate) fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        // A marker: FF, any number of FF to fill, then its code.
        if bytes.get(at) != Some(&0xFF) {
            return false;
        }
        while bytes.get(at) == Some(&0xFF) {
            at += 1;
        }
        let Some(&code) = bytes.get(at) else {
            return false;
        };
        at += 1;
        match code {
            0xD9 => return true,
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let Some(length) = bytes
            .get(at..at.saturating_add(2))
            .and_then(|two| <[u8; 2]>::try_from(two).ok())
            .map(u16::from_be_bytes)
        else {
            return false;
        };
        if length < 2 {
            return false;
        }
        at += usize::from(length);
        if code == 0xDA {
            let Some(rest) = bytes.get(at..) else {
                return false;
            };
            let Some(scan) = scan_length(rest) else {
                return false;
            };
            at += scan;
        }
    }
}

/// Length of the coded pixels at the start of `rest`: up to a marker that is neither a stuffed FF nor a restart.
fn scan_length(rest: &[u8]) -> Option<usize> {
    rest.windows(2)
        .position(|pair| matches!(pair, [0xFF, code] if !matches!(code, 0x00 | 0xD0..=0xD7 | 0xFF)))
}

/// Width and height in a PNG's header chunk.
pub(crate) fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let number = |from: usize| {
        bytes
            .get(from..from + 4)
            .and_then(|four| <[u8; 4]>::try_from(four).ok())
            .map(u32::from_be_bytes)
    };
    Some((number(16)?, number(20)?))
}

/// Whether a PNG runs, chunk by chunk, to its end chunk.
pub(crate) fn png_is_whole(bytes: &[u8]) -> bool {
    let mut at = 8_usize;
    loop {
        let Some(length) = bytes
            .get(at..at.saturating_add(4))
            .and_then(|four| <[u8; 4]>::try_from(four).ok())
            .map(u32::from_be_bytes)
            .and_then(|length| usize::try_from(length).ok())
        else {
            return false;
        };
        let name = bytes.get(at + 4..at + 8);
        let Some(next) = at.checked_add(12).and_then(|end| end.checked_add(length)) else {
            return false;
        };
        if next > bytes.len() {
            return false;
        }
        if name == Some(b"IEND") {
            return true;
        }
        at = next;
    }
}
