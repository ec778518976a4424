//! Half-width marks beside 汉字, and 点号 written twice.

use super::ends::end_marks;
use crate::judge::passage::Role;
use crate::judge::rule::Hit;
use crate::judge::scan::{
    after, before, chinese_after, chinese_before, head, is_closing, is_digit, is_han_numeral, is_point,
    is_single_point, part, runs, tail,
};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// The full-width mark for a half-width one.
fn full(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '.' => '。',
        _ => return None,
    })
}

fn hit(text: &str, range: Range<usize>, good: &str) -> Hit {
    let found = part(text, &range).trim_end().to_owned();
    Hit::new(range, t!("judge.marks.half_width", found = found, good = good)).fix(good)
}

/// `,` `;` `:` `?` `!`
pub fn marks(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let end = end_marks(passage);
    for (at, c) in text.match_indices([',', ';', ':', '?', '!']) {
        let Some((c, good)) = c.chars().next().and_then(|c| Some((c, full(c)?))) else { continue };
        if end.as_ref().is_some_and(|end| end.contains(&at)) || !is_chinese_mark(text, at, c) {
            continue;
        }
        hits.push(hit(text, at..with_spaces(text, at + 1), good.encode_utf8(&mut [0; 4])));
    }
}

/// The spaces that are typed behind a half-width mark belong to it, where Chinese text goes on.
fn with_spaces(text: &str, end: usize) -> usize {
    let rest = tail(text, end);
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let goes_on =
        chinese_after(text, end + spaces) || after(text, end + spaces).is_some_and(char::is_alphanumeric);
    if (1..=2).contains(&spaces) && goes_on { end + spaces } else { end }
}

fn is_any_point(c: char) -> bool {
    is_point(c) || full(c).is_some()
}

fn is_chinese_mark(text: &str, at: usize, c: char) -> bool {
    let Some(previous) = before(text, at) else { return false };
    let next = after(text, at + 1);
    if next.is_some_and(is_any_point) || is_any_point(previous) {
        return false;
    }
    if chinese_before(text, at) {
        return true;
    }
    let goes_on = chinese_after(text, with_spaces(text, at + 1));
    let counted = is_digit(previous) || matches!(previous, '%' | '％');
    match c {
        ',' => goes_on && (counted || previous.is_ascii_alphabetic() && !in_address(text, at)),
        ';' => goes_on && counted && !digits_after(text, at, '#'),
        ':' => goes_on && is_digit(previous) && digits_after(text, at, '件'),
        _ => false,
    }
}

/// Whether digits stand before a byte, and such a character before them.
fn digits_after(text: &str, at: usize, c: char) -> bool {
    head(text, at).trim_end_matches(is_digit).ends_with(c)
}

/// Part of a web or mail address.
fn in_address(text: &str, at: usize) -> bool {
    let before = head(text, at);
    let start = before.rfind(|c: char| !c.is_ascii_graphic()).map_or(0, |at| at + 1);
    let run = before.get(start..).unwrap_or(before);
    run.contains("://") || run.contains("www.") || run.contains('@')
}

/// `(` and `)` around Chinese text, or on one side of it.
pub fn brackets(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.match_indices(['(', ')', '（', '）']) {
        match c {
            "(" => open.push((at, '(')),
            "（" => open.push((at, '（')),
            _ => {
                let Some((start, opening)) = open.pop() else { continue };
                let inside = start + opening.len_utf8()..at;
                let half = [(start, opening == '(', "（"), (at, c == ")", "）")];
                if half.iter().any(|(_, half, _)| !half) || is_chinese_bracket(text, &inside) {
                    let half = half.into_iter().filter(|(_, half, _)| *half);
                    hits.extend(half.map(|(at, _, good)| hit(text, at..at + 1, good)));
                }
            }
        }
    }
}

fn is_chinese_bracket(text: &str, inside: &Range<usize>) -> bool {
    let content = part(text, inside);
    let around = chinese_before(text, inside.start - 1)
        && (chinese_after(text, inside.end + 1) || after(text, inside.end + 1).is_none_or(is_point));
    content.contains(is_han)
        || around && content.contains(|c: char| c.is_ascii_alphabetic()) && content.len() > 1
}

/// `.` at the end of a Chinese sentence.
pub fn stops(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let end = end_marks(passage);
    for (at, _) in text.match_indices('.') {
        let next = after(text, at + 1);
        let Some(previous) = before(text, at) else { continue };
        let sentence = chinese_before(text, at) && !is_ordinal(text, at)
            || matches!(previous, '%' | '％') && next.is_none();
        let out = end.as_ref().is_some_and(|end| end.contains(&at));
        if !sentence || out || next.is_some_and(is_any_point) {
            continue;
        }
        let whole = at..with_spaces(text, at + 1);
        let spaced = whole.len() > 1 && chinese_after(text, whole.end);
        match next {
            None if passage.role != Role::Body => {}
            None => hits.push(hit(text, whole, "。")),
            Some(c) if is_han(c) => hits.push(Hit::new(whole, t!("judge.marks.half_width_dot"))),
            Some(' ') if spaced => hits.push(hit(text, whole, "。")),
            Some(c) if is_closing(c) || chinese_after(text, at + 1) => hits.push(hit(text, whole, "。")),
            Some(_) => {}
        }
    }
    wide_stops(passage, hits);
}

/// ．at the end of a Chinese sentence.
fn wide_stops(passage: &Passage, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, point) in text.match_indices('．') {
        let next = after(text, at + point.len());
        let ends = next.is_none() && passage.role == Role::Body || next.is_some_and(is_closing);
        if ends && chinese_before(text, at) && !is_ordinal(text, at) {
            let message = t!("judge.marks.half_width_stop", found = point);
            hits.push(Hit::new(at..at + point.len(), message).fix("。"));
        }
    }
}

/// 一. or （一）., which is the numerals' business.
fn is_ordinal(text: &str, at: usize) -> bool {
    let before = head(text, at).trim_end_matches(['）', ')']);
    before.ends_with(|c: char| is_han_numeral(c) || is_digit(c))
}

/// ，， or 。。 or ，。
pub fn doubled(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let end = end_marks(passage);
    let is_mark = |c: char| is_single_point(c) || matches!(c, ',' | ';' | ':' | '.');
    for run in runs(text, is_mark) {
        let marks: Vec<char> = part(text, &run).chars().collect();
        let chinese = marks.iter().any(|&c| is_single_point(c))
            || chinese_before(text, run.start) && !is_ordinal(text, run.start);
        let dots = marks.len() > 2 && marks.iter().all(|c| matches!(c, '.' | '。'));
        let out = end.as_ref().is_some_and(|end| end.start < run.end && run.start < end.end);
        if marks.len() < 2 || !chinese || dots || out {
            continue;
        }
        let wide: Vec<char> = marks.iter().map(|&c| full(c).unwrap_or(c)).collect();
        let (first, last) = (wide.first().copied(), wide.last().copied());
        let same = wide.iter().all(|c| Some(*c) == first) && marks.iter().any(|&c| c != '.');
        let at_end = run.end == text.len() && last == Some('。');
        let mut hit = Hit::new(run.clone(), t!("judge.marks.doubled", found = part(text, &run)));
        if same || at_end {
            hit.fixes.extend(last.map(String::from));
        }
        hits.push(hit);
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn half_width_marks() {
        check(
            "half-width-mark",
            &[
                ("加强领导,落实责任。", ","),
                ("办结率93.3%,群众满意", ","),
                ("共1500,其中党员24名", ","),
                ("一是落实责任;二是加强监督。", ";"),
                ("现将情况报告如下:", ":"),
                ("“三会一课”,主题党日", ","),
                ("什么是责任?怎么落实!", "?|!"),
                ("附件1:名单", ":"),
                ("运行OA,提高效率", ","),
                ("强化领导, 落实责任", ", "),
                ("联系电话:0831", ":"),
            ],
            &[
                "上午9:30开会，比例1:500",
                "完成投资1,500.5万元",
                "见http://www.qingshi.gov.cn/a,b;c?d=1:2",
                "GB/T 9704—2012；IPv6 ::1",
                "信箱a@b.cn,",
                "以Let's go, OK为题",
                "&nbsp;落实&#12288;责任",
                "3:2战胜，16:9的画面",
                "C:\\总结",
                "“5+2”“白加黑”，𠮷，一、二等奖",
                "（一）加强领导。",
                "",
                ",",
            ],
        );
        check_fixes(
            "half-width-mark",
            &[
                ("加强领导, 落实责任;办结率93.3%,满意", "加强领导，落实责任；办结率93.3%，满意"),
                ("如下:“一是”!", "如下：“一是”！"),
            ],
        );
    }

    #[test]
    fn half_width_brackets() {
        check(
            "half-width-bracket",
            &[
                ("办理24件(其中重复件3件)", "(|)"),
                ("(一)加强领导", "(|)"),
                ("村(社区)", "(|)"),
                ("办公自动化(OA)系统", "(|)"),
                ("（试行)办法", ")"),
                ("(试行）办法", "("),
                ("《办法(试行)》", "(|)"),
            ],
            &[
                "（其中重复件3件）",
                "(1)落实；(2)监督",
                "GB/T 9704(2012)",
                "f(x)和print(a)",
                "1)落实2)监督",
                "公式(2)的结果",
                "笑脸:)",
                "(",
                "一、二等奖（含）〔2023〕5号",
            ],
        );
        check_fixes("half-width-bracket", &[("村(社区)和（试行)", "村（社区）和（试行）")]);
    }

    #[test]
    fn half_width_stops() {
        check(
            "half-width-stop",
            &[
                ("森林零大火．", "．"),
                ("他说：“好．”", "．"),
                ("落实责任.", "."),
                ("完成“三会一课”.", "."),
                ("他说：“落实责任.”", "."),
                ("增长5.6%.", "."),
                ("落实责任. 加强监督。", ". "),
                ("落实责任.“四风”问题", "."),
                ("加强领导.落实责任。", "."),
                ("（含试点）.", "."),
            ],
            &[
                "1.落实责任",
                "一.强化领导",
                "（一）.强化领导",
                "增长5.6%，完成0.5个",
                "网站www.qingshi.gov.cn",
                "党风...",
                "版本2.0.",
                "见附件1.",
                "公司Co., Ltd.",
                "2023.12.31",
                "落实.doc",
                "（一）．",
                "卡尔．马克思，3．",
            ],
        );
        check_fixes(
            "half-width-stop",
            &[("落实责任. 加强监督.", "落实责任。加强监督。"), ("说：“好.”", "说：“好。”")],
        );
    }

    #[test]
    fn doubled_marks() {
        check(
            "doubled-mark",
            &[
                ("加强领导，，落实责任。", "，，"),
                ("落实责任。。", "。。"),
                ("落实责任，。", "，。"),
                ("一是；；二是", "；；"),
                ("甲、、乙", "、、"),
                ("加强,，落实", ",，"),
                ("加强，。落实", "，。"),
                ("如下：：", "：："),
                ("加强领导,,落实", ",,"),
            ],
            &[
                "加强领导，落实责任。",
                "好！！怎么办？！",
                "坚持。。。",
                "坚持......",
                "他说：“好。”。",
                "a::b，1,,2",
                "http://a",
                "一、“四风”，",
                "等……。",
                "",
            ],
        );
        check_fixes(
            "doubled-mark",
            &[
                ("领导，，责任。。", "领导，责任。"),
                ("领导,，责任；。", "领导，责任。"),
                ("领导,,责任", "领导，责任"),
            ],
        );
        assert_eq!(crate::judge::testing::fixed("doubled-mark", "甲，。乙"), "甲，。乙", "no doubtful fix");
    }
}
