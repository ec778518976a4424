//! What the program remembers between two runs.

use super::reader::{self, ReadError};
use super::{Cause, Mistake, WriteError, WriteOptions, syntax, writer};
use crate::text::count::SharedMarks;
use rust_i18n::t;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The version of the settings file.
pub const VERSION: u32 = 1;
/// Projects that [`Settings::recent`] keeps.
pub const MAX_RECENT: usize = 20;
const MAX_BYTES: u64 = 1 << 20;
/// Most bytes of a file that is put aside.
const MAX_ASIDE: u64 = 64 << 20;

/// Every key may be missing, and keys of other versions are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub version: u32,
    pub language: Language,
    pub theme: Theme,
    /// Of the whole window, in percent: 50 to 300.
    pub zoom: u16,
    /// Of the text being written, in points: 10 to 40.
    pub text_size: u16,
    pub marks: Marks,
    pub view: View,
    pub outline_open: bool,
    pub inspector_open: bool,
    /// The latest first.
    pub recent: Vec<Recent>,
    /// Where the last file was opened or saved.
    pub last_folder: Option<PathBuf>,
    pub window: Option<Window>,
    pub export: Export,
    pub copies: Copies,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// That of the system.
    #[default]
    Auto,
    Chinese,
    English,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    #[default]
    Light,
    Dark,
    /// 护眼
    Green,
}

/// Where recovery copies and backups lie; [`copies_root`](super::dirs::copies_root) gives the folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Copies {
    /// In the program's own folder.
    #[default]
    State,
    /// In a hidden folder beside the project. One that was never saved has none, and who may read
    /// that folder may read them.
    BesideProject,
}

/// [`SharedMarks`], as it is remembered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Marks {
    #[default]
    Asian,
    Latin,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// 分段
    #[default]
    Section,
    /// 全文
    Whole,
}

/// A project that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    pub path: PathBuf,
    #[serde(default)]
    pub title: String,
    /// Seconds since 1970 began, UTC.
    #[serde(default)]
    pub opened: i64,
}

/// The window's size in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub width: u32,
    pub height: u32,
    #[serde(default)]
    pub maximized: bool,
}

/// How the last finished text was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Export {
    /// File extensions without their dots, commas between them; empty before the first time.
    pub format: String,
    /// Of text files.
    pub encoding: Encoding,
    pub line_end: LineEnd,
    /// Paragraphs begin with two blanks.
    pub indent: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    #[default]
    Utf8,
    /// With a byte-order mark.
    Utf8Bom,
    Gb18030,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineEnd {
    Lf,
    #[default]
    CrLf,
}

/// Why the settings are those of the first run. `Display` says what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsError {
    Unreadable(ReadError),
    /// From this byte on (from 0) it is not UTF-8.
    NotUtf8 {
        path: PathBuf,
        byte: usize,
    },
    Mistake {
        path: PathBuf,
        mistake: Mistake,
    },
}

impl Default for Export {
    fn default() -> Self {
        Self {
            format: String::new(),
            encoding: Encoding::default(),
            line_end: LineEnd::default(),
            indent: true,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            language: Language::default(),
            theme: Theme::default(),
            zoom: 100,
            text_size: 16,
            marks: Marks::default(),
            view: View::default(),
            outline_open: true,
            inspector_open: true,
            recent: Vec::new(),
            last_folder: None,
            window: None,
            export: Export::default(),
            copies: Copies::default(),
        }
    }
}

impl Settings {
    /// The settings of a file; without one, or with one that cannot be read, those of the first
    /// run, and in the second case also what is wrong with it.
    pub fn load(path: &Path) -> (Self, Option<SettingsError>) {
        match Self::try_load(path) {
            Ok(settings) => (settings, None),
            Err(SettingsError::Unreadable(ReadError::Io { cause: Cause::NotFound, .. })) => {
                (Self::default(), None)
            }
            Err(error) => (Self::default(), Some(error)),
        }
    }

    fn try_load(path: &Path) -> Result<Self, SettingsError> {
        let bytes = reader::read(path, MAX_BYTES).map_err(SettingsError::Unreadable)?;
        Self::parse(path, &bytes)
    }

    /// Reads the settings from a file's bytes. `path` is what errors call the file.
    ///
    /// # Errors
    /// Where the bytes are not UTF-8, or the first mistake in them.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, SettingsError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| SettingsError::NotUtf8 { path: path.into(), byte: error.valid_up_to() })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let settings: Self =
            syntax::read(text).map_err(|mistake| SettingsError::Mistake { path: path.into(), mistake })?;
        Ok(settings.in_range())
    }

    /// A hand-written size must not make the window unusable.
    fn in_range(mut self) -> Self {
        self.zoom = self.zoom.clamp(50, 300);
        self.text_size = self.text_size.clamp(10, 40);
        self.window =
            self.window.filter(|w| w.width >= 200 && w.height >= 200 && w.width.max(w.height) < 32_768);
        self.recent.truncate(MAX_RECENT);
        self
    }

    /// Writes the settings, for the user alone (0600). A file that cannot be read as settings is
    /// somebody's work: it is put [`aside`] first, and that place is given back.
    ///
    /// # Errors
    /// See [`WriteError`]. What cannot be put aside is not written over.
    pub fn save(&self, path: &Path) -> Result<Option<PathBuf>, WriteError> {
        let text = syntax::write(&self.storable())
            .map_err(|error| WriteError::Form { path: path.into(), detail: error.to_string() })?;
        let put_aside = Self::load(path).1.map(|_| put_aside(path)).transpose()?;
        writer::write(path, text.as_bytes(), &WriteOptions::private())?;
        Ok(put_aside)
    }

    /// Without paths that are not Unicode: RON cannot hold them, and one of them must not keep all
    /// the rest from being saved.
    fn storable(&self) -> Self {
        let unicode = |path: &PathBuf| path.to_str().is_some();
        let mut settings = Self { version: VERSION, ..self.clone() };
        settings.recent.retain(|recent| unicode(&recent.path));
        settings.last_folder = settings.last_folder.filter(unicode);
        settings
    }

    /// Puts a project first among the recent ones. `opened` is in seconds since 1970 began, UTC.
    pub fn touch_recent(&mut self, path: &Path, title: &str, opened: i64) {
        self.forget_recent(path);
        self.recent.insert(0, Recent { path: path.into(), title: title.into(), opened });
        self.recent.truncate(MAX_RECENT);
    }

    pub fn forget_recent(&mut self, path: &Path) {
        self.recent.retain(|recent| recent.path != path);
    }

    /// Forgets where the user worked; whether there was something to forget.
    pub fn forget_places(&mut self) -> bool {
        let recent = std::mem::take(&mut self.recent);
        let folder = self.last_folder.take();
        !recent.is_empty() || folder.is_some()
    }

    /// The recent projects, and whether each file is there. One on a drive that is not plugged in
    /// is kept.
    pub fn list_recent(&self) -> Vec<(&Recent, Presence)> {
        let presence =
            |recent: &Recent| if recent.path.is_file() { Presence::There } else { Presence::Missing };
        self.recent.iter().map(|recent| (recent, presence(recent))).collect()
    }
}

/// Where a settings file that cannot be read goes before another takes its place.
pub fn aside(path: &Path) -> PathBuf {
    path.with_added_extension("old")
}

fn put_aside(path: &Path) -> Result<PathBuf, WriteError> {
    let aside = aside(path);
    let refused = |error: ReadError| match error {
        ReadError::NotAFile { path } => WriteError::NotAFile { path },
        ReadError::Io { path, cause } => WriteError::Io { path, cause },
        ReadError::TooLarge { .. } => {
            WriteError::Io { path: path.into(), cause: Cause::Other(error.to_string()) }
        }
    };
    let bytes = reader::read(path, MAX_ASIDE).map_err(refused)?;
    writer::write(&aside, &bytes, &WriteOptions::private())?;
    Ok(aside)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    There,
    Missing,
}

impl From<Marks> for SharedMarks {
    fn from(marks: Marks) -> Self {
        match marks {
            Marks::Asian => Self::Asian,
            Marks::Latin => Self::Latin,
        }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Unreadable(error) => t!("store.settings.unreadable", error = error),
            Self::NotUtf8 { path, byte } => {
                t!("store.settings.not_utf8", path = path.display(), byte = byte + 1)
            }
            Self::Mistake { path, mistake } => {
                t!("store.settings.mistake", path = path.display(), mistake = mistake)
            }
        })
    }
}

impl std::error::Error for SettingsError {}
