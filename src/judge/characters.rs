//! 特殊字符: characters that cannot be seen, that have been lost, or that are not in 《通用规范汉字表》.

mod table;

use super::rule::{Check, Group, Hit, Rule, Severity};
use super::scan::{after, before, is_chinese, part, runs};
use super::{Facts, Passage};
use rust_i18n::t;

const fn row(
    id: &'static str,
    severity: Severity,
    clause: &'static str,
    safe: bool,
    check: fn(&Passage, &Facts, &mut Vec<Hit>),
) -> Rule {
    Rule { id, group: Group::Characters, severity, clause, safe, check: Check::Passage(check) }
}

const TABLE: &str = "《通用规范汉字表》";

pub const RULES: &[Rule] = &[
    row("lost-character", Severity::Must, "", false, lost),
    row("invisible-character", Severity::Should, "", true, invisible),
    row("odd-space", Severity::Should, "", true, odd_spaces),
    row("private-character", Severity::Should, "", false, private),
    row("compatibility-character", Severity::Should, "", true, compatible),
    row("traditional-character", Severity::Should, TABLE, false, traditional),
    row("rare-character", Severity::Hint, TABLE, false, rare),
];

/// U+FFFD, and what UTF-8 becomes when it is read as GBK.
fn lost(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let found = runs(text, |c| c == '\u{FFFD}').map(|run| (run.start, run.len()));
    let misread = ["锟斤拷", "烫烫烫", "锘匡豢"].into_iter();
    let misread = misread.flat_map(|word| text.match_indices(word).map(|(at, word)| (at, word.len())));
    hits.extend(found.chain(misread).map(|(at, len)| Hit::new(at..at + len, t!("judge.characters.lost"))));
}

/// Characters without any width of their own: nothing changes to the eye when they go.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}'
            | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0001}'..='\u{E007F}'
    )
}

fn invisible(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in runs(text, is_invisible) {
        // They hold emoji together.
        if before(text, run.start).is_some_and(is_emoji) {
            continue;
        }
        let code = part(text, &run).chars().next().map_or_else(String::new, code);
        hits.push(Hit::new(run, t!("judge.characters.invisible", code = code)).fix(""));
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Spaces that are neither the usual one nor an indent.
fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

fn odd_spaces(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in runs(text, is_odd_space) {
        let beside =
            |c: Option<char>| c.is_none_or(|c| is_chinese(c) || c.is_whitespace() || is_invisible(c));
        let needless = beside(before(text, run.start)) || beside(after(text, run.end));
        let code = part(text, &run).chars().next().map_or_else(String::new, code);
        let fix = if needless { "" } else { " " };
        hits.push(Hit::new(run, t!("judge.characters.odd_space", code = code)).fix(fix));
    }
}

fn private(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let is_private =
        |c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}');
    for run in runs(&passage.text, is_private) {
        let code = part(&passage.text, &run).chars().next().map_or_else(String::new, code);
        hits.push(Hit::new(run, t!("judge.characters.private", code = code)));
    }
}

/// Whether a character may be in one of the tables: nearly none is.
fn may_be_odd(c: char) -> bool {
    c > '\u{2E7F}' && !table::is_standard(c)
}

/// ⻓ for 长, ︰ for ：, as they come out of PDF files.
fn compatible(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in runs(text, |c| (may_be_odd(c) || matches!(c, '❝' | '❞')) && table::usual(c).is_some()) {
        let found = part(text, &run);
        let fix: String = found.chars().map(|c| table::usual(c).unwrap_or(c)).collect();
        hits.push(
            Hit::new(run.clone(), t!("judge.characters.compatible", found = found, good = &fix)).fix(fix),
        );
    }
}

fn traditional(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in runs(text, |c| may_be_odd(c) && table::simplified(c).is_some()) {
        let found = part(text, &run);
        let fix: String = found.chars().map(|c| table::simplified(c).unwrap_or(c)).collect();
        hits.push(
            Hit::new(run.clone(), t!("judge.characters.traditional", found = found, good = &fix)).fix(fix),
        );
    }
}

/// Not in 《通用规范汉字表》, and of no known other form. A character beyond the basic plane is not
/// typed by mistake: it is somebody's name.
fn rare(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let rare = |c: char| {
        may_be_odd(c)
            && matches!(c, '\u{3400}'..='\u{9FFF}')
            && table::simplified(c).is_none()
            && table::usual(c).is_none()
    };
    for run in runs(text, rare) {
        let found = part(text, &run).to_owned();
        hits.push(Hit::new(run, t!("judge.characters.rare", found = found)));
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn lost_characters() {
        check(
            "lost-character",
            &[
                ("党风\u{FFFD}\u{FFFD}建设", "\u{FFFD}\u{FFFD}"),
                ("锟斤拷锟斤拷", "锟斤拷|锟斤拷"),
                ("\u{FFFD}", "\u{FFFD}"),
                ("烫烫烫", "烫烫烫"),
                ("一\u{FFFD}二\u{FFFD}", "\u{FFFD}|\u{FFFD}"),
                ("“\u{FFFD}”", "\u{FFFD}"),
            ],
            &["党风廉政建设", "烫伤", "𠮷野家", "？？", "□", ""],
        );
    }

    #[test]
    fn invisible_characters() {
        check(
            "invisible-character",
            &[
                ("党风\u{200B}廉政", "\u{200B}"),
                ("\u{FEFF}一是", "\u{FEFF}"),
                ("党风\u{202E}廉政\u{202C}", "\u{202E}|\u{202C}"),
                ("党\u{AD}风", "\u{AD}"),
                ("党\u{1}风", "\u{1}"),
                ("24\u{200E}件", "\u{200E}"),
            ],
            &["党风廉政", "　　一是", "👨\u{200D}👩", "Let us go", "\t表格", "葛\u{E0100}", "", "👍\u{FE0F}"],
        );
        check_fixes("invisible-character", &[("党\u{200B}\u{FEFF}风\u{200E}廉政", "党风廉政")]);
    }

    #[test]
    fn spaces_that_are_odd() {
        check(
            "odd-space",
            &[
                ("办理\u{A0}24件", "\u{A0}"),
                ("Word\u{A0}2023", "\u{A0}"),
                ("党风\u{2003}廉政", "\u{2003}"),
                ("24\u{202F}件", "\u{202F}"),
                ("。\u{A0}", "\u{A0}"),
                ("\u{A0}\u{A0}一是", "\u{A0}\u{A0}"),
            ],
            &["办理 24件", "　　一是", "Word 2023", "党风廉政", "工　作", "\t", ""],
        );
        check_fixes("odd-space", &[("办理\u{A0}24\u{2003}件，Word\u{A0}2023", "办理24件，Word 2023")]);
    }

    #[test]
    fn private_characters() {
        check(
            "private-character",
            &[
                ("\u{F0B7}落实", "\u{F0B7}"),
                ("张\u{E815}", "\u{E815}"),
                ("\u{E000}\u{E001}", "\u{E000}\u{E001}"),
                ("党\u{F0000}", "\u{F0000}"),
                ("一\u{E4C6}二\u{E4C7}", "\u{E4C6}|\u{E4C7}"),
                ("\u{10FFFD}", "\u{10FFFD}"),
            ],
            &["张三", "●落实", "①", "㎡", "𠮷", ""],
        );
    }

    #[test]
    fn characters_for_compatibility() {
        check(
            "compatibility-character",
            &[
                ("⻓期坚持", "⻓"),
                ("⼯作⽇志", "⼯|⽇"),
                ("如下︰", "︰"),
                ("甲﹑乙", "﹑"),
                ("金\u{F90A}", "\u{F90A}"),
                ("｢党建｣", "｢|｣"),
            ],
            &["长期坚持", "工作日志", "如下：", "㎡和①", "卷一", "（一）", "🈶"],
        );
        check_fixes("compatibility-character", &[("⻓期⼯作︰甲﹑乙", "长期工作：甲、乙")]);
    }

    #[test]
    fn traditional_characters() {
        check(
            "traditional-character",
            &[
                ("黨員幹部", "黨員幹"),
                ("加强領导", "領"),
                ("開展工作", "開"),
                ("群衆路线", "衆"),
                ("張家坝", "張"),
                ("为人民服務，責任", "務|責"),
            ],
            &["党员干部", "乾坤", "王喆", "著名", "瞭望", "𠮷", "堃", ""],
        );
        check_fixes("traditional-character", &[("黨員幹部開展", "党员干部开展")]);
    }

    #[test]
    fn characters_outside_the_table() {
        check(
            "rare-character",
            &[
                ("峯囘路转", "囘"),
                ("囻家", "囻"),
                ("兲下", "兲"),
                ("仝志", ""),
                ("㐂事", "㐂"),
                ("镕炎㐂", "㐂"),
                ("嘦干部", "嘦"),
            ],
            &["二〇二三年", "人人", "𠮷野家", "张𠮟", "镕基", "黨員", "⻓期", "喆堃甯昇", "ABC①", ""],
        );
    }
}
