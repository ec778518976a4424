//! 导出: format, encoding, and what does not fit, before anything is written.

use super::super::view::{Action, Browse};
use super::super::{theme, widgets};
use super::file::{PathField, with_extension};
use super::{Stay, choice_button, footer, heading, problem};
use crate::export::{Format, Misfit, Newline, Options};
use crate::import::Encoding;
use crate::session::save::Replace;
use egui::{RichText, Ui};
use rust_i18n::t;
use std::path::{Path, PathBuf};

pub struct Export {
    pub field: PathField,
    pub options: Options,
    /// Names of fields that have no value.
    unfilled: Vec<String>,
    /// `None` while it is being looked at.
    misfits: Option<Vec<Misfit>>,
    asked: bool,
}

impl Export {
    pub fn new(folder: &Path, stem: &str, options: Options, unfilled: Vec<String>) -> Self {
        let name = crate::store::names::file_name(stem, &t!("ui.untitled"), options.format.extension());
        Self { field: PathField::new(&folder.join(name)), options, unfilled, misfits: None, asked: false }
    }

    pub fn checked(&mut self, misfits: Vec<Misfit>) {
        self.misfits = Some(misfits);
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("ui.export.title"));
        let before = (self.options, self.field.text.clone());
        let mut go = self.field.show(ui, &t!("ui.export.to"), Browse::Export, out);
        ui.add_space(8.0);
        self.choices(ui);
        if before.0 != self.options {
            self.misfits = None;
            out.push(Action::ExportCheck(self.options));
            self.match_extension();
        }
        if before.1 != self.field.text {
            self.asked = false;
        }
        self.warnings(ui);
        let ready = self.misfits.as_ref().is_some_and(Vec::is_empty);
        let mut stay = Stay::Open;
        footer(ui, |ui| {
            let words = if self.asked { t!("ui.export.replace") } else { t!("ui.export.button") };
            ui.add_enabled_ui(ready, |ui| go |= choice_button(ui, &words, true));
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        if go
            && ready
            && let Some(path) = self.path()
        {
            if path.exists() && !self.asked {
                self.asked = true;
            } else {
                let replace = if self.asked { Replace::Anything } else { Replace::Own };
                out.push(Action::ExportTo(path, self.options, replace));
                stay = Stay::Closed;
            }
        }
        stay
    }

    fn choices(&mut self, ui: &mut Ui) {
        let options = &mut self.options;
        line(ui, &t!("ui.export.format"), |ui| {
            ui.radio_value(&mut options.format, Format::Txt, t!("ui.export.txt"));
            ui.radio_value(&mut options.format, Format::Markdown, t!("ui.export.markdown"));
        });
        line(ui, &t!("ui.export.encoding"), |ui| {
            for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Gb18030] {
                ui.radio_value(&mut options.encoding, encoding, encoding.label());
            }
        });
        line(ui, &t!("ui.export.newline"), |ui| {
            ui.radio_value(&mut options.newline, Newline::CrLf, t!("ui.export.crlf"));
            ui.radio_value(&mut options.newline, Newline::Lf, t!("ui.export.lf"));
        });
        if options.format == Format::Txt {
            line(ui, "", |ui| {
                ui.checkbox(&mut options.indent, t!("ui.export.indent"));
            });
        }
    }

    fn warnings(&self, ui: &mut Ui) {
        let palette = theme::palette(ui.ctx());
        if !self.unfilled.is_empty() {
            let names = self.unfilled.join(&t!("common.list_separator"));
            ui.add_space(6.0);
            let words = t!("ui.export.unfilled", names = names);
            ui.label(RichText::new(words).size(13.0).color(palette.caution));
        }
        match &self.misfits {
            Some(misfits) if !misfits.is_empty() => {
                problem(ui, &t!("ui.export.misfits"));
                for misfit in misfits.iter().take(8) {
                    problem(ui, &misfit.to_string());
                }
                if misfits.len() > 8 {
                    problem(ui, "……");
                }
            }
            _ => {}
        }
        if self.asked {
            problem(ui, &t!("ui.export.exists"));
        }
    }

    /// The file's extension follows the format.
    fn match_extension(&mut self) {
        if let Some(path) = self.field.path()
            && path.file_name().is_some()
        {
            let known = path.extension().is_some_and(|e| e == "txt" || e == "md");
            let path = if known { path.with_extension("") } else { path };
            self.field = PathField::new(&with_extension(path, self.options.format.extension()));
        }
    }

    fn path(&self) -> Option<PathBuf> {
        self.field.path().map(|path| with_extension(path, self.options.format.extension()))
    }
}

/// A caption, and the choices beside it.
fn line(ui: &mut Ui, caption: &str, choices: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        widgets::field_caption(ui, caption);
        ui.spacing_mut().item_spacing.x = 16.0;
        choices(ui);
    });
}
