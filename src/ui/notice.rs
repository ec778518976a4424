//! What happened, told at the foot of the sheet.

use super::theme;
use super::view::{Action, Notice};
use egui::{
    Align2, Area, Button, Context, Frame, Id, Margin, Order, RichText, Role, TextStyle, Ui, WidgetInfo,
};
use rust_i18n::t;

/// The words take no more than this; at their sides stay the cross, the margins and what is behind.
const WIDTH: f32 = 720.0;
const SIDES: f32 = 120.0;

pub fn show(ctx: &Context, notice: &Notice, out: &mut Vec<Action>) {
    let palette = theme::palette(ctx);
    let area = Area::new(Id::unique("notice")).anchor(Align2::CENTER_BOTTOM, [0.0, -44.0]);
    area.order(Order::Foreground).default_width(WIDTH + SIDES).show(ctx, |ui| {
        let frame = Frame::new().fill(palette.ink).corner_radius(8).inner_margin(Margin::symmetric(16, 8));
        frame.show(ui, |ui| {
            let width = WIDTH.min(ctx.content_rect().width() - SIDES);
            let font = TextStyle::Body.resolve(ui.style());
            let words = ui.painter().layout(notice.text.clone(), font, palette.sheet, width);
            ui.horizontal(|ui| {
                if words.rows.len() == 1 {
                    ui.label(words);
                    actions(ui, notice, out);
                } else {
                    ui.vertical(|ui| {
                        ui.label(words);
                        if !notice.actions.is_empty() {
                            ui.horizontal(|ui| actions(ui, notice, out));
                        }
                    });
                }
                cross(ui, out);
            });
        });
    });
}

fn actions(ui: &mut Ui, notice: &Notice, out: &mut Vec<Action>) {
    let palette = theme::palette(ui.ctx());
    for (index, (words, _)) in notice.actions.iter().enumerate() {
        let words = RichText::new(words).color(palette.sheet).underline();
        if ui.add(Button::new(words).frame(false)).clicked() {
            out.push(Action::Notice(index));
        }
    }
}

fn cross(ui: &mut Ui, out: &mut Vec<Action>) {
    let cross = RichText::new("×").color(theme::palette(ui.ctx()).sheet);
    let close = ui.add(Button::new(cross).frame(false));
    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, t!("ui.close").as_ref()));
    if close.clicked() {
        out.push(Action::CloseNotice);
    }
}
