//! `import`: last year's text to a project.

use super::files::{self, Replacing};
use super::{Outcome, complain, ended, wording};
use crate::import::{Encoding, Imported, JunkChoice, read};
use crate::session::new_project_id;
use crate::store::Dirs;
use clap::ArgMatches;
use rust_i18n::t;
use std::path::{Path, PathBuf};

/// The encoding that was asked for, if one was.
pub fn encoding(arguments: &ArgMatches) -> Option<Encoding> {
    let name = arguments.get_one::<String>("encoding")?.to_ascii_lowercase();
    // Both spellings are in use.
    Encoding::from_name(&name.replace("utf8", "utf-8"))
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let Some(file) = arguments.get_one::<PathBuf>("file") else { return Outcome::Usage };
    ended(import(file, arguments, Replacing::of(arguments, dirs)))
}

fn import(file: &Path, arguments: &ArgMatches, replacing: Replacing) -> Result<(), String> {
    let given = arguments.get_one::<PathBuf>("output");
    let output = match given {
        Some(output) => output.clone(),
        None if files::is_standard(file) => file.to_path_buf(),
        None => file.with_file_name(files::with_extension(file, "ron")),
    };
    let text = files::text(file, encoding(arguments))?;
    files::keeps_inputs(&output, [&file.to_path_buf()])?;
    let drop = arguments.get_flag("drop-junk");
    let choice = if drop { JunkChoice::DropSuggested } else { JunkChoice::KeepAll };
    let imported = read(&text, new_project_id(), &choice);
    files::write_project(&output, &imported.project, replacing)?;
    if text.trim().is_empty() {
        complain(files::in_file(file, &t!("cli.import.empty")));
    }
    tell(file, &imported, drop);
    if given.is_none() && !files::is_standard(&output) {
        complain(t!("cli.import.written", file = output.display()));
    }
    Ok(())
}

/// What the user should look at, under the file's name.
fn tell(file: &Path, imported: &Imported, dropped: bool) {
    for note in &imported.notes {
        complain(files::in_file(file, &note.to_string()));
    }
    if imported.junk.is_empty() {
        return;
    }
    let heading = if dropped { t!("cli.import.dropped") } else { t!("cli.import.junk") };
    complain(files::in_file(file, &heading));
    for line in &imported.junk {
        let (text, reason) = (wording::short(&line.text), line.reason);
        complain(format!("  {}", t!("cli.import.junk_line", line = line.line, text = text, reason = reason)));
    }
}
