//! Temporary files that a crash has left beside the files they were to become.

use super::folder::folder_of;
use crate::store::names::cut;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What the name of each ends in: no other program's do.
pub(super) const SUFFIX: &str = ".suigao.tmp";
/// Characters before it that chance chooses.
pub(super) const RANDOM: usize = 6;
/// Bytes of the name that one begins with.
const NAME: usize = 40;
/// Younger ones may still be written.
const STALE: Duration = Duration::from_secs(600);

/// Deletes those of a folder that nobody writes any more; how many there were. What cannot be
/// deleted is left: nothing depends on it.
pub fn sweep(folder: &Path, now: SystemTime) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let is_stale = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let own = name.to_str().is_some_and(|name| name.starts_with('.') && name.ends_with(SUFFIX));
        let age = || now.duration_since(entry.metadata().ok()?.modified().ok()?).ok();
        own && entry.file_type().is_ok_and(|kind| kind.is_file()) && age().is_some_and(|age| age > STALE)
    };
    let stale = entries.flatten().filter(is_stale);
    stale.filter(|entry| fs::remove_file(entry.path()).is_ok()).count()
}

/// What the clock of the drive says on which `beside` lies: a network drive has one of its own.
///
/// # Errors
/// When no file can be made beside it.
pub fn time_at(beside: &Path) -> io::Result<SystemTime> {
    let name = beside.file_name().unwrap_or_default().to_string_lossy();
    let mut builder = tempfile::Builder::new();
    let prefix = format!(".{}.", cut(&name, NAME));
    let mut file =
        builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(folder_of(beside))?;
    file.write_all(b"?")?;
    file.as_file().sync_all()?;
    file.as_file().metadata()?.modified()
}
