//! What stands on either side of a place in a text.

use crate::text::chars::is_han;

/// The text before a byte.
pub(super) fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// The text from a byte on.
pub(super) fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// The character before a byte.
pub(super) fn prev(text: &str, at: usize) -> Option<char> {
    before(text, at).chars().next_back()
}

/// The character at a byte.
pub(super) fn next(text: &str, at: usize) -> Option<char> {
    after(text, at).chars().next()
}

/// Whether the character is one of a list; none is not.
pub(super) fn is_of(c: Option<char>, list: &str) -> bool {
    c.is_some_and(|c| list.contains(c))
}

pub(super) fn ends_with_any(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| text.ends_with(end))
}

pub(super) fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| text.starts_with(start))
}

/// A digit, half-width or full-width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A Latin letter, half-width or full-width.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || ('Ａ'..='Ｚ').contains(&c) || ('ａ'..='ｚ').contains(&c)
}

/// A 汉字 that numbers are written with.
pub(super) fn is_han_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两".contains(c)
}

/// How many 汉字 there are.
pub(super) fn han_count(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}
