//! Small pictures of all pages: a bar for each line, since nothing could be read at that size.

use super::super::theme;
use super::Preview;
use crate::page::{Kind, Layout};
use egui::{
    Align2, FontId, Frame, Id, Panel, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

/// The column's width, and a picture's.
const COLUMN: f32 = 124.0;
const PICTURE: f32 = 84.0;
/// For the number below a picture, and the gap to the next.
const NUMBER: f32 = 20.0;
const BETWEEN: f32 = 10.0;

pub fn show(ui: &mut Ui, preview: &mut Preview, layout: &Layout) {
    let palette = theme::palette(ui.ctx());
    let panel = Panel::left("strip").exact_size(COLUMN).resizable(false);
    panel.frame(Frame::new().fill(palette.canvas)).show(ui, |ui| {
        let scale = PICTURE / layout.width.max(1.0);
        let height = layout.height * scale;
        let step = height + NUMBER + BETWEEN;
        ScrollArea::vertical().id_salt("strip").auto_shrink(false).show_viewport(ui, |ui, view| {
            let size = vec2(COLUMN, step * layout.pages.len() as f32 + BETWEEN);
            let (all, _) = ui.allocate_exact_size(size, Sense::hover());
            let picture = |index: usize| {
                let top = all.top() + BETWEEN + step * index as f32;
                let min = pos2(all.left() + (COLUMN - PICTURE) / 2.0, top).round();
                Rect::from_min_size(min, vec2(PICTURE, height.round()))
            };
            // The column follows the pages, but lets itself be scrolled.
            let followed = Id::unique("strip follows");
            if ui.data(|data| data.get_temp(followed)) != Some(preview.page) {
                ui.data_mut(|data| data.insert_temp(followed, preview.page));
                ui.scroll_to_rect(picture(preview.page).expand(NUMBER), None);
            }
            let first = (view.top() / step).max(0.0) as usize;
            let end = ((view.bottom() / step) as usize + 1).min(layout.pages.len());
            for index in first..end {
                page(ui, preview, layout, index, picture(index));
            }
        });
    });
}

fn page(ui: &Ui, preview: &mut Preview, layout: &Layout, index: usize, rect: Rect) {
    let palette = theme::palette(ui.ctx());
    let current = preview.page == index;
    let cell = rect.with_max_y(rect.bottom() + NUMBER);
    let response = ui.interact(cell, Id::unique(("picture", index)), Sense::click());
    response.widget_info(|| {
        let name = t!("preview.picture", n = index + 1);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), current, name.as_ref())
    });
    let painter = ui.painter();
    let frame = if current {
        Stroke::new(2.0, palette.accent)
    } else if response.hovered() || response.has_focus() {
        Stroke::new(1.0, palette.faint)
    } else {
        Stroke::new(1.0, palette.line)
    };
    painter.rect(rect, 0.0, palette.page, frame, StrokeKind::Outside);
    let scale = rect.width() / layout.width.max(1.0);
    for placed in layout.pages.get(index).map_or(&[][..], |page| &page.lines) {
        let Some(paragraph) = layout.paragraphs.get(placed.paragraph) else { continue };
        let Some(line) = paragraph.lines.get(placed.line) else { continue };
        let (Some(first), Some(last)) = (line.glyphs.first(), line.glyphs.last()) else { continue };
        let bold = matches!(paragraph.kind, Kind::Title | Kind::Heading(_));
        let (top, right) = (placed.baseline - paragraph.size * 0.7, last.left + last.width);
        let bar = Rect::from_min_max(pos2(first.left, top), pos2(right, placed.baseline)) * scale;
        let strength = if bold { 0.75 } else { 0.3 };
        painter.rect_filled(
            bar.translate(rect.min.to_vec2()),
            0.0,
            palette.page_ink.gamma_multiply(strength),
        );
    }
    let colour = if current { palette.accent } else { palette.weak };
    let font = FontId::proportional(theme::SMALL);
    let below = Pos2::new(rect.center().x, rect.bottom() + 4.0);
    painter.text(below, Align2::CENTER_TOP, (index + 1).to_string(), font, colour);
    if response.clicked() {
        preview.turn_to(index);
    }
}
