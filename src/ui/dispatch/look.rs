//! What is looked for on the disk while the window goes on.

use super::super::App;
use super::super::services::{Part, Shelf};
use super::Event;
use crate::session::{open, sweep};
use std::path::{Path, PathBuf};

impl App {
    pub(super) fn looked(&mut self, event: Event) {
        match event {
            Event::Swept(look, part) => self.look_in(look, part),
            Event::Recoverable(look, part, listed) => self.services.found(look, part, listed),
            Event::ShelfRead(shelf) => self.shelve(*shelf),
            Event::FolderSeen(folder, is_there, files) => self.services.folder_seen(folder, is_there, files),
            _ => {}
        }
    }

    pub(super) fn shelve(&mut self, shelf: Shelf) {
        if self.services.shelve(shelf) {
            self.view.findings.forget();
        }
    }

    /// Clears up what crashes have left in the folders that the program knows, and looks for copies
    /// that nobody claims.
    pub(in crate::ui) fn sweep(&mut self) {
        let look = self.services.next_look();
        let (roots, dirs) = (self.services.roots_of(Part::Own), self.services.dirs.clone());
        self.services.worker.run_apart(move || {
            sweep::all(&roots, &dirs, &[]);
            Event::Swept(look, Part::Own)
        });
        let roots = self.services.roots_of(Part::Beside);
        let recent = self.services.settings.recent.iter();
        let folders: Vec<PathBuf> =
            recent.filter_map(|recent| recent.path.parent().map(Path::to_path_buf)).collect();
        self.services.worker.run_apart(move || {
            sweep::beside(&roots, &folders);
            Event::Swept(look, Part::Beside)
        });
    }

    /// Looks for copies that nobody claims, for the start page.
    pub(in crate::ui) fn look_for_copies(&mut self) {
        let look = self.services.next_look();
        [Part::Own, Part::Beside].into_iter().for_each(|part| self.look_in(look, part));
    }

    fn look_in(&mut self, look: u64, part: Part) {
        let roots = self.services.roots_of(part);
        // What was just closed without saving is among them.
        let settle = self.services.keeper.rescuer();
        self.services.worker.run_apart(move || {
            settle();
            Event::Recoverable(look, part, open::list(&roots))
        });
    }
}
