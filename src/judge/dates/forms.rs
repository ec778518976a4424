//! The set phrases in which a text reports on a year. They are few and closed; what a year stands
//! in besides (comparisons, history, documents, projects) is none of them.

use super::Year;
use crate::judge::clause::{after, before, clause_after, has_any, starts_with_any};

const DONE: &[&str] = &[
    "完成",
    "开展",
    "组织",
    "召开",
    "举办",
    "举行",
    "实现",
    "排查",
    "化解",
    "发放",
    "新增",
    "新建",
    "投入",
    "办理",
    "查处",
    "培训",
    "走访",
    "整治",
    "接待",
    "受理",
    "慰问",
    "救助",
    "改造",
    "修建",
    "争取",
    "整改",
    "处置",
    "调解",
    "发展党员",
    "立案",
    "拨付",
    "清理",
    "拆除",
    "收集",
    "征集",
    "约谈",
];
/// With one of these before it any verb tells of what was done: 2025年共发展党员12名.
const COUNTED: &[&str] = &["全年", "共", "累计", "先后"];
const SUBJECTS: &[&str] = &["我镇", "我乡", "我县", "我局", "全镇", "全乡", "全县"];
const MEETINGS: &[&str] = &["组织", "召开", "开展", "举办", "举行"];
const FESTIVALS: &[&str] = &[
    "春节",
    "元宵",
    "清明",
    "五一",
    "端午",
    "中秋",
    "重阳",
    "国庆",
    "七一",
    "八一",
    "儿童节",
    "妇女节",
    "植树节",
];
/// What a sentence begins with that looks back on the year behind it.
const LOOKS_BACK: &[&str] = &[
    "回顾",
    "总结",
    "回首",
    "回望",
    "过去的",
    "即将过去的",
    "刚刚过去的",
    "在过去的",
    "在即将过去的",
    "在刚刚过去的",
    "回顾过去的",
    "回顾即将过去的",
];
/// A meeting looks back on the year before, too: 总结2025年工作，部署….
const SETS_OUT: &[&str] = &["部署", "安排", "谋划", "研究"];
const UNTIL: &[&str] = &["截至", "截止"];
/// What has gone on since the day that a sentence begins with.
const SINCE: &[&str] = &[
    "目前",
    "如今",
    "现在",
    "上年",
    "去年",
    "结转",
    "遗留",
    "基础上",
    "基数",
    "增加到",
    "提高到",
    "增长到",
    "下降到",
    "减少到",
];
/// What statistics give for the end of a year, long after it.
const STOCKS: &[&str] =
    &["人口", "户籍", "常住", "党员", "党组织", "党支部", "面积", "耕地", "户数", "存款", "贷款", "余额"];
/// Words of a sentence that praises what is over: such a year may stand there for good.
const HONOURS: &[&str] = &["第", "名次", "表彰", "优秀", "先进", "奖", "荣誉", "称号"];
/// Other things than the work of a year: 2025年考核工作, 2025年巡察整改工作.
const OTHER_THINGS: &[&str] = &[
    "反馈", "整改", "遗留", "考核", "督察", "巡察", "审计", "项目", "资金", "计划", "要点", "方案", "会议",
    "报告", "比", "较", "与",
];
/// What a sentence says of the work that it reports on.
const FARED: &[&str] = &[
    "虽然",
    "取得",
    "成效",
    "有了",
    "总体",
    "还存在",
    "仍存在",
    "存在",
    "圆满",
    "呈现",
    "稳步",
    "扎实",
    "有序",
    "有力",
];

/// Whether a year that opens a sentence, or all but opens it, is the one that is reported on.
/// `last` tells that it is the year before the summary's.
pub(super) fn reports_on(sentence: &str, year: &Year, last: bool, history: &[&str]) -> bool {
    let head = sentence.get(..year.digits.start).unwrap_or_default().trim();
    let tail = sentence.get(year.end()..).unwrap_or_default();
    if LOOKS_BACK.contains(&head) {
        return looks_back(tail);
    }
    let near = after(tail, 0, 80);
    let told = head.is_empty() && (last && is_a_year_of(tail) || fared(tail));
    let at_its_end = last && !has_any(after(tail, 0, 40), STOCKS);
    told || (of_the_year(head, tail) || at_its_end && at_year_end(head, tail)) && !has_any(near, history)
        || at_its_end && at_month_end(head, tail) && !has_any(near, SINCE)
}

/// 回顾2025年的工作，… and 过去的2025年，…
fn looks_back(tail: &str) -> bool {
    let rest = ["的工作", "工作", "全年", "里", "这一年"].iter().find_map(|word| tail.strip_prefix(word));
    let rest = rest.unwrap_or(tail);
    let goes_on = rest.is_empty() || rest.starts_with(['，', '：', '是']);
    goes_on && !has_any(after(tail, 0, 30), SETS_OUT)
}

/// 截至2025年11月底, 截至2025年11月30日, 截至2025年11月，
fn at_month_end(head: &str, tail: &str) -> bool {
    let rest = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    let Some(rest) = rest.strip_prefix('月').filter(|_| rest.len() < tail.len()) else { return false };
    let day = rest.split_once('日').is_some_and(|(day, _)| day.parse().is_ok_and(|day: u32| day <= 31));
    UNTIL.contains(&head) && (day || rest.starts_with(['底', '末', '，']))
}

/// 截至2025年底 and 2025年末，全镇有…
fn at_year_end(head: &str, tail: &str) -> bool {
    let whose = |(end, rest): (&str, &str)| matches!(end, "底" | "末") && starts_with_any(rest, SUBJECTS);
    let until = UNTIL.contains(&head) && tail.starts_with(['底', '末']);
    until || head.is_empty() && tail.split_once('，').is_some_and(whose)
}

/// 2025年度，全镇办理…
fn of_the_year(head: &str, tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix('度').filter(|_| head.is_empty()) else { return false };
    let said = rest.strip_prefix('，').unwrap_or(rest);
    starts_with_any(said, SUBJECTS) || starts_with_any(said, COUNTED) || starts_with_any(said, DONE)
}

/// 2025年，是…的关键之年
fn is_a_year_of(tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix('，').unwrap_or(tail).strip_prefix('是') else { return false };
    has_any(rest, &["之年", "的一年"]) && !has_any(rest, HONOURS)
}

/// 2025年党风廉政建设工作虽然…
fn fared(tail: &str) -> bool {
    let tail = tail.strip_prefix('度').unwrap_or(tail);
    let Some((what, rest)) = tail.split_once("工作") else { return false };
    let plain = what.chars().count() <= 14 && !what.contains(['，', '；', '、', '“', '《']);
    plain
        && starts_with_any(rest.strip_prefix('，').unwrap_or(rest), FARED)
        && !has_any(what, OTHER_THINGS)
        && !has_any(clause_after(rest, 0, 40), HONOURS)
}

/// （2025年1月至12月）, all that stands between two brackets.
pub(super) fn spans_in_brackets(text: &str, year: &Year) -> bool {
    let behind = text.get(year.end()..).and_then(|tail| tail.split_once('）'));
    let Some((inner, _)) = behind.filter(|_| before(text, year.digits.start, 1) == "（") else {
        return false;
    };
    let second = inner.split_once(['—', '-', '－', '～', '至', '到']);
    let month = |text: &str| {
        let text = text.strip_suffix('月').unwrap_or(text);
        text.parse().is_ok_and(|month: u32| (1..=12).contains(&month))
    };
    second.is_some_and(|(from, to)| month(from) && to.ends_with('月') && month(to))
}

/// Such a bracket on a line of its own, or behind the name of the text: 工作总结（2025年1月至12月）.
pub(super) fn is_span_of_text(sentence: &str, year: &Year) -> bool {
    let head = sentence.get(..year.digits.start).unwrap_or_default().trim_end_matches('（').trim();
    let named = ["总结", "报告", "汇报", "情况"].iter().any(|name| head.ends_with(name));
    (head.is_empty() || named) && spans_in_brackets(sentence, year)
}

/// 2025年组织培训12次, 2025年共发展党员12名
pub(super) fn reports_figures(tail: &str) -> bool {
    let mut rest = tail;
    for word in SUBJECTS {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let said = rest;
    for word in COUNTED {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let counted = rest.len() < said.len() && !rest.starts_with(['有', '计', '同']);
    (counted || starts_with_any(rest, DONE))
        && !rest.contains('的')
        && rest.contains(|c: char| c.is_ascii_digit())
}

/// 2025年1—11月, 2025年上半年
pub(super) fn is_span(tail: &str) -> bool {
    let rest = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    let months =
        rest.len() < tail.len() && rest.starts_with(['—', '-', '－', '～', '至']) && rest.contains('月');
    months || starts_with_any(tail, &["上半年", "全年", "前三季度", "前三个季度", "一季度", "第一季度"])
}

/// 2025年6月组织开展, 2025年3月5日，召开. What was done in November or December may rightly stand
/// in the summary of the year after.
pub(super) fn is_event(tail: &str) -> bool {
    if starts_with_any(tail.trim_start_matches(['“', '”']), FESTIVALS) {
        return has_any(clause_after(tail, 0, 30), MEETINGS);
    }
    let Some((month, rest)) = tail.split_once('月') else { return false };
    if !month.parse().is_ok_and(|month: u32| (1..=10).contains(&month)) {
        return false;
    }
    let day = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if day.len() < rest.len() { day.strip_prefix('日').unwrap_or(day) } else { rest };
    starts_with_any(rest.strip_prefix('，').unwrap_or(rest), MEETINGS)
}

/// 展望2026年, 2026年即将到来: the year that comes, and the bytes of its digits.
pub(super) fn comes(text: &str, year: &Year) -> bool {
    let looks_ahead = before(text, year.digits.start, 2) == "展望";
    let rest = after(text, year.end(), 6);
    looks_ahead && !starts_with_any(rest, &["以来", "—", "至"])
        || rest.starts_with("将至") && !rest.starts_with("将至少")
        || starts_with_any(rest, &["即将到来", "即将来临"])
}
