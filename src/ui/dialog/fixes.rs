//! 全部安全修正: every change, before and after, before one is made.

use super::super::findings::shown_range;
use super::super::inspector::check::where_is;
use super::super::theme;
use super::super::view::Action;
use super::{Stay, choice_button, footer, heading};
use crate::judge::{Report, fix};
use crate::model::Project;
use egui::{Grid, Key, Modifiers, RichText, ScrollArea, Ui};
use rust_i18n::t;

pub struct Fixes {
    rows: Vec<Row>,
}

/// One change: where, the words with what stands around them, and what they become.
struct Row {
    place: String,
    before: String,
    words: String,
    replacement: String,
    after: String,
}

impl Fixes {
    /// `None` where there is nothing to change.
    pub fn new(project: &Project, report: &Report) -> Option<Self> {
        let changes = fix::safe(report);
        let made = |finding: &&crate::judge::Finding| {
            changes.iter().any(|change| {
                change.place == finding.place
                    && change.replacements.iter().any(|(range, _)| *range == finding.range)
            })
        };
        let safe = report.findings.iter().filter(|finding| finding.rule.safe && !finding.fixes.is_empty());
        let rows = safe.filter(made).filter_map(|finding| {
            let source = fix::source(project, finding.place)?;
            let text = crate::model::field::resolve(&project.fields, &source);
            shown_range(&text, finding)?;
            Some(Row {
                place: where_is(project, finding.place),
                before: finding.before.clone(),
                words: finding.words.clone(),
                replacement: finding.fixes.first()?.clone(),
                after: finding.after.clone(),
            })
        });
        let rows: Vec<Row> = rows.collect();
        (!rows.is_empty()).then_some(Self { rows })
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
                    let before = format!("{}{}{}", row.before, row.words, row.after);
                    ui.label(RichText::new(visible(&before)).size(13.0).color(palette.weak));
                    let after = format!("{}{}{}", row.before, row.replacement, row.after);
                    ui.label(RichText::new(visible(&after)).size(13.0));
                    ui.end_row();
                }
            });
        });
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            if choice_button(ui, &t!("ui.fixes.make"), true) || enter {
                out.push(Action::FixAll);
                stay = Stay::Closed;
            }
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }
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
