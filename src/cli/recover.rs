//! `recover`: the recovery copies, listed, written to files, deleted.

use super::files::{self, Replacing};
use super::{Outcome, complain, ended, say, say_json, timestamp, wording};
use crate::session::open::{self, FileState, Listed};
use crate::store::dirs::{DirsError, copies_roots};
use crate::store::envelope::Integrity;
use crate::store::recovery::{self, Claim, ClaimError, Copy};
use crate::store::{Dirs, Settings};
use clap::ArgMatches;
use rust_i18n::t;
use serde::Serialize;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Where recovery copies and backups may lie.
pub struct Copies<'a> {
    dirs: &'a Dirs,
    settings: Settings,
}

impl<'a> Copies<'a> {
    /// Settings that cannot be read are told: they name the projects beside which copies may lie.
    pub fn find(dirs: &'a Dirs) -> Self {
        let (settings, problem) = Settings::load(&dirs.settings());
        problem.iter().for_each(complain);
        Self { dirs, settings }
    }

    /// The folders, each once, by whatever way the projects were opened.
    pub fn roots(&self, project: Option<&Path>) -> Vec<PathBuf> {
        let mut seen = HashSet::new();
        let mut roots = copies_roots(self.dirs, &self.settings, project);
        roots.retain(|root| root.canonicalize().is_ok_and(|real| seen.insert(real)));
        roots
    }
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let Some(dirs) = dirs else { return ended(Err(DirsError::NoHome.to_string())) };
    let roots = Copies::find(dirs).roots(None);
    let asked = arguments.get_many::<String>("discard").or_else(|| arguments.get_many("id"));
    let Some(ids) = asked else { return list(&open::list(&roots), arguments.get_flag("json")) };
    let mut all: Vec<PathBuf> = recovery::all(&roots).collect();
    all.sort_unstable();
    // All of them before anything is done.
    let copies = ids.map(|id| find(&all, id)).collect::<Result<Vec<&Path>, String>>();
    match (copies, arguments.get_one::<PathBuf>("output")) {
        (Ok(copies), Some(output)) => {
            let replacing = Replacing::of(arguments, Some(dirs));
            ended(copies.iter().try_for_each(|copy| write(copy, output, replacing)))
        }
        (Ok(copies), None) => discard(&copies),
        (Err(sentence), _) => {
            complain(sentence);
            Outcome::Usage
        }
    }
}

// One copy, by its ID

/// The copy with this ID, else the only one whose ID begins so.
///
/// # Errors
/// A sentence that lists which there are.
fn find<'a>(all: &'a [PathBuf], given: &str) -> Result<&'a Path, String> {
    // Nothing is the beginning of everything: a script that lost its ID must not delete.
    let begins = |id: &str| !given.is_empty() && id.starts_with(given);
    let of = |fits: &dyn Fn(&str) -> bool| all.iter().filter(|copy| fits(&recovery::id(copy))).collect();
    let mut fitting: Vec<&PathBuf> = of(&|id| id == given);
    if fitting.is_empty() {
        fitting = of(&begins);
    }
    let (sentence, may_be) = match fitting.as_slice() {
        [copy] => return Ok(copy),
        [] if all.is_empty() => (t!("cli.recover.unknown_of_none", id = given), Vec::new()),
        [] => (t!("cli.recover.unknown", id = given), all.iter().collect()),
        _ => (t!("cli.recover.ambiguous", id = given), fitting),
    };
    Err(may_be.into_iter().map(|copy| line(copy)).fold(sentence.into_owned(), |text, line| text + &line))
}

/// Its ID and its title, on a line of their own.
fn line(copy: &Path) -> String {
    let title = recovery::read(copy).map(|parsed| title(&parsed.copy)).unwrap_or_default();
    format!("\n  {}  {}", wording::one_line(&recovery::id(copy)), wording::short(&title))
}

fn title(copy: &Copy) -> String {
    let title = copy.project.title_line();
    if title.is_empty() { t!("cli.recover.untitled").into_owned() } else { title }
}

fn in_copy(copy: &Path, sentence: &str) -> String {
    t!("cli.in_file", file = recovery::id(copy), text = sentence).into_owned()
}

/// Writes a copy's project to a file. The copy stays.
fn write(copy: &Path, output: &Path, replacing: Replacing) -> Result<(), String> {
    // While it is read no window goes on with it. What cannot be claimed can be read all the same.
    let _claim = match Claim::take(copy) {
        Err(error @ ClaimError::InUse) => return Err(in_copy(copy, &error.to_string())),
        claim => claim.ok(),
    };
    let parsed = recovery::read(copy).map_err(|error| in_copy(copy, &error.to_string()))?;
    files::keeps_inputs(output, [&copy.to_path_buf()])?;
    files::write_project(output, &parsed.copy.project, replacing)?;
    for sentence in files::warnings(parsed.integrity, &parsed.notes) {
        complain(in_copy(copy, &sentence));
    }
    Ok(())
}

fn discard(copies: &[&Path]) -> Outcome {
    let mut outcome = Outcome::Done;
    let mut seen = HashSet::new();
    for copy in copies.iter().filter(|copy| seen.insert(*copy)) {
        match recovery::discard(copy) {
            Ok(()) => complain(t!("cli.recover.discarded", id = recovery::id(copy))),
            Err(error) => outcome = ended(Err(in_copy(copy, &error.to_string()))),
        }
    }
    outcome
}

// The list

#[derive(Serialize)]
struct CopyJson {
    id: String,
    title: Option<String>,
    kept: Option<String>,
    words: Option<usize>,
    closed: Option<bool>,
    file: Option<String>,
    state: Option<&'static str>,
    file_words: Option<usize>,
    problem: Option<String>,
    path: String,
}

fn list(copies: &[Listed], as_json: bool) -> Outcome {
    if as_json {
        return say_json(&copies.iter().map(json).collect::<Vec<_>>());
    }
    if copies.is_empty() {
        return say(&format!("{}\n", t!("cli.recover.none")));
    }
    let blocks: Vec<String> = copies.iter().map(block).collect();
    say(&format!("{}\n{}\n", blocks.join("\n"), t!("cli.recover.how")))
}

fn copy_of(listed: &Listed) -> Option<&Copy> {
    listed.found.content.as_ref().ok().map(|parsed| &parsed.copy)
}

/// Why it cannot be read, or not be trusted.
fn problem(listed: &Listed) -> Option<String> {
    match &listed.found.content {
        Ok(parsed) if parsed.integrity == Integrity::Intact => None,
        Ok(parsed) => files::warnings(parsed.integrity, &[]).pop(),
        Err(error) => Some(error.to_string()),
    }
}

fn json(listed: &Listed) -> CopyJson {
    let copy = copy_of(listed);
    let base = copy.and_then(|copy| copy.base.as_ref());
    CopyJson {
        id: listed.found.id(),
        title: copy.map(|copy| copy.project.title_line()),
        kept: timestamp(listed.found.kept()),
        words: copy.map(|_| listed.words),
        closed: copy.map(|copy| copy.closed),
        file: base.map(|base| base.path.display().to_string()),
        state: copy.map(|_| match listed.file {
            FileState::Never => "never_saved",
            FileState::Missing => "missing",
            FileState::There { changed: false, .. } => "unchanged",
            FileState::There { changed: true, .. } => "changed",
            FileState::Unreadable => "unreadable",
        }),
        file_words: match listed.file {
            FileState::There { words, .. } => Some(words),
            _ => None,
        },
        problem: problem(listed),
        path: listed.found.path.display().to_string(),
    }
}

fn block(listed: &Listed) -> String {
    let mut text = format!("{}\n", wording::one_line(&listed.found.id()));
    let mut line = |words: &str| text.push_str(&format!("  {words}\n"));
    let kept = wording::time(listed.found.kept());
    match copy_of(listed) {
        Some(copy) => {
            line(&wording::short(&title(copy)));
            line(&t!("cli.recover.kept", time = kept, n = listed.words));
            line(&standing(listed, copy));
            if copy.closed {
                line(&t!("cli.recover.closed"));
            }
        }
        None => line(&t!("cli.recover.written", time = kept)),
    }
    problem(listed).iter().for_each(|problem| line(problem));
    text
}

/// How a copy stands to its file.
fn standing(listed: &Listed, copy: &Copy) -> String {
    let Some(base) = &copy.base else { return t!("cli.recover.never").into_owned() };
    let state = match &listed.file {
        FileState::Never => t!("cli.recover.never"),
        FileState::Missing => t!("cli.recover.missing"),
        FileState::Unreadable => t!("cli.recover.unreadable"),
        FileState::There { changed: true, words, .. } => t!("cli.recover.changed", n = words),
        FileState::There { words, .. } if *words < listed.words => {
            t!("cli.recover.more", n = listed.words - words)
        }
        FileState::There { words, .. } if *words > listed.words => {
            t!("cli.recover.less", n = words - listed.words)
        }
        FileState::There { .. } => t!("cli.recover.as_long"),
    };
    files::in_file(&base.path, &state)
}
