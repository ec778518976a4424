//! What survives of a project whose file is damaged: the file read in another encoding, its
//! backups, its recovery copies. Nothing is written.

use super::backup::{self, Backup};
use super::envelope::Integrity;
use super::project::{self, ContentError, Parsed};
use super::recovery::{self, Found};
use super::salvage::{Salvaged, salvage};
use crate::model::Project;
use crate::text::encoding::Encoding;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::path::{Path, PathBuf};

/// Most backups that are read.
const MOST_BACKUPS: usize = 20;
/// Most bytes of a broken file that is searched for words.
const MOST_SALVAGED: usize = 8 << 20;

/// A text that can be opened in place of the damaged file.
#[derive(Clone, Debug, PartialEq)]
pub struct Survivor {
    pub origin: Origin,
    pub project: Project,
    pub integrity: Integrity,
    /// When it was written: milliseconds since 1970 began, UTC.
    pub written: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The file itself: another program has stored it in this encoding.
    Encoding(Encoding),
    Backup(PathBuf),
    Recovery(PathBuf),
    /// What can still be read of the file itself; something may be missing.
    Salvaged,
}

/// What can be opened in place of a file that holds these bytes: the file's own text first, then
/// the latest, and at last what can be read of the broken file. `roots` are the folders of all copies.
pub fn survivors(path: &Path, bytes: &[u8], roots: &[PathBuf]) -> Vec<Survivor> {
    let mut kept: Vec<Survivor> = roots.iter().flat_map(|root| from_backups(root, path)).collect();
    kept.extend(recovery::unclaimed(roots).into_iter().filter_map(|found| from_recovery(found, path)));
    kept.sort_by_key(|survivor| std::cmp::Reverse(survivor.written));
    let own = reencoded(bytes).map(|(encoding, Parsed { project, integrity, .. })| Survivor {
        origin: Origin::Encoding(encoding),
        project,
        integrity,
        written: backup::modified(path).unwrap_or(0),
    });
    let broken = if own.is_none() { salvaged(path, bytes) } else { None };
    own.into_iter().chain(kept).chain(broken).collect()
}

/// The words that a broken file still holds.
fn salvaged(path: &Path, bytes: &[u8]) -> Option<Survivor> {
    // Larger ones were written by nobody, and take long.
    let nothing_broken = |bytes| matches!(project::parse(bytes), Ok(_) | Err(ContentError::Template));
    if bytes.len() > MOST_SALVAGED || nothing_broken(bytes) {
        return None;
    }
    let Salvaged { mut project, .. } = salvage(bytes)?;
    if project.id.is_empty() {
        project.id = uuid::Uuid::new_v4().simple().to_string();
    }
    let written = backup::modified(path).unwrap_or(0);
    Some(Survivor { origin: Origin::Salvaged, project, integrity: Integrity::ChecksumDiffers, written })
}

/// The project in bytes of another encoding than UTF-8.
fn reencoded(bytes: &[u8]) -> Option<(Encoding, Parsed)> {
    if is_mostly_utf8(bytes) {
        return None;
    }
    let readings =
        [(Encoding::Gb18030, GB18030), (Encoding::Utf16Le, UTF_16LE), (Encoding::Utf16Be, UTF_16BE)];
    readings.into_iter().find_map(|(encoding, decoder)| {
        let (text, has_errors) = decoder.decode_with_bom_removal(bytes);
        let parsed = project::parse(text.as_bytes()).ok().filter(|_| !has_errors)?;
        Some((encoding, parsed))
    })
}

/// Whether bytes are a text in UTF-8 with some damage: in another encoding it may be a project too,
/// but of characters that nobody wrote.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let (lost, right): (Vec<char>, Vec<char>) =
        text.chars().filter(|c| !c.is_ascii()).partition(|&c| c == char::REPLACEMENT_CHARACTER);
    right.len() > lost.len()
}

fn from_backups(root: &Path, path: &Path) -> Vec<Survivor> {
    let read = |backup: Backup| {
        let Parsed { project, integrity, .. } = project::parse(&backup::read(&backup).ok()?).ok()?;
        Some(Survivor { project, integrity, written: backup.saved, origin: Origin::Backup(backup.path) })
    };
    backup::of_file(root, path).into_iter().take(MOST_BACKUPS).filter_map(read).collect()
}

fn from_recovery(found: Found, path: &Path) -> Option<Survivor> {
    let recovery::Parsed { copy, integrity, .. } = found.content.ok()?;
    copy.base.filter(|base| backup::is_same(&base.path, path))?;
    let project = Project::clone(&copy.project);
    Some(Survivor { project, integrity, written: copy.kept, origin: Origin::Recovery(found.path) })
}
