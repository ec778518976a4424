//! `export` to pages, `pages`, `profiles`, `fonts`.

use super::fonts::{CHINESE, Font};
use super::{Room, folder};
use serde_json::json;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;
use suigao::model::{Limit, Project, Unit};
use suigao::store::profile;

/// A profile that asks for families that nobody has.
const OWN: &str = "(name: \"青石镇\", grid: (lines: 5), fonts: (title: [\"青石标宋\"], body: [\"青石仿宋\"], \
    first: [], second: [\"青石仿宋\"], page_number: []))";

fn room() -> Room {
    let room = Room::with_summary();
    room.write("home/config/profiles/镇.ron", OWN);
    room
}

fn font(name: &str) -> Vec<u8> {
    Font::new(&[(CHINESE, name)]).file()
}

#[test]
fn several_formats_at_once() {
    let all = ["总结.docx", "总结.md", "总结.pdf", "总结.txt"];
    for (arguments, expected) in [
        (&["--format", "txt,md,docx,pdf", "--out-dir", "定稿"][..], &all[..]),
        (&["--format", "PDF,docx,pdf", "--format", "markdown,txt", "--out-dir", "定稿"], &all),
        (&["--format", "docx,pdf", "-o", "定稿/报送"], &["报送.docx", "报送.pdf"]),
        (&["--format", "docx,pdf", "-o", "定稿/报送.txt"], &["报送.docx", "报送.pdf"]),
        (&["--format", "docx,txt", "-o", "定稿/3.报送"], &["3.报送.docx", "3.报送.txt"]),
        (&["-o", "定稿/总结.pdf"], &["总结.pdf"]),
        (&["--format", "docx", "-o", "定稿/总结"], &["总结"]),
    ] {
        let room = Room::with_summary();
        fs::create_dir(room.path("定稿")).unwrap();
        let ran = room.run(["export", "总结.ron"].iter().chain(arguments));
        ran.is(0);
        assert_eq!(
            (ran.out.as_str(), folder(&room.path("定稿"))),
            ("", expected.iter().map(ToString::to_string).collect())
        );
    }
}

#[test]
fn formats_are_what_they_are_called() {
    let room = Room::with_summary();
    let alone =
        |format: &str| room.run(["export", "总结.ron", "--format", format, "-o", "-"]).is(0).bytes.clone();
    room.run(["export", "总结.ron", "--format", "txt,md,docx,pdf", "-o", "a"]).is(0);
    for (format, begin) in [("txt", "青石镇".as_bytes()), ("md", b"# "), ("docx", b"PK"), ("pdf", b"%PDF")]
    {
        let bytes = room.read(&format!("a.{format}"));
        assert!(bytes.starts_with(begin), "{format}");
        assert!(alone(format) == bytes, "{format}: together as alone");
    }
}

#[test]
fn several_formats_need_names() {
    let room = Room::with_summary();
    for (arguments, words) in [
        (&["--format", "txt,pdf"][..], "有几种格式"),
        (&["--format", "txt,pdf", "-o", "-"], "有几种格式"),
        (&["总结.ron", "--format", "pdf"], "有多个文稿"),
        (&["--format", "txt,rtf", "-o", "a"], "rtf"),
        (&["--format", "txt,pdf", "-o", "a", "--out-dir", "."], "不能与"),
    ] {
        room.run(["export", "总结.ron"].iter().chain(arguments)).is(2).complains(&[words]);
    }
}

/// One file in the way stops neither the others nor the other projects.
#[test]
fn one_of_several_in_the_way() {
    let room = Room::with_summary();
    room.write("定稿/总结.docx", "别的");
    room.write("甲/总结.ron", room.read("总结.ron"));
    room.write("乙.ron", room.read("总结.ron"));
    let arguments =
        ["export", "总结.ron", "甲/总结.ron", "乙.ron", "--format", "txt,docx", "--out-dir", "定稿"];
    room.run(arguments)
        .is(3)
        .complains(&["“定稿/总结.docx”已经存在", "甲/总结.ron：前面的文稿也要导出到“定稿/总结.txt”"]);
    assert_eq!(folder(&room.path("定稿")), ["乙.docx", "乙.txt", "总结.docx", "总结.txt"]);
    assert_eq!(room.text("定稿/总结.docx"), "别的");
    let summary = room.read("总结.ron");
    room.write("稿.txt", &summary);
    room.run(["export", "稿.txt", "--format", "txt,docx", "--out-dir", ".", "--force"]).is(3);
    assert_eq!(room.read("稿.txt"), summary, "what is read is never written over");
    assert!(room.has("稿.docx"));
}

#[test]
fn what_stands_in_is_told_once() {
    let room = room();
    room.write("乙.ron", room.read("总结.ron"));
    let export = |format: &str| {
        let arguments =
            ["export", "总结.ron", "乙.ron", "--profile", "青石镇", "--out-dir", ".", "--force", "--format"];
        room.run(arguments.iter().copied().chain([format])).is(0).err.clone()
    };
    assert_eq!(
        export("docx,md"),
        "DOCX 只写字体名称，字体由打开它的电脑提供。本机没有安装：青石标宋、青石仿宋。\n"
    );
    assert_eq!(export("txt,md"), "");
    let told = [
        "标题：青石标宋 没有安装，用岁稿自带粗宋体代替。",
        "正文：青石仿宋 没有安装，用岁稿自带宋体代替。",
        "二级标题：青石仿宋 没有安装，用岁稿自带宋体代替。",
    ];
    assert_eq!(export("txt,pdf").lines().collect::<Vec<_>>(), told);
    let in_pdf = told.map(|sentence| format!("PDF：{sentence}"));
    assert_eq!(export("pdf,docx").lines().collect::<Vec<_>>(), in_pdf);
    room.write("home/config/fonts/甲.ttf", font("青石仿宋"));
    assert_eq!(export("pdf").lines().collect::<Vec<_>>(), told[..1], "found where the user may put it");
}

#[test]
fn characters_without_a_font_are_listed_and_written() {
    let room = room();
    room.write("a.txt", "青石镇\n一是\u{10FFFD}甲\u{10FFFD}、\u{100000}。\n");
    room.run(["import", "a.txt"]).is(0);
    let arguments = ["export", "a.ron", "--profile", "青石镇", "--format", "pdf,docx", "-o", "b"];
    room.run(arguments).is(0).complains(&[
        "a.ron：这些字没有字体可用",
        "（U+10FFFD，2 处）",
        "（U+100000，1 处）",
    ]);
    assert!(room.has("b.pdf") && room.has("b.docx"));
    room.run(["export", "a.ron", "-o", "b.txt"]).is(0).quiet();
    // Said before anything is written.
    room.write("c.docx", "别的");
    room.run(["export", "a.ron", "--profile", "青石镇", "-o", "c.docx"]).is(3).complains(&[
        "a.ron：这些字本机没有字体可用：",
        "（U+10FFFD，2 处）",
        "“c.docx”已经存在",
    ]);
    let rare = Font { chars: Some("\u{10FFFD}\u{100000}"), ..Font::new(&[(CHINESE, "青石罕用")]) };
    room.write("home/config/fonts/罕.otf", rare.file());
    let ran = room.run(["export", "a.ron", "--profile", "青石镇", "-o", "c.pdf"]);
    assert!(!ran.is(0).err.contains("没有字体可用"), "{}", ran.err);
}

#[test]
fn page_counts() {
    let room = room();
    room.write("没有字.ron", room.read("总结.ron"));
    room.change("没有字.ron", |project| *project = suigao::model::Project::new("x".into()));
    let ran = room.run(["pages", "总结.ron"]);
    assert_eq!(ran.is(0).quiet().out, "1\n");
    let ran = room.run(["pages", "总结.ron", "--profile", "青石镇"]);
    let pages: usize = ran.is(0).quiet().out.trim().parse().unwrap();
    assert!(pages > 2, "of five lines: {pages}");
    let ran = room.run(["pages", "总结.ron", "没有.ron", "没有字.ron"]);
    ran.is(3).mentions(&["“没有.ron”"]);
    assert_eq!(ran.out, "1\t总结.ron\n1\t没有字.ron\n");
    let ran =
        room.run(["pages", "总结.ron", "没有字.ron", "--json", "--profile", "home/config/profiles/镇.ron"]);
    assert_eq!(
        ran.is(0).json(),
        json!([
            { "file": "总结.ron", "pages": pages },
            { "file": "没有字.ron", "pages": 1 },
        ])
    );
    assert_eq!(room.pipe(["pages", "-"], room.read("总结.ron")).is(0).out, "1\n");
    room.run(["pages", "-", "-"]).is(2).complains(&["只能用一次"]);
    room.run(["pages", "总结.txt"]).is(3).complains(&["总结.txt：这不是文稿"]);
}

/// The profile of the project is the one that it is laid out by.
#[test]
fn the_projects_own_profile() {
    let room = room();
    let pages =
        |arguments: &[&str]| room.run(["pages", "总结.ron"].iter().chain(arguments)).is(0).out.clone();
    let own = pages(&["--profile", "青石镇"]);
    room.change("总结.ron", |project| {
        project.profile = profile::parse("镇.ron", OWN).map(Into::into).unwrap();
    });
    assert_eq!(pages(&[]), own);
    assert_eq!(pages(&["--profile", "国标"]), "1\n");
}

#[test]
fn profiles_that_are_not_there() {
    let room = room();
    room.write("home/config/profiles/错.ron", "(\n  margins: (left: 2000),\n)");
    for command in [&["pages", "总结.ron"][..], &["export", "总结.ron", "-o", "a.pdf"], &["fonts"]] {
        for (name, words) in [
            ("没有", &["没有叫“没有”的版式", "国标、页码居中、行距28磅、青石镇"][..]),
            ("没有.ron", &["没有.ron"]),
            ("错", &["错.ron”有误：第 2 行第 19 个字符，2000 不能用在这里，请写 0 到 1000 之间的数。"]),
        ] {
            room.run(command.iter().copied().chain(["--profile", name])).is(3).complains(words);
        }
    }
    assert!(!room.has("a.pdf"));
}

#[test]
fn profiles_are_listed_and_written_out() {
    let room = room();
    let ran = room.run(["profiles"]);
    assert_eq!(
        ran.is(0).quiet().out.lines().take(4).collect::<Vec<_>>(),
        ["国标", "页码居中", "行距28磅", "青石镇（自己的版式）"]
    );
    let own = |name: &str, own: bool| json!({ "name": name, "own": own });
    assert_eq!(
        room.run(["profiles", "--json"]).is(0).json(),
        json!([own("国标", false), own("页码居中", false), own("行距28磅", false), own("青石镇", true)])
    );
    for name in ["国标", "页码居中", "青石镇"] {
        let text = room.run(["profiles", name]).is(0).quiet().out.clone();
        let written = profile::parse("x.ron", &text).unwrap();
        assert_eq!(written, profile::find(name, &room.path("home/config/profiles")).unwrap());
        assert!(text.contains("overflow: DrawIn"), "all of it: {text}");
    }
    assert!(room.run(["profiles", "国标"]).out.contains("// "), "with what it means");
    room.write("home/config/profiles/错.ron", "(margin: ())");
    room.run(["profiles"]).is(0).mentions(&["错.ron”有误：第 1 行", "没有“margin”这一项"]);
    room.run(["profiles", "没有"]).is(3).complains(&["没有叫“没有”的版式"]);
}

#[test]
fn faces_are_told() {
    let room = room();
    room.write("home/config/fonts/甲.ttf", font("青石标宋"));
    let ran = room.run(["fonts", "--profile", "青石镇"]);
    assert_eq!(
        ran.is(0).quiet().out.lines().collect::<Vec<_>>(),
        [
            "标题：青石标宋",
            "正文：岁稿自带宋体（代替没有安装的 青石仿宋）",
            "一级标题：岁稿自带黑体",
            "二级标题：岁稿自带宋体（代替没有安装的 青石仿宋）",
            "页码：岁稿自带宋体",
        ]
    );
    let rows = room.run(["fonts", "--profile", "青石镇", "--json"]).is(0).json();
    assert_eq!(
        rows[0],
        json!({ "role": "title", "wanted": "青石标宋", "used": "青石标宋", "bundled": false })
    );
    assert_eq!(
        rows[1],
        json!({ "role": "body", "wanted": "青石仿宋", "used": "岁稿自带宋体", "bundled": true })
    );
    assert_eq!(rows.as_array().unwrap().len(), 5);
    room.run(["fonts"]).is(0).quiet();
}

/// A portable program brings its fonts along.
#[test]
fn fonts_beside_a_portable_program() {
    let room = room();
    room.write("盘/fonts/甲.ttf", font("青石仿宋"));
    room.write("盘/suigao-data/config/profiles/镇.ron", OWN);
    fs::copy(env!("CARGO_BIN_EXE_suigao-cli"), room.path("盘/suigao-cli")).unwrap();
    let output = Command::new(room.path("盘/suigao-cli"))
        .args(["fonts", "--portable", "--profile", "青石镇"])
        .env_remove("SUIGAO_HOME")
        .env("SUIGAO_LANG", "zh-CN")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("正文：青石仿宋\n"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

/// A blank line below the title makes 22 lines of text more than a page; counted on the grid they
/// would be one.
#[test]
fn a_limit_in_pages_is_held_against_the_pages() {
    let room = Room::with_summary();
    room.change("总结.ron", |project| {
        let mut lines = Project::new(project.id.clone());
        lines.title = vec!["青石镇2026年工作总结".into()];
        lines.limit = Limit { max: Some(1), unit: Unit::Pages, ..Limit::default() };
        Arc::make_mut(&mut lines.opening).paragraphs =
            (1..=21).map(|n| format!("走访第{n}户，记下了要办的事。")).collect();
        *project = lines;
    });
    assert_eq!(room.run(["pages", "总结.ron"]).is(0).out, "2\n");
    let counted = room.run(["count", "总结.ron"]).is(1).out.clone();
    assert!(counted.contains("现有 2 页，要求不超过 1 页，超出 1 页"), "{counted}");
    let checked = room.run(["check", "--rules", "limit", "总结.ron"]).is(0).out.clone();
    assert!(checked.contains("超出 1 页。"), "{checked}");
}
