//! What has changed inside one line.

use super::super::chars::{is_asian, is_blank, is_dropped, is_shared_mark};
use super::{Piece, Row, Summary};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation as _;

/// Longer lines, both together in tokens, are compared by clauses first: the time that the best
/// comparison takes grows with the square.
const AT_ONCE: usize = 4000;
/// So few tokens between two changes, and fewer than in either, only unsettle the eye.
const SPECK: usize = 4;

/// Two versions of one line. [`Summary::lines`] stays 0.
pub fn compare(left: &str, right: &str, deadline: Option<Instant>) -> (Row, Summary) {
    let (left, right) = (tokens(left), tokens(right));
    let mut runs = Vec::new();
    find_runs(&left, &right, deadline, &mut runs);
    let mut summary = Summary::default();
    let (mut l, mut r) = (0, 0);
    for run in &runs {
        if !run.same {
            summary.removed += seen(between(&left, l, run.left));
            summary.added += seen(between(&right, r, run.right));
        }
        (l, r) = (l + run.left, r + run.right);
    }
    let runs = grouped(settled(&left, &right, runs));
    let row = Row::Changed {
        left: pieces(&left, runs.iter().map(|run| (run.left, run.same))),
        right: pieces(&right, runs.iter().map(|run| (run.right, run.same))),
    };
    (row, summary)
}

/// 字 of a line.
pub fn words(line: &str) -> usize {
    seen(&tokens(line))
}

fn seen(tokens: &[&str]) -> usize {
    tokens.iter().filter(|token| !is_blank(token)).count()
}

/// What a reader takes for one: an Asian character or a mark, a blank, or a run of others.
fn tokens(line: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut start, mut open) = (0, false);
    let ends = line.grapheme_indices(true).map(|(at, grapheme)| (at, alone(grapheme)));
    for (at, alone) in ends.chain([(line.len(), true)]) {
        // A run goes on as long as nothing stands alone.
        if at > start && (alone || !open) {
            tokens.extend(line.get(start..at));
            start = at;
        }
        open = !alone;
    }
    tokens
}

/// Whether it is a token by itself.
fn alone(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| {
        is_asian(c) || is_shared_mark(c) || c.is_whitespace() || is_dropped(c) || c.is_control()
    })
}

/// So many tokens of either side that are the same, or were changed into each other.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    same: bool,
    left: usize,
    right: usize,
}

impl Run {
    fn size(self) -> usize {
        self.left.max(self.right)
    }
}

fn between<'a, 'b>(tokens: &'a [&'b str], from: usize, count: usize) -> &'a [&'b str] {
    tokens.get(from..from + count).unwrap_or_default()
}

/// Puts a run behind others; neighbours of one kind become one.
fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        _ if run.size() == 0 => {}
        Some(last) if last.same == run.same => {
            last.left += run.left;
            last.right += run.right;
        }
        _ => runs.push(run),
    }
}

fn find_runs(left: &[&str], right: &[&str], deadline: Option<Instant>, runs: &mut Vec<Run>) {
    if left.len() + right.len() <= AT_ONCE {
        for op in capture_diff_slices_deadline(Algorithm::Myers, left, right, deadline) {
            let same = matches!(op, DiffOp::Equal { .. });
            push(runs, Run { same, left: op.old_range().len(), right: op.new_range().len() });
        }
        return;
    }
    let (lefts, rights) = (clauses(left), clauses(right));
    let count = |clauses: &[&[&str]]| clauses.iter().map(|clause| clause.len()).sum::<usize>();
    let (mut l, mut r) = (0, 0);
    for op in capture_diff_slices_deadline(Algorithm::Patience, &lefts, &rights, deadline) {
        let of_left = count(lefts.get(op.old_range()).unwrap_or_default());
        let of_right = count(rights.get(op.new_range()).unwrap_or_default());
        if !matches!(op, DiffOp::Equal { .. }) && of_left + of_right <= AT_ONCE {
            find_runs(between(left, l, of_left), between(right, r, of_right), deadline, runs);
        } else {
            let same = matches!(op, DiffOp::Equal { .. });
            push(runs, Run { same, left: of_left, right: of_right });
        }
        (l, r) = (l + of_left, r + of_right);
    }
}

fn clauses<'a, 'b>(tokens: &'a [&'b str]) -> Vec<&'a [&'b str]> {
    tokens.split_inclusive(|token| end(token) > 0).collect()
}

/// How much ends with this token: a sentence, a clause, nothing.
fn end(token: &str) -> u8 {
    match token {
        "。" | "；" | "！" | "？" => 2,
        "，" | "、" | "：" | "”" | "）" => 1,
        _ => 0,
    }
}

/// Where something was put in or taken out, the same change can often be told in several ways:
/// (抓好)管理。抓好 or 抓好管理。 The one that is a whole clause is meant.
fn settled(left: &[&str], right: &[&str], runs: Vec<Run>) -> Vec<Run> {
    let mut settled: Vec<Run> = Vec::new();
    let (mut l, mut r) = (0, 0);
    let mut runs = runs.into_iter().peekable();
    while let Some(run) = runs.next() {
        let (tokens, start, length) = if run.left == 0 { (right, r, run.right) } else { (left, l, run.left) };
        (l, r) = (l + run.left, r + run.right);
        let one_sided = !run.same && (run.left == 0 || run.right == 0);
        let before = settled.last().map_or(0, |last| last.left);
        let after = runs.peek().map_or(0, |next| next.left);
        let shift = if one_sided { best_shift(tokens, start, length, (before, after)) } else { 0 };
        if shift < 0
            && let Some(last) = settled.last_mut()
        {
            let back = shift.unsigned_abs();
            (last.left, last.right) = (last.left - back, last.right - back);
            if last.size() == 0 {
                settled.pop();
            }
            push(&mut settled, run);
            push(&mut settled, Run { same: true, left: back, right: back });
        } else if shift > 0
            && let Some(next) = runs.peek_mut()
        {
            let on = shift.unsigned_abs();
            (next.left, next.right) = (next.left - on, next.right - on);
            push(&mut settled, Run { same: true, left: on, right: on });
            push(&mut settled, run);
            (l, r) = (l + on, r + on);
        } else {
            push(&mut settled, run);
        }
    }
    settled
}

/// How far a change is best moved within the same tokens before and after it.
fn best_shift(tokens: &[&str], start: usize, length: usize, (before, after): (usize, usize)) -> isize {
    let end_at = |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).map_or(2, |token| end(token));
    let value = |start: usize| {
        let after = if start + length == tokens.len() { 2 } else { end_at(start + length) };
        // A beginning in the middle of a clause is the worse of the two.
        (end_at(start).min(after), end_at(start) + after)
    };
    let mut best = (value(start), 0_isize);
    let same = |a: usize, b: usize| tokens.get(a).is_some() && tokens.get(a) == tokens.get(b);
    let backs = (1..=before.min(start)).take_while(|back| same(start - back, start + length - back));
    for back in backs {
        if value(start - back) > best.0 {
            best = (value(start - back), -(back as isize));
        }
    }
    for on in (1..=after).take_while(|on| same(start + on - 1, start + length + on - 1)) {
        if value(start + on) > best.0 {
            best = (value(start + on), on as isize);
        }
    }
    best.1
}

/// Joins changes with specks of sameness between them.
fn grouped(runs: Vec<Run>) -> Vec<Run> {
    let mut grouped: Vec<Run> = Vec::new();
    let mut runs = runs.into_iter().peekable();
    while let Some(run) = runs.next() {
        let least = match (grouped.last(), runs.peek()) {
            (Some(before), Some(after)) => before.size().min(after.size()).min(SPECK),
            _ => 0,
        };
        let same = run.same && run.left > least;
        push(&mut grouped, Run { same, ..run });
    }
    grouped
}

fn pieces(tokens: &[&str], runs: impl Iterator<Item = (usize, bool)>) -> Vec<Piece> {
    let mut at = 0;
    let mut pieces: Vec<Piece> = Vec::new();
    for (count, same) in runs.filter(|(count, _)| *count > 0) {
        let text = between(tokens, at, count).concat();
        at += count;
        match pieces.last_mut() {
            // On the other side there is a change between them.
            Some(last) if last.changed != same => last.text.push_str(&text),
            _ => pieces.push(Piece { text, changed: !same }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of both sides, changed ones in brackets.
    fn marked(left: &str, right: &str) -> (String, String) {
        let (Row::Changed { left, right }, _) = compare(left, right, None) else { panic!("a changed row") };
        let side = |pieces: Vec<Piece>| {
            pieces
                .into_iter()
                .map(|piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text })
                .collect::<String>()
        };
        (side(left), side(right))
    }

    #[test]
    fn words_are_marked_and_not_confetti() {
        for (left, right) in [
            ("落实党[委]主体责任。", "落实党[组]主体责任。"),
            ("走访群众[1260]户，办结[79]件", "走访群众[1320]户，办结[84]件"),
            ("办结率[91.9%]。", "办结率[93.3%]。"),
            ("在𠮷[祥]村", "在𠮷[庆]村"),
            ("[𠮷]祥村", "[吉]祥村"),
            // A family is one sign, and so is a letter with its accent or a 汉字 with its variant.
            ("社区[👨‍👩‍👧]活动", "社区[👨‍👩‍👦]活动"),
            ("第[e\u{301}]册", "第[e\u{300}]册"),
            ("[葛\u{E0100}]家村", "[葛\u{E0101}]家村"),
            ("[甲，乙]丙丁戊", "[子，丑]丙丁戊"),
            ("抓好教育。抓好制度。", "抓好教育。[抓好管理。]抓好制度。"),
            ("一是教育，[二是教育，]三是教育。", "一是教育，三是教育。"),
            ("宣传。", "[宣传，]宣传。"),
            ("使用[OA]办公", "使用[ERP]办公"),
            ("共3[ ]次", "共3[\u{3000}]次"),
            ("", "[整段是新的。]"),
        ] {
            let plain = |text: &str| text.replace(['[', ']'], "");
            assert_eq!(marked(&plain(left), &plain(right)), (left.to_owned(), right.to_owned()));
        }
    }

    #[test]
    fn a_change_in_a_very_long_line() {
        let clauses: Vec<String> = (0..2000).map(|n| format!("第{n}项按期办结，")).collect();
        let left = clauses.concat();
        let right = left.replace("第700项按期", "第700项提前").replace("第1500项按期办结，", "");
        let (old, new) = marked(&left, &right);
        assert!(old.contains("第700项[按期]办结，第701项"), "the change alone is marked");
        assert!(new.contains("第700项[提前]办结，第701项"));
        assert!(old.contains("办结，[第1500项按期办结，]第1501项"));
        assert_eq!((old.matches('[').count(), new.matches('[').count()), (2, 1));
    }

    #[test]
    fn what_was_added_and_taken_away() {
        for (left, right, removed, added) in [
            ("走访1260户", "走访1320户", 1, 1),
            ("落实责任。", "落实主体责任，抓到底。", 0, 6),
            ("一 二", "一二", 0, 0),
            ("同样的", "同样的", 0, 0),
            ("甲乙丙", "子丑寅卯", 3, 4),
        ] {
            let (_, summary) = compare(left, right, None);
            assert_eq!((summary.removed, summary.added), (removed, added), "{left} {right}");
        }
    }
}
