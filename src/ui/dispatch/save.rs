//! Saving: asking where, what came of it, what can be done when it fails.

use super::super::App;
use super::super::command::Command;
use super::super::dialog::{Dialog, Question, file};
use super::super::services::now;
use super::super::view::{Action, Then};
use super::{Event, file_name};
use crate::model::Project;
use crate::session::open::How;
use crate::session::save::{Replace, SaveError, Saved, Target};
use crate::store::{Conflict, Method, WriteError, dirs, names};
use egui::Context;
use rust_i18n::t;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Words of a button, and what it does.
type Choice = (String, Vec<Action>);

impl App {
    /// Does it at once, or after the question about unsaved changes. A save that is under way and
    /// holds them all is waited for.
    pub(super) fn unless_unsaved(&mut self, ctx: &Context, then: Then) {
        let Some(session) = &self.session else { return self.go_on(ctx, then) };
        if !session.is_unsaved() {
            if session.is_saving() {
                self.view.after_save = Some(then);
                return;
            }
            return self.go_on(ctx, then);
        }
        let name = session.project().title_line();
        let name = if name.is_empty() { t!("ui.untitled").into_owned() } else { name };
        self.view.dialog = Some(Dialog::Question(Question {
            title: t!("ui.unsaved.title").into_owned(),
            text: t!("ui.unsaved.text", name = name).into_owned(),
            choices: vec![
                choice(t!("ui.unsaved.save"), Action::SaveThen(then.clone())),
                choice(t!("ui.unsaved.discard"), Action::Discard(then)),
                (t!("ui.cancel").into_owned(), Vec::new()),
            ],
        }));
    }

    pub(super) fn save(&mut self, _: &Context) {
        let Some(session) = &self.session else { return };
        match session.path().map(Path::to_path_buf) {
            Some(_) if session.read_only().is_some() => self.ask_save(),
            Some(path) => self.save_to(Target::new(path, Replace::Own)),
            None => self.ask_save(),
        }
    }

    pub(super) fn save_then(&mut self, ctx: &Context, then: Then) {
        self.view.after_save = Some(then);
        // What the save under way does not hold is saved after it.
        self.view.save_again = self.session.as_ref().is_some_and(crate::session::Session::is_saving);
        if !self.view.save_again {
            self.save(ctx);
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

    pub(super) fn save_to(&mut self, mut target: Target) {
        target.path = std::path::absolute(&target.path).unwrap_or(target.path);
        let copies = self.services.copies(Some(&target.path));
        let folder = self.services.folder_to_make(&target.path);
        if let Some(session) = &mut self.session
            && !session.is_saving()
        {
            let elsewhere = session.path() != Some(&target.path);
            let gone = elsewhere.then(|| self.services.when_gone());
            let save = session.save(target, copies);
            self.services.saving += 1;
            self.services.worker.run(move || {
                gone.into_iter().for_each(|gone| gone());
                // What keeps it from being made is told by the saving.
                let _ = folder.map(|folder| dirs::create_private(&folder));
                Event::Saved(save.run())
            });
        }
    }

    pub(super) fn saved(&mut self, ctx: &Context, saved: Saved) {
        self.services.saving = self.services.saving.saturating_sub(1);
        let target = saved.target.clone();
        let Some(session) = self.session.as_mut().filter(|session| saved.is_of(session)) else {
            if let Some(error) = saved.error() {
                let name = file_name(&target.path);
                self.tell_failure(t!("ui.save.other_failed", name = name, cause = error).into_owned());
            }
            return self.services.let_go(saved);
        };
        let (result, before) = session.take_in(saved);
        let mine = session.project().clone();
        if let Some(lock) = before {
            self.services.let_go(lock);
        }
        let save_again = std::mem::take(&mut self.view.save_again);
        match result {
            Ok(not_kept) => {
                self.view.not_backed_up = not_kept.as_ref().map(ToString::to_string);
                if let Some(error) = not_kept {
                    self.tell_failure(t!("ui.save.not_kept", cause = error).into_owned());
                }
                self.view.saved_at = Some(now().strftime("%H:%M").to_string());
                self.remember(&target.path);
                if save_again {
                    self.save(ctx);
                } else if let Some(then) = self.view.after_save.take() {
                    self.unless_unsaved(ctx, then);
                }
            }
            Err(error) => self.view.dialog = Some(Dialog::Question(save_failed(mine, &target, &error))),
        }
    }
}

fn choice(words: Cow<'_, str>, action: Action) -> Choice {
    (words.into_owned(), vec![action])
}

/// Why a save failed, and what can be done.
fn save_failed(mine: Arc<Project>, target: &Target, error: &SaveError) -> Question {
    let save_as = choice(t!("ui.conflict.save_as"), Action::Command(Command::SaveAs));
    let cancel = (t!("ui.cancel").into_owned(), Vec::new());
    let again = choice(t!("ui.save.again"), Action::SaveTo(target.clone()));
    let failed = t!("ui.save.failed");
    let (title, text, choices) = match error {
        SaveError::Write(WriteError::Conflict { conflict, .. }) => {
            return conflicts(mine, target, *conflict, error);
        }
        SaveError::Write(WriteError::Refused { .. }) => {
            let target = Target { method: Method::InPlace, ..target.clone() };
            let in_place = choice(t!("ui.save.in_place"), Action::SaveTo(target));
            let text = format!("{error}\n{}", t!("ui.save.in_place_text"));
            (failed, text, vec![save_as, in_place, cancel])
        }
        SaveError::Taken(_, holder) => {
            let text = format!("{error}\n{}", super::open::who(holder.as_ref()));
            (failed, text, vec![save_as, again, cancel])
        }
        // What it had written is its own by now.
        SaveError::Write(WriteError::NotSynced { .. }) => {
            let target = Target { replace: Replace::Own, ..target.clone() };
            let again = choice(t!("ui.save.again"), Action::SaveTo(target));
            (failed, error.to_string(), vec![again, save_as, cancel])
        }
        SaveError::Write(
            WriteError::Io { .. } | WriteError::Busy { .. } | WriteError::FolderMissing { .. },
        ) => (failed, error.to_string(), vec![again, save_as, cancel]),
        SaveError::Write(_) => (failed, error.to_string(), vec![save_as, cancel]),
    };
    Question { title: title.into_owned(), text, choices }
}

/// What stands at the path is not what was expected.
fn conflicts(mine: Arc<Project>, target: &Target, conflict: Conflict, error: &SaveError) -> Question {
    let path = &target.path;
    let save_as = choice(t!("ui.conflict.save_as"), Action::Command(Command::SaveAs));
    let cancel = (t!("ui.cancel").into_owned(), Vec::new());
    let (title, text, choices) = match conflict {
        Conflict::Changed(found) => {
            // A third version that comes meanwhile is told too.
            let target = Target { replace: Replace::Seen(found), ..target.clone() };
            let mut choices = changed_choices(&target);
            let compare = super::compare::with_file(mine, path, changed_choices(&target));
            choices.insert(1, choice(t!("compare.open"), compare));
            (t!("ui.conflict.title"), t!("ui.conflict.text", path = path.display()).into_owned(), choices)
        }
        Conflict::Missing => {
            let again = Action::SaveTo(Target::new(path.clone(), Replace::Nothing));
            let choices = vec![choice(t!("ui.missing.again"), again), save_as, cancel];
            (t!("ui.missing.title"), error.to_string(), choices)
        }
        Conflict::Exists => {
            let replace = Action::SaveTo(Target { replace: Replace::Anything, ..target.clone() });
            let choices = vec![save_as, choice(t!("ui.file.replace"), replace), cancel];
            (t!("ui.save.exists"), error.to_string(), choices)
        }
    };
    Question { title: title.into_owned(), text, choices }
}

/// What can be done when the file was changed outside.
fn changed_choices(mine: &Target) -> Vec<Choice> {
    let theirs: PathBuf = mine.path.clone();
    vec![
        choice(t!("ui.conflict.save_as"), Action::Command(Command::SaveAs)),
        choice(t!("ui.conflict.mine"), Action::SaveTo(mine.clone())),
        choice(t!("ui.conflict.theirs"), Action::Discard(Then::OpenAs(theirs, How::Ask))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Cause, Hash};

    /// What the buttons of a failed save would write.
    fn targets(target: &Target, error: WriteError) -> Vec<Target> {
        let mine = Arc::new(Project::new("0".repeat(32)));
        let question = save_failed(mine, target, &SaveError::Write(error));
        let actions = question.choices.into_iter().flat_map(|(_, actions)| actions);
        actions
            .filter_map(|action| if let Action::SaveTo(target) = action { Some(target) } else { None })
            .collect()
    }

    #[test]
    fn what_was_agreed_to_be_replaced_stays_so() {
        let path = PathBuf::from("/青石镇/总结.ron");
        let hash = Hash::of("别的".as_bytes());
        for replace in [Replace::Own, Replace::Anything, Replace::Seen(hash), Replace::Nothing] {
            let target = Target::new(path.clone(), replace);
            let in_place = Target { method: Method::InPlace, ..target.clone() };
            for (error, expected) in [
                (WriteError::Refused { path: path.clone(), cause: Cause::PermissionDenied }, &in_place),
                (WriteError::Io { path: path.clone(), cause: Cause::DiskFull }, &target),
                (WriteError::Busy { path: path.clone() }, &target),
            ] {
                assert_eq!(targets(&target, error.clone()), std::slice::from_ref(expected), "{error:?}");
            }
            let changed = WriteError::Conflict { path: path.clone(), conflict: Conflict::Changed(hash) };
            let seen = |method| Target { method, ..Target::new(path.clone(), Replace::Seen(hash)) };
            assert_eq!(targets(&target, changed.clone()), [seen(Method::Replace)]);
            assert_eq!(targets(&in_place, changed), [seen(Method::InPlace)]);
        }
    }
}
