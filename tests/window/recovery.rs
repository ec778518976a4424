//! What was not saved, earlier versions, files that are open elsewhere or damaged.

use super::rig::{CTRL, NONE, Rig};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use std::fs;
use std::path::PathBuf;
use suigao::session::keeper::Keeper;
use suigao::store::Expected;
use suigao::store::project::SaveOptions;

/// The recovery copies on the disk.
fn copies(rig: &Rig) -> Vec<PathBuf> {
    let folder = rig.folder.path().join("state/recovery");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "ron")).collect()
}

fn save(rig: &mut Rig) -> PathBuf {
    let path = rig.documents().join("总结.ron");
    rig.press(CTRL, Key::S);
    rig.fill("保存到", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    assert!(!rig.modified());
    path
}

/// Writes something after the opening.
fn write(rig: &mut Rig, text: &str) {
    rig.click("导语");
    rig.press(CTRL, Key::End);
    rig.type_text(text);
}

/// The window is gone without a word; another one is opened on the same folders.
fn killed(rig: Rig) -> Rig {
    Rig::again(rig)
}

#[test]
fn what_was_never_saved_is_found_again() {
    let mut rig = Rig::written();
    write(&mut rig, "还没有保存的话。");
    assert_eq!(copies(&rig).len(), 1);
    let mut rig = killed(rig);
    assert!(rig.sees("找回的内容"));
    assert!(rig.sees("从未保存过"));
    rig.click("打开");
    assert!(rig.lines().iter().any(|line| line.contains("还没有保存的话。")));
    assert!(rig.modified(), "it is on no disk yet but the copy");
    let mut rig = killed(rig);
    assert!(rig.sees("找回的内容"), "a second crash loses nothing");
    rig.click("打开");
    save(&mut rig);
    assert_eq!(copies(&rig), [] as [PathBuf; 0], "saved, it needs no copy");
}

#[test]
fn it_is_told_what_differs_from_the_file() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "新写的十个字在这里。");
    let mut rig = killed(rig);
    assert!(rig.sees("比文件多 10 字"), "nine characters and a mark");
    rig.click("打开");
    assert_eq!(rig.window.state().session().unwrap().path(), Some(path.as_path()));
    rig.press(CTRL, Key::S);
    assert!(!rig.modified(), "it goes into the file it came from");
    assert!(fs::read_to_string(path).unwrap().contains("新写的十个字"));
}

#[test]
fn what_is_discarded_is_gone_after_a_question() {
    let mut rig = Rig::written();
    write(&mut rig, "不要的话。");
    let mut rig = killed(rig);
    rig.click("丢弃");
    assert!(rig.sees("无法找回"));
    rig.click("取消");
    assert_eq!(copies(&rig).len(), 1);
    rig.click("丢弃");
    rig.click_last("丢弃");
    assert_eq!(copies(&rig), [] as [PathBuf; 0]);
    assert!(!rig.sees("找回的内容"));
}

#[test]
fn a_file_opened_after_a_crash_offers_its_copy() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "没来得及保存。");
    let mut rig = killed(rig);
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("这份文稿有没保存的内容"));
    assert!(!rig.lines().concat().contains("没来得及保存"), "never applied by itself");
    rig.click("打开恢复件");
    assert!(rig.lines().concat().contains("没来得及保存"));
    assert!(rig.modified());
}

#[test]
fn the_copy_follows_the_text_and_goes_with_the_save() {
    let mut rig = Rig::written();
    save(&mut rig);
    assert_eq!(copies(&rig), [] as [PathBuf; 0]);
    write(&mut rig, "第一句。");
    assert!(fs::read_to_string(&copies(&rig)[0]).unwrap().contains("第一句。"));
    rig.type_text("第二句。");
    assert!(fs::read_to_string(&copies(&rig)[0]).unwrap().contains("第一句。第二句。"));
    rig.press(CTRL, Key::S);
    assert_eq!(copies(&rig), [] as [PathBuf; 0]);
}

#[test]
fn closing_without_saving_keeps_it_for_a_while() {
    let mut rig = Rig::written();
    write(&mut rig, "先不保存。");
    rig.press(CTRL, Key::W);
    rig.click("不保存");
    assert!(rig.sees("关闭时没有保存，保留七天"));
}

#[test]
fn earlier_versions_are_listed_shown_and_restored() {
    let mut rig = Rig::written();
    rig.menu("文件", "历史备份…");
    assert!(rig.sees("还没有备份"));
    rig.click("关闭");
    save(&mut rig);
    for text in ["第一稿。", "第二稿。"] {
        write(&mut rig, text);
        rig.press(CTRL, Key::S);
    }
    rig.menu("文件", "历史备份…");
    let listed = rig.window.query_all_by_label_contains("备份").count();
    assert!(listed > 0);
    assert!(rig.sees("第一稿。"), "the text of the latest, before the second");
    rig.click("恢复到当前文稿");
    assert!(rig.lines().concat().contains("第一稿。"));
    assert!(!rig.lines().concat().contains("第二稿。"));
    rig.press(CTRL, Key::Z);
    assert!(rig.lines().concat().contains("第二稿。"), "one step of undo");
}

#[test]
fn a_version_opens_as_a_copy() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "第一稿。");
    rig.press(CTRL, Key::S);
    rig.menu("文件", "历史备份…");
    rig.click("作为副本打开");
    assert_eq!(rig.window.state().session().unwrap().path(), None);
    assert!(!rig.lines().concat().contains("第一稿。"));
    assert!(fs::read_to_string(path).unwrap().contains("第一稿。"), "the file stays");
}

#[test]
fn a_file_open_elsewhere_can_be_read_or_copied_or_taken_over() {
    let mut first = Rig::written();
    let path = save(&mut first);
    let mut second = Rig::new();
    let ask = |rig: &mut Rig| {
        rig.answer(&path);
        rig.press(CTRL, Key::O);
        assert!(rig.sees("这份文稿正在别处打开"));
    };
    ask(&mut second);
    second.click("只读打开");
    assert!(second.sees("只读："));
    let before = second.lines();
    write(&mut second, "改不动。");
    second.paste("也贴不进。");
    assert_eq!(second.lines(), before);
    assert!(!second.modified());
    second.click("作为副本修改");
    write(&mut second, "改得动。");
    assert!(second.lines().concat().contains("改得动。"));
    let mut third = Rig::new();
    ask(&mut third);
    third.click("接管");
    write(&mut third, "第三个窗口。");
    third.press(CTRL, Key::S);
    assert!(!third.modified());
    // The first one's next save is asked about, not done.
    write(&mut first, "第一个窗口。");
    first.press(CTRL, Key::S);
    assert!(first.sees("文件已被别处修改"));
    assert!(fs::read_to_string(&path).unwrap().contains("第三个窗口。"));
}

#[cfg(unix)]
#[test]
fn a_read_only_file_says_so_and_saves_elsewhere() {
    use std::os::unix::fs::PermissionsExt;
    let mut rig = Rig::written();
    let path = save(&mut rig);
    rig.press(CTRL, Key::W);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("文件的属性为只读"));
    rig.press(CTRL, Key::S);
    assert!(rig.sees("保存文稿"), "it asks for another place");
    let other = rig.documents().join("另一份.ron");
    rig.fill("保存到", other.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    assert!(other.exists() && !rig.sees("只读："));
}

#[test]
fn a_damaged_file_opens_from_what_survives() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "新的一句。");
    rig.press(CTRL, Key::S);
    rig.press(CTRL, Key::W);
    let whole = fs::read(&path).unwrap();
    let cut = &whole[..whole.len() / 3];
    fs::write(&path, cut).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("这个文件已损坏"));
    assert!(rig.sees("历史备份 ·"));
    rig.click("打开所选的");
    assert!(rig.lines().concat().contains("落实党委主体责任。"));
    assert_eq!(fs::read(&path).unwrap(), cut, "nothing is overwritten");
    rig.press(CTRL, Key::S);
    assert!(
        rig.window.get_by_label("保存到").value().unwrap().ends_with("总结.ron"),
        "its own place is proposed"
    );
    rig.press(NONE, Key::Enter);
    assert!(rig.sees("已有同名文件"));
    rig.click("替换");
    assert!(!rig.modified());
}

/// What is not written yet is written at once when the user turns elsewhere.
#[test]
fn turning_elsewhere_hurries_the_copy() {
    type Turn = fn(&mut Rig);
    let turns: [(&str, Turn); 3] = [
        ("to another window", |rig| rig.focus(false)),
        ("to another section", |rig| rig.click("结语")),
        ("away from it all", Rig::ask_to_close),
    ];
    for (what, turn) in turns {
        let mut rig = Rig::with_keeper(Keeper::hurried());
        rig.begin();
        write(&mut rig, "还没有写进恢复件。");
        let is_kept = |rig: &Rig| {
            let texts = copies(rig).into_iter().map(|copy| fs::read_to_string(copy).unwrap());
            texts.filter(|text| text.contains("还没有写进恢复件。")).count() == 1
        };
        assert!(!is_kept(&rig), "{what}: it waits for its time");
        turn(&mut rig);
        assert!(is_kept(&rig), "{what}");
    }
}

/// A copy in which a character was changed on the disk.
fn with_changed_copy() -> (Rig, PathBuf, PathBuf, String) {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "第三季度完成投资36万元。");
    let copy = copies(&rig).remove(0);
    let changed = fs::read_to_string(&copy).unwrap().replace("36万元", "86万元");
    fs::write(&copy, &changed).unwrap();
    (killed(rig), path, copy, changed)
}

/// A figure that has turned into another must not pass for what was written.
#[test]
fn a_changed_copy_is_told_on_its_card_and_when_it_is_opened() {
    let (mut rig, path, copy, changed) = with_changed_copy();
    let file = fs::read(&path).unwrap();
    assert!(rig.sees("这份恢复件校验不一致"), "on its card");
    rig.click("打开");
    assert!(rig.sees("恢复件的校验与内容不一致"), "and when it is open");
    rig.click("知道了");
    assert!(rig.lines().concat().contains("86万元"));
    assert_eq!(fs::read_to_string(&copy).unwrap(), changed, "it is not sealed anew");
    rig.press(CTRL, Key::S);
    assert!(rig.window.get_by_label("保存到").value().unwrap().ends_with("总结.ron"), "saving asks first");
    assert_eq!(fs::read(&path).unwrap(), file);
    rig.press(NONE, Key::Escape);
    let rig = killed(rig);
    assert!(rig.sees("这份恢复件校验不一致"), "after another crash it is still told");
}

#[test]
fn a_changed_copy_is_not_the_first_choice_for_its_file() {
    let (mut rig, path, ..) = with_changed_copy();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("这份文稿有没保存的内容"));
    assert!(rig.sees("这份恢复件校验不一致"));
    rig.press(NONE, Key::Enter);
    assert!(!rig.lines().concat().contains("86万元"), "Enter does not open it");
}

#[test]
fn a_file_that_was_changed_after_the_copy_comes_first() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "旧的恢复件。");
    let mut rig = killed(rig);
    let mut project = suigao::store::project::load(&path).unwrap().project;
    project.title = vec!["后来又改过的总结".into()];
    suigao::store::project::save(&path, &project, &SaveOptions::new(Expected::Any)).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("留下恢复件之后，文件又改过"));
    rig.press(NONE, Key::Enter);
    assert!(rig.sees("后来又改过的总结") && rig.sees("旧的恢复件。"), "Enter compares them");
    rig.press(NONE, Key::Escape);
    assert_eq!(rig.project().title_line(), "后来又改过的总结", "the file is open all the while");
}

#[test]
fn older_copies_of_one_file_are_counted() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    for text in ["第一次。", "第二次。", "第三次。"] {
        write(&mut rig, text);
        rig = killed(rig);
        rig.answer(&path);
        rig.press(CTRL, Key::O);
        rig.click("先用文件里的");
    }
    let mut rig = killed(rig);
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("另有 2 份较早的恢复件，列在开始页上。"));
    rig.click("打开恢复件");
    assert!(rig.lines().concat().contains("第三次。"), "the latest");
}

/// Three summaries of one title are told apart by their files, and by how much they differ.
#[test]
fn a_card_names_its_file_and_the_difference() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "新写的十个字在这里。");
    let rig = killed(rig);
    assert!(rig.sees("总结.ron · "));
    let text = fs::read_to_string(&path).unwrap().replace("落实党委主体责任。", "落实。");
    fs::write(&path, text).unwrap();
    let rig = killed(rig);
    assert!(rig.sees("原文件后来又改过 · 比文件多 16 字"));
}

/// A file whose checksum differs: versions that are whole are offered.
#[test]
fn a_changed_file_offers_its_versions() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "第二稿。");
    rig.press(CTRL, Key::S);
    rig.press(CTRL, Key::W);
    let text = fs::read_to_string(&path).unwrap().replace("第二稿。", "第八稿。");
    fs::write(&path, &text).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("校验与内容不一致"));
    rig.click("查看历史备份");
    assert!(rig.window.query_all_by_label_contains("KB").count() == 1, "the first version");
    rig.click("恢复到当前文稿");
    assert!(!rig.lines().concat().contains("第八稿。"));
    assert_eq!(fs::read_to_string(&path).unwrap(), text, "the file stays as it is");
}

/// As above, and the program had ended without saving.
#[test]
fn a_changed_file_offers_its_recovery_copy() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "没来得及保存。");
    let mut rig = killed(rig);
    let text = fs::read_to_string(&path).unwrap().replace("落实党委主体责任", "落实党组主体责任");
    fs::write(&path, text).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("这份文稿有没保存的内容") && rig.sees("校验与内容不一致"));
    rig.press(NONE, Key::Enter);
    assert!(rig.lines().concat().contains("没来得及保存。"), "the copy is whole, the file is not");
}

/// Of two versions the older one is whole: it is the one that is chosen.
#[test]
fn whole_versions_come_before_changed_ones() {
    let mut rig = Rig::written();
    let path = save(&mut rig);
    for text in ["第二稿。", "第三稿。"] {
        write(&mut rig, text);
        rig.press(CTRL, Key::S);
    }
    let rings = fs::read_dir(rig.folder.path().join("state/backups")).unwrap();
    let ring = rings.flatten().next().unwrap().path();
    let mut versions: Vec<_> = fs::read_dir(ring).unwrap().flatten().map(|entry| entry.path()).collect();
    versions.sort();
    let latest = versions.last().unwrap();
    let changed = fs::read_to_string(latest).unwrap().replace("第二稿。", "第八稿。");
    fs::write(latest, changed).unwrap();
    rig.menu("文件", "历史备份…");
    assert!(rig.sees("校验不一致"));
    assert!(!rig.sees("第八稿。"), "the whole one is shown");
    rig.click("关闭");
    rig.press(CTRL, Key::W);
    fs::write(&path, "").unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("这个文件已损坏") && rig.sees("校验不一致"));
    rig.click("打开所选的");
    assert!(!rig.lines().concat().contains("第八稿。"));
}

#[cfg(unix)]
#[test]
fn what_can_only_be_read_is_not_said_to_be_restored() {
    use std::os::unix::fs::PermissionsExt;
    let mut rig = Rig::written();
    let path = save(&mut rig);
    write(&mut rig, "第二稿。");
    rig.press(CTRL, Key::S);
    rig.press(CTRL, Key::W);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    rig.menu("文件", "历史备份…");
    rig.click("恢复到当前文稿");
    assert!(!rig.sees("已恢复到所选的版本"));
    assert!(rig.lines().concat().contains("第二稿。"));
}
