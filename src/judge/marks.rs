//! 标点: GB/T 15834—2011

use super::Rule;

pub const RULES: &[Rule] = &[];
