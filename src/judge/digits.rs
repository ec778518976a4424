//! 数字用法: GB/T 15835—2011

use super::Rule;

pub const RULES: &[Rule] = &[];
