//! 数据存放位置: what the program leaves, and clearing it.

use super::rig::{NONE, Rig};
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::fs::{self, File};
use std::path::PathBuf;
use suigao::store::settings::{Copies, Theme};
use suigao::store::{Dirs, Settings};

/// A window over folders with three recovery copies and a recent project, and its page of places.
fn page() -> Rig {
    let mut settings = Settings { theme: Theme::Dark, ..Settings::default() };
    settings.touch_recent(&PathBuf::from("/青石镇/总结.ron"), "青石镇总结", 1);
    let mut rig = Rig::with_settings(settings);
    for name in ["甲.ron", "乙.ron", "丙.ron", "丙.lock"] {
        write(&rig, name, &"x".repeat(if name == "甲.ron" { 2048 } else { 0 }));
    }
    rig.menu("帮助", "数据存放位置…");
    rig
}

fn dirs(rig: &Rig) -> Dirs {
    Dirs::below(rig.folder.path())
}

fn write(rig: &Rig, name: &str, text: &str) {
    fs::create_dir_all(dirs(rig).recovery()).unwrap();
    fs::write(dirs(rig).recovery().join(name), text).unwrap();
}

fn copies(rig: &Rig) -> usize {
    fs::read_dir(dirs(rig).recovery()).unwrap().count()
}

#[test]
fn every_place_is_shown_with_what_is_there() {
    let rig = page();
    for words in [
        "恢复件",
        "历史备份",
        "最近文件",
        "设置",
        "日志",
        "模板",
        "版式",
        "词表",
        "字体",
        "文稿",
        ".~lock. 开头的占用标记",
        "死机、断电后找回尚未保存的内容",
        "3 个文件 · 2.0 KB",
        "1 条",
        "1 个文件夹",
        "没有联网的代码",
        "日志不记文稿文字",
        "/青石镇",
    ] {
        assert!(rig.sees(words), "{words}");
    }
    let dirs = dirs(&rig);
    for path in [dirs.recovery(), dirs.backups(), dirs.settings(), dirs.log(), dirs.templates] {
        assert!(rig.sees(path.to_str().unwrap()), "{path:?} whole, for assistive technology");
    }
    for (name, clearable) in [("恢复件", true), ("历史备份", false), ("最近文件", true), ("日志", false)]
    {
        let label = format!("清除{name}…");
        let button = rig.window.get_by_label(&label);
        assert_eq!(!button.accesskit_node().is_disabled(), clearable, "{name}");
    }
    for name in ["模板", "词表", "字体", "文稿"] {
        assert!(!rig.sees(&format!("清除{name}…")), "{name} is the user's own");
        assert!(rig.sees(&format!("打开{name}的文件夹")));
    }
}

#[test]
fn clearing_asks_first_and_says_what_is_lost() {
    let mut rig = page();
    rig.click("清除恢复件…");
    for words in ["清除恢复件？", "3 个文件，共 2.0 KB", "尚未保存的文稿会随之丢失", "不能撤销"]
    {
        assert!(rig.sees(words), "{words}");
    }
    rig.press(NONE, Key::Enter);
    assert!(rig.sees("清除恢复件？"), "Enter is no yes");
    rig.press(NONE, Key::Escape);
    assert!(rig.sees("数据存放位置") && !rig.sees("清除恢复件？"), "Escape leads back to the table");
    rig.click("清除恢复件…");
    rig.click("取消");
    assert_eq!(copies(&rig), 4, "nothing is gone");
    rig.click("清除恢复件…");
    rig.click("清除");
    assert!(rig.sees("恢复件：已清除 3 个文件。"));
    assert!(!rig.sees("2.0 KB"), "the table is looked at anew");
    assert_eq!(copies(&rig), 0);
    rig.press(NONE, Key::Escape);
    assert!(!rig.sees("数据存放位置"));
}

#[test]
fn a_copy_in_use_is_left_and_told() {
    let mut rig = page();
    let lock = File::open(dirs(&rig).recovery().join("丙.lock")).unwrap();
    lock.try_lock().unwrap();
    rig.click("清除恢复件…");
    rig.click("清除");
    assert!(rig.sees("恢复件：已清除 2 个文件。"));
    assert!(rig.sees("有 1 份恢复件正由打开着的岁稿窗口使用，没有清除。"));
    assert!(dirs(&rig).recovery().join("丙.ron").exists());
}

#[test]
fn the_recent_list_is_forgotten_on_the_disk_and_in_the_window() {
    let mut rig = page();
    rig.press(NONE, Key::Escape);
    assert!(rig.sees("青石镇总结"), "on the start page");
    rig.menu("视图", "护眼");
    rig.menu("帮助", "数据存放位置…");
    rig.click("清除最近文件…");
    assert!(rig.sees("1 条记录") && rig.sees("文稿本身不动"));
    rig.click("清除");
    assert!(rig.sees("最近文件：已清除 1 条。"));
    rig.press(NONE, Key::Escape);
    assert!(!rig.sees("青石镇总结"));
    let (settings, _) = Settings::load(&dirs(&rig).settings());
    assert_eq!((settings.recent.len(), settings.theme), (0, Theme::Green), "the rest stays");
    // What is saved later does not bring it back.
    rig.menu("视图", "明亮");
    let (settings, _) = Settings::load(&dirs(&rig).settings());
    assert_eq!((settings.recent.len(), settings.theme), (0, Theme::Light));
}

#[test]
fn where_copies_are_kept_is_a_choice_with_its_cost() {
    let mut rig = page();
    let cost = "从未保存过的文稿，保存之前没有恢复件；能看那个文件夹的人，也能看到这些副本。";
    assert!(rig.sees(cost));
    let choice = "恢复件和备份只放在文稿所在的文件夹（隐藏文件夹 .suigao）";
    for copies in [Copies::BesideProject, Copies::State] {
        rig.click(choice);
        let (settings, problem) = Settings::load(&dirs(&rig).settings());
        assert_eq!((settings.copies, problem), (copies, None));
    }
}

#[test]
#[cfg(unix)]
fn what_fails_is_told_with_its_cause() {
    let mut rig = page();
    std::os::unix::fs::symlink("/", dirs(&rig).backups()).unwrap();
    rig.press(NONE, Key::Escape);
    rig.menu("帮助", "数据存放位置…");
    assert!(rig.sees("是一个链接，没有跟进去"), "looking");
    fs::create_dir_all(dirs(&rig).config).unwrap();
    fs::write(dirs(&rig).settings(), "(zoom: 150").unwrap();
    rig.click("清除最近文件…");
    rig.click("清除");
    assert!(rig.sees("没有清除最近文件，因为读不懂设置文件。"), "clearing");
    assert!(rig.sees("1 条"), "the window forgets nothing then");
}

/// What is open and unsaved keeps its copy; what is left of another window is cleared, and is no
/// longer offered.
#[test]
fn the_copy_of_the_open_summary_stays() {
    let mut rig = Rig::written();
    let kept = |rig: &Rig| {
        let entries = fs::read_dir(dirs(rig).recovery()).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "ron")).count()
    };
    assert_eq!(kept(&rig), 1);
    rig.menu("帮助", "数据存放位置…");
    rig.click("清除恢复件…");
    rig.click("清除");
    assert!(rig.sees("有 1 份恢复件正由打开着的岁稿窗口使用，没有清除。"));
    assert_eq!(kept(&rig), 1);
    let mut rig = Rig::again(rig);
    assert!(rig.sees("找回的内容"), "after a crash");
    rig.menu("帮助", "数据存放位置…");
    rig.click("清除恢复件…");
    rig.click("清除");
    assert!(rig.sees("恢复件：已清除 1 个文件。"));
    rig.press(NONE, Key::Escape);
    assert!(!rig.sees("找回的内容"));
    assert_eq!(kept(&rig), 0);
}
