//! `count`: figures, limits and their exit code.

use super::{Room, TEXT, folder, keys};
use serde_json::{Value, json};
use std::sync::Arc;
use suigao::model::{Limit, Unit};

const FIGURES: [&str; 5] = ["words", "chars_no_space", "chars_with_space", "han", "paragraphs"];

fn figures(value: &Value) -> [u64; 5] {
    FIGURES.map(|key| value[key].as_u64().unwrap_or_else(|| panic!("{key}: {value}")))
}

#[test]
fn texts() {
    let room = Room::new();
    let long = format!("{}\n", "全年工作总体平稳。".repeat(12_500));
    for (text, expected) in [
        ("", [0, 0, 0, 0, 0]),
        ("你好，世界。", [6, 6, 6, 4, 1]),
        ("XX镇2023年党风廉政建设工作总结", [14, 18, 18, 12, 1]),
        ("使用 Adobe Photoshop 打开图片", [8, 20, 23, 6, 1]),
        ("𠮷野家", [3, 3, 3, 3, 1]),
        ("好😀\r\n\r\n　　一是\r\n", [4, 4, 6, 3, 2]),
        (&long, [112_500, 112_500, 112_500, 100_000, 1]),
    ] {
        room.write("文.txt", text);
        for (ran, file) in [
            (room.run(["count", "文.txt", "--json"]), "文.txt"),
            (room.pipe(["count", "-", "--json"], text), "-"),
        ] {
            ran.is(0).quiet();
            let json = ran.json();
            assert_eq!(json.as_array().unwrap().len(), 1);
            assert_eq!(json[0]["file"], file);
            assert_eq!(figures(&json[0]), expected, "{text:.60}");
            assert_eq!(keys(&json[0]).len(), 6, "a text has no sections");
        }
        let table = room.run(["count", "文.txt"]);
        table.is(0).quiet();
        let words = ["字数", "字符数（不计空格）", "字符数（计空格）", "汉字数", "段落数"];
        let rows: String =
            expected.iter().zip(words).map(|(value, words)| format!("  {value:>8}  {words}\n")).collect();
        assert_eq!(table.out, format!("文.txt\n{rows}"));
    }
}

#[test]
fn a_summary_has_sections() {
    let room = Room::with_summary();
    room.change("总结.ron", |project| {
        let body = Arc::make_mut(&mut project.body);
        Arc::make_mut(&mut body.children[1]).limit = Limit { min: Some(10), max: Some(600), unit: Unit::Han };
    });
    let json = room.run(["count", "总结.ron", "--json"]).is(0).json();
    let limit = json!({ "min": 10, "max": 600, "unit": "han" });
    let row = |path: &str, heading: &str, words: usize, limit: Value| json!({ "path": path, "heading": heading, "words": words, "limit": limit });
    assert_eq!(
        json[0]["sections"],
        json!([
            row("1", "压实责任", 33, Value::Null),
            row("1.1", "", 16, Value::Null),
            row("1.2", "", 11, Value::Null),
            row("2", "排查隐患", 39, limit),
            row("2.1", "道路交通", 19, Value::Null),
            row("2.2", "消防安全", 14, Value::Null),
        ])
    );
    assert_eq!(json[0]["broken_limits"], json!([]));
    // What is exported says the same.
    let text = room.run(["export", "总结.ron", "--no-indent"]).out;
    let of_text = room.pipe(["count", "-", "--json"], &text).json();
    assert_eq!(figures(&json[0]), figures(&of_text[0]));
    assert_eq!(text, TEXT);
}

#[test]
fn a_table_adds_up() {
    let room = Room::with_summary();
    let out = room.run(["count", "总结.ron"]).is(0).out.clone();
    let value = |words: &str| -> usize {
        let line = out.lines().find(|line| line.trim_start().ends_with(&format!("  {words}")));
        let line = line.unwrap_or_else(|| panic!("{words}: {out}"));
        line.split_whitespace().next().unwrap().parse().unwrap()
    };
    let parts = ["标题", "导语", "主体", "结语", "落款"].map(value);
    assert_eq!(parts.iter().sum::<usize>(), value("字数"));
    assert_eq!(value("一、压实责任") + value("二、排查隐患"), value("主体"));
}

#[test]
fn broken_limits_give_one() {
    let most = |max, unit| Limit { min: None, max: Some(max), unit };
    let least = |min, unit| Limit { min: Some(min), max: None, unit };
    let both = Limit { min: Some(1), max: Some(5), unit: Unit::Han };
    for (place, limit, code, words, path) in [
        ("whole", most(138, Unit::Words), 0, "字数（要求不超过 138 字）", ""),
        (
            "whole",
            most(137, Unit::Words),
            1,
            "超出字数要求：全文（现有 138 字，要求不超过 137 字，超出 1 字）",
            "total",
        ),
        (
            "whole",
            least(200, Unit::Chars),
            1,
            "不足字数要求：全文（现有 156 字符，要求不少于 200 字符，还差 44 字符）",
            "total",
        ),
        ("opening", most(1, Unit::Pages), 0, "导语（1 页，要求不超过 1 页）", ""),
        ("closing", least(2, Unit::Pages), 1, "不足字数要求：结语（现有 1 页，", "closing"),
        ("body", most(1, Unit::Words), 1, "超出字数要求：主体（", "body"),
        ("section", both, 1, "超出字数要求：二、排查隐患（现有 28 个汉字，要求在 1 到 5 个汉字之间，", "2"),
        ("point", least(50, Unit::Words), 1, "不足字数要求：一是落实党政同责（现有 16 字，", "1.1"),
    ] {
        let room = Room::with_summary();
        room.change("总结.ron", |project| {
            let body = Arc::make_mut(&mut project.body);
            let place = match place {
                "whole" => &mut project.limit,
                "opening" => &mut Arc::make_mut(&mut project.opening).limit,
                "closing" => &mut Arc::make_mut(&mut project.closing).limit,
                "body" => &mut body.limit,
                "section" => &mut Arc::make_mut(&mut body.children[1]).limit,
                _ => &mut Arc::make_mut(&mut Arc::make_mut(&mut body.children[0]).children[0]).limit,
            };
            *place = limit;
        });
        let ran = room.run(["count", "总结.ron"]);
        ran.is(code).quiet();
        assert!(ran.out.contains(words), "{words} is not in {}", ran.out);
        let json = room.run(["count", "总结.ron", "--json"]).is(code).json();
        let broken = json[0]["broken_limits"].as_array().unwrap();
        let paths: Vec<_> = broken.iter().map(|broken| broken["path"].as_str().unwrap()).collect();
        assert_eq!(paths, if path.is_empty() { vec![] } else { vec![path] });
        if let Some(broken) = broken.first() {
            assert!(broken["value"].is_u64() && broken["limit"]["unit"].is_string(), "{broken}");
        }
    }
}

#[test]
fn one_file_that_fails_does_not_stop_the_rest() {
    let room = Room::with_summary();
    room.change("总结.ron", |project| project.limit = Limit::at_most(1));
    room.write("断.ron", room.text("总结.ron").replace("title:", "titel:"));
    let mut files = vec!["总结.txt", "断.ron", "总结.ron", "没有.txt", "."];
    let many: Vec<String> = (0..40).map(|number| format!("文{number}.txt")).collect();
    for (number, name) in many.iter().enumerate() {
        room.write(name, "青".repeat(number));
    }
    files.extend(many.iter().map(String::as_str));
    let ran = room.run(["count", "--json"].iter().chain(&files));
    ran.is(3).mentions(&["断.ron：第 ", "“没有.txt”", "“.”不是文件"]);
    assert!(ran.err.find("断.ron").unwrap() < ran.err.find("没有.txt").unwrap(), "in the order of the files");
    let json = ran.json();
    let names: Vec<_> = json.as_array().unwrap().iter().map(|row| row["file"].as_str().unwrap()).collect();
    let expected: Vec<_> =
        files.iter().copied().filter(|file| !["断.ron", "没有.txt", "."].contains(file)).collect();
    assert_eq!(names, expected);
    for (number, row) in json.as_array().unwrap()[2..].iter().enumerate() {
        assert_eq!(row["words"], number);
    }
    assert_eq!(room.run(["count", "总结.txt", "总结.ron"]).code, 1, "a broken limit alone");
}

#[test]
fn nothing_counted_is_an_empty_array() {
    let ran = Room::new().run(["count", "没有.txt", "--json"]);
    assert_eq!(ran.is(3).json(), json!([]));
}

#[test]
fn a_summary_is_known_whatever_it_is_called() {
    let room = Room::with_summary();
    let summary = room.text("总结.ron");
    let unmarked = summary.split_once('\n').unwrap().1;
    for (text, warning) in [
        (summary.clone(), ""),
        (format!("\u{FEFF}{summary}"), ""),
        (summary.replace('\n', "\r\n"), ""),
        (unmarked.to_owned(), "标准输入：文件没有校验行"),
        (summary.replace("压实责任", "压紧责任"), "标准输入：文件的校验与内容不一致"),
    ] {
        let ran = room.pipe(["count", "-", "--json"], &text);
        ran.is(0).mentions(&[warning]);
        assert_eq!(ran.err.is_empty(), warning.is_empty(), "{}", ran.err);
        assert_eq!(ran.json()[0]["words"], 138);
        assert!(ran.json()[0]["sections"].is_array());
    }
    room.write("没有扩展名", &summary);
    assert!(room.run(["count", "没有扩展名", "--json"]).json()[0]["sections"].is_array());
    room.write("不是.ron", "这不是文稿");
    room.run(["count", "不是.ron"]).is(3).complains(&["不是.ron：这不是文稿", "suigao-cli import"]);
}

#[test]
fn counting_writes_nothing() {
    let room = Room::with_summary();
    let before = folder(room.folder.path());
    for arguments in
        [&["count", "总结.ron", "总结.txt"][..], &["count", "总结.ron", "--json"], &["outline", "总结.ron"]]
    {
        room.run(arguments).is(0).quiet();
    }
    assert_eq!(folder(room.folder.path()), before);
}
