//! The keys of a project file.

/// A key that says what its value is. Where two structs have a key of one name, the struct tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Version,
    Project,
    Id,
    Template,
    RequiredParts,
    Fields,
    Limit,
    Title,
    Opening,
    Body,
    Closing,
    Signature,
    NextId,
    Heading,
    HeadingRunsIn,
    Paragraphs,
    OwnParagraph,
    Marker,
    RunIn,
    Status,
    Guidance,
    Children,
    About,
    Review,
    Patterns,
    Min,
    Max,
    Unit,
    Date,
    Name,
    Kind,
    Required,
    Hint,
    Value,
    /// What a recovery copy says beside its project: known, and nothing of the summary.
    Aside,
    Unknown,
}

const NAMES: [(&str, Key); 39] = [
    ("version", Key::Version),
    ("project", Key::Project),
    ("id", Key::Id),
    ("template", Key::Template),
    ("required_parts", Key::RequiredParts),
    ("fields", Key::Fields),
    ("limit", Key::Limit),
    ("title", Key::Title),
    ("opening", Key::Opening),
    ("body", Key::Body),
    ("closing", Key::Closing),
    ("signature", Key::Signature),
    ("next_id", Key::NextId),
    ("heading", Key::Heading),
    ("heading_runs_in", Key::HeadingRunsIn),
    ("paragraphs", Key::Paragraphs),
    ("own_paragraph", Key::OwnParagraph),
    ("marker", Key::Marker),
    ("run_in", Key::RunIn),
    ("status", Key::Status),
    ("guidance", Key::Guidance),
    ("children", Key::Children),
    ("about", Key::About),
    ("review", Key::Review),
    ("patterns", Key::Patterns),
    ("min", Key::Min),
    ("max", Key::Max),
    ("unit", Key::Unit),
    ("date", Key::Date),
    ("name", Key::Name),
    ("kind", Key::Kind),
    ("required", Key::Required),
    ("hint", Key::Hint),
    ("value", Key::Value),
    ("base", Key::Aside),
    ("path", Key::Aside),
    ("hash", Key::Aside),
    ("kept", Key::Aside),
    ("closed", Key::Aside),
];

/// The struct that a key stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// The document, and the project in it.
    Top,
    Section,
    Field,
    Signature,
    Limit,
    Guidance,
}

impl Key {
    pub(super) fn read(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
    }

    /// Where the key belongs; `None` where several structs have it.
    pub(super) fn home(self) -> Option<Home> {
        Some(match self {
            Self::Id | Self::Limit | Self::Unit | Self::Unknown => return None,
            Self::Version | Self::Project | Self::Template | Self::Fields | Self::Title => Home::Top,
            Self::Opening | Self::Body | Self::Closing | Self::Signature | Self::NextId => Home::Top,
            Self::RequiredParts | Self::Aside => Home::Top,
            Self::Heading | Self::HeadingRunsIn | Self::Paragraphs | Self::OwnParagraph => Home::Section,
            Self::Marker | Self::RunIn | Self::Status | Self::Guidance | Self::Children => Home::Section,
            Self::About | Self::Review | Self::Patterns => Home::Guidance,
            Self::Min | Self::Max => Home::Limit,
            Self::Date => Home::Signature,
            Self::Name | Self::Kind | Self::Required | Self::Hint | Self::Value => Home::Field,
        })
    }

    /// Whether the struct has this key.
    pub(super) fn fits(self, home: Home) -> bool {
        match self {
            Self::Id | Self::Limit => matches!(home, Home::Top | Home::Section),
            Self::Unit => matches!(home, Home::Limit | Home::Signature),
            key => key.home() == Some(home),
        }
    }

    /// Whether its value is a struct.
    pub(super) fn is_struct(self) -> bool {
        matches!(
            self,
            Self::Project
                | Self::Opening
                | Self::Body
                | Self::Closing
                | Self::Limit
                | Self::Signature
                | Self::Guidance
        )
    }
}
