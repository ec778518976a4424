//! 历史备份: the versions of a project that saving has replaced.
//!
//! Each project has a ring, a folder by its id; a version is a file there, byte for byte as it
//! was, named by when it was written and by the path it stood at. Of one path the last
//! [`LATEST`] stay, one an hour for a day and one a day for a month, in all [`MOST_BYTES`].

use super::{Cause, Hash, WriteError, WriteOptions, dirs, names, reader, writer};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Versions that stay however young or old.
pub const LATEST: usize = 20;
/// What the versions of one path may weigh together; the latest stays in any case.
pub const MOST_BYTES: u64 = 32 << 20;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const DAYS: i64 = 30;
const FOLDER: &str = dirs::BACKUPS;

/// The versions of one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    folder: PathBuf,
}

/// One version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    /// When it was saved: milliseconds since 1970 began, UTC.
    pub saved: i64,
    pub bytes: u64,
    /// [`place`] of the file that it was.
    place: String,
}

impl Ring {
    /// The ring of a project below the folder of all copies; nothing is made yet.
    pub fn new(root: &Path, project: &str) -> Self {
        Self { folder: root.join(FOLDER).join(names::file_name(project, "project", "")) }
    }

    /// Keeps the file's bytes, and lets those go that are too many.
    ///
    /// # Errors
    /// When they could not be written; the file itself is only read.
    pub fn keep(&self, file: &Path) -> Result<(), WriteError> {
        let failed = |cause| WriteError::Io { path: self.folder.clone(), cause };
        let most = super::envelope::MAX_BYTES as u64;
        let bytes = match reader::read(file, most) {
            Ok(bytes) => bytes,
            Err(reader::ReadError::Io { cause, .. }) => return Err(failed(cause)),
            // Nothing that this program wrote.
            Err(_) => return Ok(()),
        };
        let place = place(file);
        let before = self.list_of(&place);
        let hash = Hash::of(&bytes);
        let is_latest =
            |backup: &Backup| Some(hash) == fs::File::open(&backup.path).and_then(Hash::of_reader).ok();
        if bytes.is_empty() || before.first().is_some_and(is_latest) {
            return Ok(());
        }
        dirs::create_private(&self.folder)
            .map_err(|error| WriteError::NoFolder { path: self.folder.clone(), cause: error.cause() })?;
        // Versions are told apart and ordered by their time, also on a clock that was set back.
        let latest = before.first().map_or(0, |backup| backup.saved);
        let saved = modified(file).unwrap_or(0).max(latest + 1);
        let path = self.folder.join(format!("{saved:015}-{place}.ron"));
        writer::write(&path, &bytes, &WriteOptions::private())?;
        self.prune(&place, now());
        Ok(())
    }

    /// Its versions, the latest first.
    pub fn list(&self) -> Vec<Backup> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut backups: Vec<Backup> = entries.filter_map(|entry| Backup::of(&entry)).collect();
        backups.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.path.cmp(&b.path)));
        backups
    }

    fn list_of(&self, place: &str) -> Vec<Backup> {
        let mut backups = self.list();
        backups.retain(|backup| backup.place == place);
        backups
    }

    fn prune(&self, place: &str, now: i64) {
        let backups = self.list_of(place);
        let versions: Vec<(i64, u64)> = backups.iter().map(|b| (b.saved, b.bytes)).collect();
        for (backup, stays) in backups.iter().zip(which_stay(&versions, now)) {
            if !stays {
                // One too many does no harm.
                let _ = fs::remove_file(&backup.path);
            }
        }
    }
}

impl Backup {
    fn of(entry: &fs::DirEntry) -> Option<Self> {
        let name = entry.file_name();
        let (saved, place) = name.to_str()?.strip_suffix(".ron")?.split_once('-')?;
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        let saved = saved.parse().ok()?;
        Some(Self { path: entry.path(), saved, bytes: metadata.len(), place: place.to_owned() })
    }

    /// Whether it is a version of the file at this path, and not of a copy elsewhere.
    pub fn is_of(&self, file: &Path) -> bool {
        self.place == place(file)
    }
}

/// The versions of the file at this path in every ring: also where its own text no longer tells
/// which project it is. The latest first.
pub fn of_file(root: &Path, file: &Path) -> Vec<Backup> {
    let place = place(file);
    let rings = fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten();
    let mut backups: Vec<Backup> =
        rings.flat_map(|ring| Ring { folder: ring.path() }.list_of(&place)).collect();
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.saved));
    backups
}

/// Deletes the temporary files that crashes have left in the rings below `root`.
pub fn sweep(root: &Path, now: SystemTime) {
    let rings = fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten();
    for ring in rings {
        writer::temps::sweep(&ring.path(), now);
    }
}

/// Which of the versions of one path stay, the latest first: when each was saved, and its bytes.
/// Hours and days are those of the clock, so that time alone changes nothing between two versions.
fn which_stay(versions: &[(i64, u64)], now: i64) -> Vec<bool> {
    let (mut weight, mut hour, mut day) = (0, None, None);
    let stays = |(index, &(saved, bytes)): (usize, &(i64, u64))| {
        let age = now - saved;
        let new_hour = hour.replace(saved / HOUR) != Some(saved / HOUR) && age < DAY;
        let new_day = day.replace(saved / DAY) != Some(saved / DAY) && age < DAYS * DAY;
        weight += bytes;
        index == 0 || (weight <= MOST_BYTES && (index < LATEST || new_hour || new_day))
    };
    versions.iter().enumerate().map(stays).collect()
}

/// Whether two paths lead to one place.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one == other || place(one) == place(other)
}

/// What a path is told apart by in a name: the beginning of its hash.
fn place(file: &Path) -> String {
    let real = file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    Hash::of(real.as_os_str().as_encoded_bytes()).to_string().chars().take(12).collect()
}

/// When a file was written: milliseconds since 1970 began, UTC.
pub fn modified(file: &Path) -> Option<i64> {
    let time = fs::metadata(file).ok()?.modified().ok()?;
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
}

/// Milliseconds since 1970 began, UTC.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The bytes of a version.
///
/// # Errors
/// Why it cannot be read.
pub fn read(backup: &Backup) -> Result<Vec<u8>, Cause> {
    fs::read(&backup.path).map_err(|error| Cause::of(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 20_000 * DAY + 12 * HOUR;
    const MINUTE: i64 = 60_000;

    #[test]
    fn the_latest_stay_and_one_an_hour_and_one_a_day() {
        let stay = |ages: &[i64]| {
            let versions: Vec<_> = ages.iter().map(|&age| (NOON - age, 1000)).collect();
            which_stay(&versions, NOON).into_iter().map(u8::from).collect::<Vec<_>>()
        };
        let many: Vec<i64> = (1..25).map(|n| n * MINUTE).collect();
        assert_eq!(stay(&many).iter().sum::<u8>(), 20, "24 within an hour");
        let mut ages: Vec<i64> = (1..21).map(|n| n * MINUTE).collect();
        ages.extend([2 * HOUR, 2 * HOUR - MINUTE, 5 * HOUR, 30 * HOUR, 32 * HOUR, 29 * DAY, 31 * DAY]);
        ages.sort_unstable();
        assert_eq!(stay(&ages).get(20..).unwrap(), [1, 0, 1, 1, 0, 1, 0]);
        // An hour later the same ones are there.
        let kept: Vec<i64> = ages.iter().zip(stay(&ages)).filter(|(_, s)| *s == 1).map(|(a, _)| *a).collect();
        let later: Vec<_> = kept.iter().map(|&age| (NOON - age, 1000)).collect();
        assert!(which_stay(&later, NOON + HOUR).into_iter().all(|stays| stays));
    }

    #[test]
    fn the_latest_stays_however_large() {
        let stay = |bytes: &[u64]| {
            let versions: Vec<_> = bytes.iter().zip(0i64..).map(|(&bytes, n)| (NOON - n, bytes)).collect();
            which_stay(&versions, NOON)
        };
        assert_eq!(stay(&[MOST_BYTES + 1, 1]), [true, false]);
        assert_eq!(stay(&[1, MOST_BYTES - 1, 1]), [true, true, false]);
    }
}
