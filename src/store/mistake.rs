//! What is wrong in a RON file, and where, in words for those who write one by hand.

use crate::model::Marker;
use crate::model::marker::UnknownMarker;
use crate::model::profile::{NoRoom, OutOfBounds};
use ron::error::{Error, SpannedError};
use rust_i18n::t;
use std::fmt;

/// A mistake in a text. `Display` gives its place, what is wrong, what would be right, and the
/// line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The line, or what stands around the column where the line is long.
    pub text: String,
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    UnknownKey {
        found: String,
        expected: Vec<&'static str>,
    },
    /// A value that is not one of those it can be.
    UnknownValue {
        found: String,
        expected: Vec<&'static str>,
    },
    MissingKey {
        key: &'static str,
    },
    DuplicateKey {
        key: &'static str,
    },
    Expected(Wanted),
    /// A mark of Chinese text where the file format wants its half-width counterpart.
    FullWidth {
        found: char,
        wanted: char,
    },
    /// Not a whole number from 0, or too large.
    Number,
    UnclosedText,
    UnclosedComment,
    /// A backslash with something behind it that means nothing.
    Escape,
    /// More levels than `most`.
    TooDeep {
        most: usize,
    },
    /// More commas and brackets than `most`.
    TooMany {
        most: usize,
    },
    /// Something stands behind the end.
    Trailing,
    /// In the words of the parser.
    Other(String),

    /// An id with other characters than ASCII letters, digits and `-`.
    BadId {
        id: String,
    },
    NoName,
    /// A field's name that is empty or cannot stand in `{{…}}`.
    BadFieldName {
        name: String,
    },
    DuplicateField {
        name: String,
    },
    /// `{{…}}` that names no field.
    UnknownField {
        name: String,
        expected: Vec<String>,
    },
    /// `{{…+1}}` of a field that is no year.
    NotAYear {
        name: String,
    },
    /// `{{` without `}}`.
    UnclosedField,
    TooManyFields {
        fields: usize,
        most: usize,
    },
    LimitOrder {
        min: usize,
        max: usize,
    },
    OutOfBounds(Box<OutOfBounds>),
    NoRoom(NoRoom),
    /// A part that is required and has no heading by which it could be found.
    RequiredWithoutHeading,
    /// Another of the user's profiles has this name.
    DuplicateProfile {
        name: String,
        other: String,
    },
    /// A word of a lexicon with nothing in it.
    EmptyWord,
    /// A right form that holds the wrong one.
    StillWrong {
        wrong: String,
        right: String,
    },
    /// Another of the user's templates has this id.
    DuplicateTemplate {
        id: String,
        other: String,
    },
}

/// What the file format wants at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Text,
    List,
    ListEnd,
    Group,
    GroupEnd,
    Flag,
    Number,
    /// A name without quotes.
    Name,
    Comma,
    Colon,
}

/// Characters of a line that are shown on either side of the column.
const CONTEXT: usize = 24;

const FULL_WIDTH: &[(char, char)] = &[
    ('，', ','),
    ('、', ','),
    ('；', ','),
    ('：', ':'),
    ('“', '"'),
    ('”', '"'),
    ('（', '('),
    ('）', ')'),
    ('【', '['),
    ('】', ']'),
    ('［', '['),
    ('］', ']'),
];

impl Mistake {
    /// The mistake that the parser found in `source`.
    pub fn of(error: &SpannedError, source: &str) -> Self {
        let start = error.span.start;
        let byte = skip_blanks(source, byte_of(source, start.line, start.col));
        let here = source.get(byte..).and_then(|rest| rest.chars().next());
        let full_width = FULL_WIDTH.iter().find(|(found, _)| here == Some(*found));
        let fault = match (Fault::of(&error.code), full_width) {
            (Fault::Expected(_), Some(&(found, wanted))) => Fault::FullWidth { found, wanted },
            (fault, _) => fault,
        };
        Self::at(source, byte, fault)
    }

    /// A mistake at a byte of `source`.
    pub fn at(source: &str, byte: usize, fault: Fault) -> Self {
        let before = source.get(..source.floor_char_boundary(byte)).unwrap_or(source);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Self { line, column, text: excerpt(line_at(source, byte), column), fault }
    }
}

impl Fault {
    fn of(error: &Error) -> Self {
        match error {
            Error::NoSuchStructField { expected, found, .. } => {
                Self::UnknownKey { found: found.clone(), expected: expected.to_vec() }
            }
            Error::NoSuchEnumVariant { expected, found, .. } => {
                Self::UnknownValue { found: found.clone(), expected: expected.to_vec() }
            }
            Error::MissingStructField { field, .. } => Self::MissingKey { key: field },
            Error::DuplicateStructField { field, .. } => Self::DuplicateKey { key: field },
            Error::ExpectedString => Self::Expected(Wanted::Text),
            Error::ExpectedArray => Self::Expected(Wanted::List),
            Error::ExpectedArrayEnd => Self::Expected(Wanted::ListEnd),
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => Self::Expected(Wanted::Group),
            Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => Self::Expected(Wanted::GroupEnd),
            Error::ExpectedBoolean => Self::Expected(Wanted::Flag),
            Error::ExpectedInteger => Self::Expected(Wanted::Number),
            Error::ExpectedIdentifier => Self::Expected(Wanted::Name),
            Error::ExpectedComma => Self::Expected(Wanted::Comma),
            Error::ExpectedMapColon => Self::Expected(Wanted::Colon),
            Error::IntegerOutOfBounds | Error::InvalidIntegerDigit { .. } => Self::Number,
            Error::ExpectedStringEnd => Self::UnclosedText,
            Error::UnclosedBlockComment => Self::UnclosedComment,
            Error::InvalidEscape(_) => Self::Escape,
            Error::ExceededRecursionLimit => Self::TooDeep { most: crate::model::section::MAX_DEPTH },
            Error::TrailingCharacters => Self::Trailing,
            Error::Message(message) => {
                let bounds = || OutOfBounds::read(message).map(Box::new).map(Self::OutOfBounds);
                let known = Self::unknown_marker(message).or_else(bounds);
                known.unwrap_or_else(|| Self::Other(message.clone()))
            }
            error => Self::Other(error.to_string()),
        }
    }

    /// A marker is a text to the parser, so that its error is a mere message, which ends in what was
    /// found.
    fn unknown_marker(message: &str) -> Option<Self> {
        let found = message.strip_prefix(&UnknownMarker(String::new()).to_string())?;
        let expected = Marker::ALL.map(Marker::sample).to_vec();
        Some(Self::UnknownValue { found: found.to_owned(), expected })
    }
}

/// The byte at which a line and column (both from 1, the column in characters) stand.
fn byte_of(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = source.get(start..).unwrap_or("");
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// The parser often stops before the blanks in front of what it did not like.
fn skip_blanks(source: &str, byte: usize) -> usize {
    let rest = source.get(byte..).unwrap_or("");
    match rest.find(|c: char| !c.is_whitespace()) {
        Some(blanks) => byte + blanks,
        None => byte,
    }
}

fn line_at(source: &str, byte: usize) -> &str {
    let byte = source.floor_char_boundary(byte);
    let start = source.get(..byte).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = source.get(start..).unwrap_or("");
    rest.lines().next().unwrap_or("")
}

fn excerpt(line: &str, column: usize) -> String {
    let first = column.saturating_sub(1 + CONTEXT);
    let mut chars = line.chars().skip(first);
    let shown: String = chars.by_ref().take(2 * CONTEXT).collect();
    let (before, after) = (if first > 0 { "…" } else { "" }, if chars.next().is_some() { "…" } else { "" });
    format!("{before}{}{after}", shown.trim())
}

/// Values side by side, each in its quotation marks.
fn list<T: fmt::Display>(values: &[T]) -> String {
    let quoted: Vec<String> =
        values.iter().map(|value| t!("store.quoted", text = value).into_owned()).collect();
    quoted.join(&t!("common.list_separator"))
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.line, self.column);
        f.write_str(&t!("store.mistake", line = line, column = column, fault = self.fault, text = self.text))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::UnknownKey { found, expected } => {
                t!("store.fault.unknown_key", found = found, expected = list(expected))
            }
            Self::UnknownValue { found, expected } => {
                t!("store.fault.unknown_value", found = found, expected = list(expected))
            }
            Self::MissingKey { key } => t!("store.fault.missing_key", key = key),
            Self::DuplicateKey { key } => t!("store.fault.duplicate_key", key = key),
            Self::Expected(wanted) => t!("store.fault.expected", wanted = wanted),
            Self::FullWidth { found, wanted } => {
                t!("store.fault.full_width", found = found, wanted = wanted)
            }
            Self::Number => t!("store.fault.number"),
            Self::UnclosedText => t!("store.fault.unclosed_text"),
            Self::UnclosedComment => t!("store.fault.unclosed_comment"),
            Self::Escape => t!("store.fault.escape"),
            Self::TooDeep { most } => t!("store.fault.too_deep", most = most),
            Self::TooMany { most } => t!("store.fault.too_many", most = most),
            Self::Trailing => t!("store.fault.trailing"),
            Self::Other(detail) => t!("store.fault.other", detail = detail),
            Self::BadId { id } => t!("store.fault.bad_id", id = id),
            Self::NoName => t!("store.fault.no_name"),
            Self::BadFieldName { name } => t!("store.fault.bad_field_name", name = name),
            Self::DuplicateField { name } => t!("store.fault.duplicate_field", name = name),
            Self::UnknownField { name, expected } if expected.is_empty() => {
                t!("store.fault.no_fields", name = name)
            }
            Self::UnknownField { name, expected } => {
                t!("store.fault.unknown_field", name = name, expected = list(expected))
            }
            Self::NotAYear { name } => t!("store.fault.not_a_year", name = name),
            Self::UnclosedField => t!("store.fault.unclosed_field"),
            Self::TooManyFields { fields, most } => {
                t!("store.fault.too_many_fields", fields = fields, most = most)
            }
            Self::RequiredWithoutHeading => t!("store.fault.required_without_heading"),
            Self::LimitOrder { min, max } => t!("store.fault.limit_order", min = min, max = max),
            Self::OutOfBounds(bounds) => {
                let OutOfBounds { least, most, found } = &**bounds;
                t!("store.fault.out_of_bounds", least = least, most = most, found = found)
            }
            Self::NoRoom(why) => return why.fmt(f),
            Self::DuplicateProfile { name, other } => {
                t!("store.fault.duplicate_profile", name = name, other = other)
            }
            Self::EmptyWord => t!("store.fault.empty_word"),
            Self::StillWrong { wrong, right } => {
                t!("store.fault.still_wrong", wrong = wrong, right = right)
            }
            Self::DuplicateTemplate { id, other } => {
                t!("store.fault.duplicate_template", id = id, other = other)
            }
        })
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Text => t!("store.wanted.text"),
            Self::List => t!("store.wanted.list"),
            Self::ListEnd => t!("store.wanted.list_end"),
            Self::Group => t!("store.wanted.group"),
            Self::GroupEnd => t!("store.wanted.group_end"),
            Self::Flag => t!("store.wanted.flag"),
            Self::Number => t!("store.wanted.number"),
            Self::Name => t!("store.wanted.name"),
            Self::Comma => t!("store.wanted.comma"),
            Self::Colon => t!("store.wanted.colon"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_lines() {
        let source = "一行\n  二行是“错”的\n\n末";
        for (byte, line, column, text) in [
            (0, 1, 1, "一行"),
            (3, 1, 2, "一行"),
            (9, 2, 3, "二行是“错”的"),
            (18, 2, 6, "二行是“错”的"),
            (10, 2, 3, "二行是“错”的"),
            (source.len(), 4, 2, "末"),
            (source.len() + 9, 4, 2, "末"),
        ] {
            let mistake = Mistake::at(source, byte, Fault::Trailing);
            assert_eq!((mistake.line, mistake.column, mistake.text.as_str()), (line, column, text), "{byte}");
        }
        assert_eq!(byte_of(source, 2, 3), 9);
        assert_eq!(byte_of(source, 9, 9), source.len());
    }

    #[test]
    fn long_lines_are_cut_around_the_column() {
        let line = format!("{}错{}", "前".repeat(100), "后".repeat(100));
        let mistake = Mistake::at(&line, 300, Fault::Trailing);
        assert_eq!(mistake.column, 101);
        assert_eq!(mistake.text, format!("…{}错{}…", "前".repeat(24), "后".repeat(23)));
    }
}
