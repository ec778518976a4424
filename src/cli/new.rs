//! `new`: a summary from a template.

use super::files::{self, Replacing};
use super::{Outcome, complain, ended, templates, wording};
use crate::model::field::FieldProblem;
use crate::model::{Field, Template};
use crate::session::{begin, new_project_id};
use crate::store::Dirs;
use clap::ArgMatches;
use rust_i18n::t;
use std::path::PathBuf;

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let id = arguments.get_one::<String>("template").map_or("", String::as_str);
    let Some(output) = arguments.get_one::<PathBuf>("output") else { return Outcome::Usage };
    let templates = templates::all(dirs);
    let Some((template, _)) = templates.iter().find(|(template, _)| template.id == id) else {
        let ids = wording::list(templates.iter().map(|(template, _)| template.id.as_str()));
        complain(t!("cli.new.unknown", id = id, ids = ids));
        return Outcome::Usage;
    };
    let given = arguments.get_many::<String>("field").into_iter().flatten();
    let values = match values(template, given) {
        Ok(values) => values,
        Err(sentence) => {
            complain(sentence);
            return Outcome::Usage;
        }
    };
    let project = template.instantiate(new_project_id(), &values);
    let outcome = ended(files::write_project(output, &project, Replacing::of(arguments, dirs)));
    let missing = project.unresolved_fields();
    if outcome == Outcome::Done && !missing.is_empty() {
        let names = wording::list(missing.into_iter().map(|field| field.name.as_str()));
        complain(t!("cli.new.missing", names = names));
    }
    outcome
}

/// The values of the fields: those given, else what a summary begins with.
///
/// # Errors
/// A sentence about what is given and cannot be used. What is missing can be filled in later.
fn values<'a>(
    template: &Template,
    given: impl Iterator<Item = &'a String>,
) -> Result<Vec<(String, String)>, String> {
    let mut fields = begin::fields(template, jiff::Zoned::now().date());
    let names = wording::list(template.fields.iter().map(|field| field.name.as_str()));
    for text in given {
        // An input method types the wide sign.
        let Some((name, value)) = text.split_once(['=', '＝']) else {
            return Err(t!("cli.new.not_a_field", field = text, names = names).into_owned());
        };
        let Some(field) = fields.iter_mut().find(|field| field.name == name.trim()) else {
            let (field, template) = (name.trim(), &template.name);
            return Err(
                t!("cli.new.unknown_field", field = field, template = template, names = names).into_owned()
            );
        };
        field.value = value.trim().to_owned();
    }
    match fields.iter().find_map(wrongly_filled) {
        Some(sentence) => Err(sentence),
        None => Ok(fields.into_iter().map(|field| (field.name, field.value)).collect()),
    }
}

fn wrongly_filled(field: &Field) -> Option<String> {
    let (name, value) = (&field.name, &field.value);
    Some(match field.problem()? {
        FieldProblem::Missing => return None,
        FieldProblem::NotAYear => t!("cli.new.not_a_year", field = name, value = value).into_owned(),
        FieldProblem::NotADate => t!("cli.new.not_a_date", field = name, value = value).into_owned(),
    })
}
