//! What survives of a project whose file is damaged: the file read in another encoding, its
//! backups, its recovery copies. Nothing is written.

use super::backup::{self, Backup};
use super::project::{self, Parsed};
use super::recovery::{self, Found};
use crate::model::Project;
use crate::text::encoding::Encoding;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::path::{Path, PathBuf};

/// Most backups that are read.
const MOST_BACKUPS: usize = 20;

/// A text that can be opened in place of the damaged file.
#[derive(Clone, Debug, PartialEq)]
pub struct Survivor {
    pub origin: Origin,
    pub project: Project,
    /// When it was written: milliseconds since 1970 began, UTC.
    pub written: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The file itself: another program has stored it in this encoding.
    Encoding(Encoding),
    Backup(PathBuf),
    Recovery(PathBuf),
}

/// What can be opened in place of a file that holds these bytes: the file's own text first, then
/// the latest. `roots` are the folders of all copies.
pub fn survivors(path: &Path, bytes: &[u8], roots: &[PathBuf]) -> Vec<Survivor> {
    let mut kept: Vec<Survivor> = roots.iter().flat_map(|root| from_backups(root, path)).collect();
    kept.extend(recovery::unclaimed(roots).into_iter().filter_map(|found| from_recovery(found, path)));
    kept.sort_by_key(|survivor| std::cmp::Reverse(survivor.written));
    let own = reencoded(bytes).map(|(encoding, project)| Survivor {
        origin: Origin::Encoding(encoding),
        project,
        written: backup::modified(path).unwrap_or(0),
    });
    own.into_iter().chain(kept).collect()
}

/// The project in bytes of another encoding, where its checksum is right in UTF-8.
fn reencoded(bytes: &[u8]) -> Option<(Encoding, Project)> {
    let readings =
        [(Encoding::Gb18030, GB18030), (Encoding::Utf16Le, UTF_16LE), (Encoding::Utf16Be, UTF_16BE)];
    readings.into_iter().find_map(|(encoding, decoder)| {
        let (text, _) = decoder.decode_with_bom_removal(bytes);
        // Every text is a project or not: nothing is guessed.
        project::parse(text.as_bytes()).ok().map(|parsed| (encoding, parsed.project))
    })
}

fn from_backups(root: &Path, path: &Path) -> Vec<Survivor> {
    let read = |backup: Backup| {
        let Parsed { project, .. } = project::parse(&backup::read(&backup).ok()?).ok()?;
        Some(Survivor { project, written: backup.saved, origin: Origin::Backup(backup.path) })
    };
    backup::of_file(root, path).into_iter().take(MOST_BACKUPS).filter_map(read).collect()
}

fn from_recovery(found: Found, path: &Path) -> Option<Survivor> {
    let copy = found.content.ok()?.copy;
    copy.base.filter(|base| backup::is_same(&base.path, path))?;
    let project = Project::clone(&copy.project);
    Some(Survivor { project, written: copy.kept, origin: Origin::Recovery(found.path) })
}
