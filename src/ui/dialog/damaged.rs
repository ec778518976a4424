//! A file that holds no project any more: what was found, and what can be opened in its place.
//! Nothing is written.

use super::super::services::local;
use super::super::view::Action;
use super::super::{theme, widgets};
use super::{Stay, choice_button, footer, heading};
use crate::model::{Measure, Project};
use crate::session::open::Damage;
use crate::store::envelope::Integrity;
use crate::store::rescue::{Origin, Survivor};
use crate::text::count::SharedMarks;
use egui::{Key, Modifiers, RichText, ScrollArea, Ui};
use rust_i18n::t;

pub struct Damaged {
    damage: Damage,
    /// 字数 of each survivor.
    words: Vec<usize>,
    chosen: usize,
}

impl Damaged {
    /// The intact ones first, as they were; the first is chosen.
    pub fn new(mut damage: Damage) -> Self {
        damage.survivors.sort_by_key(|survivor| survivor.integrity != Integrity::Intact);
        let words = |project: &Project| Measure::of(project, SharedMarks::Asian).total.count.words;
        let words = damage.survivors.iter().map(|survivor| words(&survivor.project)).collect();
        Self { damage, words, chosen: 0 }
    }

    pub fn show(&mut self, ui: &mut Ui, out: &mut Vec<Action>) -> Stay {
        let palette = theme::palette(ui.ctx());
        let lost = self.damage.survivors.is_empty();
        heading(ui, &if lost { t!("ui.open.failed") } else { t!("ui.damaged.title") });
        ui.label(self.damage.path.display().to_string());
        ui.add_space(4.0);
        ui.label(RichText::new(self.damage.error.to_string()).color(palette.caution));
        ui.add_space(10.0);
        if lost {
            ui.label(t!("ui.damaged.nothing"));
        } else {
            ui.label(t!("ui.damaged.choose"));
            ui.add_space(4.0);
            ScrollArea::vertical().max_height(240.0).auto_shrink([false, true]).show(ui, |ui| {
                for (index, (survivor, words)) in self.damage.survivors.iter().zip(&self.words).enumerate() {
                    ui.radio_value(&mut self.chosen, index, label(survivor, *words));
                }
            });
            ui.add_space(4.0);
            widgets::note(ui, t!("ui.damaged.untouched"));
        }
        let mut stay = Stay::Open;
        let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        footer(ui, |ui| {
            if lost {
                if choice_button(ui, &t!("ui.understood"), true) || enter {
                    stay = Stay::Closed;
                }
                return;
            }
            if choice_button(ui, &t!("ui.damaged.open"), true) || enter {
                out.extend(self.open());
                stay = Stay::Closed;
            }
            if choice_button(ui, &t!("ui.cancel"), false) {
                stay = Stay::Closed;
            }
        });
        stay
    }

    fn open(&self) -> Option<Action> {
        let Survivor { origin, project, .. } = self.damage.survivors.get(self.chosen)?;
        Some(match origin {
            Origin::Recovery(copy) => Action::AskRecover(copy.clone()),
            _ => Action::AdoptFor(Box::new(project.clone()), self.damage.path.clone()),
        })
    }
}

/// 历史备份 · 2026-12-01 14:03 · 2274 字
fn label(survivor: &Survivor, words: usize) -> String {
    let origin = match &survivor.origin {
        Origin::Encoding(encoding) => t!("ui.damaged.encoding", encoding = encoding.label()),
        Origin::Backup(_) => t!("ui.damaged.backup"),
        Origin::Recovery(_) => t!("ui.damaged.recovery"),
        Origin::Salvaged => t!("ui.damaged.salvaged"),
    };
    let when = local(survivor.written / 1000);
    let mut label = format!("{origin} · {when} · {}", t!("ui.recovery.words", n = words));
    // Of what was salvaged it is said already that something may be missing.
    if survivor.origin != Origin::Salvaged
        && let Some(doubt) = widgets::doubt(survivor.integrity)
    {
        label.push_str(&format!(" · {doubt}"));
    }
    label
}
