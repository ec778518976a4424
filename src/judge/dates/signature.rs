//! The year of the 落款 against the summary's.

use super::years;
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Role};
use rust_i18n::t;

/// A summary is signed within its year or in the three months after it.
const LAST_MONTH_AFTER: u32 = 3;

pub fn signature_year(document: &Document<'_>, found: &mut Vec<Found>) {
    let Some(own) = document.facts.year else { return };
    for (index, passage) in document.passages.iter().enumerate() {
        if passage.role != Role::SignatureDate {
            continue;
        }
        let text = &passage.text;
        let Some(year) = years(text).next() else { continue };
        let month = text.get(year.end()..).and_then(|rest| rest.split_once('月')?.0.parse().ok());
        let after = year.value == own + 1 && month.is_none_or(|month: u32| month <= LAST_MONTH_AFTER);
        if year.value == own || after {
            continue;
        }
        let message = t!("judge.dates.signature", year = year.value, own = own);
        let fix = year.write(text, own);
        let hit = Hit::new(year.digits, message).fix(fix);
        found.push(Found { passage: index, hit, related: Vec::new() });
    }
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{project, words_in};
    use crate::model::Signature;

    #[test]
    fn signed_in_another_year() {
        for (date, expected) in [
            ("2025年12月1日", "2025"),
            ("2024年12月31日", "2024"),
            ("2027年4月1日", "2027"),
            ("2027年12月1日", "2027"),
            ("2028年1月5日", "2028"),
            ("二〇二五年十二月一日", "二〇二五"),
            ("2026年12月1日", ""),
            ("2026年7月1日", ""),
            ("2027年1月5日", ""),
            ("2027年3月31日", ""),
            ("二〇二七年一月五日", ""),
            ("12月1日", ""),
            ("", ""),
        ] {
            let mut project = project(&["正文。"]);
            project.signature = Some(Signature { unit: "青石镇".into(), date: date.into() });
            assert_eq!(words_in("signature-year", &project).join("|"), expected, "{date}");
            for field in &mut project.fields {
                field.value.clear();
            }
            project.title = vec!["工作总结".into()];
            assert_eq!(words_in("signature-year", &project), [""; 0], "no year is known: {date}");
        }
    }
}
