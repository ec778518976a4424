//! The finished document on paper: pages of placed lines, after GB/T 9704—2012. No I/O: faces come
//! in as a parameter. All measures are points of 1/72 inch from the sheet's upper left corner.

mod breaking;
pub(crate) mod draft;
pub mod font;
mod frame;
mod glue;
mod measures;
mod paginate;
mod set;
mod title;
mod units;

pub use font::{Face, FaceId, Fonts, Role, Substitution};

use crate::model::profile::NumberPlace;
use crate::model::{Caret, Profile, Project};
use draft::Draft;
use frame::Frame;
use set::{Set, Setter};
use std::collections::HashMap;
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
    /// Lines of the grid that are left under them.
    pub room: usize,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A line of the title.
    Title,
    /// A heading on a line of its own; its level counts from 1.
    Heading(usize),
    #[default]
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
    pub lines: Arc<[Line]>,
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

/// How far the 一字线 stands above the baseline, of its size.
const DASH: f32 = 0.38;

/// Lays out documents, one after the other: what did not change is not set again.
#[derive(Debug)]
pub struct Typesetter {
    fonts: Arc<Fonts>,
    profile: Arc<Profile>,
    /// What the last document had.
    known: HashMap<Key, Arc<Set>>,
}

/// What a paragraph's lines depend on, with the profile and the faces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    kind: Kind,
    text: String,
    roles: Vec<(usize, Role)>,
}

/// Lays a document out.
pub fn lay_out(project: &Project, fonts: &Arc<Fonts>) -> Layout {
    Typesetter::new(fonts.clone()).lay_out(project)
}

/// The title as it stands on paper: each of its lines broken by sense where it is too long.
pub fn title_lines(project: &Project, fonts: &Fonts) -> Vec<String> {
    let frame = Frame::of(&project.profile);
    let setter = Setter { profile: &project.profile, fonts, frame: &frame };
    let titles = draft::drafts(project).into_iter().filter(|draft| draft.kind == Kind::Title);
    titles.flat_map(|draft| broken_title(&setter, &draft.text)).collect()
}

fn broken_title(setter: &Setter<'_>, text: &str) -> Vec<String> {
    let room = setter.frame.rect.right - setter.frame.rect.left;
    title::broken(text, room, |part| setter.title_width(part))
}

impl Typesetter {
    pub fn new(fonts: Arc<Fonts>) -> Self {
        Self { fonts, profile: Arc::default(), known: HashMap::new() }
    }

    pub fn lay_out(&mut self, project: &Project) -> Layout {
        if self.profile != project.profile {
            self.profile = project.profile.clone();
            self.known.clear();
        }
        let frame = Frame::of(&self.profile);
        let (fonts, profile) = (self.fonts.clone(), self.profile.clone());
        let setter = Setter { profile: &profile, fonts: &fonts, frame: &frame };
        let mut known = HashMap::new();
        let mut paragraphs: Vec<Arc<Paragraph>> = Vec::new();
        let mut missing: Vec<Missing> = Vec::new();
        let drafts = signed(&setter, draft::drafts(project));
        for (draft, set) in drafts {
            let pieces = match set {
                Some(set) => vec![(draft, Arc::new(set))],
                None if draft.kind == Kind::Title => titles(&setter, draft),
                None => {
                    let key = Key { kind: draft.kind, text: draft.text.clone(), roles: draft.roles.clone() };
                    let set = self.known.remove(&key).or_else(|| known.get(&key).cloned());
                    let set = set.unwrap_or_else(|| Arc::new(setter.paragraph(&draft)));
                    known.insert(key, set.clone());
                    vec![(draft, set)]
                }
            };
            for (Draft { kind, text, sources, .. }, set) in pieces {
                set.missing.iter().for_each(|&char| count(&mut missing, char));
                let (size, lines) = (set.size, set.lines.clone());
                paragraphs.push(Arc::new(Paragraph { kind, text, size, lines, sources }));
            }
        }
        self.known = known;
        let mut pages = paginate::pages(&paragraphs, &profile, &frame);
        for (index, page) in pages.iter_mut().enumerate() {
            page.number = page_number(&setter, index + 1);
        }
        Layout { width: frame.width, height: frame.height, frame: frame.rect, paragraphs, pages, missing }
    }
}

fn count(missing: &mut Vec<Missing>, char: char) {
    match missing.iter_mut().find(|missing| missing.char == char) {
        Some(missing) => missing.count += 1,
        None => missing.push(Missing { char, count: 1 }),
    }
}

/// The lines of a title, each a paragraph.
fn titles(setter: &Setter<'_>, draft: Draft) -> Vec<(Draft, Arc<Set>)> {
    let mut start = 0;
    let line = |text: String| {
        let set = Arc::new(setter.title(&text));
        let from = start;
        start += text.chars().count();
        // Every line leads to its own place in the title.
        let source = draft.sources.iter().rev().find(|source| source.at <= from);
        let source = source.map(|source| {
            let caret = Caret { offset: source.caret.offset + from - source.at, ..source.caret };
            Source { at: 0, caret, generated: source.generated }
        });
        (
            Draft {
                kind: Kind::Title,
                text,
                roles: vec![(0, Role::Title)],
                sources: source.into_iter().collect(),
            },
            set,
        )
    };
    broken_title(setter, &draft.text).into_iter().map(line).collect()
}

/// Sets the 落款, whose two lines depend on each other.
fn signed(setter: &Setter<'_>, drafts: Vec<Draft>) -> Vec<(Draft, Option<Set>)> {
    let text =
        |kind: Kind| drafts.iter().find(|draft| draft.kind == kind).map_or("", |draft| draft.text.as_str());
    let (unit, date) = setter.signature(text(Kind::SignatureUnit), text(Kind::SignatureDate));
    let (mut unit, mut date) = (Some(unit), Some(date));
    let mut signed = Vec::with_capacity(drafts.len());
    for draft in drafts {
        // A second line of either, from a line end in it, is set as text.
        let set = match draft.kind {
            Kind::SignatureUnit => unit.take(),
            Kind::SignatureDate => date.take(),
            _ => None,
        };
        signed.push((draft, set));
    }
    signed
}

fn page_number(setter: &Setter<'_>, number: usize) -> Option<PageNumber> {
    let style = setter.profile.page_number;
    let size = setter.profile.sizes.page_number.get();
    let (mut glyphs, width) = setter.page_number(number);
    let (rect, inset) = (setter.frame.rect, style.inset.get() as f32 * size);
    let right = rect.right - inset - width;
    let left = match style.place {
        NumberPlace::None => return None,
        NumberPlace::Centre => (rect.left + rect.right - width) / 2.0,
        NumberPlace::Outside if number.is_multiple_of(2) => rect.left + inset,
        NumberPlace::Outside | NumberPlace::Right => right,
    };
    for glyph in &mut glyphs {
        glyph.x += left;
        glyph.left += left;
    }
    Some(PageNumber { glyphs, size, baseline: rect.bottom + style.gap.points() + DASH * size })
}
