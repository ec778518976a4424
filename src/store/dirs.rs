//! Where Suigao keeps its own files, and where it offers to save the user's.

use super::Cause;
use super::settings::{Copies, Settings};
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};
use rust_i18n::t;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fmt, fs, io};

/// Names a folder that everything lies below instead. It goes before everything else.
pub const HOME_VARIABLE: &str = "SUIGAO_HOME";
/// A file of this name beside the program makes it portable.
pub const PORTABLE_MARK: &str = "portable";
/// The folder beside a portable program that everything lies below.
pub const PORTABLE_HOME: &str = "suigao-data";

/// Whose folders are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Home {
    /// The user's, unless a file [`PORTABLE_MARK`] stands beside the program.
    #[default]
    Usual,
    /// The program's: everything goes where it goes, on a stick for instance.
    Portable,
}

/// The folders, absolute. None need exist before [`Dirs::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dirs {
    /// Settings.
    pub config: PathBuf,
    /// Recovery copies, backups.
    pub state: PathBuf,
    /// The user's templates.
    pub templates: PathBuf,
    /// Where a project is saved when nothing else is said; the user's own folder.
    pub documents: PathBuf,
}

/// Why there are no folders. `Display` says what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirsError {
    /// The system tells no home folder.
    NoHome,
    /// The program is to be portable, but nothing can be kept beside it.
    Portable {
        path: PathBuf,
        cause: Cause,
    },
    Create {
        path: PathBuf,
        cause: Cause,
    },
}

impl Dirs {
    /// The folders that [`HOME_VARIABLE`] names, else those beside a portable program, else those of
    /// the user: XDG on Unix, `AppData` on Windows. The folder beside the program is made.
    ///
    /// # Errors
    /// [`DirsError::NoHome`], [`DirsError::Portable`].
    pub fn find(home: Home) -> Result<Self, DirsError> {
        if let Some(named) = env::var_os(HOME_VARIABLE).filter(|named| !named.is_empty()) {
            return std::path::absolute(named)
                .map(|named| Self::below(&named))
                .map_err(|_| DirsError::NoHome);
        }
        match env::current_exe() {
            Ok(program) if home == Home::Portable || program.with_file_name(PORTABLE_MARK).is_file() => {
                Self::portable(program.with_file_name(PORTABLE_HOME))
            }
            Err(error) if home == Home::Portable => {
                Err(DirsError::Portable { path: PORTABLE_HOME.into(), cause: Cause::of(&error) })
            }
            _ => Self::of_user(),
        }
    }

    /// All of them below a folder that is made, and must take files.
    fn portable(path: PathBuf) -> Result<Self, DirsError> {
        let failed = |cause| DirsError::Portable { path: path.clone(), cause };
        make_private(&path).map_err(|error| failed(Cause::of(&error)))?;
        // Modes do not tell whether the disk takes anything.
        tempfile::tempfile_in(&path).map_err(|error| failed(Cause::of(&error)))?;
        Ok(Self::below(&path))
    }

    /// All of them below one folder.
    pub fn below(home: &Path) -> Self {
        Self {
            config: home.join("config"),
            state: home.join("state"),
            templates: home.join("templates"),
            documents: home.join("documents"),
        }
    }

    fn of_user() -> Result<Self, DirsError> {
        let name = || "Suigao".to_owned();
        let args = AppStrategyArgs { top_level_domain: name(), author: name(), app_name: name() };
        let app = choose_app_strategy(args).map_err(|_| DirsError::NoHome)?;
        Ok(Self {
            config: app.config_dir(),
            state: app.state_dir().unwrap_or_else(|| app.in_data_dir("state")),
            templates: app.in_data_dir("templates"),
            documents: documents(
                app.home_dir(),
                &config_home(app.home_dir()),
                env::var_os("XDG_DOCUMENTS_DIR"),
            ),
        })
    }

    /// Makes the folders that are Suigao's own, for the user alone (0700). Those with settings and
    /// copies are closed to others if they are open; the templates may be shared.
    ///
    /// # Errors
    /// [`DirsError::Create`].
    pub fn create(&self) -> Result<(), DirsError> {
        create_private(&self.templates)?;
        [&self.config, &self.state].into_iter().try_for_each(|path| {
            create_private(path)?;
            close(path).map_err(|error| DirsError::Create { path: path.into(), cause: Cause::of(&error) })
        })
    }

    /// Every folder that files of the program's own are written to, but those of the copies.
    pub fn written(&self) -> Vec<PathBuf> {
        vec![self.config.clone(), self.profiles(), self.templates.clone(), self.log(), self.prints()]
    }

    /// The settings file.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.ron")
    }

    /// The user's own words, for checking.
    pub fn words(&self) -> PathBuf {
        self.config.join("words.ron")
    }

    /// The user's own page profiles.
    pub fn profiles(&self) -> PathBuf {
        self.config.join("profiles")
    }

    /// Where the user may put fonts that the system does not know: also beside a portable program.
    pub fn fonts(&self) -> Vec<PathBuf> {
        let home = self.config.parent().filter(|home| home.ends_with(PORTABLE_HOME));
        let beside = home.map(|home| home.with_file_name("fonts"));
        [self.config.join("fonts")].into_iter().chain(beside).collect()
    }

    /// What was not saved yet.
    pub fn recovery(&self) -> PathBuf {
        self.state.join(RECOVERY)
    }

    /// Older versions of projects, a folder each.
    pub fn backups(&self) -> PathBuf {
        self.state.join(BACKUPS)
    }

    /// Pages that were handed to a viewer; deleted when the program starts a day later.
    pub fn prints(&self) -> PathBuf {
        self.state.join("print")
    }

    /// What the program did, without any text of the user's.
    pub fn log(&self) -> PathBuf {
        self.state.join("log")
    }
}

/// Beside a project: where its recovery copies and backups lie with [`Copies::BesideProject`].
pub const COPIES_FOLDER: &str = ".suigao";
/// Folders in the one that [`copies_root`] gives.
pub const RECOVERY: &str = "recovery";
pub const BACKUPS: &str = "backups";

/// The folder in which `recovery` and `backups` lie. None for a project without a file, if they are
/// to lie beside it.
pub fn copies_root(dirs: &Dirs, copies: Copies, project: Option<&Path>) -> Option<PathBuf> {
    match copies {
        Copies::State => Some(dirs.state.clone()),
        Copies::BesideProject => project.map(|project| project.with_file_name(COPIES_FOLDER)),
    }
}

/// Every folder in which `recovery` and `backups` may lie, also those from before the user chose
/// otherwise: the program's own, that beside `project`, those beside the recent ones.
pub fn copies_roots(dirs: &Dirs, settings: &Settings, project: Option<&Path>) -> Vec<PathBuf> {
    let recent = settings.recent.iter().map(|recent| recent.path.as_path());
    let beside = |file| copies_root(dirs, Copies::BesideProject, Some(file));
    let mut roots = vec![dirs.state.clone()];
    for root in project.into_iter().chain(recent).filter_map(beside) {
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    roots
}

/// Makes a folder, and those above it that are missing, for the user alone (0700).
///
/// # Errors
/// [`DirsError::Create`].
pub fn create_private(path: &Path) -> Result<(), DirsError> {
    make_private(path).map_err(|error| {
        let cause = match error.kind() {
            // One of those above it is a file.
            io::ErrorKind::NotADirectory => Cause::Occupied,
            _ => Cause::of(&error),
        };
        DirsError::Create { path: path.into(), cause }
    })
}

fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
    builder.create(path)?;
    // A folder that a power cut takes back takes along what is in it.
    missing.iter().filter_map(|folder| folder.parent()).try_for_each(super::writer::sync_folder)
}

/// Takes from others what they may do with a folder of the user's. One that belongs to somebody
/// else stays as it is.
#[cfg(unix)]
fn close(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let closed = fs::Permissions::from_mode(mode & !0o077);
    match fs::set_permissions(path, closed) {
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn close(_path: &Path) -> io::Result<()> {
    Ok(())
}

fn config_home(home: &Path) -> PathBuf {
    let named = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    named.unwrap_or_else(|| home.join(".config"))
}

/// The user's documents: what the environment or `user-dirs.dirs` names, `Documents`, `文档`, else
/// the home folder itself. Only a folder that exists is one.
fn documents(home: &Path, config: &Path, variable: Option<OsString>) -> PathBuf {
    let from_file = || {
        let text = fs::read_to_string(config.join("user-dirs.dirs")).ok()?;
        text.lines().find_map(|line| {
            let value = line.trim().strip_prefix("XDG_DOCUMENTS_DIR=")?.trim_matches('"');
            match value.strip_prefix("$HOME") {
                Some(below) => Some(home.join(below.trim_start_matches('/'))),
                None => Some(PathBuf::from(value)),
            }
        })
    };
    let named = variable.map(PathBuf::from).or_else(from_file);
    named
        .into_iter()
        .chain([home.join("Documents"), home.join("文档")])
        .find(|path| path.is_absolute() && path.is_dir())
        .unwrap_or_else(|| home.to_path_buf())
}

impl fmt::Display for DirsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NoHome => t!("store.dirs.no_home", variable = HOME_VARIABLE),
            Self::Portable { path, cause } => {
                t!("store.dirs.portable", path = path.display(), cause = cause)
            }
            Self::Create { path, cause } => t!("store.dirs.create", path = path.display(), cause = cause),
        })
    }
}

impl std::error::Error for DirsError {}

impl DirsError {
    /// Why the system refused.
    pub fn cause(self) -> Cause {
        match self {
            Self::NoHome => Cause::NotFound,
            Self::Portable { cause, .. } | Self::Create { cause, .. } => cause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_folder() {
        let dirs = Dirs::below(Path::new("家"));
        for (copies, project, expected) in [
            (Copies::State, None, Some("家/state")),
            (Copies::State, Some("青石镇/总结.ron"), Some("家/state")),
            (Copies::BesideProject, Some("青石镇/总结.ron"), Some("青石镇/.suigao")),
            (Copies::BesideProject, Some("总结.ron"), Some(".suigao")),
            (Copies::BesideProject, None, None),
        ] {
            let root = copies_root(&dirs, copies, project.map(Path::new));
            assert_eq!(root, expected.map(PathBuf::from), "{copies:?} {project:?}");
        }
    }

    #[test]
    fn copies_folders() {
        let dirs = Dirs::below(Path::new("家"));
        let mut settings = Settings::default();
        for recent in ["云溪县/一.ron", "青石镇/二.ron", "青石镇/一.ron"] {
            settings.touch_recent(Path::new(recent), "", 0);
        }
        for (project, expected) in [
            (None, &["家/state", "青石镇/.suigao", "云溪县/.suigao"][..]),
            (Some("青石镇/三.ron"), &["家/state", "青石镇/.suigao", "云溪县/.suigao"]),
            (Some("三.ron"), &["家/state", ".suigao", "青石镇/.suigao", "云溪县/.suigao"]),
        ] {
            let roots = copies_roots(&dirs, &settings, project.map(Path::new));
            assert_eq!(roots, expected.iter().map(PathBuf::from).collect::<Vec<_>>(), "{project:?}");
        }
    }

    #[test]
    fn documents_folder() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        let config = home.join(".config");
        fs::create_dir_all(&config).unwrap();
        let check = |variable: Option<&Path>, expected: &Path| {
            assert_eq!(documents(home, &config, variable.map(Into::into)), expected);
        };
        check(None, home);
        fs::create_dir(home.join("文档")).unwrap();
        check(None, &home.join("文档"));
        fs::create_dir(home.join("Documents")).unwrap();
        check(None, &home.join("Documents"));
        fs::create_dir(home.join("公文")).unwrap();
        fs::write(config.join("user-dirs.dirs"), "# x\nXDG_DOCUMENTS_DIR=\"$HOME/公文\"\n").unwrap();
        check(None, &home.join("公文"));
        fs::write(config.join("user-dirs.dirs"), "XDG_DOCUMENTS_DIR=\"$HOME/没有\"\n").unwrap();
        check(None, &home.join("Documents"));
        check(Some(&home.join("文档")), &home.join("文档"));
        check(Some(Path::new("文档")), &home.join("Documents"));
    }
}
