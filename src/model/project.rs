//! 文稿: the whole summary.

use super::field::{referred, resolve};
use super::section::{Walk, is_default};
use super::{Caret, Field, Limit, Marker, Place, Profile, Review, Section, SectionId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::iter;
use std::sync::Arc;

/// A summary: title, opening, body, closing and signature, with the fields its text refers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Told apart from every other project, also from copies of older versions of itself.
    pub id: String,
    /// The id of the template it was made from; empty for one made from a text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub template: String,
    /// 要素
    #[serde(default)]
    pub fields: Vec<Field>,
    /// 字数要求 for the whole.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limit: Limit,
    /// 标题, one string a line.
    pub title: Vec<String>,
    /// 导语
    pub opening: Arc<Section>,
    /// 主体; its children are the numbered sections.
    pub body: Arc<Section>,
    /// 结语
    pub closing: Arc<Section>,
    /// 落款
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// What the user has said about its checking.
    #[serde(default, skip_serializing_if = "review_is_empty")]
    pub review: Arc<Review>,
    /// 版式
    #[serde(default, skip_serializing_if = "profile_is_standard")]
    pub profile: Arc<Profile>,
    /// The headings of the parts that its template requires, for the checker. They are kept here
    /// and not with the sections: a section that was deleted cannot say that it is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_parts: Vec<String>,
    /// The number that the next new section takes.
    pub next_id: SectionId,
}

/// 落款: the unit and, under it, the date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub unit: String,
    pub date: String,
}

/// The three parts that are sections, in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Opening,
    Body,
    Closing,
}

fn profile_is_standard(profile: &Arc<Profile>) -> bool {
    **profile == Profile::default()
}

fn review_is_empty(review: &Arc<Review>) -> bool {
    review.is_empty()
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Opening, Self::Body, Self::Closing];
}

/// The roots' ids in a new project.
const OPENING: SectionId = 1;
const BODY: SectionId = 2;
const CLOSING: SectionId = 3;

impl Project {
    /// An empty summary whose body sections are numbered 一、.
    pub fn new(id: String) -> Self {
        let body = Section { marker: Marker::First, ..Section::new(BODY) };
        Self {
            id,
            template: String::new(),
            fields: Vec::new(),
            limit: Limit::default(),
            title: Vec::new(),
            opening: Arc::new(Section::new(OPENING)),
            body: Arc::new(body),
            closing: Arc::new(Section::new(CLOSING)),
            signature: None,
            review: Arc::default(),
            profile: Arc::default(),
            required_parts: Vec::new(),
            next_id: CLOSING + 1,
        }
    }

    /// An identity for a section that is to be put in.
    pub fn new_section_id(&mut self) -> SectionId {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    pub fn part(&self, part: Part) -> &Section {
        match part {
            Part::Opening => &self.opening,
            Part::Body => &self.body,
            Part::Closing => &self.closing,
        }
    }

    pub(super) fn part_mut(&mut self, part: Part) -> &mut Section {
        Arc::make_mut(match part {
            Part::Opening => &mut self.opening,
            Part::Body => &mut self.body,
            Part::Closing => &mut self.closing,
        })
    }

    /// Every section, in document order, the three roots among them.
    pub fn walk(&self) -> impl Iterator<Item = &Section> {
        Part::ALL.into_iter().flat_map(|part| -> Walk<'_> { self.part(part).walk() })
    }

    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.walk().find(|section| section.id == id)
    }

    /// The part a section belongs to, and the child numbers (from 0) that lead to it.
    pub fn path(&self, id: SectionId) -> Option<(Part, Vec<usize>)> {
        fn descend(section: &Section, id: SectionId, path: &mut Vec<usize>) -> bool {
            if section.id == id {
                return true;
            }
            for (index, child) in section.children.iter().enumerate() {
                path.push(index);
                if descend(child, id, path) {
                    return true;
                }
                path.pop();
            }
            false
        }
        let mut path = Vec::new();
        Part::ALL.into_iter().find_map(|part| {
            descend(self.part(part), id, &mut path).then(|| (part, std::mem::take(&mut path)))
        })
    }

    /// The section above, and the place among its children.
    pub fn parent(&self, id: SectionId) -> Option<(&Section, usize)> {
        let (part, path) = self.path(id)?;
        let (&index, above) = path.split_last()?;
        let parent = above
            .iter()
            .try_fold(self.part(part), |section, &at| section.children.get(at).map(AsRef::as_ref))?;
        Some((parent, index))
    }

    /// How many levels a section stands below its part's root: 0 for the root.
    pub fn depth(&self, id: SectionId) -> usize {
        self.path(id).map_or(0, |(_, path)| path.len())
    }

    /// The numeral that a section carries, empty where it has none.
    pub fn numeral(&self, id: SectionId) -> String {
        self.parent(id).map(|(parent, index)| parent.marker.write(index + 1)).unwrap_or_default()
    }

    /// The section, to be changed; shared copies of it stay as they were.
    pub(super) fn section_mut(&mut self, id: SectionId) -> Option<&mut Section> {
        let (part, path) = self.path(id)?;
        path.into_iter()
            .try_fold(self.part_mut(part), |section, at| section.children.get_mut(at).map(Arc::make_mut))
    }

    /// The title as it reads, on one line.
    pub fn title_line(&self) -> String {
        resolve(&self.fields, &self.title.concat()).trim().to_owned()
    }

    /// Fields that the text refers to or that are required, and that have no value.
    pub fn unresolved_fields(&self) -> Vec<&Field> {
        let signature = self.signature.iter().flat_map(|signature| [&signature.unit, &signature.date]);
        let sections =
            self.walk().flat_map(|section| iter::once(&section.heading).chain(&section.paragraphs));
        let texts = self.title.iter().chain(signature).chain(sections);
        let used: HashSet<&str> =
            texts.flat_map(|text| referred(&self.fields, text)).map(|field| field.name.as_str()).collect();
        let missing = |field: &&Field| field.required || used.contains(field.name.as_str());
        self.fields.iter().filter(|field| field.value.trim().is_empty()).filter(missing).collect()
    }

    /// The caret at the end of a place, if the project has it.
    pub fn end_of(&self, place: Place) -> Option<Caret> {
        let length = |text: &str| resolve(&self.fields, text).chars().count();
        let offset = match place {
            Place::Title => length(&self.title.join("\n")),
            Place::Heading(id) => length(&self.section(id)?.heading),
            Place::Text(id) => length(&self.section(id)?.text()),
            Place::SignatureUnit => length(&self.signature.as_ref()?.unit),
            Place::SignatureDate => length(&self.signature.as_ref()?.date),
        };
        Some(Caret { place, offset })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldKind;
    use crate::model::sample::{FIRST, head, project};

    fn with_fields() -> Project {
        let mut project = project([head("在{{单位}}").says("{{ 年度+1 }}年¶{{甲}}")]);
        let field =
            |name: &str, kind, required| Field { name: name.into(), kind, required, ..Field::default() };
        project.fields = vec![
            field("单位", FieldKind::Unit, false),
            field("年度", FieldKind::Year, false),
            field("上级", FieldKind::Text, false),
            field("姓名", FieldKind::Text, true),
            field("日期", FieldKind::Date, false),
        ];
        project.signature = Some(Signature { unit: "青石镇".into(), date: "{{日期}}".into() });
        project
    }

    #[test]
    fn fields_to_fill_in() {
        let names = |project: &Project| -> Vec<String> {
            project.unresolved_fields().iter().map(|field| field.name.clone()).collect()
        };
        let mut project = with_fields();
        assert_eq!(names(&project), ["单位", "年度", "姓名", "日期"]);
        for field in &mut project.fields {
            field.value = if field.kind == FieldKind::Year { "2026" } else { "值" }.into();
        }
        assert!(names(&project).is_empty());
    }

    #[test]
    fn ends_of_places() {
        let mut project = with_fields();
        project.title = vec!["{{单位}}".into(), "总结".into()];
        project.fields[0].value = "青石镇".into();
        for (place, offset) in [
            (Place::Title, Some(6)),
            (Place::Heading(FIRST), Some(4)),
            (Place::Text(FIRST), Some(11 + 1 + 5)),
            (Place::SignatureUnit, Some(3)),
            (Place::SignatureDate, Some(6)),
            (Place::Text(99), None),
        ] {
            assert_eq!(project.end_of(place), offset.map(|offset| Caret { place, offset }), "{place:?}");
        }
        project.signature = None;
        assert_eq!(project.end_of(Place::SignatureUnit), None);
        assert_eq!(project.title_line(), "青石镇总结");
    }

    #[test]
    fn survives_a_file() {
        let project = with_fields();
        let text = ron::to_string(&project).unwrap();
        assert_eq!(ron::from_str::<Project>(&text), Ok(project));
        assert!(ron::from_str::<Project>(&text.replace("title:", "titel:")).is_err());
    }
}
