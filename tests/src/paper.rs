//! What comes out of a printer: PDF files turned into pictures, and the QR codes that a telephone reads on them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, ensure};

/// Draws every page of a PDF file as `PREFIX-N.png`, at so many dots per inch (poppler), in the pages' order.
///
/// # Errors
/// When poppler refuses the file.
pub fn pages(pdf: &Path, prefix: &Path, dots_per_inch: u32) -> Result<Vec<PathBuf>> {
    let output = Command::new("pdftoppm")
        .args(["-png", "-r", &dots_per_inch.to_string()])
        .arg(pdf)
        .arg(prefix)
        .stdin(Stdio::null())
        .output()
        .context("pdftoppm")?;
    ensure!(
        output.status.success(),
        "pdftoppm: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let folder = prefix.parent().context("a prefix without folder")?;
    let start = format!(
        "{}-",
        prefix
            .file_name()
            .context("a prefix without name")?
            .to_string_lossy()
    );
    let mut made: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy());
            name.is_some_and(|name| name.starts_with(&start) && name.ends_with(".png"))
        })
        .collect();
    made.sort();
    ensure!(!made.is_empty(), "{} has no page", pdf.display());
    Ok(made)
}

/// The text of a PDF file, as poppler finds it.
///
/// # Errors
/// When poppler refuses the file.
pub fn text(pdf: &Path) -> Result<String> {
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(pdf)
        .arg("-")
        .stdin(Stdio::null())
        .output()
        .context("pdftotext")?;
    ensure!(
        output.status.success(),
        "pdftotext refused {}",
        pdf.display()
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// The text of each page, in the order in which it was put there.
///
/// # Errors
/// When poppler refuses the file.
pub fn page_texts(pdf: &Path) -> Result<Vec<String>> {
    let output = Command::new("pdftotext")
        .args(["-raw"])
        .arg(pdf)
        .arg("-")
        .stdin(Stdio::null())
        .output()
        .context("pdftotext")?;
    ensure!(
        output.status.success(),
        "pdftotext refused {}",
        pdf.display()
    );
    // A page ends with a form feed.
    let whole = String::from_utf8(output.stdout)?;
    let pages: Vec<String> = whole
        .trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    Ok(pages)
}

/// What zbar reads in the QR codes of a picture, sorted.
///
/// # Errors
/// When zbar cannot be started.
pub fn read_by_zbar(picture: &Path) -> Result<Vec<String>> {
    let output = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(picture)
        .stdin(Stdio::null())
        .output()
        .context("zbarimg")?;
    let mut read: Vec<String> = String::from_utf8(output.stdout)?
        .lines()
        .map(str::to_owned)
        .collect();
    read.sort();
    Ok(read)
}

/// What the application itself reads in the QR codes of a picture, sorted: with rqrr.
///
/// # Errors
/// When the picture cannot be read.
pub fn read_by_rqrr(picture: &Path) -> Result<Vec<String>> {
    let mut read = atelier_evidence::read_codes(&std::fs::read(picture)?)
        .map_err(|refusal| anyhow!("{}: {}", picture.display(), refusal.code()))?;
    read.sort();
    Ok(read)
}
