//! Where a number was taken out and its unit left: 同比增长%, 约亿元, 开展活动次，.

use super::frames;
use crate::judge::clause::{clause_before, ends_sentence, has_any};
use crate::judge::near::{after, before, ends_with_any, is_digit, is_han_numeral, next, starts_with_any};
use crate::judge::rule::Hit;
use crate::judge::scan::runs;
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// A unit, and where it lacks its number.
struct Unit {
    unit: &'static str,
    /// Words that want a number; none: every 汉字 that is no number does.
    after: &'static [&'static str],
    /// They are no such words as the ends of these.
    not_after: &'static [&'static str],
    /// It is something else before these.
    not_before: &'static [&'static str],
    /// A mark must follow.
    ends: bool,
}

const GROWN: &[&str] = &[
    "增长", "下降", "提高", "提升", "降低", "减少", "上升", "增加", "回落", "达", "达到", "占", "约", "超",
    "超过", "率", "为", "完成", "压减",
];
const SUMS: &[&str] = &[
    "约",
    "共",
    "共计",
    "合计",
    "总计",
    "累计",
    "资金",
    "增长",
    "下降",
    "累计投入",
    "共投入",
    "总投入",
    "累计发放",
    "共发放",
    "争取",
    "筹集",
];
const TOTALS: &[&str] = &["共", "共计", "合计", "总计", "累计", "约", "大约"];
/// 签约, 公共: words that end like one of the above.
const NOT_TOTALS: &[&str] = &[
    "签约",
    "违约",
    "节约",
    "预约",
    "邀约",
    "履约",
    "赴约",
    "相约",
    "租约",
    "合约",
    "条约",
    "公约",
    "制约",
    "集约",
    "简约",
    "守约",
    "解约",
    "续约",
    "隐约",
    "契约",
    "俭约",
    "爽约",
    "特约",
    "公共",
    "与共",
    "一共同",
    "中共",
];
const HELD: &[&str] = &[
    "活动", "会议", "检查", "培训", "宣传", "教育", "讲座", "演练", "谈话", "督查", "走访", "宣讲", "学习",
    "巡查", "整治",
];
const FOUND: &[&str] = &["问题", "隐患", "项目", "案例", "示范点", "线索", "阵地", "网格"];

const FUNDS: &[&str] =
    &["低保金", "补助金", "补贴金", "救助金", "慰问金", "保险金", "养老金", "救灾款", "扶贫款", "工程款"];
/// 约万亩 may be about ten thousand.
const SUMMED: &[&str] = &["共", "共计", "合计", "总计", "累计"];

/// The first characters of all units.
const BEGINS: &str = "%％个亿万人户次件起月名条批项场处份公余";

const UNITS: &[Unit] = &[
    Unit {
        unit: "个百分点",
        after: &[],
        not_after: &["哪", "某", "每", "这", "那", "整", "单", "把"],
        not_before: &[],
        ends: false,
    },
    Unit { unit: "%", after: GROWN, not_after: &["符号为", "单位为"], not_before: &[], ends: false },
    Unit { unit: "％", after: GROWN, not_after: &["符号为", "单位为"], not_before: &[], ends: false },
    Unit {
        unit: "亿元",
        after: SUMS,
        not_after: NOT_TOTALS,
        not_before: &[
            "以上", "级", "村", "企", "项", "户", "产", "大", "俱", "工", "税", "楼", "园", "镇", "县", "重",
        ],
        ends: false,
    },
    Unit {
        unit: "万元",
        after: SUMS,
        not_after: NOT_TOTALS,
        not_before: &["以上", "户", "村", "以内", "以下"],
        ends: false,
    },
    Unit { unit: "万亩", after: SUMMED, not_after: NOT_TOTALS, not_before: &[], ends: false },
    Unit { unit: "万户", after: SUMMED, not_after: NOT_TOTALS, not_before: &[], ends: false },
    Unit { unit: "万吨", after: SUMMED, not_after: NOT_TOTALS, not_before: &["级"], ends: false },
    Unit { unit: "万平方米", after: SUMMED, not_after: NOT_TOTALS, not_before: &[], ends: false },
    Unit { unit: "亿元", after: FUNDS, not_after: &["现金"], not_before: &[], ends: true },
    Unit { unit: "万元", after: FUNDS, not_after: &["现金"], not_before: &[], ends: true },
    Unit {
        unit: "人次",
        after: &["达", "约", "共", "累计", "共计", "合计", "超", "超过", "近"],
        not_after: NOT_TOTALS,
        not_before: &[],
        ends: true,
    },
    Unit { unit: "户次", after: TOTALS, not_after: NOT_TOTALS, not_before: &[], ends: true },
    Unit { unit: "户", after: TOTALS, not_after: NOT_TOTALS, not_before: &[], ends: true },
    Unit {
        unit: "人",
        after: &["共计", "合计", "总计", "累计", "大约"],
        not_after: NOT_TOTALS,
        not_before: &[],
        ends: true,
    },
    Unit { unit: "次", after: HELD, not_after: &[], not_before: &[], ends: true },
    Unit { unit: "次", after: TOTALS, not_after: NOT_TOTALS, not_before: &[], ends: true },
    Unit { unit: "个", after: FOUND, not_after: &[], not_before: &[], ends: true },
    Unit { unit: "件", after: &["案件", "共计", "累计"], not_after: &[], not_before: &[], ends: true },
    Unit { unit: "起", after: &["纠纷", "共计", "累计"], not_after: &[], not_before: &[], ends: true },
];

pub(super) fn missing_number(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut doubtful = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| BEGINS.contains(*c)) {
        let sure = match c {
            '月' => date(text, at),
            _ => lacking(text, at).or_else(|| frames::lacking(text, at)),
        };
        match sure {
            Some(range) => found.push(range),
            None => doubtful.extend(frames::lacking_too(text, at)),
        }
    }
    // A sentence that lacks one number lacks others, too.
    let beside = |a: &Range<usize>, b: &Range<usize>| {
        let between = text.get(a.start.min(b.start)..a.start.max(b.start));
        between.is_some_and(|between| !between.contains(ends_sentence))
    };
    doubtful.retain(|range| found.iter().any(|sure| beside(sure, range)));
    found.append(&mut doubtful);
    for range in found {
        let words = text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range, t!("judge.leftover.number", words = words)));
    }
    gaps(text, hits);
}

/// What is earned or spent, and may have had a number: 增收万元.
const EARNED: &[&str] = &["增收", "创收", "收入", "分红", "投入", "投资", "减免", "节约", "奖补"];
/// Words with which ten thousand is meant: 户均增收万元.
const EACH: &[&str] = &["均", "每", "户", "人", "家", "年入", "月入", "上"];

/// 村集体增收万元，and 约万亩: a number may have been taken out, or ten thousand be meant.
pub(super) fn doubtful_number(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    for (at, _) in text.match_indices('万') {
        let Some(range) = earned(text, at).or_else(|| about(text, at)) else { continue };
        let words = text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range, t!("judge.leftover.doubtful_number", words = words)));
    }
}

fn earned(text: &str, at: usize) -> Option<Range<usize>> {
    let behind = after(text, at).strip_prefix("万元")?;
    let ends = behind.chars().next().is_none_or(|c| "，。；、！".contains(c));
    let word = EARNED.iter().find(|word| before(text, at).ends_with(**word))?;
    (ends && !has_any(clause_before(text, at, 30), EACH)).then(|| at - word.len()..at + "万元".len())
}

fn about(text: &str, at: usize) -> Option<Range<usize>> {
    const UNITS: &[&str] = &["万亩", "万户", "万吨", "万平方米", "万人次"];
    let unit = UNITS.iter().find(|unit| after(text, at).starts_with(**unit))?;
    let head = before(text, at);
    let word = ["大约", "约"].into_iter().find(|word| head.ends_with(word))?;
    (!ends_with_any(head, NOT_TOTALS)).then(|| at - word.len()..at + unit.len())
}

/// Units that a gap may stand before.
const GAP_UNITS: &[&str] = &[
    "米",
    "千米",
    "公里",
    "亩",
    "平方米",
    "元",
    "万元",
    "亿元",
    "吨",
    "人",
    "人次",
    "户",
    "名",
    "个",
    "件",
    "次",
    "项",
    "处",
    "条",
    "场",
    "份",
    "座",
    "台",
    "盏",
    "%",
];

/// 修复管道　　米，: room of two columns or more before a unit that ends a clause.
fn gaps(text: &str, hits: &mut Vec<Hit>) {
    for run in runs(text, |c| matches!(c, ' ' | '　')) {
        let columns: usize = before(after(text, run.start), run.len()).chars().map(columns).sum();
        let rest = after(text, run.end);
        let end = rest.find(|c| "，。；、".contains(c)).unwrap_or(0);
        let unit = GAP_UNITS.contains(&before(rest, end));
        // 姓名　　人，: a sentence has more than two characters before it.
        let words = before(text, run.start).chars().rev().take_while(|c| is_han(*c)).count();
        if columns >= 2 && unit && words > 2 {
            let range = run.start..run.end + end;
            let words = text.get(range.clone()).unwrap_or_default().trim();
            hits.push(Hit::new(range, t!("judge.leftover.number", words = words)));
        }
    }
}

fn columns(c: char) -> usize {
    if c == ' ' { 1 } else { 2 }
}

/// The word and the unit at a byte, if there should be a number between them. A blank may be left
/// of it; then what follows must be a mark, for many have blanks that mean nothing.
fn lacking(text: &str, at: usize) -> Option<Range<usize>> {
    let (head, rest) = (words_before(text, at), after(text, at));
    let blank = head.len() < at;
    let longest = |words: &[&str]| words.iter().filter(|word| head.ends_with(**word)).map(|w| w.len()).max();
    for unit in UNITS.iter().filter(|unit| rest.starts_with(unit.unit)) {
        let behind = rest.strip_prefix(unit.unit).unwrap_or_default();
        let word = match unit.after {
            [] if blank => longest(GROWN),
            [] => head.chars().next_back().filter(|c| is_han(*c) && !is_counting(*c)).map(char::len_utf8),
            words => longest(words),
        };
        let marked = behind.chars().next().map_or(!blank, |c| "，。；、！".contains(c));
        if let Some(word) = word
            && (marked || !unit.ends && !blank)
            && !ends_with_any(head, unit.not_after)
            && !starts_with_any(behind, unit.not_before)
        {
            return Some(head.len() - word..at + unit.unit.len());
        }
    }
    None
}

/// The text before a byte without the blanks that a number may have left there.
pub(super) fn words_before(text: &str, at: usize) -> &str {
    before(text, at).trim_end_matches([' ', '　'])
}

/// A 汉字 by which a quantity may end: 五个, 几个, 若干个, 近半.
fn is_counting(c: char) -> bool {
    is_han_numeral(c) || "几数多余半来好些干点".contains(c)
}

/// 2023年月日, 12月日: what lacks between year and month, or month and day.
fn date(text: &str, at: usize) -> Option<Range<usize>> {
    let (head, rest) = (before(text, at), after(text, at + "月".len()));
    let number = |c: Option<char>| c.is_some_and(is_digit);
    if let Some(years) = head.strip_suffix('年') {
        let whole = rest.starts_with('日') && number(years.chars().next_back());
        return whole.then_some(at - "年".len()..at + "月日".len());
    }
    let behind = next(rest, "日".len());
    let day = rest.starts_with('日')
        && number(head.chars().next_back())
        && behind.is_none_or(|c| "，。；、）（上下前至—".contains(c));
    day.then_some(at..at + "月日".len())
}
