//! Floor 5: the command line. The same engine as the window's, for scripts and folders of
//! summaries.
//!
//! Exit codes: 0 done, 1 a limit is broken (`count`), something must be changed (`check`) or a file
//! is not whole (`verify`), 2 wrong usage, 3 a file could not be read or written. Standard output
//! holds nothing but what was asked for; everything else goes to standard error.

mod arguments;
mod check;
mod count;
mod export;
mod files;
mod import;
mod new;
mod outline;
mod pages;
mod profiles;
mod recover;
mod templates;
mod verify;
mod wording;
mod wrong;

use crate::session::fonts;
use crate::store::Dirs;
use crate::store::dirs::{DirsError, Home};
use crate::words;
use clap::ArgMatches;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};

/// How a command ended, as the exit code that says it. Of several files the worst one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Done = 0,
    /// A limit is broken, something must be changed, or a file is not whole.
    Unmet = 1,
    Usage = 2,
    /// A file could not be read or written.
    Failed = 3,
}

/// Runs the command line with its arguments, the program's name first; gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    words::set(None);
    let outcome = match arguments::parse(arguments.into_iter().collect()) {
        Ok(arguments) => run_command(&arguments),
        Err(outcome) => outcome,
    };
    outcome as u8
}

fn run_command(arguments: &ArgMatches) -> Outcome {
    let home = if arguments.get_flag("portable") { Home::Portable } else { Home::Usual };
    let dirs = match Dirs::find(home) {
        Ok(dirs) => Some(dirs),
        // Only the user's own templates and copies are missed.
        Err(DirsError::NoHome) => None,
        Err(error) => return ended(Err(error.to_string())),
    };
    let dirs = dirs.as_ref();
    dirs.into_iter().for_each(fonts::also_in);
    match arguments.subcommand() {
        Some(("new", arguments)) => new::run(arguments, dirs),
        Some(("templates", arguments)) => templates::run(arguments, dirs),
        Some(("import", arguments)) => import::run(arguments, dirs),
        Some(("count", arguments)) => count::run(arguments),
        Some(("outline", arguments)) => outline::run(arguments),
        Some(("check", arguments)) => check::run(arguments, dirs),
        Some(("rules", arguments)) => check::rules(arguments),
        Some(("export", arguments)) => export::run(arguments, dirs),
        Some(("pages", arguments)) => pages::run(arguments, dirs),
        Some(("profiles", arguments)) => profiles::run(arguments, dirs),
        Some(("fonts", arguments)) => profiles::faces(arguments, dirs),
        Some(("recover", arguments)) => recover::run(arguments, dirs),
        Some(("verify", arguments)) => verify::run(arguments, dirs),
        _ => Outcome::Usage,
    }
}

/// A sentence about something that went wrong, on standard error.
fn complain(sentence: impl Display) {
    // With standard error closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{sentence}");
}

/// How a command on one file ended; what went wrong is told.
fn ended(done: Result<(), String>) -> Outcome {
    match done {
        Ok(()) => Outcome::Done,
        Err(sentence) => {
            complain(sentence);
            Outcome::Failed
        }
    }
}

/// Text on standard output.
fn say(text: &str) -> Outcome {
    ended(files::write_standard(text.as_bytes()))
}

/// Milliseconds since 1970 began as JSON tells them: `2026-12-01T06:03:22Z`.
fn timestamp(milliseconds: i64) -> Option<String> {
    let time = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A value as JSON on standard output, a line end behind it.
fn say_json(value: &impl serde::Serialize) -> Outcome {
    match serde_json::to_string_pretty(value) {
        Ok(json) => say(&(json + "\n")),
        Err(error) => ended(Err(error.to_string())),
    }
}
