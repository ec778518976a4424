//! All rules, by group. Each file's `RULES` is its part of the table.

use super::Rule;
use super::{
    characters, dates, digits, figures, leftovers, limits, marks, names, repetition, secrets, structure,
    words,
};

/// The table, a part for each group, in the order in which they are listed.
pub static TABLE: &[&[Rule]] = &[
    leftovers::RULES,
    dates::RULES,
    names::RULES,
    figures::RULES,
    structure::RULES,
    marks::RULES,
    digits::RULES,
    words::RULES,
    repetition::RULES,
    limits::RULES,
    characters::RULES,
    secrets::RULES,
];

/// A rule by its id.
pub fn by_id(id: &str) -> Option<&'static Rule> {
    TABLE.iter().copied().flatten().find(|rule| rule.id == id)
}
