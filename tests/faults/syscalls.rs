//! Every system call of an operation fails, once and from then on, with every error; and the
//! process is killed at every system call. `strace` does it.

use crate::broken::Writer;
use crate::child::MARKS;
use crate::operation::{LEFT, Operation, TORN_IN_PLACE};
use crate::process::{Child, Said, Task, myself};
use crate::tally::{Outcome, Report, Run, Tally};
use fastrand::Rng;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::process::Command;

const ERRORS: [&str; 7] = ["ENOSPC", "EIO", "EROFS", "EACCES", "EPERM", "EXDEV", "EINTR"];
const INTERRUPTED: &str = "EINTR";
/// Calls that touch files.
const TRACED: &str = "trace=%file,%desc";
/// One of them asks for memory, and without that there is no program.
const MEMORY: &str = "mmap";
const NEVER: [&str; 5] = ["torn", "lost", "false saved", "left although told", "panics"];

/// A call of an operation: the `nth` of its name since the process began.
#[derive(Clone)]
struct Call {
    task: Task,
    name: String,
    nth: u64,
}

/// A fault at a call, as strace is told.
struct Case {
    call: Call,
    fault: String,
    when: String,
}

impl Case {
    fn once(call: &Call, fault: String) -> Self {
        Self { call: call.clone(), fault, when: call.nth.to_string() }
    }

    /// This call and all of its name that follow.
    fn from_then_on(call: &Call, fault: String) -> Self {
        Self { call: call.clone(), fault, when: format!("{}+", call.nth) }
    }
}

/// Each call of each operation fails with each error; so do all calls of a name.
pub fn fail(run: &Run) -> Outcome {
    let cases = |writer| {
        let (mut cases, mut known) = (Vec::new(), HashSet::new());
        for call in calls(writer, 1) {
            let fault = |error| format!("error={error}");
            cases.extend(ERRORS.map(|error| Case::once(&call, fault(error))));
            if known.insert((call.task.operation.name(), call.name.clone())) {
                // What is interrupted is tried again, for ever.
                let lasting = ERRORS.into_iter().filter(|&error| error != INTERRUPTED);
                cases.extend(lasting.map(|error| Case::from_then_on(&call, fault(error))));
            }
        }
        cases
    };
    inject(run, cases, &[(Writer::Naive, "fs::write"), (Writer::Heedless, "no care for errors")])
}

/// The process is killed at each call of two saves one after the other.
pub fn kill(run: &Run) -> Outcome {
    let cases = |writer| calls(writer, 2).iter().map(|call| Case::once(call, "signal=KILL".into())).collect();
    inject(run, cases, &[(Writer::Naive, "fs::write")])
}

/// What is renamed was synced before, and its folder is synced after: what the full run tries with
/// power cuts.
pub fn synced(_: &Run) -> Outcome {
    if let Some(why) = missing() {
        return Outcome::PassedOver(why);
    }
    let count = |writer| {
        let mut tally = Tally::default();
        for &operation in Operation::of(writer) {
            let trace = plain(Task { operation, writer, versions: 2 });
            let lines: Vec<&str> = trace.lines().collect();
            // The second line of a call that another thread's broke in two names no paths.
            let renames = |&at: &usize| lines[at].contains(" rename") && lines[at].contains('"');
            for at in (0..lines.len()).filter(renames) {
                tally.add("renames", 1);
                let mut paths = lines[at].split('"').skip(1).step_by(2);
                let (from, to) = (paths.next().unwrap(), paths.next().unwrap());
                let folder = Path::new(to).parent().unwrap().to_str().unwrap();
                if !is_synced(&lines[..at], from) || !is_synced(&lines[at..], folder) {
                    tally.fault(NOT_SYNCED, format!("{operation:?}: {}", lines[at]));
                }
            }
        }
        tally
    };
    let report = Report::of(count(Writer::Program), &[NOT_SYNCED]);
    let with = |report: Report, (writer, name)| report.control(name, &count(writer), &[NOT_SYNCED]);
    let controls =
        [(Writer::NoFileSync, "no sync of the file"), (Writer::NoFolderSync, "no sync of the folder")];
    Outcome::Counted(controls.into_iter().fold(report, with))
}

const NOT_SYNCED: &str = "not synced";

fn is_synced(lines: &[&str], path: &str) -> bool {
    let path = format!("<{path}>");
    lines.iter().any(|line| line.contains("sync(") && line.contains(&path))
}

/// Where strace cannot be, why.
fn missing() -> Option<String> {
    let works = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    (!works(Command::new("strace").args(["-o", "/dev/null", "true"]))).then(|| "strace is not there".into())
}

fn inject(run: &Run, cases: impl Fn(Writer) -> Vec<Case>, controls: &[(Writer, &str)]) -> Outcome {
    if let Some(why) = missing() {
        return Outcome::PassedOver(why);
    }
    let count = |writer| {
        let mut cases = cases(writer);
        Rng::with_seed(run.seed).shuffle(&mut cases);
        cases.truncate(usize::try_from(run.rounds).unwrap_or(usize::MAX));
        let run = run.with_rounds(cases.len() as u64);
        run.count(|round, _, tally| one(&cases[round as usize], tally))
    };
    let report = Report::of(count(Writer::Program), &NEVER);
    let with =
        |report: Report, (writer, name): &(Writer, &str)| report.control(name, &count(*writer), &NEVER);
    Outcome::Counted(controls.iter().fold(report, with))
}

/// Lets one fault happen and looks at what it leaves.
fn one(Case { call, fault, when }: &Case, tally: &mut Tally) {
    let folder = tempfile::tempdir().unwrap();
    let Task { operation, .. } = call.task;
    let place = folder.path().join("place");
    fs::create_dir(&place).unwrap();
    operation.prepare(&place);
    let inject = format!("inject={}:{fault}:when={when}", call.name);
    let (said, trace) = traced(&call.task, folder.path(), &place, &["-e", &inject]);
    let what = format!("{operation:?}, {} {when} {fault}", call.name);
    let hit = trace.contains("(INJECTED)") || !trace.contains(MARKS[1]);
    tally.add(if hit { "faults" } else { "not reached" }, 1);
    tally.add("confirmed", said.saved);
    tally.add("refused", said.refused.is_some().into());
    if said.closedir {
        tally.add("panics of std at closedir", 1);
    }
    if said.panicked {
        tally.fault("panics", &what);
    }
    // What the disk has refused to keep is not saved, even if it can still be read.
    let refused = |line: &str| {
        // The version before may be lost; the window says so.
        let keeps = matches!(operation, Operation::Save | Operation::SaveOver);
        let backup = keeps && line.contains("/copies");
        line.contains("sync(") && line.contains("(INJECTED)") && !line.contains(INTERRUPTED) && !backup
    };
    if said.saved > 0 && trace.lines().any(refused) {
        tally.fault("false saved", &what);
    }
    let mut found = Tally::default();
    operation.inspect(&place, &said.confirmed(), &mut found);
    let once = !when.ends_with('+');
    let left = found.get(LEFT) + if once { found.get(TORN_IN_PLACE) } else { 0 };
    if left > 0 && fault.starts_with("error=") && !call.name.starts_with("unlink") {
        found.fault("left although told", &what);
    }
    tally.take(found, &what);
}

/// Runs the task under strace; what it said, and the calls.
fn traced(task: &Task, folder: &Path, place: &Path, more: &[&str]) -> (Said, String) {
    let list = folder.join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-e", TRACED, "-e", "signal=none"]).args(more).arg("-o").arg(&list);
    command.arg(myself().get_program()).args(task.arguments(place));
    let said = Child::start(command).end();
    (said, fs::read_to_string(list).unwrap())
}

/// All calls of all operations that write so many versions.
fn calls(writer: Writer, versions: u64) -> Vec<Call> {
    let mut calls = Vec::new();
    for &operation in Operation::of(writer) {
        let task = Task { operation, writer, versions };
        let found = between_marks(&plain(task));
        calls.extend(found.into_iter().map(|(name, nth)| Call { task, name, nth }));
    }
    calls
}

/// The calls of a task that nothing happens to.
fn plain(task: Task) -> String {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("place");
    fs::create_dir(&place).unwrap();
    task.operation.prepare(&place);
    let (said, trace) = traced(&task, folder.path(), &place, &[]);
    assert_eq!(said.saved, task.versions, "{said:?}");
    trace
}

/// Name and number of each call between the marks; strace counts those of each thread apart.
fn between_marks(trace: &str) -> Vec<(String, u64)> {
    let mut counts: HashMap<&str, u64> = HashMap::new();
    let (mut calls, mut inside) = (Vec::new(), false);
    let thread = trace.lines().find(|line| line.contains(MARKS[0])).and_then(|line| line.split_once(' '));
    let (thread, _) = thread.unwrap();
    for line in trace.lines().filter_map(|line| line.strip_prefix(thread)) {
        let Some((name, _)) = line.trim_start().split_once('(') else { continue };
        // The end of a call that another thread's came between.
        if name.starts_with('<') {
            continue;
        }
        let count = counts.entry(name).or_default();
        *count += 1;
        if line.contains(MARKS[1]) {
            break;
        }
        if inside && name != MEMORY {
            calls.push((name.to_owned(), *count));
        }
        inside |= line.contains(MARKS[0]);
    }
    calls
}
