//! Putting right what was found.

use super::settle::{Draft, settle};
use super::{Finding, Judge, Report, Rule};
use crate::model::{Edit, Place, Project};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Bytes of a text, and what stands there afterwards.
pub type Replacement = (Range<usize>, String);

/// A text of the project with some of its words replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub place: Place,
    pub replacements: Vec<Replacement>,
}

/// The changes that need not be looked at: the best fixes of the findings of safe rules, and of
/// those that they show, as far as no rule finds more once they are made.
pub fn safe(report: &Report) -> Vec<Change> {
    safe_of(report, &|_| true)
}

/// The same of some rules only.
pub fn safe_of(report: &Report, wanted: &dyn Fn(&Rule) -> bool) -> Vec<Change> {
    let Some(project) = &report.project else {
        return best(report, |finding| finding.rule.safe && wanted(finding.rule));
    };
    let (judge, made) = (Judge::default(), Vec::new());
    let draft = Fixed { wanted, judge, project: project.clone(), report: report.clone(), made };
    let mut made = settle(draft).made;
    for change in &mut made {
        let before = source(project, change.place).unwrap_or_default();
        drop_unchanged(&mut change.replacements, &before);
    }
    made.retain(|change| !change.replacements.is_empty());
    made
}

/// One fix may have undone another: what reads as it did before was not changed.
pub fn drop_unchanged(replacements: &mut Vec<Replacement>, before: &str) {
    replacements.retain(|(range, after)| before.get(range.clone()) != Some(after.as_str()));
}

/// A project with some fixes made.
struct Fixed<'a> {
    wanted: &'a dyn Fn(&Rule) -> bool,
    judge: Judge,
    project: Arc<Project>,
    report: Report,
    /// What was changed since the first.
    made: Vec<Change>,
}

impl Draft for Fixed<'_> {
    fn report(&self) -> &Report {
        &self.report
    }

    fn wants(&self, rule: &Rule) -> bool {
        (self.wanted)(rule)
    }

    fn with(&self, fixes: &[usize]) -> Option<Self> {
        let findings = fixes.iter().filter_map(|index| self.report.findings.get(*index));
        let fixes = findings.filter_map(|finding| Some((finding, finding.fixes.first()?.clone())));
        let changes = changes(fixes);
        let mut project = Project::clone(&self.project);
        project.apply(edit(&self.project, &changes)?)?;
        let (project, mut judge, mut made) = (Arc::new(project), self.judge.clone(), self.made.clone());
        let report = judge.judge(&project, &self.report.setup);
        for change in changes {
            match made.iter_mut().find(|earlier| earlier.place == change.place) {
                Some(earlier) => go_on(&mut earlier.replacements, change.replacements),
                None => made.push(change),
            }
        }
        Some(Self { wanted: self.wanted, judge, project, report, made })
    }
}

/// The best fix of every finding that is wanted. Of two that touch, the first is made.
fn best(report: &Report, wanted: impl Fn(&Finding) -> bool) -> Vec<Change> {
    let findings = report.findings.iter().filter(|finding| wanted(finding));
    changes(findings.filter_map(|finding| Some((finding, finding.fixes.first()?.clone()))))
}

/// The best fix of every finding, safe or not.
#[cfg(test)]
pub(super) fn all(report: &Report) -> Vec<Change> {
    best(report, |_| true)
}

/// The change that one fix is.
pub fn one(finding: &Finding, replacement: &str) -> Vec<Change> {
    changes(std::iter::once((finding, replacement.to_owned())))
}

fn changes<'a>(fixes: impl Iterator<Item = (&'a Finding, String)>) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for (finding, replacement) in fixes {
        let index = match changes.iter().position(|change| change.place == finding.place) {
            Some(index) => index,
            None => {
                changes.push(Change { place: finding.place, replacements: Vec::new() });
                changes.len() - 1
            }
        };
        if let Some(change) = changes.get_mut(index) {
            let touches =
                |(range, _): &Replacement| range.start < finding.range.end && finding.range.start < range.end;
            if !change.replacements.iter().any(touches) {
                change.replacements.push((finding.range.clone(), replacement));
            }
        }
    }
    changes
}

/// Some replacements, and then others in the text that they lead to.
pub fn go_on(replacements: &mut Vec<Replacement>, mut later: Vec<Replacement>) {
    later.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, text) in later {
        replacements.sort_by_key(|(range, _)| range.start);
        replace(replacements, range, text);
    }
}

/// Replaces bytes of the text that replacements lead to.
fn replace(replacements: &mut Vec<Replacement>, range: Range<usize>, text: String) {
    // What replacements before a byte have added to the text.
    let (mut grown, mut start, mut end) = (0_isize, None, None);
    let (mut head, mut tail) = (String::new(), String::new());
    let source = |at: usize, grown: isize| at.checked_add_signed(-grown).unwrap_or_default();
    replacements.retain(|(old, new)| {
        let from = old.start.checked_add_signed(grown).unwrap_or_default();
        let to = from + new.len();
        let before = grown;
        if to <= range.start || from < range.end {
            grown += new.len() as isize - old.len() as isize;
        }
        if to <= range.start || range.end <= from {
            return true;
        }
        start.get_or_insert_with(|| match range.start.checked_sub(from) {
            Some(inside) => {
                head.push_str(new.get(..inside).unwrap_or_default());
                old.start
            }
            None => source(range.start, before),
        });
        end = Some(match to.checked_sub(range.end) {
            Some(behind) => {
                tail.push_str(new.get(new.len() - behind..).unwrap_or_default());
                old.end
            }
            None => source(range.end, grown),
        });
        false
    });
    let whole = (start, end);
    let start = whole.0.unwrap_or_else(|| source(range.start, grown));
    let end = whole.1.unwrap_or_else(|| source(range.end, grown));
    replacements.push((start..end, format!("{head}{text}{tail}")));
}

impl Change {
    /// The text of the place afterwards.
    pub fn apply(&self, source: &str) -> String {
        let ordered: BTreeMap<usize, &Replacement> =
            self.replacements.iter().map(|replacement| (replacement.0.start, replacement)).collect();
        let mut text = source.to_owned();
        for (range, replacement) in ordered.into_values().rev() {
            if text.get(range.clone()).is_some() {
                text.replace_range(range.clone(), replacement);
            }
        }
        text
    }
}

/// The text of a place in the project, its lines joined by `\n`.
pub fn source(project: &Project, place: Place) -> Option<String> {
    Some(match place {
        Place::Title => project.title.join("\n"),
        Place::Heading(id) => project.section(id)?.heading.clone(),
        Place::Text(id) => project.section(id)?.text(),
        Place::SignatureUnit => project.signature.as_ref()?.unit.clone(),
        Place::SignatureDate => project.signature.as_ref()?.date.clone(),
    })
}

/// The project with all changes made, as one edit; `None` where they change nothing.
pub fn edit(project: &Project, changes: &[Change]) -> Option<Edit> {
    let mut fixed = project.clone();
    let mut changed = false;
    for change in changes {
        let Some(before) = source(project, change.place) else { continue };
        let after = change.apply(&before);
        if after != before {
            changed |= fixed.apply(set(project, change.place, after)?).is_some();
        }
    }
    changed.then(|| Edit::Replace(Box::new(fixed)))
}

fn set(project: &Project, place: Place, text: String) -> Option<Edit> {
    let lines = || text.split('\n').map(str::to_owned).collect();
    Some(match place {
        Place::Title => Edit::SetTitle(lines()),
        Place::Heading(id) => Edit::SetHeading(id, text),
        Place::Text(id) => Edit::SetParagraphs(id, lines()),
        Place::SignatureUnit | Place::SignatureDate => {
            let mut signature = project.signature.clone()?;
            match place {
                Place::SignatureUnit => signature.unit = text,
                _ => signature.date = text,
            }
            Edit::SetSignature(Some(signature))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_change_after_another() {
        for (text, first, second, ranges) in [
            // Apart, touching, inside, around, across.
            ("甲乙丙丁", &[(0..3, "A")][..], &[(7..10, "D")][..], "0..3 9..12"),
            ("甲乙丙丁", &[(0..3, "A")], &[(1..4, "B")], "0..3 3..6"),
            ("甲乙丙丁", &[(3..6, "ABC")], &[(4..5, "x")], "3..6"),
            ("甲乙丙丁", &[(3..6, "ABC")], &[(0..9, "x")], "0..9"),
            ("甲乙丙丁", &[(3..6, "ABC")], &[(5..9, "x")], "3..9"),
            ("甲乙丙丁", &[(3..6, "ABC")], &[(0..4, "x")], "0..6"),
            ("甲乙丙丁", &[(3..6, ""), (6..9, "CC")], &[(0..5, "x"), (5..8, "")], "0..9 9..12"),
            ("甲乙丙丁", &[(0..3, "AA"), (9..12, "")], &[(1..8, "x")], "0..9 9..12"),
        ] {
            let change = |replacements: &[(Range<usize>, &str)]| {
                let replacements = replacements.iter().map(|(range, new)| (range.clone(), (*new).to_owned()));
                Change { place: Place::Title, replacements: replacements.collect() }
            };
            let (mut both, second) = (change(first), change(second));
            let expected = second.apply(&both.apply(text));
            go_on(&mut both.replacements, second.replacements);
            assert_eq!(both.apply(text), expected, "{both:?}");
            both.replacements.sort_by_key(|(range, _)| range.start);
            let spans: Vec<String> =
                both.replacements.iter().map(|(range, _)| format!("{range:?}")).collect();
            assert_eq!(spans.join(" "), ranges);
        }
    }
}
