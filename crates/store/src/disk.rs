//! Files that only their owner can read, and that are on the disk when the call returns.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Creates a directory, and those above it, for its owner alone. No error if it is there already.
pub(crate) fn private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        builder.mode(0o700);
        builder.create(dir)?;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    builder.create(dir)
}

/// How to create or open a file that only its owner can read.
pub(crate) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.write(true).create(true);
    options
}

/// Writes a file whole or not at all: temporary file beside it, flushed, renamed over it, directory flushed.
pub(crate) fn write_whole(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let temporary = path.with_extension("tmp");
    let written = write_flushed(&temporary, parts).and_then(|()| fs::rename(&temporary, path));
    if let Err(error) = written {
        // What could not be written whole must not take the room that is lacking.
        let _ = fs::remove_file(&temporary);
        return Err(error);
    }
    path.parent().map_or(Ok(()), flush_dir)
}

fn write_flushed(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let mut file = private_file().truncate(true).open(path)?;
    for part in parts {
        file.write_all(part)?;
    }
    file.sync_all()
}

/// Makes the names inside a directory durable.
pub(crate) fn flush_dir(dir: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        File::open(dir)?.sync_all()
    }
    #[cfg(not(unix))]
    {
        // Elsewhere a directory cannot be flushed; the file system journals names by itself.
        let _ = (dir, File::open);
        Ok(())
    }
}
