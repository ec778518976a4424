//! 重复: a sentence or a paragraph that stands in the summary twice, or nearly.
//!
//! Each passage is gathered once (`Gathered`, kept in it): its sentences, what they say without
//! marks, and the hashes of every eight characters of it. Two that share most of these say the
//! same; those that can are found by the smallest few of the hashes.

use super::near::han_count;
use super::passage::Role;
use super::rule::{Check, Found, Group, Hit, Rule, Severity};
use super::{Document, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::collections::HashMap;
use std::ops::Range;

pub const RULES: &[Rule] = &[
    row("repeated-paragraph", |document, found| repeated(document, Whole::Paragraph, found)),
    row("repeated-sentence", |document, found| repeated(document, Whole::Sentence, found)),
];

const fn row(id: &'static str, check: fn(&Document<'_>, &mut Vec<Found>)) -> Rule {
    let (group, severity) = (Group::Repetition, Severity::Should);
    Rule { id, group, severity, clause: "", safe: false, check: Check::Whole(check) }
}

/// Fewest 汉字 of a sentence that is told when it stands there again word for word.
const LEAST_SAME: usize = 12;
/// The same where the second stands right behind the first.
const LEAST_BESIDE: usize = 6;
/// Fewest characters of what is told when it is nearly the same.
const LEAST_ALIKE: usize = 30;
/// Characters of a shingle.
const SHINGLE: usize = 8;
/// Of a hundred shingles of the shorter of two, how many the other must have: of some sixty
/// characters one word may be another.
const ALIKE: usize = 80;
/// Of each, by how many shingles those that may be like it are looked for: of two that are alike
/// nearly always one is shared.
const KEYS: usize = 6;
/// Of each key, how many that have it are looked at.
const LOOKED_AT: usize = 3;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    Paragraph,
    Sentence,
}

/// What a passage says, for comparing.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    /// Of more than one sentence.
    paragraph: Option<Unit>,
    sentences: Vec<Unit>,
}

#[derive(Clone, Debug)]
struct Unit {
    /// Bytes of the passage.
    range: Range<usize>,
    /// The hash of its letters, digits and 汉字.
    same: u64,
    /// Told only where the same stands right before it.
    short: bool,
    /// The hashes of its shingles, in order; empty if it is short.
    shingles: Vec<u64>,
}

impl Gathered {
    pub(super) fn of(passage: &Passage) -> Self {
        if passage.role != Role::Body {
            return Self::default();
        }
        let text = passage.text.as_str();
        let ranges: Vec<Range<usize>> = sentences(text).collect();
        let several = ranges.len() > 1;
        let paragraph = Some(0..text.len()).filter(|_| several).and_then(|range| Unit::of(text, range));
        let sentences = ranges.into_iter().filter_map(|range| Unit::of(text, range)).collect();
        Self { paragraph, sentences }
    }

    fn units(&self, whole: Whole) -> &[Unit] {
        match whole {
            Whole::Paragraph => self.paragraph.as_slice(),
            Whole::Sentence => &self.sentences,
        }
    }
}

/// The sentences and the parts of one between semicolons, with their marks.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(['。', '！', '？', '；']).map(move |sentence| {
        let from = start;
        start += sentence.len();
        from + (sentence.len() - sentence.trim_start().len())..start
    })
}

impl Unit {
    /// None if it is too short to be told.
    fn of(text: &str, range: Range<usize>) -> Option<Self> {
        let words = without_ordinal(text.get(range.clone())?);
        let han = han_count(words);
        // What is called out is said twice on purpose: 不获全胜决不收兵！
        if han < LEAST_BESIDE || han < LEAST_SAME && words.ends_with('！') {
            return None;
        }
        let chars: Vec<char> = words.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect();
        let mut shingles = Vec::new();
        if chars.len() >= LEAST_ALIKE {
            shingles = chars.windows(SHINGLE).map(hash).collect();
            shingles.sort_unstable();
            shingles.dedup();
        }
        Some(Self { range, same: hash(&chars), short: han < LEAST_SAME, shingles })
    }

    fn is_like(&self, other: &Self) -> bool {
        let (fewer, more) = {
            let (mine, theirs) = (self.shingles.len(), other.shingles.len());
            (mine.min(theirs), mine.max(theirs))
        };
        if fewer == 0 || fewer * 100 < more * ALIKE {
            return false;
        }
        let (mut mine, mut theirs) = (self.shingles.iter().peekable(), other.shingles.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(another)) = (mine.peek(), theirs.peek()) {
            match one.cmp(another) {
                std::cmp::Ordering::Less => drop(mine.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    mine.next();
                    theirs.next();
                }
            }
        }
        shared * 100 >= fewer * ALIKE
    }
}

/// 一是加强领导 says what 三是加强领导 says.
fn without_ordinal(sentence: &str) -> &str {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let rest = sentence.trim_start().trim_start_matches('第');
    match rest.trim_start_matches(numeral).strip_prefix(['是', '、', '，']) {
        Some(words) if rest.starts_with(numeral) => words,
        _ => sentence,
    }
}

/// The same in every run: what is told must not depend on a seed.
fn hash(chars: &[char]) -> u64 {
    // FNV-1a, and a last step that spreads it: the smallest of them are to be any of them.
    let hash = chars.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93) ^ (hash >> 29)
}

/// One unit of the document: passage and number.
type At = (usize, usize);

fn repeated(document: &Document<'_>, whole: Whole, found: &mut Vec<Found>) {
    let mut same: HashMap<u64, At> = HashMap::new();
    let mut keys: HashMap<u64, [Option<At>; LOOKED_AT]> = HashMap::new();
    let mut last: Option<At> = None;
    let unit = |(passage, number): At| document.passages.get(passage)?.gathered().units(whole).get(number);
    for (index, passage) in document.passages.iter().enumerate() {
        for (number, this) in passage.gathered().units(whole).iter().enumerate() {
            let at = (index, number);
            let beside = last.replace(at).filter(|last| unit(*last).is_some_and(|u| u.same == this.same));
            let beside = beside.filter(|last| are_neighbours(document, *last, at, whole));
            let exact = same.get(&this.same).copied().filter(|_| !this.short).or(beside);
            let alike = || {
                let looked_at = this.shingles.iter().take(KEYS).filter_map(|key| keys.get(key));
                let mut looked_at: Vec<At> = looked_at.flatten().flatten().copied().collect();
                looked_at.sort_unstable();
                looked_at.dedup();
                looked_at.into_iter().find(|at| unit(*at).is_some_and(|other| other.is_like(this)))
            };
            let Some(earlier) = exact.or_else(alike) else {
                same.insert(this.same, at);
                for key in this.shingles.iter().take(KEYS) {
                    if let Some(free) = keys.entry(*key).or_default().iter_mut().find(|at| at.is_none()) {
                        *free = Some(at);
                    }
                }
                continue;
            };
            let Some(before) = unit(earlier) else { continue };
            let message = match (whole, exact.is_some()) {
                (Whole::Paragraph, true) => t!("judge.repetition.paragraph"),
                (Whole::Paragraph, false) => t!("judge.repetition.paragraph_alike"),
                (Whole::Sentence, true) => t!("judge.repetition.sentence"),
                (Whole::Sentence, false) => t!("judge.repetition.sentence_alike"),
            };
            let related = vec![(earlier.0, before.range.clone())];
            found.push(Found { passage: index, hit: Hit::new(this.range.clone(), message), related });
        }
    }
}

/// Whether nothing stands between two units.
fn are_neighbours(document: &Document<'_>, one: At, other: At, whole: Whole) -> bool {
    let at = |(passage, number): At| {
        let passage = document.passages.get(passage)?;
        Some((passage.text.as_str(), passage.gathered().units(whole).get(number)?.range.clone()))
    };
    let (Some((text, first)), Some((next, second))) = (at(one), at(other)) else { return false };
    let blank = |text: Option<&str>| text.is_some_and(|text| text.trim().is_empty());
    if one.0 == other.0 {
        return blank(text.get(first.end..second.start));
    }
    one.0 + 1 == other.0 && blank(text.get(first.end..)) && blank(next.get(..second.start))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{judge, project};

    /// The rules and words found in these paragraphs, and the paragraph that each is like.
    fn found(paragraphs: &[&str]) -> Vec<(&'static str, usize, usize)> {
        let project = project(paragraphs);
        let findings = judge(&project).findings;
        let ours = findings.into_iter().filter(|finding| finding.rule.id.starts_with("repeated"));
        let source = paragraphs.join("\n");
        let line = |at: usize| source.get(..at).unwrap().matches('\n').count();
        ours.map(|f| (f.rule.id, f.paragraph, line(f.related[0].1.start))).collect()
    }

    const LONG: &str = "镇党委始终坚持把党风廉政建设纳入重要议事日程，与中心工作同部署、同落实、同检查、同考核，\
        层层签订责任书，级级传导压力，形成主要领导亲自抓、分管领导具体抓、班子成员协同抓、村级组织配合抓的工作格局，\
        推动全面从严治党向基层延伸、向纵深发展，为镇域经济社会高质量发展提供坚强纪律保障。";

    #[test]
    fn sentences_and_paragraphs() {
        let nearly = LONG.replace("亲自抓", "负总责抓");
        let twice = format!("{LONG}干部作风持续好转。");
        let nearly_twice = format!("{nearly}干部作风持续好转。");
        for (paragraphs, expected) in [
            (vec![LONG, "其间。", LONG], vec![("repeated-sentence", 2, 0)]),
            (vec![LONG, &nearly], vec![("repeated-sentence", 1, 0)]),
            (vec![&twice, "其间。", &twice], vec![("repeated-paragraph", 2, 0)]),
            (vec![&twice, &nearly_twice], vec![("repeated-paragraph", 1, 0)]),
            (
                vec!["一是持续加强基层干部队伍作风建设。", "三是持续加强基层干部队伍作风建设。"],
                vec![("repeated-sentence", 1, 0)],
            ),
            (
                vec!["严格落实中央八项规定精神，驰而不息。严格落实中央八项规定精神，驰而不息！"],
                vec![("repeated-sentence", 0, 0)],
            ),
            (
                vec!["甲；全面推行村级事务公开和监督；乙；全面推行村级事务公开和监督；"],
                vec![("repeated-sentence", 0, 0)],
            ),
            (vec![LONG, LONG, LONG], vec![("repeated-sentence", 1, 0), ("repeated-sentence", 2, 0)]),
        ] {
            assert_eq!(found(&paragraphs), expected, "{paragraphs:?}");
        }
    }

    /// Some sixty characters of which one word is another.
    #[test]
    fn one_word_is_another() {
        let first = "镇党委坚持每季度听取一次党风廉政建设专题汇报，及时研究解决突出问题，\
            推动各项工作任务落到实处、见到实效，干部作风持续好转。";
        for (word, other) in [("专题", "情况"), ("突出", "重点"), ("好转", "向好"), ("每季度", "每半年")]
        {
            let second = first.replace(word, other);
            assert_ne!(first, second);
            assert_eq!(found(&[first, "其间。", &second]), [("repeated-sentence", 2, 0)], "{second}");
        }
        let other = first.replace("每季度听取一次党风廉政建设专题汇报", "定期听取全镇安全生产工作情况汇报");
        assert_eq!(found(&[first, &other]), []);
    }

    /// A short sentence that is there twice, side by side.
    #[test]
    fn beside_each_other() {
        for (paragraphs, expected) in [
            (vec!["扎实开展警示教育。扎实开展警示教育。"], vec![("repeated-sentence", 0, 0)]),
            (vec!["一是扎实开展警示教育。二是扎实开展警示教育。"], vec![("repeated-sentence", 0, 0)]),
            (vec!["全力抓好秋粮生产。", "全力抓好秋粮生产。"], vec![("repeated-sentence", 1, 0)]),
            (vec!["抓学习；严格执行请销假制度；严格执行请销假制度；"], vec![("repeated-sentence", 0, 0)]),
            (vec!["整改成效明显。整改成效明显。"], vec![("repeated-sentence", 0, 0)]),
            (
                vec!["按期完成改造，按期完成改造。按期完成改造，按期完成改造。"],
                vec![("repeated-sentence", 0, 0)],
            ),
            (vec!["扎实开展警示教育。抓早抓小。扎实开展警示教育。"], vec![]),
            (vec!["扎实开展警示教育。", "其间。", "扎实开展警示教育。"], vec![]),
            (vec!["加强领导。加强领导。"], vec![]),
            (vec!["不获全胜决不收兵！不获全胜决不收兵！"], vec![]),
            (vec!["扎实开展警示教育。扎实开展纪法教育。"], vec![]),
            (vec!["群众满意率98%。群众满意率95%。"], vec![]),
        ] {
            assert_eq!(found(&paragraphs), expected, "{paragraphs:?}");
        }
    }

    #[test]
    fn what_is_not_told() {
        for paragraphs in [
            vec![""],
            vec!["", "", ""],
            vec!["一是加强领导。", "二是加强领导。"],
            vec!["产业发展方面，【问题表现】。", "民生和治理方面，【问题表现】。"],
            vec![
                "全年开展纪法教育宣讲会32次、进村社宣讲活动36次。",
                "全年开展警示教育宣讲会10次、进机关宣讲活动8次。",
            ],
            vec![
                "全年办理信访案件24件，办结24件，办结率100%，群众满意率98%。",
                "全年办理信访案件31件，办结30件，办结率97%，群众满意率95%。",
            ],
            vec!["——————————————————————————————", "——————————————————————————————"],
            vec![LONG.split_at(LONG.len() / 6 * 3).0, LONG],
            vec!["2023—2025年，GB/T 9704—2012，“5+2”“白加黑”。", "𠮷𠮷𠮷𠮷𠮷。"],
        ] {
            assert_eq!(found(&paragraphs), [], "{paragraphs:?}");
        }
    }
}
