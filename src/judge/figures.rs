//! 数据

mod announced;
mod growth;
mod ledger;
mod quantity;
mod rates;
mod same;
mod totals;

use super::Rule;
use super::rule::{Check, Group, Severity};

pub(super) use ledger::planning;
pub use ledger::{Entry, ledger};
pub use quantity::Quantity;
pub(super) use quantity::quantities;

const fn row(id: &'static str, check: Check) -> Rule {
    Rule { id, group: Group::Figures, severity: Severity::Should, clause: "", safe: false, check }
}

pub const RULES: &[Rule] = &[
    row("two-values", Check::Whole(same::two_values)),
    row("total-of-parts", Check::Passage(totals::total_of_parts)),
    row("announced-count", Check::Whole(announced::announced_count)),
    row("rate-differs", Check::Passage(rates::rate_differs)),
    row("growth-differs", Check::Passage(growth::growth_differs)),
    row("shares-over-100", Check::Passage(rates::shares_over_100)),
    row("rate-over-100", Check::Passage(rates::rate_over_100)),
];
