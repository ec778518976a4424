//! Summaries to the bytes of finished files, in the order and words of
//! [`crate::model::flow::lines`].

pub mod docx;
mod encode;
pub mod markdown;
pub mod pdf;
pub mod txt;

pub use crate::text::encoding::Encoding;
pub use encode::{Misfit, Unencodable, encode, unencodable};

use crate::model::Project;
use crate::page::Fonts;
use rust_i18n::t;
use std::fmt;
use std::sync::Arc;

/// The kinds of finished file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    #[default]
    Txt,
    Markdown,
    Docx,
    Pdf,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Txt, Self::Markdown, Self::Docx, Self::Pdf];

    /// The end of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Markdown => "md",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }

    /// Whether the file is plain text, in an encoding, that an editor opens.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Txt | Self::Markdown)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Newline {
    #[default]
    Lf,
    CrLf,
}

impl Newline {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// How a summary is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    pub format: Format,
    /// Of account in text files alone.
    pub encoding: Encoding,
    /// Of account in text files alone.
    pub newline: Newline,
    /// See [`txt::TxtOptions::indent`]; of account in TXT alone.
    pub indent: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::default(),
            encoding: Encoding::default(),
            newline: Newline::default(),
            indent: true,
        }
    }
}

/// Why a summary cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    Unencodable(Unencodable),
    Pdf(pdf::PdfError),
}

/// The finished file's text, where the format is one of text; what it says, as TXT, elsewhere.
pub fn render(project: &Project, options: &Options) -> String {
    match options.format {
        Format::Txt | Format::Docx | Format::Pdf => {
            txt::render(project, &txt::TxtOptions { indent: options.indent, newline: options.newline })
        }
        Format::Markdown => markdown::render(project, options.newline),
    }
}

/// The finished file's bytes. The faces are asked for only where the format has pages.
///
/// # Errors
/// [`ExportError::Unencodable`] when the encoding lacks characters of the text: nothing is replaced;
/// [`ExportError::Pdf`].
pub fn export(
    project: &Project,
    options: &Options,
    fonts: impl FnOnce() -> Arc<Fonts>,
) -> Result<Vec<u8>, ExportError> {
    match options.format {
        Format::Txt | Format::Markdown => {
            encode(&render(project, options), options.encoding).map_err(ExportError::Unencodable)
        }
        Format::Docx => Ok(docx::write(project, &fonts())),
        Format::Pdf => pdf::write(project, &fonts()).map_err(ExportError::Pdf),
    }
}

/// The name proposed for a file: the title on one line, or 未命名. Not yet fit for a file system.
pub fn file_stem(project: &Project) -> String {
    let title = project.title_line();
    if title.is_empty() { t!("export.untitled").into_owned() } else { title }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unencodable(error) => error.fmt(f),
            Self::Pdf(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExportError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems() {
        let mut project = Project::new("x".into());
        assert_eq!(file_stem(&project), t!("export.untitled"));
        project.title = vec!["青石镇人民政府".into(), "2026年工作总结".into()];
        assert_eq!(file_stem(&project), "青石镇人民政府2026年工作总结");
    }
}
