//! Years in a text: 2026年 and 二〇二六年.

use std::ops::Range;

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Full-width digits: put right by another rule, but a year all the same.
const WIDE: std::ops::RangeInclusive<char> = '０'..='９';

/// 年 with four digits before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The four digits, without 年.
    pub digits: Range<usize>,
    pub value: i32,
}

impl Year {
    /// Behind 年.
    pub fn end(&self) -> usize {
        self.digits.end + "年".len()
    }

    /// Another year in the same kind of digits.
    pub fn write(&self, text: &str, value: i32) -> String {
        let arabic = value.to_string();
        let first = text.get(self.digits.clone()).and_then(|digits| digits.chars().next());
        let is_arabic = first.is_some_and(|c| digit(c, true).is_some());
        if is_arabic {
            return arabic;
        }
        arabic.chars().filter_map(|c| DIGITS.get(c.to_digit(10)? as usize)).collect()
    }
}

/// The years of a text, in order.
pub fn years(text: &str) -> impl Iterator<Item = Year> + '_ {
    text.match_indices('年').filter_map(|(at, _)| year_before(text, at))
}

/// The year whose digits end at a byte.
pub fn year_before(text: &str, at: usize) -> Option<Year> {
    let head = text.get(..at)?;
    let mut value = 0;
    let mut start = at;
    let mut chars = head.char_indices().rev();
    let arabic = head.chars().next_back().is_some_and(|c| c.is_ascii_digit() || WIDE.contains(&c));
    for place in [1, 10, 100, 1000] {
        let (at, c) = chars.next()?;
        value += place * digit(c, arabic)?;
        start = at;
    }
    let goes_on = chars.next().is_some_and(|(_, c)| {
        digit(c, arabic).is_some() || (arabic && (c == '.' || c.is_ascii_alphanumeric()))
    });
    ((1900..=2100).contains(&value) && !goes_on).then_some(Year { digits: start..at, value })
}

fn digit(c: char, arabic: bool) -> Option<i32> {
    if arabic {
        let wide = u32::from(c).wrapping_sub(u32::from(*WIDE.start()));
        let digit = if wide < 10 { Some(wide) } else { c.to_digit(10) };
        return digit.and_then(|digit| i32::try_from(digit).ok());
    }
    // Those that are often put for 〇.
    let c = if matches!(c, '○' | '零') { '〇' } else { c };
    DIGITS.iter().position(|&known| known == c).and_then(|digit| i32::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_in_a_text() {
        for (text, expected) in [
            ("2025年、二〇二六年、二○二四年", vec![2025, 2026, 2024]),
            ("12025年、v2025年、1.2025年", vec![]),
            ("20年、三年、年、5000年、一二年", vec![]),
            ("2021—2025年", vec![2025]),
            ("𠮷2025年", vec![2025]),
            ("２０２５年", vec![2025]),
        ] {
            assert_eq!(years(text).map(|year| year.value).collect::<Vec<_>>(), expected, "{text}");
        }
        let text = "二○二五年";
        let year = years(text).next().unwrap();
        assert_eq!(
            (text.get(year.digits.clone()).unwrap(), year.write(text, 2026)),
            ("二○二五", "二〇二六".into())
        );
    }
}
