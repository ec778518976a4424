//! 打印: the pages as a PDF for the system's viewer, or for its printing command.

use super::files::{self, FinishError};
use crate::export::{self, Format, Options};
use crate::model::Project;
use crate::store::dirs::{self, Dirs};
use crate::store::{Expected, names, writer};
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    files::export(project, &options, &path, Expected::Any)?;
    if show(&path) {
        return Ok(Printed::Shown);
    }
    let sent = COMMANDS.iter().any(|command| {
        let status = Command::new(command).arg(&path).stdin(Stdio::null()).stdout(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    });
    Ok(if sent { Printed::Sent } else { Printed::Left(path) })
}

/// Deletes what was printed before: nobody needs it after the program has ended.
pub fn sweep(dirs: &Dirs) {
    let Ok(entries) = std::fs::read_dir(dirs.prints()) else { return };
    for entry in entries.flatten() {
        // One that cannot be deleted is tried again the next time.
        let _ = writer::delete(&entry.path());
    }
}
