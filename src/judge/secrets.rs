//! 隐私

use super::Rule;

pub const RULES: &[Rule] = &[];
