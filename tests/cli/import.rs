//! `import`: texts in every encoding, and what is told about them.

use super::{Room, TEXT, folder};
use encoding_rs::GB18030;

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

#[test]
fn every_encoding_and_line_end_gives_the_same_summary() {
    let room = Room::with_summary();
    let expected = room.run(["outline", "总结.ron", "--json"]).is(0).json();
    let bom = |text: &str| format!("\u{FEFF}{text}");
    for (name, bytes, encoding) in [
        ("utf8-bom", bom(TEXT).into_bytes(), None),
        ("crlf", TEXT.replace('\n', "\r\n").into_bytes(), None),
        ("gb18030", gb18030(TEXT), None),
        ("gb18030-crlf", gb18030(&TEXT.replace('\n', "\r\n")), None),
        ("utf16le-bom", utf16(&bom(TEXT), u16::to_le_bytes), None),
        ("utf16be-bom", utf16(&bom(TEXT), u16::to_be_bytes), None),
        ("utf16le", utf16(TEXT, u16::to_le_bytes), None),
        ("said-utf8", TEXT.as_bytes().to_vec(), Some("UTF-8")),
        ("said-utf8-bom", bom(TEXT).into_bytes(), Some("utf-8-bom")),
        ("said-gb18030", gb18030(TEXT), Some("GB18030")),
        ("said-gbk", gb18030(TEXT), Some("gbk")),
        ("said-utf16le", utf16(TEXT, u16::to_le_bytes), Some("utf-16le")),
        ("said-utf16be", utf16(TEXT, u16::to_be_bytes), Some("utf-16be")),
    ] {
        room.write(name, bytes);
        let said = encoding.map(|encoding| ["--encoding", encoding]);
        let arguments = ["import", name, "-o", "-"].into_iter().chain(said.into_iter().flatten());
        let ran = room.run(arguments);
        ran.is(0).quiet();
        assert_eq!(room.pipe(["outline", "-", "--json"], &ran.bytes).is(0).json(), expected, "{name}");
    }
}

#[test]
fn an_encoding_that_cannot_be_told_is_asked_for() {
    let room = Room::new();
    room.write("a.txt", b"\xD2\xBB\xD0\xA9");
    room.run(["import", "a.txt"]).is(3).complains(&[
        "a.txt：",
        "--encoding gb18030  一些",
        "--encoding utf-8  һЩ",
    ]);
    assert_eq!(folder(room.folder.path()), ["a.txt"]);
    room.run(["import", "a.txt", "--encoding", "gbk", "-o", "b.ron"]).is(0);
    assert_eq!(room.run(["export", "b.ron", "--no-indent"]).out, "一些\n");
    room.write("c.txt", gb18030("青石镇"));
    room.run(["import", "c.txt", "--encoding", "utf-8"]).is(3).complains(&[
        "c.txt：",
        "UTF-8",
        "第 1 个字节",
    ]);
}

#[test]
fn the_summary_takes_the_texts_name() {
    let room = Room::new();
    for (text, summary) in [
        ("总结.txt", "总结.ron"),
        ("夹/总结.TXT", "夹/总结.ron"),
        ("没有扩展名", "没有扩展名.ron"),
        ("2025.12", "2025.12.ron"),
        ("3.安全生产", "3.安全生产.ron"),
    ] {
        room.write(text, TEXT);
        room.run(["import", text]).is(0).complains(&[&format!("已导入到“{summary}”。")]);
        assert!(room.text(summary).starts_with("// suigao "), "{summary}");
        room.run(["import", text]).is(3).complains(&[&format!("“{summary}”已经存在"), "--force"]);
        room.run(["import", text, "--force"]).is(0);
        assert_eq!(room.text(text), TEXT, "the text stays as it is");
    }
}

#[test]
fn with_an_output_nothing_is_said() {
    let room = Room::new();
    room.write("总结.txt", TEXT);
    let ran = room.run(["import", "总结.txt", "-o", "今年.ron"]);
    ran.is(0).quiet();
    assert_eq!(ran.out, "");
    let piped = room.pipe(["import", "-"], TEXT);
    piped.is(0).quiet();
    let outline = |input: &[u8]| room.pipe(["outline", "-", "--json"], input).is(0).json();
    assert_eq!(outline(&piped.bytes), outline(&room.read("今年.ron")));
    room.pipe(["import", "-", "-o", "管道.ron"], TEXT).is(0).quiet();
    assert_eq!(outline(&room.read("管道.ron")), outline(&piped.bytes));
}

#[test]
fn an_irregular_text_is_kept_and_told() {
    let room = Room::new();
    let text = "青石镇2026年工作总结\n2026年，成绩显著。\n一、抓党建\n加强领导。\n三、抓安全\n落实责任。\n";
    room.write("乱.txt", text);
    let ran = room.run(["import", "乱.txt", "-o", "乱.ron"]);
    ran.is(0).complains(&["乱.txt：第 5 行", "一、 三、"]);
    assert_eq!(room.run(["export", "乱.ron", "--no-indent"]).out, text);
}

#[test]
fn lines_of_a_web_page_are_told_or_left_out() {
    let room = Room::new();
    room.write("网.txt", format!("{TEXT}上一篇：别处的总结\n"));
    room.run(["import", "网.txt", "-o", "全.ron"]).is(0).complains(&[
        "已保留",
        "--drop-junk",
        "第 13 行",
        "上一篇",
    ]);
    room.run(["import", "网.txt", "--drop-junk", "-o", "净.ron"]).is(0).complains(&[
        "已去掉",
        "第 13 行",
        "上一篇",
    ]);
    assert!(room.run(["export", "全.ron"]).out.contains("上一篇"));
    assert_eq!(room.run(["export", "净.ron", "--no-indent"]).out, TEXT);
}

#[test]
fn an_empty_text_is_told() {
    let room = Room::new();
    for text in ["", "\u{FEFF}", "\r\n　\n"] {
        room.write("空.txt", text);
        room.run(["import", "空.txt", "-o", "空.ron", "--force"])
            .is(0)
            .complains(&["空.txt：文件里没有文字"]);
        let ran = room.run(["export", "空.ron"]);
        ran.is(0).quiet();
        assert_eq!(ran.out, "");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let room = Room::with_summary();
    room.write("文档.docx", b"PK\x03\x04");
    room.write("程序", b"\x7FELF\0\0");
    for (name, words) in [
        ("没有.txt", &["“没有.txt”", "找不到"][..]),
        (".", &["“.”不是文件"]),
        ("文档.docx", &["文档.docx：", ".docx", "另存为"]),
        ("程序", &["程序：第 5 个字节"]),
        ("总结.ron", &["总结.ron：这已经是文稿"]),
    ] {
        room.run(["import", name, "-o", "a.ron"]).is(3).complains(words);
    }
    let summary = room.read("总结.ron");
    room.pipe(["import", "-"], &summary).is(3).complains(&["标准输入：这已经是文稿"]);
    assert!(!room.has("a.ron"));
}

#[test]
fn the_text_is_never_written_over() {
    let room = Room::new();
    room.write("总结.txt", TEXT);
    for output in ["总结.txt", "./总结.txt"] {
        room.run(["import", "总结.txt", "-o", output, "--force"]).is(3).complains(&[output, "没有覆盖"]);
    }
    room.run(["import", "总结.txt", "-o", "."]).is(3).complains(&["“.”是文件夹"]);
    assert_eq!(folder(room.folder.path()), ["总结.txt"]);
    assert_eq!(room.text("总结.txt"), TEXT);
}
