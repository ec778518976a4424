//! 重复

use super::Rule;

pub const RULES: &[Rule] = &[];
