//! The rows of a comparison: equal ones folded, and only those in sight laid out.

use super::super::super::{theme, widgets};
use crate::text::diff::{Piece, Row};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, CursorIcon, FontId, Galley, Id, Key, Modifiers, Rangef, Rect, Role, ScrollArea,
    Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;
use std::ops::Range;
use std::sync::Arc;

/// Equal rows that stay beside a changed one.
const CONTEXT: usize = 1;
/// Fewer are not worth a fold.
const FOLDED: usize = 2;
/// From the edge of a column to its text.
const PAD: f32 = 16.0;
/// From the edge of a row to its text.
const ABOVE: f32 = 6.0;
const LINE: f32 = 22.0;
const FOLD: f32 = 32.0;
/// What stays in sight above the difference gone to.
const HEADROOM: f32 = 60.0;

/// From difference to difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Before,
    Next,
}

#[derive(Clone, Debug, PartialEq)]
enum Item {
    Row(usize),
    /// So many equal rows.
    Fold(Range<usize>),
}

pub struct Rows {
    rows: Vec<Row>,
    items: Vec<Item>,
    /// Of each item, estimated until it was in sight.
    heights: Vec<f32>,
    /// The width that the heights are for.
    width: f32,
    /// The rows that differ, and which of them is the current one.
    differences: Vec<usize>,
    current: usize,
    folded: bool,
    /// An item to bring into sight.
    reveal: Option<usize>,
    /// How far it is scrolled, and how far it is to be in the next pass.
    offset: f32,
    scroll: Option<f32>,
}

/// Where the text of both columns stands within a width.
pub fn columns(x: Rangef) -> [Rangef; 2] {
    let middle = x.center();
    [Rangef::new(x.min + PAD, middle - PAD), Rangef::new(middle + PAD, x.max - PAD)]
}

impl Rows {
    pub fn new(rows: Vec<Row>) -> Self {
        let different = |row: &Row| !matches!(row, Row::Same(_));
        let differences = (0..rows.len()).filter(|&at| rows.get(at).is_some_and(different)).collect();
        let mut rows = Self {
            rows,
            items: Vec::new(),
            heights: Vec::new(),
            width: 0.0,
            differences,
            current: 0,
            folded: true,
            reveal: None,
            offset: 0.0,
            scroll: None,
        };
        rows.fold(true);
        rows
    }

    /// The current difference, from 0, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.current, self.differences.len())
    }

    pub fn go(&mut self, to: Move) {
        self.current = match to {
            Move::Before => self.current.saturating_sub(1),
            Move::Next => (self.current + 1).min(self.differences.len().saturating_sub(1)),
        };
        self.reveal_current();
    }

    fn reveal_current(&mut self) {
        let row = self.differences.get(self.current);
        self.reveal = row.and_then(|row| self.items.iter().position(|item| *item == Item::Row(*row)));
    }

    pub fn is_folded(&self) -> bool {
        self.folded
    }

    /// Folds all equal rows that are far from a difference, or opens them all.
    pub fn fold(&mut self, folded: bool) {
        self.folded = folded;
        self.items = if folded { items(&self.rows) } else { (0..self.rows.len()).map(Item::Row).collect() };
        self.estimate();
        self.reveal_current();
    }

    fn open(&mut self, at: usize) {
        let Some(Item::Fold(rows)) = self.items.get(at).cloned() else { return };
        let heights: Vec<f32> = rows.clone().map(|row| self.estimated(&Item::Row(row))).collect();
        self.items.splice(at..=at, rows.map(Item::Row));
        self.heights.splice(at..=at, heights);
    }

    fn estimate(&mut self) {
        self.heights = self.items.iter().map(|item| self.estimated(item)).collect();
    }

    /// What an item will take, from the number of its characters.
    fn estimated(&self, item: &Item) -> f32 {
        let Item::Row(row) = item else { return FOLD };
        let Some(row) = self.rows.get(*row) else { return 0.0 };
        let column = columns(Rangef::new(0.0, self.width))[0].span().max(theme::BODY);
        // Three bytes of UTF-8 are a 汉字, one is half as wide.
        let width = |bytes: usize, chars: usize| (bytes + chars) as f32 / 4.0 * theme::BODY;
        let of = |text: &str| width(text.len(), text.chars().count());
        let side = |pieces: &[Piece]| pieces.iter().map(|piece| of(&piece.text)).sum::<f32>();
        let width = match row {
            Row::Same(text) | Row::Left(text) | Row::Right(text) => of(text),
            Row::Changed { left, right } => side(left).max(side(right)),
        };
        (width / column).ceil().max(1.0) * LINE + 2.0 * ABOVE
    }

    /// Where each item begins, and where the last one ends.
    fn tops(&self) -> Vec<f32> {
        let mut top = 0.0;
        let ends = self.heights.iter().map(|height| {
            top += height;
            top
        });
        std::iter::once(0.0).chain(ends).collect()
    }

    pub fn show(&mut self, ui: &mut Ui) {
        let space = ui.available_size();
        if self.width != space.x {
            let first = self.tops().partition_point(|top| *top <= self.offset).checked_sub(1);
            self.reveal = self.reveal.or(first.filter(|_| self.width > 0.0));
            self.width = space.x;
            self.estimate();
        }
        let tops = self.tops();
        let mut area = ScrollArea::vertical().id_salt("compare").auto_shrink(false);
        let revealed = self.reveal.take().and_then(|item| tops.get(item)).map(|top| top - HEADROOM);
        let scroll = self.scroll.take();
        if let Some(offset) = revealed.or(scroll).or_else(|| self.keys(ui, space.y)) {
            area = area.vertical_scroll_offset(offset.max(0.0));
        }
        let output = area.show_viewport(ui, |ui, viewport| self.list(ui, viewport, &tops));
        self.offset = output.state.clamped_offset().y;
        if output.inner != 0.0 {
            // What is above was estimated otherwise: the rows in sight stay where they are.
            self.scroll = Some(self.offset + output.inner);
        }
    }

    /// Where the keys scroll to, if they do.
    fn keys(&self, ui: &Ui, page: f32) -> Option<f32> {
        let free = ui.memory(|memory| memory.focused()).is_none();
        let steps = [
            (Key::ArrowUp, -2.0 * LINE),
            (Key::ArrowDown, 2.0 * LINE),
            (Key::PageUp, LINE - page),
            (Key::PageDown, page - LINE),
            (Key::Home, f32::NEG_INFINITY),
            (Key::End, f32::INFINITY),
        ];
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let found = steps.into_iter().find_map(|(key, step)| {
            let count = if free { pressed(key) } else { 0 };
            (count > 0).then_some(step * count as f32)
        });
        let end = self.heights.iter().sum::<f32>() - page;
        found.map(|step| (self.offset + step).clamp(0.0, end.max(0.0)))
    }

    /// Lays out and paints the items in sight; how far the heights above them have changed.
    fn list(&mut self, ui: &mut Ui, viewport: Rect, tops: &[f32]) -> f32 {
        let all = ui.max_rect();
        ui.set_height(tops.last().copied().unwrap_or_default());
        let first = tops.partition_point(|top| *top <= viewport.min.y).saturating_sub(1);
        let mut top = tops.get(first).copied().unwrap_or_default();
        let (mut shift, mut opened, mut estimated) = (0.0, None, false);
        for (at, item) in self.items.iter().enumerate().skip(first) {
            if top > viewport.max.y {
                break;
            }
            let rect = Rect::from_min_size(pos2(all.left(), all.top() + top), vec2(self.width, FOLD));
            let height = match item {
                Item::Fold(rows) => {
                    if fold_line(ui, rect, rows) {
                        opened = Some(at);
                    }
                    FOLD
                }
                Item::Row(row) => self.row(ui, rect, *row),
            };
            if let Some(known) = self.heights.get_mut(at)
                && *known != height
            {
                if top < viewport.min.y {
                    shift += height - *known;
                }
                *known = height;
                estimated = true;
            }
            top += height;
        }
        if let Some(at) = opened {
            self.open(at);
        }
        if estimated || opened.is_some() {
            ui.ctx().request_discard("rows in sight have other heights");
            ui.ctx().request_repaint();
        }
        shift
    }

    /// Paints a row from the top of `rect`; its height.
    fn row(&self, ui: &mut Ui, rect: Rect, at: usize) -> f32 {
        let Some(row) = self.rows.get(at) else { return 0.0 };
        let palette = theme::palette(ui.ctx());
        let columns = columns(rect.x_range());
        let sides = texts(row).map(|pieces| pieces.map(|pieces| galley(ui, &pieces, columns[0].span())));
        let tallest = sides.iter().flatten().map(|galley| galley.size().y).fold(LINE, f32::max);
        let height = (tallest + 2.0 * ABOVE).ceil();
        let rect = Rect::from_min_size(rect.min, vec2(rect.width(), height));
        for (side, (galley, x)) in sides.into_iter().zip(columns).enumerate() {
            let cell = Rect::from_x_y_ranges(x.expand(PAD), rect.y_range());
            let ground = match (row, &galley) {
                (_, None) => palette.canvas,
                (Row::Same(_), _) => Color32::TRANSPARENT,
                _ => palette.caution_wash,
            };
            ui.painter().rect_filled(cell, CornerRadius::ZERO, ground);
            if let Some(galley) = galley {
                name_cell(ui, Id::unique(("compare", at, side)), cell, row, galley.text());
                let top = pos2(x.min, rect.top() + ABOVE);
                ui.painter().galley(top, galley, Color32::PLACEHOLDER);
            }
        }
        let line = Stroke::new(1.0, palette.line);
        ui.painter().vline(rect.center().x, rect.y_range(), line);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
        if self.differences.get(self.current) == Some(&at) {
            let mark = Rect::from_min_size(rect.min, vec2(3.0, height));
            ui.painter().rect_filled(mark, CornerRadius::ZERO, palette.accent);
        }
        height
    }
}

/// All rows, long runs of equal ones but for those beside a difference as a fold.
fn items(rows: &[Row]) -> Vec<Item> {
    let same = |at: usize| matches!(rows.get(at), Some(Row::Same(_)));
    let mut items = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let end = (at..rows.len()).find(|&row| !same(row)).unwrap_or(rows.len());
        // The first and the last rows have a difference on one side only.
        let from = if at == 0 { 0 } else { (at + CONTEXT).min(end) };
        let to = if end == rows.len() { end } else { end.saturating_sub(CONTEXT).max(from) };
        if to - from >= FOLDED {
            items.extend((at..from).map(Item::Row));
            items.push(Item::Fold(from..to));
            items.extend((to..end).map(Item::Row));
        } else {
            items.extend((at..end).map(Item::Row));
        }
        items.extend((end < rows.len()).then_some(Item::Row(end)));
        at = end + 1;
    }
    items
}

/// What stands on both sides, in pieces; whether each is marked.
fn texts(row: &Row) -> [Option<Vec<(&str, bool)>>; 2] {
    let [left, right] = match row {
        Row::Same(text) => return [Some(vec![(text, false)]), Some(vec![(text, false)])],
        Row::Left(text) => return [Some(vec![(text, false)]), None],
        Row::Right(text) => return [None, Some(vec![(text, false)])],
        Row::Changed { left, right } => [left, right],
    };
    [left, right]
        .map(|pieces| Some(pieces.iter().map(|piece| (piece.text.as_str(), piece.changed)).collect()))
}

fn galley(ui: &Ui, pieces: &[(&str, bool)], width: f32) -> Arc<Galley> {
    let palette = theme::palette(ui.ctx());
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for (text, marked) in pieces {
        let format = TextFormat {
            font_id: FontId::proportional(theme::BODY),
            line_height: Some(LINE),
            color: palette.ink,
            background: if *marked { palette.mark } else { Color32::TRANSPARENT },
            ..TextFormat::default()
        };
        job.append(text, 0.0, format);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Assistive technology reads the text of a cell and how it stands to the other side; a menu
/// copies it.
fn name_cell(ui: &Ui, id: Id, cell: Rect, row: &Row, text: &str) {
    let response = ui.interact(cell, id, Sense::CLICK);
    response.widget_info(|| {
        let name = match row {
            Row::Same(_) => text.to_owned(),
            Row::Changed { .. } => t!("compare.name_changed", text = text).into_owned(),
            Row::Left(_) => t!("compare.name_left", text = text).into_owned(),
            Row::Right(_) => t!("compare.name_right", text = text).into_owned(),
        };
        WidgetInfo::labeled(Role::Label, true, name)
    });
    response.context_menu(|ui| {
        if ui.button(t!("compare.copy")).clicked() {
            ui.copy_text(text.to_owned());
            ui.close();
        }
    });
}

/// …… 相同的 12 段 ……; whether it is to be opened.
fn fold_line(ui: &mut Ui, rect: Rect, rows: &Range<usize>) -> bool {
    let palette = theme::palette(ui.ctx());
    let words = t!("compare.folded", n = rows.len());
    let response = ui.interact(rect, Id::unique(("compare fold", rows.start)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words.as_ref()));
    let ground = if response.hovered() { palette.selected } else { palette.paper };
    ui.painter().rect_filled(rect, CornerRadius::ZERO, ground);
    let colour = if response.hovered() { palette.ink } else { palette.weak };
    let words = widgets::one_line(ui, &words, theme::SMALL, colour, rect.width());
    let left = rect.center().x - words.size().x / 2.0;
    widgets::paint_line(ui, words, left, rect.center().y);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, palette.line));
    if response.has_focus() {
        let stroke = Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(rect, CornerRadius::ZERO, stroke, StrokeKind::Inside);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_far_from_a_difference_are_folded() {
        for (rows, expected) in [
            ("", ""),
            ("=", "="),
            ("x", "x"),
            ("=====x=====", "(4)=x=(4)"),
            ("==x", "==x"),
            ("===x", "(2)=x"),
            ("x===x", "x===x"),
            ("x====x", "x=(2)=x"),
            ("xx=x", "xx=x"),
        ] {
            let row =
                |sign: char| if sign == '=' { Row::Same("甲".into()) } else { Row::Left("乙".into()) };
            let all: Vec<Row> = rows.chars().map(row).collect();
            let found: String = items(&all)
                .into_iter()
                .map(|item| match item {
                    Item::Fold(rows) => format!("({})", rows.len()),
                    Item::Row(at) => rows.chars().skip(at).take(1).collect(),
                })
                .collect();
            assert_eq!(found, expected, "{rows}");
        }
    }
}
