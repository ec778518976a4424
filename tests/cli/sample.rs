//! There and back: what comes out is what went in. With a real summary too, where a folder with one
//! is named; it belongs to others and stays out of this repository.

use super::{Room, TEXT};
use std::path::PathBuf;

/// Names a folder that holds [`SAMPLE`].
const FOLDER: &str = "SUIGAO_SAMPLES";
const SAMPLE: &str = "2023-党风廉政建设工作总结.txt";

/// The text goes in and out twice without a change; gives its summary's figures and outline.
fn there_and_back(text: &str) -> (serde_json::Value, serde_json::Value) {
    let room = Room::new();
    room.write("a.txt", text);
    room.run(["import", "a.txt", "-o", "a.ron"]).is(0);
    let count = room.run(["count", "a.ron", "--json"]).is(0).json()[0].clone();
    let of_text = &room.run(["count", "a.txt", "--json"]).is(0).json()[0];
    for key in ["words", "chars_no_space", "han", "paragraphs"] {
        assert_eq!(count[key], of_text[key], "{key}");
    }
    room.run(["export", "a.ron", "--no-indent", "-o", "b.txt"]).is(0).quiet();
    assert!(room.text("b.txt") == text, "not character for character");

    // Saved again, and exported again, as it is handed in.
    room.run(["export", "a.ron", "-o", "hand-in.txt"]).is(0);
    room.run(["import", "hand-in.txt", "-o", "c.ron"]).is(0);
    room.run(["export", "c.ron", "-o", "again.txt"]).is(0);
    assert!(room.read("hand-in.txt") == room.read("again.txt"), "not the same bytes");
    let outline = room.run(["outline", "a.ron", "--json"]).is(0).json();
    assert!(room.run(["outline", "c.ron", "--json"]).is(0).json() == outline, "not the same structure");
    (count, outline)
}

#[test]
fn a_made_up_summary() {
    let (count, _) = there_and_back(TEXT);
    assert_eq!((count["words"].as_u64(), count["paragraphs"].as_u64()), (Some(138), Some(12)));
}

#[test]
fn a_template() {
    let room = Room::new();
    let fields = ["-f", "单位=青石镇", "-f", "年度=2026", "-f", "日期=2026年12月1日"];
    room.run(["new", "-t", "dangfeng-lianzheng", "-o", "a.ron"].iter().chain(&fields)).is(0).quiet();
    let text = room.run(["export", "a.ron", "--no-indent"]).is(0).out.clone();
    let (count, outline) = there_and_back(&text);
    let made = room.run(["count", "a.ron", "--json"]).is(0).json();
    assert_eq!(count["words"], made[0]["words"]);
    assert_eq!(outline, room.run(["outline", "a.ron", "--json"]).json());
}

#[test]
fn the_sample() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        println!("skipped: {FOLDER} names no folder with {SAMPLE}");
        return;
    };
    let text = std::fs::read_to_string(PathBuf::from(folder).join(SAMPLE)).unwrap();
    let (count, outline) = there_and_back(&text);
    assert_eq!((count["words"].as_u64(), count["han"].as_u64()), (Some(2274), Some(2031)));
    let points: Vec<usize> = outline["body"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["children"].as_array().unwrap().len())
        .collect();
    assert_eq!(points, [3, 4, 4]);
}
