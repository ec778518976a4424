//! kill -9 while typing: what was typed more than a second before is in the recovery copy.

use crate::child::say;
use crate::operation::{Operation, copies, open};
use crate::process::{BEGAN, Child, myself};
use crate::sample::version;
use crate::tally::{Outcome, Report, Run, Tally};
use fastrand::Rng;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use suigao::model::Edit;
use suigao::session::Session;
use suigao::session::keeper::Keeper;
use suigao::store::backup::now;
use suigao::store::envelope::Integrity;
use suigao::store::recovery::{self, Found};
use suigao::text::count::SharedMarks;

/// The most that may be lost, in ms.
const MOST: u64 = 1000;
/// From the first key to the kill, in ms.
const LIFE: std::ops::Range<u64> = 300..3500;
/// Between two keys, in ms.
const KEY: std::ops::Range<u64> = 5..120;
/// Children at a time: they sleep most of the time.
const AT_A_TIME: usize = 8;

pub fn run(run: &Run) -> Outcome {
    let tally = kill(run, KEEPER);
    let control = kill(&run.with_rounds(run.rounds.min(AT_A_TIME as u64)), "no keeper");
    Outcome::Counted(Report::of(tally, &["torn", OVER]).control("no keeper", &control, &[OVER]))
}

fn kill(run: &Run, keeper: &str) -> Tally {
    let lost = Mutex::new(Vec::new());
    let one = |round: u64, rng: &mut Rng, tally: &mut Tally| {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(copies(folder.path())).unwrap();
        // Every other project was never saved.
        if round % 2 == 1 {
            Operation::Save.prepare(folder.path());
        }
        let mut command = myself();
        command.args(["child", "type"]).arg(folder.path()).arg(keeper);
        let mut child = Child::start(command);
        assert!(child.began());
        thread::sleep(Duration::from_millis(rng.u64(LIFE)));
        let killed = now();
        child.kill();
        let typed = typed(&child.output().0);
        let kept = kept(folder.path(), tally);
        tally.add("kills", 1);
        tally.add("keys typed", typed.len() as u64);
        let first = typed.get(kept).map_or(killed, |&time| time);
        lost.lock().unwrap().push(u64::try_from(killed - first).unwrap_or(0));
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(AT_A_TIME).build().unwrap();
    let mut tally = pool.install(|| run.count(one));
    judge(&mut tally, lost.into_inner().unwrap());
    tally
}

/// When each key was typed.
fn typed(said: &str) -> Vec<i64> {
    said.lines().filter_map(|line| line.strip_prefix(TYPED)?.trim().parse().ok()).collect()
}

/// How many keys are in the recovery copy that the next start lists.
fn kept(folder: &Path, tally: &mut Tally) -> usize {
    let keys = |found: &Found| {
        let parsed = found.content.as_ref().ok().filter(|parsed| parsed.integrity == Integrity::Intact)?;
        let mut project = parsed.copy.project.as_ref().clone();
        let keys = project.title.last_mut().map(std::mem::take)?;
        project.title = version(0).title;
        (project == version(0)).then(|| keys.chars().count())
    };
    let found = recovery::unclaimed(&[copies(folder)]);
    for torn in found.iter().filter(|found| keys(found).is_none()) {
        tally.fault("torn", format!("{:?}", torn.content));
    }
    found.iter().filter_map(keys).max().unwrap_or(0)
}

const KEEPER: &str = "keeper";
const TYPED: &str = "typed";
const OVER: &str = "over a second at p99";

/// Counts what was lost at the 50th and the 99th of a hundred, and at most: ms.
fn judge(tally: &mut Tally, mut lost: Vec<u64>) {
    lost.sort_unstable();
    let at = |part: usize| lost[(lost.len() * part).div_ceil(100).saturating_sub(1)];
    tally.add("ms lost at p50", at(50));
    tally.add("ms at p99", at(99));
    tally.add("ms at most", at(100));
    if at(99) > MOST {
        tally.fault(OVER, format!("{} ms", at(99)));
    }
}

/// Types a character after the other into the title, and says when.
pub fn child(folder: &Path, keeper: &str) {
    let path = Operation::Save.file(folder, 0);
    let mut session = match path.exists() {
        true => open(&path, folder).unwrap(),
        false => Session::new(version(0), SharedMarks::Asian),
    };
    let mut follow = Keeper::new(|| {});
    follow.begin(None);
    let mut rng = Rng::new();
    let mut title = version(0).title;
    title.push(String::new());
    say(BEGAN);
    for number in 0.. {
        thread::sleep(Duration::from_millis(rng.u64(KEY)));
        title.last_mut().unwrap().push('镇');
        session.apply(Edit::SetTitle(title.clone()), f64::from(number), (None, None));
        say(format_args!("{TYPED} {}", now()));
        if keeper == KEEPER {
            follow.follow(&session, Some(copies(folder)));
        }
    }
}
