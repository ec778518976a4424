//! The sheet's geometry in points, as the profile asks for it.

use super::Rect;
use crate::model::Profile;
use crate::model::profile::Pitch;

/// From a 汉字's upper edge to its baseline, of its size: what the fonts of the standard have.
pub const ASCENT: f32 = 0.88;
/// A profile that leaves less is laid out with this much: nothing is divided by zero.
const LEAST_CELLS: usize = 4;

/// What every line needs to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub width: f32,
    pub height: f32,
    /// 版心
    pub rect: Rect,
    /// The width of one 字 of the grid.
    pub cell: f32,
    /// Lines of a page.
    pub lines: usize,
    /// From a line's upper edge to that of the next.
    pub pitch: f32,
    pub body: f32,
    pub title: f32,
}

impl Frame {
    pub fn of(profile: &Profile) -> Self {
        let margins = &profile.margins;
        let (width, height) = (profile.paper.width.points(), profile.paper.height.points());
        let (body, title) = (profile.sizes.body.get(), profile.sizes.title.get());
        let columns = profile.grid.columns.get().max(LEAST_CELLS) as f32;
        let (left, top) = (margins.left.points(), margins.top.points());
        let right = (width - margins.right.points()).max(left + LEAST_CELLS as f32 * body);
        let bottom = (height - margins.bottom.points()).max(top + body);
        let cell = (right - left) / columns;
        let (lines, pitch) = match profile.grid.pitch {
            Pitch::Fill => {
                let lines = profile.grid.lines.get().max(1);
                let between = (lines - 1).max(1) as f32;
                (lines, ((bottom - top - cell) / between).max(1.0))
            }
            // A hundredth of a point is no reason to lose a line.
            Pitch::Points(pitch) => (((bottom - top + 0.01) / pitch.get()) as usize, pitch.get()),
        };
        let rect = Rect { left, top, right, bottom };
        Self { width, height, rect, cell, lines: lines.max(1), pitch, body, title }
    }

    /// The lines of the grid that a line of this size takes.
    pub fn rows(&self, size: f32) -> usize {
        ((size / self.pitch).ceil() as usize).clamp(1, self.lines)
    }
}
