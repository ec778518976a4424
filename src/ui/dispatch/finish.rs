//! Finished files: what stands against them, writing them, printing.

use super::super::App;
use super::super::dialog::{Dialog, Question, export};
use super::super::view::Action;
use super::Event;
use crate::export::{Format, Options};
use crate::session::files::{self, FinishError};
use crate::session::print::{self, Printed};
use crate::session::save::Replace;
use crate::store::{Expected, dirs};
use egui::Context;
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why a finished file was not written.
#[derive(Debug)]
pub enum NotWritten {
    /// The user has stopped it.
    Stopped,
    Failed(FinishError),
}

impl App {
    pub(super) fn finish(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::ExportCheck(formats, options) => self.check_export(formats, options),
            Action::ExportTo(path, formats, options, replace) => {
                self.export_to(&path, &formats, &options, replace);
            }
            Action::Print => self.print(ctx),
            _ => {}
        }
    }

    pub(super) fn finished(&mut self, ctx: &Context, event: Event) {
        match event {
            Event::ExportChecked(preflight) => {
                if let Some(Dialog::Export(dialog)) = &mut self.view.dialog {
                    dialog.checked(*preflight);
                }
            }
            Event::Exported(path, result) => self.exported(ctx, path, result),
            Event::Printed(result) => self.printed(ctx, result),
            _ => {}
        }
    }

    pub(super) fn ask_export(&mut self) {
        self.view.handing_in = false;
        let Some(session) = &self.session else { return };
        let project = session.project();
        let stem = crate::export::file_stem(project);
        let folder =
            session.path().and_then(Path::parent).map_or_else(|| self.services.folder(), Path::to_path_buf);
        let unfilled: Vec<String> =
            project.unresolved_fields().iter().map(|field| field.name.clone()).collect();
        let (formats, options) = (self.services.export_formats(), self.services.export_options());
        let dialog = export::Export::new(&folder, &stem, (formats.clone(), options), unfilled);
        self.view.dialog = Some(Dialog::Export(Box::new(dialog)));
        self.check_export(formats, options);
    }

    /// Looks which characters do not fit the encoding, or have no face.
    fn check_export(&self, formats: Vec<Format>, options: Options) {
        let Some(session) = &self.session else { return };
        let project = session.project().clone();
        self.services
            .worker
            .run(move || Event::ExportChecked(Box::new(files::preflight(&project, &options, &formats))));
    }

    /// Writes the files one after another; each is told as soon as it is there.
    fn export_to(&mut self, path: &Path, formats: &[Format], options: &Options, replace: Replace) {
        let Some(session) = &self.session else { return };
        self.services.keep_export(formats, options);
        let expected = if replace == Replace::Anything { Expected::Any } else { Expected::New };
        let stop = Arc::new(AtomicBool::new(false));
        if let Some(Dialog::Export(dialog)) = &mut self.view.dialog {
            dialog.running(formats.len(), stop.clone());
        }
        for &format in formats {
            let (project, stop) = (session.project().clone(), stop.clone());
            let (path, options) = (export::file_of(path, format), Options { format, ..*options });
            let folder = self.services.folder_to_make(&path);
            self.services.worker.run(move || {
                if stop.load(Ordering::Relaxed) {
                    return Event::Exported(path, Err(NotWritten::Stopped));
                }
                // What keeps it from being made is told by the writing.
                let _ = folder.map(|folder| dirs::create_private(&folder));
                let result = files::export(&project, &options, &path, expected);
                Event::Exported(path, result.map_err(NotWritten::Failed))
            });
        }
    }

    fn exported(&mut self, ctx: &Context, path: PathBuf, result: Result<(), NotWritten>) {
        let Some(Dialog::Export(dialog)) = &mut self.view.dialog else {
            // The form was closed meanwhile.
            if let Err(NotWritten::Failed(error)) = result {
                self.tell_failure(error.to_string());
            }
            return;
        };
        let Some((done, troubled)) = dialog.written(path, result) else { return };
        if !troubled {
            self.view.dialog = None;
        }
        let Some(last) = done.last().cloned() else { return };
        if std::mem::take(&mut self.view.handing_in) {
            self.note_handed_in(ctx);
        }
        let folder = last.parent().map(Path::to_path_buf).unwrap_or_default();
        let text = match done.len() {
            1 => t!("ui.export.done", path = last.display()),
            count => t!("ui.export.done_several", n = count, folder = folder.display()),
        };
        let actions = vec![
            (t!("ui.export.open").into_owned(), Action::OpenOutside(last)),
            (t!("ui.export.folder").into_owned(), Action::OpenOutside(folder)),
        ];
        self.tell(ctx, text.into_owned(), actions);
    }

    pub(super) fn copy_all(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let text = crate::export::render(session.project(), &Options { indent: false, ..Options::default() });
        let words = session.measure().total.count.words;
        ctx.copy_text(text);
        self.tell(ctx, t!("ui.export.copied", n = words).into_owned(), Vec::new());
    }

    pub(super) fn print(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let (project, dirs) = (session.project().clone(), self.services.dirs.clone());
        self.tell(ctx, t!("ui.print.begun").into_owned(), Vec::new());
        let show = self.services.viewer.clone();
        self.services
            .worker
            .run_apart(move || Event::Printed(print::print(&project, &dirs, |path| show(path))));
    }

    fn printed(&mut self, ctx: &Context, result: Result<Printed, FinishError>) {
        match result {
            Ok(Printed::Shown) => self.tell(ctx, t!("ui.print.shown").into_owned(), Vec::new()),
            Ok(Printed::Sent) => self.tell(ctx, t!("ui.print.sent").into_owned(), Vec::new()),
            Ok(Printed::Left(path)) => {
                self.tell_failure(t!("ui.print.left", path = path.display()).into_owned());
            }
            Err(error) => {
                let title = t!("ui.print.failed");
                self.view.dialog = Some(Dialog::Question(Question::message(title, error.to_string())));
            }
        }
    }
}
