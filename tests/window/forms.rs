//! Pages, menus and forms: limits, fields, search, palette, themes.

use super::rig::{CTRL, NONE, Rig, SHIFT};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use suigao::model::{Limit, Marker, Status};
use suigao::store::Settings;
use suigao::store::settings::Theme;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

#[test]
fn a_template_becomes_a_summary() {
    let mut rig = Rig::new();
    for name in ["党风廉政建设", "年度工作总结", "基层党建", "意识形态", "安全生产", "述职述廉报告"]
    {
        assert!(rig.sees(name), "{name} on the start page");
    }
    rig.click("党风廉政建设工作总结");
    rig.click("开始撰写");
    assert!(rig.sees("尚未填写"), "required fields are asked for");
    assert!(rig.window.state().session().is_none());
    rig.fill("单位 *", "青石镇");
    rig.fill("年度 *", "26");
    rig.click("开始撰写");
    assert!(rig.sees("四位年份"));
    rig.fill("年度 *", "2026");
    rig.press(NONE, Key::Enter);
    assert_eq!(rig.project().title_line(), "青石镇2026年党风廉政建设工作总结");
    let points: Vec<_> = rig.project().body.children.iter().map(|section| section.children.len()).collect();
    assert_eq!(points, [3, 4, 4]);
    for part in ["标题", "导语", "主体", "结语", "落款"] {
        assert!(rig.sees(part), "{part} in the outline");
    }
    assert!(rig.modified(), "it is on no disk yet");
}

#[test]
fn limits_are_told_in_words() {
    let mut rig = Rig::written();
    let words = rig.words();
    assert!(rig.sees(&format!("还可写 {} 字", 3000 - words)));
    rig.click("字数要求：3000字以内");
    rig.click("其他要求…");
    rig.fill("最多", "100");
    rig.click("确定");
    assert_eq!(rig.project().limit, Limit::at_most(100));
    assert!(rig.sees(&format!("超出 {} 字", words - 100)));
    rig.click("字数要求：100字以内");
    rig.click("其他要求…");
    rig.fill("最多", "");
    rig.fill("最少", "5000");
    rig.click("确定");
    assert!(rig.sees(&format!("还差 {} 字", 5000 - words)));
    rig.press(CTRL, Key::Z);
    assert_eq!(rig.project().limit, Limit::at_most(100), "a limit can be undone");
}

#[test]
fn a_limit_that_makes_no_sense_is_not_taken() {
    let mut rig = Rig::written();
    rig.click("字数要求：3000字以内");
    rig.click("其他要求…");
    rig.fill("最少", "4000");
    assert!(rig.sees("最少不能大于最多"));
    rig.click("确定");
    assert_eq!(rig.project().limit, Limit::at_most(3000));
    rig.press(NONE, Key::Escape);
    assert!(!rig.sees("最少不能大于最多"));
}

#[test]
fn sections_are_added_moved_and_deleted() {
    let mut rig = Rig::written();
    rig.click("一、强化落实“一岗双责”，进一步细化责任清单");
    rig.press(CTRL_SHIFT, Key::Enter);
    rig.type_text("新的部分");
    assert_eq!(rig.section(&[1]).heading, "新的部分");
    assert!(rig.sees("二、新的部分"));
    rig.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(rig.section(&[0]).heading, "新的部分");
    rig.press(Modifiers::ALT, Key::Delete);
    assert_eq!(rig.project().body.children.len(), 3, "an empty one goes at once");
    rig.click("二、强化完善监督制约，进一步规范权力运行");
    rig.press(Modifiers::ALT, Key::Delete);
    assert_eq!(rig.project().body.children.len(), 3, "a written one is asked about");
    rig.click("删除");
    assert_eq!(rig.project().body.children.len(), 2);
    rig.press(CTRL, Key::Z);
    assert_eq!(rig.project().body.children.len(), 3);
}

#[test]
fn the_context_menu_changes_numerals_and_flow() {
    let mut rig = Rig::written();
    let heading = "一、强化落实“一岗双责”，进一步细化责任清单";
    rig.window.get_by_label(heading).click_secondary();
    rig.window.run();
    rig.click("各点连成一段");
    assert!(!rig.section(&[0]).run_in);
    assert!(rig.lines().iter().any(|line| line.starts_with("二是落实党委主要负责人")));
    rig.window.get_by_label(heading).click_secondary();
    rig.window.run();
    rig.window.get_by_label_contains("下一层序号").hover();
    rig.window.run();
    rig.window.get_by_label_contains("下一层序号").click();
    rig.window.run();
    rig.click("（一） （二） （三）");
    assert_eq!(rig.section(&[0]).marker, Marker::Second);
    assert!(rig.lines().iter().any(|line| line.starts_with("（二）")));
}

#[test]
fn the_status_of_a_section_is_kept() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.click("进度：待写");
    rig.click("待审");
    assert_eq!(rig.project().opening.status, Status::Review);
    assert!(rig.sees("进度：待审"));
}

#[test]
fn guidance_puts_its_patterns_in_at_the_caret() {
    let mut rig = Rig::written();
    rig.click("一、强化落实“一岗双责”，进一步细化责任清单");
    rig.enter("一是正文");
    rig.click("提示");
    assert!(rig.sees("审稿常看"));
    let section = rig.section(&[0, 0]);
    let pattern = section.guidance.patterns[0].clone();
    let shown = suigao::model::field::resolve(&rig.project().fields, &pattern).into_owned();
    rig.click(&shown);
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with(&pattern));
    rig.type_text("另");
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with(&format!("{pattern}另")), "the caret is behind it");
}

#[test]
fn fields_are_added_put_in_and_removed() {
    let mut rig = Rig::written();
    rig.click("一、强化落实“一岗双责”，进一步细化责任清单");
    rig.enter("一是正文");
    rig.click("要素");
    rig.fill("新的要素", "村数");
    rig.click("添加");
    rig.fill("村数", "12");
    rig.click_last("插入");
    assert!(rig.section(&[0, 0]).paragraphs[0].ends_with("{{村数}}"));
    assert!(rig.lines().iter().any(|line| line.contains("责任。12")));
}

#[test]
fn search_finds_and_replaces() {
    let mut rig = Rig::written();
    rig.press(CTRL, Key::F);
    rig.type_text("责任");
    assert!(rig.sees("共 "));
    rig.press(NONE, Key::Enter);
    rig.press(NONE, Key::F3);
    rig.press(SHIFT, Key::F3);
    rig.fill("替换为", "职责");
    rig.click("全部替换");
    assert!(!rig.lines().concat().contains("责任"));
    assert!(rig.sees("可撤销"));
    rig.press(NONE, Key::Escape);
    rig.click("标题");
    rig.press(CTRL, Key::Z);
    assert!(rig.lines().concat().contains("责任"), "one step");
}

#[test]
fn every_menu_opens_and_every_form_can_be_left() {
    let mut rig = Rig::written();
    for menu in ["文件", "编辑", "插入", "校核", "视图", "帮助"] {
        rig.click(menu);
        rig.press(NONE, Key::Escape);
    }
    for (keys, key, words) in [
        (CTRL_SHIFT, Key::P, "查找命令"),
        (NONE, Key::F1, "并入上一点"),
        (CTRL, Key::E, "段首空两格"),
        (CTRL, Key::S, "保存文稿"),
        (CTRL, Key::O, "打开文稿"),
    ] {
        rig.press(keys, key);
        assert!(rig.sees(words), "{words}");
        rig.press(NONE, Key::Escape);
        assert!(rig.window.query_by_label("取消").is_none(), "{words} was left");
    }
    rig.menu("帮助", "关于岁稿");
    assert!(rig.sees("程序不联网"));
    rig.click("关闭");
}

#[test]
fn the_palette_runs_a_command() {
    let mut rig = Rig::written();
    rig.press(CTRL_SHIFT, Key::P);
    rig.type_text("护眼");
    rig.press(NONE, Key::Enter);
    let green = suigao::ui::theme::palette_of(Theme::Green);
    assert_eq!(suigao::ui::theme::palette(&rig.window.ctx), green);
}

#[test]
fn every_theme_shows_every_page() {
    for theme in [Theme::Light, Theme::Dark, Theme::Green] {
        let mut rig = Rig::with_settings(Settings { theme, ..Settings::default() });
        rig.click("年度工作总结");
        rig.fill("单位 *", "青石镇");
        rig.click("开始撰写");
        rig.press(CTRL, Key::Num2);
        assert!(rig.sees("基本情况"));
    }
}

#[test]
fn panes_fold_and_text_grows() {
    let mut rig = Rig::written();
    rig.press(NONE, Key::F9);
    assert!(!rig.sees("＋ 部分"));
    rig.press(NONE, Key::F9);
    rig.press(NONE, Key::F10);
    assert!(!rig.sees("Word口径"));
    rig.press(NONE, Key::F7);
    assert!(rig.sees("全部安全修正…"), "the findings show their pane");
    rig.menu("校核", "字数统计");
    assert!(rig.sees("Word口径"), "the count command shows its pane");
    rig.window.set_size(egui::vec2(1000.0, 700.0));
    rig.window.run();
    assert!(!rig.sees("Word口径"), "a narrow window folds the inspector away");
    rig.window.set_size(egui::vec2(1366.0, 768.0));
    rig.window.run();
    rig.click("导语");
    let height = |rig: &Rig| {
        let node = rig.window.get_by(|node| node.label().as_deref() == Some("正文"));
        node.rect().height()
    };
    let before = height(&rig);
    for _ in 0..8 {
        rig.press(CTRL, Key::Period);
    }
    assert!(height(&rig) > before * 1.3);
}

#[test]
fn zoom_and_theme_are_remembered() {
    let mut rig = Rig::new();
    rig.press(CTRL, Key::Plus);
    rig.press(CTRL, Key::Plus);
    rig.menu("视图", "护眼");
    assert!((rig.window.ctx.zoom_factor() - 1.2).abs() < 0.01);
    let file = suigao::store::Dirs::below(rig.folder.path()).settings();
    let (kept, problem) = Settings::load(&file);
    assert_eq!((kept.zoom, kept.theme, problem), (120, Theme::Green, None));
    rig.press(CTRL, Key::Num0);
    assert!((rig.window.ctx.zoom_factor() - 1.0).abs() < 0.01);
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut rig = Rig::new();
    rig.window.run();
    let delay = rig.window.output().viewport_output.values().map(|output| output.repaint_delay).min();
    assert!(delay.unwrap() > std::time::Duration::from_secs(3600), "{delay:?}");
}
