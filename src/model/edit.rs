//! The one way to change a project.

mod cut;
mod outline;

use super::field::MAX_FIELDS;
use super::project::Part;
use super::{
    Caret, Field, Limit, Marker, Place, Profile, Project, Review, Section, SectionId, Signature, Status,
};
use std::sync::Arc;

/// A change. Applied to a project it is not made for (a section that is gone, a move into
/// itself) it does nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    SetTitle(Vec<String>),
    SetSignature(Option<Signature>),
    SetField {
        name: String,
        value: String,
    },
    AddField(Field),
    RemoveField(String),
    SetHeading(SectionId, String),
    SetParagraphs(SectionId, Vec<String>),
    SetMarker(SectionId, Marker),
    SetRunIn(SectionId, bool),
    SetOwnParagraph(SectionId, bool),
    /// A heading that runs in gets the end mark it needs; one that stands again loses its 。.
    SetHeadingRunsIn(SectionId, bool),
    SetStatus(SectionId, Status),
    /// `None` for the whole.
    SetLimit(Option<SectionId>, Limit),
    /// What the user says about the checking.
    SetReview(Review),
    /// 版式
    SetProfile(Profile),
    /// The section's own id and those below it are given anew.
    Insert {
        parent: SectionId,
        index: usize,
        section: Section,
    },
    Remove(SectionId),
    /// `index` counts the new siblings without the moved section.
    Move {
        id: SectionId,
        parent: SectionId,
        index: usize,
    },
    /// Among its siblings, up.
    MoveUp(SectionId),
    MoveDown(SectionId),
    /// Below the sibling before it, as its last; the numerals below follow the new level.
    Demote(SectionId),
    /// Behind its parent; the numerals below follow the new level.
    Promote(SectionId),
    /// Cuts a text: what stands behind becomes a point of its own. In a section with a heading, or
    /// a part, it becomes the first of its points. A field is never cut, and a cut between two
    /// paragraphs leaves the second one a paragraph.
    Split {
        id: SectionId,
        paragraph: usize,
        byte: usize,
    },
    /// Puts a point's text behind the text before it: on its last line, or as paragraphs of their
    /// own where the point began one. The points below it stay on their level.
    Join(SectionId),
    /// The first sentence becomes a heading that runs in, or the heading text again.
    ToggleHeading(SectionId),
    /// Another text for the section: paragraphs and points at once, as after a paste.
    ReplaceContent {
        id: SectionId,
        content: Section,
    },
    /// The whole, as after an import.
    Replace(Box<Project>),
}

/// Edits with the same key in quick succession are one step to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey {
    Title,
    Signature,
    Heading(SectionId),
    /// A paragraph of a section's text.
    Paragraph(SectionId, usize),
    Field(u64),
}

impl Project {
    /// Makes the change. `None` when there was nothing to change; else where the caret belongs,
    /// if the edit decides that.
    pub fn apply(&mut self, edit: Edit) -> Option<Option<Caret>> {
        let before = self.clone();
        let caret = self.carry_out(edit);
        if caret.is_none() {
            *self = before;
            return None;
        }
        caret.filter(|_| *self != before)
    }

    fn carry_out(&mut self, edit: Edit) -> Option<Option<Caret>> {
        match edit {
            Edit::SetTitle(lines) => self.title = lines,
            Edit::SetSignature(signature) => self.signature = signature,
            Edit::SetField { name, value } => {
                self.fields.iter_mut().find(|field| field.name == name)?.value = value;
            }
            Edit::AddField(field) => {
                let known = self.fields.iter().any(|known| known.name == field.name);
                if field.name.is_empty() || known || self.fields.len() >= MAX_FIELDS {
                    return None;
                }
                self.fields.push(field);
            }
            Edit::RemoveField(name) => self.fields.retain(|field| field.name != name),
            Edit::SetHeading(id, heading) => self.section_mut(id)?.heading = heading,
            Edit::SetParagraphs(id, paragraphs) => {
                // A single empty line is what an editor shows for no text.
                let none = paragraphs.iter().map(String::as_str).eq([""]);
                self.section_mut(id)?.paragraphs = if none { Vec::new() } else { paragraphs };
            }
            Edit::SetMarker(id, marker) => self.section_mut(id)?.marker = marker,
            Edit::SetRunIn(id, run_in) => self.section_mut(id)?.run_in = run_in,
            Edit::SetOwnParagraph(id, own) => self.section_mut(id)?.own_paragraph = own,
            Edit::SetHeadingRunsIn(id, runs_in) => self.section_mut(id)?.set_heading_runs_in(runs_in),
            Edit::SetStatus(id, status) => self.section_mut(id)?.status = status,
            Edit::SetReview(review) => self.review = Arc::new(review),
            Edit::SetProfile(profile) => self.profile = Arc::new(profile),
            Edit::SetLimit(None, limit) => self.limit = limit,
            Edit::SetLimit(Some(id), limit) => self.section_mut(id)?.limit = limit,
            Edit::Insert { parent, index, section } => return self.insert(parent, index, section),
            Edit::Remove(id) => return self.remove(id),
            Edit::Move { id, parent, index } => self.move_to(id, parent, index)?,
            Edit::MoveUp(id) => {
                let (parent, index) = self.parent(id)?;
                self.move_to(id, parent.id, index.checked_sub(1)?)?;
            }
            Edit::MoveDown(id) => {
                let (parent, index) = self.parent(id)?;
                if index + 1 >= parent.children.len() {
                    return None;
                }
                self.move_to(id, parent.id, index + 1)?;
            }
            Edit::Demote(id) => self.demote(id)?,
            Edit::Promote(id) => self.promote(id)?,
            Edit::Split { id, paragraph, byte } => return self.split(id, paragraph, byte),
            Edit::Join(id) => return self.join(id),
            Edit::ToggleHeading(id) => self.toggle_heading(id)?,
            Edit::ReplaceContent { id, content } => self.replace_content(id, content)?,
            Edit::Replace(project) => {
                // Numbers that are taken here stay taken.
                let next_id = self.next_id.max(project.next_id);
                *self = Self { next_id, ..*project };
            }
        }
        Some(None)
    }
}

impl Edit {
    /// The key under which quick successions of this edit, made to `project`, are one step.
    pub fn group(&self, project: &Project) -> Option<GroupKey> {
        match self {
            Self::SetTitle(new) => changed_line(&project.title, new).map(|_| GroupKey::Title),
            Self::SetSignature(Some(_)) if project.signature.is_some() => Some(GroupKey::Signature),
            Self::SetHeading(id, _) => Some(GroupKey::Heading(*id)),
            Self::SetParagraphs(id, new) => changed_line(&project.section(*id)?.paragraphs, new)
                .map(|paragraph| GroupKey::Paragraph(*id, paragraph)),
            Self::SetField { name, .. } => {
                let index = project.fields.iter().position(|field| field.name == *name)?;
                Some(GroupKey::Field(index as u64))
            }
            _ => None,
        }
    }

    /// The place in `project` that this edit is made to, if it is made to one.
    pub fn place(&self, project: &Project) -> Option<Place> {
        match self {
            Self::SetTitle(_) => Some(Place::Title),
            Self::SetSignature(new) => {
                let unit = |signature: &Option<Signature>| signature.as_ref().map(|s| s.unit.clone());
                let same_unit = unit(new) == unit(&project.signature);
                Some(if same_unit { Place::SignatureDate } else { Place::SignatureUnit })
            }
            Self::SetHeading(id, _) | Self::SetHeadingRunsIn(id, _) => Some(Place::Heading(*id)),
            Self::SetParagraphs(id, _)
            | Self::SetMarker(id, _)
            | Self::SetRunIn(id, _)
            | Self::SetOwnParagraph(id, _)
            | Self::SetStatus(id, _)
            | Self::SetLimit(Some(id), _)
            | Self::Remove(id)
            | Self::Move { id, .. }
            | Self::MoveUp(id)
            | Self::MoveDown(id)
            | Self::Demote(id)
            | Self::Promote(id)
            | Self::Split { id, .. }
            | Self::Join(id)
            | Self::ToggleHeading(id)
            | Self::ReplaceContent { id, .. } => Some(Place::Text(*id)),
            Self::SetField { .. }
            | Self::AddField(_)
            | Self::RemoveField(_)
            | Self::SetReview(_)
            | Self::SetProfile(_)
            | Self::SetLimit(None, _)
            | Self::Insert { .. }
            | Self::Replace(_) => None,
        }
    }
}

/// The one line that typing changed. `None` for what is a step of its own: Enter, lines joined,
/// several lines changed at once.
fn changed_line(old: &[String], new: &[String]) -> Option<usize> {
    // No line at all is typed into, and left by deleting, as one empty line.
    if old.len().max(1) != new.len().max(1) {
        return None;
    }
    let mut changed = old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new);
    let first = changed.next().map_or(0, |(at, _)| at);
    changed.next().is_none().then_some(first)
}

/// The parts whose root a section is, if it is one.
pub fn root_part(project: &Project, id: SectionId) -> Option<Part> {
    Part::ALL.into_iter().find(|&part| project.part(part).id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldKind;
    use crate::model::sample::{BODY, FIRST, OPENING, head, lead, outline, outline_of, project, text};
    use crate::model::section::MAX_DEPTH;

    /// Sections 一 (4) with points 一是 a (5), 二是 b (6), 三是 c (7); 二 (8); 三 (9) with its point
    /// (10).
    fn three() -> Project {
        project([
            head("甲").points([text("a"), text("b"), text("c")]),
            head("乙").says("文"),
            head("丙").points([text("d")]),
        ])
    }

    /// The outline, and the caret's place and offset if the edit decides that.
    type Outcome = (Vec<String>, Option<(Place, usize)>);

    /// What the edit makes of the project.
    fn apply(mut project: Project, edit: Edit) -> Option<Outcome> {
        let before = project.clone();
        let caret = project.apply(edit);
        if caret.is_none() {
            assert_eq!(project, before, "nothing done, and yet changed");
        }
        Some((outline(&project), caret?.map(|caret| (caret.place, caret.offset))))
    }

    #[track_caller]
    fn check(project: Project, edit: Edit, expected: &[&str]) {
        assert_eq!(apply(project, edit).expect("no change").0, expected);
    }

    #[test]
    fn inserting_and_removing() {
        let new = || head("新").points([text("x")]);
        let insert = |parent, index| Edit::Insert { parent, index, section: new() };
        let (lines, caret) = apply(three(), insert(BODY, 1)).unwrap();
        assert_eq!(lines[4..7], ["二、《新》", " 一是x", "三、《乙》文"]);
        assert_eq!(caret, Some((Place::Heading(11), 0)));
        let (lines, caret) = apply(three(), insert(8, 99)).unwrap();
        assert_eq!(lines[4..6], ["二、《乙》文", " 《新》"]);
        assert_eq!(caret, Some((Place::Text(11), 0)));
        assert_eq!(apply(three(), insert(99, 0)), None);

        for (id, left, place) in [
            (6, "一是a", Some((Place::Text(5), 1))),
            (5, "二是c", Some((Place::Text(6), 1))),
            (10, "三、《丙》", Some((Place::Text(9), 0))),
            (9, "二、《乙》文", Some((Place::Text(8), 1))),
        ] {
            let (lines, caret) = apply(three(), Edit::Remove(id)).unwrap();
            assert!(lines.iter().any(|line| line.trim() == left), "{id}: {lines:?}");
            assert_eq!(caret, place, "{id}");
        }
        for id in [OPENING, BODY, 99] {
            assert_eq!(apply(three(), Edit::Remove(id)), None, "{id}");
        }
    }

    #[test]
    fn the_caret_counts_fields_as_shown() {
        let mut project = project([head("甲").points([text("在{{单位}}"), text("b")])]);
        project.fields.push(Field { name: "单位".into(), value: "青石镇".into(), ..Field::default() });
        let caret = |edit| apply(project.clone(), edit).unwrap().1;
        assert_eq!(caret(Edit::Remove(6)), Some((Place::Text(5), 4)));
        assert_eq!(caret(Edit::Join(6)), Some((Place::Text(5), 4)));
    }

    #[test]
    fn moving() {
        let to = |id, parent, index| Edit::Move { id, parent, index };
        check(
            three(),
            to(7, 4, 0),
            &["一、《甲》", " 一是c", " 二是a", " 三是b", "二、《乙》文", "三、《丙》", " 一是d"],
        );
        check(
            three(),
            to(5, 9, 9),
            &["一、《甲》", " 一是b", " 二是c", "二、《乙》文", "三、《丙》", " 一是d", " 二是a"],
        );
        check(
            three(),
            Edit::MoveUp(6),
            &["一、《甲》", " 一是b", " 二是a", " 三是c", "二、《乙》文", "三、《丙》", " 一是d"],
        );
        check(
            three(),
            Edit::MoveDown(8),
            &["一、《甲》", " 一是a", " 二是b", " 三是c", "二、《丙》", " 一是d", "三、《乙》文"],
        );
        for edit in [
            Edit::MoveUp(5),
            Edit::MoveUp(4),
            Edit::MoveDown(7),
            Edit::MoveDown(9),
            Edit::MoveUp(BODY),
            to(4, 6, 0),
            to(4, 4, 0),
            to(4, BODY, 0),
            to(5, 99, 0),
            to(99, BODY, 0),
            to(BODY, OPENING, 0),
        ] {
            assert_eq!(apply(three(), edit.clone()), None, "{edit:?}");
        }
    }

    /// The numerals of what is moved fit its new level, and come back with it.
    #[test]
    fn levels() {
        let report = || {
            project([
                head("甲").above(Marker::Second, [head("子")]),
                head("乙").above(Marker::Second, [head("丑").above(Marker::Third, [text("x")])]),
            ])
        };
        let plain = ["一、《甲》", " （一）《子》", "二、《乙》", " （一）《丑》", "  1.x"];
        let demoted = ["一、《甲》", " （一）《子》", " （二）《乙》", "  1.《丑》", "   （1）x"];
        check(report(), Edit::Demote(6), &demoted);
        let mut project = report();
        project.apply(Edit::Demote(6));
        check(project, Edit::Promote(6), &plain);
        let promoted = ["一、《甲》", " （一）《子》", "二、《乙》", "三、《丑》", " （一）x"];
        check(report(), Edit::Promote(7), &promoted);

        // Points among points: never two levels of 一是.
        let demoted =
            ["一、《甲》", " 一是a", " 二是b", " 三是c", "二、《乙》文", " （一）《丙》", "  一是d"];
        check(three(), Edit::Demote(9), &demoted);
        let mut points = three();
        points.apply(Edit::Remove(8));
        points.apply(Edit::Demote(9));
        assert_eq!(outline(&points), ["一、《甲》", " 一是a", " 二是b", " 三是c", " 四是《丙》", "  （1）d"]);
        points.apply(Edit::Promote(9));
        assert_eq!(outline(&points), ["一、《甲》", " 一是a", " 二是b", " 三是c", "二、《丙》", " 一是d"]);
        let edit = Edit::Demote(6);
        check(
            three(),
            edit,
            &["一、《甲》", " 一是a", "  （1）b", " 二是c", "二、《乙》文", "三、《丙》", " 一是d"],
        );
        let mut nested = three();
        nested.apply(Edit::Demote(6));
        assert!(nested.section(5).unwrap().run_in, "the paragraph stays one");
        check(nested, Edit::Promote(6), &outline(&three()).iter().map(String::as_str).collect::<Vec<_>>());

        for edit in
            [Edit::Demote(4), Edit::Demote(5), Edit::Demote(BODY), Edit::Promote(4), Edit::Promote(BODY)]
        {
            assert_eq!(apply(three(), edit.clone()), None, "{edit:?}");
        }
    }

    #[test]
    fn a_set_of_the_writers_choice_stays() {
        let project = project([head("甲").says("文"), head("乙").above(Marker::Ordinal, [text("x")])]);
        check(project, Edit::Demote(5), &["一、《甲》文", " （一）《乙》", "  第一，x"]);
    }

    #[test]
    fn never_deeper_than_allowed() {
        let mut project = Project::new("试".into());
        let mut parent = BODY;
        for depth in 1..=MAX_DEPTH {
            assert!(project.apply(Edit::Insert { parent, index: 0, section: text("文") }).is_some());
            parent = project.next_id - 1;
            assert_eq!(project.depth(parent), depth);
        }
        let deepest = parent;
        project.apply(Edit::Insert {
            parent: project.parent(deepest).unwrap().0.id,
            index: 0,
            section: text("a"),
        });
        assert_eq!(project.body.height(), MAX_DEPTH);
        for edit in [
            Edit::Insert { parent: deepest, index: 0, section: text("x") },
            Edit::Demote(deepest),
            Edit::Move { id: FIRST, parent: OPENING, index: 0 },
            Edit::ReplaceContent { id: deepest, content: text("").points([text("x")]) },
            Edit::ReplaceContent { id: FIRST, content: project.body.as_ref().clone() },
        ] {
            let moved = apply(project.clone(), edit.clone());
            let allowed = matches!(edit, Edit::Move { .. });
            assert_eq!(moved.is_some(), allowed, "{edit:?}");
        }
        project.apply(Edit::SetHeading(deepest, "题".into()));
        assert_eq!(apply(project, Edit::Split { id: deepest, paragraph: 0, byte: 0 }), None);
    }

    #[test]
    fn splitting() {
        let split = |id, paragraph, byte| Edit::Split { id, paragraph, byte };
        // A point becomes two; what is below it goes with its end.
        let points =
            || project([head("甲").points([text("前后").above(Marker::Fourth, [text("子")]), text("p¶q")])]);
        check(points(), split(5, 0, 3), &["一、《甲》", " 一是前", " 二是后", "  （1）子", " 三是p¶q"]);
        check(points(), split(5, 0, 4), &["一、《甲》", " 一是前", " 二是后", "  （1）子", " 三是p¶q"]);
        check(points(), split(5, 0, 6), &["一、《甲》", " 一是前后", " 二是", "  （1）子", " 三是p¶q"]);
        check(points(), split(5, 0, 0), &["一、《甲》", " 一是", " 二是前后", "  （1）子", " 三是p¶q"]);
        // Between two paragraphs the second stays one, and no empty line is left.
        for (paragraph, byte) in [(0, 1), (1, 0)] {
            let (lines, caret) = apply(points(), split(7, paragraph, byte)).unwrap();
            assert_eq!(lines, ["一、《甲》", " 一是前后", "  （1）子", " 二是p", " ⏎三是q"]);
            assert_eq!(caret, Some((Place::Text(8), 0)));
        }
        // A section with a heading, and a part, begin their points with it.
        check(project([head("甲").says("前后")]), split(4, 0, 3), &["一、《甲》前", " 一是后"]);
        check(
            project([head("甲").says("前后").points([text("b")])]),
            split(4, 0, 3),
            &["一、《甲》前", " 一是后", " 二是b"],
        );
        check(
            project([head("甲").above(Marker::Second, [head("子")]), head("乙").says("前后")]),
            split(6, 0, 3),
            &["一、《甲》", " （一）《子》", "二、《乙》前", " （一）后"],
        );
        check(
            project([head("甲").points([lead("题。", "前后")])]),
            split(5, 0, 3),
            &["一、《甲》", " 一是〈题。〉前", "  （1）后"],
        );
        let mut opening = three();
        opening.apply(Edit::SetParagraphs(OPENING, vec!["前后".into()]));
        opening.apply(split(OPENING, 0, 3));
        assert_eq!(opening.opening.paragraphs, ["前"]);
        assert_eq!(outline_of(&opening.opening), ["一是后"]);
        assert!(opening.opening.run_in, "the paragraph stays one");
        assert_eq!(apply(three(), split(99, 0, 0)), None);
    }

    #[test]
    fn a_field_is_not_cut() {
        let mut project = project([head("甲").points([text("在{{单位}}工作")])]);
        project.fields.push(Field { name: "单位".into(), ..Field::default() });
        for byte in 4..=13 {
            let (lines, _) = apply(project.clone(), Edit::Split { id: 5, paragraph: 0, byte }).unwrap();
            assert_eq!(lines[1..], [" 一是在{{单位}}", " 二是工作"], "{byte}");
        }
    }

    #[test]
    fn joining() {
        let points =
            |second: Section| project([head("甲").says("引").points([text("a"), second, text("c")])]);
        let (lines, caret) = apply(points(text("b")), Edit::Join(6)).unwrap();
        assert_eq!((lines[1].as_str(), caret), (" 一是ab", Some((Place::Text(5), 1))));
        let (lines, caret) = apply(points(text("b")), Edit::Join(5)).unwrap();
        assert_eq!((lines[0].as_str(), caret), ("一、《甲》引a", Some((Place::Text(4), 1))));
        // A paragraph of its own stays one.
        let (lines, caret) = apply(points(text("b").apart()), Edit::Join(6)).unwrap();
        assert_eq!((lines[1].as_str(), caret), (" 一是a¶b", Some((Place::Text(5), 2))));
        // The text goes behind the text before it; what is below it stays on its level.
        let nested = || {
            project([head("甲").points([
                text("a").above(Marker::Fourth, [text("x"), text("y")]),
                text("b").above(Marker::Fourth, [text("z")]),
            ])])
        };
        check(nested(), Edit::Join(8), &["一、《甲》", " 一是a", "  （1）x", "  （2）yb", "  （3）z"]);
        check(nested(), Edit::Join(5), &["一、《甲》a", " 一是x", " 二是y", " 三是b", "  （1）z"]);
        check(
            points(text("b").above(Marker::Fourth, [text("z")])),
            Edit::Join(6),
            &["一、《甲》引", " 一是ab", "  （1）z", " 二是c"],
        );
        for id in [4, BODY, OPENING, 99] {
            assert_eq!(apply(three(), Edit::Join(id)), None, "{id}");
        }
    }

    /// The points of a point that is joined do not go down with its text.
    #[test]
    fn joining_deep_down_stays_within_the_depth() {
        let mut project = project([head("甲").points([text("a"), text("b").points([text("z")])])]);
        let mut parent = 5;
        while project.depth(parent) < MAX_DEPTH {
            project.apply(Edit::Insert { parent, index: 0, section: text("文") });
            parent = project.next_id - 1;
        }
        assert!(project.apply(Edit::Join(6)).is_some());
        assert_eq!(project.section(parent).unwrap().paragraphs, ["文b"]);
        assert_eq!(project.parent(7).unwrap().0.id, 5);
        assert_eq!(project.body.height(), MAX_DEPTH);
    }

    #[test]
    fn headings_out_of_the_text_and_back() {
        for (paragraphs, heading, runs_in, rest) in [
            ("强化领导。镇党委。", "强化领导。", true, "镇党委。"),
            ("强化领导", "强化领导", false, ""),
            ("强化领导。", "强化领导。", true, ""),
            ("强化领导。¶又", "强化领导。", false, "又"),
            ("强化领导¶又", "强化领导", false, "又"),
        ] {
            let mut project = project([text(paragraphs)]);
            let start = project.clone();
            project.apply(Edit::ToggleHeading(FIRST)).expect(paragraphs);
            let section = project.section(FIRST).unwrap();
            assert_eq!(
                (section.heading.as_str(), section.heading_runs_in, section.text().as_str()),
                (heading, runs_in, rest)
            );
            project.apply(Edit::ToggleHeading(FIRST)).expect(paragraphs);
            assert_eq!(project, start, "{paragraphs}");
        }
        let mut none = project([text("")]);
        none.apply(Edit::SetParagraphs(FIRST, vec![]));
        assert_eq!(apply(none, Edit::ToggleHeading(FIRST)), None);
    }

    #[test]
    fn a_heading_that_runs_in_has_its_end_mark() {
        for (heading, running, standing) in
            [("强化", "强化。", "强化"), ("怎么办？", "怎么办？", "怎么办？"), ("", "", "")]
        {
            let mut project = project([head(heading).says("文")]);
            project.apply(Edit::SetHeadingRunsIn(FIRST, true)).unwrap();
            assert_eq!(project.section(FIRST).unwrap().heading, running);
            project.apply(Edit::SetHeadingRunsIn(FIRST, false)).unwrap();
            assert_eq!(project.section(FIRST).unwrap().heading, standing);
        }
    }

    #[test]
    fn replacing() {
        let content = text("新").points([text("x"), text("y")]);
        let edit = Edit::ReplaceContent { id: 4, content };
        check(three(), edit, &["一、《甲》新", " 一是x", " 二是y", "二、《乙》文", "三、《丙》", " 一是d"]);
        let mut project = three();
        let next = project.next_id;
        let other = Project { next_id: 4, ..Project::new("另".into()) };
        project.apply(Edit::Replace(Box::new(other.clone()))).unwrap();
        assert_eq!((project.id.as_str(), project.next_id), ("另", next));
        assert_eq!(project.apply(Edit::Replace(Box::new(other))), None);
    }

    #[test]
    fn fields_and_empty_text() {
        let field = |name: &str| Field { name: name.into(), kind: FieldKind::Year, ..Field::default() };
        let set = |name: &str, value: &str| Edit::SetField { name: name.into(), value: value.into() };
        let mut project = three();
        assert!(project.apply(Edit::AddField(field("年度"))).is_some());
        assert!(project.apply(Edit::AddField(field("年度"))).is_none(), "twice");
        assert!(project.apply(Edit::AddField(field(""))).is_none(), "nameless");
        assert!(project.apply(set("年度", "2026")).is_some());
        assert!(project.apply(set("年度", "2026")).is_none(), "the same");
        assert!(project.apply(set("无", "2026")).is_none());
        assert!(project.apply(Edit::RemoveField("年度".into())).is_some());
        for number in project.fields.len()..MAX_FIELDS {
            assert!(project.apply(Edit::AddField(field(&format!("第{number}")))).is_some());
        }
        assert!(project.apply(Edit::AddField(field("又"))).is_none(), "a file would not take it");
        // An editor shows no text as one empty line.
        assert!(project.apply(Edit::SetParagraphs(4, vec![String::new()])).is_none());
        assert!(project.apply(Edit::SetParagraphs(8, vec![String::new()])).is_some());
        assert!(project.section(8).unwrap().paragraphs.is_empty());
    }

    #[test]
    fn what_is_typed_together() {
        let lines = |text: &str| text.split('¶').map(String::from).collect::<Vec<_>>();
        let mut project = project([text("一¶二")]);
        project.title = lines("一¶二");
        for (new, changed) in [
            ("一a¶二", Some(0)),
            ("一¶二a", Some(1)),
            ("¶二", Some(0)),
            ("一a¶二a", None),
            ("一¶二¶三", None),
            ("一二", None),
        ] {
            let group = Edit::SetParagraphs(FIRST, lines(new)).group(&project);
            assert_eq!(group, changed.map(|paragraph| GroupKey::Paragraph(FIRST, paragraph)), "{new}");
            let group = Edit::SetTitle(lines(new)).group(&project);
            assert_eq!(group, changed.map(|_| GroupKey::Title), "{new}");
        }
        // From no text, and back to none.
        let paragraph = Some(GroupKey::Paragraph(OPENING, 0));
        assert_eq!(Edit::SetParagraphs(OPENING, lines("字")).group(&project), paragraph);
        project.apply(Edit::SetParagraphs(OPENING, lines("字")));
        assert_eq!(Edit::SetParagraphs(OPENING, vec![]).group(&project), paragraph);
        assert_eq!(Edit::SetHeading(FIRST, "题".into()).group(&project), Some(GroupKey::Heading(FIRST)));
        assert_eq!(Edit::SetSignature(Some(Signature::default())).group(&project), None);
        assert_eq!(Edit::Remove(FIRST).group(&project), None);
    }
}
