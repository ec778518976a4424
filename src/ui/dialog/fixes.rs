//! 全部安全修正: every change, before and after, before one is made.

use super::super::inspector::check::where_is;
use super::super::theme;
use super::super::view::Action;
use super::{Stay, choice_button, footer, heading};
use crate::judge::fix::{self, Change};
use crate::model::Project;
use egui::text::LayoutJob;
use egui::{Color32, FontId, Grid, Key, Modifiers, RichText, ScrollArea, TextFormat, Ui};
use rust_i18n::t;
use std::ops::Range;

pub struct Fixes {
    rows: Vec<Row>,
    changes: Vec<Change>,
}

/// One change: where, the words with what stands around them, and what they become.
struct Row {
    place: String,
    before: String,
    words: String,
    replacement: String,
    after: String,
}

impl Row {
    /// The line with these words in the place of those that change, in the colours of both.
    fn job(&self, words: &str, ink: Color32, (changed, wash): (Color32, Color32)) -> LayoutJob {
        let plain = TextFormat { font_id: FontId::proportional(13.0), color: ink, ..TextFormat::default() };
        let mut job = LayoutJob::default();
        job.append(&visible(&self.before), 0.0, plain.clone());
        job.append(&visible(words), 0.0, TextFormat { color: changed, background: wash, ..plain.clone() });
        job.append(&visible(&self.after), 0.0, plain);
        job
    }
}

/// Characters shown before and behind what changes.
const AROUND: usize = 10;

impl Fixes {
    /// `None` where there is nothing to change.
    pub fn new(project: &Project, changes: Vec<Change>) -> Option<Self> {
        let rows: Vec<Row> = changes.iter().flat_map(|change| rows(project, change)).collect();
        (!rows.is_empty()).then_some(Self { rows, changes })
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ui.ctx());
        heading(ui, &t!("ui.fixes.title"));
        ui.label(RichText::new(t!("ui.fixes.about", n = self.rows.len())).color(palette.weak));
        ui.add_space(8.0);
        let height = (ui.ctx().content_rect().height() - 260.0).max(120.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            Grid::new("fixes").num_columns(3).spacing([20.0, 8.0]).striped(true).show(ui, |ui| {
                for row in &self.rows {
                    ui.label(RichText::new(&row.place).size(theme::SMALL).color(palette.weak));
                    ui.label(row.job(&row.words, palette.weak, (palette.accent, palette.accent_wash)));
                    ui.label(row.job(&row.replacement, palette.ink, (palette.ink, palette.caution_wash)));
                    ui.end_row();
                }
            });
        });
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            if choice_button(ui, &t!("ui.fixes.make"), true) || enter {
                out.push(Action::FixAll(std::mem::take(&mut self.changes)));
                stay = Stay::Closed;
            }
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

/// The rows of what changes in one text, from its beginning to its end.
fn rows(project: &Project, change: &Change) -> Vec<Row> {
    let Some(source) = fix::source(project, change.place) else { return Vec::new() };
    let place = where_is(project, change.place);
    let mut replacements: Vec<_> = change.replacements.iter().collect();
    replacements.sort_by_key(|(range, _)| range.start);
    let row = |(range, replacement): &(Range<usize>, String)| {
        let (head, tail) = (source.get(..range.start)?, source.get(range.end..)?);
        let line = head.rsplit('\n').next().unwrap_or_default();
        let skipped = line.chars().count().saturating_sub(AROUND);
        Some(Row {
            place: place.clone(),
            before: line.chars().skip(skipped).collect(),
            words: source.get(range.clone())?.to_owned(),
            replacement: replacement.clone(),
            after: tail.chars().take_while(|&c| c != '\n').take(AROUND).collect(),
        })
    };
    replacements.into_iter().filter_map(row).collect()
}

/// Characters that show nothing stand as their numbers.
fn visible(text: &str) -> String {
    text.chars().fold(String::new(), |mut visible, c| {
        if crate::text::chars::is_dropped(c) || c.is_control() {
            visible.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            visible.push(c);
        }
        visible
    })
}
