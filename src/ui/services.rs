//! What the window uses: the worker, the settings, the templates, the system's file dialogs.

use super::dispatch::Event;
use super::outside;
use super::start::Start;
use crate::export::{Encoding, Format, Newline, Options};
use crate::judge::{Judge, Setup};
use crate::model::Template;
use crate::page::Fonts;
use crate::session::fonts;
use crate::session::keeper::Keeper;
use crate::session::open::Listed;
use crate::session::typeset::{FindFonts, Typesetting};
use crate::session::worker::Worker;
use crate::store::Dirs;
use crate::store::lexicon;
use crate::store::places::Place;
use crate::store::profile;
use crate::store::settings::{self, Presence, Recent, Settings};
use crate::store::template::{self, Origin};
use egui::Context;
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// What a file dialog is to ask for.
#[derive(Clone, Debug)]
pub struct Ask {
    pub title: String,
    /// Where it begins: a folder, or a folder and a proposed name.
    pub start: Option<PathBuf>,
    /// A file that may be new, or one that is there.
    pub save: bool,
    /// What is offered: words, and extensions.
    pub kinds: Vec<(String, Vec<&'static str>)>,
}

/// The system's file dialogs. `None` means given up, or that there is no dialog: the window's own
/// forms take a path too.
pub trait FileDialogs: Send + Sync {
    fn ask(&self, ask: Ask) -> Option<PathBuf>;
}

/// Opens a file or folder outside.
pub type Viewer = Arc<dyn Fn(&Path) -> bool + Send + Sync>;

/// The dialogs of the desktop.
struct Native;

impl FileDialogs for Native {
    fn ask(&self, ask: Ask) -> Option<PathBuf> {
        let mut dialog = rfd::FileDialog::new().set_title(ask.title);
        for (words, extensions) in &ask.kinds {
            dialog = dialog.add_filter(words, extensions);
        }
        if let Some(start) = &ask.start {
            let folder = if start.is_dir() { Some(start.as_path()) } else { start.parent() };
            if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            if let Some(name) = start.file_name().filter(|_| ask.save) {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
        }
        if ask.save { dialog.save_file() } else { dialog.pick_file() }
    }
}

pub struct Services {
    pub worker: Worker<Event>,
    pub keeper: Keeper,
    pub judge: Arc<Mutex<Judge>>,
    pub setup: Setup,
    pub typesetting: Arc<Mutex<Typesetting>>,
    /// Where the faces of the pages come from: in a window the system, else the program alone.
    pub fonts: FindFonts,
    pub dialogs: Arc<dyn FileDialogs>,
    /// Opens a file with the system's own program; whether there is one.
    pub viewer: Viewer,
    pub settings: Settings,
    pub dirs: Dirs,
    /// As the settings were last written.
    kept: Settings,
    pub templates: Vec<(Template, Origin)>,
    template_problems: Vec<String>,
    recent: Vec<(Recent, Presence)>,
    /// The recovery copies that nobody claims.
    pub recoverable: Vec<Listed>,
    today: String,
    trace: Option<Trace>,
}

/// Prints when frames are shown, for measuring: `SUIGAO_TRACE=1`.
struct Trace {
    began: Instant,
    frames: u64,
}

impl Services {
    /// The services of a real window.
    pub fn for_window(ctx: &Context, settings: Settings, dirs: Dirs, began: Instant) -> Self {
        let (wake, wake_too) = (ctx.clone(), ctx.clone());
        let worker = Worker::new(move || wake.request_repaint());
        let keeper = Keeper::new(move || wake_too.request_repaint());
        let mut services = Self::with((worker, keeper), Arc::new(Native), settings, dirs);
        services.fonts = fonts::of_project;
        if std::env::var_os("SUIGAO_TRACE").is_some() {
            services.trace = Some(Trace { began, frames: 0 });
        }
        services
    }

    pub fn with(
        (worker, keeper): (Worker<Event>, Keeper),
        dialogs: Arc<dyn FileDialogs>,
        settings: Settings,
        dirs: Dirs,
    ) -> Self {
        let mut services = Self {
            worker,
            keeper,
            judge: Arc::default(),
            setup: Setup::default(),
            typesetting: Arc::default(),
            fonts: |_| Fonts::bundled(),
            dialogs,
            viewer: Arc::new(outside::open),
            kept: settings.clone(),
            settings,
            dirs,
            templates: Vec::new(),
            template_problems: Vec::new(),
            recent: Vec::new(),
            recoverable: Vec::new(),
            today: String::new(),
            trace: None,
        };
        fonts::also_in(&services.dirs);
        services.refresh();
        services
    }

    /// Reads the templates anew and looks which of the recent files are there.
    pub fn refresh(&mut self) {
        let (templates, problems) = template::all(&self.dirs.templates);
        self.templates = templates;
        self.template_problems = problems.iter().map(ToString::to_string).collect();
        let (_, problems) = profile::all(&self.dirs.profiles());
        self.template_problems.extend(problems.iter().map(ToString::to_string));
        // The user's own words, with what is wrong with them.
        let (words, problem) = lexicon::load(&self.dirs.words());
        self.setup = Setup { words, ..Setup::default() };
        self.template_problems.extend(problem.iter().map(ToString::to_string));
        let recent = self.settings.list_recent().into_iter();
        self.recent = recent.map(|(recent, presence)| (recent.clone(), presence)).collect();
        self.today = now().strftime("%Y-%m-%d").to_string();
    }

    pub fn start(&self) -> Start<'_> {
        Start {
            templates: &self.templates,
            problems: &self.template_problems,
            recent: &self.recent,
            recoverable: &self.recoverable,
            today: &self.today,
        }
    }

    pub fn worker_answers(&self) -> Vec<Event> {
        std::iter::from_fn(|| self.worker.receive()).collect()
    }

    /// Notes a file among the recent ones.
    pub fn touch_recent(&mut self, path: &Path, title: &str) {
        self.settings.touch_recent(path, title, now().timestamp().as_second());
        if let Some(folder) = path.parent() {
            self.settings.last_folder = Some(folder.to_path_buf());
        }
    }

    /// Where a file dialog begins.
    pub fn folder(&self) -> PathBuf {
        self.settings.last_folder.clone().filter(|folder| folder.is_dir()).unwrap_or_else(|| {
            // On a stick that is used for the first time it is not there yet; if it cannot be
            // made, saving says so.
            let _ = crate::store::dirs::create_private(&self.dirs.documents);
            self.dirs.documents.clone()
        })
    }

    /// How the last finished text was written.
    pub fn export_options(&self) -> Options {
        let kept = &self.settings.export;
        Options {
            format: Format::default(),
            encoding: match kept.encoding {
                settings::Encoding::Utf8 => Encoding::Utf8,
                settings::Encoding::Utf8Bom => Encoding::Utf8Bom,
                settings::Encoding::Gb18030 => Encoding::Gb18030,
            },
            newline: match kept.line_end {
                settings::LineEnd::Lf => Newline::Lf,
                settings::LineEnd::CrLf => Newline::CrLf,
            },
            indent: kept.indent,
        }
    }

    /// The formats of the last finished files.
    pub fn export_formats(&self) -> Vec<Format> {
        let kept: Vec<&str> = self.settings.export.format.split(',').collect();
        let formats = Format::ALL.into_iter().filter(|format| kept.contains(&format.extension()));
        let formats: Vec<Format> = formats.collect();
        if formats.is_empty() { vec![Format::default()] } else { formats }
    }

    pub fn keep_export(&mut self, formats: &[Format], options: &Options) {
        let extensions: Vec<&str> = formats.iter().map(|format| format.extension()).collect();
        self.settings.export = settings::Export {
            format: extensions.join(","),
            encoding: match options.encoding {
                Encoding::Utf8Bom => settings::Encoding::Utf8Bom,
                Encoding::Gb18030 => settings::Encoding::Gb18030,
                _ => settings::Encoding::Utf8,
            },
            line_end: match options.newline {
                Newline::Lf => settings::LineEnd::Lf,
                Newline::CrLf => settings::LineEnd::CrLf,
            },
            indent: options.indent,
        };
        self.save_settings();
    }

    /// Writes the settings if they have changed, off the UI thread.
    pub fn save_settings(&mut self) {
        if self.settings != self.kept {
            self.kept = self.settings.clone();
            let (settings, dirs) = (self.settings.clone(), self.dirs.clone());
            self.worker.run(move || Event::SettingsSaved(keep(&settings, &dirs)));
        }
    }

    /// Follows what was cleared on the disk.
    pub fn forget(&mut self, place: Place) {
        for settings in [&mut self.settings, &mut self.kept] {
            match place {
                Place::Recent => {
                    settings.forget_places();
                }
                Place::Settings => *settings = Settings::default(),
                _ => return,
            }
        }
        self.refresh();
    }

    /// Remembers the window's size for the next start.
    pub fn note_window(&mut self, ctx: &Context) {
        let viewport = ctx.input(|input| input.viewport().clone());
        let maximized = viewport.maximized.unwrap_or(false);
        if let Some(rect) = viewport.inner_rect {
            let old = self.settings.window;
            // A maximized window goes back to the size it had.
            let (width, height) = match old.filter(|_| maximized) {
                Some(window) => (window.width, window.height),
                None => (rect.width().round() as u32, rect.height().round() as u32),
            };
            self.settings.window = Some(settings::Window { width, height, maximized });
        }
    }

    /// Writes the settings before the program ends.
    pub fn keep_settings(&mut self) {
        if self.settings != self.kept {
            self.kept = self.settings.clone();
            // Nobody is left to be told.
            let _ = keep(&self.settings, &self.dirs);
        }
    }

    pub fn frame_shown(&mut self) {
        if let Some(trace) = &mut self.trace {
            trace.frames += 1;
            let at = trace.began.elapsed().as_millis();
            eprintln!("frame {} at {at} ms", trace.frames);
        }
    }

    /// The kinds of files that a dialog offers.
    pub fn kinds(project: bool, text: bool) -> Vec<(String, Vec<&'static str>)> {
        let mut kinds = Vec::new();
        if project {
            kinds.push((t!("ui.file.kind_project").into_owned(), vec!["ron"]));
        }
        if text {
            kinds.push((t!("ui.file.kind_text").into_owned(), vec!["txt", "md"]));
        }
        kinds.push((t!("ui.file.kind_any").into_owned(), vec!["*"]));
        kinds
    }
}

/// Writes the settings; where a file that could not be read was put aside, or what kept them from
/// being written, in a sentence.
fn keep(settings: &Settings, dirs: &Dirs) -> Result<Option<PathBuf>, String> {
    dirs.create().map_err(|error| error.to_string())?;
    settings.save(&dirs.settings()).map_err(|error| error.to_string())
}

/// A time in seconds since 1970 as the clock here shows it: `2026-12-01 14:03`.
pub fn local(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds)
        .map(|time| time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// The time here and now.
pub fn now() -> jiff::Zoned {
    jiff::Zoned::now()
}
