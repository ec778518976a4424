//! Questions and forms over the window. Each is shown until it is answered; what it answers is an
//! [`Action`].

pub mod compare;
pub mod damaged;
pub mod export;
pub mod file;
pub mod fixes;
pub mod handin;
pub mod import;
pub mod info;
pub mod limit;
pub mod new;
pub mod page_setup;
pub mod palette;
pub mod places;
pub mod versions;

use super::theme;
use super::view::Action;
use egui::{
    Align, Button, Context, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Modifiers, RichText, Stroke,
    Ui, vec2,
};
use rust_i18n::t;

pub enum Dialog {
    New(Box<new::NewSummary>),
    Open(file::Open),
    Save(file::Save),
    Import(Box<import::Import>),
    Export(Box<export::Export>),
    PageSetup(Box<page_setup::PageSetup>),
    Limit(limit::SetLimit),
    Compare(Box<compare::Compare>),
    Damaged(Box<damaged::Damaged>),
    Fixes(Box<fixes::Fixes>),
    HandIn(Box<handin::HandIn>),
    Versions(Box<versions::Versions>),
    Palette(palette::Palette),
    Places(places::Places),
    Question(Question),
    Info(info::Info),
}

/// A sentence, and what can be done about it.
pub struct Question {
    pub title: String,
    pub text: String,
    /// The first is the one Enter means; a dialog can always be left by Escape.
    pub choices: Vec<(String, Vec<Action>)>,
}

/// Whether a dialog stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    Open,
    Closed,
}

impl Question {
    /// Only to be read.
    pub fn message(title: impl Into<String>, text: impl Into<String>) -> Self {
        let choices = vec![(t!("ui.understood").into_owned(), Vec::new())];
        Self { title: title.into(), text: text.into(), choices }
    }
}

impl Dialog {
    /// Shows the dialog over everything else.
    pub fn show(&mut self, ctx: &Context, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ctx);
        let frame = Frame::new()
            .fill(palette.paper)
            .stroke(Stroke::new(1.0, palette.line))
            .corner_radius(CornerRadius::same(8))
            .inner_margin(Margin::same(24));
        let backdrop = palette.ink.gamma_multiply(0.3);
        // A form must not begin with the size of another one.
        let id = Id::unique(("dialog", std::mem::discriminant(self)));
        let modal = Modal::new(id).frame(frame).backdrop_color(backdrop);
        let width = self.width();
        let response = modal.show(ctx, |ui| {
            ui.set_width(width.min(ctx.content_rect().width() - 80.0));
            match self {
                Self::New(dialog) => dialog.show(ui, out),
                Self::Open(dialog) => dialog.show(ui, out),
                Self::Save(dialog) => dialog.show(ui, out),
                Self::Import(dialog) => dialog.show(ui, out),
                Self::Export(dialog) => dialog.show(ui, out),
                Self::PageSetup(dialog) => dialog.show(ui, out),
                Self::Limit(dialog) => dialog.show(ui, out),
                Self::Compare(dialog) => dialog.show(ui, out),
                Self::Damaged(dialog) => dialog.show(ui, out),
                Self::Fixes(dialog) => dialog.show(ui, out),
                Self::HandIn(dialog) => dialog.show(ui, out),
                Self::Versions(dialog) => dialog.show(ui, out),
                Self::Palette(dialog) => dialog.show(ui, out),
                Self::Places(dialog) => dialog.show(ui, out),
                Self::Question(dialog) => dialog.show(ui, out),
                Self::Info(dialog) => dialog.show(ui),
            }
        });
        // It is centred by the size it had: one that has grown would jump under the pointer.
        let size = response.response.rect.size();
        let before = ctx.data_mut(|data| {
            let known = data.get_temp_mut_or(id, size);
            std::mem::replace(known, size)
        });
        if before != size {
            ctx.request_discard("the dialog has another size");
            ctx.request_repaint();
        }
        let escape = response.is_top_modal
            && !response.any_popup_open
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if escape { Stay::Closed } else { response.inner }
    }

    fn width(&self) -> f32 {
        match self {
            Self::Compare(_) => f32::INFINITY,
            Self::Import(_) | Self::Versions(_) | Self::Fixes(_) => 860.0,
            Self::Export(_) | Self::HandIn(_) | Self::Damaged(_) | Self::Info(info::Info::Keys) => 620.0,
            Self::PageSetup(_) => 680.0,
            Self::Places(places) => places.width(),
            // Four buttons stand beside each other, in English too.
            Self::Question(question) if question.choices.len() > 3 => 600.0,
            Self::Palette(_) => 520.0,
            _ => 480.0,
        }
    }
}

impl Question {
    fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &self.title);
        ui.label(self.text.as_str());
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            for (index, (label, actions)) in self.choices.iter_mut().enumerate() {
                let clicked = choice_button(ui, label, index == 0);
                if clicked || (enter && index == 0) {
                    out.append(actions);
                    stay = Stay::Closed;
                }
            }
        });
        stay
    }
}

/// The words at the head of a dialog.
pub fn heading(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(18.0));
    ui.add_space(10.0);
}

/// The buttons at the foot, the first at the right.
pub fn footer(ui: &mut Ui, buttons: impl FnOnce(&mut Ui)) {
    ui.add_space(18.0);
    let size = vec2(ui.available_width(), 30.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), buttons);
}

/// A button of a footer; the primary one on accent.
pub fn choice_button(ui: &mut Ui, label: &str, primary: bool) -> bool {
    if primary {
        super::widgets::primary_button(ui, label).clicked()
    } else {
        ui.add(Button::new(label)).clicked()
    }
}

/// A sentence about what is wrong.
pub fn problem(ui: &mut Ui, text: &str) {
    let palette = theme::palette(ui.ctx());
    ui.add_space(4.0);
    ui.label(RichText::new(text).size(13.0).color(palette.accent));
}
