//! Opening what is on the disk: a project, what survives of a damaged one, a recovery copy. All of
//! it runs off the UI thread.

use super::hold::{Own, discard, take, unclaimed};
use crate::model::{Measure, Project};
use crate::store::backup::{self, Backup, Ring};
use crate::store::envelope::{self, Integrity};
use crate::store::lock::{Claimed, Holder, Lock, LockError};
use crate::store::project::{self, ContentError, LoadError, Loaded, Note};
use crate::store::recovery::{self, Claim, ClaimError, Copy, Found, FoundError};
use crate::store::rescue::{self, Survivor};
use crate::store::{Cause, Hash, dirs, reader};
use crate::text::count::SharedMarks;
use rust_i18n::t;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to do about somebody who has the project open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Ask.
    Ask,
    ReadOnly,
    /// A copy that has no file yet.
    Copy,
    TakeOver,
}

/// What came of opening a file.
#[derive(Debug)]
pub enum Opening {
    Open(Box<Opened>),
    /// Somebody else has it open.
    Taken(Option<Holder>),
    /// It holds no project; what can be opened in its place, the best first.
    Damaged(Damage),
    Failed(LoadError),
}

#[derive(Debug)]
pub struct Opened {
    pub loaded: Loaded,
    pub lock: Option<Arc<Lock>>,
    pub state: State,
    /// The latest recovery copy of this file that nobody claims, where it has another text.
    pub recovery: Option<Offer>,
    /// It may be damaged, and there are versions of it that saving has replaced.
    pub has_versions: bool,
}

/// A recovery copy beside the file that is being opened.
#[derive(Clone, Debug)]
pub struct Offer {
    pub found: Found,
    /// The file holds other bytes than when the copy was begun.
    pub file_changed: bool,
    /// 字数 of the copy and of the file.
    pub words: [usize; 2],
    /// Older copies of the same file.
    pub older: usize,
}

/// How an opened project stands to its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Own,
    /// It has no file yet: saving asks for one.
    Copy,
    ReadOnly(ReadOnly),
}

/// Why a project can only be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    File,
    Folder,
    /// Written by a newer Suigao, in this version of the format.
    Newer(u32),
    /// Somebody else has it open.
    Taken(Option<Holder>),
}

#[derive(Debug)]
pub struct Damage {
    pub path: PathBuf,
    pub error: ContentError,
    pub survivors: Vec<Survivor>,
}

/// Opens a project. `roots` are the folders of all copies.
pub fn open(path: &Path, how: How, roots: &[PathBuf]) -> Opening {
    open_over(path, how, roots, None)
}

/// As [`open`], in the place of a session that has perhaps this very file open.
pub fn open_over(path: &Path, how: How, roots: &[PathBuf], own: Option<&Own>) -> Opening {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let loaded = match project::load(&path) {
        Ok(loaded) => loaded,
        Err(LoadError::Content { error: ContentError::Newer { found, known }, .. }) => {
            return newer(path, found, known, roots);
        }
        Err(error @ LoadError::Content { error: ContentError::Template, .. }) => {
            return Opening::Failed(error);
        }
        Err(LoadError::Content { error, .. }) => return damaged(path, error, roots),
        Err(error) => return Opening::Failed(error),
    };
    let (lock, state) = match stand(&loaded, how, own) {
        Ok(stand) => stand,
        Err(holder) => return Opening::Taken(holder),
    };
    let differs = loaded.integrity == Integrity::ChecksumDiffers;
    let recovery = (state == State::Own || differs).then(|| recovery_of(&loaded, roots)).flatten();
    let has_versions = differs && roots.iter().any(|root| !backup::of_file(root, &loaded.path).is_empty());
    Opening::Open(Box::new(Opened { loaded, lock, state, recovery, has_versions }))
}

/// Takes the lock, or says why the project is not to be written.
///
/// # Errors
/// Who has it open, where that is to be asked about.
fn stand(loaded: &Loaded, how: How, own: Option<&Own>) -> Result<(Option<Arc<Lock>>, State), Option<Holder>> {
    if how == How::Copy || loaded.integrity == Integrity::ChecksumDiffers {
        // What may be damaged must not be saved over the only original.
        return Ok((None, State::Copy));
    }
    if loaded.read_only {
        return Ok((None, State::ReadOnly(ReadOnly::File)));
    }
    if let Some(lock) = own.and_then(|own| own.of(&loaded.path)) {
        return Ok((Some(lock), State::Own));
    }
    let claimed = if how == How::TakeOver { Claimed::TakeOver } else { Claimed::Respect };
    match Lock::acquire(&loaded.path, claimed) {
        Ok(lock) => Ok((Some(Arc::new(lock)), State::Own)),
        Err(LockError::Taken(holder)) if how == How::ReadOnly => {
            Ok((None, State::ReadOnly(ReadOnly::Taken(holder))))
        }
        Err(LockError::Taken(holder)) => Err(holder),
        Err(LockError::Io(cause)) if cause.forbids() => Ok((None, State::ReadOnly(ReadOnly::Folder))),
        // The comparison before each saving stands alone then.
        Err(LockError::Io(_)) => Ok((None, State::Own)),
    }
}

/// The latest copy of the file that says something else.
fn recovery_of(loaded: &Loaded, roots: &[PathBuf]) -> Option<Offer> {
    let offer = |found: Found| {
        let copy = &found.content.as_ref().ok()?.copy;
        let base = copy.base.as_ref().filter(|base| backup::is_same(&base.path, &loaded.path))?;
        let is_other = !copy.closed && *copy.project != loaded.project;
        let (file_changed, words) = (base.hash != loaded.hash, [&copy.project, &loaded.project].map(words));
        is_other.then_some(Offer { found, file_changed, words, older: 0 })
    };
    // Beside other projects lie only theirs, perhaps on drives that do not answer.
    let beside = loaded.path.with_file_name(dirs::COPIES_FOLDER);
    let near = roots.iter().enumerate().filter(|(at, root)| *at == 0 || **root == beside);
    let near: Vec<PathBuf> = near.map(|(_, root)| root.clone()).collect();
    let mut offers = unclaimed(&near).into_iter().filter_map(offer);
    let latest = offers.next()?;
    Some(Offer { older: offers.count(), ..latest })
}

/// A file from a newer version is shown as far as it is understood, and only shown.
fn newer(path: PathBuf, found: u32, known: u32, roots: &[PathBuf]) -> Opening {
    let bytes = reader::read(&path, envelope::MAX_BYTES as u64).unwrap_or_default();
    let understood = rescue::survivors(&path, &bytes, &[]).into_iter().next();
    let Some(Survivor { project, .. }) = understood else {
        return damaged(path, ContentError::Newer { found, known }, roots);
    };
    let hash = Hash::of(&bytes);
    let (integrity, notes) = (Integrity::Intact, Vec::new());
    let loaded = Loaded { path, project, hash, integrity, read_only: true, notes };
    let state = State::ReadOnly(ReadOnly::Newer(found));
    Opening::Open(Box::new(Opened { loaded, lock: None, state, recovery: None, has_versions: false }))
}

fn damaged(path: PathBuf, error: ContentError, roots: &[PathBuf]) -> Opening {
    let bytes = reader::read(&path, envelope::MAX_BYTES as u64).unwrap_or_default();
    let survivors = rescue::survivors(&path, &bytes, roots);
    Opening::Damaged(Damage { path, error, survivors })
}

/// A recovery copy that was taken over.
#[derive(Debug)]
pub struct Recovered {
    pub copy: Copy,
    /// None on a disk that has become read-only: the copy stays, and what follows is kept elsewhere
    /// if anywhere.
    pub claim: Option<Claim>,
    pub lock: Option<Arc<Lock>>,
    /// Somebody else has its file open, so that it is a copy without one.
    pub taken: Option<Option<Holder>>,
    /// One that is not as it was written is a copy without a file too, and itself stays as it is.
    pub integrity: Integrity,
    /// What had to be put right in memory.
    pub notes: Vec<Note>,
    /// The file of one that may be damaged: where saving begins to ask.
    pub proposed: Option<PathBuf>,
}

/// Why a recovery copy was not opened.
#[derive(Clone, Debug, PartialEq)]
pub enum RecoverError {
    Claim(ClaimError),
    Read(FoundError),
}

/// One version of the history, as the window lists it.
#[derive(Clone, Debug)]
pub struct Version {
    pub backup: Backup,
    /// A version of the very file, and not of a copy elsewhere.
    pub own: bool,
    /// Of one that can be shown.
    pub integrity: Integrity,
    /// The text and its 字数, or why it cannot be shown.
    pub content: Result<(Arc<Project>, usize), String>,
}

/// The versions of a project, and of its file whatever project it held, that were replaced by
/// saving, the latest first.
pub fn versions(id: &str, path: Option<&Path>, roots: &[PathBuf]) -> Vec<Version> {
    let read = |backup: Backup| {
        let bytes = backup::read(&backup).map_err(|cause| cause.to_string());
        let parsed = bytes.and_then(|bytes| project::parse(&bytes).map_err(|error| error.to_string()));
        let integrity = parsed.as_ref().map_or(Integrity::Intact, |parsed| parsed.integrity);
        let content = parsed.map(|parsed| {
            let words = words(&parsed.project);
            (Arc::new(parsed.project), words)
        });
        Version { own: path.is_some_and(|path| backup.is_of(path)), backup, integrity, content }
    };
    let mut backups: Vec<Backup> = Vec::new();
    for root in roots {
        backups.extend(Ring::new(root, id).list());
        backups.extend(path.into_iter().flat_map(|path| backup::of_file(root, path)));
    }
    backups.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.path.cmp(&b.path)));
    backups.dedup_by(|a, b| a.path == b.path);
    backups.into_iter().map(read).collect()
}

/// Takes a recovery copy over.
///
/// # Errors
/// When it cannot be read, or a running Suigao has it.
pub fn recover(copy: &Path) -> Result<Recovered, RecoverError> {
    recover_over(copy, None)
}

/// As [`recover`], in the place of a session that has perhaps the copy's very file open.
///
/// # Errors
/// See [`recover`].
pub fn recover_over(copy: &Path, own: Option<&Own>) -> Result<Recovered, RecoverError> {
    let claim = match take(copy) {
        Ok(claim) => Some(claim),
        Err(ClaimError::Io(_)) => None,
        Err(in_use) => return Err(RecoverError::Claim(in_use)),
    };
    let parsed = recovery::read(copy).map_err(RecoverError::Read)?;
    let recovery::Parsed { mut copy, integrity, notes } = parsed;
    let whole = integrity == Integrity::Intact;
    // Kept anew it would look whole the next time, and what may be damaged must not be saved over
    // its file.
    let claim = claim.filter(|_| whole);
    let base = copy.base.take_if(|_| !whole);
    let lock = copy.base.as_ref().map(|base| match own.and_then(|own| own.of(&base.path)) {
        Some(lock) => Ok(lock),
        None => Lock::acquire(&base.path, Claimed::Respect).map(Arc::new),
    });
    let (lock, taken) = match lock {
        Some(Ok(lock)) => (Some(lock), None),
        Some(Err(LockError::Taken(holder))) => (None, Some(holder)),
        _ => (None, None),
    };
    if taken.is_some() {
        copy.base = None;
    }
    let proposed = base.map(|base| base.path);
    Ok(Recovered { copy, claim, lock, taken, integrity, notes, proposed })
}

/// An unclaimed copy, as the start page lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub found: Found,
    /// 字数 of the copy.
    pub words: usize,
    pub file: FileState,
}

/// What a copy's file says now.
#[derive(Clone, Debug, PartialEq)]
pub enum FileState {
    /// It was never saved.
    Never,
    Missing,
    /// It is as it was when the copy was begun, or holds another text since.
    There {
        project: Arc<Project>,
        words: usize,
        changed: bool,
    },
    /// It cannot be read.
    Unreadable,
}

/// All unclaimed copies with their files, the latest first. One whose text is what its file says
/// was saved after all: it is deleted.
pub fn list(roots: &[PathBuf]) -> Vec<Listed> {
    let listed = |found: Found| {
        let copy = found.content.as_ref().ok().map(|parsed| &parsed.copy);
        let base = copy.and_then(|copy| copy.base.as_ref());
        let file = base.map_or(FileState::Never, |base| file_state(&base.path, base.hash));
        let is_saved = copy.is_some_and(|copy| file.project() == Some(&copy.project));
        if is_saved && discard(&found.path).is_ok() {
            return None;
        }
        let words = copy.map_or(0, |copy| words(&copy.project));
        Some(Listed { found, words, file })
    };
    unclaimed(roots).into_iter().filter_map(listed).collect()
}

/// 字数 of a whole summary, as Word counts.
fn words(project: &Project) -> usize {
    Measure::of(project, SharedMarks::Asian).total.count.words
}

impl FileState {
    /// What the file says, where it can be read.
    pub fn project(&self) -> Option<&Arc<Project>> {
        match self {
            Self::There { project, .. } => Some(project),
            _ => None,
        }
    }
}

fn file_state(path: &Path, base: Hash) -> FileState {
    match project::load(path) {
        Ok(loaded) => FileState::There {
            words: words(&loaded.project),
            project: Arc::new(loaded.project),
            changed: loaded.hash != base,
        },
        Err(LoadError::Unreadable(reader::ReadError::Io { cause: Cause::NotFound, .. })) => {
            FileState::Missing
        }
        Err(_) => FileState::Unreadable,
    }
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::File => t!("session.read_only.file"),
            Self::Folder => t!("session.read_only.folder"),
            Self::Newer(found) => t!("session.read_only.newer", found = found),
            Self::Taken(_) => t!("session.read_only.taken"),
        })
    }
}

impl fmt::Display for RecoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim(error) => error.fmt(f),
            Self::Read(error) => error.fmt(f),
        }
    }
}
