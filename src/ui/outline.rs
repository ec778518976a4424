//! 结构: the four parts as a tree, each with its count and limit.

use super::command::Command;
use super::editor::{drag, menu, part_name};
use super::view::{Action, Cx};
use super::{theme, widgets};
use crate::model::measure::Figures;
use crate::model::project::Part;
use crate::model::{Limit, Place, Project, Section};
use egui::{
    Align, CornerRadius, Id, Key, Layout, Modifiers, Rect, Response, ScrollArea, Stroke, Ui, pos2, vec2,
};
use rust_i18n::t;

/// The right edge that every count ends at, from the panel's right.
const RIGHT: f32 = 17.0;

struct Item<'a> {
    place: Place,
    label: String,
    indent: f32,
    size: f32,
    figures: Option<Figures>,
    limit: Limit,
    section: Option<&'a Section>,
    /// 1 to 4 for the four parts.
    part: Option<usize>,
}

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let palette = theme::palette(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        ui.label(egui::RichText::new(t!("ui.outline.title")).size(theme::SMALL).color(palette.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(RIGHT - 12.0);
            if widgets::link_button(ui, t!("ui.outline.add"))
                .on_hover_text(t!("ui.command.add_part"))
                .clicked()
            {
                cx.out.push(Action::Command(Command::AddPart));
            }
        });
    });
    ui.add_space(2.0);
    let project = cx.session.project().clone();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for item in items(cx, &project) {
            row(ui, cx, &item);
        }
        ui.add_space(12.0);
    });
}

fn items<'a>(cx: &Cx<'_>, project: &'a Project) -> Vec<Item<'a>> {
    let measure = cx.session.measure();
    let part = |part: Part, number: usize| {
        let section = project.part(part);
        // The body has no text of its own: it leads to its first section.
        let first = section.children.first().filter(|_| part == Part::Body);
        let place = first.map_or(Place::Text(section.id), |first| first_place(section, first));
        Item {
            place,
            label: part_name(part),
            indent: 40.0,
            size: theme::BODY,
            figures: Some(measure.section(section.id)),
            limit: section.limit,
            section: Some(section),
            part: Some(number),
        }
    };
    let plain = |place: Place, label: String, indent: f32, number: Option<usize>| Item {
        place,
        label,
        indent,
        size: theme::BODY,
        figures: None,
        limit: Limit::default(),
        section: None,
        part: number,
    };
    let mut items = vec![plain(Place::Title, t!("ui.part.title").into_owned(), 40.0, Some(1))];
    for (number, which) in Part::ALL.into_iter().enumerate() {
        items.push(part(which, number + 2));
        children(cx, project, project.part(which), 0, which == Part::Body, &mut items);
    }
    if project.signature.is_some() {
        items.push(plain(Place::SignatureUnit, t!("ui.part.signature").into_owned(), 34.0, None));
    }
    items
}

fn children<'a>(
    cx: &Cx<'_>,
    project: &Project,
    parent: &'a Section,
    depth: usize,
    body: bool,
    items: &mut Vec<Item<'a>>,
) {
    for (index, section) in parent.children.iter().enumerate() {
        let numeral = parent.marker.write(index + 1);
        let label = crate::model::field::resolve(&project.fields, section.label()).into_owned();
        let label = if label.is_empty() { t!("ui.outline.empty").into_owned() } else { label };
        let space = if depth > 0 && !numeral.is_empty() { " " } else { "" };
        items.push(Item {
            place: first_place(parent, section),
            label: format!("{numeral}{space}{label}"),
            indent: 34.0 + 20.0 * depth.min(5) as f32,
            size: if depth == 0 && body { theme::BODY } else { 13.0 },
            figures: Some(cx.session.measure().section(section.id)),
            limit: section.limit,
            section: Some(section),
            part: None,
        });
        children(cx, project, section, depth + 1, body, items);
    }
}

/// Where a section begins: its heading, or its text.
fn first_place(parent: &Section, section: &Section) -> Place {
    let heading = !section.heading.is_empty() || parent.marker.has_headings();
    if heading { Place::Heading(section.id) } else { Place::Text(section.id) }
}

/// Whether the current place is this item, or stands inside it where the outline shows no more.
fn is_current(cx: &Cx<'_>, item: &Item<'_>) -> bool {
    let place = match (item.part, item.section) {
        (Some(_), Some(root)) => Place::Text(root.id),
        _ => item.place,
    };
    match (cx.view.current, place) {
        (Place::Heading(here) | Place::Text(here), Place::Heading(id) | Place::Text(id)) => here == id,
        (Place::SignatureDate, Place::SignatureUnit) => true,
        (here, place) => here == place,
    }
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, item: &Item<'_>) {
    let palette = theme::palette(ui.ctx());
    let target = item.limit.target();
    let height = if target.is_some() { 36.0 } else { 28.0 };
    let text_middle = 14.0;
    let left = ui.max_rect().left();
    let top = ui.cursor().top();
    let area = Rect::from_min_size(pos2(left, top), vec2(ui.max_rect().width(), height));
    if !ui.clip_rect().intersects(area) {
        ui.allocate_space(vec2(ui.available_width(), height));
        return;
    }
    let response = widgets::row(ui, Id::unique(("outline", item.part, item.place)), height, &item.label);
    let rect = response.rect;
    let selected = is_current(cx, item);
    let ground =
        Rect::from_min_max(pos2(rect.left() + 8.0, rect.top()), pos2(rect.right() - 8.0, rect.top() + 28.0));
    if selected || response.hovered() {
        let fill = if selected { palette.selected } else { palette.selected.gamma_multiply(0.5) };
        ui.painter().rect_filled(ground, CornerRadius::same(6), fill);
    }
    if selected {
        let mark = Rect::from_min_size(ground.min + vec2(0.0, 6.0), vec2(3.0, 16.0));
        ui.painter().rect_filled(mark, CornerRadius::same(1), palette.accent);
    }
    let middle = rect.top() + text_middle;
    if let Some(number) = item.part {
        let centre = pos2(rect.left() + 25.0, middle);
        ui.painter().circle_stroke(centre, 9.0, Stroke::new(1.0, palette.line));
        let galley = widgets::one_line(ui, &number.to_string(), theme::SMALL, palette.weak, 20.0);
        widgets::paint_line(ui, galley.clone(), centre.x - galley.size().x / 2.0, middle);
    }
    let mut right = rect.right() - RIGHT;
    if let Some(figures) = item.figures {
        let value = figures.in_unit(item.limit.unit).to_string();
        let galley = widgets::one_line(ui, &value, theme::SMALL, palette.weak, 60.0);
        right -= galley.size().x;
        widgets::paint_line(ui, galley, right, middle);
    }
    if let Some(severity) = gravest(cx, item) {
        right -= 12.0;
        let colour = super::findings::marks::colour(&palette, severity);
        ui.painter().circle_filled(pos2(right + 3.0, middle), 3.0, colour);
    }
    let ink = if item.size < theme::BODY { palette.weak } else { palette.ink };
    let label = widgets::one_line(ui, &item.label, item.size, ink, right - 10.0 - rect.left() - item.indent);
    let cut = label.elided;
    widgets::paint_line(ui, label, rect.left() + item.indent, middle);
    limit_bar(ui, rect, item, target);
    interact(ui, cx, item, &response, cut);
}

/// The gravest finding in what a row stands for.
fn gravest(cx: &Cx<'_>, item: &Item<'_>) -> Option<crate::judge::Severity> {
    match item.section {
        Some(section) => cx.view.findings.gravest(&[Place::Heading(section.id), Place::Text(section.id)]),
        None if item.place == Place::Title => cx.view.findings.gravest(&[Place::Title]),
        None => cx.view.findings.gravest(&[Place::SignatureUnit, Place::SignatureDate]),
    }
}

fn limit_bar(ui: &Ui, rect: Rect, item: &Item<'_>, target: Option<usize>) {
    let (Some(target), Some(figures)) = (target, item.figures) else { return };
    let palette = theme::palette(ui.ctx());
    let bar = Rect::from_min_max(
        pos2(rect.left() + 40.0, rect.top() + 29.0),
        pos2(rect.right() - RIGHT, rect.top() + 32.0),
    );
    let value = figures.in_unit(item.limit.unit) as f32;
    let colour = widgets::standing_colour(&palette, item.limit.standing(&figures));
    widgets::bar(ui, bar, value / target.max(1) as f32, colour);
}

fn interact(ui: &mut Ui, cx: &mut Cx<'_>, item: &Item<'_>, response: &Response, cut: bool) {
    if response.clicked() {
        cx.go(item.place, 0);
    }
    let words = match item.limit.standing(&item.figures.unwrap_or_default()) {
        Some(standing) => {
            format!("{}\n{}", item.label, widgets::standing_words(standing, item.limit.unit))
        }
        None => item.label.clone(),
    };
    if cut || item.limit.target().is_some() {
        response.clone().on_hover_text(words);
    }
    let Some(section) = item.section else { return };
    let movable = item.part.is_none();
    if movable {
        drag::source(ui, response, section);
        drag::target(ui, cx, section, response.rect);
        keys(ui, cx, response, section);
    }
    response.context_menu(|ui| menu::section(ui, cx, section.id));
}

/// Tab re-levels and Delete removes the row that has the focus.
fn keys(ui: &Ui, cx: &mut Cx<'_>, response: &Response, section: &Section) {
    if !response.has_focus() {
        return;
    }
    let filter = egui::EventFilter { tab: true, vertical_arrows: false, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let command = if pressed(Modifiers::SHIFT, Key::Tab) {
        Command::Promote
    } else if pressed(Modifiers::NONE, Key::Tab) {
        Command::Demote
    } else if pressed(Modifiers::NONE, Key::Delete) {
        Command::Delete
    } else {
        return;
    };
    cx.out.push(Action::CommandAt(command, section.id));
}
