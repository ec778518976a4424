//! 字数要求: a least, a most, and what is counted.

use super::super::view::Action;
use super::super::widgets;
use super::{Stay, choice_button, footer, heading, problem};
use crate::model::{Limit, SectionId, Unit};
use egui::{Key, Modifiers, Ui};
use rust_i18n::t;

pub struct SetLimit {
    target: Option<SectionId>,
    /// What the limit is set on, in words.
    name: String,
    min: String,
    max: String,
    unit: Unit,
    fresh: bool,
}

impl SetLimit {
    pub fn new(target: Option<SectionId>, name: String, limit: Limit) -> Self {
        let text = |value: Option<usize>| value.map(|value| value.to_string()).unwrap_or_default();
        Self { target, name, min: text(limit.min), max: text(limit.max), unit: limit.unit, fresh: true }
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("ui.limit.title", name = self.name.as_str()));
        let any = t!("ui.limit.any");
        let most = widgets::labelled_edit(ui, &t!("ui.limit.max"), &mut self.max, &any);
        if std::mem::take(&mut self.fresh) {
            most.request_focus();
        }
        widgets::labelled_edit(ui, &t!("ui.limit.min"), &mut self.min, &any);
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.label(t!("ui.limit.counted"));
            for unit in Unit::ALL {
                ui.radio_value(&mut self.unit, unit, unit_name(unit));
            }
        });
        if self.unit == Unit::Pages {
            widgets::note(ui, t!("ui.limit.pages_hint"));
        }
        let limit = self.read();
        if limit.is_none() {
            problem(ui, &t!("ui.limit.wrong"));
        }
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            let set = choice_button(ui, &t!("ui.limit.set"), true) || enter;
            if set && let Some(limit) = limit {
                out.push(Action::SetLimit(self.target, limit));
                stay = Stay::Closed;
            }
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }

    /// The limit as typed; `None` where a figure is none, or the least is above the most.
    fn read(&self) -> Option<Limit> {
        let figure = |text: &str| match text.trim() {
            "" => Some(None),
            text => text.parse().ok().filter(|&value: &usize| value > 0).map(Some),
        };
        let (min, max) = (figure(&self.min)?, figure(&self.max)?);
        let fits = min.zip(max).is_none_or(|(min, max)| min <= max);
        fits.then_some(Limit { min, max, unit: self.unit })
    }
}

/// 字数, 字符数, 汉字数, 页数
fn unit_name(unit: Unit) -> String {
    match unit {
        Unit::Words => t!("ui.limit.unit_words"),
        Unit::Chars => t!("ui.limit.unit_chars"),
        Unit::Han => t!("ui.limit.unit_han"),
        Unit::Pages => t!("ui.limit.unit_pages"),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed() {
        for (min, max, expected) in [
            ("", "", Some((None, None))),
            ("", "3000", Some((None, Some(3000)))),
            (" 600 ", "", Some((Some(600), None))),
            ("600", "300", None),
            ("三千", "", None),
            ("0", "", None),
        ] {
            let mut dialog = SetLimit::new(None, String::new(), Limit::default());
            (dialog.min, dialog.max) = (min.into(), max.into());
            assert_eq!(dialog.read().map(|limit| (limit.min, limit.max)), expected, "{min}-{max}");
        }
    }
}
