//! 字词: wrong and doubtful words, forms that are not to be mixed, words written twice.

mod doubled;
mod forms;
mod lexicon;

pub use lexicon::{Entry, Form, Grade, Lexicon, Lists};

use super::rule::{Check, Group, Hit, Rule, Severity};
use super::{Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

const fn row(id: &'static str, severity: Severity, check: Check) -> Rule {
    Rule { id, group: Group::Words, severity, clause: "", safe: false, check }
}

/// Its fix is right in every case.
const fn sure(id: &'static str, severity: Severity, check: Check) -> Rule {
    Rule { safe: true, ..row(id, severity, check) }
}

pub const RULES: &[Rule] = &[
    sure("typo", Severity::Must, Check::Passage(|p, f, hits| of_grade(Grade::Typo, p, f, hits))),
    sure("wrong-word", Severity::Should, Check::Passage(|p, f, hits| of_grade(Grade::Wrong, p, f, hits))),
    row(
        "doubtful-word",
        Severity::Should,
        Check::Passage(|p, f, hits| of_grade(Grade::Doubtful, p, f, hits)),
    ),
    row(
        "formulation",
        Severity::Should,
        Check::Passage(|p, f, hits| of_grade(Grade::Formulation, p, f, hits)),
    ),
    row("word-hint", Severity::Hint, Check::Passage(|p, f, hits| of_grade(Grade::Hint, p, f, hits))),
    row("doubled-word", Severity::Should, Check::Passage(doubled::doubled)),
    row("unwanted-form", Severity::Should, Check::Passage(forms::unwanted)),
    row("mixed-forms", Severity::Should, Check::Whole(forms::mixed)),
];

fn of_grade(grade: Grade, passage: &Passage, facts: &Facts, hits: &mut Vec<Hit>) {
    let lexicon = &facts.setup.words;
    for (number, range) in passage.words(lexicon) {
        let entry = lexicon.entries().get(*number).filter(|entry| entry.grade == grade);
        hits.extend(entry.map(|entry| hit(entry, range.clone())));
    }
}

fn hit(entry: &Entry, range: Range<usize>) -> Hit {
    let (wrong, right) = (&entry.wrong, &entry.right);
    let mut message = match entry.grade {
        _ if right.is_empty() => t!("judge.words.check", wrong = wrong),
        Grade::Typo | Grade::Wrong => t!("judge.words.write", wrong = wrong, right = right),
        Grade::Doubtful => t!("judge.words.confirm", wrong = wrong, right = right),
        Grade::Hint => t!("judge.words.hint", wrong = wrong, right = right),
        Grade::Formulation => t!("judge.words.formulation", wrong = wrong, right = right),
    }
    .into_owned();
    if !entry.why.is_empty() {
        message = t!("judge.words.because", message = message, why = entry.why).into_owned();
    }
    if !entry.source.is_empty() {
        let (source, checked) = (&entry.source, &entry.checked);
        message =
            t!("judge.words.source", message = message, source = source, checked = checked).into_owned();
    }
    let rights = std::iter::once(right).chain(&entry.or).filter(|right| !right.is_empty());
    rights.fold(Hit::new(range, message), |hit, right| hit.fix(right.as_str()))
}

#[cfg(test)]
mod tests;
