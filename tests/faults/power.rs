//! Power cuts: ext4 in a file is shut down without a last word to its journal, while a child
//! saves on it; mounted again it must hold all that was confirmed.

use crate::broken::Writer;
use crate::mounted::{Mounted, is_root};
use crate::operation::Operation;
use crate::process::{Child, Task, myself};
use crate::tally::{Outcome, Report, Run, Tally};
use fastrand::Rng;
use rayon::prelude::*;
use std::fs;
use std::thread;
use std::time::Duration;

/// Disks at a time.
const DISKS: u64 = 4;
const MEGABYTES: u64 = 64;
/// The longest time from the first save to the cut, in µs.
const LIFE: u64 = 200_000;
/// Half of the children rest after so many versions at most: what they wrote last has no later
/// save that could carry it to the disk.
const FEW: u64 = 6;

pub fn run(run: &Run) -> Outcome {
    if !is_root() || Mounted::disk(MEGABYTES).is_none() {
        return Outcome::PassedOver("needs root, loop devices and mkfs.ext4".into());
    }
    let report = Report::of(cuts(run, Writer::Program), &["torn", "lost"]);
    let few = run.with_rounds(run.rounds.min(60));
    let with = |report: Report, (writer, name)| report.control(name, &cuts(&few, writer), &["torn", "lost"]);
    let controls = [
        (Writer::Naive, "fs::write"),
        (Writer::NoFileSync, "no sync of the file"),
        (Writer::NoFolderSync, "no sync of the folder"),
    ];
    Outcome::Counted(controls.into_iter().fold(report, with))
}

fn cuts(run: &Run, writer: Writer) -> Tally {
    let on_disk = |number| {
        let disk = Mounted::disk(MEGABYTES).unwrap();
        let mut rng = Rng::with_seed(run.seed.wrapping_add(number));
        let rounds = (number..run.rounds).step_by(DISKS as usize);
        rounds.fold(Tally::default(), |tally, round| tally.and(cut(&disk, writer, round / DISKS, &mut rng)))
    };
    (0..DISKS).into_par_iter().map(on_disk).reduce(Tally::default, Tally::and)
}

fn cut(disk: &Mounted, writer: Writer, round: u64, rng: &mut Rng) -> Tally {
    let mut tally = Tally::default();
    let operations = Operation::of(writer);
    let operation = operations[round as usize % operations.len()];
    let folder = disk.place().join("folder");
    fs::create_dir(&folder).unwrap();
    operation.prepare(&folder);
    let versions = if rng.bool() { rng.u64(1..=FEW) } else { u64::MAX };
    let mut command = myself();
    command.args(Task { operation, writer, versions }.arguments(&folder));
    let mut child = Child::start(command);
    assert!(child.began());
    thread::sleep(Duration::from_micros(rng.u64(..LIFE)));
    disk.cut();
    child.kill();
    let said = child.end();
    disk.again();
    tally.add("cuts", 1);
    tally.add("saves confirmed", said.saved);
    tally.add("told of the failing disk", said.refused.is_some().into());
    operation.inspect(&folder, &said.confirmed(), &mut tally);
    fs::remove_dir_all(&folder).unwrap();
    tally
}
