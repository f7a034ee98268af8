//! A print service of our own: the system's CUPS, with a queue that prints into a PDF file.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};

use crate::process::Group;
use crate::wait_until;

/// The only queue.
pub const QUEUE: &str = "Atelier";

const DRIVER: &str = "/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd";

/// What the printer leaves blank on A4, in points: at the left, the bottom, the right and the top.
pub const MARGINS: [u16; 4] = [12, 36, 12, 9];

/// A running CUPS, apart from the computer's own, ended when dropped.
#[derive(Debug)]
pub struct PrintService {
    folder: tempfile::TempDir,
    _scheduler: Group,
}

impl PrintService {
    /// Starts CUPS, and waits until it answers with its queue.
    ///
    /// # Errors
    /// When the packages that `cargo xtask test` installs are missing.
    pub async fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let root = folder.path();
        // What turns pages into ink runs as another user.
        std::fs::set_permissions(root, std::fs::Permissions::from_mode(0o755))?;
        for name in ["root", "spool", "cache", "run", "tmp", "log"] {
            std::fs::create_dir(root.join(name))?;
        }
        let here = root.display();
        let settings = root.join("root/cupsd.conf");
        // Whoever runs the tests is the service's administrator: it listens on a file that they alone can reach.
        std::fs::write(
            &settings,
            format!(
                "Listen {here}/cups.sock\nBrowsing No\nDefaultAuthType None\nWebInterface No\n\
                 <Location />\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nAllow all\n</Limit>\n</Policy>\n"
            ),
        )?;
        let files = root.join("root/cups-files.conf");
        std::fs::write(
            &files,
            format!(
                "ServerRoot {here}/root\nRequestRoot {here}/spool\nCacheDir {here}/cache\nStateDir {here}/run\n\
                 TempDir {here}/tmp\nAccessLog {here}/log/access\nErrorLog {here}/log/error\nPageLog {here}/log/page\n\
                 FileDevice Yes\nSandboxing Relaxed\n"
            ),
        )?;
        let mut command = Command::new("/usr/sbin/cupsd");
        command
            .arg("-f")
            .arg("-c")
            .arg(&settings)
            .arg("-s")
            .arg(&files);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let scheduler = Group::start(&mut command)?;
        let service = Self {
            folder,
            _scheduler: scheduler,
        };
        wait_until("the print service", async || {
            let answer = service.run("lpstat", &["-r"])?;
            Ok(String::from_utf8_lossy(&answer.stdout)
                .contains("scheduler is running")
                .then_some(()))
        })
        .await?;
        service.add_queue()?;
        Ok(service)
    }

    /// The driver of Debian's virtual PDF printer, made to repeat the pages itself as plain printers need, to leave
    /// [`MARGINS`] blank as they do, and to wait while its tray is empty.
    fn add_queue(&self) -> Result<()> {
        let driver = std::fs::read_to_string(DRIVER)
            .with_context(|| format!("{DRIVER}: `cargo xtask test` installs it"))?;
        let tray = self.folder.path().join("print");
        std::fs::write(
            &tray,
            format!(
                "#!/bin/sh\nwhile [ -e '{}' ]; do echo 'STATE: +media-empty-error' >&2; sleep 0.1; done\n\
                 echo 'STATE: -media-empty-error' >&2\nexec cat $6\n",
                self.empty().display()
            ),
        )?;
        std::fs::set_permissions(&tray, std::fs::Permissions::from_mode(0o755))?;
        let [left, bottom, right, top] = MARGINS;
        let mut file = std::fs::File::create(self.folder.path().join("queue.ppd"))?;
        for line in driver.lines().filter(|line| !line.contains("cupsFilter:")) {
            if line.starts_with("*ImageableArea A4/") {
                let (right, top) = (595 - right, 842 - top);
                writeln!(
                    file,
                    "*ImageableArea A4/A4: \"{left} {bottom} {right} {top}\""
                )?;
            } else {
                writeln!(file, "{line}")?;
            }
        }
        writeln!(
            file,
            "*cupsFilter: \"application/vnd.cups-pdf 0 {}\"\n*cupsManualCopies: True",
            tray.display()
        )?;
        let device = format!("file://{}", self.paper().display());
        let driver = self.folder.path().join("queue.ppd").display().to_string();
        self.command(
            "lpadmin",
            &["-p", QUEUE, "-E", "-v", &device, "-P", &driver],
        )
    }

    /// Adds a queue of this name, whose printer is on the network behind a port of this computer.
    ///
    /// # Errors
    /// When CUPS refuses.
    pub fn add_network_queue(&self, name: &str, port: u16) -> Result<()> {
        let device = format!("socket://127.0.0.1:{port}");
        let driver = self.folder.path().join("queue.ppd").display().to_string();
        self.command("lpadmin", &["-p", name, "-E", "-v", &device, "-P", &driver])
    }

    /// Has the queue take no document any more, as an administrator does.
    ///
    /// # Errors
    /// When CUPS refuses.
    pub fn refuse_documents(&self) -> Result<()> {
        self.command("cupsreject", &[QUEUE])
    }

    /// Has it take them again.
    ///
    /// # Errors
    /// When CUPS refuses.
    pub fn accept_documents(&self) -> Result<()> {
        self.command("cupsaccept", &[QUEUE])
    }

    /// Where a program must look for its print service: the variable and its value.
    #[must_use]
    pub fn variable(&self) -> (&'static str, PathBuf) {
        ("CUPS_SERVER", self.folder.path().join("cups.sock"))
    }

    /// What comes out of the printer, the last print over the one before.
    #[must_use]
    pub fn paper(&self) -> PathBuf {
        self.folder.path().join("paper.pdf")
    }

    fn empty(&self) -> PathBuf {
        self.folder.path().join("empty")
    }

    /// Takes the paper out of the tray: what is sent from now on waits, as on a printer that says so.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn empty_tray(&self) -> Result<()> {
        Ok(std::fs::write(self.empty(), [])?)
    }

    /// Puts paper in again.
    ///
    /// # Errors
    /// When there was some.
    pub fn fill_tray(&self) -> Result<()> {
        Ok(std::fs::remove_file(self.empty())?)
    }

    /// Stops the queue, as an open door does.
    ///
    /// # Errors
    /// When CUPS refuses.
    pub fn stop_queue(&self) -> Result<()> {
        self.command("cupsdisable", &["-r", "Capot ouvert", QUEUE])
    }

    /// Sets the queue going again.
    ///
    /// # Errors
    /// When CUPS refuses.
    pub fn start_queue(&self) -> Result<()> {
        self.command("cupsenable", &[QUEUE])
    }

    /// Waits until nothing is left to print.
    ///
    /// # Errors
    /// When something is still to be printed after the tests' patience.
    pub async fn wait_printed(&self) -> Result<()> {
        wait_until("the end of the print", async || {
            let left = self.run("lpstat", &["-W", "not-completed", "-o"])?;
            Ok((left.stdout.is_empty() && self.paper().exists()).then_some(()))
        })
        .await
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let output = self.run(program, arguments)?;
        ensure!(
            output.status.success(),
            "{program}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<Output> {
        let (name, value) = self.variable();
        let system = Path::new("/usr/sbin").join(program);
        let program = if system.exists() {
            system
        } else {
            program.into()
        };
        Command::new(&program)
            .args(arguments)
            .env(name, value)
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()
            .with_context(|| program.display().to_string())
    }
}
