//! Where in a project a caret can stand.

use super::SectionId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Title,
    Heading(SectionId),
    Text(SectionId),
    SignatureUnit,
    SignatureDate,
}

impl Place {
    /// The section that the place is in; none for the title and the signature.
    pub fn section(self) -> Option<SectionId> {
        match self {
            Self::Heading(id) | Self::Text(id) => Some(id),
            Self::Title | Self::SignatureUnit | Self::SignatureDate => None,
        }
    }
}

/// A caret: a place and a number of characters into its text, fields shown as their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    pub place: Place,
    pub offset: usize,
}
