//! Starting the window: locale, renderers, and what to say when there is no display.

use super::ime::KeepInputMethod;
use super::{App, Start};
use crate::store::dirs::Home;
use crate::store::settings::Language;
use crate::store::{Dirs, Settings};
use eframe::{NativeOptions, Renderer};
use rust_i18n::t;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// There is no display, or none that can be drawn on.
const NO_WINDOW: u8 = 3;
const USAGE: u8 = 2;
/// The program itself failed.
const FAILED: u8 = 4;
const PORTABLE: &str = "--portable";
const ICON: &[u8] = include_bytes!("../../assets/icon-64.png");

/// Runs the window program with its arguments (files to open) to its end.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let began = Instant::now();
    #[cfg(target_os = "linux")]
    if let Some(code) = locale::restart_with_utf8(&arguments) {
        return code;
    }
    let dirs = match Dirs::find(home(&arguments)) {
        Ok(dirs) => dirs,
        Err(error) => {
            super::set_language(Language::Auto);
            return failed(&error.to_string(), NO_WINDOW);
        }
    };
    let (settings, problem) = Settings::load(&dirs.settings());
    super::set_language(settings.language);
    let files = match read_arguments(arguments) {
        Arguments::Files(files) => files,
        Arguments::Say(text, code) => {
            print_line(&text, code);
            return ExitCode::from(code);
        }
    };
    if !has_display() {
        print_line(&t!("ui.run.no_display"), NO_WINDOW);
        return ExitCode::from(NO_WINDOW);
    }
    let problem = problem.map(|problem| super::settings_problem(&problem, &dirs));
    let window = || open_window(&settings, &dirs, problem, &files, began);
    match catch_unwind(AssertUnwindSafe(window)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        // The recovery copy was written before anything else; see `session::crash`.
        Err(_) => failed(&t!("ui.run.failed"), FAILED),
        Ok(Err(causes)) => failed(&t!("ui.run.no_renderer", causes = causes.join("; ")), NO_WINDOW),
    }
}

/// Tells why there is no window, also to the one who started the program with a double click.
fn failed(text: &str, code: u8) -> ExitCode {
    print_line(text, code);
    if has_display() {
        message_box(text);
    }
    ExitCode::from(code)
}

fn home(arguments: &[OsString]) -> Home {
    if arguments.iter().any(|argument| argument == PORTABLE) { Home::Portable } else { Home::Usual }
}

enum Arguments {
    Files(Vec<PathBuf>),
    Say(String, u8),
}

fn read_arguments(arguments: Vec<OsString>) -> Arguments {
    let mut files = Vec::new();
    for argument in arguments {
        match argument.to_str() {
            Some("--help" | "-h") => return Arguments::Say(t!("ui.run.help").into_owned(), 0),
            Some("--version" | "-V") => {
                return Arguments::Say(format!("suigao {}", env!("CARGO_PKG_VERSION")), 0);
            }
            Some(PORTABLE) => {}
            Some(option) if option.starts_with('-') => {
                return Arguments::Say(t!("ui.run.unknown_option", option = option).into_owned(), USAGE);
            }
            _ => files.push(PathBuf::from(argument)),
        }
    }
    Arguments::Files(files)
}

/// Words for the one who started the program from a terminal: errors to standard error.
fn print_line(text: &str, code: u8) {
    use std::io::Write as _;
    // A closed terminal is nothing to fail for.
    let _ =
        if code == 0 { writeln!(std::io::stdout(), "{text}") } else { writeln!(std::io::stderr(), "{text}") };
}

/// Elsewhere than on Linux there is always one.
fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET")
}

/// The renderers in the order in which they are tried: OpenGL is by far the lighter one without a
/// graphics card, but Windows has none worth the name without a driver.
fn renderers() -> [Renderer; 2] {
    if cfg!(windows) { [Renderer::Wgpu, Renderer::Glow] } else { [Renderer::Glow, Renderer::Wgpu] }
}

/// Opens the window with the first renderer that works, and runs it.
///
/// # Errors
/// Why each renderer did not work.
fn open_window(
    settings: &Settings,
    dirs: &Dirs,
    problem: Option<String>,
    files: &[PathBuf],
    began: Instant,
) -> Result<(), Vec<String>> {
    let mut causes = Vec::new();
    for renderer in renderers() {
        let (settings, dirs, problem) = (settings.clone(), dirs.clone(), problem.clone());
        let files = files.to_vec();
        let options = options(renderer, &settings);
        let result = eframe::run_native(
            "suigao",
            options,
            Box::new(move |creation| {
                if cfg!(target_os = "linux") {
                    creation.egui_ctx.add_plugin(KeepInputMethod::default());
                }
                Ok(Box::new(App::new(&creation.egui_ctx, Start { settings, dirs, problem, files, began })))
            }),
        );
        match result {
            Ok(()) => return Ok(()),
            Err(error) => causes.push(error.to_string()),
        }
    }
    Err(causes)
}

fn options(renderer: Renderer, settings: &Settings) -> NativeOptions {
    let size = settings.window.map_or([1366.0, 728.0], |window| [window.width as f32, window.height as f32]);
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("suigao")
        .with_title(t!("ui.app"))
        .with_inner_size(size)
        .with_min_inner_size([800.0, 480.0])
        .with_maximized(settings.window.is_some_and(|window| window.maximized));
    if let Ok(icon) = eframe::icon_data::from_png_bytes(ICON) {
        viewport = viewport.with_icon(icon);
    }
    NativeOptions { viewport, renderer, dithering: false, ..NativeOptions::default() }
}

/// Tells it in a box of the system's own, where it has one.
fn message_box(text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title(t!("ui.app"))
        .set_description(text)
        .show();
}

/// X11 input methods abort the program under a locale that is not UTF-8, or take no Chinese.
#[cfg(target_os = "linux")]
mod locale {
    use super::{ExitCode, OsString};
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};

    /// Starts the program again under a UTF-8 locale, if it is not under one. Does not return
    /// then, unless that fails; the language of the window stays the user's.
    pub fn restart_with_utf8(arguments: &[OsString]) -> Option<ExitCode> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
        if locale.as_deref().is_some_and(is_utf8) && charmap().as_deref().is_none_or(is_utf8) {
            return None;
        }
        let program = std::env::current_exe().ok()?;
        let mut command = Command::new(program);
        command.args(arguments).env("LC_ALL", "C.UTF-8");
        if variable("SUIGAO_LANG").is_none()
            && let Some(language) =
                variable("LC_ALL").or_else(|| variable("LC_MESSAGES")).or_else(|| variable("LANG"))
        {
            command.env("SUIGAO_LANG", language);
        }
        // Only comes back when it failed: then go on as it is.
        let _ = command.exec();
        None
    }

    /// The encoding that is really in use: ASCII where the locale is not installed, whatever its name
    /// says. `None` where nobody tells.
    fn charmap() -> Option<String> {
        let output = Command::new("locale").arg("charmap").stderr(Stdio::null()).output().ok()?;
        let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !name.is_empty()).then_some(name)
    }

    fn is_utf8(locale: &str) -> bool {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }

    #[cfg(test)]
    #[test]
    fn which_locales_are_utf8() {
        for (locale, utf8) in [
            ("zh_CN.UTF-8", true),
            ("C.utf8", true),
            ("zh_CN.GB18030", false),
            ("C", false),
            ("POSIX", false),
            // As `locale charmap` calls them.
            ("UTF-8", true),
            ("ANSI_X3.4-1968", false),
        ] {
            assert_eq!(is_utf8(locale), utf8, "{locale}");
        }
    }
}
