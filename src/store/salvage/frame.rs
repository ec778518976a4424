//! What is open while a broken file is read.

use super::key::{Home, Key};
use super::lexer::has_words;
use crate::model::project::Part;
use crate::model::{Field, Marker, Section, SectionId, Status};
use std::sync::Arc;

/// A section that tells no id. It is out of range, so it is replaced.
pub(super) const NO_ID: SectionId = SectionId::MAX;

/// An open bracket, or one that is lost.
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// Its opening bracket.
    pub(super) bracket: u8,
    /// The least indent of a line in it.
    pub(super) inner: usize,
    /// The key whose value comes next, and the indent of its line.
    pub(super) key: Option<(Key, usize)>,
}

pub(super) enum Kind {
    Top,
    Fields,
    Field(Field),
    Signature,
    Limit,
    Guidance,
    /// A section, and the part whose root it is.
    Section(Box<Section>, Option<Part>),
    Children,
    /// A list of texts, or something around one text.
    Texts(Key),
    /// Not known yet: the first key in it tells.
    Any,
    /// Of a newer version: passed over.
    Aside,
}

impl Kind {
    pub(super) fn section(part: Option<Part>) -> Self {
        Self::Section(Box::new(Section::new(NO_ID)), part)
    }

    pub(super) fn home(&self) -> Option<Home> {
        match self {
            Self::Top => Some(Home::Top),
            Self::Field(_) => Some(Home::Field),
            Self::Signature => Some(Home::Signature),
            Self::Limit => Some(Home::Limit),
            Self::Guidance => Some(Home::Guidance),
            Self::Section(..) => Some(Home::Section),
            Self::Fields | Self::Children | Self::Texts(_) | Self::Any | Self::Aside => None,
        }
    }

    pub(super) fn of(home: Home) -> Self {
        match home {
            Home::Top => Self::Top,
            Home::Field => Self::Field(Field::default()),
            Home::Signature => Self::Signature,
            Home::Limit => Self::Limit,
            Home::Guidance => Self::Guidance,
            Home::Section => Self::section(None),
        }
    }

    /// What a bracket without a key opens here.
    pub(super) fn below(&self, bracket: u8) -> Self {
        match self {
            Self::Top | Self::Any => Self::Any,
            Self::Field(_) if bracket == b'[' => Self::Any,
            Self::Fields | Self::Field(_) => Self::of(Home::Field),
            Self::Signature => Self::Signature,
            Self::Limit => Self::Limit,
            Self::Guidance => Self::Guidance,
            Self::Section(..) | Self::Children => Self::section(None),
            Self::Texts(key) => Self::Texts(*key),
            Self::Aside => Self::Aside,
        }
    }

    /// What stands around a key that belongs to `home` when its bracket is lost here.
    pub(super) fn around(&self, home: Home) -> Option<Self> {
        let lost = match home {
            Home::Section | Home::Guidance => matches!(self, Self::Top | Self::Children),
            Home::Field => matches!(self, Self::Top | Self::Fields),
            Home::Signature => matches!(self, Self::Top),
            Home::Limit => matches!(self, Self::Top | Self::Section(..)),
            Home::Top => false,
        };
        let guidance = home == Home::Guidance && matches!(self, Self::Section(..));
        let home = if home == Home::Guidance && lost { Home::Section } else { home };
        (lost || guidance).then(|| Self::of(home))
    }
}

/// Whether nothing was read of a section.
pub(super) fn is_bare(section: &Section) -> bool {
    *section == Section::new(NO_ID)
}

/// The section of a tree that was last read.
pub(super) fn last_of(mut section: &mut Section) -> &mut Section {
    while !section.children.is_empty() {
        let last = section.children.len() - 1;
        section = Arc::make_mut(&mut section.children[last]);
    }
    section
}

/// Puts a text where only one may stand; gives it back where another stands there already.
pub(super) fn put(place: &mut String, text: String) -> Option<String> {
    if place.is_empty() {
        *place = text;
        return None;
    }
    (*place != text && has_words(&text)).then_some(text)
}

/// Puts what was read later of a section behind what was read of it first.
pub(super) fn merge(first: &mut Section, later: Section) {
    if first.id == NO_ID {
        first.id = later.id;
    }
    let heading = put(&mut first.heading, later.heading);
    last_of(first).paragraphs.extend(heading.into_iter().chain(later.paragraphs));
    first.children.extend(later.children);
    first.heading_runs_in |= later.heading_runs_in;
    first.own_paragraph |= later.own_paragraph;
    first.run_in |= later.run_in;
    if first.marker == Marker::None {
        first.marker = later.marker;
    }
    if first.limit.is_empty() {
        first.limit = later.limit;
    }
    if first.status == Status::Todo {
        first.status = later.status;
    }
    if first.guidance.is_empty() {
        first.guidance = later.guidance;
    }
}
