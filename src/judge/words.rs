//! 字词: the lexicon of common confusions.

use super::Rule;

pub const RULES: &[Rule] = &[];

/// One entry of a lexicon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub wrong: String,
    pub right: String,
}
