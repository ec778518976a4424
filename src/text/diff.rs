//! What two versions of a text have in common: rows for showing them side by side.
//!
//! Lines are compared first; those that are alike stand beside each other, and inside them it is
//! compared what a reader takes for one: a 汉字 or a mark with all that belongs to it, a word, a
//! figure.

mod line;
mod pair;

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use std::ops::AddAssign;
use std::time::Instant;

/// Two versions of a text, side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    pub rows: Vec<Row>,
    pub summary: Summary,
}

/// One row: what stands at the left and at the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Same(String),
    /// Two versions of one line; the pieces of a side give its line.
    Changed {
        left: Vec<Piece>,
        right: Vec<Piece>,
    },
    /// A line that the right side lacks.
    Left(String),
    /// A line that the left side lacks.
    Right(String),
}

/// A part of a line. No grapheme is cut in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Not to be found on the other side.
    pub changed: bool,
}

/// How far the right side is from the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Lines that are changed or on one side only.
    pub lines: usize,
    /// 字 that only the right side has: Asian characters and marks one by one, other words as one
    /// each, as in [`super::count::Count::words`].
    pub added: usize,
    /// 字 that only the left side has.
    pub removed: usize,
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.added += other.added;
        self.removed += other.removed;
    }
}

/// Compares two texts line by line. After the deadline what is left is compared coarsely: a row
/// may then be marked although it could be told more finely what has changed.
pub fn compare<S: AsRef<str>>(left: &[S], right: &[S], deadline: Option<Instant>) -> Diff {
    let left: Vec<&str> = left.iter().map(AsRef::as_ref).collect();
    let right: Vec<&str> = right.iter().map(AsRef::as_ref).collect();
    let mut diff = Diff::default();
    for op in capture_diff_slices_deadline(Algorithm::Patience, &left, &right, deadline) {
        let (old, new) = (op.old_range(), op.new_range());
        let (left, right) = (left.get(old).unwrap_or_default(), right.get(new).unwrap_or_default());
        if matches!(op, DiffOp::Equal { .. }) {
            diff.rows.extend(left.iter().map(|&line| Row::Same(line.to_owned())));
        } else {
            for pair in pair::pairs(left, right) {
                diff.push(pair, deadline);
            }
        }
    }
    diff
}

impl Diff {
    /// Whether both texts are the same.
    pub fn is_empty(&self) -> bool {
        self.summary.lines == 0
    }

    fn push(&mut self, pair: (Option<&str>, Option<&str>), deadline: Option<Instant>) {
        let (row, mut summary) = match pair {
            (Some(left), Some(right)) => line::compare(left, right, deadline),
            (Some(left), None) => {
                (Row::Left(left.to_owned()), Summary { removed: line::words(left), ..Summary::default() })
            }
            (None, Some(right)) => {
                (Row::Right(right.to_owned()), Summary { added: line::words(right), ..Summary::default() })
            }
            (None, None) => return,
        };
        summary.lines = 1;
        self.rows.push(row);
        self.summary += summary;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    fn of(left: &[&str], right: &[&str]) -> Diff {
        compare(left, right, None)
    }

    #[test]
    fn rows_of_two_versions() {
        let left = ["青石镇工作总结", "一、教育", "抓好教育。", "只在旧稿里的一段话。", "二、制度"];
        let right = ["青石镇工作总结", "一、教育", "抓好宣传教育。", "二、制度", "新写的结语。"];
        let diff = of(&left, &right);
        let piece = |text: &str, changed| Piece { text: text.into(), changed };
        let expected = [
            Row::Same("青石镇工作总结".into()),
            Row::Same("一、教育".into()),
            Row::Changed {
                left: vec![piece("抓好教育。", false)],
                right: vec![piece("抓好", false), piece("宣传", true), piece("教育。", false)],
            },
            Row::Left("只在旧稿里的一段话。".into()),
            Row::Same("二、制度".into()),
            Row::Right("新写的结语。".into()),
        ];
        assert_eq!(diff.rows, expected);
        assert_eq!(diff.summary, Summary { lines: 3, added: 8, removed: 10 });
    }

    #[test]
    fn nothing_to_compare() {
        for (left, right, rows, lines) in
            [(vec![], vec![], 0, 0), (vec!["甲"], vec!["甲"], 1, 0), (vec![], vec!["甲"], 1, 1)]
        {
            let diff = of(&left, &right);
            assert_eq!((diff.rows.len(), diff.summary.lines), (rows, lines));
            assert_eq!(diff.is_empty(), lines == 0);
        }
    }

    #[test]
    fn past_the_deadline_nothing_is_lost() {
        let left: Vec<String> = (0..500).map(|n| format!("第{n}段，{}", "甲乙".repeat(n))).collect();
        let right: Vec<String> = (0..500).map(|n| format!("第{}段，{}", n * 7, "乙丙".repeat(n))).collect();
        let past = Instant::now();
        let diff = compare(&left, &right, Some(past));
        assert_eq!(sides(&diff), (left, right));
    }

    /// The lines of both sides, from the rows.
    fn sides(diff: &Diff) -> (Vec<String>, Vec<String>) {
        let join = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        let (mut lefts, mut rights) = (Vec::new(), Vec::new());
        for row in &diff.rows {
            match row {
                Row::Same(line) => {
                    lefts.push(line.clone());
                    rights.push(line.clone());
                }
                Row::Changed { left, right } => {
                    lefts.push(join(left));
                    rights.push(join(right));
                }
                Row::Left(line) => lefts.push(line.clone()),
                Row::Right(line) => rights.push(line.clone()),
            }
        }
        (lefts, rights)
    }

    const SIGNS: &[&str] =
        &["甲", "乙", "。", "，", "12", "a", " ", "𠮷", "👨\u{200D}👩\u{200D}👧", "e\u{301}", "葛\u{E0100}"];

    /// Few signs, so that two texts have much in common: blanks, signs of several characters.
    fn text() -> impl Strategy<Value = Vec<String>> {
        let line = prop::collection::vec(prop::sample::select(SIGNS), 0..14);
        prop::collection::vec(line.prop_map(|signs| signs.concat()), 0..8)
    }

    /// Where graphemes end, in bytes.
    fn ends(line: &str) -> Vec<usize> {
        line.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len()).collect()
    }

    proptest! {
        #[test]
        fn both_sides_say_what_they_said((left, right) in (text(), text())) {
            let diff = compare(&left, &right, None);
            prop_assert_eq!(sides(&diff), (left, right));
        }

        #[test]
        fn no_grapheme_is_cut((left, right) in (text(), text())) {
            for row in compare(&left, &right, None).rows {
                let Row::Changed { left, right } = row else { continue };
                for pieces in [left, right] {
                    let whole = ends(&pieces.iter().map(|piece| piece.text.as_str()).collect::<String>());
                    let mut at = 0;
                    for piece in &pieces {
                        at += piece.text.len();
                        prop_assert!(whole.contains(&at), "{pieces:?}");
                    }
                }
            }
        }

        #[test]
        fn what_is_the_same_is_told_as_the_same(text in text()) {
            let diff = compare(&text, &text, None);
            prop_assert!(diff.is_empty());
            prop_assert!(diff.rows.iter().all(|row| matches!(row, Row::Same(_))));
        }

        /// What is marked on one side accounts for the whole difference in length.
        #[test]
        fn the_figures_add_up((left, right) in (text(), text())) {
            let words = |lines: &[String]| lines.iter().map(|line| line::words(line)).sum::<usize>();
            let summary = compare(&left, &right, None).summary;
            prop_assert_eq!(words(&left) + summary.added, words(&right) + summary.removed);
        }
    }
}
