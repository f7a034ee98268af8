//! `cargo xtask lint`: what a reviewer should not have to say.

use std::process::ExitCode;

use crate::checkout::{Checkout, EMBEDDED_INTERFACE};
use crate::step::{self, Problem};
use crate::{node, system};

/// Formatting, clippy with every warning refused, and the interface's own checks.
pub fn lint(checkout: &Checkout) -> Result<ExitCode, Problem> {
    system::require(&[system::COMPILE])?;
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    step::run(
        "formatting",
        &mut checkout.cargo(&["fmt", "--all", "--check"]),
    )?;
    step::run(
        "clippy",
        &mut checkout.cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            EMBEDDED_INTERFACE,
            "--",
            "--deny",
            "warnings",
        ]),
    )?;
    for script in ["check", "lint"] {
        let mut command = node::npm(&checkout.ui(), &["run", "--if-present", script]);
        step::run(&format!("interface: {script}"), &mut command)?;
    }
    Ok(ExitCode::SUCCESS)
}
