//! 字数要求: every limit of the project that is broken.

use super::passage::Document;
use super::rule::{Check, Found, Group, Hit, Rule, Severity};
use crate::model::limit::Standing;
use crate::model::measure::{Figures, limits};
use crate::model::project::Part;
use crate::model::{Limit, Project, Section, SectionId, Unit, field};
use rust_i18n::t;
use std::collections::HashSet;

pub const RULES: &[Rule] = &[Rule {
    id: "limit",
    group: Group::Limits,
    severity: Severity::Should,
    clause: "",
    safe: false,
    check: Check::Whole(broken),
}];

/// Characters of a heading that are shown.
const SHOWN: usize = 24;

fn broken(document: &Document<'_>, found: &mut Vec<Found>) {
    for (id, limit) in limits(document.project) {
        let figures = id.map_or(document.measure.total, |id| document.measure.section(id));
        let name = name(document.project, id);
        let Some(message) = message(document, id, &name, limit, &figures) else { continue };
        // It is about no words, so it is known again by what the limit is set on.
        let hit = Hit::new(0..0, message).known_by(name);
        found.push(Found { passage: first_passage(document, id), hit, related: Vec::new() });
    }
}

/// How a limit is broken, in full: what it is set on, the figure, the limit, the difference.
fn message(
    document: &Document<'_>,
    id: Option<SectionId>,
    name: &str,
    limit: Limit,
    figures: &Figures,
) -> Option<String> {
    let (value, unit) = (figures.in_unit(limit.unit), unit(limit.unit));
    Some(match limit.standing(figures)? {
        Standing::Short(n) => {
            let least = limit.min.unwrap_or_default();
            t!("judge.limit.short", what = name, value = value, limit = least, n = n, unit = unit)
                .into_owned()
        }
        Standing::Over(n) => {
            let most = limit.max.unwrap_or_default();
            let over = t!("judge.limit.over", what = name, value = value, limit = most, n = n, unit = unit);
            match longest(document, id, limit.unit) {
                Some((part, count)) => {
                    t!("judge.limit.longest", message = over, part = part, count = count, unit = unit)
                        .into_owned()
                }
                None => over.into_owned(),
            }
        }
        Standing::Within(_) => return None,
    })
}

/// Where there is most to be cut: the longest of the parts, its name and figure.
fn longest(document: &Document<'_>, id: Option<SectionId>, unit: Unit) -> Option<(String, usize)> {
    let project = document.project;
    let section = id.map_or(Some(&*project.body), |id| project.section(id))?;
    if unit == Unit::Pages || section.children.len() < 2 {
        return None;
    }
    let count = |child: &Section| document.measure.section(child.id).in_unit(unit);
    let children = section.children.iter().enumerate();
    let (index, child) = children.max_by_key(|(index, child)| (count(child), std::cmp::Reverse(*index)))?;
    let called = called(project, &section.marker.write(index + 1), child);
    (!called.is_empty()).then(|| (called, count(child)))
}

/// What a limit is set on: 全文, 主体, 二、规范用权, 二、三是.
fn name(project: &Project, id: Option<SectionId>) -> String {
    let whole = || t!("judge.limit.whole").into_owned();
    let Some((part, path)) = id.and_then(|id| project.path(id)) else { return whole() };
    let mut section = project.part(part);
    let mut name = match part {
        Part::Opening => t!("judge.limit.opening"),
        Part::Body if path.is_empty() => t!("judge.limit.body"),
        Part::Body => "".into(),
        Part::Closing => t!("judge.limit.closing"),
    }
    .into_owned();
    for (level, index) in path.iter().enumerate() {
        let Some(child) = section.children.get(*index) else { break };
        let numeral = section.marker.write(index + 1);
        let last = level + 1 == path.len();
        name.push_str(&if last { called(project, &numeral, child) } else { numeral });
        section = child;
    }
    if name.is_empty() { whole() } else { name }
}

/// A section by its numeral and heading, without either by its first words.
fn called(project: &Project, numeral: &str, section: &Section) -> String {
    let words = if section.heading.is_empty() && !numeral.is_empty() { "" } else { section.label() };
    let words = field::resolve(&project.fields, words);
    numeral.chars().chain(words.chars().take(SHOWN)).collect()
}

/// The first passage of a section and those below it; of one that has none, the last before it.
fn first_passage(document: &Document<'_>, id: Option<SectionId>) -> usize {
    let Some(section) = id.and_then(|id| document.project.section(id)) else { return 0 };
    let own: HashSet<SectionId> = section.walk().map(|section| section.id).collect();
    let earlier: HashSet<SectionId> =
        document.project.walk().map(|section| section.id).take_while(|id| *id != section.id).collect();
    let among = |ids: &HashSet<SectionId>, index: usize| {
        let place = document.passages.get(index).and_then(|passage| passage.place.section());
        place.is_some_and(|id| ids.contains(&id))
    };
    let mut all = 0..document.passages.len();
    let first = all.clone().find(|index| among(&own, *index));
    first.or_else(|| all.rfind(|index| among(&earlier, *index))).unwrap_or(0)
}

fn unit(unit: Unit) -> String {
    match unit {
        Unit::Words => t!("judge.unit.words"),
        Unit::Chars => t!("judge.unit.chars"),
        Unit::Han => t!("judge.unit.han"),
        Unit::Pages => t!("judge.unit.pages"),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::judge;
    use crate::model::{Limit, Marker, Place, Project, Section, Unit};
    use std::sync::Arc;

    /// 全文, 主体, 二、规范用权 with its points, and a 结语 without a text.
    fn project() -> Project {
        let mut project = Project::new("test".into());
        project.title = vec!["青石镇工作总结".into()];
        let point = |id, text: &str| Arc::new(Section { paragraphs: vec![text.into()], ..Section::new(id) });
        let points = vec![point(61, "抓学习。"), point(62, "抓落实，抓督查。"), point(63, "抓考核。")];
        let heading = |id, heading: &str| Section { heading: heading.into(), ..Section::new(id) };
        let first = Section { paragraphs: vec!["落实责任。".into()], ..heading(50, "强化领导") };
        let second =
            Section { marker: Marker::Point, run_in: true, children: points, ..heading(60, "规范用权") };
        let mut body = Section::clone(&project.body);
        body.children = vec![Arc::new(first), Arc::new(second)];
        project.body = Arc::new(body);
        project
    }

    fn limited(id: Option<u64>, limit: Limit) -> Project {
        let mut project = project();
        match id {
            None => project.limit = limit,
            Some(id) => drop(project.apply(crate::model::Edit::SetLimit(Some(id), limit))),
        }
        project
    }

    fn told(project: &Project) -> Vec<(String, Place)> {
        let found = judge(project).findings.into_iter().filter(|f| f.rule.id == "limit");
        found.map(|f| (f.message, f.place)).collect()
    }

    #[test]
    fn what_is_broken_by_how_much_and_where_to_cut() {
        let at_most = Limit::at_most;
        let at_least = |words| Limit { min: Some(words), ..Limit::default() };
        let base = project();
        let (body, closing) = (base.body.id, base.closing.id);
        let title = Place::Title;
        for (id, limit, message, place) in [
            (None, at_most(40), "全文：46 / 40 字，超出 6 字。最长的是二、规范用权（28 字）。", title),
            (None, at_least(50), "全文：46 / 50 字，还差 4 字。", title),
            (
                Some(body),
                at_most(30),
                "主体：39 / 30 字，超出 9 字。最长的是二、规范用权（28 字）。",
                Place::Heading(50),
            ),
            (
                Some(60),
                at_most(20),
                "二、规范用权：28 / 20 字，超出 8 字。最长的是二是（10 字）。",
                Place::Heading(60),
            ),
            (Some(60), at_least(30), "二、规范用权：28 / 30 字，还差 2 字。", Place::Heading(60)),
            (Some(62), at_most(9), "二、二是：10 / 9 字，超出 1 字。", Place::Text(62)),
            (
                Some(50),
                Limit { unit: Unit::Han, ..at_most(6) },
                "一、强化领导：9 / 6 汉字，超出 3 汉字。",
                Place::Heading(50),
            ),
            (Some(closing), at_least(9), "结语：0 / 9 字，还差 9 字。", Place::Text(63)),
        ] {
            assert_eq!(told(&limited(id, limit)), [(message.to_owned(), place)]);
        }
        for (id, limit) in [(None, at_most(46)), (Some(60), at_least(28)), (Some(body), Limit::default())] {
            assert_eq!(told(&limited(id, limit)), []);
        }
    }

    /// One limit set aside leaves the others standing.
    #[test]
    fn limits_are_known_apart() {
        let mut project = limited(None, Limit::at_most(1));
        for id in [project.body.id, 50, 60, 61, 62, 63] {
            project.apply(crate::model::Edit::SetLimit(Some(id), Limit::at_most(1)));
        }
        let all = judge(&project);
        let limits = || all.findings.iter().filter(|finding| finding.rule.id == "limit");
        assert_eq!(limits().count(), 7);
        for finding in limits() {
            let mut project = project.clone();
            Arc::make_mut(&mut project.review).ignored = vec![finding.ignored()];
            let report = judge(&project);
            let left = report.findings.iter().filter(|finding| finding.rule.id == "limit").count();
            assert_eq!((left, report.ignored.len()), (6, 1), "{}", finding.message);
            assert_eq!(report.ignored[0].message, finding.message);
        }
    }
}
