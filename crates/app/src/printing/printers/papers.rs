//! Papers that printers are told by name.

/// Papers that a printer is told by name (width and height in millimetres); other sizes are printed on the one that it
/// usually has.
pub(crate) const PAPERS: [(&str, f32, f32); 2] = [("A4", 210.0, 297.0), ("A3", 297.0, 420.0)];
