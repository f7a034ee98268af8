//! Pictures of every screen of the real window, to be looked at: `look --out DIR [NAME…]`, names as in the list of the screens,
//! or the beginnings of names. With everything, the main job is played too, and the README's pictures are taken again.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use atelier_tests::screens::{JOURNEYS, Journey, Screen, Size, Walk};
use atelier_tests::{place, scenario};

const THEMES: [&str; 2] = ["light", "dark"];
/// The README's pictures, and what they show: a screen of the list, or one of the main job (the end of its file's name).
const BOARD: (&str, &str) = ("workshop.png", "workshop-run-1366x768-light.png");
const RECEIPTS: (&str, &str) = ("receipts.png", "-recus.png");

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [option, out, names @ ..] = arguments.as_slice() else {
        bail!("usage: look --out DIR [NAME…]");
    };
    if option != "--out" {
        bail!("usage: look --out DIR [NAME…]");
    }
    let out = PathBuf::from(out);
    fs::create_dir_all(&out)?;
    let wanted = |screen: &Screen| {
        names.is_empty()
            || names
                .iter()
                .any(|name| screen.name.starts_with(name.as_str()))
    };
    let (mut taken, mut problems) = (0, Vec::new());
    for size in Size::ALL {
        for journey in JOURNEYS {
            taken += pictures(journey, size, &out, &wanted, &mut problems).await?;
        }
    }
    if taken == 0 && problems.is_empty() {
        bail!("no screen is called so; they are in tests/src/screens/list.rs");
    }
    let mut job = None;
    if names.is_empty() {
        let folder = out.join("job");
        scenario::play(&folder).await?;
        readme(&out, &folder)?;
        job = Some(folder);
    }
    fs::write(
        out.join("index.html"),
        sheet(&out, job.as_deref(), &wanted)?,
    )?;
    println!(
        "{taken} pictures; look at {}",
        out.join("index.html").display()
    );
    if !problems.is_empty() {
        bail!("not shown:\n{}", problems.join("\n"));
    }
    Ok(())
}

/// The pictures of the screens that are wanted: a journey is followed to the last of them.
async fn pictures(
    journey: &Journey,
    size: Size,
    out: &Path,
    wanted: &impl Fn(&Screen) -> bool,
    problems: &mut Vec<String>,
) -> Result<usize> {
    let Some(last) = journey.screens.iter().rposition(wanted) else {
        return Ok(0);
    };
    let walk = Walk::begin(journey, size).await?;
    let (mut taken, mut lost) = (0, false);
    for screen in journey.screens.iter().take(last + 1) {
        // After one that did not come, the next that is at an address.
        if lost && screen.address.is_none() {
            continue;
        }
        // What is at an address needs nothing of the screens before.
        if screen.address.is_some() && !wanted(screen) && !leads_on(journey, screen, wanted) {
            continue;
        }
        let shown = walk.go(screen).await;
        lost = shown.is_err();
        if let Err(problem) = shown {
            eprintln!("{}: {problem:#}", size.name());
            problems.push(format!("{}, {}", size.name(), screen.name));
        }
        if lost || !wanted(screen) {
            continue;
        }
        for theme in THEMES {
            walk.picture(theme, &out.join(file(screen, size, theme)))
                .await?;
            taken += 1;
        }
        walk.paint(THEMES[0]).await?;
        println!("{}, {}", screen.name, size.name());
    }
    Ok(taken)
}

/// Whether a screen that is wanted comes after this one without an address of its own.
fn leads_on(journey: &Journey, from: &Screen, wanted: &impl Fn(&Screen) -> bool) -> bool {
    let after = journey
        .screens
        .iter()
        .skip_while(|one| one.name != from.name)
        .skip(1);
    after.take_while(|one| one.address.is_none()).any(wanted)
}

fn file(screen: &Screen, size: Size, theme: &str) -> String {
    format!("{}-{}-{theme}.png", screen.name, size.name())
}

/// The README's pictures, taken again.
fn readme(out: &Path, job: &Path) -> Result<()> {
    let pictures = place::root().join("docs/pictures");
    let (name, shown) = BOARD;
    fs::copy(out.join(shown), pictures.join(name)).with_context(|| shown.to_owned())?;
    let (name, end) = RECEIPTS;
    let found = in_order(job)?.into_iter().find(|one| one.ends_with(end));
    let found = found.with_context(|| format!("no picture of the main job ends with {end}"))?;
    fs::copy(job.join(found), pictures.join(name))?;
    Ok(())
}

/// The pictures of a folder, by name.
fn in_order(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".png") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The contact sheet: a line a screen, its pictures side by side, each leading to itself at its full size.
fn sheet(out: &Path, job: Option<&Path>, wanted: &impl Fn(&Screen) -> bool) -> Result<String> {
    let mut page = String::from(HEAD);
    for screen in JOURNEYS
        .iter()
        .flat_map(|journey| journey.screens)
        .filter(|one| wanted(one))
    {
        let address = screen.address.unwrap_or_default();
        write!(
            page,
            "<section id=\"{0}\"><h2>{0} <small>{address}</small></h2><div>",
            screen.name
        )?;
        for theme in THEMES {
            for size in Size::ALL {
                let name = file(screen, size, theme);
                if out.join(&name).is_file() {
                    figure(&mut page, &name, &format!("{}, {theme}", size.name()))?;
                }
            }
        }
        page.push_str("</div></section>\n");
    }
    if let Some(job) = job {
        page.push_str("<section><h2>The main job</h2><div>");
        for name in in_order(job)? {
            figure(&mut page, &format!("job/{name}"), &name)?;
        }
        page.push_str("</div></section>\n");
    }
    Ok(page)
}

fn figure(page: &mut String, file: &str, caption: &str) -> Result<()> {
    write!(
        page,
        "<figure><a href=\"{file}\"><img loading=\"lazy\" src=\"{file}\" alt=\"\"></a><figcaption>{caption}</figcaption></figure>"
    )?;
    Ok(())
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Atelier Badges, every screen</title>
<style>body{margin:2rem;background:#ddd;font:15px/1.4 sans-serif}h2{font-size:1rem}small{font-weight:400;color:#555}
div{display:flex;flex-wrap:wrap;gap:.75rem}figure{margin:0;width:28rem}img{width:100%;border:1px solid #999;background:#fff}
figcaption{color:#555}</style>\n";
