//! What a template, or somebody, asks to be filled in: 【指导思想】, `[填写]`, （请填写单位）, {…}; and marks
//! with nothing between them.

use crate::judge::near::{after, before, han_count, is_digit, is_of, next, prev, starts_with_any};
use crate::judge::rule::Hit;
use crate::judge::{Facts, Passage};
use crate::text::chars::{is_blank, is_han};
use rust_i18n::t;
use std::ops::Range;

/// Most characters of a prompt.
const LONGEST: usize = 40;

/// Marks that prompts stand between.
const PAIRS: &[(char, char)] = &[
    ('【', '】'),
    ('{', '}'),
    ('｛', '｝'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('（', '）'),
    ('(', ')'),
    ('<', '>'),
    ('＜', '＞'),
];

/// What begins a prompt between any marks.
const ASKS: &[&str] = &[
    "请填",
    "请补",
    "请输入",
    "请在此",
    "请在这",
    "请插入",
    "请替换",
    "请选择",
    "请删除",
    "请简述",
    "请概述",
    "请列举",
    "请描述",
    "请结合实际",
    "请根据实际",
    "请自行",
    "此处填",
    "此处插入",
    "此处添加",
    "此处补充",
    "此处省略",
    "此处应填",
    "在此填写",
    "在此输入",
    "待补",
    "待填",
    "待续写",
    "填写单位",
    "填写具体",
    "填写姓名",
    "填写时间",
    "填写日期",
    "填写内容",
    "填写数字",
    "填写数据",
    "填写名称",
    "填写年份",
    "可根据实际情况",
    "根据实际情况填写",
    "根据实际填写",
    "自行填写",
];

/// What is a prompt when it is all that stands between marks; the first three even in round ones.
const WHOLE: &[&str] = &[
    "填写",
    "待核实",
    "待完善",
    "待定",
    "待确认",
    "单位",
    "单位名称",
    "姓名",
    "日期",
    "年份",
    "年度",
    "时间",
    "地点",
    "人名",
    "地名",
    "数字",
    "具体数字",
    "具体数据",
    "具体内容",
    "名称",
    "内容",
    "金额",
    "人数",
    "次数",
];

pub(super) fn prompt(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    let mut done = 0;
    for (start, open) in text.char_indices() {
        if start < done {
            continue;
        }
        let Some(&(_, close)) = PAIRS.iter().find(|(mark, _)| *mark == open) else { continue };
        let Some(range) = enclosed(text, start, open, close) else { continue };
        if passage.touches_field(&range) || !is_prompt(text, &range, open, close) {
            continue;
        }
        done = range.end;
        let words = text.get(range.clone()).unwrap_or_default();
        hits.push(Hit::new(range, t!("judge.leftover.prompt", words = words)));
    }
}

/// From an opening mark to the closing one that belongs to it: `{{` to `}}`.
fn enclosed(text: &str, start: usize, open: char, close: char) -> Option<Range<usize>> {
    let mut depth = 0;
    for (at, c) in after(text, start).char_indices().take(LONGEST) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
        }
        if depth == 0 {
            return Some(start..start + at + c.len_utf8());
        }
    }
    None
}

fn is_prompt(text: &str, range: &Range<usize>, open: char, close: char) -> bool {
    let words = text.get(range.clone()).unwrap_or_default();
    let inner = words.trim_matches(|c: char| c == open || c == close || c.is_whitespace());
    if starts_with_any(inner, ASKS) {
        return true;
    }
    let dots = !inner.is_empty() && inner.chars().all(|c| matches!(c, '…' | '.' | '。' | '·'));
    match open {
        '【' => WHOLE.contains(&inner) || dots || is_template_prompt(text, range, inner),
        '{' | '｛' => inner.chars().any(|c| is_han(c) || c.is_ascii_alphabetic()),
        '（' | '(' => WHOLE.iter().take(3).any(|whole| *whole == inner),
        _ => WHOLE.contains(&inner) || dots,
    }
}

/// `【…】` within a sentence. At the start of one it may be a label: 【案例一】…, unless it is
/// counted: 【村数】个村.
fn is_template_prompt(text: &str, range: &Range<usize>, inner: &str) -> bool {
    let starts_with_digit = inner.starts_with(|c: char| is_digit(c) || c == '〔');
    if han_count(inner) < 2 || starts_with_digit {
        return false;
    }
    let behind = after(text, range.end);
    // A name that should stand in quotation marks: 【清风课堂】专栏.
    if starts_with_any(
        behind,
        &["专栏", "栏目", "活动", "行动", "品牌", "工程", "课堂", "公众号", "视频号", "小程序", "平台"],
    ) {
        return false;
    }
    let ends_sentence = |c: char| "。！？；!?;".contains(c);
    let at_start = prev(text, range.start).is_none_or(ends_sentence) || is_blank(before(text, range.start));
    if !at_start {
        return true;
    }
    let counted = is_of(behind.chars().next(), "个名次件户人家期项场条处份起支组批亩");
    counted
        || inner.ends_with('数')
        || behind.contains('【') && inner.ends_with(['域', '作', '项', '标', '称'])
}

/// Marks with nothing between them.
pub(super) fn empty_marks(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    const MARKS: &[(char, char)] = &[
        ('（', '）'),
        ('(', ')'),
        ('“', '”'),
        ('‘', '’'),
        ('《', '》'),
        ('〈', '〉'),
        ('〔', '〕'),
        ('【', '】'),
        ('[', ']'),
    ];
    let text = passage.text.as_str();
    for (start, open) in text.char_indices() {
        let Some(&(_, close)) = MARKS.iter().find(|(mark, _)| *mark == open) else { continue };
        let inside = start + open.len_utf8();
        let blanks = after(text, inside).chars().take(LONGEST).take_while(|c| c.is_whitespace());
        let end = inside + blanks.map(char::len_utf8).sum::<usize>();
        if next(text, end) != Some(close) {
            continue;
        }
        // A call in a program, a box to be ticked: 是（ ）否（ ）.
        let code = open == '(' && prev(text, start).is_some_and(|c| c.is_ascii_alphanumeric());
        let box_to_tick = end > inside && is_of(prev(text, start), "是否有无");
        if !code && !box_to_tick {
            let range = start..end + close.len_utf8();
            let words = text.get(range.clone()).unwrap_or_default();
            hits.push(Hit::new(range, t!("judge.leftover.empty", words = words)));
        }
    }
}
