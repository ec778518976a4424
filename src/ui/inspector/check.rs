//! 校核: what the checker has found, a card each.

use super::super::command::Command;
use super::super::editor::part_name;
use super::super::findings::{By, marks};
use super::super::view::{Action, Cx};
use super::super::{theme, widgets};
use crate::judge::{Finding, Severity};
use crate::model::project::Part;
use crate::model::{Place, Project};
use egui::text::LayoutJob;
use egui::{Align, ComboBox, FontId, Layout, RichText, Stroke, TextFormat, Ui, vec2};
use rust_i18n::t;

/// Cards that are drawn at once; the others follow when these are dealt with.
const MOST: usize = 60;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    head(ui, cx);
    ui.add_space(8.0);
    if cx.view.findings.show_ignored {
        return super::review::show(ui, cx);
    }
    let only = cx.view.findings.only;
    let mut shown: Vec<(usize, Finding)> = cx
        .view
        .findings
        .all()
        .into_iter()
        .filter(|(_, finding)| only.is_none_or(|only| finding.rule.severity == only))
        .map(|(index, finding)| (index, finding.clone()))
        .collect();
    match cx.view.findings.by {
        By::Severity => shown.sort_by_key(|(index, finding)| (finding.rule.severity, *index)),
        By::Place => {}
        By::Rule => shown.sort_by_key(|(index, finding)| (finding.rule.group, finding.rule.id, *index)),
    }
    if shown.is_empty() {
        let words = if cx.view.findings.is_current(cx.session) {
            t!("ui.check.none")
        } else {
            t!("ui.check.working")
        };
        widgets::note(ui, words);
    }
    // Of very many, those around the one that was gone to.
    let current = shown.iter().position(|(index, _)| cx.view.findings.current == Some(*index));
    let skipped = current.filter(|&at| at >= MOST).map_or(0, |at| at - MOST / 2);
    if skipped > 0 {
        widgets::note(ui, t!("ui.check.before", n = skipped));
    }
    let more = shown.len().saturating_sub(skipped + MOST);
    let mut group = None;
    for (index, finding) in shown.into_iter().skip(skipped).take(MOST) {
        let caption = caption_of(cx, &finding);
        if group.as_ref() != Some(&caption) {
            if group.is_some() {
                ui.add_space(6.0);
            }
            if !caption.is_empty() {
                widgets::caption(ui, caption.clone());
            }
            group = Some(caption);
        }
        card(ui, cx, index, &finding);
        ui.add_space(6.0);
    }
    if more > 0 {
        widgets::note(ui, t!("ui.check.more", n = more));
    }
    super::review::switched_off(ui, cx);
}

/// What stands over a group of cards.
fn caption_of(cx: &Cx<'_>, finding: &Finding) -> String {
    match cx.view.findings.by {
        By::Severity => String::new(),
        By::Place => where_is(cx.session.project(), finding.place),
        By::Rule => format!("{} · {}", finding.rule.group.label(), finding.rule.name()),
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        let name = |by: By| match by {
            By::Severity => t!("ui.check.by_severity"),
            By::Place => t!("ui.check.by_place"),
            By::Rule => t!("ui.check.by_rule"),
        };
        let by = &mut cx.view.findings.by;
        let combo = ComboBox::from_id_salt("check by").width(90.0).selected_text(name(*by));
        let response = combo.show_ui(ui, |ui| {
            for choice in [By::Severity, By::Place, By::Rule] {
                ui.selectable_value(by, choice, name(choice));
            }
        });
        let words = t!("ui.check.order");
        response
            .response
            .widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, words.as_ref()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let fixable = cx.view.findings.all().iter().any(|(_, f)| f.rule.safe && !f.fixes.is_empty());
            let words = RichText::new(t!("ui.check.fix_safe")).size(13.0).color(palette.accent);
            let button = egui::Button::new(words).frame_when_inactive(false);
            if ui.add_enabled(fixable, button).on_hover_text(t!("ui.check.fix_safe_hint")).clicked() {
                cx.out.push(Action::Command(Command::FixSafe));
            }
        });
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for severity in Severity::ALL {
            let on = cx.view.findings.only == Some(severity);
            let words = format!("{} {}", severity.label(), cx.view.findings.count(severity));
            let colour = marks::colour(&palette, severity);
            if ui.selectable_label(on, RichText::new(words).size(13.0).color(colour)).clicked() {
                cx.view.findings.only = if on { None } else { Some(severity) };
            }
        }
        let ignored = cx.view.findings.ignored().len();
        let words = RichText::new(t!("ui.check.ignored", n = ignored)).size(13.0).color(palette.weak);
        let on = cx.view.findings.show_ignored;
        if ui.selectable_label(on, words).on_hover_text(t!("ui.check.pairs")).clicked() {
            cx.view.findings.show_ignored = !on;
        }
    });
}

fn card(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, finding: &Finding) {
    let palette = theme::palette(ui.ctx());
    let current = cx.view.findings.current == Some(index);
    let mut frame = theme::card(&palette).inner_margin(egui::Margin::symmetric(12, 9));
    if current {
        frame = frame.stroke(Stroke::new(1.0, palette.accent));
    }
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        marks::head(ui, finding);
        if !finding.words.is_empty() {
            ui.label(snippet(&palette, finding));
        }
        let place = where_is(cx.session.project(), finding.place);
        let words = format!("{place}　{}", finding.message);
        ui.label(RichText::new(words).size(theme::SMALL).color(palette.weak));
        for (place, _) in finding.related.iter().take(3) {
            let words = where_is(cx.session.project(), *place);
            if widgets::link_button(ui, t!("ui.check.other_place", place = words)).clicked() {
                cx.go(*place, 0);
            }
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().button_padding = vec2(8.0, 2.0);
            ui.spacing_mut().item_spacing.x = 6.0;
            if ui.button(RichText::new(t!("ui.check.go")).size(13.0)).clicked() {
                cx.out.push(Action::GoFinding(index));
            }
            marks::buttons(ui, index, finding, cx.out);
        });
    });
    if current && std::mem::take(&mut cx.view.findings.reveal) {
        shown.response.scroll_to_me(None);
    }
}

/// …规范公开栏XX处，接受群众…
fn snippet(palette: &theme::Palette, finding: &Finding) -> LayoutJob {
    let plain =
        TextFormat { font_id: FontId::proportional(13.0), color: palette.ink, ..TextFormat::default() };
    let colour = marks::colour(palette, finding.rule.severity);
    let marked = TextFormat { underline: Stroke::new(1.5, colour), ..plain.clone() };
    let mut words: String = finding.words.chars().take(40).collect();
    if finding.words.chars().count() > 40 {
        words.push('…');
    }
    // A line of the card, where the words are short.
    const AROUND: usize = 6;
    let (left, right) = (finding.before.chars().count(), finding.after.chars().count());
    let mut before: String = finding.before.chars().skip(left.saturating_sub(AROUND)).collect();
    if left > AROUND || finding.shown.start > finding.before.len() {
        before.insert(0, '…');
    }
    let mut after: String = finding.after.chars().take(AROUND).collect();
    if right > AROUND {
        after.push('…');
    }
    let mut job = LayoutJob::default();
    job.append(&before, 0.0, plain.clone());
    job.append(&words, 0.0, marked);
    job.append(&after, 0.0, plain);
    job
}

/// 二、三是
pub fn where_is(project: &Project, place: Place) -> String {
    let Some(mut id) = place.section() else {
        return match place {
            Place::Title => t!("ui.part.title"),
            _ => t!("ui.part.signature"),
        }
        .into_owned();
    };
    let mut words = String::new();
    loop {
        if let Some(part) = Part::ALL.into_iter().find(|&part| project.part(part).id == id) {
            return if words.is_empty() || part != Part::Body {
                format!("{}{words}", part_name(part))
            } else {
                words
            };
        }
        words.insert_str(0, &project.numeral(id));
        match project.parent(id) {
            Some((parent, _)) => id = parent.id,
            None => return words,
        }
    }
}
