//! What happens when the program fails: the text is kept first, then the place of the failure is
//! noted and said on standard error. Never what it failed with: that may hold the user's text.

use super::keeper::Keeper;
use crate::store::{WriteOptions, backup, dirs, writer};
use std::fs;
use std::io::{self, Write as _};
use std::panic::{self, Location};
use std::path::{Path, PathBuf};

/// Notes of failures that are kept.
const MOST: usize = 20;

/// From now on a panic, on whatever thread, first has the recovery copy written and then leaves a
/// note in the folder `log`. It takes the place of what the standard library does: its message
/// quotes the text that a place was wrong in, and where a desktop keeps what programs say, it stays.
pub fn install(keeper: &Keeper, log: PathBuf) {
    let keep_text = keeper.rescuer();
    panic::set_hook(Box::new(move |panic| {
        keep_text();
        note(&log, panic.location());
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        // Nobody may be listening.
        let _ = writeln!(io::stderr(), "suigao: panic: {place}");
    }));
}

/// Leaves a note; where that fails there is nobody to be told.
fn note(log: &Path, location: Option<&Location>) {
    let place = location.map_or_else(String::new, ToString::to_string);
    let (version, system, machine) =
        (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let text = format!("suigao {version}\n{system} {machine}\n{place}\n");
    if dirs::create_private(log).is_err() {
        return;
    }
    let path = log.join(format!("{:015}.txt", backup::now()));
    let _ = writer::write(&path, text.as_bytes(), &WriteOptions::private());
    let entries = fs::read_dir(log).into_iter().flatten().flatten();
    let mut notes: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    notes.sort_unstable_by(|a, b| b.cmp(a));
    for old in notes.iter().skip(MOST) {
        let _ = writer::delete(old);
    }
}
