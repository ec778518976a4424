//! What stays on the line of the number before it: 500千瓦时, 100多万元, 第3季度
//! (`assets/page/measures.txt`).

use crate::text::chars::is_asian;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A measure word or unit.
struct Word {
    chars: Vec<char>,
    /// Where a line may end in it all the same.
    joint: Option<usize>,
}

/// By their first character, the longest first.
static WORDS: LazyLock<HashMap<char, Vec<Word>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<Word>> = HashMap::new();
    let lines = include_str!("../../assets/page/measures.txt").lines();
    for word in lines.filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        let joint = word.chars().position(|c| c == '|');
        let chars: Vec<char> = word.chars().filter(|&c| c != '|').collect();
        if let Some(&first) = chars.first() {
            words.entry(first).or_default().push(Word { chars, joint });
        }
    }
    words.values_mut().for_each(|words| words.sort_by_key(|word| std::cmp::Reverse(word.chars.len())));
    words
});

/// What belongs to a number.
#[derive(Debug, PartialEq)]
pub struct Tail {
    pub range: Range<usize>,
    /// Where a line may end in it all the same.
    pub joint: Option<usize>,
}

/// What belongs to the number that ends before `at`: 余, 多, 万 and the like, and the measure word.
pub fn behind(chars: &[char], at: usize) -> Tail {
    let char = |at: usize| chars.get(at).copied().unwrap_or_default();
    // 3#楼
    let start = if matches!(char(at), '#' | '＃') { at + 1 } else { at };
    let about = |c: char| matches!(c, '余' | '多' | '来' | '几');
    let scale = |c: char| matches!(c, '十' | '百' | '千' | '万' | '亿');
    let scales = (start..chars.len()).take_while(|&at| about(char(at)) || scale(char(at))).count();
    // 3千米 is not 3千 and 米: of all ways to take the characters, the one that takes most.
    let ways = (start..=start + scales).filter_map(|from| {
        let rest = chars.get(from..)?;
        let word = WORDS.get(rest.first()?)?.iter().find(|word| rest.starts_with(&word.chars))?;
        Some(Tail { range: at..from + word.chars.len(), joint: word.joint.map(|joint| from + joint) })
    });
    // 来自 and 几乎 are other words.
    let known = (start..start + scales).rev().find(|&at| !matches!(char(at), '来' | '几'));
    let alone = Tail { range: at..known.map_or(at, |last| last + 1), joint: None };
    ways.chain([alone])
        .max_by_key(|tail| (tail.range.end, tail.joint))
        .unwrap_or(Tail { range: at..at, joint: None })
}

/// Whether something may be measured by what stands behind it: 2026, ２０２６, ½; ① counts nothing.
pub fn is_number(c: char) -> bool {
    matches!(c, '０'..='９') || (c.is_numeric() && !is_asian(c))
}
