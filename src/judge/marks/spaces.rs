//! Spaces inside Chinese text.

use crate::judge::passage::Role;
use crate::judge::rule::Hit;
use crate::judge::scan::{
    after, before, begins_with_unit, chinese_after, chinese_before, head, is_closing, is_digit, is_opening,
    is_point, is_range_mark, runs, tail,
};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;
use std::ops::Range;

/// More may be room for something to be written in, or columns.
const MOST_SPACES: usize = 2;

/// A space as wide as a 汉字.
const WIDE: char = '　';

/// Before and after a mark, and between a number and its unit.
pub fn certain(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in runs(text, |c| c == ' ') {
        if run.len() > MOST_SPACES {
            continue;
        }
        let message = if beside_mark(text, &run) {
            t!("judge.marks.space_at_mark")
        } else if (run.len() == 1 || in_prose(passage)) && beside_number(text, &run, passage.role) {
            t!("judge.marks.space_at_number")
        } else {
            continue;
        };
        hits.push(Hit::new(run, message).fix(""));
    }
}

/// Not a row of columns: 甲村  24户.
fn in_prose(passage: &Passage) -> bool {
    passage.role == Role::Body && passage.text.contains('。')
}

fn beside_mark(text: &str, run: &Range<usize>) -> bool {
    let (previous, next) = (before(text, run.start), after(text, run.end));
    let behind = previous.is_some_and(is_digit) || chinese_before(text, run.start);
    let ahead = next.is_some_and(is_digit) || chinese_after(text, run.end);
    let hugs_next = next.is_some_and(|c| is_point(c) || is_closing(c));
    let hugs_previous = previous.is_some_and(|c| is_point(c) || is_opening(c));
    behind && hugs_next || ahead && hugs_previous
}

/// 24 件, 完成 24件; not a column of figures or 表1 基本情况.
fn beside_number(text: &str, run: &Range<usize>, role: Role) -> bool {
    let counted = |at: usize| begins_with_unit(tail(text, at));
    let before_run = head(text, run.start);
    if before_run.ends_with(is_digit) {
        let words = before_run.trim_end_matches(|c| is_digit(c) || matches!(c, '.' | ','));
        let label = is_label(words.trim_end_matches(' '));
        return after(text, run.end).is_some_and(|c| is_han(c) || c == '%')
            && counted(run.end)
            && (!words.is_empty() || tail(text, run.end).starts_with('年'))
            && !label;
    }
    let label = is_label(before_run);
    let number = tail(text, run.end);
    let behind = |number: &'_ str| number.trim_start_matches(|c| is_digit(c) || matches!(c, '.' | ',')).len();
    let rest = tail(number, number.len() - behind(number));
    let digits = number.len() - rest.len();
    // 5～10 户
    let second = rest.trim_start_matches(is_range_mark);
    let rest = if second.len() < rest.len() { tail(second, second.len() - behind(second)) } else { rest };
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    before_run.ends_with(is_han)
        && !label
        && (1..=12).contains(&digits)
        && begins_with_unit(rest)
        && role != Role::Title
}

/// 表 1 基本情况: what a number is part of.
fn is_label(words: &str) -> bool {
    let alone = words.strip_suffix(['表', '图']).is_some_and(|rest| !rest.ends_with(is_han));
    alone || ["附件", "附表", "附图", "见表", "见图", "第"].iter().any(|end| words.ends_with(end))
}

/// 加强领导 落实责任
pub fn in_sentence(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    if passage.role != Role::Body || !text.contains([' ', WIDE]) {
        return;
    }
    // Slogans in quotation marks have their spaces.
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if is_opening(c) || c == '(' => quoted = true,
            c if is_closing(c) || c == ')' => quoted = false,
            ' ' | WIDE if !quoted && between_words(text, at, c) => {
                hits.push(
                    Hit::new(at..at + c.len_utf8(), t!("judge.marks.space_in_sentence")).fix("").fix("，"),
                );
            }
            _ => {}
        }
    }
}

/// Whether Chinese words stand on both sides of a single space; characters that stand alone are
/// spread on purpose.
fn between_words(text: &str, at: usize, space: char) -> bool {
    let end = at + space.len_utf8();
    let single = |c: Option<char>, next: Option<char>| c.is_some_and(is_han) && !next.is_some_and(is_han);
    let mut before = head(text, at).chars().rev();
    let mut after = tail(text, end).chars();
    let alone = single(before.next(), before.next()) || single(after.next(), after.next());
    chinese_before(text, at) && chinese_after(text, end) && !alone
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, project, words_in};

    #[test]
    fn spaces() {
        check(
            "space",
            &[
                ("办理信访案件 24 件", " | "),
                ("2023 年 12 月", " | | "),
                ("加强领导 ，落实责任", " "),
                ("加强领导， 落实责任", " "),
                ("落实“ 三会一课 ”制度", " | "),
                ("一是 ：落实", " "),
                ("增长 5.6%", " "),
                ("（ 试行）办法", " "),
                ("全镇有 1,500 户", " | "),
                ("占任务的77.8 %。", " "),
                ("每村 5～10户", " "),
                ("撰写调研报告11篇，其中  1篇被评为优秀。", "  "),
                ("全年，办理  24 件。", "  | "),
            ],
            &[
                "办理信访案件24件",
                "GB/T 9704—2012，Let us go",
                "表1 基本情况，图 2 个人",
                "第一组 25 第二组 30",
                "姓名：    ，单位：    。",
                "　　一是落实",
                "联系电话 13800000000",
                "1 总体情况",
                "附件 1 名单",
                "使用 OA 系统",
                "石桥村  24户  大塘村  36户",
                "单位：青石镇  3个村，",
                " ",
                "",
            ],
        );
        check_fixes(
            "space",
            &[
                ("2023 年 12 月办理 24 件 ，满意。 落实", "2023年12月办理24件，满意。落实"),
                ("落实“ 四风 ”", "落实“四风”"),
            ],
        );
        let mut project = project(&["正文"]);
        project.title = vec!["青石镇 2026年总结".into(), "青石镇2026 年总结".into()];
        assert_eq!(words_in("space", &project), [" "]);
    }

    #[test]
    fn spaces_in_sentences() {
        check(
            "space-in-sentence",
            &[
                ("加强领导 落实责任", " "),
                ("认真贯彻 党的二十大精神", " "),
                ("落实“三会一课” 制度", " "),
                ("打通 “最后一公里”", " "),
                ("学习《党章》 《条例》", " "),
                ("全镇干部 群众", " "),
                ("通过听证会、实地　考察等方式", "　"),
                ("“三会一课”　制度", "　"),
            ],
            &[
                "加强领导，落实责任",
                "“凝心聚力 砥砺前行”",
                "《不忘初心 牢记使命》",
                "工 作 总 结",
                "王 明同志",
                "姓名  职务",
                "使用 OA 系统",
                "完成 24 件",
                " 一是落实",
                "　　一是落实",
                "王　明同志，工　作　总　结",
                "“凝心聚力　砥砺前行”",
                "石桥村　　大塘村",
            ],
        );
        check_fixes("space-in-sentence", &[("认真贯彻 党的二十大", "认真贯彻党的二十大")]);
    }
}
