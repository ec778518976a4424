//! What a file's bytes are, and what is wrong with them.

use crate::cli::{files, wording};
use crate::model::Project;
use crate::store::envelope::{self, EnvelopeError, Integrity, VERSION};
use crate::store::project::{self, ContentError, Note};
use crate::store::recovery::{self, Copy};
use crate::text::chars::{is_asian, is_dropped};
use crate::text::encoding::Encoding;
use rust_i18n::t;
use std::iter;
use std::sync::Arc;

/// Characters of a line that are shown on either side of a mistake.
const CONTEXT: usize = 24;

/// What is known of a file's bytes.
#[derive(Default)]
pub struct Findings {
    pub kind: Option<Kind>,
    /// None where the bytes are no text.
    pub integrity: Option<Integrity>,
    /// Of the file format.
    pub version: Option<u32>,
    pub project: Option<Arc<Project>>,
    /// Of a recovery copy.
    pub copy: Option<Copy>,
    pub problems: Vec<Problem>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Project,
    Recovery,
}

/// Something that is wrong.
pub struct Problem {
    /// As JSON names it.
    pub kind: &'static str,
    pub message: String,
    pub place: Option<Place>,
}

/// Where in the text.
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The line, cut where it is long.
    pub text: String,
    /// Blanks up to the column, and a mark.
    pub mark: String,
}

impl Findings {
    pub fn of(bytes: &[u8]) -> Self {
        let is_copy = recovery::is_copy(bytes);
        let is_known = is_copy || project::is_project(bytes);
        let kind = is_known.then_some(if is_copy { Kind::Recovery } else { Kind::Project });
        let opened = match envelope::open(bytes) {
            Ok(opened) => opened,
            Err(error) => return Self { kind, problems: vec![unopened(&error, bytes)], ..Self::default() },
        };
        let (parsed, copy) = if is_copy { parse_copy(bytes) } else { parse_project(bytes) };
        if let Err(error @ ContentError::Template) = &parsed {
            return Self { problems: vec![unparsed(error, &opened.text)], ..Self::default() };
        }
        if !is_known && matches!(parsed, Err(ContentError::Mistake(_))) {
            let stranger = Problem::new("not_a_project", t!("cli.not_a_project").into_owned());
            return Self { problems: vec![stranger], ..Self::default() };
        }
        let mut problems: Vec<Problem> = told(opened.integrity).into_iter().collect();
        problems.extend(nuls(&opened.text));
        let project = match parsed {
            Ok((project, notes)) => {
                problems.extend(notes.iter().map(repaired));
                Some(project)
            }
            Err(error) => {
                problems.push(unparsed(&error, &opened.text));
                None
            }
        };
        let (integrity, version) = (Some(opened.integrity), project::version(&opened));
        Self { kind: kind.or(Some(Kind::Project)), integrity, version, project, copy, problems }
    }

    /// Of a project in another encoding than UTF-8.
    pub fn reencoded(encoding: Encoding, integrity: Integrity) -> Self {
        let encoded = t!("cli.verify.encoding", encoding = encoding.label()).into_owned();
        let problems = iter::once(Problem::new("encoding", encoded)).chain(told(integrity)).collect();
        Self { kind: Some(Kind::Project), integrity: Some(integrity), problems, ..Self::default() }
    }
}

type Parsed = Result<(Arc<Project>, Vec<Note>), ContentError>;

fn parse_project(bytes: &[u8]) -> (Parsed, Option<Copy>) {
    (project::parse(bytes).map(|parsed| (Arc::new(parsed.project), parsed.notes)), None)
}

fn parse_copy(bytes: &[u8]) -> (Parsed, Option<Copy>) {
    match recovery::parse(bytes) {
        Ok(parsed) => (Ok((parsed.copy.project.clone(), parsed.notes)), Some(parsed.copy)),
        Err(error) => (Err(error), None),
    }
}

/// What keeps bytes from being a text.
fn unopened(error: &EnvelopeError, bytes: &[u8]) -> Problem {
    match error {
        EnvelopeError::Empty => Problem::new("empty", error.to_string()),
        EnvelopeError::Nul => Problem::new("nul", error.to_string()),
        EnvelopeError::CutOff { .. } => Problem::new("cut_off", error.to_string()),
        EnvelopeError::NotUtf8 { byte, .. } | EnvelopeError::Broken { byte, .. } => {
            let place = Place::of_byte(&String::from_utf8_lossy(bytes), *byte);
            let (line, column) = (place.line, place.column);
            let message = t!("cli.verify.not_utf8", line = line, column = column, byte = byte + 1);
            Problem { place: Some(place), ..Problem::new("not_utf8", message.into_owned()) }
        }
        EnvelopeError::TooLarge { .. } => Problem::new("too_large", error.to_string()),
    }
}

fn told(integrity: Integrity) -> Option<Problem> {
    let kind = match integrity {
        Integrity::Intact => return None,
        Integrity::ChecksumDiffers => "checksum",
        Integrity::NoChecksum => "no_checksum",
    };
    files::warnings(integrity, &[]).pop().map(|sentence| Problem::new(kind, sentence))
}

/// NUL that no project holds: texts are escaped.
fn nuls(text: &str) -> Option<Problem> {
    let place = Place::of_byte(text, text.find('\0')?);
    let (line, column) = (place.line, place.column);
    let message = t!("cli.verify.nul", n = text.matches('\0').count(), line = line, column = column);
    Some(Problem { place: Some(place), ..Problem::new("nul", message.into_owned()) })
}

/// What keeps a text from being a project.
fn unparsed(error: &ContentError, text: &str) -> Problem {
    match error {
        ContentError::Mistake(mistake) => {
            let (line, column) = (mistake.line, mistake.column);
            let message = t!("cli.verify.mistake", line = line, column = column, fault = mistake.fault);
            let place = Some(Place::at(text, line, column));
            Problem { place, ..Problem::new("mistake", message.into_owned()) }
        }
        ContentError::Newer { found, .. } => {
            let message = t!("cli.verify.newer", found = found, known = VERSION);
            Problem::new("newer", message.into_owned())
        }
        ContentError::TooDeep { .. } => Problem::new("too_deep", error.to_string()),
        ContentError::TooManyFields { .. } => Problem::new("too_many_fields", error.to_string()),
        ContentError::Template => Problem::new("template", error.to_string()),
        // Everything else was told when it was opened.
        ContentError::Envelope(_) => Problem::new("cut_off", error.to_string()),
    }
}

fn repaired(note: &Note) -> Problem {
    Problem::new("repaired", t!("cli.verify.repaired", note = note).into_owned())
}

impl Problem {
    pub fn new(kind: &'static str, message: String) -> Self {
        Self { kind, message, place: None }
    }
}

impl Place {
    fn of_byte(source: &str, byte: usize) -> Self {
        let before = source.get(..byte).unwrap_or(source);
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Self::at(source, before.matches('\n').count() + 1, column)
    }

    /// Line and column from 1, the column in characters.
    fn at(source: &str, line: usize, column: usize) -> Self {
        let whole = source.split('\n').nth(line - 1).unwrap_or_default();
        let first = column.saturating_sub(1 + CONTEXT);
        let mut rest = whole.chars().skip(first);
        let shown: String = rest.by_ref().take(2 * CONTEXT).collect();
        let (before, after) =
            (if first > 0 { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
        let text = wording::one_line(&format!("{before}{shown}{after}"));
        // A blank as wide as the character above it.
        let blank = |c: char| match c {
            c if is_dropped(c) => None,
            c if is_asian(c) => Some('\u{3000}'),
            _ => Some(' '),
        };
        let above = text.chars().take(before.chars().count() + column - 1 - first);
        let mark = above.filter_map(blank).chain(['^']).collect();
        Self { line, column, text, mark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_below_the_character() {
        let long = format!("{}错{}", "前".repeat(100), "后".repeat(100));
        let cut = format!("…{}错{}…", "前".repeat(24), "后".repeat(23));
        for (source, line, column, text, mark) in [
            ("ab", 1, 2, "ab", " ^"),
            ("一\n二“三”,x\n", 2, 6, "二“三”,x", "\u{3000} \u{3000}  ^"),
            ("\ta\u{1B}b", 1, 4, " a b", "   ^"),
            ("𠮷，x", 1, 3, "𠮷，x", "\u{3000}\u{3000}^"),
            ("\u{FEFF}x", 1, 2, "\u{FEFF}x", "^"),
            ("", 1, 1, "", "^"),
            ("a", 9, 1, "", "^"),
            (&long, 1, 101, &cut, &format!(" {}^", "\u{3000}".repeat(24))),
        ] {
            let place = Place::at(source, line, column);
            assert_eq!((place.text.as_str(), place.mark.as_str()), (text, mark), "{source}");
        }
    }

    #[test]
    fn bytes_have_their_place() {
        for (source, byte, line, column) in [("青\n石\0", 7, 2, 2), ("\0", 0, 1, 1), ("青", 1, 1, 2)] {
            let place = Place::of_byte(source, byte);
            assert_eq!((place.line, place.column), (line, column), "{source:?}");
        }
    }
}
