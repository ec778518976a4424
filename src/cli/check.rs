//! `check`: what is wrong with summaries and texts, and `rules`: what is looked for.

mod human;

use super::files::{self, Content, Replacing};
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
    text: Option<String>,
    warnings: Vec<String>,
    checked: Checked,
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
    if let (Some(output), Some(file)) = (output, checked.first()) {
        outcome = outcome.max(write_fixed(file, output, Replacing::of(arguments, dirs)));
    }
    let said = if arguments.get_flag("json") {
        say_json(&checked.iter().map(|file| file.json(&wanted)).collect::<Vec<_>>())
    } else {
        say(&checked.iter().map(|file| human::file(file, &wanted)).collect::<String>())
    };
    let must = |file: &File| file.findings(&wanted).any(|(f, _)| f.rule.severity == Severity::Must);
    let unmet = if checked.iter().any(must) { Outcome::Unmet } else { Outcome::Done };
    outcome.max(said).max(unmet)
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
            File { path: path.into(), project, text: None, warnings: opened.warnings, checked }
        }
        Content::Text(text) => {
            let read = import::read(&text, String::new(), &JunkChoice::KeepAll);
            let project = Arc::new(read.project);
            let checked = check::text(&text, &project, setup);
            File { path: path.into(), project, text: Some(text), warnings: Vec::new(), checked }
        }
    }
}

/// Writes the file with all safe fixes made.
fn write_fixed(file: &File, output: &Path, replacing: Replacing) -> Outcome {
    let done = files::keeps_inputs(output, [&file.path]).and_then(|()| match &file.text {
        Some(text) => {
            let (text, count) = check::fixed_text(text, &file.checked);
            let not_kept = files::write(output, text.as_bytes(), replacing)?;
            not_kept.iter().for_each(complain);
            Ok(count)
        }
        None => {
            let (project, count) = check::fixed(&file.project, &file.checked.report);
            files::write_project(output, &project, replacing).map(|()| count)
        }
    });
    super::ended(done.map(|count| complain(t!("cli.check.fixed", n = count))))
}

impl File {
    /// The findings that are wanted, with the numbers of their positions.
    fn findings<'a>(&'a self, wanted: &'a Wanted) -> impl Iterator<Item = (&'a Finding, usize)> {
        let all = self.checked.report.findings.iter().enumerate();
        all.map(|(index, finding)| (finding, index)).filter(|(finding, _)| {
            finding.rule.severity <= wanted.severity
                && (wanted.rules.is_empty() || wanted.rules.contains(&finding.rule.id))
        })
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
