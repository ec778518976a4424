//! What can be done to one section, by its context menu.

use super::super::command::Command;
use super::super::view::{Action, Cx};
use super::super::{theme, widgets};
use super::is_root;
use crate::model::{Edit, Marker, Section, SectionId, Status};
use egui::{Button, RichText, Ui};
use rust_i18n::t;

/// The menu of a section: moving, levels, numerals, limit, deleting.
pub fn section(ui: &mut Ui, cx: &mut Cx<'_>, id: SectionId) {
    let project = cx.session.project().clone();
    let Some(section) = project.section(id) else { return };
    let root = is_root(&project, id);
    if !root {
        for command in [Command::MoveUp, Command::MoveDown, Command::Promote, Command::Demote] {
            command_row(ui, cx, command, id);
        }
        ui.separator();
        command_row(ui, cx, Command::ToggleHeading, id);
    }
    command_row(ui, cx, Command::SplitPoints, id);
    markers(ui, cx, section);
    if !section.children.is_empty() {
        let run_in = section.run_in;
        if widgets::menu_choice(ui, run_in, &t!("ui.section.run_in")) {
            cx.edit(Edit::SetRunIn(id, !run_in));
        }
    }
    if project.parent(id).is_some_and(|(parent, _)| parent.run_in) {
        let own = section.own_paragraph;
        if widgets::menu_choice(ui, own, &t!("ui.section.own_paragraph")) {
            cx.edit(Edit::SetOwnParagraph(id, !own));
        }
    }
    ui.separator();
    if ui.button(t!("ui.section.limit")).clicked() {
        cx.out.push(Action::AskLimit(Some(id)));
    }
    if !root {
        command_row(ui, cx, Command::Delete, id);
    }
}

fn command_row(ui: &mut Ui, cx: &mut Cx<'_>, command: Command, id: SectionId) {
    let Some(row) = command.row() else { return };
    if ui.add(row.button("")).clicked() {
        cx.out.push(Action::CommandAt(command, id));
        ui.close();
    }
}

/// 层次序号 of the children.
fn markers(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section) {
    ui.menu_button(t!("ui.section.marker"), |ui| {
        for marker in Marker::ALL {
            if widgets::menu_choice(ui, section.marker == marker, &marker_name(marker)) {
                cx.edit(Edit::SetMarker(section.id, marker));
            }
        }
    });
}

/// `一、二、三、` …, or words for no numerals.
pub fn marker_name(marker: Marker) -> String {
    if marker == Marker::None {
        return t!("ui.section.no_marker").into_owned();
    }
    (1..=3).map(|number| marker.write(number)).collect::<Vec<_>>().join(" ")
}

/// 待写, 在写, 待审, 定稿
pub fn status_name(status: Status) -> String {
    match status {
        Status::Todo => t!("ui.status.todo"),
        Status::Draft => t!("ui.status.draft"),
        Status::Review => t!("ui.status.review"),
        Status::Done => t!("ui.status.done"),
    }
    .into_owned()
}

/// The status of a section, and the menu to change it.
pub fn status(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section) {
    let palette = theme::palette(ui.ctx());
    let name = status_name(section.status);
    ui.spacing_mut().button_padding.x = 4.0;
    let words = RichText::new(format!("{name} ▼")).size(theme::SMALL).color(palette.weak);
    let button = Button::new(words).frame_when_inactive(false).small();
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for status in Status::ALL {
            if widgets::menu_choice(ui, section.status == status, &status_name(status)) {
                cx.edit(Edit::SetStatus(section.id, status));
            }
        }
    });
    response.widget_info(|| {
        let name = t!("ui.name.status", status = name.as_str());
        egui::WidgetInfo::labeled(egui::Role::Button, true, name.as_ref())
    });
}
