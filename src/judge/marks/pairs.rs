//! Marks in pairs: “ ” ‘ ’ 《 》 〈 〉 （ ） 【 】 〔 〕 「 」 『 』

use crate::judge::passage::{Document, Role};
use crate::judge::rule::{Found, Hit};
use crate::judge::scan::{after, before, head, is_digit, is_han_numeral, part};
use crate::judge::{Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

/// The opening mark that belongs to a closing one; brackets of half width count as full.
fn opening_of(c: char) -> Option<char> {
    Some(match c {
        '”' => '“',
        '’' => '‘',
        '》' => '《',
        '〉' => '〈',
        '）' | ')' => '（',
        '】' => '【',
        '〕' => '〔',
        '」' => '「',
        '』' => '『',
        _ => return None,
    })
}

fn opening(c: char) -> Option<char> {
    match c {
        '“' | '‘' | '《' | '〈' | '（' | '【' | '〔' | '「' | '『' => Some(c),
        '(' => Some('（'),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Unclosed,
    Unopened,
    Crossed,
}

/// Pairs within pairs; beyond that a text is nothing to be read.
const DEEPEST: usize = 32;

struct Mark {
    range: Range<usize>,
    /// The opening mark of its kind.
    kind: char,
    trouble: Trouble,
}

/// A mark without its other half. Quotations may run over paragraphs.
pub fn unpaired(document: &Document<'_>, found: &mut Vec<Found>) {
    let mut troubles: Vec<Vec<Mark>> =
        document.passages.iter().map(|passage| marks_in_trouble(&passage.text)).collect();
    for index in 1..troubles.len() {
        let (before, after) = troubles.split_at_mut(index);
        let passages = document.passages.get(index - 1..=index);
        if let (Some(before), Some(after), Some([first, second])) =
            (before.last_mut(), after.first_mut(), passages)
            && (first.role, second.role) == (Role::Body, Role::Body)
        {
            run_over(before, after, &second.text);
        }
    }
    for (passage, (marks, of)) in troubles.into_iter().zip(document.passages).enumerate() {
        let flipped = flipped(&of.text, &marks);
        for mark in marks {
            let hit = match (&flipped, mark.kind) {
                (Some(_), '“') => continue,
                _ => hit(&of.text, mark),
            };
            found.push(Found { passage, hit, related: Vec::new() });
        }
        found.extend(flipped.map(|hit| Found { passage, hit, related: Vec::new() }));
    }
}

fn marks_in_trouble(text: &str) -> Vec<Mark> {
    let mut open: Vec<(Mark, bool)> = Vec::new();
    let mut marks = Vec::new();
    let straight = text.contains(['"', '＂']);
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        if let Some(kind) = opening(c) {
            open.push((Mark { range, kind, trouble: Trouble::Unclosed }, false));
        } else if let Some(kind) = opening_of(c) {
            let near = open.len().saturating_sub(DEEPEST);
            let index = open.iter().skip(near).rposition(|(mark, _)| mark.kind == kind);
            let Some(index) = index.map(|index| near + index) else {
                if !is_apostrophe(text, at, c) && !is_ordinal(text, at, kind) {
                    marks.push(Mark { range, kind, trouble: Trouble::Unopened });
                }
                continue;
            };
            let (_, crossed) = open.remove(index);
            for (_, crossed) in open.iter_mut().skip(index) {
                *crossed = true;
            }
            if crossed {
                marks.push(Mark { range, kind, trouble: Trouble::Crossed });
            }
        }
    }
    marks.extend(open.into_iter().map(|(mark, _)| mark));
    marks.retain(|mark| mark.kind != '“' || !straight);
    marks.sort_by_key(|mark| mark.range.start);
    marks
}

fn is_apostrophe(text: &str, at: usize, c: char) -> bool {
    c == '’' && before(text, at).is_some_and(|c| c.is_ascii_alphanumeric())
}

/// 1) and 一）, and faces :)
fn is_ordinal(text: &str, at: usize, kind: char) -> bool {
    let numeral =
        |c: char| is_digit(c) || is_han_numeral(c) || c.is_ascii_alphabetic() || matches!(c, '①'..='⑳');
    let before = head(text, at);
    let rest = before.trim_end_matches(numeral);
    let starts =
        rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || "。；：，、;:,)）".contains(c));
    let short = before.len() - rest.len() <= 6;
    let twice = before.ends_with(['）', ')']);
    kind == '（' && starts && short && !twice
}

/// A mark that is opened in one paragraph and closed in the next; and a quotation of several
/// paragraphs, each of which opens it again and only the last of which closes it.
fn run_over(before: &mut Vec<Mark>, after: &mut Vec<Mark>, second: &str) {
    let Some(index) = before.iter().rposition(|mark| mark.trouble == Trouble::Unclosed) else { return };
    let Some(kind) = before.get(index).map(|mark| mark.kind) else { return };
    let first = second.len() - second.trim_start().len();
    let closes = after.iter().position(|mark| mark.trouble == Trouble::Unopened && mark.kind == kind);
    if let Some(closing) = closes {
        before.remove(index);
        after.remove(closing);
    } else if matches!(kind, '“' | '‘') && self::after(second, first) == Some(kind) {
        before.remove(index);
    }
}

/// “最后一公里“: one of the quotation marks looks the wrong way.
fn flipped(text: &str, marks: &[Mark]) -> Option<Hit> {
    if !marks.iter().any(|mark| mark.kind == '“') {
        return None;
    }
    let quotes: Vec<(usize, char)> = text.char_indices().filter(|&(_, c)| matches!(c, '“' | '”')).collect();
    let wanted = ['“', '”'].into_iter().cycle();
    let mut wrong = quotes.iter().zip(wanted).filter(|((_, mark), wanted)| mark != wanted);
    let (&(at, mark), wanted) = wrong.next()?;
    (quotes.len().is_multiple_of(2) && wrong.next().is_none()).then(|| {
        let message = t!("judge.marks.flipped", found = mark, good = wanted);
        Hit::new(at..at + mark.len_utf8(), message).fix(wanted)
    })
}

/// 《《办法》: the same mark twice, of which one has its other half.
fn doubled(text: &str, mark: &Mark) -> Option<Range<usize>> {
    let Range { start, end } = mark.range.clone();
    let this = after(text, start)?;
    match mark.trouble {
        Trouble::Unclosed => (after(text, end) == Some(this)).then(|| start..end + this.len_utf8()),
        Trouble::Unopened => (before(text, start) == Some(this)).then(|| start - this.len_utf8()..end),
        Trouble::Crossed => None,
    }
}

fn hit(text: &str, mark: Mark) -> Hit {
    let found = part(text, &mark.range).to_owned();
    if let Some(range) = doubled(text, &mark) {
        return Hit::new(range, t!("judge.marks.bracket_twice", found = &found)).fix(found);
    }
    let message = match mark.trouble {
        Trouble::Unclosed => t!("judge.marks.unclosed", found = found),
        Trouble::Unopened => t!("judge.marks.unopened", found = found),
        Trouble::Crossed => t!("judge.marks.crossed", found = found),
    };
    Hit::new(mark.range, message)
}

/// “ within “ ”, 《 within 《 》
pub fn nested(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (outer, close, inner, inner_close) in [('“', '”', "‘", "’"), ('《', '》', "〈", "〉")] {
        if !text.contains(outer) {
            continue;
        }
        let mut depth = 0;
        let mut found = Vec::new();
        for (at, c) in text.char_indices() {
            let good = match c {
                c if c == outer => {
                    depth += 1;
                    inner
                }
                c if c == close => {
                    depth -= 1;
                    inner_close
                }
                _ => continue,
            };
            let level = if c == outer { depth } else { depth + 1 };
            if !(1..=2).contains(&level) {
                return;
            }
            if level == 2 {
                found.push(Hit::new(at..at + c.len_utf8(), t!("judge.marks.nested", good = good)).fix(good));
            }
        }
        if depth == 0 {
            hits.append(&mut found);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, project, words_in};

    #[test]
    fn unpaired_marks() {
        check(
            "unpaired-mark",
            &[
                ("落实“三会一课制度。", "“"),
                ("落实三会一课”制度。", "”"),
                ("学习《党章和《条例》。", "《"),
                ("办理24件（其中重复件3件。", "（"),
                ("办理24件其中重复件）3件。", "）"),
                ("学习“《党章”》", "》"),
                ("打通“最后一公里“的问题", "“"),
                ("打通”最后一公里”的问题", "”"),
                ("〔2023】5号", "〔|】"),
                ("村（社区，", "（"),
                ("对照《《工贸企业标准》，重点检查", "《《"),
                ("学习《党章》》和《条例》", "》》"),
                ("村（（社区）干部", "（（"),
                ("落实““三会一课”制度", "““"),
                ("村（社区））干部", "））"),
                ("镇发〔〔2026〕5号", "〔〔"),
            ],
            &[
                "落实“三会一课”制度，学习《关于〈条例〉的通知》（试行）。",
                "1）落实责任；2）加强监督",
                "1)落实 2)监督",
                "一）落实",
                "以Let’s go为题",
                "“甲‘乙’丙”",
                "村(社区）",
                "镇发〔2023〕5号",
                "落实\"三会一课”",
                "笑脸:)",
                "《《条例》释义》，（（一）和（二）），““四风”问题”",
                "",
            ],
        );
        check_fixes("unpaired-mark", &[("对照《《标准》，村（社区））", "对照《标准》，村（社区）")]);
        check_fixes("unpaired-mark", &[("打通“最后一公里“的“神经末梢”", "打通“最后一公里”的“神经末梢”")]);
    }

    #[test]
    fn quotations_run_over_paragraphs() {
        for (paragraphs, words) in [
            (&["他说：“一是落实。", "“二是监督。”"][..], ""),
            (&["他说：“一是落实。", "二是监督。”"], ""),
            (&["“一。", "“二。", "“三。”"], ""),
            (&["“一。", "二。", "三。”"], "“|”"),
            (&["“一。", "“二。", "三。"], "“"),
            (&["（一是落实。", "二是监督）。"], ""),
            (&["“一。", "《二。"], "“|《"),
        ] {
            assert_eq!(words_in("unpaired-mark", &project(paragraphs)).join("|"), words, "{paragraphs:?}");
        }
    }

    #[test]
    fn nested_marks() {
        check(
            "nested-mark",
            &[
                ("《关于转发《条例》的通知》", "《|》"),
                ("他说：“落实“三会一课”制度。”", "“|”"),
                ("“学习“四史”和“党史””", "“|”|“|”"),
                ("《《条例》释义》", "《|》"),
                ("《关于印发《办法（试行）》的通知》", "《|》"),
                ("印发《转发《甲》《乙》的通知》", "《|》|《|》"),
            ],
            &[
                "《关于转发〈条例〉的通知》",
                "“落实‘三会一课’制度”",
                "“甲”“乙”",
                "《甲》《乙》",
                "“最后一公里“",
                "《甲《乙》",
                "《甲“乙”》",
                "",
            ],
        );
        check_fixes("nested-mark", &[("《关于转发《条例》的通知》", "《关于转发〈条例〉的通知》")]);
    }
}
