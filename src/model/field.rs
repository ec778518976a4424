//! 要素: values such as 单位 and 年度 that stand in the text as `{{单位}}`.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// Fields that a project may have: some six are usual, and every `{{…}}` is looked up among them.
pub const MAX_FIELDS: usize = 200;

/// A named value of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub name: String,
    #[serde(default)]
    pub kind: FieldKind,
    #[serde(default)]
    pub required: bool,
    /// What to put in, for the one who fills it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Empty while not filled in.
    #[serde(default)]
    pub value: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    #[default]
    Text,
    /// Four digits; `{{年度+1}}` and `{{年度-1}}` give the years beside it.
    Year,
    /// The name of a unit.
    Unit,
    /// A date in full Arabic figures without padding: 2026年12月1日.
    Date,
}

/// A text with its fields shown as their values, and where they stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    pub text: String,
    /// In document order, not overlapping.
    pub spans: Vec<Span>,
}

/// One field in a resolved text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the resolved text.
    pub range: Range<usize>,
    /// As it stands in the project: `{{单位}}`.
    pub source: String,
    /// Whether the field has a value; if not, its source is shown.
    pub filled: bool,
}

impl Field {
    /// What is wrong with the value: empty though required, or not of its kind.
    pub fn problem(&self) -> Option<FieldProblem> {
        let value = self.value.trim();
        if value.is_empty() {
            return self.required.then_some(FieldProblem::Missing);
        }
        match self.kind {
            FieldKind::Year if parse_year(value).is_none() => Some(FieldProblem::NotAYear),
            FieldKind::Date if !is_date(value) => Some(FieldProblem::NotADate),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    Missing,
    NotAYear,
    NotADate,
}

fn parse_year(value: &str) -> Option<u32> {
    (value.len() == 4).then(|| value.parse().ok()).flatten().filter(|year| *year >= 1000)
}

/// Whether `text` is a date as 7.3.5.4 of GB/T 9704—2012 wants it: 2026年12月1日, not padded.
pub fn is_date(text: &str) -> bool {
    let parts = || {
        let (year, rest) = text.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix('日')?;
        let plain = |digits: &str, max: u32| {
            !digits.starts_with('0')
                && digits.bytes().all(|b| b.is_ascii_digit())
                && digits.parse().is_ok_and(|n: u32| (1..=max).contains(&n))
        };
        Some(parse_year(year).is_some() && plain(month, 12) && plain(day, 31))
    };
    parts().unwrap_or(false)
}

/// The value that stands for a reference such as `单位` or `年度+1`, if it has one.
fn value_of<'a>(fields: &'a [Field], name: &str) -> Option<Cow<'a, str>> {
    let filled = |name: &str| {
        fields.iter().find(|field| field.name == name).filter(|field| !field.value.trim().is_empty())
    };
    if let Some(field) = filled(name) {
        return Some(Cow::Borrowed(field.value.trim()));
    }
    let at = name.rfind(['+', '-'])?;
    let (name, offset) = name.split_at_checked(at)?;
    let field = filled(name).filter(|field| field.kind == FieldKind::Year)?;
    let year = i64::from(parse_year(field.value.trim())?) + offset.parse::<i64>().ok()?;
    (1000..=9999).contains(&year).then(|| Cow::Owned(year.to_string()))
}

/// The field that `name` (as in `单位` or `年度+1`) refers to, filled or not.
fn field_of<'a>(fields: &'a [Field], name: &str) -> Option<&'a Field> {
    let known = |name: &str| fields.iter().find(|field| field.name == name);
    known(name).or_else(|| {
        let (name, offset) = name.split_at_checked(name.rfind(['+', '-'])?)?;
        known(name).filter(|_| offset.parse::<i64>().is_ok())
    })
}

/// `{{…}}` that names a field of the project, filled or not, in order. Anything else in braces is
/// text.
fn references<'a>(fields: &'a [Field], text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let end = from + text.get(from..)?.find("}}")?;
            let before = text.get(from..end)?;
            from = end;
            // The innermost braces, so that a text full of them is read once.
            let Some(start) = before.rfind("{{").map(|at| end - before.len() + at) else {
                from += 1;
                continue;
            };
            let name = text.get(start + 2..end)?.trim();
            if field_of(fields, name).is_some() {
                from = end + 2;
                return Some((start..from, name));
            }
            from += 1;
        }
    })
}

/// The fields that the text refers to, each as often as it does.
pub(super) fn referred<'a>(fields: &'a [Field], text: &'a str) -> impl Iterator<Item = &'a Field> {
    references(fields, text).filter_map(|(_, name)| field_of(fields, name))
}

/// The byte, or the end of the field that it falls into.
pub(super) fn whole_fields(fields: &[Field], text: &str, byte: usize) -> usize {
    references(fields, text)
        .find(|(range, _)| range.start < byte && byte < range.end)
        .map_or(byte, |(range, _)| range.end)
}

/// The text with its fields replaced by their values; those without a value stay as written.
pub fn resolve<'a>(fields: &[Field], text: &'a str) -> Cow<'a, str> {
    if text.contains("{{") { Cow::Owned(resolve_with_spans(fields, text).text) } else { Cow::Borrowed(text) }
}

/// As [`resolve`], with the places of the fields.
pub fn resolve_with_spans(fields: &[Field], text: &str) -> Resolved {
    let mut resolved = Resolved::default();
    let mut copied = 0;
    for (range, name) in references(fields, text) {
        resolved.text.push_str(text.get(copied..range.start).unwrap_or(""));
        copied = range.end;
        let source = text.get(range).unwrap_or("").to_owned();
        let value = value_of(fields, name);
        let start = resolved.text.len();
        resolved.text.push_str(value.as_deref().unwrap_or(&source));
        let range = start..resolved.text.len();
        resolved.spans.push(Span { range, source, filled: value.is_some() });
    }
    resolved.text.push_str(text.get(copied..).unwrap_or(""));
    resolved
}

impl Resolved {
    /// The text as it stands in a project: every span as its source.
    pub fn source(&self) -> String {
        let mut source = String::with_capacity(self.text.len());
        let mut copied = 0;
        for span in &self.spans {
            source.push_str(self.text.get(copied..span.range.start).unwrap_or(""));
            source.push_str(&span.source);
            copied = span.range.end;
        }
        source.push_str(self.text.get(copied..).unwrap_or(""));
        source
    }

    /// The byte of [`Self::source`] that a byte of the resolved text comes from; inside a field,
    /// the end of the field.
    pub fn source_byte(&self, at: usize) -> usize {
        let (mut shown, mut written) = (0, 0);
        for span in self.spans.iter().take_while(|span| span.range.start < at) {
            if at < span.range.end {
                return span.range.start - shown + written + span.source.len();
            }
            shown += span.range.len();
            written += span.source.len();
        }
        at - shown + written
    }

    /// Puts `text` in at a byte. A field it falls into becomes plain text.
    pub fn insert(&mut self, at: usize, text: &str) {
        if !self.text.is_char_boundary(at) {
            return;
        }
        self.text.insert_str(at, text);
        self.spans.retain(|span| !(span.range.start < at && at < span.range.end));
        for span in self.spans.iter_mut().filter(|span| span.range.start >= at) {
            span.range = span.range.start + text.len()..span.range.end + text.len();
        }
    }

    /// Takes the bytes of `range` out. A field that loses a part of itself becomes plain text.
    pub fn remove(&mut self, range: Range<usize>) {
        if self.text.get(range.clone()).is_none() {
            return;
        }
        self.text.replace_range(range.clone(), "");
        self.spans.retain(|span| span.range.end <= range.start || range.end <= span.range.start);
        for span in self.spans.iter_mut().filter(|span| span.range.start >= range.end) {
            span.range = span.range.start - range.len()..span.range.end - range.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<Field> {
        let field = |name: &str, kind, value: &str| Field {
            name: name.into(),
            kind,
            value: value.into(),
            ..Field::default()
        };
        vec![
            field("单位", FieldKind::Unit, "青石镇"),
            field("年度", FieldKind::Year, "2026"),
            field("书记", FieldKind::Text, ""),
        ]
    }

    #[test]
    fn resolves() {
        for (text, expected) in [
            ("{{单位}}{{年度}}年工作总结", "青石镇2026年工作总结"),
            ("{{ 单位 }}", "青石镇"),
            ("展望{{年度+1}}年，比{{年度-1}}年", "展望2027年，比2025年"),
            ("{{书记}}{{无此}}{{单位", "{{书记}}{{无此}}{{单位"),
            ("{{{单位}}}", "{青石镇}"),
            ("{{甲{{单位}}}}{{单位}}}}", "{{甲青石镇}}青石镇}}"),
            ("}}{{单位}}", "}}青石镇"),
            ("{{单位+1}}", "{{单位+1}}"),
            ("", ""),
        ] {
            assert_eq!(resolve(&fields(), text), expected);
            let resolved = resolve_with_spans(&fields(), text);
            assert_eq!(resolved.text, expected);
            assert_eq!(resolved.source(), text, "source of {text}");
        }
    }

    #[test]
    fn braces_without_end_are_read_once() {
        let start = std::time::Instant::now();
        for text in ["{{".repeat(300_000) + "}}", "{{x}}".repeat(100_000), "}}".repeat(300_000)] {
            assert_eq!(resolve(&fields(), &text), text);
        }
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }

    #[test]
    fn editing_keeps_whole_fields_and_dissolves_broken_ones() {
        let start = || resolve_with_spans(&fields(), "在{{单位}}工作");
        let mut text = start();
        text.insert(3, "我");
        assert_eq!(text.source(), "在我{{单位}}工作");
        let mut text = start();
        text.insert(12, "的");
        assert_eq!(text.source(), "在{{单位}}的工作");
        let mut text = start();
        text.insert(6, "大");
        assert_eq!(text.source(), "在青大石镇工作");
        let mut text = start();
        text.remove(0..3);
        assert_eq!(text.source(), "{{单位}}工作");
        let mut text = start();
        text.remove(9..15);
        assert_eq!(text.source(), "在青石作");
        let mut text = start();
        text.remove(3..12);
        assert_eq!(text.source(), "在工作");
        let mut text = start();
        text.remove(1..2);
        assert_eq!(text.source(), "在{{单位}}工作", "never cuts a character");
    }

    #[test]
    fn bytes_of_the_source() {
        let text = resolve_with_spans(&fields(), "在{{单位}}和{{书记}}处");
        let source = text.source();
        for (at, after) in [(0, "在"), (3, "{{单位}}"), (6, "和"), (12, "和"), (15, "{{书记}}"), (25, "处")]
        {
            assert!(source.get(text.source_byte(at)..).unwrap().starts_with(after), "{at}");
        }
        assert_eq!(text.source_byte(text.text.len()), source.len());
    }

    #[test]
    fn problems() {
        let check = |kind, required, value: &str| {
            Field { kind, required, value: value.into(), ..Field::default() }.problem()
        };
        assert_eq!(check(FieldKind::Unit, true, " "), Some(FieldProblem::Missing));
        assert_eq!(check(FieldKind::Unit, false, ""), None);
        assert_eq!(check(FieldKind::Year, true, "2026"), None);
        assert_eq!(check(FieldKind::Year, true, "26"), Some(FieldProblem::NotAYear));
        assert_eq!(check(FieldKind::Date, true, "2026年12月1日"), None);
        for bad in ["2026年12月01日", "2026-12-1", "2026年13月1日", "12月1日", "2026年+1月1日"] {
            assert_eq!(check(FieldKind::Date, true, bad), Some(FieldProblem::NotADate), "{bad}");
        }
    }
}
