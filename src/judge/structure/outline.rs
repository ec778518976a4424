//! The tree of parts: levels, empty sections, headings, and what a summary usually has.

use super::super::passage::Role;
use super::super::rule::{Found, Hit};
use super::super::{Document, Passage};
use super::levels;
use crate::model::project::Part;
use crate::model::{Marker, Place, Section};
use rust_i18n::t;
use std::collections::HashMap;
use std::sync::Arc;

/// Where a section begins among the passages, its heading first.
fn starts(document: &Document<'_>) -> HashMap<u64, usize> {
    let mut starts = HashMap::new();
    for (index, passage) in document.passages.iter().enumerate() {
        if let Some(id) = passage.place.section() {
            starts.entry(id).or_insert(index);
        }
    }
    starts
}

fn whole(passage: &Passage) -> std::ops::Range<usize> {
    0..passage.text.len()
}

/// 一、 → 1. with （一） left out, or （一） above 一、. With two levels only, 一、 → 1. is tolerated. What
/// stands beside each other has one set.
pub fn level_order(document: &Document<'_>, found: &mut Vec<Found>) {
    let starts = starts(document);
    let body = document.project.part(Part::Body);
    let deep = body.height() > 2;
    let numbered =
        |marker: Marker| matches!(marker, Marker::First | Marker::Second | Marker::Third | Marker::Fourth);
    for section in body.walk().filter(|section| numbered(section.marker)) {
        for child in section.children.iter().filter(|child| numbered(child.marker)) {
            let (above, below) = (section.marker.rank(), child.marker.rank());
            let wrong = below <= above || (below > above + 1 && deep);
            let first = child.children.first().and_then(|grandchild| starts.get(&grandchild.id));
            if let (true, Some(&index)) = (wrong, first)
                && let Some(passage) = document.passages.get(index)
            {
                let (above, below) = (section.marker, child.marker);
                let message = t!(
                    "judge.structure.levels",
                    below = below.sample(),
                    above = above.sample(),
                    right = above.below().sample()
                );
                let hit = Hit::new(whole(passage), message);
                found.push(Found { passage: index, hit, related: Vec::new() });
            }
        }
    }
    levels::mixed(document, found);
}

/// A heading with nothing under it.
pub fn empty_section(document: &Document<'_>, found: &mut Vec<Found>) {
    let starts = starts(document);
    let is_empty = |section: &Section| {
        !section.heading.is_empty()
            && section.paragraphs.iter().all(|text| text.trim().is_empty())
            && section.children.iter().all(|child| child.is_empty())
    };
    for section in document.project.walk().filter(|section| is_empty(section)) {
        let Some(&index) = starts.get(&section.id) else { continue };
        let Some(passage) = document.passages.get(index) else { continue };
        let hit = Hit::new(whole(passage), t!("judge.structure.empty"));
        found.push(Found { passage: index, hit, related: Vec::new() });
    }
}

/// Two headings with the same words.
pub fn same_heading(document: &Document<'_>, found: &mut Vec<Found>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let Role::Heading { .. } = passage.role else { continue };
        let words = passage.text.trim_end_matches(['。', '：', ' ']);
        if words.chars().count() < 4 {
            continue;
        }
        match seen.get(words) {
            Some(&before) => {
                let hit = Hit::new(0..words.len(), t!("judge.structure.same_heading"));
                let related = document.passages.get(before).map(|first| (before, whole(first)));
                found.push(Found { passage: index, hit, related: related.into_iter().collect() });
            }
            None => {
                seen.insert(words, index);
            }
        }
    }
}

const PROBLEMS: &[&str] = &["问题", "不足", "短板", "差距", "薄弱", "困难"];
const PLANS: &[&str] = &[
    "努力方向",
    "下一步",
    "下步",
    "打算",
    "计划",
    "思路",
    "安排",
    "明年",
    "来年",
    "将",
    "新的一年",
    "今后",
    "继续",
];
/// How many of them, from the first on, tell in a heading.
const PLAN_HEADINGS: usize = 9;

/// A part that the project's template requires, and that no section is any more: neither one of its
/// heading nor one of the same words, as 存在问题 becomes 主要问题及不足. Sections that are there and hold
/// nothing are [`empty_section`]'s; the required headings are kept with the project, since a section
/// that was deleted cannot tell. Told once, at the end of the body.
pub fn missing_part(document: &Document<'_>, found: &mut Vec<Found>) {
    let parts = document.project.required_parts.iter();
    let missing: String =
        parts.filter(|part| !has_part(document, part)).map(|part| format!("“{part}”")).collect();
    if missing.is_empty() {
        return;
    }
    let message = t!("judge.structure.missing_part", parts = missing).into_owned();
    told_at_the_end(document, message, found, |passage| passage.part == Some(Part::Body));
}

fn has_part(document: &Document<'_>, part: &str) -> bool {
    let same =
        |heading: &str| heading.contains(part) || part.contains(heading) && heading.chars().count() > 1;
    let headings = document.passages.iter().filter(|passage| matches!(passage.role, Role::Heading { .. }));
    if headings.map(|heading| heading.text.trim_end_matches(['。', '：'])).any(same) {
        return true;
    }
    let (problems, plan) = (of_problems(part), of_plan(part));
    (problems || plan) && (!problems || admits(document)) && (!plan || plans(document))
}

fn of_problems(heading: &str) -> bool {
    PROBLEMS.iter().any(|word| heading.contains(word))
}

fn of_plan(heading: &str) -> bool {
    PLANS.iter().take(PLAN_HEADINGS).any(|word| heading.contains(word))
}

/// Whether the template asks for such a part: its absence is told as that of a part.
fn is_required(document: &Document<'_>, of: fn(&str) -> bool) -> bool {
    document.project.required_parts.iter().any(|part| of(part))
}

/// Nowhere is it told what is still lacking.
pub fn no_problems(document: &Document<'_>, found: &mut Vec<Found>) {
    if long_enough(document) && !admits(document) && !is_required(document, of_problems) {
        told_at_the_end(document, t!("judge.structure.no_problems").into_owned(), found, |_| true);
    }
}

fn admits(document: &Document<'_>) -> bool {
    // “发现问题”、“问题线索” are of the work, not of its shortcomings: only headings and the points
    // where a shortcoming is admitted count.
    let admits = |passage: &Arc<Passage>| match passage.role {
        Role::Heading { .. } => of_problems(&passage.text),
        _ => [
            "存在问题",
            "存在的问题",
            "不足之处",
            "要看到",
            "还存在",
            "仍存在",
            "存在一些",
            "有待",
            "还不够",
            "仍不够",
        ]
        .iter()
        .any(|words| passage.text.contains(words)),
    };
    document.passages.iter().any(admits)
}

/// Nowhere is it told what comes next.
pub fn no_plan(document: &Document<'_>, found: &mut Vec<Found>) {
    if long_enough(document) && !plans(document) && !is_required(document, of_plan) {
        told_at_the_end(document, t!("judge.structure.no_plan").into_owned(), found, |_| true);
    }
}

fn plans(document: &Document<'_>) -> bool {
    let next_year = document.facts.year.map(|year| format!("{}年", year + 1));
    let of_next_year =
        |text: &str| next_year.as_ref().is_some_and(|year| text.contains(year)) && text.contains('将');
    let tells = |passage: &Arc<Passage>| match (passage.part, passage.role) {
        (Some(Part::Closing), _) => PLANS.iter().any(|word| passage.text.contains(word)),
        (_, Role::Heading { .. }) => of_plan(&passage.text),
        _ => {
            ["下一步", "下步", "新的一年"].iter().any(|word| passage.text.contains(word))
                || of_next_year(&passage.text)
        }
    };
    document.passages.iter().any(tells)
}

/// What is only begun has nothing missing yet.
fn long_enough(document: &Document<'_>) -> bool {
    document.measure.total.count.words >= 800
}

/// Behind the last text that such a passage has; of all where none is such.
fn told_at_the_end(
    document: &Document<'_>,
    message: String,
    found: &mut Vec<Found>,
    such: fn(&Passage) -> bool,
) {
    let texts = || document.passages.iter().enumerate().rev();
    let is_text = |passage: &Passage| matches!(passage.place, Place::Text(_));
    let last = texts().find(|(_, passage)| is_text(passage) && such(passage));
    if let Some((index, passage)) = last.or_else(|| texts().find(|(_, passage)| is_text(passage))) {
        let end = passage.text.len();
        found.push(Found { passage: index, hit: Hit::new(end..end, message), related: Vec::new() });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{project, words_in};
    use crate::model::{Marker, Project, Section};
    use std::sync::Arc;

    /// A body of headings: depth, heading, text; markers by depth.
    fn outline(markers: &[Marker], rows: &[(usize, &str, &str)]) -> Project {
        fn build(markers: &[Marker], rows: &[(usize, &str, &str)], depth: usize, id: &mut u64) -> Section {
            *id += 1;
            let marker = markers.get(depth).copied().unwrap_or_default();
            let mut section = Section { marker, ..Section::new(*id) };
            for (index, (_, heading, text)) in rows.iter().enumerate().filter(|(_, row)| row.0 == depth) {
                let below: Vec<_> =
                    rows[index + 1..].iter().take_while(|row| row.0 > depth).copied().collect();
                let mut child = build(markers, &below, depth + 1, id);
                child.heading = (*heading).into();
                child.paragraphs = vec![(*text).to_owned()];
                section.children.push(Arc::new(child));
            }
            section
        }
        let mut project = project(&[]);
        project.body = Arc::new(build(markers, rows, 0, &mut 100));
        project
    }

    #[test]
    fn levels() {
        use Marker::{First, Fourth, Second, Third};
        let rows = [(0, "压实责任", "文"), (1, "加强领导", "文"), (2, "健全机制", "文")];
        for (markers, wrong) in [
            ([First, Second, Third], 0),
            ([First, Third, Fourth], 1),
            ([First, Second, Fourth], 1),
            ([Second, First, Third], 2),
            ([First, First, Second], 1),
            ([First, Second, Second], 1),
        ] {
            assert_eq!(words_in("level-order", &outline(&markers, &rows)).len(), wrong, "{markers:?}");
        }
        let two = outline(&[First, Third], &rows[..2]);
        assert_eq!(words_in("level-order", &two), [""; 0], "一、 → 1. is tolerated with two levels");
    }

    #[test]
    fn empty_and_same() {
        let of = |rule: &str, rows: &[(usize, &str, &str)]| {
            words_in(rule, &outline(&[Marker::First, Marker::Second], rows))
        };
        let rows = [(0, "压实责任", ""), (0, "排查隐患", "文"), (1, "压实责任", " "), (1, "消防安全", "文")];
        assert_eq!(of("empty-section", &rows), ["压实责任", "压实责任"]);
        assert_eq!(of("same-heading", &rows), ["压实责任"]);
        assert_eq!(of("empty-section", &[(0, "压实责任", ""), (1, "加强领导", "文")]), [""; 0]);
        assert_eq!(of("same-heading", &[(0, "其他", "文"), (0, "其他", "文")]), [""; 0]);
    }

    /// What the template requires and nobody has written.
    #[test]
    fn what_the_template_requires() {
        let of = |required: &[&str], rows: &[(usize, &str, &str)]| {
            let mut project = outline(&[Marker::First], rows);
            project.required_parts = required.iter().map(ToString::to_string).collect();
            let report = super::super::super::testing::judge(&project).findings.into_iter();
            let missing: Vec<_> = report.filter(|finding| finding.rule.id == "missing-part").collect();
            missing.into_iter().map(|finding| finding.message).collect::<String>()
        };
        let both: &[&str] = &["存在问题", "下一步打算"];
        let work = (0, "主要做法", "全年召开会议12次。");
        for (required, rows, expected) in [
            (both, &[work][..], "“存在问题”“下一步打算”"),
            (both, &[work, (0, "存在问题", "力量薄弱。")], "“下一步打算”"),
            (both, &[work, (0, "下一步打算", "加强学习。")], "“存在问题”"),
            (&["存在问题及原因"], &[work], "“存在问题及原因”"),
            (&["今后打算"], &[work, (0, "工作实绩", "完成任务。")], "“今后打算”"),
            (&["基本情况"], &[work], "“基本情况”"),
            (both, &[work, (0, "存在问题", "力量薄弱。"), (0, "下一步打算", "加强学习。")], ""),
            (both, &[work, (0, "存在问题和下一步打算", "力量薄弱。")], ""),
            (both, &[work, (0, "主要不足", "力量薄弱。"), (0, "2027年工作计划", "加强学习。")], ""),
            (both, &[work, (0, "自身建设", "工作中还存在一些薄弱环节。下一步，将加强学习。")], ""),
            (&["基本情况"], &[(0, "镇村基本情况", "全镇辖12个村。")], ""),
            (&["存在问题"], &[work, (0, "存在问题", "")], ""),
            (&[], &[work], ""),
        ] {
            let message = of(required, rows);
            assert!(message.contains(expected), "{required:?} {rows:?}: {message}");
            assert_eq!(message.is_empty(), expected.is_empty(), "{required:?} {rows:?}: {message}");
        }
    }

    /// Told once: not of a part and of the whole, too.
    #[test]
    fn what_is_required_is_told_as_a_part() {
        let long = "镇党委坚持定期研究，逐项推动落实，取得明显成效。".repeat(40);
        let mut project = outline(&[Marker::First], &[(0, "压实责任", long.as_str())]);
        let count = |project: &Project, rule: &str| words_in(rule, project).len();
        assert_eq!((count(&project, "no-problems"), count(&project, "no-plan")), (1, 1));
        project.required_parts = vec!["存在问题".into(), "下一步打算".into()];
        assert_eq!((count(&project, "no-problems"), count(&project, "no-plan")), (0, 0));
        assert_eq!(count(&project, "missing-part"), 1);
    }

    #[test]
    fn what_a_summary_usually_has() {
        let long = "镇党委坚持定期研究，逐项推动落实，取得明显成效。".repeat(40);
        let of = |rule: &str, heading: &str, text: &str| {
            let rows = [(0, "压实责任", long.as_str()), (0, heading, text)];
            words_in(rule, &outline(&[Marker::First], &rows)).len()
        };
        for (heading, text, expected) in [
            ("强化监督", "发现问题线索3条。", 1),
            ("存在问题", "力量薄弱。", 0),
            ("主要不足", "一是力量薄弱。", 0),
            ("强化监督", "工作中还存在一些薄弱环节。", 0),
            ("强化监督", "也要看到，基础仍然薄弱。", 0),
        ] {
            assert_eq!(of("no-problems", heading, text), expected, "{heading} {text}");
        }
        for (heading, text, expected) in [
            ("强化监督", "发现问题线索3条。", 1),
            ("下一步打算", "加强学习。", 0),
            ("今后努力方向", "加强学习。", 0),
            ("2027年工作计划", "加强学习。", 0),
            ("强化监督", "下一步，我镇再接再厉。", 0),
            ("强化监督", "2027年，我镇将再接再厉。", 0),
            ("强化监督", "2026年，我镇将责任压实。", 1),
        ] {
            assert_eq!(of("no-plan", heading, text), expected, "{heading} {text}");
        }
    }
}
