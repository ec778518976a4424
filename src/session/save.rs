//! Saving: what is to be written, the writing off the UI thread, and what came of it.

use super::{Session, Stamp};
use crate::model::Project;
use crate::store::backup::Ring;
use crate::store::lock::{Claimed, Holder, Lock, LockError};
use crate::store::project::{self, SaveOptions};
use crate::store::{Expected, Hash, Method, WriteError};
use rust_i18n::t;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

/// What a save may write over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// Only the project's own file, as it was last read or written.
    Own,
    /// Only what the user was told is there: another version is not theirs to give up.
    Seen(Hash),
    /// Nothing: what was there is gone.
    Nothing,
    /// Whatever is there: the user was asked.
    Anything,
}

/// Where and how to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub path: PathBuf,
    pub replace: Replace,
    pub method: Method,
}

impl Target {
    pub fn new(path: PathBuf, replace: Replace) -> Self {
        Self { path, replace, method: Method::Replace }
    }
}

/// One save, to be run off the UI thread.
pub struct Save {
    project: Arc<Project>,
    stamp: Stamp,
    target: Target,
    options: SaveOptions,
    /// The path is another than the project's own, so that its lock is to be taken.
    elsewhere: bool,
}

/// How a save ended.
pub struct Saved {
    /// What was asked for: to be asked for again where it has failed.
    pub target: Target,
    stamp: Stamp,
    result: Result<(project::Saved, Option<Lock>), SaveError>,
}

/// Why a project was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    Write(WriteError),
    /// Somebody else has the file open.
    Taken(PathBuf, Option<Holder>),
}

impl Session {
    /// What is to be written to save the project; run it on another thread and give what comes
    /// back to [`Self::saved`]. The version before is kept below `copies`, the folder of all
    /// copies.
    pub fn save(&mut self, target: Target, copies: Option<PathBuf>) -> Save {
        self.saving = Some(self.revision());
        // What is typed from here on is not in the file.
        self.history.break_group();
        let own = self.file.as_ref().filter(|(own, _)| *own == target.path);
        let expected = match (own, target.replace) {
            (_, Replace::Anything) => Expected::Any,
            (_, Replace::Seen(hash)) => Expected::Hash(hash),
            (Some((_, hash)), Replace::Own) => Expected::Hash(*hash),
            (None, Replace::Own) | (_, Replace::Nothing) => Expected::New,
        };
        let elsewhere = own.is_none() || self.lock.is_none();
        let ring = copies.map(|root| Ring::new(&root, &self.project().id));
        let options = SaveOptions { expected, ring, method: target.method };
        Save { project: self.project().clone(), stamp: self.stamp(), target, options, elsewhere }
    }

    /// Takes note of how a save of its own ended; why the version before was not kept, if it was
    /// not.
    ///
    /// # Errors
    /// What kept the project from being written; it is still unsaved then.
    pub fn saved(&mut self, saved: Saved) -> Result<Option<WriteError>, SaveError> {
        self.take_in(saved).0
    }

    /// As [`Self::saved`], with the lock of the file that it had before: letting it go asks the
    /// disk.
    pub fn take_in(&mut self, saved: Saved) -> (Result<Option<WriteError>, SaveError>, Option<Arc<Lock>>) {
        if !saved.is_of(self) {
            return (saved.result.map(|(written, _)| written.not_kept), None);
        }
        self.saving = None;
        let path = saved.target.path;
        match saved.result {
            Ok((written, lock)) => {
                self.file = Some((path, written.hash));
                self.read_only = None;
                let before = lock.and_then(|lock| self.lock.replace(Arc::new(lock)));
                self.history.mark_saved(saved.stamp.revision);
                (Ok(written.not_kept), before)
            }
            Err(error) => {
                let mut before = None;
                // The new bytes are in place, so they are what the next saving meets there.
                if let SaveError::Write(WriteError::NotSynced { hash, .. }) = error {
                    if self.path() != Some(&path) {
                        before = self.lock.take();
                    }
                    self.file = Some((path, hash));
                }
                (Err(error), before)
            }
        }
    }
}

impl Saved {
    /// Whether it was this session that was saved: another may be open by now.
    pub fn is_of(&self, session: &Session) -> bool {
        self.stamp.session == session.serial()
    }

    pub fn error(&self) -> Option<&SaveError> {
        self.result.as_ref().err()
    }
}

impl Save {
    pub fn run(self) -> Saved {
        // Whatever happens, the answer must come: until it does, nothing can be saved.
        let result = catch_unwind(AssertUnwindSafe(|| self.write())).unwrap_or_else(|_| {
            let detail = String::from("panic");
            Err(SaveError::Write(WriteError::Form { path: self.target.path.clone(), detail }))
        });
        Saved { target: self.target, stamp: self.stamp, result }
    }

    fn write(&self) -> Result<(project::Saved, Option<Lock>), SaveError> {
        let path = &self.target.path;
        let lock = match self.elsewhere.then(|| Lock::acquire(path, Claimed::Respect)) {
            Some(Err(LockError::Taken(holder))) => {
                return Err(SaveError::Taken(path.clone(), holder));
            }
            // What keeps a lock from being made keeps the project from being written, and says more.
            Some(Err(LockError::Io(_))) | None => None,
            Some(Ok(lock)) => Some(lock),
        };
        let saved = project::save(path, &self.project, &self.options).map_err(SaveError::Write)?;
        Ok((saved, lock))
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(error) => error.fmt(f),
            Self::Taken(path, _) => f.write_str(&t!("session.save_taken", path = path.display())),
        }
    }
}
