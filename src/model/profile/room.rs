//! Whether there is room on the paper for what a profile asks for.

use super::{NumberPlace, Pitch, Profile, Pt};

/// Characters that a line must have room for, and lines that a page must.
pub const LEAST_COLUMNS: usize = 4;
pub const LEAST_LINES: usize = 3;
/// The standard's own 28 characters of 16 points are 1.3 percent wider than its 版心.
const TOLERANCE: f32 = 1.1;

/// Why nothing can be laid out by a profile. Lengths are in millimetres, sizes in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoRoom {
    /// The 版心 is narrower than [`LEAST_COLUMNS`] characters of the body, or than the title's one.
    Width { width: f32, size: f32 },
    /// The 版心 is lower than [`LEAST_LINES`] lines, or than the title's one.
    Height { height: f32, size: f32 },
    /// A line is to have fewer characters than [`LEAST_COLUMNS`].
    Columns { columns: usize },
    /// A page is to have fewer lines than [`LEAST_LINES`].
    Lines { lines: usize },
    /// So many characters of this size stand on each other in a 版心 of this width.
    Narrow { columns: usize, size: f32, width: f32 },
    /// So many lines of this size stand on each other in a 版心 of this height.
    Low { lines: usize, size: f32, height: f32 },
    /// Paragraphs or the 落款 are moved in by so many characters that no more than one is left.
    Indent { cells: usize, columns: usize },
    /// The page number stands below the paper.
    Number { gap: f32, bottom: f32 },
}

// Neither holds what is no number.
impl Eq for NoRoom {}

/// Where a profile says what there is no room for.
impl NoRoom {
    /// The key in whose value it stands.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Width { .. } | Self::Height { .. } => "margins",
            Self::Columns { .. } | Self::Narrow { .. } => "columns",
            Self::Lines { .. } | Self::Low { .. } => "lines",
            Self::Indent { .. } => "indent",
            Self::Number { .. } => "gap",
        }
    }
}

impl Profile {
    /// Width and height of the 版心 in millimetres; below 0 where the margins are wider than the
    /// paper.
    pub fn frame(&self) -> (f32, f32) {
        let (paper, margins) = (&self.paper, &self.margins);
        (
            paper.width.get() - margins.left.get() - margins.right.get(),
            paper.height.get() - margins.top.get() - margins.bottom.get(),
        )
    }

    /// Whether something can be laid out by it.
    ///
    /// # Errors
    /// The first thing that there is no room for.
    pub fn check(&self) -> Result<(), NoRoom> {
        let (width, height) = self.frame();
        let (columns, lines) = (self.grid.columns.get(), self.grid.lines.get());
        let (body, title) = (self.sizes.body, self.sizes.title);
        let (gap, bottom) = (self.page_number.gap.get(), self.margins.bottom.get());
        let cells = self.indent.max(self.signature.inset).max(self.signature.date_shift).get();
        let filling = self.grid.pitch == Pitch::Fill;
        // From line to line at least, where so many lines are to fill the page.
        let pitch = match self.grid.pitch {
            Pitch::Fill => body,
            Pitch::Points(pitch) => pitch,
        };
        let (least_width, least_height) =
            (body.millimetres() * LEAST_COLUMNS as f32, pitch.millimetres() * LEAST_LINES as f32);
        let broken = [
            (width < title.millimetres(), NoRoom::Width { width, size: title.get() }),
            (width < least_width, NoRoom::Width { width, size: body.get() }),
            (height < title.millimetres(), NoRoom::Height { height, size: title.get() }),
            (height < least_height, NoRoom::Height { height, size: body.get() }),
            (columns < LEAST_COLUMNS, NoRoom::Columns { columns }),
            (filling && lines < LEAST_LINES, NoRoom::Lines { lines }),
            (
                columns as f32 * body.millimetres() > width * TOLERANCE,
                NoRoom::Narrow { columns, size: body.get(), width },
            ),
            (
                filling && lines as f32 * body.millimetres() > height * TOLERANCE,
                NoRoom::Low { lines, size: body.get(), height },
            ),
            (cells + 2 > columns, NoRoom::Indent { cells, columns }),
            (self.page_number.place != NumberPlace::None && gap > bottom, NoRoom::Number { gap, bottom }),
        ];
        broken.into_iter().find(|(broken, _)| *broken).map_or(Ok(()), |(_, why)| Err(why))
    }
}

impl Pt {
    /// The same length in millimetres.
    pub fn millimetres(self) -> f32 {
        self.get() * 25.4 / 72.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::{Cells, Lines, Mm};

    #[test]
    fn room() {
        let check = |change: fn(&mut Profile)| {
            let mut profile = Profile::default();
            change(&mut profile);
            profile.check().err().map(|why| why.key())
        };
        let mm = |value| Mm::new(value).unwrap();
        assert_eq!(mm(0.0).get(), 0.0);
        assert_eq!(check(|_| ()), None);
        for (change, expected) in [
            ((|p| p.grid.pitch = Pitch::Points(Pt(28.0))) as fn(&mut Profile), None),
            (|p| p.page_number.place = NumberPlace::Centre, None),
            (|p| p.margins.left = Mm(170.0), Some("margins")),
            (|p| p.margins.left = Mm(1000.0), Some("margins")),
            (|p| p.margins.top = Mm(250.0), Some("margins")),
            (|p| p.paper.height = Mm(0.0), Some("margins")),
            (|p| p.sizes.title = Pt(200.0), None),
            (|p| (p.sizes.title, p.margins.left) = (Pt(200.0), Mm(120.0)), Some("margins")),
            (|p| p.grid.columns = Cells(3), Some("columns")),
            (|p| p.grid.columns = Cells(0), Some("columns")),
            (|p| p.grid.columns = Cells(40), Some("columns")),
            (|p| p.sizes.body = Pt(200.0), Some("margins")),
            (|p| p.grid.lines = Lines(0), Some("lines")),
            (|p| p.grid.lines = Lines(60), Some("lines")),
            (|p| (p.grid.lines, p.grid.pitch) = (Lines(0), Pitch::Points(Pt(28.0))), None),
            (|p| p.grid.pitch = Pitch::Points(Pt(200.0)), None),
            (|p| (p.grid.pitch, p.margins.top) = (Pitch::Points(Pt(200.0)), Mm(60.0)), Some("margins")),
            (|p| p.indent = Cells(27), Some("indent")),
            (|p| p.signature.date_shift = Cells(100), Some("indent")),
            (|p| p.page_number.gap = Mm(36.0), Some("gap")),
            (|p| (p.page_number.gap, p.page_number.place) = (Mm(36.0), NumberPlace::None), None),
        ] {
            assert_eq!(check(change), expected, "{:?}", {
                let mut profile = Profile::default();
                change(&mut profile);
                profile
            });
        }
    }
}
