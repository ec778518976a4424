//! A year that is not the summary's where the summary's should stand. Summaries rightly speak of
//! other years all the time (comparisons, history, projects named by their year); what is found
//! here is only a year that the text reports on: it opens a sentence, leads a verb with figures, or
//! stands in a heading.

use super::forms::{self, is_event, is_span, reports_figures};
use super::own::Own;
use super::{RECENT, Year, years};
use crate::judge::clause::{
    after, before, clause_after, clause_before, ends_with_any, has_any, sentences, starts_with_any, within,
};
use crate::judge::figures::planning;
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Passage, Role};
use crate::model::project::Part;
use rust_i18n::t;
use std::cell::LazyCell;

/// How many places make the year of a whole text.
const THROUGHOUT: usize = 2;

/// In bytes; what is longer is no heading.
const LONGEST_HEADING: usize = 200;

/// Directly before a year: it is compared with, counted from or named beside another.
const BEFORE: &[char] = &[
    '比', '较', '与', '同', '和', '跟', '由', '从', '自', '至', '到', '超', '于', '及', '、', '以', '按',
    '对', '—', '－', '-', '～', '~', '“', '《', '〔', '（', '(', '[', '第', '据', '届', '为', '是', '达',
    '回',
];
/// Directly after a year.
const AFTER: &[&str] = &[
    "以来",
    "以前",
    "之前",
    "前",
    "以后",
    "之后",
    "后",
    "起",
    "始",
    "底",
    "末",
    "初",
    "同期",
    "相比",
    "度",
    "级",
    "版",
    "修",
    "本",
    "至",
    "—",
    "－",
    "-",
    "～",
    "~",
    "到",
    "第",
    "）",
    ")",
    "》",
    "”",
    "、",
    "和",
    "与",
    "的基础",
];
/// Words of a sentence that tells history or compares.
const HISTORY: &[&str] = &[
    "成立",
    "建成",
    "组建",
    "设立",
    "始建",
    "撤并",
    "合并",
    "更名",
    "列为",
    "列入",
    "评为",
    "荣获",
    "获评",
    "获得",
    "授予",
    "命名",
    "入选",
    "摘帽",
    "脱贫攻坚",
    "开工",
    "启动",
    "试点",
    "投产",
    "换届",
    "当选",
    "以来",
    "至今",
    "曾",
    "此后",
    "随后",
    "之后",
    "出台",
    "印发",
    "施行",
    "修订",
    "立项",
    "揭牌",
    "挂牌",
    "签约",
    "批准",
    "批复",
    "续建",
    "结转",
    "遗留",
    "反馈",
    "上年",
    "去年",
    "今年",
    "本年",
    "目前",
    "如今",
    "现在",
    "同期",
    "相比",
    "基数",
    "基础上",
    "提高到",
    "增加到",
    "上升到",
    "下降到",
    "增长到",
    "减少到",
    "历史",
    "历程",
    "回顾",
    "参加工作",
    "入党",
    "毕业",
    "出生",
    "任职",
    "党的",
    "二十大",
    "全会",
    "规划",
    "行动方案",
];
const PLANS: &[&str] = &["将", "拟", "预计", "计划", "力争", "打算", "目标", "规划", "要"];
const LED: &[&str] = &["领导下", "指导下", "关心下", "支持下", "帮助下"];
const SUBJECTS: &[&str] = &[
    "，",
    ",",
    "我",
    "全镇",
    "全乡",
    "全街道",
    "全县",
    "全市",
    "全区",
    "全局",
    "全年",
    "本",
    "镇党委",
    "镇政府",
    "乡党委",
    "乡政府",
    "街道",
    "各村",
    "在",
    "共",
    "累计",
    "先后",
];
const WORK: &[&str] = &["工作", "任务", "成效", "回顾", "完成情况", "开展情况", "落实情况", "履职情况"];
const OTHER_WORK: &[&str] =
    &["反馈", "整改", "遗留", "以来", "考核", "督察", "巡察", "审计", "项目", "资金", "比", "较", "与", "至"];

// ---- the title ----

pub fn title_year(document: &Document<'_>, found: &mut Vec<Found>) {
    let Some(Own { year: own, title_is_behind }) = Own::of(document) else { return };
    let Some((index, year)) = stale_title(document, own) else { return };
    let message = match title_is_behind {
        true => t!("judge.dates.title_behind", year = year.value, own = own),
        false => t!("judge.dates.title", year = year.value, own = own),
    };
    found.push(replace(document, index, year, own, message.into_owned()));
}

/// The year that the title gives in the place of the summary's.
pub(super) fn stale_title(document: &Document<'_>, own: i32) -> Option<(usize, Year)> {
    let mut other = None;
    for (index, passage) in document.passages.iter().enumerate().filter(|(_, p)| p.role == Role::Title) {
        let text = &passage.text;
        for year in years(text) {
            let beside = starts_with_any(after(text, year.end(), 2), AFTER);
            let named = quoted(text, &year) || is_beside(text, &year);
            let named = named && !forms::is_span_of_text(text, &year);
            if year.value == own || named || beside && !after(text, year.end(), 1).starts_with('度') {
                return None;
            }
            other.get_or_insert((index, year));
        }
    }
    other
}

// ---- the text ----

/// The body reports on one other year all over, and nowhere on the summary's.
pub fn year_throughout(document: &Document<'_>, found: &mut Vec<Found>) {
    let Some(Own { year: own, .. }) = Own::of(document) else { return };
    if text_passages(document).any(|(_, passage)| has_year(passage, own)) {
        return;
    }
    let mut places = stale_places(document, own);
    let count = places.len();
    let same = places.windows(2).all(|pair| matches!(pair, [a, b] if a.1.value == b.1.value));
    if count < THROUGHOUT || !same {
        return;
    }
    let (index, year) = places.remove(0);
    let message = t!("judge.dates.throughout", year = year.value, own = own, count = count);
    let mut first = replace(document, index, year, own, message.into_owned());
    first.related = places.into_iter().map(|(index, year)| (index, year.digits)).collect();
    found.push(first);
}

pub fn stale_year(document: &Document<'_>, found: &mut Vec<Found>) {
    let Some(Own { year: own, .. }) = Own::of(document) else { return };
    for (index, year) in stale_places(document, own) {
        let message = t!("judge.dates.stale", year = year.value, own = own);
        found.push(replace(document, index, year, own, message.into_owned()));
    }
}

fn passages<'a>(document: &'a Document<'_>) -> impl Iterator<Item = (usize, &'a Passage)> {
    document.passages.iter().enumerate().map(|(index, passage)| (index, &**passage))
}

/// The passages of opening, body and closing.
fn text_passages<'a>(document: &'a Document<'_>) -> impl Iterator<Item = (usize, &'a Passage)> {
    passages(document).filter(|(_, passage)| matches!(passage.role, Role::Body | Role::Heading { .. }))
}

fn has_year(passage: &Passage, own: i32) -> bool {
    years(&passage.text).any(|year| year.value == own)
}

fn replace(document: &Document<'_>, index: usize, year: Year, own: i32, message: String) -> Found {
    let text = document.passages.get(index).map_or("", |passage| &passage.text);
    let fix = year.write(text, own);
    Found { passage: index, hit: Hit::new(year.digits, message).fix(fix), related: Vec::new() }
}

fn stale_places(document: &Document<'_>, own: i32) -> Vec<(usize, Year)> {
    let mut places = Vec::new();
    for (index, passage) in text_passages(document) {
        if years(&passage.text).all(|year| year.value == own) {
            continue;
        }
        let heading = matches!(passage.role, Role::Heading { .. });
        let knows_own = LazyCell::new(|| has_year(passage, own) || passage.text.contains("今年"));
        if heading {
            let stale = |year: &Year| year.value < own && in_heading(passage, year) && !*knows_own;
            places.extend(years(&passage.text).filter(stale).take(1).map(|year| (index, year)));
            continue;
        }
        for range in sentences(&passage.text) {
            let Some(sentence) = passage.text.get(range.clone()) else { continue };
            let around = Around { sentence, part: passage.part, own, knows_own: &knows_own };
            let stale = years(sentence).filter(|year| around.is_stale(year));
            places.extend(stale.map(|year| {
                let digits = year.digits.start + range.start..year.digits.end + range.start;
                (index, Year { digits, ..year })
            }));
        }
    }
    places
}

/// Whether the text reports on a year. `surely` leaves only what no text says of the year after its
/// own: 2026年，在县委的领导下 or 现将2026年工作情况汇报如下.
pub(super) fn is_reported(document: &Document<'_>, value: i32, surely: bool) -> bool {
    let planned = planning(document.project);
    let knows_own = LazyCell::new(|| false);
    let told = |passage: &Passage| {
        let heading = matches!(passage.role, Role::Heading { .. });
        let of_it = |year: &Year| year.value == value;
        if heading {
            return !surely && years(&passage.text).any(|year| of_it(&year) && in_heading(passage, &year));
        }
        sentences(&passage.text).filter_map(|range| passage.text.get(range)).any(|sentence| {
            let around = Around { sentence, part: passage.part, own: value + 1, knows_own: &knows_own };
            let sure = |year: &Year| !surely || around.is_sure(year);
            let planned = |year: &Year| has_any(after(sentence, year.end(), 80), PLANS);
            years(sentence).any(|y| of_it(&y) && around.is_stale(&y) && sure(&y) && !planned(&y))
        })
    };
    text_passages(document).any(|(_, passage)| {
        let done = !passage.place.section().is_some_and(|id| planned.contains(&id));
        done && passage.text.contains('年') && told(passage)
    })
}

/// 一、2025年工作开展情况
fn in_heading(passage: &Passage, year: &Year) -> bool {
    let text = &passage.text;
    if text.len() > LONGEST_HEADING {
        return false;
    }
    let free = !quoted(text, year) && !is_beside(text, year);
    let rest = text.get(year.end()..).unwrap_or_default();
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    free && !starts_with_any(rest, AFTER) && has_any(rest, WORK) && !has_any(text, OTHER_WORK)
}

/// Compared with, counted from or named beside another; 关于2025年 is not.
fn is_beside(text: &str, year: &Year) -> bool {
    let head = before(text, year.digits.start, 2);
    head.ends_with(BEFORE) && head != "关于"
}

fn quoted(text: &str, year: &Year) -> bool {
    let at = year.digits.start;
    [('《', '》'), ('“', '”'), ('（', '）'), ('〔', '〕')]
        .iter()
        .any(|(open, close)| within(text, at, *open, *close))
}

/// What tells whether a year of a sentence is reported on.
struct Around<'a, F: FnOnce() -> bool> {
    sentence: &'a str,
    part: Option<Part>,
    own: i32,
    /// The passage speaks of the summary's own year, too.
    knows_own: &'a LazyCell<bool, F>,
}

impl<F: FnOnce() -> bool> Around<'_, F> {
    fn opens(&self, year: &Year) -> bool {
        self.sentence.get(..year.digits.start).is_some_and(|head| head.trim().is_empty())
    }

    /// 现将2025年工作情况汇报如下
    fn announces(&self, year: &Year) -> bool {
        let tail = clause_after(self.sentence, year.end(), 60);
        ends_with_any(clause_before(self.sentence, year.digits.start, 40), &["现将", "现就"])
            && has_any(tail, &["总结", "汇报", "报告"])
            && has_any(tail, &["如下", "情况"])
    }

    /// Nothing of this is said of a year that is not reported on.
    fn is_sure(&self, year: &Year) -> bool {
        let near = after(self.sentence, year.end(), 80);
        self.announces(year) || self.opens(year) && (has_any(near, LED) || self.part == Some(Part::Opening))
    }

    fn is_stale(&self, year: &Year) -> bool {
        if year.value == self.own {
            return false;
        }
        let text = self.sentence;
        let head = clause_before(text, year.digits.start, 40);
        let tail = clause_after(text, year.end(), 60).trim_start();
        let unnamed = !quoted(text, year);
        if self.announces(year) && unnamed {
            return true;
        }
        let recent = (self.own - RECENT..self.own).contains(&year.value);
        let last = year.value + 1 == self.own;
        let told = |year| unnamed && forms::reports_on(text, year, last, HISTORY);
        if recent && (told(year) || forms::is_span_of_text(text, year)) && !**self.knows_own {
            return true;
        }
        let opens = self.opens(year);
        if !unnamed || head.ends_with(BEFORE) || starts_with_any(after(text, year.end(), 3), AFTER) {
            return false;
        }
        // What comes later is long: its beginning says what the sentence is about.
        let near = after(text, year.end(), 80).trim_start();
        if opens && starts_with_any(near, &["，", "我", "在", "全"]) && has_any(near, LED) {
            let planned = year.value > self.own && has_any(near, PLANS);
            return !planned && (self.part == Some(Part::Opening) || !**self.knows_own);
        }
        if !recent || **self.knows_own {
            return false;
        }
        let reported = opens && starts_with_any(near, SUBJECTS)
            || reports_figures(tail)
            || head.trim().is_empty() && (is_span(tail) || last && is_event(near));
        reported && !has_any(near, HISTORY) && !has_any(before(text, year.digits.start, 30), HISTORY)
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, project, words_in};
    use crate::model::Section;
    use std::sync::Arc;

    const FIRES: &[(&str, &str)] = &[
        ("2025年，在县委的坚强领导下，全镇上下团结一心。", "2025"),
        ("2025年，我镇坚持稳中求进工作总基调。", "2025"),
        ("2025年全镇认真落实安全生产责任。", "2025"),
        ("现将2025年工作情况总结如下：", "2025"),
        ("现将2025年度党风廉政建设工作汇报如下。", "2025"),
        ("全镇2024年完成税收5.1亿元。", "2024"),
        ("2025年共排查安全隐患120处，整改118处。", "2025"),
        ("2025年1—11月，受理信访事项56件。", "2025"),
        ("2025年上半年，开展督查4次。", "2025"),
        ("2025年6月组织开展安全生产月活动。", "2025"),
        ("2025年重阳节前后组织义诊20场。", "2025"),
        ("2025年3月5日，召开警示教育大会。", "2025"),
        ("一年来成绩明显。二〇二五年，我镇各项工作取得实效。", "二〇二五"),
        ("2026年，在县委领导下，成绩突出。现将2025年工作情况汇报如下。", "2025"),
        ("截至2025年12月底，全镇建成标准化村卫生室12个。", "2025"),
        ("截至2025年11月30日，累计开展排查36次。", "2025"),
        ("截至2025年12月，专项行动覆盖全镇12个村。", "2025"),
        ("2025年度，全镇办理信访事项56件。", "2025"),
        ("2025年度我镇各项工作有序推进。", "2025"),
        ("回顾2025年，成绩来之不易。", "2025"),
        ("回顾2025年的工作，我们深感责任重大。", "2025"),
        ("过去的2025年，是攻坚克难的一年。", "2025"),
        ("即将过去的2025年，全镇上下团结一心。", "2025"),
        ("2025年，是全面贯彻党的二十大精神的关键之年。", "2025"),
        ("2025年是“十四五”规划收官之年。", "2025"),
        ("2025年党风廉政建设工作虽然取得一定成绩，但与上级要求相比还有差距。", "2025"),
        ("2025年度信访工作总体平稳。", "2025"),
        ("全镇2025年共发展党员12名。", "2025"),
        ("全镇2025年累计流转土地1200亩。", "2025"),
        ("2025年末，全镇有便民服务点12个。", "2025"),
        ("工作开展情况（2025年1月至12月）", "2025"),
        ("（2025年1月—12月）", "2025"),
    ];

    const SILENT: &[&str] = &[
        "2026年，在县委的坚强领导下，全镇上下团结一心。",
        "地区生产总值比2025年增长5.6%。",
        "较2025年下降0.5个百分点。",
        "与2025年相比，信访量下降12%。",
        "2025年，全镇实现税收5亿元；2026年实现税收6亿元。",
        "由2025年的12个增加到15个。",
        "自2019年以来，全镇坚持绿色发展。",
        "2021—2025年，全镇累计投入资金1,500.5万元。",
        "“十四五”时期（2021—2025年）",
        "从2020年起实行积分制。",
        "2012年以来，中央八项规定精神深入人心。",
        "青石镇始建于1998年，总面积120平方公里。",
        "2018年，青石镇被列为全国重点镇。",
        "根据镇发〔2023〕5号文件要求，全面落实。",
        "按照《青石镇2025年工作要点》抓好落实。",
        "完成2025年高标准农田建设项目验收。",
        "2025年度考核中获得优秀等次。",
        "2025年中央环保督察反馈问题全部整改。",
        "截至2025年底，全镇共有党员1200名。",
        "到2027年底，建成便民服务中心4个。",
        "2027年，我们将持续发力。",
        "深入学习党的二十大（2022年10月）精神。",
        "修订后的条例（2018年修订）全面施行。",
        "项目于2024年5月开工，今年完成主体工程。",
        "2015年参加工作，2019年入党。",
        "20世纪80年代修建的水渠。",
        "2025年11月召开镇党代会，部署全年任务。",
        "GB/T 9704—2012，“5+2”“白加黑”，1:500，𠮷。",
        "2014年建档立卡贫困户全部脱贫。",
        "2025年组织实施的项目12个已完工。",
        "截至2025年底，全镇户籍人口32000人。",
        "截至2025年12月底，全镇有党员1256名。",
        "截至2023年底，全镇脱贫户全部达标。",
        "截至2026年11月底，全镇建成标准化村卫生室12个。",
        "2025年末，全镇户籍人口32000人。",
        "2025年底前建成的12个便民服务点运行良好。",
        "力争2025年底前完成的任务已经完成。",
        "2025年度考核结果运用到位。",
        "2025年度民主生活会查摆的问题全部整改。",
        "2025年度，青石镇被评为全县先进单位。",
        "县委召开会议，回顾2025年工作，部署全年任务。",
        "总结2025年工作、部署2026年工作。",
        "1月召开党风廉政建设工作会议，总结2025年工作，安排全年任务。",
        "2025年是“十四五”收官之年，2026年是“十五五”开局之年。",
        "2023年是青石镇发展史上不平凡的一年。",
        "2025年是全镇获得荣誉最多的一年。",
        "2025年平安建设工作取得全县第一名的成绩。",
        "2025年巡察整改工作扎实推进。",
        "2025年高标准农田建设项目工作取得突破。",
        "全镇比2025年共少发生事故3起。",
        "与2025年相比，全镇共减少信访12件。",
        "同比2025年度下降5%。",
        "由2025年末的12个增加到15个。",
        "“十四五”规划（2021年至2025年）",
        "考核周期（2025年1月至12月）内无事故。",
        "青石镇（2025年12月至2026年11月）",
        "按照镇发〔2025〕12号文件要求，总结推广经验。",
        "落实2025年工作要点。",
        "2025年12月，县委派出巡察组进驻。",
        "2021—2025年，全镇累计完成投资5亿元。",
    ];

    #[test]
    fn years_that_were_left_over() {
        check("stale-year", FIRES, SILENT);
        check_fixes(
            "stale-year",
            &[
                ("现将2025年工作情况总结如下：", "现将2026年工作情况总结如下："),
                ("二〇二五年，我镇各项工作取得实效。", "二〇二六年，我镇各项工作取得实效。"),
            ],
        );
    }

    #[test]
    fn headings() {
        for (heading, expected) in [
            ("2025年工作开展情况", "2025"),
            ("2025年度主要工作成效", "2025"),
            ("2025年主要任务完成情况", "2025"),
            ("2024年重点工作", "2024"),
            ("二〇二五年工作回顾", "二〇二五"),
            ("2025年工作落实情况", "2025"),
            ("2025年巡察反馈问题整改工作情况", ""),
            ("2026年工作开展情况", ""),
            ("2027年工作打算", ""),
            ("2025—2026年工作回顾", ""),
            ("落实2026年工作计划", ""),
            ("2026年下半年工作打算", ""),
            ("加强学习", ""),
        ] {
            let mut project = project(&["2026年，我镇各项工作取得实效。"]);
            let mut section = Section::clone(&project.body.children[0]);
            section.heading = heading.into();
            Arc::make_mut(&mut project.body).children[0] = Arc::new(section);
            assert_eq!(words_in("stale-year", &project).join("|"), expected, "{heading}");
        }
    }

    #[test]
    fn a_year_all_over() {
        let texts = ["2025年，在县委领导下，成绩突出。现将2025年工作汇报如下。", "全镇2025年完成税收5亿元。"];
        let mut project = project(&texts);
        assert_eq!(words_in("year-throughout", &project), ["2025"]);
        assert_eq!(words_in("stale-year", &project), ["2025", "2025"], "the first is told once");
        let mut section = Section::clone(&project.body.children[0]);
        section.paragraphs.push("2026年完成改造12户。".into());
        Arc::make_mut(&mut project.body).children[0] = Arc::new(section);
        assert_eq!(words_in("year-throughout", &project), [""; 0]);
        check("year-throughout", &[], SILENT);
    }

    /// Without a year field the title says which year it is, unless all else says another one.
    #[test]
    fn a_title_that_was_forgotten() {
        use crate::model::Signature;
        let opening = "2026年，在县委的坚强领导下，全镇上下团结一心。";
        let last_year = "2025年，在县委的坚强领导下，全镇上下团结一心。";
        for (title, opening, text, date, expected) in [
            ("青石镇2025年工作总结", opening, "文。", "2026年12月20日", "title-year 2025"),
            ("青石镇2025年工作总结", opening, "文。", "", "title-year 2025"),
            ("青石镇2025年工作总结", opening, "比2025年增长5%。", "2027年1月5日", "title-year 2025"),
            ("青石镇2025年工作总结", "", "现将2026年工作汇报如下。", "2026年12月1日", "title-year 2025"),
            ("青石镇2025年工作总结", "", "一年来，全镇上下团结一心。", "2026年12月1日", "title-year 2025"),
            ("青石镇2025年工作总结", last_year, "文。", "2025年12月20日", ""),
            ("青石镇2025年工作总结", last_year, "文。", "2026年1月5日", ""),
            ("青石镇2025年工作总结", last_year, "文。", "2026年12月20日", "signature-year 2026"),
            ("青石镇2025年工作总结", "", "一年来，全镇上下团结一心。", "2026年1月5日", ""),
            ("青石镇2025年工作总结", "", "2026年，我们将继续努力。", "2026年1月5日", ""),
            ("青石镇2025年工作总结", "", "2026年，重点抓好三项工作。", "", ""),
            ("青石镇2025年工作总结", "", "2026年是“十五五”开局之年，任务繁重。", "", ""),
            ("青石镇2025年工作总结暨2026年工作计划", "", "文。", "2026年3月1日", ""),
            ("青石镇2021—2025年工作总结", opening, "文。", "2026年3月1日", ""),
            ("关于落实《2025年工作要点》情况的报告", opening, "文。", "2026年3月1日", ""),
        ] {
            let mut project = project(&[text]);
            project.fields.retain(|field| field.name != "年度");
            project.title = vec![title.into()];
            let opening = Section { paragraphs: vec![opening.into()], ..Section::new(1) };
            project.opening = Arc::new(opening);
            project.signature = Some(Signature { unit: "青石镇".into(), date: date.into() });
            let findings = crate::judge::testing::judge(&project).findings.into_iter();
            let of_dates = findings.filter(|finding| finding.rule.group == crate::judge::Group::Dates);
            let found: Vec<_> = of_dates.map(|f| format!("{} {}", f.rule.id, f.words)).collect();
            assert_eq!(found.join("|"), expected, "{title} {:?} {text} {date}", project.opening.paragraphs);
        }
    }

    #[test]
    fn the_title() {
        for (title, expected) in [
            (&["青石镇2025年工作总结"][..], "2025"),
            (&["青石镇2025年度党建工作总结"], "2025"),
            (&["青石镇", "2027年工作总结"], "2027"),
            (&["关于2024年工作情况的总结"], "2024"),
            (&["二〇二五年工作总结"], "二〇二五"),
            (&["青石镇2025年上半年工作总结"], "2025"),
            (&["青石镇2026年工作总结"], ""),
            (&["青石镇2026年工作总结及2027年工作打算"], ""),
            (&["青石镇2025年工作总结暨2026年工作计划"], ""),
            (&["青石镇2021—2025年工作总结"], ""),
            (&["青石镇2022年以来工作情况报告"], ""),
            (&["关于落实《2025年工作要点》情况的总结"], ""),
            (&["青石镇工作总结", "（2025年1月至12月）"], "2025"),
            (&["青石镇工作总结", "（2026年1月至12月）"], ""),
            (&["青石镇工作总结（2025年修订）"], ""),
            (&["青石镇工作总结"], ""),
            (&[], ""),
        ] {
            let mut project = project(&[]);
            project.title = title.iter().map(ToString::to_string).collect();
            assert_eq!(words_in("title-year", &project).join("|"), expected, "{title:?}");
        }
    }
}
