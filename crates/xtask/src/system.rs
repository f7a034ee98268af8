//! The system's own packages: Debian's are installed, elsewhere they are named.

use std::process::{Command, Stdio};

use crate::step::{self, Problem};

/// What compiling the application needs.
pub const COMPILE: &[&str] = &[
    "build-essential",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "pkg-config",
];

/// What driving the real window without a display needs.
pub const WINDOW: &[&str] = &[
    "dbus-daemon",
    "espeak-ng",
    "fonts-dejavu-core",
    "gstreamer1.0-pipewire",
    "gstreamer1.0-plugins-good",
    "gstreamer1.0-tools",
    "imagemagick",
    "openbox",
    "pipewire",
    "pipewire-bin",
    "pipewire-pulse",
    "poppler-utils",
    "webkit2gtk-driver",
    "wireplumber",
    "x11-utils",
    "x11-xserver-utils",
    "xclip",
    "xdotool",
    "xserver-xorg-core",
    "xserver-xorg-video-dummy",
    "xvfb",
    "zbar-tools",
];

/// What the printing tests need.
pub const PRINT: &[&str] = &["cups", "cups-client", "printer-driver-cups-pdf"];

/// Makes sure that packages are installed. Other systems than Linux need none.
pub fn require(lists: &[&[&str]]) -> Result<(), Problem> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let wanted: Vec<&str> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    if !step::exists("dpkg-query", "--version") {
        eprintln!(
            "xtask: this system has no Debian packages; the equivalents of these must be installed: {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted
        .into_iter()
        .filter(|package| !installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(prefix) = administrator() else {
        let names = missing.join(" ");
        return Err(Problem::new(format!(
            "Il manque des paquets Debian et les droits pour les installer. Lancez :\n  \
             sudo apt-get install --no-install-recommends {names}\n\
             (Debian packages are missing: install them with the command above, then try again.)"
        )));
    };
    step::run_quietly("list of Debian packages", &mut apt(prefix, &["update"]))?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(&missing);
    step::run_quietly(
        &format!("Debian packages: {}", missing.join(" ")),
        &mut apt(prefix, &arguments),
    )
}

fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout.starts_with(b"installed"))
}

/// The words that make a command run as administrator without asking anything.
fn administrator() -> Option<&'static [&'static str]> {
    let id = Command::new("id")
        .arg("-u")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    if id.stdout.trim_ascii() == b"0" {
        return Some(&["env"]);
    }
    let sudo = Command::new("sudo")
        .args(["-n", "true"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    sudo.success().then_some(&["sudo", "-n", "env"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Command {
    let (program, rest) = prefix.split_first().unwrap_or((&"env", &[]));
    let mut command = Command::new(program);
    command
        .args(rest)
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"])
        // Another program may be installing something, as the system itself does now and then.
        .args(["-o", "DPkg::Lock::Timeout=600"])
        .args(arguments);
    command
}
