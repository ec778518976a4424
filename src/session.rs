//! Floor 4: the program without a window. A [`Session`] is one open project: every change goes
//! through it, and it knows what is on disk.

pub mod begin;
pub mod files;
pub mod worker;

use crate::model::{Caret, Edit, History, Measure, Project};
use crate::store::envelope::Integrity;
use crate::store::project::{self, Loaded, Note};
use crate::store::{Expected, Hash, WriteError};
use crate::text::count::SharedMarks;
use rust_i18n::t;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One open project.
pub struct Session {
    history: History,
    measure: Measure,
    marks: SharedMarks,
    /// Where it is kept, and what was there when it was last read or written.
    file: Option<(PathBuf, Hash)>,
    /// A save that has not been answered yet.
    saving: bool,
}

impl Session {
    /// A project that is on no disk yet.
    pub fn new(project: Project, marks: SharedMarks) -> Self {
        Self::with(History::new(project, false), None, marks)
    }

    /// A project as it was read from its file. One that may be damaged, or that cannot be written
    /// to, is a copy that has no file yet.
    pub fn opened(loaded: Loaded, marks: SharedMarks) -> Self {
        // What may be damaged must not be saved over the only original.
        let own = loaded.integrity != Integrity::ChecksumDiffers && !loaded.read_only;
        let saved = own && loaded.notes.is_empty();
        let file = own.then_some((loaded.path, loaded.hash));
        Self::with(History::new(loaded.project, saved || loaded.read_only), file, marks)
    }

    fn with(history: History, file: Option<(PathBuf, Hash)>, marks: SharedMarks) -> Self {
        let measure = Measure::of(history.project(), marks);
        Self { history, measure, marks, file, saving: false }
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

    /// Two equal numbers mean the same text.
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
        self.saving
    }

    /// The project's file, where it has one.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|(path, _)| path.as_path())
    }

    /// Changes the project; see [`History::apply`].
    pub fn apply(
        &mut self,
        edit: Edit,
        now: f64,
        carets: (Option<Caret>, Option<Caret>),
    ) -> Option<Option<Caret>> {
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

    /// What is to be written to save the project at `path`; run it on another thread and give
    /// what comes back to [`Self::saved`].
    pub fn save(&mut self, path: PathBuf, replace: Replace) -> Save {
        self.saving = true;
        // What is typed from here on is not in the file.
        self.history.break_group();
        let expected = match (&self.file, replace) {
            (_, Replace::Anything) => Expected::Any,
            (Some((own, hash)), Replace::Own) if *own == path => Expected::Hash(*hash),
            _ => Expected::New,
        };
        Save { project: self.project().clone(), revision: self.revision(), path, expected }
    }

    /// Takes note of how a save ended.
    ///
    /// # Errors
    /// What kept the project from being written; it is still unsaved then.
    pub fn saved(&mut self, saved: Saved) -> Result<(), WriteError> {
        self.saving = false;
        match saved.result {
            Ok(hash) => {
                self.file = Some((saved.path, hash));
                self.history.mark_saved(saved.revision);
                Ok(())
            }
            Err(error) => {
                // The new bytes are in place, so they are what the next saving meets there.
                if let WriteError::NotSynced { hash, .. } = error {
                    self.file = Some((saved.path, hash));
                }
                Err(error)
            }
        }
    }
}

/// What a save may write over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Only the project's own file, as it was last read or written.
    Own,
    /// Whatever is there: the user was asked.
    Anything,
}

/// One save, to be run off the UI thread.
pub struct Save {
    project: Arc<Project>,
    revision: u64,
    path: PathBuf,
    expected: Expected,
}

/// How a save ended.
pub struct Saved {
    pub path: PathBuf,
    revision: u64,
    result: Result<Hash, WriteError>,
}

impl Save {
    pub fn run(self) -> Saved {
        let save = || project::save(&self.path, &self.project, self.expected);
        // Whatever happens, the answer must come: until it does, nothing can be saved.
        let result = catch_unwind(AssertUnwindSafe(save)).unwrap_or_else(|_| {
            Err(WriteError::Form { path: self.path.clone(), detail: String::from("panic") })
        });
        Saved { path: self.path, revision: self.revision, result }
    }
}

/// What the user is to be told about a project that was read.
pub fn warnings(integrity: Integrity, notes: &[Note], read_only: bool) -> Vec<String> {
    let integrity = match integrity {
        Integrity::Intact => None,
        Integrity::ChecksumDiffers => Some(t!("session.checksum_differs")),
        Integrity::NoChecksum => Some(t!("session.no_checksum")),
    };
    let read_only = read_only.then(|| t!("session.read_only"));
    let sentences = integrity.into_iter().chain(read_only).map(|sentence| sentence.into_owned());
    sentences.chain(notes.iter().map(ToString::to_string)).collect()
}

/// An identity for a new project.
pub fn new_project_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
