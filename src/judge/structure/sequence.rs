//! Numerals that were typed: 一是 … 二是, 第一 … 第二, (一), and how they follow each other.

use super::super::rule::{Found, Hit};
use super::super::{Document, Facts, Passage};
use super::levels;
use crate::model::{Marker, SectionId};
use crate::text::chars::is_han;
use crate::text::numeral;
use rust_i18n::t;
use std::collections::HashSet;
use std::ops::Range;

/// A typed numeral at the start of a text that gets a generated one: 一是一是.
pub fn numeral_twice(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    if passage.numeral.is_empty() {
        return;
    }
    let Some(typed) = Marker::read(&passage.text) else { return };
    let generated = Marker::read(&passage.numeral);
    if generated.is_some_and(|generated| generated.marker == typed.marker) {
        let message = t!("judge.structure.twice", numeral = passage.numeral);
        hits.push(Hit::new(0..typed.len, message).fix(""));
    }
}

/// A set of words that count inside a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::judge) enum Set {
    /// 一是
    Point,
    /// 第一，
    Ordinal,
    /// 其一
    Item,
    /// 首先 其次 再次 最后
    First,
}

impl Set {
    fn is_generated_as(self, marker: Marker) -> bool {
        matches!((self, marker), (Self::Point, Marker::Point) | (Self::Ordinal, Marker::Ordinal))
    }
}

/// One of them: its number, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::judge) struct Counter {
    pub(in crate::judge) set: Set,
    /// Counted from 1; 最后 has none.
    pub(in crate::judge) number: usize,
    pub(in crate::judge) range: Range<usize>,
}

impl Counter {
    /// 一是
    pub(in crate::judge) fn is_point(&self) -> bool {
        self.set == Set::Point
    }
}

/// Marks and beginnings after which a counting word stands.
fn begins_clause(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| "。；：;:！？!?\n　 ”』」\"".contains(c))
}

/// What follows 其二 where it counts.
const COUNTED: &[char] = &['是', '，', ',', '：', ':', '为', '在'];

/// The counting words of a paragraph, in order.
pub(in crate::judge) fn counters(text: &str) -> Vec<Counter> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        let (Some(before), Some(rest)) = (text.get(..at), text.get(at..)) else { continue };
        let comma = before.ends_with(['，', ',']);
        if !begins_clause(before) && !comma {
            continue;
        }
        let counter = |set, number, len: usize| Counter { set, number, range: at..at + len };
        let counted = match c {
            '首' if rest.starts_with("首先") && !comma => Some(counter(Set::First, 1, "首先".len())),
            '其' if rest.starts_with("其次") => Some(counter(Set::First, 2, "其次".len())),
            '再' if rest.starts_with("再次，") && !comma => Some(counter(Set::First, 3, "再次".len())),
            // Behind a comma it may be 其一生 or 其三个项目: what follows tells.
            '其' => after('其', rest)
                .filter(|(_, len)| !comma || rest.get(*len..).is_some_and(|rest| rest.starts_with(COUNTED)))
                .map(|(n, len)| counter(Set::Item, n, len)),
            '第' => after('第', rest)
                .filter(|(_, len)| rest.get(*len..).is_some_and(|rest| follows_ordinal(rest, comma)))
                .map(|(n, len)| counter(Set::Ordinal, n, len)),
            _ => numeral::read(rest)
                .filter(|(_, len)| rest.get(*len..).is_some_and(|rest| rest.starts_with('是')))
                .map(|(n, len)| counter(Set::Point, n, len + "是".len())),
        };
        found.extend(counted);
    }
    found
}

/// 第三，抓督查 and 第三要抓督查; not 第三产业, 第一要务 or, within a sentence, 第三是白云镇.
fn follows_ordinal(rest: &str, comma: bool) -> bool {
    let nouns = ["要务", "要义", "要素", "要件", "要点", "要领", "要位"];
    let counts = rest.starts_with(['，', '、', ',', '要']) || !comma && rest.starts_with('是');
    counts && !nouns.iter().any(|noun| rest.starts_with(noun))
}

/// 其一, 第二: the number behind a character, and the bytes of both.
fn after(first: char, rest: &str) -> Option<(usize, usize)> {
    let (number, len) = numeral::read(rest.strip_prefix(first)?)?;
    (number <= 20).then_some((number, first.len_utf8() + len))
}

/// Typed 一是 … 三是 with one missing, doubled or out of order; typed （一） and 一、 at the starts of
/// paragraphs.
pub fn numeral_gap(document: &Document<'_>, found: &mut Vec<Found>) {
    for (index, passage) in document.passages.iter().enumerate() {
        for set in [Set::Point, Set::Ordinal, Set::Item] {
            let all = passage.counters();
            // One typed over a generated one is another mistake.
            let generated = Marker::read(&passage.numeral).filter(|n| set.is_generated_as(n.marker));
            let twice = |counter: &&Counter| counter.range.start == 0 && generated.is_some();
            let own = all.iter().enumerate().filter(|(_, counter)| counter.set == set);
            let own: Vec<(usize, &Counter)> = own.filter(|(_, counter)| !twice(counter)).collect();
            // A generated 一是 or 第一， goes on with what is typed behind it.
            let mut expected = match generated {
                Some(numeral) if own.first().is_some_and(|(_, first)| first.number != 1) => {
                    numeral.number + 1
                }
                _ => 1,
            };
            for (at, counter) in &own {
                // A new list may begin; 一是 with 第二 behind it is a mixed set, and nothing is missing.
                let before = at.checked_sub(1).and_then(|at| all.get(at));
                let mixed = before.is_some_and(|b| b.set != set && b.number + 1 == counter.number);
                let skips = counter.number != 1 && counter.number != expected && !mixed;
                if skips && (own.len() > 1 || expected > 1) {
                    found.push(gap(index, counter.range.clone(), counter.number, expected));
                }
                expected = counter.number + 1;
            }
        }
    }
    levels::gaps_at_starts(document, found);
    levels::gaps_within(document, found);
}

pub(super) fn gap(passage: usize, range: Range<usize>, number: usize, expected: usize) -> Found {
    let words = (numeral::write(number), numeral::write(expected));
    let message = if number > expected {
        t!("judge.structure.gap", found = words.0, expected = words.1)
    } else {
        t!("judge.structure.again", found = words.0, expected = words.1)
    };
    Found { passage, hit: Hit::new(range, message), related: Vec::new() }
}

/// 一是 and nothing after it.
pub fn lone_point(document: &Document<'_>, found: &mut Vec<Found>) {
    let alone: HashSet<SectionId> = document
        .project
        .walk()
        .filter(|section| section.children.len() == 1 && section.marker == Marker::Point)
        .filter_map(|section| section.children.first().map(|child| child.id))
        .collect();
    for (index, passage) in document.passages.iter().enumerate() {
        let all = passage.counters();
        let generated = passage.place.section().is_some_and(|id| alone.contains(&id));
        if generated && !passage.numeral.is_empty() && all.is_empty() {
            let range = 0..passage.text.chars().next().map_or(0, char::len_utf8);
            let message = t!("judge.structure.alone", numeral = passage.numeral);
            found.push(Found { passage: index, hit: Hit::new(range, message), related: Vec::new() });
        }
        for set in [Set::Point, Set::Item] {
            let mut own = all.iter().filter(|counter| counter.set == set);
            if let (Some(only), None) = (own.next(), own.next())
                && only.number == 1
                // Told as a mixed set.
                && !points_mixed(all).any(|(first, _)| first.range == only.range)
                // 其一、其二都已整改
                && !passage.text.get(only.range.end..).is_some_and(|rest| rest.starts_with('、'))
                && goes_on_nowhere(document, index)
            {
                let words = passage.text.get(only.range.clone()).unwrap_or_default();
                let message = t!("judge.structure.alone", numeral = words);
                let hit = Hit::new(only.range.clone(), message);
                found.push(Found { passage: index, hit, related: Vec::new() });
            }
        }
    }
}

/// Whether no paragraph behind this one in its section goes on counting.
fn goes_on_nowhere(document: &Document<'_>, index: usize) -> bool {
    let Some(passage) = document.passages.get(index) else { return true };
    let id = passage.place;
    let rest = document.passages.iter().skip(index + 1).take_while(|next| next.place == id);
    let mut rest = rest.flat_map(|next| next.counters());
    // A generated 二是 may follow a typed 一是.
    let children = id.section().and_then(|id| document.project.section(id));
    let children = children.is_some_and(|section| !section.children.is_empty());
    let sibling = document.passages.get(index + 1).is_some_and(|next| {
        Marker::read(&next.numeral)
            .is_some_and(|numeral| numeral.marker == Marker::Point && numeral.number > 1)
    });
    !rest.any(|counter| counter.number == 2) && !children && !sibling
}

/// 首先 … 第二, 第一 … 其次, 一是 … 第二.
pub fn mixed_ordinals(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let all = passage.counters();
    let sets: Vec<&Counter> = all.iter().filter(|counter| counter.set != Set::Point).collect();
    let pairs = sets.windows(2).filter_map(|pair| match pair {
        [first, second] if second.set != first.set && second.number == first.number + 1 => {
            Some((*first, *second))
        }
        _ => None,
    });
    for (first, second) in pairs.chain(points_mixed(all)) {
        let words = |counter: &Counter| passage.text.get(counter.range.clone()).unwrap_or_default();
        let message = t!("judge.structure.mixed", first = words(first), second = words(second));
        hits.push(Hit::new(second.range.clone(), message));
    }
}

/// 一是 with 第二 right behind it, or 第一 with 二是, where its own set does not go on: within a point
/// another list may stand.
fn points_mixed(all: &[Counter]) -> impl Iterator<Item = (&Counter, &Counter)> {
    all.windows(2).enumerate().filter_map(|(index, pair)| {
        let [first, second] = pair else { return None };
        let mixed = first.is_point() != second.is_point() && second.number == first.number + 1;
        let rest = all.get(index + 1..)?.iter().take_while(|next| next.number != 1);
        let goes_on = rest.clone().any(|next| next.set == first.set && next.number == second.number);
        // 首先…二是…: 首先 counts nothing by itself.
        let counts = first.is_point() || first.set != Set::First;
        (mixed && counts && !goes_on).then_some((first, second))
    })
}

/// 一是、 （一）、 第一、 首先、 一.
pub fn ordinal_mark(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for counter in passage.counters() {
        let Some(rest) = text.get(counter.range.end..) else { continue };
        let Some(mark) = rest.chars().next().filter(|c| "、，,：:".contains(*c)) else { continue };
        let range = counter.range.start..counter.range.end + mark.len_utf8();
        let words = text.get(counter.range.clone()).unwrap_or_default();
        match counter.set {
            Set::Point if mark != '：' && mark != ':' => {
                hits.push(Hit::new(range, t!("judge.structure.no_mark", words = words)).fix(words));
            }
            // 第一、第二和第三产业
            Set::Ordinal | Set::First | Set::Item if mark == '、' && !goes_on(rest) => {
                let right = format!("{words}，");
                hits.push(Hit::new(range, t!("judge.structure.comma", words = words)).fix(right));
            }
            _ => {}
        }
    }
    hits.extend(behind_generated(passage).or_else(|| at_the_start(text)));
}

/// Whether the next of the same set follows at once.
fn goes_on(rest: &str) -> bool {
    rest.strip_prefix('、').is_some_and(|rest| rest.starts_with(['第', '其', '再', '最']))
}

/// 一是 that is generated, and 、抓学习 behind it: the numeral was typed with a mark.
fn behind_generated(passage: &Passage) -> Option<Hit> {
    let numeral = passage.numeral.as_str();
    let mark = passage.text.chars().next().filter(|c| "、，,：:".contains(*c) && !numeral.is_empty())?;
    let words = numeral.trim_end_matches(['、', '，', '.']);
    let message = if words == numeral {
        t!("judge.structure.no_mark", words = numeral)
    } else {
        t!("judge.structure.no_more_marks", words = numeral)
    };
    Some(Hit::new(0..mark.len_utf8(), message).fix(""))
}

/// （一）、 and 一. at the start of a text.
fn at_the_start(text: &str) -> Option<Hit> {
    if let Some((_, len)) = numeral::read(text) {
        let mark = text.get(len..)?.chars().next().filter(|c| matches!(c, '.' | '．'))?;
        let end = len + mark.len_utf8();
        // 三.五亿元
        let word = text.get(end..)?.chars().next().is_some_and(is_han)
            && text.get(end..).and_then(numeral::read).is_none();
        let right = format!("{}、", text.get(..len)?);
        let message = t!("judge.structure.form", words = right);
        return word.then(|| Hit::new(0..end, message).fix(right));
    }
    let open = text.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let close = text.find(['）', ')'])?;
    let inner = text.get(open.len_utf8()..close)?;
    let counted = numeral::read(inner).is_some_and(|(_, len)| len == inner.len())
        || (1..=2).contains(&inner.len()) && inner.bytes().all(|byte| byte.is_ascii_digit());
    let end = close + text.get(close..)?.chars().next()?.len_utf8();
    let right =
        text.get(..end).filter(|_| counted && text.get(end..).is_some_and(|r| r.starts_with('、')))?;
    Some(Hit::new(0..end + '、'.len_utf8(), t!("judge.structure.no_mark", words = right)).fix(right))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{check, check_fixes, project, words_in};
    use crate::model::{Marker, Section};
    use std::sync::Arc;

    #[test]
    fn gaps() {
        check(
            "numeral-gap",
            &[
                ("一是加强领导。三是强化督查。", "三是"),
                ("一是抓学习。二是抓落实。四是抓督查。", "四是"),
                ("一是抓学习；二是抓落实；二是抓督查。", "二是"),
                ("第一，思想不够重视。第三，措施不够有力。", "第三"),
                ("主要做法：一是建制度，三是强队伍。", "三是"),
                ("其一，认识不足。其三，力度不够。", "其三"),
                ("一是抓学习。二是抓落实。三是抓督查。五是抓考核。六是抓问责。", "五是"),
                ("原因是多方面的，其一是认识问题，其三是作风问题。", "其三"),
            ],
            &[
                "一是加强领导。二是强化督查。",
                "一是抓学习。二是抓落实。工作中还存在两点不足：一是力量薄弱。二是经费紧张。",
                "第一，提高认识。第二，压实责任。第三，强化督查。",
                "全县第一、全市第三。",
                "获得一、二、三等奖。",
                "他是第三名，不是第一名。",
                "第三产业增加值增长5%。",
                "唯一是群众满意。",
                "十一是国庆节。",
                "原因是多方面的，其一是认识问题，其二是能力问题，其三是作风问题。",
                "项目落地，其三个子项全部完工，其二期工程已开工。",
                "一是抓学习。第二，抓落实。第三，抓督查。",
                "全县排名第二，第一是白云镇，第三是大河镇。",
                "首先，抓学习。第二，抓落实。第三，抓督查。",
            ],
        );
    }

    #[test]
    fn gaps_behind_a_generated_numeral() {
        for (marker, text, expected) in [
            (Marker::Ordinal, "链条短。第二，帮手少。第三，本领弱。", ""),
            (Marker::Ordinal, "链条短。第三，本领弱。", "第三"),
            (Marker::Point, "抓学习。二是抓落实。", ""),
            (Marker::Point, "抓学习。三是抓落实。", "三是"),
            (Marker::Point, "抓学习。第二，抓落实。第三，抓督查。", "第二"),
        ] {
            let mut project = project(&[]);
            let mut parent = Section { marker, run_in: true, ..Section::new(50) };
            let child = Section { paragraphs: vec![text.into()], ..Section::new(51) };
            parent.children = vec![Arc::new(child)];
            let mut body = Section::clone(&project.body);
            body.children = vec![Arc::new(parent)];
            project.body = Arc::new(body);
            assert_eq!(words_in("numeral-gap", &project).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn alone() {
        check(
            "lone-point",
            &[
                ("一是加强领导，压实责任。", "一是"),
                ("主要做法：一是加强领导，压实责任。", "一是"),
                ("其一，认识不足，措施不力。", "其一"),
                ("存在以下问题。一是力量薄弱，缺少专业人员。", "一是"),
                ("今年以来，一是抓学习。全年集中学习12次。", "一是"),
                ("工作中，一是抓学习。", "一是"),
            ],
            &[
                "一是加强领导。二是压实责任。",
                "唯一是人民群众的满意。",
                "第一是学习。",
                "统一是前提。",
                "一是一，二是二。",
                "其一、其二都已整改。",
                "首先，加强领导。",
                "其一是认识问题，其二是能力问题。",
                "其一是认识不到位，其二是能力不足，其三是作风不实。",
                "短板有二：其一，力量薄弱，其二，经费紧张。",
                "原因有两个，其一是认识问题，其二是能力问题，其三是作风问题。",
                "他扎根山区，其一生清贫。",
            ],
        );
        let mut project = project(&[]);
        let mut parent = Section { marker: Marker::Point, run_in: true, ..Section::new(50) };
        parent.children =
            vec![Arc::new(Section { paragraphs: vec!["加强领导。".into()], ..Section::new(51) })];
        let mut body = Section::clone(&project.body);
        body.children = vec![Arc::new(parent.clone())];
        project.body = Arc::new(body.clone());
        assert_eq!(words_in("lone-point", &project), ["加"], "a generated one");
        parent
            .children
            .push(Arc::new(Section { paragraphs: vec!["压实责任。".into()], ..Section::new(52) }));
        body.children = vec![Arc::new(parent)];
        project.body = Arc::new(body);
        assert_eq!(words_in("lone-point", &project), [""; 0]);
    }

    #[test]
    fn sets() {
        check(
            "mixed-ordinals",
            &[
                ("首先，提高认识。第二，压实责任。", "第二"),
                ("第一，提高认识。其次，压实责任。", "其次"),
                ("首先要提高认识。其次要压实责任。第三，强化督查。", "第三"),
                ("其一，认识不足。第二，措施不力。", "第二"),
                ("第一，抓学习。其二，抓落实。", "其二"),
                ("首先，抓学习；其二，抓落实。", "其二"),
                ("首先要提高认识；其次要压实责任；第三要强化督查。", "第三"),
                ("首先是思想重视；第二是措施有力。", "第二"),
                ("一是抓学习。第二，抓落实。", "第二"),
                ("一是抓学习；二是抓落实；第三，抓督查。", "第三"),
                ("第一，抓学习；二是抓落实。", "二是"),
            ],
            &[
                "首先，提高认识。其次，压实责任。再次，强化督查。",
                "第一，提高认识。第二，压实责任。",
                "其一，认识不足。其二，措施不力。",
                "首先，学习第一种形态。",
                "首先是学习。全县排名第二。",
                "一是抓学习，首先抓党委中心组。二是抓落实。",
                "第一要务是发展；第二产业增加值增长5%。",
                "首先要提高认识；发展是第一要务；其次要压实责任。",
                "一是抓学习：第一，集中学；第二，自主学。二是抓落实。",
                "第一是抓学习，第二是抓落实，第三是抓督查。",
                "首先，抓学习：一是集中学；二是自主学。其次，抓落实。",
                "一是抓学习。二是抓落实。全县第三，全市第四。",
            ],
        );
        // One mistake is told once.
        check("lone-point", &[], &["一是抓学习。第二，抓落实。", "一是抓学习；第二要抓落实；第三要抓督查。"]);
    }

    #[test]
    fn marks_behind() {
        check(
            "ordinal-mark",
            &[
                ("一是、加强领导。二是、压实责任。", "一是、|二是、"),
                ("其一、认识不足。其二、措施不力。", "其一、|其二、"),
                ("主要做法：一是，抓学习。二是，抓落实。", "一是，|二是，"),
                ("（三）、强化督查问效", "（三）、"),
                ("（2）、建立台账", "（2）、"),
                ("二.存在的主要问题", "二."),
                ("三．下一步工作打算", "三．"),
                ("首先、提高认识，其次、压实责任。", "首先、|其次、"),
            ],
            &[
                "完成产值19亿元，第一、第二和第三产业比例优化。",
                "二.五产业，三.四亿元",
                "（一）",
                "（含2个社区）、各村",
                "（三年）、按期",
                "十.",
                "一.a",
                "一是加强领导。二是压实责任。",
                "第一，提高认识。第二，压实责任。",
                "获得第一、第二名。",
                "（一）加强领导",
                "一、加强领导",
                "首先，抓学习。",
                "一是：学习。",
            ],
        );
        check_fixes(
            "ordinal-mark",
            &[
                ("一是，加强领导。二是，压实责任。", "一是加强领导。二是压实责任。"),
                ("第一、提高认识。第二、压实责任。", "第一，提高认识。第二，压实责任。"),
                ("（一）、加强领导。", "（一）加强领导。"),
                ("首先、提高认识。", "首先，提高认识。"),
            ],
        );
    }

    #[test]
    fn typed_over_generated() {
        let mut project = project(&[]);
        let child = |id, text: &str| Arc::new(Section { paragraphs: vec![text.into()], ..Section::new(id) });
        let mut body = Section::clone(&project.body);
        let points =
            vec![child(51, "一是加强领导。"), child(52, "二是压实责任。"), child(53, "第一时间处置。")];
        let parent = Section { marker: Marker::Point, run_in: true, children: points, ..Section::new(50) };
        body.children = vec![Arc::new(parent)];
        project.body = Arc::new(body);
        assert_eq!(words_in("numeral-twice", &project), ["一是", "二是"]);
        assert_eq!(words_in("ordinal-mark", &project), [""; 0]);
        check("numeral-twice", &[], &["1.5万亩", "一级抓一级", "三会一课", "十年来", "一是一", "二〇二六年"]);
    }

    /// The numeral is generated, and what was typed behind it stands in the text.
    #[test]
    fn marks_behind_generated_numerals() {
        let with = |marker, texts: &[&str]| {
            let mut project = project(&[]);
            let children = texts
                .iter()
                .zip(51..)
                .map(|(text, id)| Arc::new(Section { paragraphs: vec![(*text).into()], ..Section::new(id) }));
            let parent = Section { marker, run_in: true, children: children.collect(), ..Section::new(50) };
            let mut body = Section::clone(&project.body);
            body.children = vec![Arc::new(parent)];
            project.body = Arc::new(body);
            words_in("ordinal-mark", &project).join("|")
        };
        for (marker, texts, found) in [
            (Marker::Point, &["，抓学习。", "，抓落实。", "、抓考核。"][..], "，|，|、"),
            (Marker::Point, &["、学习不够；", "：落实不力。"], "、|："),
            (Marker::Second, &["、抓学习", "抓落实"], "、"),
            (Marker::Ordinal, &["，提高认识。", "、压实责任。"], "，|、"),
            (Marker::Third, &["、抓学习。", "抓落实。"], "、"),
            (Marker::None, &["，抓学习。", "、抓落实。"], ""),
            (Marker::Point, &["抓学习，重实效。", "“三会一课”、主题党日。", ""], ""),
        ] {
            assert_eq!(with(marker, texts), found, "{marker:?} {texts:?}");
        }
    }
}
