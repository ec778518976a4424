//! Writing: typing, points, levels, undo, input methods.

use super::rig::{ALT, CTRL, NONE, Rig, SHIFT};
use egui::Key;
use egui_kittest::kittest::Queryable as _;

/// A window in the first body section, the caret at the end of its first point.
fn in_first_point() -> Rig {
    let mut rig = Rig::written();
    rig.click("一、强化落实“一岗双责”，进一步细化责任清单");
    rig.enter("一是正文");
    rig
}

#[test]
fn typing_goes_into_the_point_and_counts_at_once() {
    let mut rig = in_first_point();
    let before = rig.words();
    rig.type_text("𠮷祥村召开会议3次。");
    assert_eq!(rig.section(&[0, 0]).paragraphs, ["落实党委主体责任。𠮷祥村召开会议3次。"]);
    assert_eq!(rig.words(), before + 10);
    assert!(rig.sees(&format!("总字数 {} / 3000", before + 10)));
}

#[test]
fn enter_makes_a_paragraph_and_ctrl_enter_a_point() {
    let mut rig = in_first_point();
    rig.type_text("甲。");
    rig.press(NONE, Key::Enter);
    rig.type_text("乙。");
    assert_eq!(rig.section(&[0, 0]).paragraphs, ["落实党委主体责任。甲。", "乙。"]);
    rig.press(CTRL, Key::Enter);
    rig.type_text("丙。");
    assert_eq!(rig.section(&[0]).children.len(), 4);
    assert_eq!(rig.section(&[0, 1]).paragraphs, ["丙。"]);
    assert!(rig.lines().iter().any(|line| line.contains("二是丙。三是")), "{:?}", rig.lines());
}

#[test]
fn ctrl_enter_inside_a_text_cuts_it_there() {
    let mut rig = in_first_point();
    rig.press(NONE, Key::Home);
    for _ in 0..4 {
        rig.press(NONE, Key::ArrowRight);
    }
    rig.press(CTRL, Key::Enter);
    assert_eq!(rig.section(&[0, 0]).paragraphs, ["落实党委"]);
    assert_eq!(rig.section(&[0, 1]).paragraphs, ["主体责任。"]);
    rig.press(NONE, Key::Backspace);
    assert_eq!(rig.section(&[0, 0]).paragraphs, ["落实党委主体责任。"], "joined again");
    rig.type_text("，");
    assert_eq!(rig.section(&[0, 0]).paragraphs, ["落实党委，主体责任。"], "the caret is at the seam");
}

#[test]
fn delete_at_the_end_takes_the_next_point_in() {
    let mut rig = in_first_point();
    rig.press(NONE, Key::Delete);
    assert_eq!(rig.section(&[0]).children.len(), 2);
    assert!(rig.section(&[0, 0]).paragraphs[0].starts_with("落实党委主体责任。落实党委主要负责人"));
}

#[test]
fn arrows_lead_from_text_to_text() {
    let mut rig = in_first_point();
    rig.press(NONE, Key::ArrowDown);
    rig.type_text("啊");
    assert!(rig.section(&[0, 1]).paragraphs[0].starts_with('啊'), "{:?}", rig.section(&[0, 1]));
    rig.press(NONE, Key::ArrowUp);
    rig.type_text("哦");
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with('哦'));
    rig.press(NONE, Key::ArrowUp);
    rig.type_text("清");
    assert!(rig.section(&[0]).heading.contains('清'));
    rig.press(NONE, Key::Enter);
    rig.type_text("嗯");
    assert!(rig.section(&[0, 0]).paragraphs[0].starts_with('嗯'), "Enter in a heading goes to the text");
}

#[test]
fn tab_and_alt_arrows_move_a_point() {
    let mut rig = in_first_point();
    rig.press(ALT, Key::ArrowDown);
    assert_eq!(rig.section(&[0, 1]).paragraphs, ["落实党委主体责任。"]);
    rig.press(NONE, Key::Tab);
    assert_eq!(rig.section(&[0]).children.len(), 2);
    assert_eq!(rig.section(&[0, 0, 0]).paragraphs, ["落实党委主体责任。"]);
    rig.type_text("还在写");
    assert!(rig.section(&[0, 0, 0]).paragraphs[0].contains("还在写"), "the caret went along");
    rig.press(SHIFT, Key::Tab);
    assert_eq!(rig.section(&[0]).children.len(), 3);
}

#[test]
fn undo_is_one_history_and_goes_to_the_place() {
    let mut rig = in_first_point();
    rig.type_text("第一处。");
    rig.click("三、强化全面从严治党，进一步筑牢政治根基");
    rig.enter("二是正文");
    rig.type_text("第二处。");
    let second = rig.section(&[2, 1]);
    assert!(second.paragraphs[0].ends_with("第二处。"));
    rig.press(CTRL, Key::Z);
    assert!(!rig.section(&[2, 1]).paragraphs[0].contains("第二处"));
    assert!(rig.section(&[0, 0]).paragraphs[0].contains("第一处"));
    rig.press(CTRL, Key::Z);
    assert!(!rig.section(&[0, 0]).paragraphs[0].contains("第一处"));
    assert!(rig.window.query_by_label("移动一是").is_some());
    assert!(rig.sees("第一部分"), "it shows the section that changed");
    rig.press(CTRL, Key::Y);
    rig.press(CTRL, Key::Y);
    assert_eq!(rig.section(&[2, 1]), second);
    rig.type_text("接着写。");
    assert!(rig.section(&[2, 1]).paragraphs[0].ends_with("第二处。接着写。"), "the caret is where it was");
}

#[test]
fn what_is_being_composed_is_nowhere_but_on_the_screen() {
    let mut rig = in_first_point();
    let before = (rig.lines(), rig.words());
    for pinyin in ["z", "zo", "zong jie", "zo"] {
        rig.compose(pinyin);
        assert_eq!((rig.lines(), rig.words()), before, "while composing {pinyin}");
    }
    rig.commit("总结");
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with("责任。总结"));
    assert_eq!(rig.words(), before.1 + 2);
    rig.press(CTRL, Key::Z);
    assert_eq!(rig.lines(), before.0, "a commit is one step");
}

#[test]
fn a_composition_given_up_leaves_nothing() {
    let mut rig = in_first_point();
    let before = rig.lines();
    rig.compose("gong zuo");
    rig.compose("");
    assert_eq!(rig.lines(), before);
    rig.type_text("好");
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with("责任。好"));
}

#[test]
fn a_change_of_focus_in_mid_composition_keeps_every_place_clean() {
    let mut rig = in_first_point();
    let before = rig.lines();
    rig.compose("zong jie");
    rig.window.get_by_label("二是正文").click();
    rig.window.run();
    assert_eq!(rig.lines(), before, "no pinyin in either point");
    rig.commit("总结");
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with("责任。总结"), "it comes where it was composed");
    assert_eq!(rig.section(&[0, 1]).paragraphs.len(), 1);
    assert!(!rig.section(&[0, 1]).paragraphs[0].contains("总结"));
}

#[test]
fn a_section_switch_in_mid_composition_keeps_every_place_clean() {
    let mut rig = in_first_point();
    let before = rig.lines();
    rig.compose("zong");
    rig.click("结语");
    assert_eq!(rig.lines(), before);
    rig.click("一、强化落实“一岗双责”，进一步细化责任清单");
    assert_eq!(rig.lines(), before);
}

#[test]
fn a_field_takes_no_pinyin_either() {
    let mut rig = Rig::written();
    rig.click("要素");
    rig.click("上级");
    rig.press(CTRL, Key::End);
    let value =
        |rig: &Rig| rig.project().fields.iter().find(|field| field.name == "上级").unwrap().value.clone();
    let before = value(&rig);
    rig.compose("ji");
    rig.compose("ji wei");
    assert_eq!(value(&rig), before);
    rig.commit("纪委");
    assert_eq!(value(&rig), format!("{before}纪委"));
    rig.compose("ban");
    rig.click("标题");
    assert_eq!(value(&rig), format!("{before}纪委"), "left in mid-composition");
    rig.type_text("（稿）");
    assert!(rig.project().title[0].contains("（稿）"), "keys work again");
}

#[test]
fn a_new_summary_takes_no_pinyin() {
    let mut rig = Rig::new();
    rig.click("党风廉政建设工作总结");
    rig.fill("单位 *", "青石镇");
    rig.compose("dang wei");
    rig.click("年度 *");
    rig.click("开始撰写");
    assert!(rig.project().title_line().starts_with("青石镇2"), "{}", rig.project().title_line());
}

#[test]
fn fields_show_their_values_and_follow_them() {
    let mut rig = Rig::written();
    assert_eq!(rig.lines()[0], "青石镇2026年党风廉政建设工作总结".replace("2026", &this_year(&rig)));
    rig.click("标题");
    rig.press(CTRL, Key::End);
    rig.type_text("（送审稿）");
    assert!(rig.project().title[0].starts_with("{{单位}}{{年度}}年"), "{:?}", rig.project().title);
    rig.click("要素");
    rig.fill("单位 *", "白水乡");
    assert!(rig.lines()[0].starts_with("白水乡"));
    assert!(rig.lines()[0].ends_with("（送审稿）"));
    rig.click("标题");
    rig.press(CTRL, Key::Home);
    rig.press(NONE, Key::Delete);
    assert!(rig.project().title[0].starts_with("水乡{{年度}}"), "a field that is cut becomes text");
}

fn this_year(rig: &Rig) -> String {
    rig.project().fields.iter().find(|field| field.name == "年度").unwrap().value.clone()
}

#[test]
fn a_paste_with_points_is_offered_to_be_split() {
    let mut rig = in_first_point();
    rig.press(CTRL, Key::Enter);
    rig.paste("一是压实责任。\r\n二是督促检查。\r\n三是严肃问责。");
    assert_eq!(rig.section(&[0, 1]).paragraphs.len(), 3, "first it is only text");
    assert!(rig.sees("粘贴的文字里有 3 点"));
    rig.click("拆分");
    let points: Vec<_> = rig.section(&[0]).children.iter().map(|p| p.paragraphs.join("|")).collect();
    assert_eq!(points[1..4], ["压实责任。", "督促检查。", "严肃问责。"]);
    rig.press(CTRL, Key::Z);
    assert_eq!(rig.section(&[0]).children.len(), 4, "one step back");
}

#[test]
fn numbered_lines_in_a_part_become_its_points() {
    let mut rig = Rig::written();
    rig.click("结语");
    rig.press(CTRL, Key::A);
    rig.paste("下一步：\n1.抓学习。\n2.抓落实。");
    assert!(rig.sees("粘贴的文字里有 2 点"));
    rig.click("拆分");
    assert_eq!(rig.project().closing.children.len(), 2);
    let lines = rig.lines();
    assert!(
        lines.contains(&"1.抓学习。".to_owned()) && lines.contains(&"2.抓落实。".to_owned()),
        "{lines:?}"
    );
}

#[test]
fn the_whole_text_is_one_long_sheet() {
    let mut rig = in_first_point();
    rig.press(CTRL, Key::Num2);
    rig.type_text("接着写。");
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with("接着写。"), "the caret stayed");
    assert!(rig.window.query_all_by_label("一是正文").count() >= 1);
    rig.press(CTRL, Key::Num1);
    assert!(rig.sees("第一部分"));
}

#[test]
fn a_long_text_shows_only_what_is_on_the_screen() {
    let mut rig = in_first_point();
    let long = vec!["围绕全年目标任务，逐项抓好落实。"; 40].concat();
    for _ in 0..40 {
        rig.press(CTRL, Key::Enter);
        rig.paste(&long);
    }
    assert!(rig.words() > 25_000);
    rig.press(CTRL, Key::Num2);
    let shown = rig.window.query_all_by_label_contains("正文").count();
    assert!(shown < 12, "{shown} texts in the accessibility tree");
    rig.type_text("完");
    assert!(rig.lines().iter().any(|line| line.contains("抓好落实。完")));
}

#[test]
fn a_point_is_dragged_to_its_place() {
    let mut rig = in_first_point();
    let handle = rig.window.get_by_label("移动一是").rect().left_center() + egui::vec2(8.0, 0.0);
    let third = rig.window.get_by_label("三是正文").rect();
    rig.window.drag_at(handle);
    rig.window.run();
    for step in 1..=4 {
        let to = handle.lerp(third.left_bottom() + egui::vec2(20.0, 4.0), step as f32 / 4.0);
        rig.window.hover_at(to);
        rig.window.run();
    }
    rig.window.drop_at(third.left_bottom() + egui::vec2(20.0, 4.0));
    rig.window.run();
    assert_eq!(rig.section(&[0, 2]).paragraphs, ["落实党委主体责任。"]);
    assert_eq!(rig.section(&[0]).children.len(), 3);
}

#[test]
fn enter_in_the_search_never_replaces_what_it_found() {
    let mut rig = in_first_point();
    let before = rig.lines();
    rig.press(CTRL, Key::F);
    rig.type_text("责任");
    for _ in 0..5 {
        rig.press(NONE, Key::Enter);
    }
    assert_eq!(rig.lines(), before);
    rig.press(NONE, Key::Escape);
    rig.type_text("职责");
    assert_ne!(rig.lines(), before, "the caret went to what was found");
}

#[test]
fn a_paragraph_too_long_to_type_in_is_offered_to_be_broken() {
    let mut rig = in_first_point();
    rig.press(CTRL, Key::Enter);
    let long = "围绕全年目标任务，逐项抓好落实。".repeat(7_000);
    rig.paste(&long);
    assert!(rig.sees("超过1万字"));
    rig.click("在句末分段");
    let section = rig.section(&[0, 1]);
    assert!(section.paragraphs.len() > 50);
    assert!(section.paragraphs.iter().all(|p| p.ends_with('。') && p.chars().count() < 2_000));
    assert_eq!(section.paragraphs.concat(), long);
    rig.press(CTRL, Key::Z);
    assert_eq!(rig.section(&[0, 1]).paragraphs, [long], "one step back");
}

#[test]
fn after_a_form_the_keys_go_into_the_text() {
    let mut rig = Rig::written();
    rig.type_text("甲");
    assert!(rig.project().opening.text().ends_with('甲'), "begun from a template");
    rig.press(CTRL, Key::E);
    rig.press(NONE, Key::Escape);
    rig.type_text("乙");
    assert!(rig.project().opening.text().ends_with("甲乙"), "a form was left");
    rig.press(CTRL, Key::S);
    rig.press(NONE, Key::Enter);
    rig.type_text("丙");
    assert!(rig.project().opening.text().ends_with("甲乙丙"), "saved under a name");
}
