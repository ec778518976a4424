//! 今年, 去年: what they mean is gone when the summary is read again.

use crate::judge::Document;
use crate::judge::clause::{after, before, within};
use crate::judge::rule::{Found, Hit};
use rust_i18n::t;

/// The word, and the characters before it with which it is another word: 文明|年, 提前|年.
const WORDS: &[(&str, &str)] = &[
    ("今年", "当至如"),
    ("去年", "过逝离"),
    ("明年", "文说声证表透光聪"),
    ("前年", "提目此以之当从"),
    ("上年", "以马晚早加比较同与和"),
];

/// With these behind it, it is another word (至今|年均, 今|年轻人) or a term of statistics (上年同期).
const TAILS: &[char] = &['均', '龄', '轻', '代', '华', '纪', '级', '味', '画', '同', '末'];

pub fn relative_year(document: &Document<'_>, found: &mut Vec<Found>) {
    let mut places = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let text = &passage.text;
        for (at, mark) in text.match_indices('年') {
            // All of the words have one 汉字 before 年.
            let Some(start) = at.checked_sub(mark.len()) else { continue };
            let end = at + mark.len();
            let Some(word) = text.get(start..end) else { continue };
            let Some((_, others)) = WORDS.iter().find(|(known, _)| *known == word) else { continue };
            let apart = !before(text, start, 1).contains(|c| others.contains(c))
                // 截至今年 is this year, 至今年均 is not: its tail tells.
                || (word == "今年" && before(text, start, 2) == "截至");
            let ends = !after(text, end, 1).contains(TAILS);
            let quoted = within(text, start, '“', '”') || within(text, start, '《', '》');
            if apart && ends && !quoted {
                places.push((index, start..end));
            }
        }
    }
    let count = places.len();
    let Some((passage, range)) = places.into_iter().next() else { return };
    let word = document.passages.get(passage).and_then(|passage| passage.text.get(range.clone()));
    let word = word.unwrap_or_default();
    let message = match count {
        1 => t!("judge.dates.relative_once", word = word),
        _ => t!("judge.dates.relative", word = word, count = count),
    };
    found.push(Found { passage, hit: Hit::new(range, message), related: Vec::new() });
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::check;

    #[test]
    fn once_in_a_document() {
        check(
            "relative-year",
            &[
                ("今年以来，全镇排查隐患12处。今年召开会议3次。", "今年"),
                ("去年的问题已经整改", "去年"),
                ("明年我们将继续努力", "明年"),
                ("上年结转资金12万元", "上年"),
                ("截至今年11月底", "今年"),
                ("该工程前年开工", "前年"),
            ],
            &[
                "比上年增长5.6%",
                "较上年下降0.5个百分点",
                "与上年同期相比",
                "至今年均增长5%",
                "文明年度评选",
                "提前年度任务完成",
                "过去年份的经验",
                "“今年我能行”主题活动",
                "以上年龄的老人",
                "在过去的一年里",
                "年",
            ],
        );
    }
}
