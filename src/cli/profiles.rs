//! `profiles` and `fonts`: the page profiles that there are, and the faces that one leads to.

use super::{Outcome, complain, ended, say, say_json, wording};
use crate::model::Profile;
use crate::page::Role;
use crate::session::fonts;
use crate::store::Dirs;
use crate::store::profile;
use crate::store::template::Origin;
use clap::ArgMatches;
use rust_i18n::t;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Serialize)]
struct ProfileJson<'a> {
    name: &'a str,
    own: bool,
}

#[derive(Serialize)]
struct FaceJson {
    role: &'static str,
    wanted: String,
    used: String,
    bundled: bool,
}

impl<'a> ProfileJson<'a> {
    fn of((profile, origin): &'a (Profile, Origin)) -> Self {
        Self { name: &profile.name, own: *origin != Origin::BuiltIn }
    }
}

fn folder(dirs: Option<&Dirs>) -> PathBuf {
    dirs.map(Dirs::profiles).unwrap_or_default()
}

/// What `--profile` names; `None` where it was not given.
///
/// # Errors
/// A sentence that says which one, where and why.
pub fn asked(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Result<Option<Arc<Profile>>, String> {
    let find =
        |name: &String| profile::find(name, &folder(dirs)).map(Arc::new).map_err(|error| error.to_string());
    arguments.get_one::<String>("profile").map(find).transpose()
}

/// Lists the profiles, or writes one out.
pub fn run(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    if let Some(name) = arguments.get_one::<String>("name") {
        let text = profile::find(name, &folder(dirs))
            .map_err(|error| error.to_string())
            .and_then(|profile| text(&profile));
        return text.map_or_else(|sentence| ended(Err(sentence)), |text| say(&text));
    }
    let (profiles, problems) = profile::all(&folder(dirs));
    problems.iter().for_each(complain);
    if arguments.get_flag("json") {
        return say_json(&profiles.iter().map(ProfileJson::of).collect::<Vec<_>>());
    }
    let line = |(profile, origin): &(Profile, Origin)| {
        let own = if *origin != Origin::BuiltIn { t!("cli.profiles.own") } else { "".into() };
        format!("{}{own}\n", wording::one_line(&profile.name))
    };
    let lines: String = profiles.iter().map(line).collect();
    say(&format!("{lines}\n{}\n", t!("cli.profiles.how")))
}

/// With what is said about its keys, where that is known.
fn text(profile: &Profile) -> Result<String, String> {
    match profile::source(profile) {
        Some(source) => Ok(source.to_owned()),
        None => profile::text(profile).map_err(|error| error.to_string()),
    }
}

/// Says which face each role has, and for which it stands.
pub fn faces(arguments: &ArgMatches, dirs: Option<&Dirs>) -> Outcome {
    let profile = match asked(arguments, dirs) {
        Ok(profile) => profile.unwrap_or_default(),
        Err(sentence) => return ended(Err(sentence)),
    };
    let faces = fonts::of(&profile);
    let substitutions = faces.substitutions();
    let rows = Role::ALL.into_iter().filter_map(|role| {
        let face = faces.main(role)?;
        let used = fonts::face_name(face);
        let wanted = substitutions.iter().find(|substitution| substitution.role == role);
        let wanted = wanted.map_or_else(|| used.clone(), |substitution| substitution.wanted.clone());
        Some((role, FaceJson { role: role_key(role), wanted, used, bundled: face.bundled }))
    });
    if arguments.get_flag("json") {
        return say_json(&rows.map(|(_, row)| row).collect::<Vec<_>>());
    }
    let line = |(role, FaceJson { wanted, used, .. }): (Role, FaceJson)| {
        let role = fonts::role_name(role);
        if wanted == used {
            t!("cli.fonts.installed", role = role, used = used)
        } else {
            t!("cli.fonts.stands_in", role = role, wanted = wanted, used = used)
        }
    };
    say(&rows.map(|row| format!("{}\n", line(row))).collect::<String>())
}

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Body => "body",
        Role::First => "first",
        Role::Second => "second",
        Role::PageNumber => "page_number",
    }
}
