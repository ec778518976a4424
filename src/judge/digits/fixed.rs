//! Words whose numerals are part of them.

use crate::judge::rule::Hit;
use crate::judge::scan::{Number, before, head, numbers, part, tail};
use crate::judge::{Facts, Passage};
use crate::text::numeral;
use rust_i18n::t;
use std::ops::Range;

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

/// Set phrases with numerals in them, any of which may have been typed as a digit: 3会1课. What is
/// also said of so many things (4风险点, 1把手电) has the word behind or before it.
const PHRASES: &[&str] = &[
    "第一书记",
    "第一责任人",
    "第一要务",
    "三会一课",
    "一岗双责",
    "两学一做",
    "三重一大",
    "一网通办",
    "一网统管",
    "一窗受理",
    "一窗通办",
    "一门式",
    "一站式",
    "最多跑一次",
    "一件事一次办",
    "一票否决",
    "一案双查",
    "一肩挑",
    "一事一议",
    "一村一品",
    "一户一策",
    "一企一策",
    "一带一路",
    "一国两制",
    "一次性告知",
    "“一卡通”",
    "两委”",
    "村两委",
    "社区两委",
    "支两委",
    "两不愁三保障",
    "两个一百年",
    "三农”",
    "三农问题",
    "三农工作",
    "三公”",
    "三公经费",
    "三务公开",
    "三资”",
    "三资管理",
    "三治融合",
    "四风”",
    "四风问题",
    "四风建设",
    "纠治四风",
    "纠正四风",
    "四议两公开",
    "五位一体",
    "党政一把手",
    "单位一把手",
    "“一把手",
    "双随机一公开",
    "一老一小",
    "三个务必”",
    "两山”",
    "一抓到底",
    "一刀切",
    "一盘棋",
    "一体推进",
    "一线工作法",
];

/// The digit that stands for a numeral of a phrase.
fn stands_for(digit: char, numeral: char) -> bool {
    let numerals =
        [('1', '一'), ('2', '二'), ('2', '两'), ('3', '三'), ('4', '四'), ('5', '五'), ('6', '六')];
    numerals.contains(&(digit, numeral))
}

/// A phrase that a digit belongs to, wherever in it the digit stands.
fn phrase(text: &str, number: &Number) -> Option<(Range<usize>, String)> {
    let digit = Some(part(text, &number.range)).filter(|digit| digit.len() == 1)?.chars().next()?;
    PHRASES.iter().find_map(|phrase| {
        phrase.char_indices().filter(|(_, numeral)| stands_for(digit, *numeral)).find_map(|(at, _)| {
            let count = head(phrase, at).chars().count();
            let before = head(text, number.range.start);
            let start = before.char_indices().rev().take(count).last().map_or(before.len(), |(at, _)| at);
            let words = tail(text, start);
            let length: usize = words.chars().take(phrase.chars().count()).map(char::len_utf8).sum();
            let same = |(c, right): (char, char)| c == right || stands_for(c, right);
            let whole = words.chars().zip(phrase.chars()).filter(|pair| same(*pair)).count();
            // 12315会1课, A1网通办; of 第1书记6名 the 6 is another number.
            let tied = |c: char| c.is_ascii_alphanumeric() || c == '.';
            let digit_at_start = words.starts_with(|c: char| c.is_ascii_digit());
            let free = !(digit_at_start && head(text, start).ends_with(tied));
            let found = whole == phrase.chars().count() && free;
            found.then(|| (start..start + length, (*phrase).to_owned()))
        })
    })
}

/// 党的20大, 20届3中全会, “4个意识”
pub fn words(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    let mut done = 0;
    for number in numbers(text).filter(|number| number.digits <= 2 && !number.has_point) {
        if number.range.start < done {
            continue;
        }
        let whole =
            congress(text, &number).or_else(|| plenary(text, &number)).or_else(|| word(text, &number));
        let whole = whole.map(|(end, fix)| (number.range.start..end, fix));
        if let Some((range, fix)) = whole.or_else(|| phrase(text, &number)) {
            done = range.end;
            hits.push(Hit::new(range, t!("judge.digits.fixed", good = &fix)).fix(fix));
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
                ("选派第1书记6名", "第1书记"),
                ("落实3会1课、两学1做", "3会1课|两学1做"),
                ("三会1课制度", "三会1课"),
                ("整治4风问题", "4风问题"),
                ("驰而不息纠治“4风”", "4风”"),
                ("推行1网通办、1窗受理", "1网通办|1窗受理"),
                ("4议2公开工作法", "4议2公开"),
                ("村2委换届", "村2委"),
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
                "排查出4风险点、发放1把手电筒",
                "第12书记员，13会1课，A1网通办",
                "第1批次，第1季度，第1个项目，第1责任区，第1线路，第1时间段，会议第1议题",
                "建立1本账簿，织密1张网络，1对1帮扶，全年4下基层，带来1把尺子",
                "三会一课、两学一做、一网通办、第一书记",
                "召开3会，上1课",
                "新增3农机站，3公里，3资金池",
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
