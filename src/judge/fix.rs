//! Putting right what was found.

use super::{Finding, Report};
use crate::model::{Edit, Place, Project};
use std::collections::BTreeMap;
use std::ops::Range;

/// A text of the project with some of its words replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub place: Place,
    /// Bytes of the place's text, and what stands there afterwards.
    pub replacements: Vec<(Range<usize>, String)>,
}

/// The changes that need not be looked at: the best fix of every finding of a safe rule. Of two
/// that touch, the first is made.
pub fn safe(report: &Report) -> Vec<Change> {
    let findings = report.findings.iter().filter(|finding| finding.rule.safe);
    changes(findings.filter_map(|finding| Some((finding, finding.fixes.first()?.clone()))))
}

/// The best fix of every finding, safe or not.
#[cfg(test)]
pub(super) fn all(report: &Report) -> Vec<Change> {
    changes(report.findings.iter().filter_map(|finding| Some((finding, finding.fixes.first()?.clone()))))
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
            let touches = |(range, _): &(Range<usize>, String)| {
                range.start < finding.range.end && finding.range.start < range.end
            };
            if !change.replacements.iter().any(touches) {
                change.replacements.push((finding.range.clone(), replacement));
            }
        }
    }
    changes
}

impl Change {
    /// The text of the place afterwards.
    pub fn apply(&self, source: &str) -> String {
        let ordered: BTreeMap<usize, &(Range<usize>, String)> =
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
