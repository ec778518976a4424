//! `pages`: how many pages projects take on paper.

use super::{Outcome, complain, files, profiles, say, say_json};
use crate::page;
use crate::session::fonts;
use crate::store::Dirs;
use clap::ArgMatches;
use rayon::prelude::*;
use rust_i18n::t;
use serde::Serialize;
use std::path::PathBuf;

#[derive(Serialize)]
struct PagesJson {
    file: String,
    pages: usize,
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let paths: Vec<PathBuf> = arguments.get_many("file").into_iter().flatten().cloned().collect();
    if files::several_standard(&paths) {
        complain(t!("cli.stdin_twice"));
        return Outcome::Usage;
    }
    let profile = match profiles::asked(arguments, dirs) {
        Ok(profile) => profile,
        Err(sentence) => return super::ended(Err(sentence)),
    };
    let count = |path: &PathBuf| {
        let mut opened = files::project(path)?;
        if let Some(profile) = &profile {
            opened.project.profile = profile.clone();
        }
        let layout = page::lay_out(&opened.project, &fonts::of_project(&opened.project));
        Ok((PagesJson { file: path.display().to_string(), pages: layout.pages.len() }, opened.warnings))
    };
    let results: Vec<Result<(PagesJson, Vec<String>), String>> = paths.par_iter().map(count).collect();
    let mut outcome = Outcome::Done;
    let mut rows = Vec::new();
    // Told in the order of the files, not in that of the threads.
    for result in results {
        match result {
            Ok((row, warnings)) => {
                warnings.iter().for_each(complain);
                rows.push(row);
            }
            Err(sentence) => {
                complain(sentence);
                outcome = Outcome::Failed;
            }
        }
    }
    let line = |row: &PagesJson| match paths.len() {
        1 => format!("{}\n", row.pages),
        _ => format!("{}\t{}\n", row.pages, row.file),
    };
    let said = match arguments.get_flag("json") {
        true => say_json(&rows),
        false => say(&rows.iter().map(line).collect::<String>()),
    };
    outcome.max(said)
}
