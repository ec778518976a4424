//! What rules read texts with: neighbours of a place, numbers, and ranges of numbers.

use crate::text::chars::is_han;
use std::ops::Range;

/// The character before a byte of the text.
pub fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The character at a byte of the text.
pub fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub fn head(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

pub fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

pub fn part<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// The maximal runs of such characters.
pub fn runs<'a>(text: &'a str, is: impl Fn(char) -> bool + 'a) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|&(_, c)| is(c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|&(_, c)| is(c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

pub fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '【' | '〔' | '「' | '『')
}

pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '》' | '〉' | '】' | '〕' | '」' | '』')
}

/// 点号, full width
pub fn is_point(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！')
}

/// 点号 that stand alone: 问号 and 叹号 are doubled on purpose.
pub fn is_single_point(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：')
}

/// A 汉字 or a mark of Chinese text.
pub fn is_chinese(c: char) -> bool {
    is_han(c) || is_opening(c) || is_closing(c) || is_point(c) || matches!(c, '—' | '…' | '～')
}

/// A 汉字 or a closing mark: what a mark of Chinese text may follow.
pub fn ends_chinese(c: char) -> bool {
    is_han(c) || is_closing(c)
}

/// A 汉字 or an opening mark: what may follow a mark of Chinese text.
pub fn begins_chinese(c: char) -> bool {
    is_han(c) || is_opening(c)
}

/// Whether Chinese text ends before a byte: half-width brackets and quotation marks around it count
/// to it.
pub fn chinese_before(text: &str, at: usize) -> bool {
    match before(text, at) {
        Some(')' | '"') => before(text, at - 1).is_some_and(ends_chinese),
        c => c.is_some_and(ends_chinese),
    }
}

/// Whether Chinese text begins at a byte.
pub fn chinese_after(text: &str, at: usize) -> bool {
    match after(text, at) {
        Some('(' | '"') => after(text, at + 1).is_some_and(begins_chinese),
        c => c.is_some_and(begins_chinese),
    }
}

pub fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
    )
}

/// 0 … 9, half or full width.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// A number in Arabic digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// With its decimal point and its thousands separators.
    pub range: Range<usize>,
    /// Its digits before a decimal point.
    pub digits: usize,
    pub has_point: bool,
    pub is_grouped: bool,
}

impl Number {
    /// In half-width digits.
    pub fn plain(&self, text: &str) -> String {
        half_width(part(text, &self.range))
    }

    /// `None` where several points make it something else: 2023.12.31.
    pub fn value(&self, text: &str) -> Option<f64> {
        self.plain(text).replace(',', "").parse().ok()
    }

    /// Written as numbers are: no leading zero but that of a decimal.
    pub fn is_amount(&self, text: &str) -> bool {
        self.value(text).is_some() && !(self.digits > 1 && self.plain(text).starts_with('0'))
    }

    /// A year of our times in four digits.
    pub fn year(&self, text: &str) -> Option<i32> {
        let year = (self.digits == 4 && !self.has_point).then(|| self.plain(text).parse().ok())??;
        (1900..2100).contains(&year).then_some(year)
    }

    /// A whole number, unless it has points or separators.
    pub fn whole(&self, text: &str) -> Option<usize> {
        (!self.has_point && !self.is_grouped).then(|| self.plain(text).parse().ok())?
    }
}

/// Full-width digits, letters, points and percent signs become half-width.
pub fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        c => c,
    };
    text.chars().map(narrow).collect()
}

/// The numbers of a text, in order.
pub fn numbers(text: &str) -> impl Iterator<Item = Number> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + tail(text, from).find(is_digit)?;
        let number = number_at(text, start);
        from = number.range.end;
        Some(number)
    })
}

fn number_at(text: &str, start: usize) -> Number {
    let digits_from = |at: usize| {
        let rest = tail(text, at);
        rest.find(|c| !is_digit(c)).unwrap_or(rest.len())
    };
    let count = |range: Range<usize>| part(text, &range).chars().count();
    let mut end = start + digits_from(start);
    let mut number =
        Number { range: start..end, digits: count(start..end), has_point: false, is_grouped: false };
    while let Some(c) = after(text, end) {
        let more = digits_from(end + c.len_utf8());
        let next = end + c.len_utf8() + more;
        match c {
            '.' | '．' if more > 0 => number.has_point = true,
            ',' if more == 3 && !number.has_point && (number.is_grouped || number.digits <= 3) => {
                number.is_grouped = true;
                number.digits += 3;
            }
            _ => break,
        }
        end = next;
    }
    number.range.end = end;
    number
}

/// What stands between the two numbers of a range: hyphens, dashes, tildes.
pub fn is_range_mark(c: char) -> bool {
    matches!(c, '-' | '－' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '−' | '﹣' | '~' | '～' | '〜' | '∼')
}

/// Two numbers and what joins them: 2－3, 5万～10.
#[derive(Clone, Debug)]
pub struct NumberRange {
    pub left: Number,
    /// What stands behind the left number: a unit, or nothing.
    pub unit: Range<usize>,
    pub mark: Range<usize>,
    pub right: Number,
}

/// The ranges of a text. Nothing that may be a code, a telephone number or a whole date is one.
pub fn ranges(text: &str) -> Vec<NumberRange> {
    if !text.contains(is_range_mark) {
        return Vec::new();
    }
    let numbers: Vec<Number> = numbers(text).collect();
    let mut ranges: Vec<NumberRange> = Vec::new();
    let mut joined = false;
    for (pair, third) in numbers.windows(2).zip(numbers.iter().skip(2).map(Some).chain([None])) {
        let [left, right] = pair else { continue };
        let was_joined = std::mem::replace(&mut joined, is_joined(text, left, right));
        let goes_on = third.is_some_and(|third| is_joined(text, right, third));
        let gap = left.range.end..right.range.start;
        let between = part(text, &gap);
        let unit = between.trim_end_matches(is_range_mark);
        let marks = between.len() - unit.len();
        // A mark of its own, or one typed twice.
        let one = unit.chars().all(|c| is_han(c) || c == '%' || c == '％') && unit.chars().count() <= 4;
        if marks == 0 || !one || was_joined || goes_on || is_code(text, left, right) {
            continue;
        }
        let unit = gap.start..gap.start + unit.len();
        let mark = unit.end..gap.end;
        if part(text, &mark).chars().count() <= 2 {
            ranges.push(NumberRange { left: left.clone(), unit, mark, right: right.clone() });
        }
    }
    ranges
}

/// Joined by nothing but a mark, as in codes and dates.
fn is_joined(text: &str, left: &Number, right: &Number) -> bool {
    let between = part(text, &(left.range.end..right.range.start));
    !between.is_empty() && between.chars().all(is_range_mark)
}

/// 数量:3-5 with a half-width colon, unlike 1:3-5.
pub fn is_after_label(text: &str, at: usize) -> bool {
    head(text, at).strip_suffix(':').is_some_and(|rest| rest.ends_with(is_han))
}

fn is_code(text: &str, left: &Number, right: &Number) -> bool {
    let tied = |c: char| {
        c.is_ascii_alphabetic()
            || is_range_mark(c)
            || matches!(c, '.' | '/' | '\\' | '_' | '#' | '@' | '+' | '=' | ':' | '*' | '№')
    };
    let start = left.range.start;
    // GB/T 9704-2012: a code may have a space in it.
    let behind_space = before(text, start) == Some(' ')
        && head(text, start).trim_end_matches(' ').ends_with(|c: char| c.is_ascii_alphanumeric());
    let end = tail(text, right.range.end);
    let after_right =
        end.starts_with(tied) && !UNITS.iter().any(|unit| unit.is_ascii() && end.starts_with(unit));
    before(text, start).is_some_and(tied) && !is_after_label(text, start) || behind_space || after_right
}

/// Units and 量词 that a number is followed by; the longer ones first where one begins another.
pub const UNITS: &[&str] = &[
    "个", "名", "人", "次", "件", "户", "元", "万", "亿", "千", "百", "亩", "吨", "米", "公里", "公斤",
    "公顷", "公分", "千米", "千克", "千瓦", "平方", "立方", "厘米", "毫米", "毫升", "克", "升", "斤", "里",
    "天", "小时", "分钟", "秒", "岁", "周岁", "倍", "条", "项", "家", "批", "场", "份", "台", "辆", "处",
    "例", "张", "块", "棵", "株", "头", "只", "篇", "字", "支", "本", "位", "种", "度", "座", "间", "栋",
    "套", "宗", "余", "多", "km", "kg", "mm", "cm", "m", "t", "℃", "㎡", "年", "月", "日", "%", "％", "‰",
];

/// Whether a text begins with a unit.
pub fn begins_with_unit(text: &str) -> bool {
    UNITS.iter().any(|unit| text.starts_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (text, expected) in [
            ("办理24件，1,500.5万元，0.5个", "24 1,500.5 0.5"),
            ("2023.12.31", "2023.12.31"),
            ("1,2,3", "1 2 3"),
            ("1,500,000元和12,34", "1,500,000 12 34"),
            ("２０２３年３．５％", "２０２３ ３．５"),
            ("1.落实", "1"),
            ("", ""),
        ] {
            let read: Vec<&str> = numbers(text).map(|number| part(text, &number.range)).collect();
            assert_eq!(read.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn ranges_are_read() {
        for (text, expected) in [
            ("联系2－3个村", "2－3"),
            ("5万-10万人", "5万-10"),
            ("2013—2015年，4.5%～6%", "2013—2015 4.5%～6"),
            ("2023-12-31", ""),
            ("GB/T 9704-2012", ""),
            ("JG2020-15号", ""),
            ("1-2-3", ""),
            ("从5到10", ""),
        ] {
            let read: Vec<&str> = ranges(text)
                .iter()
                .map(|range| part(text, &(range.left.range.start..range.right.range.end)))
                .collect();
            assert_eq!(read.join(" "), expected, "{text}");
        }
    }
}
