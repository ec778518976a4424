//! Files named on the command line, `-` for standard input and output.

use super::{complain, wording};
use crate::export;
use crate::import::{Decoded, Encoding, MAX_BYTES};
use crate::model::Project;
use crate::session::files;
use crate::store::backup::Ring;
use crate::store::dirs::copies_root;
use crate::store::envelope::Integrity;
use crate::store::project::{ContentError, Note, SaveOptions};
use crate::store::{
    Cause, Conflict, Dirs, Expected, Settings, WriteError, WriteOptions, project, reader, writer,
};
use clap::ArgMatches;
use rust_i18n::t;
use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What a file holds.
pub enum Content {
    Project(Box<Opened>),
    Text(Text),
}

/// A text, and how it stands in its file.
pub struct Text {
    pub text: String,
    pub encoding: Encoding,
    /// A byte-order mark is before it.
    pub marked: bool,
}

impl Text {
    /// Another text as this one stands in its file.
    ///
    /// # Errors
    /// A sentence about characters that the encoding lacks.
    pub fn bytes_of(&self, text: &str) -> Result<Vec<u8>, String> {
        let bytes = export::encode(text, self.encoding).map_err(|error| error.to_string())?;
        let bare = if self.marked { None } else { bytes.strip_prefix(self.encoding.bom()) };
        Ok(bare.map_or_else(|| bytes.clone(), <[u8]>::to_vec))
    }
}

/// A project, and what the user is to be told about its file.
pub struct Opened {
    pub project: Project,
    pub warnings: Vec<String>,
}

pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether standard input is to be read more than once.
pub fn several_standard(paths: &[PathBuf]) -> bool {
    paths.iter().filter(|path| is_standard(path)).count() > 1
}

/// What a sentence calls the file.
pub fn name(path: &Path) -> String {
    if is_standard(path) { t!("cli.stdin").into_owned() } else { path.display().to_string() }
}

/// A sentence about what a file holds, the file's name before it.
pub fn in_file(path: &Path, sentence: &str) -> String {
    t!("cli.in_file", file = name(path), text = sentence).into_owned()
}

/// The bytes of a file, or of standard input.
///
/// # Errors
/// A sentence that says which file, and why.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    if !is_standard(path) {
        return reader::read(path, MAX_BYTES as u64).map_err(|error| error.to_string());
    }
    let mut bytes = Vec::new();
    // One byte more tells those who look at the bytes that there are too many.
    match io::stdin().lock().take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::IsADirectory => {
            Err(in_file(path, &t!("cli.stdin_is_folder")))
        }
        Err(error) => Err(t!("cli.stdin_failed", cause = Cause::of(&error)).into_owned()),
    }
}

fn is_named_project(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(project::EXTENSION))
}

/// A project or a text, told by its name, or by its first bytes.
///
/// # Errors
/// A sentence that says which file, and why.
pub fn content(path: &Path, encoding: Option<Encoding>) -> Result<Content, String> {
    let bytes = read(path)?;
    if is_named_project(path) || project::is_project(&bytes) {
        return parse(path, &bytes).map(|opened| Content::Project(Box::new(opened)));
    }
    decode(path, &bytes, encoding).map(Content::Text)
}

/// A project.
///
/// # Errors
/// A sentence that says which file, where and why.
pub fn project(path: &Path) -> Result<Opened, String> {
    let bytes = read(path)?;
    if is_named_project(path) || project::is_project(&bytes) {
        return parse(path, &bytes);
    }
    Err(in_file(path, &t!("cli.not_a_project")))
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Opened, String> {
    let parsed = project::parse(bytes).map_err(|error| match error {
        // Its name alone makes no project of a file; where the mistake stands is then no help.
        ContentError::Mistake(_) if !project::is_project(bytes) => in_file(path, &t!("cli.not_a_project")),
        error => in_file(path, &error.to_string()),
    })?;
    let warnings = warnings(parsed.integrity, &parsed.notes);
    let warnings = warnings.iter().map(|sentence| in_file(path, sentence)).collect();
    Ok(Opened { project: parsed.project, warnings })
}

/// What the user is to be told about a project that was read.
pub fn warnings(integrity: Integrity, notes: &[Note]) -> Vec<String> {
    let integrity = match integrity {
        Integrity::Intact => None,
        Integrity::ChecksumDiffers => Some(t!("cli.checksum_differs").into_owned()),
        Integrity::NoChecksum => Some(t!("cli.no_checksum").into_owned()),
    };
    integrity.into_iter().chain(notes.iter().map(ToString::to_string)).collect()
}

/// A text.
///
/// # Errors
/// A sentence that says which file, where and why; for one that can be read in two encodings, how
/// to say which.
pub fn text(path: &Path, encoding: Option<Encoding>) -> Result<String, String> {
    let bytes = read(path)?;
    if project::is_project(&bytes) {
        return Err(in_file(path, &t!("cli.already_a_project")));
    }
    decode(path, &bytes, encoding).map(|read| read.text)
}

fn decode(path: &Path, bytes: &[u8], encoding: Option<Encoding>) -> Result<Text, String> {
    match files::decode(bytes, encoding).map_err(|error| in_file(path, &error.to_string()))? {
        Decoded::Text { text, encoding } => {
            let marked_utf8 = encoding == Encoding::Utf8 && bytes.starts_with(Encoding::Utf8Bom.bom());
            let encoding = if marked_utf8 { Encoding::Utf8Bom } else { encoding };
            Ok(Text { text, encoding, marked: bytes.starts_with(encoding.bom()) })
        }
        Decoded::Undecided { readings } => {
            let mut sentence = in_file(path, &t!("cli.undecided"));
            for (encoding, text) in readings {
                sentence.push_str(&format!("\n  --encoding {}  {}", encoding.name(), wording::short(&text)));
            }
            Err(sentence)
        }
    }
}

/// A file's name with another extension. Only what looks like one is taken off: in `3.安全生产` the
/// dot is no extension's.
pub fn with_extension(path: &Path, extension: &str) -> OsString {
    let is_extension = |text: &str| {
        text.len() <= 4
            && text.bytes().all(|b| b.is_ascii_alphanumeric())
            && text.bytes().any(|b| b.is_ascii_alphabetic())
    };
    let known = path.extension().and_then(|found| found.to_str()).is_some_and(is_extension);
    let stem = if known { path.file_stem() } else { path.file_name() };
    let mut name = stem.unwrap_or_default().to_os_string();
    name.push(".");
    name.push(extension);
    name
}

/// Whether writing `output` would write over one of the files that are read.
///
/// # Errors
/// A sentence that says so.
pub fn keeps_inputs<'a>(output: &Path, inputs: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), String> {
    let real = |path: &Path| (!is_standard(path)).then(|| path.canonicalize().ok()).flatten();
    let Some(target) = real(output) else { return Ok(()) };
    if inputs.into_iter().any(|input| real(input).as_ref() == Some(&target)) {
        return Err(t!("cli.onto_input", file = output.display()).into_owned());
    }
    Ok(())
}

/// Writes bytes to standard output. A reader that has gone away (`| head`) is nothing to complain
/// about.
///
/// # Errors
/// A sentence that says why.
pub fn write_standard(bytes: &[u8]) -> Result<(), String> {
    let mut output = io::stdout().lock();
    // What follows the last line end waits in a buffer, and would be lost there without a word.
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(t!("cli.stdout_failed", cause = Cause::of(&error)).into_owned())
        }
        _ => Ok(()),
    }
}

/// Whether a file that is there is replaced, and where a project is kept then.
#[derive(Clone, Copy)]
pub struct Replacing<'a> {
    force: bool,
    dirs: Option<&'a Dirs>,
}

impl<'a> Replacing<'a> {
    pub fn of(arguments: &ArgMatches, dirs: Option<&'a Dirs>) -> Self {
        Self { force: arguments.get_flag("force"), dirs }
    }

    fn expected(self) -> Expected {
        if self.force { Expected::Any } else { Expected::New }
    }

    /// The ring of a project whose file is replaced; none without a home.
    fn ring(self, path: &Path, id: &str) -> Option<Ring> {
        let dirs = self.dirs.filter(|_| self.force)?;
        let (settings, _) = Settings::load(&dirs.settings());
        copies_root(dirs, settings.copies, Some(path)).map(|root| Ring::new(&root, id))
    }
}

/// Writes bytes to a file, or to standard output. Tells what went wrong on the way: the project that
/// they replace could not be kept.
///
/// # Errors
/// A sentence that says which file, and why.
pub fn write(path: &Path, bytes: &[u8], replacing: Replacing) -> Result<Option<String>, String> {
    // Threads that write into one folder would only wait for each other, and some too long.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    if is_standard(path) {
        return write_standard(bytes).map(|()| None);
    }
    let not_kept = RefCell::new(None);
    let keep = |target: &Path| {
        not_kept.replace(keep_project(path, target, replacing).err());
        Ok(())
    };
    let options = WriteOptions { keep: Some(&keep), ..WriteOptions::new(replacing.expected()) };
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    writer::write(path, bytes, &options).map_err(|error| with_force(&error))?;
    Ok(not_kept.into_inner().map(|error| cannot_keep(path, &error)))
}

/// Keeps a project that is about to be replaced by something else, among its own versions.
fn keep_project(path: &Path, target: &Path, replacing: Replacing) -> Result<(), WriteError> {
    // One that cannot be read cannot be kept; whether it can be replaced is seen then.
    let bytes = reader::read(target, MAX_BYTES as u64).unwrap_or_default();
    if !project::is_project(&bytes) {
        return Ok(());
    }
    // A damaged one tells no id; it is found by its path.
    let id = project::parse(&bytes).map(|parsed| parsed.project.id).unwrap_or_default();
    replacing.ring(path, &id).map_or(Ok(()), |ring| ring.keep(target))
}

fn cannot_keep(path: &Path, error: &WriteError) -> String {
    t!("cli.not_kept", file = path.display(), cause = error).into_owned()
}

/// Writes a project to a file, or to standard output. What it replaces is kept among its versions.
///
/// # Errors
/// A sentence that says which file, and why.
pub fn write_project(path: &Path, project: &Project, replacing: Replacing) -> Result<(), String> {
    if is_standard(path) {
        let bytes = project::to_bytes(project).map_err(|error| error.to_string())?;
        return write_standard(&bytes);
    }
    let ring = replacing.ring(path, &project.id);
    let options = SaveOptions { ring, ..SaveOptions::new(replacing.expected()) };
    let saved = project::save(path, project, &options).map_err(|error| with_force(&error))?;
    saved.not_kept.iter().for_each(|error| complain(cannot_keep(path, error)));
    Ok(())
}

/// The sentence; for a file that is there already, that `--force` writes over it.
fn with_force(error: &WriteError) -> String {
    match error {
        WriteError::Conflict { path, conflict: Conflict::Exists } => {
            t!("cli.exists", file = path.display()).into_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_another_extension() {
        for (name, expected) in [
            ("a/总结.txt", "总结.ron"),
            ("总结", "总结.ron"),
            ("3.安全生产", "3.安全生产.ron"),
            ("2025.12.txt", "2025.12.ron"),
            ("2025.12", "2025.12.ron"),
            ("总结.Markdown文本", "总结.Markdown文本.ron"),
        ] {
            assert_eq!(with_extension(Path::new(name), "ron"), expected);
        }
    }
}
