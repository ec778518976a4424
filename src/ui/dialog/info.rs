//! What there is to know about the program: its keys, and itself.

use super::super::command::TABLE;
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer, heading};
use egui::{Grid, Key, Modifiers, RichText, ScrollArea, Ui};
use rust_i18n::t;
use std::path::PathBuf;

pub enum Info {
    Keys,
    /// With the folders of settings and templates.
    About([PathBuf; 2]),
}

impl Info {
    pub fn show(&mut self, ui: &mut Ui) -> Stay {
        match self {
            Self::Keys => keys(ui),
            Self::About(folders) => about(ui, folders),
        }
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            if choice_button(ui, &t!("ui.close"), true) || enter {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

fn keys(ui: &mut Ui) {
    let palette = theme::palette(ui.ctx());
    heading(ui, &t!("ui.keys.title"));
    ScrollArea::vertical().max_height(440.0).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("keys").num_columns(2).spacing([32.0, 6.0]).show(ui, |ui| {
            let writing = ["enter", "ctrl_enter", "backspace", "delete", "tab", "shift_tab", "arrows"];
            for name in writing {
                ui.label(RichText::new(t!(format!("ui.keys.{name}_key"))).color(palette.weak));
                ui.label(t!(format!("ui.keys.{name}")));
                ui.end_row();
            }
            for row in TABLE.iter().filter(|row| !row.keys.is_empty()) {
                let keys: Vec<_> = row.keys.iter().map(super::super::command::shortcut_label).collect();
                ui.label(RichText::new(keys.join("  ")).color(palette.weak));
                ui.label(row.label());
                ui.end_row();
            }
        });
    });
}

fn about(ui: &mut Ui, folders: &[PathBuf]) {
    heading(ui, &t!("ui.about.name"));
    ui.label(t!("ui.about.what"));
    ui.add_space(8.0);
    widgets::note(ui, t!("ui.about.version", version = env!("CARGO_PKG_VERSION")));
    widgets::note(ui, t!("ui.about.licence"));
    widgets::note(ui, t!("ui.about.offline"));
    ui.add_space(8.0);
    widgets::caption(ui, t!("ui.about.folders"));
    for folder in folders {
        widgets::note(ui, folder.display().to_string());
    }
}
