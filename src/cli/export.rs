//! `export`: projects to finished text files.

use super::files::{self, Replacing};
use super::{Outcome, complain, wording};
use crate::export::{self, Format, Newline, Options};
use crate::import::Encoding;
use crate::session::fonts;
use crate::store::Dirs;
use clap::ArgMatches;
use rayon::prelude::*;
use rust_i18n::t;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// One project, and where it goes.
struct Job {
    input: PathBuf,
    output: PathBuf,
    /// No project before it goes to the same place.
    first: bool,
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let options = options(arguments);
    let inputs: Vec<PathBuf> = arguments.get_many("file").into_iter().flatten().cloned().collect();
    let jobs = match jobs(arguments, &inputs, options.format) {
        Ok(jobs) => jobs,
        Err(sentence) => {
            complain(sentence);
            return Outcome::Usage;
        }
    };
    let replacing = Replacing::of(arguments, dirs);
    // Told in the order of the files, not in that of the threads.
    let told: Vec<(Vec<String>, bool)> =
        jobs.par_iter().map(|job| one(job, &inputs, &options, replacing)).collect();
    let mut outcome = Outcome::Done;
    for (sentences, done) in told {
        sentences.iter().for_each(complain);
        if !done {
            outcome = Outcome::Failed;
        }
    }
    outcome
}

/// Exports one project; gives what is to be told, and whether it was written.
fn one(job: &Job, inputs: &[PathBuf], options: &Options, replacing: Replacing) -> (Vec<String>, bool) {
    let mut sentences = Vec::new();
    let mut export = || {
        if !job.first {
            let (file, output) = (files::name(&job.input), job.output.display());
            return Err(t!("cli.export.same_output", file = file, output = output).into_owned());
        }
        let opened = files::project(&job.input)?;
        sentences.extend(opened.warnings);
        let faces = || fonts::of(&opened.project.profile);
        let bytes = export::export(&opened.project, options, faces)
            .map_err(|error| files::in_file(&job.input, &error.to_string()))?;
        files::keeps_inputs(&job.output, inputs)?;
        sentences.extend(files::write(&job.output, &bytes, replacing)?);
        let unfilled = opened.project.unresolved_fields();
        if !unfilled.is_empty() {
            let names = wording::list(unfilled.into_iter().map(|field| field.name.as_str()));
            sentences.push(files::in_file(&job.input, &t!("cli.export.unfilled", names = names)));
        }
        Ok(())
    };
    let failure = export().err();
    let done = failure.is_none();
    sentences.extend(failure);
    (sentences, done)
}

fn options(arguments: &ArgMatches) -> Options {
    let value = |name| arguments.get_one::<String>(name).map(|value| value.to_ascii_lowercase());
    let encoding = value("encoding").map(|name| name.replace("utf8", "utf-8"));
    Options {
        format: if value("format").is_some_and(|format| format != "txt") {
            Format::Markdown
        } else {
            Format::Txt
        },
        encoding: encoding.and_then(|name| Encoding::from_name(&name)).unwrap_or_default(),
        newline: if value("newline").is_some_and(|newline| newline == "crlf") {
            Newline::CrLf
        } else {
            Newline::Lf
        },
        indent: !arguments.get_flag("no-indent"),
    }
}

/// Where each project goes: `-o`, else its own name in `--out-dir`, else standard output.
///
/// # Errors
/// A sentence, where what was asked for cannot be done with these files.
fn jobs(arguments: &ArgMatches, inputs: &[PathBuf], format: Format) -> Result<Vec<Job>, String> {
    if files::several_standard(inputs) {
        return Err(t!("cli.stdin_twice").into_owned());
    }
    let mut taken = HashSet::new();
    let mut job = |input: &PathBuf, output: PathBuf| {
        // To Windows and macOS a name in other case is the same file.
        let first = taken.insert(output.to_string_lossy().to_lowercase());
        Job { input: input.clone(), output, first }
    };
    if let Some(folder) = arguments.get_one::<PathBuf>("out-dir") {
        return Ok(inputs.iter().map(|input| job(input, in_folder(folder, input, format))).collect());
    }
    match (inputs, arguments.get_one::<PathBuf>("output")) {
        ([input], Some(output)) => Ok(vec![job(input, output.clone())]),
        ([input], None) => Ok(vec![job(input, PathBuf::from("-"))]),
        _ => Err(t!("cli.export.needs_out_dir").into_owned()),
    }
}

fn in_folder(folder: &Path, input: &Path, format: Format) -> PathBuf {
    let input = if files::is_standard(input) { Path::new("stdin") } else { input };
    folder.join(files::with_extension(input, format.extension()))
}
