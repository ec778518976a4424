//! How large the pages are shown, and where they lie beside and below each other.

use egui::{Pos2, Rect, Vec2, pos2, vec2};
use rust_i18n::t;

/// Between the pages, and around them, in points of the window.
pub const GAP: f32 = 20.0;
/// At 100 % a point of the paper is as large as the system says that it is: 96 of the window's
/// points make an inch.
const POINT: f32 = 96.0 / 72.0;
/// The steps of the zoom, in percent.
const STEPS: [u16; 10] = [50, 60, 75, 90, 100, 110, 125, 150, 175, 200];
/// Percent that a fit may come to.
const FIT: (f32, f32) = (20.0, 300.0);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// Two pages side by side, whole.
    #[default]
    Pair,
    /// A whole page.
    Page,
    /// As wide as there is room.
    Width,
    Percent(u16),
}

impl Zoom {
    /// What the menu offers.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Pair, Self::Page, Self::Width].into_iter().chain(STEPS.map(Self::Percent))
    }

    pub fn label(self) -> String {
        match self {
            Self::Pair => t!("preview.zoom.pair").into_owned(),
            Self::Page => t!("preview.zoom.page").into_owned(),
            Self::Width => t!("preview.zoom.width").into_owned(),
            Self::Percent(percent) => format!("{percent} %"),
        }
    }

    /// In percent, for a sheet of this size in points of the paper. A fit comes in steps of two:
    /// every size of characters has its own place in the graphics memory.
    pub fn percent(self, room: Vec2, sheet: Vec2) -> u16 {
        let whole = sheet * POINT;
        let wide = |pages: f32| (room.x - (pages + 1.0) * GAP) / pages / whole.x;
        let high = (room.y - 2.0 * GAP) / whole.y;
        let fit = match self {
            Self::Percent(percent) => return percent,
            Self::Pair => wide(2.0).min(high),
            Self::Page => wide(1.0).min(high),
            Self::Width => wide(1.0),
        };
        let percent = (fit * 100.0).clamp(FIT.0, FIT.1);
        (percent / 2.0) as u16 * 2
    }

    /// The next step above a percentage.
    pub fn larger(percent: u16) -> Self {
        Self::Percent(STEPS.into_iter().find(|&step| step > percent).unwrap_or(percent))
    }

    /// The next step below a percentage.
    pub fn smaller(percent: u16) -> Self {
        Self::Percent(STEPS.into_iter().rev().find(|&step| step < percent).unwrap_or(percent))
    }
}

/// Points of the window for one of the paper.
pub fn scale(percent: u16) -> f32 {
    f32::from(percent) / 100.0 * POINT
}

/// Where the pages lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Of a page.
    pub page: Vec2,
    pub columns: usize,
    count: usize,
    left: f32,
}

impl Grid {
    /// `room` is what can be seen at once.
    pub fn new(zoom: Zoom, room: Vec2, page: Vec2, count: usize) -> Self {
        let columns = match zoom {
            Zoom::Pair => 2,
            Zoom::Page | Zoom::Width => 1,
            Zoom::Percent(_) => ((room.x - GAP) / (page.x + GAP)) as usize,
        };
        let columns = columns.clamp(1, count.max(1));
        let width = columns as f32 * (page.x + GAP) + GAP;
        Self { page, columns, count, left: ((room.x - width) / 2.0).max(0.0).round() }
    }

    pub fn size(&self) -> Vec2 {
        let rows = self.count.div_ceil(self.columns);
        let width = self.columns as f32 * (self.page.x + GAP) + GAP;
        vec2(self.left + width, rows as f32 * (self.page.y + GAP) + GAP)
    }

    /// A page's place, from the upper left of them all.
    pub fn rect(&self, page: usize) -> Rect {
        let (column, row) = (page % self.columns, page / self.columns);
        let x = self.left + GAP + column as f32 * (self.page.x + GAP);
        let y = GAP + row as f32 * (self.page.y + GAP);
        Rect::from_min_size(pos2(x, y), self.page)
    }

    /// The pages of which something can be seen.
    pub fn seen(&self, view: Rect) -> std::ops::Range<usize> {
        let row = |y: f32| (y / (self.page.y + GAP)).max(0.0) as usize;
        let first = row(view.top() - GAP) * self.columns;
        let end = (row(view.bottom() - GAP) + 1) * self.columns;
        first.min(self.count)..end.min(self.count)
    }

    /// The page that is seen best; the one that was, while it is seen as well.
    pub fn main(&self, view: Rect, before: usize) -> usize {
        let area = |page: usize| {
            let seen = self.rect(page).intersect(view);
            if seen.is_positive() { seen.area() } else { 0.0 }
        };
        let best = self.seen(view).max_by(|&a, &b| area(a).total_cmp(&area(b)).then(b.cmp(&a)));
        let best = best.unwrap_or(0);
        if before < self.count && area(before) > 0.0 && area(before) >= area(best) - 1.0 {
            before
        } else {
            best
        }
    }

    /// The page nearest to a place, and where in it, in parts of its size.
    pub fn part_at(&self, at: Pos2) -> (usize, Vec2) {
        let row = ((at.y - GAP / 2.0) / (self.page.y + GAP)).max(0.0) as usize;
        let page = (row * self.columns).min(self.count.saturating_sub(1));
        (page, (at - self.rect(page).min) / self.page)
    }

    /// The place of a part of a page.
    pub fn place_of(&self, (page, part): (usize, Vec2)) -> Pos2 {
        self.rect(page).min + part * self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: Vec2 = vec2(595.3, 841.9);

    #[test]
    fn fits_leave_no_page_cut() {
        for room in [vec2(806.0, 660.0), vec2(1360.0, 950.0), vec2(500.0, 900.0), vec2(2000.0, 400.0)] {
            for (zoom, pages) in [(Zoom::Pair, 2), (Zoom::Page, 1), (Zoom::Width, 1)] {
                let percent = zoom.percent(room, A4);
                let grid = Grid::new(zoom, room, A4 * scale(percent), 9);
                assert!(grid.columns == pages, "{zoom:?} in {room}");
                assert!(grid.size().x <= room.x + 0.5, "{zoom:?} in {room}");
                let whole = zoom == Zoom::Width || grid.rect(0).bottom() + GAP <= room.y + 0.5;
                assert!(whole, "{zoom:?} in {room}");
                assert_eq!(percent % 2, 0, "few sizes of characters");
            }
        }
    }

    #[test]
    fn steps() {
        for (percent, smaller, larger) in
            [(46, 46, 50), (50, 50, 60), (100, 90, 110), (104, 100, 110), (200, 175, 200), (300, 200, 300)]
        {
            assert_eq!(Zoom::smaller(percent), Zoom::Percent(smaller), "{percent}");
            assert_eq!(Zoom::larger(percent), Zoom::Percent(larger), "{percent}");
        }
    }

    #[test]
    fn the_page_that_is_seen() {
        let grid = Grid::new(Zoom::Percent(100), vec2(460.0, 300.0), vec2(200.0, 280.0), 5);
        assert_eq!(grid.columns, 2);
        let view = |top: f32| Rect::from_min_size(pos2(0.0, top), vec2(460.0, 300.0));
        assert_eq!(grid.seen(view(0.0)), 0..2);
        assert_eq!(grid.seen(view(150.0)), 0..4);
        for (top, before, expected) in [(0.0, 0, 0), (0.0, 1, 1), (300.0, 1, 2), (300.0, 3, 3), (620.0, 0, 4)]
        {
            assert_eq!(grid.main(view(top), before), expected, "{top} {before}");
        }
    }

    #[test]
    fn a_place_is_kept_over_a_change_of_size() {
        let small = Grid::new(Zoom::Percent(100), vec2(460.0, 300.0), vec2(200.0, 280.0), 5);
        let large = Grid::new(Zoom::Percent(100), vec2(460.0, 300.0), vec2(400.0, 560.0), 5);
        let at = small.place_of((2, vec2(0.5, 0.25)));
        let part = small.part_at(at);
        assert_eq!(large.place_of(part), large.rect(2).min + vec2(200.0, 140.0));
    }
}
