//! Sentences and clauses of a passage, and the words beside a place in it.

use std::ops::Range;

pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}

pub fn ends_clause(c: char) -> bool {
    ends_sentence(c) || matches!(c, '，' | '；' | '：' | ',' | ';' | ':')
}

/// The bytes of each sentence without its end mark.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
        let start = from;
        let end = rest.find(ends_sentence).map_or(text.len(), |at| from + at);
        from = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Some(start..end)
    })
}

/// Up to so many characters before a byte, as far as the mark that ends the clause before.
pub fn clause_before(text: &str, at: usize, most: usize) -> &str {
    let near = before(text, at, most);
    near.char_indices()
        .rev()
        .find(|&(at, c)| breaks_clause(near, at, c))
        .map_or(near, |(at, c)| near.get(at + c.len_utf8()..).unwrap_or_default())
}

/// Up to so many characters from a byte on, as far as the mark that ends the clause.
pub fn clause_after(text: &str, at: usize, most: usize) -> &str {
    let near = after(text, at, most);
    let end =
        near.char_indices().find(|&(at, c)| breaks_clause(near, at, c)).map_or(near.len(), |(at, _)| at);
    near.get(..end).unwrap_or_default()
}

/// `,` and `:` inside 1,500 and 9:30 end no clause.
fn breaks_clause(text: &str, at: usize, c: char) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    ends_clause(c) && !(c.is_ascii() && at > 0 && digit(bytes.get(at - 1)) && digit(bytes.get(at + 1)))
}

/// The last so many characters before a byte.
pub fn before(text: &str, at: usize, most: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let start = head.char_indices().rev().take(most).last().map_or(head.len(), |(at, _)| at);
    head.get(start..).unwrap_or_default()
}

/// The first so many characters from a byte on.
pub fn after(text: &str, at: usize, most: usize) -> &str {
    let tail = text.get(at..).unwrap_or_default();
    let end = tail.char_indices().nth(most).map_or(tail.len(), |(at, _)| at);
    tail.get(..end).unwrap_or_default()
}

pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

pub fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

pub fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

/// Whether a byte stands between the marks of a pair that opened at most 60 characters before.
pub fn within(text: &str, at: usize, open: char, close: char) -> bool {
    let near = before(text, at, 60);
    near.rfind(open).is_some_and(|opened| near.rfind(close).is_none_or(|closed| closed < opened))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_clauses() {
        let text = "全镇1,500户，上午9:30开会。好！\n完";
        let parts: Vec<_> = sentences(text).filter_map(|range| text.get(range)).collect();
        assert_eq!(parts, ["全镇1,500户，上午9:30开会", "好", "", "完"]);
        let comma = text.find('，').unwrap();
        assert_eq!(clause_before(text, comma, 60), "全镇1,500户");
        assert_eq!(clause_before(text, comma, 3), "00户");
        assert_eq!(clause_after(text, comma + 3, 60), "上午9:30开会");
        assert_eq!(clause_after(text, text.len(), 60), "");
    }

    #[test]
    fn beside_a_place() {
        let text = "甲乙丙丁";
        assert_eq!((before(text, 6, 1), before(text, 6, 9), before(text, 0, 2)), ("乙", "甲乙", ""));
        assert_eq!((after(text, 6, 1), after(text, 6, 9), after(text, 12, 2)), ("丙", "丙丁", ""));
        assert!(within("见《甲乙》", 9, '《', '》'));
        assert!(!within("《甲》乙", "《甲》".len(), '《', '》'));
    }
}
