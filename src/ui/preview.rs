//! 预览: the pages as they come out of the printer, painted from the layout itself.

mod bar;
mod faces;
mod grid;
pub mod pages;
mod place;
mod sheets;
mod strip;

use super::theme;
use super::view::{Action, Cx, Go, View};
use super::widgets;
use crate::model::Caret;
use crate::page::Layout;
use crate::session::typeset::Laid;
use egui::emath::GuiRounding as _;
use egui::epaint::TextShape;
use egui::{
    CentralPanel, CornerRadius, CursorIcon, Frame, Id, Key, Modifiers, Pos2, Rect, Response, RichText, Role,
    ScrollArea, Sense, Shadow, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use grid::{GAP, Grid, Zoom};
use pages::{Pages, Sight};
use rust_i18n::t;
use sheets::Sheets;

/// Turning the wheel with Ctrl, or moving two fingers apart, by so much is one step of the zoom.
const PINCH: f32 = 1.2;

#[derive(Default)]
pub struct Preview {
    open: bool,
    pub pages: Pages,
    /// The place in the text whose line is marked.
    at: Option<Go>,
    zoom: Zoom,
    /// Small pictures of the pages stand beside them.
    strip: bool,
    /// The page that is seen best.
    page: usize,
    target: Option<Target>,
    /// Where the view was scrolled to a moment ago: the window holds such a place to the bounds
    /// that the pages had before, so it is asked for again.
    settling: Option<Vec2>,
    /// Where the pages lay in the last frame, how much could be seen, and what.
    seen: Option<(Grid, Vec2, Vec2)>,
    sheets: Sheets,
    pinch: Option<f32>,
    /// What stands in for which face is told in full.
    details: bool,
}

/// What is to be brought into sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Page(usize),
    /// The marked line.
    Mark,
}

impl Preview {
    pub fn is_open(&self) -> bool {
        self.open
    }

    pub fn sight(&self) -> Sight {
        if self.open { Sight::Pages } else { Sight::Number }
    }

    pub fn open(&mut self) {
        self.open = true;
        self.target = Some(Target::Mark);
    }

    /// Back to writing: where the caret belongs.
    pub fn close(&mut self) -> Option<Go> {
        self.open = false;
        self.at.take()
    }
}

/// Shows the pages.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    follow_caret(cx.view);
    let current = cx.view.preview.pages.is_current(cx.session);
    let laid = cx.view.preview.pages.laid().cloned();
    let Some(laid) = laid.filter(|laid| faces::install(ui.ctx(), &laid.fonts)) else {
        return waiting(ui, cx);
    };
    bar::show(ui, cx, &laid, current);
    bar::faces(ui, cx, &laid);
    if cx.view.preview.strip {
        strip::show(ui, &mut cx.view.preview, &laid.layout);
    }
    keys(ui, cx, &laid.layout);
    CentralPanel::default()
        .frame(Frame::new().fill(theme::palette(ui.ctx()).canvas))
        .show(ui, |ui| sheets(ui, cx, &laid));
}

/// The caret goes where the outline, the search and the checker lead, as it does in the sheet.
fn follow_caret(view: &mut View) {
    let asked = view.reveal.take().or(view.go.take());
    let asked = asked.or_else(|| {
        let elsewhere = view.preview.at.is_none_or(|at| at.place != view.current);
        elsewhere.then(|| {
            let (start, end) = view.caret().map_or((0, 0), |caret| (caret.start, caret.end));
            Go { place: view.current, start, end }
        })
    });
    if asked.is_some() {
        view.preview.at = asked;
        view.preview.target = Some(Target::Mark);
    }
}

/// Nothing can be shown yet, or at all.
fn waiting(ui: &mut Ui, cx: &mut Cx<'_>) {
    let palette = theme::palette(ui.ctx());
    CentralPanel::default().frame(Frame::new().fill(palette.canvas)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(ui.available_height() * 0.38);
            if !cx.view.preview.pages.has_failed() {
                ui.label(RichText::new(t!("preview.laying")).color(palette.weak));
                return;
            }
            ui.label(RichText::new(t!("preview.failed")).color(palette.caution));
            ui.add_space(8.0);
            if ui.button(t!("preview.again")).clicked() {
                cx.view.preview.pages.again();
            }
        });
    });
}

/// Page Up and Down, Home and End lead through the pages.
fn keys(ui: &Ui, cx: &mut Cx<'_>, layout: &Layout) {
    if cx.view.dialog.is_some() || ui.ctx().text_edit_focused() {
        return;
    }
    let preview = &mut cx.view.preview;
    let columns = preview.seen.map_or(1, |(grid, ..)| grid.columns);
    let last = layout.pages.len().saturating_sub(1);
    let row = preview.page - preview.page % columns;
    for (key, page) in [
        (Key::PageUp, row.saturating_sub(columns)),
        (Key::PageDown, if row + columns > last { last } else { row + columns }),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            preview.turn_to(page);
        }
    }
}

impl Preview {
    fn turn_to(&mut self, page: usize) {
        self.page = page;
        self.target = Some(Target::Page(page));
    }

    fn set_zoom(&mut self, zoom: Zoom) {
        self.zoom = zoom;
    }

    /// The zoom in use, in percent.
    fn percent(&self, layout: &Layout) -> u16 {
        let room = self.seen.map_or(Vec2::ZERO, |(_, room, _)| room);
        self.zoom.percent(room, vec2(layout.width, layout.height))
    }

    /// Ctrl and the wheel, or two fingers.
    fn follow_pinch(&mut self, ui: &Ui, percent: u16) {
        let by = ui.input(|input| input.zoom_delta());
        if by == 1.0 {
            self.pinch = None;
            return;
        }
        let pinch = self.pinch.unwrap_or(1.0) * by;
        self.pinch = Some(1.0);
        if pinch >= PINCH {
            self.set_zoom(Zoom::larger(percent));
        } else if pinch <= 1.0 / PINCH {
            self.set_zoom(Zoom::smaller(percent));
        } else {
            self.pinch = Some(pinch);
        }
    }

    /// Where the view is to be scrolled to; `None` where it is right as it is.
    fn scroll(&mut self, layout: &Layout, grid: &Grid, room: Vec2, scale: f32) -> Option<Vec2> {
        let before = self.seen.filter(|(seen, seen_room, _)| (seen, *seen_room) != (grid, room));
        // What stood in the middle stays there.
        let kept = before.map(|(seen, room_then, offset)| {
            let middle = grid.place_of(seen.part_at((offset + room_then / 2.0).to_pos2()));
            pos2(grid.size().x / 2.0, middle.y) - room / 2.0
        });
        let offset = kept.map(Pos2::to_vec2).or(self.seen.map(|(_, _, offset)| offset)).unwrap_or_default();
        let wanted = match self.target.take() {
            Some(Target::Page(page)) => Some(vec2(offset.x, grid.rect(page).top() - GAP)),
            Some(Target::Mark) => mark(layout, self.at).and_then(|(page, line)| {
                self.page = page;
                let line = line_rect(layout, scale, line).translate(grid.rect(page).min.to_vec2());
                let view = Rect::from_min_size(offset.to_pos2(), room);
                if self.seen.is_some() && view.contains_rect(line) {
                    return None;
                }
                let whole = grid.page.y + 2.0 * GAP <= room.y;
                let top = if whole { grid.rect(page).top() - GAP } else { line.center().y - room.y / 2.0 };
                Some(vec2(offset.x, top))
            }),
            None => None,
        };
        let most = (grid.size() - room).max(Vec2::ZERO);
        let settled = self.settling.take();
        let wanted = wanted.or(kept.map(Pos2::to_vec2)).map(|offset| offset.clamp(Vec2::ZERO, most));
        self.settling = wanted;
        wanted.or(settled)
    }
}

/// The page and the line that the caret stands in.
fn mark(layout: &Layout, at: Option<Go>) -> Option<(usize, crate::page::Placed)> {
    let at = at?;
    place::line_of(layout, Caret { place: at.place, offset: at.start })
}

/// A line's place on its page, as wide as the 版心, in points of the window.
fn line_rect(layout: &Layout, scale: f32, placed: crate::page::Placed) -> Rect {
    let size = layout.paragraphs.get(placed.paragraph).map_or(0.0, |paragraph| paragraph.size);
    let (top, bottom) = (placed.baseline - size * 1.05, placed.baseline + size * 0.35);
    let rect = Rect::from_min_max(pos2(layout.frame.left, top), pos2(layout.frame.right, bottom));
    (rect * scale).expand2(vec2(4.0, 0.0))
}

fn sheets(ui: &mut Ui, cx: &mut Cx<'_>, laid: &Laid) {
    let layout = laid.layout.as_ref();
    let room = ui.available_size();
    let sheet = vec2(layout.width, layout.height);
    let percent = cx.view.preview.zoom.percent(room, sheet);
    let scale = grid::scale(percent);
    let page = (sheet * scale).round_to_pixels(ui.pixels_per_point());
    let grid = Grid::new(cx.view.preview.zoom, room, page, layout.pages.len());
    let preview = &mut cx.view.preview;
    let mut area = ScrollArea::both().id_salt("pages").auto_shrink(false);
    if let Some(offset) = preview.scroll(layout, &grid, room, scale) {
        area = area.scroll_offset(offset);
    }
    if preview.settling.is_some() {
        ui.ctx().request_repaint();
    }
    // Paper does not fade, and a place that is asked for is no place pulled too far.
    let scroll = &mut ui.spacing_mut().scroll;
    (scroll.fade.strength, scroll.kinetic.rubber_band) = (0.0, false);
    preview.sheets.follow(ui, laid, scale);
    let output = area.show_viewport(ui, |ui, view| {
        let (all, _) = ui.allocate_exact_size(grid.size(), Sense::hover());
        let origin = all.min.round_to_pixels(ui.pixels_per_point());
        for index in grid.seen(view) {
            let rect = grid.rect(index).translate(origin.to_vec2());
            one_page(ui, cx, laid, index, rect.round_to_pixels(ui.pixels_per_point()), scale);
        }
        grid.seen(view)
    });
    let offset = output.state.clamped_offset();
    let preview = &mut cx.view.preview;
    preview.sheets.keep(|page| output.inner.contains(&page));
    preview.page = grid.main(Rect::from_min_size(offset.to_pos2(), room), preview.page);
    preview.seen = Some((grid, room, offset));
    if ui.rect_contains_pointer(output.inner_rect) {
        preview.follow_pinch(ui, percent);
    }
}

/// A page: paper, the marked line, its text.
fn one_page(ui: &mut Ui, cx: &mut Cx<'_>, laid: &Laid, index: usize, rect: Rect, scale: f32) {
    let palette = theme::palette(ui.ctx());
    let layout = laid.layout.as_ref();
    let response = ui.interact(rect, Id::unique(("page", index)), Sense::click());
    name(ui, &response, layout, index);
    let painter = ui.painter();
    let shadow = Shadow { offset: [0, 2], blur: 8, spread: 0, color: palette.page_shadow };
    painter.add(shadow.as_shape(rect, CornerRadius::ZERO));
    painter.rect(rect, 0.0, palette.page, Stroke::new(1.0, palette.line), StrokeKind::Outside);
    let painter = painter.with_clip_rect(rect.intersect(ui.clip_rect()));
    if let Some((page, line)) = mark(layout, cx.view.preview.at)
        && page == index
    {
        let line = line_rect(layout, scale, line).translate(rect.min.to_vec2());
        painter.rect_filled(line, 2.0, palette.page_mark);
    }
    if let Some(painted) = cx.view.preview.sheets.page(ui, index) {
        painter.add(Shape::Text(TextShape::new(rect.min, painted.text, palette.page_ink)));
        for cell in painted.missing {
            let cell = cell.translate(rect.min.to_vec2());
            painter.rect_stroke(cell, 0.0, Stroke::new(1.5, palette.page_missing), StrokeKind::Inside);
        }
    }
    if layout.paragraphs.is_empty() {
        return empty(ui, cx, rect);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() {
        // Assistive technology presses without a pointer: that leads to the page's first line.
        let at = response.interact_pointer_pos().unwrap_or(rect.min);
        let at = (at - rect.min) / scale;
        if let Some(caret) = place::caret_at(layout, index, at.x, at.y) {
            let go = Go { place: caret.place, start: caret.offset, end: caret.offset };
            cx.out.push(Action::WriteAt(go));
        }
    }
}

/// The page's name and text, for assistive technology.
fn name(ui: &Ui, response: &Response, layout: &Layout, index: usize) {
    response.widget_info(|| {
        let page = t!("preview.page", n = index + 1);
        let mut info = WidgetInfo::labeled(Role::Document, ui.is_enabled(), page.as_ref());
        let lines = layout.pages.get(index).map_or(&[][..], |page| &page.lines);
        let text = lines.iter().filter_map(|placed| {
            let paragraph = layout.paragraphs.get(placed.paragraph)?;
            Some(paragraph.lines.get(placed.line)?.glyphs.iter().map(|glyph| glyph.char).collect::<String>())
        });
        info.current_text_value = Some(text.collect::<Vec<_>>().join("\n"));
        info
    });
}

/// Nothing stands on paper yet.
fn empty(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let palette = theme::palette(ui.ctx());
    let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), 80.0));
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.vertical_centered(|ui| {
            ui.label(RichText::new(t!("preview.empty")).color(palette.page_ink));
            ui.add_space(8.0);
            if widgets::primary_button(ui, t!("preview.write")).clicked() {
                let (place, start) = (cx.view.current, 0);
                cx.out.push(Action::WriteAt(Go { place, start, end: start }));
            }
        });
    });
}
