//! Opening projects, and what survives of those that were not saved or are damaged.

use super::super::App;
use super::super::dialog::damaged::Damaged;
use super::super::dialog::versions::Versions;
use super::super::dialog::{Dialog, Question};
use super::super::services::{self, Services};
use super::super::view::{Action, Go, ReadFrom, Then, View};
use super::super::waiting::Waiting;
use super::opened::Asking;
use super::{Event, file_name};
use crate::model::{Edit, Project};
use crate::session::keeper::Ending;
use crate::session::open::{self as opening, How, Opened, Opening, RecoverError, Recovered, Version};
use crate::session::{self, Session, Stamp};
use crate::store::lock::Holder;
use crate::store::recovery::Claim;
use egui::Context;
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    /// What has to do with opening; what has not is given back.
    pub(super) fn run_open(&mut self, ctx: &Context, action: Action) -> Option<Action> {
        match action {
            Action::OpenFile(path) => self.unless_unsaved(ctx, Then::Open(path)),
            Action::OpenAs(path, how) => self.open_as(&path, how),
            Action::Adopt(project) => self.begin(*project),
            Action::AdoptFor(project, path) => {
                self.begin(*project);
                self.view.proposed = Some(path);
            }
            Action::BecomeCopy => self.become_copy(),
            Action::AskRecover(copy) => self.unless_unsaved(ctx, Then::Recover(copy)),
            Action::AskDiscard(copy, name) => self.ask_discard(copy, &name),
            Action::DiscardCopy(copy) => {
                self.services
                    .worker
                    .run_apart(move || Event::CopyDiscarded(crate::session::hold::discard(&copy)));
            }
            Action::ShowVersions => self.show_versions(),
            Action::OpenVersion(project) => {
                self.unless_unsaved(ctx, Then::Begin(Box::new(Project::clone(&project))));
            }
            Action::Restore(project) => self.restore(ctx, &project),
            other => return Some(other),
        }
        None
    }

    /// Puts another project in the place of the open one, whose recovery copy ends with it.
    pub(in crate::ui) fn replace_session(&mut self, session: Option<Session>, claim: Option<Claim>) {
        if let Some(old) = &self.session {
            let ending = if old.is_modified() { Ending::Discarded } else { Ending::Saved };
            self.services.keeper.end(ending);
        }
        self.services.keeper.begin(claim);
        if let Some(old) = std::mem::replace(&mut self.session, session) {
            self.services.let_go(old);
        }
        // A failure is told until it is closed, whatever is opened meanwhile.
        let notice = self.view.notice.take().filter(|notice| notice.until.is_none());
        self.view = View { notice, waiting_since: self.view.waiting_since, ..View::default() };
    }

    /// A project that is on no disk yet becomes the open one.
    pub fn begin(&mut self, project: Project) {
        self.replace_session(Some(Session::new(project, self.marks())), None);
        self.begin_writing();
    }

    /// Opens a project, or offers to import a text.
    pub(in crate::ui) fn open_file(&mut self, path: &Path) {
        let is_project = path.extension().is_none_or(|extension| extension.eq_ignore_ascii_case("ron"));
        if is_project {
            return self.open_as(path, How::Ask);
        }
        self.ask_import();
        if let Some(Dialog::Import(dialog)) = &mut self.view.dialog {
            dialog.reading(path);
        }
        self.read_text(ReadFrom::File(path.to_path_buf(), None));
    }

    pub(super) fn open_as(&mut self, path: &Path, how: How) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let roots = self.services.copy_roots(Some(&path));
        let own = self.session.as_ref().and_then(Session::own);
        let words = t!("ui.wait.opening", name = file_name(&path)).into_owned();
        let order = self.wait_for(words, Then::OpenAs(path.clone(), how));
        let gone = self.services.when_gone();
        self.services.run_after_saves(move || {
            gone();
            Event::Opened(order, Box::new(opening::open_over(&path, how, &roots, own.as_ref())))
        });
    }

    /// Nothing else is done until the answer comes, or is no longer wanted.
    fn wait_for(&mut self, words: String, then: Then) -> u64 {
        let order = self.services.next_order();
        let over = self.session.as_ref().map(Session::stamp);
        self.view.opening = Some(Waiting { order, words, then, over });
        order
    }

    /// Whether something was written since an order was given over this text.
    fn was_written_in(&self, over: Option<Stamp>) -> bool {
        self.session.as_ref().is_some_and(|session| session.is_modified() && Some(session.stamp()) != over)
    }

    pub(in crate::ui) fn give_up_waiting(&mut self) {
        (self.view.opening, self.view.after_save, self.view.save_again) = (None, None, false);
        self.caret_back();
    }

    fn caret_back(&mut self) {
        if !self.view.preview.is_open()
            && let Some(caret) = self.view.caret()
        {
            self.view.go = Some(Go { place: caret.place, start: caret.start, end: caret.end });
        }
    }

    pub(super) fn opened(&mut self, ctx: &Context, order: u64, opening: Opening) {
        let waiting = self.view.opening.take_if(|waiting| waiting.order == order);
        let Some(Waiting { then, over, .. }) = waiting else { return self.services.let_go(opening) };
        let Then::OpenAs(path, _) = &then else { return };
        match opening {
            Opening::Open(opened) if self.was_written_in(over) => {
                self.services.let_go(opened);
                self.unless_unsaved(ctx, then);
            }
            Opening::Open(opened) => self.show_opened(*opened),
            Opening::Taken(holder) => self.view.dialog = Some(Dialog::Question(taken(path, holder.as_ref()))),
            Opening::Damaged(damage) => {
                self.view.dialog = Some(Dialog::Damaged(Box::new(Damaged::new(damage))));
            }
            Opening::Failed(error) => {
                let title = t!("ui.open.failed");
                self.view.dialog = Some(Dialog::Question(Question::message(title, error.to_string())));
            }
        }
    }

    fn show_opened(&mut self, opened: Opened) {
        let (asking, file) = (Asking::of(&opened), opened.loaded.path.clone());
        self.replace_session(Some(Session::opened(opened, self.marks())), None);
        self.begin_writing();
        self.remember(&file);
        self.view.proposed = Some(file);
        let question = self.session.as_ref().and_then(|session| asking.question(session.project()));
        self.view.dialog = question.map(Dialog::Question);
    }

    // Recovery copies

    pub(super) fn recover(&mut self, copy: PathBuf) {
        let own = self.session.as_ref().and_then(Session::own);
        let order = self.wait_for(t!("ui.wait.recovering").into_owned(), Then::Recover(copy.clone()));
        let gone = self.services.when_gone();
        self.services.run_after_saves(move || {
            gone();
            Event::Recovered(order, Box::new(opening::recover_over(&copy, own.as_ref())))
        });
    }

    pub(super) fn recovered(&mut self, ctx: &Context, order: u64, result: Result<Recovered, RecoverError>) {
        let waiting = self.view.opening.take_if(|waiting| waiting.order == order);
        let Some(Waiting { then, over, .. }) = waiting else { return self.services.let_go(result) };
        match result {
            Ok(recovered) if self.was_written_in(over) => {
                self.services.let_go(recovered);
                self.unless_unsaved(ctx, then);
            }
            Ok(recovered) => {
                let Recovered { copy, claim, lock, taken, integrity, notes, proposed } = recovered;
                let title = copy.project.title_line();
                let session = Session::recovered(copy, lock, self.marks());
                self.replace_session(Some(session), claim);
                self.view.proposed = proposed;
                self.begin_writing();
                let taken = taken.map(|holder| t!("ui.recovery.taken", who = who(holder.as_ref())).into());
                let told: Vec<String> =
                    taken.into_iter().chain(session::copy_warnings(integrity, &notes)).collect();
                if !told.is_empty() {
                    let title = t!("ui.open.warning");
                    let message = Question::message(title, told.join("\n"));
                    self.view.dialog = Some(Dialog::Question(message));
                } else {
                    self.tell(ctx, t!("ui.recovery.opened", title = title).into_owned(), Vec::new());
                }
            }
            Err(error) => {
                let title = t!("ui.open.failed");
                self.view.dialog = Some(Dialog::Question(Question::message(title, error.to_string())));
            }
        }
    }

    fn ask_discard(&mut self, copy: PathBuf, name: &str) {
        self.view.dialog = Some(Dialog::Question(Question {
            title: t!("ui.recovery.discard_title").into_owned(),
            text: t!("ui.recovery.discard_text", name = name).into_owned(),
            choices: vec![
                (t!("ui.recovery.discard").into_owned(), vec![Action::DiscardCopy(copy)]),
                (t!("ui.cancel").into_owned(), Vec::new()),
            ],
        }));
    }

    fn become_copy(&mut self) {
        let proposed = self.session.as_ref().and_then(Session::path).map(Path::to_path_buf);
        if let Some(session) = &mut self.session {
            session.become_copy();
        }
        self.view.proposed = proposed;
    }

    // Backups

    fn show_versions(&mut self) {
        let Some(session) = &self.session else { return };
        let path = session.path().or(self.view.proposed.as_deref()).map(Path::to_path_buf);
        let (id, serial) = (session.project().id.clone(), session.serial());
        let roots = self.services.copy_roots(path.as_deref());
        let current = session.project().clone();
        self.view.dialog = Some(Dialog::Versions(Box::new(Versions::new(current))));
        self.services
            .worker
            .run_apart(move || Event::Versions(serial, opening::versions(&id, path.as_deref(), &roots)));
    }

    pub(super) fn versions_found(&mut self, session: u64, versions: Vec<Version>) {
        let is_of = self.session.as_ref().is_some_and(|open| open.serial() == session);
        if let Some(Dialog::Versions(dialog)) = self.view.dialog.as_mut().filter(|_| is_of) {
            dialog.found(versions);
        }
    }

    /// Another version over the current text, as one step.
    fn restore(&mut self, ctx: &Context, version: &Arc<Project>) {
        let Some(session) = &self.session else { return };
        let before = session.revision();
        let version = Project { id: session.project().id.clone(), ..Project::clone(version) };
        self.edit(ctx, Edit::Replace(Box::new(version)));
        if self.session.as_ref().is_some_and(|session| session.revision() != before) {
            self.tell(ctx, t!("ui.versions.restored").into_owned(), Vec::new());
        }
    }

    /// Puts the open project's file among the recent ones.
    pub(super) fn remember(&mut self, path: &Path) {
        let Some(session) = &self.session else { return };
        let title = session.project().title_line();
        let title = if title.is_empty() { file_name(path) } else { title };
        self.services.touch_recent(path, &title);
        self.services.save_settings();
    }
}

/// Somebody else has the file open.
fn taken(path: &Path, holder: Option<&Holder>) -> Question {
    let choice = |words: std::borrow::Cow<'static, str>, how| {
        (words.into_owned(), vec![Action::OpenAs(path.to_path_buf(), how)])
    };
    Question {
        title: t!("ui.taken.title").into_owned(),
        text: t!("ui.taken.text", path = path.display(), who = who(holder)).into_owned(),
        choices: vec![
            choice(t!("ui.taken.read_only"), How::ReadOnly),
            choice(t!("ui.taken.copy"), How::Copy),
            choice(t!("ui.taken.take_over"), How::TakeOver),
            (t!("ui.cancel").into_owned(), Vec::new()),
        ],
    }
}

/// Who has a file open, and since when.
pub fn who(holder: Option<&Holder>) -> String {
    match holder {
        Some(holder) => {
            let since = services::local(holder.since);
            t!("ui.taken.who", user = holder.user, host = holder.host, since = since).into_owned()
        }
        None => t!("ui.taken.nobody").into_owned(),
    }
}

impl Services {
    /// The folder of all copies of a project.
    pub fn copies(&self, project: Option<&Path>) -> Option<PathBuf> {
        crate::store::dirs::copies_root(&self.dirs, self.settings.copies, project)
    }

    /// Every folder where copies may lie: also those from before the user chose otherwise.
    pub fn copy_roots(&self, project: Option<&Path>) -> Vec<PathBuf> {
        crate::store::dirs::copies_roots(&self.dirs, &self.settings, project)
    }
}
