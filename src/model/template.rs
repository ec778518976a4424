//! Templates: the structure, prompts and limits of one kind of summary, as data.

use super::project::Part;
use super::section::Guidance;
use super::{Field, FieldKind, Limit, Marker, Project, Section, Signature, Status};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One kind of summary. Written by hand as RON in `templates/`; unknown keys are mistakes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// ASCII letters, digits and `-`; of two templates with one id, the user's wins.
    pub id: String,
    /// 党风廉政建设工作总结
    pub name: String,
    /// What it consists of, in a few words, for the start page.
    pub summary: Vec<String>,
    /// For whom it is.
    pub for_whom: String,
    /// When it is written.
    pub when: String,
    #[serde(default)]
    pub fields: Vec<FieldSpec>,
    /// 字数要求 for the whole.
    #[serde(default)]
    pub limit: Limit,
    /// 标题, one string a line.
    pub title: Vec<String>,
    /// 导语
    pub opening: SectionSpec,
    /// 主体; its `children` are the numbered sections.
    pub body: SectionSpec,
    /// 结语
    pub closing: SectionSpec,
    /// 落款
    #[serde(default)]
    pub signature: Option<Signature>,
}

/// A field that a template asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    pub name: String,
    #[serde(default)]
    pub kind: FieldKind,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub default: String,
    /// What to put in, for the one who fills it.
    #[serde(default)]
    pub hint: String,
}

/// A part, section or point of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SectionSpec {
    pub heading: String,
    pub heading_runs_in: bool,
    /// Those who ask for the summary want this part: without a section of this heading, or of the
    /// same words, the checker misses it.
    pub required: bool,
    /// Text to begin from, one string a paragraph.
    pub text: Vec<String>,
    /// The numerals of the children.
    pub marker: Marker,
    /// The children run into one paragraph.
    pub run_in: bool,
    pub limit: Limit,
    pub guidance: Guidance,
    pub children: Vec<SectionSpec>,
}

impl Template {
    /// A project with this structure. `values` are fields by name, over the template's defaults;
    /// a name that the template does not know is added as a field of text.
    pub fn instantiate(&self, id: String, values: &[(String, String)]) -> Project {
        let mut project = Project::new(id);
        project.template.clone_from(&self.id);
        project.limit = self.limit;
        project.title.clone_from(&self.title);
        project.signature.clone_from(&self.signature);
        project.fields = self.fields.iter().map(FieldSpec::field).collect();
        let parts = [&self.opening, &self.body, &self.closing];
        parts.into_iter().for_each(|part| part.require(&mut project.required_parts));
        for (name, value) in values {
            match project.fields.iter_mut().find(|field| field.name == *name) {
                Some(field) => field.value.clone_from(value),
                None => project.fields.push(Field {
                    name: name.clone(),
                    value: value.clone(),
                    ..Field::default()
                }),
            }
        }
        for part in Part::ALL {
            let spec = match part {
                Part::Opening => &self.opening,
                Part::Body => &self.body,
                Part::Closing => &self.closing,
            };
            let mut root = spec.section(&mut project);
            root.id = project.part(part).id;
            *project.part_mut(part) = root;
        }
        project
    }
}

impl FieldSpec {
    fn field(&self) -> Field {
        Field {
            name: self.name.clone(),
            kind: self.kind,
            required: self.required,
            hint: self.hint.clone(),
            value: self.default.clone(),
        }
    }
}

impl SectionSpec {
    /// Levels below this one.
    pub fn height(&self) -> usize {
        self.children.iter().map(|child| child.height() + 1).max().unwrap_or(0)
    }

    fn require(&self, parts: &mut Vec<String>) {
        if self.required {
            parts.push(self.heading.clone());
        }
        self.children.iter().for_each(|child| child.require(parts));
    }

    fn section(&self, project: &mut Project) -> Section {
        Section {
            id: project.new_section_id(),
            heading: self.heading.clone(),
            heading_runs_in: self.heading_runs_in,
            paragraphs: self.text.clone(),
            own_paragraph: false,
            marker: self.marker,
            run_in: self.run_in,
            limit: self.limit,
            status: Status::Todo,
            guidance: Arc::new(self.guidance.clone()),
            children: self.children.iter().map(|child| Arc::new(child.section(project))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"(
        id: "jian", name: "简", summary: ["一"], for_whom: "乡镇", when: "年底",
        fields: [(name: "单位", kind: Unit, required: true), (name: "上级", default: "县委", hint: "上级党委")],
        limit: (max: 3000),
        title: ["{{单位}}总结"],
        opening: (text: ["导语。"], limit: (max: 300)),
        body: (marker: "一、", children: [
            (heading: "甲", marker: "一是", run_in: true, children: [
                (text: ["子。"], guidance: (about: "写子。", review: ["查子"], patterns: ["子【数】个。"])),
            ]),
            (heading: "乙。", heading_runs_in: true, required: true, text: ["文", "又"]),
        ]),
        closing: (),
        signature: (unit: "{{单位}}", date: ""),
    )"#;

    fn template() -> Template {
        let options =
            ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        options.from_str(SOURCE).unwrap()
    }

    #[test]
    fn begins_a_project() {
        let values = [("单位".to_owned(), "青石镇".to_owned()), ("书记".to_owned(), "甲".to_owned())];
        let project = template().instantiate("号".into(), &values);
        assert_eq!((project.id.as_str(), project.template.as_str()), ("号", "jian"));
        let fields: Vec<_> = project.fields.iter().map(|f| (f.name.as_str(), f.value.as_str())).collect();
        assert_eq!(fields, [("单位", "青石镇"), ("上级", "县委"), ("书记", "甲")]);
        assert_eq!((project.fields[0].kind, project.fields[0].required), (FieldKind::Unit, true));
        assert_eq!(project.fields[1].hint, "上级党委");
        assert_eq!((project.limit.max, project.opening.limit.max), (Some(3000), Some(300)));
        assert_eq!((project.opening.id, project.body.id, project.closing.id), (1, 2, 3));
        assert_eq!(project.title_line(), "青石镇总结");
        assert_eq!(crate::model::sample::outline(&project), ["一、《甲》", " 一是子。", "二、〈乙。〉文¶又"]);
        let point = project.walk().find(|s| s.text() == "子。").unwrap();
        assert_eq!(point.guidance.patterns, ["子【数】个。"]);
        assert!(project.walk().all(|s| s.id < project.next_id && s.status == Status::Todo));
        assert_eq!(project.required_parts, ["乙。"]);
        assert_eq!(template().body.height(), project.body.height());
    }

    #[test]
    fn two_begun_from_it_are_the_same_but_for_their_id() {
        let begin = |id: &str| template().instantiate(id.into(), &[]);
        assert_eq!(Project { id: "乙".into(), ..begin("甲") }, begin("乙"));
    }
}
