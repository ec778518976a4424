//! Over the pages: which page it is, how large, and which faces stand in for others.

use super::super::view::Cx;
use super::super::{theme, widgets};
use super::Preview;
use super::grid::Zoom;
use crate::page::Layout;
use crate::session::fonts;
use crate::session::typeset::Laid;
use egui::containers::menu::MenuButton;
use egui::{Align, Button, Frame, Layout as Flow, Margin, Panel, Response, RichText, Ui, WidgetInfo};
use rust_i18n::t;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, laid: &Laid, current: bool) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.canvas).inner_margin(Margin::symmetric(16, 0));
    let panel = Panel::top("preview bar").exact_size(36.0).frame(frame).show_separator_line(false);
    panel.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.spacing_mut().button_padding.x = 8.0;
            let preview = &mut cx.view.preview;
            let strip = toggle(ui, &t!("preview.strip"), preview.strip);
            if strip.on_hover_text(t!("preview.strip_hint")).clicked() {
                preview.strip = !preview.strip;
            }
            ui.add_space(8.0);
            turning(ui, preview, &laid.layout);
            if preview.pages.has_failed() {
                ui.add_space(8.0);
                ui.label(RichText::new(t!("preview.failed")).size(theme::SMALL).color(palette.caution));
                if widgets::link_button(ui, t!("preview.again")).clicked() {
                    preview.pages.again();
                }
            } else if !current {
                ui.add_space(8.0);
                widgets::note(ui, t!("preview.laying"));
            }
            ui.with_layout(Flow::right_to_left(Align::Center), |ui| zoom(ui, preview, &laid.layout));
        });
    });
}

/// A word that is on or off.
fn toggle(ui: &mut Ui, words: &str, on: bool) -> Response {
    let palette = theme::palette(ui.ctx());
    let colour = if on { palette.ink } else { palette.weak };
    let button = Button::new(RichText::new(words).size(theme::SMALL).color(colour)).small();
    let button = if on { button.fill(palette.selected) } else { button };
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(egui::Role::CheckBox, ui.is_enabled(), on, words));
    response
}

/// A sign to press, with its name.
fn sign(ui: &mut Ui, sign: &str, name: &str, enabled: bool) -> bool {
    let palette = theme::palette(ui.ctx());
    let text = RichText::new(sign).size(theme::BODY).color(palette.weak);
    let response = ui.add_enabled(enabled, Button::new(text).frame_when_inactive(false).small());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, name));
    response.on_hover_text(name).clicked()
}

/// ‹ 第 1 页，共 4 页 ›
fn turning(ui: &mut Ui, preview: &mut Preview, layout: &Layout) {
    let (page, all) = (preview.page.min(layout.pages.len().saturating_sub(1)), layout.pages.len());
    if sign(ui, "‹", &t!("preview.before"), page > 0) {
        preview.turn_to(page.saturating_sub(1));
    }
    widgets::note(ui, t!("preview.page_of", n = page + 1, all = all));
    if sign(ui, "›", &t!("preview.next"), page + 1 < all) {
        preview.turn_to(page + 1);
    }
}

/// − 双页 46 % ▼ ＋, from the right.
fn zoom(ui: &mut Ui, preview: &mut Preview, layout: &Layout) {
    let palette = theme::palette(ui.ctx());
    let percent = preview.percent(layout);
    if sign(ui, "+", &t!("preview.zoom.larger"), Zoom::larger(percent) != Zoom::Percent(percent)) {
        preview.set_zoom(Zoom::larger(percent));
    }
    let words = match preview.zoom {
        Zoom::Percent(_) => format!("{percent} % ▼"),
        fit => format!("{} {percent} % ▼", fit.label()),
    };
    let text = RichText::new(words).size(theme::SMALL).color(palette.weak);
    let button = Button::new(text).frame_when_inactive(false).small();
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        for zoom in Zoom::all() {
            if widgets::menu_choice(ui, preview.zoom == zoom, &zoom.label()) {
                preview.set_zoom(zoom);
            }
        }
    });
    response.widget_info(|| {
        let name = t!("preview.zoom.name", percent = percent);
        WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), name.as_ref())
    });
    response.on_hover_text(t!("preview.zoom.hint"));
    if sign(ui, "−", &t!("preview.zoom.smaller"), Zoom::smaller(percent) != Zoom::Percent(percent)) {
        preview.set_zoom(Zoom::smaller(percent));
    }
}

/// Which faces stand in for others, and which characters none has: nothing is replaced silently.
pub fn faces(ui: &mut Ui, cx: &mut Cx<'_>, laid: &Laid) {
    let palette = theme::palette(ui.ctx());
    let replaced = fonts::substitutions(&laid.fonts);
    let missing = fonts::missing_words(&laid.layout.missing);
    if replaced.is_empty() && missing.is_none() {
        return;
    }
    let ground = if missing.is_none() { palette.paper } else { palette.caution_wash };
    let frame = Frame::new().fill(ground).inner_margin(Margin::symmetric(24, 3));
    let details = &mut cx.view.preview.details;
    Panel::top("preview faces").frame(frame).show_separator_line(false).show(ui, |ui| {
        if let Some(words) = missing {
            ui.label(RichText::new(words).size(theme::SMALL).color(palette.caution));
        }
        match replaced.as_slice() {
            [] => {}
            [one] => {
                widgets::note(ui, one.as_str());
            }
            several => {
                ui.horizontal(|ui| {
                    let line = widgets::note(ui, t!("preview.face.several", n = several.len()));
                    line.on_hover_text(several.join("\n"));
                    let words = if *details { t!("preview.face.less") } else { t!("preview.face.more") };
                    if widgets::link_button(ui, words).clicked() {
                        *details = !*details;
                    }
                });
                for sentence in several.iter().filter(|_| *details) {
                    widgets::note(ui, sentence.as_str());
                }
            }
        }
    });
}
