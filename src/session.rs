//! Floor 4: the program without a window. A [`Session`] is one open project: every change goes
//! through it, and it knows what is on disk.

pub mod begin;
pub mod check;
pub mod compare;
pub mod crash;
pub mod files;
pub mod fonts;
pub mod hold;
pub mod keeper;
pub mod open;
pub mod print;
pub mod save;
pub mod sweep;
pub mod typeset;
pub mod worker;

use crate::model::{Caret, Edit, History, Measure, Project};
use crate::store::Hash;
use crate::store::envelope::Integrity;
use crate::store::lock::Lock;
use crate::store::project::Note;
use crate::store::recovery::{Base, Copy};
use crate::text::count::SharedMarks;
use hold::Own;
use open::{Opened, ReadOnly, State};
use rust_i18n::t;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One text of one session. Two equal ones mean the same text, also where work that was begun for
/// one session ends in the time of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// See [`Session::serial`].
    pub session: u64,
    /// See [`Session::revision`].
    pub revision: u64,
}

/// One open project.
pub struct Session {
    serial: u64,
    history: History,
    measure: Measure,
    marks: SharedMarks,
    /// Where it is kept, and what was there when it was last read or written.
    file: Option<(PathBuf, Hash)>,
    /// Tells others that it is open.
    lock: Option<Arc<Lock>>,
    read_only: Option<ReadOnly>,
    /// The revision of a save that has not been answered yet.
    saving: Option<u64>,
}

impl Session {
    /// A project that is on no disk yet.
    pub fn new(project: Project, marks: SharedMarks) -> Self {
        Self::with(History::new(project, false), None, marks)
    }

    /// A project as it was read from its file.
    pub fn opened(opened: Opened, marks: SharedMarks) -> Self {
        let Opened { loaded, lock, state, .. } = opened;
        // What was put right on reading is not in the file yet.
        let saved = state != State::Copy && loaded.notes.is_empty();
        let file = (state != State::Copy).then_some((loaded.path, loaded.hash));
        let read_only = match state {
            State::ReadOnly(why) => Some(why),
            State::Own | State::Copy => None,
        };
        let history = History::new(loaded.project, saved || read_only.is_some());
        Self { lock, read_only, ..Self::with(history, file, marks) }
    }

    /// What a recovery copy holds: unsaved, and belonging to the file it came from, which saving
    /// compares with what it was then.
    pub fn recovered(copy: Copy, lock: Option<Arc<Lock>>, marks: SharedMarks) -> Self {
        let file = copy.base.map(|base| (base.path, base.hash));
        let history = History::new(Arc::unwrap_or_clone(copy.project), false);
        Self { lock, ..Self::with(history, file, marks) }
    }

    fn with(history: History, file: Option<(PathBuf, Hash)>, marks: SharedMarks) -> Self {
        static SESSIONS: AtomicU64 = AtomicU64::new(0);
        let serial = SESSIONS.fetch_add(1, Ordering::Relaxed);
        let measure = Measure::of(history.project(), marks);
        Self { serial, history, measure, marks, file, lock: None, read_only: None, saving: None }
    }

    /// Why it can only be read, if so.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// Goes on as a copy that has no file yet, and can be changed.
    pub fn become_copy(&mut self) {
        (self.file, self.lock, self.read_only) = (None, None, None);
        self.history.mark_unsaved();
    }

    /// What opening its own file again goes on with.
    pub fn own(&self) -> Option<Own> {
        Some(Own::new(self.path()?.to_path_buf(), self.lock.clone()?))
    }

    /// The file as it was last read or written.
    pub fn base(&self) -> Option<Base> {
        self.file.as_ref().map(|(path, hash)| Base { path: path.clone(), hash: *hash })
    }

    pub fn project(&self) -> &Arc<Project> {
        self.history.project()
    }

    /// 字数 of the current text.
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    pub fn set_marks(&mut self, marks: SharedMarks) {
        self.marks = marks;
        self.recount();
    }

    fn recount(&mut self) {
        self.measure = Measure::of(self.history.project(), self.marks);
    }

    /// No other session of this run has the same.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    pub fn stamp(&self) -> Stamp {
        Stamp { session: self.serial, revision: self.revision() }
    }

    /// Two equal numbers mean the same text of this session.
    pub fn revision(&self) -> u64 {
        self.history.number()
    }

    pub fn is_modified(&self) -> bool {
        self.history.is_modified()
    }

    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// Whether there is text that neither the file nor a save under way holds.
    pub fn is_unsaved(&self) -> bool {
        self.is_modified() && self.saving != Some(self.revision())
    }

    /// The project's file, where it has one.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|(path, _)| path.as_path())
    }

    /// Changes the project; see [`History::apply`]. One that can only be read stays as it is.
    pub fn apply(
        &mut self,
        edit: Edit,
        now: f64,
        carets: (Option<Caret>, Option<Caret>),
    ) -> Option<Option<Caret>> {
        if self.read_only.is_some() {
            return None;
        }
        let caret = self.history.apply(edit, now, carets)?;
        self.recount();
        Some(caret)
    }

    /// See [`History::undo`].
    pub fn undo(&mut self) -> Option<Option<Caret>> {
        let caret = self.history.undo()?;
        self.recount();
        Some(caret)
    }

    /// See [`History::redo`].
    pub fn redo(&mut self) -> Option<Option<Caret>> {
        let caret = self.history.redo()?;
        self.recount();
        Some(caret)
    }
}

/// What the user is to be told about a project that was read.
pub fn warnings(integrity: Integrity, notes: &[Note]) -> Vec<String> {
    let integrity = match integrity {
        Integrity::Intact => None,
        Integrity::ChecksumDiffers => Some(t!("session.checksum_differs")),
        Integrity::NoChecksum => Some(t!("session.no_checksum")),
    };
    sentences(integrity, notes)
}

/// What the user is to be told about a recovery copy that was taken over.
pub fn copy_warnings(integrity: Integrity, notes: &[Note]) -> Vec<String> {
    let integrity = match integrity {
        Integrity::Intact => None,
        Integrity::ChecksumDiffers => Some(t!("session.copy_differs")),
        Integrity::NoChecksum => Some(t!("session.copy_no_checksum")),
    };
    sentences(integrity, notes)
}

fn sentences(first: Option<Cow<'static, str>>, notes: &[Note]) -> Vec<String> {
    first.map(Cow::into_owned).into_iter().chain(notes.iter().map(ToString::to_string)).collect()
}

/// An identity for a new project.
pub fn new_project_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
