//! `check`: what is wrong with summaries and texts, and `rules`: what is looked for.

mod human;

use super::files::{self, Content, Replacing, Text};
use super::{Outcome, complain, say, say_json, wording};
use crate::import::{self, JunkChoice};
use crate::judge::rules::{TABLE, by_id};
use crate::judge::{Finding, Rule, Setup, Severity};
use crate::model::Project;
use crate::session::check::{self, Checked};
use crate::store::Dirs;
use crate::store::lexicon;
use clap::ArgMatches;
use rayon::prelude::*;
use rust_i18n::t;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Serialize)]
struct FileJson<'a> {
    file: String,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    rule: &'a str,
    severity: &'a str,
    /// Where it stands in the summary: 二、三是.
    path: String,
    line: usize,
    column: usize,
    /// In characters.
    length: usize,
    text: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'a str>,
}

#[derive(Serialize)]
struct RuleJson {
    id: &'static str,
    severity: &'static str,
    group: String,
    name: String,
    why: String,
    clause: &'static str,
    safe: bool,
}

/// Which findings are wanted.
struct Wanted {
    rules: Vec<&'static str>,
    severity: Severity,
}

/// A file that was checked.
struct File {
    path: PathBuf,
    project: Arc<Project>,
    /// What the file holds, where it is a text.
    text: Option<Text>,
    warnings: Vec<String>,
    checked: Checked,
    /// It is what was written, not what was read.
    written: bool,
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let wanted = match wanted(arguments) {
        Ok(wanted) => wanted,
        Err(sentence) => {
            complain(sentence);
            return Outcome::Usage;
        }
    };
    let paths: Vec<PathBuf> = arguments.get_many("file").into_iter().flatten().cloned().collect();
    let output = arguments.get_one::<PathBuf>("output");
    if files::several_standard(&paths) {
        complain(t!("cli.stdin_twice"));
        return Outcome::Usage;
    }
    if arguments.get_flag("fix") != output.is_some() || (output.is_some() && paths.len() > 1) {
        complain(t!("cli.check.fix_usage"));
        return Outcome::Usage;
    }
    let encoding = super::import::encoding(arguments);
    let mut setup = Setup::default();
    if let Some(dirs) = dirs {
        let (words, problem) = lexicon::load(&dirs.words());
        problem.iter().for_each(complain);
        setup.words = words;
    }
    let results: Vec<Result<File, String>> = paths
        .par_iter()
        .map(|path| files::content(path, encoding).map(|content| check(path, content, &setup)))
        .collect();
    let mut outcome = Outcome::Done;
    let mut checked = Vec::new();
    for result in results {
        match result {
            Ok(file) => {
                file.warnings.iter().for_each(complain);
                checked.push(file);
            }
            Err(sentence) => {
                complain(sentence);
                outcome = Outcome::Failed;
            }
        }
    }
    if let Some(output) = output
        && let Some(file) = checked.pop()
    {
        match write_fixed(file, output, &wanted, &setup, Replacing::of(arguments, dirs)) {
            Ok(written) => checked.push(written),
            Err(sentence) => {
                complain(sentence);
                outcome = Outcome::Failed;
            }
        }
    }
    let said = list(&checked, &wanted, arguments.get_flag("json"));
    let must = |file: &File| file.findings(&wanted).any(|(f, _)| f.rule.severity == Severity::Must);
    let unmet = if checked.iter().any(must) { Outcome::Unmet } else { Outcome::Done };
    outcome.max(said).max(unmet)
}

/// What was found, on standard output.
fn list(checked: &[File], wanted: &Wanted, json: bool) -> Outcome {
    // There the fixed text is.
    if let [only] = checked
        && files::is_standard(&only.path)
        && only.written
    {
        complain(human::file(only, wanted).trim_end());
        return Outcome::Done;
    }
    if json {
        say_json(&checked.iter().map(|file| file.json(wanted)).collect::<Vec<_>>())
    } else {
        say(&checked.iter().map(|file| human::file(file, wanted)).collect::<String>())
    }
}

/// The rules and severities that were asked for.
///
/// # Errors
/// A sentence about a rule that there is not.
fn wanted(arguments: &ArgMatches) -> Result<Wanted, String> {
    let list = arguments.get_one::<String>("rules").map_or("", String::as_str);
    let ids = list.split([',', '，']).map(str::trim).filter(|id| !id.is_empty());
    let rules: Result<Vec<&'static str>, String> = ids
        .map(|id| by_id(id).map(|rule| rule.id).ok_or_else(|| t!("cli.check.no_rule", id = id).into_owned()))
        .collect();
    let least = arguments.get_one::<String>("severity").map_or("hint", String::as_str);
    let severity = Severity::ALL.into_iter().find(|severity| severity.id() == least);
    Ok(Wanted { rules: rules?, severity: severity.unwrap_or(Severity::Hint) })
}

fn check(path: &Path, content: Content, setup: &Setup) -> File {
    match content {
        Content::Project(opened) => {
            let project = Arc::new(opened.project);
            let checked = check::project(&project, setup);
            let warnings = opened.warnings;
            File { path: path.into(), project, text: None, warnings, checked, written: false }
        }
        Content::Text(text) => {
            let read = import::read(&text.text, String::new(), &JunkChoice::KeepAll);
            let project = Arc::new(read.project);
            let checked = check::text(&text.text, &project, setup);
            let (text, warnings) = (Some(text), Vec::new());
            File { path: path.into(), project, text, warnings, checked, written: false }
        }
    }
}

/// Writes the file with the safe fixes made that are wanted, and tells what is found in it then.
///
/// # Errors
/// A sentence that says what could not be written, and why.
fn write_fixed(
    file: File,
    output: &Path,
    wanted: &Wanted,
    setup: &Setup,
    replacing: Replacing,
) -> Result<File, String> {
    files::keeps_inputs(output, [&file.path])?;
    let rules = |rule: &Rule| wanted.has(rule);
    let (fixed, count) = match &file.text {
        Some(text) => {
            let fixed = check::fixed_text(&text.text, &file.checked, &rules);
            let bytes = text.bytes_of(&fixed.text).map_err(|sentence| files::in_file(output, &sentence))?;
            files::write(output, &bytes, replacing)?.iter().for_each(complain);
            let project = fixed.checked.report.project.clone().unwrap_or_else(|| file.project.clone());
            (File { project, checked: fixed.checked, ..file }, fixed.count)
        }
        None => {
            let (project, count) = check::fixed(&file.project, &file.checked.report, &rules);
            files::write_project(output, &project, replacing)?;
            let project = Arc::new(project);
            let checked = check::project(&project, setup);
            (File { project, checked, ..file }, count)
        }
    };
    complain(t!("cli.check.fixed", n = count));
    Ok(File { path: output.into(), written: true, ..fixed })
}

impl Wanted {
    fn has(&self, rule: &Rule) -> bool {
        rule.severity <= self.severity && (self.rules.is_empty() || self.rules.contains(&rule.id))
    }
}

impl File {
    /// The findings that are wanted, with the numbers of their positions.
    fn findings<'a>(&'a self, wanted: &'a Wanted) -> impl Iterator<Item = (&'a Finding, usize)> {
        let all = self.checked.report.findings.iter().enumerate();
        all.map(|(index, finding)| (finding, index)).filter(|(finding, _)| wanted.has(finding.rule))
    }

    fn json<'a>(&'a self, wanted: &'a Wanted) -> FileJson<'a> {
        let position = |index: usize| self.checked.positions.get(index).copied().unwrap_or_default();
        let finding = |(finding, index): (&'a Finding, usize)| FindingJson {
            rule: finding.rule.id,
            severity: finding.rule.severity.id(),
            path: wording::of_place(&self.project, finding.place),
            line: position(index).line,
            column: position(index).column,
            length: finding.words.chars().count(),
            text: &finding.words,
            message: &finding.message,
            fix: finding.fixes.first().map(String::as_str),
        };
        FileJson {
            file: self.path.display().to_string(),
            findings: self.findings(wanted).map(finding).collect(),
        }
    }
}

/// `rules`: the table.
pub fn rules(arguments: &ArgMatches) -> Outcome {
    let all = || TABLE.iter().copied().flatten();
    if arguments.get_flag("json") {
        return say_json(&all().map(RuleJson::of).collect::<Vec<_>>());
    }
    let row = |rule: &Rule| {
        let (severity, name) = (rule.severity.label(), rule.name());
        let clause = if rule.clause.is_empty() { String::new() } else { format!("  {}", rule.clause) };
        format!("{:<26} {severity}  {} · {name}{clause}\n", rule.id, rule.group.label())
    };
    say(&all().map(row).collect::<String>())
}

impl RuleJson {
    fn of(rule: &Rule) -> Self {
        Self {
            id: rule.id,
            severity: rule.severity.id(),
            group: rule.group.label(),
            name: rule.name(),
            why: rule.why(),
            clause: rule.clause,
            safe: rule.safe,
        }
    }
}
