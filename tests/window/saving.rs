//! What goes on while a file is being saved or opened, and what can be done when it fails.

use super::rig::{CTRL, NONE, Rig};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use std::fs;
use std::path::{Path, PathBuf};
use suigao::session::worker::Holds;

fn save_as(rig: &mut Rig, name: &str) -> PathBuf {
    let path = rig.documents().join(name);
    rig.press(CTRL, Key::S);
    rig.fill("保存到", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    path
}

/// A summary saved as `总结.ron`, with the caret in its opening.
fn saved() -> (Rig, PathBuf) {
    let mut rig = Rig::written();
    let path = save_as(&mut rig, "总结.ron");
    assert!(path.exists() && !rig.modified());
    rig.click("导语");
    (rig, path)
}

/// A summary that is open, and another on the disk.
fn two() -> (Rig, PathBuf, PathBuf) {
    let (mut rig, path) = saved();
    rig.type_text("另一份的话。");
    rig.menu("文件", "另存为…");
    let other = rig.documents().join("另一份.ron");
    rig.fill("保存到", other.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    rig.press(CTRL, Key::W);
    open(&mut rig, &path);
    rig.click("导语");
    (rig, path, other)
}

fn open(rig: &mut Rig, path: &Path) {
    rig.press(CTRL, Key::O);
    rig.fill("文件位置", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
}

fn has_session(rig: &Rig) -> bool {
    rig.window.state().session().is_some()
}

fn path_of(rig: &Rig) -> Option<PathBuf> {
    rig.window.state().session().and_then(|session| session.path()).map(Path::to_path_buf)
}

/// Long enough for what is only shown after a while.
fn wait(rig: &mut Rig) {
    for _ in 0..20 {
        rig.window.step();
    }
}

fn drop_file(rig: &mut Rig, path: &Path) {
    rig.window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.to_path_buf())));
}

/// A file as the system hands it over when it is dropped.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

// ---- answers that come late ----

#[test]
fn a_save_that_ends_late_says_nothing_about_another_summary() {
    let (mut rig, path) = saved();
    rig.type_text("第一句。");
    rig.hold();
    rig.press(CTRL, Key::S);
    rig.type_text("第二句。");
    rig.press(CTRL, Key::N);
    rig.click("不保存");
    rig.begin();
    rig.let_go();
    assert!(fs::read_to_string(&path).unwrap().contains("第一句。"), "it was saved");
    assert!(rig.modified() && rig.sees("未保存"), "the new one was not");
    assert_eq!(path_of(&rig), None);
    rig.press(CTRL, Key::S);
    assert!(rig.sees("保存文稿"), "it asks where");
}

#[test]
fn a_save_that_fails_late_is_told_with_the_name_of_its_file() {
    let (mut rig, path) = saved();
    rig.type_text("第一句。");
    rig.hold();
    rig.press(CTRL, Key::S);
    rig.type_text("第二句。");
    rig.press(CTRL, Key::N);
    rig.click("不保存");
    fs::write(&path, "别人的").unwrap();
    rig.let_go();
    assert!(!has_session(&rig));
    assert!(rig.sees("“总结.ron”没有保存成功"));
    assert!(!rig.sees("用窗口里的覆盖"), "there is nothing in the window to write over it");
}

#[test]
fn what_is_only_being_saved_is_waited_for() {
    let (mut rig, path) = saved();
    rig.type_text("第一句。");
    rig.hold();
    rig.press(CTRL, Key::S);
    rig.press(CTRL, Key::N);
    wait(&mut rig);
    assert!(!rig.sees("不保存") && has_session(&rig));
    assert!(rig.sees("取消"), "waiting can be given up");
    rig.let_go();
    assert!(!has_session(&rig), "it goes on by itself");
    assert!(fs::read_to_string(&path).unwrap().contains("第一句。"));
}

#[test]
fn a_save_that_is_waited_for_and_fails_keeps_the_text() {
    let (mut rig, path) = saved();
    rig.type_text("第一句。");
    rig.hold();
    rig.press(CTRL, Key::S);
    rig.press(CTRL, Key::N);
    fs::write(&path, "别人的").unwrap();
    rig.let_go();
    assert!(rig.modified() && rig.sees("文件已被别处修改"));
    rig.press(NONE, Key::Escape);
    rig.press(CTRL, Key::S);
    rig.click("用窗口里的覆盖");
    assert!(has_session(&rig) && !rig.modified(), "what was to follow was given up");
}

#[test]
fn waiting_for_a_save_can_be_given_up() {
    let (mut rig, _) = saved();
    rig.type_text("第一句。");
    rig.hold();
    rig.press(CTRL, Key::S);
    rig.press(CTRL, Key::N);
    wait(&mut rig);
    rig.click("取消");
    rig.let_go();
    assert!(has_session(&rig) && !rig.modified());
}

#[test]
fn a_drive_that_never_answers_keeps_nobody_from_going_on() {
    let (mut rig, _) = saved();
    rig.type_text("第一句。");
    rig.hold();
    rig.press(CTRL, Key::S);
    rig.press(CTRL, Key::N);
    wait(&mut rig);
    assert!(!rig.sees("不等了"), "it is worth waiting for a while");
    (0..300).for_each(|_| rig.window.step());
    rig.click("不等了，继续");
    assert!(!has_session(&rig));
    rig.let_go();
    assert!(rig.sees("最近"));
}

#[test]
fn what_was_typed_while_saving_is_saved_when_asked_for() {
    let (mut rig, path) = saved();
    rig.type_text("第一句。");
    rig.hold();
    rig.press(CTRL, Key::S);
    rig.type_text("第二句。");
    rig.press(CTRL, Key::N);
    rig.click("保存");
    rig.let_go();
    assert!(!has_session(&rig), "it is not asked again");
    assert!(fs::read_to_string(&path).unwrap().contains("第一句。第二句。"));
}

#[test]
fn fixes_of_one_text_are_not_offered_for_another() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.type_text("全镇共有村居(社区)5个。");
    wait(&mut rig);
    rig.press(NONE, Key::F7);
    rig.hold();
    rig.click("全部安全修正…");
    rig.press(CTRL, Key::W);
    rig.click("不保存");
    rig.begin();
    rig.click("导语");
    rig.type_text("一句。");
    rig.let_go();
    assert!(!rig.sees("全部修改") && !rig.sees("没有可以放心直接改的地方"));
}

#[test]
fn versions_of_one_summary_are_not_shown_at_another() {
    let (mut rig, _) = saved();
    for text in ["第一稿。", "第二稿。"] {
        rig.type_text(text);
        rig.press(CTRL, Key::S);
    }
    rig.hold();
    rig.menu("文件", "历史备份…");
    rig.press(NONE, Key::Escape);
    rig.press(CTRL, Key::W);
    rig.begin();
    rig.menu("文件", "历史备份…");
    while rig.let_one_go() {
        assert!(!rig.sees("第一稿。"));
    }
    assert!(rig.sees("还没有备份"));
}

// ---- while a file is being opened ----

#[test]
fn while_a_file_is_opened_nothing_is_typed() {
    let (mut rig, _, other) = two();
    let before = rig.lines();
    rig.hold();
    open(&mut rig, &other);
    rig.type_text("打不进去。");
    assert_eq!(rig.lines(), before);
    wait(&mut rig);
    assert!(rig.sees("正在打开“另一份.ron”"));
    rig.press(CTRL, Key::N);
    assert!(has_session(&rig), "no key is a command");
    rig.click("结语");
    rig.type_text("还是打不进去。");
    assert_eq!(rig.lines(), before);
    rig.let_go();
    assert_eq!(path_of(&rig), Some(other));
    assert!(!rig.sees("正在打开") && !rig.lines().concat().contains("打不进去"));
    rig.click("导语");
    rig.type_text("现在可以。");
    assert!(rig.lines().concat().contains("现在可以。"));
}

#[test]
fn a_file_that_opens_at_once_flashes_nothing() {
    let (mut rig, _, other) = two();
    rig.hold();
    open(&mut rig, &other);
    rig.window.step();
    assert!(!rig.sees("正在打开"));
    rig.let_go();
    assert_eq!(path_of(&rig), Some(other));
}

#[test]
fn opening_can_be_given_up_and_the_text_goes_on() {
    let (mut rig, path, other) = two();
    rig.hold();
    open(&mut rig, &other);
    wait(&mut rig);
    rig.press(NONE, Key::Escape);
    assert!(!rig.sees("正在打开"));
    rig.type_text("接着写。");
    assert!(rig.lines().concat().contains("接着写。"));
    rig.let_go();
    assert_eq!(path_of(&rig), Some(path), "what was given up is not opened after all");
    assert!(rig.modified());
    let lock = suigao::store::lock::beside(&other);
    assert!(!lock.exists(), "and is not held");
}

#[test]
fn what_was_typed_after_the_order_is_asked_about() {
    let (mut rig, path, other) = two();
    rig.hold();
    drop_file(&mut rig, &other);
    rig.type_text("同时写下的。");
    assert!(rig.lines().concat().contains("同时写下的。"));
    rig.let_go();
    assert!(rig.sees("有修改尚未保存"));
    assert_eq!(path_of(&rig), Some(path.clone()));
    rig.click("保存");
    assert_eq!(path_of(&rig), Some(other));
    assert!(fs::read_to_string(path).unwrap().contains("同时写下的。"));
}

#[test]
fn a_recovery_copy_does_not_come_over_what_was_typed_meanwhile() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.type_text("没有保存的。");
    let mut rig = Rig::again(rig);
    rig.hold();
    rig.click("打开");
    wait(&mut rig);
    assert!(rig.sees("正在打开"));
    rig.click("党风廉政建设工作总结");
    assert!(!rig.sees("开始撰写"), "nothing else is begun meanwhile");
    rig.let_go();
    assert!(rig.lines().concat().contains("没有保存的。"));
}

// ---- the lock ----

#[test]
fn a_file_that_does_not_open_leaves_the_lock_of_the_open_one() {
    let (mut rig, path) = saved();
    let lock = suigao::store::lock::beside(&path);
    assert!(lock.exists());
    let damaged = rig.documents().join("坏的.ron");
    fs::write(&damaged, "// suigao 1\n(version: 1,\n  project: (标题: \"x\"))").unwrap();
    for other in [rig.documents().join("没有.ron"), damaged] {
        rig.hold();
        open(&mut rig, &other);
        assert!(lock.exists(), "while it is looked for");
        rig.let_go();
        rig.press(NONE, Key::Escape);
        assert!(lock.exists(), "{}", other.display());
    }
    // The same file again keeps this very window out no more than before.
    open(&mut rig, &path);
    assert!(lock.exists() && !rig.sees("正在别处打开"));
    assert_eq!(path_of(&rig), Some(path));
    rig.press(CTRL, Key::W);
    assert!(!lock.exists());
}

// ---- why a save fails, and what can be done ----

#[test]
fn a_file_that_is_gone_is_not_said_to_be_changed() {
    let (mut rig, path) = saved();
    fs::remove_file(&path).unwrap();
    rig.type_text("再写一句。");
    rig.press(CTRL, Key::S);
    assert!(rig.sees("被移走或删除了"));
    assert!(!rig.sees("文件已被别处修改") && !rig.sees("对比两边") && !rig.sees("重新打开"));
    rig.click("在原处重新保存");
    assert!(!rig.modified());
    assert!(fs::read_to_string(path).unwrap().contains("再写一句。"));
}

#[test]
fn a_file_that_came_back_is_not_written_over() {
    let (mut rig, path) = saved();
    fs::remove_file(&path).unwrap();
    rig.type_text("再写一句。");
    rig.press(CTRL, Key::S);
    fs::write(&path, "别人的").unwrap();
    rig.click("在原处重新保存");
    assert!(rig.sees("已有同名文件"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "别人的");
    assert!(rig.modified());
}

#[test]
fn a_name_that_is_taken_meanwhile_is_asked_about() {
    let mut rig = Rig::written();
    rig.hold();
    let path = save_as(&mut rig, "总结.ron");
    fs::write(&path, "别人的").unwrap();
    rig.let_go();
    assert!(rig.sees("已有同名文件") && rig.sees("已经存在，没有覆盖"));
    assert!(!rig.sees("文件已被别处修改") && !rig.sees("重新打开"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "别人的");
    rig.click("替换");
    assert!(!rig.modified() && fs::read_to_string(&path).unwrap().contains("党委"));
}

#[test]
fn only_what_was_told_is_written_over() {
    let (mut rig, path) = saved();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("党委", "党组")).unwrap();
    rig.type_text("我的。");
    rig.press(CTRL, Key::S);
    assert!(rig.sees("文件已被别处修改"));
    let third = text.replace("党委", "支部");
    fs::write(&path, &third).unwrap();
    rig.click("用窗口里的覆盖");
    assert!(rig.modified() && rig.sees("文件已被别处修改"), "a third version is told too");
    assert_eq!(fs::read_to_string(&path).unwrap(), third);
    rig.click("用窗口里的覆盖");
    assert!(!rig.modified() && fs::read_to_string(path).unwrap().contains("我的。"));
}

#[test]
fn a_save_that_failed_can_be_tried_again() {
    let mut rig = Rig::written();
    let path = save_as(&mut rig, "没有这个文件夹/总结.ron");
    assert!(rig.sees("没有保存成功"));
    fs::create_dir(path.parent().unwrap()).unwrap();
    rig.click("再试一次");
    assert!(path.exists() && !rig.modified());
}

// ---- the copies ----

#[test]
fn copies_that_cannot_be_written_are_told_as_long_as_it_is_so() {
    let mut rig = Rig::written();
    let state = rig.folder.path().join("state");
    rig.window.get_by_label_contains("未保存");
    assert!(!rig.sees("恢复件未写入"));
    fs::remove_dir_all(&state).unwrap();
    fs::write(&state, "不是文件夹").unwrap();
    rig.click("导语");
    rig.type_text("没有恢复件的话。");
    assert!(rig.sees("恢复件未写入"));
    rig.click("关闭");
    rig.press(CTRL, Key::P);
    rig.press(NONE, Key::Escape);
    assert!(rig.sees("恢复件未写入"), "whatever else is told");
    fs::remove_file(&state).unwrap();
    rig.click("导语");
    rig.type_text("又有了。");
    assert!(!rig.sees("恢复件未写入"));
    fs::remove_dir_all(&state).unwrap();
    fs::write(&state, "不是文件夹").unwrap();
    rig.type_text("又没有了。");
    rig.press(CTRL, Key::W);
    rig.click("不保存");
    rig.begin();
    rig.click("导语");
    rig.type_text("下一份。");
    assert!(rig.sees("恢复件未写入") && rig.sees("恢复件写不进去"), "the next summary is told anew");
}

#[test]
fn a_failure_is_told_although_another_file_comes() {
    let (mut rig, _) = saved();
    let backups = rig.folder.path().join("state/backups");
    let _ = fs::remove_dir_all(&backups);
    fs::write(&backups, "不是文件夹").unwrap();
    rig.type_text("第一句。");
    rig.press(CTRL, Key::N);
    rig.click("保存");
    assert!(!has_session(&rig) && rig.sees("没能留下旧版本的备份"));
}

#[test]
fn backups_that_cannot_be_written_are_told_as_long_as_it_is_so() {
    let (mut rig, _) = saved();
    let backups = rig.folder.path().join("state/backups");
    let _ = fs::remove_dir_all(&backups);
    fs::write(&backups, "不是文件夹").unwrap();
    rig.type_text("第一句。");
    rig.press(CTRL, Key::S);
    assert!(!rig.modified() && rig.sees("旧稿未备份"));
    rig.press(CTRL, Key::P);
    assert!(rig.sees("旧稿未备份"));
    fs::remove_file(&backups).unwrap();
    rig.type_text("第二句。");
    rig.press(CTRL, Key::S);
    assert!(!rig.sees("旧稿未备份"));
}

// ---- what is remembered ----

#[test]
fn a_file_given_without_its_folder_is_remembered_with_it() {
    let (mut rig, path) = saved();
    rig.press(CTRL, Key::W);
    let up: PathBuf = std::env::current_dir().unwrap().components().skip(1).map(|_| "..").collect();
    let relative = up.join(path.strip_prefix("/").unwrap());
    open(&mut rig, &relative);
    rig.click("导语");
    rig.type_text("一句。");
    rig.press(CTRL, Key::S);
    assert!(!rig.modified());
    let recent = &rig.window.state().settings().recent;
    assert!(recent.iter().all(|recent| recent.path.is_absolute()), "{recent:?}");
    assert_eq!(recent.len(), 2, "one for each way to it: {recent:?}");
}

#[test]
fn two_windows_remember_what_either_has_opened() {
    let (mut first, path) = saved();
    let mut second = Rig::beside(&first);
    second.begin();
    let other = save_as(&mut second, "另一份.ron");
    first.menu("文件", "另存为…");
    let third = first.documents().join("第三份.ron");
    first.fill("保存到", third.to_str().unwrap());
    first.press(NONE, Key::Enter);
    let (settings, _) = suigao::store::Settings::load(&first.folder.path().join("config/settings.ron"));
    let recent: Vec<_> = settings.recent.iter().map(|recent| recent.path.clone()).collect();
    assert!([path, other, third].iter().all(|path| recent.contains(path)), "{recent:?}");
}

#[test]
fn a_drive_that_does_not_answer_keeps_from_nothing() {
    let rig = Rig::held(Holds::All);
    assert_eq!(rig.in_line(), 0, "what looks round at the start is in nobody's way");
    let mut rig = Rig::held(Holds::Apart);
    rig.begin();
    rig.click("导语");
    rig.type_text("一句。");
    let path = save_as(&mut rig, "总结.ron");
    assert!(path.exists() && !rig.modified());
    rig.type_text("又一句。");
    rig.press(CTRL, Key::S);
    assert!(!rig.modified());
    rig.press(CTRL, Key::W);
    let title = "党风廉政建设工作总结";
    assert!(rig.sees("最近") && rig.window.get_all_by_label_contains(title).count() > 1, "as the start page");
}

// ---- what is told ----

#[test]
fn a_long_notice_is_wrapped_and_can_be_closed() {
    for (width, height) in [(1366.0, 768.0), (800.0, 480.0)] {
        let (mut rig, _) = saved();
        rig.window.set_size(egui::vec2(width, height));
        let backups = rig.folder.path().join("state/backups");
        let _ = fs::remove_dir_all(&backups);
        fs::write(&backups, "不是文件夹").unwrap();
        rig.type_text("一句。");
        rig.press(CTRL, Key::S);
        let all = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, height));
        let words = rig.window.get_by_label_contains("没能留下旧版本的备份").rect();
        let cross = rig.window.get_by_label("关闭").rect();
        assert!(all.contains_rect(words) && all.contains_rect(cross), "{words} {cross}");
        assert!(words.width() <= 720.0 && words.height() > 30.0, "two lines: {words}");
        assert!(cross.left() >= words.right(), "beside the words: {words} {cross}");
        rig.click("关闭");
        assert!(!rig.sees("没能留下旧版本的备份"));
    }
}
