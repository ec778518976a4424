//! Fields for the numbers of a page.

use super::super::super::widgets;
use crate::model::profile::{Cells, Lines, Mm, Pt};
use egui::{DragValue, Ui};
use rust_i18n::t;

/// A caption, and what stands beside it.
pub fn line(ui: &mut Ui, caption: &str, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        widgets::field_caption(ui, caption);
        ui.spacing_mut().item_spacing.x = 10.0;
        content(ui);
    });
}

/// A number with its words before it; whether it was changed.
fn number<N: egui::emath::Numeric>(
    ui: &mut Ui,
    words: &str,
    value: &mut N,
    drag: impl FnOnce(DragValue<'_>) -> DragValue<'_>,
) -> bool {
    let between = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, 4.0);
    let label = ui.label(words);
    ui.spacing_mut().item_spacing.x = between;
    ui.add(drag(DragValue::new(value))).labelled_by(label.id).changed()
}

pub fn millimetres(ui: &mut Ui, words: &str, value: &mut Mm) {
    let mut shown = value.get();
    let changed = number(ui, words, &mut shown, |drag| {
        drag.range(0.0..=Mm::MOST).speed(0.5).max_decimals(1).suffix(t!("page.mm"))
    });
    if changed && let Some(new) = Mm::new(shown) {
        *value = new;
    }
}

pub fn points(ui: &mut Ui, words: &str, value: &mut Pt) {
    let mut shown = value.get();
    let changed = number(ui, words, &mut shown, |drag| {
        drag.range(Pt::LEAST..=Pt::MOST).speed(0.25).max_decimals(2).suffix(t!("page.pt"))
    });
    if changed && let Some(new) = Pt::new(shown) {
        *value = new;
    }
}

pub fn cells(ui: &mut Ui, words: &str, value: &mut Cells) {
    let mut shown = value.get();
    if number(ui, words, &mut shown, |drag| drag.range(0..=Cells::MOST).speed(0.1))
        && let Some(new) = Cells::new(shown)
    {
        *value = new;
    }
}

pub fn rows(ui: &mut Ui, words: &str, value: &mut Lines) {
    let mut shown = value.get();
    if number(ui, words, &mut shown, |drag| drag.range(0..=Lines::MOST).speed(0.1))
        && let Some(new) = Lines::new(shown)
    {
        *value = new;
    }
}
