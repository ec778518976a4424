//! 名称

mod frame;
mod misspelt;
mod organs;
mod other;
mod own;
mod places;
mod scan;

use super::Rule;
use super::rule::{Check, Group, Severity};
pub use scan::Name;
pub(super) use scan::names;

/// The rule that asks whether a name is another unit's: one click adds it to the project's names.
pub const OTHER_UNIT: &str = "other-unit";

const fn row(id: &'static str, severity: Severity, safe: bool, check: Check) -> Rule {
    Rule { id, group: Group::Names, severity, clause: "", safe, check }
}

pub const RULES: &[Rule] = &[
    row("unit-differs", Severity::Must, false, Check::Whole(other::unit_differs)),
    row("unit-suffix", Severity::Must, false, Check::Whole(own::unit_suffix)),
    row(OTHER_UNIT, Severity::Should, false, Check::Whole(other::other_unit)),
    row("misspelt-name", Severity::Should, false, Check::Whole(misspelt::misspelt_name)),
    row("signature-unit", Severity::Should, false, Check::Whole(own::signature_unit)),
    row("organ-name", Severity::Should, true, Check::Passage(organs::organ_name)),
    row("unit-two-forms", Severity::Hint, false, Check::Whole(own::two_forms)),
];
