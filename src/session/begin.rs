//! Beginning a summary from a template: what its fields hold before anybody has filled them.

use crate::model::{Field, FieldKind, Template};
use jiff::civil::Date;

/// The year that a summary written on `today` is about: in the first three months the year before,
/// because a year's summary is handed in after its end.
pub fn year_written_about(today: Date) -> i16 {
    if today.month() <= 3 { today.year() - 1 } else { today.year() }
}

/// The fields of a summary begun on `today`: the template's, with its own values, and
/// [`year_written_about`] in every 年度 that has none.
pub fn fields(template: &Template, today: Date) -> Vec<Field> {
    let mut fields = template.instantiate(String::new(), &[]).fields;
    for field in &mut fields {
        if field.kind == FieldKind::Year && field.value.trim().is_empty() {
            field.value = year_written_about(today).to_string();
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::template::{FieldSpec, SectionSpec};
    use jiff::civil::date;

    #[test]
    fn a_year_is_summed_up_until_march() {
        for (today, year) in [
            (date(2026, 1, 1), 2025),
            (date(2026, 3, 31), 2025),
            (date(2026, 4, 1), 2026),
            (date(2026, 12, 31), 2026),
        ] {
            assert_eq!(year_written_about(today), year, "{today}");
        }
    }

    #[test]
    fn only_years_without_a_value_are_filled() {
        let field = |name: &str, kind, default: &str| FieldSpec {
            name: name.into(),
            kind,
            default: default.into(),
            ..FieldSpec::default()
        };
        let template = Template {
            id: "x".into(),
            name: "x".into(),
            summary: Vec::new(),
            for_whom: String::new(),
            when: String::new(),
            fields: vec![
                field("年度", FieldKind::Year, ""),
                field("去年", FieldKind::Year, "2020"),
                field("单位", FieldKind::Unit, ""),
                field("上级", FieldKind::Text, "县委"),
            ],
            limit: Default::default(),
            title: Vec::new(),
            opening: SectionSpec::default(),
            body: SectionSpec::default(),
            closing: SectionSpec::default(),
            signature: None,
        };
        let values: Vec<_> =
            fields(&template, date(2026, 12, 1)).into_iter().map(|field| field.value).collect();
        assert_eq!(values, ["2026", "2020", "", "县委"]);
    }
}
