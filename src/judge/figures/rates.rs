//! Percentages against the figures beside them.

use super::quantity::Quantity;
use crate::judge::clause::{clause_before, ends_with_any, has_any, sentences};
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
const UP: &[&str] = &[
    "增长",
    "增加",
    "上升",
    "提高",
    "提升",
    "增幅",
    "增幅达",
    "增长了",
    "增加了",
    "上升了",
    "同比增长",
    "增长率为",
];
const DOWN: &[&str] = &["下降", "减少", "降低", "下降了", "减少了", "降低了", "同比下降", "降幅", "降幅达"];
/// Words that put 率 or 增长 and its number together.
const LINKS: &[&str] = &["高达", "均达", "达到", "达", "为", "约", "是", "了"];

fn is_percent(text: &str, quantity: &Quantity) -> bool {
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

/// 办理意见86条，办结79条，办结率98%
pub fn rate_differs(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    each_sentence(passage, |quantities| {
        for window in quantities.windows(3) {
            let [whole, part, rate] = window else { continue };
            let Some(stem) = said(text, rate).strip_suffix('率') else { continue };
            let named = text.get(part.name.clone()).unwrap_or_default();
            let same_unit = text.get(whole.unit.clone()) == text.get(part.unit.clone());
            let exact = [whole, part, rate].iter().all(|q| !q.about && !q.odd);
            let fits =
                is_percent(text, rate) && !is_percent(text, part) && same_unit && exact && whole.value > 0.0;
            // Only the two figures before it: with three, nobody knows which the rate is of.
            let third =
                quantities.iter().filter(|q| text.get(q.unit.clone()) == text.get(part.unit.clone())).count()
                    > 2;
            let words = text.get(whole.name.start..rate.end()).unwrap_or_default();
            let other = has_any(words, &["其中", "上年", "去年", "同比", "较", "比", "其余", "以来", "；"]);
            if !fits || third || other || stem.chars().count() < 2 || !named.contains(stem) {
                continue;
            }
            let right = part.value / whole.value * 100.0;
            if (right - rate.value).abs() >= rate.step * 0.999_999 {
                let here = text.get(part.number.start..part.end()).unwrap_or_default();
                let all = text.get(whole.number.start..whole.end()).unwrap_or_default();
                let message = t!("judge.figures.rate", part = here, whole = all, right = shown(right));
                hits.push(Hit::new(rate.number.start..rate.end(), message));
            }
        }
    });
}

/// 由12个增加到15个，增长20%; 15万元，比上年的12万元增长20%
pub fn growth_differs(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    each_sentence(passage, |quantities| {
        for window in quantities.windows(3) {
            let [first, second, rate] = window else { continue };
            let exact = [first, second, rate].iter().all(|q| !q.about && !q.odd);
            let same_unit = text.get(first.unit.clone()) == text.get(second.unit.clone());
            if !is_percent(text, rate) || is_percent(text, first) || !same_unit || !exact {
                continue;
            }
            let Some((from, to)) = compared(text, first, second) else { continue };
            let words = text.get(second.end()..rate.number.start).unwrap_or_default();
            let verb = words.trim_start_matches(['，', '、', ' ']);
            let verb = LINKS.iter().find_map(|link| verb.strip_suffix(link)).unwrap_or(verb);
            let sign = match verb {
                verb if UP.contains(&verb) => 1.0,
                verb if DOWN.contains(&verb) => -1.0,
                _ => continue,
            };
            let right = sign * (to - from) / from * 100.0;
            if from > 0.0 && (right - rate.value).abs() >= rate.step * 0.999_999 + rounding(first, second) {
                let a = text.get(first.number.start..first.end()).unwrap_or_default();
                let b = text.get(second.number.start..second.end()).unwrap_or_default();
                let message = if right < 0.0 {
                    t!("judge.figures.direction", a = a, b = b)
                } else {
                    t!("judge.figures.growth", a = a, b = b, right = shown(right))
                };
                hits.push(Hit::new(rate.number.start..rate.end(), message));
            }
        }
    });
}

/// The value before and the value after, if the two are compared.
fn compared(text: &str, first: &Quantity, second: &Quantity) -> Option<(f64, f64)> {
    let between = text.get(first.end()..second.number.start)?;
    let lead = clause_before(text, first.number.start, 40);
    let from = lead.contains('由') || lead.contains('从');
    let to = [
        "增加到",
        "增长到",
        "提高到",
        "上升到",
        "提升到",
        "扩大到",
        "减少到",
        "下降到",
        "降低到",
        "降至",
        "增至",
        "升至",
        "增加至",
    ];
    if from && ends_with_any(between, &to) && between.chars().count() <= 12 {
        return Some((first.value, second.value));
    }
    let against = between.trim_start_matches(['，', '、']);
    let compares = against.starts_with(['比', '较'])
        && ends_with_any(against, &["上年的", "上年同期的", "去年的", "去年同期的"]);
    compares.then_some((second.value, first.value))
}

/// How far a percentage may be off because its two values are rounded.
fn rounding(first: &Quantity, second: &Quantity) -> f64 {
    let part = |quantity: &Quantity| match quantity.is_count() {
        true => 0.0,
        false => quantity.step / 2.0 / quantity.value.max(f64::MIN_POSITIVE),
    };
    (part(first) + part(second)) * 200.0
}

/// With two decimals, trailing zeros away.
fn shown(percent: f64) -> String {
    format!("{}%", (percent * 100.0).round() / 100.0)
}

fn each_sentence(passage: &Passage, mut check: impl FnMut(&[Quantity])) {
    let all = passage.quantities();
    if all.len() < 3 || !passage.text.contains(['%', '％']) {
        return;
    }
    let mut next = 0;
    for sentence in sentences(&passage.text) {
        let count = all.iter().skip(next).take_while(|quantity| quantity.number.start < sentence.end).count();
        check(all.get(next..next + count).unwrap_or_default());
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
                ("抽检产品200批次，合格190批次，合格率96%。", "96%"),
            ],
            &[
                "办理意见建议86条，办结79条，办结率91.9%。",
                "办理意见建议86条，办结79条，办结率91.86%。",
                "办理意见建议86条，办结79条，办结率91.8%。",
                "排查安全隐患120处，整改118处，整改率98%。",
                "受理信访事项56件，办结56件，办结率100%。",
                "受理信访事项56件，办结50件，按期办结率100%。",
                "受理信访事项56件，办结50件，群众满意率98%。",
                "受理56件，上年结转12件，办结60件，办结率95%。",
                "排查近120处，整改118处，整改率95%。",
                "地区生产总值增长5.6%，办结率93.3%。",
                "𠮷1:500，“5+2”",
                "",
            ],
        );
    }

    #[test]
    fn growth_and_its_values() {
        check(
            "growth-differs",
            &[
                ("示范点由12个增加到15个，增长30%。", "30%"),
                ("税收从400万元提高到500万元，同比增长20%。", "20%"),
                ("信访量由50件下降到40件，下降25%。", "25%"),
                ("完成税收500万元，比上年的400万元增长20%。", "20%"),
                ("信访量由50件下降到40件，增长20%。", "20%"),
                ("接待40批次，较去年同期的50批次下降25%。", "25%"),
            ],
            &[
                "示范点由12个增加到15个，增长25%。",
                "税收从400万元提高到500万元，同比增长25%。",
                "信访量由50件下降到40件，下降20%。",
                "完成税收500万元，比上年的400万元增长25%。",
                "税收由5.2亿元增加到5.5亿元，增长5.6%。",
                "由12个增加到15个，年均增长8%。",
                "新增12个，增加到15个，增长30%。",
                "满意率由80%提高到90%，提高10%。",
                "完成投资500万元、产值400万元，增长20%。",
                "比2025年增长5.6%。",
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
