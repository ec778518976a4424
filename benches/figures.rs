//! The figures that the README gives, as a table: `cargo bench --bench figures`. Medians, so that
//! one disturbance does not tell; what was asked for stands beside what was measured.

#![allow(clippy::unwrap_used)]

use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, vec2};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use suigao::export::{self, Format, Options};
use suigao::import::{self, JunkChoice};
use suigao::judge::{Judge, Setup};
use suigao::model::{Edit, Measure, Project};
use suigao::page::{self, Fonts, Typesetter};
use suigao::session::Session;
use suigao::session::keeper::Keeper;
use suigao::session::worker::Worker;
use suigao::store::project::{self, SaveOptions};
use suigao::store::settings::{Copies, View};
use suigao::store::{Dirs, Expected, Settings};
use suigao::text::count::{Count, SharedMarks};
use suigao::ui::{App, Ask, FileDialogs, Services, prepare};

/// A long report for a year, and a text far beyond any that offices write.
const LONG: usize = 26_000;
const HUGE: usize = 600_000;

fn main() {
    println!("{:<44}{:>12}   asked for", "", "measured");
    texts();
    disk();
    window(View::Section, "one section");
    window(View::Whole, "whole text");
    recovery();
    checker();
    pages();
}

/// The finished document on paper, beside LibreOffice on the same text where that is installed.
fn pages() {
    let mut project = long_project();
    let fonts = Fonts::bundled();
    let cold = median(20, || page::lay_out(&project, &fonts));
    row("26,000 characters laid out on pages", &milliseconds(cold), "10 ms");
    let mut typesetter = Typesetter::new(fonts.clone());
    typesetter.lay_out(&project);
    let id = project.body.children[0].children[0].id;
    let key = median(50, || {
        let mut paragraphs = project.section(id).unwrap().paragraphs.clone();
        paragraphs[0].push('实');
        project.apply(Edit::SetParagraphs(id, paragraphs));
        typesetter.lay_out(&project)
    });
    row("  after one keystroke", &milliseconds(key), "2 ms");
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("总结.txt");
    std::fs::write(&text, export::render(&project, &Options::default())).unwrap();
    for (format, asked) in [(Format::Docx, "10 ms"), (Format::Pdf, "50 ms")] {
        let options = Options { format, ..Options::default() };
        let ours = median(20, || export::export(&project, &options, Fonts::bundled).unwrap());
        row(&format!("{} of them", format.extension()), &milliseconds(ours), asked);
        let convert = || {
            let office = std::process::Command::new("soffice")
                .args(["--headless", "--convert-to", format.extension(), "--outdir"])
                .args([folder.path(), &text])
                .output();
            office.is_ok_and(|output| output.status.success())
        };
        if !convert() {
            println!("  LibreOffice is not there to compare with");
            continue;
        }
        let office = median(3, convert);
        row("  LibreOffice, which starts for it", &milliseconds(office), "");
        let ratio = ours.as_secs_f64() / office.as_secs_f64();
        row("  part of its time", &format!("{ratio:.4}"), "0.1");
    }
}

/// Everything that the checker looks for, from nothing and after one more character.
fn checker() {
    let project = Arc::new(long_project());
    let setup = Setup::default();
    let fresh = median(20, || Judge::default().judge(&project, &setup));
    row("26,000 characters judged from scratch", &milliseconds(fresh), "30 ms");
    let mut judge = Judge::default();
    judge.judge(&project, &setup);
    let mut typed = Project::clone(&project);
    let id = typed.body.children[0].children[0].id;
    let key = median(50, || {
        let mut paragraphs = typed.section(id).unwrap().paragraphs.clone();
        paragraphs[0].push('实');
        typed.apply(Edit::SetParagraphs(id, paragraphs));
        judge.judge(&Arc::new(typed.clone()), &setup)
    });
    row("  after one keystroke", &milliseconds(key), "3 ms");
}

fn texts() {
    let huge = summary(HUGE);
    let bytes = huge.len() as f64;
    let count = median(20, || Count::of(&huge).words);
    let speed = bytes / 1e6 / count.as_secs_f64();
    row("count 600,000 characters", &milliseconds(count), "");
    row("  that is", &format!("{speed:.0} MB/s"), "");
    let read = || import::read(&huge, "huge".into(), &JunkChoice::KeepAll).project;
    let import = median(5, read);
    let project = read();
    let measure = median(5, || Measure::of(&project, SharedMarks::Asian));
    let export = median(5, || export::export(&project, &Options::default(), Fonts::bundled).unwrap());
    row("import 600,000 characters", &milliseconds(import), "");
    row("count the project of it, section by section", &milliseconds(measure), "");
    row("export it", &milliseconds(export), "");
    row("  the three together", &milliseconds(import + measure + export), "500 ms");
}

fn disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("总结.ron");
    let project = long_project();
    let bytes = project::to_bytes(&project).unwrap();
    let write = median(50, || project::to_bytes(&project).unwrap());
    let read = median(50, || project::parse(&bytes).unwrap());
    let save = median(20, || project::save(&path, &project, &SaveOptions::new(Expected::Any)).unwrap());
    // What the disk takes for it: the same bytes, a new name, both synced.
    let synced = median_of(20, || {
        let temp = folder.path().join("temp");
        let mut file = std::fs::File::create(&temp).unwrap();
        file.write_all(&bytes).unwrap();
        let began = Instant::now();
        file.sync_all().unwrap();
        std::fs::rename(&temp, folder.path().join("other")).unwrap();
        std::fs::File::open(folder.path()).unwrap().sync_all().unwrap();
        began.elapsed()
    });
    row("write a project of 26,000 characters as RON", &milliseconds(write), "");
    row("read it", &milliseconds(read), "");
    row("save it, synced and read back", &milliseconds(save), "");
    row("  without what the disk takes to sync", &milliseconds(save.saturating_sub(synced)), "");
    let frame = pressed_save(&path, folder.path());
    row("  the window's part: a frame with Ctrl+S", &milliseconds(frame), "16 ms");
}

/// A frame in which Ctrl+S is pressed, after a change, with the worker on its own thread.
fn pressed_save(path: &Path, home: &Path) -> Duration {
    let settings = Settings::default();
    let mut window = Window::build(Work::Apart, settings, home, &[path.to_path_buf()]);
    let wait = |window: &mut Window, until: fn(&Session) -> bool| {
        while !window.app.session().is_some_and(until) {
            window.frame(Vec::new());
        }
    };
    wait(&mut window, |_| true);
    (0..10).for_each(|_| window.frame(Vec::new()));
    let mut frames = Vec::new();
    for _ in 0..20 {
        window.frame(vec![Event::Text("实".into())]);
        wait(&mut window, |session| session.is_modified() && !session.is_saving());
        let key = |pressed| Event::Key {
            key: Key::S,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        let began = Instant::now();
        window.frame(vec![Event::ModifiersChanged(Modifiers::COMMAND), key(true)]);
        frames.push(began.elapsed());
        window.frame(vec![key(false), Event::ModifiersChanged(Modifiers::NONE)]);
        wait(&mut window, |session| !session.is_modified());
    }
    frames.sort();
    frames[frames.len() / 2]
}

/// The window without a screen: everything but the graphics card's part of a frame.
fn window(view: View, words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("总结.ron");
    project::save(&path, &long_project(), &SaveOptions::new(Expected::New)).unwrap();
    let began = Instant::now();
    let mut window = Window::open(&path, folder.path(), view);
    window.frame(Vec::new());
    let first = began.elapsed();
    // The caret comes to the opening, and everything is laid out.
    (0..10).for_each(|_| window.frame(Vec::new()));
    let idle = median(200, || window.frame(Vec::new()));
    let words_before = window.words();
    let key = median(200, || window.frame(vec![Event::Text("实".into())]));
    assert!(window.words() > words_before, "what is typed must arrive");
    row(&format!("26,000 characters, {words}: first frame"), &milliseconds(first), "");
    row("  a frame in which nothing happens", &milliseconds(idle), "");
    row("  a frame in which a key is pressed", &milliseconds(key), "16 ms");
    if let Some(memory) = resident() {
        row("  memory resident then", &format!("{memory} MB"), "");
    }
}

/// Typing in a very large summary, with its recovery copy being written over and over, and without.
fn recovery() {
    let huge = import::read(&summary(HUGE), "huge".into(), &JunkChoice::KeepAll).project;
    for (copies, words) in [(Copies::State, "its copy being written"), (Copies::BesideProject, "no copy")] {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { copies, ..Settings::default() };
        let mut window = Window::with(settings, folder.path(), &[]);
        window.app.begin(huge.clone());
        (0..10).for_each(|_| window.frame(Vec::new()));
        let mut frames: Vec<Duration> = (0..300)
            .map(|_| {
                let began = Instant::now();
                window.frame(vec![Event::Text("实".into())]);
                began.elapsed()
            })
            .collect();
        frames.sort();
        let (median, late) = (frames[frames.len() / 2], frames[frames.len() * 99 / 100]);
        row(
            &format!("600,000 characters, a key, {words}"),
            &milliseconds(median),
            "the same with and without",
        );
        row("  the slowest but one in a hundred", &milliseconds(late), "");
        let kept = std::fs::read_dir(folder.path().join("state/recovery")).into_iter().flatten().count();
        assert_eq!(kept > 0, copies == Copies::State, "copies are written or not, as chosen");
    }
}

struct Window {
    ctx: Context,
    app: App,
    time: f64,
}

/// Where the worker does what it is given.
enum Work {
    /// At once, in the frame that gives it.
    Here,
    /// On a thread of its own, as in the program.
    Apart,
}

/// Nobody is there to answer.
struct Silent;

impl FileDialogs for Silent {
    fn ask(&self, _: Ask) -> Option<PathBuf> {
        None
    }
}

impl Window {
    fn open(path: &Path, home: &Path, view: View) -> Self {
        Self::with(Settings { view, ..Settings::default() }, home, &[path.to_path_buf()])
    }

    fn with(settings: Settings, home: &Path, files: &[PathBuf]) -> Self {
        Self::build(Work::Here, settings, home, files)
    }

    fn build(work: Work, settings: Settings, home: &Path, files: &[PathBuf]) -> Self {
        let worker = match work {
            Work::Here => Worker::immediate(),
            Work::Apart => Worker::new(|| {}),
        };
        let ctx = Context::default();
        prepare(&ctx, &settings);
        let dirs = Dirs::below(home);
        let services = Services::with((worker, Keeper::new(|| {})), Arc::new(Silent), settings, dirs);
        Self { ctx, app: App::with(services, None, files), time: 0.0 }
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1366.0, 728.0)));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let mut output = self.ctx.run_ui(input, |ui| self.app.show(ui));
        // There is no graphics card to give them to.
        output.textures_delta.clear();
        self.ctx.tessellate(output.shapes, output.pixels_per_point);
    }

    fn words(&self) -> usize {
        self.app.session().unwrap().measure().total.count.words
    }
}

fn long_project() -> Project {
    import::read(&summary(LONG), "long".into(), &JunkChoice::KeepAll).project
}

/// A made-up summary of at least so many characters: parts of four points with figures in them.
fn summary(characters: usize) -> String {
    let parts = (characters / 2_000).min(96);
    let point = |part: usize, numeral: &str, subject: &str, sentences: usize| {
        let mut text = format!("{numeral}是{subject}。");
        for number in 1..=sentences {
            text.push_str(&format!(
                "全年围绕“{subject}”开展检查{number}次，整改问题{}个，",
                number * 3 + part
            ));
            text.push_str("做到事事有人管、件件有回音，群众满意度提高5.6%。");
        }
        text
    };
    let sentences = characters.div_ceil(parts * 4 * 48);
    let mut text = String::from("青石镇2026年工作总结\n");
    text.push_str(&"2026年，青石镇党委、政府围绕全年目标任务，统筹推进各项工作。".repeat(6));
    for part in 1..=parts {
        let numeral = suigao::text::numeral::write(part);
        text.push_str(&format!("\n{numeral}、压实责任，推动任务落实\n"));
        for (numeral, subject) in
            [("一", "责任落实"), ("二", "权力监督"), ("三", "日常教育"), ("四", "作风建设")]
        {
            text.push_str(&point(part, numeral, subject, sentences));
        }
    }
    text.push_str("\n新的一年，我们将坚持问题导向，把严的要求落到每一个岗位、每一项工作。\n");
    text
}

fn median<T>(times: usize, mut run: impl FnMut() -> T) -> Duration {
    median_of(times, || {
        let began = Instant::now();
        std::hint::black_box(run());
        began.elapsed()
    })
}

fn median_of(times: usize, mut run: impl FnMut() -> Duration) -> Duration {
    let mut taken: Vec<Duration> = (0..times).map(|_| run()).collect();
    taken.sort();
    taken[times / 2]
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn row(what: &str, measured: &str, asked: &str) {
    println!("{what:<44}{measured:>12}   {asked}");
}

/// The memory of this process in MB, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}
