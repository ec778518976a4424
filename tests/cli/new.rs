//! `new` and `templates`.

use super::{Room, keys, lines};
use jiff::Zoned;

const TEMPLATES: [&str; 6] = [
    "dangfeng-lianzheng",
    "niandu",
    "jiceng-dangjian",
    "yishi-xingtai",
    "anquan-shengchan",
    "shuzhi-shulian",
];

#[test]
fn every_template_becomes_a_finished_text() {
    let room = Room::new();
    for id in TEMPLATES {
        let file = format!("{id}.ron");
        room.run(["new", "--template", id, "--field", "单位=青石镇", "--field", "年度=2026", "-o", &file])
            .is(0);
        let text = room.run(["export", &file]).is(0).out.clone();
        assert!(text.lines().next().unwrap().contains("2026"), "{text}");
        assert!(text.contains("青石镇") && text.contains("一、") && !text.contains("{{单位}}"), "{text}");
        let outline = room.run(["outline", &file, "--json"]).json();
        assert!(outline["body"].as_array().unwrap().len() > 1);
    }
}

#[test]
fn fields_are_filled() {
    let room = Room::new();
    let new = |fields: &[&str]| {
        let mut arguments = vec!["new", "-t", "dangfeng-lianzheng", "-o", "-"];
        fields.iter().for_each(|field| arguments.extend(["-f", field]));
        let ran = room.run(arguments);
        let text = room.pipe(["export", "-"], &ran.bytes).out;
        (ran, text.lines().next().unwrap_or_default().to_owned())
    };
    for (fields, title, missing) in [
        (&["单位=青石镇", "年度=2024", "日期=2024年12月1日"][..], "青石镇2024年", None),
        (&["单位＝青石镇", "年度＝2024"], "青石镇2024年", Some("：日期。")),
        (&[" 单位 = 青石镇 ", "年度= 2024 "], "青石镇2024年", Some("：日期。")),
        (&["单位=甲镇", "年度=2024", "单位=乙镇"], "乙镇2024年", Some("：日期。")),
        (&["年度=2024"], "{{单位}}2024年", Some("：单位、日期。")),
        (&["单位=a=b", "年度="], "a=b{{年度}}年", Some("：年度、日期。")),
    ] {
        let (ran, found) = new(fields);
        ran.is(0);
        assert_eq!(found, format!("{title}党风廉政建设工作总结"), "{fields:?}");
        assert!(
            !ran.out.contains("value: \" ") && !ran.out.contains(" \",\n"),
            "blanks are taken off: {}",
            ran.out
        );
        match missing {
            None => ran.quiet(),
            Some(missing) => ran.mentions(&["还没有填", missing]),
        };
    }
    for (field, words) in [
        ("单位", &["“单位”", "名称=值", "单位、年度、上级、上级纪委、日期"][..]),
        ("区划=3", &["“党风廉政建设工作总结”没有要素“区划”", "单位、年度、上级、上级纪委、日期"]),
        ("年度=20xx", &["“年度”", "四位数字", "“20xx”"]),
        ("日期=2026年08月01日", &["“日期”", "2026年12月1日", "“2026年08月01日”"]),
    ] {
        new(&[field]).0.is(2).complains(words);
    }
}

#[test]
fn a_year_that_is_not_given_is_the_one_that_is_summed_up() {
    let room = Room::new();
    let year = || {
        let today = Zoned::now().date();
        if today.month() < 4 { today.year() - 1 } else { today.year() }
    };
    let before = year();
    room.run(["new", "--template", "niandu", "--field", "单位=青石镇", "-o", "a.ron"]).is(0);
    let title = room.run(["outline", "a.ron", "--json"]).json()["title"].as_str().unwrap().to_owned();
    // The year may have ended in between.
    assert!([before, year()].iter().any(|year| title.contains(&format!("青石镇{year}年"))), "{title}");
}

#[test]
fn an_unknown_template_is_told_with_those_that_there_are() {
    let room = Room::new();
    room.run(["new", "--template", "dangfeng", "-o", "a.ron"])
        .is(2)
        .complains(&["没有模板“dangfeng”", &TEMPLATES.join("、")]);
    assert!(!room.has("a.ron"));
}

#[test]
fn a_file_that_is_there_stays() {
    let room = Room::new();
    let new = |more: &[&str]| room.run(["new", "-t", "niandu", "-o", "a.ron"].iter().chain(more));
    room.write("a.ron", "别的");
    new(&[]).is(3).complains(&["“a.ron”已经存在", "--force"]);
    assert_eq!(room.text("a.ron"), "别的");
    assert!(!new(&[]).err.contains("还没有填"), "what was not made needs nothing");
    new(&["--force"]).is(0);
    assert!(room.text("a.ron").starts_with("// suigao "));
    room.run(["new", "-t", "niandu", "-o", "没有/a.ron"]).is(3).complains(&["没有/a.ron", "找不到文件夹"]);
}

#[test]
fn a_project_that_is_replaced_is_kept_among_the_versions() {
    for (settings, root, elsewhere) in [
        ("()", "home/state", "稿/.suigao"),
        ("(copies: BesideProject)", "稿/.suigao", "home/state"),
        ("(copies: 乱", "home/state", "稿/.suigao"),
    ] {
        for command in [
            &["new", "-t", "niandu", "-o", "稿/总结.ron"][..],
            &["import", "去年.txt", "-o", "稿/总结.ron"],
            &["export", "总结.ron", "-o", "稿/总结.ron"],
            &["export", "总结.ron", "--out-dir", "稿"],
        ] {
            let room = Room::with_summary();
            room.write("home/config/settings.ron", settings);
            room.write("去年.txt", "青石镇去年总结");
            room.run(["new", "-t", "niandu", "-o", "a.ron"]).is(0);
            let (old, name) = (room.read("a.ron"), command[command.len() - 1]);
            let name = if name == "稿" { "稿/总结.txt" } else { name };
            room.write(name, &old);
            room.run(command).is(3);
            assert_eq!((room.read(name), room.kept(root)), (old.clone(), vec![]), "not without --force");
            let forced = room.run(command.iter().chain(&["--force"]));
            assert!(!forced.is(0).err.contains("备份"), "{}", forced.err);
            assert_ne!(room.read(name), old);
            assert_eq!(
                (room.kept(root), room.kept(elsewhere)),
                (vec![old], vec![]),
                "{command:?} {settings}"
            );
        }
    }
}

#[test]
fn what_is_no_project_is_replaced_by_a_text_and_not_kept() {
    let room = Room::with_summary();
    room.write("a.txt", "去年的");
    room.run(["export", "总结.ron", "-o", "a.txt", "--force"]).is(0).quiet();
    assert!(!room.has("home"), "nothing of the program's own was made");
}

#[test]
fn a_version_that_cannot_be_kept_stops_nothing_and_is_told() {
    for (language, words) in [("zh-CN", "没能留下被替换的那一份的备份"), ("en", "could not be kept")]
    {
        for command in
            [&["new", "-t", "niandu", "-o", "总结.ron"][..], &["export", "a.ron", "-o", "总结.ron"]]
        {
            let room = Room { language, ..Room::with_summary() };
            room.run(["new", "-t", "niandu", "-o", "a.ron"]).is(0);
            room.write("home/state", "不是文件夹");
            let old = room.read("总结.ron");
            room.run(command.iter().chain(&["--force"])).is(0).mentions(&[words, "“总结.ron”"]);
            assert_ne!(room.read("总结.ron"), old);
        }
    }
}

#[test]
fn templates_are_listed() {
    let room = Room::new();
    let ran = room.run(["templates"]);
    ran.is(0).quiet();
    for (id, line) in TEMPLATES.iter().zip(lines(&ran.out).chunks(2)) {
        assert!(line[0].starts_with(&format!("{id} ")) && line[1].contains("单位*、年度*"), "{line:?}");
    }
    let json = room.run(["templates", "--json"]).is(0).json();
    let ids: Vec<_> = json.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, TEMPLATES);
    let mut names = keys(&json[0]);
    names.sort_unstable();
    assert_eq!(names, ["fields", "for_whom", "id", "limit", "name", "own", "summary", "when"]);
    let field = |name, kind, required, default, hint| serde_json::json!({ "name": name, "kind": kind, "required": required, "default": default, "hint": hint });
    assert_eq!(json[0]["fields"][0], field("单位", "unit", true, "", "如：青石镇"));
    assert_eq!(json[0]["fields"][2], field("上级", "text", false, "县委", "上级党委，如：县委、区委"));
    assert_eq!(json[0]["limit"], serde_json::json!({ "min": null, "max": 3000, "unit": "words" }));
}

#[test]
fn ones_own_templates_are_found_and_what_is_wrong_in_them_is_told() {
    let room = Room::new();
    let own = r#"(id: "ziji", name: "自己的", summary: [], for_whom: "", when: "",
        title: ["总结"], opening: (text: ["导语。"]), body: (), closing: ())"#;
    room.write("home/templates/own.ron", own);
    room.write("home/templates/wrong.ron", "(id: “x”)");
    let ran = room.run(["templates"]);
    ran.is(0).mentions(&["wrong.ron", "第 1 行第 6 个字符"]);
    assert!(ran.out.contains("ziji                自己的（自己的模板）\n"), "{}", ran.out);
    assert_eq!(room.run(["templates", "--json"]).json()[6]["own"], true);
    room.run(["new", "-t", "ziji", "-o", "a.ron"]).is(0);
    assert_eq!(room.run(["export", "a.ron", "--no-indent"]).out, "总结\n导语。\n");
}
