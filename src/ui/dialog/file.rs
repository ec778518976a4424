//! Where to save, and what to open. A path can always be typed: not every system has a file
//! dialog that works.

use super::super::view::{Action, Browse};
use super::super::widgets;
use super::{Stay, choice_button, footer, heading, problem};
use crate::session::save::{Replace, Target};
use egui::{Key, Modifiers, TextEdit, Ui};
use rust_i18n::t;
use std::path::{Path, PathBuf};

/// A path being typed, with a button that asks the system.
#[derive(Default)]
pub struct PathField {
    pub text: String,
    fresh: bool,
}

impl PathField {
    pub fn new(path: &Path) -> Self {
        Self { text: path.display().to_string(), fresh: true }
    }

    /// The path, `~` as the home folder; `None` while nothing is typed.
    pub fn path(&self) -> Option<PathBuf> {
        let text = self.text.trim().trim_matches('"');
        let text = text.strip_prefix("file://").unwrap_or(text);
        match text.strip_prefix("~/") {
            Some(rest) => Some(std::env::home_dir()?.join(rest)),
            None => (!text.is_empty()).then(|| PathBuf::from(text)),
        }
    }

    /// Shows the field; whether Enter was pressed in it.
    pub fn show(&mut self, ui: &mut Ui, caption: &str, browse: Browse, out: &mut Vec<Action>) -> bool {
        ui.horizontal(|ui| {
            let label = widgets::field_caption(ui, caption);
            let browse_width = 74.0;
            let width = (ui.available_width() - browse_width).max(80.0);
            let edit = TextEdit::singleline(&mut self.text).desired_width(width).return_key(None);
            let response = ui.add(edit).labelled_by(label.id);
            if std::mem::take(&mut self.fresh) {
                response.request_focus();
            }
            if ui.button(t!("ui.file.browse")).clicked() {
                out.push(Action::Browse(browse, self.path()));
            }
            response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
        })
        .inner
    }
}

/// 打开
pub struct Open {
    pub field: PathField,
}

impl Open {
    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("ui.file.open"));
        let mut go = self.field.show(ui, &t!("ui.file.file"), Browse::Open, out);
        ui.add_space(4.0);
        widgets::note(ui, t!("ui.file.open_hint"));
        let mut stay = Stay::Open;
        footer(ui, |ui| {
            go |= choice_button(ui, &t!("ui.file.open_button"), true);
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        if go && let Some(path) = self.field.path() {
            out.push(Action::OpenFile(path));
            stay = Stay::Closed;
        }
        stay
    }
}

/// 另存为
pub struct Save {
    pub field: PathField,
    asked: bool,
}

impl Save {
    pub fn new(path: &Path) -> Self {
        Self { field: PathField::new(path), asked: false }
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("ui.file.save_as"));
        let before = self.field.text.clone();
        let mut go = self.field.show(ui, &t!("ui.file.save_to"), Browse::Save, out);
        if before != self.field.text {
            self.asked = false;
        }
        ui.add_space(4.0);
        widgets::note(ui, t!("ui.file.save_hint"));
        if self.asked {
            problem(ui, &t!("ui.file.exists"));
        }
        let mut stay = Stay::Open;
        footer(ui, |ui| {
            let words = if self.asked { t!("ui.file.replace") } else { t!("ui.file.save_button") };
            go |= choice_button(ui, &words, true);
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        if go && let Some(path) = self.field.path().map(|path| with_extension(path, "ron")) {
            if path.exists() && !self.asked {
                self.asked = true;
            } else {
                let replace = if self.asked { Replace::Anything } else { Replace::Own };
                out.push(Action::SaveTo(Target::new(path, replace)));
                stay = Stay::Closed;
            }
        }
        stay
    }
}

/// The path with the extension put behind it, where it has another or none.
pub fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    let has = path.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension));
    if has || path.file_name().is_none() {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_and_typed_paths() {
        for (path, with) in [
            ("/a/总结", "/a/总结.ron"),
            ("/a/总结.RON", "/a/总结.RON"),
            ("/a/2026.12总结", "/a/2026.12总结.ron"),
        ] {
            assert_eq!(with_extension(PathBuf::from(path), "ron"), PathBuf::from(with));
        }
        for (typed, path) in [
            ("", None),
            (" /a/总结.ron ", Some("/a/总结.ron")),
            ("\"/a/b c.ron\"", Some("/a/b c.ron")),
            ("file:///a.ron", Some("/a.ron")),
        ] {
            let field = PathField { text: typed.into(), fresh: false };
            assert_eq!(field.path(), path.map(PathBuf::from), "{typed}");
        }
    }
}
