//! 打印: the pages as a PDF for the system's viewer, or for its printing command.

use super::files::{self, FinishError};
use crate::export::{self, Format, Options};
use crate::model::Project;
use crate::store::dirs::{self, Dirs};
use crate::store::{WriteOptions, names, writer};
use rust_i18n::t;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

/// What became of the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printed {
    /// A viewer shows them.
    Shown,
    /// The printing command took them.
    Sent,
    /// There is neither; the file is there.
    Left(PathBuf),
}

/// How long a PDF stays that was handed on.
const STAYS: Duration = Duration::from_secs(24 * 3600);

/// Programs that print a file, in the order in which they are tried (CUPS, BSD).
const COMMANDS: [&str; 2] = ["lp", "lpr"];

/// Writes the pages and hands them on. `show` opens a file with the system's viewer and says
/// whether there was one.
///
/// # Errors
/// The pages cannot be written.
pub fn print(project: &Project, dirs: &Dirs, show: impl Fn(&Path) -> bool) -> Result<Printed, FinishError> {
    let folder = dirs.prints();
    dirs::create_private(&folder).map_err(FinishError::Folder)?;
    let name = names::file_name(&export::file_stem(project), &t!("export.untitled"), Format::Pdf.extension());
    let path = folder.join(name);
    let options = Options { format: Format::Pdf, ..Options::default() };
    files::write(project, &options, &path, &WriteOptions::private())?;
    if show(&path) {
        return Ok(Printed::Shown);
    }
    let sent = COMMANDS.iter().any(|command| {
        let status = Command::new(command).arg(&path).stdin(Stdio::null()).stdout(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    });
    Ok(if sent { Printed::Sent } else { Printed::Left(path) })
}

/// Deletes what was printed more than a day before `now`. What is younger may be on another
/// window's screen, or wait for the printer.
pub fn sweep(dirs: &Dirs, now: SystemTime) {
    let Ok(entries) = std::fs::read_dir(dirs.prints()) else { return };
    let is_over = |entry: &DirEntry| {
        let written = entry.metadata().and_then(|metadata| metadata.modified());
        written.is_ok_and(|written| now.duration_since(written).is_ok_and(|age| age > STAYS))
    };
    for entry in entries.flatten().filter(is_over) {
        // One that cannot be deleted is tried again the next time.
        let _ = writer::delete(&entry.path());
    }
}
