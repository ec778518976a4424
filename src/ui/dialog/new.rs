//! A new summary from a template: its fields.

use super::super::inspector::fields::{field_hint, problem_words};
use super::super::services::now;
use super::super::view::Action;
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer, heading};
use crate::model::field::FieldProblem;
use crate::model::{Field, Template};
use crate::session::begin;
use egui::{Key, Modifiers, RichText, Ui};
use rust_i18n::t;

pub struct NewSummary {
    template: Template,
    fields: Vec<Field>,
    /// The problems are only told once it was tried.
    tried: bool,
    fresh: bool,
}

impl NewSummary {
    pub fn new(template: Template) -> Self {
        let fields = begin::fields(&template, now().date());
        Self { template, fields, tried: false, fresh: true }
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ui.ctx());
        heading(ui, &self.template.name);
        widgets::note(ui, &self.template.for_whom);
        widgets::note(ui, &self.template.when);
        ui.add_space(10.0);
        for field in &mut self.fields {
            let star = if field.required { " *" } else { "" };
            let hint = field_hint(field);
            let response =
                widgets::labelled_edit(ui, &format!("{}{star}", field.name), &mut field.value, &hint);
            if std::mem::take(&mut self.fresh) {
                response.request_focus();
            }
            let told = field.problem().filter(|problem| self.tried || *problem != FieldProblem::Missing);
            if let Some(problem) = told {
                ui.horizontal(|ui| {
                    ui.add_space(widgets::LABEL_WIDTH + 8.0);
                    ui.label(RichText::new(problem_words(problem)).size(theme::SMALL).color(palette.caution));
                });
            }
        }
        ui.add_space(4.0);
        widgets::note(ui, t!("ui.new.later"));
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            if choice_button(ui, &t!("ui.new.create"), true) || enter {
                self.tried = true;
                if self.fields.iter().all(|field| field.problem().is_none()) {
                    stay = self.create(out);
                }
            }
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
            // Empty fields can wait; what is wrongly filled cannot.
            let missing = self.fields.iter().any(|field| field.problem() == Some(FieldProblem::Missing));
            if self.tried && missing && choice_button(ui, &t!("ui.new.anyway"), false) {
                stay = self.create(out);
            }
        });
        stay
    }

    fn create(&self, out: &mut Vec<Action>) -> Stay {
        let values =
            self.fields.iter().map(|field| (field.name.clone(), field.value.trim().to_owned())).collect();
        out.push(Action::Create(Box::new(self.template.clone()), values));
        Stay::Closed
    }
}
