//! The one place that changes anything: carries out what the panes asked for and takes in what
//! the worker answers.

mod check;
pub mod compare;
mod disk;
mod editing;
mod finish;
mod look;
mod navigate;
mod open;
mod opened;
mod page;
mod places;
mod save;
mod structure;

pub use finish::NotWritten;
pub use open::who;

use super::command::Command;
use super::dialog::{Dialog, file, import, info, limit, new, page_setup, palette};
use super::editor::buffer::Selection;
use super::find::Find;
use super::services::{Part, Shelf};
use super::view::{Action, Focus, Go, Notice, Tab, Then};
use super::{App, theme};
use crate::import::{Decoded, Imported};
use crate::judge::Report;
use crate::judge::fix::Change;
use crate::model::{Edit, Profile, Project, SectionId};
use crate::session::compare::{Comparison, Source};
use crate::session::files::{FinishError, Preflight, TextError};
use crate::session::open::{Listed, Opening, RecoverError, Recovered, Version};
use crate::session::print::Printed;
use crate::session::save::Saved;
use crate::session::typeset::Laid;
use crate::session::{Session, Stamp};
use crate::store::places::{Cleared, Found, Place as Kept};
use crate::store::project::LoadError;
use crate::store::recovery::ClaimError;
use crate::store::settings::{Language, Marks, Presence, Settings, Theme, View as Mode};
use crate::store::template::Origin;
use crate::text::count::SharedMarks;
use egui::{Context, ViewportCommand};
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the worker answers.
pub enum Event {
    /// What came of an order.
    Opened(u64, Box<Opening>),
    /// The recovery copies that nobody claims, as a look has found them.
    Recoverable(u64, Part, Vec<Listed>),
    /// What came of an order.
    Recovered(u64, Box<Result<Recovered, RecoverError>>),
    /// What crashes have left is gone, before a look for copies.
    Swept(u64, Part),
    CopyDiscarded(Result<(), ClaimError>),
    /// Of a session.
    Versions(u64, Vec<Version>),
    /// What was found in a text.
    Judged(Stamp, Box<Report>),
    /// The safe changes to a text.
    FixesFound(Stamp, Vec<Change>),
    /// The pages of a project; `None` where laying them out has failed.
    LaidOut(Arc<Project>, Option<Box<Laid>>),
    /// What was compared, and what came of it.
    Compared(Arc<[Source; 2]>, Result<Box<Comparison>, LoadError>),
    Saved(Saved),
    /// Where a settings file that could not be read was put aside, if there was one.
    SettingsSaved(Result<Option<PathBuf>, String>),
    Picked(super::view::Browse, Option<PathBuf>),
    /// What came of an order.
    TextRead(u64, Result<Decoded, TextError>),
    Imported(Box<Imported>),
    ExportChecked(Box<Preflight>),
    /// A file, and whether it was written.
    Exported(PathBuf, Result<(), NotWritten>),
    Printed(Result<Printed, FinishError>),
    /// The faces of a profile.
    FacesFound(Box<Profile>, page_setup::Faces),
    ProfileKept(Result<String, String>),
    /// All that can be chosen, and what is wrong with the others.
    ProfilesListed(Vec<(Profile, Origin)>, Vec<String>),
    ProfileRead(Result<Box<Profile>, String>),
    ShelfRead(Box<Shelf>),
    /// Whether a folder is there, and which of its files.
    FolderSeen(PathBuf, bool, Vec<(PathBuf, Presence)>),
    /// Nothing is to be said about it.
    Done,
    /// What went wrong, in words.
    Failed(String),
    OpenedOutside(PathBuf, bool),
    PlacesFound(Vec<Found>),
    Cleared(Kept, Cleared),
}

/// How long a notice stays, in seconds.
const NOTICE: f64 = 8.0;
/// After this many seconds without input the caret stops blinking: each blink costs a frame.
const CALM: f64 = 20.0;
const TEXT_SIZES: std::ops::RangeInclusive<u16> = 14..=24;

impl App {
    pub(super) fn run(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Command(command) => self.command(ctx, command, None),
            Action::CommandAt(command, id) => self.command(ctx, command, Some(id)),
            Action::Edit(edit) => self.edit(ctx, edit),
            Action::Type(edit, caret) => self.typed(ctx, edit, caret),
            Action::Go(go) => self.go(go),
            Action::WriteAt(go) => {
                self.leave_preview();
                self.go(go);
            }
            Action::Tab(tab) => self.show_tab(tab),
            Action::ShowIgnored => {
                self.show_tab(Tab::Check);
                self.view.findings.show_ignored = true;
            }
            Action::InsertText(text) => self.insert_text(ctx, &text),
            Action::OfferSplit(id, points) => self.offer_split(ctx, id, points),
            Action::OfferBreak(id) => {
                let yes = (t!("ui.break.yes").into_owned(), Action::BreakParagraphs(id));
                self.tell(ctx, t!("ui.break.offer").into_owned(), vec![yes]);
            }
            Action::BreakParagraphs(id) => self.break_paragraphs(ctx, id),
            Action::SetLimit(id, limit) => self.edit(ctx, Edit::SetLimit(id, limit)),
            Action::AskLimit(id) => self.ask_limit(id),
            Action::Template(id) => self.ask_fields(&id),
            Action::Create(template, values) => {
                self.begin(template.instantiate(crate::session::new_project_id(), &values));
            }
            Action::ForgetRecent(path) => {
                self.services.settings.forget_recent(&path);
                self.settings_changed();
            }
            Action::Compare(compare) => self.compare(compare),
            Action::Notice(index) => self.notice_action(ctx, index),
            Action::CloseNotice => self.view.notice = None,
            Action::Tell(text) => self.tell(ctx, text, Vec::new()),
            other => {
                let other = self.run_open(ctx, other).and_then(|other| self.run_check(ctx, other));
                if let Some(other) = other {
                    self.run_disk(ctx, other);
                }
            }
        }
    }

    fn command(&mut self, ctx: &Context, command: Command, at: Option<SectionId>) {
        if at.is_none() && !self.allows(command) {
            return;
        }
        if command.writes() {
            self.leave_preview();
        }
        match command {
            Command::New => self.unless_unsaved(ctx, Then::Start),
            Command::Close => self.unless_unsaved(ctx, Then::Start),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::ImportText => self.unless_unsaved(ctx, Then::Import),
            Command::Open => self.ask_open(ctx),
            Command::Save => self.save(ctx),
            Command::SaveAs => self.ask_save(),
            Command::Versions => self.run(ctx, Action::ShowVersions),
            Command::Export => self.ask_export(),
            Command::Print => self.print(ctx),
            Command::PageSetup => self.ask_page_setup(),
            Command::CopyAll => self.copy_all(ctx),
            Command::Undo => self.step(Session::undo),
            Command::Redo => self.step(Session::redo),
            Command::Cut => ctx.send_viewport_cmd(ViewportCommand::RequestCut),
            Command::Copy => ctx.send_viewport_cmd(ViewportCommand::RequestCopy),
            Command::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Command::Find => {
                let find = self.view.find.get_or_insert_with(Find::default);
                find.fresh = true;
            }
            Command::FindNext => self.find_next(false),
            Command::FindBefore => self.find_next(true),
            Command::CountTab => self.show_tab(Tab::Count),
            Command::CheckTab => self.show_tab(Tab::Check),
            Command::NextFinding => self.next_finding(ctx, false),
            Command::FindingBefore => self.next_finding(ctx, true),
            Command::FixSafe => self.ask_fixes(ctx),
            Command::HandIn => self.hand_in(ctx),
            Command::AddField => self.show_tab(Tab::Fields),
            Command::LimitWhole => self.ask_limit(None),
            Command::Preview => self.view.preview.open(),
            Command::Palette => {
                let allowed = super::command::TABLE.iter().map(|row| row.command);
                let allowed = allowed.filter(|&command| self.allows(command)).collect();
                self.view.dialog = Some(Dialog::Palette(palette::Palette::new(allowed)));
            }
            Command::Keys => self.view.dialog = Some(Dialog::Info(info::Info::Keys)),
            Command::About => {
                let folders = [self.services.dirs.config.clone(), self.services.dirs.templates.clone()];
                self.view.dialog = Some(Dialog::Info(info::Info::About(folders)));
            }
            Command::TemplateFolder => self.open_own_folder(self.services.dirs.templates.clone()),
            Command::Places => self.ask_places(),
            _ if self.change_settings(ctx, command) => self.settings_changed(),
            _ => self.structure(ctx, command, at),
        }
    }

    /// Commands that only change how things are shown; whether it was one.
    fn change_settings(&mut self, ctx: &Context, command: Command) -> bool {
        let settings = &mut self.services.settings;
        let zoom = |settings: &mut Settings, zoom: u16| {
            settings.zoom = zoom.clamp(60, 300);
        };
        match command {
            Command::SectionView => settings.view = Mode::Section,
            Command::FullView => settings.view = Mode::Whole,
            Command::ToggleOutline => settings.outline_open = !settings.outline_open,
            Command::ToggleInspector => settings.inspector_open = !settings.inspector_open,
            Command::Light => settings.theme = Theme::Light,
            Command::Dark => settings.theme = Theme::Dark,
            Command::Green => settings.theme = Theme::Green,
            Command::ZoomIn => zoom(settings, settings.zoom + 10),
            Command::ZoomOut => zoom(settings, settings.zoom - 10),
            Command::ZoomReset => zoom(settings, 100),
            Command::TextLarger => settings.text_size += 1,
            Command::TextSmaller => settings.text_size -= 1,
            Command::Chinese => settings.language = Language::Chinese,
            Command::English => settings.language = Language::English,
            Command::ToggleMarks => {
                settings.marks = if settings.marks == Marks::Asian { Marks::Latin } else { Marks::Asian };
            }
            _ => return false,
        }
        settings.text_size = settings.text_size.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end());
        self.apply_settings(ctx);
        true
    }

    /// Shows everything as the settings say.
    fn apply_settings(&mut self, ctx: &Context) {
        let settings = &self.services.settings;
        super::set_language(settings.language);
        self.view.findings.forget();
        theme::apply(ctx, settings.theme);
        ctx.set_zoom_factor(f32::from(settings.zoom) / 100.0);
        let marks = self.marks();
        if let Some(session) = &mut self.session {
            session.set_marks(marks);
        }
        if self.session.is_some() && !self.view.preview.is_open() {
            let (start, end) = self.view.caret().map_or((0, 0), |caret| (caret.start, caret.end));
            self.view.go = Some(Go { place: self.view.current, start, end });
        }
    }

    pub(super) fn marks(&self) -> SharedMarks {
        self.services.settings.marks.into()
    }

    fn settings_changed(&mut self) {
        self.services.save_settings();
        self.services.refresh();
    }

    pub(super) fn allows(&self, command: Command) -> bool {
        super::bars::Bars {
            session: self.session.as_ref(),
            view: &self.view,
            settings: &self.services.settings,
        }
        .allows(command)
    }

    // Words at the foot

    pub(super) fn tell(&mut self, ctx: &Context, text: String, actions: Vec<(String, Action)>) {
        let until = ctx.input(|input| input.time) + NOTICE;
        self.view.notice = Some(Notice { text, actions, until: Some(until) });
        ctx.request_repaint_after_secs(NOTICE as f32 + 0.1);
    }

    /// Something went wrong: told until it is closed.
    pub(super) fn tell_failure(&mut self, text: String) {
        self.view.notice = Some(Notice { text, actions: Vec::new(), until: None });
    }

    fn notice_action(&mut self, ctx: &Context, index: usize) {
        if let Some(mut notice) = self.view.notice.take()
            && index < notice.actions.len()
        {
            let (_, action) = notice.actions.swap_remove(index);
            self.run(ctx, action);
        }
    }

    // Forms

    fn ask_fields(&mut self, id: &str) {
        let template =
            self.services.shelf.templates.iter().map(|(template, _)| template).find(|t| t.id == id);
        if let Some(template) = template.cloned() {
            self.view.dialog = Some(Dialog::New(Box::new(new::NewSummary::new(template))));
        }
    }

    fn ask_limit(&mut self, id: Option<SectionId>) {
        let Some(session) = &self.session else { return };
        let project = session.project();
        let section = id.and_then(|id| project.section(id));
        let limit = section.map_or(project.limit, |section| section.limit);
        let name = match id {
            None => t!("ui.limit.whole").into_owned(),
            Some(id) => self.name_of(id),
        };
        self.view.dialog = Some(Dialog::Limit(limit::SetLimit::new(id, name, limit)));
    }

    fn ask_open(&mut self, ctx: &Context) {
        let folder = self.services.folder();
        self.view.dialog = Some(Dialog::Open(file::Open { field: file::PathField::new(&folder.join("")) }));
        self.run(ctx, Action::Browse(super::view::Browse::Open, Some(folder)));
    }

    pub(super) fn ask_import(&mut self) {
        let folder = self.services.folder();
        self.view.reading = None;
        self.view.dialog = Some(Dialog::Import(Box::new(import::Import::new(&folder))));
    }

    // Time and the system

    /// Stops the caret's blinking after a while without input.
    pub(super) fn calm_caret(&mut self, ctx: &Context, now: f64) {
        let active = ctx.input(|input| !input.events.is_empty());
        if active {
            self.view.last_input = now;
        }
        let blink = now - self.view.last_input < CALM;
        if ctx.global_style().visuals.text_cursor.blink != blink {
            ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = blink);
        }
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| {
            input
                .raw
                .dropped_files
                .iter()
                .find_map(|file| (!file.path().as_os_str().is_empty()).then(|| file.path().to_path_buf()))
        });
        if let Some(path) = dropped.filter(|_| self.waits_for().is_none()) {
            self.unless_unsaved(ctx, Then::Open(path));
        }
    }

    /// The window is asked to close: not before unsaved changes were asked about.
    pub(super) fn ask_before_closing(&mut self, ctx: &Context) {
        let asked = ctx.input(|input| input.viewport().close_requested());
        if asked && !self.view.may_close {
            let busy = self.session.as_ref().is_some_and(|s| s.is_modified() || s.is_saving());
            if busy {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.view.opening = None;
                self.unless_unsaved(ctx, Then::Quit);
            }
        }
    }

    /// Follows what the input method is doing; a commit that comes too late for its place is put
    /// there all the same.
    pub(super) fn follow_composition(&mut self, ctx: &Context, now: f64) {
        let selection =
            self.view.focus.map(|Focus { place, start, end, .. }| Selection { place, start, end });
        let focused = ctx.memory(|memory| memory.focused());
        let composition = &mut self.view.composition;
        let late = ctx.input_mut(|input| composition.follow(&mut input.events, focused, selection, now));
        if composition.is_waiting() {
            ctx.request_repaint();
        }
        if let Some((caret, text)) = late {
            self.insert_at(ctx, caret, &text);
        }
    }
}

/// The name of a file, for a sentence.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
