//! What can be said on the command line, in the user's language.

use super::{Outcome, complain, say, wrong};
use clap::builder::PossibleValue;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use rust_i18n::t;
use std::borrow::Cow;
use std::ffi::OsString;
use std::path::PathBuf;

/// The name that help and sentences call the program by, whatever its file is called.
pub const PROGRAM: &str = "suigao-cli";

/// The option that goes with every command.
const PORTABLE: &str = "--portable";

/// A word of the user's language.
type Word = Cow<'static, str>;

/// Reads the arguments, the program's name first. Help, the version and what is wrong are printed.
///
/// # Errors
/// How the program ends when there is nothing to run.
pub fn parse(mut arguments: Vec<OsString>) -> Result<ArgMatches, Outcome> {
    // `help count` is what many try first; clap's own command for it speaks English.
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.truncate(2);
        arguments.push("--help".into());
    }
    command().try_get_matches_from(&arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => say(&error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            complain(error.render().to_string().trim_end());
            Outcome::Usage
        }
        _ => {
            complain(wrong::sentence(&error, asked(&arguments)));
            Outcome::Usage
        }
    })
}

/// The command whose help tells what was to be written.
fn asked(arguments: &[OsString]) -> Option<String> {
    let first = arguments.iter().skip(1).find(|argument| *argument != PORTABLE)?.to_str()?;
    command().find_subcommand(first).map(|command| command.get_name().to_owned())
}

fn command() -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    shape(Command::new(PROGRAM), t!("cli.about"), t!("cli.usage"), &Lists::COMMANDS)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(version.help(t!("cli.version").into_owned()))
        .arg(flag("portable", t!("cli.portable")).global(true).display_order(800))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .after_help(t!("cli.after_help").into_owned())
        .subcommand(new())
        .subcommand(templates())
        .subcommand(import())
        .subcommand(count())
        .subcommand(outline())
        .subcommand(export())
        .subcommand(pages())
        .subcommand(profiles())
        .subcommand(fonts())
        .subcommand(check())
        .subcommand(rules())
        .subcommand(recover())
        .subcommand(verify())
}

/// The lists that a help has besides its usage.
struct Lists {
    commands: bool,
    arguments: bool,
    options: bool,
}

impl Lists {
    const COMMANDS: Self = Self { commands: true, arguments: false, options: true };
    const FILES: Self = Self { commands: false, arguments: true, options: true };
    const OPTIONS: Self = Self { commands: false, arguments: false, options: true };
}

/// The shape that every help shares. clap's own headings and usage lines are in English, and end in
/// a half-width colon.
fn shape(command: Command, about: Word, usage: Word, lists: &Lists) -> Command {
    let mut template = format!("{{about}}\n\n{}\n  {{usage}}\n", t!("cli.heading.usage"));
    for (shown, heading, tag) in [
        (lists.commands, t!("cli.heading.commands"), "{subcommands}"),
        (lists.arguments, t!("cli.heading.arguments"), "{positionals}"),
        (lists.options, t!("cli.heading.options"), "{options}"),
    ] {
        if shown {
            template.push_str(&format!("\n{heading}\n{tag}\n"));
        }
    }
    // What comes after the help brings its own blank line.
    template.truncate(template.trim_end().len());
    template.push_str("{after-help}");
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command
        .about(about.into_owned())
        .override_usage(usage.into_owned())
        .help_template(template)
        .disable_help_flag(true)
        .arg(help.help(t!("cli.help").into_owned()).display_order(900))
}

fn new() -> Command {
    shape(Command::new("new"), t!("cli.new.about"), t!("cli.new.usage"), &Lists::OPTIONS)
        .arg(
            Arg::new("template")
                .long("template")
                .short('t')
                .required(true)
                .value_name("ID")
                .help(t!("cli.new.template").into_owned()),
        )
        .arg(
            Arg::new("field")
                .long("field")
                .short('f')
                .action(ArgAction::Append)
                .value_name(t!("cli.value.field").into_owned())
                .help(t!("cli.new.field").into_owned()),
        )
        .arg(output(t!("cli.new.output")).required(true))
        .arg(force())
        .after_help(t!("cli.new.examples").into_owned())
}

fn templates() -> Command {
    shape(Command::new("templates"), t!("cli.templates.about"), t!("cli.templates.usage"), &Lists::OPTIONS)
        .arg(json())
}

fn import() -> Command {
    shape(Command::new("import"), t!("cli.import.about"), t!("cli.import.usage"), &Lists::FILES)
        .arg(file(t!("cli.import.file")))
        .arg(output(t!("cli.import.output")))
        .arg(read_encoding())
        .arg(flag("drop-junk", t!("cli.import.drop_junk")))
        .arg(force())
        .after_help(t!("cli.import.examples").into_owned())
}

fn count() -> Command {
    shape(Command::new("count"), t!("cli.count.about"), t!("cli.count.usage"), &Lists::FILES)
        .arg(file(t!("cli.count.files")).num_args(1..))
        .arg(json())
        .arg(read_encoding())
        .after_help(t!("cli.count.examples").into_owned())
}

fn outline() -> Command {
    shape(Command::new("outline"), t!("cli.outline.about"), t!("cli.outline.usage"), &Lists::FILES)
        .arg(file(t!("cli.outline.file")))
        .arg(json())
}

fn export() -> Command {
    let formats: Values = &[("txt", &[]), ("md", &["markdown"]), ("docx", &[]), ("pdf", &[])];
    shape(Command::new("export"), t!("cli.export.about"), t!("cli.export.usage"), &Lists::FILES)
        .arg(file(t!("cli.export.files")).num_args(1..))
        .arg(output(t!("cli.export.output")))
        .arg(
            Arg::new("out-dir")
                .long("out-dir")
                .value_name(t!("cli.value.dir").into_owned())
                .conflicts_with("output")
                .value_parser(value_parser!(PathBuf))
                .help(t!("cli.export.out_dir").into_owned()),
        )
        .arg(
            choice("format", formats, t!("cli.export.format")).action(ArgAction::Append).value_delimiter(','),
        )
        .arg(profile())
        .arg(
            choice(
                "encoding",
                &[("utf-8", &["utf8"]), ("utf-8-bom", &["utf8-bom"]), ("gb18030", &[])],
                t!("cli.export.encoding"),
            )
            .value_name(t!("cli.value.encoding").into_owned()),
        )
        .arg(choice("newline", &[("lf", &[]), ("crlf", &[])], t!("cli.export.newline")))
        .arg(flag("no-indent", t!("cli.export.no_indent")))
        .arg(force())
        .after_help(t!("cli.export.examples").into_owned())
}

fn pages() -> Command {
    shape(Command::new("pages"), t!("cli.pages.about"), t!("cli.pages.usage"), &Lists::FILES)
        .arg(file(t!("cli.pages.files")).num_args(1..))
        .arg(profile())
        .arg(json())
}

fn profiles() -> Command {
    shape(Command::new("profiles"), t!("cli.profiles.about"), t!("cli.profiles.usage"), &Lists::FILES)
        .arg(
            Arg::new("name")
                .value_name(t!("cli.value.profile").into_owned())
                .conflicts_with("json")
                .help(t!("cli.profiles.name").into_owned()),
        )
        .arg(json())
        .after_help(t!("cli.profiles.examples").into_owned())
}

fn fonts() -> Command {
    shape(Command::new("fonts"), t!("cli.fonts.about"), t!("cli.fonts.usage"), &Lists::OPTIONS)
        .arg(profile())
        .arg(json())
        .after_help(t!("cli.fonts.more").into_owned())
}

fn profile() -> Arg {
    Arg::new("profile")
        .long("profile")
        .value_name(t!("cli.value.profile").into_owned())
        .help(t!("cli.profile").into_owned())
}

fn check() -> Command {
    let severities: Values = &[("must", &[]), ("should", &[]), ("hint", &[])];
    shape(Command::new("check"), t!("cli.check.about"), t!("cli.check.usage"), &Lists::FILES)
        .arg(file(t!("cli.check.files")).num_args(1..))
        .arg(json())
        .arg(
            Arg::new("rules")
                .long("rules")
                .value_name(t!("cli.value.rules").into_owned())
                .help(t!("cli.check.rules").into_owned()),
        )
        .arg(
            choice("severity", severities, t!("cli.check.severity"))
                .value_name(t!("cli.value.severity").into_owned()),
        )
        .arg(flag("fix", t!("cli.check.fix")))
        .arg(output(t!("cli.check.output")))
        .arg(read_encoding())
        .arg(force())
        .after_help(t!("cli.check.examples").into_owned())
}

fn rules() -> Command {
    shape(Command::new("rules"), t!("cli.rules.about"), t!("cli.rules.usage"), &Lists::OPTIONS).arg(json())
}

fn recover() -> Command {
    shape(Command::new("recover"), t!("cli.recover.about"), t!("cli.recover.usage"), &Lists::FILES)
        .arg(Arg::new("id").value_name("ID").requires("output").help(t!("cli.recover.id").into_owned()))
        .arg(flag("list", t!("cli.recover.list")).conflicts_with_all(["id", "output"]))
        .arg(json().conflicts_with_all(["id", "output"]))
        .arg(output(t!("cli.recover.output")).requires("id"))
        .arg(
            Arg::new("discard")
                .long("discard")
                .action(ArgAction::Append)
                .value_name("ID")
                .conflicts_with_all(["id", "list", "json", "output"])
                .help(t!("cli.recover.discard").into_owned()),
        )
        .arg(force().requires("output"))
        .after_help(t!("cli.recover.examples").into_owned())
}

fn verify() -> Command {
    shape(Command::new("verify"), t!("cli.verify.about"), t!("cli.verify.usage"), &Lists::FILES)
        .arg(file(t!("cli.verify.files")).num_args(1..))
        .arg(json())
        .after_help(t!("cli.verify.examples").into_owned())
}

fn read_encoding() -> Arg {
    let values: Values = &[
        ("utf-8", &["utf8", "utf-8-bom", "utf8-bom"]),
        ("gb18030", &["gbk", "gb2312"]),
        ("utf-16le", &[]),
        ("utf-16be", &[]),
    ];
    choice("encoding", values, t!("cli.read_encoding")).value_name(t!("cli.value.encoding").into_owned())
}

/// The values an option takes, and what else each may be called.
type Values = &'static [(&'static str, &'static [&'static str])];

/// An option with a few values, in any case of letters.
fn choice(name: &'static str, values: Values, help: Word) -> Arg {
    let possible: Vec<PossibleValue> =
        values.iter().map(|(value, aliases)| PossibleValue::new(*value).aliases(aliases.iter())).collect();
    let names: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
    Arg::new(name)
        .long(name)
        .value_parser(possible)
        .ignore_case(true)
        .hide_possible_values(true)
        .value_name(names.join("|"))
        .help(help.into_owned())
}

fn flag(name: &'static str, help: Word) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.into_owned())
}

fn json() -> Arg {
    flag("json", t!("cli.json"))
}

fn force() -> Arg {
    flag("force", t!("cli.force"))
}

fn output(help: Word) -> Arg {
    Arg::new("output")
        .long("output")
        .short('o')
        .value_name(t!("cli.value.file").into_owned())
        .value_parser(value_parser!(PathBuf))
        .help(help.into_owned())
}

fn file(help: Word) -> Arg {
    Arg::new("file")
        .required(true)
        .value_name(t!("cli.value.file").into_owned())
        .value_parser(value_parser!(PathBuf))
        .help(help.into_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn commands_are_well_formed() {
        super::command().debug_assert();
    }
}
