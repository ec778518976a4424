//! kill -9 at random times while saving in a loop.

use crate::broken::Writer;
use crate::operation::{Operation, open};
use crate::process::{Child, Task, myself};
use crate::tally::{Outcome, Report, Run, Tally};
use std::thread;
use std::time::Duration;

/// The longest time that a child may live, in µs.
const LIFE: u64 = 400_000;

pub fn run(run: &Run) -> Outcome {
    let tally = kill(run, Writer::Program, "kills");
    let naive = kill(&run.with_rounds(run.rounds.min(100)), Writer::Naive, "kills");
    Outcome::Counted(Report::of(tally, &["torn", "lost", "not opened again"]).control(
        "fs::write",
        &naive,
        &["torn", "lost"],
    ))
}

fn kill(run: &Run, writer: Writer, kills: &'static str) -> Tally {
    run.count(|round, rng, tally| {
        let operations = Operation::of(writer);
        let operation = operations[round as usize % operations.len()];
        let folder = tempfile::tempdir().unwrap();
        operation.prepare(folder.path());
        let mut command = myself();
        command.args(Task { operation, writer, versions: u64::MAX }.arguments(folder.path()));
        let mut child = Child::start(command);
        assert!(child.began());
        thread::sleep(Duration::from_micros(rng.u64(..LIFE)));
        child.kill();
        let said = child.end();
        tally.add(kills, 1);
        tally.add("saves confirmed", said.saved);
        if let Some(sentence) = &said.refused {
            tally.fault("refused", sentence);
        }
        operation.inspect(folder.path(), &said.confirmed(), tally);
        // A dead holder keeps nobody out.
        if operation == Operation::Save
            && let Err(sentence) = open(&operation.file(folder.path(), 0), folder.path())
        {
            tally.fault("not opened again", sentence);
        }
    })
}
