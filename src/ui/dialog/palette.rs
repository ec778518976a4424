//! Every command, to be found by its words.

use super::super::command::{Command, Row, TABLE};
use super::super::view::Action;
use super::super::{theme, widgets};
use super::Stay;
use egui::{CornerRadius, Id, Key, Modifiers, RichText, ScrollArea, TextEdit, Ui};
use rust_i18n::t;

#[derive(Default)]
pub struct Palette {
    query: String,
    chosen: usize,
    shown: bool,
    /// Commands that make no sense now are not offered.
    allowed: Vec<Command>,
}

impl Palette {
    pub fn new(allowed: Vec<Command>) -> Self {
        Self { allowed, ..Self::default() }
    }

    fn found(&self) -> Vec<&'static Row> {
        let query = self.query.trim().to_lowercase();
        TABLE
            .iter()
            .filter(|row| self.allowed.contains(&row.command))
            .filter(|row| row.label().to_lowercase().contains(&query))
            .collect()
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ui.ctx());
        let hint = RichText::new(t!("ui.palette.hint")).color(palette.faint);
        let before = self.query.clone();
        let label = widgets::caption(ui, t!("ui.palette.title"));
        let edit = TextEdit::singleline(&mut self.query)
            .hint_text(hint)
            .desired_width(f32::INFINITY)
            .return_key(None);
        let response = ui.add(edit).labelled_by(label.id);
        if !std::mem::replace(&mut self.shown, true) {
            response.request_focus();
        }
        if before != self.query {
            self.chosen = 0;
        }
        let chosen = self.chosen;
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let found = self.found();
        if pressed(Key::ArrowDown) {
            self.chosen += 1;
        }
        if pressed(Key::ArrowUp) {
            self.chosen = self.chosen.saturating_sub(1);
        }
        self.chosen = self.chosen.min(found.len().saturating_sub(1));
        let moved = self.chosen != chosen;
        let mut run = pressed(Key::Enter).then(|| found.get(self.chosen).map(|row| row.command)).flatten();
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
            for (index, row) in found.iter().enumerate() {
                let name = row.label();
                let response = widgets::row(ui, Id::unique(("palette", row.words)), 30.0, &name);
                let rect = response.rect;
                if index == self.chosen || response.hovered() {
                    ui.painter().rect_filled(rect, CornerRadius::same(6), palette.selected);
                }
                if index == self.chosen && moved {
                    response.scroll_to_me(None);
                }
                let label = widgets::one_line(ui, &name, theme::BODY, palette.ink, 300.0);
                widgets::paint_line(ui, label, rect.left() + 10.0, rect.center().y);
                let keys = widgets::one_line(ui, &row.keys_label(), theme::SMALL, palette.weak, 140.0);
                let left = rect.right() - 10.0 - keys.size().x;
                widgets::paint_line(ui, keys, left, rect.center().y);
                if response.clicked() {
                    run = Some(row.command);
                }
            }
            if found.is_empty() {
                widgets::note(ui, t!("ui.palette.none"));
            }
        });
        match run {
            Some(command) => {
                out.push(Action::Command(command));
                Stay::Closed
            }
            None => Stay::Open,
        }
    }
}
