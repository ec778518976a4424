//! Help, languages, and arguments that are wrong.

use super::{Room, columns, finish};

const COMMANDS: [&str; 13] = [
    "new",
    "templates",
    "import",
    "count",
    "outline",
    "check",
    "rules",
    "export",
    "pages",
    "profiles",
    "fonts",
    "recover",
    "verify",
];

/// What is written in Latin letters in Chinese help, besides what is typed as it stands.
const NAMES: &[&str] = &["ID", "JSON", "Word", "GBK", "Windows"];

/// Arguments that print a help, and the command it is of.
fn helps() -> Vec<(Vec<&'static str>, &'static str)> {
    let own = COMMANDS.map(|command| (vec![command, "--help"], command));
    let short = COMMANDS.map(|command| (vec![command, "-h"], command));
    let asked = COMMANDS.map(|command| (vec!["help", command], command));
    let root = [(vec!["--help"], ""), (vec!["-h"], ""), (vec!["help"], "")];
    own.into_iter().chain(short).chain(asked).chain(root).collect()
}

/// Words of Latin letters that are not typed as they stand.
fn latin_words(help: &str) -> Vec<&str> {
    let typed = |word: &str| {
        word.starts_with('-')
            || COMMANDS.contains(&word)
            || NAMES.contains(&word)
            || word.contains("suigao-cli")
            || word.contains(".ron")
            || word.contains(".txt")
            || word.contains(".pdf")
            || [
                "utf-8",
                "utf-8-bom",
                "utf-16le",
                "utf-16be",
                "gb18030",
                "txt",
                "md",
                "txt,docx,pdf",
                "docx",
                "pdf",
                "lf",
                "crlf",
                "must",
                "should",
                "hint",
            ]
            .contains(&word)
            || ["dangfeng-lianzheng", "3f2a", "suigao-data", "txt|md|docx|pdf", "lf|crlf", "must|should|hint"]
                .contains(&word)
    };
    let separators = |c: char| c.is_whitespace() || !(c.is_ascii_alphanumeric() || "-.|*".contains(c));
    let words = help.split(separators).filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()));
    words.filter(|word| !typed(word)).collect()
}

#[test]
fn chinese_help_has_no_english_word() {
    let room = Room::new();
    for (arguments, _) in helps() {
        let ran = room.run(&arguments);
        ran.is(0).quiet();
        assert_eq!(latin_words(&ran.out), [] as [&str; 0], "{arguments:?}");
        assert!(ran.out.contains("\n用法：\n") && ran.out.contains("\n选项：\n"), "{}", ran.out);
    }
    assert_eq!(latin_words("[OPTIONS] <FILE>  the file.txt"), ["OPTIONS", "FILE", "the"], "finds them");
}

#[test]
fn english_help_is_in_english() {
    let room = Room { language: "en", ..Room::new() };
    for (arguments, _) in helps() {
        let ran = room.run(&arguments);
        ran.is(0).quiet();
        let chinese = ran.out.replace("单位=青石镇", "").replace("字数", "");
        assert!(!chinese.contains(|c: char| c > '\u{2E80}'), "{chinese}");
        assert!(ran.out.contains("\nUsage:\n") && ran.out.contains("\nOptions:\n"), "{}", ran.out);
    }
}

#[test]
fn help_names_everything_that_can_be_said() {
    let room = Room::new();
    for (command, said) in [
        (
            "",
            &[
                "new",
                "templates",
                "import",
                "count",
                "outline",
                "export",
                "pages",
                "profiles",
                "fonts",
                "recover",
                "verify",
                "--version",
                "--portable",
                "--force",
                "退出码",
            ][..],
        ),
        ("new", &["--template", "--field", "--output", "-o", "--force"]),
        ("templates", &["--json"]),
        ("import", &["<文件>", "-o", "--encoding", "--force", "utf-8", "gb18030", "utf-16le", "utf-16be"]),
        ("count", &["<文件>", "--json", "标准输入"]),
        ("outline", &["<文件>", "--json"]),
        (
            "recover",
            &[
                "[ID]",
                "--list",
                "--json",
                "--discard <ID>",
                "-o",
                "--force",
                "--discard ID [--discard ID]…\n",
            ],
        ),
        ("verify", &["<文件>", "--json", "标准输入", "recover"]),
        (
            "export",
            &[
                "-o",
                "--out-dir",
                "txt|md|docx|pdf",
                "--profile",
                "utf-8-bom",
                "gb18030",
                "lf|crlf",
                "--no-indent",
                "--force",
            ],
        ),
    ] {
        let ran = room.run(["help", command].into_iter().filter(|word| !word.is_empty()));
        for words in said {
            assert!(ran.out.contains(words), "{command}: {words} is not in {}", ran.out);
        }
    }
}

#[test]
fn help_stands_in_columns() {
    for language in ["zh-CN", "en"] {
        let room = Room { language, ..Room::new() };
        for (arguments, _) in helps() {
            let help = room.run(&arguments).out;
            assert!(help.lines().all(|line| columns(line) <= 100), "{help}");
            assert!(!help.contains("\n\n\n") && help.ends_with('\n') && !help.ends_with("\n\n"), "{help:?}");
            let options = help.lines().filter(|line| line.trim_start().starts_with("-"));
            let starts: Vec<usize> = options
                .map(|line| {
                    let (option, _) = line.rsplit_once("  ").unwrap_or_else(|| panic!("{line:?}"));
                    columns(option)
                })
                .collect();
            assert!(starts.len() > 1 && starts.iter().all(|start| *start == starts[0]), "{help}");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_language_is_the_users() {
    let room = Room::new();
    for (variables, chinese) in [
        (&[("LC_ALL", "zh_CN.UTF-8")][..], true),
        (&[("LC_ALL", "en_US.UTF-8")], false),
        (&[("LANG", "zh_CN.UTF-8")], true),
        (&[("LANG", "en_US.UTF-8")], false),
        (&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")], true),
        (&[("LC_ALL", "C.UTF-8")], true),
        (&[], true),
        (&[("LC_ALL", "zh_CN.UTF-8"), ("SUIGAO_LANG", "en")], false),
        (&[("LC_ALL", "en_US.UTF-8"), ("SUIGAO_LANG", "zh-CN")], true),
    ] {
        let mut command = room.command(["--help"]);
        command.env_remove("SUIGAO_LANG").envs(variables.iter().copied());
        assert_eq!(finish(command, "").out.contains("用法："), chinese, "{variables:?}");
    }
}

#[test]
fn without_arguments_help_is_on_standard_error() {
    let room = Room::new();
    let ran = room.run([] as [&str; 0]);
    ran.is(2).complains(&["用法：", "命令：", "退出码："]);
    assert_eq!(ran.err, room.run(["--help"]).out);
}

#[test]
fn tells_its_version() {
    for option in ["--version", "-V"] {
        let ran = Room::new().run([option]);
        ran.is(0).quiet();
        assert_eq!(ran.out, format!("suigao-cli {}\n", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn what_is_wrong_is_said_in_a_sentence() {
    for (arguments, chinese, english) in [
        (
            &["conut", "a"][..],
            "没有“conut”这个命令。是不是要写 count ？",
            "no command “conut”. Did you mean count?",
        ),
        (&["help", "qqq"], "没有“qqq”这个命令。", "no command “qqq”."),
        (&["--nope"], "不认识的参数：--nope。", "Unknown argument, or one too many: --nope."),
        (&["count"], "缺少参数：<文件>…。", "Missing: <FILE>…."),
        (&["count", "a", "--jsn"], "--jsn。是不是要写 --json ？", "--jsn. Did you mean --json?"),
        (&["count", "a", "--json=3"], "--json 后面不能有值。", "--json takes no value."),
        (&["outline", "a", "b"], "多余或不认识的参数：b。", "one too many: b."),
        (&["new", "-o", "a"], "缺少参数：--template <ID>。", "Missing: --template <ID>."),
        (&["new", "--template", "niandu"], "缺少参数：--output <文件>。", "Missing: --output <FILE>."),
        (
            &["export", "a", "--format", "rtf"],
            "“rtf”不能用，可用的有：txt、md、docx、pdf。",
            "“rtf”. It can be: txt, md, docx, pdf.",
        ),
        (&["export", "a", "--encoding", "big5"], "utf-8、utf-8-bom、gb18030。", "utf-8, utf-8-bom, gb18030."),
        (&["export", "a", "--newline", "cr"], "可用的有：lf、crlf。", "It can be: lf, crlf."),
        (&["import", "a", "--encoding", "x"], "utf-8、gb18030、utf-16le、utf-16be。", "gb18030, utf-16le,"),
        (&["export", "a", "--format"], "后面缺少值。", "wants a value after it."),
        (&["export", "a", "--force", "--force"], "--force 只能给出一次。", "--force can be given only once."),
        (
            &["export", "a", "-o", "b", "--out-dir", "c"],
            "不能与 --out-dir <文件夹> 同时使用",
            "cannot be used with",
        ),
        (&["export", "a", "b"], "请用 --out-dir 指定文件夹。", "with --out-dir."),
        (&["export", "a", "b", "-o", "c"], "请用 --out-dir 指定文件夹。", "with --out-dir."),
        (&["count", "-", "-"], "标准输入（-）只能用一次。", "can be used only once."),
        (&["export", "-", "-", "--out-dir", "."], "标准输入（-）只能用一次。", "can be used only once."),
    ] {
        for (language, words) in [("zh-CN", chinese), ("en", english)] {
            let room = Room { language, ..Room::new() };
            room.run(arguments).is(2).complains(&[words]);
        }
    }
}

#[test]
fn the_help_that_is_named_is_there() {
    let room = Room::new();
    for (arguments, help) in
        [(&["count"][..], "suigao-cli count --help\n"), (&["conut"], "suigao-cli --help\n")]
    {
        assert!(room.run(arguments).is(2).err.ends_with(help));
    }
}

#[test]
#[cfg(unix)]
fn arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let room = Room::new();
    let bytes = std::ffi::OsStr::from_bytes(b"\xC7\xE0");
    room.run(["new".as_ref(), "-o".as_ref(), "a".as_ref(), "-t".as_ref(), bytes]).is(2).complains(&["UTF-8"]);
    // A file may be called so all the same.
    std::fs::write(room.folder.path().join(bytes), "青石镇").unwrap();
    assert!(room.run(["count".as_ref(), bytes]).is(0).out.contains("3  字数"));
}
