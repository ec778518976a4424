//! 数据存放位置: every place where the program leaves something, and clearing it.

use super::super::view::Action;
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer, heading};
use crate::store::places::{Cleared, Found, Place};
use crate::store::settings::Copies;
use egui::{Button, FontId, Key, Label, Layout, Modifiers, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};
use rust_i18n::t;
use std::path::Path;

/// Widths of the columns, in points; what is left over is the path's.
const NAME: f32 = 224.0;
const SIZE: f32 = 140.0;
const OPEN: f32 = 60.0;
const CLEAR: f32 = 76.0;
/// What stands around the table, in points of height.
const AROUND: f32 = 312.0;
/// And of each line about what was done.
const LINE: f32 = 24.0;

pub struct Places {
    copies: Copies,
    /// `None` while it is being looked at.
    found: Option<Vec<Found>>,
    /// To be cleared, if the answer is yes.
    asking: Option<Place>,
    /// Being cleared.
    clearing: bool,
    done: Vec<String>,
    problems: Vec<String>,
}

impl Places {
    pub fn new(copies: Copies) -> Self {
        Self { copies, found: None, asking: None, clearing: false, done: Vec::new(), problems: Vec::new() }
    }

    pub fn found(&mut self, found: Vec<Found>) {
        self.found = Some(found);
        self.clearing = false;
    }

    /// What was cleared; the places are looked at anew.
    pub fn cleared(&mut self, place: Place, cleared: &Cleared) {
        let name = name(place);
        self.problems = cleared.problems.iter().map(ToString::to_string).collect();
        let done = match (place, cleared.count) {
            (_, 0) if cleared.held > 0 || !self.problems.is_empty() => None,
            (_, 0) => Some(t!("places.done.nothing", name = name)),
            (Place::Settings, _) => Some(t!("places.done.settings")),
            (Place::Recent, n) => Some(t!("places.done.entries", name = name, n = n)),
            (_, n) => Some(t!("places.done.files", name = name, n = n)),
        };
        let held = (cleared.held > 0).then(|| t!("places.done.held", n = cleared.held));
        self.done = done.into_iter().chain(held).map(Into::into).collect();
    }

    /// The question needs less room than the table.
    pub fn width(&self) -> f32 {
        if self.asking.is_some() { 480.0 } else { 920.0 }
    }

    /// The settings are those of the first run again.
    pub fn copies_are(&mut self, copies: Copies) {
        self.copies = copies;
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        match self.asking {
            Some(place) => {
                self.question(ui, place, out);
                Stay::Open
            }
            None => self.page(ui, out),
        }
    }

    fn page(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("places.title"));
        ui.label(t!("places.about"));
        widgets::note(ui, t!("places.offline"));
        ui.add_space(8.0);
        self.table(ui, out);
        ui.add_space(8.0);
        let mut beside = self.copies == Copies::BesideProject;
        if ui.checkbox(&mut beside, t!("places.beside")).changed() {
            self.copies = if beside { Copies::BesideProject } else { Copies::State };
            out.push(Action::KeepCopies(self.copies));
        }
        widgets::note(ui, t!("places.beside_cost"));
        let palette = theme::palette(ui.ctx());
        for done in &self.done {
            ui.label(RichText::new(done).size(13.0).color(palette.ok));
        }
        self.problems.iter().for_each(|problem| super::problem(ui, problem));
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            if choice_button(ui, &t!("ui.close"), true) || enter {
                stay = Stay::Closed;
            }
        });
        stay
    }

    fn table(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let Some(found) = &self.found else {
            let words = if self.clearing { t!("places.clearing") } else { t!("places.looking") };
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(words);
            });
            return;
        };
        let told = (self.done.len() + self.problems.len()) as f32;
        let height = (ui.ctx().content_rect().height() - AROUND - told * LINE).max(100.0);
        // A bar that comes only with the pointer would hide that there is more.
        let scroll = &mut ui.spacing_mut().scroll;
        (scroll.floating_width, scroll.floating_allocated_width) = (scroll.bar_width, scroll.bar_width);
        (scroll.dormant_handle_opacity, scroll.dormant_background_opacity) = (0.3, 0.1);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for found in found {
                ui.separator();
                if row(ui, found, out) {
                    self.asking = Some(found.place);
                }
            }
        });
        ui.separator();
    }

    /// Asks before clearing; what was asked is answered here, so Escape leads back to the table.
    fn question(&mut self, ui: &mut Ui, place: Place, out: &mut Vec<Action>) {
        let found = self.found.iter().flatten().find(|found| found.place == place);
        let (count, bytes) = found.map_or((0, 0), |found| (found.count, found.bytes));
        heading(ui, &t!("places.ask.title", name = name(place)));
        match place {
            Place::Settings => {}
            Place::Recent => {
                ui.label(t!("places.ask.entries", n = count));
            }
            _ => {
                ui.label(t!("places.ask.files", n = count, size = size_words(bytes)));
            }
        }
        ui.label(cost(place));
        ui.label(t!("places.ask.final"));
        let escape = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        footer(ui, |ui| {
            if choice_button(ui, &t!("places.ask.yes"), true) {
                out.push(Action::ClearPlace(place));
                (self.asking, self.found, self.clearing) = (None, None, true);
            }
            if choice_button(ui, &t!("ui.cancel"), false) || escape {
                self.asking = None;
            }
        });
    }
}

/// A place of the table; whether it is to be cleared.
fn row(ui: &mut Ui, found: &Found, out: &mut Vec<Action>) -> bool {
    let place = found.place;
    let mut clear = false;
    ui.horizontal_top(|ui| {
        let path_width =
            ui.available_width() - NAME - SIZE - OPEN - CLEAR - 4.0 * ui.spacing().item_spacing.x;
        cell(ui, NAME, |ui| {
            ui.label(name(place));
            widgets::note(ui, purpose(place));
        });
        cell(ui, SIZE, |ui| {
            ui.label(amount(found));
        });
        ui.vertical(|ui| {
            for path in &found.paths {
                ui.horizontal_top(|ui| {
                    cell(ui, path_width, |ui| path_label(ui, path));
                    cell(ui, OPEN, |ui| {
                        if named_button(ui, &t!("places.open"), t!("places.open_name", name = name(place))) {
                            out.push(open(place, path));
                        }
                    });
                });
            }
            for problem in &found.problems {
                ui.set_max_width(path_width + OPEN);
                super::problem(ui, &problem.to_string());
            }
        });
        let is_there = found.count > 0 || place == Place::Recent;
        if place.is_clearable() {
            ui.add_enabled_ui(is_there, |ui| {
                clear = named_button(ui, &t!("places.clear"), t!("places.clear_name", name = name(place)));
            });
        }
    });
    clear
}

/// A part of a row with a fixed width.
fn cell(ui: &mut Ui, width: f32, show: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(egui::Align::Min), |ui| {
        ui.set_width(width);
        show(ui);
    });
}

/// A button among several with the same words: assistive technology reads its whole name.
fn named_button(ui: &mut Ui, words: &str, name: impl AsRef<str>) -> bool {
    let response = ui.add(Button::new(words).small());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name.as_ref()));
    response.clicked()
}

/// The folder of a place: the program's own are made if they are missing.
fn open(place: Place, path: &Path) -> Action {
    match place {
        Place::Projects => Action::OpenOutside(path.into()),
        Place::Recent | Place::Settings | Place::Words => {
            Action::OpenFolder(path.parent().unwrap_or(path).into())
        }
        _ => Action::OpenFolder(path.into()),
    }
}

/// A path to be read and copied; one that is too long lacks its middle.
fn path_label(ui: &mut Ui, path: &Path) {
    let palette = theme::palette(ui.ctx());
    let whole = path.display().to_string();
    let font = FontId::proportional(theme::SMALL);
    let shown = ui.fonts_mut(|fonts| {
        let width = |c| fonts.glyph_width(&font, c);
        shorten(&whole, ui.available_width(), width)
    });
    let text = RichText::new(shown).font(font).color(palette.weak);
    let response = ui.add(Label::new(text).selectable(true).extend());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &whole));
    response.context_menu(|ui| {
        if ui.button(t!("places.copy_path")).clicked() {
            ui.ctx().copy_text(whole.clone());
            ui.close();
        }
    });
    response.on_hover_text(whole);
}

/// The text with … for its middle, where it is wider than `room`.
fn shorten(text: &str, room: f32, mut width: impl FnMut(char) -> f32) -> String {
    if text.chars().map(&mut width).sum::<f32>() <= room {
        return text.to_owned();
    }
    let mut left = room - width('…');
    let (mut head, mut tail) = (String::new(), Vec::new());
    let mut rest = text.chars();
    // From both ends in turn, so that both keep about the same.
    while let (Some(first), Some(last)) = (rest.next(), rest.next_back()) {
        left -= width(first) + width(last);
        if left < 0.0 {
            break;
        }
        head.push(first);
        tail.push(last);
    }
    head.push('…');
    head.extend(tail.into_iter().rev());
    head
}

fn name(place: Place) -> String {
    match place {
        Place::Recovery => t!("places.name.recovery"),
        Place::Backups => t!("places.name.backups"),
        Place::Recent => t!("places.name.recent"),
        Place::Settings => t!("places.name.settings"),
        Place::Log => t!("places.name.log"),
        Place::Prints => t!("places.name.prints"),
        Place::Templates => t!("places.name.templates"),
        Place::Profiles => t!("places.name.profiles"),
        Place::Words => t!("places.name.words"),
        Place::Fonts => t!("places.name.fonts"),
        Place::Projects => t!("places.name.projects"),
    }
    .into_owned()
}

fn purpose(place: Place) -> String {
    match place {
        Place::Recovery => t!("places.purpose.recovery"),
        Place::Backups => t!("places.purpose.backups"),
        Place::Recent => t!("places.purpose.recent"),
        Place::Settings => t!("places.purpose.settings"),
        Place::Log => t!("places.purpose.log"),
        Place::Prints => t!("places.purpose.prints"),
        Place::Templates => t!("places.purpose.templates"),
        Place::Profiles => t!("places.purpose.profiles"),
        Place::Words => t!("places.purpose.words"),
        Place::Fonts => t!("places.purpose.fonts"),
        Place::Projects => t!("places.purpose.projects"),
    }
    .into_owned()
}

/// What is lost by clearing.
fn cost(place: Place) -> String {
    match place {
        Place::Recovery => t!("places.ask.recovery"),
        Place::Backups => t!("places.ask.backups"),
        Place::Recent => t!("places.ask.recent"),
        Place::Settings => t!("places.ask.settings"),
        Place::Log => t!("places.ask.log"),
        Place::Prints => t!("places.ask.prints"),
        Place::Templates | Place::Profiles | Place::Words | Place::Fonts | Place::Projects => {
            return String::new();
        }
    }
    .into_owned()
}

/// `3 个文件 · 12.5 KB`, `20 条`.
fn amount(found: &Found) -> String {
    match (found.place, found.count) {
        (Place::Projects, _) if !found.paths.is_empty() => {
            t!("places.size.folders", n = found.paths.len()).into_owned()
        }
        (_, 0) => t!("places.size.none").into_owned(),
        (Place::Recent, n) => t!("places.size.entries", n = n).into_owned(),
        (_, n) => format!("{} · {}", t!("places.size.files", n = n), size_words(found.bytes)),
    }
}

/// `320 字节`, `12.5 KB`.
fn size_words(bytes: u64) -> String {
    if bytes < 1024 {
        return t!("places.size.bytes", n = bytes).into_owned();
    }
    let mut size = bytes as f64 / 1024.0;
    let mut unit = "KB";
    for larger in ["MB", "GB", "TB"] {
        if size < 1000.0 {
            break;
        }
        (size, unit) = (size / 1024.0, larger);
    }
    format!("{size:.1} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_lack_their_middle() {
        let wide = |c: char| if c > '\u{2E80}' { 2.0 } else { 1.0 };
        for (text, room, expected) in [
            ("/home/a", 7.0, "/home/a"),
            ("", 0.0, ""),
            ("/home/abcdef/x", 9.0, "/hom…ef/x"),
            ("/家/青石镇/年终总结", 11.0, "/家/…终总结"),
            ("/𠮷𠮷𠮷𠮷𠮷/𠮷", 8.0, "/𠮷…/𠮷"),
            ("青石镇", 0.0, "…"),
        ] {
            assert_eq!(shorten(text, room, wide), expected, "{text} in {room}");
        }
        let long = "青石镇/".repeat(25_000);
        assert!(shorten(&long, 300.0, wide).chars().count() < 300);
    }

    #[test]
    fn sizes_in_words() {
        for (bytes, expected) in [
            (1024, "1.0 KB"),
            (12_800, "12.5 KB"),
            (1_023_000, "999.0 KB"),
            (1_048_576, "1.0 MB"),
            (5 << 30, "5.0 GB"),
        ] {
            assert_eq!(size_words(bytes), expected);
        }
    }
}
