//! Where the sections of a broken file go.

use super::build::Builder;
use super::frame::{Kind, NO_ID, is_bare, merge};
use super::lift;
use crate::model::Section;
use crate::model::project::Part;
use std::sync::Arc;

/// More than a summary has sections; of further ones the text is kept. A section takes some forty
/// times the memory of what a file may say of one.
const MOST_SECTIONS: usize = 100_000;

impl Builder {
    pub(super) fn put_below(&mut self, mut section: Section) {
        self.sections += 1;
        if is_bare(&section) {
            self.unknown();
        } else if self.sections > MOST_SECTIONS {
            lift(&mut section, 0);
            [section.heading].into_iter().chain(section.paragraphs).for_each(|text| self.stray(text));
        } else if let Some(above) = self.section() {
            above.children.push(Arc::new(section));
        } else {
            self.adopt(section);
        }
    }

    /// The section that is open.
    pub(super) fn section(&mut self) -> Option<&mut Section> {
        self.frames.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Section(section, _) => Some(section.as_mut()),
            _ => None,
        })
    }

    pub(super) fn part_mut(&mut self, part: Part) -> &mut Section {
        Arc::make_mut(match part {
            Part::Opening => &mut self.project.opening,
            Part::Body => &mut self.project.body,
            Part::Closing => &mut self.project.closing,
        })
    }

    /// Puts a part where it belongs.
    pub(super) fn finish(&mut self, part: Part, mut section: Section) {
        let seen = std::mem::replace(&mut self.seen[part as usize], true);
        self.part = Some(part);
        let root = self.part_mut(part);
        if seen {
            merge(root, section);
        } else {
            if section.id == NO_ID {
                section.id = root.id;
            }
            *root = section;
        }
    }

    /// Puts a section that stands outside all parts where it comes in order.
    fn adopt(&mut self, section: Section) {
        self.damaged = true;
        let root = section.heading.is_empty();
        let part = match self.part {
            None if root && section.children.is_empty() => Part::Opening,
            None | Some(Part::Opening) => Part::Body,
            Some(Part::Body) if root && section.children.is_empty() => Part::Closing,
            Some(part) => part,
        };
        if root && !self.seen[part as usize] {
            self.finish(part, section);
        } else {
            self.seen[part as usize] = true;
            self.part = Some(part);
            self.part_mut(part).children.push(Arc::new(section));
        }
    }
}
