//! QR codes: an address, as rectangles.

use std::fmt::Write as _;

use qrcode::bits::{self, Bits};
use qrcode::canvas::Canvas;
use qrcode::{Color, EcLevel, QrResult, Version, ec};

use crate::{DocumentError, mask};

/// Light modules around a code (ISO/IEC 18004, 9.1: four).
pub(crate) const QUIET: usize = 4;
/// Above this many modules a side, a stronger correction costs more than it brings: the modules get too small.
const MANY_MODULES: usize = 49;

/// The modules of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modules {
    /// Modules a side, without the light border.
    pub side: usize,
    /// Row by row, `true` for dark.
    pub dark: Vec<bool>,
}

/// The modules of a code that leads to an address: correction level H (three tenths of the words may be hidden, thus a stain
/// over 15 % of the code), Q for a long address, or M for a very long one.
///
/// # Errors
/// [`DocumentError::Address`] when the address is empty or does not fit in any code.
pub fn modules(address: &str) -> Result<Modules, DocumentError> {
    let ascii = percent_encoded(address.trim());
    if ascii.is_empty() {
        return Err(DocumentError::Address);
    }
    let encoded = |level| bits::encode_auto(ascii.as_bytes(), level).map(|bits| (bits, level));
    let strong = [EcLevel::H, EcLevel::Q].into_iter();
    let mut strong = strong.filter_map(|level| encoded(level).ok());
    let few =
        |version: Version| usize::try_from(version.width()).is_ok_and(|side| side <= MANY_MODULES);
    let (bits, level) = match strong.find(|(bits, _)| few(bits.version())) {
        Some(code) => code,
        None => encoded(EcLevel::M).map_err(|_| DocumentError::Address)?,
    };
    drawn(bits, level).map_err(|_| DocumentError::Address)
}

/// The modules of a code, from what it says.
pub(crate) fn drawn(bits: Bits, level: EcLevel) -> QrResult<Modules> {
    let version = bits.version();
    let (data, correction) = ec::construct_codewords(&bits.into_bytes(), version, level)?;
    let mut canvas = Canvas::new(version, level);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    Ok(Modules {
        side: usize::try_from(version.width()).unwrap_or_default(),
        dark: mask::best(&canvas, version)
            .into_iter()
            .map(|colour| colour == Color::Dark)
            .collect(),
    })
}

/// The address in ASCII, as readers of every age expect it: other characters and spaces as `%XX`.
pub(crate) fn percent_encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Drawing operators, in a square of `side + 2 * QUIET` modules: a light ground, then one path of all dark runs.
pub(crate) fn operators(modules: &Modules) -> String {
    let whole = modules.side + 2 * QUIET;
    let mut out = format!("1 g 0 0 {whole} {whole} re f 0 g\n");
    for (number, row) in modules.dark.chunks(modules.side.max(1)).enumerate() {
        let y = whole - QUIET - 1 - number;
        let mut x = QUIET;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                let _ = writeln!(out, "{x} {y} {} 1 re", run.len());
            }
            x += run.len();
        }
    }
    out.push_str("f\n");
    out
}

/// The code of an address as a picture for a screen: dark on light, with its light border.
///
/// # Errors
/// [`DocumentError::Address`] when the address is empty or does not fit in any code.
pub fn svg(address: &str) -> Result<String, DocumentError> {
    let modules = modules(address)?;
    let whole = modules.side + 2 * QUIET;
    let mut path = String::new();
    for (number, row) in modules.dark.chunks(modules.side.max(1)).enumerate() {
        let mut x = QUIET;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                let _ = write!(
                    path,
                    "M{x} {}h{}v1h-{}z",
                    number + QUIET,
                    run.len(),
                    run.len()
                );
            }
            x += run.len();
        }
    }
    Ok(format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {whole} {whole}' shape-rendering='crispEdges'>\
         <path fill='#fff' d='M0 0h{whole}v{whole}H0z'/><path d='{path}'/></svg>"
    ))
}

/// How far a code can be read, in French: ten times its side (in millimetres, without its light border), never
/// rounded up.
pub(crate) fn reach(side: f32) -> String {
    let decimetres = (side * 10.0 / 100.0).floor();
    format!("{:.1}", decimetres / 10.0).replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_travels_in_ascii() {
        assert_eq!(
            percent_encoded("https://exemple.fr/é à?x=1&y=%20"),
            "https://exemple.fr/%C3%A9%20%C3%A0?x=1&y=%20"
        );
    }

    #[test]
    fn a_usual_address_gets_the_strong_correction() {
        // ISO/IEC 18004, table 7: 57 bytes at level H need version 6 (58 bytes), 41 modules a side.
        let code = modules("https://example.org/c/earnablebadge/EXEMPLEA1AAAA/applyxx").unwrap();
        assert_eq!(code.side, 41);
        assert_eq!(code.dark.len(), 41 * 41);
    }

    #[test]
    fn an_address_that_fits_no_code_is_refused() {
        assert!(modules(&"x".repeat(2_000)).is_ok());
        assert!(matches!(
            modules(&"x".repeat(5_000)),
            Err(DocumentError::Address)
        ));
        assert!(matches!(modules("  "), Err(DocumentError::Address)));
    }

    #[test]
    fn reach_is_ten_times_the_side_and_never_flattered() {
        assert_eq!(reach(70.9), "0,7");
        assert_eq!(reach(79.9), "0,7");
        assert_eq!(reach(120.0), "1,2");
    }
}
