//! 连接号 between numbers: ～ for a range of values, — from one time or number to another.

use crate::judge::rule::Hit;
use crate::judge::scan::{NumberRange, UNITS, before, half_width, is_closing, part, ranges, tail};
use crate::judge::{Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

/// 2－3个, 2013-2015年
pub fn marks(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for range in ranges(text) {
        let mark = part(text, &range.mark);
        if matches!(mark, "—" | "～") {
            continue;
        }
        let Some(good) = right_mark(text, &range) else { continue };
        let whole = range.left.range.start..range.right.range.end;
        let left = half_width(part(text, &(whole.start..range.mark.start)));
        let fix = format!("{left}{good}{}", range.right.plain(text));
        let message = match good {
            '～' => t!("judge.marks.range_of_values", good = &fix),
            _ => t!("judge.marks.range_of_times", good = &fix),
        };
        hits.push(Hit::new(whole, message).fix(fix));
    }
    times(text, hits);
}

/// The mark that belongs there, where it is certain.
fn right_mark(text: &str, range: &NumberRange) -> Option<char> {
    let (left, right) = (&range.left, &range.right);
    let unit = half_width(part(text, &range.unit));
    let rest = tail(text, right.range.end);
    let previous = before(text, left.range.start);
    if let (Some(from), Some(to)) = (left.year(text), right.year(text)) {
        let years = rest.starts_with(['年', '学', '财']) || previous.is_some_and(is_bracket) && closes(rest);
        return (from < to && (unit == "年" || unit.is_empty()) && years).then_some('—');
    }
    if !left.is_amount(text) || !right.is_amount(text) {
        return None;
    }
    let rises = left.value(text)? < right.value(text)?;
    match unit.as_str() {
        "年" if left.year(text).is_some() => rest.starts_with('月').then_some('—'),
        "年" => (rises && rest.starts_with('年')).then_some('～'),
        "月" | "日" | "时" | "点" => rest.starts_with(['月', '日', '时', '点', '年']).then_some('—'),
        "" if !rises => None,
        "" if previous == Some('第') => rest.starts_with(crate::text::chars::is_han).then_some('—'),
        "" => of_bare_numbers(range, text, rest),
        unit => (UNITS.contains(&unit) || is_money(unit))
            .then_some(())
            .filter(|()| half_width(rest).starts_with(unit))
            .map(|()| '～'),
    }
}

fn is_bracket(c: char) -> bool {
    matches!(c, '（' | '(' | '《')
}

fn closes(rest: &str) -> bool {
    rest.starts_with(|c| is_closing(c) || c == ')')
}

fn is_money(unit: &str) -> bool {
    matches!(unit, "万元" | "亿元" | "千元" | "百元" | "平方米" | "平方公里" | "立方米" | "个百分点" | "公里")
}

/// 2－3个: the unit stands behind the right number alone.
fn of_bare_numbers(range: &NumberRange, text: &str, rest: &str) -> Option<char> {
    let to = range.right.whole(text);
    let within = |most: usize| to.is_some_and(|to| to <= most);
    // 3-5年内 is how long, 10-15年 may be two years of a century.
    let first = rest.strip_prefix('年');
    if let Some(behind) = first {
        let long = behind.starts_with(['内', '以', '左', '期', '的', '时', '来', '间']);
        return (!behind.starts_with(['级', '段']) && (long || within(9))).then_some('～');
    }
    if let Some(behind) = rest.strip_prefix('日') {
        return within(31).then(|| if behind.starts_with(['内', '以']) { '～' } else { '—' });
    }
    if rest.starts_with('月') {
        return within(12).then_some('—');
    }
    if rest.starts_with("季度") {
        return within(4).then_some('—');
    }
    if let Some(behind) = rest.strip_prefix('时') {
        let hour = behind.is_empty() || behind.starts_with(|c: char| "，。、；许整（）".contains(c));
        return (within(24) && hour).then_some('—');
    }
    // 2－3名工作人员 are so many, 1－3名 may be ranks.
    let people =
        rest.strip_prefix(['名', '位']).is_some_and(|who| PEOPLE.iter().any(|word| who.starts_with(word)));
    if people && previous_is_free(text, range) {
        return Some('～');
    }
    // Whether 万 and % belong to the left number too is the digits' business.
    let doubtful = rest.starts_with(['万', '亿', '%', '％', '‰', '名', '位', '号', '余', '多', '度', '字']);
    (!doubtful
        && UNITS.iter().any(|unit| rest.starts_with(unit) && !unit.is_ascii() || is_symbol(rest, unit)))
    .then_some('～')
}

/// Who is counted by 名.
const PEOPLE: &[&str] = &[
    "工作", "干部", "党员", "人员", "学生", "教师", "老师", "志愿", "同志", "民警", "代表", "成员", "网格",
    "专职", "兼职", "专业", "技术", "骨干", "医生", "医务", "护士", "村干", "村民", "群众", "后备", "年轻",
    "青年", "联络", "联系", "班子", "科级", "领导", "业务", "熟悉", "专家", "职工", "委员", "组长", "保洁",
    "监督", "宣讲", "信息", "帮扶", "农技", "入党",
];

/// 前2－3名, 第2－3名
fn previous_is_free(text: &str, range: &NumberRange) -> bool {
    !before(text, range.left.range.start).is_some_and(|c| matches!(c, '前' | '第' | '后' | '列'))
}

/// km, not the beginning of a word.
fn is_symbol(rest: &str, unit: &str) -> bool {
    rest.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// 9:00-11:30
fn times(text: &str, hits: &mut Vec<Hit>) {
    for (at, mark) in text.match_indices(['-', '－', '–', '~', '〜']) {
        let Some(start) = clock_before(text, at) else { continue };
        let Some(end) = clock_after(text, at + mark.len()) else { continue };
        let whole: Range<usize> = start..end;
        let good = part(text, &whole).replacen(mark, "—", 1);
        let message = t!("judge.marks.range_of_times", good = &good);
        hits.push(Hit::new(whole, message).fix(good));
    }
}

/// Where a time of day begins that ends at a byte.
fn clock_before(text: &str, at: usize) -> Option<usize> {
    let digits = |c: char| c.is_ascii_digit();
    let before = text.get(..at)?;
    let hours = before.trim_end_matches(digits);
    let (minutes, hours) = (before.len() - hours.len(), hours.strip_suffix([':', '：'])?);
    let rest = hours.trim_end_matches(digits);
    let tied = rest.ends_with(|c: char| c.is_ascii_graphic() || c == '－');
    (minutes == 2 && (1..=2).contains(&(hours.len() - rest.len())) && !tied).then_some(rest.len())
}

fn clock_after(text: &str, at: usize) -> Option<usize> {
    let digits = |c: char| c.is_ascii_digit();
    let after = text.get(at..)?;
    let minutes = after.trim_start_matches(digits);
    let hours = after.len() - minutes.len();
    let minutes = minutes.strip_prefix([':', '：'])?;
    let rest = minutes.trim_start_matches(digits);
    let tied = rest.starts_with(|c: char| c.is_ascii_graphic() || c == '－');
    (minutes.len() - rest.len() == 2 && (1..=2).contains(&hours) && !tied).then_some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn range_marks() {
        check(
            "range-mark",
            &[
                ("联系2－3个村支部", "2－3"),
                ("2013-2015年", "2013-2015"),
                ("2013年-2015年", "2013年-2015"),
                ("3-5年内", "3-5"),
                ("1-6月完成", "1-6"),
                ("8月1日-5日", "1日-5"),
                ("第3-5条", "3-5"),
                ("每村10~15户", "10~15"),
                ("5%-10%", "5%-10"),
                ("5万元-10万元", "5万元-10"),
                ("《规划（2021-2025）》", "2021-2025"),
                ("上午9:00-11:30", "9:00-11:30"),
                ("１－３次", "１－３"),
                ("长2.5–3公里", "2.5–3"),
                ("2013——2015年", "2013——2015"),
                ("5-10个工作日", "5-10"),
            ],
            &[
                "2～3个，2013—2015年，3—5天",
                "2023-12-31",
                "0831-5551234",
                "GB/T 9704-2012",
                "13800-1380",
                "3-1战胜",
                "3-5年级，18-23年",
                "5-10万人，4-6%",
                "3-2号楼，1-2层",
                "型号F1-3个",
                "获得1-3名，前2－3名学生，排1-3名的村，1-3名奖励，2-3位数",
                "“5+2”“白加黑”",
                "1:500，9:30",
                "10-5个",
                "第1-3-5组",
                "",
            ],
        );
        check_fixes(
            "range-mark",
            &[
                ("对2－3名工作人员谈话，选派3-5名干部", "对2～3名工作人员谈话，选派3～5名干部"),
                ("每村配2-3名网格员、1-2名志愿者", "每村配2～3名网格员、1～2名志愿者"),
                ("培养2—3位专家和1-2位老师", "培养2—3位专家和1～2位老师"),
                ("联系2－3个村", "联系2～3个村"),
                ("2013-2015年", "2013—2015年"),
                ("3-5年内完成5%-10%", "3～5年内完成5%～10%"),
                ("１－３次", "1～3次"),
                ("9:00-11:30", "9:00—11:30"),
            ],
        );
    }
}
