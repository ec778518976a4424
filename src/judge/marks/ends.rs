//! The end of a heading.

use crate::judge::passage::{Document, Role};
use crate::judge::rule::{Found, Hit};
use crate::judge::scan::{after, before, chinese_before, ends_chinese, is_digit, is_opening, part, tail};
use crate::judge::{Facts, Passage};
use crate::model::Place;
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// A longer one is a paragraph that was taken for a heading.
const LONGEST_HEADING: usize = 50;

/// The marks at the end of a title line or standing heading that should not be there.
pub fn end_marks(passage: &Passage) -> Option<Range<usize>> {
    // A line of the title may end with a comma when the next goes on.
    let marks: &[char] = match passage.role {
        Role::Title => &['。', '.'],
        Role::Heading { runs_in: false, .. } => &['。', '；', '，', '、', '.', ';', ','],
        _ => return None,
    };
    let text = passage.text.trim_end();
    let words = text.trim_end_matches(marks);
    let marks = words.len()..text.len();
    let found = part(text, &marks);
    let ellipsis = found.chars().count() > 2;
    let ends = chinese_before(text, marks.start)
        || before(text, marks.start).is_some_and(|c| is_digit(c) || matches!(c, '%' | '％'));
    let sentences = words.contains('。') || words.chars().count() > LONGEST_HEADING;
    (!found.is_empty() && ends && !ellipsis && !sentences).then_some(marks)
}

/// 一、强化领导。
pub fn after_heading(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    if let Some(marks) = end_marks(passage) {
        let found = part(&passage.text, &marks).to_owned();
        hits.push(Hit::new(marks, t!("judge.marks.heading", found = found)).fix(""));
    }
}

/// （一）强化领导全镇…, where the text follows the heading on its line.
pub fn run_in(document: &Document<'_>, found: &mut Vec<Found>) {
    for (index, pair) in document.passages.windows(2).enumerate() {
        let [heading, text] = pair else { continue };
        let (Place::Heading(id), Role::Heading { runs_in: true, .. }) = (heading.place, heading.role) else {
            continue;
        };
        let begins = after(&text.text, 0).is_some_and(|c| is_han(c) || is_opening(c) || is_digit(c));
        let words = heading.text.trim_end();
        let Some((at, last)) = words.char_indices().next_back() else { continue };
        let open = ends_chinese(last) || is_digit(last) || matches!(last, '%' | '％');
        if text.place == Place::Text(id) && text.paragraph == 0 && begins && open {
            let fix = format!("{}。", tail(words, at));
            let hit = Hit::new(at..words.len(), t!("judge.marks.run_in_heading")).fix(fix);
            found.push(Found { passage: index, hit, related: Vec::new() });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{judge, project, words_in};
    use crate::judge::{Finding, fix};
    use crate::model::{Project, Section};
    use std::sync::Arc;

    /// A summary with a heading and a paragraph below it.
    fn with_heading(heading: &str, runs_in: bool, paragraph: &str) -> Project {
        let mut project = project(&[paragraph]);
        let mut body = Section::clone(&project.body);
        let section = Arc::make_mut(&mut body.children[0]);
        section.heading = heading.into();
        section.heading_runs_in = runs_in;
        project.body = Arc::new(body);
        project
    }

    #[test]
    fn standing_headings() {
        for (heading, words) in [
            ("强化领导。", "。"),
            ("强化领导，落实责任；", "；"),
            ("强化领导.", "."),
            ("强化领导、", "、"),
            ("落实“三会一课”。", "。"),
            ("工作开展情况,", ","),
            ("强化领导。。", "。。"),
            ("强化领导，落实责任", ""),
            ("怎么干？", ""),
            ("加油干！", ""),
            ("基本情况（试行）", ""),
            ("主要做法：", ""),
            ("强化领导。落实责任。", ""),
            ("强化领导……", ""),
            ("", ""),
            ("。", ""),
        ] {
            let project = with_heading(heading, false, "全镇");
            assert_eq!(words_in("heading-mark", &project).join("|"), words, "{heading}");
            // No other rule speaks of the same mark.
            let report = judge(&project);
            let others: Vec<&Finding> =
                report.findings.iter().filter(|found| found.rule.id != "heading-mark").collect();
            assert!(words.is_empty() || others.is_empty(), "{heading}: {others:?}");
        }
        let mut project = with_heading("强化领导", false, "全镇");
        project.title = vec!["深入学习，".into(), "2026年总结。".into()];
        assert_eq!(words_in("heading-mark", &project), ["。"]);
        assert_eq!(words_in("heading-mark", &with_heading("强化领导。", true, "全镇")), [""; 0]);
    }

    #[test]
    fn headings_that_the_text_follows() {
        for (heading, paragraph, words) in [
            ("强化领导", "全镇认真", "导"),
            ("落实“三会一课”", "全镇", "”"),
            ("加强领导，落实责任", "“四风”问题", "任"),
            ("推进试点（含青石村）", "全镇", "）"),
            ("办结率达到98%", "全镇", "%"),
            ("强化领导", "2026年", "导"),
            ("强化领导。", "全镇", ""),
            ("强化领导：", "全镇", ""),
            ("怎么干？", "全镇", ""),
            ("强化领导", "。全镇", ""),
            ("强化领导", "：全镇", ""),
            ("强化领导", "", ""),
            ("", "全镇", ""),
        ] {
            let project = with_heading(heading, true, paragraph);
            assert_eq!(words_in("run-in-heading-mark", &project).join("|"), words, "{heading}{paragraph}");
            assert_eq!(words_in("run-in-heading-mark", &with_heading(heading, false, paragraph)), [""; 0]);
        }
        let project = with_heading("强化领导", true, "全镇");
        let mut fixed = project.clone();
        fixed.apply(fix::edit(&project, &fix::safe(&judge(&project))).unwrap());
        assert_eq!(fixed.body.children[0].heading, "强化领导。");
        assert_eq!(words_in("run-in-heading-mark", &fixed), [""; 0]);
    }
}
