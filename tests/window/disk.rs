//! Opening, saving, importing and exporting.

use super::rig::{CTRL, NONE, Rig};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use std::fs;
use suigao::store::{Dirs, Settings};

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A summary saved as `总结.ron`.
fn saved() -> Rig {
    let mut rig = Rig::written();
    rig.press(CTRL, Key::S);
    let path = rig.documents().join("总结.ron");
    rig.fill("保存到", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    assert!(path.exists() && !rig.modified());
    rig
}

#[test]
fn a_new_summary_is_saved_under_its_title() {
    let mut rig = Rig::written();
    assert!(rig.sees("未保存"));
    rig.press(CTRL, Key::S);
    rig.press(NONE, Key::Enter);
    let name = format!("{}.ron", rig.project().title_line());
    let path = rig.documents().join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("// suigao 1 sha256="), "{text}");
    assert!(text.contains("落实党委主体责任。"), "Chinese is readable");
    assert!(rig.sees("已保存"));
    rig.click("导语");
    rig.type_text("添一句。");
    assert!(rig.sees("未保存"));
    rig.press(CTRL, Key::S);
    assert!(!rig.modified(), "the second time nothing is asked");
    assert!(fs::read_to_string(&path).unwrap().contains("添一句。"));
}

#[test]
fn nothing_is_written_over_unasked() {
    let mut rig = Rig::written();
    let other = rig.documents().join("别人的.ron");
    fs::write(&other, "别人的").unwrap();
    rig.press(CTRL, Key::S);
    rig.fill("保存到", other.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    assert!(rig.sees("已有同名文件"));
    assert_eq!(fs::read_to_string(&other).unwrap(), "别人的");
    rig.click("取消");
    assert_eq!(fs::read_to_string(&other).unwrap(), "别人的");
    assert!(rig.modified());
}

/// The user's own work on the settings is neither lost nor passed over in silence.
#[test]
fn settings_with_a_mistake_are_put_aside_and_told() {
    let rig = saved();
    let path = rig.documents().join("总结.ron");
    let settings = Dirs::below(rig.folder.path()).settings();
    let by_hand = "(\n  theme: Green,\n  zoom: 一百五,\n)";
    fs::write(&settings, by_hand).unwrap();
    let rig = Rig::started_with(rig, &path);
    assert!(rig.window.state().session().is_some(), "the file is open");
    assert!(rig.sees("第 3 行"), "what is wrong is told, also with a file open");
    let aside = settings.with_file_name("settings.ron.old");
    assert!(rig.sees(aside.to_str().unwrap()), "and where the old file is");
    assert_eq!(fs::read_to_string(&aside).unwrap(), by_hand);
    assert_eq!(Settings::load(&settings).0.recent.len(), 1, "what is saved is whole again");
}

#[test]
fn a_change_from_outside_is_noticed() {
    let mut rig = saved();
    let path = rig.documents().join("总结.ron");
    let theirs = fs::read_to_string(&path).unwrap().replace("落实党委主体责任", "落实党组主体责任");
    fs::write(&path, &theirs).unwrap();
    rig.click("导语");
    rig.type_text("我的。");
    rig.press(CTRL, Key::S);
    assert!(rig.sees("文件已被别处修改"));
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs, "nothing was overwritten");
    assert!(rig.modified());
    rig.click("用窗口里的覆盖");
    assert!(!rig.modified());
    assert!(fs::read_to_string(&path).unwrap().contains("我的。"));
}

#[test]
fn a_save_that_fails_says_why_and_loses_nothing() {
    let mut rig = Rig::written();
    rig.press(CTRL, Key::S);
    rig.fill("保存到", rig.documents().join("没有这个文件夹/总结.ron").to_str().unwrap());
    rig.press(NONE, Key::Enter);
    assert!(rig.sees("没有保存成功"));
    assert!(rig.modified());
    rig.click("取消");
    assert_eq!(rig.project().body.children.len(), 3);
}

#[test]
fn unsaved_changes_are_asked_about() {
    let mut rig = saved();
    rig.click("导语");
    rig.type_text("未存的话。");
    rig.press(CTRL, Key::N);
    assert!(rig.sees("有修改尚未保存"));
    rig.click("取消");
    assert!(rig.window.state().session().is_some());
    rig.press(CTRL, Key::N);
    rig.click("保存");
    assert!(rig.window.state().session().is_none(), "saved, and back on the start page");
    let text = fs::read_to_string(rig.documents().join("总结.ron")).unwrap();
    assert!(text.contains("未存的话。"));
    assert!(rig.sees("最近"));
}

#[test]
fn giving_up_a_save_gives_up_what_was_to_follow() {
    let mut rig = Rig::written();
    rig.press(CTRL, Key::N);
    rig.click("保存");
    assert!(rig.sees("保存文稿"), "it has no file yet");
    rig.press(NONE, Key::Escape);
    rig.press(CTRL, Key::S);
    rig.press(NONE, Key::Enter);
    assert!(!rig.modified());
    assert!(rig.window.state().session().is_some(), "it stays open");
}

#[test]
fn what_is_not_to_be_saved_is_not() {
    let mut rig = saved();
    rig.click("导语");
    rig.type_text("不要的话。");
    rig.press(CTRL, Key::W);
    rig.click("不保存");
    assert!(rig.window.state().session().is_none());
    assert!(!fs::read_to_string(rig.documents().join("总结.ron")).unwrap().contains("不要的话。"));
}

#[test]
fn the_window_does_not_close_over_unsaved_changes() {
    let mut rig = Rig::written();
    rig.ask_to_close();
    assert!(rig.sees("有修改尚未保存"));
    rig.click("取消");
    assert!(rig.window.state().session().is_some());
}

#[test]
fn recent_files_open_with_one_click() {
    let mut rig = saved();
    let title = rig.project().title_line();
    rig.press(CTRL, Key::W);
    assert!(rig.window.state().session().is_none());
    rig.click(&title);
    assert_eq!(rig.project().title_line(), title);
    assert!(!rig.modified());
    fs::remove_file(rig.documents().join("总结.ron")).unwrap();
    rig.press(CTRL, Key::W);
    assert!(rig.sees("文件已不在原处") || rig.sees(&title));
    rig.click(&title);
    assert!(rig.sees("打不开这个文件"));
}

#[test]
fn files_open_by_the_systems_dialog_by_typing_and_by_dropping() {
    let mut rig = saved();
    let path = rig.documents().join("总结.ron");
    rig.press(CTRL, Key::W);
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.window.state().session().is_some(), "by the dialog");
    rig.press(CTRL, Key::W);
    rig.press(CTRL, Key::O);
    rig.fill("文件位置", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    assert!(rig.window.state().session().is_some(), "by typing its path");
}

#[test]
fn what_is_no_project_is_refused_with_a_place() {
    let mut rig = Rig::new();
    let path = rig.documents().join("坏的.ron");
    fs::write(&path, "// suigao 1\n(version: 1,\n  project: (标题: \"x\"))").unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("第 3 行"), "the place is told");
    assert!(rig.sees("文件里还读得出的文字"), "and what words it has are offered");
    rig.click("取消");
    assert!(rig.window.state().session().is_none());
}

#[test]
fn a_changed_project_opens_as_a_copy() {
    let mut rig = saved();
    let path = rig.documents().join("总结.ron");
    let text = fs::read_to_string(&path).unwrap().replace("落实党委主体责任", "落实党组主体责任");
    fs::write(&path, &text).unwrap();
    rig.press(CTRL, Key::W);
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    assert!(rig.sees("校验与内容不一致"));
    rig.click("知道了");
    rig.press(CTRL, Key::S);
    assert!(rig.sees("保存文稿"), "it asks where, and does not write over the original");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

const PAGE: &str = "当前位置：首页 > 工作总结\n来源：某网站 发布时间：2025-01-03\n青石镇2025年平安建设工作总结\n　　2025年，青石镇扎实推进平安建设。\n　　一、压实工作责任\n　　一是加强领导。成立领导小组。二是健全机制。定期会商。\n　　二、排查矛盾纠纷\n　　一是全面排查。二是及时调处。\n　　新的一年，我们将继续努力。\n责任编辑：某某\n";

#[test]
fn last_years_text_is_shown_before_it_is_taken() {
    let mut rig = Rig::new();
    let path = rig.documents().join("去年.txt");
    fs::write(&path, PAGE.replace('\n', "\r\n")).unwrap();
    rig.answer(&path);
    rig.click("从去年的文稿开始…");
    rig.click("浏览…");
    assert!(rig.sees("当前位置：首页"), "the page's leftovers are offered");
    assert!(rig.sees("一、压实工作责任  2 点"));
    for name in ["1  当前位置：首页 > 工作总结", "2  来源：某网站 发布时间：2025-01-03", "10  责任编辑：某某"]
    {
        rig.click(name);
    }
    rig.click("用它开始撰写");
    let lines = rig.lines();
    assert_eq!(lines[0], "青石镇2025年平安建设工作总结");
    assert_eq!(lines.len(), 7);
    assert_eq!(rig.project().closing.paragraphs, ["新的一年，我们将继续努力。"]);
}

#[test]
fn junk_stays_unless_it_is_ticked() {
    let mut rig = Rig::new();
    rig.click("从去年的文稿开始…");
    rig.window.get_by_label("或者把全文粘贴在这里").click();
    rig.window.run();
    rig.fill("或者把全文粘贴在这里", "");
    rig.paste(PAGE);
    rig.click("读取粘贴的文字");
    rig.click("用它开始撰写");
    let all: String = rig.lines().concat();
    let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(words(&all), words(PAGE), "not a character is lost");
}

#[test]
fn gb18030_is_read_and_what_is_no_text_is_refused() {
    let mut rig = Rig::new();
    let path = rig.documents().join("旧系统.txt");
    fs::write(&path, encoding_rs::GB18030.encode(PAGE).0).unwrap();
    rig.answer(&path);
    rig.click("从去年的文稿开始…");
    rig.click("浏览…");
    assert!(rig.sees("GB18030"));
    rig.press(NONE, Key::Escape);
    fs::write(&path, b"PK\x03\x04 not a text").unwrap();
    rig.answer(&path);
    rig.click("从去年的文稿开始…");
    rig.click("浏览…");
    assert!(rig.window.query_by_label("用它开始撰写").is_none());
    assert!(rig.window.query_by_label("取消").is_some(), "the form stays, with the reason");
}

#[test]
fn the_finished_text_is_exported_as_asked() {
    let mut rig = saved();
    rig.click("要素");
    rig.fill("日期", "2026年12月20日");
    rig.press(CTRL, Key::E);
    rig.click("GB18030 (GBK)");
    rig.click("Linux（LF）");
    let path = rig.documents().join("上报.txt");
    rig.fill("导出到", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    let bytes = fs::read(&path).unwrap();
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], rig.project().title_line());
    assert!(lines[2].starts_with("　　一、强化落实“一岗双责”"));
    assert!(lines[3].starts_with("　　一是落实党委主体责任。二是"), "{}", lines[3]);
    assert!(text.ends_with("2026年12月20日\n"));
    assert!(rig.sees("已导出到"));
    assert!(rig.sees("打开所在文件夹"));
    rig.press(CTRL, Key::E);
    rig.fill("导出到", path.to_str().unwrap());
    rig.press(NONE, Key::Enter);
    assert!(rig.sees("已有同名文件"), "not written over unasked");
}

#[test]
fn several_formats_go_out_at_once() {
    let mut rig = saved();
    rig.press(CTRL, Key::E);
    for format in ["Markdown", "Word（DOCX）", "PDF"] {
        rig.click(format);
    }
    assert!(rig.sees("共 1 页"), "the pages are told before");
    rig.click("文本（TXT）");
    rig.click_last("导出");
    assert!(rig.sees("已导出 3 个文件"));
    let stem = rig.project().title_line();
    let read = |extension: &str| fs::read(rig.documents().join(format!("{stem}.{extension}")));
    assert!(String::from_utf8(read("md").unwrap()).unwrap().starts_with("# "));
    assert!(read("docx").unwrap().starts_with(b"PK"));
    assert!(read("pdf").unwrap().starts_with(b"%PDF"));
    assert!(read("txt").is_err(), "not asked for");
    // The next time the same are proposed.
    rig.press(CTRL, Key::E);
    rig.click_last("导出");
    assert!(rig.sees("已有同名文件"), "nothing is written over unasked");
    rig.click("替换");
    assert!(rig.sees("已导出 3 个文件"));
    rig.press(CTRL, Key::E);
    for format in ["Markdown", "Word（DOCX）", "PDF"] {
        rig.click(format);
    }
    assert!(rig.sees("请至少选一种格式"));
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_others_are_there() {
    let mut rig = saved();
    rig.press(CTRL, Key::E);
    rig.click("PDF");
    fs::create_dir(rig.documents().join("上报.pdf")).unwrap();
    rig.fill("导出到", rig.documents().join("上报").to_str().unwrap());
    rig.press(NONE, Key::Enter);
    rig.click("替换");
    assert!(rig.documents().join("上报.txt").is_file());
    assert!(rig.sees("上报.pdf"), "which one is not");
    rig.click("知道了");
    assert!(!rig.sees("知道了"));
}

#[test]
fn printing_opens_the_pages_or_says_what_to_do() {
    let mut rig = saved();
    rig.press(CTRL, Key::P);
    assert!(rig.sees("已用系统的阅读器打开"));
    let shown = rig.opened_outside();
    assert_eq!(shown.len(), 1);
    assert!(fs::read(&shown[0]).unwrap().starts_with(b"%PDF"));
    assert!(shown[0].file_name().unwrap().to_str().unwrap().starts_with(&rig.project().title_line()));
    assert!(!rig.modified());
}

#[test]
fn unfilled_fields_and_characters_that_do_not_fit_are_told_first() {
    let mut rig = Rig::with_any_character();
    rig.begin();
    rig.click("导语");
    rig.type_text("\u{E5E5}");
    rig.press(CTRL, Key::E);
    assert!(rig.sees("还有要素未填"));
    assert!(!rig.sees("没有，无法导出"));
    rig.click("GB18030 (GBK)");
    assert!(rig.sees("没有，无法导出"));
    assert!(rig.sees("E5E5"));
}

#[test]
fn the_whole_text_goes_to_the_clipboard() {
    let mut rig = Rig::written();
    rig.window.input_mut().events.push(egui::Event::ModifiersChanged(CTRL_SHIFT));
    rig.window.input_mut().events.push(egui::Event::Key {
        key: Key::C,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: CTRL_SHIFT,
    });
    rig.window.step();
    let copied = rig.window.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let lines = rig.lines().join("\n") + "\n";
    assert_eq!(copied.as_deref(), Some(lines.as_str()));
}

#[test]
fn a_file_that_can_be_read_in_two_ways_is_shown_in_both() {
    let mut rig = Rig::with_any_character();
    let path = rig.documents().join("短.txt");
    fs::write(&path, encoding_rs::GBK.encode("一些").0).unwrap();
    rig.answer(&path);
    rig.click("从去年的文稿开始…");
    rig.click("浏览…");
    assert!(rig.sees("两种编码"));
    assert!(rig.sees("一些"), "one of the readings");
    rig.click("用这一种");
    rig.click("用它开始撰写");
    assert_eq!(rig.lines(), ["一些"]);
}

/// A file as the system hands it over when it is dropped.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_dropped_file_is_opened() {
    let mut rig = saved();
    let path = rig.documents().join("总结.ron");
    rig.press(CTRL, Key::W);
    rig.window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    rig.window.run();
    assert_eq!(rig.project().body.children.len(), 3);
    let text = rig.documents().join("去年.txt");
    fs::write(&text, PAGE).unwrap();
    rig.window.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(text)));
    rig.window.run();
    assert!(rig.sees("读到的结构"), "a text is shown before it is taken");
}

#[test]
fn the_first_save_makes_the_folder_it_proposes() {
    let mut rig = Rig::written();
    fs::remove_dir(rig.documents()).unwrap();
    rig.press(CTRL, Key::S);
    rig.press(NONE, Key::Enter);
    assert!(!rig.modified());
}
