//! What the user has said about the checking of one project.

use serde::{Deserialize, Serialize};

/// 校核设置 of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// Names of other units that rightly stand in this summary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Words of which only the first is to be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<(String, String)>,
    /// Rules switched off, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
    /// Findings set aside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<Ignored>,
    /// When the text was handed in although points were open, the latest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handed_in: Vec<HandedIn>,
}

/// The text was handed in with open points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedIn {
    /// Seconds since 1970 began, UTC.
    pub at: i64,
    /// 必改 and 建议 that were left.
    pub must: usize,
    pub should: usize,
}

/// Most of them that are remembered.
pub const MOST_HANDED_IN: usize = 20;

/// A finding that was set aside, known again by what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignored {
    pub rule: String,
    pub words: String,
    /// The characters before and behind the words; `None` sets them aside everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Why, in the user's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Review {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
