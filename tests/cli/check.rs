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

/// What is listed and the exit code are true of what was written, not of what was read.
#[test]
fn after_fixing_the_new_file_is_told_of() {
    let room = Room::new();
    let wrong = TEXT.replace("排查隐患35处", "己经排查隐患35处");
    room.write("总结.txt", &wrong);
    room.run(["check", "总结.txt"]).is(1);
    let ran = room.run(["check", "--fix", "-o", "改后.txt", "总结.txt"]);
    ran.is(0);
    assert!(ran.out.contains("改后.txt：没有发现问题。"), "{}", ran.out);
    // What cannot be put right safely stays, in its place in the new file.
    room.write("总结.txt", format!("{wrong}\n于2026年12月XX日报送，己经完成。\n"));
    let ran = room.run(["check", "--json", "--fix", "-o", "又.txt", "总结.txt"]);
    let json = ran.is(1).json();
    assert_eq!(json[0]["file"], "又.txt");
    let found = findings(&json);
    let written = room.text("又.txt");
    let (line, content) = written.lines().enumerate().find(|(_, line)| line.contains("XX")).unwrap();
    let column = content.get(..content.find("XX").unwrap()).unwrap().chars().count() + 1;
    let (_, text, at, from) = found.iter().find(|finding| finding.1.contains("XX")).unwrap();
    assert_eq!((text.as_str(), *at as usize, *from as usize), ("XX", line + 1, column));
    assert!(!found.iter().any(|finding| finding.0 == "typo"), "{found:?}");
    // Nothing else is on standard output when the text goes there.
    let ran = room.run(["check", "--fix", "-o", "-", "总结.txt"]);
    assert_eq!(ran.is(1).out, written);
    assert!(ran.err.contains("必改 1"), "{}", ran.err);
}

/// Two spaces and a typo: only the rules that were asked for are put right.
#[test]
fn only_the_rules_that_are_asked_for_are_fixed() {
    let room = Room::new();
    let wrong = TEXT.replace("排查隐患35处", "己经排查隐患 35处");
    room.write("总结.txt", &wrong);
    let ran = room.run(["check", "--fix", "--rules", "space", "-o", "改后.txt", "总结.txt"]);
    assert!(ran.err.contains("已改 1 处"), "{}", ran.err);
    assert_eq!(room.text("改后.txt"), wrong.replace(' ', ""));
    let ran = room.run(["check", "--fix", "--severity", "must", "-o", "必改.txt", "总结.txt"]);
    assert!(ran.err.contains("已改 1 处"), "{}", ran.err);
    assert_eq!(room.text("必改.txt"), wrong.replace("己经", "已经"));
    room.run(["import", "总结.txt"]).is(0);
    room.run(["check", "--fix", "--rules", "typo", "-o", "改后.ron", "总结.ron"]).is(0);
    room.run(["export", "--no-indent", "-o", "又.txt", "改后.ron"]).is(0);
    assert_eq!(room.text("又.txt"), wrong.replace("己经", "已经"));
}

/// Encoding, byte-order mark and line ends are those of the file that was read.
#[test]
fn a_fixed_text_stands_in_its_file_as_before() {
    let room = Room::new();
    let wrong = TEXT.replace("排查隐患35处，", "排查隐患35处,").replace('\n', "\r\n");
    let right = TEXT.replace('\n', "\r\n");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    for (before, after, options) in [
        (gb18030(&wrong), gb18030(&right), &[][..]),
        (wrong.clone().into_bytes(), right.clone().into_bytes(), &[]),
        (marked(b"\xEF\xBB\xBF", wrong.clone().into()), marked(b"\xEF\xBB\xBF", right.clone().into()), &[]),
        (
            marked(b"\xEF\xBB\xBF", wrong.clone().into()),
            marked(b"\xEF\xBB\xBF", right.clone().into()),
            &["--encoding", "utf-8"],
        ),
        (marked(b"\xFF\xFE", utf16(&wrong)), marked(b"\xFF\xFE", utf16(&right)), &[]),
        (utf16(&wrong), utf16(&right), &["--encoding", "utf-16le"]),
    ] {
        std::fs::write(room.path("总结.txt"), &before).unwrap();
        let arguments = ["check", "--fix", "--force", "-o", "改后.txt", "总结.txt"];
        room.run(arguments.iter().chain(options)).is(0);
        let written = std::fs::read(room.path("改后.txt")).unwrap();
        assert!(written == after, "{options:?}: {} bytes for {}", written.len(), after.len());
    }
}

/// 1、 and (一) are read as 1. and （一）; the file that is checked is told of them.
#[test]
fn numerals_are_told_as_they_stand_in_the_file() {
    let room = Room::new();
    let text = "青石镇2026年工作总结\n全年各项任务完成较好。\n一、强化领导\n(一)健全机制\n全镇建立责任清单。\n\
        (二)压实责任\n　　1、签订责任书32份。\n　　2、开展督查6次。\n二、存在问题\n力量较为薄弱。\n";
    room.write("总结.txt", text);
    let ran = room.run(["check", "--json", "--rules", "ordinal-mark", "总结.txt"]);
    let at = |words: &str, line, column| ("ordinal-mark".to_owned(), words.to_owned(), line, column);
    let expected = [at("(一)", 4, 1), at("(二)", 6, 1), at("1、", 7, 3), at("2、", 8, 3)];
    assert_eq!(findings(&ran.is(0).json()), expected);
    let ran = room.run(["check", "--fix", "--rules", "ordinal-mark", "-o", "改后.txt", "总结.txt"]);
    assert!(ran.err.contains("已改 4 处"), "{}", ran.err);
    let right = text.replace('(', "（").replace(')', "）").replace("1、", "1.").replace("2、", "2.");
    assert_eq!(room.text("改后.txt"), right);
    assert!(ran.out.contains("没有发现问题"), "{}", ran.out);
    // These are let pass: a project writes them in its own way.
    room.write("总结.txt", right.replace("1.", "1．").replace("2.", "2．"));
    let ran = room.run(["check", "--json", "--rules", "ordinal-mark", "总结.txt"]);
    assert_eq!(findings(&ran.is(0).json()), []);
    // What reads as a numeral was typed with a mark.
    for (text, fixed) in [
        ("主要不足：一是、学习不够；二是：落实不力。\n", "主要不足：一是学习不够；二是落实不力。\n"),
        ("一是，抓学习。二是，抓落实。三是、抓考核。\n", "一是抓学习。二是抓落实。三是抓考核。\n"),
        ("（一）、抓学习\n甲。\n（二）、抓落实\n乙。\n", "（一）抓学习\n甲。\n（二）抓落实\n乙。\n"),
        ("一.抓学习\n甲。\n二.抓落实\n乙。\n", "一、抓学习\n甲。\n二、抓落实\n乙。\n"),
    ] {
        room.write("点.txt", text);
        room.run(["check", "--fix", "--force", "--rules", "ordinal-mark", "-o", "改后.txt", "点.txt"]);
        assert_eq!(room.text("改后.txt"), fixed);
    }
}
