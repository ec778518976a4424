//! Two versions of a summary side by side, and what is to be done with them.

mod rows;

use super::super::services::local;
use super::super::view::Action;
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer};
use crate::session::compare::{Comparison, Source};
use crate::store::project::LoadError;
use crate::text::diff::Summary;
use egui::{
    Align, Button, Checkbox, CornerRadius, Frame, Key, Layout, Modifiers, Rect, RichText, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, pos2, vec2,
};
use rows::{Move, Rows};
use rust_i18n::t;
use std::sync::Arc;

/// The height of a footer, with the space above it.
const FOOTER: f32 = 48.0;
/// The height of the captions over the columns.
const CAPTIONS: f32 = 44.0;

/// One of the two versions.
pub struct Side {
    /// What it is: 窗口里的, 恢复件, 备份.
    pub caption: String,
    /// More about it: the name of its file. When a file was written is added.
    pub detail: String,
    pub source: Source,
}

/// Two versions, to be shown by [`Action::Compare`].
pub struct Compare {
    title: String,
    /// Caption and detail of the left and the right side.
    words: [(String, String); 2],
    sources: Arc<[Source; 2]>,
    choices: Vec<(String, Vec<Action>)>,
    state: State,
}

enum State {
    Working,
    Failed(String),
    Same,
    Found(Box<Rows>, Summary),
}

impl Compare {
    /// The choices stand at the foot; the first is the one Enter means. It can always be closed.
    pub fn new(title: String, left: Side, right: Side, choices: Vec<(String, Vec<Action>)>) -> Self {
        Self {
            title,
            words: [(left.caption, left.detail), (right.caption, right.detail)],
            sources: Arc::new([left.source, right.source]),
            choices,
            state: State::Working,
        }
    }

    /// What is to be compared on the worker; it also tells one comparison from another.
    pub fn sources(&self) -> &Arc<[Source; 2]> {
        &self.sources
    }

    /// Takes in what came of comparing.
    pub fn compared(&mut self, result: Result<Comparison, LoadError>) {
        self.state = match result {
            Err(error) => State::Failed(error.to_string()),
            Ok(found) => {
                for ((_, detail), written) in self.words.iter_mut().zip(found.written) {
                    if let Some(seconds) = written {
                        *detail =
                            t!("compare.written", name = detail.as_str(), time = local(seconds)).into_owned();
                    }
                }
                if found.diff.is_empty() {
                    State::Same
                } else {
                    State::Found(Box::new(Rows::new(found.diff.rows)), found.diff.summary)
                }
            }
        };
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        // Nearly the whole window, whatever there is to show: nothing jumps when the rows come.
        let bottom = ui.cursor().top() + (ui.ctx().content_rect().height() - 80.0).max(240.0);
        self.head(ui);
        let height = (bottom - FOOTER - ui.cursor().top()).max(120.0);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        self.body(ui, rect);
        self.foot(ui, out)
    }

    fn head(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&self.title).size(18.0));
            if let State::Found(rows, _) = &mut self.state {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| steps(ui, rows));
            }
        });
        ui.horizontal(|ui| {
            let (words, rows) = match &mut self.state {
                State::Found(rows, summary) => {
                    let Summary { lines, added, removed } = *summary;
                    (t!("compare.summary", n = lines, added = added, removed = removed), Some(rows))
                }
                State::Working => (t!("compare.working"), None),
                State::Failed(_) => (t!("compare.failed"), None),
                State::Same => (t!("compare.same"), None),
            };
            let palette = theme::palette(ui.ctx());
            ui.label(RichText::new(words).color(palette.weak));
            if let Some(rows) = rows {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let mut folded = rows.is_folded();
                    if ui.add(Checkbox::new(&mut folded, t!("compare.only_changes"))).clicked() {
                        rows.fold(folded);
                    }
                });
            }
        });
        ui.add_space(8.0);
    }

    fn body(&mut self, ui: &mut Ui, rect: Rect) {
        let palette = theme::palette(ui.ctx());
        let captions = Rect::from_min_size(rect.min, vec2(rect.width(), CAPTIONS));
        let line = Stroke::new(1.0, palette.line);
        ui.painter().rect_filled(rect, CornerRadius::same(8), palette.sheet);
        ui.painter().hline(captions.x_range(), captions.bottom(), line);
        for ((caption, detail), x) in self.words.iter().zip(rows::columns(rect.shrink(1.0).x_range())) {
            let caption = widgets::one_line(ui, caption, theme::BODY, palette.ink, x.span());
            widgets::painted(ui, caption, x.min, captions.top() + 14.0);
            let detail = widgets::one_line(ui, detail, theme::SMALL, palette.weak, x.span());
            widgets::painted(ui, detail, x.min, captions.top() + 31.0);
        }
        let inner = Rect::from_min_max(pos2(rect.left(), captions.bottom() + 1.0), rect.max).shrink(1.0);
        let mut list = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Min)));
        match &mut self.state {
            State::Found(rows, _) => rows.show(&mut list),
            State::Failed(error) => {
                Frame::new().inner_margin(16).show(&mut list, |ui| super::problem(ui, error));
            }
            State::Working | State::Same => {}
        }
        ui.painter().rect_stroke(rect, CornerRadius::same(8), line, StrokeKind::Inside);
    }

    fn foot(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let mut stay = Stay::Open;
        let nothing_focused = ui.memory(|memory| memory.focused()).is_none();
        let enter = nothing_focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            for (index, (label, actions)) in self.choices.iter_mut().enumerate() {
                if choice_button(ui, label, index == 0) || (enter && index == 0) {
                    out.append(actions);
                    stay = Stay::Closed;
                }
            }
            if choice_button(ui, &t!("ui.close"), self.choices.is_empty()) {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

/// The buttons and keys that go from difference to difference, the last at the right.
fn steps(ui: &mut Ui, rows: &mut Rows) {
    let palette = theme::palette(ui.ctx());
    let pressed = |modifiers| ui.input_mut(|input| input.count_and_consume_key(modifiers, Key::F6));
    let (mut before, mut next) = (pressed(Modifiers::SHIFT), pressed(Modifiers::NONE));
    let (at, all) = rows.place();
    let button = |ui: &mut Ui, words: &str, hint: &str, enabled: bool| {
        ui.add_enabled(enabled, Button::new(words)).on_hover_text(hint).clicked()
    };
    next += usize::from(button(ui, &t!("compare.next"), &t!("compare.next_hint"), at + 1 < all));
    before += usize::from(button(ui, &t!("compare.before"), &t!("compare.before_hint"), at > 0));
    let place = t!("compare.place", n = at + 1, all = all);
    ui.label(RichText::new(place).size(theme::SMALL).color(palette.weak));
    (0..before).for_each(|_| rows.go(Move::Before));
    (0..next).for_each(|_| rows.go(Move::Next));
}
