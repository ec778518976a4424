//! Underlines in the text, and what they say when the pointer is on them.

use super::super::theme::{self, Palette};
use super::super::view::{Action, Cx, Ignore};
use super::super::widgets;
use super::shown_range;
use crate::judge::{Finding, Severity};
use crate::model::Place;
use crate::text::shift::Shift;
use egui::text::{CCursor, CharIndex};
use egui::{Color32, Galley, Id, Pos2, Rect, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;
use std::ops::Range;

/// Draws them under a text that was just shown: perhaps with what is being composed in it, and what
/// was typed only now. `before` is the text as the project has it.
pub fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    place: Place,
    (before, text): (&str, &str),
    galley: &Galley,
    at: Pos2,
) {
    let mut asked = Vec::new();
    let typed = Shift::between(before, text);
    let told = told_below(ui, cx, place);
    for (index, finding) in cx.view.findings.at(place) {
        let range = shown_range(before, finding).and_then(|range| typed.follow(&range));
        let Some(range) = range.filter(|range| !range.is_empty()) else { continue };
        for (number, rect) in rows(text, &range, galley, at).into_iter().enumerate() {
            if !ui.clip_rect().intersects(rect) {
                continue;
            }
            underline(ui, rect, finding.rule.severity);
            if told == Some(index) && number == 0 {
                explain_below(ui, rect, |ui| explain(ui, index, finding, &mut asked));
                continue;
            }
            let id = Id::unique(("finding", place, index, number));
            let response = ui.interact(rect, id, Sense::hover());
            response.on_hover_ui(|ui| explain(ui, index, finding, &mut asked));
        }
    }
    cx.out.append(&mut asked);
}

/// The finding that was gone to, while the caret is there and no pane tells of it.
fn told_below(ui: &Ui, cx: &Cx<'_>, place: Place) -> Option<usize> {
    let pane = cx.settings.inspector_open && ui.ctx().content_rect().width() >= theme::FOLD_WIDTH;
    let index = cx.view.findings.current.filter(|_| !pane)?;
    let caret = cx.view.caret().filter(|caret| caret.place == place)?;
    let go = super::go(cx.session.project(), cx.view.findings.get(index)?)?;
    ((go.place, go.start, go.end) == (place, caret.start, caret.end)).then_some(index)
}

/// What a finding says, below its words.
fn explain_below(ui: &Ui, rect: Rect, content: impl FnOnce(&mut Ui)) {
    let area = egui::Area::new(Id::unique("finding told")).order(egui::Order::Foreground);
    area.fixed_pos(rect.left_bottom() + vec2(0.0, 4.0)).constrain(true).show(ui.ctx(), |ui| {
        egui::Frame::popup(ui.style()).show(ui, content);
    });
}

/// The rectangles of the rows that a range of a text takes.
fn rows(text: &str, range: &Range<usize>, galley: &Galley, at: Pos2) -> Vec<Rect> {
    let count = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
    let (start, end) = (count(range.start), count(range.end));
    let mut rows: Vec<Rect> = Vec::new();
    for character in start..end {
        let cursor = |at: usize, next_row| CCursor { index: CharIndex(at), prefer_next_row: next_row };
        let left = galley.pos_from_cursor(cursor(character, true));
        let right = galley.pos_from_cursor(cursor(character + 1, false));
        if right.right() <= left.left() {
            continue;
        }
        let rect = Rect::from_min_max(left.min, pos2(right.right(), left.bottom()));
        match rows.last_mut() {
            Some(row) if (row.top() - rect.top()).abs() < 1.0 => *row = row.union(rect),
            _ => rows.push(rect),
        }
    }
    rows.into_iter().map(|row| row.translate(at.to_vec2())).collect()
}

/// The colour of a severity.
pub fn colour(palette: &Palette, severity: Severity) -> Color32 {
    match severity {
        Severity::Must => palette.accent,
        Severity::Should => palette.caution,
        Severity::Hint => palette.faint,
    }
}

/// The shortest underline, in points.
const LEAST: f32 = 8.0;

/// 必改 is a line, what is less grave is dotted.
fn underline(ui: &Ui, rect: Rect, severity: Severity) {
    let palette = theme::palette(ui.ctx());
    let colour = colour(&palette, severity);
    let y = rect.bottom() - 3.0;
    // A mark of half a width, or a blank, is hard to see.
    let rect = rect.expand2(vec2(((LEAST - rect.width()) / 2.0).max(0.0), 0.0));
    if severity == Severity::Must {
        ui.painter().hline(rect.x_range(), y, Stroke::new(1.6, colour));
        return;
    }
    let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
    ui.painter().extend(egui::Shape::dashed_line(&ends, Stroke::new(1.6, colour), 2.0, 2.0));
}

/// What a finding says, and what can be done about it.
pub fn explain(ui: &mut Ui, index: usize, finding: &Finding, out: &mut Vec<Action>) {
    ui.set_max_width(360.0);
    head(ui, finding);
    ui.label(RichText::new(&finding.message).size(13.0));
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| buttons(ui, index, finding, out));
    widgets::note(ui, t!("ui.check.keys"));
}

/// 必改 遗留占位
pub fn head(ui: &mut Ui, finding: &Finding) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let severity = finding.rule.severity;
        let (ink, wash) = match severity {
            Severity::Must => (palette.accent, palette.accent_wash),
            Severity::Should => (palette.caution, palette.caution_wash),
            Severity::Hint => (palette.weak, palette.selected),
        };
        let tag = widgets::one_line(ui, &severity.label(), theme::SMALL, ink, 60.0);
        let (rect, response) = ui.allocate_exact_size(tag.size() + vec2(8.0, 2.0), Sense::hover());
        ui.painter().rect_filled(rect, 4.0, wash);
        ui.painter().galley(rect.min + vec2(4.0, 1.0), tag, ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, severity.label()));
        ui.label(RichText::new(finding.rule.name()).size(theme::BODY).color(palette.ink))
            .on_hover_text(why(finding));
    });
}

fn why(finding: &Finding) -> String {
    let mut why = finding.rule.why();
    if !finding.rule.clause.is_empty() {
        why.push('\n');
        why.push_str(finding.rule.clause);
    }
    why
}

/// 改为 2～3个村, 忽略
pub fn buttons(ui: &mut Ui, index: usize, finding: &Finding, out: &mut Vec<Action>) {
    let palette = theme::palette(ui.ctx());
    ui.spacing_mut().button_padding = vec2(8.0, 2.0);
    ui.spacing_mut().item_spacing.x = 6.0;
    for (number, fix) in finding.fixes.iter().take(3).enumerate() {
        let words = match fix.as_str() {
            "" => t!("ui.check.delete").into_owned(),
            fix => t!("ui.check.change", to = short(fix)).into_owned(),
        };
        let button = egui::Button::new(RichText::new(words).size(13.0).color(palette.accent));
        if ui.add(button.stroke(Stroke::new(1.0, palette.accent))).clicked() {
            out.push(Action::Fix(index, number));
        }
    }
    if finding.rule.id == crate::judge::names::OTHER_UNIT {
        let words = RichText::new(t!("ui.check.add_name")).size(13.0);
        if ui.button(words).on_hover_text(t!("ui.check.own_name")).clicked() {
            out.push(Action::Ignore(index, Ignore::Name));
        }
    }
    ui.menu_button(RichText::new(t!("ui.check.ignore")).size(13.0), |ui| {
        for (words, ignore) in [
            (t!("ui.check.ignore_here"), Ignore::Here),
            (t!("ui.check.ignore_words"), Ignore::Words),
            (t!("ui.check.ignore_rule"), Ignore::Rule),
        ] {
            if ui.button(words).clicked() {
                out.push(Action::Ignore(index, ignore));
                ui.close();
            }
        }
    });
}

/// The first characters of a replacement.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(16).collect();
    if text.chars().count() > 16 {
        short.push('…');
    }
    short
}
