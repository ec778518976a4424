//! What things of a summary are called on the terminal.

use crate::model::project::Part;
use crate::model::{Limit, Place, Project, Section, SectionId, Unit, field};
use rust_i18n::t;

/// Characters of a heading or sentence that are shown: a line of the terminal and no more.
const SHOWN: usize = 32;

pub fn part(part: Part) -> String {
    match part {
        Part::Opening => t!("cli.part.opening"),
        Part::Body => t!("cli.part.body"),
        Part::Closing => t!("cli.part.closing"),
    }
    .into_owned()
}

/// The numeral and what an outline calls the section: 二、规范用权.
pub fn section(project: &Project, parent: &Section, index: usize) -> String {
    let numeral = parent.marker.write(index + 1);
    let label = parent.children.get(index).map(|child| child.label()).unwrap_or_default();
    numeral + &short(&field::resolve(&project.fields, label))
}

/// What a limit is set on: the whole (`None`), a part, or a section.
pub fn place(project: &Project, id: Option<SectionId>) -> String {
    let Some(id) = id else { return t!("cli.part.whole").into_owned() };
    match (project.parent(id), project.path(id)) {
        (Some((parent, index)), _) => section(project, parent, index),
        (None, Some((root, _))) => part(root),
        (None, None) => String::new(),
    }
}

/// Where something stands in a summary: 标题, 导语, 二、三是.
pub fn of_place(project: &Project, place: Place) -> String {
    let Some(mut id) = place.section() else {
        return match place {
            Place::Title => t!("cli.part.title"),
            _ => t!("cli.part.signature"),
        }
        .into_owned();
    };
    let mut numerals = String::new();
    while let Some((parent, _)) = project.parent(id) {
        numerals.insert_str(0, &project.numeral(id));
        id = parent.id;
    }
    match Part::ALL.into_iter().find(|&part| project.part(part).id == id) {
        Some(Part::Body) if !numerals.is_empty() => numerals,
        Some(root) => part(root) + &numerals,
        None => numerals,
    }
}

pub fn unit(unit: Unit) -> String {
    match unit {
        Unit::Words => t!("cli.unit.words"),
        Unit::Chars => t!("cli.unit.chars"),
        Unit::Han => t!("cli.unit.han"),
        Unit::Pages => t!("cli.unit.pages"),
    }
    .into_owned()
}

/// What a limit asks for, such as 不超过 600 字; nothing where it asks for nothing.
pub fn limit(limit: Limit) -> Option<String> {
    let unit = unit(limit.unit);
    let words = match (limit.min, limit.max) {
        (None, None) => return None,
        (Some(min), None) => t!("cli.limit.min", n = min, unit = unit),
        (None, Some(max)) => t!("cli.limit.max", n = max, unit = unit),
        (Some(min), Some(max)) => t!("cli.limit.both", min = min, max = max, unit = unit),
    };
    Some(words.into_owned())
}

/// Milliseconds since 1970 began as the clock here shows them: `2026-12-01 14:03`.
pub fn time(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds)
        .map(|time| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// Names one after the other.
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(&t!("common.list_separator"))
}

/// The beginning of a text, on one line and without what moves a terminal's cursor.
pub fn short(text: &str) -> String {
    let mut shown: String = one_line(text).chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// A text of which every control character became a blank.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_texts_are_short_and_tame() {
        for (text, expected) in [
            ("压实责任", "压实责任".to_owned()),
            ("甲\u{1B}[2J\n乙", "甲 [2J 乙".to_owned()),
            (&"𠮷".repeat(32), "𠮷".repeat(32)),
            (&"𠮷".repeat(33), "𠮷".repeat(32) + "…"),
        ] {
            assert_eq!(short(text), expected);
        }
    }
}
