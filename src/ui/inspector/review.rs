//! What the user has said about the checking of this project: findings set aside and why, rules
//! switched off, names that are known, words that are preferred.

use super::super::view::{Action, Cx};
use super::super::{theme, widgets};
use crate::judge::{Rule, rules};
use crate::model::review::Ignored;
use egui::{Response, RichText, TextEdit, Ui};
use rust_i18n::t;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    widgets::note(ui, t!("ui.check.ignored_about"));
    ui.add_space(6.0);
    let review = cx.session.project().review.clone();
    for (index, ignored) in review.ignored.iter().enumerate() {
        set_aside(ui, cx, index, ignored);
        ui.add_space(6.0);
    }
    switched_off(ui, cx);
    pairs(ui, cx, &review.pairs);
}

/// The rules that are off in this project, and the names that are known in it.
pub fn switched_off(ui: &mut Ui, cx: &mut Cx<'_>) {
    let review = cx.session.project().review.clone();
    if !review.off.is_empty() {
        ui.add_space(8.0);
        widgets::caption(ui, t!("ui.check.off"));
        for id in &review.off {
            if named(ui, &rule_name(id), &t!("ui.check.on")) {
                cx.out.push(Action::RuleOn(id.clone()));
            }
        }
    }
    if !review.names.is_empty() {
        ui.add_space(8.0);
        widgets::caption(ui, t!("ui.check.names"));
        for name in &review.names {
            if named(ui, name, &t!("ui.fields.remove")) {
                cx.out.push(Action::ForgetName(name.clone()));
            }
        }
    }
}

/// A finding that was set aside: its words, why, and taking it back.
fn set_aside(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, ignored: &Ignored) {
    let palette = theme::palette(ui.ctx());
    theme::card(&palette).inner_margin(egui::Margin::symmetric(12, 9)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(rule_name(&ignored.rule)).size(13.0));
        let around = |side: &Option<String>| side.clone().unwrap_or_default();
        let words = format!("{}{}{}", around(&ignored.before), ignored.words, around(&ignored.after));
        ui.label(RichText::new(words).size(13.0).color(palette.weak));
        // What is being typed becomes the project's when it is done.
        let typed = cx.view.findings.why.as_ref().filter(|(at, _)| *at == index);
        let mut text = typed.map_or_else(|| ignored.why.clone(), |(_, text)| text.clone());
        let response = field(ui, &mut text, &t!("ui.check.why"), &t!("ui.check.why_hint"));
        if response.has_focus() {
            cx.view.findings.why = Some((index, text));
        } else if response.lost_focus() {
            cx.view.findings.why = None;
            if text != ignored.why {
                cx.out.push(Action::Why(index, text));
            }
        }
        if ui.button(RichText::new(t!("ui.check.take_back")).size(13.0)).clicked() {
            cx.view.findings.why = None;
            cx.out.push(Action::TakeBack(index));
        }
    });
}

/// 用词偏好: of two words only the first is to be used.
fn pairs(ui: &mut Ui, cx: &mut Cx<'_>, pairs: &[(String, String)]) {
    ui.add_space(8.0);
    widgets::caption(ui, t!("ui.check.pairs"));
    for (index, (used, other)) in pairs.iter().enumerate() {
        if named(ui, &t!("ui.check.pair", used = used, other = other), &t!("ui.fields.remove")) {
            let mut left = pairs.to_vec();
            left.remove(index);
            cx.out.push(Action::SetPairs(left));
        }
    }
    let new = &mut cx.view.findings.new_pair;
    let mut add = false;
    for (text, name, hint) in [
        (&mut new.0, t!("ui.check.use"), t!("ui.check.pair_used")),
        (&mut new.1, t!("ui.check.use_not"), t!("ui.check.pair_other")),
    ] {
        let response = field(ui, text, &name, &hint);
        add |= response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    }
    let (used, other) = (new.0.trim().to_owned(), new.1.trim().to_owned());
    let ready = !used.is_empty() && !other.is_empty() && used != other;
    add |= ui.add_enabled(ready, egui::Button::new(t!("ui.check.pair_add"))).clicked();
    if add && ready {
        let mut all: Vec<_> = pairs.iter().filter(|(_, known)| *known != other).cloned().collect();
        all.push((used, other));
        cx.out.push(Action::SetPairs(all));
        cx.view.findings.new_pair = Default::default();
    }
}

/// A short caption and a field behind it.
fn field(ui: &mut Ui, text: &mut String, name: &str, hint: &str) -> Response {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        let label = ui.label(RichText::new(name).size(13.0).color(palette.weak));
        let hint = RichText::new(hint).color(palette.faint);
        widgets::without_preedit(ui, text, |ui, text| {
            let edit = TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY);
            ui.add(edit).labelled_by(label.id)
        })
    })
    .inner
}

/// A name with a button that takes it away; whether it was pressed.
fn named(ui: &mut Ui, name: &str, button: &str) -> bool {
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).size(13.0));
        widgets::link_button(ui, button).clicked()
    })
    .inner
}

fn rule_name(id: &str) -> String {
    rules::by_id(id).map_or_else(|| id.to_owned(), Rule::name)
}
