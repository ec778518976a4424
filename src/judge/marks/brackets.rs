//! Brackets of other scripts: 「 」 for “ ”, `<< >>` for 《 》.

use crate::judge::rule::Hit;
use crate::judge::scan::{before, head, part, tail};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// The longest that is put between other marks by a fix of ours, in characters.
const LONGEST: usize = 60;

/// 「」 and 『』, which are of vertical lines.
pub fn corners(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    if !text.contains(['「', '『', '」', '』']) {
        return;
    }
    // Beside other quotation marks, or crossed, nobody knows which of them is the inner one.
    let sure = !text.contains(['“', '”', '‘', '’', '"', '\'', '＂', '＇']) && are_paired(text);
    let mut depth: usize = 0;
    for (at, c) in text.char_indices() {
        let opens = matches!(c, '「' | '『');
        if !opens && !matches!(c, '」' | '』') {
            continue;
        }
        depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
        let level = if opens { depth - 1 } else { depth };
        let good = match (opens, level.is_multiple_of(2)) {
            (true, true) => '“',
            (false, true) => '”',
            (true, false) => '‘',
            (false, false) => '’',
        };
        let mut hit = Hit::new(at..at + c.len_utf8(), t!("judge.marks.corner", found = c));
        hit.fixes.extend(sure.then(|| good.to_string()));
        hits.push(hit);
    }
}

/// Whether every one is closed by its own kind, and something stands between.
fn are_paired(text: &str) -> bool {
    let mut open = Vec::new();
    let mut previous = ' ';
    for c in text.chars() {
        let closed = match c {
            '「' | '『' => {
                open.push(c);
                true
            }
            '」' => open.pop() == Some('「') && previous != '「',
            '』' => open.pop() == Some('『') && previous != '『',
            _ => true,
        };
        if !closed {
            return false;
        }
        previous = c;
    }
    open.is_empty()
}

/// What the name of a document ends in.
const DOCUMENTS: &[&str] = &[
    "条例",
    "章程",
    "办法",
    "意见",
    "通知",
    "规定",
    "方案",
    "准则",
    "标准",
    "细则",
    "规划",
    "决定",
    "报告",
    "公报",
    "纲要",
    "责任书",
    "承诺书",
];

/// <<好政策进山来>>, <中国共产党章程>
pub fn angles(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let mut done = 0;
    for (at, open) in text.match_indices(['<', '＜', '≪']) {
        if at < done {
            continue;
        }
        let Some((left, right)) = angled(text, at, open) else { continue };
        done = right.end;
        let within = head(text, at);
        let free = within.matches('《').count() == within.matches('》').count();
        for (range, good) in [(left, '《'), (right, '》')] {
            let mut hit =
                Hit::new(range.clone(), t!("judge.marks.angle", found = part(text, &range), good = good));
            hit.fixes.extend(free.then(|| good.to_string()));
            hits.push(hit);
        }
    }
}

/// The marks on both sides, if it is a name that stands between them.
fn angled(text: &str, at: usize, open: &str) -> Option<(Range<usize>, Range<usize>)> {
    let close = match open {
        "<" => '>',
        "＜" => '＞',
        _ => '≫',
    };
    let rest = tail(text, at);
    let inner = rest.trim_start_matches(open);
    let times = (rest.len() - inner.len()) / open.len();
    let end = inner
        .find(|c: char| "<>＜＞≪≫《》〈〉".contains(c))
        .filter(|end| tail(inner, *end).starts_with(close))?;
    let name = head(inner, end);
    let behind = tail(inner, end);
    let closing = behind.len() - behind.trim_start_matches(close).len();
    let start = at + rest.len() - inner.len();
    let marks = (at..start, start + end..start + end + closing);
    let alike = closing / close.len_utf8() == times && times <= 2;
    let double = times == 2 || open == "≪";
    let named = double || DOCUMENTS.iter().any(|word| name.ends_with(word));
    let free = before(text, at) != Some('=') && name.trim() == name && name.chars().count() <= LONGEST;
    (alike && named && free && name.starts_with(|c: char| is_han(c) || c == '“')).then_some(marks)
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, fixed};

    #[test]
    fn corner_brackets() {
        check(
            "corner-bracket",
            &[
                ("建立「救急难」快速响应机制", "「|」"),
                ("落实『三会一课』制度", "『|』"),
                ("开展「清风『廉』韵」活动", "「|『|』|」"),
                ("「甲」「乙」", "「|」|「|」"),
                ("打通「最后一公里」和“神经末梢”", "「|」"),
                ("打通「最后一公里", "「"),
            ],
            &["建立“救急难”机制", "‘甲’", "《条例》", "【案例】", "〔2026〕5号", "", "[填写]", "（一）"],
        );
        check_fixes(
            "corner-bracket",
            &[("建立「救急难」机制", "建立“救急难”机制"), ("「清风『廉』韵」『甲』", "“清风‘廉’韵”“甲”")],
        );
        for doubtful in ["「甲", "「甲』", "「」", "“「甲」”", "甲」「"] {
            assert_eq!(fixed("corner-bracket", doubtful), doubtful);
        }
    }

    #[test]
    fn angle_brackets() {
        check(
            "angle-bracket",
            &[
                ("方言快板<<好政策进山来>>走遍院落", "<<|>>"),
                ("学习<中国共产党章程>", "<|>"),
                ("印发＜关于加强作风建设的通知＞", "＜|＞"),
                ("观看≪零容忍≫", "≪|≫"),
                ("学习<<条例>>、<<准则>>", "<<|>>|<<|>>"),
                ("《学习<党章规定>》", "<|>"),
            ],
            &[
                "学习《条例》",
                "a<b，3<5，x>y",
                "<填写单位>",
                "<p>落实</p>",
                "增长率<5%，合格率>95%",
                "if a << 2 >> 1",
                "《关于转发〈条例〉的通知》",
                "<<",
                "",
            ],
        );
        check_fixes(
            "angle-bracket",
            &[("快板<<好政策>>和<廉洁自律准则>", "快板《好政策》和《廉洁自律准则》")],
        );
        assert_eq!(fixed("angle-bracket", "《学习<条例>》"), "《学习<条例>》");
    }
}
