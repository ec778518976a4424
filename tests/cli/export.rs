//! `export`: formats, encodings, several files at once.

use super::{Room, TEXT, folder};
use encoding_rs::GB18030;
use std::process::Stdio;
use suigao::model::Limit;

#[test]
fn options_say_how_it_is_written() {
    let room = Room::with_summary();
    let indented = |text: &str| -> String {
        let (title, rest) = text.split_once('\n').unwrap();
        let (rest, signature) = rest.split_once("青石镇人民政府").unwrap();
        let rest: String = rest.lines().map(|line| format!("　　{line}\n")).collect();
        let pad = |width: usize| "　".repeat(width / 2) + &" ".repeat(width % 2);
        // 14 half cells of 56 and four to the right of them; the date begins four further on.
        format!("{title}\n{rest}{}青石镇人民政府\n{}{}", pad(38), pad(42), signature.trim_start())
    };
    let plain = indented(TEXT);
    let markdown = "# 青石镇2026年安全生产工作总结\n\n2026年，";
    for (options, expected) in [
        (&[][..], plain.clone()),
        (&["--format", "txt", "--encoding", "utf-8", "--newline", "lf"], plain.clone()),
        (&["--no-indent"], TEXT.to_owned()),
        (&["--newline", "crlf"], plain.replace('\n', "\r\n")),
        (&["--newline", "CRLF", "--no-indent"], TEXT.replace('\n', "\r\n")),
        (&["--encoding", "utf-8-bom"], format!("\u{FEFF}{plain}")),
        (&["--encoding", "UTF-8"], plain.clone()),
    ] {
        let ran = room.run(["export", "总结.ron"].iter().chain(options));
        ran.is(0).quiet();
        assert_eq!(String::from_utf8(ran.bytes).unwrap(), expected, "{options:?}");
    }
    let ran = room.run(["export", "总结.ron", "--encoding", "gb18030", "--newline", "crlf"]);
    assert_eq!(ran.is(0).bytes, *GB18030.encode(&plain.replace('\n', "\r\n")).0);
    let ran = room.run(["export", "总结.ron", "--format", "md"]);
    assert!(
        ran.is(0).out.starts_with(markdown) && ran.out.contains("\n\n## 一、压实责任\n\n"),
        "{}",
        ran.out
    );
}

#[test]
fn it_goes_where_it_is_sent() {
    let room = Room::with_summary();
    let expected = room.run(["export", "总结.ron"]).is(0).bytes.clone();
    for arguments in [
        &["export", "总结.ron", "-o", "定稿.txt"][..],
        &["export", "总结.ron", "--out-dir", "."],
        &["export", "总结.ron", "-o", "定稿.txt", "--force"],
    ] {
        let forced = arguments.contains(&"--force");
        if arguments.contains(&"--out-dir") {
            std::fs::remove_file(room.path("总结.txt")).unwrap();
        }
        let ran = room.run(arguments);
        ran.is(0).quiet();
        assert_eq!(ran.out, "");
        let name = if arguments.contains(&"-o") { "定稿.txt" } else { "总结.txt" };
        assert_eq!(room.read(name), expected);
        if !forced {
            room.write(name, "别的");
            room.run(arguments).is(3).complains(&["已经存在", "--force"]);
            assert_eq!(room.text(name), "别的", "{arguments:?}");
        }
    }
    let summary = room.read("总结.ron");
    for arguments in [&["export", "-"][..], &["export", "-", "-o", "-"], &["export", "总结.ron", "-o", "-"]]
    {
        assert_eq!(room.pipe(arguments, &summary).is(0).bytes, expected, "{arguments:?}");
    }
    std::fs::create_dir(room.path("夹")).unwrap();
    room.pipe(["export", "-", "--out-dir", "夹", "--format", "md"], &summary).is(0).quiet();
    assert_eq!(folder(&room.path("夹")), ["stdin.md"]);
}

#[test]
fn several_at_once_and_one_failing() {
    let room = Room::with_summary();
    let summary = room.read("总结.ron");
    let names: Vec<String> = (0..60).map(|number| format!("稿/{number}.总结.ron")).collect();
    for name in &names {
        room.write(name, &summary);
    }
    room.write("稿/断.ron", room.text("总结.ron").replace("title:", "titel:"));
    std::fs::create_dir(room.path("定稿")).unwrap();
    let mut arguments: Vec<&str> =
        vec!["export", "--out-dir", "定稿", "--no-indent", "稿/断.ron", "没有.ron"];
    arguments.extend(names.iter().map(String::as_str));
    let ran = room.run(&arguments);
    ran.is(3).complains(&["稿/断.ron：第 ", "“没有.ron”"]);
    assert_eq!(folder(&room.path("定稿")).len(), 60, "all but the broken ones");
    assert_eq!(room.text("定稿/7.总结.txt"), TEXT);
    let again = room.run(&arguments);
    again.is(3).complains(&["“定稿/0.总结.txt”已经存在", "“定稿/59.总结.txt”已经存在"]);
    assert!(
        again.err.find("定稿/8.总结").unwrap() < again.err.find("定稿/10.总结").unwrap(),
        "in their order"
    );
}

#[test]
fn two_never_go_to_one_place() {
    let room = Room::with_summary();
    let summary = room.read("总结.ron");
    room.write("甲/总结.ron", &summary);
    room.write("乙/a.ron", &summary);
    room.write("乙/A.ron", &summary);
    room.change("甲/总结.ron", |project| project.title = vec!["另一份".into()]);
    std::fs::create_dir(room.path("定稿")).unwrap();
    let arguments =
        ["export", "总结.ron", "甲/总结.ron", "乙/a.ron", "乙/A.ron", "--out-dir", "定稿", "--force"];
    let ran = room.run(arguments);
    ran.is(3).complains(&["甲/总结.ron：", "“定稿/总结.txt”", "乙/A.ron：", "没有导出"]);
    assert_eq!(folder(&room.path("定稿")), ["a.txt", "总结.txt"]);
    assert!(!room.text("定稿/总结.txt").contains("另一份"), "the first one stands");
}

#[test]
fn what_is_read_is_never_written_over() {
    let room = Room::with_summary();
    let summary = room.read("总结.ron");
    room.write("稿.txt", &summary);
    for arguments in [
        &["export", "总结.ron", "-o", "总结.ron", "--force"][..],
        &["export", "总结.ron", "-o", "./总结.ron", "--force"],
        &["export", "稿.txt", "--out-dir", ".", "--force"],
    ] {
        room.run(arguments).is(3).complains(&["正是读入的文件，没有覆盖"]);
    }
    assert_eq!((room.read("总结.ron"), room.read("稿.txt")), (summary.clone(), summary));
}

#[test]
fn where_nothing_can_be_written() {
    let room = Room::with_summary();
    room.write("只读.txt", "别的");
    let mut permissions = std::fs::metadata(room.path("只读.txt")).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(room.path("只读.txt"), permissions).unwrap();
    for (arguments, words) in [
        (&["export", "总结.ron", "-o", "没有/a.txt"][..], &["“没有/a.txt”", "找不到文件夹“没有”"][..]),
        (&["export", "总结.ron", "--out-dir", "没有"], &["没有/总结.txt", "找不到文件夹"]),
        (&["export", "总结.ron", "-o", "home"], &["“home”是文件夹"]),
        (&["export", "总结.ron", "-o", "只读.txt", "--force"], &["“只读.txt”是只读文件"]),
    ] {
        std::fs::create_dir_all(room.path("home")).unwrap();
        room.run(arguments).is(3).complains(words);
    }
    assert_eq!(room.text("只读.txt"), "别的");
}

#[test]
#[cfg(unix)]
fn a_folder_that_is_read_only() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::with_summary();
    std::fs::create_dir(room.path("夹")).unwrap();
    std::fs::set_permissions(room.path("夹"), std::fs::Permissions::from_mode(0o555)).unwrap();
    // To root no folder is read-only.
    if std::fs::write(room.path("夹/试"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    room.run(["export", "总结.ron", "-o", "夹/a.txt"]).is(3).complains(&["“夹/a.txt”", "没有权限"]);
    room.run(["export", "总结.ron", "--out-dir", "夹"]).is(3).complains(&["夹/总结.txt", "没有权限"]);
}

#[test]
fn characters_that_do_not_fit_are_listed() {
    let room = Room::new();
    room.write("a.txt", "青石镇\n一是\u{E5E5}、𠮷😀\n");
    room.run(["import", "a.txt"]).is(0);
    room.run(["export", "a.ron", "-o", "b.txt", "--encoding", "gb18030"]).is(3).complains(&[
        "a.ron：",
        "U+E5E5",
        "第 2 行",
    ]);
    assert!(!room.has("b.txt"));
    room.run(["export", "a.ron", "-o", "b.txt"]).is(0).quiet();
    assert_eq!(room.text("b.txt"), "青石镇\n　　一是\u{E5E5}、𠮷😀\n");
}

#[test]
fn fields_without_a_value_are_told() {
    let room = Room::new();
    room.run(["new", "-t", "niandu", "-f", "年度=2026", "-o", "a.ron"]).is(0);
    let ran = room.run(["export", "a.ron"]);
    ran.is(0).mentions(&["a.ron：还有要素没有填，已照原样导出：单位、日期。"]);
    assert!(ran.out.starts_with("{{单位}}2026年"), "{}", ran.out);
    room.write("b.txt", "别的");
    let ran = room.run(["export", "a.ron", "-o", "b.txt"]);
    assert!(!ran.is(3).err.contains("已照原样导出"), "nothing was: {}", ran.err);
}

#[test]
fn a_broken_limit_does_not_stop_it() {
    let room = Room::with_summary();
    room.change("总结.ron", |project| project.limit = Limit::at_most(1));
    room.run(["export", "总结.ron"]).is(0).quiet();
}

/// A text far larger than a pipe holds, so that writing it meets the closed end.
fn with_a_long_summary() -> Room {
    let room = Room::new();
    room.write("长.txt", format!("总结\n{}", "全年工作总体平稳。\n".repeat(20_000)));
    room.run(["import", "长.txt", "-o", "长.ron"]).is(0);
    room
}

#[test]
fn a_reader_that_goes_away_is_nothing_to_complain_about() {
    let room = with_a_long_summary();
    for arguments in
        [&["export", "长.ron"][..], &["outline", "长.ron", "--json"], &["import", "长.txt", "-o", "-"]]
    {
        let mut command = room.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), &output.stderr[..]), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn standard_output_that_takes_nothing() {
    let room = with_a_long_summary();
    for arguments in [&["export", "长.ron"][..], &["count", "长.ron"], &["templates"], &["--help"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = room.command(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(3) && err.contains("标准输出写不进：磁盘已满"),
            "{arguments:?}: {err}"
        );
    }
}
