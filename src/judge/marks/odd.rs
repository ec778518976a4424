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

/// 〔2026〕08号, 〔2026〕第8号, 〔26〕8号: the number has no 0 and no 第 before it, the year four
/// digits.
pub fn number_of_document(passage: &Passage, facts: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, bracket) in text.match_indices('〔') {
        let inner = tail(text, at + bracket.len());
        let Some((year, rest)) = inner.split_once('〕') else { continue };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let ordinal = rest.strip_prefix('第');
        let Some((number, behind)) = ordinal.unwrap_or(rest).split_once('号') else { continue };
        let named = before(text, at).is_some_and(|c| is_han(c) || c.is_ascii_alphabetic());
        if !named || !digits(year) || !digits(number) || !matches!(year.len(), 2 | 4) {
            continue;
        }
        let plain = number.trim_start_matches('0');
        let full = if year.len() == 4 { Some(year.to_owned()) } else { full_year(year, facts.year) };
        if (ordinal.is_none() && plain.len() == number.len() && year.len() == 4) || plain.is_empty() {
            continue;
        }
        let end = text.len() - behind.len();
        let good = full.map(|year| format!("〔{year}〕{plain}号"));
        let message = match &good {
            Some(good) => t!("judge.marks.number_of_document", good = good),
            None => t!("judge.marks.year_of_document"),
        };
        let mut hit = Hit::new(at..end, message);
        hit.fixes.extend(good);
        hits.push(hit);
    }
}

/// 26 is 2026 in a summary of about that year.
fn full_year(short: &str, now: Option<i32>) -> Option<String> {
    let (short, now) = (short.parse::<i32>().ok()?, now?);
    let year = [2000, 1900].map(|century| century + short).into_iter().find(|year| *year <= now + 1)?;
    Some(year.to_string())
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
    fn numbers_of_documents() {
        check(
            "document-number",
            &[
                ("青政发〔2026〕08号", "〔2026〕08号"),
                ("《通知》（云委办发〔2025〕012号）", "〔2025〕012号"),
                ("青政发〔2026〕第8号", "〔2026〕第8号"),
                ("青政发〔26〕8号", "〔26〕8号"),
                ("云农〔25〕第06号文件", "〔25〕第06号"),
                ("QS〔2026〕03号、青党〔2026〕4号、青党〔2026〕05号", "〔2026〕03号|〔2026〕05号"),
            ],
            &[
                "青政发〔2026〕8号、云委办发〔2025〕108号",
                "青政发〔2026〕10号",
                "〔26〕8号",
                "2026年第8号文件",
                "〔2026〕川01民终5号",
                "青政发〔2026〕号",
                "青政发〔某〕8号",
                "青政发〔2026〕00号",
                "",
            ],
        );
        check_fixes(
            "document-number",
            &[
                ("青政发〔2026〕08号和〔2026〕第8号", "青政发〔2026〕8号和〔2026〕8号"),
                ("青政发〔26〕8号、云委发〔98〕3号", "青政发〔2026〕8号、云委发〔1998〕3号"),
            ],
        );
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
