//! 数据台账: every quantity of a summary with its place.

use crate::judge::Document;
use crate::judge::clause::has_any;
use crate::model::{Place, Project, Section, SectionId};
use std::collections::HashSet;
use std::ops::Range;

/// One quantity of a summary.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    /// What it is said of: 排查安全隐患; the words as they stand, without 全年, 共 and the like.
    pub name: &'a str,
    /// As it is written: 1.2万
    pub number: &'a str,
    /// 元
    pub unit: &'a str,
    /// In the unit: 12000.
    pub value: f64,
    pub place: Place,
    /// The number of its passage in the document, and the bytes of name, number and unit there.
    pub passage: usize,
    pub range: Range<usize>,
}

/// The quantities of a summary in the order of its text. Ranges and ordinals are not among them.
pub fn ledger<'a>(document: &'a Document<'_>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let of = |range: &Range<usize>| passage.text.get(range.clone()).unwrap_or_default();
        for quantity in passage.quantities().iter().filter(|quantity| !quantity.odd) {
            entries.push(Entry {
                name: of(&quantity.core),
                number: of(&quantity.number),
                unit: of(&quantity.unit),
                value: quantity.value,
                place: passage.place,
                passage: index,
                range: quantity.name.start..quantity.end(),
            });
        }
    }
    entries
}

/// Words of a heading under which figures are aims.
const PLANS: &[&str] = &["打算", "计划", "思路", "展望", "下一步", "下步", "安排", "谋划", "目标"];

/// The sections, with all below them, that speak of what is to come: the closing, and those whose
/// heading says so.
pub(in crate::judge) fn planning(project: &Project) -> HashSet<SectionId> {
    fn descend(section: &Section, planned: bool, found: &mut HashSet<SectionId>) {
        let planned = planned || has_any(&section.heading, PLANS);
        if planned {
            found.insert(section.id);
        }
        section.children.iter().for_each(|child| descend(child, planned, found));
    }
    let mut found = HashSet::new();
    descend(&project.opening, false, &mut found);
    descend(&project.body, false, &mut found);
    descend(&project.closing, true, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_summary() {
        use crate::judge::{Facts, Setup, passage};
        use crate::model::Measure;
        use crate::model::project::Part;
        use crate::text::count::SharedMarks;
        let project = crate::judge::testing::project(&["全年排查安全隐患120处，投入1.2万元。", "2～3个"]);
        let facts = Facts::of(&project, &Setup::default());
        let measure = Measure::of(&project, SharedMarks::Asian);
        let passages = passage::of_section(&project.body.children[0], Part::Body, 1, "一、", &[]);
        let document = Document { project: &project, measure: &measure, facts: &facts, passages: &passages };
        let entries: Vec<_> = ledger(&document)
            .into_iter()
            .map(|e| format!("{}:{}{}={}", e.name, e.number, e.unit, e.value))
            .collect();
        assert_eq!(entries, ["排查安全隐患:120处=120", "投入:1.2万元=12000"]);
    }
}
