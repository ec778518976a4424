//! Dates that are not in the calendar, and days of the week that do not fit.

use crate::judge::clause::before;
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
const LUNAR: &[&str] = &["农历", "阴历", "旧历", "夏历"];

/// 2026年2月30日, 2026年13月, 4月31日
pub fn impossible_date(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    for date in dates(&passage.text) {
        let lunar = before(&passage.text, date.range.start, 6);
        if crate::judge::clause::has_any(lunar, LUNAR) {
            continue;
        }
        let sure = date.year.is_some() || date.day.is_some();
        if !(1..=12).contains(&date.month) {
            if sure {
                hits.push(Hit::new(date.range, t!("judge.dates.month", month = date.month)));
            }
            continue;
        }
        let Some(day) = date.day else { continue };
        let last = days_in(date.month, date.year);
        if day == 0 || day > last {
            let message = t!("judge.dates.day", month = date.month, day = day, last = last);
            hits.push(Hit::new(date.range, message));
        }
    }
}

/// 2026年12月1日（星期一）, which is a Tuesday.
pub fn wrong_weekday(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for date in dates(text) {
        let (Some(year), Some(day)) = (date.year, date.day) else { continue };
        if !(1..=12).contains(&date.month) || !(1..=days_in(date.month, Some(year))).contains(&day) {
            continue;
        }
        let Some((at, named)) = weekday_at(text, date.range.end) else { continue };
        let right = WEEKDAYS.get(weekday(year, date.month, day)).copied().unwrap_or_default();
        if named.replace('天', "日") != right {
            let whole = date.range.start..at.end;
            let message =
                t!("judge.dates.weekday", year = year, month = date.month, day = day, right = right);
            let fix = text.get(whole.start..at.start).unwrap_or_default().to_owned() + right;
            hits.push(Hit::new(whole, message).fix(fix));
        }
    }
}

/// The day of the week that is named at a byte, and where.
fn weekday_at(text: &str, at: usize) -> Option<(Range<usize>, &str)> {
    let rest = text.get(at..)?;
    let inside = rest.strip_prefix(['（', '(']);
    let behind_comma = rest.strip_prefix(['，', ',']);
    let words = inside.or(behind_comma).unwrap_or(rest);
    // 周 outside of brackets may be a family name.
    let short = inside.and_then(|words| words.strip_prefix('周'));
    let day = words.strip_prefix("星期").or_else(|| words.strip_prefix("礼拜")).or(short)?;
    let named = day.get(..day.chars().next()?.len_utf8())?;
    let known = WEEKDAYS.contains(&named) || named == "天";
    // 12月18日，星期六、星期日照常上班: another day.
    let ends = day.get(named.len()..)?;
    let same = ["，", "。", "；", "）", "上午", "下午", "晚", "早", "凌晨", "中午"];
    let known = known
        && (behind_comma.is_none() || ends.is_empty() || same.iter().any(|word| ends.starts_with(word)));
    let start = text.len() - day.len();
    known.then_some((start..start + named.len(), named))
}

/// A date with its year, its day, or without either.
struct Date {
    range: Range<usize>,
    year: Option<i32>,
    month: u32,
    day: Option<u32>,
}

fn dates(text: &str) -> impl Iterator<Item = Date> + '_ {
    text.match_indices('月').filter_map(|(at, mark)| {
        let (month_at, month) = number_before(text, at)?;
        let mut date = Date { range: month_at..at + mark.len(), year: None, month, day: None };
        if text.get(..date.range.start)?.ends_with('年') {
            let year = super::year::year_before(text, date.range.start - "年".len());
            if let Some(year) = year {
                date.range.start = year.digits.start;
                date.year = Some(year.value);
            }
        }
        let rest = text.get(date.range.end..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let ends_day = rest.get(digits..)?.starts_with(['日', '号']);
        if (1..=2).contains(&digits) && ends_day {
            date.day = rest.get(..digits)?.parse().ok();
            date.range.end += digits + "日".len();
        }
        Some(date)
    })
}

/// The one or two digits directly before a byte: where they begin, and their value.
fn number_before(text: &str, at: usize) -> Option<(usize, u32)> {
    let head = text.get(..at)?;
    let digits = head.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let start = at - digits;
    let joined = text.get(..start)?.ends_with(|c: char| c == '.' || c.is_ascii_alphanumeric());
    let value = text.get(start..at)?.parse().ok()?;
    ((1..=2).contains(&digits) && !joined).then_some((start, value))
}

/// The days of a month; of 2月 in an unknown year 29.
fn days_in(month: u32, year: Option<i32>) -> u32 {
    let leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// The day of the week in the Gregorian calendar, 0 for Sunday (Sakamoto's method).
fn weekday(year: i32, month: u32, day: u32) -> usize {
    const SHIFTS: [i64; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = i64::from(year) - i64::from(month < 3);
    let shift = SHIFTS.get(month as usize - 1).copied().unwrap_or_default();
    let days = year + year / 4 - year / 100 + year / 400 + shift + i64::from(day);
    usize::try_from(days.rem_euclid(7)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn the_calendar() {
        for (year, month, day, expected) in [
            (1949, 10, 1, 6),
            (2000, 2, 29, 2),
            (2024, 2, 29, 4),
            (2026, 1, 1, 4),
            (2026, 12, 1, 2),
            (2099, 12, 31, 4),
        ] {
            assert_eq!(weekday(year, month, day), expected, "{year}-{month}-{day}");
        }
        assert_eq!([1900, 2000, 2023, 2024].map(|year| days_in(2, Some(year))), [28, 29, 28, 29]);
    }

    #[test]
    fn dates_that_are_not_there() {
        check(
            "impossible-date",
            &[
                ("2026年2月30日召开会议", "2026年2月30日"),
                ("4月31日前完成", "4月31日"),
                ("2026年2月29日", "2026年2月29日"),
                ("到2026年13月", "2026年13月"),
                ("13月5日开会", "13月5日"),
                ("6月31号，9月31日", "6月31号|9月31日"),
                ("二〇二六年2月29日", "二〇二六年2月29日"),
                ("2026年0月", "2026年0月"),
            ],
            &[
                "2024年2月29日",
                "2月29日召开会议",
                "2026年12月31日上午9:30",
                "农历2月30日",
                "历时13月",
                "每月30日",
                "1—11月",
                "2月30多场",
                "1.15月",
                "2026年2月28日—30日",
                "第31月",
                "𠮷月32日",
                "月",
                "",
            ],
        );
    }

    #[test]
    fn days_of_the_week() {
        check(
            "wrong-weekday",
            &[
                ("2026年12月1日（星期一）召开", "2026年12月1日（星期一"),
                ("2026年12月1日(周三)", "2026年12月1日(周三"),
                ("2026年12月1日星期日", "2026年12月1日星期日"),
                ("2026年3月5日（星期天）上午", "2026年3月5日（星期天"),
                ("2026年7月1日（礼拜五）", "2026年7月1日（礼拜五"),
                ("2024年2月29日（星期五）", "2024年2月29日（星期五"),
                ("定于2026年12月18日，星期六，召开", "2026年12月18日，星期六"),
                ("2026年12月18日，星期六上午", "2026年12月18日，星期六"),
            ],
            &[
                "2026年12月1日（星期二）",
                "2026年12月6日（星期天）",
                "2026年12月6日（周日）",
                "12月1日（星期一）",
                "2026年12月1日周一鸣同志",
                "2026年2月30日（星期一）",
                "2026年12月1日（星期",
                "每星期一开会",
                "2026年12月18日，星期五，晴",
                "2026年12月18日，星期六、星期日照常上班",
                "截至2026年12月18日，星期六值班12次",
                "2026年12月18日，周六福同志到会",
            ],
        );
        check_fixes("wrong-weekday", &[("于2026年12月1日（星期一）召开", "于2026年12月1日（星期二）召开")]);
    }
}
