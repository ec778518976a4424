//! 名称

use super::Rule;

pub const RULES: &[Rule] = &[];
