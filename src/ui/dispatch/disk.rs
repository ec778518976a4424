//! Opening, saving, importing and exporting.

use super::super::App;
use super::super::command::Command;
use super::super::dialog::file::{PathField, with_extension};
use super::super::dialog::{Dialog, Question, file};
use super::super::services::{Ask, Services, now};
use super::super::view::{Action, Browse, Go, ReadFrom, Then};
use super::Event;
use crate::import::{self, Decoded, Encoding};
use crate::model::Project;
use crate::session::files;
use crate::session::save::{Replace, SaveError, Saved, Target};
use crate::store::{Method, WriteError, names};
use egui::{Context, ViewportCommand};
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    pub(super) fn run_disk(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::SaveTo(target) => self.save_to(target),
            Action::Discard(then) => self.go_on(ctx, then),
            Action::SaveThen(then) => {
                self.view.after_save = Some(then);
                self.save(ctx);
            }
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
            Event::Opened(path, opening) => self.opened(&path, *opening),
            Event::Recoverable(listed) => self.services.recoverable = listed,
            Event::Recovered(result) => self.recovered(ctx, *result),
            Event::CopyDiscarded(result) => {
                if let Err(error) = result {
                    self.tell_failure(error.to_string());
                }
                self.look_for_copies();
            }
            Event::FixesFound(revision, changes) => self.fixes_found(revision, changes),
            Event::Judged(revision, report) => {
                let project = self.session.as_ref().map(|session| session.project().clone());
                self.view.findings.found(revision, *report, project.as_deref());
            }
            Event::LaidOut(project, laid) => {
                self.view.preview.pages.laid_out(&project, laid.map(|laid| *laid));
            }
            Event::Compared(sources, result) => self.compared(&sources, result),
            Event::Versions(versions) => {
                if let Some(Dialog::Versions(dialog)) = &mut self.view.dialog {
                    dialog.found(versions);
                }
            }
            Event::Saved(saved) => self.saved(ctx, saved),
            Event::SettingsSaved(Ok(None)) | Event::OpenedOutside(_, true) | Event::Swept => {}
            Event::SettingsSaved(Ok(Some(aside))) => self.settings_put_aside(&aside),
            Event::SettingsSaved(Err(cause)) => {
                self.tell_failure(t!("ui.settings_failed", cause = cause).into_owned());
            }
            Event::OpenedOutside(path, false) => {
                self.tell_failure(t!("ui.open.outside_failed", path = path.display()).into_owned());
            }
            Event::Picked(browse, Some(path)) => self.picked(ctx, browse, &path),
            Event::Picked(_, None) => {}
            Event::TextRead(result) => {
                if let Some(Dialog::Import(dialog)) = &mut self.view.dialog
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
        }
    }

    // Beginning and ending

    /// Does it at once, or after the question about unsaved changes.
    pub(super) fn unless_unsaved(&mut self, ctx: &Context, then: Then) {
        let unsaved = self.session.as_ref().filter(|session| session.is_modified() || session.is_saving());
        let Some(session) = unsaved else { return self.go_on(ctx, then) };
        let name = session.project().title_line();
        let name = if name.is_empty() { t!("ui.untitled").into_owned() } else { name };
        self.view.dialog = Some(Dialog::Question(Question {
            title: t!("ui.unsaved.title").into_owned(),
            text: t!("ui.unsaved.text", name = name).into_owned(),
            choices: vec![
                (t!("ui.unsaved.save").into_owned(), vec![Action::SaveThen(then.clone())]),
                (t!("ui.unsaved.discard").into_owned(), vec![Action::Discard(then)]),
                (t!("ui.cancel").into_owned(), Vec::new()),
            ],
        }));
    }

    fn go_on(&mut self, ctx: &Context, then: Then) {
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

    // Saving

    pub(super) fn save(&mut self, _: &Context) {
        let Some(session) = &self.session else { return };
        match session.path().map(Path::to_path_buf) {
            Some(_) if session.read_only().is_some() => self.ask_save(),
            Some(path) => self.save_to(Target::new(path, Replace::Own)),
            None => self.ask_save(),
        }
    }

    pub(super) fn ask_save(&mut self) {
        let Some(session) = &self.session else { return };
        let path = session.path().map_or_else(
            || {
                let name = names::file_name(&session.project().title_line(), &t!("ui.untitled"), "ron");
                self.view.proposed.clone().unwrap_or_else(|| self.services.folder().join(name))
            },
            Path::to_path_buf,
        );
        self.view.dialog = Some(Dialog::Save(file::Save::new(&path)));
    }

    fn save_to(&mut self, mut target: Target) {
        target.path = std::path::absolute(&target.path).unwrap_or(target.path);
        let copies = self.services.copies(Some(&target.path));
        if let Some(session) = &mut self.session
            && !session.is_saving()
        {
            let save = session.save(target, copies);
            self.services.worker.run(move || Event::Saved(save.run()));
        }
    }

    fn saved(&mut self, ctx: &Context, saved: Saved) {
        let path = saved.path.clone();
        let Some(session) = &mut self.session else { return };
        match session.saved(saved) {
            Ok(not_kept) => {
                if let Some(error) = not_kept {
                    self.tell_failure(t!("ui.save.not_kept", cause = error).into_owned());
                }
                self.view.saved_at = Some(now().strftime("%H:%M").to_string());
                self.remember(&path);
                if let Some(then) = self.view.after_save.take() {
                    self.unless_unsaved(ctx, then);
                }
            }
            Err(error) => {
                let mine = session.project().clone();
                self.view.dialog = Some(Dialog::Question(save_failed(mine, &path, &error)));
            }
        }
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

    pub(super) fn read_text(&self, from: ReadFrom) {
        match from {
            ReadFrom::File(path, encoding) => {
                self.services.worker.run(move || Event::TextRead(files::read_text(&path, encoding)));
            }
            ReadFrom::Pasted(text) => {
                let decoded = Decoded::Text { encoding: Encoding::Utf8, text };
                self.services.worker.run(move || Event::TextRead(Ok(decoded)));
            }
        }
    }
}

/// Why a save failed, and what can be done.
fn save_failed(mine: Arc<Project>, path: &Path, error: &SaveError) -> Question {
    let path = path.to_path_buf();
    let save_as = (t!("ui.conflict.save_as").into_owned(), vec![Action::Command(Command::SaveAs)]);
    let cancel = (t!("ui.cancel").into_owned(), Vec::new());
    match error {
        SaveError::Write(WriteError::Conflict { .. }) => {
            let mut choices = conflict_choices(&path);
            let compare = super::compare::with_file(mine, &path, conflict_choices(&path));
            choices.insert(1, (t!("compare.open").into_owned(), vec![compare]));
            Question {
                title: t!("ui.conflict.title").into_owned(),
                text: t!("ui.conflict.text", path = path.display()).into_owned(),
                choices,
            }
        }
        SaveError::Write(WriteError::Refused { .. }) => {
            let target = Target { method: Method::InPlace, ..Target::new(path, Replace::Own) };
            let in_place = (t!("ui.save.in_place").into_owned(), vec![Action::SaveTo(target)]);
            Question {
                title: t!("ui.save.failed").into_owned(),
                text: format!("{error}\n{}", t!("ui.save.in_place_text")),
                choices: vec![save_as, in_place, cancel],
            }
        }
        SaveError::Taken(_, holder) => Question {
            title: t!("ui.save.failed").into_owned(),
            text: format!("{error}\n{}", super::open::who(holder.as_ref())),
            choices: vec![save_as, cancel],
        },
        SaveError::Write(_) => Question {
            title: t!("ui.save.failed").into_owned(),
            text: error.to_string(),
            choices: vec![save_as, cancel],
        },
    }
}

/// What can be done when the file was changed outside.
fn conflict_choices(path: &Path) -> Vec<(String, Vec<Action>)> {
    let mine = Action::SaveTo(Target::new(path.to_path_buf(), Replace::Anything));
    let theirs = Action::Discard(Then::Open(path.to_path_buf()));
    vec![
        (t!("ui.conflict.save_as").into_owned(), vec![Action::Command(Command::SaveAs)]),
        (t!("ui.conflict.mine").into_owned(), vec![mine]),
        (t!("ui.conflict.theirs").into_owned(), vec![theirs]),
    ]
}
