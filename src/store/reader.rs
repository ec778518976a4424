//! Reading whole files that may be anything.

use super::Cause;
use rust_i18n::t;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why a file was not read. `Display` says what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// A folder, device or pipe.
    NotAFile {
        path: PathBuf,
    },
    /// More than `most` bytes.
    TooLarge {
        path: PathBuf,
        most: u64,
    },
    Io {
        path: PathBuf,
        cause: Cause,
    },
}

/// The bytes of a regular file.
///
/// # Errors
/// When `path` leads to anything else, to more than `most` bytes, or cannot be read.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let failed = |error| ReadError::Io { path: path.into(), cause: Cause::of(&error) };
    // Before it is opened: opening a pipe waits for its writer.
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { path: path.into() });
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(ReadError::TooLarge { path: path.into(), most });
    }
    Ok(bytes)
}

/// The files of this extension in a folder, by name; hidden ones are left out. The folder need not
/// be there.
///
/// # Errors
/// When the folder cannot be listed.
pub fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

impl ReadError {
    pub fn path(&self) -> &Path {
        match self {
            Self::NotAFile { path } | Self::TooLarge { path, .. } | Self::Io { path, .. } => path,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NotAFile { path } => t!("store.read.not_a_file", path = path.display()),
            Self::TooLarge { path, most } => {
                t!("store.read.too_large", path = path.display(), most = most >> 20)
            }
            Self::Io { path, cause } => t!("store.read.io", path = path.display(), cause = cause),
        })
    }
}

impl std::error::Error for ReadError {}
