//! Small pieces that several panes share.

use super::theme::{self, Palette};
use crate::model::limit::Standing;
use crate::store::envelope::Integrity;
use egui::{
    Align, Button, Color32, CornerRadius, Event, FontId, Galley, Id, ImeEvent, Layout, Pos2, Rect, Response,
    RichText, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};
use rust_i18n::t;
use std::borrow::Cow;
use std::sync::Arc;

/// A button that asks to be pressed: accent ground.
pub fn primary_button(ui: &mut Ui, label: impl Into<String>) -> Response {
    let palette = theme::palette(ui.ctx());
    ui.add(
        Button::new(RichText::new(label).color(palette.on_accent)).fill(palette.accent).stroke(Stroke::NONE),
    )
}

/// A button that is only a word until the pointer comes.
pub fn link_button(ui: &mut Ui, label: impl Into<String>) -> Response {
    let palette = theme::palette(ui.ctx());
    let text = RichText::new(label).size(theme::SMALL).color(palette.weak);
    ui.add(Button::new(text).frame_when_inactive(false).small())
}

/// A line of a menu that stands for something on or off; whether it was chosen.
pub fn menu_choice(ui: &mut Ui, on: bool, words: &str) -> bool {
    let mark = if on { "✓" } else { "　" };
    let response = ui.button(format!("{mark} {words}"));
    response.widget_info(|| WidgetInfo::selected(Role::MenuItemCheckBox, ui.is_enabled(), on, words));
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}

/// Weak, small words.
pub fn note(ui: &mut Ui, text: impl Into<String>) -> Response {
    let palette = theme::palette(ui.ctx());
    ui.label(RichText::new(text).size(theme::SMALL).color(palette.weak))
}

/// A small, weak caption over a group.
pub fn caption(ui: &mut Ui, text: impl Into<String>) -> Response {
    let palette = theme::palette(ui.ctx());
    ui.label(RichText::new(text).size(theme::SMALL).color(palette.faint))
}

/// A thin bar that is filled as far as `part` (0 to 1 and beyond).
pub fn bar(ui: &Ui, rect: Rect, part: f32, fill: Color32) {
    let palette = theme::palette(ui.ctx());
    let radius = CornerRadius::same(2);
    ui.painter().rect_filled(rect, radius, palette.line);
    let mut filled = rect;
    filled.set_width(rect.width() * part.clamp(0.0, 1.0));
    ui.painter().rect_filled(filled, radius, fill);
}

/// The colour of a bar or a word for how a figure stands to its limit.
pub fn standing_colour(palette: &Palette, standing: Option<Standing>) -> Color32 {
    match standing {
        Some(Standing::Over(_) | Standing::Short(_)) => palette.caution,
        _ => palette.ok,
    }
}

/// 还差 151 字, 超出 37 字, 还可写 740 字.
pub fn standing_words(standing: Standing, unit: crate::model::Unit) -> String {
    let unit = unit_word(unit);
    match standing {
        Standing::Short(n) => t!("ui.standing.short", n = n, unit = unit).into_owned(),
        Standing::Over(n) => t!("ui.standing.over", n = n, unit = unit).into_owned(),
        Standing::Within(Some(n)) => t!("ui.standing.left", n = n, unit = unit).into_owned(),
        Standing::Within(None) => t!("ui.standing.enough").into_owned(),
    }
}

/// 字, 字符, 汉字, 页.
pub fn unit_word(unit: crate::model::Unit) -> String {
    use crate::model::Unit;
    match unit {
        Unit::Words => t!("ui.unit.words"),
        Unit::Chars => t!("ui.unit.chars"),
        Unit::Han => t!("ui.unit.han"),
        Unit::Pages => t!("ui.unit.pages"),
    }
    .into_owned()
}

/// 3000字以内, 600字以上, 600～3000字.
pub fn limit_words(limit: crate::model::Limit) -> String {
    let unit = unit_word(limit.unit);
    match (limit.min, limit.max) {
        (Some(min), Some(max)) => t!("ui.limit.between", min = min, max = max, unit = unit),
        (Some(min), None) => t!("ui.limit.at_least", min = min, unit = unit),
        (None, Some(max)) => t!("ui.limit.at_most", max = max, unit = unit),
        (None, None) => t!("ui.limit.none"),
    }
    .into_owned()
}

/// Lays a text on one line, cut with … where it does not fit.
pub fn one_line(ui: &Ui, text: &str, size: f32, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job =
        egui::text::LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(size), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Paints a galley with its middle at a height.
pub fn paint_line(ui: &Ui, galley: Arc<Galley>, left: f32, middle: f32) {
    let top = middle - galley.size().y / 2.0;
    ui.painter().galley(Pos2::new(left, top.round()), galley, Color32::PLACEHOLDER);
}

/// As [`paint_line`], and assistive technology reads it as a label.
pub fn painted(ui: &Ui, galley: Arc<Galley>, left: f32, middle: f32) {
    let rect = Rect::from_min_size(Pos2::new(left, middle - galley.size().y / 2.0), galley.size());
    let words = galley.job.text.clone();
    let response = ui.interact(rect, Id::unique(("painted", left as i32, middle as i32)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    paint_line(ui, galley, left, middle);
}

/// A row that can be pressed, painted by its caller, with its name for assistive technology.
pub fn row(ui: &mut Ui, id: Id, height: f32, name: &str) -> Response {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if response.has_focus() {
        let palette = theme::palette(ui.ctx());
        let stroke = Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(6), stroke, StrokeKind::Inside);
    }
    response
}

/// A caption at the left and a field to type in beside it; the caption names the field.
pub fn labelled_edit(ui: &mut Ui, caption: &str, text: &mut String, hint: &str) -> Response {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        let label = field_caption(ui, caption);
        let hint = RichText::new(hint).color(palette.faint);
        without_preedit(ui, text, |ui, text| {
            let edit = TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY);
            ui.add(edit).labelled_by(label.id)
        })
    })
    .inner
}

/// Shows a field to type in. If the focus leaves it while an input method is composing, what was
/// being composed goes: egui would leave it in the text.
pub fn without_preedit(
    ui: &mut Ui,
    text: &mut String,
    show: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> Response {
    let before = text.clone();
    let response = show(ui, text);
    let key = response.id.with("before the composition");
    let known = ui.data(|data| data.get_temp::<String>(key));
    if !response.has_focus() {
        if let Some(known) = known {
            *text = known;
            ui.data_mut(|data| data.remove::<String>(key));
        }
        return response;
    }
    let composing = ui.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => Some(!text.is_empty()),
            Event::Ime(ImeEvent::Commit(_)) => Some(false),
            _ => None,
        })
    });
    match composing {
        Some(true) if known.is_none() => {
            ui.data_mut(|data| data.insert_temp(key, before));
        }
        Some(false) => ui.data_mut(|data| data.remove::<String>(key)),
        _ => {}
    }
    response
}

/// A caption before a field, of the width that all of them have.
pub fn field_caption(ui: &mut Ui, caption: &str) -> Response {
    let palette = theme::palette(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(LABEL_WIDTH, 28.0), Sense::hover());
    let layout = Layout::left_to_right(Align::Center);
    let mut label_ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    label_ui.label(RichText::new(caption).color(palette.weak))
}

/// The width of the captions in dialogs and panes.
pub const LABEL_WIDTH: f32 = 76.0;

/// A choice among a few: the segments of the top bar, the tabs of the inspector.
pub fn segments<T: Copy + PartialEq>(ui: &mut Ui, current: T, choices: &[(T, String)]) -> Option<T> {
    let palette = theme::palette(ui.ctx());
    let mut chosen = None;
    let ground = ui.painter().add(egui::Shape::Noop);
    let mut buttons = Rect::NOTHING;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        ui.spacing_mut().button_padding = vec2(13.0, 4.0);
        for (choice, label) in choices {
            let selected = *choice == current;
            let fill = if selected { palette.selected } else { Color32::TRANSPARENT };
            let button = Button::new(label.as_str()).fill(fill).stroke(Stroke::NONE).selected(false);
            let response = ui.add(button);
            buttons |= response.rect;
            response
                .widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), selected, label));
            if response.clicked() {
                chosen = Some(*choice);
            }
        }
    });
    let rect = buttons.expand(1.0);
    let (radius, stroke) = (CornerRadius::same(6), Stroke::new(1.0, palette.line));
    ui.painter()
        .set(ground, egui::epaint::RectShape::new(rect, radius, palette.sheet, stroke, StrokeKind::Inside));
    chosen
}

/// Paints the six dots of a handle to drag by.
pub fn handle_dots(ui: &Ui, centre: Pos2, colour: Color32) {
    for (column, line) in [(-2.0, -4.0), (2.0, -4.0), (-2.0, 0.0), (2.0, 0.0), (-2.0, 4.0), (2.0, 4.0)] {
        ui.painter().circle_filled(centre + vec2(column, line), 1.2, colour);
    }
}

/// As [`doubt`], of a recovery copy, in a sentence.
pub fn doubtful_copy(integrity: Integrity) -> Option<String> {
    doubt(integrity).map(|doubt| t!("ui.recovery.doubtful", doubt = doubt).into_owned())
}

/// What is not as it was written, in a word for a list.
pub fn doubt(integrity: Integrity) -> Option<Cow<'static, str>> {
    match integrity {
        Integrity::Intact => None,
        Integrity::ChecksumDiffers => Some(t!("ui.doubt.differs")),
        Integrity::NoChecksum => Some(t!("ui.doubt.no_checksum")),
    }
}
