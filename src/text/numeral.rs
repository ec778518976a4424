//! Chinese numerals 一 … 九千九百九十九, both ways.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const UNITS: [(usize, char); 3] = [(1000, '千'), (100, '百'), (10, '十')];

/// Writes 1 … 9999 as officials number their sections: 十, 十一, 二十, 一百零一.
/// Numbers outside that range come in Arabic digits.
pub fn write(number: usize) -> String {
    if !(1..=9999).contains(&number) {
        return number.to_string();
    }
    let digit = |n: usize| DIGITS.get(n).copied().unwrap_or('零');
    let mut text = String::new();
    let mut rest = number;
    let mut gap = false;
    for (size, unit) in UNITS {
        let n = rest / size;
        rest %= size;
        if n == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        // 十一, not 一十一, when nothing stands before it.
        if !(size == 10 && n == 1 && text.is_empty()) {
            text.push(digit(n));
        }
        text.push(unit);
    }
    if rest > 0 {
        if gap {
            text.push('零');
        }
        text.push(digit(rest));
    }
    text
}

/// Reads the numeral that `text` begins with: its value and its length in bytes.
/// Only what [`write()`] would write is a numeral; 一十一, 二百五 or 〇 are not.
pub fn read(text: &str) -> Option<(usize, usize)> {
    let is_part = |c: char| DIGITS.contains(&c) || UNITS.iter().any(|&(_, unit)| unit == c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let word = text.get(..end)?;
    let mut value = 0;
    let mut digit = 0;
    for c in word.chars() {
        if let Some(&(size, _)) = UNITS.iter().find(|&&(_, unit)| unit == c) {
            value += digit.max(1) * size;
            digit = 0;
        } else {
            digit = DIGITS.iter().position(|&d| d == c)?;
        }
    }
    value += digit;
    (write(value) == word).then_some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for (number, text) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (21, "二十一"),
            (99, "九十九"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (9999, "九千九百九十九"),
        ] {
            assert_eq!(write(number), text);
            assert_eq!(read(text), Some((number, text.len())));
        }
        for number in 1..=9999 {
            assert_eq!(read(&write(number)).map(|(n, _)| n), Some(number));
        }
    }

    #[test]
    fn what_is_no_numeral() {
        for text in ["", "〇", "零", "一十一", "二二", "二百五", "十十", "A"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("十五五规划"), None);
        assert_eq!(read("三、强化"), Some((3, 3)));
    }
}
