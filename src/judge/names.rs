//! 名称

use super::Rule;

/// The rule that asks whether a name is another unit's: one click adds it to the project's names.
pub const OTHER_UNIT: &str = "other-unit";

pub const RULES: &[Rule] = &[];
