//! A file that another program changes, with its size and time as they were: size and time say
//! nothing, the bytes do.

use crate::operation::open;
use crate::sample::version;
use crate::tally::{Outcome, Report, Run, Tally};
use fastrand::Rng;
use std::fs::{self, File, Metadata};
use std::path::Path;
use suigao::model::Edit;
use suigao::session::save::{Replace, SaveError, Target};
use suigao::store::project::{self, SaveOptions};
use suigao::store::{Conflict, Expected, Hash, WriteError};

pub fn run(run: &Run) -> Outcome {
    let tally = run.count(|round, rng, tally| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("总结.ron");
        project::save(&path, &version(round % 8), &SaveOptions::new(Expected::New)).unwrap();
        let mut session = open(&path, folder.path()).unwrap();
        let before = fs::metadata(&path).unwrap();
        let changed = change(&path, rng);
        if looks_the_same(&before, &fs::metadata(&path).unwrap()) {
            tally.add(SAME, 1);
        }
        session.apply(Edit::SetTitle(vec!["改".into()]), 0.0, (None, None));
        let saved = session.save(Target::new(path.clone(), Replace::Own), None).run();
        let told = session.saved(saved);
        let conflict = Conflict::Changed(Hash::of(&changed));
        tally.add("changes", 1);
        if told == Err(SaveError::Write(WriteError::Conflict { path: path.clone(), conflict })) {
            tally.add("noticed", 1);
        } else {
            tally.fault("unnoticed", format!("round {round}: {told:?}"));
        }
        if fs::read(&path).unwrap() != changed {
            tally.fault("overwritten", format!("round {round}"));
        }
    });
    let mut blind = Tally::default();
    blind.add("unnoticed", tally.get(SAME));
    let report = Report::of(tally, &["unnoticed", "overwritten"]);
    Outcome::Counted(report.control("size and time only", &blind, &["unnoticed"]))
}

const SAME: &str = "of the same size and time";

fn looks_the_same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().unwrap() == after.modified().unwrap()
}

/// Changes some bytes of the file, in it or by another in its place, and puts its time back.
fn change(path: &Path, rng: &mut Rng) -> Vec<u8> {
    let old = fs::read(path).unwrap();
    let modified = fs::metadata(path).unwrap().modified().unwrap();
    let mut new = old.clone();
    let at = rng.usize(..old.len());
    match rng.u8(..4) {
        0 => new[at] = old[at].wrapping_add(rng.u8(1..)),
        1 => new[at..].fill(0),
        2 => new.reverse(),
        // Another text of the same length, as a user may make it.
        _ => new = String::from_utf8(old.clone()).unwrap().replacen('镇', "县", 1).into_bytes(),
    }
    if new == old {
        new[at] ^= 1;
    }
    if rng.bool() {
        fs::write(path, &new).unwrap();
    } else {
        let other = path.with_extension("other");
        fs::write(&other, &new).unwrap();
        fs::rename(&other, path).unwrap();
    }
    File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
    new
}
