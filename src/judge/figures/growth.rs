//! 增长20% against the two values that it is the difference of.

use super::quantity::Quantity;
use super::rates::{LINKS, each_sentence, is_percent, shown};
use crate::judge::clause::{clause_before, ends_clause, ends_with_any};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

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
    "同比增加",
    "同比上升",
    "增长率为",
    "多",
];
const DOWN: &[&str] = &[
    "下降",
    "减少",
    "降低",
    "下降了",
    "减少了",
    "降低了",
    "同比下降",
    "同比减少",
    "同比降低",
    "降幅",
    "降幅达",
    "少",
];
/// The time that something is compared with.
const EARLIER: &[&str] = &["上年同期", "去年同期", "上年末", "上年", "去年"];
const TO: &[&str] = &[
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

/// 由12个增加到15个，增长20%; 15万元，比上年的12万元增长20%
pub fn growth_differs(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    each_sentence(passage, |quantities| {
        for (index, window) in quantities.windows(3).enumerate() {
            let [first, second, change] = window else { continue };
            let Some(sign) = direction(text.get(second.end()..change.number.start).unwrap_or_default())
            else {
                continue;
            };
            let earlier = quantities.get(..=index).unwrap_or_default();
            if let Some(hit) = by_difference(text, earlier, second, change, sign) {
                hits.push(hit);
                continue;
            }
            let Some((from, to)) = compared(text, earlier, first, second) else { continue };
            let exact = |q: &Quantity| !q.about && !q.odd;
            if !exact(from) || !exact(change) || from.value <= 0.0 || is_percent(text, from) {
                continue;
            }
            // With several values that it may be of, nobody knows which it is unlike.
            if let [to] = to.as_slice()
                && exact(to)
            {
                hits.extend(unlike_its_values(text, from, to, change, sign));
            }
        }
    });
}

/// A change that does not follow from the values before and after it.
fn unlike_its_values(
    text: &str,
    from: &Quantity,
    to: &Quantity,
    change: &Quantity,
    sign: f64,
) -> Option<Hit> {
    let of = |q: &Quantity| text.get(q.number.start..q.end()).unwrap_or_default().to_owned();
    let difference = sign * (to.value - from.value);
    let (right, tolerance) = if is_percent(text, change) {
        (difference / from.value * 100.0, change.step * 0.999_999 + rounding(from, to))
    } else if text.get(change.unit.clone()) == text.get(from.unit.clone()) {
        // Of counts exactly; else as far as the three are rounded.
        let rounded = |q: &Quantity| if q.is_count() { 0.0 } else { q.step / 2.0 };
        (
            difference,
            0.5_f64.min(change.step / 2.0) + (rounded(from) + rounded(to) + rounded(change)) * 1.000_001,
        )
    } else {
        return None;
    };
    if (right - change.value).abs() < tolerance {
        return None;
    }
    let (a, b) = (of(from), of(to));
    let message = if right < 0.0 {
        t!("judge.figures.direction", a = a, b = b)
    } else if is_percent(text, change) {
        t!("judge.figures.growth", a = a, b = b, right = shown(right))
    } else {
        let unit = text.get(change.unit.clone()).unwrap_or_default();
        t!("judge.figures.growth", a = a, b = b, right = format!("{}{unit}", (right * 100.0).round() / 100.0))
    };
    Some(Hit::new(change.number.start..change.end(), message))
}

/// 1 for 增长, -1 for 下降, if nothing but that stands between a value and its change.
fn direction(words: &str) -> Option<f64> {
    let verb = words.trim_start_matches(['）', '，', '、', ' ']);
    let verb = LINKS.iter().find_map(|link| verb.strip_suffix(link)).unwrap_or(verb);
    match verb {
        verb if UP.contains(&verb) => Some(1.0),
        verb if DOWN.contains(&verb) => Some(-1.0),
        _ => None,
    }
}

/// The value before and the value after, if the two are compared.
fn compared<'a>(
    text: &str,
    earlier: &'a [Quantity],
    first: &'a Quantity,
    second: &'a Quantity,
) -> Option<(&'a Quantity, Vec<&'a Quantity>)> {
    let unit = |q: &Quantity| text.get(q.unit.clone()) == text.get(second.unit.clone());
    let between = text.get(first.end()..second.number.start)?;
    let lead = clause_before(text, first.number.start, 40);
    let from = lead.contains('由') || lead.contains('从');
    let grown = |to: &&str| {
        between.split_once(*to).is_some_and(|(_, rest)| rest.is_empty() || rest.ends_with("年的"))
    };
    if from && unit(first) && TO.iter().any(grown) && between.chars().count() <= 14 {
        return Some((first, vec![second]));
    }
    if unit(first) && beside(text, first, second) {
        return Some((second, earlier.iter().filter(|q| unit(q)).collect()));
    }
    // 比上年的400万元增长, with the value that is compared right before it or named: 接待费比…
    let clause = clause_before(text, second.number.start, 40);
    let at = clause.find(['比', '较'])?;
    let (subject, against) = clause.split_at_checked(at)?;
    let against = against.strip_suffix('的').unwrap_or(against);
    if !ends_earlier(against) || against.chars().count() > 12 {
        return None;
    }
    if subject.is_empty() {
        let marks = between.chars().filter(|&c| ends_clause(c)).count();
        let all = earlier.iter().filter(|q| unit(q)).collect();
        return (unit(first) && marks == 1 && between.starts_with('，')).then_some((second, all));
    }
    let named =
        |q: &&Quantity| unit(q) && text.get(q.name.clone()).is_some_and(|name| name.ends_with(subject));
    // 网上销售额达到720万元，比… has no subject; 公务接待费比… names the quantity it means.
    earlier.iter().rev().find(named).map(|to| (second, vec![to]))
}

fn ends_earlier(words: &str) -> bool {
    ends_with_any(words, EARLIER) || words.ends_with('年') || words.ends_with("年同期")
}

/// What stands behind the time of comparison that words begin with: 信访 of 去年信访, 2025年信访.
fn behind_earlier(words: &str) -> Option<&str> {
    let named = EARLIER.iter().find_map(|earlier| words.strip_prefix(earlier));
    named.or_else(|| {
        let year = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = year.strip_prefix('年').filter(|_| words.len() - year.len() == 4)?;
        Some(rest.strip_prefix("同期").unwrap_or(rest))
    })
}

/// 今年信访80件，去年100件 and 发案12起，同比（上年16起）
fn beside(text: &str, first: &Quantity, second: &Quantity) -> bool {
    let of = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let (before, between) = (of(&first.name), of(&(first.end()..second.number.start)));
    if let Some((lead, words)) = between.split_once('（') {
        let lead = lead.trim_start_matches('，');
        return behind_earlier(words).is_some_and(str::is_empty)
            && matches!(lead, "" | "同比" | "较上年" | "比上年");
    }
    let words = between.strip_prefix('，').and_then(behind_earlier);
    words.is_some_and(|words| {
        !words.contains(ends_clause) && before.ends_with(words.trim_end_matches(['为', '是']))
    })
}

/// 5000万元，较上年增加1000万元，增长20%: the value before follows from the other two.
fn by_difference(
    text: &str,
    earlier: &[Quantity],
    by: &Quantity,
    change: &Quantity,
    sign: f64,
) -> Option<Hit> {
    let unit = |q: &&Quantity| text.get(q.unit.clone()) == text.get(by.unit.clone());
    let mut values = earlier.iter().filter(unit);
    let (to, None) = (values.next()?, values.next()) else { return None };
    let between = text.get(to.end()..by.number.start)?;
    let compared = between.strip_prefix('，')?.strip_prefix(['比', '较'])?;
    let from = to.value - sign * by.value;
    let exact = |q: &Quantity| !q.about && !q.odd;
    let whole = exact(to) && exact(by) && exact(change) && from > 0.0 && is_percent(text, change);
    if !whole || is_percent(text, by) || direction(behind_earlier(compared)?) != Some(sign) {
        return None;
    }
    let right = by.value / from * 100.0;
    let rounded = |q: &Quantity| if q.is_count() { 0.0 } else { q.step / 2.0 };
    let rounding = (rounded(by) * to.value + rounded(to) * by.value) / (from * from) * 100.0;
    if (right - change.value).abs() < change.step * 0.999_999 + rounding {
        return None;
    }
    let of = |q: &Quantity| text.get(q.number.start..q.end()).unwrap_or_default();
    let message = t!("judge.figures.growth_by", to = of(to), by = of(by), right = shown(right));
    Some(Hit::new(change.number.start..change.end(), message))
}

/// How far a percentage may be off because its two values are rounded.
fn rounding(first: &Quantity, second: &Quantity) -> f64 {
    let part = |quantity: &Quantity| match quantity.is_count() {
        true => 0.0,
        false => quantity.step / 2.0 / quantity.value.max(f64::MIN_POSITIVE),
    };
    (part(first) + part(second)) * 200.0
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::check;

    #[test]
    fn growth_and_its_values() {
        check(
            "growth-differs",
            &[
                ("示范点由12个增加到15个，增长30%。", "30%"),
                ("发案数由2025年的21起下降到2026年的14起，下降23.3%。", "23.3%"),
                ("税收从400万元提高到500万元，同比增长20%。", "20%"),
                ("信访量由50件下降到40件，下降25%。", "25%"),
                ("完成税收500万元，比上年的400万元增长20%。", "20%"),
                ("信访量由50件下降到40件，增长20%。", "20%"),
                ("公务接待费4.3万元、用车费4.3万元，公务接待费比2025年的4.6万元下降16.5%。", "16.5%"),
                ("人均可支配收入达到15800元，比2025年的14650元增加1510元。", "1510元"),
                ("隐患512处，比2025年的580处下降1.17%。", "1.17%"),
                ("会议由40次减少到34次，减少8次。", "8次"),
                ("接待40批次，较去年同期的50批次下降25%。", "25%"),
                ("完成税收5000万元，较上年4000万元增长20%。", "20%"),
                ("今年信访80件，去年100件，同比下降25%。", "25%"),
                ("全年信访80件，2025年信访100件，下降25%。", "25%"),
                ("发案12起，同比（上年16起）下降30%。", "30%"),
                ("发案12起（去年同期16起），同比下降30%。", "30%"),
                ("完成税收5000万元，较上年增加1000万元，增长20%。", "20%"),
                ("受理信访18件，比2025年减少4件，下降22.2%。", "22.2%"),
            ],
            &[
                "示范点由12个增加到15个，增长25%。",
                "发案数由2025年的21起下降到2026年的14起，下降33.3%。",
                "税收从400万元提高到500万元，同比增长25%。",
                "信访量由50件下降到40件，下降20%。",
                "完成税收500万元，比上年的400万元增长25%。",
                "税收由5.2亿元增加到5.5亿元，增长5.6%。",
                "公务接待费4.3万元、用车费4.3万元，公务接待费比2025年的4.6万元下降6.5%。",
                "公开信息862条，其中网站418条、公众号444条，比2025年的780条增加82条，增长10.5%。",
                "用车费4.3万元；公务接待费比2025年的4.6万元下降16.5%。",
                "人均可支配收入达到15800元，比2025年的14650元增加1150元。",
                "会议由40次减少到34次，减少6次，下降15%。",
                "比2025年的5亿元增长4%，增速提高0.5个百分点。",
                "由12个增加到15个，年均增长8%。",
                "完成税收5000万元，较上年4000万元增长25%。",
                "今年信访80件，去年100件，同比下降20%。",
                "全年信访80件，2025年信访100件，下降20%。",
                "发案12起，同比（上年16起）下降25%。",
                "发案12起（去年同期16起），同比下降25%。",
                "完成税收5000万元，较上年增加1000万元，增长25%。",
                "受理信访18件，比2025年减少4件，下降18.2%。",
                "完成税收5000万元、非税收入2000万元，较上年增加1000万元，增长16.7%。",
                "完成投资5.2亿元，较上年增加0.3亿元，增长6%。",
                "今年信访80件，去年100件，重复访下降25%。",
                "信访80件、投诉60件，去年100件，同比下降25%。",
                "今年发案12起，去年立案16起，下降30%。",
                "发案12起（其中重复16起），同比下降30%。",
                "完成税收5000万元，较计划增加1000万元，增长20%。",
                "比上年12月增长5%。",
                "新增12个，增加到15个，增长30%。",
                "满意率由80%提高到90%，提高10%。",
                "完成投资500万元、产值400万元，增长20%。",
                "比2025年增长5.6%。",
                "",
            ],
        );
    }
}
