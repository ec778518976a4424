//! 层次序数与结构: GB/T 9704—2012 7.3.3, GB/T 15834—2011 附录 B, and what a summary has.

mod levels;
mod outline;
mod sequence;

pub(super) use sequence::{Counter, counters};

use super::rule::{Check, Group, Rule, Severity};

const LEVELS: &str = "GB/T 9704—2012 7.3.3";

pub const RULES: &[Rule] = &[
    Rule {
        id: "numeral-twice",
        group: Group::Structure,
        severity: Severity::Must,
        clause: "",
        safe: true,
        check: Check::Passage(sequence::numeral_twice),
    },
    Rule {
        id: "numeral-gap",
        group: Group::Structure,
        severity: Severity::Must,
        clause: LEVELS,
        safe: false,
        check: Check::Whole(sequence::numeral_gap),
    },
    Rule {
        id: "lone-point",
        group: Group::Structure,
        severity: Severity::Should,
        clause: "",
        safe: false,
        check: Check::Whole(sequence::lone_point),
    },
    Rule {
        id: "mixed-ordinals",
        group: Group::Structure,
        severity: Severity::Should,
        clause: "",
        safe: false,
        check: Check::Passage(sequence::mixed_ordinals),
    },
    Rule {
        id: "ordinal-mark",
        group: Group::Structure,
        severity: Severity::Should,
        clause: "GB/T 15834—2011",
        safe: true,
        check: Check::Passage(sequence::ordinal_mark),
    },
    Rule {
        id: "level-order",
        group: Group::Structure,
        severity: Severity::Should,
        clause: LEVELS,
        safe: false,
        check: Check::Whole(outline::level_order),
    },
    Rule {
        id: "empty-section",
        group: Group::Structure,
        severity: Severity::Should,
        clause: "",
        safe: false,
        check: Check::Whole(outline::empty_section),
    },
    Rule {
        id: "same-heading",
        group: Group::Structure,
        severity: Severity::Should,
        clause: "",
        safe: false,
        check: Check::Whole(outline::same_heading),
    },
    Rule {
        id: "missing-part",
        group: Group::Parts,
        severity: Severity::Should,
        clause: "",
        safe: false,
        check: Check::Whole(outline::missing_part),
    },
    Rule {
        id: "no-problems",
        group: Group::Parts,
        severity: Severity::Hint,
        clause: "",
        safe: false,
        check: Check::Whole(outline::no_problems),
    },
    Rule {
        id: "no-plan",
        group: Group::Parts,
        severity: Severity::Hint,
        clause: "",
        safe: false,
        check: Check::Whole(outline::no_plan),
    },
];
