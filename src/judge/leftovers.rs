//! 遗留: what was to be filled in, or should not be there at all.

use super::rule::{Check, Group, Hit, Rule, Severity};
use super::{Facts, Passage};
use rust_i18n::t;

pub const RULES: &[Rule] = &[Rule {
    id: "unfilled-field",
    group: Group::Leftovers,
    severity: Severity::Must,
    clause: "",
    safe: false,
    check: Check::Passage(unfilled_field),
}];

fn unfilled_field(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    for range in passage.unfilled() {
        let field = passage.text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range, t!("judge.leftover.field", field = field)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, project, words_in};

    #[test]
    fn fields_without_a_value() {
        check("unfilled-field", &[], &["{{单位}}在{{年度}}年", "{{", "没有要素"]);
        let mut project = project(&["{{单位}}在{{年度}}年"]);
        project.fields[0].value.clear();
        assert_eq!(words_in("unfilled-field", &project), ["{{单位}}"]);
    }
}
