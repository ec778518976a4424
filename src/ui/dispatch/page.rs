//! 版面设置: the faces that a profile gets, and the user's own profiles.

use super::super::App;
use super::super::dialog::{Dialog, page_setup};
use super::super::view::Action;
use super::Event;
use crate::model::Profile;
use crate::page::Role;
use crate::session::fonts;
use crate::store::profile;
use rust_i18n::t;
use std::path::PathBuf;

impl App {
    pub(super) fn ask_page_setup(&mut self) {
        let Some(session) = &self.session else { return };
        let profile = Profile::clone(&session.project().profile);
        self.look_for_faces(Box::new(profile.clone()));
        self.view.dialog = Some(Dialog::PageSetup(Box::new(page_setup::PageSetup::new(profile))));
        self.list_profiles();
    }

    fn list_profiles(&self) {
        let folder = self.services.dirs.profiles();
        self.services.worker.run(move || {
            let (profiles, problems) = profile::all(&folder);
            Event::ProfilesListed(profiles, problems.iter().map(ToString::to_string).collect())
        });
    }

    /// A profile from a colleague.
    pub(super) fn read_profile(&self, path: PathBuf) {
        self.services.worker.run(move || {
            Event::ProfileRead(profile::load(&path).map(Box::new).map_err(|error| error.to_string()))
        });
    }

    pub(super) fn set_up_page(&mut self, action: Action) {
        let folder = self.services.dirs.profiles();
        match action {
            Action::OpenProfileFolder => self.open_own_folder(folder),
            Action::LookForFaces(profile) => self.look_for_faces(profile),
            Action::KeepProfile(kept, replace) => self.services.worker.run(move || {
                let result = profile::save(&folder, &kept, replace);
                let told = result.map(|path| t!("page.kept", path = path.display()).into_owned());
                Event::ProfileKept(told.map_err(|error| error.to_string()))
            }),
            Action::DeleteProfile(path) => self.services.worker.run(move || {
                let result = profile::delete(&path);
                let told = result.map(|()| t!("page.deleted").into_owned());
                Event::ProfileKept(told.map_err(|error| error.to_string()))
            }),
            _ => {}
        }
    }

    /// Looking through the system's fonts takes a while the first time.
    fn look_for_faces(&self, profile: Box<Profile>) {
        self.services.worker.run(move || {
            let found = fonts::of(&profile);
            let others = found.substitutions();
            let faces = Role::ALL.map(|role| {
                let name = found.main(role).map(|face| fonts::face_name(face)).unwrap_or_default();
                (name, others.iter().all(|other| other.role != role))
            });
            Event::FacesFound(profile, faces.into())
        });
    }

    pub(super) fn page_set_up(&mut self, event: Event) {
        match event {
            Event::FacesFound(profile, faces) => {
                if let Some(Dialog::PageSetup(dialog)) = &mut self.view.dialog
                    && dialog.profile().fonts == profile.fonts
                {
                    dialog.faces(faces);
                }
            }
            Event::ProfileKept(result) => {
                if let Some(Dialog::PageSetup(dialog)) = &mut self.view.dialog {
                    dialog.kept(result);
                }
                self.list_profiles();
            }
            Event::ProfilesListed(profiles, problems) => {
                if let Some(Dialog::PageSetup(dialog)) = &mut self.view.dialog {
                    dialog.listed(profiles, problems);
                }
            }
            Event::ProfileRead(result) => {
                if let Some(Dialog::PageSetup(dialog)) = &mut self.view.dialog {
                    dialog.read(result.map(|profile| *profile));
                    let profile = dialog.profile().clone();
                    self.look_for_faces(Box::new(profile));
                }
            }
            _ => {}
        }
    }
}
