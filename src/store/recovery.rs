//! 恢复件: a copy of the text as it is being written, for the case that the program ends without
//! saving it.
//!
//! Each open project has one of its own, named by its id and by chance, so that two windows never
//! write the same one. Beside it lies a lock file that the system lets go when the program ends,
//! however it ends: a copy whose lock is free is *unclaimed*, and is offered at the next start. It
//! is never applied by itself.

use super::envelope::{self, Integrity, VERSION};
use super::project::{self, ContentError, Note};
use super::reader::{self, ReadError};
use super::{Access, Cause, Hash, WriteError, WriteOptions, backup, dirs, names, syntax, writer};
use crate::model::Project;
use rust_i18n::t;
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How long a copy is kept after its project was closed without saving: milliseconds.
pub const GRACE: i64 = 7 * 24 * 3_600_000;
const FOLDER: &str = dirs::RECOVERY;
const LOCK: &str = "lock";
/// What a hand may have written before the bracket.
const NAME: &str = "SuigaoRecovery";
/// Bytes in which a file tells what it is.
const HEAD: usize = 1024;

/// A copy as its file tells it. One whose checksum differs is shown all the same: it may be all
/// there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    pub copy: Copy,
    pub integrity: Integrity,
    /// What had to be put right in memory.
    pub notes: Vec<Note>,
}

/// What was being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub project: Arc<Project>,
    /// The file it was opened from or last saved to; `None` for one that never was.
    pub base: Option<Base>,
    /// When it was kept: milliseconds since 1970 began, UTC.
    pub kept: i64,
    /// The user closed it without saving: it only waits to be deleted.
    pub closed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    pub path: PathBuf,
    /// Of the file's bytes at that time.
    pub hash: Hash,
}

/// What the file holds.
#[derive(Serialize, Deserialize)]
#[serde(rename = "SuigaoRecovery", deny_unknown_fields)]
struct Document<P> {
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<Base>,
    kept: i64,
    #[serde(default)]
    closed: bool,
    project: P,
}

/// A copy that this process writes; let go when it is dropped or the process ends.
#[derive(Debug)]
pub struct Claim {
    path: PathBuf,
    lock: File,
}

/// A copy that nobody claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub path: PathBuf,
    pub bytes: u64,
    pub content: Result<Parsed, FoundError>,
}

/// Why a copy cannot be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundError {
    Unreadable(ReadError),
    Content(ContentError),
}

/// Why a copy was not deleted or taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimError {
    /// A running Suigao writes it.
    InUse,
    Io(Cause),
}

impl Claim {
    /// A new copy's place, below the folder of all copies. The copy itself is made by
    /// [`Self::keep`].
    ///
    /// # Errors
    /// When the folder or the lock file cannot be made.
    pub fn new(root: &Path, project: &str) -> Result<Self, WriteError> {
        let folder = root.join(FOLDER);
        let failed = |path: &Path, cause| WriteError::Io { path: path.into(), cause };
        dirs::create_private(&folder)
            .map_err(|error| WriteError::NoFolder { path: folder.clone(), cause: error.cause() })?;
        let chance = uuid::Uuid::new_v4().simple().to_string();
        let chance: String = chance.chars().take(8).collect();
        let id: String = names::file_name(project, "project", "").chars().take(40).collect();
        let path = folder.join(format!("{id}-{chance}.ron"));
        match Self::take(&path) {
            Ok(claim) => Ok(claim),
            Err(ClaimError::InUse) => Err(failed(&path, Cause::InUse)),
            Err(ClaimError::Io(cause)) => Err(failed(&path, cause)),
        }
    }

    /// Takes over a copy that nobody claims: what is kept from now on takes its place.
    ///
    /// # Errors
    /// When another process has it, or the lock file cannot be made.
    pub fn take(copy: &Path) -> Result<Self, ClaimError> {
        let path = copy.with_extension(LOCK);
        let io = |error| ClaimError::Io(Cause::of(&error));
        let lock = super::lock::open(&path, Access::Private).map_err(io)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => Err(ClaimError::InUse),
            // Who had it has just taken the file away.
            Ok(()) if !super::lock::stands_at(&lock, &path) => Err(ClaimError::InUse),
            // Where the system knows no locks, the copy's random name keeps windows apart.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { path: copy.to_path_buf(), lock }),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the copy, in place of the one before.
    ///
    /// # Errors
    /// See [`WriteError`]; the one before is still there then.
    pub fn keep(&self, copy: &Copy) -> Result<(), WriteError> {
        let bytes = to_bytes(copy)
            .map_err(|error| WriteError::Form { path: self.path.clone(), detail: error.to_string() })?;
        let same = |bytes: &[u8]| parse(bytes).is_ok_and(|parsed| parsed.copy.project == copy.project);
        let options = WriteOptions { verify: Some(&same), ..WriteOptions::private() };
        writer::write(&self.path, &bytes, &options).map(|_| ())
    }

    /// Deletes the copy: its text was saved, or the user does not want it.
    ///
    /// # Errors
    /// When the copy is still there.
    pub fn delete(&self) -> Result<(), Cause> {
        writer::delete(&self.path).map_err(|error| Cause::of(&error))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // The file goes while it is still locked: whoever comes then makes one of their own.
        let _ = fs::remove_file(self.path.with_extension(LOCK));
        let _ = self.lock.unlock();
    }
}

/// The copies below these folders that no running program claims, the latest first.
pub fn unclaimed(roots: &[PathBuf]) -> Vec<Found> {
    // Where no lock file can be made, as on a disk that has become read-only, nobody holds one.
    let free = all(roots).filter(|path| !matches!(Claim::take(path), Err(ClaimError::InUse)));
    let mut found: Vec<Found> = free.map(|path| look(&path)).collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.kept()));
    found
}

/// Every copy below these folders, claimed or not.
pub fn all(roots: &[PathBuf]) -> impl Iterator<Item = PathBuf> {
    roots.iter().flat_map(|root| copies(root))
}

/// Deletes a copy that nobody claims.
///
/// # Errors
/// When a running program claims it, or it cannot be deleted.
pub fn discard(copy: &Path) -> Result<(), ClaimError> {
    Claim::take(copy)?.delete().map_err(ClaimError::Io)
}

/// Deletes the copies whose time is over, and what crashes have left. `now` is in milliseconds
/// since 1970 began.
pub fn sweep(root: &Path, now: i64) {
    for path in copies(root) {
        let Ok(claim) = Claim::take(&path) else { continue };
        let over = |copy: &Copy| copy.closed && now - copy.kept > GRACE;
        if look(&path).content.is_ok_and(|parsed| over(&parsed.copy)) {
            // Tried again at the next start.
            let _ = claim.delete();
        }
    }
    for lock in files(root, LOCK) {
        let copy = lock.with_extension(project::EXTENSION);
        // One that nobody holds goes with the claim.
        if !copy.exists() {
            drop(Claim::take(&copy));
        }
    }
    writer::temps::sweep(&root.join(FOLDER), SystemTime::now());
}

fn copies(root: &Path) -> impl Iterator<Item = PathBuf> {
    files(root, project::EXTENSION)
}

fn files(root: &Path, extension: &'static str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(move |path| path.extension() == Some(OsStr::new(extension)))
}

fn look(path: &Path) -> Found {
    let read = reader::read(path, envelope::MAX_BYTES as u64).map_err(FoundError::Unreadable);
    let bytes = read.as_ref().map_or(0, |bytes| bytes.len() as u64);
    let content = read.and_then(|bytes| parse(&bytes).map_err(FoundError::Content));
    Found { path: path.to_path_buf(), bytes, content }
}

/// Reads one copy, whether it is claimed or not.
///
/// # Errors
/// When it cannot be read or holds no copy.
pub fn read(path: &Path) -> Result<Parsed, FoundError> {
    look(path).content
}

/// What the command line calls a copy by.
pub fn id(copy: &Path) -> String {
    copy.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

impl Found {
    /// See [`id`].
    pub fn id(&self) -> String {
        id(&self.path)
    }

    /// When it was kept: milliseconds since 1970 began; of one that cannot be read, when its file
    /// was written.
    pub fn kept(&self) -> i64 {
        match &self.content {
            Ok(parsed) => parsed.copy.kept,
            Err(_) => backup::modified(&self.path).unwrap_or(0),
        }
    }
}

/// The file's bytes for a copy. A base whose path is not Unicode cannot be written, and is not.
///
/// # Errors
/// In principle: every copy has a RON form.
pub fn to_bytes(copy: &Copy) -> Result<Vec<u8>, ron::Error> {
    let base = copy.base.clone().filter(|base| base.path.to_str().is_some());
    let Copy { project, kept, closed, .. } = copy;
    let document = Document { version: VERSION, base, kept: *kept, closed: *closed, project };
    Ok(envelope::seal(&syntax::write(&document)?).into_bytes())
}

/// Reads a copy from a file's bytes.
///
/// # Errors
/// See [`ContentError`].
pub fn parse(bytes: &[u8]) -> Result<Parsed, ContentError> {
    let opened = envelope::open(bytes).map_err(ContentError::Envelope)?;
    let document: Document<Project> =
        syntax::read(&opened.text).map_err(|mistake| project::newer_or(mistake, &opened))?;
    let Document { version, base, kept, closed, mut project } = document;
    if let Some(found) = [Some(version), opened.version].into_iter().flatten().find(|&v| v > VERSION) {
        return Err(ContentError::Newer { found, known: VERSION });
    }
    let notes = project::put_right(&mut project)?;
    let copy = Copy { project: Arc::new(project), base, kept, closed };
    Ok(Parsed { copy, integrity: opened.integrity, notes })
}

/// Whether bytes begin as a copy does, whole or not: no project has these keys.
pub fn is_copy(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head);
    let lines = text.trim_start_matches('\u{FEFF}').lines();
    let code: String = lines.skip_while(|line| line.starts_with("//")).collect();
    let code: String = code.split_whitespace().collect();
    if code.starts_with(NAME) {
        return true;
    }
    let key = code.strip_prefix("(version:").and_then(|rest| rest.split_once(',')).map(|(_, rest)| rest);
    key.is_some_and(|key| key.starts_with("base:") || key.starts_with("kept:"))
}

impl fmt::Display for FoundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Content(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for ClaimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::InUse => t!("store.recovery.in_use"),
            Self::Io(cause) => t!("store.recovery.io", cause = cause),
        })
    }
}
