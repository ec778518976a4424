//! Checking a file: findings with their places in the file itself.

use super::typeset::limited_pages;
use crate::import::{self, JunkChoice};
use crate::judge::place::{Position, Positions};
use crate::judge::settle::{self, settle};
use crate::judge::{Finding, Judge, Report, Setup, fix};
use crate::model::Project;
use crate::text::chars::trim;
use std::collections::HashMap;
use std::sync::Arc;

/// A text or a project that was checked.
#[derive(Clone)]
pub struct Checked {
    pub report: Report,
    /// Where each finding of the report begins, in the same order.
    pub positions: Vec<Position>,
    /// The lines that the positions are in.
    pub lines: Vec<String>,
}

/// Checks a project; the places are those in its exported text.
pub fn project(project: &Arc<Project>, setup: &Setup) -> Checked {
    let setup = Setup { pages: setup.pages.or_else(|| limited_pages(project)), ..setup.clone() };
    let report = Judge::default().judge(project, &setup);
    let places = Positions::of(project);
    let positions = report.findings.iter().map(|finding| places.of_finding(finding)).collect();
    Checked { report, positions, lines: places.lines }
}

/// Checks what was read from a text; the places are those in the text itself.
pub fn text(text: &str, read: &Arc<Project>, setup: &Setup) -> Checked {
    let Checked { report, positions, lines } = project(read, setup);
    let own: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let seen = own.iter().enumerate().filter(|(_, line)| !crate::text::chars::is_blank(line));
    let seen: Vec<usize> = seen.map(|(index, _)| index).collect();
    let there = |position: &Position| {
        let Some(&index) = seen.get(position.line - 1) else { return *position };
        let line = own.get(index).copied().unwrap_or_default();
        let read = lines.get(position.line - 1).map_or("", String::as_str);
        Position { line: index + 1, column: column(line, read, position.column) }
    };
    let positions = positions.iter().map(there).collect();
    Checked { report, positions, lines: own.into_iter().map(str::to_owned).collect() }
}

/// The column in a line of the file for one in the line as it was read: an indent is taken off on
/// reading, and a numeral is put into another form, but what follows stays.
fn column(line: &str, read: &str, column: usize) -> usize {
    let trimmed = trim(line);
    let indent = line.find(trimmed).and_then(|at| line.get(..at)).map_or(0, |blank| blank.chars().count());
    if trimmed == read {
        return indent + column;
    }
    let (own, taken) = (trimmed.chars().count(), read.chars().count());
    let from_end = taken.saturating_sub(column);
    indent + own.saturating_sub(from_end).max(1)
}

/// The project with all safe fixes made, and how many were.
pub fn fixed(project: &Project, report: &Report) -> (Project, usize) {
    let changes = fix::safe(report);
    let count = changes.iter().map(|change| change.replacements.len()).sum();
    let mut fixed = project.clone();
    if let Some(edit) = fix::edit(project, &changes) {
        fixed.apply(edit);
    }
    (fixed, count)
}

/// A text with all safe fixes made where the words stand as they were read, and how many were.
pub fn fixed_text(text: &str, checked: &Checked) -> (String, usize) {
    let Some(read) = checked.report.project.as_ref() else { return (text.to_owned(), 0) };
    let draft = Draft { read, text: text.to_owned(), checked: checked.clone(), count: 0 };
    let Draft { text, count, .. } = settle(draft);
    (text, count)
}

/// A text with some fixes made.
struct Draft<'a> {
    /// What was read from the first, with the fields that it was judged with.
    read: &'a Project,
    text: String,
    checked: Checked,
    count: usize,
}

impl settle::Draft for Draft<'_> {
    fn report(&self) -> &Report {
        &self.checked.report
    }

    fn with(&self, fixes: &[usize]) -> Option<Self> {
        let (text, count) = fixed_lines(&self.text, &self.checked, fixes);
        let mut project = import::read(&text, self.read.id.clone(), &JunkChoice::KeepAll).project;
        project.fields = self.read.fields.clone();
        project.review = self.read.review.clone();
        let checked = self::text(&text, &Arc::new(project), &self.checked.report.setup);
        let count = self.count + count;
        (text != self.text).then_some(Self { read: self.read, text, checked, count })
    }
}

/// The text with some of the best fixes made, by the numbers of their findings.
fn fixed_lines(text: &str, checked: &Checked, fixes: &[usize]) -> (String, usize) {
    let mut by_line: HashMap<usize, Vec<(usize, &Finding)>> = HashMap::new();
    for index in fixes {
        let found = checked.report.findings.get(*index).zip(checked.positions.get(*index));
        let Some((finding, position)) = found else { continue };
        by_line.entry(position.line).or_default().push((position.column, finding));
    }
    let mut count = 0;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for (line, mut fixes) in by_line {
        let Some(line) = lines.get_mut(line - 1) else { continue };
        // From the end, so that the columns before stay right.
        fixes.sort_by_key(|(column, _)| std::cmp::Reverse(*column));
        let mut done = usize::MAX;
        for (column, finding) in fixes {
            let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
            let start = byte(column - 1);
            let end = start + finding.words.len();
            let stands = line.get(start..end) == Some(finding.words.as_str());
            if let Some(fix) = finding.fixes.first().filter(|_| stands && end <= done) {
                line.replace_range(start..end, fix);
                done = start;
                count += 1;
            }
        }
    }
    (lines.join("\n"), count)
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns_in_the_file() {
        for (line, read, at, expected) in [
            ("　　一是2－3个", "一是2－3个", 3, 5),
            ("一是2－3个", "一是2－3个", 3, 3),
            ("(一)强化XX", "（一）强化XX", 6, 6),
            ("一 、强化XX", "一、强化XX", 5, 6),
            ("𠮷XX", "𠮷XX", 2, 2),
        ] {
            assert_eq!(column(line, read, at), expected, "{line}");
        }
    }
}
