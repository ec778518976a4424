//! What was not saved: the recovery copies that nobody claims.

use super::super::dispatch::compare::with_copy;
use super::super::services::local;
use super::super::view::Action;
use super::super::{theme, widgets};
use super::{Start, when};
use crate::session::open::{FileState, Listed};
use egui::{Button, CornerRadius, Frame, Margin, RichText, Stroke, Ui};
use rust_i18n::t;
use std::cmp::Ordering;

/// A card for each copy; nothing where there is none.
pub fn show(ui: &mut Ui, start: &Start<'_>, out: &mut Vec<Action>) {
    if start.recoverable.is_empty() {
        return;
    }
    widgets::caption(ui, t!("ui.recovery.heading"));
    ui.add_space(4.0);
    for listed in start.recoverable {
        card(ui, listed, start.today, out);
        ui.add_space(4.0);
    }
    ui.add_space(16.0);
}

fn card(ui: &mut Ui, listed: &Listed, today: &str, out: &mut Vec<Action>) {
    let palette = theme::palette(ui.ctx());
    let copy = listed.found.content.as_ref().ok().map(|parsed| &parsed.copy);
    let title = copy.map(|copy| copy.project.title_line()).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| t!("ui.untitled").into_owned());
    let frame = Frame::new()
        .fill(palette.accent_wash)
        .stroke(Stroke::new(1.0, palette.accent.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(12, 9));
    frame.show(ui, |ui| {
        let width = ui.available_width();
        ui.set_width(width);
        let name = widgets::one_line(ui, &title, theme::BODY, palette.ink, width);
        ui.label(name).on_hover_text(place(listed));
        ui.label(RichText::new(facts(listed, today)).size(theme::SMALL).color(palette.weak));
        if let Some(doubt) = doubt(listed) {
            ui.label(RichText::new(doubt).size(theme::SMALL).color(palette.caution));
        }
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.spacing_mut().button_padding.y = 2.0;
            if copy.is_some() {
                let open = RichText::new(t!("ui.recovery.open")).color(palette.accent);
                let open = Button::new(open).stroke(Stroke::new(1.0, palette.accent));
                if ui.add(open).clicked() {
                    out.push(Action::AskRecover(listed.found.path.clone()));
                }
            }
            if let (Some(copy), Some(file)) = (copy, listed.file.project())
                && ui.button(t!("ui.recovery.compare")).clicked()
            {
                let open = vec![Action::AskRecover(listed.found.path.clone())];
                let choices = vec![(t!("ui.recovery.open_copy").into_owned(), open)];
                out.push(with_copy(copy.project.clone(), copy.kept, file.clone(), choices));
            }
            if ui.button(t!("ui.recovery.discard_button")).clicked() {
                out.push(Action::AskDiscard(listed.found.path.clone(), title.clone()));
            }
        });
    });
}

/// The file it belongs to.
fn place(listed: &Listed) -> String {
    let base = listed.found.content.as_ref().ok().and_then(|parsed| parsed.copy.base.as_ref());
    base.map_or_else(|| t!("ui.recovery.never").into_owned(), |base| base.path.display().to_string())
}

/// Why it cannot be read, or not be trusted.
fn doubt(listed: &Listed) -> Option<String> {
    match &listed.found.content {
        Ok(parsed) => widgets::doubtful_copy(parsed.integrity),
        Err(error) => Some(error.to_string()),
    }
}

/// 总结.ron · 今天 13:47 · 1204 字 · 比文件多 86 字
fn facts(listed: &Listed, today: &str) -> String {
    let mut facts = vec![when(&local(listed.found.kept() / 1000), today)];
    if let Ok(parsed) = &listed.found.content {
        let file = parsed.copy.base.as_ref().and_then(|base| base.path.file_name());
        facts.splice(..0, file.map(|name| name.to_string_lossy().into_owned()));
        facts.push(t!("ui.recovery.words", n = listed.words).into_owned());
        facts.extend(difference(listed));
        if parsed.copy.closed {
            facts.push(t!("ui.recovery.closed").into_owned());
        }
    }
    facts.join(" · ")
}

/// How it stands to its file.
fn difference(listed: &Listed) -> Vec<String> {
    let words = match &listed.file {
        FileState::Never => return vec![t!("ui.recovery.never").into_owned()],
        FileState::Missing => return vec![t!("ui.recovery.missing").into_owned()],
        FileState::Unreadable => return vec![t!("ui.recovery.unreadable").into_owned()],
        FileState::There { words, .. } => *words,
    };
    let changed = matches!(listed.file, FileState::There { changed: true, .. });
    let by = match listed.words.cmp(&words) {
        Ordering::Greater => t!("ui.recovery.more", n = listed.words - words),
        Ordering::Less => t!("ui.recovery.less", n = words - listed.words),
        Ordering::Equal => t!("ui.recovery.as_long"),
    };
    changed.then(|| t!("ui.recovery.changed")).into_iter().chain([by]).map(Into::into).collect()
}
