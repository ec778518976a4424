//! The command line, driven as its users drive it: the real program, in folders of their own, with
//! the language said.

#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used, clippy::expect_used)]

#[path = "cli/check.rs"]
mod check;
#[path = "cli/count.rs"]
mod count;
#[path = "cli/export.rs"]
mod export;
#[path = "fonts/make.rs"]
mod fonts;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/outline.rs"]
mod outline;
#[path = "cli/paper.rs"]
mod paper;
#[path = "cli/portable.rs"]
mod portable;
#[path = "cli/recover.rs"]
mod recover;
#[path = "cli/sample.rs"]
mod sample;
#[path = "cli/verify.rs"]
mod verify;

use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use suigao::model::Project;
use suigao::store::Hash;
use suigao::store::project;
use suigao::store::recovery::{Base, Claim, Copy};
use tempfile::TempDir;

/// A summary as offices write it, with two parts and the points of one paragraph.
const TEXT: &str = "青石镇2026年安全生产工作总结\n\
    2026年，青石镇在县委的坚强领导下，安全生产形势总体平稳。\n\
    一、压实责任\n\
    一是落实党政同责。召开会议12次。二是落实“一岗双责”。\n\
    二、排查隐患\n\
    （一）道路交通\n\
    排查隐患35处，整改率98.6%。\n\
    （二）消防安全\n\
    检查场所210家。\n\
    下一步，青石镇将继续努力。\n\
    青石镇人民政府\n\
    2026年12月1日\n";

/// 2026-12-01 12:00 UTC, in milliseconds.
const NOON: i64 = 1_796_126_400_000;

/// A folder with files, and a home of Suigao's own.
struct Room {
    folder: TempDir,
    language: &'static str,
}

/// How a run of the program ended.
struct Ran {
    code: i32,
    bytes: Vec<u8>,
    out: String,
    err: String,
}

impl Room {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), language: "zh-CN" }
    }

    /// With the text imported to `总结.ron`.
    fn with_summary() -> Self {
        let room = Self::new();
        room.write("总结.txt", TEXT);
        room.run(["import", "总结.txt"]).is(0);
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// A recovery copy below this folder of copies, as a window writes it: of this file, or of none.
    /// It is claimed for as long as the claim lives.
    fn copy(&self, root: &str, file: Option<&str>, change: impl Fn(&mut Copy)) -> Claim {
        let mut project = project::parse(&self.read("总结.ron")).unwrap().project;
        project.title = vec!["没有保存的".into()];
        let base = file.map(|file| Base { path: self.path(file), hash: Hash::of(&self.read(file)) });
        let mut copy = Copy { project: Arc::new(project), base, kept: NOON, closed: false };
        change(&mut copy);
        let claim = Claim::new(&self.path(root), &copy.project.id).unwrap();
        claim.keep(&copy).unwrap();
        claim
    }

    /// The versions that were kept when they were replaced, below this folder of copies.
    fn kept(&self, root: &str) -> Vec<Vec<u8>> {
        let rings = fs::read_dir(self.path(root).join("backups")).into_iter().flatten();
        let files = rings.flat_map(|ring| fs::read_dir(ring.unwrap().path()).unwrap());
        let mut kept: Vec<_> = files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
        kept.sort();
        kept
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Changes a project and writes it back as the program itself would.
    fn change(&self, name: &str, change: impl Fn(&mut Project)) {
        let mut project = project::parse(&self.read(name)).unwrap().project;
        change(&mut project);
        self.write(name, project::to_bytes(&project).unwrap());
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_suigao-cli"));
        command.args(arguments).current_dir(self.folder.path());
        for variable in ["LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE", "COLUMNS"] {
            command.env_remove(variable);
        }
        command.env("TZ", "UTC").env("SUIGAO_HOME", self.path("home")).env("SUIGAO_LANG", self.language);
        command
    }

    fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Ran {
        self.pipe(arguments, "")
    }

    /// A run with something on standard input.
    fn pipe<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
        input: impl AsRef<[u8]> + Send,
    ) -> Ran {
        finish(self.command(arguments), input)
    }
}

fn finish(mut command: Command, input: impl AsRef<[u8]> + Send) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // A program that does not read its input has gone away by then.
        scope.spawn(move || {
            let _ = stdin.write_all(input.as_ref());
        });
        child.wait_with_output().unwrap()
    });
    Ran {
        code: output.status.code().expect("it was not killed"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        bytes: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    /// Checks the exit code; a program that panicked has another one.
    #[track_caller]
    fn is(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "\nout: {}\nerr: {}", self.out, self.err);
        self
    }

    /// Checks that nothing was complained about.
    #[track_caller]
    fn quiet(&self) -> &Self {
        assert_eq!(self.err, "");
        self
    }

    /// Checks that standard error says this, and standard output nothing.
    #[track_caller]
    fn complains(&self, of: &[&str]) -> &Self {
        assert_eq!(self.out, "");
        self.mentions(of)
    }

    /// Checks that standard error says this.
    #[track_caller]
    fn mentions(&self, of: &[&str]) -> &Self {
        for words in of {
            assert!(self.err.contains(words), "{words} is not in: {}", self.err);
        }
        self
    }

    #[track_caller]
    fn json(&self) -> Value {
        assert!(self.out.ends_with('\n'), "a line of its own");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// The project in a file.
fn saved(room: &Room, name: &str) -> Project {
    project::parse(&room.read(name)).unwrap().project
}

/// A value's keys, in their order as far as it is kept, else sorted.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Columns of a terminal, for the texts of the tests.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c > '\u{2E80}' { 2 } else { 1 }).sum()
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

fn folder(path: &Path) -> Vec<String> {
    let names = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}
