//! Words written twice by a slip: 的的, 进一步进一步.

use crate::judge::near::{after, before, is_of, starts_with_any};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// A character that is doubled by a slip, but not behind and not before others: 目的的, 了了解.
struct Single {
    twice: &'static str,
    not_after: &'static str,
    not_before: &'static str,
}

const SINGLES: &[Single] = &[
    Single { twice: "的的", not_after: "目标靶打中有之", not_before: "确士" },
    Single { twice: "了了", not_after: "甚明不未没得", not_before: "解结却断事心愿然之" },
    Single {
        twice: "和和",
        not_after: "谐中暖共总饱温缓平祥调柔随掺搅附应讲议求人亲协政宽融饱",
        not_before: "平谐睦解煦善气美面县田林龙风顺缓音事政约好乐暖衷盘声服易悦弦",
    },
    Single {
        twice: "在在",
        not_after: "现存所潜内实外自健好正旨意贵重不常同",
        not_before: "校职建线岗逃册编场外家此地世野位望理行意乎村室途产于即内押营乡学",
    },
    Single { twice: "与与", not_after: "参给赋相授", not_before: "会否" },
    Single { twice: "也也", not_after: "", not_before: "门" },
    Single {
        twice: "是是",
        not_after: "不还就只于凡但可或总正老实若要倒算真硬便都乃国大自求唯惟先才又而即既多共常",
        not_before: "否非不",
    },
    Single {
        twice: "对对",
        not_after: "核校面针应比反相绝配敌作查一成派结双不",
        not_before: "子联象方策口手外于立岸话接照应等错准比称付撞账标抗面着内上下待",
    },
    Single {
        twice: "将将",
        not_after: "即必也大小上中少名主干武老战猛良健麻行宿勇刚",
        not_before: "军领士校官来要就近帅才",
    },
    Single {
        twice: "内内",
        not_after: "",
        not_before: "部容外涝河需陆涵存地战阁勤卫循销径控耗置网设行力科阻障生退务因饰障分蒙墙业",
    },
];

/// Two 汉字 that nobody says twice. 学习学习 and 检查检查 can be said, 发展党员党员 is no list of the
/// same, 新增新增长点 begins another word: none of their kind is here.
const PAIRS: &[&str] = &[
    // Who and where.
    "我镇", "我乡", "我县", "我市", "我村", "我局", "我院", "我校", "群众", // Linking words.
    "以及", "同时", "因此", "对于", "关于", "根据", "按照", "为了", "随着", "由于", "因为", "如果", "但是",
    "而且", "并且", "或者", "其中", "其他", "有关", "相关", "围绕", "针对", "结合", "依托", "通过", "我们",
    // How, how much, when.
    "不断", "切实", "全面", "认真", "深入", "积极", "大力", "扎实", "逐步", "有效", "持续", "严格", "逐一",
    "逐项", "逐户", "逐级", "及时", "充分", "坚决", "始终", "继续", "着力", "先后", "分别", "已经", "均已",
    "共计", "累计", "合计", "目前", "今年", "去年", "全年", "全镇", "全乡", "全县", "全市", "全省", "全村",
    "全国", "各村", "各级", "所有", "部分", "进行",
    // What is done and comes about, of which no other word begins.
    "开展", "发生", "实施", "推动", "完成", "形成", "实现", "取得", "召开", "印发", "建立", "建成", "竖立",
    "设立", "成立", "制定", "出台", "举办", "加强", "增强", "强化", "深化", "促进", "确保", "聚焦", "办理",
    "受理", "发放", "投入", "收到", "获得", "荣获", "下降", "达到", "超过", "属于", "采取", "做到", "做好",
    "抓好", "用好", "建好", "邀请", "签订", "健全", "缩短", "减少", "新建", "拆除", "上报", "报送", "发现",
    "存在", "出现", "产生", "导致", "造成", "受到", "得到", "确定", "督办",
];

/// What another word begins with the second of two: 服务群众群众性活动.
const BEGINS_ANOTHER: &[(&str, &[&str])] = &[
    ("群众", &["性", "路", "工作", "团", "体", "化", "自", "艺"]),
    ("根据", &["地"]),
    ("通过", &["率"]),
    ("完成", &["率", "情况", "时"]),
    ("结合", &["部", "点"]),
    ("办理", &["人", "窗", "时"]),
];

/// 汉字 of a repeated phrase.
const PHRASE: std::ops::RangeInclusive<usize> = 2..=20;

/// A phrase that follows on itself, however often.
struct Repeat {
    range: Range<usize>,
    /// Bytes of the phrase.
    once: usize,
}

pub(super) fn doubled(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    singles(text, hits);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found: Vec<Repeat> = Vec::new();
    for period in PHRASE {
        repeats(&chars, period, &mut found);
    }
    found.sort_by_key(|repeat| (repeat.range.start, std::cmp::Reverse(repeat.range.end)));
    let mut done = 0;
    for Repeat { range, once } in found {
        let words = before(text.get(range.clone()).unwrap_or_default(), once);
        let rest = after(text, range.end);
        let another = BEGINS_ANOTHER.iter().any(|(word, ends)| *word == words && starts_with_any(rest, ends));
        if range.start < done || another {
            continue;
        }
        done = range.end;
        hits.push(Hit::new(range, t!("judge.words.doubled", words = words)).fix(words));
    }
}

fn singles(text: &str, hits: &mut Vec<Hit>) {
    for Single { twice, not_after, not_before } in SINGLES {
        for (start, _) in text.match_indices(twice) {
            let end = start + twice.len();
            let once = before(twice, twice.len() / 2);
            let (head, rest) = (before(text, start), after(text, end));
            let (prev, next) = (head.chars().next_back(), rest.chars().next());
            // Three of them are no slip of two.
            let more = head.ends_with(once) || rest.starts_with(once);
            if !more && !is_of(prev, not_after) && !is_of(next, not_before) {
                hits.push(Hit::new(start..end, t!("judge.words.doubled", words = once)).fix(once));
            }
        }
    }
}

/// Phrases of `period` 汉字 that follow on themselves.
fn repeats(chars: &[(usize, char)], period: usize, found: &mut Vec<Repeat>) {
    let mut same = 0;
    for index in period..=chars.len() {
        let one = chars.get(index - period).map(|(_, c)| *c);
        let other = chars.get(index).map(|(_, c)| *c);
        if one == other && other.is_some_and(is_han) {
            same += 1;
            continue;
        }
        if same >= period {
            found.extend(repeat(chars, index - same - period, period, same / period + 1));
        }
        same = 0;
    }
}

fn repeat(chars: &[(usize, char)], first: usize, period: usize, times: usize) -> Option<Repeat> {
    let phrase = chars.get(first..first + period)?;
    let end = |index: usize| chars.get(index - 1).map(|(at, c)| at + c.len_utf8());
    let start = phrase.first()?.0;
    let range = start..end(first + period * times)?;
    is_slip(phrase).then_some(Repeat { range, once: end(first + period)? - start })
}

/// Whether a phrase is not one that may follow on itself: 哈哈哈, 二〇二, 石门村石门村民小组.
fn is_slip(phrase: &[(usize, char)]) -> bool {
    let text: String = phrase.iter().map(|(_, c)| c).collect();
    if phrase.len() == 2 {
        return PAIRS.contains(&text.as_str());
    }
    let mut chars = text.chars();
    let first = chars.next();
    let varied = chars.any(|c| Some(c) != first);
    let numbers = text.chars().any(|c| "〇零一二三四五六七八九十百千万亿".contains(c));
    let slogan = starts_with_any(&text, &["加油", "努力", "坚持"]);
    let place =
        text.ends_with(['村', '镇', '乡', '县', '市', '区', '省', '组', '寨', '屯', '路', '街', '桥', '某']);
    // 子集的子集的, 的函数的函数: one belongs to the other.
    let nested = text.starts_with('的') || text.ends_with('的');
    varied && !place && !slogan && !nested && (!numbers || text.contains("进一步"))
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn written_twice() {
        check(
            "doubled-word",
            &[
                ("我镇的的工作", "的的"),
                ("完成了了任务", "了了"),
                ("进一步进一步加强", "进一步进一步"),
                ("加强组织领导加强组织领导，", "加强组织领导加强组织领导"),
                ("以及以及其他", "以及以及"),
                ("不断不断不断完善", "不断不断不断"),
                ("青石和和云溪", "和和"),
                ("在在会上", "在在"),
                ("全年全年收到入党申请书53份", "全年全年"),
                ("2家企业开展开展除尘系统改造", "开展开展"),
                ("地质灾害隐患点逐一逐一落实到人", "逐一逐一"),
                ("查明7户收入发生发生变化", "发生发生"),
                ("排污口全部竖立竖立标识牌", "竖立竖立"),
                ("由镇纪委督办督办，各村各村落实", "督办督办|各村各村"),
                ("我镇我镇坚持党建引领，赢得群众群众认可", "我镇我镇|群众群众"),
                ("问题是是整改不到位", "是是"),
                ("存在的主要问题是是力量薄弱", "是是"),
                ("对对项目推进慢的村进行约谈", "对对"),
                ("镇党委将将继续推进", "将将"),
                ("三年内内完成改造", "内内"),
                ("辖区内内企业全部纳管", "内内"),
            ],
            &[
                "打的的士",
                "的的的",
                "名单的名单的清单",
                "村级组织的干部的干部",
                "哈哈哈哈哈哈",
                "不是是非不分，凡是是党员的都要带头，要求是是否到位，或是是，于是是否，是是非非",
                "核对对象名单，针对对象，应对对策，面对对方，对对口支援、对对外招商、对对照检查",
                "校对对账单，对对联，结对对子，反对对抗，不对对待",
                "即将将任务分解，将将军精神，必将将，大将将领，小将将来",
                "院内内涝点，境内内河，体内内分泌，校内内部，县内内需，区内内科，室内内墙，店内内置",
                "依托革命根据根据地精神，通过通过率考核，完成完成率目标",
                "组织群众群众性文体活动，依靠群众群众路线，联系群众群众工作，发动群众群众团体",
                "一是一是",
                "目的的",
                "研究研究、讨论讨论、商量商量、检查检查、了解了解，坐下来说说说说心里话",
                "人大代表代表群众发声，开展学习学习强国活动，培育新增新增长点",
                "一项一项通报，一件一件办理，一步一步推进，一户一户走访",
                "干干净净、稳稳当当、逐条逐项、全镇全县、各村各户、全年全程",
                "组织组织生活会，宣传宣传部文件，完成完善，建成建立",
                "今年去年，目前目标，发生发展，形成成果，存在在岗，取得得分",
            ],
        );
        check_fixes(
            "doubled-word",
            &[
                ("进一步进一步进一步加强", "进一步加强"),
                ("我镇的的工作", "我镇的工作"),
                ("不断不断不断完善", "不断完善"),
            ],
        );
    }
}
