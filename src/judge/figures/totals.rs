//! 共N个 against the parts that the same sentence lists.

use super::quantity::Quantity;
use crate::judge::clause::{clause_after, ends_with_any, has_any, sentences};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use rust_i18n::t;

const TOTAL: &[&str] =
    &["共", "共计", "合计", "总计", "总共", "共有", "共达", "合计达", "总计达", "共计达", "合计为", "共为"];
/// Words between a total and its parts that say that the list is complete.
const CLOSED: &[&str] = &["分别", "包括", "分为", "：", "（"];
/// Words with which a figure is no part, or not all parts are given.
const OPEN: &[&str] = &[
    "等",
    "余下",
    "其余",
    "同比",
    "比上年",
    "较",
    "每",
    "各",
    "占",
    "以上",
    "新增",
    "另有",
    "既",
    "兼",
    "同时",
    "上年",
    "去年",
    "累计",
    "增加",
    "减少",
    "由",
    "涉及",
    "惠及",
    "覆盖",
    "年均",
    "人均",
    "平均",
    "至少",
    "近",
    "约",
];

pub fn total_of_parts(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let all = passage.quantities();
    if all.len() < 3 {
        return;
    }
    let mut next = 0;
    for sentence in sentences(&passage.text) {
        let count = all.iter().skip(next).take_while(|quantity| quantity.number.start < sentence.end).count();
        let Some(quantities) = all.get(next..next + count) else { return };
        next += count;
        let list = List { text: &passage.text, quantities };
        for index in 0..count {
            hits.extend(list.before(index).or_else(|| list.behind(index, sentence.end)));
        }
    }
}

/// The quantities of one sentence.
struct List<'a> {
    text: &'a str,
    quantities: &'a [Quantity],
}

impl List<'_> {
    fn between(&self, a: &Quantity, b: &Quantity) -> &str {
        self.text.get(a.end()..b.number.start).unwrap_or_default()
    }

    fn unit(&self, quantity: &Quantity) -> &str {
        self.text.get(quantity.unit.clone()).unwrap_or_default()
    }

    fn is_total(&self, total: &Quantity) -> bool {
        let name = self.text.get(total.name.clone()).unwrap_or_default();
        !total.about && !total.odd && ends_with_any(name, TOTAL)
    }

    /// Parts that can be added: one unit, exact figures, nothing that tells them apart.
    fn addable(&self, total: &Quantity, parts: &[Quantity], words: &str) -> bool {
        let unit = self.unit(total);
        parts.len() >= 2
            && !matches!(unit, "%" | "％" | "个百分点")
            && parts.iter().all(|part| !part.about && !part.odd && self.unit(part) == unit)
            && !has_any(words, OPEN)
    }

    /// A a个、B b个，共N个
    fn before(&self, index: usize) -> Option<Hit> {
        let total = self.quantities.get(index)?;
        let name = self.text.get(total.name.clone())?;
        let parts = self.quantities.get(..index)?;
        let first = parts.first()?;
        // Only 共计 and its like directly before the number: 共化解矛盾8件 counts something else.
        let bare = TOTAL.contains(&name.trim()) && self.is_total(total);
        let words = self.text.get(first.name.start..total.number.start)?;
        if !bare || !self.addable(total, parts, words) || has_any(words, &["其中", "；"]) {
            return None;
        }
        self.differs(total, parts, Missing::Told)
    }

    /// 共N个，其中A a个、B b个
    fn behind(&self, index: usize, end: usize) -> Option<Hit> {
        let total = self.quantities.get(index)?;
        let name = self.text.get(total.name.clone())?;
        if total.about
            || total.odd
            || !name.contains('共') && !name.contains("合计") && !name.contains("总计")
        {
            return None;
        }
        let rest = self.quantities.get(index + 1..)?;
        let lead = self.between(total, rest.first()?);
        let bracketed = lead.contains('（');
        let closing = self.text.get(total.end()..end)?.find('）').map(|at| total.end() + at);
        let end = if bracketed { closing? } else { end };
        let parts = rest.get(..rest.iter().take_while(|part| part.number.start < end).count())?;
        let words = self.text.get(total.end()..end)?;
        let missing = if has_any(lead, CLOSED) {
            Missing::Told
        } else if lead.contains("其中") {
            Missing::MayBe
        } else {
            return None;
        };
        let last = parts.last()?;
        let short = clause_after(self.text, last.end(), 40).chars().count() <= 8;
        let one_each = parts.windows(2).all(|pair| match pair {
            [a, b] => self.between(a, b).matches(['、', '，', '；', '和', '及']).count() == 1,
            _ => true,
        });
        let lead_is_short = lead.chars().count() <= 24;
        let stops = self.text.get(last.end()..end)?.chars().count() <= 12;
        if !short || !one_each || !lead_is_short || !stops || !self.addable(total, parts, words) {
            return None;
        }
        self.differs(total, parts, missing)
    }

    fn differs(&self, total: &Quantity, parts: &[Quantity], missing: Missing) -> Option<Hit> {
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let exact = total.is_count() && parts.iter().all(Quantity::is_count);
        let step = parts.iter().map(|part| part.step).fold(total.step, f64::max);
        // Every rounded figure may be off by half a step.
        let tolerance = if exact { 0.5 } else { step * (parts.len() + 1) as f64 / 2.0 * 1.000_001 };
        let off = (sum - total.value).abs();
        let near = off <= total.value / 10.0;
        if off <= tolerance || (missing == Missing::MayBe && !near) {
            return None;
        }
        let range = total.number.start..total.end();
        let written = self.text.get(range.clone())?;
        // In the measure of the total: 万元.
        let scale = if total.number.is_empty() { 1.0 } else { scale(self.text.get(total.number.clone())?) };
        let unit = self.text.get(total.unit.clone())?;
        let mark = if scale > 1e7 {
            "亿"
        } else if scale > 1.0 {
            "万"
        } else {
            ""
        };
        let shown = (sum / scale * 1e6).round() / 1e6;
        let message = t!("judge.figures.total", total = written, sum = format!("{shown}{mark}{unit}"));
        Some(Hit::new(range, message))
    }
}

fn scale(number: &str) -> f64 {
    let of = |mark: char, size: f64| if number.contains(mark) { size } else { 1.0 };
    of('万', 1e4) * of('亿', 1e8)
}

/// Whether the parts are said to be all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    /// They are: any difference is an error.
    Told,
    /// 其中 may name some only: a difference is an error only where it looks like a slip.
    MayBe,
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::check;

    #[test]
    fn totals_and_parts() {
        check(
            "total-of-parts",
            &[
                ("共有党支部25个，其中农村党支部18个、机关党支部6个。", "25个"),
                ("慰问老党员20名、困难群众35名，共计65名。", "65名"),
                ("开展宣讲会32次、进村宣讲36次、集中学习8次，合计86次。", "86次"),
                ("共排查隐患120处，包括道路隐患80处、建筑隐患30处。", "120处"),
                ("全镇共建成示范点12个（党建示范点5个、廉洁文化示范点6个）。", "12个"),
                ("完成投资500万元、300万元，合计900万元。", "900万元"),
                ("共受理事项86件，分别为信访46件、投诉39件。", "86件"),
            ],
            &[
                "共有党支部25个，其中农村党支部18个、机关党支部7个。",
                "慰问老党员20名、困难群众35名，共计55名。",
                "共有党员1200名，其中女党员300名、预备党员20名。",
                "共有脱贫户120户，其中低保户30户。",
                "开展培训3次、宣讲5次，共化解矛盾12件。",
                "发放资料2000份、张贴标语50条，共计投入3万元。",
                "完成投资5.2亿元、3.1亿元，合计8.4亿元。",
                "柳林村12户、河口村8户等5个村的农户，共计60户。",
                "共排查隐患120处，包括道路隐患80处、建筑隐患30处等。",
                "近300人、约200人，共计600人。",
                "增长5.6%、3.2%，合计9%。",
                "全年开展纪法教育宣讲会32次、纪法教育进村社宣讲活动36次、纪法教育集中学习会8次，党员干部法纪意识持续增强。",
                "共12个",
                "𠮷",
                "",
            ],
        );
    }
}
