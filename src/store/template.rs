//! Templates: those of the program and those of the user, as RON that anybody can write.

mod check;

use super::reader::{self, ReadError};
use super::{Cause, Fault, Mistake, syntax};
use crate::model::Template;
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{fmt, fs};

/// The extension of template files, without its dot.
pub const EXTENSION: &str = "ron";
/// Most bytes of a template file: those of the program have some 15,000, and a section that takes
/// three bytes in the file takes hundreds in memory.
pub const MAX_BYTES: u64 = 1 << 20;

/// The files of `templates/`: name and text.
const SOURCES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// Where a template comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    BuiltIn,
    User(PathBuf),
}

/// Why a template is not offered. `Display` gives file, place, what is wrong and what would be
/// right.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateError {
    Unreadable(ReadError),
    /// The user's folder cannot be listed.
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
}

/// Reads a template. `name` is what errors call it, such as its file name.
///
/// # Errors
/// The first mistake: what RON or the model does not take, an id or field name that is none, a
/// field named twice, `{{…}}` in a text that names no field, a least number over the most, too many
/// levels.
pub fn parse(name: &str, text: &str) -> Result<Template, TemplateError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let template = syntax::read::<Template>(text);
    template
        .and_then(|template| check::check(&template, text).map(|()| template))
        .map_err(|mistake| TemplateError::Mistake { file: name.into(), mistake })
}

/// Whether a text that is no project is a template.
pub fn is_template(text: &str) -> bool {
    text.len() as u64 <= MAX_BYTES && parse("", text).is_ok()
}

/// The program's own templates, in the order of their file names.
pub fn built_in() -> &'static [Template] {
    static TEMPLATES: LazyLock<Vec<Template>> =
        LazyLock::new(|| SOURCES.iter().filter_map(|(name, text)| parse(name, text).ok()).collect());
    &TEMPLATES
}

/// What is wrong with the program's own templates: nothing, or a test fails.
pub fn built_in_errors() -> Vec<TemplateError> {
    SOURCES.iter().filter_map(|(name, text)| parse(name, text).err()).collect()
}

/// Every template, one for each id, and what is wrong with those that are not among them. The
/// user's take the place of the program's with the same id; further ones follow by file name.
/// `user_dir` need not exist.
pub fn all(user_dir: &Path) -> (Vec<(Template, Origin)>, Vec<TemplateError>) {
    let mut templates: Vec<(Template, Origin)> =
        built_in().iter().map(|template| (template.clone(), Origin::BuiltIn)).collect();
    let mut errors = Vec::new();
    for path in user_files(user_dir).unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    }) {
        let template = match load(&path) {
            Ok(template) => template,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        match templates.iter_mut().find(|(known, _)| known.id == template.id) {
            Some((_, Origin::User(other))) => errors.push(duplicate(&path, other, template.id)),
            Some(place) => *place = (template, Origin::User(path)),
            None => templates.push((template, Origin::User(path))),
        }
    }
    (templates, errors)
}

/// Reads a template file.
///
/// # Errors
/// See [`TemplateError`].
pub fn load(path: &Path) -> Result<Template, TemplateError> {
    let bytes = reader::read(path, MAX_BYTES).map_err(TemplateError::Unreadable)?;
    let file = path.display().to_string();
    match std::str::from_utf8(&bytes) {
        Ok(text) => parse(&file, text),
        Err(error) => Err(TemplateError::NotUtf8 { file, byte: error.valid_up_to() }),
    }
}

fn user_files(folder: &Path) -> Result<Vec<PathBuf>, TemplateError> {
    reader::files(folder, EXTENSION)
        .map_err(|error| TemplateError::Folder { path: folder.into(), cause: Cause::of(&error) })
}

fn duplicate(path: &Path, other: &Path, id: String) -> TemplateError {
    let text = fs::read_to_string(path).unwrap_or_default();
    let at = text.find(&format!("{id:?}")).unwrap_or(0);
    let fault = Fault::DuplicateTemplate { id, other: other.display().to_string() };
    TemplateError::Mistake { file: path.display().to_string(), mistake: Mistake::at(&text, at, fault) }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Unreadable(error) => return error.fmt(f),
            Self::Folder { path, cause } => t!("store.template.folder", path = path.display(), cause = cause),
            Self::NotUtf8 { file, byte } => t!("store.template.not_utf8", file = file, byte = byte + 1),
            Self::Mistake { file, mistake } => t!("store.template.mistake", file = file, mistake = mistake),
        })
    }
}

impl std::error::Error for TemplateError {}
