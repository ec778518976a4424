//! Beginning and ending, what the worker answers, the system's dialogs, last year's text.

use super::super::App;
use super::super::dialog::Dialog;
use super::super::dialog::file::{PathField, with_extension};
use super::super::services::{Ask, Services};
use super::super::view::{Action, Browse, Go, ReadFrom, Then};
use super::Event;
use crate::import::{self, Decoded, Encoding};
use crate::session::files;
use egui::{Context, ViewportCommand};
use rust_i18n::t;
use std::path::{Path, PathBuf};

impl App {
    pub(super) fn run_disk(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::SaveTo(target) => self.save_to(target),
            Action::Discard(then) => self.go_on(ctx, then),
            Action::SaveThen(then) => self.save_then(ctx, then),
            Action::Browse(browse, start) => self.browse(browse, start),
            Action::ImportRead(from) => self.read_text(from),
            Action::ImportParse(text, choice) => {
                let id = crate::session::new_project_id();
                self.services.worker.run(move || Event::Imported(Box::new(import::read(&text, id, &choice))));
            }
            Action::ExportCheck(..) | Action::ExportTo(..) | Action::Print => self.finish(ctx, action),
            Action::OpenProfileFolder
            | Action::LookForFaces(_)
            | Action::KeepProfile(..)
            | Action::DeleteProfile(_) => {
                self.set_up_page(action);
            }
            Action::OpenOutside(path) => {
                let show = self.services.viewer.clone();
                self.services.worker.run_apart(move || {
                    let opened = show(&path);
                    Event::OpenedOutside(path, opened)
                });
            }
            Action::OpenFolder(path) => self.open_own_folder(path),
            Action::ClearPlace(place) => self.clear_place(place),
            Action::KeepCopies(copies) => self.keep_copies(copies),
            _ => {}
        }
    }

    pub(in crate::ui) fn receive(&mut self, ctx: &Context, event: Event) {
        match event {
            Event::Opened(order, opening) => self.opened(ctx, order, *opening),
            Event::Recovered(order, result) => self.recovered(ctx, order, *result),
            Event::CopyDiscarded(result) => {
                if let Err(error) = result {
                    self.tell_failure(error.to_string());
                }
                self.look_for_copies();
            }
            Event::FixesFound(stamp, changes) => self.fixes_found(stamp, changes),
            Event::Judged(stamp, report) => {
                if let Some(session) = self.session.as_ref().filter(|open| open.serial() == stamp.session) {
                    self.view.findings.found(stamp, *report, session);
                }
            }
            Event::LaidOut(project, laid) => {
                self.view.preview.pages.laid_out(&project, laid.map(|laid| *laid));
            }
            Event::Compared(sources, result) => self.compared(&sources, result),
            Event::Versions(session, versions) => self.versions_found(session, versions),
            Event::Saved(saved) => self.saved(ctx, saved),
            Event::SettingsSaved(Ok(None)) | Event::OpenedOutside(_, true) | Event::Done => {}
            Event::SettingsSaved(Ok(Some(aside))) => self.settings_put_aside(&aside),
            Event::Failed(words) => self.tell_failure(words),
            Event::SettingsSaved(Err(cause)) => {
                self.tell_failure(t!("ui.settings_failed", cause = cause).into_owned());
            }
            Event::OpenedOutside(path, false) => {
                self.tell_failure(t!("ui.open.outside_failed", path = path.display()).into_owned());
            }
            Event::Picked(browse, Some(path)) => self.picked(ctx, browse, &path),
            Event::Picked(_, None) => {}
            Event::TextRead(order, result) => {
                if self.view.reading.take_if(|reading| *reading == order).is_some()
                    && let Some(Dialog::Import(dialog)) = &mut self.view.dialog
                    && let Some(action) = dialog.decoded(result)
                {
                    self.run(ctx, action);
                }
            }
            Event::Imported(imported) => {
                if let Some(Dialog::Import(dialog)) = &mut self.view.dialog {
                    dialog.imported(*imported);
                }
            }
            Event::FacesFound(..)
            | Event::ProfileKept(_)
            | Event::ProfilesListed(..)
            | Event::ProfileRead(_) => self.page_set_up(event),
            Event::ExportChecked(..) | Event::Exported(..) | Event::Printed(..) => self.finished(ctx, event),
            Event::PlacesFound(found) => self.places_found(found),
            Event::Cleared(place, cleared) => self.place_cleared(ctx, place, &cleared),
            other => self.looked(other),
        }
    }

    // Beginning and ending

    pub(super) fn go_on(&mut self, ctx: &Context, then: Then) {
        match then {
            Then::Start => {
                self.replace_session(None, None);
                self.services.refresh();
                self.look_for_copies();
            }
            Then::Quit => {
                self.view.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Then::Open(path) => self.open_file(&path),
            Then::OpenAs(path, how) => self.open_as(&path, how),
            Then::Recover(copy) => self.recover(copy),
            Then::Begin(project) => self.begin(*project),
            Then::Import => self.ask_import(),
        }
    }

    /// Puts the caret behind the first text.
    pub(super) fn begin_writing(&mut self) {
        let place = self.first_place();
        self.go(Go { place, start: usize::MAX, end: usize::MAX });
    }

    // The system's dialogs

    fn browse(&self, browse: Browse, start: Option<PathBuf>) {
        let (title, save, kinds) = match browse {
            Browse::Open => (t!("ui.file.pick_open"), false, Services::kinds(true, true)),
            Browse::Save => (t!("ui.file.pick_save"), true, Services::kinds(true, false)),
            Browse::Text => (t!("ui.file.pick_text"), false, Services::kinds(false, true)),
            Browse::Export => (t!("ui.file.pick_export"), true, Services::kinds(false, true)),
            Browse::Profile => (t!("page.pick"), false, Services::kinds(true, false)),
        };
        let start = Some(start.unwrap_or_else(|| self.services.folder()));
        let ask = Ask { title: title.into_owned(), start, save, kinds };
        let dialogs = self.services.dialogs.clone();
        self.services.worker.run_apart(move || Event::Picked(browse, dialogs.ask(ask)));
    }

    fn picked(&mut self, ctx: &Context, browse: Browse, path: &Path) {
        match (&mut self.view.dialog, browse) {
            (Some(Dialog::Open(_)), Browse::Open) => {
                self.view.dialog = None;
                self.run(ctx, Action::OpenFile(path.to_path_buf()));
            }
            (Some(Dialog::Save(dialog)), Browse::Save) => {
                dialog.field = PathField::new(&with_extension(path.into(), "ron"))
            }
            (Some(Dialog::Export(dialog)), Browse::Export) => dialog.field = PathField::new(path),
            (Some(Dialog::PageSetup(_)), Browse::Profile) => self.read_profile(path.to_path_buf()),
            (Some(Dialog::Import(dialog)), Browse::Text) => {
                dialog.reading(path);
                self.read_text(ReadFrom::File(path.to_path_buf(), None));
            }
            _ => {}
        }
    }

    // Last year's text

    pub(super) fn read_text(&mut self, from: ReadFrom) {
        let order = self.services.next_order();
        self.view.reading = Some(order);
        match from {
            ReadFrom::File(path, encoding) => {
                let read = move || Event::TextRead(order, files::read_text(&path, encoding));
                self.services.worker.run_apart(read);
            }
            ReadFrom::Pasted(text) => {
                let decoded = Decoded::Text { encoding: Encoding::Utf8, text };
                self.services.worker.run(move || Event::TextRead(order, Ok(decoded)));
            }
        }
    }
}
