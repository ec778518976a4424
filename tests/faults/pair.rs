//! Two processes on one file: nobody replaces what he has not seen.

use crate::child::say;
use crate::process::myself;
use crate::sample::version;
use crate::tally::{Outcome, Report, Run, Tally};
use fastrand::Rng;
use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _, stdin};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use suigao::model::Edit;
use suigao::session::Session;
use suigao::session::hold::Own;
use suigao::session::open::{self, How, Opening};
use suigao::session::save::{Replace, Target};
use suigao::store::Expected;
use suigao::store::project::{self, SaveOptions};
use suigao::text::count::SharedMarks;

const STEPS: usize = 12;
/// The title of the version that both find.
const FIRST: &str = "0";
/// Orders to a child: to open the file if the other has not, and to open it all the same.
const ASK: &str = "ask";
const TAKE_OVER: &str = "take-over";

pub fn run(run: &Run) -> Outcome {
    let tally = interleave(run, "compare");
    let control = interleave(&run.with_rounds(run.rounds.min(40)), "never");
    let never = &["silent overwrites", "lost"];
    Outcome::Counted(Report::of(tally, never).control("no comparison of hashes", &control, &never[..1]))
}

fn interleave(run: &Run, replace: &str) -> Tally {
    run.count(|_, rng, tally| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("总结.ron");
        let mut first = version(0);
        first.title = vec![FIRST.into()];
        project::save(&path, &first, &SaveOptions::new(Expected::New)).unwrap();
        let mut both = [Editor::start(&path, replace, "甲"), Editor::start(&path, replace, "乙")];
        let mut confirmed = Vec::new();
        for step in 0..STEPS {
            one_step(&mut both, rng, step, &mut confirmed);
        }
        tally.add("interleavings", 1);
        tally.add("saves confirmed", confirmed.len() as u64);
        tally.add("saves refused", both.iter().map(|editor| editor.refused).sum());
        tally.add("openings refused", both.iter().map(|editor| editor.kept_out).sum());
        both.into_iter().for_each(Editor::end);
        check(&confirmed, &project::load(&path).unwrap().project.title[0], tally);
    })
}

/// One of them or both at once load or save. `confirmed` gets the title that was replaced and the
/// new one.
fn one_step(both: &mut [Editor; 2], rng: &mut Rng, step: usize, confirmed: &mut Vec<(String, String)>) {
    let who = rng.usize(..3);
    let chosen: Vec<usize> = if who == 2 { vec![0, 1] } else { vec![who] };
    for &who in &chosen {
        both[who].ask(match rng.u8(..6) {
            0 => ASK.into(),
            1 => TAKE_OVER.into(),
            _ => format!("save {}{step}", both[who].name),
        });
    }
    confirmed.extend(chosen.iter().filter_map(|&who| both[who].answer()));
}

/// The confirmed saves are one chain, each link on the one its writer knew, and the last is there.
fn check(confirmed: &[(String, String)], there: &str, tally: &mut Tally) {
    let mut next: HashMap<&str, &str> = HashMap::new();
    for (known, new) in confirmed {
        if let Some(other) = next.insert(known, new) {
            tally.fault("silent overwrites", format!("{new} and {other} both replaced {known}"));
        }
    }
    let mut last = FIRST;
    while let Some(new) = next.remove(last) {
        last = new;
    }
    if last != there || !next.is_empty() {
        tally.fault("lost", format!("{there} is there, and the last one was {last}: {confirmed:?}"));
    }
}

/// A process that edits the file.
struct Editor {
    process: Child,
    lines: BufReader<ChildStdout>,
    name: &'static str,
    /// The title that it last loaded or saved.
    known: String,
    refused: u64,
    /// How often the other had it open.
    kept_out: u64,
}

impl Editor {
    fn start(path: &Path, replace: &str, name: &'static str) -> Self {
        let mut command = myself();
        command.arg("child").arg("pair").arg(path).arg(replace);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap());
        let mut editor = Self { process, lines, name, known: String::new(), refused: 0, kept_out: 0 };
        assert_eq!(editor.answer(), None);
        editor
    }

    fn ask(&mut self, order: String) {
        writeln!(self.process.stdin.as_mut().unwrap(), "{order}").unwrap();
    }

    /// For a confirmed save: the title that was known, and the new one.
    fn answer(&mut self) -> Option<(String, String)> {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        match line.trim().split_once(' ') {
            Some(("loaded", title)) => self.known = title.into(),
            Some(("saved", title)) => {
                return Some((std::mem::replace(&mut self.known, title.into()), title.into()));
            }
            Some(("refused", _)) => self.refused += 1,
            Some(("taken", _)) => self.kept_out += 1,
            _ => panic!("{}: {line:?}", self.name),
        }
        None
    }

    fn end(mut self) {
        drop(self.process.stdin.take());
        assert!(self.process.wait().unwrap().success());
    }
}

/// Loads and saves as it is told, a line each.
pub fn child(path: &Path, replace: &str) {
    let replace = if replace == "compare" { Replace::Own } else { Replace::Anything };
    let mut session = load(path, How::TakeOver, None).unwrap();
    for line in stdin().lines().map(Result::unwrap) {
        if let Some((_, title)) = line.split_once(' ') {
            save(&mut session, Target::new(path.into(), replace), title);
            continue;
        }
        let how = if line == ASK { How::Ask } else { How::TakeOver };
        let own = session.own();
        session = load(path, how, own.as_ref()).unwrap_or(session);
    }
}

fn load(path: &Path, how: How, own: Option<&Own>) -> Option<Session> {
    match open::open_over(path, how, &[], own) {
        Opening::Open(opened) => {
            let session = Session::opened(*opened, SharedMarks::Asian);
            say(format_args!("loaded {}", session.project().title[0]));
            Some(session)
        }
        Opening::Taken(_) => {
            say("taken by the other");
            None
        }
        other => panic!("{other:?}"),
    }
}

fn save(session: &mut Session, target: Target, title: &str) {
    session.apply(Edit::SetTitle(vec![title.into()]), 0.0, (None, None));
    let saved = session.save(target, None).run();
    match session.saved(saved) {
        Ok(_) => say(format_args!("saved {title}")),
        Err(error) => say(format_args!("refused {error}")),
    }
}
