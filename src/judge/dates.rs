//! 年份日期

mod calendar;
mod forms;
mod own;
mod plans;
mod relative;
mod signature;
mod stale;
mod year;

use super::Rule;
use super::rule::{Check, Group, Severity};

pub use year::{Year, year_before, years};

/// How many years back a year is likely to be a leftover; older ones are history.
const RECENT: i32 = 3;

const fn row(id: &'static str, severity: Severity, clause: &'static str, check: Check) -> Rule {
    Rule { id, group: Group::Dates, severity, clause, safe: false, check }
}

pub const RULES: &[Rule] = &[
    row("title-year", Severity::Must, "", Check::Whole(stale::title_year)),
    row("year-throughout", Severity::Must, "", Check::Whole(stale::year_throughout)),
    row("signature-year", Severity::Must, "GB/T 9704—2012 7.3.5.4", Check::Whole(signature::signature_year)),
    row("stale-year", Severity::Should, "", Check::Whole(stale::stale_year)),
    row("plan-year", Severity::Should, "", Check::Whole(plans::plan_year)),
    row("impossible-date", Severity::Must, "", Check::Passage(calendar::impossible_date)),
    row("wrong-weekday", Severity::Must, "", Check::Passage(calendar::wrong_weekday)),
    row("relative-year", Severity::Hint, "", Check::Whole(relative::relative_year)),
];
