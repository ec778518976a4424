//! What is asked when a project has been opened: about a recovery copy of it, about what may be
//! damaged.

use super::super::dialog::Question;
use super::super::services;
use super::super::view::{Action, Then};
use super::super::widgets::doubtful_copy;
use super::compare::with_copy;
use crate::model::Project;
use crate::session::open::{Offer, Opened};
use crate::session::warnings;
use crate::store::envelope::Integrity;
use rust_i18n::t;
use std::sync::Arc;

/// What there is to be said and chosen about an opened project.
pub struct Asking {
    warnings: Vec<String>,
    /// The file is as it was written, as far as can be told.
    whole: bool,
    has_versions: bool,
    offer: Option<Offer>,
}

impl Asking {
    pub fn of(opened: &Opened) -> Self {
        let integrity = opened.loaded.integrity;
        Self {
            warnings: warnings(integrity, &opened.loaded.notes),
            whole: integrity != Integrity::ChecksumDiffers,
            has_versions: opened.has_versions,
            offer: opened.recovery.clone(),
        }
    }

    /// The question, if there is one. `file` is what was opened.
    pub fn question(self, file: &Arc<Project>) -> Option<Question> {
        let versions = (t!("ui.open.versions").into_owned(), vec![Action::ShowVersions]);
        let versions = Some(versions).filter(|_| self.has_versions);
        let Some(offer) = &self.offer else {
            let text = Some(self.warnings.join("\n")).filter(|text| !text.is_empty())?;
            let message = Question::message(t!("ui.open.warning"), text);
            return Some(Question {
                choices: versions.into_iter().chain(message.choices).collect(),
                ..message
            });
        };
        let title = t!("ui.recovery.found").into_owned();
        let choices = self.choices(offer, file).into_iter().chain(versions).collect();
        Some(Question { title, text: self.text(offer), choices })
    }

    fn text(&self, offer: &Offer) -> String {
        let when = services::local(offer.found.kept() / 1000);
        let [copy, file] = offer.words;
        let changed = offer.file_changed && self.whole;
        let doubt = offer.found.content.as_ref().ok().and_then(|copy| doubtful_copy(copy.integrity));
        let more = [
            changed.then(|| t!("ui.recovery.file_changed", file = file, copy = copy)),
            doubt.map(Into::into),
            (offer.older > 0).then(|| t!("ui.recovery.older", n = offer.older)),
        ];
        let lines = [t!("ui.recovery.found_text", when = when)].into_iter().chain(more.into_iter().flatten());
        lines.map(Into::into).chain(self.warnings.iter().cloned()).collect::<Vec<String>>().join("\n")
    }

    /// The safest first: the copy, where it is whole and what the file says is not newer.
    fn choices(&self, offer: &Offer, file: &Arc<Project>) -> Vec<(String, Vec<Action>)> {
        let open = || {
            // Nothing was written into what was opened as a copy, and nobody need ask about it.
            let recover = Action::Discard(Then::Recover(offer.found.path.clone()));
            (t!("ui.recovery.open_copy").into_owned(), vec![recover])
        };
        let compare = offer.found.content.as_ref().ok().map(|parsed| {
            let copy = &parsed.copy;
            let compare = with_copy(copy.project.clone(), copy.kept, file.clone(), vec![open()]);
            (t!("ui.recovery.compare").into_owned(), vec![compare])
        });
        let keep = (t!("ui.recovery.keep_file").into_owned(), Vec::new());
        let copy_first = is_whole(offer) && !(offer.file_changed && self.whole);
        let (first, last) = if copy_first { (Some(open()), None) } else { (None, Some(open())) };
        first.into_iter().chain(compare).chain([keep]).chain(last).collect()
    }
}

fn is_whole(offer: &Offer) -> bool {
    offer.found.content.as_ref().is_ok_and(|parsed| parsed.integrity == Integrity::Intact)
}
