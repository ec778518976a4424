//! 年份日期

use super::Rule;

pub const RULES: &[Rule] = &[];
