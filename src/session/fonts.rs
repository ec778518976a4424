//! The faces that a profile asks for, found on the system; those of the program for the others.
//!
//! Fonts are looked through once per run, when they are first asked for: not on the UI thread.

mod library;
mod names;

pub use library::Library;

use crate::export::{self, Format, Options};
use crate::model::{Profile, Project};
use crate::page::font::{SANS_FAMILY, SONG_BOLD_FAMILY, SONG_FAMILY};
use crate::page::{Face, Fonts, Missing, Role, Substitution};
use crate::store::Dirs;
use rust_i18n::t;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

static FOLDERS: OnceLock<Vec<PathBuf>> = OnceLock::new();
static LIBRARY: OnceLock<Library> = OnceLock::new();

/// Fonts are also looked for in the user's folders. Of account before any are asked for.
pub fn also_in(dirs: &Dirs) {
    // Whoever comes second has the same folders.
    let _ = FOLDERS.set(dirs.fonts());
}

/// The system's fonts and those of the user's folders. The first call takes as long as the disk.
pub fn library() -> &'static Library {
    LIBRARY.get_or_init(|| Library::of_system(FOLDERS.get().map_or(&[], Vec::as_slice)))
}

/// The profile's faces as far as there are any, the program's own for the others. It reads fonts:
/// not for the UI thread.
pub fn of(profile: &Profile) -> Arc<Fonts> {
    library().of(&profile.fonts)
}

/// The profile's faces, and others of the system for those characters of the text that they lack.
/// It reads fonts: not for the UI thread.
pub fn of_text(profile: &Profile, text: &str) -> Arc<Fonts> {
    library().of_text(&profile.fonts, text)
}

/// The faces of a whole document, as [`of_text`].
pub fn of_project(project: &Project) -> Arc<Fonts> {
    of_text(&project.profile, &text(project))
}

/// The characters of a document that no face has.
pub fn missing(project: &Project, fonts: &Fonts) -> Vec<Missing> {
    fonts.missing(&text(project))
}

fn text(project: &Project) -> String {
    export::render(project, &Options::default())
}

// ---- in words ----

/// What is to be known about the faces of files in these formats: a PDF brings those along that
/// are here, a DOCX only names those that the profile asks for.
pub fn notices(fonts: &Fonts, formats: &[Format]) -> Vec<String> {
    let (pdf, docx) = (formats.contains(&Format::Pdf), formats.contains(&Format::Docx));
    let others = fonts.substitutions();
    if !pdf && docx && !others.is_empty() {
        let mut names: Vec<String> = Vec::new();
        for Substitution { wanted, .. } in others {
            if !names.contains(&wanted) {
                names.push(wanted);
            }
        }
        return vec![t!("fonts.docx", names = names.join(&t!("common.list_separator"))).into_owned()];
    }
    let told = substitutions(fonts).into_iter().filter(|_| pdf);
    let only = |sentence: String| t!("fonts.pdf_only", sentence = sentence).into_owned();
    told.map(|sentence| if docx { only(sentence) } else { sentence }).collect()
}

/// A sentence about the characters that no face has, for files in these formats; none where there
/// are none.
pub fn missing_notice(missing: &[Missing], formats: &[Format]) -> Option<String> {
    let list = missing_list(missing);
    match missing.len() {
        _ if formats.contains(&Format::Pdf) => missing_words(missing),
        0 => None,
        _ if !formats.contains(&Format::Docx) => None,
        1..=MISSING_SHOWN => Some(t!("fonts.missing_docx", list = list).into_owned()),
        count => Some(t!("fonts.missing_docx_many", list = list, count = count).into_owned()),
    }
}

/// A sentence for each role that has another face than the profile asks for.
pub fn substitutions(fonts: &Fonts) -> Vec<String> {
    fonts.substitutions().iter().map(substitution).collect()
}

/// `正文：仿宋_GB2312 没有安装，用岁稿自带宋体代替。`
pub fn substitution(substitution: &Substitution) -> String {
    let Substitution { role, wanted, used } = substitution;
    t!("fonts.substitution", role = role_name(*role), wanted = wanted, used = family(used)).into_owned()
}

/// A sentence about the characters that no face has; none where there are none.
pub fn missing_words(missing: &[Missing]) -> Option<String> {
    let list = missing_list(missing);
    match missing.len() {
        0 => None,
        1..=MISSING_SHOWN => Some(t!("fonts.missing", list = list).into_owned()),
        count => Some(t!("fonts.missing_many", list = list, count = count).into_owned()),
    }
}

fn missing_list(missing: &[Missing]) -> String {
    let one = |Missing { char, count }: &Missing| {
        let code = format!("{:04X}", u32::from(*char));
        t!("fonts.missing_one", char = char, code = code, count = count).into_owned()
    };
    let list: Vec<String> = missing.iter().take(MISSING_SHOWN).map(one).collect();
    list.join(&t!("common.list_separator"))
}

/// Characters that one sentence lists.
const MISSING_SHOWN: usize = 20;

/// What the user calls a face.
pub fn face_name(face: &Face) -> String {
    family(&face.family)
}

fn family(family: &str) -> String {
    match family {
        SONG_FAMILY => t!("fonts.own.song").into_owned(),
        SONG_BOLD_FAMILY => t!("fonts.own.song_bold").into_owned(),
        SANS_FAMILY => t!("fonts.own.sans").into_owned(),
        family => family.to_owned(),
    }
}

/// What the user calls what a face is for.
pub fn role_name(role: Role) -> String {
    match role {
        Role::Title => t!("fonts.role.title"),
        Role::Body => t!("fonts.role.body"),
        Role::First => t!("fonts.role.first"),
        Role::Second => t!("fonts.role.second"),
        Role::PageNumber => t!("fonts.role.page_number"),
    }
    .into_owned()
}
