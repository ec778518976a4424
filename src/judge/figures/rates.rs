//! Percentages against the figures beside them.

use super::quantity::Quantity;
use crate::judge::clause::{clause_before, ends_with_any, has_any, sentences, starts_with_any};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use rust_i18n::t;

/// Rates of a whole, which cannot be over 100 %. Not among them: 完成率, 增长率, 毛入学率, 产能利用率.
const OF_A_WHOLE: &[&str] = &[
    "满意率",
    "满意度",
    "办结率",
    "合格率",
    "覆盖率",
    "参与率",
    "参保率",
    "普及率",
    "整改率",
    "化解率",
    "达标率",
    "知晓率",
    "出勤率",
    "签订率",
    "建档率",
    "回访率",
    "接种率",
    "签约率",
    "处置率",
    "破案率",
    "硬化率",
    "安装率",
    "通达率",
    "录入率",
    "公开率",
    "核查率",
    "调解成功率",
    "反馈率",
    "排查率",
    "入户率",
    "绿化率",
    "回复率",
    "化解成功率",
    "发放率",
    "结案率",
    "按期办结率",
    "群众满意率",
];
/// Words that put 率 or 增长 and its number together.
pub(super) const LINKS: &[&str] = &["高达", "均达", "达到", "达", "为", "约", "是", "了"];

/// Words of a clause whose figure is that of another year, or the difference from it.
pub(super) const COMPARED: &[&str] =
    &["比", "较", "上年", "去年", "同比", "同期", "减少", "增加", "其余", "剩余", "新增", "目标", "任务"];

pub(super) fn is_percent(text: &str, quantity: &Quantity) -> bool {
    text.get(quantity.unit.clone()).is_some_and(|unit| matches!(unit, "%" | "％"))
}

/// The words of a quantity without the verb that links them to the number.
fn said<'a>(text: &'a str, quantity: &Quantity) -> &'a str {
    let mut words = text.get(quantity.name.clone()).unwrap_or_default().trim_end();
    while let Some(rest) = LINKS.iter().find_map(|link| words.strip_suffix(link)) {
        words = rest;
    }
    words
}

/// A sentence with more figures is a table, or no sentence.
const MOST: usize = 40;

/// 满意率105%
pub fn rate_over_100(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for quantity in passage.quantities() {
        let over = is_percent(text, quantity) && quantity.value > 100.0 && !quantity.odd;
        if over && ends_with_any(said(text, quantity), OF_A_WHOLE) {
            let message = t!("judge.figures.over_100");
            hits.push(Hit::new(quantity.number.start..quantity.end(), message));
        }
    }
}

/// 日常考核占60%，年终考核占50%: two that share their last words are parts of one whole.
pub fn shares_over_100(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    each_sentence(passage, |quantities| {
        let mut run: Vec<(&str, &Quantity)> = Vec::new();
        for quantity in quantities {
            let named = share_of(text, quantity);
            let goes_on = named.is_some_and(|kind| {
                run.last().is_some_and(|(first, last)| *first == kind && follows(text, last, quantity))
            });
            if !goes_on {
                run.clear();
            }
            let Some(kind) = named else { continue };
            run.push((kind, quantity));
            let sum: f64 = run.iter().map(|(_, share)| share.value).sum();
            if run.len() > 1 && sum > 100.0 + quantity.step * run.len() as f64 {
                let message = t!("judge.figures.shares", sum = shown(sum));
                hits.push(Hit::new(quantity.number.start..quantity.end(), message));
                run.clear();
            }
        }
    });
}

/// The last two characters of what a share is said of: 考核 in 日常考核占60%.
fn share_of<'a>(text: &'a str, quantity: &Quantity) -> Option<&'a str> {
    let name = said(text, quantity);
    let name = name.strip_suffix("权重").unwrap_or(name);
    let name = name
        .strip_suffix("占")
        .or_else(|| name.strip_suffix("占比"))
        .or_else(|| name.strip_suffix("比重"))?;
    let start = name.char_indices().rev().nth(1)?.0;
    // With nothing before them they are no kind of something.
    let kind = name.get(start..).filter(|_| start > 0)?;
    // 党员占60%，女党员占50%: of one person both are true.
    let one = ["考核", "评分", "测评", "评价", "成绩", "得分", "产业"].contains(&kind);
    (is_percent(text, quantity) && one && !quantity.about && !quantity.odd).then_some(kind)
}

/// Nothing but the name of the second stands between two.
fn follows(text: &str, first: &Quantity, second: &Quantity) -> bool {
    let between = text.get(first.end()..second.number.start).unwrap_or_default();
    between.chars().count() <= 14
        && between.starts_with(['，', '、', '；'])
        && !has_any(between, &["其", "上年", "去年", "同比", "比上", "比去", "较", "完成", "超"])
}

/// 办理意见86条，办结79条，办结率98%
pub fn rate_differs(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    each_sentence(passage, |quantities| {
        for (index, rate) in quantities.iter().enumerate() {
            let Some(before) = quantities.get(..index).filter(|_| is_percent(text, rate)) else { continue };
            if rate.about || rate.odd {
                continue;
            }
            hits.extend(unlike_its_figures(text, before, rate).or_else(|| all_but_not_all(text, rate)));
        }
    });
}

/// A rate whose part is the quantity right before it, and whose whole can only be one of those
/// before that.
fn unlike_its_figures(text: &str, before: &[Quantity], rate: &Quantity) -> Option<Hit> {
    let (part, others) = before.split_last()?;
    let said = said(text, rate);
    let named = text.get(part.name.clone())?;
    let share = starts_share(said) && named.contains("其中");
    let stem = said.strip_suffix('率').unwrap_or_default();
    let attended = attends(named) && starts_with_any(stem, ATTENDED);
    if !share && !attended && (stem.chars().count() < 2 || !named.contains(stem)) {
        return None;
    }
    let between = text.get(part.end()..rate.number.start)?;
    if is_percent(text, part) || part.about || part.odd || between.contains('；') {
        return None;
    }
    let same_unit = |q: &&Quantity| text.get(q.unit.clone()) == text.get(part.unit.clone());
    let wholes: Vec<&Quantity> =
        others.iter().filter(same_unit).filter(|q| q.value > 0.0 && !q.odd).collect();
    let fits = |whole: &&&Quantity| (percent(part, whole) - rate.value).abs() < rate.step * 0.999_999;
    if wholes.iter().any(|whole| fits(&whole) || whole.about) {
        return None;
    }
    // A change against another year is no whole.
    let plain = |q: &&&Quantity| !has_any(clause_before(text, q.number.start, 40), COMPARED);
    let mut plain = wholes.iter().filter(plain);
    let (Some(whole), None) = (plain.next(), plain.next()) else { return None };
    let expected = text.get(whole.name.clone()).is_some_and(|name| name.contains('应'));
    if attended && !expected {
        return None;
    }
    if part.value > whole.value {
        return None;
    }
    let right = percent(part, whole);
    let here = text.get(part.number.start..part.end())?;
    let all = text.get(whole.number.start..whole.end())?;
    let message = t!("judge.figures.rate", part = here, whole = all, right = shown(right));
    Some(Hit::new(rate.number.start..rate.end(), message))
}

/// The rates of those who came: 应到26人，实到24人，到会率92.3%.
const ATTENDED: &[&str] = &["到会", "到课", "到岗", "出勤", "出席", "参会", "参训", "参学", "参加"];

fn attends(named: &str) -> bool {
    ["实到", "实际到会", "到会", "出席", "实参", "参会", "参加"].iter().any(|word| named.ends_with(word))
}

/// 占党员总数的25.6%, 占比25.6%
fn starts_share(said: &str) -> bool {
    said == "占比"
        || said == "占"
        || (said.starts_with('占') && (said.ends_with("总数的") || said.ends_with("总数")))
}

fn percent(part: &Quantity, whole: &Quantity) -> f64 {
    part.value / whole.value * 100.0
}

/// 全部安装到位，安装率98%
fn all_but_not_all(text: &str, rate: &Quantity) -> Option<Hit> {
    let stem = said(text, rate).strip_suffix('率').filter(|stem| stem.chars().count() >= 2)?;
    let clause = clause_before(text, rate.name.start.checked_sub('，'.len_utf8())?, 40);
    let (_, done) = clause.split_once("全部")?;
    let all = done.starts_with(stem) && !has_any(clause, COMPARED) && rate.value < 100.0;
    all.then(|| Hit::new(rate.number.start..rate.end(), t!("judge.figures.all", stem = stem)))
}

/// With two decimals, trailing zeros away.
pub(super) fn shown(percent: f64) -> String {
    format!("{}%", (percent * 100.0).round() / 100.0)
}

pub(super) fn each_sentence(passage: &Passage, mut check: impl FnMut(&[Quantity])) {
    let all = passage.quantities();
    if all.is_empty() {
        return;
    }
    let mut next = 0;
    for sentence in sentences(&passage.text) {
        let count = all.iter().skip(next).take_while(|quantity| quantity.number.start < sentence.end).count();
        if count <= MOST {
            check(all.get(next..next + count).unwrap_or_default());
        }
        next += count;
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::check;

    #[test]
    fn rates_and_their_figures() {
        check(
            "rate-differs",
            &[
                ("办理意见建议86条，办结79条，办结率98%。", "98%"),
                ("排查安全隐患120处，整改118处，整改率达95.5%。", "95.5%"),
                ("受理信访事项56件，已办结50件，办结率100%。", "100%"),
                ("全年化解矛盾。受理纠纷40件，成功化解30件，化解率为85%。", "85%"),
                ("应参保3200人，已参保3100人，参保率99%。", "99%"),
                ("受理信访举报18件，比2025年减少4件，下降18.2%，办结17件，办结率9.4%。", "9.4%"),
                ("发现问题94个，整改92个，整改率79.9%，剩余2个正在整改。", "79.9%"),
                ("党员836名，其中女党员214名，占党员总数的26.5%。", "26.5%"),
                ("64家餐饮单位全部安装到位，安装率98.4%。", "98.4%"),
                ("抽检产品200批次，合格190批次，合格率96%。", "96%"),
                ("应到26人，实到24人，到会率95%。", "95%"),
                ("会议应到党员代表120名，实到108名，到会率95%。", "95%"),
                ("应参训人员60人，实到54人，参训率95%。", "95%"),
            ],
            &[
                "办理意见建议86条，办结79条，办结率91.9%。",
                "办理意见建议86条，办结79条，办结率91.86%。",
                "办理意见建议86条，办结79条，办结率91.8%。",
                "排查安全隐患120处，整改118处，整改率98%。",
                "受理信访事项56件，办结56件，办结率100%。",
                "受理信访事项56件，办结50件，按期办结率100%。",
                "受理信访事项56件，办结50件，群众满意率98%。",
                "受理信访举报18件，比2025年减少4件，下降18.2%，办结17件，办结率94.4%。",
                "党员836名，其中女党员214名，占党员总数的25.6%。",
                "党员836名，其中女党员214名，占总人口的0.7%。",
                "12个问题全部整改，整改率100%。",
                "问题全部交办，按期整改率98%。",
                "受理56件，上年结转12件，办结60件，办结率95%。",
                "排查近120处，整改118处，整改率95%。",
                "应到26人，实到24人，到会率92.3%。",
                "应到26人，实到24人，满意率95%。",
                "党员120名，参加108名，参学率95%。",
                "应到26人，实到24人，平均到会率95%。",
                "地区生产总值增长5.6%，办结率93.3%。",
                "𠮷1:500，“5+2”",
                "",
            ],
        );
    }

    #[test]
    fn shares_of_a_whole() {
        check(
            "shares-over-100",
            &[
                ("日常考核占60%，年终考核占50%。", "50%"),
                ("民主测评占40%、领导评价占30%、群众评价占80%", "80%"),
                ("笔试成绩占60%，面试成绩占60%。", "60%"),
                ("第一产业占20%，第二产业占45%，第三产业占45%。", "45%"),
                ("平时考核占比30%，年度考核占比80%。", "80%"),
                ("群众评分占70%，专家评分占40%。", "40%"),
            ],
            &[
                "日常考核占60%，年终考核占40%。",
                "笔试成绩占50%，面试成绩占50%。",
                "党员占60%，女党员占50%。",
                "第一产业占20.1%，第二产业占34.9%，第三产业占45.1%。",
                "日常考核占60%。年终考核占50%。",
                "日常考核占60%，比上年考核占50%有所提高",
                "考核占60%，占50%",
                "",
            ],
        );
    }

    #[test]
    fn rates_of_a_whole() {
        check(
            "rate-over-100",
            &[
                ("群众满意率105%", "105%"),
                ("办结率达102.3%", "102.3%"),
                ("整改率达到110%", "110%"),
                ("合格率为120%", "120%"),
                ("医保参保率101%", "101%"),
                ("覆盖率高达130%", "130%"),
            ],
            &[
                "群众满意率100%",
                "目标完成率105%",
                "增长率120%",
                "毛入学率108%",
                "税收增长150%",
                "产能利用率110%",
                "办结率99.9%",
                "",
            ],
        );
    }
}
