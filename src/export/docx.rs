//! DOCX: the finished document for Word and WPS.

use crate::model::Project;
use crate::page::Fonts;

/// The finished file's bytes; the same input gives the same ones.
pub fn write(_project: &Project, _fonts: &Fonts) -> Vec<u8> {
    Vec::new()
}
