//! Marks between quoted words, and straight quotation marks.

use crate::judge::rule::Hit;
use crate::judge::scan::{after, before, head, is_chinese, part, tail};
use crate::judge::{Facts, Passage};
use crate::text::chars::is_han;
use rust_i18n::t;

/// 、 in “甲”、“乙” and 《甲》、《乙》
pub fn between(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let quotes = (['”', '"', '」', '』'], ['“', '"', '「', '『'], ["）、“", "）、\"", ")、“"]);
    let titles = (['》', '>', '＞', '≫'], ['《', '<', '＜', '≪'], ["）、《", ")、《", "）、《"]);
    for (closing, opening, notes) in [quotes, titles] {
        let joints = text.match_indices('、').map(|(at, mark)| at..at + mark.len());
        let mut joints = joints
            .filter(|joint| {
                head(text, joint.start).ends_with(closing) && tail(text, joint.end).starts_with(opening)
            })
            .peekable();
        // With notes between the others, 、 is in its place.
        if joints.peek().is_some() && !notes.iter().any(|note| text.contains(note)) {
            hits.extend(joints.map(|joint| Hit::new(joint, t!("judge.marks.between_quotes")).fix("")));
        }
    }
}

/// The longest that is quoted with straight marks by a fix of ours.
const LONGEST_QUOTED: usize = 60;

/// A double quotation mark.
struct Quote {
    at: usize,
    mark: char,
}

/// `"` and `'` in Chinese text
pub fn straight(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    if !text.contains(['"', '\'', '＂', '＇']) || !text.contains(is_han) {
        return;
    }
    let quotes: Vec<Quote> = text
        .char_indices()
        .filter(|&(_, c)| matches!(c, '"' | '＂' | '“' | '”'))
        .map(|(at, mark)| Quote { at, mark })
        .collect();
    let turned = turned(text, &quotes);
    for (index, quote) in quotes.iter().enumerate() {
        let previous = before(text, quote.at);
        let inch = quotes.len() == 1 && previous.is_some_and(|c| c.is_ascii_digit());
        if !matches!(quote.mark, '"' | '＂') || inch || previous == Some('=') {
            continue;
        }
        let range = quote.at..quote.at + quote.mark.len_utf8();
        let mut hit = Hit::new(range, t!("judge.marks.straight_quote"));
        hit.fixes.extend(turned.as_ref().and_then(|turned| turned.get(index)).map(|&c| String::from(c)));
        hits.push(hit);
    }
    singles(text, hits);
}

/// The marks as they should be, where opening and closing are certain.
fn turned(text: &str, quotes: &[Quote]) -> Option<Vec<char>> {
    let mut open: Option<usize> = None;
    let mut turned = Vec::with_capacity(quotes.len());
    for quote in quotes {
        let end = quote.at + quote.mark.len_utf8();
        let closes = match (quote.mark, open) {
            ('“', Some(_)) | ('”', None) => return None,
            (_, open) => open.is_some(),
        };
        if closes {
            let quoted = part(text, &(open?..quote.at));
            let whole = !quoted.is_empty() && quoted.trim() == quoted;
            if !whole || quoted.chars().count() > LONGEST_QUOTED {
                return None;
            }
            open = None;
        } else {
            open = Some(end);
        }
        turned.push(if closes { '”' } else { '“' });
    }
    open.is_none().then_some(turned)
}

/// Not an apostrophe, a minute or a foot.
fn singles(text: &str, hits: &mut Vec<Hit>) {
    for (at, mark) in text.match_indices(['\'', '＇']) {
        let end = at + mark.len();
        let (previous, next) = (before(text, at), after(text, end));
        let beside = |c: Option<char>| c.is_some_and(is_chinese);
        let tied = previous.is_some_and(|c| c.is_ascii_alphanumeric());
        if !tied && (beside(previous) || beside(next)) && !next.is_some_and(|c| c.is_ascii_digit()) {
            hits.push(Hit::new(at..end, t!("judge.marks.straight_single")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes, fixed};

    #[test]
    fn marks_between_quotes() {
        check(
            "mark-between-quotes",
            &[
                ("建成“警务室”、“护学岗”", "、"),
                ("增强“四个意识”、“四个自信”、“两个维护”", "、|、"),
                ("学习《党章》、《条例》", "、"),
                ("《甲》、《乙》和《丙》", "、"),
                ("抓“党建”、“治理”。", "、"),
                ("落实\"甲\"、\"乙\"", "、"),
                ("落实「甲」、「乙」，<<丙>>、<<丁>>", "、|、"),
            ],
            &[
                "“警务室”“护学岗”",
                "《党章》（2022年修改）、《条例》",
                "《党章》、《条例》（试行）、《准则》",
                "“甲”和“乙”",
                "“甲”、乙、“丙”",
                "一、二等奖",
                "“甲、乙”",
                "《甲》、“乙”",
            ],
        );
        check_fixes("mark-between-quotes", &[("“甲”、“乙”、“丙”", "“甲”“乙”“丙”")]);
    }

    #[test]
    fn straight_quotes() {
        check(
            "straight-quote",
            &[
                ("落实\"三会一课\"制度", "\"|\""),
                ("整治“四风\"问题", "\""),
                ("\"甲\"\"乙\"", "\"|\"|\"|\""),
                ("落实\"三会一课制度", "\""),
                ("落实'三会一课'制度", "'|'"),
                ("＂党建＂引领", "＂|＂"),
                ("坚持\"5+2\"\"白加黑\"", "\"|\"|\"|\""),
            ],
            &[
                "落实“三会一课”制度",
                "以Let's go为题",
                "14\"屏幕",
                "\"only Latin\"",
                "纬度30°15'",
                "‘甲’“乙”",
                "",
            ],
        );
        check_fixes(
            "straight-quote",
            &[
                ("落实\"三会一课\"和\"四风\"", "落实“三会一课”和“四风”"),
                ("整治“四风\"问题", "整治“四风”问题"),
            ],
        );
        for doubtful in ["落实\"三会一课制度", "“甲“\"乙", "甲\" 乙\"丙"] {
            assert_eq!(fixed("straight-quote", doubtful), doubtful);
        }
    }
}
