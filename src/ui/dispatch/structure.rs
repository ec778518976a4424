//! Commands that change the structure, and questions about sections.

use super::super::App;
use super::super::command::Command;
use super::super::dialog::{Dialog, Question};
use super::super::editor::{part_name, places};
use super::super::view::{Action, Go};
use crate::model::edit::root_part;
use crate::model::project::Part;
use crate::model::{Edit, Marker, Place, Section, SectionId, Signature, field};
use egui::Context;
use rust_i18n::t;

impl App {
    /// What a section is called in a sentence: 导语, 二、规范用权.
    pub(super) fn name_of(&self, id: SectionId) -> String {
        let Some(session) = &self.session else { return String::new() };
        let project = session.project();
        let root = root_part(project, id).map(part_name);
        root.unwrap_or_else(|| {
            let label = project.section(id).map(Section::label).unwrap_or_default();
            let label = field::resolve(&project.fields, label);
            format!("{}{label}", project.numeral(id))
        })
    }

    /// The commands that change the structure, at a section or where the user is.
    pub(super) fn structure(&mut self, ctx: &Context, command: Command, at: Option<SectionId>) {
        let current = match self.view.current {
            Place::Heading(id) | Place::Text(id) => Some(id),
            _ => None,
        };
        let Some(session) = &self.session else { return };
        let project = session.project().clone();
        let id = at.or(current);
        let edit = match (command, id) {
            (Command::MoveUp, Some(id)) => Edit::MoveUp(id),
            (Command::MoveDown, Some(id)) => Edit::MoveDown(id),
            (Command::Promote, Some(id)) => Edit::Promote(id),
            (Command::Demote, Some(id)) => Edit::Demote(id),
            (Command::ToggleHeading, Some(id)) => Edit::ToggleHeading(id),
            (Command::SplitPoints, Some(id)) => return self.split_points(ctx, id),
            (Command::Delete, Some(id)) => return self.ask_delete(ctx, id),
            (Command::AddChild, Some(id)) => {
                let index = project.section(id).map_or(0, |section| section.children.len());
                Edit::Insert { parent: id, index, section: Section::default() }
            }
            (Command::AddPart, id) => {
                let after = id.and_then(|id| project.path(id)).filter(|(part, _)| *part == Part::Body);
                let index = after.and_then(|(_, path)| path.first().map(|&at| at + 1));
                let index = index.unwrap_or(project.body.children.len());
                let section = Section { marker: Marker::Point, run_in: true, ..Section::default() };
                Edit::Insert { parent: project.body.id, index, section }
            }
            (Command::AddPoint, Some(id)) => return self.add_point(ctx, id),
            (Command::AddSignature, _) => {
                if project.signature.is_none() {
                    self.edit(ctx, Edit::SetSignature(Some(Signature::default())));
                }
                return self.go(Go { place: Place::SignatureUnit, start: 0, end: 0 });
            }
            _ => return,
        };
        self.edit(ctx, edit);
    }

    /// Deleting more than a few words is asked about first.
    fn ask_delete(&mut self, ctx: &Context, id: SectionId) {
        let Some(session) = &self.session else { return };
        let words = session.measure().section(id).count.words;
        if words <= 30 {
            return self.edit(ctx, Edit::Remove(id));
        }
        let label = self.name_of(id);
        self.view.dialog = Some(Dialog::Question(Question {
            title: t!("ui.delete.title", label = label).into_owned(),
            text: t!("ui.delete.text", n = words).into_owned(),
            choices: vec![
                (t!("ui.delete.yes").into_owned(), vec![Action::Edit(Edit::Remove(id))]),
                (t!("ui.cancel").into_owned(), Vec::new()),
            ],
        }));
    }

    /// The first place to write at in a project that was just opened or made.
    pub(super) fn first_place(&self) -> Place {
        let Some(session) = &self.session else { return Place::Title };
        let project = session.project();
        let empty_title = project.title_line().is_empty();
        let first = places(project).into_iter().find(|place| matches!(place, Place::Text(_)));
        if empty_title { Place::Title } else { first.unwrap_or(Place::Title) }
    }
}
