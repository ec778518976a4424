//! Floor 5: the window. Panes see the session and the settings, and answer with `view::Action`s;
//! `dispatch` alone carries them out.

mod banner;
mod bars;
pub mod command;
mod dialog;
mod dispatch;
pub mod editor;
mod find;
pub mod findings;
mod fonts;
mod ime;
mod inspector;
mod notice;
mod outline;
mod outside;
mod preview;
pub mod run;
mod services;
mod start;
pub mod theme;
mod view;
mod waiting;
mod widgets;

use crate::session::{Session, crash};
use crate::store::Dirs;
use crate::store::settings::{self, Language, Settings, SettingsError};
use bars::Bars;
use dialog::Stay;
use egui::{CentralPanel, Context, Frame, Panel, Stroke, Ui};
pub use services::{Ask, FileDialogs, Services};
use std::path::PathBuf;
use std::time::Instant;
use view::{Action, Cx, View};
use waiting::Patience;

/// The whole program behind one window.
pub struct App {
    session: Option<Session>,
    view: View,
    services: Services,
}

/// What the window begins with.
pub struct Start {
    pub settings: Settings,
    pub dirs: Dirs,
    /// What was wrong with the settings.
    pub problem: Option<String>,
    /// The first is opened.
    pub files: Vec<PathBuf>,
    pub began: Instant,
}

/// Sets the language of every word: the user's choice, else the system's.
pub fn set_language(language: Language) {
    crate::words::set(match language {
        Language::Auto => None,
        Language::Chinese => Some(crate::words::CHINESE),
        Language::English => Some(crate::words::ENGLISH),
    });
}

/// What is wrong with the settings, and that their file is not lost.
pub fn settings_problem(problem: &SettingsError, dirs: &Dirs) -> String {
    let aside = settings::aside(&dirs.settings());
    format!("{problem}\n{}", rust_i18n::t!("ui.settings_aside", path = aside.display()))
}

/// Fonts, look and size; keys that are the program's own.
pub fn prepare(ctx: &Context, settings: &Settings) {
    fonts::install(ctx);
    theme::apply(ctx, settings.theme);
    ctx.options_mut(|options| {
        options.quit_shortcuts.clear();
        options.zoom_with_keyboard = false;
    });
    ctx.set_zoom_factor(f32::from(settings.zoom) / 100.0);
}

impl App {
    /// The program in the system's window.
    pub fn new(ctx: &Context, start: Start) -> Self {
        prepare(ctx, &start.settings);
        let services = Services::for_window(ctx, start.settings, start.dirs, start.began);
        crash::install(&services.keeper, services.dirs.log());
        Self::with(services, start.problem, &start.files)
    }

    /// The program with services of the caller's, as tests want it.
    pub fn with(services: Services, problem: Option<String>, files: &[PathBuf]) -> Self {
        let mut app = Self { session: None, view: View::default(), services };
        if let Some(problem) = problem {
            app.tell_failure(problem);
        }
        app.sweep();
        if let Some(file) = files.first() {
            app.open_file(file);
        }
        app
    }

    /// The open project, if one is.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Where the user is in the open project.
    pub fn current_place(&self) -> crate::model::Place {
        self.view.current
    }

    /// What is selected there, in characters of the shown text; equal where nothing is.
    pub fn selection(&self) -> Option<(usize, usize)> {
        self.view.caret().map(|focus| (focus.start, focus.end))
    }

    /// The open project's pages, once they were laid out.
    pub fn pages(&self) -> Option<&crate::page::Layout> {
        self.view.preview.pages.laid().map(|laid| laid.layout.as_ref())
    }

    /// What the program remembers.
    pub fn settings(&self) -> &Settings {
        &self.services.settings
    }

    /// Everything that happens between two frames: answers of the worker, dropped files, keys,
    /// closing.
    fn before_frame(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        while let Some(event) = self.services.worker.receive() {
            self.receive(ctx, event);
        }
        let waits = self.waits_for().is_some();
        if waits {
            waiting::swallow(ctx, self.view.composition.is_active());
        }
        self.follow_composition(ctx, now);
        self.take_dropped_files(ctx);
        self.ask_before_closing(ctx);
        self.calm_caret(ctx, now);
        if self.view.notice.as_ref().is_some_and(|notice| notice.until.is_some_and(|until| until <= now)) {
            self.view.notice = None;
        }
        let blocked = waits || self.view.dialog.is_some() || self.view.composition.is_active();
        if !blocked && let Some(command) = command::pressed(ctx) {
            self.run(ctx, Action::Command(command));
        }
    }

    /// Shows everything and carries out what was asked for.
    pub fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.before_frame(&ctx);
        let mut out = Vec::new();
        self.panes(ui, &mut out);
        if let Some(mut dialog) = self.view.dialog.take() {
            let stay = dialog.show(&ctx, &mut out);
            if stay == Stay::Open {
                self.view.dialog = Some(dialog);
            } else if !self.view.preview.is_open()
                && let Some(caret) = self.view.caret()
            {
                // The caret goes back to where it was; what was answered may send it elsewhere.
                self.view.go = Some(view::Go { place: caret.place, start: caret.start, end: caret.end });
            }
        }
        if let Some(notice) = &self.view.notice {
            notice::show(&ctx, notice, &mut out);
        }
        self.wait(&ctx);
        drop_hint(&ctx);
        self.after_frame(&ctx);
        for action in out {
            self.run(&ctx, action);
        }
        self.keep_copy(&ctx);
        self.judge(&ctx);
        self.lay_out(&ctx);
        // Saving was given up, and with it what was to follow.
        if self.view.dialog.is_none() && !self.session.as_ref().is_some_and(Session::is_saving) {
            self.view.after_save = None;
        }
    }

    /// What nothing else can be done before, in words.
    fn waits_for(&self) -> Option<String> {
        let leaving = || {
            let saving = self.session.as_ref().is_some_and(Session::is_saving);
            saving && self.view.after_save.is_some() && self.view.dialog.is_none()
        };
        match &self.view.opening {
            Some(opening) => Some(opening.words.clone()),
            None => leaving().then(|| rust_i18n::t!("ui.save.saving").into_owned()),
        }
    }

    /// Shows what is being waited for, and lets it be given up.
    fn wait(&mut self, ctx: &Context) {
        let Some(words) = self.waits_for() else {
            self.view.waiting_since = None;
            return;
        };
        // No caret can be put below what blocks everything.
        self.view.go = None;
        let since = *self.view.waiting_since.get_or_insert(ctx.input(|input| input.time));
        let for_a_save = self.view.opening.is_none();
        match waiting::show(ctx, &words, since, for_a_save) {
            Patience::Waits => {}
            Patience::GivesUp => self.give_up_waiting(),
            Patience::GoesOn => {
                if let Some(then) = self.view.after_save.take() {
                    self.run(ctx, Action::Discard(then));
                }
            }
        }
    }

    /// What was changed is judged when it has rested.
    fn judge(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let composing = self.view.composition.is_active();
        self.view.findings.follow(ctx, session, &self.view.preview.pages, composing, &self.services);
    }

    /// What was changed is laid out when it has rested.
    fn lay_out(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let (sight, composing) = (self.view.preview.sight(), self.view.composition.is_active());
        self.view.preview.pages.follow(ctx, session, sight, composing, &self.services);
        self.hand_in_if_ready(ctx);
    }

    /// What was changed goes into the recovery copy; at once when the user turns elsewhere.
    fn keep_copy(&mut self, ctx: &Context) {
        if let Some(problem) = self.services.keeper.problem() {
            self.tell_failure(rust_i18n::t!("ui.recovery.failed", cause = problem).into_owned());
        }
        self.view.unkept = self.services.keeper.unkept();
        let Some(session) = &self.session else { return };
        let root = self.services.copies(session.path());
        self.services.keeper.follow(session, root);
        let away = ctx.input(|input| !input.focused || input.viewport().close_requested());
        let place = (self.view.current, away);
        if self.view.kept_at != Some(place) {
            self.view.kept_at = Some(place);
            self.services.keeper.hurry();
        }
    }

    fn panes(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let palette = theme::palette(ui.ctx());
        let bar = Frame::new().fill(palette.paper);
        let line = |ui: &Ui, y: f32| {
            ui.painter().hline(ui.max_rect().x_range(), y, Stroke::new(1.0, palette.line));
        };
        let bars =
            Bars { session: self.session.as_ref(), view: &self.view, settings: &self.services.settings };
        Panel::top("top").exact_size(44.0).frame(bar).show_separator_line(false).show(ui, |ui| {
            bars.top(ui, out);
            line(ui, ui.max_rect().bottom() - 0.5);
        });
        Panel::bottom("foot").exact_size(28.0).frame(bar).show_separator_line(false).show(ui, |ui| {
            line(ui, ui.max_rect().top() + 0.5);
            bars.foot(ui, out);
        });
        match &self.session {
            Some(_) => self.project(ui, out),
            None => {
                CentralPanel::default().frame(Frame::new().fill(palette.canvas)).show(ui, |ui| {
                    start::show(ui, &self.services.start(), out);
                });
            }
        }
    }

    fn project(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let Some(session) = &self.session else { return };
        let palette = theme::palette(ui.ctx());
        let now = ui.input(|input| input.time);
        let settings = &self.services.settings;
        let wide = ui.max_rect().width() >= theme::FOLD_WIDTH;
        let mut cx = Cx { session, view: &mut self.view, settings, out, now };
        let side = Frame::new().fill(palette.paper);
        if settings.outline_open {
            let panel = Panel::left("outline").exact_size(theme::OUTLINE_WIDTH).resizable(false);
            panel.frame(side).show(ui, |ui| outline::show(ui, &mut cx));
        }
        if settings.inspector_open && wide {
            let panel = Panel::right("inspector").exact_size(theme::INSPECTOR_WIDTH).resizable(false);
            panel.frame(side).show(ui, |ui| inspector::show(ui, &mut cx));
        }
        banner::show(ui, session, cx.out);
        if cx.view.find.is_some() {
            let panel = Panel::top("find").frame(Frame::new().fill(palette.paper));
            panel.show(ui, |ui| find::show(ui, &mut cx));
        }
        CentralPanel::default().frame(Frame::new().fill(palette.canvas)).show(ui, |ui| {
            match cx.view.preview.is_open() {
                true => preview::show(ui, &mut cx),
                false => editor::show(ui, &mut cx),
            }
        });
    }

    /// The focus may have gone; what was being composed there is no text then.
    fn after_frame(&mut self, ctx: &Context) {
        let focused = ctx.memory(|memory| memory.focused());
        if let Some(focus) = self.view.focus
            && focused != Some(editor::block::id(focus.place))
        {
            self.view.focus = None;
            self.view.buffer = None;
        }
        let lost = self.view.composition.focus_is(focused, ctx.input(|input| input.time));
        if let Some(lost) = lost {
            // Else as much as was being composed would be selected there.
            editor::block::select(ctx, editor::buffer::Selection { start: lost.end, ..lost });
        }
        self.services.note_window(ctx);
        self.services.frame_shown();
    }
}

/// A file is held over the window: it may be dropped anywhere.
fn drop_hint(ctx: &Context) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let palette = theme::palette(ctx);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop hint"));
    let painter = ctx.layer_painter(layer);
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, palette.accent_wash.gamma_multiply(0.6));
    painter.rect_stroke(rect.shrink(2.0), 6.0, Stroke::new(3.0, palette.accent), egui::StrokeKind::Inside);
    let font = egui::FontId::proportional(theme::HEADING);
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, rust_i18n::t!("ui.drop"), font, palette.ink);
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.show(ui);
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        // Only what the user was asked about is given up; what a logout cut off is not.
        if self.view.may_close || !self.session.as_ref().is_some_and(Session::is_modified) {
            self.replace_session(None, None);
        }
        self.services.finish();
    }
}
