//! 共N个 against the parts that the same sentence lists.

use super::quantity::Quantity;
use crate::judge::clause::{clause_before, ends_clause, ends_with_any, has_any, sentences};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use rust_i18n::t;

const TOTAL: &[&str] =
    &["共", "共计", "合计", "总计", "总共", "共有", "共达", "合计达", "总计达", "共计达", "合计为", "共为"];
/// Words between a total and its parts that say that the list is complete.
const CLOSED: &[&str] = &["分别", "包括", "分为", "："];
/// What may stand between a total and its first part, and behind the last: characters.
const LONGEST_LEAD: usize = 24;
const LONGEST_TAIL: usize = 6;
/// How much may be missing of a whole whose three parts look like all: a twentieth.
const NEARLY: f64 = 0.05;
/// Words of parts that one may belong to together with another.
const OVERLAP: &[&str] = &[
    "女",
    "男",
    "少数民族",
    "岁",
    "学历",
    "大专",
    "本科",
    "高中",
    "预备",
    "退休",
    "困难",
    "残疾",
    "脱贫",
    "低保",
    "党员",
    "特困",
    "监测",
    "重点",
    "骨干",
    "优秀",
    "获",
    "受",
    "留守",
    "退役",
];
/// Two parts that make a whole.
const HALVES: &[(&str, &str)] = &[
    ("农村", "城"),
    ("初次", "重复"),
    ("镇级", "村级"),
    ("集中", "分散"),
    ("公办", "民办"),
    ("已", "未"),
    ("男", "女"),
    ("线上", "线下"),
    ("国有", "集体"),
    ("来信", "来访"),
    ("新建", "改"),
];
/// A last part of these says that all parts are given.
const REST: &[&str] = &["其他", "其余", "其它", "余下"];
/// Words with which a figure is no part, or not all parts are given.
const OPEN: &[&str] = &[
    "等",
    "同比",
    "比上年",
    "较",
    "每",
    "各",
    "占",
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

/// A sentence with more figures is a table, or no sentence.
const MOST: usize = 40;

pub fn total_of_parts(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let all = passage.quantities();
    if all.len() < 2 {
        return;
    }
    let mut next = 0;
    for sentence in sentences(&passage.text) {
        let count = all.iter().skip(next).take_while(|quantity| quantity.number.start < sentence.end).count();
        let Some(quantities) = all.get(next..next + count) else { return };
        next += count;
        if quantities.len() > MOST {
            continue;
        }
        let list = List { text: &passage.text, quantities };
        for index in 0..count {
            hits.extend(list.over(index).or_else(|| list.with_rest(index)));
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
    fn addable(&self, total: &Quantity, parts: &[&Quantity], words: &str) -> bool {
        let unit = self.unit(total);
        parts.len() >= 2
            && !matches!(unit, "%" | "％" | "个百分点")
            && parts.iter().all(|part| !part.about && !part.odd && self.unit(part) == unit)
            && !has_any(words, OPEN)
    }

    /// 836名党员中有846名
    fn over(&self, index: usize) -> Option<Hit> {
        let (whole, part) = (self.quantities.get(index)?, self.quantities.get(index + 1)?);
        let between = self.between(whole, part);
        let of_it = between.ends_with("中有") || between.ends_with("中，有") || between.ends_with("其中有");
        let exact = !whole.about && !part.about && !whole.odd && !part.odd;
        if !of_it || !exact || self.unit(whole) != self.unit(part) || part.value <= whole.value {
            return None;
        }
        let of = |q: &Quantity| self.text.get(q.number.start..q.end()).unwrap_or_default();
        let message = t!("judge.figures.over_whole", part = of(part), whole = of(whole));
        Some(Hit::new(part.number.start..part.end(), message))
    }

    /// 其他2件: with it all parts are given. 其他岗位2名 may be one more of them.
    fn is_rest(&self, part: &Quantity) -> bool {
        let name = clause_before(self.text, part.number.start, 30).rsplit('、').next().unwrap_or_default();
        REST.contains(&name.trim_end_matches(['为', '有', '的', '类', '共']))
    }

    /// 发现问题12个，已整改10个，其余3个…
    fn with_rest(&self, index: usize) -> Option<Hit> {
        let total = self.quantities.get(index)?;
        let behind = self.quantities.get(index + 1..)?;
        let mut counts = behind.iter().filter(|q| !matches!(self.unit(q), "%" | "％"));
        let (part, rest) = (counts.next()?, counts.next()?);
        let (lead, next) = (self.between(total, part), self.between(part, rest));
        let done = lead.starts_with('，')
            && lead.chars().count() <= LONGEST_LEAD / 2
            && has_any(lead, &["已", "整改", "办结", "化解", "完成", "销号", "合格", "解决"]);
        let next_to = next.chars().count() <= LONGEST_LEAD && !next.contains(['；', '：', '、']);
        let words = self.text.get(total.end()..rest.number.start)?;
        let whole =
            !total.about && !total.odd && total.is_count() && self.addable(total, &[part, rest], words);
        // With another one before it, nobody knows which of them is the whole.
        let first = !self.quantities.get(..index)?.iter().any(|q| self.unit(q) == self.unit(total));
        if !(first && done && next_to && whole && self.is_rest(rest)) {
            return None;
        }
        self.differs(total, &[part, rest], Said::All)
    }

    /// A a个、B b个，共N个
    fn before(&self, index: usize) -> Option<Hit> {
        let total = self.quantities.get(index)?;
        let name = self.text.get(total.name.clone())?;
        let parts: Vec<&Quantity> = self.joined(self.quantities.get(..index)?).iter().collect();
        let first = parts.first()?;
        // Only 共计 and its like directly before the number: 共化解矛盾8件 counts something else.
        let ends = |q: &Quantity| {
            self.text.get(q.end()..).is_none_or(|rest| rest.is_empty() || rest.starts_with(is_mark))
        };
        // 12个村、3个社区，共有138个小组: of different things.
        let bare = TOTAL.contains(&name.trim())
            && self.is_total(total)
            && ends(total)
            && parts.iter().all(|part| ends(part));
        let words = self.text.get(first.name.start..total.number.start)?;
        if !bare || !self.addable(total, &parts, words) || has_any(words, &["其中", "；"]) {
            return None;
        }
        self.differs(total, &parts, Said::All)
    }

    /// The last quantities that a 、 joins; all of them where none does.
    fn joined<'b>(&self, all: &'b [Quantity]) -> &'b [Quantity] {
        let is_joined = |pair: &[Quantity]| match pair {
            [a, b] => !self.between(a, b).contains(['，', '；', '：']),
            _ => false,
        };
        let run = all.windows(2).rev().take_while(|pair| is_joined(pair)).count();
        if run == 0 { all } else { all.get(all.len() - run - 1..).unwrap_or(all) }
    }

    /// 共N个，其中A a个、B b个
    fn behind(&self, index: usize, end: usize) -> Option<Hit> {
        let total = self.quantities.get(index)?;
        // 38户112人，其中…: the other unit belongs to the total, too.
        let beside = self.quantities.get(index + 1).is_some_and(|next| next.name.is_empty());
        let rest = self.quantities.get(index + 1 + usize::from(beside)..)?;
        let before = if beside { self.quantities.get(index + 1)? } else { total };
        let lead = self.between(before, rest.first()?);
        let classes = lead.matches("一批").count();
        let said = if has_any(lead, CLOSED) && self.is_counted(total) || ends_open(lead) || classes > 1 {
            Said::All
        } else if lead.contains("其中") {
            Said::Some
        } else {
            return None;
        };
        let list = self.list(rest, total, end);
        let parts: Vec<&Quantity> = list.iter().filter(|part| self.unit(part) == self.unit(total)).collect();
        let words = self.text.get(before.end()..list.last()?.end())?;
        let tail = self.text.get(list.last()?.end()..end)?;
        let stops = tail.chars().take_while(|c| !ends_clause(*c) && *c != '、').count() <= LONGEST_TAIL;
        // 取缔一批、整治一批：each class is said to have its part.
        let near = match classes {
            0 | 1 => lead.chars().count() <= LONGEST_LEAD,
            classes => parts.len() == classes && lead.chars().count() <= LONGEST_LEAD * 2,
        };
        let ends = stops || list.last().is_some_and(|last| self.is_rest(last));
        let whole = !total.about && !total.odd && near && ends;
        if !whole || tail.starts_with('等') || !self.addable(total, &parts, words) {
            return None;
        }
        self.differs(total, &parts, said)
    }

    /// The quantities that a list goes on with: joined by 、, or else by ， where all are of the
    /// total's unit.
    fn list<'b>(&self, rest: &'b [Quantity], total: &Quantity, end: usize) -> &'b [Quantity] {
        let rest = rest.get(..rest.iter().take_while(|q| q.number.start < end).count()).unwrap_or_default();
        let joined = |pair: &[Quantity], marks: &[char]| match pair {
            [a, b] => {
                let between = self.between(a, b);
                !between.contains(marks) && between.contains('（') == between.contains('）')
            }
            _ => false,
        };
        let close = rest.windows(2).take_while(|pair| joined(pair, &['，', '；', '：'])).count() + 1;
        let wide = rest.windows(2).all(|pair| joined(pair, &['；', '：']))
            && rest.iter().all(|part| self.unit(part) == self.unit(total));
        // …，其余4处: the last of them.
        let last = rest.get(close).filter(|last| self.unit(last) == self.unit(total) && self.is_rest(last));
        let close = close + usize::from(close > 1 && last.is_some());
        if close > 1 || !wide { rest.get(..close).unwrap_or_default() } else { rest }
    }

    /// 共 and the like stand before the number.
    fn is_counted(&self, total: &Quantity) -> bool {
        has_any(self.text.get(total.name.clone()).unwrap_or_default(), &["共", "合计", "总计"])
    }

    /// Whether parts that 其中 names look as if they were to add up: more than the whole although
    /// none can be in two of them, two that make a whole (农村, 城市), or three and nearly all.
    fn is_slip(&self, total: &Quantity, parts: &[&Quantity], off: f64) -> bool {
        // Also of 112人 in 风险已消除38户112人.
        let name = |part: &&Quantity| {
            clause_before(self.text, part.number.start, 30).rsplit('、').next().unwrap_or_default()
        };
        let names: Vec<&str> = parts.iter().map(name).collect();
        let halves = |(a, b): &(&str, &str)| match names.as_slice() {
            [x, y] => x.contains(a) && y.contains(b) || x.contains(b) && y.contains(a),
            _ => false,
        };
        if HALVES.iter().any(halves) {
            return true;
        }
        if off > 0.0 {
            return !names.iter().any(|name| has_any(name, OVERLAP));
        }
        parts.last().is_some_and(|last| self.is_rest(last))
            || (parts.len() >= 3 && -off <= total.value * NEARLY)
    }

    fn differs(&self, total: &Quantity, parts: &[&Quantity], said: Said) -> Option<Hit> {
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let exact = total.is_count() && parts.iter().all(|part| part.is_count());
        let step = parts.iter().map(|part| part.step).fold(total.step, f64::max);
        // Every rounded figure may be off by half a step.
        let tolerance = if exact { 0.5 } else { step * (parts.len() + 1) as f64 / 2.0 * 1.000_001 };
        let off = sum - total.value;
        if off.abs() <= tolerance || (said == Said::Some && !self.is_slip(total, parts, off)) {
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

fn is_mark(c: char) -> bool {
    ends_clause(c) || matches!(c, '、' | '（' | '）' | '和' | '及')
}

fn scale(number: &str) -> f64 {
    let of = |mark: char, size: f64| if number.contains(mark) { size } else { 1.0 };
    of('万', 1e4) * of('亿', 1e8)
}

/// Whether the parts are said to be all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// They are: any difference is an error.
    All,
    /// 其中 may name only some, and some of them twice.
    Some,
}

/// 共12个（A 5个、B 7个）
fn ends_open(lead: &str) -> bool {
    lead.starts_with('（') && !lead.contains('）') && !lead.contains("其中")
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::check;

    #[test]
    fn totals_and_parts() {
        check(
            "total-of-parts",
            &[
                ("共有党支部25个，其中农村党支部18个、机关党支部8个。", "25个"),
                ("慰问老党员20名、困难群众35名，共计65名。", "65名"),
                ("开展宣讲会32次、进村宣讲36次、集中学习8次，合计86次。", "86次"),
                ("共排查隐患120处，包括道路隐患80处、建筑隐患30处。", "120处"),
                ("全镇共建成示范点12个（党建示范点5个、廉洁文化示范点6个）。", "12个"),
                (
                    "谈话86人次，其中班子成员12人次、站所负责人28人次、村干部56人次，谈话情况如实记录。",
                    "86人次",
                ),
                ("现有监测对象38户112人，其中风险已消除31户93人、风险未消除8户19人，落实措施。", "38户"),
                (
                    "受理来访164件（次），其中初次信访128件（次）、重复信访63件（次），比上年的189件下降13.2%。",
                    "164件",
                ),
                ("低保对象246户412人，其中农村低保218户317人、城市低保28户41人，全年发放低保金。", "412人"),
                ("刊发稿件326篇（条），其中县级268篇（条）、市级54篇（条）、省级以上13篇（条）。", "326篇"),
                ("完成投资500万元、300万元，合计900万元。", "900万元"),
                ("排查问题34个，实施产业项目9个、基础项目6个，合计16个。", "16个"),
                ("设党支部25个，其中农村党支部15个、机关党支部4个、企业党支部5个。", "25个"),
                ("全镇836名党员中有846名注册。", "846名"),
                ("共受理事项86件，分别为信访46件、投诉39件。", "86件"),
                (
                    "排查排污口47个，按照“取缔一批、整治一批、规范一批”的要求，取缔9个、整治12个、规范17个，并竖立标识牌。",
                    "47个",
                ),
                ("发展党员12名，其中男性党员8名、女性党员5名。", "12名"),
                ("现有党员120名，其中男党员80名、女党员45名。", "120名"),
                ("立案12件，其中党纪立案5件、政务立案4件、其他2件。", "12件"),
                ("排查隐患120处，其中道路隐患80处、消防隐患25处，其余10处已列入计划整改。", "120处"),
                ("发现问题12个，已整改10个，其余3个正在整改。", "12个"),
                ("受理信访事项56件，办结50件，办结率89.3%，其余5件正在办理。", "56件"),
            ],
            &[
                "发展党员13名，其中男性党员8名、女性党员5名。",
                "立案11件，其中党纪立案5件、政务立案4件、其他2件。",
                "现有党员120名，其中女党员30名、预备党员5名、其他岗位10名。",
                "共有党员120名，其中女党员70名、少数民族党员60名。",
                "排查隐患120处，其中道路隐患80处、消防隐患30处，其余10处已列入计划整改。",
                "发现问题12个，已整改10个，其余2个正在整改。",
                "受理信访事项56件，办结50件，办结率89.3%，其余6件正在办理。",
                "发现问题12个，上年结转3个，已整改10个，其余5个正在整改。",
                "发现问题12个，已整改10个；其余3个村未发现问题。",
                "新建广场3个，完成改造5个，其余村陆续启动。",
                "发现问题12个，已整改9个以上，其余2个正在整改。",
                "共有党支部25个，其中农村党支部18个、机关党支部7个。",
                "慰问老党员20名、困难群众35名，共计55名。",
                "共有党员1200名，其中女党员300名、预备党员20名。",
                "共有脱贫户120户，其中低保户30户。",
                "共有党支部25个，其中农村党支部18个、机关党支部6个。",
                "共有党员120名，其中女党员70名、大专以上学历80名。",
                "现有监测对象38户112人，其中风险已消除31户93人、风险未消除7户19人，落实措施。",
                "投入资金86万元，其中衔接资金50万元，惠及群众120人。",
                "改造5个，其中新建1个、扩建2个、改造2个。推行轮值。",
                "开展培训3次、宣讲5次，共化解矛盾12件。",
                "辖12个行政村、3个社区，共有138个村民小组。",
                "辖12个行政村、3个社区，共138个村民小组。",
                "发放资料2000份、张贴标语50条，共计投入3万元。",
                "完成投资5.2亿元、3.1亿元，合计8.4亿元。",
                "柳林村12户、河口村8户等5个村的农户，共计60户。",
                "共排查隐患120处，包括道路隐患80处、建筑隐患30处等。",
                "近300人、约200人，共计600人。",
                "增长5.6%、3.2%，合计9%。",
                "全年开展纪法教育宣讲会32次、纪法教育进村社宣讲活动36次、纪法教育集中学习会8次，党员干部法纪意识持续增强。",
                "全镇836名党员中有826名注册。",
                "排查排污口38个，按照“取缔一批、整治一批、规范一批”的要求，取缔9个、整治12个、规范17个。",
                "排查排污口47个，按照“取缔一批、整治一批、规范一批”的要求，取缔9个、整治12个。",
                "共12个",
                "𠮷",
                "",
            ],
        );
    }
}
