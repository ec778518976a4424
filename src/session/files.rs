//! Texts that are read, and finished texts that are written.

use super::fonts;
use crate::export::{self, ExportError, Format, Misfit, Options};
use crate::import::{self, DecodeError, Decoded, Encoding};
use crate::model::Project;
use crate::page;
use crate::store::dirs::DirsError;
use crate::store::reader::{self, ReadError};
use crate::store::{Expected, WriteError, WriteOptions, writer};
use std::fmt;
use std::path::Path;

/// Reads a text file in the encoding it has, or in the one given.
///
/// # Errors
/// The file cannot be read, or is no text.
pub fn read_text(path: &Path, encoding: Option<Encoding>) -> Result<Decoded, TextError> {
    let bytes = reader::read(path, import::MAX_BYTES as u64).map_err(TextError::Read)?;
    decode(&bytes, encoding).map_err(TextError::Decode)
}

/// The text of bytes in the encoding they have, or in the one given.
///
/// # Errors
/// See [`import::decode`].
pub fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<Decoded, DecodeError> {
    match encoding {
        Some(encoding) => import::decode_as(bytes, encoding).map(|text| Decoded::Text { encoding, text }),
        None => import::decode(bytes),
    }
}

/// Writes the finished text.
///
/// # Errors
/// The text does not fit the encoding, or the file cannot be written.
pub fn export(
    project: &Project,
    options: &Options,
    path: &Path,
    expected: Expected,
) -> Result<(), FinishError> {
    write(project, options, path, &WriteOptions::new(expected))
}

/// As [`export()`], where it is said how to write.
///
/// # Errors
/// Those of [`export()`].
pub fn write(
    project: &Project,
    options: &Options,
    path: &Path,
    how: &WriteOptions,
) -> Result<(), FinishError> {
    let faces = || fonts::of_project(project);
    let bytes = export::export(project, options, faces).map_err(FinishError::Export)?;
    writer::write(path, &bytes, how).map_err(FinishError::Write)?;
    Ok(())
}

/// What is to be known before finished files are written.
#[derive(Clone, Debug, Default)]
pub struct Preflight {
    /// Characters that the encoding of the text files lacks: without them nothing is written.
    pub misfits: Vec<Misfit>,
    /// What is said about characters that no face has.
    pub missing: Option<String>,
    /// What is said about faces that stand in for others.
    pub faces: Vec<String>,
    /// Where a format has pages.
    pub pages: Option<usize>,
    /// The name of their profile.
    pub profile: String,
}

/// Looks through the finished document for what its formats and faces lack.
pub fn preflight(project: &Project, options: &Options, formats: &[Format]) -> Preflight {
    let mut found = Preflight::default();
    for &format in formats.iter().filter(|format| format.is_text()).take(1) {
        let text = export::render(project, &Options { format, ..*options });
        found.misfits = export::unencodable(&text, options.encoding);
    }
    if !formats.iter().all(|format| format.is_text()) {
        let faces = fonts::of_project(project);
        let layout = page::lay_out(project, &faces);
        found.profile = project.profile.name.clone();
        found.pages = Some(layout.pages.len());
        found.missing = fonts::missing_notice(&layout.missing, formats);
        found.faces = fonts::notices(&faces, formats);
    }
    found
}

/// Why a text file could not be read.
#[derive(Debug)]
pub enum TextError {
    Read(ReadError),
    Decode(DecodeError),
}

/// Why a finished text could not be written.
#[derive(Debug)]
pub enum FinishError {
    Export(ExportError),
    Write(WriteError),
    Folder(DirsError),
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for FinishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Export(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::Folder(error) => error.fmt(f),
        }
    }
}
