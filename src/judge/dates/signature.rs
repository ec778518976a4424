//! The year of the 落款 against the summary's.

use super::own::Own;
use super::{Year, years};
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Passage, Role};
use rust_i18n::t;
use std::sync::Arc;

/// A summary is signed within its year or in the three months after it.
const LAST_MONTH_AFTER: u32 = 3;

/// 成文日期
pub(super) struct Signed {
    passage: usize,
    pub(super) year: Year,
    month: Option<u32>,
}

impl Signed {
    /// Too late for the summary of a year.
    pub(super) fn is_late(&self, own: i32) -> bool {
        let year = self.year.value;
        year > own + 1 || year == own + 1 && self.month.is_some_and(|month| month > LAST_MONTH_AFTER)
    }
}

/// The date of the 落款, if it has a year.
pub(super) fn signed(document: &Document<'_>) -> Option<Signed> {
    let of_date = |(_, passage): &(usize, &Arc<Passage>)| passage.role == Role::SignatureDate;
    document.passages.iter().enumerate().filter(of_date).find_map(|(index, passage)| {
        let text = &passage.text;
        let year = years(text).next()?;
        let month = text.get(year.end()..).and_then(|rest| rest.split_once('月')?.0.parse().ok());
        Some(Signed { passage: index, year, month })
    })
}

pub fn signature_year(document: &Document<'_>, found: &mut Vec<Found>) {
    let (Some(Own { year: own, .. }), Some(signed)) = (Own::of(document), signed(document)) else { return };
    if signed.year.value >= own && !signed.is_late(own) {
        return;
    }
    let Signed { passage, year, .. } = signed;
    let text = document.passages.get(passage).map_or("", |passage| &passage.text);
    let message = t!("judge.dates.signature", year = year.value, own = own);
    let fix = year.write(text, own);
    found.push(Found { passage, hit: Hit::new(year.digits, message).fix(fix), related: Vec::new() });
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
