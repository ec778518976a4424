//! 层次序数与结构

use super::Rule;

pub const RULES: &[Rule] = &[];
