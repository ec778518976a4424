//! Checking a file: findings with their places in the file itself.

use super::typeset::limited_pages;
use crate::import::{self, JunkChoice};
use crate::judge::fix::{self, Replacement};
use crate::judge::place::{Position, Positions};
use crate::judge::rules::by_id;
use crate::judge::settle::{self, settle};
use crate::judge::{Finding, Judge, Report, Rule, Setup};
use crate::model::marker::Form;
use crate::model::{Marker, Project};
use crate::text::chars::trim;
use rust_i18n::t;
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
    let Checked { mut report, positions, lines } = project(read, setup);
    let own: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let seen = own.iter().enumerate().filter(|(_, line)| !crate::text::chars::is_blank(line));
    let seen: Vec<usize> = seen.map(|(index, _)| index).collect();
    let there = |position: &Position| {
        let Some(&index) = seen.get(position.line - 1) else { return *position };
        let line = own.get(index).copied().unwrap_or_default();
        let read = lines.get(position.line - 1).map_or("", String::as_str);
        Position { line: index + 1, column: column(line, read, position.column) }
    };
    let mut positions: Vec<Position> = positions.iter().map(there).collect();
    let as_typed = seen.iter().zip(&lines).enumerate().filter_map(|(line, (index, read))| {
        let typed = own.get(*index)?;
        let finding = numeral_form(typed, read, line + 1, &report)?;
        Some((Position { line: index + 1, column: indent(typed) + 1 }, finding))
    });
    let as_typed: Vec<(Position, Finding)> = as_typed.collect();
    for (position, finding) in as_typed {
        let at = positions.partition_point(|earlier| earlier.line < position.line);
        positions.insert(at, position);
        report.findings.insert(at, finding);
    }
    Checked { report, positions, lines: own.into_iter().map(str::to_owned).collect() }
}

/// 1、 and (一), which reading has put into their proper form: in the file they stand as they were
/// typed. `1．` is let pass.
fn numeral_form(line: &str, read: &str, number: usize, report: &Report) -> Option<Finding> {
    let rule = by_id("ordinal-mark")?;
    let line = trim(line);
    let (typed, written) = (Marker::read(line)?, Marker::read(read)?);
    let (words, right) = (line.get(..typed.len)?, read.get(..written.len)?);
    let rest = line.get(typed.len..)? == read.get(written.len..)?;
    let same = (typed.marker, typed.number) == (written.marker, written.number);
    let told = typed.form == Form::Variant && same && rest && words != right && !words.ends_with('．');
    let project =
        report.project.as_ref().filter(|project| told && !project.review.off.contains(&rule.id.into()))?;
    let (place, paragraph) = Positions::of(project).first_in_line(number)?;
    Some(Finding {
        rule,
        place,
        range: 0..0,
        paragraph,
        shown: 0..0,
        words: words.into(),
        before: String::new(),
        after: String::new(),
        key: None,
        message: t!("judge.structure.form", words = right).into_owned(),
        fixes: vec![right.into()],
        related: Vec::new(),
    })
}

/// Characters before the first that is seen.
fn indent(line: &str) -> usize {
    line.find(trim(line)).and_then(|at| line.get(..at)).map_or(0, |blank| blank.chars().count())
}

/// The column in a line of the file for one in the line as it was read: an indent is taken off on
/// reading, and a numeral is put into another form, but what follows stays.
fn column(line: &str, read: &str, column: usize) -> usize {
    let (trimmed, indent) = (trim(line), indent(line));
    if trimmed == read {
        return indent + column;
    }
    let (own, taken) = (trimmed.chars().count(), read.chars().count());
    let from_end = taken.saturating_sub(column);
    indent + own.saturating_sub(from_end).max(1)
}

/// The project with the safe fixes of some rules made, and how many were.
pub fn fixed(project: &Project, report: &Report, wanted: &dyn Fn(&Rule) -> bool) -> (Project, usize) {
    let changes = fix::safe_of(report, wanted);
    let count = changes.iter().map(|change| change.replacements.len()).sum();
    let mut fixed = project.clone();
    if let Some(edit) = fix::edit(project, &changes) {
        fixed.apply(edit);
    }
    (fixed, count)
}

/// A text with safe fixes made.
pub struct FixedText {
    pub text: String,
    /// How many places read otherwise than before.
    pub count: usize,
    /// The text as it is now, checked.
    pub checked: Checked,
}

/// A text with the safe fixes of some rules made where the words stand as they were read.
pub fn fixed_text(text: &str, checked: &Checked, wanted: &dyn Fn(&Rule) -> bool) -> FixedText {
    let as_it_was = || FixedText { text: text.to_owned(), count: 0, checked: checked.clone() };
    let Some(read) = checked.report.project.as_ref() else { return as_it_was() };
    let draft = Draft { read, wanted, text: text.to_owned(), checked: checked.clone(), made: HashMap::new() };
    let Draft { text: fixed, checked, mut made, .. } = settle(draft);
    for (line, before) in text.split('\n').enumerate() {
        if let Some(made) = made.get_mut(&line) {
            fix::drop_unchanged(made, before);
        }
    }
    FixedText { text: fixed, count: made.values().map(Vec::len).sum(), checked }
}

/// What was changed in each line, by its number from 0.
type ByLine = HashMap<usize, Vec<Replacement>>;

/// A text with some fixes made.
struct Draft<'a> {
    /// What was read from the first, with the fields that it was judged with.
    read: &'a Project,
    wanted: &'a dyn Fn(&Rule) -> bool,
    text: String,
    checked: Checked,
    /// Since the first.
    made: ByLine,
}

impl settle::Draft for Draft<'_> {
    fn report(&self) -> &Report {
        &self.checked.report
    }

    fn wants(&self, rule: &Rule) -> bool {
        (self.wanted)(rule)
    }

    fn with(&self, fixes: &[usize]) -> Option<Self> {
        let made_now = changes(&self.text, &self.checked, fixes);
        let mut lines: Vec<String> = self.text.split('\n').map(str::to_owned).collect();
        let mut made = self.made.clone();
        for (line, mut replacements) in made_now {
            let Some(text) = lines.get_mut(line) else { continue };
            replacements.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
            for (range, fix) in &replacements {
                text.replace_range(range.clone(), fix);
            }
            fix::go_on(made.entry(line).or_default(), replacements);
        }
        let text = lines.join("\n");
        let mut project = import::read(&text, self.read.id.clone(), &JunkChoice::KeepAll).project;
        project.fields = self.read.fields.clone();
        project.review = self.read.review.clone();
        let checked = self::text(&text, &Arc::new(project), &self.checked.report.setup);
        (text != self.text).then_some(Self { read: self.read, wanted: self.wanted, text, checked, made })
    }
}

/// What some of the best fixes replace in each line, by the numbers of their findings. Of two that
/// touch, the later is made.
fn changes(text: &str, checked: &Checked, fixes: &[usize]) -> ByLine {
    let mut places: HashMap<usize, Vec<(usize, &Finding)>> = HashMap::new();
    for index in fixes {
        let found = checked.report.findings.get(*index).zip(checked.positions.get(*index));
        let Some((finding, position)) = found else { continue };
        places.entry(position.line - 1).or_default().push((position.column, finding));
    }
    let mut made = ByLine::new();
    for (number, line) in text.split('\n').enumerate() {
        let Some(mut fixes) = places.remove(&number) else { continue };
        // From the end.
        fixes.sort_by_key(|(column, _)| std::cmp::Reverse(*column));
        let mut done = usize::MAX;
        for (column, finding) in fixes {
            let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
            let start = byte(column - 1);
            let end = start + finding.words.len();
            let stands = line.get(start..end) == Some(finding.words.as_str());
            if let Some(fix) = finding.fixes.first().filter(|_| stands && end <= done) {
                made.entry(number).or_default().push((start..end, fix.clone()));
                done = start;
            }
        }
    }
    made
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
