//! `verify`: what is whole, what is wrong, and what survives.

use super::{Room, keys, lines, saved};
use encoding_rs::GB18030;
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use suigao::model::{Marker, Section};
use suigao::store::project;

/// The kinds of problems of the only file.
fn kinds(json: &Value) -> Vec<&str> {
    json[0]["problems"].as_array().unwrap().iter().map(|problem| problem["kind"].as_str().unwrap()).collect()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn a_whole_one() {
    let room = Room::with_summary();
    let bytes = room.read("总结.ron").len();
    let ran = room.run(["verify", "总结.ron"]);
    ran.is(0).quiet();
    let expected = format!("总结.ron\n  完好：文稿、{bytes} 字节、格式第 1 版、校验一致、138 字\n");
    assert_eq!(ran.out, expected);
    let json = room.run(["verify", "总结.ron", "--json"]).is(0).json();
    assert_eq!(
        json,
        json!([{
            "file": "总结.ron", "ok": true, "kind": "project", "bytes": bytes, "integrity": "intact",
            "version": 1, "problems": [], "survivors": [],
        }])
    );
    let piped = room.pipe(["verify", "-"], room.read("总结.ron"));
    assert_eq!(piped.is(0).out, expected.replace("总结.ron", "标准输入"));
    let text = room.text("总结.ron");
    for text in [text.replace('\n', "\r\n"), format!("\u{FEFF}{text}")] {
        room.write("a.ron", text);
        room.run(["verify", "a.ron"]).is(0).quiet();
    }
    assert!(!room.has("home"), "nothing is written");
}

/// Every kind of damage has its name, in the order in which it helps.
#[test]
fn damage_has_its_name() {
    let room = Room::with_summary();
    let text = room.text("总结.ron");
    let body = text.split_once('\n').unwrap().1;
    let mut half_lost = text.clone().into_bytes();
    let middle = half_lost.len() / 2;
    half_lost[middle..].fill(0);
    let mut broken = text.clone().into_bytes();
    let at = text.find('青').unwrap();
    broken[at + 1] = b'?';
    let deep = (0..17).fold(Section::new(100), |child, id| Section {
        children: vec![Arc::new(child)],
        ..Section::new(101 + id)
    });
    let mut too_deep = project::parse(text.as_bytes()).unwrap().project;
    too_deep.closing = Arc::new(deep);
    too_deep.next_id = 200;
    let resealed = |change: &dyn Fn(&mut suigao::model::Project)| {
        let mut project = project::parse(text.as_bytes()).unwrap().project;
        change(&mut project);
        project::to_bytes(&project).unwrap()
    };
    for (bytes, kinds_found, integrity, version, words) in [
        (vec![], &["empty"][..], None, None, "文件是空的"),
        (vec![0; 4096], &["nul"], None, None, "文件里全是空字节"),
        (half_lost, &["checksum", "nul", "cut_off"], Some("differs"), Some(1), "个空字节，从第 "),
        (broken, &["not_utf8"], None, None, "不是 UTF-8 编码"),
        (
            text.replace("压实", "压紧").into_bytes(),
            &["checksum"],
            Some("differs"),
            Some(1),
            "校验与内容不一致",
        ),
        (body.into(), &["no_checksum"], Some("none"), Some(1), "没有校验行"),
        (text[..middle].into(), &["checksum", "cut_off"], Some("differs"), Some(1), "行就中断了"),
        (text.as_bytes()[..at + 1].into(), &["cut_off"], None, None, "行就中断了"),
        (
            text.replace("title:", "titel:").into_bytes(),
            &["checksum", "mistake"],
            Some("differs"),
            Some(1),
            "没有“titel”这一项",
        ),
        (
            text.replace("version: 1", "version: 9").into_bytes(),
            &["checksum", "newer"],
            Some("differs"),
            Some(9),
            "格式第 9 版，本程序到第 1 版为止",
        ),
        (
            text[..middle].replace("suigao 1 ", "suigao 9 ").into(),
            &["checksum", "newer"],
            Some("differs"),
            Some(9),
            "格式第 9 版，本程序到第 1 版为止",
        ),
        (project::to_bytes(&too_deep).unwrap(), &["too_deep"], Some("intact"), Some(1), "最多 16 级"),
        (
            resealed(&|project| project.next_id = 0),
            &["repaired"],
            Some("intact"),
            Some(1),
            "读入时改正：下一个部分的编号 0",
        ),
        (
            resealed(&|project| Arc::make_mut(&mut project.closing).id = project.opening.id),
            &["repaired"],
            Some("intact"),
            Some(1),
            "已改为",
        ),
        ("只是一段文字".into(), &["not_a_project"], None, None, "这不是文稿"),
        (fs::read("templates/2-niandu.ron").unwrap(), &["template"], None, None, "这是模板，不是文稿"),
        (b"(id: \"x\", name: \"\")".to_vec(), &["not_a_project"], None, None, "这不是文稿"),
    ] {
        room.write("坏 了.ron", &bytes);
        let ran = room.run(["verify", "坏 了.ron"]);
        ran.is(1).quiet();
        assert!(ran.out.starts_with("坏 了.ron\n  有问题："), "{}", ran.out);
        assert!(ran.out.contains(words), "{words} is not in {}", ran.out);
        let ran = room.run(["verify", "坏 了.ron", "--json"]);
        let json = ran.is(1).json();
        assert_eq!(kinds(&json), kinds_found, "{json}");
        assert_eq!(json[0]["ok"], false);
        assert_eq!(json[0]["bytes"], bytes.len());
        let said = (&json[0]["integrity"], &json[0]["version"]);
        assert_eq!(said, (&json!(integrity), &json!(version)), "{words}");
        assert_eq!(room.read("坏 了.ron"), bytes, "it is only read");
    }
}

#[test]
fn a_mistake_is_shown_with_its_line_and_a_mark() {
    let room = Room::with_summary();
    room.write("a.ron", "(\n  version: 1,\n  project: (\n    id: \"x\",\n    title: [“青石镇”],\n  ),\n)\n");
    let ran = room.run(["verify", "a.ron"]);
    ran.is(1).quiet();
    let shown = lines(&ran.out);
    let at = shown.iter().position(|line| line.contains("第 5 行第 13 个字符")).unwrap();
    assert!(shown[at].contains("中文标点"), "{}", shown[at]);
    assert_eq!(shown[at + 1..at + 3], ["        title: [“青石镇”],", "                ^"]);
    let json = room.run(["verify", "a.ron", "--json"]).is(1).json();
    let problem = &json[0]["problems"][1];
    assert_eq!((&problem["line"], &problem["column"]), (&json!(5), &json!(13)));
    assert_eq!(problem["text"], "    title: [“青石镇”],");
    assert!(!problem["message"].as_str().unwrap().contains("title:"), "the line stands by itself");
    assert_eq!(json[0]["problems"][0]["line"], Value::Null);
}

#[test]
fn where_it_is_not_utf8() {
    let room = Room::with_summary();
    room.write("a.ron", b"(\n  version: 1,\n  \xE9\x9D\x92\xE7\xFFx)");
    let json = room.run(["verify", "a.ron", "--json"]).is(1).json();
    let problem = &json[0]["problems"][0];
    assert_eq!(
        (&problem["kind"], &problem["line"], &problem["column"]),
        (&json!("not_utf8"), &json!(3), &json!(4))
    );
    assert!(problem["message"].as_str().unwrap().contains("第 22 个字节"), "{problem}");
}

/// What another program has stored in its own way is whole all the same.
#[test]
fn texts_in_other_encodings() {
    let room = Room::with_summary();
    let text = room.text("总结.ron");
    for (bytes, label) in [
        (GB18030.encode(&text).0.into_owned(), "GB18030"),
        (utf16(&text, u16::to_le_bytes), "UTF-16 LE"),
        (utf16(&text, u16::to_be_bytes), "UTF-16 BE"),
    ] {
        room.write("a.ron", &bytes);
        let ran = room.run(["verify", "a.ron"]);
        ran.is(1).quiet();
        assert!(
            ran.out.contains(&format!("别的程序把它存成了 {label}")) && ran.out.contains("内容仍读得出"),
            "{}",
            ran.out
        );
        let json = room.run(["verify", "a.ron", "--json"]).is(1).json();
        assert_eq!(kinds(&json), ["encoding"]);
        let own = &json[0]["survivors"][0];
        assert_eq!(
            (&own["origin"], &own["words"], &own["path"]),
            (&json!("file"), &json!(138), &json!("a.ron"))
        );
        assert!(room.pipe(["verify", "-"], &bytes).is(1).out.contains(label));
    }
    // Changed besides, that is told too; and a damaged one in UTF-8 is not taken for another
    // encoding, also where no 一、 gives it away.
    room.change("总结.ron", |project| Arc::make_mut(&mut project.body).marker = Marker::Third);
    let text = room.text("总结.ron");
    room.write("a.ron", GB18030.encode(&text.replace("压实", "压紧")).0);
    assert_eq!(kinds(&room.run(["verify", "a.ron", "--json"]).is(1).json()), ["encoding", "checksum"]);
    let mut bytes = text.clone().into_bytes();
    bytes[text.find("压实").unwrap()] ^= 0x80;
    room.write("a.ron", &bytes);
    assert_eq!(kinds(&room.run(["verify", "a.ron", "--json"]).is(1).json()), ["not_utf8"]);
}

#[test]
fn what_survives_is_listed() {
    let room = Room::with_summary();
    let good = room.read("总结.ron");
    room.run(["import", "总结.txt", "-o", "总结.ron", "--force"]).is(0);
    let copy = room.copy("home/state", Some("总结.ron"), |_| ()).path().to_path_buf();
    for bytes in [&b""[..], &good[..good.len() / 2], b"\0\0\0"] {
        room.write("总结.ron", bytes);
        let ran = room.run(["verify", "总结.ron"]);
        ran.is(1).quiet();
        let (_, found) = ran.out.split_once("  还能找回：\n").unwrap_or_else(|| panic!("{}", ran.out));
        let found = lines(found);
        let salvaged = found.iter().filter(|row| row.contains("  还读得出的文字  ")).count();
        assert_eq!(found.len() - salvaged, 2, "{}", ran.out);
        assert_eq!(salvaged, usize::from(bytes.len() > 3), "words are left in what was cut");
        let row = format!("    2026-12-01 12:00  130 字  恢复件  校验一致  {}", copy.display());
        assert!(found.contains(&row.as_str()), "{row} is not in {}", ran.out);
        assert!(found.iter().any(|row| row.contains("  138 字  历史备份  ")), "{}", ran.out);
        let json = room.run(["verify", "总结.ron", "--json"]).is(1).json();
        let survivors = json[0]["survivors"].as_array().unwrap();
        let of = |origin: &str| survivors.iter().find(|survivor| survivor["origin"] == origin).unwrap();
        let recovery = of("recovery");
        assert_eq!(
            recovery,
            &json!({ "origin": "recovery", "saved": "2026-12-01T12:00:00Z", "words": 130, "integrity": "intact", "path": copy })
        );
        let backup = of("backup");
        assert_eq!(fs::read(backup["path"].as_str().unwrap()).unwrap(), good);
        // It is a summary, and can be used as it is.
        room.run(["verify", backup["path"].as_str().unwrap()]).is(0);
    }
    fs::remove_file(room.path("总结.ron")).unwrap();
    let ran = room.run(["verify", "总结.ron"]);
    ran.is(3).mentions(&["“总结.ron”", "找不到"]);
    assert!(ran.out.starts_with("总结.ron\n  读不出\n  还能找回：\n"), "{}", ran.out);
}

#[test]
fn copies_beside_the_file_count_too() {
    let room = Room::with_summary();
    room.write("home/config/settings.ron", "(copies: BesideProject)");
    room.write("稿 一/总结.ron", room.read("总结.ron"));
    room.run(["import", "总结.txt", "-o", "稿 一/总结.ron", "--force"]).is(0);
    drop(room.copy("稿 一/.suigao", Some("稿 一/总结.ron"), |_| ()));
    room.write("稿 一/总结.ron", "");
    let json = room.run(["verify", "稿 一/总结.ron", "--json"]).is(1).json();
    assert_eq!(json[0]["survivors"].as_array().unwrap().len(), 2, "{json}");
}

#[test]
fn recovery_copies_are_known() {
    let room = Room::with_summary();
    for (file, words) in [(Some("总结.ron"), "，原文件“"), (None, "，从未保存过")] {
        let claim = room.copy("home/state", file, |_| ());
        let path = claim.path().to_str().unwrap().to_owned();
        let ran = room.run(["verify", &path]);
        ran.is(0).quiet();
        assert!(ran.out.contains("\n  完好：恢复件、"), "{}", ran.out);
        assert!(
            ran.out.contains("\n  恢复件“没有保存的”，2026-12-01 12:00 留下") && ran.out.contains(words),
            "{}",
            ran.out
        );
        let whole = fs::read_to_string(&path).unwrap();
        for (text, kinds_found) in [
            (whole.replace("没有保存的", "没有保存旳"), &["checksum"][..]),
            (
                whole[..whole.len() * 2 / 3].trim_end_matches(|c: char| !c.is_ascii()).to_owned(),
                &["checksum", "cut_off"],
            ),
            (whole.replace("version: 1", "version: 2"), &["checksum", "newer"]),
            (whole.replace("next_id: ", "next_id: 0"), &["checksum"]),
        ] {
            fs::write(&path, &text).unwrap();
            let json = room.run(["verify", &path, "--json"]).is(1).json();
            assert_eq!(
                (&json[0]["kind"], kinds(&json)),
                (&json!("recovery"), kinds_found.to_vec()),
                "{json}"
            );
        }
    }
}

#[test]
fn several_files_in_their_order() {
    let room = Room::with_summary();
    let text = room.text("总结.ron");
    let copies: Vec<_> = (0..3).map(|_| room.copy("home/state", Some("总结.ron"), |_| ())).collect();
    drop(copies);
    for n in 0..40 {
        room.write(
            &format!("稿/{n}.ron"),
            if n % 2 == 0 { text.clone() } else { text.replace("压实", "压紧") },
        );
    }
    let names: Vec<String> = (0..40).map(|n| format!("稿/{n}.ron")).collect();
    let arguments = ["verify"].into_iter().chain(names.iter().map(String::as_str));
    let ran = room.run(arguments.clone());
    ran.is(1).quiet();
    let heads: Vec<_> = ran.out.lines().filter(|line| line.starts_with("稿/")).collect();
    assert_eq!(heads, names);
    assert_eq!((ran.out.matches("完好：").count(), ran.out.matches("有问题：").count()), (20, 20));
    let ran = room.run(arguments.chain(["没有.ron", "稿", "总结.ron", "--json"]));
    let json = ran.is(3).mentions(&["没有.ron", "“稿”不是文件"]).json();
    assert_eq!(json.as_array().unwrap().len(), 43);
    assert_eq!(json[40]["problems"][0]["kind"], "unreadable");
    assert_eq!(
        (&json[41]["ok"], &json[41]["bytes"], &json[42]["ok"]),
        (&json!(false), &Value::Null, &json!(true))
    );
    assert_eq!(keys(&json[41]), keys(&json[42]));

    // Many that are damaged at once: each finds all that survives of it.
    room.write("总结.ron", "");
    let again = ["verify", "--json"].into_iter().chain(["总结.ron"; 24]);
    let json = room.run(again).is(1).json();
    for file in json.as_array().unwrap() {
        assert_eq!(file["survivors"].as_array().unwrap().len(), 3);
    }
}

#[test]
fn usage() {
    for (arguments, chinese, english) in [
        (&["verify"][..], "缺少参数：<文件>…", "Missing: <FILE>…"),
        (&["verify", "-", "-"], "标准输入（-）只能用一次", "can be used only once"),
    ] {
        for (language, words) in [("zh-CN", chinese), ("en", english)] {
            Room { language, ..Room::new() }.run(arguments).is(2).complains(&[words]);
        }
    }
}

#[test]
fn settings_that_cannot_be_read_are_told_where_they_matter() {
    let room = Room::with_summary();
    room.write("home/config/settings.ron", "(recent: [");
    room.run(["verify", "总结.ron"]).is(0).quiet();
    room.write("a.ron", "");
    let ran = room.run(["verify", "a.ron", "a.ron"]);
    assert_eq!(ran.is(1).mentions(&["settings.ron"]).err.lines().count(), 1, "once: {}", ran.err);
}

#[test]
fn in_english() {
    let room = Room { language: "en", ..Room::with_summary() };
    let bytes = room.read("总结.ron").len();
    let expected =
        format!("总结.ron\n  whole: summary, {bytes} bytes, format 1, checksum right, 138 words\n");
    assert_eq!(room.run(["verify", "总结.ron"]).is(0).out, expected);
    room.write("a.ron", "");
    let ran = room.run(["verify", "a.ron"]);
    assert_eq!(
        ran.is(1).out,
        "a.ron\n  not as it should be: 0 bytes\n  The file is empty. Look for a recovery copy or a backup.\n"
    );
}

/// No bit of a summary flips without being told, unless nothing is changed by it: the checksum may
/// be written in capitals.
#[test]
fn every_flipped_bit_is_told() {
    let room = Room::with_summary();
    let whole = room.read("总结.ron");
    let names: Vec<String> = (0..whole.len() * 8)
        .step_by(613)
        .map(|bit| {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let name = format!("翻/{bit}.ron");
            room.write(&name, bytes);
            name
        })
        .collect();
    let json =
        room.run(["verify", "--json"].into_iter().chain(names.iter().map(String::as_str))).is(1).json();
    let mut told = 0;
    for (file, name) in json.as_array().unwrap().iter().zip(&names) {
        told += usize::from(file["ok"] == false);
        assert!(file["ok"] == false || saved(&room, name) == saved(&room, "总结.ron"), "{file}");
    }
    assert!(told > names.len() / 2, "{told} of {}", names.len());
}

/// A description that quotes a file of ours is none: no words are picked out of it.
#[test]
fn nothing_is_salvaged_from_what_is_no_summary() {
    let room = Room::with_summary();
    for name in ["README.md", "fuzz/README.md", "templates/2-niandu.ron"] {
        let json = room.pipe(["verify", "-", "--json"], fs::read(name).unwrap()).is(1).json();
        assert_eq!(json[0]["survivors"], json!([]), "{name}");
    }
}
