//! 部分/层次: one recursive type for every part of a summary.

use super::{Limit, Marker};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The identity of a section inside its project; never used again after the section is gone.
pub type SectionId = u64;

/// Levels below a part's root: enough for any report, and well inside what a RON reader takes.
pub const MAX_DEPTH: usize = 16;

/// A part, section or point. A point (一是…) is a section without a heading whose parent runs its
/// children into one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: SectionId,
    /// The heading without its numeral; empty where there is none. One that runs into its text
    /// keeps its end mark: `强化领导。`
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// The heading runs into the text after it instead of standing on a line of its own.
    #[serde(default, skip_serializing_if = "is_false")]
    pub heading_runs_in: bool,
    /// The section's own text, one string a paragraph, before its children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<String>,
    /// The section begins a paragraph of its own although its parent runs its children in.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own_paragraph: bool,
    /// The numerals of the children.
    #[serde(default, skip_serializing_if = "is_default")]
    pub marker: Marker,
    /// The children run into one paragraph.
    #[serde(default, skip_serializing_if = "is_false")]
    pub run_in: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    pub limit: Limit,
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: Status,
    #[serde(default, skip_serializing_if = "guidance_is_empty")]
    pub guidance: Arc<Guidance>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Arc<Section>>,
}

/// What a template says beside a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Guidance {
    /// What belongs here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What reviewers look for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<String>,
    /// Neutral sentence patterns, with fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<String>,
}

/// How far the writing of a section has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// 待写
    #[default]
    Todo,
    /// 在写
    Draft,
    /// 待审
    Review,
    /// 定稿
    Done,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Todo, Self::Draft, Self::Review, Self::Done];
}

impl Guidance {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn guidance_is_empty(guidance: &Arc<Guidance>) -> bool {
    guidance.is_empty()
}

fn is_false(value: &bool) -> bool {
    !value
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Section {
    pub fn new(id: SectionId) -> Self {
        Self { id, ..Self::default() }
    }

    /// The paragraphs as one text, a line each.
    pub fn text(&self) -> String {
        self.paragraphs.join("\n")
    }

    /// Whether neither the section nor anything below it holds a word.
    pub fn is_empty(&self) -> bool {
        self.heading.is_empty()
            && self.paragraphs.iter().all(|p| p.is_empty())
            && self.children.iter().all(|child| child.is_empty())
    }

    /// Levels below this section: 0 without children.
    pub fn height(&self) -> usize {
        self.children.iter().map(|child| child.height() + 1).max().unwrap_or(0)
    }

    /// This section and everything below it, in document order.
    pub fn walk(&self) -> Walk<'_> {
        Walk { stack: vec![self] }
    }

    pub fn find(&self, id: SectionId) -> Option<&Self> {
        self.walk().find(|section| section.id == id)
    }

    /// What an outline calls the section: its heading, or its first sentence.
    pub fn label(&self) -> &str {
        let text = if self.heading.is_empty() {
            self.paragraphs.iter().map(String::as_str).find(|p| !p.trim().is_empty()).unwrap_or("")
        } else {
            &self.heading
        };
        let end = text.find(['。', '；', '\n']).unwrap_or(text.len());
        text.get(..end).unwrap_or(text).trim()
    }

    /// Whether the section has a heading on a line of its own.
    pub fn has_standing_heading(&self) -> bool {
        !self.heading.is_empty() && !self.heading_runs_in
    }

    /// Whether a child begins on the line that the text before it ends on.
    ///
    /// `index` is the child's place. It does where children run in, unless it asks for a
    /// paragraph of its own or has a standing heading, the sibling before it ends in lines of its
    /// own, or there is only a standing heading before it.
    pub fn child_runs_on(&self, index: usize) -> bool {
        let Some(child) = self.children.get(index) else { return false };
        if !self.run_in || child.own_paragraph || child.has_standing_heading() {
            return false;
        }
        match index.checked_sub(1).and_then(|before| self.children.get(before)) {
            Some(before) => !before.ends_apart(),
            None => !self.paragraphs.is_empty() || (self.heading_runs_in && !self.heading.is_empty()),
        }
    }

    /// Whether what comes after the section belongs on a new line wherever it stands.
    fn ends_apart(&self) -> bool {
        self.has_standing_heading()
            || self
                .children
                .last()
                .is_some_and(|last| !self.child_runs_on(self.children.len() - 1) || last.ends_apart())
    }
}

/// See [`Section::walk`].
pub struct Walk<'a> {
    stack: Vec<&'a Section>,
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Section;
    fn next(&mut self) -> Option<&'a Section> {
        let section = self.stack.pop()?;
        self.stack.extend(section.children.iter().rev().map(AsRef::as_ref));
        Some(section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::{BODY, head, lead, project, text};

    #[test]
    fn label_is_heading_or_first_sentence() {
        let with = |heading: &str, paragraphs: &[&str]| Section {
            heading: heading.into(),
            paragraphs: paragraphs.iter().map(ToString::to_string).collect(),
            ..Section::default()
        };
        for (section, label) in [
            (with("强化领导。", &["正文"]), "强化领导"),
            (with("", &["", "压实责任。镇党委"]), "压实责任"),
            (with("", &["𠮷野"]), "𠮷野"),
            (with("", &[]), ""),
        ] {
            assert_eq!(section.label(), label);
        }
    }

    #[test]
    fn walks_in_document_order() {
        let project = project([
            head("甲").points([text("一").above(Marker::Fourth, [text("子")]), text("二")]),
            head("乙"),
        ]);
        let ids: Vec<_> = project.walk().map(|s| s.id).collect();
        assert_eq!(ids, [1, 2, 4, 5, 6, 7, 8, 3]);
        assert_eq!(project.body.height(), 3);
        assert_eq!(project.body.find(6).map(Section::label), Some("子"));
        assert_eq!(project.body.find(1), None);
        assert_eq!(project.path(6), Some((crate::model::project::Part::Body, vec![0, 0, 0])));
        assert_eq!((project.depth(BODY), project.depth(6), project.depth(99)), (0, 3, 0));
        assert_eq!((project.numeral(7), project.numeral(BODY)), ("二是".into(), String::new()));
    }

    #[test]
    fn empty_without_a_word() {
        for (section, empty) in [
            (Section::default(), true),
            (text("¶"), true),
            (text("").points([text("")]), true),
            (text("").points([text("字")]), false),
            (head("题"), false),
            (text(" "), false),
        ] {
            assert_eq!(section.is_empty(), empty, "{section:?}");
        }
    }

    #[test]
    fn which_children_run_on() {
        let sub = |section: Section| section.above(Marker::Fourth, [text("子")]);
        for (name, section, expected) in [
            ("after a standing heading", head("甲").points([text("a"), text("b")]), [false, true]),
            ("after lead text", head("甲").says("总").points([text("a"), text("b")]), [true, true]),
            ("after a run-in heading", lead("甲。", "").points([text("a"), text("b")]), [true, true]),
            ("not run in", text("总").above(Marker::Point, [text("a"), text("b")]), [false, false]),
            ("one of its own", text("总").points([text("a"), text("b").apart()]), [true, false]),
            ("after lines of their own", text("总").points([sub(text("a")), text("b")]), [true, false]),
            (
                "after lines of their own, deeper",
                text("总").points([text("a").points([sub(text("b"))]), text("c")]),
                [true, false],
            ),
            (
                "after points that run in",
                text("总").points([text("a").points([text("b")]), text("c")]),
                [true, true],
            ),
            ("a standing heading", text("总").points([head("题"), text("b")]), [false, false]),
            ("a run-in heading", text("总").points([lead("题。", "a"), text("b")]), [true, true]),
        ] {
            assert_eq!([0, 1].map(|index| section.child_runs_on(index)), expected, "{name}");
            assert!(!section.child_runs_on(2), "{name}");
        }
    }
}
