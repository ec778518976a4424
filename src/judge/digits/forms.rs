//! Full-width digits, and numbers written in two ways in one summary.

use crate::judge::passage::Document;
use crate::judge::rule::{Found, Hit};
use crate::judge::scan::{
    Number, after, before, half_width, head, is_digit, is_han_numeral, numbers, part, runs, tail,
};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

fn is_wide(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// ２０２３, ＯＡ
pub fn full_width(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    // A point belongs to it only between digits, a percent sign only behind them.
    for run in runs(text, |c| is_wide(c) || matches!(c, '．' | '％')) {
        let found = part(text, &run);
        let found = found.trim_start_matches(|c| !is_wide(c)).trim_end_matches('．');
        let start = part(text, &run).find(is_wide).unwrap_or(0) + run.start;
        // A year of 汉字 with a letter for its zero is another rule's.
        let zero = found == "Ｏ" && before(text, start).is_some_and(is_han_numeral);
        if !found.is_empty() && found.contains(is_wide) && !zero {
            let fix = half_width(found);
            let range = start..start + found.len();
            hits.push(Hit::new(range, t!("judge.digits.full_width", good = &fix)).fix(fix));
        }
    }
}

/// 98％
pub fn percent(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, sign) in text.match_indices('％') {
        if before(text, at).is_some_and(|c| c.is_ascii_digit()) {
            hits.push(Hit::new(at..at + sign.len(), t!("judge.digits.percent")).fix("%"));
        }
    }
}

type Place = (usize, Range<usize>);

/// One finding at the first place of the rarer form, the others beside it.
fn rarer(mut one: Vec<Place>, mut other: Vec<Place>, message: String, found: &mut Vec<Found>) {
    const MOST_RELATED: usize = 20;
    if one.is_empty() || other.is_empty() {
        return;
    }
    if other.len() < one.len() {
        std::mem::swap(&mut one, &mut other);
    }
    let (passage, range) = one.remove(0);
    let related = one.into_iter().chain(other.into_iter().take(1)).take(MOST_RELATED).collect();
    found.push(Found { passage, hit: Hit::new(range, message), related });
}

/// 二〇二三年 here and 2023年 there
pub fn years(document: &Document<'_>, found: &mut Vec<Found>) {
    let (mut han, mut arabic) = (Vec::new(), Vec::new());
    for (index, passage) in document.passages.iter().enumerate() {
        let text = &passage.text;
        for (at, year) in text.match_indices('年') {
            let before_year = head(text, at);
            let end = at + year.len();
            if before_year.ends_with(is_digit) {
                let start = before_year.trim_end_matches(is_digit).len();
                if at - start == 4 {
                    arabic.push((index, start..end));
                }
            } else if before_year.ends_with(is_han_numeral) {
                let start =
                    before_year.trim_end_matches(|c| is_han_numeral(c) && !"十百千万".contains(c)).len();
                let year = part(text, &(start..at));
                let ours = year.starts_with("二〇") || year.starts_with("一九");
                // What is quoted stays as it is.
                let quoted = head(text, start).ends_with(['《', '“', '〈', '‘']);
                if ours && year.chars().count() == 4 && !quoted {
                    han.push((index, start..end));
                }
            }
        }
    }
    rarer(han, arabic, t!("judge.digits.year_forms").into_owned(), found);
}

/// 1,500 here and 25000 there
pub fn thousands(document: &Document<'_>, found: &mut Vec<Found>) {
    // Most summaries have no separator at all.
    if !document.passages.iter().any(|passage| passage.text.contains(',')) {
        return;
    }
    let (mut grouped, mut plain) = (Vec::new(), Vec::new());
    // Of four digits are years, rooms and codes as well: only what is measured like one that has a
    // separator counts.
    let (mut measured, mut short) = (Vec::new(), Vec::new());
    for (index, passage) in document.passages.iter().enumerate() {
        let text = &passage.text;
        for number in numbers(text) {
            let rest = tail(text, number.range.end);
            let counted = rest.starts_with(|c: char| is_han(c) && !"年号".contains(c));
            let free = before(text, number.range.start).is_none_or(is_han_or_mark);
            let unit = MEASURED.iter().find(|unit| rest.starts_with(**unit));
            if number.is_grouped {
                measured.extend(unit.filter(|_| number.digits == 4));
                grouped.push((index, number.range));
            } else if counted && free && !number.plain(text).starts_with('0') && !is_line(text, &number) {
                match number.digits {
                    4 => short.extend(unit.map(|unit| (unit, (index, number.range)))),
                    5..=9 => plain.push((index, number.range)),
                    _ => {}
                }
            }
        }
    }
    let alike = short.into_iter().filter(|(unit, _)| measured.contains(unit));
    plain.extend(alike.map(|(_, place)| place));
    plain.sort_by_key(|(index, range)| (*index, range.start));
    rarer(grouped, plain, t!("judge.digits.thousands").into_owned(), found);
}

/// Units of what is measured or paid, the longer ones first.
const MEASURED: &[&str] = &[
    "万元",
    "亿元",
    "元",
    "万人次",
    "人次",
    "万人",
    "平方米",
    "平方公里",
    "立方米",
    "公里",
    "公斤",
    "千瓦",
    "吨",
    "亩",
    "米",
];

/// 12345热线, 拨打12388: a number that one calls.
fn is_line(text: &str, number: &Number) -> bool {
    const LINES: &[&str] = &[
        "12345", "12315", "12388", "12380", "12333", "12348", "12328", "12329", "12355", "12366", "12369",
        "12378", "12381", "12393", "12350",
    ];
    let rest = tail(text, number.range.end);
    let called =
        ["热线", "平台", "电话", "专线", "政务", "便民", "服务", "举报", "投诉", "工单", "系统", "短信"];
    let calls = ["拨打", "热线", "电话", "致电", "邮编", "邮政编码", "股票代码", "代码", "编号", "编码"];
    LINES.contains(&part(text, &number.range))
        || called.iter().any(|word| rest.starts_with(word))
        || calls.iter().any(|word| head(text, number.range.start).ends_with(word))
}

fn is_han_or_mark(c: char) -> bool {
    crate::judge::scan::is_chinese(c)
}

/// Units that have a symbol and a name.
const UNITS: &[(&str, &[&str])] = &[
    ("平方米", &["㎡", "m²", "m2"]),
    ("公里", &["km", "㎞"]),
    ("摄氏度", &["℃", "°C"]),
    ("公斤", &["kg", "㎏"]),
];

/// 平方米 here and ㎡ there
pub fn units(document: &Document<'_>, found: &mut Vec<Found>) {
    // By these begin all symbols; most summaries have none.
    if !document.passages.iter().any(|passage| passage.text.contains(['㎡', 'm', 'k', '㎞', '℃', '°', '㎏']))
    {
        return;
    }
    let mut places: Vec<(Vec<Place>, Vec<Place>)> = vec![Default::default(); UNITS.len()];
    for (index, passage) in document.passages.iter().enumerate() {
        let text = &passage.text;
        for number in numbers(text) {
            let at = number.range.end;
            let rest = tail(text, at);
            for ((name, symbols), (names, signs)) in UNITS.iter().zip(&mut places) {
                if rest.starts_with(name) {
                    names.push((index, at..at + name.len()));
                } else if let Some(symbol) = symbols.iter().find(|symbol| rest.starts_with(**symbol)) {
                    let end = at + symbol.len();
                    if !after(text, end).is_some_and(|c| c.is_ascii_alphanumeric() || c == '/') {
                        signs.push((index, at..end));
                    }
                }
            }
        }
    }
    for ((name, symbols), (names, signs)) in UNITS.iter().zip(places) {
        let symbol = symbols.first().copied().unwrap_or_default();
        rarer(names, signs, t!("judge.digits.unit_forms", one = name, other = symbol).into_owned(), found);
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, project, words_in};

    #[test]
    fn full_width_digits() {
        check(
            "full-width-digits",
            &[
                ("２０２３年", "２０２３"),
                ("办理２４件，重复３件", "２４|３"),
                ("增长５．６％", "５．６％"),
                ("使用ＯＡ系统", "ＯＡ"),
                ("１．落实责任", "１"),
                ("ＧＢ／Ｔ９７０４", "ＧＢ|Ｔ９７０４"),
            ],
            &["2023年", "98％", "卡尔．马克思", "①②③", "（一）", "二Ｏ二三年", "𝟐", ""],
        );
        check_fixes(
            "full-width-digits",
            &[("２０２３年增长５．６％", "2023年增长5.6%"), ("１．落实", "1．落实")],
        );
    }

    #[test]
    fn percent_signs() {
        check(
            "full-width-percent",
            &[
                ("办结率98％", "％"),
                ("5％和6％", "％|％"),
                ("增长5.6％，", "％"),
                ("0％", "％"),
                ("达100％以上", "％"),
                ("1％", "％"),
            ],
            &["98%", "％", "９８％", "百分之五", "X％", "二％"],
        );
        check_fixes("full-width-percent", &[("98％", "98%")]);
    }

    #[test]
    fn one_form_of_a_kind() {
        for (rule, paragraphs, words) in [
            ("year-forms", &["2023年和2024年", "二〇二五年"][..], "二〇二五年"),
            ("year-forms", &["一九四九年，二〇二五年，2023年"], "2023年"),
            ("year-forms", &["二〇二五年", "《二〇二三年规划》"], ""),
            ("year-forms", &["2023年", "《二〇二三年规划》"], ""),
            ("year-forms", &["三年内，二十年，2023年"], ""),
            ("year-forms", &["2023年", "“二〇三五年远景目标”"], ""),
            ("thousands", &["投资1,500万元", "收入25000元，支出36000元"], "1,500"),
            ("thousands", &["投资1,500万元，2,000元", "收入25000元"], "25000"),
            ("thousands", &["投资1,500万元", "2023年1500户"], ""),
            ("thousands", &["收入25000元"], ""),
            ("thousands", &["投资1,500万元，新增1600万元", "收入1700万元"], "1,500"),
            ("thousands", &["种植1,200亩、3,400亩", "整治1500亩"], "1500"),
            ("thousands", &["投资1,500万元，建成高标准农田1600亩，2026年"], ""),
            ("thousands", &["投资1,500万元，1600户、1号楼2001室"], ""),
            ("thousands", &["投资1,500万元", "办理12345热线工单320件，12388平台转办5件"], ""),
            ("thousands", &["投资1,500万元", "拨打12393咨询，受理12315投诉12件"], ""),
            ("thousands", &["投资1,500万元", "“10086短信平台”发送信息，95598热线"], ""),
            ("thousands", &["投资1,500万元", "邮编614000，电话13800000000人"], ""),
            ("unit-forms", &["面积500平方米", "300㎡，200平方米"], "㎡"),
            ("unit-forms", &["5公里", "3km"], "公里"),
            ("unit-forms", &["5公里", "300㎡"], ""),
            ("unit-forms", &["5公里，60km/h"], ""),
            ("unit-forms", &["平方米和㎡"], ""),
        ] {
            let mut project = project(paragraphs);
            project.title.clear();
            assert_eq!(words_in(rule, &project).join("|"), words, "{rule}: {paragraphs:?}");
        }
    }
}
