//! 版面设置: the page's numbers and faces, with the standard as the default, and profiles to choose
//! from and to keep.

mod numbers;

use super::super::view::{Action, Browse};
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer, heading, problem};
use crate::model::Edit;
use crate::model::profile::{FontNames, NumberPlace, Overflow, Pitch, Profile, Pt};
use crate::page::Role;
use crate::store::profile::{self, Replace};
use crate::store::template::Origin;
use egui::{CollapsingHeader, ComboBox, RichText, ScrollArea, TextEdit, Ui};
use numbers::{cells, line, millimetres, points, rows};
use rust_i18n::t;

pub struct PageSetup {
    profile: Profile,
    /// The families of each role as they are being typed.
    families: [String; 5],
    /// What can be chosen, with the file of the user's own.
    profiles: Vec<(Profile, Origin)>,
    /// What is wrong with those of the user's that cannot be chosen.
    problems: Vec<String>,
    /// The face of each role; `None` while they are looked for.
    faces: Option<Faces>,
    /// A profile of this name is there, and the user has seen it.
    asked: bool,
    told: Option<Result<String, String>>,
}

/// The name of each role's face, and whether it is the one that is asked for.
pub type Faces = Vec<(String, bool)>;

/// The width of the field of a role's families.
const FAMILIES_WIDTH: f32 = 380.0;

/// Between the names of families.
const SEPARATORS: [char; 5] = ['、', ',', '，', ';', '；'];

impl PageSetup {
    pub fn new(profile: Profile) -> Self {
        let families = families(&profile);
        let profiles = profile::built_in().iter().map(|known| (known.clone(), Origin::BuiltIn)).collect();
        Self { profile, families, profiles, problems: Vec::new(), faces: None, asked: false, told: None }
    }

    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    pub fn faces(&mut self, faces: Faces) {
        self.faces = Some(faces);
    }

    /// What can be chosen, and what is wrong with what cannot.
    pub fn listed(&mut self, profiles: Vec<(Profile, Origin)>, problems: Vec<String>) {
        (self.profiles, self.problems) = (profiles, problems);
    }

    /// A profile was kept or not.
    pub fn kept(&mut self, told: Result<String, String>) {
        (self.asked, self.told) = (false, Some(told));
    }

    /// A profile was read from a file, or the sentence that says why not.
    pub fn read(&mut self, profile: Result<Profile, String>) {
        match profile {
            Ok(profile) => self.take(profile),
            Err(sentence) => self.told = Some(Err(sentence)),
        }
    }

    fn take(&mut self, profile: Profile) {
        self.families = families(&profile);
        (self.profile, self.faces) = (profile, None);
        (self.asked, self.told) = (false, None);
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        heading(ui, &t!("page.title"));
        let before = self.profile.clone();
        self.choose(ui, out);
        ui.add_space(6.0);
        // All of it is more than an old screen has room for.
        let height = (ui.ctx().content_rect().height() - 260.0).max(160.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            self.margins(ui);
            self.lines(ui);
            self.marks(ui);
            self.more(ui);
            ui.add_space(6.0);
            self.fonts(ui);
        });
        if before.fonts != self.profile.fonts {
            self.look_for_faces(out);
        }
        if before != self.profile {
            (self.asked, self.told) = (false, None);
        }
        let room = self.profile.check();
        self.said(ui, room.as_ref().err().map(ToString::to_string));
        self.buttons(ui, room.is_ok(), out)
    }

    fn look_for_faces(&mut self, out: &mut Vec<Action>) {
        self.faces = None;
        out.push(Action::LookForFaces(Box::new(self.profile.clone())));
    }

    /// The profile to begin from.
    fn choose(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let mut chosen = None;
        let mut delete = None;
        ui.horizontal(|ui| {
            let label = widgets::field_caption(ui, &t!("page.profile"));
            let own = |profile: &Profile| self.profiles.iter().find(|(known, _)| known == profile);
            let words = match own(&self.profile) {
                Some(_) => self.profile.name.clone(),
                None => t!("page.changed", name = self.profile.name).into_owned(),
            };
            let combo = ComboBox::from_id_salt("profile").selected_text(words).width(220.0);
            let response = combo.show_ui(ui, |ui| {
                for (profile, _) in &self.profiles {
                    let current = *profile == self.profile;
                    if ui.selectable_label(current, &profile.name).clicked() {
                        chosen = Some(profile.clone());
                    }
                }
            });
            response.response.labelled_by(label.id);
            if ui.button(t!("page.read")).on_hover_text(t!("page.read_hint")).clicked() {
                out.push(Action::Browse(Browse::Profile, None));
            }
            if ui.button(t!("page.folder")).on_hover_text(t!("page.folder_hint")).clicked() {
                out.push(Action::OpenProfileFolder);
            }
            if let Some((_, Origin::User(path))) = own(&self.profile)
                && ui.button(t!("page.delete")).clicked()
            {
                delete = Some(path.clone());
            }
        });
        self.problems.iter().for_each(|sentence| problem(ui, sentence));
        if let Some(profile) = chosen {
            self.take(profile);
            self.look_for_faces(out);
        }
        if let Some(path) = delete {
            out.push(Action::DeleteProfile(path));
        }
    }

    fn margins(&mut self, ui: &mut Ui) {
        let margins = &mut self.profile.margins;
        line(ui, &t!("page.margins"), |ui| {
            for (words, value) in [
                (t!("page.top"), &mut margins.top),
                (t!("page.bottom"), &mut margins.bottom),
                (t!("page.left"), &mut margins.left),
                (t!("page.right"), &mut margins.right),
            ] {
                millimetres(ui, &words, value);
            }
        });
    }

    fn lines(&mut self, ui: &mut Ui) {
        let Profile { grid, sizes, .. } = &mut self.profile;
        line(ui, &t!("page.grid"), |ui| {
            cells(ui, &t!("page.columns"), &mut grid.columns);
            if grid.pitch == Pitch::Fill {
                rows(ui, &t!("page.lines"), &mut grid.lines);
            }
        });
        line(ui, &t!("page.pitch"), |ui| {
            let fills = grid.pitch == Pitch::Fill;
            if ui.radio(fills, t!("page.fill")).clicked() {
                grid.pitch = Pitch::Fill;
            }
            if ui.radio(!fills, t!("page.fixed")).clicked()
                && fills
                && let Some(pitch) = Pt::new(28.0)
            {
                grid.pitch = Pitch::Points(pitch);
            }
            if let Pitch::Points(pitch) = &mut grid.pitch {
                points(ui, &t!("page.points"), pitch);
            }
        });
        line(ui, &t!("page.sizes"), |ui| {
            points(ui, &t!("fonts.role.title"), &mut sizes.title);
            points(ui, &t!("fonts.role.body"), &mut sizes.body);
            points(ui, &t!("fonts.role.page_number"), &mut sizes.page_number);
        });
        let Profile { title_space, indent, .. } = &mut self.profile;
        line(ui, &t!("page.space"), |ui| {
            cells(ui, &t!("page.indent"), indent);
            rows(ui, &t!("page.title_space"), title_space);
        });
    }

    fn marks(&mut self, ui: &mut Ui) {
        let Profile { page_number, overflow, .. } = &mut self.profile;
        line(ui, &t!("page.number"), |ui| {
            for (place, words) in [
                (NumberPlace::Outside, t!("page.outside")),
                (NumberPlace::Right, t!("page.on_right")),
                (NumberPlace::Centre, t!("page.centre")),
                (NumberPlace::None, t!("page.none")),
            ] {
                ui.radio_value(&mut page_number.place, place, words);
            }
        });
        line(ui, &t!("page.overflow"), |ui| {
            ui.radio_value(overflow, Overflow::DrawIn, t!("page.draw_in"));
            ui.radio_value(overflow, Overflow::Hang, t!("page.hang"));
        });
    }

    /// What offices rarely ask for.
    fn more(&mut self, ui: &mut Ui) {
        CollapsingHeader::new(RichText::new(t!("page.more")).size(13.0)).show_unindented(ui, |ui| {
            let Profile { paper, signature, page_number, .. } = &mut self.profile;
            line(ui, &t!("page.paper"), |ui| {
                millimetres(ui, &t!("page.width"), &mut paper.width);
                millimetres(ui, &t!("page.height"), &mut paper.height);
            });
            line(ui, &t!("page.number"), |ui| {
                millimetres(ui, &t!("page.number_gap"), &mut page_number.gap);
                cells(ui, &t!("page.number_inset"), &mut page_number.inset);
            });
            line(ui, &t!("page.signature"), |ui| {
                rows(ui, &t!("page.signature_space"), &mut signature.space);
                cells(ui, &t!("page.signature_inset"), &mut signature.inset);
                cells(ui, &t!("page.date_shift"), &mut signature.date_shift);
            });
        });
    }

    fn fonts(&mut self, ui: &mut Ui) {
        widgets::note(ui, t!("page.fonts"));
        let palette = theme::palette(ui.ctx());
        for (at, (role, typed)) in Role::ALL.into_iter().zip(&mut self.families).enumerate() {
            let changed = ui
                .horizontal(|ui| {
                    let label = widgets::field_caption(ui, &caption(role));
                    let edit = TextEdit::singleline(typed).desired_width(FAMILIES_WIDTH);
                    let changed = ui.add(edit).labelled_by(label.id).changed();
                    match self.faces.as_ref().and_then(|faces| faces.get(at)) {
                        None => widgets::note(ui, t!("page.looking")),
                        Some((name, true)) => widgets::note(ui, format!("✓ {name}")),
                        Some((name, false)) => {
                            let words = t!("page.stands_in", name = name);
                            ui.label(RichText::new(words).size(13.0).color(palette.caution))
                        }
                    };
                    changed
                })
                .inner;
            if changed {
                let names = typed.split(SEPARATORS).map(str::trim).filter(|name| !name.is_empty());
                *names_of(&mut self.profile.fonts, role) = names.map(ToOwned::to_owned).collect();
            }
        }
    }

    /// What is to be known about the page as it stands.
    fn said(&self, ui: &mut Ui, no_room: Option<String>) {
        if let Some(no_room) = no_room {
            problem(ui, &no_room);
        }
        if self.asked {
            problem(ui, &t!("page.exists", name = self.profile.name));
        }
        match &self.told {
            Some(Ok(sentence)) => {
                widgets::note(ui, sentence);
            }
            Some(Err(sentence)) => problem(ui, sentence),
            None => {}
        }
    }

    fn buttons(&mut self, ui: &mut Ui, room: bool, out: &mut Vec<Action>) -> Stay {
        let mut keep = false;
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let label = widgets::field_caption(ui, &t!("page.name"));
            let edit = TextEdit::singleline(&mut self.profile.name).desired_width(220.0);
            ui.add(edit).labelled_by(label.id);
            let named = room && !self.profile.name.trim().is_empty();
            let words = if self.asked { t!("ui.export.replace") } else { t!("page.keep") };
            keep =
                ui.add_enabled(named, egui::Button::new(words)).on_hover_text(t!("page.keep_hint")).clicked();
        });
        if keep {
            let mine = |(profile, origin): &(Profile, Origin)| {
                profile.name == self.profile.name && matches!(origin, Origin::User(_))
            };
            let there = self.profiles.iter().any(mine);
            if there && !self.asked {
                self.asked = true;
            } else {
                let replace = if there { Replace::Yes } else { Replace::No };
                out.push(Action::KeepProfile(Box::new(self.profile.clone()), replace));
            }
        }
        let mut stay = Stay::Open;
        footer(ui, |ui| {
            ui.add_enabled_ui(room, |ui| {
                if choice_button(ui, &t!("page.use"), true) {
                    out.push(Action::Edit(Edit::SetProfile(self.profile.clone())));
                    stay = Stay::Closed;
                }
            });
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

fn families(profile: &Profile) -> [String; 5] {
    let mut fonts = profile.fonts.clone();
    Role::ALL.map(|role| names_of(&mut fonts, role).join("、"))
}

/// What stands before the families of a role.
fn caption(role: Role) -> String {
    match role {
        Role::Title => t!("page.font.title"),
        Role::Body => t!("page.font.body"),
        Role::First => t!("page.font.first"),
        Role::Second => t!("page.font.second"),
        Role::PageNumber => t!("page.font.page_number"),
    }
    .into_owned()
}

fn names_of(fonts: &mut FontNames, role: Role) -> &mut Vec<String> {
    match role {
        Role::Title => &mut fonts.title,
        Role::Body => &mut fonts.body,
        Role::First => &mut fonts.first,
        Role::Second => &mut fonts.second,
        Role::PageNumber => &mut fonts.page_number,
    }
}
