//! 数据

use super::Rule;

pub const RULES: &[Rule] = &[];
