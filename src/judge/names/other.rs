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
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The organs that act for a place.
const ORGANS: &[&str] = &["党委", "党政", "委员会", "人民政府", "政府"];
/// With these behind it, a county, city or province stands for its organ; other mentions are facts
/// of geography, of trade, of people.
const LEADERS: &[&str] = &["委", "政府", "人民政府", "纪委", "人大", "政协", "党委"];
/// The organs of a village.
const VILLAGE_LEADERS: &[&str] = &["党支部", "党总支", "党委", "委会", "“两委”", "两委", "支部", "支委"];
/// Words of a clause in which another place is meant: visits, trade, neighbours, people's careers.
const MEANT: &[&str] = &[
    "学习", "考察", "观摩", "协作", "交流", "参观", "对口", "支援", "结对", "帮扶", "招商", "投资", "赴",
    "来自", "籍", "邻", "毗", "接壤", "交界", "连接", "外出", "务工", "公司", "集团", "大学", "学院", "医院",
    "商会", "高速", "铁路", "公路", "经验", "借鉴", "联合", "跨", "兄弟", "周边", "等地", "等县", "等乡",
    "等镇", "调任", "任职", "挂职", "嫁", "迁", "原", "至", "往", "前往", "前来", "来我", "邀请", "移交",
    "接待", "一行", "来访", "交叉", "异地", "互查", "互学", "比赛", "分别", "排名",
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
        let right = own.at(other.name.level).map(Name::text).last().unwrap_or_default();
        let hit = Hit::new(other.name.range, message).fix(right);
        found.push(Found { passage: other.passage, hit, related: Vec::new() });
    }
    two_superiors(document, &own, found);
}

/// A name with the number of its passage.
type Acting<'a> = (usize, &'a Name);

/// 云溪县委 and 云山县委 in one text, of which at most one can be above the summary's unit: the one
/// that is named less often, or first named behind the other, is asked about. With three of them the
/// text is about counties.
fn two_superiors(document: &Document<'_>, own: &Own, found: &mut Vec<Found>) {
    let mut by_kind: BTreeMap<(Level, &str), BTreeMap<&str, Vec<Acting<'_>>>> = BTreeMap::new();
    for (index, passage) in document.passages.iter().enumerate().filter(|(_, p)| !stands_alone(p)) {
        let superior = |name: &&Name| name.level < Level::Township && own.at(name.level).next().is_none();
        for name in passage.names().iter().filter(superior) {
            let organ = starts_with_any(after(&passage.text, name.range.end, 4), LEADERS);
            if organ && !is_meant(&passage.text, name) && !is_known(document, name) {
                let acting = by_kind.entry((name.level, name.suffix)).or_default();
                acting.entry(&name.stem).or_default().push((index, name));
            }
        }
    }
    for acting in by_kind.into_values() {
        let mut acting: Vec<_> = acting.into_values().collect();
        acting.sort_by_key(|places| {
            (Reverse(places.len()), places.first().map(|(index, name)| (*index, name.range.start)))
        });
        let [usual, other] = acting.as_slice() else { continue };
        let Some((first, right)) = usual.first() else { continue };
        let right_text = right.text();
        for (index, name) in other {
            let message = t!("judge.names.two", name = name.text(), other = right_text, count = usual.len());
            let hit = Hit::new(name.range.clone(), message).fix(right_text.clone());
            found.push(Found { passage: *index, hit, related: vec![(*first, right.range.clone())] });
        }
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
    let around = &passage.text;
    let head = around.get(..name.range.end).unwrap_or_default();
    // Of 两河口镇 only 河口镇 may have been seen; 青石集镇 is the town in 青石镇.
    let part_of_own = |own: &Name| {
        head.ends_with(&own.text()) || matches!(name.stem.strip_prefix(&own.stem), Some("集" | "街"))
    };
    if is_known(document, name) || own.names.iter().any(part_of_own) {
        return false;
    }
    let rest = after(around, name.range.end, 5);
    let leaders = if name.level == Level::Village { VILLAGE_LEADERS } else { LEADERS };
    if name.level != Level::Township && !starts_with_any(rest, leaders) && !stands_alone(passage) {
        return false;
    }
    stands_alone(passage) || !is_meant(around, name)
}

/// Whether the user, or a field, says that the name may stand there.
fn is_known(document: &Document<'_>, name: &Name) -> bool {
    let text = name.text();
    let named =
        |known: &String| known.contains(&text) || text.contains(known.trim()) && !known.trim().is_empty();
    document.facts.review.names.iter().any(named) || document.facts.units.iter().any(named)
}

/// Whether the sentence speaks of another place on purpose.
fn is_meant(text: &str, name: &Name) -> bool {
    let head = clause_before(text, name.range.start, 30);
    let tail = clause_after(text, name.range.end, 30);
    ends_with_any(head, MEANT_BEFORE)
        || starts_with_any(tail, &["、", "和", "与"])
        || has_any(head, MEANT)
        || has_any(tail, MEANT)
        || text.get(..name.range.start).is_some_and(|head| head.ends_with(['《', '“', '（', '(']))
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
    use crate::judge::testing::{check, check_fixes, project, words_in};
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
                ("一年来，龙门镇党委认真落实主体责任。", "龙门镇"),
                ("在板桥镇党委的坚强领导下，全镇上下团结一心。", "板桥镇"),
                ("由张家湾镇党委牵头，马家河镇政府配合。", "张家湾镇|马家河镇"),
                ("乌镇党委高度重视，界首镇机关干部下沉一线。", "乌镇|界首镇"),
                ("经永兴镇人大审议通过，三合镇纪委跟进监督。", "永兴镇|三合镇"),
                ("解放街道党工委牵头，西城街道办事处组织实施。", "解放街道|西城街道"),
                ("2026年六合镇政府完成税收5亿元。", "六合镇"),
                ("一年来，云溪县七里乡人民政府认真履职。", "七里乡"),
                ("推动张家湾镇高质量发展，建设石门镇。", "张家湾镇|石门镇"),
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
                "巩固镇党委主体地位，召集镇干部开会。",
                "一年来，镇党委认真落实主体责任。",
                "一年来，各镇党委、全镇机关干部、兄弟镇党委、本镇干部。",
                "乡镇党委、建制镇政府、重镇党委、强镇党委、中心镇党委、城镇机关。",
                "有的镇党委重视不够，个别镇干部作风不实，部分镇机关人浮于事。",
                "督促镇党委履职，压实镇政府责任，抽调镇机关干部，会同镇纪委核查。",
                "作为镇党委书记，担任镇党委委员，报请镇政府同意，经请示镇党委批准。",
                "近年来镇党委常抓不懈，目前镇政府已批复，年初镇党委作出部署。",
                "三月镇党委召开会议，上周镇政府组织检查，十二镇党委书记述职。",
                "沿江镇党委联席，青石集镇机关周边，建设街道办事处办公楼。",
                "学习龙门镇党委经验做法，赴板桥镇机关考察学习。",
                "与龙门镇党委结对共建，板桥镇党委、界首镇党委分别发言。",
                "接待龙门镇党委一行，邀请板桥镇干部前来交流。",
                "清理家门口街道，整治大门街道，打造平安镇、富裕镇。",
                "石桥村党支部、龙门村委会、李家湾村“两委”。",
                "𠮷镇",
                "",
            ],
        );
    }

    /// The own name is offered, where it is known.
    #[test]
    fn the_name_to_write() {
        check_fixes(
            super::super::OTHER_UNIT,
            &[
                ("龙门镇党委高度重视。", "青石镇党委高度重视。"),
                ("推动白云镇高质量发展。", "推动青石镇高质量发展。"),
                (
                    "在云溪县委的领导下。云溪县政府印发方案。云山县委要求。",
                    "在云溪县委的领导下。云溪县政府印发方案。云溪县委要求。",
                ),
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
            ("松坪村", "石桥村党支部严格落实“三会一课”", "石桥村"),
            ("松坪村", "龙门村委会组织清理河道", "龙门村"),
            ("松坪村", "石桥村“两委”干部入户走访", "石桥村"),
            ("松坪村", "石桥村至双河村公路贯通", ""),
            ("松坪村", "与石桥村党支部联合开展主题党日", ""),
            ("松坪村", "松坪村党支部严格落实“三会一课”", ""),
            // Which county, city or province it is in is not known: two of them act.
            ("青石镇", "在云溪县委的领导下。云溪县政府印发方案。贯彻云山县委部署。", "云山县"),
            ("青石镇", "在云溪县委的坚强领导下，全镇上下团结一心。按照云山县委要求抓好落实。", "云山县"),
            ("青石镇", "贯彻云山县委部署。按照云溪县委、县政府要求。云溪县委召开会议。", "云山县"),
            ("青石镇", "在云溪县委的坚强领导下。云溪县政府印发方案。", ""),
            ("青石镇", "在云溪县委的坚强领导下。组织干部赴云山县委党校学习。", ""),
            ("青石镇", "在云溪县委的坚强领导下。接待云山县委调研组一行。", ""),
            ("青石镇", "在云溪县委、云山县委的共同推动下。", ""),
            ("青石镇", "云溪县委、白河县委、云山县委。云溪县委。白河县委。云山县委。", ""),
            ("青石镇", "按照云溪县委部署，推动云山县企业落户。", ""),
            ("青石镇", "在浙江省委、杭州市委、云溪县委的领导下。", ""),
            ("云溪县青石镇", "在云溪县委的坚强领导下。按照云山县委要求。", "云山县"),
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
