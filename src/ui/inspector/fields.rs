//! 要素: the fields, their values, and new ones.

use super::super::view::{Action, Cx};
use super::super::{theme, widgets};
use super::line;
use crate::model::field::FieldProblem;
use crate::model::{Edit, Field, FieldKind, Project};
use egui::{Align, Button, Id, Layout, RichText, TextEdit, Ui};
use rust_i18n::t;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let project = cx.session.project().clone();
    widgets::note(ui, t!("ui.fields.about"));
    ui.add_space(8.0);
    for field in &project.fields {
        field_row(ui, cx, field);
    }
    line(ui);
    new_field(ui, cx, &project);
}

fn field_row(ui: &mut Ui, cx: &mut Cx<'_>, field: &Field) {
    let palette = theme::palette(ui.ctx());
    let id = Id::unique(("field", &field.name));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let composed = cx.view.field_text.take_if(|(name, _)| *name == field.name).filter(|_| focused);
    let mut value = composed.map_or_else(|| field.value.clone(), |(_, text)| text);
    let label = ui
        .horizontal(|ui| {
            let star = if field.required { " *" } else { "" };
            let label =
                ui.label(RichText::new(format!("{}{star}", field.name)).size(13.0).color(palette.weak));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let remove = widgets::link_button(ui, t!("ui.fields.remove"))
                    .on_hover_text(t!("ui.fields.remove_hint", name = field.name.as_str()));
                if remove.clicked() {
                    cx.edit(Edit::RemoveField(field.name.clone()));
                }
                let insert = widgets::link_button(ui, t!("ui.fields.insert"))
                    .on_hover_text(t!("ui.fields.insert_hint", name = field.name.as_str()));
                if insert.clicked() {
                    cx.out.push(Action::InsertText(format!("{{{{{}}}}}", field.name)));
                }
            });
            label
        })
        .inner;
    let hint = RichText::new(field_hint(field)).color(palette.faint);
    let edit = TextEdit::singleline(&mut value).id(id).hint_text(hint);
    let response = ui.add(edit.desired_width(f32::INFINITY)).labelled_by(label.id);
    if cx.view.composition.is_active() && focused {
        cx.view.field_text = response.has_focus().then(|| (field.name.clone(), value));
    } else if value != field.value {
        cx.edit(Edit::SetField { name: field.name.clone(), value });
    }
    if let Some(problem) = field.problem() {
        let words = problem_words(problem);
        ui.label(RichText::new(words).size(theme::SMALL).color(palette.caution));
    }
    ui.add_space(8.0);
}

/// What to put in: the field's own hint, else what its kind wants.
pub fn field_hint(field: &Field) -> String {
    if !field.hint.is_empty() {
        return field.hint.clone();
    }
    match field.kind {
        FieldKind::Text => t!("ui.hint.field_text"),
        FieldKind::Year => t!("ui.hint.field_year"),
        FieldKind::Unit => t!("ui.hint.unit"),
        FieldKind::Date => t!("ui.hint.date"),
    }
    .into_owned()
}

/// What is wrong with a value, and what to write.
pub fn problem_words(problem: FieldProblem) -> String {
    match problem {
        FieldProblem::Missing => t!("ui.fields.missing"),
        FieldProblem::NotAYear => t!("ui.fields.not_a_year"),
        FieldProblem::NotADate => t!("ui.fields.not_a_date"),
    }
    .into_owned()
}

fn new_field(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project) {
    let palette = theme::palette(ui.ctx());
    let label = ui.label(RichText::new(t!("ui.fields.new")).size(13.0).color(palette.weak));
    ui.horizontal(|ui| {
        let hint = RichText::new(t!("ui.fields.new_hint")).color(palette.faint);
        let response = widgets::without_preedit(ui, &mut cx.view.new_field, |ui, text| {
            ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(180.0)).labelled_by(label.id)
        });
        let name = cx.view.new_field.trim().to_owned();
        let taken = project.fields.iter().any(|field| field.name == name);
        let good = !name.is_empty() && !taken && !name.contains(['{', '}', '+', '-']);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let clicked = ui.add_enabled(good, Button::new(t!("ui.fields.add"))).clicked();
        if good && (clicked || entered) {
            cx.edit(Edit::AddField(Field { name, ..Field::default() }));
            cx.view.new_field.clear();
        }
    });
}
