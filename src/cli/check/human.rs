//! Findings as good compilers tell them: the place, the line, a mark under it, what is wrong and
//! what to write.

use super::super::wording;
use super::{File, Wanted};
use crate::judge::place::Position;
use crate::text::chars::is_asian;
use rust_i18n::t;

/// Characters of the line that are shown before and behind the words.
const AROUND: usize = 14;
const MOST_WORDS: usize = 24;

/// All that is wanted of one file, and how much it is.
pub fn file(file: &File, wanted: &Wanted) -> String {
    let name = file.path.display().to_string();
    let mut told = String::new();
    let mut counts = [0; 3];
    for (finding, index) in file.findings(wanted) {
        let position = file.checked.positions.get(index).copied().unwrap_or_default();
        let rule = finding.rule;
        counts[rule.severity as usize] += 1;
        told.push_str(&format!(
            "{name}:{}:{}: {} {} [{}]\n",
            position.line,
            position.column,
            rule.severity.label(),
            rule.name(),
            rule.id
        ));
        if let Some(line) = file.checked.lines.get(position.line - 1).filter(|_| !finding.words.is_empty()) {
            told.push_str(&excerpt(line, position, finding.words.chars().count()));
        }
        told.push_str(&format!("  {}\n", wording::one_line(&finding.message)));
        if let Some(fix) = finding.fixes.first() {
            let words = if fix.is_empty() {
                t!("cli.check.delete").into_owned()
            } else {
                t!("cli.check.write", to = wording::one_line(fix)).into_owned()
            };
            told.push_str(&format!("  {words}\n"));
        }
        told.push('\n');
    }
    let [must, should, hint] = counts;
    if counts == [0; 3] {
        return format!("{}\n", t!("cli.check.none", file = name));
    }
    let sum = t!("cli.check.sum", file = name, must = must, should = should, hint = hint);
    format!("{told}{sum}\n")
}

/// The words in their line, and a mark under them.
fn excerpt(line: &str, at: Position, length: usize) -> String {
    let before: Vec<char> = line.chars().take(at.column - 1).collect();
    let cut = before.len().saturating_sub(AROUND);
    let before: String = before.iter().skip(cut).collect();
    let words: String = line.chars().skip(at.column - 1).take(length.min(MOST_WORDS)).collect();
    let after: String = line.chars().skip(at.column - 1 + length.min(MOST_WORDS)).take(AROUND).collect();
    let start = if cut > 0 { "…" } else { "" };
    let (before, words, after) =
        (wording::one_line(&before), wording::one_line(&words), wording::one_line(&after));
    let space = " ".repeat(width(start) + width(&before));
    let marks = "^".repeat(width(&words).max(1));
    format!("  {start}{before}{words}{after}\n  {space}{marks}\n")
}

/// Columns that a text takes on a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|c| if is_asian(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_under_the_words() {
        let told = excerpt("在过去的一年里，**镇在县委的坚强领导下", Position { line: 1, column: 9 }, 2);
        assert_eq!(told, "  在过去的一年里，**镇在县委的坚强领导下\n                  ^^\n");
        let long = format!("{}XX", "青".repeat(40));
        let told = excerpt(&long, Position { line: 1, column: 41 }, 2);
        assert_eq!(told.lines().nth(1), Some(&*format!("  {}^^", " ".repeat(29))));
    }
}
