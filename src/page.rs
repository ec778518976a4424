//! The finished document on paper: pages of placed lines, after GB/T 9704—2012. No I/O: faces come
//! in as a parameter. All measures are points of 1/72 inch from the sheet's upper left corner.

pub mod font;

pub use font::{Face, FaceId, Fonts, Role, Substitution};

use crate::model::Caret;
use std::ops::Range;
use std::sync::Arc;

/// A document laid out.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The sheet.
    pub width: f32,
    pub height: f32,
    /// 版心
    pub frame: Rect,
    /// Everything that the document says, in its order.
    pub paragraphs: Vec<Arc<Paragraph>>,
    /// Never empty.
    pub pages: Vec<Page>,
    /// Characters that no face has, in the order in which they first come.
    pub missing: Vec<Missing>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub lines: Vec<Placed>,
    /// `— 1 —`
    pub number: Option<PageNumber>,
}

/// A line of a paragraph on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Of [`Layout::paragraphs`].
    pub paragraph: usize,
    /// Of [`Paragraph::lines`].
    pub line: usize,
    /// From the sheet's upper edge.
    pub baseline: f32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PageNumber {
    pub glyphs: Vec<Glyph>,
    pub size: f32,
    pub baseline: f32,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A line of the title.
    Title,
    /// A heading on a line of its own; its level counts from 1.
    Heading(usize),
    Body,
    /// 附件说明
    Attachment,
    SignatureUnit,
    SignatureDate,
}

/// A paragraph broken into lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    pub kind: Kind,
    /// As it reads, blanks at both ends left out.
    pub text: String,
    /// The font's size.
    pub size: f32,
    /// Never empty.
    pub lines: Vec<Line>,
    /// Where its text comes from, in its order.
    pub sources: Vec<Source>,
}

/// A stretch of a paragraph that one text of the model gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where it begins in the paragraph's text, in characters.
    pub at: usize,
    /// The place and the character of its shown text that it begins at; the numeral before a text
    /// leads to the text's beginning.
    pub caret: Caret,
    pub generated: bool,
}

/// A line. Together the lines' ranges cover the paragraph's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Characters of the paragraph's text.
    pub range: Range<usize>,
    /// In the order of the text; blanks at the line's end have none.
    pub glyphs: Vec<Glyph>,
}

/// A character in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Which character of the paragraph's text (or of the page number).
    pub at: usize,
    pub char: char,
    pub face: FaceId,
    /// Of the face; 0, the face's own sign for it, where no face has the character.
    pub id: u32,
    /// The pen's place: where the glyph's origin stands, from the sheet's left edge.
    pub x: f32,
    /// What the line gives it, from [`Glyph::left`] on: a drawn-in mark less than its face does.
    pub width: f32,
    /// Where what the line gives it begins; a drawn-in opening mark's pen stands left of it.
    pub left: f32,
}

/// A character that no face has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    pub char: char,
    pub count: usize,
}
