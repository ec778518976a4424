//! PDF: the pages as [`crate::page`] lays them out.

use crate::model::Project;
use crate::page::Fonts;
use std::fmt;

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {}

/// The finished file's bytes; the same input gives the same ones.
///
/// # Errors
/// See [`PdfError`].
pub fn write(_project: &Project, _fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    Ok(Vec::new())
}

impl fmt::Display for PdfError {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for PdfError {}
