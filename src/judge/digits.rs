//! 数字用法: GB/T 15835—2011

mod amounts;
mod dates;
mod fixed;
mod forms;

use super::rule::{Check, Group, Hit, Rule, Severity};
use super::{Facts, Passage};

type PassageCheck = fn(&Passage, &Facts, &mut Vec<Hit>);

const fn row(id: &'static str, severity: Severity, clause: &'static str, safe: bool, check: Check) -> Rule {
    Rule { id, group: Group::Digits, severity, clause, safe, check }
}

const fn safe(id: &'static str, clause: &'static str, check: PassageCheck) -> Rule {
    row(id, Severity::Should, clause, true, Check::Passage(check))
}

const fn should(id: &'static str, clause: &'static str, check: PassageCheck) -> Rule {
    row(id, Severity::Should, clause, false, Check::Passage(check))
}

pub const RULES: &[Rule] = &[
    safe("full-width-digits", "GB/T 15835—2011 5.1.7", forms::full_width),
    row("full-width-percent", Severity::Hint, "", true, Check::Passage(forms::percent)),
    should("two-digit-year", "GB/T 15835—2011 5.1.4", dates::two_digit_years),
    safe("padded-date", "GB/T 9704—2012 7.3.5.4", dates::padded),
    should("date-hao", "GB/T 15835—2011 5.1.4", dates::hao),
    safe("mixed-date", "GB/T 15835—2011 4.3", dates::mixed),
    safe("wrong-zero", "GB/T 15835—2011 5.2.5", dates::zeros),
    row("year-forms", Severity::Hint, "GB/T 15835—2011 4.3", false, Check::Whole(forms::years)),
    should("approximate-numerals", "GB/T 15835—2011 5.2.1", amounts::approximate),
    safe("range-unit", "GB/T 15835—2011 5.1.3", amounts::range_units),
    should("doubled-approximation", "", amounts::doubled),
    row("thousands", Severity::Hint, "GB/T 15835—2011 5.1.1", false, Check::Whole(forms::thousands)),
    should("bare-decimal", "GB/T 15835—2011 5.1.2", amounts::bare_decimals),
    should("decimal-mark", "GB/T 15835—2011 5.1.2", amounts::decimal_marks),
    safe("fixed-numeral", "GB/T 15835—2011 4.2.3", fixed::words),
    should("illogical-multiple", "", amounts::multiples),
    row("unit-forms", Severity::Hint, "GB/T 15835—2011 4.3", false, Check::Whole(forms::units)),
];
