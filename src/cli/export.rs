//! `export`: projects to finished files, in several formats at once.

use super::files::{self, Opened, Replacing};
use super::{Outcome, complain, profiles, wording};
use crate::export::{self, Format, Newline, Options};
use crate::import::Encoding;
use crate::model::{Profile, Project};
use crate::page::Fonts;
use crate::session::fonts;
use crate::store::Dirs;
use clap::ArgMatches;
use rayon::prelude::*;
use rust_i18n::t;
use std::collections::HashSet;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One project, and the files that it becomes.
struct Job {
    input: PathBuf,
    outputs: Vec<Output>,
}

struct Output {
    format: Format,
    path: PathBuf,
    /// No project before it goes to the same place.
    first: bool,
}

/// What is the same for all projects.
struct Order<'a> {
    options: Options,
    /// Instead of the projects' own.
    profile: Option<Arc<Profile>>,
    inputs: &'a [PathBuf],
    replacing: Replacing<'a>,
}

/// A project that was read, and what is to be known before it is written.
struct Ready<'a> {
    job: &'a Job,
    outputs: Vec<&'a Output>,
    project: Project,
    faces: Arc<Fonts>,
}

/// What is to be told about a project.
#[derive(Default)]
struct Told {
    sentences: Vec<String>,
    /// About faces: the same for most projects, told once.
    faces: Vec<String>,
    failed: bool,
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let inputs: Vec<PathBuf> = arguments.get_many("file").into_iter().flatten().cloned().collect();
    let jobs = match jobs(arguments, &inputs, &formats(arguments)) {
        Ok(jobs) => jobs,
        Err(sentence) => {
            complain(sentence);
            return Outcome::Usage;
        }
    };
    let profile = match profiles::asked(arguments, dirs) {
        Ok(profile) => profile,
        Err(sentence) => return super::ended(Err(sentence)),
    };
    let replacing = Replacing::of(arguments, dirs);
    let order = Order { options: options(arguments), profile, inputs: &inputs, replacing };
    // Told in the order of the files, not in that of the threads; what to look out for, before
    // anything is written.
    let (ready, told): (Vec<_>, Vec<Told>) = jobs.par_iter().map(|job| order.prepare(job)).unzip();
    let failed = tell(&told);
    let told: Vec<Told> = ready.par_iter().flatten().map(|ready| order.write_all(ready)).collect();
    if tell(&told) || failed { Outcome::Failed } else { Outcome::Done }
}

/// Says it all; whether something failed.
fn tell(told: &[Told]) -> bool {
    let mut said = HashSet::new();
    for sentence in told.iter().flat_map(|told| &told.faces).filter(|face| said.insert(*face)) {
        complain(sentence);
    }
    told.iter().flat_map(|told| &told.sentences).for_each(complain);
    told.iter().any(|told| told.failed)
}

impl Order<'_> {
    /// Reads one project, and looks for what it lacks.
    fn prepare<'a>(&self, job: &'a Job) -> (Option<Ready<'a>>, Told) {
        let mut told = Told::default();
        let (outputs, others): (Vec<_>, Vec<_>) = job.outputs.iter().partition(|output| output.first);
        for output in others {
            let (file, output) = (files::name(&job.input), output.path.display());
            told.fails(t!("cli.export.same_output", file = file, output = output).into_owned());
        }
        if outputs.is_empty() {
            return (None, told);
        }
        let Opened { mut project, warnings } = match files::project(&job.input) {
            Ok(opened) => opened,
            Err(sentence) => {
                told.fails(sentence);
                return (None, told);
            }
        };
        told.sentences.extend(warnings);
        if let Some(profile) = &self.profile {
            project.profile = profile.clone();
        }
        let formats: Vec<Format> = outputs.iter().map(|output| output.format).collect();
        let mut faces = Fonts::bundled();
        if !formats.iter().all(|format| format.is_text()) {
            faces = fonts::of_project(&project);
            told.faces = fonts::notices(&faces, &formats);
            let missing = fonts::missing_notice(&fonts::missing(&project, &faces), &formats);
            told.sentences.extend(missing.map(|sentence| files::in_file(&job.input, &sentence)));
        }
        (Some(Ready { job, outputs, project, faces }), told)
    }

    /// Writes all of a project's files.
    fn write_all(&self, ready: &Ready<'_>) -> Told {
        let Ready { job, outputs, project, faces } = ready;
        let mut told = Told::default();
        let mut written = false;
        for output in outputs {
            match self.write(job, output, project, faces) {
                Ok(warning) => {
                    written = true;
                    told.sentences.extend(warning);
                }
                Err(sentence) => told.fails(sentence),
            }
        }
        let unfilled = project.unresolved_fields();
        if written && !unfilled.is_empty() {
            let names = wording::list(unfilled.into_iter().map(|field| field.name.as_str()));
            told.sentences.push(files::in_file(&job.input, &t!("cli.export.unfilled", names = names)));
        }
        told
    }

    /// Writes one file; gives what went wrong on the way.
    fn write(
        &self,
        job: &Job,
        output: &Output,
        project: &Project,
        faces: &Arc<Fonts>,
    ) -> Result<Option<String>, String> {
        let options = Options { format: output.format, ..self.options };
        let bytes = export::export(project, &options, || faces.clone())
            .map_err(|error| files::in_file(&job.input, &error.to_string()))?;
        files::keeps_inputs(&output.path, self.inputs)?;
        files::write(&output.path, &bytes, self.replacing)
    }
}

impl Told {
    fn fails(&mut self, sentence: String) {
        self.sentences.push(sentence);
        self.failed = true;
    }
}

/// What `--format` says, each once; else what the name after `-o` ends in; else text.
fn formats(arguments: &ArgMatches) -> Vec<Format> {
    let mut formats: Vec<Format> = Vec::new();
    for name in arguments.get_many::<String>("format").into_iter().flatten() {
        let format = format(name).unwrap_or_default();
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    if formats.is_empty() {
        let output = arguments.get_one::<PathBuf>("output").and_then(|output| output.extension());
        formats.push(output.and_then(|end| format(&end.to_string_lossy())).unwrap_or_default());
    }
    formats
}

fn format(name: &str) -> Option<Format> {
    let name = name.to_ascii_lowercase();
    let name = if name == "markdown" { Format::Markdown.extension() } else { &name };
    Format::ALL.into_iter().find(|format| format.extension() == name)
}

fn options(arguments: &ArgMatches) -> Options {
    let value = |name| arguments.get_one::<String>(name).map(|value| value.to_ascii_lowercase());
    let encoding = value("encoding").map(|name| name.replace("utf8", "utf-8"));
    Options {
        encoding: encoding.and_then(|name| Encoding::from_name(&name)).unwrap_or_default(),
        newline: if value("newline").is_some_and(|newline| newline == "crlf") {
            Newline::CrLf
        } else {
            Newline::Lf
        },
        indent: !arguments.get_flag("no-indent"),
        ..Options::default()
    }
}

/// Where each project goes: `-o`, which for several formats gives the name alone, else its own name
/// in `--out-dir`, else standard output.
///
/// # Errors
/// A sentence, where what was asked for cannot be done with these files.
fn jobs(arguments: &ArgMatches, inputs: &[PathBuf], formats: &[Format]) -> Result<Vec<Job>, String> {
    if files::several_standard(inputs) {
        return Err(t!("cli.stdin_twice").into_owned());
    }
    let folder = arguments.get_one::<PathBuf>("out-dir");
    let output = arguments.get_one::<PathBuf>("output");
    let path = |input: &Path, format: Format| -> Result<PathBuf, String> {
        match (folder, output, inputs, formats) {
            (Some(folder), ..) => Ok(in_folder(folder, input, format)),
            (None, Some(output), [_], [_]) => Ok(output.clone()),
            (None, Some(output), [_], _) if !files::is_standard(output) => {
                Ok(output.with_file_name(files::with_extension(output, format.extension())))
            }
            (None, None, [_], [only]) if only.is_text() || !io::stdout().is_terminal() => Ok("-".into()),
            (None, None, [_], [_]) => Err(t!("cli.export.not_to_terminal").into_owned()),
            (_, _, [_], _) => Err(t!("cli.export.needs_name").into_owned()),
            _ => Err(t!("cli.export.needs_out_dir").into_owned()),
        }
    };
    let mut taken = HashSet::new();
    let job = |input: &PathBuf| {
        let outputs = formats.iter().map(|&format| {
            let path = path(input, format)?;
            // To Windows and macOS a name in other case is the same file.
            let first = taken.insert(path.to_string_lossy().to_lowercase());
            Ok(Output { format, path, first })
        });
        Ok(Job { input: input.clone(), outputs: outputs.collect::<Result<_, String>>()? })
    };
    inputs.iter().map(job).collect()
}

fn in_folder(folder: &Path, input: &Path, format: Format) -> PathBuf {
    let input = if files::is_standard(input) { Path::new("stdin") } else { input };
    folder.join(files::with_extension(input, format.extension()))
}
