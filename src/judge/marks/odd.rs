//! 、 before 等, the brackets of a 发文字号, the dot in a name.

use crate::judge::rule::Hit;
use crate::judge::scan::{after, before, head, is_digit, is_han_numeral, part, tail};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;

/// 甲、乙、等
pub fn before_etc(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, found) in text.match_indices("、等") {
        let end = at + found.len();
        // 姓名、等级: a word of its own.
        let word = tail(text, end)
            .starts_with(|c: char| "级次待候同额于到量值距式效价第外离差值边高宽长".contains(c));
        if !word && at > 0 {
            hits.push(Hit::new(at..end, t!("judge.marks.before_etc")).fix("等"));
        }
    }
}

/// `镇发[2023]5号`
pub fn document_number(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, bracket) in text.match_indices(['[', '（', '(', '【', '［', '〖', '〔', '﹝', '{']) {
        let year = at + bracket.len()..at + bracket.len() + 4;
        let digits = part(text, &year);
        if !(digits.starts_with("19") || digits.starts_with("20"))
            || !digits.bytes().all(|b| b.is_ascii_digit())
        {
            continue;
        }
        let Some(closing) = after(text, year.end) else { continue };
        let end = year.end + closing.len_utf8();
        let rest = tail(text, end).trim_start_matches('第');
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = number.strip_prefix('号').filter(|_| number.len() < rest.len());
        let building = |rest: &str| rest.starts_with(['楼', '院', '线', '车', '厅', '门', '机', '井']);
        let right = bracket == "〔" && closing == '〕';
        let closes = matches!(closing, ']' | '）' | ')' | '】' | '］' | '〗' | '〕' | '﹞' | '}');
        if !right
            && closes
            && before(text, at).is_some_and(is_han)
            && behind.is_some_and(|rest| !building(rest))
        {
            let good = format!("〔{digits}〕");
            hits.push(Hit::new(at..end, t!("judge.marks.document_number", good = &good)).fix(good));
        }
    }
}

/// 卡尔•马克思
pub fn name_dots(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, dot) in text.match_indices(['．', '•', '・', '･', '‧', '∙', '⋅']) {
        let end = at + dot.len();
        let (Some(previous), Some(next)) = (before(text, at), after(text, end)) else { continue };
        let days =
            is_digit(previous) && is_digit(next) && head(text, at).trim_end_matches(is_digit).ends_with('“');
        let names = is_han(previous) && is_han(next);
        match dot {
            // A numeral, a decimal, or a full stop.
            "．" if names && !is_han_numeral(previous) => {
                hits.push(Hit::new(at..end, t!("judge.marks.dot_or_stop")));
            }
            "．" => {}
            _ if names || days => {
                hits.push(Hit::new(at..end, t!("judge.marks.name_dot", found = dot)).fix("·"));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn marks_before_etc() {
        check(
            "mark-before-etc",
            &[
                ("村组、学校、等单位", "、等"),
                ("甲、乙、等。", "、等"),
                ("党员、干部、等20人", "、等"),
                ("“四风”、等问题", "、等"),
                ("水、电、路、等等", "、等"),
                ("《党章》、等", "、等"),
            ],
            &[
                "村组、学校等单位",
                "姓名、等级、单位",
                "奖项、等次",
                "不等、不靠、不要",
                "名额、等额选举",
                "、等",
                "一、二等奖",
            ],
        );
        check_fixes("mark-before-etc", &[("村组、学校、等单位", "村组、学校等单位")]);
    }

    #[test]
    fn document_numbers() {
        check(
            "document-number-bracket",
            &[
                ("镇发[2023]5号", "[2023]"),
                ("镇发（2023）5号文件", "（2023）"),
                ("镇发【2023】12号", "【2023】"),
                ("镇发(2023)第5号", "(2023)"),
                ("镇发〔2023]5号", "〔2023]"),
                ("《关于…的通知》（镇发［2023］5号）", "［2023］"),
                ("县委办[2022]108号", "[2022]"),
            ],
            &[
                "镇发〔2023〕5号",
                "（2023）川01民终5号",
                "会议（2023）纪要",
                "总结（2023年）",
                "见[12]5号",
                "标准化厂房（2023）3号楼",
                "[2023]5号",
                "镇发[2023]号",
                "（2023）",
            ],
        );
        check_fixes(
            "document-number-bracket",
            &[("镇发[2023]5号和县发（2022）12号", "镇发〔2023〕5号和县发〔2022〕12号")],
        );
    }

    #[test]
    fn dots_in_names() {
        check(
            "name-dot",
            &[
                ("卡尔•马克思", "•"),
                ("阿布都・热西提", "・"),
                ("买买提‧艾力", "‧"),
                ("纪念“9•18”", "•"),
                ("“5・12”地震", "・"),
                ("卡尔．马克思", "．"),
                ("列夫∙托尔斯泰", "∙"),
            ],
            &["卡尔·马克思", "•落实责任", "一．强化领导", "1．落实", "３．５", "A•B", "3•5", "：•落实"],
        );
        check_fixes("name-dot", &[("卡尔•马克思和“9・18”", "卡尔·马克思和“9·18”")]);
    }
}
