//! `outline`: the structure of a project.

use super::{Outcome, complain, files, say, say_json, wording};
use crate::model::flow::{self, Token};
use crate::model::measure::Measure;
use crate::model::project::Part;
use crate::model::{Project, Section, SectionId, Signature, field};
use crate::text::count::SharedMarks;
use clap::ArgMatches;
use rust_i18n::t;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Serialize)]
struct OutlineJson {
    title: String,
    opening: String,
    /// Words of the body before its first section, which few summaries have.
    #[serde(skip_serializing_if = "String::is_empty")]
    body_text: String,
    body: Vec<SectionJson>,
    closing: String,
    signature: Option<SignatureJson>,
}

#[derive(Serialize)]
struct SectionJson {
    marker: String,
    heading: String,
    text: String,
    children: Vec<SectionJson>,
}

#[derive(Serialize)]
struct SignatureJson {
    unit: String,
    date: String,
}

pub fn run(arguments: &ArgMatches) -> Outcome {
    let Some(file) = arguments.get_one::<PathBuf>("file") else { return Outcome::Usage };
    match files::project(file) {
        Ok(opened) => {
            opened.warnings.iter().for_each(complain);
            let project = &opened.project;
            if arguments.get_flag("json") { say_json(&json(project)) } else { say(&human(project)) }
        }
        Err(sentence) => {
            complain(sentence);
            Outcome::Failed
        }
    }
}

fn resolved(project: &Project, text: &str) -> String {
    field::resolve(&project.fields, text).into_owned()
}

fn json(project: &Project) -> OutlineJson {
    OutlineJson {
        title: resolved(project, &project.title.join("\n")),
        opening: as_it_reads(project, project.opening.id),
        body_text: resolved(project, &project.body.text()),
        body: children(project, &project.body),
        closing: as_it_reads(project, project.closing.id),
        signature: project.signature.as_ref().map(|Signature { unit, date }| SignatureJson {
            unit: resolved(project, unit),
            date: resolved(project, date),
        }),
    }
}

fn children(project: &Project, parent: &Section) -> Vec<SectionJson> {
    let row = |(index, section): (usize, &Arc<Section>)| SectionJson {
        marker: parent.marker.write(index + 1),
        heading: resolved(project, &section.heading),
        text: resolved(project, &section.text()),
        children: children(project, section),
    };
    parent.children.iter().enumerate().map(row).collect()
}

/// A part with all that stands in it, line for line as in the finished document.
fn as_it_reads(project: &Project, id: SectionId) -> String {
    let mut text = String::new();
    let mut inside = false;
    flow::walk(project, &mut |token| match token {
        Token::Enter { section, .. } if section.id == id => inside = true,
        Token::Leave(section) if section.id == id => inside = false,
        Token::Text(_, piece) if inside => text.push_str(&piece),
        Token::EndLine if inside => text.push('\n'),
        _ => {}
    });
    text
}

fn human(project: &Project) -> String {
    let measure = Measure::of(project, SharedMarks::Asian);
    let mut text = format!("{}\n", wording::one_line(&project.title_line()));
    for part in Part::ALL {
        let root = project.part(part);
        text.push_str(&row(&wording::part(part), &measure, root));
        rows(project, &measure, root, 1, &mut text);
    }
    if let Some(Signature { unit, date }) = &project.signature {
        let line = format!("{} {}", resolved(project, unit), resolved(project, date));
        text.push_str(&format!("{}  {}\n", t!("cli.part.signature"), wording::one_line(line.trim())));
    }
    text
}

fn rows(project: &Project, measure: &Measure, parent: &Section, depth: usize, text: &mut String) {
    for (index, section) in parent.children.iter().enumerate() {
        text.push_str(&"  ".repeat(depth));
        text.push_str(&row(&wording::section(project, parent, index), measure, section));
        rows(project, measure, section, depth + 1, text);
    }
}

fn row(label: &str, measure: &Measure, section: &Section) -> String {
    let words = measure.section(section.id).count.words;
    format!("{label}{}\n", t!("cli.outline.words", n = words))
}
