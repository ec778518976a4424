//! Damaged files: cut at every byte, every bit turned. Each gives a clear error, a warning, or its
//! own text; never another text unasked, never a panic.

use crate::sample::version;
use crate::tally::{Outcome, Report, Run, Tally};
use rayon::prelude::*;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use suigao::model::{Limit, Project};
use suigao::store::envelope::Integrity;
use suigao::store::recovery::{self, Base, Copy};
use suigao::store::{Hash, project, template};

/// How one damaged file was taken.
enum Taken {
    /// It opens, and is told to be perhaps another text than it was.
    Warned,
    /// It opens as if nothing were.
    Silent,
    Same,
    Error(String),
}

/// A kind of file that may be damaged.
struct Kind<'a> {
    name: String,
    bytes: Vec<u8>,
    open: &'a (dyn Fn(&[u8]) -> Taken + Sync),
}

pub fn run(run: &Run) -> Outcome {
    let mut small = Project::new("毁".into());
    small.title = vec!["青石镇“总结”".into()];
    small.limit = Limit::at_most(3000);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/project-v1.ron");
    let fixture = project::load(&samples).unwrap().project;
    let mut projects = vec![small.clone()];
    if run.full {
        projects.extend([fixture.clone(), version(1)]);
    }
    // A debug build takes its time for the larger files.
    let step = if run.full { 1 } else { 11 };
    let mut tally = Tally::default();
    for project in &projects {
        let open = |bytes: &[u8]| open(bytes, project);
        let kind = of_project(project, &open);
        tally = tally.and(cuts(&kind, 1)).and(flips(&kind));
    }
    tally = tally.and(cuts(&of_project(&fixture, &|bytes| open(bytes, &fixture)), step));
    tally = tally.and(of_recovery(&small)).and(templates(step));
    let control = flips(&of_project(&small, &|bytes| open(body(bytes), &small)));
    let never = &["silent changes", "panics", "unclear errors"];
    Outcome::Counted(Report::of(tally, never).control("no checksum", &control, &never[..1]))
}

fn of_project<'a>(project: &Project, open: &'a (dyn Fn(&[u8]) -> Taken + Sync)) -> Kind<'a> {
    Kind { name: project.id.clone(), bytes: project::to_bytes(project).unwrap(), open }
}

/// The file without its first line, which is what makes a change known.
fn body(bytes: &[u8]) -> &[u8] {
    let line = bytes.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    &bytes[line..]
}

fn open(bytes: &[u8], project: &Project) -> Taken {
    match project::parse(bytes) {
        Err(error) => Taken::Error(error.to_string()),
        Ok(parsed) if parsed.project == *project => Taken::Same,
        Ok(parsed) if parsed.integrity == Integrity::ChecksumDiffers => Taken::Warned,
        Ok(_) => Taken::Silent,
    }
}

fn of_recovery(project: &Project) -> Tally {
    let base = Base { path: "/home/张三/总结.ron".into(), hash: Hash::of(b"") };
    let copy =
        Copy { project: Arc::new(project.clone()), base: Some(base), kept: 1_797_000_000_000, closed: false };
    let open = |bytes: &[u8]| match recovery::parse(bytes) {
        Err(error) => Taken::Error(error.to_string()),
        Ok(parsed) if parsed.copy == copy => Taken::Same,
        Ok(parsed) if parsed.integrity == Integrity::ChecksumDiffers => Taken::Warned,
        Ok(_) => Taken::Silent,
    };
    let bytes = recovery::to_bytes(&copy).unwrap();
    let kind = Kind { name: "recovery copy".into(), bytes, open: &open };
    cuts(&kind, 1).and(flips(&kind))
}

/// Templates have no checksum, for people write them; cut off anywhere they are none.
fn templates(step: usize) -> Tally {
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")).unwrap();
    let all = folder.map(|entry| {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let whole = template::parse("模板.ron", &text).unwrap();
        let open = |bytes: &[u8]| {
            let Ok(text) = std::str::from_utf8(bytes) else { return Taken::Error("。".into()) };
            match template::parse("模板.ron", text) {
                Err(error) => Taken::Error(error.to_string()),
                Ok(template) if template == whole => Taken::Same,
                Ok(_) => Taken::Silent,
            }
        };
        cuts(&Kind { name: path.display().to_string(), bytes: text.into_bytes(), open: &open }, step)
    });
    all.fold(Tally::default(), Tally::and)
}

/// Cut at every `step`th byte.
fn cuts(kind: &Kind, step: usize) -> Tally {
    let one = |length| {
        let mut tally = Tally::default();
        tally.add("cuts", 1);
        kind.take(&kind.bytes[..length], &format!("cut at {length}"), &mut tally);
        tally
    };
    (0..kind.bytes.len()).into_par_iter().step_by(step).map(one).reduce(Tally::default, Tally::and)
}

fn flips(kind: &Kind) -> Tally {
    let one = |place: usize| {
        let (mut bytes, mut tally) = (kind.bytes.clone(), Tally::default());
        bytes[place / 8] ^= 1 << (place % 8);
        tally.add("bits turned", 1);
        kind.take(&bytes, &format!("bit {} of byte {}", place % 8, place / 8), &mut tally);
        tally
    };
    (0..kind.bytes.len() * 8).into_par_iter().map(one).reduce(Tally::default, Tally::and)
}

impl Kind<'_> {
    fn take(&self, bytes: &[u8], what: &str, tally: &mut Tally) {
        let what = format!("{}, {what}", self.name);
        match catch_unwind(AssertUnwindSafe(|| (self.open)(bytes))) {
            Err(_) => tally.fault("panics", what),
            Ok(Taken::Silent) => tally.fault("silent changes", what),
            Ok(Taken::Error(sentence)) if !is_clear(&sentence) => {
                tally.fault("unclear errors", format!("{what}: {sentence}"));
            }
            Ok(Taken::Error(_)) => tally.add("errors", 1),
            Ok(Taken::Warned) => tally.add("warned", 1),
            Ok(Taken::Same) => tally.add("the same text", 1),
        }
    }
}

/// A whole sentence in the user's language.
fn is_clear(sentence: &str) -> bool {
    sentence.ends_with('。') && !sentence.contains("store.") && !sentence.contains("%{")
}
