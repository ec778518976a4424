//! 预览: the pages as they come out of the printer, and what leads from them and to them.

use super::rig::{CTRL, NONE, Rig};
use egui::epaint::{ClippedShape, Shape, TextShape};
use egui::{Key, Modifiers, Pos2, Rect, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use suigao::model::{Limit, Place, Project, Unit};
use suigao::page::Layout;

const SAMPLE: &str = include_str!("../data/青石镇2026年党风廉政建设工作总结.txt");

/// The finished sample, open to write in.
fn sample() -> Rig {
    opened(&suigao::import::read(SAMPLE, "pages".into(), &suigao::import::JunkChoice::KeepAll).project)
}

fn opened(project: &Project) -> Rig {
    let mut rig = Rig::new();
    let path = rig.documents().join("总结.ron");
    std::fs::write(&path, suigao::store::project::to_bytes(project).unwrap()).unwrap();
    rig.answer(&path);
    rig.press(CTRL, Key::O);
    rig
}

/// The sample's pages, in sight.
fn previewed() -> Rig {
    let mut rig = sample();
    rig.press(CTRL, Key::Num3);
    rested(&mut rig);
    rig
}

/// The text has rested long enough to be laid out.
fn rested(rig: &mut Rig) {
    for _ in 0..40 {
        rig.window.step();
    }
    rig.window.run();
}

fn layout(rig: &Rig) -> Layout {
    rig.window.state().pages().expect("pages are laid out").clone()
}

/// The pages that are in sight, from 0, and where they lie.
fn in_sight(rig: &Rig) -> Vec<(usize, Rect)> {
    let pages = layout(rig).pages.len();
    let rect = |n: usize| rig.window.query_by_label(&format!("第 {n} 页")).map(|node| (n - 1, node.rect()));
    (1..=pages).filter_map(rect).collect()
}

fn rect(rig: &Rig, page: usize) -> Rect {
    in_sight(rig).into_iter().find(|(n, _)| *n == page).expect("the page is in sight").1
}

/// Points of the window for one of the paper.
fn scale(rig: &Rig) -> f32 {
    let name = rig.window.get_by_label_contains("显示比例").accesskit_node().label().unwrap();
    let percent: f32 = name.split('\u{20}').nth(1).unwrap().parse().unwrap();
    percent / 100.0 * 96.0 / 72.0
}

/// Presses the mouse at a place.
fn press(rig: &mut Rig, at: Pos2) {
    rig.window.hover_at(at);
    rig.window.run();
    for pressed in [true, false] {
        rig.window.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        rig.window.run();
    }
}

/// What the window drew as the text of a page: characters with the places of their pens.
fn drawn(rig: &Rig, page: Rect) -> Vec<(char, Pos2)> {
    let text = |clipped: &ClippedShape| match &clipped.shape {
        Shape::Text(text) if text.pos == page.min && text.galley.rows.len() > 1 => Some(text.clone()),
        _ => None,
    };
    let text: TextShape = rig.window.output().shapes.iter().find_map(text).expect("a page's text");
    let mut drawn = Vec::new();
    for row in &text.galley.rows {
        for glyph in &row.row.glyphs {
            drawn.push((glyph.chr, text.pos + row.pos.to_vec2() + glyph.pos.to_vec2()));
            // What can be seen stands where its pen is.
            let vertices = &row.row.visuals.mesh.vertices;
            if !glyph.uv_rect.is_nothing() {
                let corner = vertices[glyph.first_vertex as usize].pos;
                let pen = Pos2::new(glyph.pos.x.floor(), glyph.pos.y);
                assert_eq!(corner, pen + glyph.uv_rect.offset, "{}", glyph.chr);
            }
        }
    }
    drawn
}

/// The characters of a page with their pens' places in points of the paper.
fn expected(layout: &Layout, page: usize) -> Vec<(char, Vec2)> {
    let page = &layout.pages[page];
    let lines = page.lines.iter().flat_map(|placed| {
        let line = &layout.paragraphs[placed.paragraph].lines[placed.line];
        line.glyphs.iter().map(|glyph| (glyph.char, vec2(glyph.x, placed.baseline)))
    });
    let number = page
        .number
        .iter()
        .flat_map(|number| number.glyphs.iter().map(|glyph| (glyph.char, vec2(glyph.x, number.baseline))));
    lines.chain(number).collect()
}

#[test]
fn every_character_is_painted_where_the_layout_has_it() {
    let mut rig = previewed();
    for (key, zoom) in [(None, "双页"), (Some("放大"), "50"), (Some("放大"), "60")] {
        if let Some(key) = key {
            rig.click(key);
        }
        rig.press(NONE, Key::Home);
        let (layout, scale) = (layout(&rig), scale(&rig));
        for (page, rect) in in_sight(&rig) {
            let (drawn, expected) = (drawn(&rig, rect), expected(&layout, page));
            assert!(expected.len() > 100);
            assert_eq!(drawn.len(), expected.len(), "{zoom}: page {page}");
            for ((char, at), (wanted, place)) in drawn.into_iter().zip(expected) {
                assert_eq!(char, wanted);
                let off = at - (rect.min + place * scale);
                // A character stands on a whole pixel.
                assert!(off.x.abs() < 0.51 && off.y.abs() < 0.51, "{zoom}: {char} is off by {off}");
            }
        }
    }
}

#[test]
fn a_character_of_a_face_is_as_wide_as_its_size() {
    let rig = previewed();
    let (page, rect) = in_sight(&rig)[0];
    let layout = layout(&rig);
    let scale = rect.width() / layout.width;
    let body = layout.paragraphs.iter().find(|p| p.kind == suigao::page::Kind::Body).unwrap();
    let text = rig.window.output().shapes.iter().find_map(|clipped| match &clipped.shape {
        Shape::Text(text) if text.pos == rect.min && text.galley.rows.len() > 1 => Some(text.clone()),
        _ => None,
    });
    let glyphs = text.unwrap().galley.rows.iter().flat_map(|row| row.row.glyphs.clone()).collect::<Vec<_>>();
    let wide = glyphs.iter().find(|glyph| glyph.chr == '党').unwrap();
    let title = layout.paragraphs[layout.pages[page].lines[0].paragraph].size;
    assert!((wide.advance_width - title * scale).abs() < 0.5, "{} of {title}", wide.advance_width);
    let wide = glyphs.iter().rfind(|glyph| glyph.chr == '的').unwrap();
    assert!((wide.advance_width - body.size * scale).abs() < 0.5, "{}", wide.advance_width);
}

#[test]
fn keys_and_the_switch_lead_to_the_pages_and_back() {
    let mut rig = sample();
    assert!(in_sight_without_layout(&rig).is_empty());
    rig.click("预览");
    rested(&mut rig);
    assert!(rig.sees("第 1 页，共 3 页"));
    assert!(rig.sees("结构"), "the outline stays");
    assert!(rig.sees("Word口径"), "the inspector stays");
    rig.press(CTRL, Key::Num2);
    assert!(!rig.sees("第 1 页，共 3 页"));
    rig.press(CTRL, Key::Num3);
    assert!(rig.sees("第 1 页，共 3 页"));
    rig.menu("视图", "分段");
    assert!(!rig.sees("第 1 页，共 3 页"));
    rig.menu("视图", "预览");
    assert!(rig.sees("第 1 页，共 3 页"));
}

fn in_sight_without_layout(rig: &Rig) -> Vec<Rect> {
    rig.window.query_all_by_label("第 1 页").map(|node| node.rect()).collect()
}

#[test]
fn a_click_on_a_page_leads_to_its_place_in_the_text() {
    let mut rig = previewed();
    let layout = layout(&rig);
    let (page, rect) = in_sight(&rig)[1];
    // The fourth character of the page's third line.
    let placed = layout.pages[page].lines[2];
    let paragraph = &layout.paragraphs[placed.paragraph];
    let glyph = paragraph.lines[placed.line].glyphs[3];
    let middle = vec2(glyph.left + glyph.width * 0.25, placed.baseline - paragraph.size * 0.35);
    press(&mut rig, rect.min + middle * (rect.width() / layout.width));
    assert!(!rig.sees("共 3 页"), "the sheet to write on is shown");
    rig.type_text("〇");
    rested(&mut rig);
    let text: String = rig.window.state().pages().unwrap().paragraphs[placed.paragraph].text.clone();
    let before: String = paragraph.text.chars().take(glyph.at).collect();
    assert!(text.starts_with(&format!("{before}〇")), "typed before {}", glyph.char);
}

#[test]
fn the_carets_page_is_shown_and_its_line_marked() {
    let mut rig = sample();
    rig.click("结语");
    rig.press(CTRL, Key::Num3);
    rested(&mut rig);
    assert!(rig.sees("第 3 页，共 3 页"));
    // The outline leads through the pages.
    rig.click("标题");
    assert!(rig.sees("第 1 页，共 3 页"));
    assert_eq!(rig.window.state().current_place(), Place::Title);
    rig.press(CTRL, Key::Num1);
    rig.type_text("新");
    assert!(rig.project().title.join("").starts_with('新'), "the caret is where the outline led");
}

#[test]
fn keys_turn_the_pages() {
    let mut rig = previewed();
    for (key, page) in [
        (Key::End, 3),
        (Key::Home, 1),
        (Key::PageDown, 3),
        (Key::PageDown, 3),
        (Key::PageUp, 1),
        (Key::PageUp, 1),
    ] {
        rig.press(NONE, key);
        assert!(rig.sees(&format!("第 {page} 页，共 3 页")), "{key:?}");
    }
    rig.click("下一页");
    assert!(rig.sees("第 2 页，共 3 页"));
    rig.click("上一页");
    assert!(rig.sees("第 1 页，共 3 页"));
}

#[test]
fn the_zoom_keeps_the_page() {
    let mut rig = previewed();
    rig.press(NONE, Key::End);
    let before = rect(&rig, 2).width();
    for _ in 0..6 {
        rig.click("放大");
    }
    assert!(rig.sees("第 3 页，共 3 页"));
    let after = in_sight(&rig)[0].1.width();
    assert!(after > before * 2.0, "{before} {after}");
    let name = rig.window.get_by_label_contains("显示比例").accesskit_node().label().unwrap();
    assert_eq!(name, "显示比例 110 %");
    rig.window.get_by_label_contains("显示比例").click();
    rig.window.run();
    rig.click("整页");
    rig.press(NONE, Key::Home);
    let sight = in_sight(&rig);
    let area = sight[0].1;
    assert!(area.top() > 44.0 && area.bottom() < 740.0, "a whole page is in sight: {area}");
}

#[test]
fn the_wheel_with_ctrl_is_the_zoom() {
    let mut rig = previewed();
    let before = rect(&rig, 0);
    rig.window.hover_at(before.center());
    rig.window.run();
    rig.window.event(egui::Event::Zoom(1.3));
    rig.window.run();
    assert!(rect(&rig, 0).width() > before.width());
    assert_eq!(rig.window.state().settings().zoom, 100, "the window's own size stays");
}

#[test]
fn small_pictures_lead_to_their_pages() {
    let mut rig = previewed();
    assert!(!rig.sees("第 3 页缩略图"));
    rig.click("缩略图");
    assert!(rig.sees("第 3 页缩略图"));
    rig.click("第 3 页缩略图");
    assert!(rig.sees("第 3 页，共 3 页"));
    rig.click("缩略图");
    assert!(!rig.sees("第 3 页缩略图"));
}

#[test]
fn the_number_of_pages_is_exact_once_they_are_laid_out() {
    let mut rig = sample();
    assert!(rig.sees("约 3 页"));
    rested(&mut rig);
    assert!(!rig.sees("约 3 页"));
    assert!(rig.sees("3 页"), "also while writing");
    rig.click("结语");
    rig.type_text(&"再接再厉，善作善成。".repeat(80));
    assert!(rig.sees("约 "), "what was just typed is estimated");
    rested(&mut rig);
    let pages = layout(&rig).pages.len();
    assert!(pages > 3);
    assert!(!rig.sees("约 "));
    rig.click(&format!("{pages} 页"));
    assert!(rig.sees(&format!("共 {pages} 页")), "a click on it leads to them");
}

#[test]
fn a_limit_in_pages_counts_the_pages() {
    let mut project =
        suigao::import::read(SAMPLE, "pages".into(), &suigao::import::JunkChoice::KeepAll).project;
    project.limit = Limit { max: Some(2), unit: Unit::Pages, ..Limit::default() };
    let mut rig = opened(&project);
    rested(&mut rig);
    let pages = layout(&rig).pages.len();
    assert!(rig.sees(&format!("超出 {} 页", pages - 2)));
    assert!(rig.sees(&format!("{pages} / 2 页")));
    let words = suigao::model::Measure::of(&project, Default::default()).total.count.words;
    assert!(rig.sees(&format!("总字数 {words}")), "字数 are never out of sight");
}

/// A blank line below the title makes 22 lines more than a page; on the grid they would fit one.
#[test]
fn the_checker_and_the_page_before_handing_in_count_the_same_pages() {
    let mut project = Project::new("pages".into());
    project.title = vec!["青石镇2026年工作总结".into()];
    project.limit = Limit { max: Some(1), unit: Unit::Pages, ..Limit::default() };
    std::sync::Arc::make_mut(&mut project.opening).paragraphs =
        (1..=21).map(|n| format!("走访第{n}户，记下了要办的事。")).collect();
    let mut rig = opened(&project);
    rig.click("定稿交付…");
    rested(&mut rig);
    assert!(rig.sees("2 页"), "it waits until the pages are counted");
    assert!(rig.sees("超出 1 页。"));
}

#[test]
fn nothing_is_laid_out_while_a_word_is_composed() {
    let mut rig = previewed();
    rig.press(CTRL, Key::Num1);
    rig.click("导语");
    rig.type_text("甲");
    rested(&mut rig);
    rig.compose("yi");
    rested(&mut rig);
    rig.commit("乙");
    let text = |rig: &Rig| layout(rig).paragraphs.iter().map(|p| p.text.clone()).collect::<String>();
    assert!(text(&rig).contains('甲') && !text(&rig).contains("yi"));
    rested(&mut rig);
    assert!(text(&rig).contains("甲乙"));
}

#[test]
fn an_empty_text_says_so() {
    let mut rig = opened(&Project::new("empty".into()));
    rig.press(CTRL, Key::Num3);
    rested(&mut rig);
    assert!(rig.sees("还没有写下文字"));
    rig.click("去写作");
    assert!(!rig.sees("还没有写下文字"));
}

#[test]
fn adding_a_point_goes_back_to_writing() {
    let mut rig = previewed();
    rig.menu("插入", "添加一个部分");
    assert!(!rig.sees("共 3 页"));
    rig.type_text("严格考核");
    assert!(rig.lines().iter().any(|line| line.contains("严格考核")));
}

#[test]
fn a_page_that_is_not_touched_costs_no_frames() {
    let mut rig = previewed();
    for _ in 0..5 {
        rig.window.step();
        let wait = rig.window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        assert!(wait > std::time::Duration::from_secs(1), "{wait:?}");
    }
}

#[test]
fn assistive_technology_reads_the_pages() {
    let rig = previewed();
    let node = rig.window.get_by_label("第 1 页");
    let text = node.accesskit_node().value().unwrap();
    let title = layout(&rig).paragraphs[0].text.clone();
    assert!(text.starts_with(&title), "{text}");
    assert!(text.lines().count() > 15);
}
