//! 版式: those of the program and those of the user, as RON that anybody can write.

use super::reader::{self, ReadError};
use super::template::Origin;
use super::{Cause, Expected, Fault, Mistake, WriteError, WriteOptions, dirs, names, syntax, writer};
use crate::model::Profile;
use crate::model::profile::NoRoom;
use rust_i18n::t;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{fmt, fs};

/// The extension of profile files, without its dot.
pub const EXTENSION: &str = "ron";
/// Most bytes of a profile file: the longest of the program has some 2,000.
pub const MAX_BYTES: u64 = 1 << 18;

/// The files of `assets/profiles/`: name and text.
const SOURCES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

/// Why a profile is not offered, or not kept. `Display` says where, what is wrong and what to do.
#[derive(Clone, Debug, PartialEq)]
pub enum ProfileError {
    Unreadable(ReadError),
    /// The user's folder cannot be listed, or not be made.
    Folder {
        path: PathBuf,
        cause: Cause,
    },
    /// From this byte on (from 0) it is not UTF-8.
    NotUtf8 {
        file: String,
        byte: usize,
    },
    Mistake {
        file: String,
        mistake: Mistake,
    },
    /// No profile is called so, and no such file is there.
    Unknown {
        name: String,
        known: Vec<String>,
    },
    /// It has no name.
    NoName,
    NoRoom(NoRoom),
    Write(WriteError),
    Remove {
        path: PathBuf,
        cause: Cause,
    },
}

/// Whether a profile of the same name is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// It is an error.
    No,
    Yes,
}

/// Of a file that holds a profile, its name alone: what it leaves out is as in the standard, but
/// not what it is called.
#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

/// Reads a profile. `name` is what errors call it, such as its file name; without the extension it
/// is the profile's name where the text gives none.
///
/// # Errors
/// The first mistake: what RON or the model does not take, a number out of bounds, no room on the
/// paper.
pub fn parse(name: &str, text: &str) -> Result<Profile, ProfileError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let failed = |mistake| ProfileError::Mistake { file: name.into(), mistake };
    let mut profile: Profile = syntax::read(text).map_err(failed)?;
    if syntax::read::<Named>(text).is_ok_and(|named| named.name.is_none()) {
        let stem = Path::new(name).file_stem().unwrap_or_default();
        profile.name = stem.to_string_lossy().into_owned();
    }
    if profile.name.trim().is_empty() {
        return Err(failed(Mistake::at(text, place_of("name", text), Fault::NoName)));
    }
    let no_room = |why: NoRoom| failed(Mistake::at(text, place_of(why.key(), text), Fault::NoRoom(why)));
    profile.check().map_err(no_room)?;
    Ok(profile)
}

/// Where the value of a key begins; the first bracket where the text has no such key.
fn place_of(key: &str, text: &str) -> usize {
    let value = |(at, _): (usize, &str)| {
        let before = text.get(..at)?.chars().next_back();
        let rest = text.get(at + key.len()..)?.trim_start().strip_prefix(':')?;
        let own = before.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
        own.then(|| text.len() - rest.trim_start().len())
    };
    text.match_indices(key).find_map(value).or_else(|| text.find('(')).unwrap_or(0)
}

/// The program's own profiles, in the order of their file names: 国标 is the first.
pub fn built_in() -> &'static [Profile] {
    static PROFILES: LazyLock<Vec<Profile>> =
        LazyLock::new(|| SOURCES.iter().filter_map(|(name, text)| parse(name, text).ok()).collect());
    &PROFILES
}

/// What is wrong with the program's own profiles: nothing, or a test fails.
pub fn built_in_errors() -> Vec<ProfileError> {
    SOURCES.iter().filter_map(|(name, text)| parse(name, text).err()).collect()
}

/// Every profile, one for each name, and what is wrong with those that are not among them. The
/// user's take the place of the program's with the same name; further ones follow by file name.
/// `user_dir` need not exist.
pub fn all(user_dir: &Path) -> (Vec<(Profile, Origin)>, Vec<ProfileError>) {
    let mut profiles: Vec<(Profile, Origin)> =
        built_in().iter().map(|profile| (profile.clone(), Origin::BuiltIn)).collect();
    let mut errors = Vec::new();
    let files = reader::files(user_dir, EXTENSION).unwrap_or_else(|error| {
        errors.push(ProfileError::Folder { path: user_dir.into(), cause: Cause::of(&error) });
        Vec::new()
    });
    for path in files {
        let profile = match load(&path) {
            Ok(profile) => profile,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        match profiles.iter_mut().find(|(known, _)| known.name == profile.name) {
            Some((_, Origin::User(other))) => errors.push(duplicate(&path, other, profile.name)),
            Some(place) => *place = (profile, Origin::User(path)),
            None => profiles.push((profile, Origin::User(path))),
        }
    }
    (profiles, errors)
}

/// Reads a profile file.
///
/// # Errors
/// See [`ProfileError`].
pub fn load(path: &Path) -> Result<Profile, ProfileError> {
    let bytes = reader::read(path, MAX_BYTES).map_err(ProfileError::Unreadable)?;
    let file = path.display().to_string();
    match std::str::from_utf8(&bytes) {
        Ok(text) => parse(&file, text),
        Err(error) => Err(ProfileError::NotUtf8 { file, byte: error.valid_up_to() }),
    }
}

/// The profile of this name, else the one in this file.
///
/// # Errors
/// See [`ProfileError`]. Of mistakes in other profiles nothing is said.
pub fn find(name: &str, user_dir: &Path) -> Result<Profile, ProfileError> {
    let (profiles, errors) = all(user_dir);
    if let Some((profile, _)) = profiles.iter().find(|(profile, _)| profile.name == name) {
        return Ok(profile.clone());
    }
    let path = Path::new(name);
    if path.extension().is_some_and(|found| found == EXTENSION) || path.exists() {
        return load(path);
    }
    // The one that is meant has a mistake.
    let meant = |error: &ProfileError| match error {
        ProfileError::Mistake { file, .. } | ProfileError::NotUtf8 { file, .. } => {
            Path::new(file).file_stem().is_some_and(|stem| stem == name)
        }
        _ => false,
    };
    let known = profiles.into_iter().map(|(profile, _)| profile.name).collect();
    let unknown = ProfileError::Unknown { name: name.into(), known };
    Err(errors.into_iter().find(meant).unwrap_or(unknown))
}

/// Keeps a profile among the user's, in the file that has its name already, else in a new one;
/// gives the file.
///
/// # Errors
/// When it could not be read again, or is there already, or cannot be written.
pub fn save(user_dir: &Path, profile: &Profile, replace: Replace) -> Result<PathBuf, ProfileError> {
    if profile.name.trim().is_empty() {
        return Err(ProfileError::NoName);
    }
    profile.check().map_err(ProfileError::NoRoom)?;
    dirs::create_private(user_dir)
        .map_err(|error| ProfileError::Folder { path: user_dir.into(), cause: error.cause() })?;
    let same = |(known, origin): (Profile, Origin)| match origin {
        Origin::User(path) if known.name == profile.name => Some(path),
        _ => None,
    };
    let (path, expected) = match (all(user_dir).0.into_iter().find_map(same), replace) {
        (Some(path), Replace::Yes) => (path, Expected::Any),
        (Some(path), Replace::No) => (path, Expected::New),
        (None, _) => (free_path(user_dir, &profile.name), Expected::New),
    };
    let text = text(profile).map_err(|error| {
        ProfileError::Write(WriteError::Form { path: path.clone(), detail: error.to_string() })
    })?;
    let same =
        |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|text| parse("", text).as_ref() == Ok(profile));
    let options = WriteOptions { verify: Some(&same), ..WriteOptions::new(expected) };
    writer::write(&path, text.as_bytes(), &options).map_err(ProfileError::Write)?;
    Ok(path)
}

/// A file that is not there yet: the names of two profiles may make one file name, and a broken
/// file may have it.
fn free_path(folder: &Path, name: &str) -> PathBuf {
    let path = |stem: &str| folder.join(names::file_name(stem, "profile", EXTENSION));
    let numbered = (2..1000).map(|number| path(&format!("{number} {name}")));
    let mut paths = std::iter::once(path(name)).chain(numbered);
    paths.find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| path(name))
}

/// The file of one of the program's own profiles that says everything, with what is said about it.
pub fn source(profile: &Profile) -> Option<&'static str> {
    let (_, text) = SOURCES.first()?;
    (built_in().first() == Some(profile)).then_some(text)
}

/// A profile as a file that anybody can read and change.
///
/// # Errors
/// In principle: every profile has a RON form.
pub fn text(profile: &Profile) -> Result<String, ron::Error> {
    syntax::write(profile)
}

/// Deletes one of the user's profiles; that it is not there is no error.
///
/// # Errors
/// When it stays.
pub fn delete(path: &Path) -> Result<(), ProfileError> {
    writer::delete(path).map_err(|error| ProfileError::Remove { path: path.into(), cause: Cause::of(&error) })
}

fn duplicate(path: &Path, other: &Path, name: String) -> ProfileError {
    let text = fs::read_to_string(path).unwrap_or_default();
    let at = place_of("name", &text);
    let fault = Fault::DuplicateProfile { name, other: other.display().to_string() };
    ProfileError::Mistake { file: path.display().to_string(), mistake: Mistake::at(&text, at, fault) }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Unreadable(error) => return error.fmt(f),
            Self::Folder { path, cause } => t!("store.profile.folder", path = path.display(), cause = cause),
            Self::NotUtf8 { file, byte } => t!("store.profile.not_utf8", file = file, byte = byte + 1),
            Self::Mistake { file, mistake } => t!("store.profile.mistake", file = file, mistake = mistake),
            Self::Unknown { name, known } => {
                let known = known.join(&t!("common.list_separator"));
                t!("store.profile.unknown", name = name, known = known)
            }
            Self::NoName => t!("store.fault.no_name"),
            Self::NoRoom(why) => return why.fmt(f),
            Self::Write(error) => return error.fmt(f),
            Self::Remove { path, cause } => t!("places.error.remove", path = path.display(), cause = cause),
        })
    }
}

impl std::error::Error for ProfileError {}

impl fmt::Display for NoRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = |value: &f32| format!("{value:.1}");
        f.write_str(&match self {
            Self::Width { width, size } => t!("store.room.width", width = length(width), size = size),
            Self::Height { height, size } => t!("store.room.height", height = length(height), size = size),
            Self::Columns { columns } => t!("store.room.columns", columns = columns),
            Self::Lines { lines } => t!("store.room.lines", lines = lines),
            Self::Narrow { columns, size, width } => {
                t!("store.room.narrow", columns = columns, size = size, width = length(width))
            }
            Self::Low { lines, size, height } => {
                t!("store.room.low", lines = lines, size = size, height = length(height))
            }
            Self::Indent { cells, columns } => t!("store.room.indent", cells = cells, columns = columns),
            Self::Number { gap, bottom } => {
                t!("store.room.number", gap = length(gap), bottom = length(bottom))
            }
        })
    }
}
