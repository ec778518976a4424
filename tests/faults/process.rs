//! This program as a child of itself.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{self, Command, Stdio};

use crate::broken::Writer;
use crate::operation::Operation;

/// Said when everything is ready and the first version is about to be written.
pub const BEGAN: &str = "began";
/// Said with a version's number after the program's own confirmation.
pub const SAVED: &str = "saved";
/// Said with the sentence that tells why not.
pub const REFUSED: &str = "refused";

/// The versions to write.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    pub operation: Operation,
    pub writer: Writer,
    /// How many, from version 1 on.
    pub versions: u64,
}

impl Task {
    /// What `faults child` is to be called with.
    pub fn arguments(&self, folder: &Path) -> Vec<String> {
        let (operation, writer) = (self.operation.name(), self.writer.name());
        let folder = folder.to_str().unwrap().to_owned();
        vec!["child".into(), "write".into(), operation, writer, folder, self.versions.to_string()]
    }
}

/// This program.
pub fn myself() -> Command {
    Command::new(std::env::current_exe().unwrap())
}

/// A child that writes.
pub struct Child {
    process: process::Child,
    lines: BufReader<process::ChildStdout>,
}

/// What a child said until its end.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub began: bool,
    /// How many versions were confirmed: the last one's number.
    pub saved: u64,
    pub refused: Option<String>,
    pub panicked: bool,
    /// The standard library has met a folder that does not close, which it takes for impossible.
    pub closedir: bool,
}

impl Child {
    /// Starts it. It ends when it has written all versions and its input is closed.
    pub fn start(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap());
        Self { process, lines }
    }

    /// Waits for it to begin; false when it has ended before.
    pub fn began(&mut self) -> bool {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim() == BEGAN
    }

    pub fn kill(&mut self) {
        self.process.kill().unwrap();
    }

    /// All that it said after [`Self::began`].
    pub fn end(self) -> Said {
        let (out, err) = self.output();
        Said::of(&out, &err)
    }

    /// The same as it stands.
    pub fn output(mut self) -> (String, String) {
        drop(self.process.stdin.take());
        let (mut out, mut err) = (String::new(), String::new());
        self.lines.read_to_string(&mut out).unwrap();
        self.process.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        self.process.wait().unwrap();
        (out, err)
    }
}

impl Said {
    /// All versions that must be there, that of the beginning first.
    pub fn confirmed(&self) -> Vec<u64> {
        (0..=self.saved).collect()
    }

    pub fn of(out: &str, err: &str) -> Self {
        let closedir = err.contains("unexpected error during closedir");
        let panicked = err.contains("panicked at") && !closedir;
        let mut said = Self { panicked, closedir, ..Self::default() };
        for line in out.lines() {
            match line.split_once(' ') {
                Some((SAVED, number)) => said.saved = number.parse().unwrap_or(said.saved),
                Some((REFUSED, sentence)) => said.refused = Some(sentence.to_owned()),
                _ => said.began |= line == BEGAN,
            }
        }
        said
    }
}
