//! Years of what is planned: a summary made at the end of a year plans for the year after it.

use super::forms::comes;
use super::own::Own;
use super::{Year, years};
use crate::judge::clause::{
    after, before, clause_after, clause_before, ends_with_any, has_any, sentences, starts_with_any, within,
};
use crate::judge::figures::planning;
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Passage, Role};
use crate::model::project::Part;
use rust_i18n::t;

const PLAN_ENDS: &[&str] = &["打算", "计划", "思路", "安排", "展望", "谋划", "举措"];
const PART_OF_YEAR: &[&str] = &["半年", "季度", "月", "学期", "阶段"];
/// A heading of these reports on a plan.
const REPORTS: &[&str] = &["落实", "完成", "反馈", "整改", "情况"];
/// 将 with these behind it speaks of what is to come; 将安全生产纳入… does not.
const INTENTIONS: &[&str] = &[
    "继续",
    "进一步",
    "着重",
    "重点",
    "着力",
    "坚持",
    "紧紧",
    "深入",
    "全面",
    "按照",
    "认真",
    "持续",
    "聚焦",
    "围绕",
    "牢固",
    "始终",
    "以习近平",
    "以党",
    "统筹",
    "大力",
    "扎实",
    "努力",
    "切实",
    "加快",
];
/// Directly before the year of something planned.
const AIMS: &[&str] = &["计划于", "计划在", "预计", "预计于", "拟于", "确保", "力争", "力争在", "力争于"];
/// Directly behind it: a time, and not a name such as 2025年度考核.
const TIMES: &[&str] = &[
    "上半年",
    "下半年",
    "底",
    "年底",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "前完成",
];

pub fn plan_year(document: &Document<'_>, found: &mut Vec<Found>) {
    let Some(Own { year: own, .. }) = Own::of(document) else { return };
    let titles = || document.passages.iter().filter(|passage| passage.role == Role::Title);
    let whole_year = titles().all(|title| !has_any(&title.text, PART_OF_YEAR));
    let planning = planning(document.project);
    for (index, passage) in document.passages.iter().enumerate() {
        if !passage.text.contains('年') {
            continue;
        }
        let mut planned = |year: Year| {
            let message = t!("judge.dates.plan", year = year.value, own = own, next = own + 1);
            let fix = year.write(&passage.text, own + 1);
            let hit = Hit::new(year.digits, message).fix(fix);
            found.push(Found { passage: index, hit, related: Vec::new() });
        };
        match passage.role {
            Role::Heading { .. } if whole_year => {
                heading(passage, own).into_iter().chain(ahead(&passage.text, own)).for_each(&mut planned);
            }
            Role::Body => {
                in_text(passage, own, whole_year).into_iter().for_each(&mut planned);
                ahead(&passage.text, own).filter(|_| whole_year).for_each(&mut planned);
                if passage.place.section().is_some_and(|id| planning.contains(&id)) {
                    drafted(passage, own).for_each(&mut planned);
                }
            }
            _ => {}
        }
    }
}

/// 四、2026年工作打算, in the summary of 2026.
fn heading(passage: &Passage, own: i32) -> Option<Year> {
    let text = passage.text.trim_end_matches('。');
    let mut all = years(text);
    let year = all.next().filter(|year| year.digits.start == 0 && year.value == own)?;
    let plan = ends_with_any(text, PLAN_ENDS) && !has_any(text, REPORTS) && !has_any(text, PART_OF_YEAR);
    (plan && all.next().is_none()).then_some(year)
}

fn in_text(passage: &Passage, own: i32, whole_year: bool) -> Vec<Year> {
    let text = &passage.text;
    let mut found = Vec::new();
    for range in sentences(text) {
        let Some(year) = text.get(range.clone()).and_then(|sentence| years(sentence).next()) else {
            continue;
        };
        let opens =
            text.get(range.start..range.start + year.digits.start).is_some_and(|head| head.trim().is_empty());
        let year = Year { digits: year.digits.start + range.start..year.digits.end + range.start, ..year };
        let of_own = year.value == own && whole_year && passage.part != Some(Part::Opening);
        let past = year.value < own && own - year.value <= super::RECENT;
        if opens && (of_own || past) && intends(text, &year) {
            found.push(year);
        }
    }
    found.extend(years(text).filter(|year| year.value < own && own - year.value <= super::RECENT).filter(
        |year| {
            let head = clause_before(text, year.digits.start, 8);
            let tail = after(text, year.end(), 8);
            let month = tail.trim_start_matches(|c: char| c.is_ascii_digit());
            let time = starts_with_any(tail, TIMES) || (month.len() < tail.len() && month.starts_with('月'));
            ends_with_any(head, AIMS) && time
        },
    ));
    found
}

/// 展望2026年 or 2026年即将到来, in the summary of 2026
fn ahead(text: &str, own: i32) -> impl Iterator<Item = Year> + '_ {
    years(text).filter(move |year| {
        let quoted = |open, close| within(text, year.digits.start, open, close);
        let near = (own - super::RECENT..=own).contains(&year.value);
        near && comes(text, year) && !quoted('《', '》') && !quoted('“', '”')
    })
}

/// 制订2025年党员教育培训计划, among what is to be done.
fn drafted(passage: &Passage, own: i32) -> impl Iterator<Item = Year> + '_ {
    let text = &passage.text;
    years(text).filter(move |year| {
        let drafts = ends_with_any(before(text, year.digits.start, 4), &["制定", "制订", "编制", "谋划"]);
        let past = year.value < own && own - year.value <= super::RECENT;
        past && drafts && has_any(clause_after(text, year.end(), 20), &["计划", "方案", "要点", "清单"])
    })
}

/// 2026年，青石镇将继续…
fn intends(text: &str, year: &Year) -> bool {
    let Some(rest) = after(text, year.end(), 30).strip_prefix('，') else { return false };
    let clause = clause_after(rest, 0, 30);
    let Some(at) = clause.find('将') else { return false };
    let subject = before(clause, at, 10);
    let short = subject.chars().count() < 10;
    short && clause.get(at..).is_some_and(|rest| starts_with_any(rest.trim_start_matches('将'), INTENTIONS))
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, project, words_in};
    use crate::model::Section;
    use std::sync::Arc;

    #[test]
    fn what_is_to_come() {
        check(
            "plan-year",
            &[
                ("2026年，青石镇将继续深入贯彻落实全面从严治党战略部署。", "2026"),
                ("2026年，将着重在三个方面发力。", "2026"),
                ("2025年，镇党委将坚持守土有责。", "2025"),
                ("2024年，我们将重点推进四项工作。", "2024"),
                ("整治方案已制订，计划于2025年6月底前完成。", "2025"),
                ("逐项评估，确保2025年第一季度全部清零。", "2025"),
                ("展望2026年，我们信心满怀。", "2026"),
                ("回首来路，展望2025年，任务艰巨。", "2025"),
                ("2026年将至，让我们携手并进。", "2026"),
                ("新的2026年即将到来，我们将再接再厉。", "2026"),
            ],
            &[
                "2027年，青石镇将继续深入贯彻落实全面从严治党战略部署。",
                "2026年，我镇将安全生产纳入党委重要议事日程。",
                "2026年，全镇将三个项目列入计划。",
                "计划于2027年6月底前完成。",
                "确保2025年度考核反馈问题整改到位。",
                "项目计划投资2600万元，2026年6月完工。",
                "到2030年，将建成茶叶基地2万亩。",
                "2020年，县里将青石镇列为试点。",
                "2026年，在县委的坚强领导下，全镇上下团结一心。",
                "展望2027年，我们信心满怀。",
                "2027年将至，让我们携手并进。",
                "2026年即将过去，2027年即将到来。",
                "2026年春节将至，镇党委走访慰问困难群众。",
                "2026年将至少开展两轮排查。",
                "组织学习《展望2026年农村发展形势》一文。",
                "“展望2026年”主题征文活动收到稿件36篇。",
                "展望2020年以来的发展历程。",
                "回顾2026年的工作，成绩来之不易。",
                "𠮷",
                "",
            ],
        );
        check_fixes("plan-year", &[("2026年，我们将继续努力。", "2027年，我们将继续努力。")]);
    }

    #[test]
    fn what_is_to_be_drafted() {
        for (heading, text, expected) in [
            ("下一步工作打算", "制订2025年党员教育培训计划。", "2025"),
            ("下一步工作打算", "制订2027年党员教育培训计划。", ""),
            ("下一步工作打算", "巩固2025年巡察整改成果。", ""),
            ("工作开展情况", "制订2025年党员教育培训计划。", ""),
        ] {
            let mut project = project(&[text]);
            let mut section = Section::clone(&project.body.children[0]);
            section.heading = heading.into();
            Arc::make_mut(&mut project.body).children[0] = Arc::new(section);
            assert_eq!(words_in("plan-year", &project).join("|"), expected, "{heading}: {text}");
        }
    }

    #[test]
    fn headings() {
        for (title, heading, expected) in [
            ("工作总结", "2026年工作打算", "2026"),
            ("工作总结", "2026年工作计划", "2026"),
            ("工作总结", "2026年下一步工作思路", "2026"),
            ("工作总结", "2027年工作打算", ""),
            ("工作总结", "落实2026年工作计划", ""),
            ("工作总结", "2026年工作计划完成情况", ""),
            ("工作总结", "2026年下半年工作打算", ""),
            ("上半年工作总结", "2026年工作打算", ""),
            ("工作总结", "展望2026年", "2026"),
            ("工作总结", "展望2027年", ""),
            ("上半年工作总结", "展望2026年下半年工作", ""),
        ] {
            let mut project = project(&["各项工作取得实效。"]);
            project.title = vec![title.into()];
            let mut section = Section::clone(&project.body.children[0]);
            section.heading = heading.into();
            Arc::make_mut(&mut project.body).children[0] = Arc::new(section);
            assert_eq!(words_in("plan-year", &project).join("|"), expected, "{title}: {heading}");
        }
    }
}
