//! A verb, its object and a unit that ends the clause, with nothing between them: 走访群众户，收集意见条。
//! Many units end words of their own (困难户, 联系人, 签名), so the object must be one that ends none
//! with its unit, the verb must stand before it, and a mark behind it.

use super::numbers::words_before;
use crate::judge::clause::{clause_before, has_any};
use crate::judge::near::{after, before, ends_with_any, prev};
use std::ops::Range;

/// What is counted in a unit, and the verbs that say so.
struct Frame {
    unit: &'static str,
    objects: &'static [&'static str],
    verbs: &'static [&'static str],
}

const fn frame(
    unit: &'static str,
    objects: &'static [&'static str],
    verbs: &'static [&'static str],
) -> Frame {
    Frame { unit, objects, verbs }
}

const REACH: &[&str] = &[
    "走访", "慰问", "惠及", "覆盖", "服务", "救助", "帮扶", "转移", "安置", "带动", "动员", "涉及", "受益",
    "培训", "教育", "宣传", "发动", "组织", "接待",
];
const STAFF: &[&str] = &[
    "发展", "培养", "培训", "选派", "选聘", "吸纳", "慰问", "救助", "引进", "招录", "评选", "表彰", "处分",
    "处理", "调整", "配备", "聘请", "招募", "资助", "新增", "现有", "共有", "选举", "提拔", "约谈", "转正",
    "储备",
];
const GATHER: &[&str] = &[
    "收集", "征集", "征求", "梳理", "提出", "采纳", "反馈", "发布", "报送", "转办", "整改", "解决", "悬挂",
    "张贴", "发送", "制定", "落实", "发现", "办理", "推送",
];
const SOLVE: &[&str] = &[
    "化解", "调解", "排查", "调处", "办理", "办结", "受理", "解决", "查处", "处置", "整改", "发现", "消除",
    "拆除", "清理", "研究", "讨论", "审议", "完成",
];
const BUILD: &[&str] =
    &["新建", "建成", "建设", "打造", "创建", "成立", "设立", "划分", "培育", "改造", "引进", "整顿", "换届"];
const HOLD: &[&str] = &["召开", "开展", "组织", "举办", "举行", "讲", "进行"];
const GIVE: &[&str] = &["发放", "印发", "签订", "张贴", "回收", "发出", "印制", "调运", "拨付"];

const FRAMES: &[Frame] = &[
    frame("户", &["群众"], REACH),
    frame("人", &["群众", "党员", "干部"], REACH),
    frame("人", &["党纪处分", "政务处分", "纪律处分", "组织处理"], &["给予", "运用"]),
    frame(
        "名",
        &[
            "党员",
            "干部",
            "人才",
            "人员",
            "学员",
            "网格员",
            "志愿者",
            "积极分子",
            "带头人",
            "骨干",
            "职工",
            "民兵",
            "教师",
            "学生",
            "代表",
            "委员",
        ],
        STAFF,
    ),
    frame(
        "条",
        &["意见", "建议", "线索", "信息", "措施", "举措", "标语", "横幅", "问题", "诉求", "需求", "短信"],
        GATHER,
    ),
    frame("件", &["纠纷", "事项", "民生实事", "矛盾"], SOLVE),
    frame("起", &["案件", "矛盾", "事故", "警情"], SOLVE),
    frame("处", &["隐患", "违建", "问题", "乱堆乱放", "乱搭乱建"], SOLVE),
    frame("个", &["议题", "事项"], SOLVE),
    frame(
        "个",
        &["党支部", "党小组", "党组织", "网格", "广场", "合作社", "企业", "驿站", "服务站", "服务点"],
        BUILD,
    ),
    frame(
        "次",
        &[
            "党委会",
            "党课",
            "调研",
            "例会",
            "专题会",
            "推进会",
            "座谈会",
            "联席会",
            "大会",
            "暗访",
            "督导",
            "研判",
            "党日",
            "会商",
            "接访",
            "下访",
            "约谈",
        ],
        HOLD,
    ),
    frame("场", &["培训", "讲座", "宣讲", "宣讲会", "演出", "招聘会", "义诊", "会议", "比赛"], HOLD),
    frame("批", &["群众", "来访", "物资"], &["接待", "发放", "调运", "化解"]),
    frame(
        "项",
        &["制度", "措施", "举措", "政策", "机制"],
        &["制定", "修订", "完善", "出台", "建立", "健全", "落实"],
    ),
    frame("份", &["资料", "问卷", "手册", "责任书", "承诺书", "倡议书", "传单", "明白卡", "一封信"], GIVE),
    frame(
        "公里",
        &["道路", "公路", "水渠", "沟渠", "管网", "河道"],
        &["新建", "硬化", "改造", "修建", "疏浚", "清淤"],
    ),
];

/// What was done may be counted without its object, where the sentence lacks another number: 整改处，
const DONE: &[&str] = &[
    "整改", "办结", "化解", "处置", "解决", "走访", "慰问", "培训", "受理", "排查", "发放", "立案", "结案",
    "处理", "处分", "约谈", "惠及", "覆盖", "收集", "参与", "参会", "参训", "调解", "办理", "查处", "完成",
    "采纳", "答复", "销号", "交办", "救助", "发展",
];
const UNITS: &[&str] =
    &["户", "人次", "人", "名", "条", "件", "个", "次", "批", "项", "场", "起", "处", "份", "万元"];
const TOTALS: &[&str] = &["共", "共计", "累计", "全年", "全年共", "全年累计"];
/// 余 behind one of these wants a number before it: 惠及群众余户. Not 剩余户, 其余人.
const ABOUT: &[&str] = &[
    "群众", "党员", "干部", "资料", "资金", "隐患", "问题", "纠纷", "人员", "惠及", "覆盖", "培训", "发放",
    "慰问", "走访", "投入", "达", "共", "累计",
];
/// What a township consists of: 辖个村、个社区.
const PLACES: &[&str] = &[
    "村",
    "社区",
    "行政村",
    "建制村",
    "自然村",
    "居委会",
    "村委会",
    "村民小组",
    "居民小组",
    "党支部",
    "网格",
];
const PEOPLE: &[&str] = &["总人口", "户籍人口", "常住人口"];

/// Looks for a missing number from a byte on.
type Look = fn(&str, usize) -> Option<Range<usize>>;

/// The word and the unit that begins at a byte, if a number is lacking between them.
pub(super) fn lacking(text: &str, at: usize) -> Option<Range<usize>> {
    let frames: [Look; 6] = [counted, total, case, place, people, about];
    frames.into_iter().find_map(|frame| frame(text, at))
}

/// 整改处，in a sentence that lacks another number.
pub(super) fn lacking_too(text: &str, at: usize) -> Option<Range<usize>> {
    behind(text, at, DONE, UNITS)
}

/// What stands behind a unit that ends its clause. 群众人、财、物 is a list of other things.
fn ends(text: &str, end: usize, unit: &str) -> bool {
    let mark = after(text, end).chars().next();
    mark.is_none_or(|c| "，。；！".contains(c) || c == '、' && !matches!(unit, "人" | "场"))
}

/// One of the words right before one of the units, which ends the clause.
fn behind(text: &str, at: usize, words: &[&str], units: &[&'static str]) -> Option<Range<usize>> {
    let (head, rest) = (words_before(text, at), after(text, at));
    let unit = units.iter().find(|unit| rest.starts_with(**unit))?;
    let word = words.iter().filter(|word| head.ends_with(**word)).map(|word| word.len()).max()?;
    let end = at + unit.len();
    ends(text, end, unit).then(|| head.len() - word..end)
}

/// 走访群众户, 慰问困难群众户人
fn counted(text: &str, at: usize) -> Option<Range<usize>> {
    let (head, rest) = (words_before(text, at), after(text, at));
    FRAMES.iter().filter(|frame| rest.starts_with(frame.unit)).find_map(|frame| {
        let object = frame.objects.iter().filter(|object| head.ends_with(**object)).map(|o| o.len()).max()?;
        let start = head.len() - object;
        let end = at + frame.unit.len();
        // The number of people may be gone, too.
        let second = ["人次", "人"].into_iter().find(|unit| {
            matches!(frame.unit, "户" | "批")
                && after(text, end).starts_with(unit)
                && ends(text, end + unit.len(), unit)
        });
        let verb = clause_before(text, start, 16);
        // 在发现隐患处，设置警示标志
        let said = has_any(verb, frame.verbs) && !verb.starts_with(['在', '于', '对', '被', '为']);
        let end = end + second.map_or(0, str::len);
        (said && (second.is_some() || ends(text, end, frame.unit))).then_some(start..end)
    })
}

/// 共整改处，
fn total(text: &str, at: usize) -> Option<Range<usize>> {
    // 累计培训人次、就业人数: a name of what is counted.
    let found = behind(text, at, DONE, UNITS).filter(|_| !after(text, at).starts_with("人次"))?;
    ends_with_any(before(text, found.start), TOTALS).then_some(found)
}

/// 立案件，结案件。Both are words behind others: 已结案件，重点督办立案件、….
fn case(text: &str, at: usize) -> Option<Range<usize>> {
    let found = behind(text, at, &["立案", "结案", "处理"], &["件", "人"])?;
    let lead = clause_before(text, found.start, 8);
    let words: String = text.get(found.clone())?.chars().filter(|c| !c.is_whitespace()).collect();
    let behind = after(text, found.end);
    let opens = lead.is_empty() || TOTALS.contains(&lead);
    let whole = match words.as_str() {
        "立案件" | "结案件" => !behind.starts_with('、'),
        "处理人" => behind.starts_with("，其中"),
        _ => false,
    };
    (opens && whole && prev(text, found.start) != Some('、')).then_some(found)
}

/// 全镇辖个村、个社区
fn place(text: &str, at: usize) -> Option<Range<usize>> {
    let (head, rest) = (before(text, at), after(text, at).strip_prefix('个')?);
    let place = PLACES.iter().filter(|place| rest.starts_with(**place)).map(|place| place.len()).max()?;
    let among = head.ends_with('、') && clause_before(text, at, 30).contains('辖');
    let word = if among { "" } else { "辖" };
    (among || head.ends_with(word)).then(|| at - word.len()..at + "个".len() + place)
}

/// 总人口万人
fn people(text: &str, at: usize) -> Option<Range<usize>> {
    behind(text, at, PEOPLE, &["万人"])
}

/// 惠及群众余户
fn about(text: &str, at: usize) -> Option<Range<usize>> {
    let unit = at + "余".len();
    after(text, at).starts_with('余').then(|| behind(text, unit, &["余"], UNITS))??;
    let head = before(text, at);
    let word = ABOUT.iter().filter(|word| head.ends_with(**word)).map(|word| word.len()).max()?;
    let end = unit + UNITS.iter().find(|u| after(text, unit).starts_with(**u))?.len();
    Some(at - word..end)
}
