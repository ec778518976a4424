//! The figures of a file as a person reads them: numbers first, so that they stand in a column
//! whatever the width of the words behind them.

use super::{Broken, Counted, Measured};
use crate::cli::{files, wording};
use crate::model::limit::Standing;
use crate::model::measure::Figures;
use crate::model::project::Part;
use crate::model::{Limit, Section, Unit};
use rust_i18n::t;

pub fn table(counted: &Counted) -> String {
    let count = counted.count;
    let mut text = format!("{}\n", files::name(counted.path));
    let asked = counted.project.as_ref();
    let asked =
        asked.map(|measured| limit(measured.project.limit, measured.measure.total)).unwrap_or_default();
    for (value, words) in [
        (count.words, (t!("cli.count.words") + asked.as_str())),
        (count.chars_no_space, t!("cli.count.chars_no_space")),
        (count.chars_with_space, t!("cli.count.chars_with_space")),
        (count.han, t!("cli.count.han")),
        (count.paragraphs, t!("cli.count.paragraphs")),
    ] {
        text.push_str(&line(value, &words));
    }
    if let Some(measured) = &counted.project {
        text.push_str(&format!("  {}\n", t!("cli.count.parts")));
        text.push_str(&parts(measured));
        let complaints = measured.broken.iter().map(|broken| format!("  {}\n", complaint(measured, broken)));
        text.extend(complaints);
    }
    text
}

fn line(value: usize, words: &str) -> String {
    format!("  {value:>8}  {words}\n")
}

/// What adds up to the whole, and every section below that has a limit of its own.
fn parts(measured: &Measured) -> String {
    let Measured { project, measure, .. } = measured;
    let mut text = String::new();
    let apart = |figures: Figures, name: &str| match figures.count.words {
        0 => String::new(),
        words => line(words, name),
    };
    text.push_str(&apart(measure.title, &t!("cli.part.title")));
    for part in Part::ALL {
        let root = project.part(part);
        text.push_str(&row(measured, root, &wording::part(part)));
        rows(measured, root, 1, &mut text);
    }
    text.push_str(&apart(measure.signature, &t!("cli.part.signature")));
    text
}

fn rows(measured: &Measured, parent: &Section, depth: usize, text: &mut String) {
    for (index, section) in parent.children.iter().enumerate() {
        if depth == 1 || !section.limit.is_empty() {
            let label = wording::section(&measured.project, parent, index);
            text.push_str(&row(measured, section, &format!("{}{label}", "  ".repeat(depth))));
        }
        rows(measured, section, depth + 1, text);
    }
}

/// A section with its limit; with its figure, where the limit is not one of 字数.
fn row(measured: &Measured, section: &Section, label: &str) -> String {
    let figures = measured.measure.section(section.id);
    let limit = limit(section.limit, figures);
    line(figures.count.words, &format!("{label}{limit}"))
}

fn limit(limit: Limit, figures: Figures) -> String {
    let Some(words) = wording::limit(limit) else { return String::new() };
    if limit.unit == Unit::Words {
        return t!("cli.count.limit", limit = words).into_owned();
    }
    let (value, unit) = (figures.in_unit(limit.unit), wording::unit(limit.unit));
    t!("cli.count.limit_in_unit", value = value, unit = unit, limit = words).into_owned()
}

/// A broken limit: of what, how it stands, what is asked for, and by how much.
fn complaint(measured: &Measured, broken: &Broken) -> String {
    let place = wording::place(&measured.project, broken.section);
    let value = broken.figures.in_unit(broken.limit.unit);
    let unit = wording::unit(broken.limit.unit);
    let limit = wording::limit(broken.limit).unwrap_or_default();
    match broken.standing {
        Standing::Over(n) => {
            t!("cli.count.over", place = place, value = value, unit = unit, limit = limit, n = n)
        }
        Standing::Short(n) => {
            t!("cli.count.short", place = place, value = value, unit = unit, limit = limit, n = n)
        }
        Standing::Within(_) => "".into(),
    }
    .into_owned()
}
