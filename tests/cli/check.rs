//! `check` and `rules`: places, exit codes, what is asked for, and what is put right.

use super::{Room, TEXT};
use serde_json::Value;

/// A summary from a template with a required field that nobody has filled.
fn unfilled() -> Room {
    let room = Room::new();
    room.run(["new", "--template", "dangfeng-lianzheng", "-o", "总结.ron"]);
    room
}

fn findings(json: &Value) -> Vec<(String, String, u64, u64)> {
    let number = |finding: &Value, key: &str| finding[key].as_u64().unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let all = json[0]["findings"].as_array().unwrap().iter();
    all.map(|f| (text(f, "rule"), text(f, "text"), number(f, "line"), number(f, "column"))).collect()
}

#[test]
fn a_finding_has_its_place_and_what_must_be_changed_ends_with_1() {
    let room = unfilled();
    let ran = room.run(["check", "--json", "--rules", "unfilled-field", "总结.ron"]);
    let json = ran.is(1).json();
    let first = &findings(&json)[0];
    assert_eq!((first.0.as_str(), first.1.as_str(), first.2, first.3), ("unfilled-field", "{{单位}}", 1, 1));
    assert_eq!(json[0]["findings"][0]["severity"], "must");
    assert_eq!(json[0]["findings"][0]["length"], 6);
    assert_eq!(json[0]["findings"][0]["path"], "标题");
    let told = room.run(["check", "--rules", "unfilled-field", "总结.ron"]).is(1).out.clone();
    assert!(told.starts_with("总结.ron:1:1: 必改 "), "{told}");
    assert!(told.contains("\n  {{单位}}2026年"), "{told}");
    assert!(told.contains("\n  ^^^^^^^^\n"), "the mark is as wide as the words: {told}");
}

#[test]
fn places_in_a_text_are_those_of_the_file() {
    let room = Room::new();
    let text = TEXT.replace("检查场所210家", "检查场所XX家").replace('\n', "\r\n\r\n　　");
    room.write("总结.txt", &text);
    for (line, content) in text.split("\r\n").enumerate() {
        if let Some(at) = content.find("XX") {
            let column = content.get(..at).unwrap().chars().count() + 1;
            let json = room.run(["check", "--json", "总结.txt"]).json();
            let found = findings(&json).into_iter().find(|finding| finding.1.contains("XX")).unwrap();
            assert_eq!((found.2 as usize, found.3 as usize), (line + 1, column));
        }
    }
}

#[test]
fn a_good_text_ends_with_0_and_a_sentence() {
    let room = Room::new();
    room.write("总结.txt", TEXT);
    let ran = room.run(["check", "总结.txt"]);
    ran.is(0).quiet();
    assert!(ran.out.contains("总结.txt：没有发现问题。"), "{}", ran.out);
    let json = room.run(["check", "--json", "总结.txt"]).is(0).json();
    assert_eq!(json[0]["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn only_what_is_asked_for() {
    let room = unfilled();
    let ran = room.run(["check", "--rules", "limit", "总结.ron"]);
    ran.is(0);
    let ran = room.run(["check", "--rules", "没有的", "总结.ron"]);
    ran.is(2);
    assert!(ran.err.contains("没有“没有的”这条规则"), "{}", ran.err);
    room.run(["check", "--severity", "must", "总结.ron"]).is(1);
    room.run(["check", "--fix", "总结.ron"]).is(2);
    room.run(["check", "没有.ron"]).is(3);
}

#[test]
fn safe_fixes_go_into_another_file() {
    let room = Room::new();
    let text = TEXT.replace("排查隐患35处，整改率", "排查隐患35处,整改率");
    room.write("总结.txt", &text);
    let ran = room.run(["check", "--fix", "-o", "改后.txt", "总结.txt"]);
    assert!(ran.err.contains("已改 1 处"), "{}", ran.err);
    assert_eq!(room.text("改后.txt"), TEXT);
    assert_eq!(room.text("总结.txt"), text, "the file itself stays");
    room.run(["import", "总结.txt"]).is(0);
    room.run(["check", "--fix", "-o", "改后.ron", "总结.ron"]);
    room.run(["export", "--no-indent", "-o", "又.txt", "改后.ron"]).is(0);
    assert_eq!(room.text("又.txt"), TEXT);
    room.run(["check", "--fix", "--force", "-o", "总结.txt", "总结.txt"]).is(3);
}

#[test]
fn every_rule_is_listed() {
    let room = Room::new();
    let ran = room.run(["rules"]);
    ran.is(0).quiet();
    let json = room.run(["rules", "--json"]).is(0).json();
    let rules = json.as_array().unwrap();
    assert_eq!(ran.out.lines().count(), rules.len());
    for rule in rules {
        for key in ["id", "severity", "group", "name", "why"] {
            assert!(!rule[key].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(ran.out.contains(rule["id"].as_str().unwrap()));
    }
}
