//! Edits that cut and join texts: a point out of a text and back, a heading out of a text and back.

use crate::model::field::whole_fields;
use crate::model::section::MAX_DEPTH;
use crate::model::{Caret, Marker, Place, Project, Section, SectionId};
use std::sync::Arc;

impl Project {
    pub(super) fn split(&mut self, id: SectionId, paragraph: usize, byte: usize) -> Option<Option<Caret>> {
        let section = self.section(id)?;
        let is_point = section.heading.is_empty()
            && self.parent(id).is_some_and(|(parent, _)| !parent.marker.has_headings());
        if !is_point && self.depth(id) >= MAX_DEPTH {
            return None;
        }
        let byte = section.paragraphs.get(paragraph).map_or(0, |text| whole_fields(&self.fields, text, byte));
        let (marker, run_in) = self.points_of(id);
        let new_id = self.new_section_id();
        let section = self.section_mut(id)?;
        let (tail, own_paragraph) = cut(&mut section.paragraphs, paragraph, byte);
        let mut point = Section { paragraphs: tail, own_paragraph, ..Section::new(new_id) };
        if is_point {
            point.marker = section.marker;
            point.run_in = section.run_in;
            point.children = std::mem::take(&mut section.children);
            let (parent, index) = self.parent(id)?;
            let parent = parent.id;
            self.section_mut(parent)?.children.insert(index + 1, Arc::new(point));
        } else {
            if section.children.is_empty() && section.marker == Marker::None {
                section.marker = marker;
                section.run_in = run_in;
            }
            section.children.insert(0, Arc::new(point));
        }
        Some(Some(Caret { place: Place::Text(new_id), offset: 0 }))
    }

    /// How points that are cut out of this section's text are set: as the sections beside it set
    /// theirs, else run in as 一是.
    fn points_of(&self, id: SectionId) -> (Marker, bool) {
        let Some((parent, _)) = self.parent(id) else { return (Marker::Point, true) };
        let beside = parent.children.iter().find(|s| !s.children.is_empty() && s.marker != Marker::None);
        match beside {
            Some(section) => (section.marker, section.run_in),
            None if parent.marker == Marker::Point => (Marker::Fourth, true),
            None => (Marker::Point, true),
        }
    }

    pub(super) fn join(&mut self, id: SectionId) -> Option<Option<Caret>> {
        let (parent, index) = self.parent(id)?;
        if !self.section(id)?.heading.is_empty() {
            return None;
        }
        let above = index.checked_sub(1).and_then(|at| parent.children.get(at));
        let mut before = above.map_or(parent, AsRef::as_ref);
        if above.is_some() {
            while let Some(last) = before.children.last() {
                before = last;
            }
        }
        let (above, before) = (above.map_or(parent.id, |section| section.id), before.id);
        let mut offset = self.end_of(Place::Text(before))?.offset;
        let section = self.take(id)?;
        let target = self.section_mut(before)?;
        let mut added = section.paragraphs.iter();
        if let Some(last) = target.paragraphs.last_mut() {
            if section.own_paragraph && !last.is_empty() {
                offset += usize::from(!section.paragraphs.is_empty());
            } else if let Some(first) = added.next() {
                last.push_str(first);
            }
        }
        target.paragraphs.extend(added.cloned());
        // Its own points follow those of the point before it, or come first in the section above.
        let above = self.section_mut(above)?;
        if index > 0 && above.children.is_empty() {
            above.marker = section.marker;
            above.run_in = section.run_in;
        }
        let at = if index > 0 { above.children.len() } else { 0 };
        above.children.splice(at..at, section.children.iter().cloned());
        Some(Some(Caret { place: Place::Text(before), offset }))
    }

    pub(super) fn toggle_heading(&mut self, id: SectionId) -> Option<()> {
        let section = self.section_mut(id)?;
        if section.heading.is_empty() {
            let alone = section.paragraphs.len() == 1;
            let first = section.paragraphs.first_mut()?;
            let end = first.find('。').map_or(first.len(), |at| at + '。'.len_utf8());
            let rest = first.split_off(end);
            section.heading = std::mem::replace(first, rest);
            section.heading_runs_in = !first.is_empty() || (alone && section.heading.ends_with('。'));
            if first.is_empty() {
                section.paragraphs.remove(0);
            }
        } else {
            let heading = std::mem::take(&mut section.heading);
            match section.paragraphs.first_mut().filter(|_| section.heading_runs_in) {
                Some(first) => first.insert_str(0, &heading),
                None => section.paragraphs.insert(0, heading),
            }
            section.heading_runs_in = false;
        }
        Some(())
    }
}

/// Cuts paragraphs in two, and tells whether the cut fell between two of them. Neither half begins
/// or ends with an empty paragraph because of the cut.
fn cut(paragraphs: &mut Vec<String>, paragraph: usize, byte: usize) -> (Vec<String>, bool) {
    let mut tail = paragraphs.split_off(paragraph.min(paragraphs.len()));
    let mut between = !paragraphs.is_empty();
    if let Some(first) = tail.first_mut() {
        let behind = first.split_off(first.floor_char_boundary(byte));
        let before = std::mem::replace(first, behind);
        if !before.is_empty() {
            paragraphs.push(before);
            between = first.is_empty() && tail.len() > 1;
        }
        if tail.first().is_some_and(String::is_empty) {
            tail.remove(0);
        }
    }
    if paragraphs.iter().all(String::is_empty) {
        paragraphs.clear();
    }
    if tail.iter().all(String::is_empty) {
        tail.clear();
    }
    let between = between && !tail.is_empty() && !paragraphs.is_empty();
    (tail, between)
}

impl Section {
    pub(super) fn set_heading_runs_in(&mut self, runs_in: bool) {
        if runs_in
            && !self.heading.is_empty()
            && !self.heading.ends_with(['。', '：', '；', '！', '？', '，'])
        {
            self.heading.push('。');
        } else if self.heading_runs_in && !runs_in && self.heading.ends_with('。') {
            self.heading.pop();
        }
        self.heading_runs_in = runs_in;
    }
}
