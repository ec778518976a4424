//! `verify`: whether summaries are whole, and what survives of those that are not. Nothing is
//! written.

mod check;

use super::recover::Copies;
use super::{Outcome, complain, files, say, say_json, timestamp, wording};
use crate::model::{Measure, Project};
use crate::store::Dirs;
use crate::store::envelope::Integrity;
use crate::store::recovery::Copy;
use crate::store::rescue::{self, Origin, Survivor};
use crate::text::count::SharedMarks;
use check::{Findings, Kind, Problem};
use clap::ArgMatches;
use rayon::prelude::*;
use rust_i18n::t;
use serde::Serialize;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file, and what was found.
struct Checked<'a> {
    path: &'a Path,
    /// None where it could not be read.
    bytes: Option<usize>,
    findings: Findings,
    survivors: Vec<Survivor>,
}

/// Where survivors are looked for. One file at a time: a copy is claimed while it is read, and two
/// threads would keep it from each other.
struct Search<'a> {
    dirs: Option<&'a Dirs>,
    copies: Mutex<Option<Copies<'a>>>,
}

impl Search<'_> {
    fn survivors(&self, path: &Path, bytes: &[u8]) -> Vec<Survivor> {
        if files::is_standard(path) {
            return rescue::survivors(path, bytes, &[]);
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let mut copies = self.copies.lock().unwrap_or_else(PoisonError::into_inner);
        if copies.is_none() {
            *copies = self.dirs.map(Copies::find);
        }
        let roots = copies.as_ref().map(|copies| copies.roots(Some(&path))).unwrap_or_default();
        rescue::survivors(&path, bytes, &roots)
    }
}

impl<'a> Checked<'a> {
    fn of(path: &'a Path, search: &Search) -> Self {
        let read = files::read(path);
        let mut findings = match &read {
            Ok(bytes) => Findings::of(bytes),
            Err(sentence) => {
                let unreadable = Problem::new("unreadable", sentence.clone());
                Findings { problems: vec![unreadable], ..Findings::default() }
            }
        };
        let bytes = read.as_deref().ok();
        let mut survivors = Vec::new();
        if !findings.problems.is_empty() {
            survivors = search.survivors(path, bytes.unwrap_or_default());
        }
        if let Some(Survivor { origin: Origin::Encoding(encoding), integrity, .. }) = survivors.first() {
            findings = Findings::reencoded(*encoding, *integrity);
        }
        Self { path, bytes: bytes.map(<[u8]>::len), findings, survivors }
    }

    fn outcome(&self) -> Outcome {
        match self.bytes {
            None => Outcome::Failed,
            Some(_) if self.findings.problems.is_empty() => Outcome::Done,
            Some(_) => Outcome::Unmet,
        }
    }
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let paths: Vec<PathBuf> = arguments.get_many("file").into_iter().flatten().cloned().collect();
    if files::several_standard(&paths) {
        complain(t!("cli.stdin_twice"));
        return Outcome::Usage;
    }
    let search = Search { dirs, copies: Mutex::new(None) };
    let checked: Vec<Checked> = paths.par_iter().map(|path| Checked::of(path, &search)).collect();
    for file in checked.iter().filter(|file| file.bytes.is_none()) {
        file.findings.problems.iter().for_each(|problem| complain(&problem.message));
    }
    let said = if arguments.get_flag("json") {
        say_json(&checked.iter().map(json).collect::<Vec<_>>())
    } else {
        // Of one that could not be read that is all, unless something survives.
        let told = checked.iter().filter(|file| file.bytes.is_some() || !file.survivors.is_empty());
        say(&told.map(block).collect::<Vec<_>>().join("\n"))
    };
    checked.iter().map(Checked::outcome).fold(said, Outcome::max)
}

fn words(project: &Project) -> usize {
    Measure::of(project, SharedMarks::Asian).total.count.words
}

// For programs

#[derive(Serialize)]
struct FileJson<'a> {
    file: String,
    ok: bool,
    kind: Option<&'static str>,
    bytes: Option<usize>,
    integrity: Option<&'static str>,
    version: Option<u32>,
    problems: Vec<ProblemJson<'a>>,
    survivors: Vec<SurvivorJson>,
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    kind: &'static str,
    message: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct SurvivorJson {
    origin: &'static str,
    saved: Option<String>,
    words: usize,
    integrity: &'static str,
    path: String,
}

fn json<'a>(checked: &'a Checked) -> FileJson<'a> {
    let findings = &checked.findings;
    let problem = |problem: &'a Problem| {
        let Problem { kind, message, place } = problem;
        let place = place.as_ref();
        let (line, column) = (place.map(|place| place.line), place.map(|place| place.column));
        ProblemJson { kind, message, line, column, text: place.map(|place| place.text.as_str()) }
    };
    let survivor = |survivor: &Survivor| SurvivorJson {
        origin: match survivor.origin {
            Origin::Encoding(_) => "file",
            Origin::Backup(_) => "backup",
            Origin::Recovery(_) => "recovery",
            Origin::Salvaged => "salvaged",
        },
        saved: timestamp(survivor.written),
        words: words(&survivor.project),
        integrity: name(survivor.integrity),
        path: place(checked.path, survivor).display().to_string(),
    };
    FileJson {
        file: checked.path.display().to_string(),
        ok: checked.outcome() == Outcome::Done,
        kind: findings.kind.map(|kind| match kind {
            Kind::Project => "project",
            Kind::Recovery => "recovery",
        }),
        bytes: checked.bytes,
        integrity: findings.integrity.map(name),
        version: findings.version,
        problems: findings.problems.iter().map(problem).collect(),
        survivors: checked.survivors.iter().map(survivor).collect(),
    }
}

fn name(integrity: Integrity) -> &'static str {
    match integrity {
        Integrity::Intact => "intact",
        Integrity::ChecksumDiffers => "differs",
        Integrity::NoChecksum => "none",
    }
}

/// Where a survivor lies.
fn place<'a>(file: &'a Path, survivor: &'a Survivor) -> &'a Path {
    match &survivor.origin {
        Origin::Encoding(_) | Origin::Salvaged => file,
        Origin::Backup(path) | Origin::Recovery(path) => path,
    }
}

// For people

fn block(checked: &Checked) -> String {
    let mut text = format!("{}\n  {}\n", files::name(checked.path), verdict(checked));
    let mut line = |words: &str| text.push_str(&format!("  {words}\n"));
    if let Some(copy) = &checked.findings.copy {
        line(&of_copy(copy));
    }
    if checked.bytes.is_some() {
        for problem in &checked.findings.problems {
            line(&problem.message);
            if let Some(place) = &problem.place {
                line(&format!("  {}", place.text));
                line(&format!("  {}", place.mark));
            }
        }
    }
    if !checked.survivors.is_empty() {
        line(&t!("cli.verify.survivors"));
        checked.survivors.iter().for_each(|survivor| line(&row(checked.path, survivor)));
    }
    text
}

/// 完好：文稿、6123 字节、格式第 1 版、校验一致、1204 字
fn verdict(checked: &Checked) -> String {
    let Findings { kind, integrity, version, project, .. } = &checked.findings;
    let facts = [
        kind.map(|kind| match kind {
            Kind::Project => t!("cli.verify.project"),
            Kind::Recovery => t!("cli.verify.recovery"),
        }),
        checked.bytes.map(|bytes| t!("cli.verify.bytes", n = bytes)),
        version.map(|version| t!("cli.verify.version", version = version)),
        integrity.map(checksum),
        project.as_ref().map(|project| t!("cli.verify.words", n = words(project))),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    let facts = wording::list(facts.iter().map(|fact| fact.as_ref()));
    match checked.outcome() {
        Outcome::Done => t!("cli.verify.fine", facts = facts),
        Outcome::Failed => t!("cli.verify.unreadable"),
        _ => t!("cli.verify.wrong", facts = facts),
    }
    .into_owned()
}

fn checksum(integrity: Integrity) -> Cow<'static, str> {
    match integrity {
        Integrity::Intact => t!("cli.verify.intact"),
        Integrity::ChecksumDiffers => t!("cli.verify.differs"),
        Integrity::NoChecksum => t!("cli.verify.no_checksum"),
    }
}

/// What a recovery copy is of.
fn of_copy(copy: &Copy) -> String {
    let (title, time) = (wording::short(&copy.project.title_line()), wording::time(copy.kept));
    match &copy.base {
        Some(base) => t!("cli.verify.copy_of", title = title, time = time, file = base.path.display()),
        None => t!("cli.verify.copy", title = title, time = time),
    }
    .into_owned()
}

fn row(file: &Path, survivor: &Survivor) -> String {
    let origin = match survivor.origin {
        Origin::Encoding(_) => t!("cli.verify.of_itself"),
        Origin::Backup(_) => t!("cli.verify.backup"),
        Origin::Salvaged => t!("cli.verify.salvaged"),
        Origin::Recovery(_) => t!("cli.verify.recovery"),
    };
    let (time, words) = (wording::time(survivor.written), words(&survivor.project));
    let (words, checksum) = (t!("cli.verify.words", n = words), checksum(survivor.integrity));
    format!("  {time}  {words}  {origin}  {checksum}  {}", place(file, survivor).display())
}
