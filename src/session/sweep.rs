//! Clearing up what crashes have left, and what is over.

use super::hold::alone;
use super::print;
use crate::store::writer::temps;
use crate::store::{Dirs, backup, recovery};
use std::path::PathBuf;
use std::time::SystemTime;

/// Deletes the copies whose time is over, and what crashes have left below `roots`, the folders of
/// all copies, in the program's own folders and in `folders`.
pub fn all(roots: &[PathBuf], dirs: &Dirs, folders: &[PathBuf]) {
    let now = SystemTime::now();
    beside(roots, folders);
    for folder in dirs.written() {
        temps::sweep(&folder, now);
    }
    print::sweep(dirs, now);
}

/// As [`all`], without the program's own folders.
pub fn beside(roots: &[PathBuf], folders: &[PathBuf]) {
    let now = SystemTime::now();
    for root in roots {
        alone(root, || recovery::sweep(root, backup::now()));
        backup::sweep(root, now);
    }
    for folder in folders {
        temps::sweep(folder, now);
    }
}
