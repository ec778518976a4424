//! Names of places in a text. Chinese puts no blank between words, so a name is taken for one only
//! where both its ends are clear.

use super::frame::{framed, is_word};
use super::places::{is_toponym, province_at_end, province_of};
use crate::judge::clause::{after, before, ends_clause, ends_with_any, starts_with_any};
use crate::text::chars::is_han;
use std::ops::Range;

/// A level of administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Province,
    /// 地级市
    City,
    /// 县、县级市、区
    County,
    /// 乡、镇、街道
    Township,
    /// 村、社区
    Village,
}

/// A name of a place: 青石 and 镇.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub range: Range<usize>,
    pub stem: String,
    pub suffix: &'static str,
    pub level: Level,
}

impl Name {
    pub fn text(&self) -> String {
        format!("{}{}", self.stem, self.suffix)
    }
}

const SUFFIXES: &[(char, &str, Level)] = &[
    ('镇', "镇", Level::Township),
    ('乡', "乡", Level::Township),
    ('道', "街道", Level::Township),
    ('县', "县", Level::County),
    ('村', "村", Level::Village),
    // Before 区, which it ends in.
    ('区', "社区", Level::Village),
    ('区', "区", Level::County),
    ('市', "市", Level::County),
    ('省', "省", Level::Province),
];

/// Characters with which, before the suffix, it is a common noun: 城镇, 返乡, 全县, 园区.
fn common(suffix: &str) -> &'static str {
    match suffix {
        "镇" => {
            "乡城集村重小全我各本该强名古邻坐冰县某每两几多个建老原旧区市街大跨同他此贵外省新兴点范色星制业"
        }
        "乡" => {
            "城家故老下返回还他异全我各本该每某两几县省市镇入进到驻包挂联跨邻多个同侨离之水思强富爱兴美梦"
        }
        "街道" => "主大小各镇乡市城全我新老本该每两几条多个村区县内",
        "县" => "全我各本该每某两几强大小外邻跨省市区乡出进回驻包贫郡州多个百同原新",
        "区" => {
            "城山林库湖牧滩景园校矿港灾社小辖片街厂郊市地坝湾发新能范护验作税住活政治学军战老特专选管禁水农工业商居\
             全我各本该每两几县多个级大中高产河江海圩洼寒旱雪雨风洲原台古村镇乡"
        }
        "市" => "全我各本该每某两几县省城都超门集夜早股楼上门花菜鱼牛马猪羊米粮茶药店街大小新同原多个区",
        "村" => {
            "农乡政全各我本该每某两几多个山渔古名强新老大小下进驻入包联到县镇辖外邻跨心中点范扶贫困弱后先明丽城美一示"
        }
        "社区" => "全各我本该每某两几多个新老大小下进驻入包联到辖跨心点范明丽一示城镇村农个化康平型",
        _ => "全我各本该每外两跨邻",
    }
}

/// Words with which, behind the suffix, it is a part of another word: 乡村, 市场, 镇域.
fn goes_on(suffix: &str) -> &'static [&'static str] {
    match suffix {
        "乡" => &[
            "村", "镇", "亲", "音", "愁", "土", "贤", "风", "情", "试", "里", "下", "间", "野", "级", "域",
            "邻", "道", "俗", "规", "民", "思", "味", "韵", "景",
        ],
        "村" => &["庄", "落", "级", "民", "镇", "容", "规", "居", "社", "务", "集体"],
        "镇" => &["静", "压", "痛", "守", "定", "住", "化", "域"],
        "街道" => &["路", "两", "卫生", "绿化", "整", "环境"],
        "县" => &["域", "级", "城", "乡", "直"],
        "区" => &["域", "间", "别", "位", "块", "划", "分", "段"],
        "市" => &["场", "民", "容", "值", "镇", "面", "占", "价", "级", "域", "直", "区", "县", "集"],
        _ => &["级", "直", "道", "内", "外"],
    }
}

/// Words that a name follows although names are made of their last character.
const LEADS: &[&str] = &["和", "州", "平安", "光明", "文明", "美丽", "秀美"];

/// The names of a text, in order.
pub fn names(text: &str) -> Vec<Name> {
    let mut names = Vec::new();
    for (at, c) in text.char_indices() {
        if !matches!(c, '镇' | '乡' | '道' | '县' | '区' | '市' | '省' | '村') {
            continue;
        }
        let end = at + c.len_utf8();
        let ends = |suffix: &str| text.get(..end).is_some_and(|head| head.ends_with(suffix));
        let known = SUFFIXES.iter().find(|(mark, suffix, _)| *mark == c && ends(suffix));
        let Some((_, suffix, level)) = known else { continue };
        let from = end - suffix.len();
        let name = sure(text, from, end, suffix)
            .or_else(|| framed(text, from, end, suffix, *level))
            .or_else(|| likely(text, from, end, suffix, *level));
        names.extend(name);
    }
    names
}

/// A province or a city of prefecture level, known by its name.
fn sure(text: &str, from: usize, end: usize, suffix: &'static str) -> Option<Name> {
    let head = text.get(..end)?;
    if suffix == "省" || suffix == "区" {
        let province = province_at_end(before(text, end, 9))?;
        let start = head.len() - province.len();
        let stem = province.strip_suffix(suffix)?.to_owned();
        return Some(Name { range: start..end, stem, suffix, level: Level::Province });
    }
    let free = suffix == "市" && !starts_with_any(city_tail(text, end), goes_on(suffix));
    (2..=5).filter(|_| free).find_map(|length| {
        let stem = before(text, from, length);
        province_of(stem)?;
        let stem = stem.to_owned();
        Some(Name { range: from - stem.len()..end, stem, suffix, level: Level::City })
    })
}

fn city_tail(text: &str, end: usize) -> &str {
    after(text, end, 2)
}

/// Two or three characters of which names are made, with a clear left end.
fn likely(text: &str, from: usize, end: usize, suffix: &'static str, level: Level) -> Option<Name> {
    if suffix == "省" || starts_with_any(after(text, end, 2), goes_on(suffix)) {
        return None;
    }
    if before(text, from, 1).contains(|c| common(suffix).contains(c)) {
        return None;
    }
    [2, 3].into_iter().find_map(|length| {
        let stem = before(text, from, length);
        let whole = stem.chars().count() == length && is_likely(stem) && !is_word(stem);
        let start = from - stem.len();
        (whole && begins(text, start)).then(|| Name {
            range: start..end,
            stem: stem.to_owned(),
            suffix,
            level,
        })
    })
}

/// Of characters that names are made of, and 张家湾 or 龙门: 家 and 门 are of many words elsewhere.
fn is_likely(stem: &str) -> bool {
    let mut chars = stem.chars();
    let parts = (chars.next(), chars.next(), chars.next());
    match parts {
        (Some(first), Some('家'), Some(last)) => is_toponym(first) && is_toponym(last),
        (Some(first), Some('门'), None) => is_toponym(first) && !"上下大小关水铁".contains(first),
        _ => stem.chars().all(is_toponym),
    }
}

/// Whether a name can begin at a byte.
fn begins(text: &str, at: usize) -> bool {
    let head = before(text, at, 3);
    // Behind a character of which no name is made, too: what runs on is a word and then the name.
    let apart = |last: char| is_han(last) && !is_toponym(last);
    begins_clause(head) || head.chars().next_back().is_some_and(apart) || ends_with_any(head, LEADS)
}

/// Whether what comes behind these characters begins a clause, or follows a date: 2026年青石镇.
pub(super) fn begins_clause(head: &str) -> bool {
    let Some(last) = head.chars().next_back() else { return true };
    let dated = head
        .strip_suffix(['年', '月', '日'])
        .is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
    dated || ends_clause(last) || !is_han(last) && !last.is_ascii_alphanumeric() && last != '*' && last != '×'
}

/// The names that a unit's own name is made of: 云溪县 and 青石镇 of 中共云溪县青石镇委员会. Unlike in
/// running text, every suffix ends one.
pub fn names_of_unit(unit: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let skip =
        ["中国共产党", "中共", "共青团"].iter().find(|word| unit.starts_with(**word)).map_or(0, |w| w.len());
    let mut start = skip;
    for (at, c) in unit.char_indices().filter(|(at, _)| *at >= skip) {
        let end = at + c.len_utf8();
        let known = SUFFIXES.iter().filter(|(mark, ..)| *mark == c);
        for (_, suffix, level) in known {
            let Some(stem) = unit.get(start..end).and_then(|name| name.strip_suffix(suffix)) else {
                continue;
            };
            let length = stem.chars().count();
            let noun = before(stem, stem.len(), 1).contains(|c| common(suffix).contains(c));
            let goes_on = starts_with_any(after(unit, end, 2), goes_on(suffix));
            let long_enough = length >= 2 || (length == 1 && *suffix == "县");
            if !long_enough || noun || goes_on || !stem.chars().all(is_han) {
                continue;
            }
            let range = start..end;
            let level = level_of(unit.get(range.clone()).unwrap_or_default(), stem, suffix, *level);
            names.push(Name { range, stem: stem.to_owned(), suffix, level });
            start = end;
        }
    }
    names
}

fn level_of(name: &str, stem: &str, suffix: &str, level: Level) -> Level {
    match suffix {
        "市" if province_of(stem).is_some() => Level::City,
        "区" if province_at_end(name).is_some() => Level::Province,
        _ => level,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        names(text).iter().map(Name::text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn in_running_text() {
        for (text, expected) in [
            ("白云镇党委高度重视", "白云镇"),
            ("在云山县委的坚强领导下", "云山县"),
            ("2026年，云溪县白云镇、大河乡和石桥街道", "云溪县|白云镇|大河乡|石桥街道"),
            ("按照浙江省杭州市的部署", "浙江省|杭州市"),
            ("中共清河镇委员会", "清河镇"),
            ("2026年柳林镇人民政府", "柳林镇"),
            ("广西壮族自治区南宁市", "广西壮族自治区|南宁市"),
            ("全镇各村，乡镇，城镇，集镇，重点镇，文明镇，示范镇，中心镇，特色小镇", ""),
            ("城乡，返乡，家乡，三下乡，美丽乡村，文明乡风，新乡贤，乡土人才", ""),
            ("全县，贫困县，百强县，贯彻县委要求，落实县委部署，围绕县委中心工作", ""),
            ("社区，园区，辖区，山区，开发区，工业园区，景区，粤港澳大湾区，长江流域片区", ""),
            ("市场，城市，超市，农贸市场，杭州市场", ""),
            ("主街道，街道两旁，背街小巷，道路", ""),
            ("建设平安和谐白水镇，推动白云镇发展", "白水镇|白云镇"),
            ("石桥村、大塘村，柳河社区", "石桥村|大塘村|柳河社区"),
            ("行政村，重点村，自然村，古村，新农村，村庄，社区，示范社区", ""),
            ("青石镇域经济，青石乡村振兴", ""),
            ("省委、市委、县委，外省", ""),
            ("**镇，XX镇，A镇", ""),
            ("𠮷镇，镇，", ""),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn of_a_unit() {
        for (unit, expected) in [
            ("青石镇", "青石镇"),
            ("中共云溪县青石镇委员会", "云溪县|青石镇"),
            ("云溪县民政局", "云溪县"),
            ("浙江省杭州市余杭区良渚街道办事处", "浙江省|杭州市|余杭区|良渚街道"),
            ("萧县人民政府", "萧县"),
            ("县委、县政府", ""),
            ("市场监督管理局", ""),
            ("云溪县市场监督管理局", "云溪县"),
            ("云溪经济开发区管委会", ""),
            ("", ""),
        ] {
            let names: Vec<_> = names_of_unit(unit).iter().map(Name::text).collect();
            assert_eq!(names.join("|"), expected, "{unit}");
        }
    }
}
