//! What stands under the text: 附件说明 and 落款.

use super::line::Line;
use crate::model::Signature;
use crate::text::chars::is_han;

const UNIT_CHARS: usize = 30;
const DATE_CHARS: usize = 20;
const ATTACHMENT_CHARS: usize = 60;

/// The end of the lines after the title: sections as far as line `body`, plain lines of the
/// closing as far as `closing`, then the 落款.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tail {
    pub body: usize,
    pub closing: usize,
    pub signature: Option<Signature>,
}

pub(super) fn tail(lines: &[Line]) -> Tail {
    let junk = lines.len() - lines.iter().rev().take_while(|line| line.junk).count();
    let text = lines.get(..junk).unwrap_or(lines);
    let (signed, signature) = signature(text);
    // Under junk that the user keeps, a 落款 is no longer the last thing: it stays text.
    let (closing, signature) = if junk == lines.len() { (signed, signature) } else { (lines.len(), None) };
    let attachment = text.iter().take(signed).skip(1).position(|line| is_attachment(line)).map(|at| at + 1);
    Tail { body: attachment.unwrap_or(signed), closing, signature }
}

/// How many lines stand before the 落款, and the 落款: a unit and a date, or a date.
fn signature(lines: &[Line]) -> (usize, Option<Signature>) {
    let Some((date, rest)) = lines.split_last().filter(|(date, _)| is_date(date.text)) else {
        return (lines.len(), None);
    };
    let unit = rest.last().filter(|line| is_unit(line)).map_or("", |line| line.text);
    let before = rest.len() - usize::from(!unit.is_empty());
    (before, Some(Signature { unit: unit.to_owned(), date: date.text.to_owned() }))
}

fn is_unit(line: &Line) -> bool {
    line.numeral.is_none()
        && !line.junk
        && !line.is_longer_than(UNIT_CHARS)
        && !line.text.contains(['。', '；', '！', '？', '，'])
        && !line.text.ends_with(['：', ':', '、'])
        && !line.text.starts_with("附件")
        && line.text.chars().any(is_han)
}

/// 2026年12月1日, 二〇二六年十二月一日, 2026年12月, and one that is still to be filled in.
pub(super) fn is_date(text: &str) -> bool {
    let figure = |c: char| {
        c.is_ascii_digit() || "〇○零一二三四五六七八九十XxＸ×*_".contains(c) || ('０'..='９').contains(&c)
    };
    text.chars().nth(DATE_CHARS).is_none()
        && text.starts_with(figure)
        && text.ends_with(['日', '月'])
        && text.split_once('年').is_some_and(|(_, rest)| rest.contains('月'))
        && text.chars().all(|c| figure(c) || c.is_whitespace() || matches!(c, '年' | '月' | '日'))
}

/// `附件：1. …`, `附件1`, `附件`
fn is_attachment(line: &Line) -> bool {
    let Some(rest) = line.text.strip_prefix("附件") else { return false };
    !line.is_longer_than(ATTACHMENT_CHARS)
        && !rest.contains('。')
        && rest.chars().next().is_none_or(|c| {
            matches!(c, '：' | ':')
                || c.is_ascii_digit()
                || c.is_whitespace()
                || "一二三四五六七八九十".contains(c)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::line::lines;

    fn check(text: &str, body: usize, closing: usize, signature: Option<(&str, &str)>) {
        let signature = signature.map(|(unit, date)| Signature { unit: unit.into(), date: date.into() });
        assert_eq!(tail(&lines(text)), Tail { body, closing, signature }, "{text}");
    }

    #[test]
    fn signatures_and_attachments() {
        check("正文。\n青石镇人民政府\n2026年12月1日", 1, 1, Some(("青石镇人民政府", "2026年12月1日")));
        check("正文。\n2026年12月1日", 1, 1, Some(("", "2026年12月1日")));
        check(
            "正文。\n述职人：某某\n二〇二六年十二月一日",
            1,
            1,
            Some(("述职人：某某", "二〇二六年十二月一日")),
        );
        check("正文。\n青石镇\n2026年12月  日", 1, 1, Some(("青石镇", "2026年12月  日")));
        check("正文。\n青石镇人民政府", 2, 2, None);
        check("一、甲\n二、乙\n2026年12月1日", 2, 2, Some(("", "2026年12月1日")));
        check("正文。\n2026年12月1日召开会议", 2, 2, None);
        let attached = "正文。\n附件：1. 清单\n2. 台账\n青石镇\n2026年12月1日";
        check(attached, 1, 3, Some(("青石镇", "2026年12月1日")));
        check("附件1\n正文。", 2, 2, None);
        check("正文。\n附件中列出的事项", 2, 2, None);
        check("", 0, 0, None);
    }

    #[test]
    fn kept_junk_below_makes_the_signature_text() {
        let mut all = lines("正文。\n青石镇\n2026年12月1日\n上一篇：无");
        all[3].junk = true;
        assert_eq!(tail(&all), Tail { body: 1, closing: 4, signature: None });
    }
}
