//! What the window knows of the disk. It is looked at on threads of their own: a drive may not
//! answer, and neither the window nor a save is to wait for it.

use super::super::dispatch::Event;
use super::Services;
use crate::judge::words::Lexicon;
use crate::model::Template;
use crate::session::open::Listed;
use crate::store::settings::{Presence, Recent};
use crate::store::template::{self, Origin};
use crate::store::{Dirs, lexicon, profile, recent};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The user's own templates and words among those of the program, and what is wrong with them and
/// with the profiles.
pub struct Shelf {
    pub templates: Vec<(Template, Origin)>,
    pub words: Arc<Lexicon>,
    pub problems: Vec<String>,
}

/// Which folders recovery copies are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The program's own.
    Own,
    /// Those beside projects.
    Beside,
}

/// What was seen when it was last looked at.
#[derive(Default)]
pub struct Seen {
    presence: HashMap<PathBuf, Presence>,
    /// Folders that have not answered yet: they are not asked again.
    asked: HashSet<PathBuf>,
    /// The last folder, where it is no longer there.
    lost: Option<PathBuf>,
    /// The number of the last look for copies, and what it has found in each part.
    look: u64,
    found: [Vec<Listed>; 2],
}

impl Shelf {
    /// Only what the program brings.
    pub fn built_in() -> Self {
        let templates = template::built_in().iter();
        Self {
            templates: templates.map(|template| (template.clone(), Origin::BuiltIn)).collect(),
            words: Lexicon::built_in(),
            problems: Vec::new(),
        }
    }

    pub fn read(dirs: &Dirs) -> Self {
        let (templates, template_errors) = template::all(&dirs.templates);
        let (_, profile_errors) = profile::all(&dirs.profiles());
        let (words, words_error) = lexicon::load(&dirs.words());
        let mut problems: Vec<String> = template_errors.iter().map(ToString::to_string).collect();
        problems.extend(profile_errors.iter().map(ToString::to_string));
        problems.extend(words_error.iter().map(ToString::to_string));
        Self { templates, words, problems }
    }
}

impl Services {
    /// Has what is the user's own read anew, and the recent files looked for.
    pub fn refresh(&mut self) {
        self.today = super::now().strftime("%Y-%m-%d").to_string();
        let dirs = self.dirs.clone();
        self.worker.run_apart(move || Event::ShelfRead(Box::new(Shelf::read(&dirs))));
        let mut folders: HashMap<PathBuf, Vec<PathBuf>> = HashMap::new();
        for recent in &self.settings.recent {
            let folder = recent.path.parent().unwrap_or(&recent.path).to_path_buf();
            folders.entry(folder).or_default().push(recent.path.clone());
        }
        if let Some(last) = &self.settings.last_folder {
            folders.entry(last.clone()).or_default();
        }
        for (folder, files) in folders {
            if self.seen.asked.insert(folder.clone()) {
                self.worker.run_apart(move || {
                    let is_there = folder.is_dir();
                    let seen = files.into_iter().map(|file| (recent::presence(&file), file));
                    let seen = seen.map(|(presence, file)| (file, presence)).collect();
                    Event::FolderSeen(folder, is_there, seen)
                });
            }
        }
    }

    /// Takes in what was read; whether the words have changed.
    pub fn shelve(&mut self, shelf: Shelf) -> bool {
        let is_own = |words: &Arc<Lexicon>| !Arc::ptr_eq(words, &Lexicon::built_in());
        let changed = is_own(&shelf.words) || is_own(&self.shelf.words);
        self.setup.words = shelf.words.clone();
        self.shelf = shelf;
        changed
    }

    /// Takes in whether a folder is there, and which of its files are.
    pub fn folder_seen(&mut self, folder: PathBuf, is_there: bool, files: Vec<(PathBuf, Presence)>) {
        self.seen.asked.remove(&folder);
        self.seen.presence.extend(files);
        if self.settings.last_folder.as_ref() == Some(&folder) {
            self.seen.lost = Some(folder).filter(|_| !is_there);
        }
    }

    /// The recent projects; one that was not looked for yet may be there.
    pub(super) fn recent(&self) -> Vec<(&Recent, Presence)> {
        let presence = |path| self.seen.presence.get(path).copied().unwrap_or(Presence::There);
        self.settings.recent.iter().map(|recent| (recent, presence(&recent.path))).collect()
    }

    /// Where a file dialog begins.
    pub fn folder(&self) -> PathBuf {
        let last = self.settings.last_folder.as_ref().filter(|last| self.seen.lost.as_ref() != Some(last));
        last.unwrap_or(&self.dirs.documents).clone()
    }

    /// The folder that is to be made before this file is written: on a stick that is used for the
    /// first time the one for documents is not there yet.
    pub fn folder_to_make(&self, file: &Path) -> Option<PathBuf> {
        (file.parent() == Some(&self.dirs.documents)).then(|| self.dirs.documents.clone())
    }

    /// The folders of copies of one part.
    pub fn roots_of(&self, part: Part) -> Vec<PathBuf> {
        let mut roots = self.copy_roots(None);
        let beside = roots.split_off(1.min(roots.len()));
        if part == Part::Own { roots } else { beside }
    }

    /// A number for another look for copies.
    pub fn next_look(&mut self) -> u64 {
        self.seen.look += 1;
        self.seen.look
    }

    /// Takes in what a look has found, unless there was another one since.
    pub fn found(&mut self, look: u64, part: Part, listed: Vec<Listed>) {
        if look != self.seen.look {
            return;
        }
        if let Some(found) = self.seen.found.get_mut(part as usize) {
            *found = listed;
        }
        self.recoverable = self.seen.found.iter().flatten().cloned().collect();
        self.recoverable.sort_by_key(|listed| Reverse(listed.found.kept()));
    }
}
