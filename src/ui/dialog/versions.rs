//! 历史备份: the versions that saving has replaced, with their text, to be taken back.

use super::super::dispatch::compare::with_version;
use super::super::services::local;
use super::super::view::Action;
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer, heading};
use crate::model::{Project, flow};
use crate::session::open::Version;
use crate::store::envelope::Integrity;
use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};
use rust_i18n::t;
use std::sync::Arc;

const LIST_WIDTH: f32 = 250.0;
const HEIGHT: f32 = 380.0;

pub struct Versions {
    /// The text as it is now.
    current: Arc<Project>,
    /// `None` while they are read.
    versions: Option<Vec<Version>>,
    chosen: usize,
    /// The lines of the chosen one.
    lines: Vec<String>,
}

impl Versions {
    pub fn new(current: Arc<Project>) -> Self {
        Self { current, versions: None, chosen: 0, lines: Vec::new() }
    }

    /// Takes in what was found.
    pub fn found(&mut self, versions: Vec<Version>) {
        let is_whole = |version: &Version| version.content.is_ok() && version.integrity == Integrity::Intact;
        let first = versions.iter().position(is_whole);
        self.versions = Some(versions);
        self.choose(first.unwrap_or(0));
    }

    fn choose(&mut self, index: usize) {
        self.chosen = index;
        self.lines = match self.chosen() {
            Some(Version { content: Ok((project, _)), .. }) => {
                flow::lines(project).into_iter().map(|line| line.text).collect()
            }
            _ => Vec::new(),
        };
    }

    fn chosen(&self) -> Option<&Version> {
        self.versions.as_ref()?.get(self.chosen)
    }

    fn project(&self) -> Option<&Arc<Project>> {
        self.chosen()?.content.as_ref().ok().map(|(project, _)| project)
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("ui.versions.title"));
        match self.versions.as_deref() {
            None => drop(ui.label(t!("ui.versions.reading"))),
            Some([]) => drop(ui.label(t!("ui.versions.none"))),
            Some(_) => self.both(ui),
        }
        let mut stay = Stay::Open;
        footer(ui, |ui| {
            if let Some(project) = self.project().cloned() {
                if choice_button(ui, &t!("ui.versions.restore"), true) {
                    out.push(Action::Restore(project.clone()));
                    stay = Stay::Closed;
                }
                if choice_button(ui, &t!("ui.versions.compare"), false) {
                    let saved = self.chosen().map_or(0, |version| version.backup.saved);
                    out.push(with_version(project.clone(), saved, self.current.clone()));
                    stay = Stay::Closed;
                }
                if choice_button(ui, &t!("ui.versions.as_copy"), false) {
                    out.push(Action::OpenVersion(project));
                    stay = Stay::Closed;
                }
            }
            if choice_button(ui, &t!("ui.close"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }

    /// The list, and beside it the text of the chosen one.
    fn both(&mut self, ui: &mut Ui) {
        let height = HEIGHT.min(ui.ctx().content_rect().height() - 220.0);
        let size = vec2(ui.available_width(), height);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
            ui.allocate_ui_with_layout(vec2(LIST_WIDTH, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(LIST_WIDTH);
                ScrollArea::vertical().id_salt("versions").auto_shrink(false).show(ui, |ui| self.list(ui));
            });
            ui.add_space(12.0);
            ui.vertical(|ui| self.preview(ui, height));
        });
    }

    fn list(&mut self, ui: &mut Ui) {
        let mut choose = None;
        for (index, version) in self.versions.iter().flatten().enumerate() {
            let when = local(version.backup.saved / 1000);
            let words = match &version.content {
                Ok((_, words)) => t!("ui.recovery.words", n = words).into_owned(),
                Err(_) => t!("ui.versions.broken").into_owned(),
            };
            let mut facts = format!("{words} · {}", size_words(version.backup.bytes));
            if let Some(doubt) = widgets::doubt(version.integrity) {
                facts = format!("{doubt} · {facts}");
            }
            if !version.own {
                facts.push_str(&format!(" · {}", t!("ui.versions.elsewhere")));
            }
            let name = format!("{when}  {facts}");
            let chosen = index == self.chosen;
            if row(ui, &when, &facts, &name, chosen) {
                choose = Some(index);
            }
        }
        if let Some(index) = choose {
            self.choose(index);
        }
    }

    fn preview(&self, ui: &mut Ui, height: f32) {
        let palette = theme::palette(ui.ctx());
        if let Some(Version { content: Err(error), .. }) = self.chosen() {
            ui.label(RichText::new(error).color(palette.caution));
            return;
        }
        theme::card(&palette).show(ui, |ui| {
            let line = ui.text_style_height(&egui::TextStyle::Body);
            let area = ScrollArea::vertical().id_salt("text").auto_shrink(false).max_height(height - 24.0);
            area.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = line * 0.3;
                for line in &self.lines {
                    ui.add(Label::new(line.as_str()).wrap());
                }
            });
        });
    }
}

/// A line of the list; whether it was chosen.
fn row(ui: &mut Ui, when: &str, facts: &str, name: &str, chosen: bool) -> bool {
    let palette = theme::palette(ui.ctx());
    let response = widgets::row(ui, ui.scope_id().with(name), 46.0, name);
    let rect = response.rect;
    if chosen {
        ui.painter().rect_filled(rect, egui::CornerRadius::same(6), palette.selected);
    }
    let room = rect.width() - 16.0;
    let when = widgets::one_line(ui, when, theme::BODY, palette.ink, room);
    widgets::paint_line(ui, when, rect.left() + 8.0, rect.top() + 15.0);
    let facts = widgets::one_line(ui, facts, theme::SMALL, palette.weak, room);
    widgets::paint_line(ui, facts, rect.left() + 8.0, rect.top() + 33.0);
    response.clicked()
}

/// 12 KB
fn size_words(bytes: u64) -> String {
    format!("{} KB", bytes.div_ceil(1024))
}
