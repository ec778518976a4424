//! 遗留: what was to be filled in, or should not be there at all.

mod frames;
mod masks;
mod numbers;
mod prompts;
mod site;

use super::rule::{Check, Group, Hit, Rule, Severity};
use super::{Facts, Passage};
use rust_i18n::t;

/// Nobody hands these in.
const fn must(id: &'static str, check: fn(&Passage, &Facts, &mut Vec<Hit>)) -> Rule {
    row(id, Severity::Must, check)
}

/// These may stand there on purpose.
const fn should(id: &'static str, check: fn(&Passage, &Facts, &mut Vec<Hit>)) -> Rule {
    row(id, Severity::Should, check)
}

const fn row(id: &'static str, severity: Severity, check: fn(&Passage, &Facts, &mut Vec<Hit>)) -> Rule {
    let check = Check::Passage(check);
    Rule { id, group: Group::Leftovers, severity, clause: "", safe: false, check }
}

pub const RULES: &[Rule] = &[
    must("unfilled-field", unfilled_field),
    must("placeholder", masks::placeholder),
    should("unnamed", masks::unnamed),
    must("prompt", prompts::prompt),
    must("empty-marks", prompts::empty_marks),
    must("missing-number", numbers::missing_number),
    should("doubtful-number", numbers::doubtful_number),
    must("site-text", site::site_text),
    should("url", site::url),
];

fn unfilled_field(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    for range in passage.unfilled() {
        let field = passage.text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range, t!("judge.leftover.field", field = field)));
    }
}

#[cfg(test)]
mod tests;
