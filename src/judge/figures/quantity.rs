//! Numbers with a unit, and the words they are said of.

use crate::judge::clause::{ends_clause, ends_with_any, starts_with_any};
use std::ops::Range;

/// 数量: 全年排查安全隐患120处
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words before the number, as far as the mark or the quantity before: 全年排查安全隐患.
    pub name: Range<usize>,
    /// Of these, what it is said of: 排查安全隐患, without 全年, 共 and the like.
    pub core: Range<usize>,
    /// 120, with 万, 亿 and 余 behind it.
    pub number: Range<usize>,
    /// 处
    pub unit: Range<usize>,
    /// 万 and 亿 multiplied in.
    pub value: f64,
    /// What one more in the last digit is worth: how exactly the value is given.
    pub step: f64,
    /// 近, 约, 余, 多, 左右: not the exact number.
    pub about: bool,
    /// 第3个, 2～3个, 5个以上 and the like: nothing to compare.
    pub odd: bool,
}

impl Quantity {
    pub fn end(&self) -> usize {
        self.unit.end
    }

    /// Whether two values may be one, as exactly as both are given.
    pub fn agrees(&self, other: &Self) -> bool {
        let tolerance = self.step.max(other.step) / 2.0;
        self.about || other.about || (self.value - other.value).abs() <= tolerance * 1.000_001
    }

    /// Counted, not measured: sums of these are exact.
    pub fn is_count(&self) -> bool {
        (self.step - 1.0).abs() < f64::EPSILON
    }
}

/// Longer ones before those that they begin with.
const UNITS: &[&str] = &[
    "个百分点",
    "平方公里",
    "平方米",
    "立方米",
    "人次",
    "户次",
    "批次",
    "场次",
    "件次",
    "车次",
    "公里",
    "公斤",
    "公顷",
    "千米",
    "千瓦",
    "人",
    "户",
    "个",
    "件",
    "次",
    "名",
    "项",
    "场",
    "条",
    "起",
    "处",
    "份",
    "期",
    "篇",
    "批",
    "座",
    "台",
    "辆",
    "吨",
    "斤",
    "米",
    "元",
    "家",
    "亩",
    "宗",
    "例",
    "所",
    "支",
    "张",
    "册",
    "棵",
    "株",
    "头",
    "只",
    "盏",
    "套",
    "间",
    "栋",
    "幅",
    "面",
    "块",
    "口",
    "眼",
    "本",
    "部",
    "位",
    "对",
    "类",
    "门",
    "片",
    "艘",
    "羽",
    "道",
    "枚",
    "%",
    "％",
];
/// Words before the name of a quantity that do not belong to it.
const LEADS: &[&str] = &[
    "全年",
    "全镇",
    "全乡",
    "全县",
    "全市",
    "全区",
    "全街道",
    "全局",
    "我镇",
    "我乡",
    "我县",
    "我市",
    "我区",
    "我局",
    "我们",
    "今年",
    "本年",
    "年内",
    "一年来",
    "目前",
    "已经",
    "先后",
    "分别",
    "共计",
    "总共",
    "累计",
    "现有",
    "共有",
    "已",
    "共",
    "组织开展",
    "组织召开",
    "组织",
    "开展",
    "举办",
    "召开",
    "举行",
    "扎实",
    "深入",
    "积极",
    "并",
    "还",
];
const TAILS: &[&str] = &[
    "达到了",
    "达到",
    "共计",
    "合计",
    "总计",
    "总数为",
    "总数",
    "超过",
    "共有",
    "共",
    "达",
    "约",
    "近",
    "超",
    "了",
    "为",
    "是",
    "有",
    "至",
];
const ABOUT_BEFORE: &[&str] = &["约", "近", "超", "逾", "过", "达到近", "不足", "突破", "余"];
const ABOUT_AFTER: &[&str] = &["左右", "上下", "以上", "以下", "以内"];
const RANGE_MARKS: &[char] =
    &['—', '－', '-', '–', '～', '~', '至', '.', '/', '第', '〔', '±', '＋', '+', '−'];

/// The quantities of a text, in order.
pub(in crate::judge) fn quantities(text: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    // Where the words begin that a number may be said of.
    let mut words = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_digit() && !matches!(before, Some(c) if char::is_ascii_alphanumeric(&c)) {
            let end = number_end(text, at);
            if let Some(quantity) = quantity(text, words, at..end) {
                words = quantity.end();
                found.push(quantity);
            }
            while chars.next_if(|(next, _)| *next < end).is_some() {}
            before = Some('0');
            continue;
        }
        if ends_clause(c) || matches!(c, '、' | '（' | '）' | '(' | ')') {
            words = at + c.len_utf8();
        }
        before = Some(c);
    }
    found
}

/// Behind the digits that begin at a byte, with the marks among them: 1,500.5.
fn number_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes().get(at..).unwrap_or_default();
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        let joins = matches!(byte, b',' | b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !joins {
            break;
        }
        end += 1;
    }
    at + end
}

fn quantity(text: &str, words: usize, digits: Range<usize>) -> Option<Quantity> {
    let written = text.get(digits.clone())?;
    let plain = if written.contains(',') { written.replace(',', "") } else { written.to_owned() };
    let mut value: f64 = plain.parse().ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let mut step = 0.1_f64.powi(i32::try_from(decimals).ok()?);
    let mut rest = text.get(digits.end..)?;
    let mut about = false;
    for (mark, size) in [("余", 0.0), ("多", 0.0), ("万", 1e4), ("亿", 1e8), ("余", 0.0), ("多", 0.0)] {
        let Some(next) = rest.strip_prefix(mark) else { continue };
        rest = next;
        if size > 0.0 {
            (value, step) = (value * size, step * size);
        } else {
            about = true;
        }
    }
    let unit = UNITS.iter().find(|unit| rest.starts_with(**unit))?;
    let start = text.len() - rest.len();
    let unit = start..start + unit.len();
    let head = text.get(words..digits.start)?;
    // 其余4处 are four.
    about |= ABOUT_BEFORE.iter().any(|word| head.ends_with(word)) && !ends_with_any(head, &["其余", "剩余"]);
    let tail = text.get(unit.end..)?;
    about |= starts_with_any(tail, ABOUT_AFTER);
    let joined = text.get(..digits.start)?.ends_with(RANGE_MARKS) && !head.ends_with("至") || is_second(head);
    let odd = joined || tail.starts_with(['—', '－', '～', '~', '/']);
    let name = words..digits.start;
    let core = core(head);
    let core = words + core.start..words + core.end;
    Some(Quantity { name, core, number: digits.start..start, unit, value, step, about, odd })
}

/// The bytes of the words of a quantity without those that only introduce it.
fn core(words: &str) -> Range<usize> {
    let mut name = words.trim_start();
    while let Some(rest) = LEADS.iter().find_map(|lead| name.strip_prefix(lead)) {
        name = rest;
    }
    let start = words.len() - name.len();
    name = name.trim_end();
    while let Some(rest) = TAILS.iter().find_map(|tail| name.strip_suffix(tail)) {
        name = rest;
    }
    start..start + name.len()
}

/// The second of a range (2至3个): 至 right behind a digit or at the start of its words.
fn is_second(head: &str) -> bool {
    let Some(head) = head.strip_suffix('至') else { return false };
    head.is_empty() || head.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '万' | '亿'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units() {
        let shown = |text: &str| -> Vec<String> {
            let list = quantities(text);
            let one = |q: &Quantity| {
                let marks = format!("{}{}", if q.about { "~" } else { "" }, if q.odd { "?" } else { "" });
                format!(
                    "{}={}{}{marks}",
                    text.get(q.name.clone()).unwrap(),
                    q.value,
                    text.get(q.unit.clone()).unwrap()
                )
            };
            list.iter().map(one).collect()
        };
        for (text, expected) in [
            ("全年排查安全隐患120处，整改118处", "全年排查安全隐患=120处|整改=118处"),
            ("投入1,500.5万元、新增12户", "投入=15005000元|新增=12户"),
            ("群众1500多户5200多人次", "群众=1500户~|=5200人次~"),
            ("近300人，约5.2亿元，20余次", "近=300人~|约=520000000元~|=20次~"),
            ("2026年3月5日9:30，1:500，GB/T 9704—2012", ""),
            ("2～3个，2－3个，第3个，2至3个", "2～=3个?|2－=3个?|第=3个?|2至=3个?"),
            ("其余4处，剩余2个", "其余=4处|剩余=2个"),
            ("增加至300人，办结率93.3%", "增加至=300人|办结率=93.3%"),
            ("提高0.5个百分点，A4纸，5G基站12座", "提高=0.5个百分点|5G基站=12座"),
            ("5户以上，10人左右", "=5户~|=10人~"),
            ("（3个）“5+2”", "=3个"),
            ("𠮷12户", "𠮷=12户"),
            ("12", ""),
            ("", ""),
        ] {
            assert_eq!(shown(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn names_of_quantities() {
        for (words, name) in [
            ("全年共排查安全隐患", "排查安全隐患"),
            ("组织开展警示教育活动共", "警示教育活动"),
            ("我镇户籍人口达到了", "户籍人口"),
            ("共", ""),
            ("", ""),
        ] {
            assert_eq!(words.get(core(words)), Some(name), "{words}");
        }
    }

    #[test]
    fn values_that_may_be_one() {
        let one = |text: &str| quantities(text).remove(0);
        for (a, b, agree) in [
            ("5.2亿元", "5.23亿元", true),
            ("5.2亿元", "5.26亿元", false),
            ("12户", "13户", false),
            ("1500多户", "1536户", true),
            ("1.2万元", "12000元", true),
            ("93.3%", "93.34%", true),
            ("93.3%", "93.4%", false),
        ] {
            assert_eq!(one(a).agrees(&one(b)), agree, "{a} {b}");
        }
    }
}
