//! What the tests of the rules share: a text in, the words found out.

use super::fix;
use super::{Judge, Report, Setup};
use crate::model::{Field, FieldKind, Place, Project, Section};
use std::sync::Arc;

/// A summary of 青石镇 for 2026 whose body is one section with these paragraphs.
pub fn project(paragraphs: &[&str]) -> Project {
    let mut project = Project::new("test".into());
    let field = |name: &str, kind, value: &str| Field {
        name: name.into(),
        kind,
        value: value.into(),
        ..Field::default()
    };
    project.fields = vec![field("单位", FieldKind::Unit, "青石镇"), field("年度", FieldKind::Year, "2026")];
    project.title = vec!["青石镇2026年工作总结".into()];
    let mut section = Section::new(project.new_section_id());
    section.paragraphs = paragraphs.iter().map(ToString::to_string).collect();
    let mut body = Section::clone(&project.body);
    body.children.push(Arc::new(section));
    project.body = Arc::new(body);
    project
}

pub fn judge(project: &Project) -> Report {
    rust_i18n::set_locale(crate::words::CHINESE);
    Judge::default().judge(&Arc::new(project.clone()), &Setup::default())
}

/// The words that one rule finds in a paragraph, in order.
pub fn words(rule: &str, text: &str) -> Vec<String> {
    words_in(rule, &project(&[text]))
}

/// The words that one rule finds in a project, in order.
pub fn words_in(rule: &str, project: &Project) -> Vec<String> {
    assert!(super::rules::by_id(rule).is_some(), "there is no rule {rule}");
    let findings = judge(project).findings;
    findings.into_iter().filter(|finding| finding.rule.id == rule).map(|finding| finding.words).collect()
}

/// A rule finds these words in these texts, and nothing in those: `|` parts the words of one text.
pub fn check(rule: &str, fires: &[(&str, &str)], silent: &[&str]) {
    for (text, expected) in fires {
        assert_eq!(words(rule, text).join("|"), *expected, "{rule}: {text}");
    }
    for text in silent {
        assert_eq!(words(rule, text).join("|"), "", "{rule} is to be silent: {text}");
    }
}

/// What the best fixes of one rule make of a paragraph.
pub fn fixed(rule: &str, text: &str) -> String {
    let project = project(&[text]);
    let place = Place::Text(project.body.children[0].id);
    let findings = judge(&project).findings.into_iter().filter(|finding| finding.rule.id == rule);
    let report = Report { findings: findings.collect(), ..Report::default() };
    let change = fix::all(&report).into_iter().find(|change| change.place == place);
    change.map_or_else(|| text.to_owned(), |change| change.apply(text))
}

/// The best fixes of a rule make these of those, and then find nothing more.
pub fn check_fixes(rule: &str, cases: &[(&str, &str)]) {
    for (before, after) in cases {
        assert_eq!(fixed(rule, before), *after, "{rule}: {before}");
        assert_eq!(words(rule, after), [""; 0], "{rule} is content with its own fix: {after}");
    }
}
