//! 文稿 on the disk: an [`envelope`] around the model's own RON form.

use super::backup::Ring;
use super::envelope::{self, EnvelopeError, Integrity, Opened, VERSION};
use super::reader::{self, ReadError};
use super::{Expected, Hash, Method, Mistake, WriteError, WriteOptions, syntax, template, writer};
use crate::model::field::MAX_FIELDS;
use crate::model::profile::NoRoom;
use crate::model::project::Part;
use crate::model::section::MAX_DEPTH;
use crate::model::{Project, Section, SectionId};
use rust_i18n::t;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The extension of project files, without its dot.
pub const EXTENSION: &str = "ron";

/// What a file holds. `version` comes first and can be read alone, whatever the rest is.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Suigao", deny_unknown_fields)]
struct Document<P> {
    version: u32,
    project: P,
}

/// Of a file of any version: whatever else it holds is passed over.
#[derive(Deserialize)]
#[serde(rename = "Suigao")]
struct Probe {
    version: u32,
}

/// A project read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    pub path: PathBuf,
    pub project: Project,
    /// Of the file's bytes: what [`Expected::Hash`] wants when it is saved again.
    pub hash: Hash,
    pub integrity: Integrity,
    /// The file cannot be written to.
    pub read_only: bool,
    /// What had to be put right in memory. Not empty: tell the user.
    pub notes: Vec<Note>,
}

/// A project read from bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    pub project: Project,
    pub integrity: Integrity,
    pub notes: Vec<Note>,
}

/// Something that was put right on reading. No text is ever changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// A section had the id of another, or one out of range, and got a new one.
    Renumbered { old: SectionId, new: SectionId },
    /// The number for the next section was one in use.
    NextId { old: SectionId, new: SectionId },
    /// Nothing could be laid out by the profile; the standard one took its place.
    Profile(NoRoom),
}

/// Why a file was not opened. `Display` says what happened and what to do.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadError {
    Unreadable(ReadError),
    Content { path: PathBuf, error: ContentError },
}

/// Why bytes are no project.
#[derive(Clone, Debug, PartialEq)]
pub enum ContentError {
    Envelope(EnvelopeError),
    /// Written by a newer Suigao.
    Newer {
        found: u32,
        known: u32,
    },
    Mistake(Mistake),
    /// It is a template.
    Template,
    /// A part has more levels than a project may have.
    TooDeep {
        levels: usize,
        most: usize,
    },
    TooManyFields {
        fields: usize,
        most: usize,
    },
}

/// Ids from here on are no numbers that counting sections gives; they are replaced so that
/// counting further cannot overflow.
const ID_LIMIT: SectionId = 1 << 48;

/// Opens a project.
///
/// # Errors
/// When the file cannot be read or holds no project that this version knows.
pub fn load(path: &Path) -> Result<Loaded, LoadError> {
    let bytes = reader::read(path, envelope::MAX_BYTES as u64).map_err(LoadError::Unreadable)?;
    let parsed = parse(&bytes).map_err(|error| LoadError::Content { path: path.into(), error })?;
    Ok(Loaded {
        path: path.into(),
        project: parsed.project,
        hash: Hash::of(&bytes),
        integrity: parsed.integrity,
        read_only: !writer::is_writable(path),
        notes: parsed.notes,
    })
}

/// Reads a project from a file's bytes.
///
/// # Errors
/// See [`ContentError`].
pub fn parse(bytes: &[u8]) -> Result<Parsed, ContentError> {
    let opened = envelope::open(bytes).map_err(ContentError::Envelope)?;
    let document: Document<Project> = syntax::read(&opened.text).map_err(|mistake| {
        if template::is_template(&opened.text) { ContentError::Template } else { newer_or(mistake, &opened) }
    })?;
    if document.version > VERSION {
        return Err(ContentError::Newer { found: document.version, known: VERSION });
    }
    let mut project = document.project;
    let notes = put_right(&mut project)?;
    Ok(Parsed { project, integrity: opened.integrity, notes })
}

/// Refuses what the model cannot hold, and puts right what it can.
pub(super) fn put_right(project: &mut Project) -> Result<Vec<Note>, ContentError> {
    let levels = Part::ALL.into_iter().map(|part| project.part(part).height()).max().unwrap_or(0);
    if levels > MAX_DEPTH {
        return Err(ContentError::TooDeep { levels, most: MAX_DEPTH });
    }
    let fields = project.fields.len();
    if fields > MAX_FIELDS {
        return Err(ContentError::TooManyFields { fields, most: MAX_FIELDS });
    }
    let mut notes = repair_ids(project);
    if let Err(why) = project.profile.check() {
        project.profile = Arc::default();
        notes.push(Note::Profile(why));
    }
    Ok(notes)
}

/// A newer version may hold anything; only its number is asked for. Of what is no longer RON the
/// first line tells the version.
pub(super) fn newer_or(mistake: Mistake, opened: &Opened) -> ContentError {
    match version(opened).filter(|&version| version > VERSION) {
        Some(found) => ContentError::Newer { found, known: VERSION },
        None if opened.is_cut_off() => {
            ContentError::Envelope(EnvelopeError::CutOff { line: opened.text.trim_end().split('\n').count() })
        }
        None => ContentError::Mistake(mistake),
    }
}

/// Whether bytes begin as a project does, whole or not, whatever their file is called: also one
/// whose first line is lost or that has comments before it.
pub fn is_project(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    if bytes.starts_with(envelope::MARK.as_bytes()) {
        return true;
    }
    let mut start = bytes.trim_ascii_start();
    while start.starts_with(b"//") {
        let end = start.iter().position(|&byte| byte == b'\n').unwrap_or(start.len());
        start = start.get(end..).unwrap_or_default().trim_ascii_start();
    }
    let start = start.strip_prefix(b"Suigao").unwrap_or(start).trim_ascii_start();
    start.strip_prefix(b"(").is_some_and(|inner| inner.trim_ascii_start().starts_with(b"version"))
}

/// The version of the format that a text has, whatever else it holds.
pub fn version(opened: &Opened) -> Option<u32> {
    syntax::read::<Probe>(&opened.text).ok().map(|probe| probe.version).or(opened.version)
}

/// The file's bytes for a project; the same for the same project.
///
/// # Errors
/// In principle: every project has a RON form.
pub fn to_bytes(project: &Project) -> Result<Vec<u8>, ron::Error> {
    let document = Document { version: VERSION, project };
    Ok(envelope::seal(&syntax::write(&document)?).into_bytes())
}

/// How a project is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveOptions {
    pub expected: Expected,
    /// Where the version that is replaced is kept.
    pub ring: Option<Ring>,
    pub method: Method,
}

impl SaveOptions {
    pub fn new(expected: Expected) -> Self {
        Self { expected, ring: None, method: Method::Replace }
    }
}

/// A project that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the next saving expects.
    pub hash: Hash,
    /// Why the version before was not kept.
    pub not_kept: Option<WriteError>,
}

/// Saves a project.
///
/// # Errors
/// See [`WriteError`]. A project that would not be read back as it is, is not written. Written in
/// place is only what is kept elsewhere; else a version that cannot be kept stops nothing.
pub fn save(path: &Path, project: &Project, options: &SaveOptions) -> Result<Saved, WriteError> {
    let bytes = to_bytes(project)
        .map_err(|error| WriteError::Form { path: path.into(), detail: error.to_string() })?;
    let same = |bytes: &[u8]| {
        parse(bytes).is_ok_and(|parsed| parsed.integrity == Integrity::Intact && parsed.project == *project)
    };
    let not_kept = RefCell::new(None);
    let keep = |target: &Path| match options.ring.as_ref().map(|ring| ring.keep(target)) {
        Some(Err(error)) if options.method == Method::InPlace => Err(error),
        Some(Err(error)) => {
            not_kept.replace(Some(error));
            Ok(())
        }
        _ => Ok(()),
    };
    let hash = writer::write(
        path,
        &bytes,
        &WriteOptions {
            verify: Some(&same),
            keep: options.ring.as_ref().map(|_| &keep as writer::Keep<'_>),
            method: options.method,
            ..WriteOptions::new(options.expected)
        },
    )?;
    Ok(Saved { hash, not_kept: not_kept.into_inner() })
}

/// Gives every section an id of its own, below the next one.
fn repair_ids(project: &mut Project) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut seen = HashSet::new();
    let strays = project.walk().filter(|section| section.id >= ID_LIMIT || !seen.insert(section.id)).count();
    let used = seen.into_iter().max().unwrap_or(0);
    if project.next_id <= used || project.next_id > ID_LIMIT {
        let old = std::mem::replace(&mut project.next_id, used + 1);
        notes.push(Note::NextId { old, new: project.next_id });
    }
    if strays > 0 {
        // Just below the limit there may be too few left: then every section gets a new one.
        let all = project.next_id + strays as SectionId > ID_LIMIT;
        let next = if all { 1 } else { project.next_id };
        let mut ids = Ids { seen: HashSet::new(), all, next, notes: &mut notes };
        ids.repair(&mut project.opening);
        ids.repair(&mut project.body);
        ids.repair(&mut project.closing);
        project.next_id = ids.next;
    }
    notes
}

struct Ids<'a> {
    seen: HashSet<SectionId>,
    /// Every section gets a new one.
    all: bool,
    next: SectionId,
    notes: &'a mut Vec<Note>,
}

impl Ids<'_> {
    fn repair(&mut self, section: &mut Arc<Section>) {
        let section = Arc::make_mut(section);
        if self.all || section.id >= ID_LIMIT || !self.seen.insert(section.id) {
            self.notes.push(Note::Renumbered { old: section.id, new: self.next });
            section.id = self.next;
            self.next += 1;
        }
        section.children.iter_mut().for_each(|child| self.repair(child));
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Renumbered { old, new } => t!("store.note.renumbered", old = old, new = new),
            Self::NextId { old, new } => t!("store.note.next_id", old = old, new = new),
            Self::Profile(why) => t!("store.note.profile", why = why),
        })
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Content { path, error } => {
                f.write_str(&t!("store.load.content", path = path.display(), error = error))
            }
        }
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Envelope(error) => return error.fmt(f),
            Self::Newer { found, known } => t!("store.content.newer", found = found, known = known),
            Self::Mistake(mistake) => t!("store.content.mistake", mistake = mistake),
            Self::Template => t!("store.content.template"),
            Self::TooDeep { levels, most } => t!("store.content.too_deep", levels = levels, most = most),
            Self::TooManyFields { fields, most } => {
                t!("store.fault.too_many_fields", fields = fields, most = most)
            }
        })
    }
}

impl std::error::Error for LoadError {}
impl std::error::Error for ContentError {}
