//! Names of other units: in the title, the opening or the 落款 as the one whose summary it is, or
//! anywhere in the text.

use super::own::Own;
use super::scan::{Level, Name};
use crate::judge::clause::{
    after, before, clause_after, clause_before, ends_clause, ends_with_any, has_any, starts_with_any,
};
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Passage, Role};
use crate::model::project::Part;
use rust_i18n::t;

/// The organs that act for a place.
const ORGANS: &[&str] = &["党委", "党政", "委员会", "人民政府", "政府"];
/// With these behind it, a county, city or province stands for its organ; other mentions are facts
/// of geography, of trade, of people.
const LEADERS: &[&str] = &["委", "政府", "人民政府", "纪委", "人大", "政协", "党委"];
/// Words of a clause in which another place is meant: visits, trade, neighbours, people's careers.
const MEANT: &[&str] = &[
    "学习", "考察", "观摩", "协作", "交流", "参观", "对口", "支援", "结对", "帮扶", "招商", "投资", "赴",
    "来自", "籍", "邻", "毗", "接壤", "交界", "连接", "外出", "务工", "公司", "集团", "大学", "学院", "医院",
    "商会", "高速", "铁路", "公路", "经验", "借鉴", "联合", "跨", "兄弟", "周边", "等地", "等县", "等乡",
    "等镇", "调任", "任职", "挂职", "嫁", "迁", "原", "至", "往", "前往", "前来", "来我", "邀请", "移交",
    "比赛", "分别", "排名",
];
/// Words directly before a name that say the same.
const MEANT_BEFORE: &[&str] = &["与", "和", "到", "从", "自", "及", "、", "同", "跟", "向", "给"];

/// A name of another unit.
struct Other {
    passage: usize,
    name: Name,
    /// It stands where the summary's own unit should: in the title, in the 落款, or as the one that
    /// acts in the opening.
    acts: bool,
}

pub fn unit_differs(document: &Document<'_>, found: &mut Vec<Found>) {
    let own = Own::of(document);
    for other in others(document, &own).filter(|other| other.acts) {
        let right = own.at(other.name.level).map(Name::text).last().unwrap_or_default();
        let message = t!("judge.names.differs", name = other.name.text(), own = right);
        let hit = Hit::new(other.name.range, message).fix(right);
        found.push(Found { passage: other.passage, hit, related: Vec::new() });
    }
}

pub fn other_unit(document: &Document<'_>, found: &mut Vec<Found>) {
    let own = Own::of(document);
    for other in others(document, &own).filter(|other| !other.acts) {
        let message = t!("judge.names.other", name = other.name.text());
        found.push(Found {
            passage: other.passage,
            hit: Hit::new(other.name.range, message),
            related: Vec::new(),
        });
    }
}

fn others<'a>(document: &'a Document<'_>, own: &'a Own) -> impl Iterator<Item = Other> + 'a {
    let known = !own.names.is_empty();
    let passages = document.passages.iter().enumerate().filter(move |_| known);
    passages.flat_map(move |(index, passage)| {
        let names = passage.names().iter().filter(move |name| is_other(document, own, passage, name));
        names.map(move |name| Other { passage: index, acts: acts(passage, name), name: name.clone() })
    })
}

fn is_other(document: &Document<'_>, own: &Own, passage: &Passage, name: &Name) -> bool {
    let mut at_level = own.at(name.level).peekable();
    // Without an own name of its level nobody can tell; with the same stem it is the own one's.
    if at_level.peek().is_none() || at_level.any(|own| own.stem == name.stem) {
        return false;
    }
    let text = name.text();
    let named =
        |known: &String| known.contains(&text) || text.contains(known.trim()) && !known.trim().is_empty();
    if document.facts.review.names.iter().any(named) || document.facts.units.iter().any(named) {
        return false;
    }
    let around = &passage.text;
    let (start, end) = (name.range.start, name.range.end);
    // Of 两河口镇 only 河口镇 may have been seen.
    let head = around.get(..end).unwrap_or_default();
    if own.names.iter().any(|own| head.ends_with(&own.text())) {
        return false;
    }
    let rest = after(around, end, 4);
    if name.level != Level::Township && !starts_with_any(rest, LEADERS) && !stands_alone(passage) {
        return false;
    }
    let head = clause_before(around, start, 30);
    let tail = clause_after(around, end, 30);
    let meant = ends_with_any(head, MEANT_BEFORE)
        || starts_with_any(rest, &["、", "和", "与"])
        || has_any(head, MEANT)
        || has_any(tail, MEANT)
        || around.get(..start).is_some_and(|head| head.ends_with(['《', '“', '（', '(']));
    stands_alone(passage) || !meant
}

/// A line that names the summary's own unit and no other.
fn stands_alone(passage: &Passage) -> bool {
    matches!(passage.role, Role::Title | Role::SignatureUnit)
}

fn acts(passage: &Passage, name: &Name) -> bool {
    if stands_alone(passage) {
        return true;
    }
    let text = &passage.text;
    let head = before(text, name.range.start, 2);
    let begins = head.is_empty() || head.ends_with(ends_clause) || head.ends_with("中共");
    let organ = starts_with_any(after(text, name.range.end, 4), ORGANS);
    passage.part == Some(Part::Opening) && begins && organ
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, project, words_in};
    use crate::model::{Section, Signature};
    use std::sync::Arc;

    #[test]
    fn names_in_the_text() {
        check(
            super::super::OTHER_UNIT,
            &[
                ("白云镇党委高度重视安全生产工作。", "白云镇"),
                ("一年来，白云镇全面加强基层治理。", "白云镇"),
                ("在大河乡召开现场会。", "大河乡"),
                ("推动白云镇高质量发展。", "白云镇"),
                ("2026年白云镇完成税收5亿元。", "白云镇"),
                ("云溪县清河镇人民政府印发方案。", "清河镇"),
                ("为石桥街道群众办实事。", "石桥街道"),
                ("我们白云镇和清河乡人民", ""),
            ],
            &[
                "青石镇党委高度重视安全生产工作。",
                "在云山县委的坚强领导下",
                "在四川省委、成都市委的部署下",
                "组织干部赴白云镇学习考察。",
                "与白云镇签订协作协议。",
                "白云镇、大河乡等邻近乡镇",
                "全镇各村、重点镇、示范镇、乡镇、城镇、集镇",
                "美丽乡村、三下乡、返乡创业、文明乡风",
                "白云村、柳林社区",
                "来自白云镇的投资商",
                "城乡居民、县直部门、市场主体、社区、园区",
                "全年办理信访案件24件，“5+2”“白加黑”",
                "《白云镇志》",
                "贯彻镇党委部署，落实县委要求",
                "𠮷镇",
                "",
            ],
        );
    }

    #[test]
    fn names_that_are_allowed() {
        let mut project = project(&["白云镇党委高度重视。"]);
        project.review =
            Arc::new(crate::model::Review { names: vec!["白云镇".into()], ..Default::default() });
        assert_eq!(words_in(super::super::OTHER_UNIT, &project), [""; 0]);
    }

    #[test]
    fn levels_that_are_known() {
        for (unit, text, expected) in [
            ("云溪县青石镇", "在云山县委的坚强领导下", "云山县"),
            ("云溪县", "在云山县委、县政府的坚强领导下", "云山县"),
            ("云溪区", "按照白云区委部署", "白云区"),
            ("杭州市", "在南京市委的领导下", "南京市"),
            ("浙江省杭州市", "按照江苏省委部署", "江苏省"),
            ("杭州市", "按照浙江省委部署", ""),
            ("云溪县", "白云镇召开会议", ""),
            ("云溪县", "销往南京市场，赴云山县考察", ""),
            ("云溪县", "贯彻县委、落实市委、围绕省委部署", ""),
            ("云溪县", "在南京市举办推介会", ""),
            ("云溪县", "云山县至白河县公路", ""),
            ("党政办公室", "白云镇召开会议", ""),
        ] {
            let mut project = project(&[text]);
            project.fields[0].value = unit.into();
            project.title = vec!["2026年工作总结".into()];
            // The province of an own city is known, too.
            assert_eq!(words_in(super::super::OTHER_UNIT, &project).join("|"), expected, "{unit}: {text}");
        }
    }

    #[test]
    fn where_the_own_unit_should_stand() {
        for (title, opening, signed, expected) in [
            ("白云镇2026年工作总结", "", "", "白云镇"),
            ("关于白云镇2026年工作的总结", "", "", "白云镇"),
            ("云溪县白云镇2026年工作总结", "", "", "白云镇"),
            ("青石镇2026年工作总结", "白云镇党委团结带领干部群众。", "", "白云镇"),
            ("青石镇2026年工作总结", "2026年，白云镇人民政府认真履职。", "", "白云镇"),
            ("青石镇2026年工作总结", "", "中共白云镇委员会", "白云镇"),
            ("青石镇2026年工作总结", "", "云溪县清河乡人民政府", "清河乡"),
            ("青石镇2026年工作总结", "青石镇党委团结带领干部群众。", "青石镇人民政府", ""),
            ("中共青石镇委员会2026年工作总结", "在县委的坚强领导下。", "中共云溪县青石镇委员会", ""),
            ("2026年工作总结", "与白云镇党委联合开展活动。", "镇党政办公室", ""),
            ("镇党委2026年工作总结", "白云镇地处山区。", "", ""),
            ("党建工作总结", "", "", ""),
            ("", "", "青石镇", ""),
        ] {
            let mut project = project(&[]);
            project.title = vec![title.into()];
            project.signature = Some(Signature { unit: signed.into(), date: String::new() });
            let opening = Section { paragraphs: vec![opening.into()], ..Section::new(1) };
            project.opening = Arc::new(opening);
            assert_eq!(
                words_in("unit-differs", &project).join("|"),
                expected,
                "{title} {opening:?} {signed}",
                opening = project.opening.paragraphs
            );
        }
    }

    #[test]
    fn the_title_tells_whose_summary_it_is() {
        let mut project = project(&["白云镇党委高度重视。"]);
        project.fields[0].value.clear();
        assert_eq!(words_in(super::super::OTHER_UNIT, &project), ["白云镇"]);
        project.title = vec!["XX镇2026年工作总结".into()];
        assert_eq!(words_in(super::super::OTHER_UNIT, &project), [""; 0]);
    }
}
