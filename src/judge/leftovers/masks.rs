//! Marks and letters that stand for a name or a number: XX镇, **镇, A新时代, 20__年, 某镇.

use crate::judge::near::{
    after, before, ends_with_any, is_digit, is_han_numeral, is_letter, is_of, next, prev, starts_with_any,
};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// What names are hidden behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mask {
    /// X x Ｘ ｘ
    Ex,
    /// × ✕
    Cross,
    /// * ＊
    Star,
    /// _ ＿
    Line,
    /// ○ ◯
    Circle,
    /// □
    Box,
    /// Any other capital letter.
    Letter,
}

impl Mask {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            'X' | 'x' | 'Ｘ' | 'ｘ' => Self::Ex,
            '×' | '✕' | '✖' => Self::Cross,
            '*' | '＊' => Self::Star,
            '_' | '＿' => Self::Line,
            '○' | '◯' => Self::Circle,
            '□' => Self::Box,
            'A'..='Z' | 'Ａ'..='Ｚ' => Self::Letter,
            _ => return None,
        })
    }
}

/// A run of one mask in a text.
struct Run<'a> {
    text: &'a str,
    mask: Mask,
    range: Range<usize>,
    length: usize,
}

pub(super) fn placeholder(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    // Most paragraphs have none.
    if !text.contains(|c| Mask::of(c).is_some()) {
        return;
    }
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let Some(mask) = Mask::of(c) else { continue };
        let (mut end, mut length) = (start + c.len_utf8(), 1);
        while let Some((at, c)) = chars.next_if(|(_, c)| Mask::of(*c) == Some(mask)) {
            (end, length) = (at + c.len_utf8(), length + 1);
        }
        let found = Run { text, mask, range: start..end, length }.found();
        let Some(range) = found.filter(|range| !passage.touches_field(range)) else { continue };
        let words = text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range.clone(), t!("judge.leftover.placeholder", words = words)));
    }
}

impl Run<'_> {
    fn prev(&self) -> Option<char> {
        prev(self.text, self.range.start)
    }

    fn next(&self) -> Option<char> {
        next(self.text, self.range.end)
    }

    /// The bytes to be told, if it stands for something.
    fn found(&self) -> Option<Range<usize>> {
        let in_year = self.in_year();
        if in_year.is_some() {
            return in_year;
        }
        if self.length > 1 && self.stands_alone() || self.hides_a_character() {
            return Some(self.range.clone());
        }
        self.before_name().or_else(|| self.before_unit())
    }

    /// 20XX年, 202X年, 20__年, 20_—20_: the digits before it, two or three, and the run.
    fn in_year(&self) -> Option<Range<usize>> {
        if !matches!(self.mask, Mask::Ex | Mask::Line | Mask::Star | Mask::Cross) {
            return None;
        }
        let head = before(self.text, self.range.start);
        let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = head.len() - digits;
        let century = starts_with_any(after(self.text, start), &["19", "20"]);
        let alone = !prev(self.text, start).is_some_and(is_letter);
        let fits = match self.mask {
            Mask::Line => digits <= 3 && !self.next().is_some_and(|c| c.is_ascii_alphanumeric()),
            _ => digits + self.length == 4 && is_of(self.next(), "年-－—–~～至、 "),
        };
        (digits >= 2 && century && alone && fits).then_some(start..self.range.end)
    }

    /// Whether a run of several is no part of a word, a number masked on purpose, or a form.
    fn stands_alone(&self) -> bool {
        let (prev, next) = (self.prev(), self.next());
        let either = |is: fn(char) -> bool| prev.is_some_and(is) || next.is_some_and(is);
        match self.mask {
            Mask::Ex => !either(is_letter) && !prev.is_some_and(is_digit),
            // 138****5678, 王**: numbers and names that are not to be read.
            Mask::Star => !prev.is_some_and(is_digit),
            Mask::Line => {
                let word = |c: char| c.is_ascii_alphanumeric();
                !(prev.is_some_and(word) && next.is_some_and(word))
            }
            // 二○○九年
            Mask::Circle => !either(is_han_numeral) && !either(is_digit),
            Mask::Cross => !either(is_digit),
            Mask::Box => true,
            Mask::Letter => false,
        }
    }

    /// A single * within a word: *明上网. 长*宽 is a product, and a line that begins with it a note.
    fn hides_a_character(&self) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| is_han(c) && !is_han_numeral(c));
        let product = |c: Option<char>| is_of(c, "长宽高厚深径单数面边");
        let beside = (self.prev(), self.next());
        self.mask == Mask::Star
            && self.length == 1
            && word(beside.0)
            && word(beside.1)
            && !product(beside.0)
            && !product(beside.1)
    }

    /// OO镇, or one that stands for a name by itself.
    fn is_name(&self) -> bool {
        let circles = before(after(self.text, self.range.start), self.range.len());
        self.length == 1 || self.length <= 3 && circles.chars().all(|c| matches!(c, 'O' | 'Ｏ'))
    }

    /// One, or several O, directly before what a name ends in: X镇, A新时代, *书记.
    fn before_name(&self) -> Option<Range<usize>> {
        let joined = |c: char| is_letter(c) || is_digit(c) || "-－/.·+&_*".contains(c);
        let counted = is_of(self.prev(), "表件案类型组图卷附级素栋座段号版款");
        let hides = !matches!(self.mask, Mask::Line | Mask::Circle | Mask::Box);
        if !self.is_name() || !hides || counted || self.prev().is_some_and(joined) {
            return None;
        }
        let rest = after(self.text, self.range.end);
        let name = NAMES.iter().find(|name| {
            let behind = rest.strip_prefix(name.end).unwrap_or_default();
            let zone = name.zone && self.mask == Mask::Letter;
            rest.starts_with(name.end) && !zone && !is_of(behind.chars().next(), name.not_before)
        })?;
        Some(self.range.start..self.range.end + name.end.len())
    }

    /// A single X, × or * where a number belongs: X户, ×月×日, *.*万元, X%; and N名, but not 第N次.
    fn before_unit(&self) -> Option<Range<usize>> {
        let letter = self.range.len() == 1 && self.next().is_some_and(|c| COUNTED_BY_N.contains(c));
        let n = letter && after(self.text, self.range.start).starts_with('N');
        let hides = matches!(self.mask, Mask::Ex | Mask::Cross | Mask::Star)
            || n && self.prev().is_some_and(|c| is_han(c) && c != '第');
        let joined = |c: char| is_letter(c) || is_digit(c) || "-－/·+&_*×".contains(c);
        if self.length > 1 || !hides || self.prev().is_some_and(joined) {
            return None;
        }
        let rest = after(self.text, self.range.end);
        let decimal =
            rest.strip_prefix('.').filter(|rest| rest.starts_with(|c| Mask::of(c) == Some(self.mask)));
        if let Some(rest) = decimal {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            return Some(self.range.start..self.range.end + ".".len() + length);
        }
        let fits = UNITS.iter().any(|(unit, not_before)| {
            let behind = rest.strip_prefix(unit).unwrap_or_default();
            rest.starts_with(unit) && !is_of(behind.chars().next(), not_before)
        });
        fits.then(|| self.range.clone())
    }
}

/// What names end in.
struct Name {
    end: &'static str,
    /// Characters that make another word of it.
    not_before: &'static str,
    /// Parts of a site are lettered: A区.
    zone: bool,
}

const fn name(end: &'static str, not_before: &'static str) -> Name {
    Name { end, not_before, zone: false }
}

const NAMES: &[Name] = &[
    name("镇", "痛静定压守"),
    name("乡", "村音愁土亲情贤"),
    name("县", ""),
    name("市", "场民政值面容占"),
    Name { end: "区", not_before: "域间块分别位", zone: true },
    name("村", ""),
    name("街道", ""),
    name("社区", ""),
    name("新时代", ""),
    name("总书记", ""),
    name("同志", ""),
    name("书记", ""),
];

/// What nobody counts by N on purpose: 1+N个 and N种可能 are meant.
const COUNTED_BY_N: &str = "名户件份场万亿元";

/// Units and the characters that make another word of them.
const UNITS: &[(&str, &str)] = &[
    ("年", "轮龄级"),
    ("月", ""),
    ("日", ""),
    ("户", "型"),
    ("人", "格"),
    ("个", ""),
    ("名", ""),
    ("次", "元"),
    ("件", ""),
    ("例", ""),
    ("家", ""),
    ("项", "目"),
    ("处", "理"),
    ("起", ""),
    ("场", "景"),
    ("期", ""),
    ("亩", ""),
    ("条", "件"),
    ("份", "额子量"),
    ("篇", "章"),
    ("批", "次准评复"),
    ("台", "阶账"),
    ("套", "餐"),
    ("辆", ""),
    ("吨", ""),
    ("元", "素"),
    ("万", ""),
    ("亿", ""),
    ("%", ""),
    ("％", ""),
    ("公里", ""),
    ("平方米", ""),
];

/// 某镇, 某同志: the name is to be put in, unless it is left out on purpose, as in a case.
pub(super) fn unnamed(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    let mut behind = 0;
    for (start, word) in text.match_indices('某') {
        if start < behind {
            continue;
        }
        let mut end = start + word.len();
        while next(text, end) == Some('某') {
            end += word.len();
        }
        behind = end;
        let rest = after(text, end);
        let name = UNNAMED.iter().find(|(name, not_before)| {
            let next = rest.strip_prefix(name).unwrap_or_default().chars().next();
            rest.starts_with(name) && !is_of(next, not_before)
        });
        // 张某某同志, 王某县长: a person, unnamed on purpose.
        let person = prev(text, start).is_some_and(is_han)
            && !ends_with_any(
                before(text, start),
                &["在", "对", "从", "由", "到", "和", "与", "向", "至", "为"],
            );
        let Some((name, _)) = name.filter(|_| !person && !tells_a_case(text, start..end)) else { continue };
        let range = start..end + name.len();
        let words = text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range, t!("judge.leftover.unnamed", words = words)));
    }
}

const UNNAMED: &[(&str, &str)] = &[
    ("镇", ""),
    ("乡", ""),
    ("县", ""),
    ("市", "场民"),
    ("区", "域间块位"),
    ("街道", ""),
    ("社区", ""),
    ("村", ""),
    ("同志", ""),
    ("书记", ""),
];

/// Characters on either side that tell whether a case is told.
const AROUND: usize = 40;

fn tells_a_case(text: &str, range: Range<usize>) -> bool {
    const CASE: &[&str] =
        &["案", "违纪", "违法", "违规", "通报", "为例", "典型", "受贿", "处分", "剖析", "举报", "反映"];
    let rest = after(text, range.start);
    let end = rest.char_indices().nth(AROUND).map_or(rest.len(), |(at, _)| at);
    let head = before(text, range.start);
    let start = head.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let around = text.get(start..range.start + end).unwrap_or_default();
    CASE.iter().any(|word| around.contains(word))
}
