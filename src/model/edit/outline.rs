//! Edits of the outline: sections put in, taken out, moved and re-levelled.

use crate::model::section::MAX_DEPTH;
use crate::model::{Caret, Marker, Place, Project, Section, SectionId};
use std::sync::Arc;

impl Project {
    pub(super) fn insert(
        &mut self,
        parent: SectionId,
        index: usize,
        mut section: Section,
    ) -> Option<Option<Caret>> {
        if self.depth(parent) + 1 + section.height() > MAX_DEPTH {
            return None;
        }
        self.renumber(&mut section);
        let id = section.id;
        let parent = self.section_mut(parent)?;
        let place = if parent.marker.has_headings() { Place::Heading(id) } else { Place::Text(id) };
        parent.children.insert(index.min(parent.children.len()), Arc::new(section));
        Some(Some(Caret { place, offset: 0 }))
    }

    /// Gives a section and all below it new ids.
    fn renumber(&mut self, section: &mut Section) {
        section.id = self.new_section_id();
        for child in &mut section.children {
            self.renumber(Arc::make_mut(child));
        }
    }

    pub(super) fn remove(&mut self, id: SectionId) -> Option<Option<Caret>> {
        let (parent, index) = self.parent(id)?;
        let beside = index
            .checked_sub(1)
            .or(Some(index + 1))
            .and_then(|at| parent.children.get(at))
            .map_or(parent.id, |section| section.id);
        self.take(id)?;
        Some(self.end_of(Place::Text(beside)))
    }

    /// Takes a section out; a part's root stays.
    pub(super) fn take(&mut self, id: SectionId) -> Option<Arc<Section>> {
        let (parent, index) = self.parent(id)?;
        let parent = parent.id;
        Some(self.section_mut(parent)?.children.remove(index))
    }

    pub(super) fn move_to(&mut self, id: SectionId, parent: SectionId, index: usize) -> Option<()> {
        let section = self.section(id)?;
        if section.find(parent).is_some() || self.depth(parent) + 1 + section.height() > MAX_DEPTH {
            return None;
        }
        let from = self.parent(id)?.0.marker;
        let mut section = self.take(id)?;
        let parent = self.section_mut(parent)?;
        if from != parent.marker {
            relevel(&mut section, from, parent.marker);
        }
        parent.children.insert(index.min(parent.children.len()), section);
        Some(())
    }

    pub(super) fn demote(&mut self, id: SectionId) -> Option<()> {
        let (parent, index) = self.parent(id)?;
        let (marker, run_in) = (parent.marker.below(), parent.run_in);
        let new_parent = parent.children.get(index.checked_sub(1)?)?;
        let (new_parent, at) = (new_parent.id, new_parent.children.len());
        let target = self.section_mut(new_parent)?;
        if target.children.is_empty() && target.marker == Marker::None {
            target.marker = marker;
            target.run_in = run_in || marker == Marker::Point;
        }
        self.move_to(id, new_parent, at)
    }

    pub(super) fn promote(&mut self, id: SectionId) -> Option<()> {
        let parent = self.parent(id)?.0.id;
        let (above, index) = self.parent(parent)?;
        let above = above.id;
        self.move_to(id, above, index + 1)
    }

    pub(super) fn replace_content(&mut self, id: SectionId, mut content: Section) -> Option<()> {
        if self.depth(id) + content.height() > MAX_DEPTH {
            return None;
        }
        for child in &mut content.children {
            self.renumber(Arc::make_mut(child));
        }
        let section = self.section_mut(id)?;
        section.paragraphs = content.paragraphs;
        section.marker = content.marker;
        section.run_in = content.run_in;
        section.children = content.children;
        Some(())
    }
}

/// Fits the numerals below a section to its new level: a set that stood where it should below
/// `from` stands where it should below `to`, and none is the same as that of the level above.
/// A set that the writer chose otherwise stays.
fn relevel(section: &mut Arc<Section>, from: Marker, to: Marker) {
    let old = section.marker;
    let new = match old {
        Marker::None => return,
        _ if section.run_in => points_below(old, from, to),
        _ if from != Marker::None && to != Marker::None && old == from.below() => to.below(),
        _ if old == to => to.below(),
        _ => old,
    };
    if new == old {
        return;
    }
    let section = Arc::make_mut(section);
    section.marker = new;
    for child in &mut section.children {
        relevel(child, old, new);
    }
}

/// The numerals of points that run in: 一是 below whatever has headings, and below points （1）, ①.
fn points_below(old: Marker, from: Marker, to: Marker) -> Marker {
    let is_points = |marker| matches!(marker, Marker::Point | Marker::Ordinal | Marker::Fourth);
    if is_points(from) && old == from.below() {
        if is_points(to) { to.below() } else { Marker::Point }
    } else if old == to {
        to.below()
    } else {
        old
    }
}
