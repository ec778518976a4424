//! `recover`: copies listed, written to files, deleted.

use super::{Room, folder, keys, lines, saved};
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use suigao::model::Project;
use suigao::store::project;
use suigao::store::recovery::{self, Copy};

const STATE: &str = "home/state";

/// The ID of a copy that nobody claims any more.
fn left(claim: recovery::Claim) -> String {
    recovery::id(claim.path())
}

fn title(copy: &mut Copy, title: &str) {
    let project = Arc::make_mut(&mut copy.project);
    project.title = vec![title.into()];
}

#[test]
fn nothing_to_recover() {
    let room = Room::new();
    for arguments in [&["recover"][..], &["recover", "--list"]] {
        let ran = room.run(arguments);
        ran.is(0).quiet();
        assert_eq!(ran.out, "没有恢复件：所有内容都已经保存。\n");
    }
    assert_eq!(room.run(["recover", "--json"]).is(0).out, "[]\n");
    assert!(!room.has("home"), "nothing is made by looking");
    let room = Room { language: "en", ..room };
    assert_eq!(room.run(["recover"]).is(0).out, "There is no recovery copy: everything was saved.\n");
}

/// What the user is told of each copy: how it stands to its file.
#[test]
fn copies_are_listed_with_their_files() {
    let words = |copy: &mut Copy, words: &str| title(copy, words);
    for (file, change, after, line, state, file_words) in [
        (None, "没有保存的", "", "从未保存过", "never_saved", None),
        (Some("总结.ron"), "没有保存的", "删", "总结.ron：这个文件已不在", "missing", None),
        (Some("总结.ron"), "没有保存的", "坏", "总结.ron：这个文件读不出", "unreadable", None),
        (Some("总结.ron"), "没有保存的", "改", "总结.ron：这个文件后来又改过，现有 3 字", "changed", Some(3)),
        (Some("总结.ron"), "短", "", "总结.ron：比这个文件少 12 字", "unchanged", Some(138)),
        (
            Some("总结.ron"),
            "青石镇这一年来的安全生产工作总结一",
            "",
            "总结.ron：比这个文件多 4 字",
            "unchanged",
            Some(138),
        ),
        (
            Some("总结.ron"),
            "青石镇全年安全生产工作总结",
            "",
            "总结.ron：字数与这个文件相同，内容不同",
            "unchanged",
            Some(138),
        ),
    ] {
        let room = Room::with_summary();
        let id = left(room.copy(STATE, file, |copy| words(copy, change)));
        match after {
            "删" => fs::remove_file(room.path("总结.ron")).unwrap(),
            "坏" => room.write("总结.ron", "(version: 1"),
            "改" => {
                let mut other = Project::new("x".into());
                other.title = vec!["另一份".into()];
                room.write("总结.ron", project::to_bytes(&other).unwrap());
            }
            _ => {}
        }
        let ran = room.run(["recover"]);
        ran.is(0).quiet();
        let shown = lines(&ran.out);
        assert_eq!(shown[0], id);
        assert_eq!(shown[1], format!("  {change}"));
        assert!(
            shown[2].starts_with("  2026-12-01 12:00 留下，") && shown[2].ends_with(" 字"),
            "{}",
            shown[2]
        );
        assert!(shown[3].ends_with(line) && shown[3].starts_with("  "), "{line} is not {}", shown[3]);
        assert!(ran.out.contains("suigao-cli recover --discard ID"), "{}", ran.out);
        let json = room.run(["recover", "--list", "--json"]).is(0).json();
        assert_eq!((&json[0]["state"], &json[0]["file_words"]), (&json!(state), &json!(file_words)));
    }
}

#[test]
fn copies_as_json() {
    let room = Room::with_summary();
    let of_file = room.copy(STATE, Some("总结.ron"), |copy| copy.kept += 1000);
    let path = of_file.path().to_path_buf();
    let of_file = left(of_file);
    let closed = left(room.copy(STATE, None, |copy| copy.closed = true));
    let json = room.run(["recover", "--json"]).is(0).json();
    assert_eq!(
        json[0],
        json!({
            "id": of_file, "title": "没有保存的", "kept": "2026-12-01T12:00:01Z", "words": 130,
            "closed": false, "file": room.path("总结.ron"), "state": "unchanged", "file_words": 138,
            "problem": null, "path": path,
        }),
        "the latest first"
    );
    assert_eq!(
        (&json[1]["id"], &json[1]["closed"], &json[1]["file"]),
        (&json!(closed), &json!(true), &Value::Null)
    );
    assert!(room.run(["recover"]).out.contains("  关闭时没有保存，七天后自动删除\n"));
    assert_eq!(keys(&json[1]).len(), 10);
}

/// Copies that were cut, come from elsewhere or were changed are told, and left alone.
#[test]
fn copies_that_are_damaged() {
    for (from, to, readable, words) in [
        ("没有保存的", "没有保存旳", true, "校验与内容不一致"),
        ("// suigao 1 ", "// suigao 7 ", false, "第 7 版格式"),
        ("version: 1,", "version: 7,\n  owner: 1,", false, "第 7 版格式"),
        ("kept: ", "keept: ", false, "没有“keept”这一项"),
        ("project: (", "project: ", false, "第 "),
    ] {
        let room = Room::with_summary();
        let claim = room.copy(STATE, None, |_| ());
        let path = claim.path().to_path_buf();
        let id = left(claim);
        let text = fs::read_to_string(&path).unwrap().replacen(from, to, 1);
        fs::write(&path, &text).unwrap();
        let ran = room.run(["recover"]);
        ran.is(0).quiet();
        assert!(ran.out.starts_with(&id) && ran.out.contains(words), "{words} is not in {}", ran.out);
        assert_eq!(ran.out.contains("读不出"), !readable, "{}", ran.out);
        let json = room.run(["recover", "--json"]).json();
        assert!(json[0]["problem"].as_str().unwrap().contains(words), "{json}");
        assert_eq!(json[0]["words"].is_number(), readable);
        let wrote = room.run(["recover", "-o", "找回.ron", &id]);
        wrote.is(if readable { 0 } else { 3 }).complains(&[&id, words]);
        assert_eq!(room.has("找回.ron"), readable);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

/// Cut anywhere, a copy is told and never taken for another text.
#[test]
fn copies_that_are_cut() {
    let room = Room::with_summary();
    let claim = room.copy(STATE, Some("总结.ron"), |_| ());
    let path = claim.path().to_path_buf();
    let id = left(claim);
    let whole = fs::read(&path).unwrap();
    for length in (0..whole.len() - 1).step_by(397) {
        fs::write(&path, &whole[..length]).unwrap();
        let ran = room.run(["recover", "--json"]);
        let json = ran.is(0).json();
        assert_eq!((&json[0]["id"], &json[0]["title"]), (&json!(id), &Value::Null), "{length}");
        assert!(json[0]["problem"].is_string());
        room.run(["recover", "-o", "-", &id]).is(3).complains(&[&id]);
    }
    assert!(room.run(["recover"]).out.contains("写成，读不出"));
}

#[test]
fn a_copy_that_was_saved_after_all_is_gone() {
    let room = Room::with_summary();
    let copy = room.copy(STATE, Some("总结.ron"), |copy| title(copy, "青石镇2026年安全生产工作总结"));
    let path = copy.path().to_path_buf();
    drop(copy);
    assert_eq!(room.run(["recover", "--json"]).is(0).out, "[]\n");
    assert!(!path.exists());
}

#[test]
fn copies_lie_beside_recent_projects_too() {
    let room = Room::with_summary();
    room.write("稿 一/总结.ron", room.read("总结.ron"));
    let beside = left(room.copy("稿 一/.suigao", None, |_| ()));
    let own = left(room.copy(STATE, None, |copy| copy.kept -= 1));
    let ids = || -> Vec<String> {
        let json = room.run(["recover", "--json"]).is(0).json();
        json.as_array().unwrap().iter().map(|copy| copy["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(), [own.as_str()]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(room.path("稿 一"), room.path("也是")).unwrap();
    #[cfg(not(unix))]
    fs::create_dir(room.path("也是")).unwrap();
    let recent = ["稿 一/总结.ron", "也是/总结.ron", "稿 一/别的.ron", "没有/总结.ron"];
    let recent: String = recent.map(|name| format!("(path: {:?}),", room.path(name))).concat();
    room.write("home/config/settings.ron", format!("(recent: [{recent}])"));
    assert_eq!(ids(), [beside.as_str(), own.as_str()], "each once");
    room.run(["recover", "-o", "找回.ron", &beside]).is(0).quiet();
    room.write("home/config/settings.ron", "(recent: [");
    room.run(["recover"]).is(0).mentions(&["settings.ron", "默认设置"]);
}

#[test]
fn a_copy_is_written_to_a_file_and_stays() {
    let room = Room::with_summary();
    let (claim, other) = (
        room.copy(STATE, Some("总结.ron"), |_| ()),
        room.copy(STATE, None, |copy| {
            Arc::make_mut(&mut copy.project).id = "other".into();
        }),
    );
    let (path, expected) = (claim.path().to_path_buf(), saved(&room, "总结.ron").id);
    let (id, other) = (left(claim), left(other));
    for (given, output) in [
        (id.as_str(), "甲.ron"),
        (&id[..2], "稿 二.ron"),
        (&id[..id.len() - 1], "丙.ron"),
        (&other[..1], "丁.ron"),
    ] {
        let ran = room.run(["recover", "-o", output, given]);
        ran.is(0).quiet();
        assert_eq!(ran.out, "");
        assert_eq!(saved(&room, output).title, ["没有保存的"]);
        assert_eq!(saved(&room, output).id == expected, given != &other[..1], "{given}");
    }
    assert!(path.exists());
    let standard = room.run(["recover", "-o", "-", &id]);
    assert_eq!(standard.is(0).bytes, room.read("甲.ron"));
    room.run(["verify", "甲.ron", "丁.ron"]).is(0).quiet();

    // Its own file, and a backup of it.
    let old = room.read("总结.ron");
    room.run(["recover", "-o", "总结.ron", &id]).is(3).complains(&["“总结.ron”已经存在", "--force"]);
    assert_eq!(room.read("总结.ron"), old);
    room.run(["recover", "-o", "总结.ron", &id, "--force"]).is(0).quiet();
    assert_eq!((room.read("总结.ron"), room.kept(STATE)), (room.read("甲.ron"), vec![old]));
    room.run(["recover", "-o", path.to_str().unwrap(), &id, "--force"]).is(3).complains(&["正是读入的文件"]);
    assert!(room.run(["recover"]).is(0).out.contains(&other), "the other is still there");
}

#[test]
fn an_id_must_name_one() {
    let room = Room::with_summary();
    room.run(["recover", "-o", "a.ron", "x"]).is(2).complains(&["没有恢复件“x”，也没有别的恢复件"]);
    let ids =
        [room.copy(STATE, None, |_| ()), room.copy(STATE, None, |copy| title(copy, "另一份"))].map(left);
    let common = &ids[0][..8];
    for (given, words) in [
        ("x", "没有恢复件“x”"),
        ("", "没有恢复件“”"),
        (common, "不止一份恢复件"),
        (&ids[0].to_uppercase(), "没有恢复件"),
    ] {
        for arguments in
            [&["recover", "-o", "a.ron", given][..], &["recover", "--discard", &ids[0], "--discard", given]]
        {
            room.run(arguments).is(2).complains(&[words, &ids[0], &ids[1], "  没有保存的", "  另一份"]);
        }
    }
    assert!(!room.has("a.ron"));
    assert_eq!(room.run(["recover", "--json"]).json().as_array().unwrap().len(), 2, "and nothing is deleted");
}

#[test]
fn copies_are_deleted_when_said() {
    let room = Room::with_summary();
    let copy =
        |name: &str| left(room.copy(STATE, None, |copy| Arc::make_mut(&mut copy.project).id = name.into()));
    let (one, two, three) = (copy("jia"), copy("yi"), copy("bing"));
    let ran = room.run(["recover", "--discard", &one, "--discard", "yi", "--discard", &two]);
    ran.is(0).complains(&[&format!("已删除恢复件“{one}”"), &two]);
    assert_eq!(ran.err.lines().count(), 2, "each once: {}", ran.err);
    assert_eq!(folder(&room.path("home/state/recovery")), [format!("{three}.ron")]);
    room.run(["recover", "--discard", &one]).is(2).complains(&["没有恢复件", &three]);
    // Also one that cannot be read.
    room.write(&format!("home/state/recovery/{three}.ron"), "");
    room.run(["recover", "--discard", "bing"]).is(0);
    assert_eq!(folder(&room.path("home/state/recovery")), [] as [&str; 0]);
}

/// A window is open: its copy is neither listed nor touched.
#[test]
fn a_copy_in_use_is_left_alone() {
    for (language, words) in [("zh-CN", "正由另一个岁稿窗口使用"), ("en", "Another Suigao window is using")]
    {
        let room = Room { language, ..Room::with_summary() };
        let claim = room.copy(STATE, None, |_| ());
        let id = recovery::id(claim.path());
        assert_eq!(room.run(["recover", "--json"]).is(0).out, "[]\n");
        room.run(["recover", "-o", "a.ron", &id]).is(3).complains(&[&id, words]);
        room.run(["recover", "--discard", &id]).is(3).complains(&[&id, words]);
        assert!(claim.path().exists() && !room.has("a.ron"));
        drop(claim);
        room.run(["recover", "--discard", &id]).is(0);
    }
}

#[test]
fn what_goes_together() {
    for (arguments, chinese, english) in [
        (&["recover", "x"][..], "缺少参数：--output <文件>", "Missing: --output <FILE>"),
        (&["recover", "-o", "a.ron"], "缺少参数：", "Missing: "),
        (&["recover", "--force"], "缺少参数：--output <文件>", "Missing: --output <FILE>"),
        (&["recover", "--discard"], "--discard <ID> 后面缺少值", "wants a value"),
        (&["recover", "--discard", "x", "--json"], "不能与", "cannot be used with"),
        (&["recover", "--discard", "x", "--list"], "不能与", "cannot be used with"),
        (&["recover", "--discard", "x", "-o", "a.ron", "y"], "不能与", "cannot be used with"),
        (&["recover", "--json", "-o", "a.ron", "y"], "不能与", "cannot be used with"),
    ] {
        for (language, words) in [("zh-CN", chinese), ("en", english)] {
            let room = Room { language, ..Room::new() };
            room.run(arguments).is(2).complains(&[words]);
        }
    }
}

#[test]
fn what_would_move_the_cursor_does_not_reach_the_terminal() {
    let room = Room::with_summary();
    drop(room.copy(STATE, None, |copy| title(copy, "\u{1B}[2J总结")));
    assert!(!room.run(["recover"]).is(0).out.contains('\u{1B}'));
    assert!(!room.run(["recover", "-o", "a.ron", "x"]).is(2).err.contains('\u{1B}'));
}

/// Times that no clock shows.
#[test]
fn hostile_times() {
    for kept in [i64::MIN, i64::MAX, 0, -1] {
        let room = Room::with_summary();
        drop(room.copy(STATE, None, |copy| copy.kept = kept));
        room.run(["recover"]).is(0).quiet();
        room.run(["recover", "--json"]).is(0).json();
    }
}
