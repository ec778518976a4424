//! The page of the places where something is kept.

use super::super::App;
use super::super::dialog::{Dialog, places};
use super::Event;
use crate::session::Session;
use crate::store::dirs;
use crate::store::places::{Cleared, Found, Place, clear, look};
use crate::store::settings::Copies;
use egui::Context;
use rust_i18n::t;
use std::path::{Path, PathBuf};

impl App {
    pub(super) fn ask_places(&mut self) {
        let copies = self.services.settings.copies;
        self.view.dialog = Some(Dialog::Places(places::Places::new(copies)));
        self.look_at_places();
    }

    /// Folders beside projects may lie on a drive that answers slowly: saving must not wait for it.
    fn look_at_places(&self) {
        let (dirs, recent) = (self.services.dirs.clone(), self.services.settings.recent.clone());
        let roots = self.copy_roots();
        self.services.worker.run_apart(move || Event::PlacesFound(look(&dirs, &roots, &recent)));
    }

    fn copy_roots(&self) -> Vec<PathBuf> {
        self.services.copy_roots(self.session.as_ref().and_then(Session::path))
    }

    pub(super) fn places_found(&mut self, found: Vec<Found>) {
        if let Some(Dialog::Places(dialog)) = &mut self.view.dialog {
            dialog.found(found);
        }
    }

    /// After the saving that was asked for before, and before what is asked for later.
    pub(super) fn clear_place(&self, place: Place) {
        let (dirs, roots) = (self.services.dirs.clone(), self.copy_roots());
        self.services.worker.run(move || Event::Cleared(place, clear(place, &dirs, &roots)));
    }

    pub(super) fn place_cleared(&mut self, ctx: &Context, place: Place, cleared: &Cleared) {
        if cleared.problems.is_empty() {
            self.services.forget(place);
        }
        match place {
            Place::Settings => {
                self.apply_settings(ctx);
                // The caret stays away while the page is shown.
                self.view.go = None;
            }
            Place::Recovery => self.look_for_copies(),
            _ => {}
        }
        let copies = self.services.settings.copies;
        if let Some(Dialog::Places(dialog)) = &mut self.view.dialog {
            dialog.cleared(place, cleared);
            dialog.copies_are(copies);
            self.look_at_places();
        } else if let Some(problem) = cleared.problems.first() {
            self.tell_failure(problem.to_string());
        }
    }

    /// A settings file that could not be read gave way to a new one; told where it is not told yet.
    pub(super) fn settings_put_aside(&mut self, aside: &Path) {
        let told = self.view.notice.take().filter(|notice| notice.until.is_none());
        let mut text = told.map(|notice| notice.text).unwrap_or_default();
        let where_it_is = t!("ui.settings_aside", path = aside.display());
        if !text.contains(&*where_it_is) {
            let line_end = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{line_end}{where_it_is}"));
        }
        self.tell_failure(text);
    }

    pub(super) fn keep_copies(&mut self, copies: Copies) {
        self.services.settings.copies = copies;
        self.settings_changed();
    }

    /// Opens a folder of the program's own, which need not be there yet.
    pub(super) fn open_own_folder(&self, folder: PathBuf) {
        let show = self.services.viewer.clone();
        self.services.worker.run_apart(move || match dirs::create_private(&folder) {
            Ok(()) => {
                let opened = show(&folder);
                Event::OpenedOutside(folder, opened)
            }
            Err(error) => Event::Failed(error.to_string()),
        });
    }
}
