//! Every place where Suigao leaves something: what lies there, and clearing it. What the user
//! wrote is shown, never cleared.

use super::dirs::{BACKUPS, COPIES_FOLDER, RECOVERY};
use super::recovery::{Claim, ClaimError};
use super::settings::{self, Recent, SettingsError};
use super::{Cause, Dirs, Settings, WriteError, writer};
use rust_i18n::t;
use std::fmt;
use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What was not saved yet.
    Recovery,
    /// Older versions of projects.
    Backups,
    /// The list in the settings.
    Recent,
    Settings,
    Log,
    /// Pages that were handed to a viewer.
    Prints,
    /// The user's own.
    Templates,
    /// The user's own.
    Profiles,
    /// The user's own, for checking.
    Words,
    /// The user's own.
    Fonts,
    /// The folders of the recent projects; while one is open, its lock file lies beside it.
    Projects,
}

/// What there is at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub place: Place,
    /// Folders, or files of the settings and words. The first need not be there.
    pub paths: Vec<PathBuf>,
    /// Files; of [`Place::Recent`] entries; of [`Place::Projects`] none is counted.
    pub count: u64,
    pub bytes: u64,
    /// What could not be looked at.
    pub problems: Vec<PlaceError>,
}

/// What clearing a place has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Files that are gone; of [`Place::Recent`] entries.
    pub count: u64,
    /// Recovery copies that were left, because a running window holds them.
    pub held: u64,
    /// What could not be cleared, and why.
    pub problems: Vec<PlaceError>,
}

/// Why something was not looked at or not cleared. `Display` says what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceError {
    Read {
        path: PathBuf,
        cause: Cause,
    },
    /// A link stands where a folder was expected; what it leads to may be anything.
    Link {
        path: PathBuf,
    },
    Remove {
        path: PathBuf,
        cause: Cause,
    },
    /// The files are gone, but the disk has not confirmed it.
    NotSynced {
        path: PathBuf,
        cause: Cause,
    },
    Settings(SettingsError),
    Write(WriteError),
}

impl Place {
    /// In the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Recovery,
        Self::Backups,
        Self::Recent,
        Self::Settings,
        Self::Log,
        Self::Prints,
        Self::Templates,
        Self::Profiles,
        Self::Words,
        Self::Fonts,
        Self::Projects,
    ];

    /// Whether [`clear`] clears it.
    pub fn is_clearable(self) -> bool {
        !matches!(self, Self::Templates | Self::Profiles | Self::Words | Self::Fonts | Self::Projects)
    }

    fn paths(self, dirs: &Dirs, roots: &[PathBuf], recent: &[Recent]) -> Vec<PathBuf> {
        match self {
            Self::Recovery => copies(roots, RECOVERY),
            Self::Backups => copies(roots, BACKUPS),
            Self::Recent => vec![dirs.settings()],
            Self::Settings => settings_files(dirs),
            Self::Log => vec![dirs.log()],
            Self::Prints => vec![dirs.prints()],
            Self::Templates => vec![dirs.templates.clone()],
            Self::Profiles => vec![dirs.profiles()],
            Self::Words => vec![dirs.words()],
            Self::Fonts => dirs.fonts(),
            Self::Projects => project_folders(recent),
        }
    }
}

/// Looks at every place. `roots` are the folders of all copies, the program's own first; `recent`
/// is the list of the settings in use. It walks whole folders: not for the UI thread.
pub fn look(dirs: &Dirs, roots: &[PathBuf], recent: &[Recent]) -> Vec<Found> {
    let look_at = |place: Place| {
        let paths = place.paths(dirs, roots, recent);
        let mut found = Found { place, paths, count: 0, bytes: 0, problems: Vec::new() };
        match place {
            Place::Recent => found.count = recent.len() as u64,
            Place::Projects => {}
            Place::Settings | Place::Words => {
                found.paths.clone().iter().for_each(|file| found.add(fs::metadata(file), file));
            }
            _ => found.paths.clone().iter().for_each(|folder| found.walk(folder)),
        }
        found
    };
    Place::ALL.into_iter().map(look_at).collect()
}

/// Deletes what lies at a place, and lets the disk confirm it. The settings become those of the
/// first run. A recovery copy that a running window claims stays. Templates, profiles and projects
/// always stay. What fails does not keep the rest from being cleared.
pub fn clear(place: Place, dirs: &Dirs, roots: &[PathBuf]) -> Cleared {
    let mut cleared = Cleared::default();
    match place {
        Place::Templates | Place::Profiles | Place::Words | Place::Fonts | Place::Projects => {}
        Place::Recent => cleared.clear_recent(dirs),
        Place::Settings => cleared.remove_settings(dirs),
        Place::Log => cleared.empty(&dirs.log()),
        Place::Prints => cleared.empty(&dirs.prints()),
        Place::Recovery => copies(roots, RECOVERY).iter().for_each(|folder| {
            cleared.discard_copies(folder);
            remove_beside_project(folder);
        }),
        Place::Backups => copies(roots, BACKUPS).iter().for_each(|folder| {
            cleared.empty(folder);
            remove_beside_project(folder);
        }),
    }
    cleared
}

/// The folders of this name below the roots: the program's own, and those others that are there.
fn copies(roots: &[PathBuf], name: &str) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = roots.iter().map(|root| root.join(name)).collect();
    let own = folders.first().cloned();
    folders.retain(|folder| Some(folder) == own.as_ref() || fs::symlink_metadata(folder).is_ok());
    folders
}

/// The settings, and those that were put aside because they could not be read.
fn settings_files(dirs: &Dirs) -> Vec<PathBuf> {
    let aside = Some(settings::aside(&dirs.settings())).filter(|aside| aside.exists());
    [dirs.settings()].into_iter().chain(aside).collect()
}

fn project_folders(recent: &[Recent]) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        recent.iter().filter_map(|recent| recent.path.parent()).map(Path::to_path_buf).collect();
    folders.sort();
    folders.dedup();
    folders
}

/// What lies in a folder, which need not be there. Links are not followed: whoever can write to the
/// folder of a project could lead a clearing astray with one.
fn entries(folder: &Path) -> Result<Vec<DirEntry>, PlaceError> {
    let copies = folder.parent().filter(|above| is_copies_folder(above));
    let is_link = |path: &&Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    if let Some(link) = [Some(folder), copies].into_iter().flatten().find(is_link) {
        return Err(PlaceError::Link { path: link.into() });
    }
    match fs::read_dir(folder).and_then(Iterator::collect) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        result => result.map_err(|error| PlaceError::Read { path: folder.into(), cause: Cause::of(&error) }),
    }
}

fn is_copies_folder(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == COPIES_FOLDER)
}

/// Beside a project nothing is to be left, not even an empty folder. One with something in it
/// cannot be removed so.
fn remove_beside_project(folder: &Path) {
    if let Some(copies) = folder.parent().filter(|above| is_copies_folder(above)) {
        let _ = fs::remove_dir(folder).and_then(|()| fs::remove_dir(copies));
    }
}

impl Found {
    fn walk(&mut self, folder: &Path) {
        let entries = entries(folder).unwrap_or_else(|error| {
            self.problems.push(error);
            Vec::new()
        });
        for entry in entries {
            if is_folder(&entry) {
                self.walk(&entry.path());
            } else {
                // Of a link this is the link itself.
                self.add(entry.metadata(), &entry.path());
            }
        }
    }

    fn add(&mut self, metadata: io::Result<fs::Metadata>, path: &Path) {
        match metadata {
            Ok(metadata) => {
                self.count += u64::from(!is_lock(path));
                self.bytes += metadata.len();
            }
            // It may go while it is being looked at.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                self.problems.push(PlaceError::Read { path: path.into(), cause: Cause::of(&error) })
            }
        }
    }
}

impl Cleared {
    fn clear_recent(&mut self, dirs: &Dirs) {
        let path = dirs.settings();
        let (mut settings, problem) = Settings::load(&path);
        if let Some(problem) = problem {
            return self.problems.push(PlaceError::Settings(problem));
        }
        let count = settings.recent.len() as u64;
        if settings.forget_places() {
            match settings.save(&path) {
                Ok(_) => self.count = count,
                Err(error) => self.problems.push(PlaceError::Write(error)),
            }
        }
    }

    fn remove_settings(&mut self, dirs: &Dirs) {
        for file in settings_files(dirs) {
            // A link stays: the settings are written to where it leads.
            match fs::canonicalize(&file).and_then(|path| writer::delete(&path)) {
                Ok(()) => self.count += 1,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => self.failed(&file, &error),
            }
        }
    }

    fn list(&mut self, folder: &Path) -> Vec<DirEntry> {
        entries(folder).unwrap_or_else(|error| {
            self.problems.push(error);
            Vec::new()
        })
    }

    /// Deletes the recovery copies that no running window claims, and what crashes have left.
    fn discard_copies(&mut self, folder: &Path) {
        let entries = self.list(folder);
        for path in entries.iter().map(DirEntry::path) {
            match Claim::take(&copy_of(&path)) {
                // The lock goes with the claim.
                Ok(_claim) if is_lock(&path) => {}
                Ok(_claim) => self.remove(&path),
                Err(ClaimError::InUse) => self.held += u64::from(is_copy(&path)),
                Err(ClaimError::Io(cause)) => self.problems.push(PlaceError::Remove { path, cause }),
            }
        }
        self.sync(folder, &entries);
    }

    /// Deletes all that is in a folder.
    fn empty(&mut self, folder: &Path) {
        let entries = self.list(folder);
        for entry in &entries {
            let path = entry.path();
            if !is_folder(entry) {
                self.remove(&path);
                continue;
            }
            self.empty(&path);
            match fs::remove_dir(&path) {
                // What is left in it was told.
                Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => self.failed(&path, &error),
                _ => {}
            }
        }
        self.sync(folder, &entries);
    }

    fn remove(&mut self, path: &Path) {
        match fs::remove_file(path) {
            Ok(()) => self.count += u64::from(!is_lock(path)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => self.failed(path, &error),
        }
    }

    fn failed(&mut self, path: &Path, error: &io::Error) {
        self.problems.push(PlaceError::Remove { path: path.into(), cause: Cause::of(error) });
    }

    /// Lets the disk confirm that what was in a folder is gone.
    fn sync(&mut self, folder: &Path, gone: &[DirEntry]) {
        if !gone.is_empty()
            && let Err(error) = writer::sync_folder(folder)
        {
            self.problems.push(PlaceError::NotSynced { path: folder.into(), cause: Cause::of(&error) });
        }
    }
}

/// The copy that a file of its folder is, locks, or was to become: `X.ron` of `X.lock` and of
/// `.X.ron.aB3xYz.suigao.tmp`.
fn copy_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.strip_prefix('.').and_then(|name| name.split_once(".ron.")) {
        Some((stem, _)) => path.with_file_name(format!("{stem}.ron")),
        None => path.with_extension("ron"),
    }
}

fn is_copy(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

/// A lock is no copy: it is not counted.
fn is_lock(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "lock")
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_ok_and(|kind| kind.is_dir())
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Read { path, cause } => t!("places.error.read", path = path.display(), cause = cause),
            Self::Link { path } => t!("places.error.link", path = path.display()),
            Self::Remove { path, cause } => t!("places.error.remove", path = path.display(), cause = cause),
            Self::NotSynced { path, cause } => {
                t!("places.error.not_synced", path = path.display(), cause = cause)
            }
            Self::Settings(error) => t!("places.error.settings", error = error),
            Self::Write(error) => return error.fmt(f),
        })
    }
}

impl std::error::Error for PlaceError {}
