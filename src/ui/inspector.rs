//! The pane at the right: 字数, 要素, 提示.

pub mod check;
mod count;
pub mod fields;
mod guidance;
mod review;

use super::view::{Action, Cx, Tab};
use super::{theme, widgets};
use crate::judge::Severity;
use egui::{Id, Margin, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    tabs(ui, cx);
    ScrollArea::vertical().auto_shrink(false).id_salt(("inspector", cx.view.tab as u8)).show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin { left: 16, right: 16, top: 14, bottom: 16 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            match cx.view.tab {
                Tab::Count => count::show(ui, cx),
                Tab::Check => check::show(ui, cx),
                Tab::Fields => fields::show(ui, cx),
                Tab::Guidance => guidance::show(ui, cx),
            }
        });
    });
}

fn tabs(ui: &mut Ui, cx: &mut Cx<'_>) {
    let palette = theme::palette(ui.ctx());
    let unfilled = cx.session.project().fields.iter().filter(|field| field.problem().is_some()).count();
    let fields = match unfilled {
        0 => t!("ui.tab.fields").into_owned(),
        n => format!("{} {n}", t!("ui.tab.fields")),
    };
    let found = Severity::ALL.map(|severity| cx.view.findings.count(severity));
    let check = match found[0] + found[1] {
        0 => t!("ui.tab.check").into_owned(),
        n => format!("{} {n}", t!("ui.tab.check")),
    };
    let tabs = [
        (Tab::Count, t!("ui.tab.count").into_owned()),
        (Tab::Check, check),
        (Tab::Fields, fields),
        (Tab::Guidance, t!("ui.tab.guidance").into_owned()),
    ];
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 42.0), Sense::hover());
    ui.painter().hline(bar.x_range(), bar.bottom(), Stroke::new(1.0, palette.line));
    let mut left = bar.left() + 8.0;
    for (tab, label) in tabs {
        let selected = cx.view.tab == tab;
        let colour = if selected { palette.ink } else { palette.weak };
        let galley = widgets::one_line(ui, &label, theme::BODY, colour, 200.0);
        let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(galley.size().x + 28.0, bar.height()));
        let response = ui.interact(rect, Id::unique(("tab", tab as u8)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, &label));
        if response.clicked() {
            cx.out.push(Action::Tab(tab));
        }
        if response.hovered() && !selected {
            ui.painter().rect_filled(rect.shrink2(vec2(4.0, 8.0)), 6.0, palette.selected.gamma_multiply(0.5));
        }
        widgets::paint_line(ui, galley, left + 14.0, rect.center().y);
        if selected {
            let line = Rect::from_min_max(rect.left_bottom() - vec2(0.0, 2.0), rect.right_bottom());
            ui.painter().rect_filled(line, 0.0, palette.accent);
        }
        left = rect.right();
    }
}

/// A hairline between two groups.
fn line(ui: &mut Ui) {
    let palette = theme::palette(ui.ctx());
    ui.add_space(8.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.line);
    ui.add_space(8.0);
}
