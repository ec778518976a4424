//! A disk that is full, with every number of 4 KB free from none to enough.

use crate::broken::Writer;
use crate::mounted::{Mounted, is_root};
use crate::operation::{LEFT, Operation, TORN_IN_PLACE};
use crate::tally::{Outcome, Report, Run, Tally};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use suigao::store::Cause;

const BLOCK: usize = 4096;
/// A large version, some 100 KB.
const NUMBER: u64 = 3;
/// Blocks that are left at most: the large version more than fits.
const MOST: usize = 64;

pub fn run(run: &Run) -> Outcome {
    if !is_root() || Mounted::memory(64).is_none() {
        return Outcome::PassedOver("only root can mount a small file system".into());
    }
    let count = |writer| {
        let all = Operation::of(writer).into_par_iter().map(|&operation| fill(operation, writer, run));
        all.reduce(Tally::default, Tally::and)
    };
    let never = &["torn", "lost", "left although told", "told otherwise"];
    let report = Report::of(count(Writer::Program), never);
    Outcome::Counted(report.control("fs::write", &count(Writer::Naive), never))
}

/// `run.rounds` is the step in blocks.
fn fill(operation: Operation, writer: Writer, run: &Run) -> Tally {
    let disk = Mounted::memory(1024).unwrap();
    let mut tally = Tally::default();
    for free in (0..=MOST).step_by(run.rounds as usize) {
        let folder = disk.place().join("folder");
        fs::create_dir(&folder).unwrap();
        operation.prepare(&folder);
        leave(&disk.place().join("filler"), free);
        let told = operation.begin(&folder, writer).and_then(|mut step| step(NUMBER));
        let what = format!("{operation:?} with {free} blocks free");
        tally.add("disks", 1);
        let mut found = Tally::default();
        match told {
            Ok(()) => {
                tally.add("confirmed", 1);
                operation.inspect(&folder, &[0, NUMBER], &mut found);
            }
            Err(sentence) => {
                tally.add("refused", 1);
                if !sentence.contains(&Cause::DiskFull.to_string()) {
                    tally.fault("told otherwise", format!("{what}: {sentence}"));
                }
                operation.inspect(&folder, &[0], &mut found);
                if found.get(LEFT) + found.get(TORN_IN_PLACE) > 0 {
                    found.fault("left although told", &what);
                }
            }
        }
        tally.take(found, &what);
        fs::remove_dir_all(&folder).unwrap();
        fs::remove_file(disk.place().join("filler")).unwrap();
    }
    tally
}

/// Fills the disk up to so many blocks.
fn leave(filler: &Path, free: usize) {
    let mut file = File::create(filler).unwrap();
    while file.write_all(&[b'x'; BLOCK]).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub((free * BLOCK) as u64)).unwrap();
}
