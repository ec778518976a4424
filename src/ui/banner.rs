//! The strip over a project that can only be read: why, and what to do about it.

use super::command::Command;
use super::dispatch::who;
use super::theme;
use super::view::Action;
use crate::session::Session;
use crate::session::open::{How, ReadOnly};
use egui::{Frame, Margin, Panel, RichText, Ui};
use rust_i18n::t;

pub fn show(ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
    let Some(why) = session.read_only() else { return };
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.caution_wash).inner_margin(Margin::symmetric(14, 6));
    Panel::top("read only").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().button_padding.y = 2.0;
            let why_words = match why {
                ReadOnly::Taken(holder) => who(holder.as_ref()),
                why => format!("{why}{}", t!("ui.read_only.stop")),
            };
            let words = RichText::new(t!("ui.read_only.why", why = why_words)).size(13.0);
            ui.label(words.color(palette.caution));
            if ui.button(t!("ui.read_only.copy")).on_hover_text(t!("ui.read_only.copy_hint")).clicked() {
                out.push(Action::BecomeCopy);
            }
            if let (ReadOnly::Taken(_), Some(path)) = (why, session.path()) {
                if ui.button(t!("ui.taken.take_over")).clicked() {
                    out.push(Action::OpenAs(path.to_path_buf(), How::TakeOver));
                }
                if ui.button(t!("ui.read_only.again")).clicked() {
                    out.push(Action::OpenFile(path.to_path_buf()));
                }
            } else if ui.button(t!("ui.conflict.save_as")).clicked() {
                out.push(Action::Command(Command::SaveAs));
            }
        });
    });
}
