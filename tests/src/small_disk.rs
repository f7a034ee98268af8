//! A small disk that can be filled, for real.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use tempfile::TempDir;

/// A small disk of its own, unmounted when dropped. A test that takes one has `full_disk` in its name: where the user may not
/// mount, `ATELIER_NO_MOUNT=1 cargo xtask test` leaves those out, and counts them as skipped.
#[derive(Debug)]
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// Mounts one of that size.
    ///
    /// # Errors
    /// When this user may not.
    pub fn mount(megabytes: u32) -> Result<Self> {
        let dir = tempfile::tempdir()?;
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(dir.path())
            .output()?;
        ensure!(
            output.status.success(),
            "no small disk could be mounted: {}\nRun as root, or leave these tests out: ATELIER_NO_MOUNT=1 cargo xtask test",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(Self(dir))
    }

    /// Where it is mounted.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all the room that is left.
    ///
    /// # Errors
    /// When not even an empty file can be made.
    pub fn fill(&self) -> io::Result<()> {
        let mut ballast = File::options()
            .create(true)
            .append(true)
            .open(self.path().join("ballast"))?;
        for size in [65_536, 4_096, 512, 1] {
            let block = vec![0xAA; size];
            while ballast.write_all(&block).is_ok() {}
        }
        Ok(())
    }

    /// Gives the room back.
    ///
    /// # Errors
    /// When the disk was not filled.
    pub fn free(&self) -> io::Result<()> {
        fs::remove_file(self.path().join("ballast"))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).output();
    }
}
