//! Every rule in real phrasing: at least six texts in which it finds something, and six in which it
//! must not. The texts are in `tests/data/rules.tsv`; a rule without its twelve fails here.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::Arc;
use suigao::import::{self, JunkChoice};
use suigao::judge::rules::{TABLE, by_id};
use suigao::judge::{Judge, Setup};
use suigao::model::{Field, FieldKind, Limit, Marker, Project, Section, Signature};

const LEAST: usize = 6;

struct Row {
    rule: &'static str,
    fires: bool,
    given: &'static str,
    text: String,
}

fn rows() -> Vec<Row> {
    let table = include_str!("data/rules.tsv").lines().skip(1);
    let rows = table.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [rule, kind, given, text] = cells[..] else { panic!("four cells: {row}") };
        assert!(by_id(rule).is_some(), "there is no rule {rule}");
        assert!(matches!(kind, "fires" | "silent"), "{row}");
        Row { rule, fires: kind == "fires", given, text: shown(text) }
    });
    rows.collect()
}

/// `\u{200B}` is the character that cannot be seen.
fn shown(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        shown.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        shown.push_str(rest);
    }
    shown
}

/// What …… stands for where a long text is given.
const FILLER: &str = "镇党委坚持定期研究，逐项推动落实，取得明显成效。";

/// A summary of 青石镇 for 2026 with these paragraphs in one section, unless something else is given;
/// `read` is a whole file.
fn project(given: &str, text: &str) -> Project {
    let file = given.starts_with("read");
    let mut project = if file {
        let filler = if given.ends_with("long") { FILLER.repeat(40) } else { "……".into() };
        let text = text.replace('¶', "\n").replace("……", &filler);
        import::read(&text, "row".into(), &JunkChoice::KeepAll).project
    } else {
        Project::new("row".into())
    };
    let field = |name: &str, kind, value: &str| Field {
        name: name.into(),
        kind,
        value: value.into(),
        ..Field::default()
    };
    project.fields = vec![field("单位", FieldKind::Unit, "青石镇"), field("年度", FieldKind::Year, "2026")];
    if file {
        return project;
    }
    project.title = vec!["青石镇2026年工作总结".into()];
    let mut section = Section::new(project.new_section_id());
    section.paragraphs = text.split('¶').map(str::to_owned).collect();
    let mut marker = Marker::None;
    for (key, value) in given.split(';').filter_map(|given| given.split_once('=')) {
        match key {
            "title" => project.title = vec![value.into()],
            "unit" => project.fields[0].value = value.into(),
            "empty" => project.fields.iter_mut().find(|f| f.name == value).unwrap().value.clear(),
            "opening" => {
                let mut opening = Section::clone(&project.opening);
                opening.paragraphs = vec![value.into()];
                project.opening = Arc::new(opening);
            }
            "signed" => {
                let (unit, date) = value.split_once('/').unwrap();
                project.signature = Some(Signature { unit: unit.into(), date: date.into() });
            }
            "heading" | "run-in" => {
                section.heading = value.into();
                section.heading_runs_in = key == "run-in";
            }
            "points" => marker = Marker::try_from(value.to_owned()).unwrap(),
            "pair" => {
                let (one, other) = value.split_once('/').unwrap();
                Arc::make_mut(&mut project.review).pairs.push((one.into(), other.into()));
            }
            "required" => project.required_parts = value.split('/').map(str::to_owned).collect(),
            "most" => section.limit = Limit::at_most(value.parse().unwrap()),
            "least" => section.limit = Limit { min: value.parse().ok(), ..Limit::default() },
            _ => panic!("{given}"),
        }
    }
    if marker != Marker::None {
        let points = std::mem::take(&mut section.paragraphs).into_iter();
        let point = |(text, id)| Arc::new(Section { paragraphs: vec![text], ..Section::new(id) });
        section.children = points.zip(101..).map(point).collect();
        section.marker = marker;
        section.run_in = marker == Marker::Point;
    }
    let mut body = Section::clone(&project.body);
    body.children = vec![Arc::new(section)];
    project.body = Arc::new(body);
    project
}

#[test]
fn every_rule_has_its_texts_and_is_right_about_them() {
    let mut counts: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for Row { rule, fires, given, text } in rows() {
        *counts.entry((rule, fires)).or_default() += 1;
        let report = Judge::default().judge(&Arc::new(project(given, &text)), &Setup::default());
        let found: Vec<_> = report.findings.iter().filter(|finding| finding.rule.id == rule).collect();
        if found.is_empty() == fires {
            let words: Vec<&str> = found.iter().map(|finding| finding.words.as_str()).collect();
            wrong
                .push(format!("{rule} {} {given} {text}: {words:?}", if fires { "fires" } else { "silent" }));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for rule in TABLE.iter().copied().flatten() {
        for (fires, words) in [(true, "fires in"), (false, "is silent in")] {
            let count = counts.get(&(rule.id, fires)).copied().unwrap_or_default();
            assert!(count >= LEAST, "{} {words} {count} texts only", rule.id);
        }
    }
}
