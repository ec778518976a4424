//! Years, months and days.

use crate::judge::rule::Hit;
use crate::judge::scan::{
    Number, after, before, head, is_after_label, is_digit, is_han_numeral, numbers, part, tail,
};
use crate::judge::{Facts, Passage};
use crate::text::numeral;
use rust_i18n::t;

/// 23年底, 23年8月
pub fn two_digit_years(passage: &Passage, facts: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for number in numbers(text).filter(|number| number.digits == 2 && !number.has_point) {
        let start = number.range.start;
        let Some(rest) = tail(text, number.range.end).strip_prefix('年') else { continue };
        // 历时10年, 2023—24年
        let tied =
            before(text, start).is_some_and(|c| "近约超达满了过第长时期.-－—–～~／/、刑余多".contains(c));
        let until = head(text, start).strip_suffix(['至', '到']);
        let ends_span = until.is_some_and(|rest| rest.ends_with(|c| is_digit(c) || c == '年'));
        if tied || ends_span || !is_point_in_time(rest) {
            continue;
        }
        let end = number.range.end + "年".len();
        let mut hit = Hit::new(start..end, t!("judge.digits.two_digit_year"));
        let year = number.plain(text).parse::<i32>().ok().zip(facts.year).and_then(|(short, now)| {
            [2000, 1900].map(|century| century + short).into_iter().find(|year| *year <= now + 5)
        });
        hit.fixes.extend(year.map(|year| format!("{year}年")));
        hits.push(hit);
    }
}

/// Whether what follows 年 says when, not how long.
fn is_point_in_time(rest: &str) -> bool {
    let month = rest.trim_start_matches(is_digit);
    let digits = rest.len() - month.len();
    if digits > 0 {
        return digits <= 2 && month.starts_with('月');
    }
    let unless = |word: &str, not: &str| {
        rest.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c| not.contains(c)))
    };
    rest.starts_with("上半年")
        || rest.starts_with("下半年")
        || unless("底", "蕴线层气子")
        || unless("初", "步始期中级心衷")
        || unless("末", "端")
        || unless("度", "过假")
}

/// 08月01日
pub fn padded(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let padded = |number: &Number| {
        let plain = number.plain(text);
        plain.len() == 2 && plain.starts_with('0') && plain != "00"
    };
    let numbers: Vec<Number> = numbers(text).filter(|number| number.digits <= 2).collect();
    let mut last_end = 0;
    for (index, number) in numbers.iter().enumerate() {
        let end = number.range.end;
        if number.range.start < last_end {
            continue;
        }
        let joined = !is_after_label(text, number.range.start)
            && before(text, number.range.start)
                .is_some_and(|c| c.is_ascii_alphanumeric() || "-./:_~－–".contains(c));
        let day_after = |unit: char| head(text, number.range.start).ends_with(unit);
        match after(text, end) {
            Some('月') if !joined => {
                let month = end + "月".len();
                let day = numbers.get(index + 1).filter(|day| day.range.start == month);
                let day = day.filter(|day| after(text, day.range.end) == Some('日'));
                if !padded(number) && !day.is_some_and(padded) {
                    continue;
                }
                last_end = day.map_or(month, |day| day.range.end + "日".len());
                let day = day.map(|day| format!("{}日", without_zero(&day.plain(text))));
                let fix = format!("{}月{}", without_zero(&number.plain(text)), day.unwrap_or_default());
                hits.push(
                    Hit::new(number.range.start..last_end, t!("judge.digits.padded", good = &fix)).fix(fix),
                );
            }
            Some('日') if padded(number) && day_after('月') => {
                let fix = format!("{}日", without_zero(&number.plain(text)));
                let whole = number.range.start..end + "日".len();
                hits.push(Hit::new(whole, t!("judge.digits.padded", good = &fix)).fix(fix));
            }
            _ => {}
        }
    }
}

fn without_zero(digits: &str) -> &str {
    digits.strip_prefix('0').unwrap_or(digits)
}

/// 8月1号
pub fn hao(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for day in numbers(text).filter(|number| (1..=2).contains(&number.digits) && !number.has_point) {
        let month =
            head(text, day.range.start).strip_suffix('月').is_some_and(|rest| rest.ends_with(is_digit));
        let Some(rest) = tail(text, day.range.end).strip_prefix('号') else { continue };
        // 7月3号楼开工
        let thing = rest.starts_with(|c: char| {
            "楼院线文令机井店馆池桥泵站坝库车船厅室门棚窑矿洞通公决议井煤路段标码台".contains(c)
        });
        if month && !thing && day.whole(text).is_some_and(|day| (1..=31).contains(&day)) {
            let hao = day.range.end..day.range.end + "号".len();
            hits.push(Hit::new(hao, t!("judge.digits.hao")).fix("日"));
        }
    }
}

fn year_digit(c: char) -> Option<char> {
    match c {
        '○' | '◯' | 'O' | 'o' | 'Ｏ' | '零' | '0' | '０' | '〇' => Some('0'),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' => {
            "一二三四五六七八九".chars().zip('1'..='9').find_map(|(han, digit)| (han == c).then_some(digit))
        }
        _ => None,
    }
}

/// The year in 汉字 that ends before a byte, with whatever zeros: where it begins, its digits.
fn han_year(text: &str, end: usize) -> Option<(usize, String)> {
    let mut start = end;
    let mut digits = String::new();
    for (at, c) in head(text, end).char_indices().rev().take(4) {
        digits.insert(0, year_digit(c)?);
        start = at;
    }
    let century = digits.starts_with("19") || digits.starts_with("20");
    let written = part(text, &(start..end)).chars().filter(|&c| is_han_numeral(c)).count() >= 2;
    let alone = before(text, start).is_none_or(|c| year_digit(c).is_none() && !c.is_ascii_alphanumeric());
    (digits.len() == 4 && century && written && alone).then_some((start, digits))
}

/// 二〇二三年8月, 2023年八月, 8月十五日: one hit for each date.
pub fn mixed(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, year) in text.match_indices('年') {
        let end = at + year.len();
        let date = match han_year(text, at) {
            Some((start, digits)) => arabic_month(text, end).map(|_| (start, digits)),
            None => gregorian_year(text, at).filter(|_| han_month(text, end)),
        };
        let Some((start, digits)) = date else { continue };
        let (end, rest) = month_and_day(text, end);
        let fix = format!("{digits}年{rest}");
        hits.push(Hit::new(start..end, t!("judge.digits.mixed_date", good = &fix)).fix(fix));
    }
    for month in
        numbers(text).filter(|number| number.whole(text).is_some_and(|month| (1..=12).contains(&month)))
    {
        let end = month.range.end + "月".len();
        let Some(rest) = tail(text, month.range.end).strip_prefix('月') else { continue };
        let Some((day, read)) = numeral::read(rest).filter(|(day, _)| (1..=31).contains(day)) else {
            continue;
        };
        let after_year = head(text, month.range.start).ends_with('年');
        if tail(rest, read).starts_with('日') && !(after_year && han_year_before(text, month.range.start)) {
            let whole = month.range.start..end + read + "日".len();
            let fix = format!("{}月{day}日", month.plain(text));
            hits.push(Hit::new(whole, t!("judge.digits.mixed_date", good = &fix)).fix(fix));
        }
    }
}

fn han_year_before(text: &str, end: usize) -> bool {
    head(text, end).strip_suffix('年').is_some_and(|rest| han_year(text, rest.len()).is_some())
}

fn arabic_month(text: &str, at: usize) -> Option<usize> {
    let rest = tail(text, at);
    let digits = rest.len() - rest.trim_start_matches(is_digit).len();
    let month = tail(rest, digits);
    (digits > 0 && digits <= 6 && month.starts_with('月')).then_some(digits)
}

fn gregorian_year(text: &str, end: usize) -> Option<(usize, String)> {
    let words = head(text, end).trim_end_matches(is_digit);
    let year = crate::judge::scan::half_width(part(text, &(words.len()..end)));
    let lunar = words.ends_with("农历") || words.ends_with("阴历") || words.ends_with("夏历");
    let ours = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    (ours && !lunar).then_some((words.len(), year))
}

/// 八月, and then what says that it is no festival: 三月三, 八月十五.
fn han_month(text: &str, at: usize) -> bool {
    let rest = tail(text, at);
    let Some((month, read)) = numeral::read(rest) else { return false };
    let Some(behind) = tail(rest, read).strip_prefix('月') else { return false };
    let day = numeral::read(behind).is_some_and(|(_, read)| tail(behind, read).starts_with('日'));
    let part = ["份", "上旬", "中旬", "下旬", "底", "以来", "以后", "，", "。", "、", "；", "）"];
    (1..=12).contains(&month)
        && (day || behind.is_empty() || part.iter().any(|part| behind.starts_with(part)))
}

/// Month and day from a byte on in Arabic digits, and where they end.
fn month_and_day(text: &str, from: usize) -> (usize, String) {
    let mut end = from;
    let mut written = String::new();
    for unit in ['月', '日'] {
        let rest = tail(text, end);
        let digits = rest.len() - rest.trim_start_matches(is_digit).len();
        let (number, read) = match numeral::read(rest) {
            Some(read) => read,
            None => {
                let plain = crate::judge::scan::half_width(part(rest, &(0..digits)));
                (plain.parse().unwrap_or_default(), digits)
            }
        };
        if read == 0 || number == 0 || !tail(rest, read).starts_with(unit) {
            break;
        }
        end += read + unit.len_utf8();
        written.push_str(&format!("{number}{unit}"));
    }
    (end, written)
}

/// 二○二三年, 二零二三年: 〇 is the zero of years.
pub fn zeros(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, _) in text.match_indices('年') {
        let Some((start, _)) = han_year(text, at) else { continue };
        let year = part(text, &(start..at));
        let fix: String = year.chars().map(|c| if year_digit(c) == Some('0') { '〇' } else { c }).collect();
        if fix != year {
            hits.push(Hit::new(start..at, t!("judge.digits.wrong_zero", good = &fix)).fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn years_of_two_digits() {
        check(
            "two-digit-year",
            &[
                ("截至23年底", "23年"),
                ("23年8月完成", "23年"),
                ("23年度考核", "23年"),
                ("25年初，全镇", "25年"),
                ("98年底", "98年"),
                ("24年上半年", "24年"),
                ("从22年12月起", "22年"),
            ],
            &[
                "2023年底",
                "工作12年，党龄20年",
                "近20年底蕴",
                "用了10年初步建成",
                "历时10年3个月",
                "2023—24年度，2023至24年度",
                "刑期10年2月",
                "有12年度过",
                "二十年底",
                "",
            ],
        );
        check_fixes("two-digit-year", &[("23年底和98年初", "2023年底和1998年初")]);
    }

    #[test]
    fn dates_with_zeros_before() {
        check(
            "padded-date",
            &[
                ("2023年08月01日", "08月01日"),
                ("2023年8月01日", "8月01日"),
                ("08月15日召开", "08月15日"),
                ("2023年09月", "09月"),
                ("于05月召开", "05月"),
                ("时间:05月", "05月"),
                ("２０２３年０８月", "０８月"),
                ("十二月05日", "05日"),
            ],
            &[
                "2023年8月1日",
                "2023-08-01",
                "10月10日",
                "05号文件",
                "100月",
                "上午08:30",
                "0.5个百分点",
                "20月20日",
            ],
        );
        check_fixes("padded-date", &[("2023年08月01日至09月05日", "2023年8月1日至9月5日")]);
    }

    #[test]
    fn days_are_ri() {
        check(
            "date-hao",
            &[
                ("8月1号召开", "号"),
                ("2023年12月31号。", "号"),
                ("于5月4号，", "号"),
                ("7月1号前", "号"),
                ("10月15号至", "号"),
                ("3月8号", "号"),
            ],
            &[
                "8月1日",
                "7月3号楼开工",
                "镇发〔2023〕5号",
                "5月2号文件下发",
                "1号公告",
                "本月3号",
                "12月45号",
            ],
        );
        check_fixes("date-hao", &[("8月1号召开", "8月1日召开")]);
    }

    #[test]
    fn dates_in_two_scripts() {
        check(
            "mixed-date",
            &[
                ("二〇二三年8月", "二〇二三年8月"),
                ("二〇二三年8月15日召开", "二〇二三年8月15日"),
                ("2023年八月十五日", "2023年八月十五日"),
                ("2023年八月份", "2023年八月"),
                ("2023年8月十五日", "8月十五日"),
                ("8月十五日召开", "8月十五日"),
                ("二○二三年12月", "二○二三年12月"),
                ("2023年十二月。", "2023年十二月"),
            ],
            &[
                "2023年8月15日",
                "二〇二三年八月十五日",
                "2023年三月三歌节",
                "农历2023年八月十五日",
                "2023年八月十五月圆",
                "三年8月完成",
                "十月革命",
                "2023年一月一走访",
                "",
            ],
        );
        check_fixes(
            "mixed-date",
            &[
                ("二〇二三年8月十五日", "2023年8月15日"),
                ("2023年八月十五日", "2023年8月15日"),
                ("二○二三年12月", "2023年12月"),
            ],
        );
    }

    #[test]
    fn zeros_of_years() {
        check(
            "wrong-zero",
            &[
                ("二○二三年", "二○二三"),
                ("二零二三年工作", "二零二三"),
                ("二O二三年八月", "二O二三"),
                ("二0二三年", "二0二三"),
                ("一九九○年", "一九九○"),
                ("于二Ｏ二六年", "二Ｏ二六"),
            ],
            &[
                "二〇二三年",
                "2023年",
                "三零二年",
                "一百零三年",
                "零二年",
                "第二○年",
                "二二零年",
                "20二三年计划三年",
            ],
        );
        check_fixes("wrong-zero", &[("二○二○年和二零二三年", "二〇二〇年和二〇二三年")]);
    }
}
