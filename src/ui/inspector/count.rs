//! 字数: the whole, its parts, and every figure.

use super::super::editor::part_name;
use super::super::view::{Action, Cx};
use super::super::{theme, widgets};
use super::line;
use crate::model::measure::Figures;
use crate::model::project::Part;
use crate::model::{Limit, Place, Project, SectionId, Unit};
use egui::{Align, Button, Id, Layout, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use rust_i18n::t;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let project = cx.session.project().clone();
    let pages = &cx.view.preview.pages;
    let total = pages.figures(cx.session);
    let pages = match pages.count(cx.session) {
        Some(_) => t!("preview.counted"),
        None => t!("ui.count.pages"),
    };
    whole(ui, cx, &project, total);
    line(ui);
    let mut any = false;
    for (name, id, figures, limit) in parts(cx, &project) {
        if limit.is_empty() && figures.count.words == 0 {
            continue;
        }
        any = true;
        part(ui, cx, &name, id, figures, limit);
    }
    if any {
        line(ui);
    }
    let count = total.count;
    // Above stands what the limit counts; 字数 is never out of sight.
    let words = (project.limit.unit != Unit::Words).then(|| (t!("ui.count.words"), count.words));
    for (words, value) in words.into_iter().chain([
        (t!("ui.count.han"), count.han),
        (t!("ui.count.chars_no_space"), count.chars_no_space),
        (t!("ui.count.chars_with_space"), count.chars_with_space),
        (t!("ui.count.non_asian"), count.non_asian_words),
        (t!("ui.count.paragraphs"), count.paragraphs),
        (pages, total.pages()),
    ]) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 27.0), Sense::hover());
        pair(ui, rect, &words, &value.to_string(), false);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{words} {value}")));
    }
}

fn whole(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project, total: Figures) {
    let palette = theme::palette(ui.ctx());
    let limit = project.limit;
    let value = total.in_unit(limit.unit);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 42.0), Sense::hover());
    let figure = widgets::one_line(ui, &value.to_string(), theme::FIGURE, palette.ink, 200.0);
    let width = figure.size().x;
    widgets::paint_line(ui, figure, rect.left(), rect.center().y);
    let unit = widgets::unit_word(limit.unit);
    let beside = match limit.target() {
        Some(target) => format!("/ {target} {unit}"),
        None => unit,
    };
    let galley = widgets::one_line(ui, &beside, theme::BODY, palette.weak, 200.0);
    widgets::paint_line(ui, galley, rect.left() + width + 10.0, rect.center().y + 7.0);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{value} {beside}")));
    let standing = limit.standing(&total);
    if let (Some(target), Some(standing)) = (limit.target(), standing) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
        let bar = Rect::from_center_size(rect.center(), vec2(rect.width(), 6.0));
        let colour = widgets::standing_colour(&palette, Some(standing));
        widgets::bar(ui, bar, value as f32 / target.max(1) as f32, colour);
    }
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            limit_menu(ui, cx, None, limit);
            // What has no room beside it is cut, not painted over it.
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let as_word = (limit.unit == Unit::Words).then(|| t!("ui.count.as_word").into_owned());
                let stands = standing.map(|standing| widgets::standing_words(standing, limit.unit));
                let words: Vec<String> = stands.into_iter().chain(as_word).collect();
                let broken = standing.is_some_and(|standing| standing.is_broken());
                let colour = if broken { palette.caution } else { palette.weak };
                let words = RichText::new(words.join(" · ")).size(theme::SMALL).color(colour);
                ui.add(egui::Label::new(words).truncate());
            });
        });
    });
}

/// 3000字以内 ▼: the limit, and the menu to set it.
fn limit_menu(ui: &mut Ui, cx: &mut Cx<'_>, id: Option<SectionId>, limit: Limit) {
    let palette = theme::palette(ui.ctx());
    ui.spacing_mut().button_padding.x = 4.0;
    let words =
        RichText::new(format!("{} ▼", widgets::limit_words(limit))).size(theme::SMALL).color(palette.weak);
    let button = Button::new(words).frame_when_inactive(false).small();
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        for words in Limit::PRESETS {
            let preset = Limit::at_most(words);
            if widgets::menu_choice(ui, limit == preset, &widgets::limit_words(preset)) {
                cx.out.push(Action::SetLimit(id, preset));
            }
        }
        if widgets::menu_choice(ui, limit.is_empty(), &t!("ui.limit.none")) {
            cx.out.push(Action::SetLimit(id, Limit::default()));
        }
        ui.separator();
        if ui.button(t!("ui.limit.other")).clicked() {
            cx.out.push(Action::AskLimit(id));
        }
    });
    response.widget_info(|| {
        let name = t!("ui.name.limit", limit = widgets::limit_words(limit));
        WidgetInfo::labeled(Role::Button, true, name.as_ref())
    });
}

type PartRow = (String, SectionId, Figures, Limit);

/// Opening, the body's sections, closing.
fn parts(cx: &Cx<'_>, project: &Project) -> Vec<PartRow> {
    let measure = cx.session.measure();
    let part = |part: Part| {
        let section = project.part(part);
        (part_name(part), section.id, measure.section(section.id), section.limit)
    };
    let mut rows = vec![part(Part::Opening)];
    for (index, section) in project.body.children.iter().enumerate() {
        let label = crate::model::field::resolve(&project.fields, section.label()).into_owned();
        let name = format!("{}{label}", project.body.marker.write(index + 1));
        rows.push((name, section.id, measure.section(section.id), section.limit));
    }
    rows.push(part(Part::Closing));
    rows
}

fn part(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, id: SectionId, figures: Figures, limit: Limit) {
    let palette = theme::palette(ui.ctx());
    let value = figures.in_unit(limit.unit);
    let standing = limit.standing(&figures);
    let broken = standing.is_some_and(|standing| standing.is_broken());
    let height = if limit.target().is_some() { 40.0 } else { 27.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, Id::unique(("part", id)), Sense::click());
    let shown = match limit.target() {
        Some(target) => format!("{value} / {target}"),
        None => value.to_string(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name} {shown}")));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, palette.selected.gamma_multiply(0.5));
    }
    let text = Rect::from_min_size(rect.min, vec2(rect.width(), 26.0));
    pair(ui, text, name, &shown, broken);
    if let Some(target) = limit.target() {
        let bar = Rect::from_min_size(pos2(rect.left(), rect.top() + 28.0), vec2(rect.width(), 4.0));
        let colour = if broken { palette.caution } else { palette.ok_soft };
        widgets::bar(ui, bar, value as f32 / target.max(1) as f32, colour);
    }
    if response.clicked() {
        let project = cx.session.project();
        let heading = project.section(id).is_some_and(|section| !section.heading.is_empty());
        cx.go(if heading { Place::Heading(id) } else { Place::Text(id) }, 0);
    }
    if let Some(standing) = standing {
        response.on_hover_text(widgets::standing_words(standing, limit.unit));
    }
}

/// Words at the left, a figure at the right.
fn pair(ui: &Ui, rect: Rect, words: &str, figure: &str, broken: bool) {
    let palette = theme::palette(ui.ctx());
    let colour = if broken { palette.caution } else { palette.ink };
    let figure = widgets::one_line(ui, figure, theme::BODY, colour, 140.0);
    let right = rect.right() - figure.size().x;
    widgets::paint_line(ui, figure, right, rect.center().y);
    let words = widgets::one_line(ui, words, theme::BODY, colour, right - rect.left() - 10.0);
    widgets::paint_line(ui, words, rect.left(), rect.center().y);
}
