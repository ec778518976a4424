//! `count`: 字数 of projects and texts, and whether limits are kept.

mod table;

use super::files::{self, Content};
use super::{Outcome, complain, say, say_json};
use crate::model::limit::Standing;
use crate::model::measure::{Figures, Measure, limits};
use crate::model::project::Part;
use crate::model::{Limit, Project, Section, SectionId, Unit, field};
use crate::session::typeset::limited_pages;
use crate::text::count::{Count, SharedMarks};
use clap::ArgMatches;
use rayon::prelude::*;
use rust_i18n::t;
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(Serialize)]
struct FileJson {
    file: String,
    words: usize,
    chars_no_space: usize,
    chars_with_space: usize,
    han: usize,
    paragraphs: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    sections: Option<Vec<SectionJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    broken_limits: Option<Vec<BrokenJson>>,
}

#[derive(Serialize)]
struct SectionJson {
    path: String,
    heading: String,
    words: usize,
    limit: Option<LimitJson>,
}

/// A limit that is not kept; `path` is `total`, `opening`, `body`, `closing`, or a section's.
#[derive(Serialize)]
struct BrokenJson {
    path: String,
    value: usize,
    limit: Option<LimitJson>,
}

#[derive(Serialize)]
pub struct LimitJson {
    min: Option<usize>,
    max: Option<usize>,
    unit: &'static str,
}

impl LimitJson {
    /// `None` where nothing is asked for.
    pub fn of(limit: Limit) -> Option<Self> {
        let unit = match limit.unit {
            Unit::Words => "words",
            Unit::Chars => "chars_no_space",
            Unit::Han => "han",
            Unit::Pages => "pages",
        };
        (!limit.is_empty()).then_some(Self { min: limit.min, max: limit.max, unit })
    }
}

/// A file that was counted.
struct Counted<'a> {
    path: &'a Path,
    count: Count,
    project: Option<Measured>,
}

struct Measured {
    project: Project,
    warnings: Vec<String>,
    measure: Measure,
    broken: Vec<Broken>,
}

/// A limit that is not kept.
struct Broken {
    /// What it is set on; the whole, where there is none.
    section: Option<SectionId>,
    limit: Limit,
    figures: Figures,
    standing: Standing,
}

pub fn run(arguments: &ArgMatches) -> Outcome {
    let encoding = super::import::encoding(arguments);
    let paths: Vec<PathBuf> = arguments.get_many("file").into_iter().flatten().cloned().collect();
    if files::several_standard(&paths) {
        complain(t!("cli.stdin_twice"));
        return Outcome::Usage;
    }
    let results: Vec<Result<Counted, String>> = paths
        .par_iter()
        .map(|path| files::content(path, encoding).map(|content| count(path, content)))
        .collect();
    let mut outcome = Outcome::Done;
    let mut counted = Vec::new();
    // Told in the order of the files, not in that of the threads.
    for result in results {
        match result {
            Ok(file) => {
                if let Some(project) = &file.project {
                    project.warnings.iter().for_each(complain);
                    outcome = outcome.max(project.outcome());
                }
                counted.push(file);
            }
            Err(sentence) => {
                complain(sentence);
                outcome = Outcome::Failed;
            }
        }
    }
    let said = if arguments.get_flag("json") {
        say_json(&counted.iter().map(json).collect::<Vec<_>>())
    } else {
        say(&counted.iter().map(table::table).collect::<Vec<_>>().join("\n"))
    };
    outcome.max(said)
}

fn count(path: &Path, content: Content) -> Counted<'_> {
    match content {
        Content::Text(read) => Counted { path, count: Count::of(&read.text), project: None },
        Content::Project(opened) => {
            let files::Opened { project, warnings } = *opened;
            let measure = Measure::of(&project, SharedMarks::Asian).on_pages(limited_pages(&project));
            let broken = broken(&project, &measure);
            let count = measure.total.count;
            Counted { path, count, project: Some(Measured { project, warnings, measure, broken }) }
        }
    }
}

impl Measured {
    fn outcome(&self) -> Outcome {
        if self.broken.is_empty() { Outcome::Done } else { Outcome::Unmet }
    }
}

fn broken(project: &Project, measure: &Measure) -> Vec<Broken> {
    let broken = limits(project).filter_map(|(section, limit)| {
        let figures = section.map_or(measure.total, |id| measure.section(id));
        let standing = limit.standing(&figures).filter(|standing| standing.is_broken())?;
        Some(Broken { section, limit, figures, standing })
    });
    broken.collect()
}

/// `2.1` for the first child of the body's second section; `opening`, `total`, …
fn path_of(project: &Project, id: Option<SectionId>) -> String {
    let Some((part, path)) = id.and_then(|id| project.path(id)) else { return "total".to_owned() };
    let name = match part {
        Part::Opening => Some("opening"),
        Part::Body if path.is_empty() => Some("body"),
        Part::Body => None,
        Part::Closing => Some("closing"),
    };
    let numbers = path.iter().map(|index| (index + 1).to_string());
    name.map(str::to_owned).into_iter().chain(numbers).collect::<Vec<_>>().join(".")
}

fn json(counted: &Counted) -> FileJson {
    let Count { words, chars_no_space, chars_with_space, han, paragraphs, .. } = counted.count;
    let measured = counted.project.as_ref();
    let file = counted.path.display().to_string();
    let sections = measured.map(|Measured { project, measure, .. }| {
        let mut rows = Vec::new();
        sections(project, measure, &project.body, "", &mut rows);
        rows
    });
    let broken_limits = measured.map(|Measured { project, broken, .. }| {
        let row = |broken: &Broken| BrokenJson {
            path: path_of(project, broken.section),
            value: broken.figures.in_unit(broken.limit.unit),
            limit: LimitJson::of(broken.limit),
        };
        broken.iter().map(row).collect()
    });
    FileJson { file, words, chars_no_space, chars_with_space, han, paragraphs, sections, broken_limits }
}

fn sections(
    project: &Project,
    measure: &Measure,
    parent: &Section,
    above: &str,
    rows: &mut Vec<SectionJson>,
) {
    for (index, section) in parent.children.iter().enumerate() {
        let path = format!("{above}{}", index + 1);
        let below = format!("{path}.");
        rows.push(SectionJson {
            path,
            heading: field::resolve(&project.fields, &section.heading).into_owned(),
            words: measure.section(section.id).count.words,
            limit: LimitJson::of(section.limit),
        });
        sections(project, measure, section, &below, rows);
    }
}
