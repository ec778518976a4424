//! The one durable writer. A reader of the file sees the old bytes or the new ones, whole,
//! whatever happens in between; and [`write()`] says yes only when the new ones are on the disk.

mod error;
mod folder;
mod in_place;
pub mod temps;

pub use error::{Conflict, WriteError};
pub use folder::LOCK_WAIT;

use super::names::cut;
use super::{Cause, Hash};
use folder::{Folder, folder_of};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use tempfile::NamedTempFile;
use temps::{RANDOM, SUFFIX};

/// What the writer may find at the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    New,
    /// The bytes that were loaded or last saved.
    Hash(Hash),
    /// Anything: the user has agreed to replace it, or the file is Suigao's own.
    Any,
}

/// Who may read the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Whom the user's umask lets; a file that did exist keeps its mode.
    #[default]
    Usual,
    /// The user alone (0600), whatever it was before.
    Private,
}

#[derive(Clone, Copy)]
pub struct WriteOptions<'a> {
    pub expected: Expected,
    pub access: Access,
    /// Asked about the bytes as they are read back from the temporary file, before it takes the
    /// target's place.
    pub verify: Option<Verify<'a>>,
    /// Called with the target, while it still holds the old bytes and nobody else may write: to
    /// keep them elsewhere. When it fails, nothing is written.
    pub keep: Option<Keep<'a>>,
    pub method: Method,
}

/// How the new bytes come into the target's place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// By renaming: whole or not at all.
    #[default]
    Replace,
    /// Into the file itself, where the system refuses to rename and the user has agreed: if the
    /// power fails meanwhile, only what [`WriteOptions::keep`] kept is whole.
    InPlace,
}

/// Whether bytes that were read back are what was meant.
pub type Verify<'a> = &'a dyn Fn(&[u8]) -> bool;

/// Keeps the old bytes of a file that is about to be replaced.
pub type Keep<'a> = &'a dyn Fn(&Path) -> Result<(), WriteError>;

impl WriteOptions<'_> {
    pub fn new(expected: Expected) -> Self {
        Self { expected, access: Access::Usual, verify: None, keep: None, method: Method::Replace }
    }

    /// For Suigao's own files.
    pub fn private() -> Self {
        Self { access: Access::Private, ..Self::new(Expected::Any) }
    }
}

/// Pauses after a refused rename: virus scanners and encryption drivers hold new files shortly.
const RENAME_PAUSES: [u64; 5] = [50, 100, 200, 400, 750];
const MAX_LINKS: usize = 40;

/// Writes `bytes` to `path` and gives their hash.
///
/// A symlink is followed. The owner of a file that is replaced stays; its mode is that of
/// [`Access`]. Hard links to it keep the old bytes.
///
/// # Errors
/// See [`WriteError`]; two writers of Suigao in one folder wait for each other, so that of two who
/// expect the same bytes only one succeeds.
pub fn write(path: &Path, bytes: &[u8], options: &WriteOptions) -> Result<Hash, WriteError> {
    let failed = |error: io::Error| WriteError::of(path, &error);
    let target = resolve(path)?;
    let before = inspect(path, &target)?;
    if before.is_some() && options.expected == Expected::New {
        return Err(WriteError::Conflict { path: path.into(), conflict: Conflict::Exists });
    }
    let folder = Folder::open(folder_of(&target)).map_err(failed)?;
    let temp = prepare(path, &target, before.as_ref(), bytes, options)?;
    let hash = Hash::of(bytes);
    let lock = folder.lock(path)?;
    let there = inspect(path, &target)?;
    compare(path, &target, options.expected, hash)?;
    match (there, options.keep) {
        (Some(_), Some(keep)) => keep(&target)?,
        (Some(_), None) if options.method == Method::InPlace => {
            return Err(WriteError::Refused { path: path.into(), cause: Cause::PermissionDenied });
        }
        _ => {}
    }
    match options.method {
        Method::Replace => persist(path, temp, &target, options.expected)?,
        Method::InPlace => in_place::write(path, &target, bytes)?,
    }
    folder.sync().map_err(|error| WriteError::NotSynced {
        path: path.into(),
        hash,
        cause: Cause::of(&error),
    })?;
    drop(lock);
    Ok(hash)
}

/// Deletes a file, and makes that last. One that is not there is deleted already.
///
/// # Errors
/// When it is still there, or may be after a power cut.
pub fn delete(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder(folder_of(path)),
    }
}

/// Whether the file could be written to: it has a write bit and this user may.
pub fn is_writable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| {
        metadata.is_file()
            && !metadata.permissions().readonly()
            && OpenOptions::new().write(true).open(path).is_ok()
    })
}

/// Makes what was created, renamed or removed in a folder last.
///
/// # Errors
/// Those of the system; a drive that cannot sync a folder gives none.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    Folder::open(folder)?.sync()
}

/// The file that `path` leads to, which need not exist: links followed, its folder absolute.
fn resolve(path: &Path) -> Result<PathBuf, WriteError> {
    let failed = |error: io::Error| WriteError::of(path, &error);
    let mut target = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        match fs::canonicalize(&target) {
            Ok(found) => return Ok(found),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        // A link to nothing is followed by hand: what is written belongs where it points.
        match fs::read_link(&target) {
            Ok(link) => target = folder_of(&target).join(link),
            Err(_) => break,
        }
    }
    let name = target.file_name().ok_or_else(|| WriteError::Folder { path: path.into() })?;
    Ok(fs::canonicalize(folder_of(&target)).map_err(failed)?.join(name))
}

/// What stands at the target, if it may be replaced.
fn inspect(path: &Path, target: &Path) -> Result<Option<Metadata>, WriteError> {
    let path = path.to_path_buf();
    let metadata = match fs::symlink_metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(WriteError::of(&path, &error)),
    };
    if metadata.is_dir() {
        return Err(WriteError::Folder { path });
    }
    if !metadata.is_file() {
        return Err(WriteError::NotAFile { path });
    }
    // A rename needs no right to the file itself; who took that right away meant it.
    if metadata.permissions().readonly() {
        return Err(WriteError::ReadOnly { path });
    }
    match OpenOptions::new().write(true).open(target) {
        Ok(_) => Ok(Some(metadata)),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(WriteError::ReadOnly { path }),
        Err(error) => Err(WriteError::of(&path, &error)),
    }
}

/// Whether what stands at the target now is what was expected there.
fn compare(path: &Path, target: &Path, expected: Expected, new: Hash) -> Result<(), WriteError> {
    let conflict = |conflict| Err(WriteError::Conflict { path: path.into(), conflict });
    let Expected::Hash(expected) = expected else { return Ok(()) };
    match File::open(target).and_then(Hash::of_reader) {
        // The new bytes may stand there already, from a save that was not confirmed.
        Ok(found) if found == expected || found == new => Ok(()),
        Ok(found) => conflict(Conflict::Changed(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => conflict(Conflict::Missing),
        Err(error) => Err(WriteError::of(path, &error)),
    }
}

/// The synced temporary file, beside the target.
fn prepare(
    path: &Path,
    target: &Path,
    before: Option<&Metadata>,
    bytes: &[u8],
    options: &WriteOptions,
) -> Result<NamedTempFile, WriteError> {
    let write = || {
        let prefix = temp_prefix(target);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM);
        #[cfg(unix)]
        if before.is_none() && options.access == Access::Usual {
            // The umask takes its bits off when the file is made.
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let mut temp = builder.tempfile_in(folder_of(target))?;
        temp.write_all(bytes)?;
        if let Some(before) = before {
            keep_owner_and_mode(temp.as_file(), before, options.access)?;
        }
        temp.as_file().sync_all()?;
        let back = options.verify.map(|_| fs::read(temp.path())).transpose()?;
        Ok((temp, back))
    };
    let (temp, back) = write().map_err(|error| WriteError::of(path, &error))?;
    match (options.verify, back) {
        (Some(verify), Some(back)) if back != bytes || !verify(&back) => {
            Err(WriteError::Verify { path: path.into() })
        }
        _ => Ok(temp),
    }
}

/// `.name.`, so short that the whole name is no longer than the target's where that is long: what
/// the file system takes for the one it takes for the other.
fn temp_prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    let room = name.len().clamp(64, 255) - "..".len() - RANDOM - SUFFIX.len();
    format!(".{}.", cut(&name.to_string_lossy(), room))
}

#[cfg(unix)]
fn keep_owner_and_mode(temp: &File, before: &Metadata, access: Access) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = temp.metadata()?;
    if (now.uid(), now.gid()) != (before.uid(), before.gid()) {
        // Only root may give a file away, and the text matters more than its owner.
        let _ = fchown(temp, Some(before.uid()), Some(before.gid()));
    }
    match access {
        Access::Usual => temp.set_permissions(before.permissions()),
        // The temporary file is the user's alone.
        Access::Private => Ok(()),
    }
}

#[cfg(not(unix))]
fn keep_owner_and_mode(_temp: &File, _before: &Metadata, _access: Access) -> io::Result<()> {
    Ok(())
}

/// Puts the temporary file in the target's place.
fn persist(
    path: &Path,
    mut temp: NamedTempFile,
    target: &Path,
    expected: Expected,
) -> Result<(), WriteError> {
    let exists = || WriteError::Conflict { path: path.into(), conflict: Conflict::Exists };
    if expected == Expected::New {
        temp = match temp.persist_noclobber(target) {
            Ok(_) => return Ok(()),
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => return Err(exists()),
            Err(refused) => refused.file,
        };
    }
    let mut pauses = RENAME_PAUSES.into_iter();
    loop {
        // Some file systems know no rename that spares what is there.
        if expected == Expected::New && fs::symlink_metadata(target).is_ok() {
            return Err(exists());
        }
        let refused = match temp.persist(target) {
            Ok(_) => return Ok(()),
            Err(refused) => refused,
        };
        match pauses.next().filter(|_| may_pass(&refused.error)) {
            Some(pause) => thread::sleep(Duration::from_millis(pause)),
            None if may_pass(&refused.error) => {
                return Err(WriteError::Refused { path: path.into(), cause: Cause::of(&refused.error) });
            }
            None => return Err(WriteError::of(path, &refused.error)),
        }
        temp = refused.file;
    }
}

/// Whether a refused rename is worth another try. A full or broken disk is not.
fn may_pass(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::CrossesDevices | ErrorKind::Interrupted)
        || Cause::of(error) == Cause::InUse
}
