//! A name that stands there once and differs from one that stands there more often by a character
//! that sounds or looks alike: 河弯村 beside 河湾村. 上河村 and 下河村 are two villages.

use super::own::Own;
use crate::judge::Document;
use crate::judge::rule::{Found, Hit};
use rust_i18n::t;
use std::collections::BTreeMap;

/// Characters that are put for each other in names, by sound or shape.
const ALIKE: &[&str] = &[
    "河合荷何禾",
    "溪西希曦",
    "湾弯",
    "岭岑领",
    "塘糖唐堂",
    "青清轻",
    "石时十",
    "桥乔侨",
    "坪平萍评",
    "坝把霸",
    "湖胡糊",
    "江姜",
    "林临邻琳",
    "泉全",
    "阳杨扬洋羊",
    "沟勾构",
    "冲充",
    "岗港刚",
    "坡波破",
    "田甜",
    "洞动",
    "峰丰锋枫风",
    "龙隆",
    "凤奉风",
    "洲州周舟",
    "桃陶淘",
    "柳刘流",
    "松宋",
    "梅煤",
    "竹朱",
    "园元圆院源原",
    "新兴欣鑫",
    "安案",
    "福富复",
    "明名鸣",
    "云运芸",
    "白百柏",
    "红洪宏",
    "黄皇",
    "沙砂纱",
    "店殿",
    "庄装",
    "庙苗",
    "城成",
    "关官",
    "堡宝保",
    "山杉",
    "永勇",
    "水氷",
    "木术本",
    "大太",
    "王玉",
    "干千",
    "土士",
    "牛午",
    "井并",
    "田由",
    "溪蹊",
    "梁粱",
    "洼娃",
    "墩敦",
    "圩于",
    "渠梁",
    "坳坞",
    "崖涯",
];

/// More names than any summary has.
const MOST: usize = 300;
const SUFFIXES: &[&str] = &["社区", "街道", "村", "镇", "乡", "县"];

pub fn misspelt_name(document: &Document<'_>, found: &mut Vec<Found>) {
    let known = known_names(document);
    if known.is_empty() || known.len() > MOST {
        return;
    }
    let mut slips: BTreeMap<&str, Vec<(usize, usize, &String)>> = BTreeMap::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let text = &passage.text;
        for (at, c) in
            text.char_indices().filter(|(_, c)| matches!(c, '村' | '镇' | '乡' | '县' | '区' | '道'))
        {
            let end = at + c.len_utf8();
            for right in &known {
                let Some(start) = end.checked_sub(right.len()) else { continue };
                if let Some(name) = text.get(start..end).filter(|name| slipped(name, right)) {
                    slips.entry(name).or_default().push((index, start, right));
                }
            }
        }
    }
    for (name, places) in slips {
        let [(passage, start, right)] = places.as_slice() else { continue };
        if document.facts.review.names.iter().any(|known| known == name) {
            continue;
        }
        let message = t!("judge.names.misspelt", name = name, right = right);
        let hit = Hit::new(*start..start + name.len(), message).fix((*right).clone());
        found.push(Found { passage: *passage, hit, related: Vec::new() });
    }
}

/// The own names, those that the user has given, and those that stand there more than once.
fn known_names(document: &Document<'_>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in document.passages.iter().flat_map(|passage| passage.names()) {
        if SUFFIXES.contains(&name.suffix) {
            *counts.entry(name.text()).or_default() += 1;
        }
    }
    let own = Own::of(document);
    for name in own.names.iter().filter(|name| SUFFIXES.contains(&name.suffix)) {
        counts.insert(name.text(), 2);
    }
    for name in &document.facts.review.names {
        counts.insert(name.clone(), 2);
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect()
}

/// Whether two names differ by one character that is put for the other.
fn slipped(name: &str, right: &str) -> bool {
    if name.len() != right.len() {
        return false;
    }
    let mut differences = name.chars().zip(right.chars()).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differences.next(), differences.next()) else { return false };
    ALIKE.iter().any(|group| group.contains(a) && group.contains(b))
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::check;

    #[test]
    fn names_that_slipped() {
        check(
            "misspelt-name",
            &[
                ("石桥村修路。石桥村通水。时桥村通电。", "时桥村"),
                ("大塘村、石桥村。大塘村修路，大糖村通水。", "大糖村"),
                ("柳河社区开展义诊，柳河社区举办演出，指导柳合社区。", "柳合社区"),
                ("河湾村班子。河湾村党支部。河弯村。", "河弯村"),
                ("松岭村、松岭村、松岑村", "松岑村"),
                ("清石镇党委", "清石镇"),
            ],
            &[
                "上河村修路。上河村通水。下河村通电。",
                "东山村、东山村、西山村",
                "石桥村、大塘村",
                "石桥村、时桥村",
                "河湾村、河湾村、河口村",
                "青石镇、青石村",
                "柳河村、柳河村、柳合社区",
                "𠮷",
                "",
            ],
        );
    }
}
