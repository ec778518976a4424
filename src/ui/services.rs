//! What the window uses: the worker, the settings, the templates, the system's file dialogs.

mod look;

use super::dispatch::Event;
use super::outside;
use super::start::Start;
use crate::export::{Encoding, Format, Newline, Options};
use crate::judge::{Judge, Setup};
use crate::page::Fonts;
use crate::session::fonts;
use crate::session::keeper::Keeper;
use crate::session::open::Listed;
use crate::session::typeset::{FindFonts, Typesetting};
use crate::session::worker::Worker;
use crate::store::places::Place;
use crate::store::settings::{self, Recent, Settings};
use crate::store::{Dirs, recent};
use egui::Context;
pub use look::{Part, Shelf};
use rust_i18n::t;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a drive that does not answer is waited for, when the program ends or a file is opened.
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// The recent projects as this window last read them from the disk or wrote them to it.
    written: Arc<Mutex<Vec<Recent>>>,
    pub shelf: Shelf,
    seen: look::Seen,
    /// Saves that have not ended.
    pub saving: usize,
    /// The last order to open something.
    orders: u64,
    /// What is being let go; each says so by its end.
    leaving: Vec<Receiver<()>>,
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
        mut settings: Settings,
        dirs: Dirs,
    ) -> Self {
        let kept = settings.clone();
        recent::tidy(&mut settings.recent);
        let mut services = Self {
            worker,
            keeper,
            judge: Arc::default(),
            setup: Setup::default(),
            typesetting: Arc::default(),
            fonts: |_| Fonts::bundled(),
            dialogs,
            viewer: Arc::new(outside::open),
            written: Arc::new(Mutex::new(kept.recent.clone())),
            kept,
            settings,
            dirs,
            shelf: Shelf::built_in(),
            seen: look::Seen::default(),
            saving: 0,
            orders: 0,
            leaving: Vec::new(),
            recoverable: Vec::new(),
            today: String::new(),
            trace: None,
        };
        fonts::also_in(&services.dirs);
        services.refresh();
        services
    }

    pub fn start(&self) -> Start<'_> {
        Start {
            templates: &self.shelf.templates,
            problems: &self.shelf.problems,
            recent: self.recent(),
            recoverable: &self.recoverable,
            today: &self.today,
        }
    }

    /// Does what reads or writes the file of a save that was perhaps given up: after it.
    pub fn run_after_saves(&self, job: impl FnOnce() -> Event + Send + 'static) {
        // A drive that does not answer must not hold up the saves that follow.
        if self.saving == 0 { self.worker.run_apart(job) } else { self.worker.run(job) }
    }

    /// A number for an order whose answer may come too late.
    pub fn next_order(&mut self) -> u64 {
        self.orders += 1;
        self.orders
    }

    /// Drops what asks the disk when it goes, such as a lock.
    pub fn let_go(&mut self, thing: impl Send + 'static) {
        let (end, ended) = mpsc::channel::<()>();
        self.leaving.push(ended);
        self.worker.run_apart(move || {
            drop(thing);
            drop(end);
            Event::Done
        });
    }

    /// What waits until all that was let go is gone: a lock among it would keep this very window
    /// out.
    pub fn when_gone(&mut self) -> impl FnOnce() + Send + use<> {
        let leaving = std::mem::take(&mut self.leaving);
        move || {
            for ended in leaving {
                let _ = ended.recv_timeout(PATIENCE);
            }
        }
    }

    /// The end of the program: what was begun is done, if the disk answers.
    pub fn finish(&mut self) {
        if self.saving > 0 {
            self.worker.finish(PATIENCE);
        }
        self.when_gone()();
        self.keeper.finish();
        self.keep_settings();
    }

    /// Notes a file among the recent ones.
    pub fn touch_recent(&mut self, path: &Path, title: &str) {
        let path = &std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        self.settings.touch_recent(path, title, now().timestamp().as_second());
        if let Some(folder) = path.parent() {
            self.settings.last_folder = Some(folder.to_path_buf());
        }
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
            let keep = self.keep();
            self.worker.run(move || Event::SettingsSaved(keep()));
        }
    }

    fn keep(&self) -> impl FnOnce() -> Result<Option<PathBuf>, String> + Send + use<> {
        let (settings, dirs, written) = (self.settings.clone(), self.dirs.clone(), self.written.clone());
        move || keep(settings, &dirs, &written)
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
        recently_written(&self.written).clear();
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
    fn keep_settings(&mut self) {
        if self.settings != self.kept {
            self.kept = self.settings.clone();
            // Nobody is left to be told.
            let _ = self.keep()();
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
/// being written, in a sentence. Several windows share the file: what others have opened stays in it.
fn keep(
    mut settings: Settings,
    dirs: &Dirs,
    written: &Mutex<Vec<Recent>>,
) -> Result<Option<PathBuf>, String> {
    dirs.create().map_err(|error| error.to_string())?;
    let (path, own) = (dirs.settings(), settings.recent.clone());
    if path.is_file()
        && let (there, None) = Settings::load(&path)
    {
        let before = recently_written(written).clone();
        settings.recent = recent::merge(&own, &before, &there.recent);
    }
    let aside = settings.save(&path).map_err(|error| error.to_string())?;
    *recently_written(written) = own;
    Ok(aside)
}

fn recently_written(written: &Mutex<Vec<Recent>>) -> std::sync::MutexGuard<'_, Vec<Recent>> {
    written.lock().unwrap_or_else(PoisonError::into_inner)
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
