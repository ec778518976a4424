//! 版面设置: the profile of the page.

use super::rig::{CTRL, NONE, Rig};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use std::fs;
use suigao::model::profile::{NumberPlace, Overflow};

fn set_up() -> Rig {
    let mut rig = Rig::written();
    rig.click("文件");
    rig.click("版面设置…");
    rig
}

#[test]
fn the_page_is_set_up_and_one_undo_takes_it_back() {
    let mut rig = set_up();
    assert!(rig.window.query_by_label("应用").is_some());
    rig.click("居中");
    rig.click("悬挂到版心外");
    rig.click("应用");
    let profile = rig.project().profile.clone();
    assert_eq!(profile.page_number.place, NumberPlace::Centre);
    assert_eq!(profile.overflow, Overflow::Hang);
    assert_eq!(profile.sizes.body.get(), 16.0);
    rig.press(CTRL, Key::Z);
    assert_eq!(rig.project().profile.page_number.place, NumberPlace::Outside);
}

#[test]
fn families_are_typed_and_the_face_in_use_is_told() {
    let mut rig = set_up();
    assert!(rig.sees("用岁稿自带") || rig.sees("✓"), "which face is used is never silent");
    rig.fill("正文字体", "没有这种字体、 也没有这种");
    assert!(rig.sees("用岁稿自带宋体代替"));
    rig.click("应用");
    assert_eq!(rig.project().profile.fonts.body, ["没有这种字体", "也没有这种"]);
}

#[test]
fn a_profile_is_kept_for_other_summaries() {
    let mut rig = set_up();
    rig.click("不编页码");
    rig.fill("版式名称", "镇里的");
    rig.click("存为版式");
    assert!(rig.sees("已存为版式"));
    rig.click("存为版式");
    assert!(rig.sees("已有名为“镇里的”的版式"), "nothing is written over unasked");
    rig.click("替换");
    rig.click("取消");
    assert_eq!(rig.project().profile.page_number.place, NumberPlace::Outside, "not used by itself");
    let mut rig = Rig::again(rig);
    rig.begin();
    rig.click("文件");
    rig.click("版面设置…");
    rig.click("版式");
    rig.click("镇里的");
    rig.click("应用");
    assert_eq!(rig.project().profile.page_number.place, NumberPlace::None);
    rig.click("文件");
    rig.click("版面设置…");
    rig.click("删除这个版式");
    assert!(rig.sees("已删除版式"));
    let folder = rig.folder.path().to_path_buf();
    let left = fs::read_dir(suigao::store::Dirs::below(&folder).profiles()).unwrap().count();
    assert_eq!(left, 0);
}

#[test]
fn what_leaves_no_room_is_told_and_not_used() {
    let mut rig = set_up();
    rig.fill("每行字数", "90");
    rig.press(NONE, Key::Tab);
    assert!(rig.window.query_by_label("应用").is_some());
    rig.click("应用");
    assert_eq!(rig.project().profile.grid.columns.get(), 28, "characters would stand on each other");
}

#[test]
fn a_colleague_s_file_is_read_and_a_mistake_in_it_is_told_with_its_place() {
    let mut rig = set_up();
    let file = rig.documents().join("县里的.ron");
    fs::write(&file, "(name: \"县里的\",\n page_number: (gap: 5), signature: (spaces: 2))").unwrap();
    rig.answer(&file);
    rig.click("从文件读入…");
    assert!(rig.sees("第 2 行"), "where");
    fs::write(&file, "(name: \"县里的\", page_number: (gap: 5), signature: (space: 2))").unwrap();
    rig.answer(&file);
    rig.click("从文件读入…");
    assert!(!rig.sees("第 2 行"));
    rig.click("应用");
    let profile = &rig.project().profile;
    assert_eq!((profile.name.as_str(), profile.signature.space.get()), ("县里的", 2));
    assert_eq!(profile.page_number.gap.get(), 5.0);
}

#[test]
fn what_offices_rarely_ask_for_can_be_set_too() {
    let mut rig = set_up();
    assert!(!rig.sees("距版心"));
    rig.click("更多");
    for words in ["宽", "高", "距版心", "上空行", "日期右移（字）"] {
        assert!(rig.sees(words), "{words}");
    }
}

#[test]
fn a_broken_profile_of_one_s_own_is_told_where_one_looks_for_it() {
    let mut rig = Rig::written();
    let folder = suigao::store::Dirs::below(rig.folder.path()).profiles();
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("坏.ron"), "(name: \"坏\",\n 行距: 28)").unwrap();
    rig.click("文件");
    rig.click("版面设置…");
    assert!(rig.sees("坏.ron") && rig.sees("第 2 行"));
}
