//! Checking a file: findings with their places in the file itself.

use crate::judge::place::{Position, Positions};
use crate::judge::{Finding, Judge, Report, Setup, fix};
use crate::model::Project;
use crate::text::chars::trim;
use std::collections::HashMap;
use std::sync::Arc;

/// A text or a project that was checked.
pub struct Checked {
    pub report: Report,
    /// Where each finding of the report begins, in the same order.
    pub positions: Vec<Position>,
    /// The lines that the positions are in.
    pub lines: Vec<String>,
}

/// Checks a project; the places are those in its exported text.
pub fn project(project: &Arc<Project>, setup: &Setup) -> Checked {
    let report = Judge::default().judge(project, setup);
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
    let mut by_line: HashMap<usize, Vec<(usize, &Finding)>> = HashMap::new();
    for (finding, position) in checked.report.findings.iter().zip(&checked.positions) {
        if finding.rule.safe && !finding.fixes.is_empty() {
            by_line.entry(position.line).or_default().push((position.column, finding));
        }
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
