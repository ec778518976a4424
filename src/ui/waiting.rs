//! What is being waited for: until it comes nothing is typed and nothing pressed, and after a moment
//! it is told what it is.

use super::dialog::choice_button;
use super::theme;
use super::view::Then;
use crate::session::Stamp;
use egui::{Align, Color32, Context, Event, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Stroke};
use rust_i18n::t;

/// What comes sooner than this is not told to be waited for, in seconds.
const MOMENT: f64 = 0.2;
/// After so long a drive may never answer.
const LONG: f64 = 5.0;

/// A file that is being opened.
pub struct Waiting {
    /// Its answer has the same number.
    pub order: u64,
    pub words: String,
    /// What was asked for.
    pub then: Then,
    /// The text that it takes the place of.
    pub over: Option<Stamp>,
}

/// What the user wants of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    Waits,
    /// It is not to be done after all.
    GivesUp,
    /// What was to follow is to be done without it.
    GoesOn,
}

/// Blocks everything, and says what is being waited for since a time in seconds. Something that
/// ends by itself elsewhere need not be waited for.
pub fn show(ctx: &Context, words: &str, since: f64, ends_elsewhere: bool) -> Patience {
    let waited = ctx.input(|input| input.time) - since;
    if let Some(next) = [MOMENT, LONG].into_iter().find(|next| waited < *next) {
        ctx.request_repaint_after_secs((next - waited) as f32);
    }
    if waited < MOMENT {
        let modal = Modal::new(Id::unique("waiting")).frame(Frame::NONE);
        modal.backdrop_color(Color32::TRANSPARENT).show(ctx, |_| {});
        return Patience::Waits;
    }
    let palette = theme::palette(ctx);
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke(Stroke::new(1.0, palette.line))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(24, 16));
    let modal = Modal::new(Id::unique("waiting, told")).frame(frame);
    let response = modal.backdrop_color(palette.ink.gamma_multiply(0.3)).show(ctx, |ui| {
        ui.set_width(380.0);
        ui.label(words);
        ui.add_space(12.0);
        let mut patience = Patience::Waits;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if choice_button(ui, &t!("ui.cancel"), false) {
                patience = Patience::GivesUp;
            }
            if ends_elsewhere && waited >= LONG && choice_button(ui, &t!("ui.wait.go_on"), false) {
                patience = Patience::GoesOn;
            }
        });
        patience
    });
    let escape = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if escape { Patience::GivesUp } else { response.inner }
}

/// Takes away what was typed before the block has come over the text. What an input method has
/// begun goes on.
pub fn swallow(ctx: &Context, composing: bool) {
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key, .. } => *key == Key::Escape,
            Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Copy => false,
            Event::Ime(_) => composing,
            _ => true,
        });
    });
}
