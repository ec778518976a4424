//! PDF: the pages as [`crate::page`] lays them out, with text that can be searched and copied, its
//! structure for those who have it read aloud, and bookmarks from the headings.
//!
//! The file tells the title and the language and nothing about who made it, where or when. The same
//! input gives the same bytes.

mod outline;
mod pen;

use crate::model::Project;
use crate::page::{Fonts, Kind, Layout};
use krilla::Document;
use krilla::error::KrillaError;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{Node, Tag, TagGroup, TagKind, TagTree};
use pen::Pen;
use rust_i18n::t;
use std::fmt;
use std::num::NonZeroU16;
use std::sync::Arc;

/// What the text is written in, as a file says it.
const LANGUAGE: &str = "zh-CN";

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// A face of this family cannot be put into the file.
    Face { family: String },
    /// The sheet has a side that is nothing.
    Sheet,
    /// Anything else, in the words of the library that writes the file.
    Other(String),
}

/// The finished file's bytes; the same input gives the same ones.
///
/// # Errors
/// See [`PdfError`].
pub fn write(project: &Project, fonts: &Arc<Fonts>) -> Result<Vec<u8>, PdfError> {
    render(project, &crate::page::lay_out(project, fonts), fonts)
}

/// The file of a document that was laid out with these fonts.
///
/// # Errors
/// See [`PdfError`].
pub fn render(project: &Project, layout: &Layout, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let sheet = PageSettings::from_wh(layout.width, layout.height).ok_or(PdfError::Sheet)?;
    let mut document = Document::new();
    // What XML cannot hold would spoil the metadata.
    let title =
        project.title_line().replace(|c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'), "");
    document.set_metadata(Metadata::new().title(title).language(LANGUAGE.into()));
    let mut pen = Pen::new(fonts);
    // What stands on the pages of each paragraph.
    let mut marked: Vec<Vec<Node>> = vec![Vec::new(); layout.paragraphs.len()];
    let mut chars = (usize::MAX, Vec::new());
    for page in &layout.pages {
        let mut sheet = document.start_page_with(sheet.clone());
        let mut surface = sheet.surface();
        for placed in &page.lines {
            let Some(paragraph) = layout.paragraphs.get(placed.paragraph) else { continue };
            let Some(line) = paragraph.lines.get(placed.line) else { continue };
            if chars.0 != placed.paragraph {
                chars = (placed.paragraph, paragraph.text.chars().collect());
            }
            let place = pen::Place { size: paragraph.size, baseline: placed.baseline };
            let named = pen.line(&mut surface, line, &chars.1, place)?;
            if let Some(marked) = marked.get_mut(placed.paragraph) {
                marked.push(named.into());
            }
        }
        if let Some(number) = &page.number {
            pen.page_number(&mut surface, number)?;
        }
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(structure(layout, marked));
    document.set_outline(outline::of(project, layout));
    document.finish().map_err(|error| match error {
        KrillaError::Font(font, _) => PdfError::Face { family: pen.family(&font) },
        error => PdfError::Other(error.to_string()),
    })
}

/// The paragraphs as those who have the text read aloud come upon them; the title's lines are one.
fn structure(layout: &Layout, marked: Vec<Vec<Node>>) -> TagTree {
    let mut groups: Vec<TagGroup> = Vec::new();
    for (paragraph, nodes) in layout.paragraphs.iter().zip(marked) {
        if nodes.is_empty() {
            continue;
        }
        let tag: TagKind = match paragraph.kind {
            Kind::Title => Tag::Title.into(),
            Kind::Heading(level) => {
                let level = u16::try_from(level).ok().and_then(NonZeroU16::new).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(paragraph.text.clone())).into()
            }
            Kind::Body | Kind::Attachment | Kind::SignatureUnit | Kind::SignatureDate => Tag::P.into(),
        };
        match groups.last_mut() {
            Some(group) if paragraph.kind == Kind::Title && group.tag == tag => group.children.extend(nodes),
            _ => groups.push(TagGroup::with_children(tag, nodes)),
        }
    }
    let mut tree = TagTree::new();
    groups.into_iter().for_each(|group| tree.push(group));
    tree
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Face { family } => t!("pdf.face", family = family),
            Self::Sheet => t!("pdf.sheet"),
            Self::Other(error) => t!("pdf.other", error = error),
        })
    }
}

impl std::error::Error for PdfError {}
