//! Who has a project open: a file `.~lock.<name>#` beside it.
//!
//! It tells others; what keeps one from writing over another's text is the comparison in
//! [`super::writer`]. The file is locked for as long as the project is open: on the same machine
//! the system lets go when the program ends, however it ends. From other machines, where the
//! drive passes no locks on, a *beat* tells that somebody is still there: the holder writes the
//! file anew now and then. How old the last beat is, is told by the drive's own clock, since those
//! of two machines may differ by any time.

use super::writer::temps;
use super::{Access, Cause, syntax};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often the beat is told.
const BEAT: Duration = Duration::from_secs(60);
/// Without a beat for so long nobody is there: five were missed.
const STILL: Duration = Duration::from_secs(300);
/// How often and after which pause a file with nothing in it is looked at again: its holder makes
/// it before writing.
const LOOKS: usize = 4;
const PAUSE: Duration = Duration::from_millis(50);
const MOST_BYTES: u64 = 4096;

/// Who has a project open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "SuigaoLock")]
pub struct Holder {
    pub user: String,
    pub host: String,
    pub process: u32,
    /// Tells one run of the machine from the next; empty where the system tells none.
    #[serde(default)]
    pub boot: String,
    /// Seconds since 1970 began, UTC.
    pub since: i64,
    /// The latest sign of life, in the same seconds of the holder's own clock.
    #[serde(default)]
    pub beat: i64,
}

/// Held while it lives.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
    beating: Option<(Sender<()>, JoinHandle<()>)>,
}

/// Why there is no lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// Somebody has the project open; of a lock file that cannot be read, who is not known.
    Taken(Option<Holder>),
    /// The lock file cannot be made: where the folder may not be written to, nor can the project.
    Io(Cause),
}

/// Whether one who has the project open keeps others out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    Respect,
    /// The user has decided to take over.
    TakeOver,
}

impl Holder {
    fn here() -> Self {
        let told = ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        // What is started without a desktop is not told, but has a home.
        let home = || Some(std::env::home_dir()?.file_name()?.to_string_lossy().into_owned());
        let now = now();
        Self {
            user: told.filter(|name| !name.is_empty()).or_else(home).unwrap_or_default(),
            host: gethostname::gethostname().to_string_lossy().into_owned(),
            process: std::process::id(),
            boot: boot(),
            since: now,
            beat: now,
        }
    }

    /// Whether it can no longer be there, as far as this machine knows without its lock.
    fn is_gone(&self, here: &Self) -> bool {
        let other_run = !self.boot.is_empty() && self.boot != here.boot;
        self.host == here.host && (other_run || !is_running(self.process))
    }
}

/// What a lock file says.
enum Told {
    /// Nothing: whoever made it did not come to write, or a power cut has taken it.
    Nobody,
    /// Something that cannot be understood.
    Somebody,
    Holder(Holder),
}

impl Told {
    fn holder(self) -> Option<Holder> {
        match self {
            Self::Holder(holder) => Some(holder),
            Self::Nobody | Self::Somebody => None,
        }
    }
}

impl Lock {
    /// Takes the lock of a project.
    ///
    /// # Errors
    /// When somebody has it, or there can be none.
    pub fn acquire(project: &Path, claimed: Claimed) -> Result<Self, LockError> {
        let io = |error: io::Error| LockError::Io(Cause::of(&error));
        let path = beside(project);
        if claimed == Claimed::TakeOver {
            // The other keeps a file that has no name any more, and will notice at its next save.
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(error)),
                _ => {}
            }
        }
        let here = Holder::here();
        let (mut file, told) = match make(&path) {
            Ok(file) => (file, Told::Nobody),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let mut file = open(&path, Access::Usual).map_err(io)?;
                let told = read(&mut file);
                (file, told)
            }
            Err(error) => return Err(io(error)),
        };
        let is_there = match (file.try_lock(), &told) {
            (Err(TryLockError::WouldBlock), _) => true,
            (Ok(()), _) if !stands_at(&file, &path) => return Err(LockError::Taken(None)),
            (_, Told::Nobody) => false,
            // On this machine a holder who was there would have the system's lock.
            (Ok(()), Told::Holder(holder)) if holder.host == here.host => false,
            (_, Told::Holder(holder)) if holder.is_gone(&here) => false,
            _ => beats(&file, &path),
        };
        if is_there {
            return Err(LockError::Taken(told.holder()));
        }
        write(&mut file, &here).map_err(io)?;
        let mut lock = Self { path, file, beating: None };
        lock.beating = lock.file.try_clone().ok().map(|file| beat(file, here));
        Ok(lock)
    }

    /// Whether it is still the one beside the project, or was taken over.
    pub fn stands(&self) -> bool {
        stands_at(&self.file, &self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.beating.take() {
            drop(stop);
            let _ = thread.join();
        }
        // Another's is left to them.
        if self.stands() {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

/// Tells a sign of life now and then, until the sender is dropped.
fn beat(mut file: File, mut holder: Holder) -> (Sender<()>, JoinHandle<()>) {
    let (stop, stopped) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        while stopped.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
            holder.beat = now();
            // A drive that is gone for a while comes back. Some tell others the time of a writing
            // only when it is synced.
            let _ = write(&mut file, &holder).and_then(|()| file.sync_all());
        }
    });
    (stop, thread)
}

/// Where a project's lock file is.
pub fn beside(project: &Path) -> PathBuf {
    let project = project.canonicalize().unwrap_or_else(|_| project.to_path_buf());
    let mut name = OsString::from(".~lock.");
    name.push(project.file_name().unwrap_or_default());
    name.push("#");
    project.with_file_name(name)
}

fn read(file: &mut File) -> Told {
    for look in 0..LOOKS {
        let mut bytes = Vec::new();
        let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(MOST_BYTES).read_to_end(&mut bytes));
        let text = read.ok().and_then(|_| String::from_utf8(bytes).ok());
        match text.as_deref().map(|text| text.trim_matches('\0')) {
            Some("") if look + 1 < LOOKS => thread::sleep(PAUSE),
            Some("") => return Told::Nobody,
            Some(text) => return syntax::read(text).map_or(Told::Somebody, Told::Holder),
            None => return Told::Somebody,
        }
    }
    Told::Nobody
}

/// Whether the file was written to not long ago, by the clock of the drive that it lies on. Where
/// that cannot be asked, it may have been.
fn beats(file: &File, path: &Path) -> bool {
    let written = || file.metadata()?.modified();
    match (written(), temps::time_at(path)) {
        // One from the future was just written.
        (Ok(written), Ok(now)) => now.duration_since(written).unwrap_or_default() <= STILL,
        _ => true,
    }
}

/// Written in place: the lock lies on the file. From one beat to the next only digits change, so
/// that a reader finds a holder whenever it looks.
fn write(file: &mut File, holder: &Holder) -> io::Result<()> {
    let text = syntax::write(holder).map_err(io::Error::other)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)
}

fn make(path: &Path) -> io::Result<File> {
    File::options().create_new(true).read(true).write(true).open(path)
}

/// Opens a lock file, which is made if there is none.
pub(super) fn open(path: &Path, access: Access) -> io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    if access == Access::Private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = access;
    options.open(path)
}

/// Whether this open file is the one with that name: its holder may have deleted it meanwhile.
#[cfg(unix)]
pub(super) fn stands_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(own), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    (own.dev(), own.ino()) == (there.dev(), there.ino())
}

/// An open file keeps its name there.
#[cfg(not(unix))]
pub(super) fn stands_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(target_os = "linux")]
fn boot() -> String {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default().trim().to_owned()
}

#[cfg(not(target_os = "linux"))]
fn boot() -> String {
    String::new()
}

#[cfg(target_os = "linux")]
fn is_running(process: u32) -> bool {
    Path::new("/proc").join(process.to_string()).exists()
}

/// Without asking the system, it may be.
#[cfg(not(target_os = "linux"))]
fn is_running(_: u32) -> bool {
    true
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
