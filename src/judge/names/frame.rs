//! Names of townships, counties and villages where an organ follows: 在龙门镇党委的领导下.
//!
//! What stands before 镇党委 is a name or a word (落实镇党委部署, 有的镇党委). Where it fills the clause
//! so far, or follows a preposition, more characters are taken for those of a name than in running
//! text, and others if the last one is of a feature of the land: no word of a summary ends so.

use super::places::{is_toponym, may_be_toponym};
use super::scan::{Level, Name, begins_clause};
use crate::judge::clause::{after, before, starts_with_any};
use crate::text::chars::is_han;

/// Characters with which, before the suffix, it is never a name, even where an organ follows: 全镇党委,
/// 强镇党委, 县镇机关.
fn never_ends(suffix: &str) -> &'static str {
    match suffix {
        "镇" => "乡市县区镇重小全我各本该强名某每两几多个老旧大同他此外色业今前后中上下天",
        "乡" => {
            "城家故老下返回还他异全我各本该每某两几县省市镇入进到驻包挂联跨邻多个同侨离之思强富爱美梦今前后中上天"
        }
        "街道" => "主大小各镇乡市全我老本该每两几条多个村区县内今前后中上下天",
        "村" => {
            "农乡政全各我本该每某两几多个山渔古名强新老大小下进驻入包联到县镇辖外邻跨心中点范扶贫困弱后先明丽城美一示今前上天"
        }
        _ => "全我各本该每某两几强大小外邻跨省市区乡出进回驻包贫郡州多个百同原新今前后中上下天",
    }
}

/// The organs that act for a place, and its people.
fn organs(suffix: &str) -> &'static [&'static str] {
    match suffix {
        "镇" | "乡" => &[
            "党委",
            "党政",
            "政府",
            "人民政府",
            "纪委",
            "人大",
            "机关",
            "干部",
            "各村",
            "全体",
            "党员干部",
            "委员会",
        ],
        "街道" => &["党工委", "党委", "办事处", "纪工委", "人大工委", "机关", "干部", "各社区", "全体"],
        "村" => &["党支部", "党总支", "党委", "委会", "“两委”", "两委", "支部", "支委"],
        "县" => &["委", "政府", "人民政府", "纪委", "人大", "政协"],
        _ => &[],
    }
}

/// Names of one character.
const SINGLE: &str = "张龙唐庙侯翟孔贾彭马柳赵桑孙薛郭武桃乌夏堡坝莒糜";
/// Streets that bear the name of something else.
const STREETS: &[&str] = &["解放", "人民", "和平", "胜利", "新华", "红旗", "前进", "友谊", "民主", "工农"];
/// Words that are made of such characters and may stand before 镇党委.
const NO_NAMES: &[&str] = &[
    "集中", "通常", "常常", "平常", "恰恰", "流通", "沟通", "通通", "召集", "集合", "汇集", "汇合", "沿海",
    "沿江", "沿湖", "沿路", "沿街", "巩固", "庆祝", "庆贺", "庆幸", "下达", "兴建", "营建", "合建", "合营",
    "迎合", "迎新", "横向", "南向", "北向", "冲向", "通向", "顺利", "顺道", "光临", "留神", "富集", "迎头",
    "上周", "下周", "上集", "首都", "广大", "巨大", "广阔", "鲜明", "大家", "万家", "千家", "百家", "东西",
    "南北", "普通", "合格", "高尚", "方向", "马上", "明天", "后天", "前天", "天天", "白天", "春天", "夏天",
    "秋天", "冬天", "上下", "里头", "双方", "中方", "多方", "丰富", "平民", "富裕", "文明", "平安",
];

/// Characters that names end in and hardly a verb does.
const FEATURES: &str = "山河桥庄溪江湖塘坪沟湾泉岭坝寨堡屯庙川楼铺石峰滩寺井港洲埠沙亭坡洞潭圩塔池峪陵店坊墩垭坳垸坨畈塬窑\
    崖岩岛屿垌坑陂甸岔";
/// Characters that no name begins with where it ends in one of these: 原石桥镇党委, 据石桥镇政府.
const NEVER_FIRST: &str = "原驻我全各本该某每前老新副同跨邻据请派让使给令帮助促依按因如若以并且但而又也还就才都已曾正将会能可\
    应须需要有无非不没未很更最太这那其此之与和及或等到在对为向由从自经赴被把于是的了着过个沿环近靠傍临绕围两多几进巡护爬\
    打搭造治开";

/// A name that nothing else can be: it begins a clause or follows a preposition, and an organ
/// follows it. So it may be made of more characters: 在龙门镇党委的领导下, 解放街道党工委. 落实镇党委部署
/// stands there as well, so not of any.
pub(super) fn framed(
    text: &str,
    from: usize,
    end: usize,
    suffix: &'static str,
    level: Level,
) -> Option<Name> {
    let organs = organs(suffix);
    if !starts_with_any(after(text, end, 5), organs) {
        return None;
    }
    let name = |stem: &str| {
        let (range, stem) = (from - stem.len()..end, stem.to_owned());
        Name { range, stem, suffix, level }
    };
    let single = before(text, from, 1);
    let alone = single.chars().all(|c| SINGLE.contains(c))
        && begins_clause(before(text, from, 4).strip_suffix(single)?);
    if alone && suffix == "镇" && !single.is_empty() {
        return Some(name(single));
    }
    (2..=4).find_map(|length| {
        let stem = before(text, from, length);
        let whole = stem.chars().count() == length && (is_name(stem, suffix) || STREETS.contains(&stem));
        let head = before(text, from - stem.len(), 3);
        (whole && (begins_clause(head) || leads(head))).then(|| name(stem))
    })
}

/// Behind a preposition, or the county that the place is in.
fn leads(head: &str) -> bool {
    let county = head.strip_suffix(['县', '区', '州', '旗']);
    head.ends_with(['在', '对', '为', '向', '与', '由', '到', '赴', '经'])
        || county.is_some_and(|rest| rest.ends_with(is_toponym))
}

/// Whether these characters can be a name and no word is made of them.
fn is_name(stem: &str, suffix: &str) -> bool {
    let last = before(stem, stem.len(), 1);
    (stem.chars().all(may_be_toponym) || ends_in_feature(stem))
        && !last.contains(|c| never_ends(suffix).contains(c))
        && !is_word(stem)
}

/// 十二, 三月, 集中: words of the characters that names are made of.
pub(super) fn is_word(stem: &str) -> bool {
    let number = stem.chars().all(|c| "一二三四五六七八九十百千万廿余".contains(c));
    let month = stem.strip_suffix('月').is_some_and(|rest| rest.ends_with(is_counting));
    number || month || NO_NAMES.contains(&stem)
}

/// 李家桥, 凤鸣山
fn ends_in_feature(stem: &str) -> bool {
    let first = stem.chars().next().is_some_and(|c| !NEVER_FIRST.contains(c));
    first && stem.chars().count() <= 3 && stem.chars().all(is_han) && stem.ends_with(|c| FEATURES.contains(c))
}

/// 一月, 上月
fn is_counting(c: char) -> bool {
    "一二三四五六七八九十上下每".contains(c)
}
