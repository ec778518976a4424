//! 一、（一）1.（1）① as they stand at the starts of headings and paragraphs, generated or typed, and as
//! they are typed within a paragraph.

use super::super::rule::{Found, Hit};
use super::super::{Document, Passage};
use super::sequence::gap;
use crate::model::marker::Numeral;
use crate::model::{Marker, Place};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// Where one level of numerals is.
struct Level {
    marker: Marker,
    /// As it was written last, and as it should have been.
    written: usize,
    meant: usize,
}

/// Numerals typed at the starts of headings and paragraphs: each level counts on where it was, and
/// from one again below a numeral of a level above it.
pub(super) fn gaps_at_starts(document: &Document<'_>, found: &mut Vec<Found>) {
    let mut open: Vec<Level> = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        if !matches!(passage.place, Place::Heading(_) | Place::Text(_)) {
            continue;
        }
        let generated = !passage.numeral.is_empty();
        let read = Marker::read(if generated { &passage.numeral } else { &passage.text });
        let Some(numeral) = read.filter(|numeral| numeral.marker != Marker::Point) else { continue };
        let (marker, written) = (numeral.marker, numeral.number);
        let mut meant = written;
        match open.iter().find(|level| level.marker == marker) {
            _ if generated => {}
            Some(last) if written == last.meant + 1 || written == last.written + 1 => {}
            // A new list may begin with one.
            Some(last) if written != 1 || last.written == 1 => meant = last.meant + 1,
            // The first of all may go on with what stands elsewhere.
            None if written != 1 && !open.is_empty() => meant = 1,
            _ => {}
        }
        if written != meant {
            found.push(gap(index, 0..numeral.len, written, meant));
        }
        open.retain(|level| level.marker.rank() < marker.rank());
        // 1.… 2.… in one paragraph, and 3. in the next.
        let more = if generated { 0 } else { last_within(passage, numeral).saturating_sub(written) };
        open.push(Level { marker, written: written + more, meant: meant + more });
    }
}

/// A numeral within a paragraph.
struct Inner {
    marker: Marker,
    number: usize,
    range: Range<usize>,
}

/// 1. （1） ① behind a mark and before a 汉字. （1）、（2）和（4） refer to something.
fn inner(text: &str) -> Vec<Inner> {
    let mut found = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let mark = match before.replace(c) {
            None | Some('。' | '；' | '：' | ';' | ':' | ' ' | '　') => true,
            Some('，' | '、') => !c.is_ascii_digit(),
            _ => false,
        };
        let begins = matches!(c, '1'..='9' | '（' | '(' | '①'..='⑳');
        let read = if mark && begins { text.get(at..).and_then(Marker::read) } else { None };
        let Some(Numeral { marker, number, len, .. }) = read else { continue };
        let range = at..at + len;
        if is_inner(marker) && text.get(range.end..).is_some_and(|rest| rest.starts_with(is_han)) {
            found.push(Inner { marker, number, range });
        }
    }
    found
}

/// Whether a set of numerals stands within paragraphs, too.
fn is_inner(marker: Marker) -> bool {
    matches!(marker, Marker::Third | Marker::Fourth | Marker::Circled)
}

/// Whether there can be a list at all.
fn counts_to_two(text: &str) -> bool {
    let marked = |(at, two): (usize, &str)| {
        text.get(at + two.len()..).is_some_and(|rest| rest.starts_with(['.', '．', '、', '）', ')']))
    };
    text.match_indices("2").any(marked) || text.contains('②')
}

/// 1.… 2.… 4.… in one paragraph. Two that follow each other make a list; before that it may be
/// anything.
pub(super) fn gaps_within(document: &Document<'_>, found: &mut Vec<Found>) {
    for (index, passage) in document.passages.iter().enumerate() {
        let counted = |numeral: Numeral| is_inner(numeral.marker);
        if !counts_to_two(&passage.text) && !Marker::read(&passage.numeral).is_some_and(counted) {
            continue;
        }
        let all = inner(&passage.text);
        for marker in [Marker::Third, Marker::Fourth, Marker::Circled] {
            // A generated 1. goes on with what is typed behind it.
            let generated = Marker::read(&passage.numeral).filter(|numeral| numeral.marker == marker);
            let (mut last, mut run) = generated.map_or((0, 0), |numeral| (numeral.number, 1));
            for numeral in all.iter().filter(|numeral| numeral.marker == marker) {
                let number = numeral.number;
                if run > 1 && number > last + 1 {
                    found.push(gap(index, numeral.range.clone(), number, last + 1));
                }
                run = match number {
                    1 => 1,
                    _ if number == last + 1 && run > 0 => run + 1,
                    _ if number > last && run > 1 => run,
                    _ => 0,
                };
                last = number;
            }
        }
    }
}

/// The last number of the list that a numeral at the start of a paragraph begins there.
fn last_within(passage: &Passage, first: Numeral) -> usize {
    let inner = inner(&passage.text).into_iter().filter(|next| next.marker == first.marker);
    inner.fold(first.number, |last, next| if next.number == last + 1 { next.number } else { last })
}

/// 1. and then （一） in one section.
pub(super) fn mixed(document: &Document<'_>, found: &mut Vec<Found>) {
    /// A numeral that others may stand below: its set, and that of the first of these.
    struct Open {
        marker: Marker,
        below: Option<Marker>,
        told: bool,
    }
    let mut open: Vec<Open> = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let Some((numeral, generated)) = numeral_of(passage) else { continue };
        let marker = numeral.marker;
        open.retain(|level| level.marker.rank() < marker.rank());
        if let Some(above) = open.last_mut() {
            let first = *above.below.get_or_insert(marker);
            if first != marker && !above.told {
                above.told = true;
                let range = if generated { 0..passage.text.len() } else { 0..numeral.len };
                let message =
                    t!("judge.structure.levels_mixed", first = first.sample(), second = marker.sample());
                found.push(Found { passage: index, hit: Hit::new(range, message), related: Vec::new() });
            }
        }
        open.push(Open { marker, below: None, told: false });
    }
}

/// The numeral that a heading or paragraph begins with, and whether it is generated; 一是 and 第一， run
/// in the text.
fn numeral_of(passage: &Passage) -> Option<(Numeral, bool)> {
    if !matches!(passage.place, Place::Heading(_) | Place::Text(_)) {
        return None;
    }
    let generated = !passage.numeral.is_empty();
    let numeral = Marker::read(if generated { &passage.numeral } else { &passage.text })?;
    let runs = matches!(numeral.marker, Marker::Point | Marker::Ordinal);
    (!runs).then_some((numeral, generated))
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, project, words_in};

    #[test]
    fn gaps_in_a_paragraph() {
        check(
            "numeral-gap",
            &[
                ("主要做法：1.抓学习。2.抓落实。4.抓督查。", "4."),
                ("做到以下几点：（1）抓学习；（2）抓落实；（4）抓督查。", "（4）"),
                ("①抓学习；②抓落实；④抓督查。", "④"),
                ("1.抓学习。2.抓落实。3.抓督查。5.抓考核。6.抓问责。", "5."),
                ("重点抓好：（1）学习，（2）落实，（3）督查，（5）考核。", "（5）"),
                ("主要做法：1、抓学习；2、抓落实；4、抓督查。", "4、"),
            ],
            &[
                "主要做法：1.抓学习。2.抓落实。3.抓督查。",
                "（1）抓学习；（2）抓落实。经费安排：（1）自筹；（2）补助；（3）捐赠。",
                "见附件（1）、（2）和（4），按第（1）（2）（4）项执行。",
                "①②④类问题，按①、②、④号方案执行。",
                "新建广场1个，2.5万亩耕地，4.8公里道路。",
                "1.5万亩，2.3公里，4.6万元。",
                "参考文献（1）《条例》（2）《准则》（4）《办法》。",
                "上午9：30开会；2026年12月1日。",
                "比例为1：2：4。",
                "3.抓督查。5.抓考核。",
            ],
        );
    }

    #[test]
    fn gaps_behind_a_list_in_a_paragraph() {
        for (texts, expected) in [
            (&["做法如下。", "1.抓学习。2.抓落实。", "3.抓督查。"][..], ""),
            (&["做法如下。", "1.抓学习。2.抓落实。", "4.抓督查。"], "4."),
            (&["一、抓学习", "1.集中学。2.自主学。", "二、抓落实", "1.建台账。"], ""),
        ] {
            assert_eq!(words_in("numeral-gap", &project(texts)).join("|"), expected, "{texts:?}");
        }
    }

    /// Siblings are numbered in one way.
    #[test]
    fn siblings() {
        for (texts, expected) in [
            (&["一、主要做法", "1.抓学习", "（一）抓落实"][..], "（一）"),
            (&["一、主要做法", "1.抓学习", "2.抓落实", "（三）抓督查", "（四）抓考核"], "（三）"),
            (&["一、主要做法", "（一）抓学习", "（1）集中学", "1.自主学", "（2）测试"], "1."),
            (&["一、主要做法", "①抓学习", "1.抓落实"], "1."),
            (&["一、主要做法", "（一）抓学习", "①集中学", "1.自主学"], "1."),
            (
                &["一、主要做法", "（1）抓学习", "（一）抓落实", "二、问题", "1.少", "（一）弱"],
                "（一）|（一）",
            ),
            (&["一、主要做法", "（一）抓学习", "1.集中学", "（1）党委", "2.自主学", "（二）抓落实"], ""),
            (&["一、主要做法", "1.抓学习", "2.抓落实", "二、存在问题", "（一）力量不足"], ""),
            (&["一、主要做法", "（一）抓学习", "1.集中学", "（二）抓落实", "1.建台账"], ""),
            (&["一、主要做法", "一是抓学习。", "（一）抓落实"], ""),
            (&["1.青石镇", "一、主要做法", "（一）抓学习"], ""),
            (&["一、主要做法", "1.5万亩茶园投产", "（一）抓学习", "2026.12.31"], ""),
        ] {
            assert_eq!(words_in("level-order", &project(texts)).join("|"), expected, "{texts:?}");
        }
    }

    #[test]
    fn gaps_between_typed_headings() {
        for (texts, expected) in [
            (&["一、抓学习", "二、抓落实", "四、抓督查"][..], "四、"),
            (
                &["一、抓学习", "（一）定计划", "（二）抓进度", "二、抓落实", "（一）建台账", "四、抓督查"],
                "四、",
            ),
            (&["一、抓学习", "（一）定计划", "（三）抓进度", "二、抓落实", "（二）建台账"], "（三）|（二）"),
            (&["一、抓学习", "二、抓落实", "六、抓督查", "四、抓考核"], "六、"),
            (&["一、抓学习", "二、抓落实", "四、抓督查", "五、抓考核"], "四、"),
            (&["一、抓学习", "一、抓落实", "三、抓督查"], "一、"),
            (&["一、抓学习", "1.定计划", "3.抓进度", "二、抓落实"], "3."),
            (&["一、抓学习", "（一）定计划", "二、抓落实", "（一）建台账", "（二）抓进度"], ""),
            (&["一、抓学习", "二、抓落实", "一、2027年打算", "二、保障措施"], ""),
            (&["一、二等奖共3个。", "三、四级河道7条。"], ""),
            (&["2027年将继续。", "3.5公里道路完工。"], ""),
        ] {
            assert_eq!(words_in("numeral-gap", &project(texts)).join("|"), expected, "{texts:?}");
        }
    }
}
