//! Where a stretch of a text stands after the text was changed in one place.

use std::ops::Range;

/// What one change in a text has moved. All figures are bytes at character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Up to here nothing has changed.
    head: usize,
    /// From here on, of the text before, all is as it was.
    tail: usize,
    before: usize,
    after: usize,
}

impl Shift {
    /// What leads from one text to another: all that is not common to their beginnings and ends.
    pub fn between(before: &str, after: &str) -> Self {
        let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        let head = (0..=same).rev().find(|&at| before.is_char_boundary(at) && after.is_char_boundary(at));
        let head = head.unwrap_or(0);
        let room = before.len().min(after.len()) - head;
        let ends = before.bytes().rev().zip(after.bytes().rev());
        let same = ends.take(room).take_while(|(a, b)| a == b).count();
        let tail = before.len() - same..=before.len();
        let tail = tail.into_iter().find(|&at| before.is_char_boundary(at)).unwrap_or(before.len());
        Self { head, tail, before: before.len(), after: after.len() }
    }

    /// Where a stretch of the text before stands in the text after; `None` where it was changed
    /// itself, or written to.
    pub fn follow(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if range.end <= self.head {
            return Some(range.clone());
        }
        let moved = |at: usize| (at + self.after).checked_sub(self.before);
        (range.start >= self.tail).then(|| Some(moved(range.start)?..moved(range.end)?)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_changed_is_found_again() {
        for (before, after, words, expected) in [
            ("联系2－3个村", "联系2－3个村", "2－3", Some("2－3")),
            ("联系2－3个村", "每人联系2－3个村", "2－3", Some("2－3")),
            ("联系2－3个村", "联系2－3个村，走访", "2－3", Some("2－3")),
            ("联系2－3个村", "联系2～3个村", "2－3", None),
            // What was written at its end was written behind it.
            ("联系XX村", "联系XXX村", "XX", Some("XX")),
            ("联系XX村", "联XX村", "XX", Some("XX")),
            ("联系XX村", "", "XX", None),
            // 𠮶 and 𠮷 share three bytes.
            ("甲𠮷野家", "甲𠮶野家", "野", Some("野")),
            ("甲𠮷野家", "甲𠮶野家", "𠮷", None),
            ("件件落实", "件件件落实", "落实", Some("落实")),
        ] {
            let at = before.find(words).unwrap();
            let followed = Shift::between(before, after).follow(&(at..at + words.len()));
            let found = followed.map(|range| after.get(range).expect("at character boundaries"));
            assert_eq!(found, expected, "{before} → {after}");
        }
    }
}
