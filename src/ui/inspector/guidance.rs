//! 提示: what the template says to the current section.

use super::super::editor::part_name;
use super::super::view::{Action, Cx};
use super::super::{theme, widgets};
use crate::model::project::Part;
use crate::model::{Guidance, Place, Project};
use egui::{Button, RichText, Ui, vec2};
use rust_i18n::t;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let project = cx.session.project().clone();
    let Some((label, guidance)) = nearest(&project, cx.view.current) else {
        widgets::note(ui, t!("ui.guidance.none"));
        return;
    };
    let palette = theme::palette(ui.ctx());
    ui.label(RichText::new(label).size(theme::BODY).strong());
    ui.add_space(6.0);
    if !guidance.about.is_empty() {
        ui.label(RichText::new(&guidance.about).size(13.0).color(palette.ink));
        ui.add_space(12.0);
    }
    if !guidance.review.is_empty() {
        widgets::caption(ui, t!("ui.guidance.review"));
        ui.add_space(4.0);
        for point in &guidance.review {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.label(RichText::new("·").size(13.0).color(palette.accent));
                ui.add(egui::Label::new(RichText::new(point).size(13.0)).wrap());
            });
        }
        ui.add_space(12.0);
    }
    if !guidance.patterns.is_empty() {
        widgets::caption(ui, t!("ui.guidance.patterns"));
        ui.add_space(4.0);
        for pattern in &guidance.patterns {
            self::pattern(ui, cx, &project, pattern);
        }
    }
}

/// A sentence pattern, put in at the caret when pressed.
fn pattern(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project, pattern: &str) {
    let shown = crate::model::field::resolve(&project.fields, pattern);
    let text = RichText::new(shown.as_ref()).size(13.0);
    let button = Button::new(text).wrap().min_size(vec2(ui.available_width(), 0.0));
    let response = ui.add(button).on_hover_text(t!("ui.guidance.insert"));
    if response.clicked() {
        cx.out.push(Action::InsertText(pattern.to_owned()));
    }
    ui.add_space(4.0);
}

/// What the template says to the current section, or to the nearest one above that it says
/// something to.
fn nearest(project: &Project, place: Place) -> Option<(String, Guidance)> {
    let (Place::Heading(mut id) | Place::Text(mut id)) = place else {
        let words = t!("ui.guidance.title").into_owned();
        return Some((t!("ui.part.title").into_owned(), Guidance { about: words, ..Guidance::default() }));
    };
    loop {
        let section = project.section(id)?;
        if !section.guidance.is_empty() {
            let root = Part::ALL.into_iter().find(|&part| project.part(part).id == id);
            let label = crate::model::field::resolve(&project.fields, section.label()).into_owned();
            let label = root.map_or_else(|| format!("{}{label}", project.numeral(id)), part_name);
            return Some((label, Guidance::clone(&section.guidance)));
        }
        id = project.parent(id)?.0.id;
    }
}
