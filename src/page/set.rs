//! A paragraph broken into lines, and its characters put in their places.

use super::breaking::{self, Measure};
use super::draft::{ATTACHMENT, Draft, numbering};
use super::font::{FaceId, Fonts, Role};
use super::frame::Frame;
use super::units::{Measurer, Unit, is_shapeless};
use super::{Glyph, Kind, Line};
use crate::model::Profile;
use std::ops::Range;
use std::sync::Arc;

/// What stands on paper of a paragraph, wherever it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    pub size: f32,
    pub lines: Arc<[Line]>,
    /// Characters that no face has.
    pub missing: Vec<char>,
}

/// Sets paragraphs on a frame.
pub struct Setter<'a> {
    pub profile: &'a Profile,
    pub fonts: &'a Fonts,
    pub frame: &'a Frame,
}

/// How far a paragraph's lines stand in from the frame's left edge.
#[derive(Clone, Copy)]
struct Indent {
    first: f32,
    others: f32,
}

impl Setter<'_> {
    /// A heading, a paragraph of text or of the 附件说明.
    pub fn paragraph(&self, draft: &Draft) -> Set {
        let role = |at: usize| {
            draft.roles.iter().rev().find(|(from, _)| *from <= at).map_or(Role::Body, |&(_, role)| role)
        };
        let mut units = self.units(&draft.text, role, self.frame.cell);
        let own = self.profile.indent.get() as f32 * self.frame.cell;
        let indent = match draft.kind {
            Kind::Attachment => self.attachment(&draft.text, &mut units, own),
            _ => Indent { first: own, others: 0.0 },
        };
        self.set(&units, indent, self.frame.body)
    }

    /// A line of the title that was broken already: in the middle.
    pub fn title(&self, text: &str) -> Set {
        let size = self.frame.title;
        let units = self.units(text, |_| Role::Title, size);
        let room = self.frame.rect.right - self.frame.rect.left;
        let indent = ((room - width(&units)) / 2.0).max(0.0);
        self.set(&units, Indent { first: indent, others: 0.0 }, size)
    }

    /// The width of a line of the title.
    pub fn title_width(&self, text: &str) -> f32 {
        width(&self.units(text, |_| Role::Title, self.frame.title))
    }

    /// 落款: the unit keeps two characters off the right, the date begins two right of it; a longer
    /// date keeps two off the right, and the unit begins two left of it (7.3.5.2).
    pub fn signature(&self, unit: &str, date: &str) -> (Set, Set) {
        let style = self.profile.signature;
        let cells = |cells: usize| cells as f32 * self.frame.cell;
        let (inset, shift) = (cells(style.inset.get()), cells(style.date_shift.get()));
        let [unit, date] = [unit, date].map(|text| self.units(text, |_| Role::Body, self.frame.cell));
        let room = self.frame.rect.right - self.frame.rect.left;
        let off_right = |width: f32| room - inset - width;
        let (unit_at, date_at) = if width(&date) > width(&unit) {
            let date_at = off_right(width(&date));
            (date_at - shift, date_at)
        } else {
            let unit_at = off_right(width(&unit));
            (unit_at, unit_at + shift)
        };
        let set = |units: &[Unit], at: f32| {
            // One too long for its line is moved left, and broken only where no line holds it.
            let at = at.min(room - width(units)).max(0.0);
            self.set(units, Indent { first: at, others: 0.0 }, self.frame.body)
        };
        (set(&unit, unit_at), set(&date, date_at))
    }

    /// `— 1 —`: half-width figures between two 一字线.
    pub fn page_number(&self, number: usize) -> (Vec<Glyph>, f32) {
        let size = self.profile.sizes.page_number.get();
        let (mut glyphs, mut x) = (Vec::new(), 0.0);
        for (at, char) in format!("— {number} —").chars().enumerate() {
            let found = self.fonts.find(Role::PageNumber, char);
            let advance = match char {
                ' ' => 0.5,
                '—' => 1.0,
                _ => found.map_or(0.5, |found| found.advance),
            };
            let width = advance * size;
            if let Some(found) = found.filter(|_| char != ' ') {
                glyphs.push(Glyph { at, char, face: found.face, id: found.glyph, x, width, left: x });
            }
            x += width;
        }
        (glyphs, x)
    }

    fn units(&self, text: &str, role: impl Fn(usize) -> Role, cell: f32) -> Vec<Unit> {
        let longest = (self.frame.rect.right - self.frame.rect.left) / 2.0;
        Measurer { fonts: self.fonts, cell, longest }.units(text, role)
    }

    /// Numbered names stand under each other behind 附件：, wrapped lines under the name (7.3.4).
    fn attachment(&self, text: &str, units: &mut [Unit], own: f32) -> Indent {
        let lead = ATTACHMENT.chars().count();
        let leads = text.starts_with("附件");
        let first = if leads { own } else { own + lead as f32 * self.frame.cell };
        let lead = if leads { lead } else { 0 };
        let name: String = text.chars().skip(lead).collect();
        let begins = lead + numbering(&name);
        // The names stand under each other, however their lines are filled.
        for unit in units.iter_mut().take(begins + 1) {
            (unit.grows, unit.give) = (false, (0.0, 0.0));
        }
        Indent { first, others: first + width(units.get(..begins).unwrap_or_default()) }
    }

    fn set(&self, units: &[Unit], indent: Indent, size: f32) -> Set {
        let rect = &self.frame.rect;
        let room = rect.right - rect.left;
        let cell = if size == self.frame.title { size } else { self.frame.cell };
        let measure = Measure {
            first: (room - indent.first).max(cell),
            others: (room - indent.others).max(cell),
            cell,
            overflow: self.profile.overflow,
        };
        let mut lines = Vec::new();
        for range in breaking::lines(units, &measure) {
            let left = rect.left + if range.start == 0 { indent.first } else { indent.others };
            lines.push(self.line(units, range, left, size, &measure));
        }
        let missing =
            units.iter().filter(|unit| unit.found.is_none() && !unit.unseen && !is_shapeless(unit.char));
        Set { size, lines: lines.into(), missing: missing.map(|unit| unit.char).collect() }
    }

    fn line(&self, units: &[Unit], range: Range<usize>, left: f32, size: f32, measure: &Measure) -> Line {
        let (grow, give) = breaking::adjust(units, &range, measure);
        let mut glyphs = Vec::with_capacity(range.len());
        let mut x = left;
        for (at, unit) in units.iter().enumerate().take(range.end).skip(range.start) {
            if unit.grows && at > range.start && unit.width > 0.0 {
                x += grow;
            }
            let given = if at > range.start { unit.give.0 * give } else { 0.0 };
            let width = unit.width - given - unit.give.1 * give;
            if !unit.unseen {
                let found = unit.found.map(|found| (found.face, found.glyph, found.advance));
                let (face, id, advance) = found.unwrap_or((FaceId(0), 0, unit.width / size));
                let pen = x - given + inside(unit, advance * size);
                glyphs.push(Glyph { at, char: unit.char, face, id, x: pen, width, left: x });
            }
            x += width;
        }
        Line { range, glyphs }
    }
}

/// Where a glyph's origin stands in the room that its character has: in the middle, but a mark
/// narrower than its room at the side where marks of a Chinese face have their ink.
fn inside(unit: &Unit, advance: f32) -> f32 {
    let over = unit.width - advance;
    if unit.width == 0.0 {
        return 0.0;
    }
    match unit.char {
        '“' | '‘' if over > 0.0 => over,
        '”' | '’' if over > 0.0 => 0.0,
        _ => over / 2.0,
    }
}

fn width(units: &[Unit]) -> f32 {
    units.iter().map(|unit| unit.width).sum()
}
