//! Words whose numerals are part of them.

use crate::judge::rule::Hit;
use crate::judge::scan::{Number, before, head, numbers, tail};
use crate::judge::{Facts, Passage};
use crate::text::numeral;
use rust_i18n::t;

/// What follows the digits, and the word as it should be.
const WORDS: &[(&str, &str, &str)] = &[
    ("4", "个意识", "四个意识"),
    ("4", "个自信", "四个自信"),
    ("2", "个维护", "两个维护"),
    ("2", "个确立", "两个确立"),
    ("4", "个全面", "四个全面"),
    ("3", "会一课", "三会一课"),
    ("1", "岗双责", "一岗双责"),
    ("2", "学一做", "两学一做"),
    ("3", "重一大", "三重一大"),
];

/// 党的20大, 20届3中全会, “4个意识”
pub fn words(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for number in numbers(text).filter(|number| number.digits <= 2 && !number.has_point) {
        if let Some((end, fix)) =
            congress(text, &number).or_else(|| plenary(text, &number)).or_else(|| word(text, &number))
        {
            hits.push(Hit::new(number.range.start..end, t!("judge.digits.fixed", good = &fix)).fix(fix));
        }
    }
}

fn congress(text: &str, number: &Number) -> Option<(usize, String)> {
    let n = number.whole(text).filter(|n| (12..=30).contains(n))?;
    let end = number.range.end;
    let rest = tail(text, end).strip_prefix('大')?;
    let named = head(text, number.range.start).ends_with("党的")
        || ["精神", "报告", "以来", "代表", "召开", "胜利"].iter().any(|word| rest.starts_with(word));
    named.then(|| (end + "大".len(), format!("{}大", numeral::write(n))))
}

fn plenary(text: &str, number: &Number) -> Option<(usize, String)> {
    let n = number.whole(text)?;
    let before = head(text, number.range.start);
    let end = number.range.end;
    let rest = tail(text, end);
    // 二十届3中全会
    if rest.starts_with("中全会") {
        let term =
            before.strip_suffix('届').is_some_and(|rest| rest.ends_with(crate::judge::scan::is_han_numeral));
        return (term && (1..=9).contains(&n))
            .then(|| (end + "中".len(), format!("{}中", numeral::write(n))));
    }
    let rest = rest.strip_prefix('届')?;
    let session = numbers(rest).next().filter(|session| session.range.start == 0);
    let (read, session) = match session {
        Some(session) => (session.range.end, session.whole(rest)?),
        None => numeral::read(rest).map(|(session, read)| (read, session))?,
    };
    let plenary =
        tail(rest, read).starts_with("中全会") && (1..=9).contains(&session) && (8..=30).contains(&n);
    let end = end + "届".len() + read + "中".len();
    plenary.then(|| (end, format!("{}届{}中", numeral::write(n), numeral::write(session))))
}

fn word(text: &str, number: &Number) -> Option<(usize, String)> {
    let start = number.range.start;
    if before(text, start).is_some_and(|c| c.is_ascii_alphanumeric() || c == '第') {
        return None;
    }
    let rest = tail(text, number.range.end);
    let plain = number.plain(text);
    if plain == "8" && rest.starts_with("项规定") && head(text, start).ends_with("中央") {
        return Some((number.range.end + "项规定".len(), "八项规定".into()));
    }
    let (_, behind, good) =
        WORDS.iter().find(|(digits, behind, _)| *digits == plain && rest.starts_with(behind))?;
    Some((number.range.end + behind.len(), (*good).into()))
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{check, check_fixes};

    #[test]
    fn fixed_numerals() {
        check(
            "fixed-numeral",
            &[
                ("学习党的20大精神", "20大"),
                ("20大报告", "20大"),
                ("党的19大以来", "19大"),
                ("20届3中全会", "20届3中"),
                ("二十届3中全会", "3中"),
                ("19届六中全会", "19届六中"),
                ("增强“4个意识”", "4个意识"),
                ("做到“2个维护”", "2个维护"),
                ("落实3会一课", "3会一课"),
                ("中央8项规定", "8项规定"),
            ],
            &[
                "党的二十大精神",
                "二十届三中全会",
                "三会一课，四个意识",
                "20大棚，20大类",
                "办理8项规定动作",
                "14个自信的党员",
                "第2届3次会议",
                "全国2大奖项",
                "3个重点",
                "",
            ],
        );
        check_fixes(
            "fixed-numeral",
            &[
                ("学习党的20大和20届3中全会精神", "学习党的二十大和二十届三中全会精神"),
                ("“4个意识”“2个维护”", "“四个意识”“两个维护”"),
            ],
        );
    }
}
