//! The start page: templates, last year's text, what was not saved, what was open recently.

mod recovered;

use super::command::Command;
use super::view::Action;
use super::{theme, widgets};
use crate::model::Template;
use crate::session::open::Listed;
use crate::store::settings::{Presence, Recent};
use crate::store::template::Origin;
use egui::{
    Align, CornerRadius, FontId, Id, Layout, Margin, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, vec2,
};
use rust_i18n::t;

const CARD_WIDTH: f32 = 310.0;
const CARD_HEIGHT: f32 = 95.0;
const GAP: f32 = 12.0;

pub struct Start<'a> {
    pub templates: &'a [(Template, Origin)],
    /// What is wrong with templates of the user's own.
    pub problems: &'a [String],
    pub recent: Vec<(&'a Recent, Presence)>,
    pub recoverable: &'a [Listed],
    /// Today, as `2026-12-01`.
    pub today: &'a str,
}

pub fn show(ui: &mut Ui, start: &Start<'_>, out: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink(false).id_salt("start").show(ui, |ui| {
        let width = ui.available_width();
        let content = (2.0 * CARD_WIDTH + GAP + 56.0 + 380.0).min(width - 48.0);
        let narrow = width < theme::FOLD_WIDTH;
        let side = ((width - content) / 2.0).max(24.0);
        ui.add_space(40.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width(if narrow { width - 2.0 * side } else { 2.0 * CARD_WIDTH + GAP });
                templates(ui, start, out);
                if narrow {
                    ui.add_space(24.0);
                    recent(ui, start, out);
                }
            });
            if !narrow {
                ui.add_space(56.0);
                ui.vertical(|ui| {
                    ui.set_width(content - 2.0 * CARD_WIDTH - GAP - 56.0);
                    ui.add_space(12.0);
                    recent(ui, start, out);
                });
            }
        });
        ui.add_space(24.0);
    });
}

fn templates(ui: &mut Ui, start: &Start<'_>, out: &mut Vec<Action>) {
    let palette = theme::palette(ui.ctx());
    let heading = RichText::new(t!("ui.start.heading")).font(FontId::new(26.0, theme::title_family()));
    ui.label(heading.color(palette.ink));
    ui.add_space(4.0);
    widgets::note(ui, t!("ui.start.about"));
    ui.add_space(18.0);
    let columns = ((ui.available_width() + GAP) / (CARD_WIDTH + GAP)).floor().max(1.0) as usize;
    for line in start.templates.chunks(columns) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (template, origin) in line {
                card(ui, template, origin, out);
            }
        });
        ui.add_space(GAP - ui.spacing().item_spacing.y);
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 14.0;
        for (words, command) in [
            (t!("ui.start.import"), Command::ImportText),
            (t!("ui.start.open"), Command::Open),
            (t!("ui.start.folder"), Command::TemplateFolder),
        ] {
            if ui.button(words).clicked() {
                out.push(Action::Command(command));
            }
        }
    });
    for problem in start.problems {
        ui.add_space(8.0);
        ui.label(RichText::new(problem).size(theme::SMALL).color(palette.caution));
    }
}

fn card(ui: &mut Ui, template: &Template, origin: &Origin, out: &mut Vec<Action>) {
    let palette = theme::palette(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(CARD_WIDTH, CARD_HEIGHT), Sense::hover());
    let response = ui.interact(rect, Id::unique(("template", &template.id)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &template.name));
    let stroke = if response.hovered() || response.has_focus() { palette.accent } else { palette.line };
    let radius = CornerRadius::same(8);
    ui.painter().rect_filled(rect, radius, palette.sheet);
    ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, stroke), StrokeKind::Inside);
    let left = rect.left() + 16.0;
    let room = rect.width() - 32.0;
    let name = widgets::one_line(ui, &template.name, 15.0, palette.ink, room);
    widgets::paint_line(ui, name, left, rect.top() + 26.0);
    let summary = template.summary.join(" · ");
    let summary = widgets::one_line(ui, &summary, theme::SMALL, palette.weak, room);
    widgets::paint_line(ui, summary, left, rect.top() + 47.0);
    let mut facts = t!("ui.start.parts", n = template.body.children.len()).into_owned();
    facts.push_str(&format!(" · {}", widgets::limit_words(template.limit)));
    if *origin != Origin::BuiltIn {
        facts.push_str(&format!(" · {}", t!("ui.start.own")));
    }
    let facts = widgets::one_line(ui, &facts, theme::SMALL, palette.weak, room);
    widgets::paint_line(ui, facts, left, rect.top() + 71.0);
    if response.clicked() {
        out.push(Action::Template(template.id.clone()));
    }
    response.on_hover_text(format!("{}\n{}", template.for_whom, template.when));
}

fn recent(ui: &mut Ui, start: &Start<'_>, out: &mut Vec<Action>) {
    recovered::show(ui, start, out);
    widgets::caption(ui, t!("ui.start.recent"));
    ui.add_space(6.0);
    if start.recent.is_empty() {
        widgets::note(ui, t!("ui.start.no_recent"));
    }
    for (recent, presence) in &start.recent {
        recent_row(ui, recent, *presence == Presence::There, start.today, out);
    }
}

fn recent_row(ui: &mut Ui, recent: &Recent, exists: bool, today: &str, out: &mut Vec<Action>) {
    let palette = theme::palette(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 49.0), Sense::hover());
    let response = ui.interact(rect, Id::unique(("recent", &recent.path)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &recent.title));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), palette.selected.gamma_multiply(0.6));
    }
    let when = when(&super::services::local(recent.opened), today);
    let when = widgets::one_line(ui, &when, theme::SMALL, palette.weak, 120.0);
    let right = rect.right() - 4.0 - when.size().x;
    widgets::paint_line(ui, when, right, rect.center().y);
    let ink = if exists { palette.ink } else { palette.faint };
    let room = right - rect.left() - 16.0;
    let title = widgets::one_line(ui, &recent.title, theme::BODY, ink, room);
    widgets::paint_line(ui, title, rect.left() + 4.0, rect.top() + 15.0);
    let place = if exists { folder(recent) } else { t!("ui.start.missing").into_owned() };
    let place = widgets::one_line(ui, &place, theme::SMALL, palette.weak, room);
    widgets::paint_line(ui, place, rect.left() + 4.0, rect.top() + 34.0);
    if response.clicked() {
        out.push(Action::OpenFile(recent.path.clone()));
    }
    response.context_menu(|ui| {
        if ui.button(t!("ui.start.forget")).clicked() {
            out.push(Action::ForgetRecent(recent.path.clone()));
            ui.close();
        }
    });
    response.on_hover_text(recent.path.display().to_string());
}

/// The last two folders of a file's path.
fn folder(recent: &Recent) -> String {
    let names: Vec<_> = recent
        .path
        .parent()
        .into_iter()
        .flat_map(|folder| folder.components())
        .filter_map(|part| match part {
            std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    let last = names.len().saturating_sub(2);
    names.get(last..).unwrap_or_default().join(" / ")
}

/// 今天 14:03, 11月2日, 2025年12月30日. `opened` is `2026-12-01 14:03`.
fn when(opened: &str, today: &str) -> String {
    let Some((date, time)) = opened.split_once(' ') else { return opened.to_owned() };
    if date == today {
        return t!("ui.start.today", time = time).into_owned();
    }
    let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return opened.to_owned();
    };
    if today.starts_with(year) {
        t!("ui.start.day", month = month, day = day).into_owned()
    } else {
        t!("ui.start.date", year = year, month = month, day = day).into_owned()
    }
}

/// The foot of the start page.
pub fn foot(ui: &mut Ui) {
    egui::Frame::new().inner_margin(Margin::symmetric(14, 0)).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            widgets::note(ui, t!("ui.start.offline"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                widgets::note(ui, t!("ui.language"));
            });
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_it_was_open() {
        rust_i18n::set_locale("zh-CN");
        for (opened, words) in [
            ("2026-12-01 14:03", "今天 14:03"),
            ("2026-11-02 09:00", "11月2日"),
            ("2025-12-30 09:00", "2025年12月30日"),
            ("?", "?"),
        ] {
            assert_eq!(when(opened, "2026-12-01"), words);
        }
    }
}
