//! 校核: findings in the text and in their pane, putting right, setting aside, handing in.

use super::rig::{CTRL, NONE, Rig, SHIFT};
use egui::epaint::Shape;
use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable as _;

/// As the keyboard sends it: egui looks for this one where the caret moves.
const CTRL_HELD: Modifiers = Modifiers { ctrl: true, ..Modifiers::COMMAND };
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A finished summary in whose first point the numeral was typed once more.
fn with_finding() -> Rig {
    let mut rig = Rig::new();
    let text = include_str!("../data/青石镇2026年党风廉政建设工作总结.txt");
    let project = suigao::import::read(text, "check".into(), &suigao::import::JunkChoice::KeepAll).project;
    let path = rig.documents().join("总结.ron");
    std::fs::write(&path, suigao::store::project::to_bytes(&project).unwrap()).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    rig.click(&first_part(&rig));
    rig.enter("一是正文");
    rig.press(CTRL, Key::A);
    rig.press(NONE, Key::ArrowLeft);
    rig.type_text("一是");
    judged(&mut rig);
    rig
}

/// The first part, as the outline calls it.
fn first_part(rig: &Rig) -> String {
    format!("一、{}", rig.section(&[0]).heading)
}

/// The text has rested long enough to be judged.
fn judged(rig: &mut Rig) {
    for _ in 0..20 {
        rig.window.step();
    }
    rig.window.run();
}

fn first_point(rig: &Rig) -> String {
    rig.section(&[0, 0]).paragraphs[0].clone()
}

#[test]
fn a_finding_is_listed_explained_and_put_right() {
    let mut rig = with_finding();
    rig.press(NONE, Key::F7);
    assert!(rig.sees("序号重复"));
    assert!(rig.sees("前面已自动生成“一是”"), "it says what is wrong");
    assert!(rig.sees("一、一是"), "and where");
    let before = first_point(&rig);
    assert!(before.starts_with("一是"));
    rig.click("删去");
    assert_eq!(Some(first_point(&rig).as_str()), before.strip_prefix("一是"));
    judged(&mut rig);
    assert!(!rig.sees("前面已自动生成"));
    rig.press(CTRL, Key::Z);
    assert_eq!(first_point(&rig), before, "one step");
}

#[test]
fn keys_lead_from_one_to_the_next() {
    let mut rig = with_finding();
    rig.click("结语");
    rig.press(NONE, Key::F8);
    let first = rig.window.state().current_place();
    rig.press(NONE, Key::F8);
    let second = rig.window.state().current_place();
    assert_ne!(first, second);
    rig.press(SHIFT, Key::F8);
    assert_eq!(rig.window.state().current_place(), first);
}

#[test]
fn what_is_set_aside_stays_so_and_can_be_taken_back() {
    let mut rig = with_finding();
    rig.press(NONE, Key::F7);
    rig.click("序号重复");
    let card = |rig: &Rig| rig.sees("前面已自动生成“一是”");
    assert!(card(&rig));
    rig.click_ignore("忽略这一处");
    judged(&mut rig);
    assert!(!card(&rig));
    // It is known again by its words, also when others come before and behind them.
    rig.click(&first_part(&rig));
    rig.enter("一是正文");
    rig.type_text("又写了一句。");
    judged(&mut rig);
    assert!(!card(&rig));
    rig.click("已忽略 1");
    rig.click("恢复");
    judged(&mut rig);
    rig.click("已忽略 0");
    assert!(card(&rig));
}

#[test]
fn why_a_finding_was_set_aside_stands_on_the_hand_in_page() {
    let mut rig = with_finding();
    rig.press(NONE, Key::F7);
    rig.click("序号重复");
    rig.click_ignore("忽略这一处");
    judged(&mut rig);
    rig.click("已忽略 1");
    rig.fill("理由", "引用原话");
    rig.press(NONE, Key::Enter);
    assert_eq!(rig.project().review.ignored[0].why, "引用原话");
    judged(&mut rig);
    rig.click("定稿交付…");
    judged(&mut rig);
    assert!(rig.sees("引用原话"));
}

#[test]
fn words_are_preferred_in_this_project() {
    let mut rig = with_finding();
    rig.click(&first_part(&rig));
    rig.enter("一是正文");
    rig.type_text("加强廉政文化建设。");
    rig.press(NONE, Key::F7);
    rig.click("已忽略 0");
    rig.fill("用", "廉洁文化");
    rig.fill("不用", "廉政文化");
    rig.click("添加");
    assert_eq!(rig.project().review.pairs, [("廉洁文化".to_owned(), "廉政文化".to_owned())]);
    rig.click("已忽略 0");
    judged(&mut rig);
    assert!(rig.sees("廉政文化"), "{:?}", rig.project().review);
    rig.click("已忽略 0");
    rig.click_last("删除");
    assert_eq!(rig.project().review.pairs, []);
}

#[test]
fn a_rule_is_switched_off_in_this_project() {
    let mut rig = with_finding();
    rig.press(NONE, Key::F7);
    rig.click_ignore("关闭这条规则");
    judged(&mut rig);
    assert!(!rig.sees("前面已自动生成"));
    assert_eq!(rig.project().review.off, ["numeral-twice"]);
    rig.click("打开");
    judged(&mut rig);
    assert!(rig.sees("前面已自动生成"));
}

#[test]
fn safe_fixes_are_shown_before_they_are_made() {
    let mut rig = with_finding();
    rig.press(NONE, Key::F7);
    let before = first_point(&rig);
    rig.click("全部安全修正…");
    assert!(rig.sees("全部修改"));
    assert_eq!(first_point(&rig), before, "nothing is done yet");
    rig.click("取消");
    rig.click("全部安全修正…");
    rig.press(NONE, Key::Enter);
    assert_eq!(Some(first_point(&rig).as_str()), before.strip_prefix("一是"));
    rig.press(CTRL, Key::Z);
    assert_eq!(first_point(&rig), before);
}

#[test]
fn everything_is_gone_through_before_handing_in() {
    let mut rig = with_finding();
    rig.press(CTRL_SHIFT, Key::E);
    assert!(rig.sees("序号与结构"));
    assert!(rig.sees("必改 1 处：前面已自动生成"));
    assert!(rig.sees("还有未处理的项目"));
    rig.press(NONE, Key::Escape);
    rig.press(CTRL_SHIFT, Key::E);
    rig.click("导出…");
    assert!(rig.sees("导出到"), "exporting stays possible");
}

#[test]
fn nothing_is_judged_while_a_word_is_composed() {
    let mut rig = Rig::written();
    rig.click("一、强化落实“一岗双责”，进一步细化责任清单");
    rig.enter("一是正文");
    judged(&mut rig);
    rig.press(CTRL, Key::Home);
    rig.press(NONE, Key::F7);
    rig.compose("yi shi");
    judged(&mut rig);
    assert!(!rig.sees("前面已自动生成"));
    rig.commit("一是");
    judged(&mut rig);
    assert!(rig.sees("前面已自动生成"));
}

#[test]
fn what_is_open_is_kept_with_the_summary_when_it_was_written_and_not_before() {
    let mut rig = with_finding();
    rig.click("定稿交付…");
    judged(&mut rig);
    assert!(rig.sees("必改意见") && rig.sees("缺项"));
    rig.click("导出…");
    rig.press(NONE, Key::Escape);
    assert_eq!(rig.project().review.handed_in, [], "nothing was written");
    let export = |rig: &mut Rig| {
        rig.window.run();
        rig.press(NONE, Key::Enter);
        rig.window.run();
    };
    rig.press(CTRL, Key::E);
    export(&mut rig);
    assert_eq!(rig.project().review.handed_in, [], "it was not to be handed in yet");
    rig.click("定稿交付…");
    judged(&mut rig);
    rig.click("导出…");
    export(&mut rig);
    rig.press(NONE, Key::Enter);
    rig.window.run();
    let kept = &rig.project().review.handed_in;
    assert_eq!(kept.iter().map(|kept| kept.must).collect::<Vec<_>>(), [1]);
    rig.click("定稿交付…");
    judged(&mut rig);
    assert!(rig.sees("当时还有必改 1 处"));
}

/// What is worth a look stands first in the text, what must be changed behind it.
#[test]
fn the_page_before_handing_in_leads_to_the_gravest_first() {
    let mut rig = with_finding();
    rig.click(&first_part(&rig));
    rig.enter("一是正文");
    rig.press(CTRL, Key::End);
    rig.type_text("其它工作联系2－3个村，要再接再励。");
    judged(&mut rig);
    rig.click("定稿交付…");
    judged(&mut rig);
    assert!(rig.sees("必改 1 处、建议 2 处：“再接再励”应写作“再接再厉”。"));
}

/// The words below which a line stands that says they must be changed.
fn underlined(rig: &Rig) -> Vec<String> {
    let shapes = &rig.window.output().shapes;
    let lines = shapes.iter().filter_map(|clipped| match &clipped.shape {
        Shape::LineSegment { points: [a, b], stroke } if stroke.width == 1.6 => Some((*a, *b)),
        _ => None,
    });
    let below = |(a, b): (Pos2, Pos2)| {
        let glyphs = shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        });
        let rows = glyphs
            .flat_map(|text| text.galley.rows.iter().map(move |row| (text.pos + row.pos.to_vec2(), row)));
        let row = rows.filter(|(at, row)| at.y < a.y && a.y < at.y + row.height() + 1.0);
        let words = row.map(|(at, row)| {
            let under = |glyph: &&egui::epaint::text::Glyph| {
                let middle = at.x + glyph.pos.x + glyph.advance_width / 2.0;
                a.x < middle && middle < b.x
            };
            row.glyphs.iter().filter(under).map(|glyph| glyph.chr).collect::<String>()
        });
        words.max_by_key(String::len).unwrap_or_default()
    };
    lines.map(below).collect()
}

/// The title stands in the middle: its underline does, too.
#[test]
fn the_underline_stands_below_the_words() {
    let mut rig = Rig::new();
    let mut project = suigao::model::Project::new("title".into());
    project.title = vec!["XX镇2026年工作总结".into()];
    let path = rig.documents().join("总结.ron");
    std::fs::write(&path, suigao::store::project::to_bytes(&project).unwrap()).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    rig.click("标题");
    judged(&mut rig);
    assert_eq!(underlined(&rig), ["XX"]);
}

/// It stays below the words while others are typed or composed before, behind and in them.
#[test]
fn an_underline_does_not_flicker() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.press(CTRL, Key::A);
    rig.type_text("共办理XX件，满意。");
    judged(&mut rig);
    assert_eq!(underlined(&rig), ["XX"]);
    rig.press(NONE, Key::F7);
    rig.press(CTRL, Key::Home);
    for step in ["全", "年"] {
        rig.window.event(egui::Event::Text(step.into()));
        rig.window.step();
        assert_eq!(underlined(&rig), ["XX"], "as soon as {step} was typed");
        assert!(rig.sees("共办理XX件，满意。"), "and its card stays");
    }
    for pinyin in ["z", "zhen", "zhen li"] {
        rig.compose(pinyin);
        assert_eq!(underlined(&rig), ["XX"], "while {pinyin} is composed before it");
    }
    rig.commit("镇里");
    assert_eq!(underlined(&rig), ["XX"]);
    judged(&mut rig);
    assert_eq!(underlined(&rig), ["XX"]);
}

/// Where the caret is says which comes next, also after an edit.
#[test]
fn the_next_finding_is_the_one_behind_the_caret() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.press(CTRL, Key::A);
    rig.type_text("甲办理XX件。乙办理XX件。丙办理XX件。");
    judged(&mut rig);
    let go = |rig: &mut Rig, modifiers| {
        rig.press(modifiers, Key::F8);
        rig.window.state().selection().expect("a caret stands in the text").0
    };
    rig.press(CTRL_HELD, Key::Home);
    assert_eq!([(); 3].map(|()| go(&mut rig, NONE)), [3, 10, 17]);
    assert_eq!(go(&mut rig, SHIFT), 10);
    rig.type_text("12");
    judged(&mut rig);
    assert_eq!(go(&mut rig, NONE), 17, "after the second was put right the third comes");
    rig.press(CTRL_HELD, Key::Home);
    assert_eq!(go(&mut rig, NONE), 3);
}

#[test]
fn the_card_of_the_finding_that_was_gone_to_is_in_sight() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.press(CTRL, Key::A);
    let text: String = (1..=70).map(|n| format!("第{n}组办理XX件。")).collect();
    rig.type_text(&text);
    judged(&mut rig);
    rig.press(CTRL_HELD, Key::Home);
    let in_sight = |rig: &Rig, n: usize| {
        let words = format!("第{n}组办理XX件");
        let y = rig.window.get_by_label_contains(&words).rect().center().y;
        assert!((90.0..740.0).contains(&y), "the card of {n} stands at {y}");
    };
    // The opening is longer than it may be: that is told first.
    rig.press(NONE, Key::F8);
    rig.press(NONE, Key::F8);
    in_sight(&rig, 1);
    rig.press(CTRL_HELD, Key::End);
    rig.press(SHIFT, Key::F8);
    in_sight(&rig, 70);
}

/// A narrow window has no room for the pane.
#[test]
fn without_the_pane_the_finding_is_explained_below_its_words() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.press(CTRL, Key::A);
    rig.type_text("联系2－3个村。");
    judged(&mut rig);
    rig.press(NONE, Key::F10);
    assert!(!rig.sees("改为 2～3"));
    rig.press(CTRL_HELD, Key::Home);
    rig.press(NONE, Key::F8);
    assert!(rig.sees("数值范围用"));
    rig.click("改为 2～3");
    assert_eq!(rig.lines()[1], "联系2～3个村。");
    assert!(!rig.sees("数值范围用"));
}

#[test]
fn one_click_makes_a_name_known() {
    let mut rig = Rig::written();
    rig.click("导语");
    rig.press(CTRL, Key::A);
    rig.type_text("一年来，白云镇全面加强基层治理。");
    judged(&mut rig);
    rig.press(CTRL_HELD, Key::Home);
    rig.press(NONE, Key::F8);
    rig.click("加入名单");
    assert_eq!(rig.project().review.names, ["白云镇"]);
    judged(&mut rig);
    assert!(!rig.sees("加入名单"));
}
