//! Small projects for the tests of this floor, and outlines to compare them by.

use super::edit::Edit;
use super::{Marker, Project, Section, SectionId};
use std::sync::Arc;

/// The id that the first section below the body's root gets; the others follow in document order.
pub const FIRST: SectionId = 4;
pub const OPENING: SectionId = 1;
pub const BODY: SectionId = 2;

/// A section without a heading; `¶` stands between paragraphs.
pub fn text(paragraphs: &str) -> Section {
    let paragraphs = paragraphs.split('¶').map(String::from).collect();
    Section { paragraphs, ..Section::default() }
}

/// A section with a heading on a line of its own.
pub fn head(heading: &str) -> Section {
    Section { heading: heading.into(), ..Section::default() }
}

/// A section with a heading that runs in.
pub fn lead(heading: &str, paragraphs: &str) -> Section {
    Section { heading: heading.into(), heading_runs_in: true, ..text(paragraphs) }
}

impl Section {
    pub fn above<const N: usize>(self, marker: Marker, children: [Section; N]) -> Self {
        Self { marker, children: children.into_iter().map(Arc::new).collect(), ..self }
    }

    /// Points 一是 that run in.
    pub fn points<const N: usize>(self, children: [Section; N]) -> Self {
        Self { run_in: true, ..self.above(Marker::Point, children) }
    }

    pub fn says(self, paragraphs: &str) -> Self {
        Self { paragraphs: text(paragraphs).paragraphs, ..self }
    }

    pub fn apart(self) -> Self {
        Self { own_paragraph: true, ..self }
    }
}

/// A project with these sections 一、二、三、.
pub fn project<const N: usize>(sections: [Section; N]) -> Project {
    let mut project = Project::new("试".into());
    for (index, section) in sections.into_iter().enumerate() {
        project.apply(Edit::Insert { parent: BODY, index, section });
    }
    project
}

/// The sections below the body's root, one a line: indent, numeral, `《standing》` or `〈run-in〉`
/// heading, `⏎` before a paragraph of its own, and the paragraphs with `¶` between them.
pub fn outline(project: &Project) -> Vec<String> {
    outline_of(&project.body)
}

pub fn outline_of(root: &Section) -> Vec<String> {
    fn below(section: &Section, indent: usize, lines: &mut Vec<String>) {
        for (index, child) in section.children.iter().enumerate() {
            let heading = match (child.heading.as_str(), child.heading_runs_in) {
                ("", _) => String::new(),
                (heading, true) => format!("〈{heading}〉"),
                (heading, false) => format!("《{heading}》"),
            };
            let own = if child.own_paragraph { "⏎" } else { "" };
            lines.push(format!(
                "{:indent$}{own}{}{heading}{}",
                "",
                section.marker.write(index + 1),
                child.paragraphs.join("¶")
            ));
            below(child, indent + 1, lines);
        }
    }
    let mut lines = Vec::new();
    below(root, 0, &mut lines);
    lines
}
