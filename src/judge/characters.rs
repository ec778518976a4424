//! 特殊字符

use super::Rule;

pub const RULES: &[Rule] = &[];
