//! Why the system refused: causes that a user can do something about.

use rust_i18n::t;
use std::fmt;
use std::io::{self, ErrorKind};

/// The cause of a failed reading or writing. `Display` says it, and what to do, in the user's
/// language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No room, a quota, or a file larger than the file system takes.
    DiskFull,
    ReadOnlyFileSystem,
    PermissionDenied,
    /// A name over the limit of the file system (255 bytes: 85 汉字), or one it does not take.
    NameTooLong,
    /// There is no such file or folder.
    NotFound,
    /// A file stands where a folder is to be.
    Occupied,
    /// Another program holds it.
    InUse,
    /// The network drive is gone.
    Disconnected,
    /// The drive reports an error.
    Device,
    /// In the words of the system.
    Other(String),
}

/// `EIO`, the same on every Unix; on Windows `ERROR_CRC` and `ERROR_IO_DEVICE`.
const DEVICE_ERRORS: &[i32] = if cfg!(windows) { &[23, 1117] } else { &[5] };
/// On Windows `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`.
const SHARING_ERRORS: &[i32] = if cfg!(windows) { &[32, 33] } else { &[] };

impl Cause {
    pub fn of(error: &io::Error) -> Self {
        if let Some(code) = error.raw_os_error() {
            if DEVICE_ERRORS.contains(&code) {
                return Self::Device;
            }
            if SHARING_ERRORS.contains(&code) {
                return Self::InUse;
            }
        }
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::DiskFull,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyFileSystem,
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            ErrorKind::InvalidFilename => Self::NameTooLong,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NotFound,
            ErrorKind::AlreadyExists => Self::Occupied,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => Self::InUse,
            ErrorKind::StaleNetworkFileHandle
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::NotConnected
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::TimedOut => Self::Disconnected,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl Cause {
    /// Whether the place is not to be written to, rather than that something went wrong.
    pub fn forbids(&self) -> bool {
        matches!(self, Self::PermissionDenied | Self::ReadOnlyFileSystem)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::DiskFull => t!("store.cause.disk_full"),
            Self::ReadOnlyFileSystem => t!("store.cause.read_only_file_system"),
            Self::PermissionDenied => t!("store.cause.permission_denied"),
            Self::NameTooLong => t!("store.cause.name_too_long"),
            Self::NotFound => t!("store.cause.not_found"),
            Self::Occupied => t!("store.cause.occupied"),
            Self::InUse => t!("store.cause.in_use"),
            Self::Disconnected => t!("store.cause.disconnected"),
            Self::Device => t!("store.cause.device"),
            Self::Other(detail) => t!("store.cause.other", detail = detail),
        })
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn linux_errors_have_causes() {
        for (errno, cause) in [
            (28, Cause::DiskFull),           // ENOSPC
            (122, Cause::DiskFull),          // EDQUOT
            (27, Cause::DiskFull),           // EFBIG
            (30, Cause::ReadOnlyFileSystem), // EROFS
            (13, Cause::PermissionDenied),   // EACCES
            (1, Cause::PermissionDenied),    // EPERM
            (36, Cause::NameTooLong),        // ENAMETOOLONG
            (2, Cause::NotFound),            // ENOENT
            (17, Cause::Occupied),           // EEXIST
            (16, Cause::InUse),              // EBUSY
            (116, Cause::Disconnected),      // ESTALE
            (5, Cause::Device),              // EIO
        ] {
            assert_eq!(Cause::of(&io::Error::from_raw_os_error(errno)), cause, "errno {errno}");
        }
        assert!(matches!(Cause::of(&io::Error::from_raw_os_error(40)), Cause::Other(_)), "ELOOP");
    }
}
