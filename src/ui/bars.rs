//! The bar at the top with the menus, and the bar at the foot.

use super::command::{Command, Menu, Needs, TABLE};
use super::view::{Action, View};
use super::{theme, widgets};
use crate::judge::Severity;
use crate::model::measure::Figures;
use crate::model::{Limit, Unit};
use crate::session::Session;
use crate::store::settings::{Marks, Settings, Theme, View as Mode};
use egui::containers::menu::MenuBar;
use egui::{Align, Button, CornerRadius, FontId, Layout, Margin, Rect, RichText, Role, Sense, Stroke, Ui};
use egui::{WidgetInfo, vec2};
use rust_i18n::t;

/// What the bars show.
pub struct Bars<'a> {
    pub session: Option<&'a Session>,
    pub view: &'a View,
    pub settings: &'a Settings,
}

impl Bars<'_> {
    /// Whether a command makes sense now.
    pub fn allows(&self, command: Command) -> bool {
        let Some(row) = command.row() else { return false };
        let section = || match self.view.current {
            crate::model::Place::Heading(id) | crate::model::Place::Text(id) => {
                self.session.is_some_and(|session| session.project().parent(id).is_some())
            }
            _ => false,
        };
        let possible = match row.needs {
            Needs::Nothing => true,
            Needs::Project => self.session.is_some(),
            Needs::Section => section(),
        };
        possible
            && match command {
                Command::Undo => self.session.is_some_and(Session::can_undo),
                Command::Redo => self.session.is_some_and(Session::can_redo),
                _ => true,
            }
    }

    /// Whether a command stands for something that is on now.
    fn is_on(&self, command: Command) -> Option<bool> {
        Some(match command {
            Command::SectionView | Command::FullView | Command::Preview => self.shown() == command,
            Command::ToggleOutline => self.settings.outline_open,
            Command::ToggleInspector => self.settings.inspector_open,
            Command::Light => self.settings.theme == Theme::Light,
            Command::Dark => self.settings.theme == Theme::Dark,
            Command::Green => self.settings.theme == Theme::Green,
            Command::ToggleMarks => self.settings.marks == Marks::Asian,
            Command::Chinese => &*rust_i18n::locale() != "en",
            Command::English => &*rust_i18n::locale() == "en",
            _ => return None,
        })
    }

    /// The command of the view that is shown.
    fn shown(&self) -> Command {
        match self.settings.view {
            _ if self.view.preview.is_open() => Command::Preview,
            Mode::Whole => Command::FullView,
            Mode::Section => Command::SectionView,
        }
    }

    pub fn top(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let palette = theme::palette(ui.ctx());
        egui::Frame::new().inner_margin(Margin::symmetric(12, 0)).show(ui, |ui| {
            ui.set_height(43.0);
            ui.horizontal_centered(|ui| {
                logo(ui);
                ui.add_space(2.0);
                MenuBar::new().ui(ui, |ui| {
                    ui.spacing_mut().button_padding = vec2(11.0, 5.0);
                    ui.spacing_mut().item_spacing.x = 0.0;
                    for menu in Menu::ALL {
                        self.menu(ui, menu, out);
                    }
                });
                if self.session.is_some() {
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        ui.add_space(8.0);
                        self.right(ui, out);
                    });
                }
            });
        });
        if let Some(session) = self.session {
            let bar = ui.max_rect();
            let name = session.project().title_line();
            let name = if name.is_empty() { t!("ui.untitled").into_owned() } else { name };
            let name = widgets::one_line(ui, &name, theme::BODY, palette.ink, 330.0);
            let state = format!("· {}", self.save_state(session));
            let state = widgets::one_line(ui, &state, 13.0, palette.weak, 200.0);
            let middle = bar.top() + 22.0;
            let left =
                (bar.center().x - (name.size().x + state.size().x) / 2.0 + 24.0).max(bar.left() + 400.0);
            let gap = left + name.size().x + 14.0;
            widgets::painted(ui, name, left, middle);
            widgets::painted(ui, state, gap, middle);
        }
    }

    /// 已保存 14:03, 未保存, 正在保存…
    fn save_state(&self, session: &Session) -> String {
        if session.read_only().is_some() {
            t!("ui.save.read_only").into_owned()
        } else if session.is_saving() {
            t!("ui.save.saving").into_owned()
        } else if session.is_modified() {
            t!("ui.save.unsaved").into_owned()
        } else {
            let at = self.view.saved_at.as_deref().unwrap_or("");
            t!("ui.save.saved", at = at).trim_end().to_owned()
        }
    }

    fn right(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        if widgets::primary_button(ui, t!("ui.handin_button")).on_hover_text(t!("ui.handin_hint")).clicked() {
            out.push(Action::Command(Command::HandIn));
        }
        ui.add_space(6.0);
        // From right to left.
        let views = [
            (Command::Preview, t!("ui.view.preview").into_owned()),
            (Command::FullView, t!("ui.view.full").into_owned()),
            (Command::SectionView, t!("ui.view.sections").into_owned()),
        ];
        if let Some(command) = widgets::segments(ui, self.shown(), &views) {
            out.push(Action::Command(command));
        }
    }

    fn menu(&self, ui: &mut Ui, menu: Menu, out: &mut Vec<Action>) {
        ui.menu_button(menu.label(), |ui| {
            ui.set_min_width(220.0);
            let mut group = None;
            for row in TABLE.iter().filter(|row| row.menu == menu) {
                if group.is_some_and(|group| group != row.group) {
                    ui.separator();
                }
                group = Some(row.group);
                let mark = if self.is_on(row.command) == Some(true) { "✓ " } else { "" };
                let button = row.button(mark);
                if ui.add_enabled(self.allows(row.command), button).clicked() {
                    out.push(Action::Command(row.command));
                    ui.close();
                }
            }
            if menu == Menu::File {
                self.recent(ui, out);
            }
            if menu == Menu::Insert {
                self.fields(ui, out);
            }
        });
    }

    fn recent(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        if self.settings.recent.is_empty() {
            return;
        }
        ui.separator();
        ui.menu_button(t!("ui.menu.recent"), |ui| {
            for recent in self.settings.recent.iter().take(10) {
                let hint = recent.path.display().to_string();
                if ui.button(recent.title.as_str()).on_hover_text(hint).clicked() {
                    out.push(Action::OpenFile(recent.path.clone()));
                    ui.close();
                }
            }
        });
    }

    /// A field to be put in at the caret.
    fn fields(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let Some(session) = self.session.filter(|session| !session.project().fields.is_empty()) else {
            return;
        };
        ui.separator();
        ui.menu_button(t!("ui.menu.field"), |ui| {
            for field in &session.project().fields {
                if ui.button(field.name.as_str()).clicked() {
                    out.push(Action::InsertText(format!("{{{{{}}}}}", field.name)));
                    ui.close();
                }
            }
        });
    }

    /// 总字数 2274 / 3000　4 页, in the colour of the limit where it is broken.
    fn figures(&self, ui: &mut Ui, session: &Session, out: &mut Vec<Action>) {
        let palette = theme::palette(ui.ctx());
        let limit = session.project().limit;
        let total = self.view.preview.pages.figures(session);
        let (in_pages, limited) = (limit.unit == Unit::Pages, limited_words(limit, &total));
        let broken = limit.standing(&total).filter(|standing| standing.is_broken());
        let colour = |limited: bool| if limited && broken.is_some() { palette.caution } else { palette.weak };
        let over = |ui: &mut Ui| {
            if let Some(standing) = broken {
                let words = widgets::standing_words(standing, limit.unit);
                ui.label(RichText::new(words).size(theme::SMALL).color(palette.caution));
            }
        };
        let words = limited.clone().filter(|_| !in_pages);
        let words = words.unwrap_or_else(|| t!("ui.foot.total", n = total.count.words).into_owned());
        ui.label(RichText::new(words).size(theme::SMALL).color(colour(!in_pages)));
        if !in_pages {
            over(ui);
        }
        let pages = limited.filter(|_| in_pages).unwrap_or_else(|| {
            let pages = match self.view.preview.pages.count(session) {
                Some(pages) => t!("preview.pages", n = pages),
                None => t!("ui.foot.pages", n = total.pages()),
            };
            pages.into_owned()
        });
        let words = RichText::new(pages).size(theme::SMALL).color(colour(in_pages));
        let button = ui.add(Button::new(words).frame_when_inactive(false).small());
        if button.on_hover_text(t!("preview.pages_hint")).clicked() {
            out.push(Action::Command(Command::Preview));
        }
        if in_pages {
            over(ui);
        }
    }

    pub fn foot(&self, ui: &mut Ui, out: &mut Vec<Action>) {
        let Some(session) = self.session else { return super::start::foot(ui) };
        let palette = theme::palette(ui.ctx());
        let project = session.project();
        egui::Frame::new().inner_margin(Margin::symmetric(14, 0)).show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.spacing_mut().item_spacing.x = 20.0;
                self.figures(ui, session, out);
                let open = project.unresolved_fields().len();
                if open > 0 {
                    let words = RichText::new(t!("ui.foot.fields", n = open)).size(theme::SMALL);
                    let button = Button::new(words.color(palette.accent)).frame_when_inactive(false).small();
                    if ui.add(button).clicked() {
                        out.push(Action::Tab(super::view::Tab::Fields));
                    }
                }
                for severity in [Severity::Must, Severity::Should] {
                    let count = self.view.findings.count(severity);
                    if count > 0 {
                        let colour = super::findings::marks::colour(&palette, severity);
                        let words = RichText::new(format!("{} {count}", severity.label()));
                        let words = words.size(theme::SMALL).color(colour);
                        if ui.add(Button::new(words).frame_when_inactive(false).small()).clicked() {
                            out.push(Action::Tab(super::view::Tab::Check));
                        }
                    }
                }
                self.copies(ui);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 20.0;
                    let zoom = self.settings.zoom;
                    widgets::note(ui, format!("{zoom} %")).on_hover_text(t!("ui.foot.zoom"));
                    widgets::note(ui, t!("ui.language"));
                    if let Some(path) = session.path() {
                        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                        let name = widgets::one_line(ui, &name, theme::SMALL, palette.weak, 300.0);
                        ui.label(name).on_hover_text(path.display().to_string());
                    }
                });
            });
        });
    }

    /// What is kept beside the file, where it is not: there for as long as it is so.
    fn copies(&self, ui: &mut Ui) {
        let palette = theme::palette(ui.ctx());
        for (words, cause) in [
            (t!("ui.foot.unkept"), &self.view.unkept),
            (t!("ui.foot.not_backed_up"), &self.view.not_backed_up),
        ] {
            let Some(cause) = cause else { continue };
            let mark = RichText::new(words.as_ref()).size(theme::SMALL).color(palette.caution);
            let mark = ui.label(mark).on_hover_text(cause);
            let name = t!("ui.foot.why", words = words, cause = cause);
            mark.widget_info(|| WidgetInfo::labeled(Role::Label, true, name.as_ref()));
        }
    }
}

/// The seal 岁.
fn logo(ui: &mut Ui) {
    let palette = theme::palette(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(22.0, 43.0), Sense::hover());
    let seal = Rect::from_center_size(rect.center(), vec2(22.0, 22.0));
    ui.painter().rect(seal, CornerRadius::same(4), palette.accent, Stroke::NONE, egui::StrokeKind::Inside);
    let font = FontId::new(13.0, theme::title_family());
    ui.painter().text(seal.center(), egui::Align2::CENTER_CENTER, t!("ui.seal"), font, palette.on_accent);
}

/// 总字数 2274 / 3000, 3 / 2 页: what is limited, where something is.
fn limited_words(limit: Limit, total: &Figures) -> Option<String> {
    let (n, target) = (total.in_unit(limit.unit), limit.target()?);
    let words = match limit.unit {
        Unit::Words => t!("ui.foot.total_of", n = n, target = target),
        Unit::Chars => t!("ui.foot.chars_of", n = n, target = target),
        Unit::Han => t!("ui.foot.han_of", n = n, target = target),
        Unit::Pages => t!("ui.foot.pages_of", n = n, target = target),
    };
    Some(words.into_owned())
}
