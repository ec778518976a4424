//! Input methods on X11: what winit and egui do at a change of focus makes fcitx fall back to
//! English, and an XIM candidate window covers the line.

use egui::output::IMEOutput;
use egui::{Context, Event, FullOutput, ImeEvent, Plugin, RawInput, vec2};

/// Keeps the input method allowed while a button has the focus, lets it be interrupted only
/// during a composition, and moves the candidate window below the line.
#[derive(Default)]
pub struct KeepInputMethod {
    composing: bool,
    last: Option<IMEOutput>,
}

impl Plugin for KeepInputMethod {
    fn debug_name(&self) -> &'static str {
        "keep-input-method"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        for event in &input.events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.composing = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) => self.composing = false,
                _ => {}
            }
        }
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        match &mut output.platform_output.ime {
            Some(ime) => {
                // Being interrupted destroys the X input context; a new one starts in English.
                ime.should_interrupt_composition &= self.composing;
                self.last = Some(IMEOutput { should_interrupt_composition: false, ..*ime });
                // XIM puts the candidate window at the spot itself.
                let below = vec2(0.0, ime.cursor_rect.height() * 0.6);
                ime.cursor_rect = ime.cursor_rect.translate(below);
            }
            none => none.clone_from(&self.last),
        }
    }
}
