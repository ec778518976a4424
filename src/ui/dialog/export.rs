//! 导出: formats, encoding, and what stands against them, before anything is written; then how far
//! the writing is.

use super::super::dispatch::NotWritten;
use super::super::view::{Action, Browse};
use super::super::{theme, widgets};
use super::file::{PathField, with_extension};
use super::{Stay, choice_button, footer, heading, problem};
use crate::export::{Format, Newline, Options};
use crate::import::Encoding;
use crate::session::files::Preflight;
use crate::session::save::Replace;
use egui::{RichText, Ui};
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub struct Export {
    pub field: PathField,
    /// In the order of [`Format::ALL`].
    formats: Vec<Format>,
    options: Options,
    /// Names of fields that have no value.
    unfilled: Vec<String>,
    /// `None` while it is being looked at.
    preflight: Option<Preflight>,
    /// Files of these names are there, and the user has seen it.
    asked: bool,
    /// Which faces stand in for others is told in full.
    details: bool,
    running: Option<Running>,
}

/// Files being written.
struct Running {
    total: usize,
    stop: Arc<AtomicBool>,
    done: Vec<PathBuf>,
    failed: Vec<String>,
    stopped: usize,
}

/// The file that a format goes to.
pub fn file_of(path: &Path, format: Format) -> PathBuf {
    with_extension(path.to_path_buf(), format.extension())
}

impl Export {
    pub fn new(
        folder: &Path,
        stem: &str,
        (formats, options): (Vec<Format>, Options),
        unfilled: Vec<String>,
    ) -> Self {
        let extension = formats.first().copied().unwrap_or_default().extension();
        let name = crate::store::names::file_name(stem, &t!("ui.untitled"), extension);
        let field = PathField::new(&folder.join(name));
        Self {
            field,
            formats,
            options,
            unfilled,
            preflight: None,
            asked: false,
            details: false,
            running: None,
        }
    }

    pub fn checked(&mut self, preflight: Preflight) {
        self.preflight = Some(preflight);
    }

    pub fn running(&mut self, total: usize, stop: Arc<AtomicBool>) {
        self.running = Some(Running { total, stop, done: Vec::new(), failed: Vec::new(), stopped: 0 });
    }

    /// A file is written or not; after the last one the files that are, and whether any is not.
    pub fn written(&mut self, path: PathBuf, result: Result<(), NotWritten>) -> Option<(Vec<PathBuf>, bool)> {
        let running = self.running.as_mut()?;
        match result {
            Ok(()) => running.done.push(path),
            Err(NotWritten::Stopped) => running.stopped += 1,
            Err(NotWritten::Failed(error)) => running.failed.push(error.to_string()),
        }
        let told = running.done.len() + running.failed.len() + running.stopped;
        (told == running.total).then(|| (running.done.clone(), running.done.len() < running.total))
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("ui.export.title"));
        if self.running.is_some() {
            return self.show_running(ui, out);
        }
        let before = (self.formats.clone(), self.options, self.field.text.clone());
        let mut go = self.field.show(ui, &t!("ui.export.to"), Browse::Export, out);
        if self.formats.len() > 1
            && let Some(path) = self.path()
        {
            let names = self.formats.iter().filter_map(|&format| {
                Some(file_of(&path, format).file_name()?.to_string_lossy().into_owned())
            });
            let names: Vec<String> = names.collect();
            widgets::note(ui, t!("ui.export.names", names = names.join(&t!("common.list_separator"))));
        }
        ui.add_space(8.0);
        self.choices(ui);
        if (&before.0, before.1) != (&self.formats, self.options) {
            self.preflight = None;
            out.push(Action::ExportCheck(self.formats.clone(), self.options));
            self.match_extension();
        }
        if before.2 != self.field.text || before.0 != self.formats {
            self.asked = false;
        }
        self.warnings(ui);
        let checked = self.preflight.as_ref().is_some_and(|preflight| preflight.misfits.is_empty());
        let ready = checked && !self.formats.is_empty();
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
            let there = self.formats.iter().any(|&format| file_of(&path, format).exists());
            if there && !self.asked {
                self.asked = true;
            } else {
                let replace = if self.asked { Replace::Anything } else { Replace::Own };
                out.push(Action::ExportTo(path, self.formats.clone(), self.options, replace));
            }
        }
        stay
    }

    /// How far the writing is, and what went wrong.
    fn show_running(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let Some(running) = &self.running else { return Stay::Open };
        let told = running.done.len() + running.failed.len() + running.stopped;
        let mut stay = Stay::Open;
        if told < running.total {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(t!("ui.export.running", done = told, n = running.total));
            });
        }
        for path in &running.done {
            ui.horizontal(|ui| {
                ui.label(t!("ui.export.done", path = path.display()));
                if widgets::link_button(ui, t!("ui.export.open")).clicked() {
                    out.push(Action::OpenOutside(path.clone()));
                }
            });
        }
        for sentence in &running.failed {
            problem(ui, sentence);
        }
        if running.stopped > 0 {
            ui.label(t!("ui.export.stopped", n = running.stopped));
        }
        footer(ui, |ui| {
            if told < running.total {
                if choice_button(ui, &t!("ui.cancel"), false) {
                    running.stop.store(true, Ordering::Relaxed);
                }
                return;
            }
            if choice_button(ui, &t!("ui.understood"), true) {
                stay = Stay::Closed;
            }
            if let Some(folder) = running.done.last().and_then(|path| path.parent())
                && choice_button(ui, &t!("ui.export.folder"), false)
            {
                out.push(Action::OpenOutside(folder.to_path_buf()));
            }
        });
        stay
    }

    fn choices(&mut self, ui: &mut Ui) {
        line(ui, &t!("ui.export.format"), |ui| {
            for (format, words) in [
                (Format::Txt, t!("ui.export.txt")),
                (Format::Markdown, t!("ui.export.markdown")),
                (Format::Docx, t!("ui.export.docx")),
                (Format::Pdf, t!("ui.export.pdf")),
            ] {
                let mut chosen = self.formats.contains(&format);
                if ui.checkbox(&mut chosen, words).changed() {
                    self.choose(format, chosen);
                }
            }
        });
        let options = &mut self.options;
        if self.formats.iter().any(|format| format.is_text()) {
            line(ui, &t!("ui.export.encoding"), |ui| {
                for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Gb18030] {
                    ui.radio_value(&mut options.encoding, encoding, encoding.label());
                }
            });
            line(ui, &t!("ui.export.newline"), |ui| {
                ui.radio_value(&mut options.newline, Newline::CrLf, t!("ui.export.crlf"));
                ui.radio_value(&mut options.newline, Newline::Lf, t!("ui.export.lf"));
            });
        }
        if self.formats.contains(&Format::Txt) {
            line(ui, "", |ui| {
                ui.checkbox(&mut options.indent, t!("ui.export.indent"));
            });
        }
    }

    fn choose(&mut self, format: Format, chosen: bool) {
        self.formats = Format::ALL
            .into_iter()
            .filter(|&f| if f == format { chosen } else { self.formats.contains(&f) })
            .collect();
    }

    fn warnings(&mut self, ui: &mut Ui) {
        let palette = theme::palette(ui.ctx());
        let caution = |ui: &mut Ui, words: &str| {
            ui.add_space(6.0);
            ui.label(RichText::new(words).size(13.0).color(palette.caution));
        };
        if self.formats.is_empty() {
            caution(ui, &t!("ui.export.no_format"));
        }
        if !self.unfilled.is_empty() {
            let names = self.unfilled.join(&t!("common.list_separator"));
            caution(ui, &t!("ui.export.unfilled", names = names));
        }
        match &self.preflight {
            None => {
                ui.add_space(6.0);
                widgets::note(ui, t!("ui.export.looking"));
            }
            Some(preflight) => found(ui, preflight, &mut self.details, caution),
        }
        if self.asked {
            problem(ui, &t!("ui.export.exists"));
        }
    }

    /// The shown file's extension is that of the first format.
    fn match_extension(&mut self) {
        if let Some(path) = self.path()
            && path.file_name().is_some()
            && let Some(&format) = self.formats.first()
        {
            self.field = PathField::new(&file_of(&path, format));
        }
    }

    /// What was typed, without the extension of a format.
    fn path(&self) -> Option<PathBuf> {
        let path = self.field.path()?;
        let known = path.extension().is_some_and(|found| {
            Format::ALL.iter().any(|format| found.eq_ignore_ascii_case(format.extension()))
        });
        Some(if known { path.with_extension("") } else { path })
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

/// What was found before anything is written.
fn found(ui: &mut Ui, preflight: &Preflight, details: &mut bool, caution: impl Fn(&mut Ui, &str)) {
    const SHOWN: usize = 8;
    if !preflight.misfits.is_empty() {
        problem(ui, &t!("ui.export.misfits"));
        for misfit in preflight.misfits.iter().take(SHOWN) {
            problem(ui, &misfit.to_string());
        }
        if preflight.misfits.len() > SHOWN {
            problem(ui, "……");
        }
    }
    preflight.missing.iter().for_each(|sentence| caution(ui, sentence));
    if let [only] = preflight.faces.as_slice() {
        ui.add_space(2.0);
        widgets::note(ui, only);
    } else if !preflight.faces.is_empty() {
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            widgets::note(ui, t!("preview.face.several", n = preflight.faces.len()));
            let words = if *details { t!("preview.face.less") } else { t!("preview.face.more") };
            if widgets::link_button(ui, words).clicked() {
                *details = !*details;
            }
        });
        if *details {
            preflight.faces.iter().for_each(|sentence| caution(ui, sentence));
        }
    }
    if let Some(pages) = preflight.pages {
        ui.add_space(2.0);
        widgets::note(ui, t!("ui.export.pages", profile = preflight.profile, n = pages));
    }
}
