//! `templates`: the kinds of summary that there are.

use super::count::LimitJson;
use super::{Outcome, complain, say, say_json, wording};
use crate::model::{FieldKind, Template};
use crate::store::Dirs;
use crate::store::template::{self, Origin};
use clap::ArgMatches;
use rust_i18n::t;
use serde::Serialize;

#[derive(Serialize)]
struct TemplateJson<'a> {
    id: &'a str,
    name: &'a str,
    for_whom: &'a str,
    when: &'a str,
    summary: &'a [String],
    fields: Vec<FieldJson<'a>>,
    limit: Option<LimitJson>,
    own: bool,
}

#[derive(Serialize)]
struct FieldJson<'a> {
    name: &'a str,
    kind: &'static str,
    required: bool,
    default: &'a str,
    hint: &'a str,
}

/// Built-in templates and the user's own; what is wrong with one is told.
pub fn all(dirs: Option<&Dirs>) -> Vec<(Template, Origin)> {
    let folder = dirs.map(|dirs| dirs.templates.clone()).unwrap_or_default();
    let (templates, problems) = template::all(&folder);
    problems.iter().for_each(complain);
    templates
}

pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let templates = all(dirs);
    if arguments.get_flag("json") {
        let rows: Vec<_> = templates.iter().map(|(template, origin)| json(template, origin)).collect();
        return say_json(&rows);
    }
    let width = templates.iter().map(|(template, _)| template.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (template, origin) in &templates {
        let own = if *origin == Origin::BuiltIn { "".into() } else { t!("cli.templates.own") };
        let starred = |required| if required { "*" } else { "" };
        let fields: Vec<String> = template
            .fields
            .iter()
            .map(|field| format!("{}{}", field.name, starred(field.required)))
            .collect();
        let fields = wording::list(fields.iter().map(String::as_str));
        text.push_str(&format!("{:width$}  {}{own}\n", template.id, wording::one_line(&template.name)));
        if !fields.is_empty() {
            let fields = t!("cli.templates.fields", names = wording::one_line(&fields));
            text.push_str(&format!("{:width$}  {fields}\n", ""));
        }
    }
    text.push_str(&format!("\n{}\n", t!("cli.templates.star")));
    say(&text)
}

fn json<'a>(template: &'a Template, origin: &Origin) -> TemplateJson<'a> {
    let fields = template.fields.iter().map(|field| FieldJson {
        name: &field.name,
        kind: match field.kind {
            FieldKind::Text => "text",
            FieldKind::Year => "year",
            FieldKind::Unit => "unit",
            FieldKind::Date => "date",
        },
        required: field.required,
        default: &field.default,
        hint: &field.hint,
    });
    TemplateJson {
        id: &template.id,
        name: &template.name,
        for_whom: &template.for_whom,
        when: &template.when,
        summary: &template.summary,
        fields: fields.collect(),
        limit: LimitJson::of(template.limit),
        own: *origin != Origin::BuiltIn,
    }
}
