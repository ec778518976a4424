//! 三个方面 announced, and how many points follow.

use crate::judge::clause::{after, before, ends_sentence, has_any};
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Passage, Role};
use crate::model::{Place, Section, SectionId};
use crate::text::chars::is_han;
use crate::text::numeral;
use rust_i18n::t;
use std::collections::HashMap;
use std::ops::Range;

const THINGS: &[&str] = &[
    "个方面",
    "个环节",
    "个重点",
    "个关键",
    "个着力点",
    "个问题",
    "个层面",
    "个维度",
    "个抓手",
    "个坚持",
    "个到位",
    "个强化",
    "个突出",
    "个一批",
    "个步骤",
    "个特点",
    "个不足",
    "个短板",
    "项措施",
    "项工作",
    "项任务",
    "项举措",
    "项机制",
    "项制度",
    "项重点",
    "条措施",
    "条路径",
    "条举措",
    "大举措",
    "大任务",
    "大工程",
    "大行动",
    "大重点",
    "点体会",
    "点建议",
    "点做法",
    "点意见",
    "点打算",
    "点经验",
    "点不足",
    "点问题",
    "点要求",
    "点希望",
    "点启示",
    "点思考",
    "件事",
    "件实事",
    "件大事",
    "个不够",
    "方面工作",
    "方面问题",
    "方面做起",
    "方面着手",
    "方面入手",
    "方面发力",
    "方面不足",
];
/// Directly before the number: it is no announcement of what follows.
const REFERS: &[&str] = &[
    "第", "这", "上述", "以上", "前", "其他", "其余", "另", "任", "任何", "某", "数", "十", "百", "千", "余",
];
const POINTS: usize = 10;

/// A number of points that is announced: the bytes of 三个方面.
struct Announced {
    range: Range<usize>,
    count: usize,
}

pub fn announced_count(document: &Document<'_>, found: &mut Vec<Found>) {
    let sections: HashMap<SectionId, &Section> =
        document.project.walk().map(|section| (section.id, section)).collect();
    for (index, passage) in document.passages.iter().enumerate() {
        if passage.role != Role::Body {
            continue;
        }
        let text = &passage.text;
        let mut hits = Vec::new();
        let series = series(passage);
        let written = !series.is_empty();
        // What the next paragraph goes on with is not counted.
        let next = document.passages.get(index + 1).filter(|next| next.place == passage.place);
        let ends =
            |given: usize| !next.is_some_and(|next| next.counters().iter().any(|c| c.number == given + 1));
        for (announced, given) in series.into_iter().filter(|(_, given)| ends(*given)) {
            hits.extend(announced.and_then(|announced| differs(announced, given)));
        }
        let section = match passage.place {
            Place::Text(id) => sections.get(&id),
            _ => None,
        };
        let last = section.filter(|s| !written && passage.paragraph + 1 == s.paragraphs.len());
        if let Some(section) = last.filter(|s| !s.children.is_empty() && !s.marker.write(1).is_empty()) {
            let open = text.trim_end().ends_with(['：', ':'])
                || has_any(before(text, text.len(), 30), &["以下", "如下", "下列"]);
            let announced = announced_before(text, text.len(), 30).filter(|_| open);
            hits.extend(announced.and_then(|announced| differs(announced, section.children.len())));
        }
        found.extend(hits.into_iter().map(|hit| Found { passage: index, hit, related: Vec::new() }));
    }
}

/// The series of a paragraph: how many points each has, and what announces them.
fn series(passage: &Passage) -> Vec<(Option<Announced>, usize)> {
    let text = &passage.text;
    let between = |announced: &Announced, at| text.get(announced.range.end..at).unwrap_or_default();
    let points = text.match_indices("一是").filter(|(at, _)| begins_point(text, *at)).map(|(at, word)| {
        // 办好十件实事，群众满意率98%。一是…: the sentence went on to something else.
        let leads = |announced: &Announced| {
            let between = between(announced, at);
            !(between.contains('，') && between.ends_with('。'))
        };
        let announced = announced_before(text, at, 30).filter(leads).or_else(|| slogan_before(text, at));
        (announced, points_from(text, at, word.len()))
    });
    let ordinals = ordinals(passage).into_iter().map(|(at, given)| {
        // 三点建议都已采纳。第一，…: 第一 may count something else.
        let leads = |announced: &Announced| {
            let between = between(announced, at);
            between.ends_with(['：', ':']) || !between.contains(is_han)
        };
        (announced_before(text, at, 30).filter(leads), given)
    });
    points.chain(ordinals).collect()
}

fn differs(announced: Announced, given: usize) -> Option<Hit> {
    let Announced { range, count } = announced;
    (count != given && given > 1)
        .then(|| Hit::new(range, t!("judge.figures.announced", count = count, given = given)))
}

/// A point begins behind a mark, not inside of 统一是 or 之一是.
fn begins_point(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    head.is_empty() || head.ends_with(|c: char| !c.is_alphanumeric())
}

/// How many points a series has that begins at a byte: 一是, 二是, 三是 in their order, before
/// another series begins.
fn points_from(text: &str, at: usize, first: usize) -> usize {
    let mut count = 1;
    let mut from = at + first;
    for (offset, _) in text.get(from..).unwrap_or_default().match_indices('是') {
        let end = at + first + offset;
        let head = before(text, end, 3);
        let next = numeral::write(count + 1);
        let starts = |numeral: &str| {
            head.ends_with(numeral) && end - numeral.len() >= from && begins_point(text, end - numeral.len())
        };
        if starts(&next) {
            count += 1;
            from = end;
        } else if starts("一") || count > POINTS {
            break;
        }
    }
    count
}

/// Where series of 第一，第二 or 首先，其次 or 其一，其二 begin, and how many points each has. Where two
/// sets are mixed, or something comes behind 此外, nobody knows.
fn ordinals(passage: &Passage) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut counters = passage.counters().iter().filter(|counter| !counter.is_point()).peekable();
    while let Some(first) = counters.next() {
        if first.number != 1 {
            continue;
        }
        let mut last = first;
        while let Some(next) =
            counters.next_if(|next| next.set == first.set && next.number == last.number + 1)
        {
            last = next;
        }
        let mixed = counters.peek().is_some_and(|next| next.number == last.number + 1);
        let rest = passage.text.get(last.range.end..).unwrap_or_default();
        let open = has_any(rest, &["此外", "另外", "最后", "同时，", "再次", "还要"]);
        if !mixed && !open {
            found.push((first.range.start, last.number));
        }
    }
    found
}

/// “三抓三促”：一是抓…促…，二是抓…促…
fn slogan_before(text: &str, at: usize) -> Option<Announced> {
    let head = text.get(..at)?.strip_suffix('：')?;
    let close = head.rfind('”').filter(|close| head.len() - close <= "”工作法".len())?;
    let inner = head.get(..close)?;
    let open = inner.rfind('“')? + '“'.len_utf8();
    let chars: Vec<char> = inner.get(open..)?.chars().collect();
    let [count, verb, again, _] = chars.as_slice() else { return None };
    let first = text.get(at..)?.strip_prefix("一是")?;
    let (count, _) =
        numeral::read(&count.to_string()).filter(|_| count == again && first.starts_with(*verb))?;
    (2..=POINTS).contains(&count).then_some(Announced { range: open..close, count })
}

/// The announcement that a series begins right behind, with at most 15 characters between them.
fn announced_before(text: &str, at: usize, most: usize) -> Option<Announced> {
    let near = before(text, at, most);
    let offset = at - near.len();
    let trimmed = near.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = trimmed.rfind(ends_sentence).map_or(0, |at| at + '。'.len_utf8());
    let sentence = trimmed.get(start..)?;
    let mut last = None;
    for (at, _) in sentence.char_indices() {
        let Some((from, count)) = number_before(sentence, at) else { continue };
        let Some(rest) = sentence.get(at..) else { continue };
        let Some(thing) = THINGS.iter().find(|thing| rest.starts_with(**thing)).map(|thing| thing.len())
        else {
            continue;
        };
        let near_enough = after(rest, thing, 16).chars().count() <= 15;
        if near_enough
            && !REFERS.iter().any(|word| sentence.get(..from).is_some_and(|head| head.ends_with(word)))
        {
            let base = offset + start;
            last = Some(Announced { range: base + from..base + at + thing, count });
        }
    }
    last
}

/// The number that ends at a byte, from two to ten, and where it begins.
fn number_before(text: &str, at: usize) -> Option<(usize, usize)> {
    let last = before(text, at, 1);
    let from = at - last.len();
    let count = match last {
        "两" => 2,
        _ => last.parse().ok().or_else(|| numeral::read(last).map(|(value, _)| value))?,
    };
    let goes_on = before(text, from, 1)
        .contains(|c: char| c.is_ascii_digit() || c == '.' || numeral::read(&c.to_string()).is_some());
    ((2..=POINTS).contains(&count) && !goes_on).then_some((from, count))
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, project, words_in};
    use crate::model::{Marker, Section};
    use std::sync::Arc;

    #[test]
    fn points_in_a_paragraph() {
        check(
            "announced-count",
            &[
                ("重点抓好三个方面：一是抓学习；二是抓落实。", "三个方面"),
                ("主要采取了四项措施：一是学；二是查；三是改。", "四项措施"),
                ("存在以下两个问题：一是意识不强；二是办法不多；三是力度不够。", "两个问题"),
                ("做到五个到位。一是责任到位；二是人员到位；三是经费到位。", "五个到位"),
                ("从3个方面入手，一是宣传，二是排查。", "3个方面"),
                ("提出三点建议：第一，加强领导。第二，压实责任。", "三点建议"),
                ("存在三点不足：一是认识不够；二是办法不多。", "三点不足"),
                ("重点办好五件事：一是修路；二是通水；三是建房；四是增绿。", "五件事"),
                ("主要是三个不够：首先，学习不够。其次，落实不够。", "三个不够"),
                ("原因有三个方面：其一，认识不足；其二，能力不足。", "三个方面"),
                ("推行“三抓三促”：一是抓学习促提升；二是抓作风促落实。", "三抓三促"),
                ("提出两点要求：第一，提高认识。第二，压实责任。第三，强化督查。", "两点要求"),
                ("抓好三项工作：一是甲。二是乙。抓好两项任务：一是丙。二是丁。三是戊。", "三项工作|两项任务"),
            ],
            &[
                "重点抓好三个方面：一是抓学习；二是抓落实；三是抓考核。",
                "抓好两项工作：一是学；二是改。",
                "第三个方面：一是学；二是改。",
                "以上三个方面，一是学；二是改。",
                "加强三个方面的工作，全年共投入资金1,500.5万元，取得了明显成效。一是学；二是改。",
                "增强“四个意识”、坚定“四个自信”、做到“两个维护”。一是学；二是改；三是查。",
                "三个方面都有进步。",
                "一方面抓学习，另一方面抓落实。",
                "十三个方面：一是学；二是改。",
                "在三个方面统一是必要的。",
                "三会一课制度：一是学；二是改。",
                "一是学；二是改。",
                "三个方面：一是",
                "提出三点建议：第一，加强领导。第二，压实责任。第三，强化督查。",
                "提出三点建议：首先，加强领导。其次，压实责任。最后，强化督查。",
                "提出三点建议：第一，加强领导。其次，压实责任。第三，强化督查。",
                "提出三点建议：第一，加强领导。第二，压实责任。此外，要强化督查。",
                "推行“三抓三促”：一是抓学习促提升；二是抓作风促落实；三是抓项目促发展。",
                "开展“三抓三促”行动，主要做法：一是加强领导；二是压实责任。",
                "落实“三会一课”：一是按月召开支委会；二是按季上党课。",
                "三点建议都已采纳。第一，已修路。第二，已通水。",
                "办好十件实事，群众满意率98%。一是修路；二是通水。",
                "𠮷",
                "",
            ],
        );
    }

    #[test]
    fn points_in_two_paragraphs() {
        for (texts, expected) in [
            (["提出三点建议：第一，加强领导。第二，压实责任。", "第三，强化督查。"], ""),
            (["抓好三项工作：一是学；二是查。", "三是改。"], ""),
            (["提出三点建议：第一，加强领导。第二，压实责任。", "各村要抓好落实。"], "三点建议"),
        ] {
            assert_eq!(words_in("announced-count", &project(&texts)).join("|"), expected, "{texts:?}");
        }
    }

    #[test]
    fn points_that_are_sections() {
        let points = |text: &str, marker: Marker, count: usize| {
            let mut project = project(&[text]);
            let mut section = Section::clone(&project.body.children[0]);
            section.marker = marker;
            for _ in 0..count {
                let point = Section {
                    paragraphs: vec!["抓落实。".into()],
                    ..Section::new(project.new_section_id())
                };
                section.children.push(Arc::new(point));
            }
            Arc::make_mut(&mut project.body).children[0] = Arc::new(section);
            words_in("announced-count", &project).join("|")
        };
        for (text, count, expected) in [
            ("重点抓好三个方面：", 2, "三个方面"),
            ("存在以下四个问题。", 3, "四个问题"),
            ("主要做法有如下三项措施。", 4, "三项措施"),
            ("重点抓好三个方面：", 3, ""),
            ("在三个方面取得成效。", 2, ""),
            ("重点抓好三个方面：", 0, ""),
            ("重点抓好以下工作：", 2, ""),
        ] {
            assert_eq!(points(text, Marker::Point, count), expected, "{text} {count}");
        }
        assert_eq!(points("重点抓好三个方面：", Marker::None, 2), "");
        assert_eq!(points("重点抓好三个方面：", Marker::Third, 2), "三个方面");
    }
}
