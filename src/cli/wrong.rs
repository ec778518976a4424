//! What is wrong with the arguments, and what to write instead.

use super::arguments::PROGRAM;
use super::wording;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use rust_i18n::t;

/// Says what is wrong with the arguments, and whose help tells more.
pub fn sentence(error: &clap::Error, command: Option<String>) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => t!("cli.wrong.unknown", argument = argument),
        ErrorKind::InvalidSubcommand => {
            t!("cli.wrong.command", command = context(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => t!("cli.wrong.no_command"),
        ErrorKind::MissingRequiredArgument => t!("cli.wrong.missing", argument = argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => wrong_value(error, argument),
        ErrorKind::TooManyValues => t!("cli.wrong.takes_no_value", argument = argument),
        ErrorKind::ArgumentConflict if context(error, ContextKind::PriorArg) == argument => {
            t!("cli.wrong.twice", argument = argument)
        }
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            t!("cli.wrong.conflict", argument = argument, other = other)
        }
        ErrorKind::InvalidUtf8 => t!("cli.wrong.utf8"),
        _ => t!("cli.wrong.other", argument = argument),
    };
    let mut sentence = what.into_owned();
    if let Some(meant) = meant(error) {
        sentence.push_str(&t!("cli.wrong.meant", meant = meant));
    }
    let program = command.map_or_else(|| PROGRAM.to_owned(), |command| format!("{PROGRAM} {command}"));
    sentence.push('\n');
    sentence.push_str(&t!("cli.wrong.see_help", program = program));
    sentence
}

fn wrong_value(error: &clap::Error, argument: String) -> std::borrow::Cow<'static, str> {
    let value = context(error, ContextKind::InvalidValue);
    let valid = context(error, ContextKind::ValidValue);
    match (value.is_empty(), valid.is_empty()) {
        (true, _) => t!("cli.wrong.no_value", argument = argument),
        (false, true) => t!("cli.wrong.value", argument = argument, value = value),
        (false, false) => t!("cli.wrong.value_of", argument = argument, value = value, valid = valid),
    }
}

/// What the user may have meant, where something known is written nearly so: the likeliest.
fn meant(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().find_map(|kind| match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.last().cloned(),
        _ => Some(context(error, kind)).filter(|meant| !meant.is_empty()),
    })
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => wording::list(texts.iter().map(String::as_str)),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    text.replace("...", "…")
}
