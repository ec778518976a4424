//! The lines of a text.

use crate::model::Marker;
use crate::model::marker::Numeral;
use crate::text::chars::{ends_line, is_blank, trim};

/// A line that is not blank, without its indent and trailing blanks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Counted from 1, blank lines among them.
    pub number: usize,
    pub text: &'a str,
    pub numeral: Option<Numeral>,
    /// Junk of a web page that the user wants to keep.
    pub junk: bool,
}

impl Line<'_> {
    pub fn is_longer_than(&self, chars: usize) -> bool {
        self.text.chars().nth(chars).is_some()
    }
}

/// Cuts a text at CR, LF, CRLF and the separators U+2028 and U+2029; leaves blank lines out.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut number = 1;
    let mut after_cr = false;
    for piece in text.split_inclusive(ends_line) {
        // A CRLF gives two pieces; the second is its LF.
        if !(after_cr && piece == "\n") {
            let line = trim(piece);
            if !is_blank(line) {
                found.push(Line { number, text: line, numeral: Marker::read(line), junk: false });
            }
            number += 1;
        }
        after_cr = piece.ends_with('\r');
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_indents() {
        let text =
            "\u{FEFF}标题\r\n\r\n\u{3000}\u{3000}一、甲 \n\t\u{FEFF}正文\r\u{200B}\u{2028}末\u{2029}\n";
        let found: Vec<_> = lines(text).iter().map(|line| (line.number, line.text)).collect();
        assert_eq!(found, [(1, "标题"), (3, "一、甲"), (4, "正文"), (6, "末")]);
        assert!(lines("").is_empty());
        assert_eq!(lines(&"\n".repeat(1_000_000)).len(), 0);
    }
}
