//! How much and how many.

use crate::judge::rule::Hit;
use crate::judge::scan::{
    Number, after, before, half_width, head, is_digit, is_han_numeral, numbers, part, ranges, tail,
};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

const NUMERALS: &str = "一二三四五六七八九";

/// What is counted roughly: 三四天. 等, 季度, 年级 and the like are numbered.
const ROUGH: &[&str] = &[
    "天", "个", "人", "岁", "里", "公里", "小时", "分钟", "户", "家", "亩", "元", "百", "千", "十", "年",
    "次",
];

/// 3、4天, 三、四天
pub fn approximate(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, mark) in text.match_indices('、') {
        let end = at + mark.len();
        let (Some(first), Some(second)) = (before(text, at), after(text, end)) else { continue };
        let (Some(low), Some(high)) = (one_digit(first), one_digit(second)) else { continue };
        let (start, stop) = (at - first.len_utf8(), end + second.len_utf8());
        let rest = tail(text, stop);
        let numbered = ["年级", "年度", "年期", "个月内", "年段", "年来", "次会"]
            .iter()
            .any(|word| rest.starts_with(word));
        let counted = ROUGH.iter().any(|unit| rest.starts_with(unit)) && !numbered;
        // 第三、四个; 1、2、3个; 三、四个意识 with a numeral before it
        let free =
            before(text, start).is_some_and(|c| is_han(c) && !is_han_numeral(c) && !"第星期周".contains(c));
        if low + 1 == high && counted && free && is_digit(first) == is_digit(second) {
            let numerals: Vec<char> = NUMERALS.chars().collect();
            let fix: String = [low, high].iter().filter_map(|n| numerals.get(n - 1)).collect();
            hits.push(Hit::new(start..stop, t!("judge.digits.approximate", good = &fix)).fix(fix));
        }
    }
}

/// The value of 1 … 9 in either script.
fn one_digit(c: char) -> Option<usize> {
    let half = half_width(c.encode_utf8(&mut [0; 4]));
    let arabic = half.parse().ok().filter(|n| (1..=9).contains(n));
    arabic.or_else(|| NUMERALS.chars().position(|han| han == c).map(|n| n + 1))
}

/// 5-10万人, 4～6%: the unit stands behind both numbers.
pub fn range_units(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for range in ranges(text) {
        let (left, right) = (&range.left, &range.right);
        let rest = tail(text, right.range.end);
        let units = ["万亿元", "万亿", "万元", "亿元", "万", "亿", "个百分点", "%", "％", "‰"];
        let Some(unit) = units.into_iter().find(|unit| rest.starts_with(unit)) else { continue };
        let numbered = before(text, left.range.start) == Some('第');
        let one_mark = part(text, &range.mark).chars().count() == 1;
        let sound = left.is_amount(text) && right.is_amount(text) && left.value(text) < right.value(text);
        if numbered
            || !range.unit.is_empty()
            || !one_mark
            || !sound
            || unit == "个百分点"
            || left.year(text).is_some() && right.year(text).is_some()
        {
            continue;
        }
        let whole = left.range.start..right.range.end + unit.len();
        let unit = half_width(unit);
        let fix = format!("{}{unit}～{}{unit}", left.plain(text), right.plain(text));
        hits.push(Hit::new(whole, t!("judge.digits.range_unit", good = &fix)).fix(fix));
    }
}

/// 约…左右, 近100余, 超过50多
pub fn doubled(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for number in numbers(text) {
        let Some((first, word)) = roughly_before(text, number.range.start) else {
            hits.extend(more_and_about(text, &number));
            continue;
        };
        let Some((second, end)) = roughly_after(text, &number) else { continue };
        let over = matches!(word, "超" | "超过" | "逾");
        let least = matches!(word, "至少" | "不少于" | "不低于");
        let more = matches!(part(text, &second), "余" | "多");
        let above = part(text, &second) == "以上";
        // 近10余年: the last ten years and more.
        let lately =
            word == "近" && tail(text, second.end).starts_with(['年', '天', '日', '周', '个', '月', '届']);
        let doubled = if least { above } else { !lately || !more };
        if !doubled || over && !(more || above) {
            continue;
        }
        let message = t!("judge.digits.doubled", first = word, second = part(text, &second));
        let without_second =
            format!("{}{}", part(text, &(first..second.start)), part(text, &(second.end..end)));
        let without_first = part(text, &(first + word.len()..end));
        hits.push(
            Hit::new(first..end, message).fix(half_width(&without_second)).fix(half_width(without_first)),
        );
    }
}

/// 30万余次左右
fn more_and_about(text: &str, number: &Number) -> Option<Hit> {
    let scaled = tail(text, number.range.end);
    let scale = scaled.chars().take_while(|c| "百千万亿".contains(*c)).map(char::len_utf8).sum::<usize>();
    let at = number.range.end + scale;
    let more = after(text, at).filter(|c| matches!(c, '余' | '多'))?;
    let start = at + more.len_utf8();
    let rest = tail(text, start);
    let about = rest.char_indices().map(|(offset, _)| offset).take(4).find_map(|offset| {
        let word = ["左右", "上下"].into_iter().find(|word| tail(rest, offset).starts_with(word))?;
        head(rest, offset).chars().all(is_han).then_some((start + offset, word))
    });
    let (about, word) = about?;
    let end = about + word.len();
    // 20多人左右手
    let ends = !tail(text, end).starts_with(['手', '邻', '为', '逢', '摇', '级', '联']);
    let range = number.range.start..end;
    let message = t!("judge.digits.doubled", first = more, second = word);
    let fix = half_width(part(text, &(range.start..about)));
    ends.then(|| Hit::new(range, message).fix(fix))
}

/// 29．7%, 43。7万元
pub fn decimal_marks(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let measured = |at: usize| MEASURED.iter().any(|unit| tail(text, at).starts_with(unit));
    let mut last: Option<Number> = None;
    for number in numbers(text) {
        let found = part(text, &number.range);
        // At the start of a line it may be a numeral: 1．10个村. In full-width digits it is another rule's.
        let halved = found.chars().filter(|c| *c == '．').count() == 1 && !found.contains(['.', ',']);
        let narrow = found.chars().all(|c| c.is_ascii_digit() || c == '．');
        let behind = |at: usize| before(text, at).is_some_and(is_han);
        if halved && narrow && behind(number.range.start) && measured(number.range.end) {
            let good = half_width(found);
            let message = t!("judge.digits.decimal_mark", good = &good);
            hits.push(Hit::new(number.range.clone(), message).fix(good));
        }
        if let Some(first) = last.filter(|first| part(text, &(first.range.end..number.range.start)) == "。")
        {
            let plain = |number: &Number| !number.has_point && part(text, &number.range).is_ascii();
            let whole = first.range.start..number.range.end;
            let short = number.digits <= 2 && first.year(text).is_none();
            // A sentence may end in a number of its own: 排名第3。5万元
            let word = ["第", "为", "号", "附件", "图", "表"]
                .iter()
                .any(|word| head(text, whole.start).ends_with(word));
            if plain(&first) && plain(&number) && short && !word && behind(whole.start) && measured(whole.end)
            {
                let good = format!("{}.{}", first.plain(text), number.plain(text));
                let message = t!("judge.digits.decimal_mark", good = &good);
                hits.push(Hit::new(whole, message).fix(good));
            }
        }
        last = Some(number);
    }
}

/// Units of what is measured, not counted.
const MEASURED: &[&str] = &[
    "%",
    "％",
    "个百分点",
    "万元",
    "亿元",
    "万人",
    "万亩",
    "万吨",
    "万户",
    "万平方米",
    "公里",
    "千米",
    "亿千瓦",
];

/// The word before a number that says it is not exact, and where it begins.
fn roughly_before(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let before = head(text, at);
    let words = ["大约", "大概", "将近", "接近", "超过", "至少", "不少于", "不低于", "约", "近", "逾", "超"];
    let word = words.into_iter().find(|word| before.ends_with(word))?;
    let rest = head(before, before.len() - word.len());
    // 节约50多万元, 最近, 附近
    let part_of_word = match word {
        "约" => rest.ends_with(|c| "节集签履条公合违预特简制契邀婉隐有失赴爽誓盟续律绰约".contains(c)),
        "近" => rest.ends_with(|c| "附最邻靠相亲临贴逼远就新抵走较迫".contains(c)),
        "超" => rest.ends_with(|c| "赶高反".contains(c)),
        _ => false,
    };
    (!part_of_word).then_some((rest.len(), word))
}

/// The word behind a number (and its unit) that says the same again: where it is, and where the
/// words that belong to it end.
fn roughly_after(text: &str, number: &Number) -> Option<(Range<usize>, usize)> {
    let scaled = tail(text, number.range.end);
    let scale = scaled.chars().take_while(|c| "百千万亿".contains(*c)).map(char::len_utf8).sum::<usize>();
    let at = number.range.end + scale;
    let rest = tail(text, at);
    if let Some(word) = ["余", "多"].into_iter().find(|word| rest.starts_with(word)) {
        let end = at + word.len();
        return after(text, end).is_some_and(is_han).then_some((at..end, end));
    }
    let words = ["左右", "上下", "以上"];
    let near = rest.char_indices().map(|(offset, _)| offset).take(4);
    for offset in near {
        let unit = head(rest, offset);
        let Some(word) = words.into_iter().find(|word| tail(rest, offset).starts_with(word)) else {
            continue;
        };
        let start = at + offset;
        let end = start + word.len();
        return unit.chars().all(|c| is_han(c) || matches!(c, '%' | '％')).then_some((start..end, end));
    }
    None
}

/// .5个
pub fn bare_decimals(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for number in numbers(text).filter(|number| !number.has_point) {
        let start = number.range.start;
        let Some(before_point) = head(text, start).strip_suffix(['.', '．']) else { continue };
        let rest = tail(text, number.range.end);
        let counted = ["%", "％", "个百分点", "个", "万", "亿", "公里", "亩", "吨", "米", "元", "倍"];
        let counted = counted.iter().any(|unit| rest.starts_with(unit));
        let alone = before_point.ends_with(|c: char| is_han(c) && !is_han_numeral(c) && c != '第');
        if alone && counted && number.digits <= 2 {
            let whole = before_point.len()..number.range.end;
            let fix = format!("0.{}", number.plain(text));
            hits.push(Hit::new(whole, t!("judge.digits.bare_decimal", good = &fix)).fix(fix));
        }
    }
}

/// 下降2倍
pub fn multiples(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, times) in text.match_indices('倍') {
        let before = head(text, at).trim_end_matches(|c: char| {
            is_digit(c) || is_han_numeral(c) || matches!(c, '.' | '两' | '几' | '数' | '近' | '约')
        });
        let counted = before.len() < at;
        let words = before.strip_suffix('了').unwrap_or(before);
        let less = ["下降", "减少", "降低", "缩短", "缩小", "压缩", "减轻", "下跌", "压减"];
        if counted && let Some(word) = less.into_iter().find(|word| words.ends_with(word)) {
            let start = words.len() - word.len();
            hits.push(Hit::new(start..at + times.len(), t!("judge.digits.multiple", found = word)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn rough_numbers() {
        check(
            "approximate-numerals",
            &[
                ("用了3、4天", "3、4"),
                ("走访三、四个村", "三、四"),
                ("相距7、8里", "7、8"),
                ("来了5、6人", "5、6"),
                ("等了两三天、用了3、4个小时", "3、4"),
                ("约有8、9户", "8、9"),
            ],
            &[
                "三四天",
                "一、二等奖",
                "6、7月",
                "第三、四个",
                "1、2、3个",
                "三、四个意识",
                "3、5天",
                "二、三年级",
                "第一、二、三个",
                "有3、4季度",
                "一、二是",
            ],
        );
        check_fixes("approximate-numerals", &[("用了3、4天", "用了三四天"), ("来了五、六人", "来了五六人")]);
    }

    #[test]
    fn units_of_ranges() {
        check(
            "range-unit",
            &[
                ("5-10万人", "5-10万"),
                ("5～10万元", "5～10万元"),
                ("增长4-6%", "4-6%"),
                ("增长4～6％", "4～6％"),
                ("投资1—2亿元", "1—2亿元"),
                ("１－２万户", "１－２万"),
                ("投资2000-3000万元", "2000-3000万元"),
                ("每亩增收1950—2200万元", "1950—2200万元"),
            ],
            &[
                "5万～10万人",
                "4%～6%",
                "100～150千克",
                "2～3个",
                "2021-2025万",
                "第3—5万名",
                "10-5万",
                "5至10万",
                "4～6个百分点",
                "2023—2025年",
            ],
        );
        check_fixes(
            "range-unit",
            &[
                ("5-10万人，增长4～6%", "5万～10万人，增长4%～6%"),
                ("13～17万元", "13万元～17万元"),
                ("2000-3000万元", "2000万元～3000万元"),
            ],
        );
    }

    #[test]
    fn approximations_said_twice() {
        check(
            "doubled-approximation",
            &[
                ("近300人左右", "近300人左右"),
                ("约50多户", "约50多"),
                ("大约100人上下", "大约100人上下"),
                ("超过100余人", "超过100余"),
                ("近2000余人", "近2000余"),
                ("阅读量突破30万余次左右", "30万余次左右"),
                ("走访100多户左右", "100多户左右"),
                ("用时20余天上下", "20余天上下"),
                ("约5万元左右", "约5万元左右"),
                ("至少100人以上", "至少100人以上"),
                ("逾50多件", "逾50多"),
            ],
            &[
                "近300人",
                "50多户",
                "100余人次",
                "约有50户",
                "节约50多万元",
                "最近10多年",
                "附近50多户",
                "近10余年来",
                "约300人，多数",
                "签约20余个",
                "达100余人",
                "超过100人",
                "超额完成100余件",
                "走访100多户，左右邻居",
                "100多人左右为难",
            ],
        );
    }

    #[test]
    fn decimals() {
        check(
            "bare-decimal",
            &[
                ("下降.5个百分点", ".5"),
                ("增长.8%", ".8"),
                ("完成.25万", ".25"),
                ("约.5亩", ".5"),
                ("为.5公里", ".5"),
                ("投入.6亿元", ".6"),
            ],
            &["0.5个百分点", "1.5", "No.5", "落实.2023年", "v.5", "第.5个", "一.5个", ".5"],
        );
        check_fixes("bare-decimal", &[("下降.5个百分点", "下降0.5个百分点")]);
    }

    #[test]
    fn points_of_decimals() {
        check(
            "decimal-mark",
            &[
                ("占常住人口的29．7%", "29．7"),
                ("补发工资43。7万元", "43。7"),
                ("增长5．6个百分点", "5．6"),
                ("完成投资1。25亿元", "1。25"),
                ("硬化道路3．2公里、下降0。8%", "3．2|0。8"),
                ("种植面积2．1万亩", "2．1"),
            ],
            &[
                "占29.7%，补发43.7万元",
                "1．10万元以下的项目",
                "全县排名第3。5万元奖金已经发放",
                "时间为2026。5万元",
                "共办理43。7月份整改完成",
                "共办理24件。3万元已经拨付",
                "得分为98。2万元用于奖励",
                "增长５．６%",
                "2026．5．6万元",
                "见附件3。5公里以内",
                "",
            ],
        );
        check_fixes("decimal-mark", &[("占29．7%，补发43。7万元", "占29.7%，补发43.7万元")]);
    }

    #[test]
    fn multiples_of_less() {
        check(
            "illogical-multiple",
            &[
                ("下降2倍", "下降2倍"),
                ("减少1倍", "减少1倍"),
                ("降低了三倍", "降低了三倍"),
                ("缩短近一倍", "缩短近一倍"),
                ("信访量减少了1.5倍", "减少了1.5倍"),
                ("压缩两倍", "压缩两倍"),
            ],
            &[
                "增长2倍",
                "减少一半",
                "下降20%",
                "翻两番",
                "是去年的2倍",
                "减少到原来的三分之一",
                "加倍努力",
                "下降，是3倍",
            ],
        );
    }
}
