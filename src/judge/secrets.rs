//! 隐私: numbers of persons that do not belong in a summary.

use super::rule::{Check, Group, Hit, Rule, Severity};
use super::scan::{after, before, head, part, runs};
use super::{Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

const fn row(
    id: &'static str,
    severity: Severity,
    clause: &'static str,
    check: fn(&Passage, &Facts, &mut Vec<Hit>),
) -> Rule {
    Rule { id, group: Group::Secrets, severity, clause, safe: false, check: Check::Passage(check) }
}

pub const RULES: &[Rule] = &[
    row("identity-number", Severity::Should, "GB 11643—1999", identity_numbers),
    row("mobile-number", Severity::Should, "", mobile_numbers),
    row("telephone-number", Severity::Hint, "", telephone_numbers),
    row("bank-card", Severity::Should, "", bank_cards),
];

/// A run of digits that nothing is tied to; `separators` may stand between them.
fn long_numbers<'a>(
    text: &'a str,
    separators: &'static [char],
) -> impl Iterator<Item = (Range<usize>, String)> + 'a {
    let part_of = move |c: char| c.is_ascii_digit() || separators.contains(&c);
    runs(text, part_of).filter_map(move |run| {
        let found = part(text, &run);
        let digits = found.trim_matches(separators);
        let start = run.start + found.find(digits)?;
        let range = start..start + digits.len();
        let tied =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_'));
        let free = !tied(before(text, range.start)) && !tied(after(text, range.end));
        free.then(|| (range, digits.chars().filter(char::is_ascii_digit).collect()))
    })
}

/// An 18-character number of an identity card whose date and check character are right.
fn identity_numbers(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for run in runs(text, |c| c.is_ascii_alphanumeric()) {
        if is_identity_number(part(text, &run)) {
            hits.push(Hit::new(run, t!("judge.secrets.identity")));
        }
    }
}

/// GB 11643: 地址码 6, 出生日期码 8, 顺序码 3, 校验码 1
fn is_identity_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let Some(last) = text.chars().nth(17).filter(|_| text.len() == 18) else { return false };
    let digits: Vec<u32> = text.chars().take(17).filter_map(|c| c.to_digit(10)).collect();
    let number = |range: Range<usize>| -> u32 { part(text, &range).parse().unwrap_or_default() };
    let born = (1900..2100).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14));
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = CHECKS.get(sum as usize % CHECKS.len());
    digits.len() == 17
        && (11..=82).contains(&number(0..2))
        && born
        && check == Some(&last.to_ascii_uppercase())
}

/// 1[3-9] and nine more digits
fn mobile_numbers(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (range, digits) in long_numbers(text, &[' ', '-']) {
        let mobile = digits.len() == 11
            && digits.starts_with('1')
            && digits.as_bytes().get(1).is_some_and(|b| *b >= b'3');
        let grouped = matches!(part(text, &range).len(), 11 | 13);
        // An amount, or the number of a document.
        let counted = after(text, range.end).is_some_and(|c| "元万亿吨人个户字号条件斤克米亩".contains(c));
        if mobile && grouped && !counted {
            hits.push(Hit::new(range, t!("judge.secrets.mobile")));
        }
    }
}

/// A telephone number that is called so.
fn telephone_numbers(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (range, digits) in long_numbers(text, &['-', '—', '－']) {
        let named = head(text, range.start).trim_end_matches(['：', ':', ' ', '为', '是', '号', '码']);
        let named = ["电话", "座机", "传真"].iter().any(|word| named.ends_with(word));
        let local = (7..=8).contains(&digits.len()) && !digits.starts_with(['0', '1']);
        let long = (10..=12).contains(&digits.len()) && digits.starts_with('0');
        if named && (local || long) {
            hits.push(Hit::new(range, t!("judge.secrets.telephone")));
        }
    }
}

/// A number of a bank card whose check digit is right.
fn bank_cards(passage: &Passage, _: &Facts, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (range, digits) in long_numbers(text, &[' ']) {
        let named = head(text, range.start).trim_end_matches(['：', ':', ' ', '为', '是']);
        let named = ["卡号", "账号", "帐号", "账户", "银行卡"].iter().any(|word| named.ends_with(word));
        // UnionPay, and with a name any.
        let issuer = digits.starts_with("62") || named && digits.starts_with(['3', '4', '5', '6', '9']);
        let card = (16..=19).contains(&digits.len()) && issuer && has_luhn_digit(&digits);
        if card && !is_identity_number(&digits) {
            hits.push(Hit::new(range, t!("judge.secrets.bank_card")));
        }
    }
}

fn has_luhn_digit(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) => twice / 10 + twice % 10,
        })
        .sum();
    sum.is_multiple_of(10) && digits.contains(|c| c != '0')
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::check;

    // All made up: 110101 with dates nobody has, cards of a row of one digit.
    #[test]
    fn identity_cards() {
        check(
            "identity-number",
            &[
                ("身份证号11010119000101009X", "11010119000101009X"),
                ("（11010119000101009x）", "11010119000101009x"),
                ("11010119000101009X，张某", "11010119000101009X"),
                ("号码：110101190001010014。", "110101190001010014"),
                ("持110101190001010022的", "110101190001010022"),
                ("“110101190001010030”", "110101190001010030"),
            ],
            &[
                "110101190001010015",
                "110101190013010075",
                "1101011900010100141",
                "A110101190001010014",
                "资金110101190001010015元",
                "991010119000101007",
                "11010119000101007",
                "全年办理信访案件24件",
            ],
        );
    }

    #[test]
    fn telephones() {
        check(
            "mobile-number",
            &[
                ("联系电话13800000000", "13800000000"),
                ("张某（13900000000）", "13900000000"),
                ("手机138 0000 0000", "138 0000 0000"),
                ("手机138-0000-0000。", "138-0000-0000"),
                ("15900000000，", "15900000000"),
                ("拨打19900000000联系", "19900000000"),
            ],
            &[
                "投资13800000000元",
                "12345678901",
                "138000000001",
                "11010119000101009X",
                "A13800000000",
                "1380000000",
                "编号1.3800000000",
                "12345热线",
            ],
        );
        check(
            "telephone-number",
            &[
                ("联系电话：0831-5550000", "0831-5550000"),
                ("电话5550000", "5550000"),
                ("传真：010-55500000", "010-55500000"),
                ("举报电话为08315550000", "08315550000"),
                ("座机55500000。", "55500000"),
                ("电话号码是5550000", "5550000"),
            ],
            &[
                "0831-5550000",
                "电话12345",
                "电话12388000",
                "电话24件",
                "受理5550000元",
                "电话：",
                "电话2023年",
                "电话13800000000",
            ],
        );
    }

    #[test]
    fn cards() {
        check(
            "bank-card",
            &[
                ("卡号6200000000000000000", "6200000000000000000"),
                ("打入6200000000000005账户", "6200000000000005"),
                ("6200 0000 0000 0005", "6200 0000 0000 0005"),
                ("卡号：4000000000000002", "4000000000000002"),
                ("银行卡6200000000000005", "6200000000000005"),
                ("账号为5000000000000009", "5000000000000009"),
                ("（6200000000000005）", "6200000000000005"),
            ],
            &[
                "6200000000000006",
                "卡号6222222222222222221",
                "4000000000000002",
                "620000000000000",
                "62000000000000050001",
                "110101190001010014",
                "A6200000000000005",
                "0000000000000000",
                "91510000000000000X",
            ],
        );
    }
}
