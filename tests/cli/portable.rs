//! Everything beside the program: for a stick that is carried around.

use super::{Ran, finish, folder};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

const OWN: &str = "(id: \"ziji\", name: \"自己的\", summary: [], for_whom: \"\", when: \"\", title: [], \
    opening: (text: []), body: (text: []), closing: (text: []))";

/// A stick with the program on it, and a user with a home folder.
struct Stick {
    folder: TempDir,
}

impl Stick {
    fn new() -> Self {
        // A second name for the program: copying it takes long.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let stick = Self { folder };
        fs::create_dir(stick.path("盘")).unwrap();
        fs::create_dir(stick.path("家")).unwrap();
        fs::hard_link(env!("CARGO_BIN_EXE_suigao-cli"), stick.path("盘/suigao-cli")).unwrap();
        stick
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str], home: Option<&str>) -> Ran {
        let mut command = Command::new(self.path("盘/suigao-cli"));
        command.args(arguments).current_dir(self.folder.path());
        command.env("HOME", self.path("家")).env("SUIGAO_LANG", "zh-CN").env_remove("SUIGAO_HOME");
        for variable in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"] {
            command.env_remove(variable);
        }
        if let Some(home) = home {
            command.env("SUIGAO_HOME", self.path(home));
        }
        finish(command, "")
    }

    /// A template of the user's own in a folder.
    fn own_template(&self, folder: &str) {
        fs::create_dir_all(self.path(folder)).unwrap();
        fs::write(self.path(folder).join("自己.ron"), OWN).unwrap();
    }
}

#[test]
fn the_program_keeps_everything_beside_it_if_told_so() {
    for (arguments, mark, home, portable) in [
        (&["templates"][..], false, None, false),
        (&["--portable", "templates"], false, None, true),
        (&["templates", "--portable"], false, None, true),
        (&["templates"], true, None, true),
        (&["templates", "--portable"], true, None, true),
        (&["templates", "--portable"], true, Some("别处"), false),
    ] {
        let stick = Stick::new();
        stick.own_template("盘/suigao-data/templates");
        if mark {
            fs::write(stick.path("盘/portable"), "随便写什么").unwrap();
        }
        let ran = stick.run(arguments, home);
        ran.is(0).quiet();
        assert_eq!(ran.out.contains("自己的"), portable, "{arguments:?} {mark} {home:?}: {}", ran.out);
        assert_eq!(folder(&stick.path("家")), [] as [&str; 0], "nothing goes into the home folder");
    }
}

#[test]
fn the_folder_is_made_for_the_user_alone() {
    let stick = Stick::new();
    stick.run(&["templates"], None).is(0);
    assert_eq!(folder(&stick.path("盘")), ["suigao-cli"], "only where it was asked for");
    stick.run(&["--portable", "templates"], None).is(0).quiet();
    let data = stick.path("盘/suigao-data");
    assert_eq!(folder(&data), [] as [&str; 0], "and nothing is left of the trial");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(data).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

/// The home folder does not stand in for it unasked.
#[test]
fn a_folder_that_cannot_be_made_or_written_is_told() {
    for (what, make) in [
        (
            "a file",
            &(|stick: &Stick| fs::write(stick.path("盘/suigao-data"), "").unwrap()) as &dyn Fn(&Stick),
        ),
        #[cfg(unix)]
        ("a folder that takes nothing", &|stick: &Stick| {
            use std::os::unix::fs::PermissionsExt;
            fs::create_dir(stick.path("盘/suigao-data")).unwrap();
            let shut = fs::Permissions::from_mode(0o500);
            fs::set_permissions(stick.path("盘/suigao-data"), shut).unwrap();
        }),
    ] {
        let stick = Stick::new();
        stick.own_template("家/.local/share/suigao/templates");
        make(&stick);
        if fs::write(stick.path("盘/suigao-data/试"), "").is_ok() {
            println!("skipped: modes do not bind this user");
            continue;
        }
        for arguments in [&["--portable", "templates"][..], &["--portable", "count", "没有.txt"]] {
            let ran = stick.run(arguments, None);
            ran.is(3).complains(&["便携模式", "suigao-data", "没有改用用户文件夹", "--portable"]);
            assert!(!ran.err.contains("没有.txt"), "{what}: nothing else is begun");
        }
        assert!(stick.run(&["templates"], None).is(0).out.contains("自己的"), "{what}: the home is usable");
    }
}

#[test]
fn wrong_arguments_beside_it_are_told_as_ever() {
    let stick = Stick::new();
    let ran = stick.run(&["--portable", "count"], None);
    ran.is(2).complains(&["缺少参数", "suigao-cli count --help"]);
    assert!(stick.run(&["count", "--help"], None).is(0).out.contains("--portable"));
}
