//! The window on a bench: a harness, a folder of its own, answers for the system's dialogs.

use egui::{Event, ImeEvent, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, HarnessBuilder};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use suigao::model::{Project, Section, flow};
use suigao::session::keeper::Keeper;
use suigao::session::worker::{Hand, Holds, Worker};
use suigao::store::{Dirs, Settings};
use suigao::ui::{App, Ask, FileDialogs, Services, prepare, set_language, settings_problem};

/// Files that were opened with the system's own programs.
type Outside = Arc<Mutex<Vec<PathBuf>>>;

/// Answers of the system's file dialogs, in order; then `None`, as when they are given up.
#[derive(Default)]
struct Answers(Mutex<Vec<PathBuf>>);

impl FileDialogs for Answers {
    fn ask(&self, _: Ask) -> Option<PathBuf> {
        self.0.lock().unwrap().pop()
    }
}

/// How a window begins.
struct Begin {
    keeper: Keeper,
    problem: Option<String>,
    files: Vec<PathBuf>,
    hand: Hand,
}

impl Default for Begin {
    fn default() -> Self {
        Self { keeper: Keeper::immediate(), problem: None, files: Vec::new(), hand: Hand::default() }
    }
}

pub struct Rig {
    pub window: Harness<'static, App>,
    pub folder: Rc<tempfile::TempDir>,
    answers: Arc<Answers>,
    outside: Outside,
    hand: Hand,
}

impl Rig {
    /// A window with nothing open.
    pub fn new() -> Self {
        Self::with_settings(Settings::default())
    }

    pub fn with_settings(settings: Settings) -> Self {
        Self::build(settings, Harness::builder())
    }

    /// A window with nothing open, and characters that its own fonts lack may come.
    pub fn with_any_character() -> Self {
        Self::build(Settings::default(), Harness::builder().allow_missing_glyphs())
    }

    /// A window whose recovery copy is written only when it must not wait.
    pub fn with_keeper(keeper: Keeper) -> Self {
        let begin = Begin { keeper, ..Begin::default() };
        Self::start(Rc::new(tempfile::tempdir().unwrap()), Settings::default(), Harness::builder(), begin)
    }

    fn build(settings: Settings, builder: HarnessBuilder<App>) -> Self {
        Self::build_in(Rc::new(tempfile::tempdir().unwrap()), settings, builder)
    }

    /// Another window on the folders of one that is gone without a word, as after a crash.
    pub fn again(gone: Self) -> Self {
        let Self { window, folder, .. } = gone;
        let settings = window.state().settings().clone();
        drop(window);
        Self::build_in(folder, settings, Harness::builder())
    }

    /// The program started anew on these folders, with the settings that are on the disk and a file
    /// to open.
    pub fn started_with(gone: Self, file: &Path) -> Self {
        let Self { window, folder, .. } = gone;
        drop(window);
        let dirs = Dirs::below(folder.path());
        let (settings, problem) = Settings::load(&dirs.settings());
        let problem = problem.map(|problem| settings_problem(&problem, &dirs));
        let begin = Begin { problem, files: vec![file.to_path_buf()], ..Begin::default() };
        Self::start(folder, settings, Harness::builder(), begin)
    }

    /// Another window at the same time.
    pub fn beside(other: &Self) -> Self {
        let settings = other.window.state().settings().clone();
        Self::build_in(other.folder.clone(), settings, Harness::builder())
    }

    /// A window in which nothing is done that it was not told to let go.
    pub fn held(holds: Holds) -> Self {
        let begin = Begin::default();
        begin.hand.hold(holds);
        let folder = Rc::new(tempfile::tempdir().unwrap());
        Self::start(folder, Settings::default(), Harness::builder(), begin)
    }

    fn build_in(folder: Rc<tempfile::TempDir>, settings: Settings, builder: HarnessBuilder<App>) -> Self {
        Self::start(folder, settings, builder, Begin::default())
    }

    fn start(
        folder: Rc<tempfile::TempDir>,
        mut settings: Settings,
        builder: HarnessBuilder<App>,
        Begin { keeper, problem, files, hand }: Begin,
    ) -> Self {
        let dirs = Dirs::below(folder.path());
        std::fs::create_dir_all(&dirs.documents).unwrap();
        settings.language = suigao::store::settings::Language::Chinese;
        set_language(settings.language);
        let answers = Arc::new(Answers::default());
        let workers = (Worker::by_hand(hand.clone()), keeper);
        let mut services = Services::with(workers, answers.clone(), settings.clone(), dirs);
        let outside = Outside::default();
        let opened = outside.clone();
        services.viewer = Arc::new(move |path| {
            opened.lock().unwrap().push(path.to_path_buf());
            true
        });
        let app = App::with(services, problem, &files);
        let window = builder
            .with_size([1366.0, 768.0])
            .with_max_steps(60)
            .with_step_dt(1.0 / 60.0)
            .with_context_setup(move |ctx| prepare(ctx, &settings))
            .build_ui_state(|ui, app: &mut App| app.show(ui), app);
        let mut rig = Self { window, folder, answers, outside, hand };
        rig.window.run();
        rig
    }

    /// A window with a summary from the template 党风廉政建设 for 青石镇.
    pub fn written() -> Self {
        let mut rig = Self::new();
        rig.begin();
        rig
    }

    pub fn begin(&mut self) {
        self.click("党风廉政建设工作总结");
        self.fill("单位 *", "青石镇");
        self.click("开始撰写");
    }

    /// The next answer of the system's file dialog.
    pub fn answer(&self, path: &Path) {
        self.answers.0.lock().unwrap().push(path.to_path_buf());
    }

    /// From now on what the worker is to do waits, as on a slow drive.
    pub fn hold(&self) {
        self.hand.hold(Holds::All);
    }

    /// The first that was held back is done; whether there was one.
    pub fn let_one_go(&mut self) -> bool {
        let one = self.hand.one();
        self.window.run();
        one
    }

    /// How many jobs wait that others wait for.
    pub fn in_line(&self) -> usize {
        self.hand.in_line()
    }

    /// What was held back is done.
    pub fn let_go(&mut self) {
        self.hand.let_go();
        self.window.run();
    }

    /// What was opened with the system's own programs.
    pub fn opened_outside(&self) -> Vec<PathBuf> {
        self.outside.lock().unwrap().clone()
    }

    pub fn documents(&self) -> PathBuf {
        Dirs::below(self.folder.path()).documents
    }

    pub fn project(&self) -> &Project {
        self.window.state().session().expect("a project is open").project()
    }

    /// The finished text, a line each.
    pub fn lines(&self) -> Vec<String> {
        flow::lines(self.project()).into_iter().map(|line| line.text).collect()
    }

    /// A section of the body, by child numbers from 0.
    pub fn section(&self, path: &[usize]) -> Section {
        let mut section: &Section = &self.project().body;
        for &at in path {
            section = &section.children[at];
        }
        section.clone()
    }

    pub fn words(&self) -> usize {
        self.window.state().session().unwrap().measure().total.count.words
    }

    pub fn modified(&self) -> bool {
        self.window.state().session().unwrap().is_modified()
    }

    pub fn click(&mut self, name: &str) {
        let first = self.window.get_all_by_label(name).next();
        first.unwrap_or_else(|| panic!("no {name}")).click();
        self.window.run();
    }

    /// Clicks the last of several with one name.
    pub fn click_last(&mut self, name: &str) {
        self.window.get_all_by_label(name).last().unwrap().click();
        self.window.run();
    }

    /// A command of a menu.
    pub fn menu(&mut self, menu: &str, command: &str) {
        self.click(menu);
        let found = self
            .window
            .get_all_by(|node| {
                node.label()
                    .is_some_and(|l| l.split('\u{20}').next() == Some(command) || l.starts_with(command))
            })
            .last();
        found.unwrap_or_else(|| panic!("no {command} in {menu}")).click();
        self.window.run();
    }

    /// The window loses the focus, or has it again.
    pub fn focus(&mut self, focused: bool) {
        self.window.input_mut().focused = focused;
        self.window.run();
    }

    /// The system asks the window to close.
    pub fn ask_to_close(&mut self) {
        let input = self.window.input_mut();
        let id = input.viewport_id;
        input.viewports.entry(id).or_default().events.push(egui::ViewportEvent::Close);
        self.window.run();
    }

    /// A line of the first 忽略 menu.
    pub fn click_ignore(&mut self, how: &str) {
        self.click("忽略");
        self.click(how);
    }

    pub fn sees(&self, name: &str) -> bool {
        self.window.query_all_by_label_contains(name).next().is_some()
    }

    /// Puts the caret into the text with this name, at its end.
    pub fn enter(&mut self, name: &str) {
        self.window.get_by_label(name).click();
        self.window.run();
        self.press(Modifiers::COMMAND, Key::End);
    }

    /// Replaces what stands in a field.
    pub fn fill(&mut self, name: &str, text: &str) {
        self.window.get_by_label(name).click();
        self.window.run();
        self.press(Modifiers::COMMAND, Key::A);
        self.press(Modifiers::NONE, Key::Backspace);
        self.type_text(text);
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.window.key_press_modifiers(modifiers, key);
        self.window.run();
    }

    pub fn type_text(&mut self, text: &str) {
        self.window.event(Event::Text(text.into()));
        self.window.run();
    }

    pub fn paste(&mut self, text: &str) {
        self.window.event(Event::Paste(text.into()));
        self.window.run();
    }

    pub fn compose(&mut self, text: &str) {
        self.window.event(Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None }));
        self.window.run();
    }

    pub fn commit(&mut self, text: &str) {
        self.window.event(Event::Ime(ImeEvent::Commit(text.into())));
        self.window.run();
    }
}

pub const NONE: Modifiers = Modifiers::NONE;
pub const CTRL: Modifiers = Modifiers::COMMAND;
pub const ALT: Modifiers = Modifiers::ALT;
pub const SHIFT: Modifiers = Modifiers::SHIFT;
