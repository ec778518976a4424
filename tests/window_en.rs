//! The window in English: the language is one for the whole process, so it has a test program of
//! its own.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used)]

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use suigao::session::keeper::Keeper;
use suigao::session::worker::Worker;
use suigao::store::settings::Language;
use suigao::store::{Dirs, Settings};
use suigao::text::chars::is_han;
use suigao::ui::{App, Ask, FileDialogs, Services, prepare, set_language};

struct NoDialogs;

impl FileDialogs for NoDialogs {
    fn ask(&self, _: Ask) -> Option<PathBuf> {
        None
    }
}

/// The language is the process's own, and clearing the settings sets it anew: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn window(folder: &tempfile::TempDir) -> Harness<'static, App> {
    let settings = Settings { language: Language::English, ..Settings::default() };
    set_language(settings.language);
    let dirs = Dirs::below(folder.path());
    let services = Services::with(
        (Worker::immediate(), Keeper::immediate()),
        Arc::new(NoDialogs),
        settings.clone(),
        dirs,
    );
    let mut window = Harness::builder()
        .with_size([1366.0, 768.0])
        .with_max_steps(60)
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(move |ctx| prepare(ctx, &settings))
        .build_ui_state(|ui, app: &mut App| app.show(ui), App::with(services, None, &[]));
    window.run();
    window
}

/// The words of every control, those that are the document's or the other language's own aside.
fn chinese_words(window: &Harness<'static, App>) -> Vec<String> {
    let own = |words: &str| {
        words == "简体中文"
            || words.starts_with("Such as")
            || words.contains("such as")
            || words.contains("{{")
            || words.contains("汉字")
    };
    window
        .query_all_by(|_| true)
        .filter_map(|node| egui_kittest::kittest::NodeT::accesskit_node(&node).label())
        .filter(|words| words.chars().any(is_han) && !own(words))
        .collect()
}

#[test]
fn pages_menus_and_forms_speak_english() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(&folder);
    assert!(window.query_by_label("Start from last year's text…").is_some());
    window.get_all_by_label("File").next().unwrap().click();
    window.run();
    assert!(window.query_all_by_label_contains("Save as…").next().is_some());
    for menu in ["Edit", "Insert", "Check", "View", "Help"] {
        window.get_all_by_label(menu).next().unwrap().click();
        window.run();
        let chinese = chinese_words(&window);
        // The templates' names are Chinese, as the summaries are.
        assert!(chinese.iter().all(|words| words.contains("总结") || words.contains("报告")), "{chinese:?}");
    }
    window.key_press(Key::Escape);
    window.run();
    for key in [Key::O, Key::N] {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        window.run();
        window.key_press(Key::Escape);
        window.run();
    }
    window.get_by_label("年度工作总结").click();
    window.run();
    assert!(window.query_by_label("Start without filling in").is_none());
    window.get_by_label("Start writing").click();
    window.run();
    window.get_by_label("Start without filling in").click();
    window.run();
    for words in ["Title", "Opening", "Body", "Closing", "Count", "Fields", "Guidance", "Check", "Hand in…"]
    {
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::E),
        (Modifiers::COMMAND, Key::S),
        (Modifiers::NONE, Key::F1),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::P),
    ] {
        window.key_press_modifiers(modifiers, key);
        window.run();
        window.key_press(Key::Escape);
        window.run();
    }
    pages_speak_english(&mut window);
    places_speak_english(&mut window, &folder);
}

fn pages_speak_english(window: &mut Harness<'static, App>) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    for _ in 0..10 {
        window.step();
    }
    window.run();
    for words in ["Page 1 of 2", "Thumbnails", "Zoom ", "2 page(s)"] {
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    window.run();
}

/// Ends with the settings of the first run, and so with the language of the system.
fn places_speak_english(window: &mut Harness<'static, App>, folder: &tempfile::TempDir) {
    let dirs = Dirs::below(folder.path());
    let click = |window: &mut Harness<'static, App>, name: &str| {
        window.get_all_by_label(name).last().unwrap().click();
        window.run();
    };
    let settings = Settings { language: Language::English, zoom: 120, ..Settings::default() };
    std::fs::create_dir_all(&dirs.config).unwrap();
    settings.save(&dirs.settings()).unwrap();
    click(window, "Help");
    click(window, "Where data is kept…");
    for words in ["Recovery copies", "Nothing is ever sent", "1 file(s)", "The cost:"] {
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    click(window, "Clear: Settings…");
    assert!(window.query_by_label_contains("This cannot be undone.").is_some());
    click(window, "Clear");
    assert!(!dirs.settings().exists(), "the settings are those of the first run");
}

#[test]
fn two_versions_are_compared_in_english() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let mut window = window(&folder);
    let click = |window: &mut Harness<'static, App>, name: &str| {
        window.get_all_by_label(name).last().unwrap().click();
        window.run();
    };
    let save = |window: &mut Harness<'static, App>| {
        window.key_press_modifiers(Modifiers::COMMAND, Key::S);
        window.run();
    };
    click(&mut window, "年度工作总结");
    click(&mut window, "Start writing");
    click(&mut window, "Start without filling in");
    save(&mut window);
    window.key_press(Key::Enter);
    window.run();
    let path = window.state().session().unwrap().path().unwrap().to_path_buf();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("工作", "事业")).unwrap();
    click(&mut window, "Opening");
    window.event(egui::Event::Text("一句。".into()));
    window.run();
    save(&mut window);
    click(&mut window, "Compare both");
    for words in
        ["In this window", "Not saved yet", "In the file", "saved 2", "Paragraphs changed: ", "Changed: "]
    {
        assert!(window.query_all_by_label_contains(words).next().is_some(), "{words}");
    }
    for name in ["Previous", "Next", "Only changes", "Write over it", "Close"] {
        assert!(window.query_all_by_label(name).next().is_some(), "{name}");
    }
}
