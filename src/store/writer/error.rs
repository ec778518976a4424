//! Why nothing was written, in words.

use super::folder::folder_of;
use crate::store::{Cause, Hash};
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// How what stands at the path differs from what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A file was to be new and there is one.
    Exists,
    /// The file holds other bytes than the loaded ones.
    Changed(Hash),
    /// The loaded file is gone.
    Missing,
}

/// Why nothing was written. Except for [`WriteError::NotSynced`] and [`WriteError::Torn`] the target is as it was, and no
/// temporary file is left. `Display` says what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    Conflict {
        path: PathBuf,
        conflict: Conflict,
    },
    /// The file must not be changed: no write bit, or not by this user.
    ReadOnly {
        path: PathBuf,
    },
    /// A folder stands there.
    Folder {
        path: PathBuf,
    },
    /// A device, pipe or socket stands there.
    NotAFile {
        path: PathBuf,
    },
    FolderMissing {
        path: PathBuf,
    },
    /// A folder of the program's own, which is to hold it, cannot be made.
    NoFolder {
        path: PathBuf,
        cause: Cause,
    },
    /// Another Suigao has been writing in this folder for [`super::LOCK_WAIT`].
    Busy {
        path: PathBuf,
    },
    /// What was read back is not what was written.
    Verify {
        path: PathBuf,
    },
    /// The value has no written form; `detail` is the serializer's.
    Form {
        path: PathBuf,
        detail: String,
    },
    /// The system does not let the file be replaced, again and again; it may be written in place.
    Refused {
        path: PathBuf,
        cause: Cause,
    },
    /// Writing in place broke off, and the old bytes could not be put back.
    Torn {
        path: PathBuf,
        cause: Cause,
    },
    /// The new bytes stand in the file, but the disk has not confirmed that they stay there.
    NotSynced {
        path: PathBuf,
        hash: Hash,
        cause: Cause,
    },
    Io {
        path: PathBuf,
        cause: Cause,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Conflict { path, conflict } => match conflict {
                Conflict::Exists => t!("store.write.exists", path = path.display()),
                Conflict::Changed(_) => t!("store.write.changed", path = path.display()),
                Conflict::Missing => t!("store.write.missing", path = path.display()),
            },
            Self::ReadOnly { path } => t!("store.write.read_only", path = path.display()),
            Self::Folder { path } => t!("store.write.folder", path = path.display()),
            Self::NotAFile { path } => t!("store.write.not_a_file", path = path.display()),
            Self::FolderMissing { path } => {
                t!("store.write.folder_missing", path = path.display(), folder = folder_of(path).display())
            }
            Self::NoFolder { path, cause } => t!("store.dirs.create", path = path.display(), cause = cause),
            Self::Busy { path } => t!("store.write.busy", path = path.display()),
            Self::Verify { path } => t!("store.write.verify", path = path.display()),
            Self::Form { path, detail } => t!("store.write.form", path = path.display(), detail = detail),
            Self::Refused { path, cause } => t!("store.write.refused", path = path.display(), cause = cause),
            Self::Torn { path, cause } => t!("store.write.torn", path = path.display(), cause = cause),
            Self::NotSynced { path, cause, .. } => {
                t!("store.write.not_synced", path = path.display(), cause = cause)
            }
            Self::Io { path, cause } => t!("store.write.io", path = path.display(), cause = cause),
        })
    }
}

impl std::error::Error for WriteError {}

impl WriteError {
    /// What a refused step of writing `path` means.
    pub(super) fn of(path: &Path, error: &io::Error) -> Self {
        match Cause::of(error) {
            Cause::NotFound => Self::FolderMissing { path: path.into() },
            cause => Self::Io { path: path.into(), cause },
        }
    }

    /// The path that was to be written.
    pub fn path(&self) -> &Path {
        match self {
            Self::Conflict { path, .. }
            | Self::ReadOnly { path }
            | Self::Folder { path }
            | Self::NotAFile { path }
            | Self::FolderMissing { path }
            | Self::NoFolder { path, .. }
            | Self::Busy { path }
            | Self::Verify { path }
            | Self::Form { path, .. }
            | Self::Refused { path, .. }
            | Self::Torn { path, .. }
            | Self::NotSynced { path, .. }
            | Self::Io { path, .. } => path,
        }
    }
}
