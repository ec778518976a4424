//! 字数要求: every limit of the project that is broken.

use super::passage::Document;
use super::rule::{Check, Found, Group, Hit, Rule, Severity};
use crate::model::limit::Standing;
use crate::model::measure::limits;
use crate::model::{Place, Unit};
use rust_i18n::t;

pub const RULES: &[Rule] = &[Rule {
    id: "limit",
    group: Group::Limits,
    severity: Severity::Should,
    clause: "",
    safe: false,
    check: Check::Whole(broken),
}];

fn broken(document: &Document<'_>, found: &mut Vec<Found>) {
    for (id, limit) in limits(document.project) {
        let figures = id.map_or(document.measure.total, |id| document.measure.section(id));
        let message = match limit.standing(&figures) {
            Some(Standing::Short(n)) => t!("judge.limit.short", n = n, unit = unit(limit.unit)),
            Some(Standing::Over(n)) => t!("judge.limit.over", n = n, unit = unit(limit.unit)),
            _ => continue,
        };
        let of = |place: Place| place.section() == id;
        // A section without a text of its own is told at the first passage there is.
        let passage = document.passages.iter().position(|passage| of(passage.place)).unwrap_or(0);
        found.push(Found { passage, hit: Hit::new(0..0, message), related: Vec::new() });
    }
}

fn unit(unit: Unit) -> String {
    match unit {
        Unit::Words => t!("judge.unit.words"),
        Unit::Chars => t!("judge.unit.chars"),
        Unit::Han => t!("judge.unit.han"),
        Unit::Pages => t!("judge.unit.pages"),
    }
    .into_owned()
}
