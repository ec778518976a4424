//! What can still be read of a project file that [`super::project::parse`] refuses: cut off,
//! edited by hand, overwritten in places, or written by a newer version.
//!
//! No text is thrown away for want of its place: one whose brackets are lost goes to the section
//! that was read last, since a lost character is worse than a wrong level. Only what belongs to
//! keys of a newer version is passed over.

mod build;
mod frame;
mod key;
mod lexer;
mod parts;
mod profile;
mod text;
mod value;

use super::project::Note;
use super::{envelope, project, recovery};
use crate::model::section::MAX_DEPTH;
use crate::model::{Project, Section};
use build::{Builder, Guide};
use lexer::{Lexer, Token, has_words};
use profile::Taken;
use std::sync::Arc;

/// What could still be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Salvaged {
    /// Its id is empty where it could not be read whole: it needs a new one.
    pub project: Project,
    /// Nothing stood there that could not be read, and nothing is missing at the end. Keys and
    /// variants of a newer version do not count: the text is whole without them. Neither does the
    /// checksum: what was changed and can be read is not noticed.
    pub complete: bool,
}

/// Reads what can be read, of files and recovery copies. `None` where not one word of a summary can
/// be read. Takes time and memory in proportion to the bytes, whatever they are.
pub fn salvage(bytes: &[u8]) -> Option<Salvaged> {
    let (bytes, profile) = profile::take(bytes);
    let bytes = bytes.as_ref();
    let first = bytes.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |at| at + 1);
    let opened = bytes.get(..first).and_then(|line| envelope::open(line).ok());
    let version = opened.and_then(|opened| opened.version);
    if version.is_none() && is_prose(bytes) {
        return None;
    }
    let shape = Shape::of(bytes);
    let build = |guide| {
        let mut builder = Builder::new(guide, shape.legible, version.unwrap_or_default());
        builder.read(bytes);
        builder
    };
    let mut built = build(if shape.brackets == Brackets::Broken { shape.guide() } else { Guide::Brackets });
    if built.misplaced && (shape.brackets == Brackets::Open || !shape.legible) {
        // Not only cut: brackets are lost before the end.
        built = build(shape.guide());
    }
    let Builder { mut project, mut damaged, keys, newer, .. } = built;
    match profile {
        Taken::Nothing => {}
        Taken::Profile(profile) => project.profile = Arc::from(profile),
        // Only a newer version says more of one.
        Taken::Unreadable => damaged |= !newer,
    }
    if !(says_something(&project) && (keys > 0 || version.is_some())) {
        return None;
    }
    for part in [&mut project.opening, &mut project.body, &mut project.closing] {
        lift(Arc::make_mut(part), MAX_DEPTH);
    }
    // More fields than a project may have: what they say becomes text.
    let rest = project.fields.split_off(project.fields.len().min(crate::model::field::MAX_FIELDS));
    let words = rest.into_iter().flat_map(|field| [field.name, field.value]).filter(|text| !text.is_empty());
    Arc::make_mut(&mut project.closing).paragraphs.extend(words);
    let notes = project::put_right(&mut project).ok()?;
    damaged |= notes.iter().any(|note| matches!(note, Note::Profile(_)));
    Some(Salvaged { project, complete: !damaged && shape.brackets == Brackets::Paired })
}

/// Whether bytes are a whole text of another kind that at most quotes a file like ours, as a
/// description of the format does.
fn is_prose(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    if text.contains('\0') || project::is_project(bytes) || recovery::is_copy(bytes) {
        return false;
    }
    let begins_as_ours = |line: &&str| {
        let name = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
        line.starts_with(['"', '(', ')', '[', ']', '{', '}', ',', '/'])
            || (name != *line && name.starts_with(':'))
    };
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines().filter(begins_as_ours).count() * 2 < lines().count()
}

/// How a file's brackets and lines look.
struct Shape {
    brackets: Brackets,
    /// Most lines are indented.
    indented: bool,
    /// All words could be read.
    legible: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Brackets {
    /// Each has its other.
    Paired,
    /// Some at the end are not closed, as in a file that is cut.
    Open,
    Broken,
}

impl Shape {
    fn of(bytes: &[u8]) -> Self {
        let (mut open, mut brackets) = (Vec::new(), Brackets::Paired);
        let (mut lines, mut indented) = (0_usize, 0_usize);
        let mut lexer = Lexer::new(bytes);
        for item in lexer.by_ref() {
            lines += usize::from(item.leads);
            indented += usize::from(item.leads && item.indent > 0);
            match item.token {
                Token::Open(bracket) => open.push(bracket),
                Token::Close(bracket) if open.pop() != Some(bracket) => brackets = Brackets::Broken,
                _ => {}
            }
        }
        if brackets == Brackets::Paired && !open.is_empty() {
            brackets = Brackets::Open;
        }
        Self { brackets, indented: indented * 2 > lines, legible: !lexer.damaged }
    }

    /// What tells more than brackets that do not pair.
    fn guide(&self) -> Guide {
        if self.indented { Guide::Indents } else { Guide::Keys }
    }
}

/// Whether there is a word in it that its writer wrote.
fn says_something(project: &Project) -> bool {
    project.title.iter().any(|line| has_words(line))
        || project.walk().any(|s| has_words(&s.heading) || s.paragraphs.iter().any(|p| has_words(p)))
        || project.fields.iter().any(|field| has_words(&field.value))
        || project.signature.iter().any(|s| has_words(&s.unit) || has_words(&s.date))
}

/// Moves the text of sections more than `levels` below this one up into it.
fn lift(section: &mut Section, levels: usize) {
    if levels == 0 {
        for child in std::mem::take(&mut section.children) {
            let mut child = Arc::unwrap_or_clone(child);
            lift(&mut child, 0);
            section.paragraphs.extend(Some(child.heading).filter(|heading| !heading.is_empty()));
            section.paragraphs.extend(child.paragraphs);
        }
    } else {
        section.children.iter_mut().for_each(|child| lift(Arc::make_mut(child), levels - 1));
    }
}
