//! `cargo xtask look`: pictures of every screen of the real window.

use std::process::{Command, ExitCode};

use crate::checkout::Checkout;
use crate::step::{self, Problem};
use crate::{node, system};

/// Takes them into `target/look/`; of those screens alone when some are named.
pub fn look(checkout: &Checkout, names: &[&str]) -> Result<ExitCode, Problem> {
    system::require(&[system::COMPILE, system::WINDOW])?;
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    step::run("build", &mut checkout.build_everything())?;
    let out = checkout.root.join("target").join("look");
    step::run(
        "every screen",
        Command::new(checkout.program("look"))
            .current_dir(&checkout.root)
            .arg("--out")
            .arg(&out)
            .args(names),
    )?;
    println!("\nPictures: target/look/ (begin with index.html)");
    Ok(ExitCode::SUCCESS)
}
