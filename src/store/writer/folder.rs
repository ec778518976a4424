//! The folder that is written in: what keeps two writers apart, and makes a rename last.

use super::WriteError;
use std::fs::TryLockError;
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for another process that is writing in the same folder.
pub const LOCK_WAIT: Duration = Duration::from_secs(5);

pub(super) fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A folder, open, to be locked and synced.
pub(super) struct Folder {
    #[cfg(unix)]
    handle: std::fs::File,
}

/// Held while it lives.
pub(super) struct Lock<'a> {
    folder: &'a Folder,
}

impl Folder {
    #[cfg_attr(not(unix), expect(unused_variables))]
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            handle: std::fs::File::open(folder)?,
        })
    }

    /// Waits until no other Suigao writes in this folder. The lock lies on the folder itself: it
    /// outlives renames and leaves no file behind. Where the system has no such locks (network
    /// drives, Windows) the comparison before the rename stands alone.
    pub(super) fn lock(&self, path: &Path) -> Result<Lock<'_>, WriteError> {
        let since = Instant::now();
        while let Err(TryLockError::WouldBlock) = self.try_lock() {
            if since.elapsed() > LOCK_WAIT {
                return Err(WriteError::Busy { path: path.into() });
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(Lock { folder: self })
    }

    #[cfg(unix)]
    fn try_lock(&self) -> Result<(), TryLockError> {
        self.handle.try_lock()
    }

    #[cfg(unix)]
    fn unlock(&self) {
        let _ = self.handle.unlock();
    }

    /// Makes the rename last.
    #[cfg(unix)]
    pub(super) fn sync(&self) -> io::Result<()> {
        match self.handle.sync_all() {
            // Drives that cannot sync a folder (CIFS, some FUSE) say so with EINVAL.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            result => result,
        }
    }

    #[cfg(not(unix))]
    fn try_lock(&self) -> Result<(), TryLockError> {
        Ok(())
    }

    #[cfg(not(unix))]
    fn unlock(&self) {}

    #[cfg(not(unix))]
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Lock<'_> {
    fn drop(&mut self) {
        self.folder.unlock();
    }
}
