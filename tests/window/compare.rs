//! Two versions side by side: a file that was changed outside while it was open.

use super::rig::{CTRL, NONE, Rig, SHIFT};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use std::fs;
use std::path::PathBuf;

/// A summary that was changed in the window, and in its file by `change`; saving was refused.
fn conflict(change: impl Fn(&str) -> String) -> (Rig, PathBuf) {
    let mut rig = Rig::written();
    rig.press(CTRL, Key::S);
    let path = rig.documents().join("总结.ron");
    rig.fill("保存到", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    let theirs = change(&fs::read_to_string(&path).unwrap());
    fs::write(&path, theirs).unwrap();
    rig.click("导语");
    rig.type_text("我的一句。");
    rig.press(CTRL, Key::S);
    assert!(rig.sees("文件已被别处修改"));
    (rig, path)
}

fn compared(change: impl Fn(&str) -> String) -> (Rig, PathBuf) {
    let (mut rig, path) = conflict(change);
    rig.click("对比两边");
    (rig, path)
}

fn theirs(text: &str) -> String {
    text.replace("落实党委主体责任", "落实党组主体责任")
}

#[test]
fn both_sides_of_a_conflict_are_shown() {
    let (mut rig, path) = compared(theirs);
    for words in ["窗口里的", "还没有保存", "文件里的", "总结.ron"] {
        assert!(rig.sees(words), "{words}");
    }
    assert!(rig.sees("改动 2 段，右边多 1 字，少 6 字"));
    assert!(rig.sees("落实党委主体责任") && rig.sees("落实党组主体责任"), "both versions of the line");
    assert!(rig.window.get_all_by_label_contains("有改动：").count() >= 2);
    rig.press(NONE, Key::Escape);
    assert!(!rig.sees("落实党组主体责任"));
    assert!(rig.modified() && fs::read_to_string(path).unwrap().contains("党组"), "nothing was decided");
}

#[test]
fn what_was_compared_is_decided_at_its_foot() {
    let (mut rig, path) = compared(theirs);
    rig.click("用窗口里的覆盖");
    assert!(!rig.modified());
    assert!(fs::read_to_string(path).unwrap().contains("我的一句。"));
    let (mut rig, path) = compared(theirs);
    rig.click("放弃窗口里的，重新打开");
    assert!(rig.lines().iter().all(|line| !line.contains("我的一句。")));
    assert!(fs::read_to_string(path).unwrap().contains("党组"));
    let (mut rig, _) = compared(theirs);
    rig.press(NONE, Key::Enter);
    assert!(rig.sees("保存文稿"), "Enter means the first, which harms nothing");
}

#[test]
fn keys_and_buttons_go_from_difference_to_difference() {
    let (mut rig, _) = compared(theirs);
    assert!(rig.sees("1 / 2"));
    rig.press(NONE, Key::F6);
    assert!(rig.sees("2 / 2"));
    rig.press(NONE, Key::F6);
    assert!(rig.sees("2 / 2"), "there is no other");
    rig.press(SHIFT, Key::F6);
    assert!(rig.sees("1 / 2"));
    rig.window.key_press(Key::F6);
    rig.press(SHIFT, Key::F6);
    assert!(rig.sees("1 / 2"), "keys that come together");
    rig.click("下一处");
    assert!(rig.sees("2 / 2"));
    rig.click("上一处");
    assert!(rig.sees("1 / 2"));
}

#[test]
fn everything_fits_a_small_window() {
    for (width, height) in [(1366.0, 768.0), (800.0, 480.0)] {
        let (mut rig, _) = compared(theirs);
        rig.window.set_size(egui::vec2(width, height));
        rig.window.run();
        let all = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, height));
        for name in ["上一处", "下一处", "只看改动", "关闭", "另存为…", "用窗口里的覆盖"]
        {
            let rect = rig.window.get_all_by_label(name).last().unwrap().rect();
            assert!(all.contains_rect(rect), "{name} at {width} × {height}: {rect}");
        }
    }
}

#[test]
fn equal_lines_are_folded_and_can_be_opened() {
    let (mut rig, _) = compared(theirs);
    let last = rig.lines().last().cloned().unwrap();
    assert!(!rig.sees(&last), "far from any difference");
    let fold = rig.window.get_all_by_label_contains("…… 相同的").last().unwrap();
    fold.click();
    rig.window.run();
    rig.press(NONE, Key::End);
    rig.press(NONE, Key::End);
    assert!(rig.sees(&last));
    rig.click("只看改动");
    assert!(!rig.sees("…… 相同的"));
    rig.click("只看改动");
    assert!(rig.sees("…… 相同的") && !rig.sees(&last));
}

#[test]
fn the_same_text_is_said_to_be_the_same() {
    // Only how the file is written differs, and what was typed here is taken back.
    let (mut rig, _) = conflict(|text| text.to_owned() + "\n");
    rig.press(NONE, Key::Escape);
    rig.press(CTRL, Key::Z);
    rig.press(CTRL, Key::S);
    rig.click("对比两边");
    assert!(rig.sees("两边文字相同。"));
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_reason() {
    let (mut rig, _) = compared(|_| "// suigao 1\n(version: 1,\n  project: (标题: \"x\"))".to_owned());
    assert!(rig.sees("另一边没有读出来"));
    assert!(rig.sees("第 3 行"), "the place is told");
    rig.click("另存为…");
    assert!(rig.sees("保存文稿"));
}
