//! The tables of characters.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The block of nearly every 汉字.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// 《通用规范汉字表》: a bit for each character of the block, and the others in order.
static STANDARD: LazyLock<(Vec<u64>, Vec<char>)> = LazyLock::new(|| {
    let mut bits = vec![0; (LAST - FIRST) as usize / 64 + 1];
    let mut others = Vec::new();
    for c in lines(include_str!("../../../assets/judge/standard.txt")).flat_map(str::chars) {
        let at =
            u32::from(c).checked_sub(FIRST).and_then(|at| Some((bits.get_mut(at as usize / 64)?, at % 64)));
        match at {
            Some((word, bit)) => *word |= 1 << bit,
            None => others.push(c),
        }
    }
    others.sort_unstable();
    (bits, others)
});

static SIMPLIFIED: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| pairs(include_str!("../../../assets/judge/traditional.txt")));

static USUAL: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| pairs(include_str!("../../../assets/judge/compatible.txt")));

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn pairs(text: &str) -> HashMap<char, char> {
    let words = lines(text).flat_map(str::split_whitespace);
    let pair = |word: &str| {
        let mut chars = word.chars();
        Some((chars.next()?, chars.next()?))
    };
    words.filter_map(pair).collect()
}

/// Whether a character is in 《通用规范汉字表》.
pub fn is_standard(c: char) -> bool {
    let (bits, others) = &*STANDARD;
    match u32::from(c).checked_sub(FIRST) {
        Some(at) if c <= '\u{9FFF}' => {
            bits.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
        }
        _ => others.binary_search(&c).is_ok(),
    }
}

/// The simplified character for a traditional one, where there is just one.
pub fn simplified(c: char) -> Option<char> {
    SIMPLIFIED.get(&c).copied()
}

/// The usual character for one that is there for compatibility.
pub fn usual(c: char) -> Option<char> {
    USUAL.get(&c).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables are whole, and what they lead to is content with them.
    #[test]
    fn tables() {
        let standard = lines(include_str!("../../../assets/judge/standard.txt")).flat_map(str::chars);
        let standard: Vec<char> = standard.collect();
        assert_eq!(standard.len(), 8105);
        assert!(standard.iter().all(|&c| is_standard(c) && simplified(c).is_none() && usual(c).is_none()));
        for (odd, good) in SIMPLIFIED.iter().chain(USUAL.iter()) {
            assert!(!is_standard(*odd), "{odd}");
            assert!(simplified(*good).is_none() && usual(*good).is_none(), "{odd} {good}");
        }
        assert!(SIMPLIFIED.values().all(|&good| is_standard(good)));
    }
}
