//! A section on the sheet: heading, count, text and points, to any depth.

use super::super::view::{Action, Cx, Extent};
use super::super::{theme, widgets};
use super::block::TextBlock;
use super::{drag, line_height, menu, shows_heading, shows_text};
use crate::model::{Edit, Place, Project, Section};
use egui::{
    Align, Color32, CornerRadius, Id, Layout, Margin, Rect, Response, RichText, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, UiBuilder, WidgetInfo, vec2,
};
use rust_i18n::t;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The columns of a block: the handle, and where its text begins.
const HANDLE: f32 = 18.0;
const TEXT: f32 = 80.0;
/// How much deeper levels are set in.
const STEP: f32 = 24.0;

/// Shows a part's root or a child of the body, with all below it.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project, section: &Section) {
    let parent = project.parent(section.id);
    let numeral = parent.map(|(parent, index)| parent.marker.write(index + 1)).unwrap_or_default();
    let parent = parent.map(|(parent, _)| parent);
    if shows_heading(parent, section) {
        heading(ui, cx, section, &numeral, theme::HEADING);
    } else if !numeral.is_empty() {
        return block(ui, cx, section, &numeral, 0);
    }
    figures(ui, cx, section);
    content(ui, cx, project, section, 0);
}

/// The numeral and the heading.
fn heading(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section, numeral: &str, size: f32) {
    let palette = theme::palette(ui.ctx());
    let height = (size * 1.5).round();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let galley = widgets::one_line(ui, numeral, size, palette.accent, 200.0);
        let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, height), Sense::click());
        widgets::paint_line(ui, galley, rect.left(), rect.center().y);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, numeral));
        response.context_menu(|ui| menu::section(ui, cx, section.id));
        let block = TextBlock {
            place: Place::Heading(section.id),
            source: &section.heading,
            name: t!("ui.name.heading", numeral = numeral).into_owned(),
            hint: t!("ui.hint.heading").into_owned(),
            size,
            line_height: height,
            lines: false,
            centred: false,
        };
        block.show(ui, cx);
    });
}

/// 字数 of the section beside its limit, and how far it has come.
fn figures(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section) {
    let palette = theme::palette(ui.ctx());
    let figures = cx.session.measure().section(section.id);
    let standing = section.limit.standing(&figures);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let small = |text: String, colour: Color32| RichText::new(text).size(theme::SMALL).color(colour);
        let value = figures.in_unit(section.limit.unit);
        let words = match section.limit.target() {
            Some(target) => t!("ui.editor.count_of", n = value, target = target),
            None => t!("ui.editor.count", n = value),
        };
        ui.label(small(words.into_owned(), palette.ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            menu::status(ui, cx, section);
            let colour = widgets::standing_colour(&palette, standing);
            match standing {
                Some(standing) => {
                    ui.label(small(widgets::standing_words(standing, section.limit.unit), colour));
                    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
                    let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), 4.0));
                    let target = section.limit.target().unwrap_or(1).max(1);
                    widgets::bar(ui, rect, value as f32 / target as f32, colour);
                }
                None => {
                    if widgets::link_button(ui, t!("ui.editor.set_limit")).clicked() {
                        cx.out.push(Action::AskLimit(Some(section.id)));
                    }
                }
            }
        });
    });
    ui.add_space(6.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.line);
    ui.add_space(12.0);
}

/// The section's own text and its children.
fn content(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project, section: &Section, depth: usize) {
    let wanted = Place::Text(section.id);
    let asked = cx.view.current == wanted || cx.view.go.is_some_and(|go| go.place == wanted);
    if shows_text(section) || asked {
        lead(ui, cx, section);
    }
    for (index, child) in section.children.iter().enumerate() {
        let numeral = section.marker.write(index + 1);
        if shows_heading(Some(section), child) {
            sub_section(ui, cx, project, child, &numeral, depth);
        } else {
            block(ui, cx, child, &numeral, depth);
            children_of_block(ui, cx, project, child, depth);
        }
    }
    add_button(ui, cx, section);
}

/// A block's own children, a step further in.
fn children_of_block(ui: &mut Ui, cx: &mut Cx<'_>, project: &Project, section: &Section, depth: usize) {
    for (index, child) in section.children.iter().enumerate() {
        let numeral = section.marker.write(index + 1);
        if shows_heading(Some(section), child) {
            sub_section(ui, cx, project, child, &numeral, depth + 1);
        } else {
            block(ui, cx, child, &numeral, depth + 1);
            children_of_block(ui, cx, project, child, depth + 1);
        }
    }
}

fn sub_section(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    project: &Project,
    section: &Section,
    numeral: &str,
    depth: usize,
) {
    let size = f32::from(cx.settings.text_size);
    ui.add_space(6.0);
    let top = ui.cursor().top();
    indented(ui, depth, |ui| heading(ui, cx, section, numeral, size));
    let rect = ui.min_rect().with_min_y(top);
    drag::target(ui, cx, section, rect);
    indented(ui, depth, |ui| content(ui, cx, project, section, depth));
    ui.add_space(4.0);
}

fn indented(ui: &mut Ui, depth: usize, content: impl FnOnce(&mut Ui)) {
    let margin = Margin { left: (STEP * depth.min(4) as f32) as i8, ..Margin::ZERO };
    egui::Frame::new().inner_margin(margin).show(ui, content);
}

/// A text without a numeral, over the whole width.
fn lead(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section) {
    let name = t!("ui.name.text", label = section.heading.as_str()).into_owned();
    let hint = t!("ui.hint.text").into_owned();
    culled(ui, cx, section, 0.0, |ui, cx| text(ui, cx, section, name, hint));
    ui.add_space(8.0);
}

/// A point: handle, numeral, text.
fn block(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section, numeral: &str, depth: usize) {
    let inset = TEXT + STEP * depth.min(4) as f32;
    culled(ui, cx, section, inset + 24.0, |ui, cx| {
        let palette = theme::palette(ui.ctx());
        let ground = ui.painter().add(Shape::Noop);
        let top = ui.cursor().top();
        let inner = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(inset);
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - 12.0);
                ui.add_space(8.0);
                let name = t!("ui.name.point", numeral = numeral).into_owned();
                let response = text(ui, cx, section, name, t!("ui.hint.point").into_owned());
                ui.add_space(8.0);
                response
            })
            .inner
        });
        let rect = inner.response.rect.with_min_y(top).with_max_x(ui.max_rect().right());
        let here = cx.view.focus.is_some_and(|focus| focus.place == Place::Text(section.id));
        if here || cx.view.current == Place::Text(section.id) {
            let shape = egui::epaint::RectShape::new(
                rect,
                CornerRadius::same(6),
                palette.paper,
                Stroke::new(1.0, palette.line),
                StrokeKind::Inside,
            );
            ui.painter().set(ground, shape);
        }
        gutter(ui, cx, section, numeral, rect, inset);
        drag::target(ui, cx, section, rect);
        inner.inner
    });
}

/// The handle to drag by and the numeral, beside a block's first line.
fn gutter(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section, numeral: &str, rect: Rect, inset: f32) {
    let palette = theme::palette(ui.ctx());
    let size = f32::from(cx.settings.text_size);
    let middle = rect.top() + 8.0 + line_height(size) / 2.0;
    let left = rect.left() + inset - TEXT;
    let area = Rect::from_min_max(
        egui::pos2(left, rect.top()),
        egui::pos2(rect.left() + inset - 8.0, rect.bottom()),
    );
    let response = ui
        .interact(area, Id::unique(("handle", section.id)), Sense::click_and_drag())
        .on_hover_text(t!("ui.editor.handle"));
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, t!("ui.name.handle", numeral = numeral).as_ref())
    });
    let seen =
        response.hovered() || response.dragged() || response.has_focus() || ui.rect_contains_pointer(rect);
    let dots = if seen { palette.weak } else { palette.line };
    widgets::handle_dots(ui, egui::pos2(left + HANDLE / 2.0, middle), dots);
    let galley = widgets::one_line(ui, numeral, size, palette.accent, TEXT);
    let right = rect.left() + inset - 12.0;
    widgets::paint_line(ui, galley.clone(), right - galley.size().x, middle);
    drag::source(ui, &response, section);
    if response.clicked() {
        cx.go(Place::Text(section.id), 0);
    }
    response.context_menu(|ui| menu::section(ui, cx, section.id));
}

fn text(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section, name: String, hint: String) -> Response {
    let size = f32::from(cx.settings.text_size);
    let source = section.text();
    let block = TextBlock {
        place: Place::Text(section.id),
        source: &source,
        name,
        hint,
        size,
        line_height: line_height(size),
        lines: true,
        centred: false,
    };
    block.show(ui, cx)
}

/// Shows a block, or only keeps its place where it is far out of sight.
fn culled(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    section: &Section,
    inset: f32,
    show: impl FnOnce(&mut Ui, &mut Cx<'_>) -> Response,
) {
    let width = ui.available_width();
    let stamp = stamp(cx, section, width);
    let known = cx.view.extents.get(&section.id).filter(|extent| extent.stamp == stamp);
    let height = known.map_or_else(|| guess(cx, section, width - inset), |extent| extent.height);
    let place = Place::Text(section.id);
    let needed = cx.view.go.or(cx.view.reveal).is_some_and(|go| go.place == place)
        || cx.view.focus.is_some_and(|focus| focus.place == place);
    let rect = Rect::from_min_size(ui.cursor().min, vec2(width, height));
    if !needed && !ui.clip_rect().expand(120.0).intersects(rect) {
        ui.allocate_space(rect.size());
        return;
    }
    let top = ui.cursor().top();
    let inner = ui.scope_builder(UiBuilder::new().id_salt(("block", section.id)), |ui| show(ui, cx));
    let height = inner.response.rect.bottom() - top;
    cx.view.extents.insert(section.id, Extent { stamp, height });
}

/// Changes whenever the height of a block may have changed.
fn stamp(cx: &Cx<'_>, section: &Section, width: f32) -> u64 {
    let mut hasher = DefaultHasher::new();
    width.to_bits().hash(&mut hasher);
    cx.settings.text_size.hash(&mut hasher);
    for paragraph in &section.paragraphs {
        paragraph.len().hash(&mut hasher);
    }
    hasher.finish()
}

/// The height of a block that was never shown: 汉字 are as wide as they are high.
fn guess(cx: &Cx<'_>, section: &Section, width: f32) -> f32 {
    let size = f32::from(cx.settings.text_size);
    let line = (width / size).floor().max(1.0) as usize;
    let rows: usize = section.paragraphs.iter().map(|text| (text.len() / 3).div_ceil(line).max(1)).sum();
    rows.max(1) as f32 * line_height(size) + if inset_is_block(section) { 16.0 } else { 0.0 }
}

fn inset_is_block(section: &Section) -> bool {
    section.heading.is_empty()
}

/// Whether a place is in a section's own text or in one of its children's.
fn holds(section: &Section, place: Place) -> bool {
    let (Place::Heading(id) | Place::Text(id)) = place else { return false };
    section.id == id || section.children.iter().any(|child| child.id == id)
}

/// ＋ 添加一点
fn add_button(ui: &mut Ui, cx: &mut Cx<'_>, section: &Section) {
    let palette = theme::palette(ui.ctx());
    let words =
        if section.marker.has_headings() { t!("ui.editor.add_child") } else { t!("ui.editor.add_point") };
    let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 30.0));
    let here = holds(section, cx.view.current);
    ui.horizontal(|ui| {
        // Elsewhere it would only be noise; its room stays.
        if !here && !ui.rect_contains_pointer(rect) {
            ui.set_opacity(0.0);
        }
        ui.add_space(TEXT - 24.0);
        let response = ui.add(
            egui::Button::new(RichText::new(format!("＋ {words}")).size(13.0).color(palette.faint))
                .frame_when_inactive(false),
        );
        if response.clicked() {
            cx.out.push(Action::Edit(Edit::Insert {
                parent: section.id,
                index: section.children.len(),
                section: Section::default(),
            }));
        }
        if !section.marker.has_headings() {
            widgets::caption(ui, "Ctrl+Enter");
        }
    });
}
