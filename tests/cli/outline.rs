//! `outline`.

use super::{Room, keys};
use serde_json::{Value, json};
use std::sync::Arc;
use suigao::model::{Marker, Section};

fn section(marker: &str, heading: &str, text: &str, children: &[Value]) -> Value {
    json!({ "marker": marker, "heading": heading, "text": text, "children": children })
}

#[test]
fn as_json() {
    let room = Room::with_summary();
    let ran = room.run(["outline", "总结.ron", "--json"]);
    ran.is(0).quiet();
    let mut names = keys(&ran.json()).iter().map(ToString::to_string).collect::<Vec<_>>();
    names.sort_unstable();
    assert_eq!(names, ["body", "closing", "opening", "signature", "title"]);
    let points = [
        section("一是", "", "落实党政同责。召开会议12次。", &[]),
        section("二是", "", "落实“一岗双责”。", &[]),
    ];
    let below = [
        section("（一）", "道路交通", "排查隐患35处，整改率98.6%。", &[]),
        section("（二）", "消防安全", "检查场所210家。", &[]),
    ];
    assert_eq!(
        ran.json(),
        json!({
            "title": "青石镇2026年安全生产工作总结",
            "opening": "2026年，青石镇在县委的坚强领导下，安全生产形势总体平稳。",
            "body": [section("一、", "压实责任", "", &points), section("二、", "排查隐患", "", &below)],
            "closing": "下一步，青石镇将继续努力。",
            "signature": { "unit": "青石镇人民政府", "date": "2026年12月1日" },
        })
    );
    let summary = room.read("总结.ron");
    assert_eq!(room.pipe(["outline", "-", "--json"], &summary).is(0).json(), ran.json());
}

#[test]
fn as_a_tree() {
    let room = Room::with_summary();
    let ran = room.run(["outline", "总结.ron"]);
    ran.is(0).quiet();
    assert_eq!(
        ran.out,
        "青石镇2026年安全生产工作总结\n\
         导语（27 字）\n\
         主体（72 字）\n\
         \x20 一、压实责任（33 字）\n\
         \x20   一是落实党政同责（16 字）\n\
         \x20   二是落实“一岗双责”（11 字）\n\
         \x20 二、排查隐患（39 字）\n\
         \x20   （一）道路交通（19 字）\n\
         \x20   （二）消防安全（14 字）\n\
         结语（13 字）\n\
         落款  青石镇人民政府 2026年12月1日\n"
    );
}

#[test]
fn fields_read_as_their_values() {
    let room = Room::new();
    room.run([
        "new",
        "-t",
        "niandu",
        "-f",
        "单位=青石镇",
        "-f",
        "年度=2026",
        "-f",
        "日期=2026年12月1日",
        "-o",
        "a.ron",
    ])
    .is(0)
    .quiet();
    for json in ["--json", "--"] {
        let out = room.run(["outline", json, "a.ron"]).is(0).out.clone();
        assert!(out.contains("青石镇") && out.contains("2026年12月1日") && !out.contains("{{"), "{out}");
    }
    room.run(["new", "-t", "niandu", "-o", "b.ron"]).is(0);
    assert!(room.run(["outline", "b.ron"]).out.contains("{{单位}}"), "one without a value as it stands");
}

#[test]
fn no_word_is_left_out() {
    let room = Room::with_summary();
    room.change("总结.ron", |project| {
        let id = project.new_section_id();
        let point = Section { paragraphs: vec!["甲。".into(), "乙。".into()], ..Section::new(id) };
        let opening = Arc::make_mut(&mut project.opening);
        (opening.marker, opening.run_in) = (Marker::Point, true);
        opening.children.push(Arc::new(Section { heading: "题".into(), ..point.clone() }));
        Arc::make_mut(&mut project.body).paragraphs = vec!["总的来说。".into()];
        Arc::make_mut(&mut project.closing).paragraphs.push("谢谢。".into());
        project.title.push("（草稿）".into());
        project.signature = None;
    });
    let json = room.run(["outline", "总结.ron", "--json"]).is(0).json();
    assert_eq!(json["title"], "青石镇2026年安全生产工作总结\n（草稿）");
    assert_eq!(
        json["opening"],
        "2026年，青石镇在县委的坚强领导下，安全生产形势总体平稳。\n一是题\n甲。\n乙。"
    );
    assert_eq!(json["body_text"], "总的来说。");
    assert_eq!(json["closing"], "下一步，青石镇将继续努力。\n谢谢。");
    assert_eq!(json["signature"], Value::Null);
}

#[test]
fn only_summaries_have_one() {
    let room = Room::with_summary();
    room.write("空.txt", "");
    room.write("空.ron", "");
    let newer = room.text("总结.ron").replace("version: 1", "version: 99");
    room.write("新.ron", newer);
    for (name, words) in [
        ("总结.txt", &["总结.txt：这不是文稿", "suigao-cli import"][..]),
        ("空.txt", &["空.txt：这不是文稿"]),
        ("空.ron", &["空.ron：文件是空的"]),
        ("新.ron", &["新.ron：", "第 99 版"]),
        ("没有.ron", &["“没有.ron”", "找不到"]),
        (".", &["“.”不是文件"]),
    ] {
        room.run(["outline", name]).is(3).complains(words);
    }
    room.pipe(["outline", "-"], "青石镇").is(3).complains(&["标准输入：这不是文稿"]);
}

#[test]
fn what_would_move_the_cursor_does_not_reach_the_terminal() {
    let room = Room::with_summary();
    room.change("总结.ron", |project| project.title = vec!["\u{1B}[2J总结".into()]);
    assert!(!room.run(["outline", "总结.ron"]).out.contains('\u{1B}'));
}
