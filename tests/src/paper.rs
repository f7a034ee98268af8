//! What comes out of a printer: PDF files turned into pictures, and the QR codes that a telephone reads on them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, ensure};
use image::GrayImage;

/// What a program of poppler writes.
fn poppler(program: &mut Command) -> Result<Vec<u8>> {
    let output = program.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("{program:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{program:?}: {said}");
    Ok(output.stdout)
}

/// Draws every page of a PDF file as `PREFIX-N.png`, at so many dots per inch (poppler), in the pages' order.
///
/// # Errors
/// When poppler refuses the file.
pub fn pages(pdf: &Path, prefix: &Path, dots_per_inch: u32) -> Result<Vec<PathBuf>> {
    let dots = dots_per_inch.to_string();
    poppler(
        Command::new("pdftoppm")
            .args(["-png", "-r", &dots])
            .arg(pdf)
            .arg(prefix),
    )?;
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

/// Every page of a PDF file in grey, as it comes out of a printer of so many dots per inch (poppler).
///
/// Not through picture files: at 300 dots per inch, more than half of the time went into packing and unpacking them.
///
/// # Errors
/// When poppler refuses the file, or says something else than pages.
pub fn grey_pages(pdf: &Path, dots_per_inch: u32) -> Result<Vec<GrayImage>> {
    let dots = dots_per_inch.to_string();
    let written = poppler(
        Command::new("pdftoppm")
            .args(["-gray", "-r", &dots])
            .arg(pdf),
    )?;
    let mut rest = written.as_slice();
    let mut made = Vec::new();
    while !rest.is_empty() {
        let (page, after) = pgm(rest).context("poppler wrote no page in grey")?;
        made.push(page);
        rest = after;
    }
    ensure!(!made.is_empty(), "{} has no page", pdf.display());
    Ok(made)
}

/// A page at the beginning of what poppler wrote, and what follows it: `P5`, width and height, 255, each on a line, then a
/// byte a pixel.
fn pgm(written: &[u8]) -> Option<(GrayImage, &[u8])> {
    let mut parts = written.splitn(4, |byte| *byte == b'\n');
    let mut line = || std::str::from_utf8(parts.next()?).ok();
    let (kind, size, most) = (line()?, line()?, line()?);
    if (kind, most) != ("P5", "255") {
        return None;
    }
    let (width, height) = size.split_once(' ')?;
    let (width, height): (u32, u32) = (width.parse().ok()?, height.parse().ok()?);
    let pixels = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
    let (page, after) = parts.next()?.split_at_checked(pixels)?;
    Some((GrayImage::from_raw(width, height, page.to_vec())?, after))
}

/// A page as a file that other programs read, without packing it.
///
/// # Errors
/// When it cannot be written.
pub fn write_grey(page: &GrayImage, file: &Path) -> Result<()> {
    let mut written = format!("P5\n{} {}\n255\n", page.width(), page.height()).into_bytes();
    written.extend_from_slice(page.as_raw());
    std::fs::write(file, written)?;
    Ok(())
}

/// The text of a PDF file, as poppler finds it.
///
/// # Errors
/// When poppler refuses the file.
pub fn text(pdf: &Path) -> Result<String> {
    let written = poppler(Command::new("pdftotext").arg("-layout").arg(pdf).arg("-"))?;
    Ok(String::from_utf8(written)?)
}

/// The text of each page, in the order in which it was put there.
///
/// # Errors
/// When poppler refuses the file.
pub fn page_texts(pdf: &Path) -> Result<Vec<String>> {
    let written = poppler(Command::new("pdftotext").arg("-raw").arg(pdf).arg("-"))?;
    // A page ends with a form feed.
    let whole = String::from_utf8(written)?;
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
    let mut each = read_each_by_zbar(&[picture])?;
    Ok(each.pop().unwrap_or_default())
}

/// What zbar reads in each of several pictures, sorted: starting it takes longer than reading one.
///
/// # Errors
/// When zbar cannot be started.
pub fn read_each_by_zbar<P: AsRef<Path>>(pictures: &[P]) -> Result<Vec<Vec<String>>> {
    // Its plain answer does not say of which picture it is.
    let output = Command::new("zbarimg")
        .args(["--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"])
        .args(pictures.iter().map(AsRef::as_ref))
        .stdin(Stdio::null())
        .output()
        .context("zbarimg")?;
    let said = String::from_utf8(output.stdout)?;
    let each = pictures.iter().map(|picture| {
        let begin = format!("<source href='{}'>", picture.as_ref().display());
        let of_it = said.split_once(&begin).map_or("", |(_, after)| after);
        let of_it = of_it.split("</source>").next().unwrap_or_default();
        let codes = of_it.split("<![CDATA[").skip(1);
        let mut read: Vec<String> = codes
            .filter_map(|code| Some(code.split_once("]]>")?.0.to_owned()))
            .collect();
        read.sort();
        read
    });
    Ok(each.collect())
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
