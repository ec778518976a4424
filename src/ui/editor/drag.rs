//! Dragging a section to another place.

use super::super::theme;
use super::super::view::Cx;
use crate::model::{Edit, Project, Section, SectionId};
use egui::{Id, Rect, Response, Sense, Stroke, Ui};

/// The section being dragged.
#[derive(Clone, Copy)]
struct Dragged(SectionId);

/// Lets a handle drag its section.
pub fn source(ui: &Ui, response: &Response, section: &Section) {
    response.dnd_set_drag_payload(Dragged(section.id));
    if response.dragged() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
    } else if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grab);
    }
}

/// Lets a section be dropped before or behind the one shown at `rect`, as its sibling.
pub fn target(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section, rect: Rect) {
    if !egui::DragAndDrop::has_payload_of_type::<Dragged>(ui.ctx()) {
        return;
    }
    let response = ui.interact(rect, Id::unique(("drop", section.id)), Sense::hover());
    let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
    let behind = pointer.y > rect.center().y;
    if response.dnd_hover_payload::<Dragged>().is_some_and(|dragged| dragged.0 != section.id) {
        let palette = theme::palette(ui.ctx());
        let y = if behind { rect.bottom() } else { rect.top() };
        ui.painter().hline(rect.x_range(), y, Stroke::new(2.0, palette.accent));
    }
    if let Some(dragged) = response.dnd_release_payload::<Dragged>()
        && let Some(edit) = drop_at(cx.session.project(), dragged.0, section.id, behind)
    {
        cx.edit(edit);
    }
}

/// The move that puts `dragged` before or behind `target`.
fn drop_at(project: &Project, dragged: SectionId, target: SectionId, behind: bool) -> Option<Edit> {
    let (parent, index) = project.parent(target)?;
    let own = parent.children.iter().position(|child| child.id == dragged);
    let mut index = if behind { index + 1 } else { index };
    if own.is_some_and(|own| own < index) {
        index -= 1;
    }
    (own != Some(index) && dragged != target).then_some(Edit::Move { id: dragged, parent: parent.id, index })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn dropping_moves_before_or_behind() {
        let mut project = Project::new(String::new());
        let body = Arc::make_mut(&mut project.body);
        body.children = (11..15).map(|id| Arc::new(Section::new(id))).collect();
        for (dragged, target, behind, order) in [
            (11, 13, false, vec![12, 11, 13, 14]),
            (11, 13, true, vec![12, 13, 11, 14]),
            (14, 11, false, vec![14, 11, 12, 13]),
            (14, 12, true, vec![11, 12, 14, 13]),
        ] {
            let mut project = project.clone();
            project.apply(drop_at(&project, dragged, target, behind).unwrap());
            let ids: Vec<_> = project.body.children.iter().map(|child| child.id).collect();
            assert_eq!(ids, order);
        }
        assert_eq!(drop_at(&project, 11, 12, false), None, "where it is already");
        assert_eq!(drop_at(&project, 11, 11, true), None);
    }
}
