//! One quantity with two values. Most phrases with figures are said again and again of different
//! things (召开专题会议3次); only those that a reader takes for one quantity are compared.

use super::ledger::planning;
use super::quantity::Quantity;
use crate::judge::clause::{
    before, clause_after, clause_before, ends_sentence, ends_with_any, has_any, starts_with_any,
};
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Passage, Role};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::collections::HashMap;
use std::ops::Range;

/// 汉字 that a name has at least.
const LEAST: usize = 4;

/// Words of a clause whose figure is that of a part, of another time, or an aim.
const MODIFIERS: &[&str] = &[
    "上半年",
    "下半年",
    "季度",
    "同比",
    "环比",
    "较",
    "比",
    "增长",
    "下降",
    "累计",
    "新增",
    "其中",
    "每",
    "各",
    "另",
    "再",
    "上年",
    "去年",
    "目标",
    "任务",
    "计划",
    "力争",
    "预计",
    "平均",
    "不少于",
    "不低于",
    "第一",
    "最",
    "分别",
    "由",
    "从",
    "减少",
    "增加",
    "提高",
    "月",
    "日",
    "将",
    "以来",
    "近年",
    "五年",
    "三年",
    "首批",
    "首个",
    "一批",
    "某",
    "有的",
    "之一",
    "占",
    "余下",
    "剩余",
    "至少",
];
/// Units of what is done, rather than of what there is: the same words are often said of two doings.
const DOINGS: &[&str] =
    &["次", "场", "份", "期", "篇", "条", "人次", "户次", "批次", "场次", "件次", "车次", "件", "起"];
/// Verbs that begin the words of a doing.
const VERBS: &[&str] = &[
    "投入", "整合", "争取", "发放", "新建", "改造", "修建", "建成", "建设", "完成", "实现", "整改", "排查",
    "化解", "带动", "吸纳", "解决", "培训", "查处", "办理", "受理", "接待", "处理", "慰问", "走访", "救助",
    "帮扶", "制定", "印发", "签订", "清理", "整治", "拆除", "种植", "发展", "培育", "流转", "惠及", "受益",
    "覆盖", "参与", "参加", "服务", "涉及", "筹集", "筹措", "安排", "落实", "协调", "选派", "选聘", "评选",
    "表彰", "配备", "安装", "打造", "创建", "维修", "修缮", "硬化", "疏浚", "栽植", "补植", "清运", "检查",
    "督查", "督导", "巡查", "宣传", "张贴", "悬挂", "推送", "发布", "收集", "征集", "梳理", "纳入", "识别",
    "监测", "落地", "引进", "兑现", "拨付", "使用", "支出", "收缴", "追回", "挽回", "调解", "立案", "给予",
    "约谈", "谈话", "提醒", "通报", "转移", "输送", "举报", "动员", "出动", "派出", "设置", "设立", "成立",
];
/// Ends of names that many things share.
const GENERIC: &[&str] = &[
    "资金", "投资", "经费", "物资", "补助", "面积", "群众", "人员", "项目", "问题", "隐患", "线索", "岗位",
    "矛盾", "纠纷", "资料", "活动", "会议", "培训", "检查", "学习", "信息", "宣传", "建议", "意见", "制度",
    "文件", "方案", "设施", "设备", "收入", "干部",
];
/// Names of that kind that mean one thing all the same.
const SPECIFIC: &[&str] = &["耕地面积", "国土面积", "辖区面积", "行政区域面积", "户籍人口", "常住人口"];
/// What is said more often is said of different things.
const MOST: usize = 12;
const TOTALS: &[&str] = &["全年", "全镇共", "全乡共", "共", "总计", "合计", "一年来"];

/// Names of doings of which a summary has only one figure all the same.
const ONCE: &[&str] = &["发展党员"];
/// What a place has, although the name is short: 现有党员1256名.
const STOCKS: &[&str] =
    &["党员", "党支部", "党组织", "人口", "总人口", "户", "脱贫户", "监测户", "低保户", "网格", "村民小组"];
/// Before the name of what a place has.
const HAS: &[&str] =
    &["现有", "共有", "设有", "下设", "现设", "全镇", "全乡", "全县", "我镇", "我乡", "我县"];
/// What a place consists of, and what says so: 下辖26个村.
const PLACES: &[&str] = &["行政村", "建制村", "自然村", "村民小组", "居民小组", "村", "社区"];
const GOVERNS: &[&str] = &["下辖", "现辖", "共辖", "管辖", "辖"];
/// Of a sentence that speaks of a part of the place.
const PARTS: &[&str] =
    &["支部", "总支", "机关", "站", "所", "学校", "医院", "片", "网格", "小组", "企业", "合作社", "协会"];
const WHOLES: &[&str] = &["全镇", "全乡", "全县", "全街道", "我镇", "我乡", "我县", "辖区"];
/// With fewer digits, two numbers of the same digits are two numbers.
const LEAST_DIGITS: usize = 3;

/// How a quantity is called.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// 化解矛盾纠纷218起
    Named,
    /// 现有党员1256名
    Stock,
    /// 下辖26个村
    Governed,
}

/// A quantity with the number of its passage.
type Met<'a> = (usize, &'a Passage, &'a Quantity);

pub fn two_values(document: &Document<'_>, found: &mut Vec<Found>) {
    let planned = planning(document.project);
    let mut known: HashMap<(Kind, &str, &str), Vec<Met<'_>>> = HashMap::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let planned = passage.place.section().is_some_and(|id| planned.contains(&id));
        if planned || !matches!(passage.role, Role::Body | Role::Heading { .. }) {
            continue;
        }
        for quantity in passage.quantities().iter().filter(|quantity| !quantity.odd && !quantity.about) {
            let unit = passage.text.get(quantity.unit.clone()).unwrap_or_default();
            if let Some((kind, name)) = named(&passage.text, quantity) {
                known.entry((kind, name, unit)).or_default().push((index, passage, quantity));
            }
        }
    }
    for ((kind, name, unit), met) in known.into_iter().filter(|(_, met)| met.len() <= MOST) {
        let Some((_, _, first)) = met.first() else { continue };
        // Only now what is said around them is looked at: most names have one value.
        if met.iter().any(|(_, _, quantity)| !quantity.agrees(first)) {
            contradictions(kind, name, unit, &met, found);
        }
    }
}

/// What a quantity is called, if it can be compared under that name.
fn named<'a>(text: &'a str, quantity: &Quantity) -> Option<(Kind, &'a str)> {
    let of = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let name = of(&quantity.core);
    let rest = text.get(quantity.end()..)?;
    let place = PLACES.iter().find(|place| rest.starts_with(**place)).filter(|_| of(&quantity.unit) == "个");
    if let Some(place) = place.filter(|_| governed(text, quantity)) {
        let (place, rest) = rest.split_at_checked(place.len())?;
        let ends = rest.chars().next().is_none_or(|c| !is_han(c) && !matches!(c, '（' | '('));
        return ends.then_some((Kind::Governed, place));
    }
    let name = ["设有", "下设", "现设"].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name);
    if STOCKS.contains(&name) {
        return Some((Kind::Stock, name));
    }
    (name.len() >= LEAST * '字'.len_utf8()).then_some((Kind::Named, name))
}

/// 下辖26个村、3个社区
fn governed(text: &str, quantity: &Quantity) -> bool {
    let head = clause_before(text, quantity.number.start, 24);
    let list = head.rsplit_once('、').map_or(head, |(_, last)| last);
    ends_with_any(head, GOVERNS) || list.is_empty() && has_any(head, GOVERNS)
}

/// The quantities of one name that do not agree with the first.
fn contradictions(kind: Kind, name: &str, unit: &str, met: &[Met<'_>], found: &mut Vec<Found>) {
    let mut own =
        met.iter().filter(|(_, passage, quantity)| stands_for_itself(kind, name, passage, quantity));
    let Some((first_index, first_passage, first)) = own.next() else { return };
    let total = |passage: &Passage, quantity: &Quantity| {
        has_any(clause_before(&passage.text, quantity.number.start, 40), TOTALS)
    };
    let has = |passage: &Passage, quantity: &Quantity| {
        has_any(passage.text.get(quantity.name.clone()).unwrap_or_default(), HAS)
    };
    let first_range = first.number.start..first.end();
    for (index, passage, quantity) in own {
        let both =
            |is: &dyn Fn(&Passage, &Quantity) -> bool| is(first_passage, first) && is(passage, quantity);
        let one = match kind {
            Kind::Named => ONCE.contains(&name) || comparable(name, unit, both(&total)),
            Kind::Stock => both(&has),
            Kind::Governed => true,
        };
        if first.agrees(quantity) || !one && !is_transposed((first_passage, first), (passage, quantity)) {
            continue;
        }
        let range = quantity.number.start..quantity.end();
        let here = passage.text.get(range.clone()).unwrap_or_default();
        let other = first_passage.text.get(first_range.clone()).unwrap_or_default();
        let message = t!("judge.figures.two_values", name = name, here = here, other = other);
        let related = vec![(*first_index, first_range.clone())];
        found.push(Found { passage: *index, hit: Hit::new(range, message), related });
    }
}

/// 218 and 281: the same digits in another order are one number that was mistyped.
fn is_transposed(first: (&Passage, &Quantity), second: (&Passage, &Quantity)) -> bool {
    let digits = |(passage, quantity): (&Passage, &Quantity)| {
        let number = passage.text.get(quantity.number.clone()).unwrap_or_default();
        let mut digits: Vec<char> = number.chars().filter(|c| *c != ',').collect();
        digits.sort_unstable();
        digits
    };
    let (first, second) = (digits(first), digits(second));
    first == second && first.iter().filter(|c| c.is_ascii_digit()).count() >= LEAST_DIGITS
}

/// Whether a quantity is the one of its name, and not that of a part, a place or another time.
fn stands_for_itself(kind: Kind, name: &str, passage: &Passage, quantity: &Quantity) -> bool {
    let text = &passage.text;
    let head = clause_before(text, quantity.number.start, 60);
    let tail = clause_after(text, quantity.end(), 20);
    (kind != Kind::Named || name.chars().filter(|&c| is_han(c)).count() >= LEAST)
        && !has_any(head, MODIFIERS)
        && !has_any(tail, MODIFIERS)
        && (!head.contains('年') || head.contains("全年"))
        && match kind {
            Kind::Named if !ONCE.contains(&name) => !of_a_village(text, quantity),
            Kind::Named | Kind::Stock => {
                !of_a_village(text, quantity) && !of_a_part(before(text, quantity.core.start, 60))
            }
            Kind::Governed => {
                let who = head.split_once('辖').map_or(head, |(who, _)| who);
                !who.ends_with(['村', '区']) && !of_a_part(who)
            }
        }
}

/// Whether the sentence so far speaks of one branch, school or the like, and not of the whole place.
fn of_a_part(near: &str) -> bool {
    let start = near.rfind(ends_sentence).map_or(0, |at| at);
    let sentence = near.get(start..).unwrap_or_default();
    has_any(sentence, PARTS) && !has_any(sentence, WHOLES)
}

/// Whether the sentence so far speaks of one village: 柳林村, not 农村 or 行政村.
fn of_a_village(text: &str, quantity: &Quantity) -> bool {
    let near = before(text, quantity.number.start, 80);
    let start = near.rfind(ends_sentence).map_or(0, |at| at);
    let sentence = near.get(start..).unwrap_or_default();
    let mut previous = None;
    for c in sentence.chars() {
        let common = previous.is_none_or(|c| !is_han(c) || "农乡全镇政".contains(c));
        if matches!(c, '村' | '校') && !common || c == '社' && previous == Some('本') {
            return true;
        }
        previous = Some(c);
    }
    has_any(sentence, &["社区", "小组", "企业", "公司", "合作社"])
}

/// Whether a reader takes two figures under this name for one quantity.
fn comparable(name: &str, unit: &str, both_totals: bool) -> bool {
    let length = name.chars().filter(|&c| is_han(c)).count();
    let doing = DOINGS.contains(&unit) || starts_with_any(name, VERBS);
    let generic = ends_with_any(name, GENERIC) && !ends_with_any(name, SPECIFIC);
    match (doing, generic) {
        (_, true) => length >= 8 || both_totals && length >= 6,
        (true, false) => length >= 8 || both_totals,
        (false, false) => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{judge, project, words_in};

    /// What every village reports stands there once for each of them.
    #[test]
    fn one_that_is_said_over_and_over() {
        let said = |times: usize| -> Vec<String> {
            (0..times).map(|number| format!("群众满意率达{}%。", 80 + number)).collect()
        };
        for (times, expected) in [(2, 1), (12, 11), (13, 0), (20, 0)] {
            let texts = said(times);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            assert_eq!(words_in("two-values", &project(&texts)).len(), expected, "{times} times");
        }
    }

    #[test]
    fn one_quantity_with_two_values() {
        for (texts, expected) in [
            (["全镇户籍人口32000人。", "户籍人口31000人。"], "31000人"),
            (["一般公共预算收入5.2亿元。", "一般公共预算收入达5.6亿元。"], "5.6亿元"),
            (["全年办理信访案件24件。", "全年共办理信访案件26件。"], "26件"),
            (["开展“廉政文化进家庭”活动4次。", "开展“廉政文化进家庭”活动5次。"], "5次"),
            (["打造党建引领基层治理示范点4个。", "打造党建引领基层治理示范点5个。"], "5个"),
            (["群众满意率98.5%。", "群众满意率达97%。"], "97%"),
            (["完成农村户用卫生厕所改造120户。", "完成农村户用卫生厕所改造125户。"], "125户"),
            (["全镇耕地面积3.2万亩。", "耕地面积3.5万亩。"], "3.5万亩"),
            (["排查安全隐患132处。", "排查安全隐患123处，已全部整改。"], "123处"),
            (["化解矛盾纠纷218起。", "化解矛盾纠纷281起。"], "281起"),
            (["脱贫户1264户。", "脱贫户1246户。"], "1246户"),
            (["全镇现有党员1256名。", "全镇共有党员1265名。"], "1265名"),
            (["现有党员1256名。", "全镇共有党员1300名。"], "1300名"),
            (["发展党员12名。", "全年发展党员13名。"], "13名"),
            (["青石镇下辖26个村。", "全镇辖28个村、3个社区。"], "28个"),
            (["下辖26个村、3个社区。", "下辖26个村、4个社区。"], "4个"),
            (["全镇设有党支部36个。", "共有党支部38个。"], "38个"),
        ] {
            assert_eq!(words_in("two-values", &project(&texts)).join("|"), expected, "{texts:?}");
        }
    }

    #[test]
    fn what_is_no_contradiction() {
        for texts in [
            ["召开专题会议3次。", "召开专题会议5次。"],
            ["投入资金50万元。", "投入资金80万元。"],
            ["发放宣传资料3000份。", "发放宣传资料5000份。"],
            ["排查安全隐患120处。", "整改安全隐患118处。"],
            ["户籍人口32000人。", "户籍人口3.2万人。"],
            ["一般公共预算收入5.2亿元。", "一般公共预算收入5.23亿元。"],
            ["上半年办理信访案件24件。", "全年办理信访案件46件。"],
            ["柳林村集体经济收入50万元。", "河口村集体经济收入30万元。"],
            ["群众满意率98.5%。", "群众满意率较上年提高2个百分点。"],
            ["户籍人口3万余人。", "户籍人口32000人。"],
            ["地区生产总值增长5.6%。", "地区生产总值增长6%。"],
            ["每月开展纪法教育进村社宣讲活动2次。", "全年开展纪法教育进村社宣讲活动24次。"],
            ["全年办理信访案件24件。", "全年办理信访案件24件。"],
            ["2025年户籍人口31000人。", "户籍人口32000人。"],
            ["“5+2”“白加黑”，1:500。", "GB/T 9704—2012，𠮷。"],
            ["排查安全隐患12处。", "排查安全隐患21处。"],
            ["排查安全隐患132处。", "整改安全隐患123处。"],
            ["排查安全隐患132处。", "排查安全隐患145处。"],
            ["上半年排查安全隐患132处。", "排查安全隐患123处。"],
            ["石桥村党支部现有党员36名。", "双河村党支部现有党员63名。"],
            ["机关党支部规范运行，现有党员36名。", "全镇现有党员1256名。"],
            ["全镇现有党员1256名。", "其中女党员214名。"],
            ["走访慰问困难党员36名。", "培训党员180名。"],
            ["青石镇下辖26个村。", "柳溪片区下辖6个村。"],
            ["下辖26个村（社区）。", "下辖23个村、3个社区。"],
            ["下辖26个村。", "6个村完成改造，覆盖20个村。"],
            ["全镇辖28个村民小组。", "石桥村辖6个村民小组。"],
            ["下辖26个村。", "每个网格辖3个村民小组，全镇辖28个村民小组。"],
            ["上半年发展党员5名。", "全年发展党员12名。"],
            ["发展党员12名。", "镇机关支部规范组织生活，发展党员2名。"],
            ["计划发展党员15名。", "发展党员12名。"],
            ["脱贫户1264户。", "其中纳入监测的脱贫户26户。"],
        ] {
            assert_eq!(words_in("two-values", &project(&texts)), [""; 0], "{texts:?}");
        }
    }

    #[test]
    fn both_places_are_told() {
        let report = judge(&project(&["全镇户籍人口32000人。", "户籍人口31000人。"]));
        let finding = report.findings.iter().find(|finding| finding.rule.id == "two-values").unwrap();
        assert_eq!(finding.related.len(), 1);
        assert!(finding.message.contains("32000人") && finding.message.contains("31000人"));
    }

    #[test]
    fn aims_are_no_figures() {
        let mut project = project(&["户籍人口32000人。"]);
        let mut closing = crate::model::Section::clone(&project.closing);
        closing.paragraphs = vec!["户籍人口35000人。".into()];
        project.closing = std::sync::Arc::new(closing);
        assert_eq!(words_in("two-values", &project), [""; 0]);
    }
}
