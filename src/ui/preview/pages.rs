//! The pages as they were last laid out, and laying them out anew when the text has rested.

use super::super::dispatch::Event;
use super::super::services::Services;
use crate::model::Project;
use crate::model::measure::Figures;
use crate::session::Session;
use crate::session::typeset::Laid;
use std::sync::{Arc, PoisonError};

/// How long the text must rest before it is laid out, in seconds: while the pages are in sight,
/// and while only their number is.
const REST: f64 = 0.15;
const REST_UNSEEN: f64 = 0.4;

#[derive(Default)]
pub struct Pages {
    laid: Option<Laid>,
    /// What was seen last, with the time it was first seen.
    seen: Option<(Arc<Project>, f64)>,
    laying: bool,
    /// Laying out what was seen last has failed.
    failed: bool,
}

/// Who looks at the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Pages,
    Number,
}

impl Pages {
    /// Has the text laid out when it has rested; called every frame.
    pub fn follow(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        sight: Sight,
        composing: bool,
        services: &Services,
    ) {
        let project = session.project();
        let now = ctx.input(|input| input.time);
        if self.seen.as_ref().is_none_or(|(seen, _)| !Arc::ptr_eq(seen, project)) {
            self.seen = Some((project.clone(), now));
            self.failed = false;
        }
        if self.laying || self.failed || composing || self.is_current(session) {
            return;
        }
        let since = self.seen.as_ref().map_or(0.0, |(_, since)| now - since);
        let rest = match sight {
            // What nobody has seen yet is wanted at once.
            Sight::Pages if self.laid.is_none() => 0.0,
            Sight::Pages => REST,
            Sight::Number => REST_UNSEEN,
        };
        if since < rest {
            return ctx.request_repaint_after_secs((rest - since) as f32);
        }
        self.laying = true;
        let (project, typesetting, find) = (project.clone(), services.typesetting.clone(), services.fonts);
        // On a thread of its own: looking through the system's fonts must not hold up saving.
        services.worker.run_apart(move || {
            let mut typesetting = typesetting.lock().unwrap_or_else(PoisonError::into_inner);
            let laid = typesetting.lay_out(project.clone(), find);
            Event::LaidOut(project, laid.map(Box::new))
        });
    }

    /// Takes in what a project's pages are.
    pub fn laid_out(&mut self, project: &Arc<Project>, laid: Option<Laid>) {
        self.laying = false;
        let same = self.seen.as_ref().is_some_and(|(seen, _)| seen.id == project.id);
        match laid {
            Some(laid) if same => self.laid = Some(laid),
            Some(_) => {}
            None => self.failed = self.seen.as_ref().is_some_and(|(seen, _)| Arc::ptr_eq(seen, project)),
        }
    }

    /// Tries again what has failed.
    pub fn again(&mut self) {
        self.failed = false;
    }

    /// The pages, perhaps of the text as it was a moment ago.
    pub fn laid(&self) -> Option<&Laid> {
        self.laid.as_ref()
    }

    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Whether the pages are those of the text as it is.
    pub fn is_current(&self, session: &Session) -> bool {
        self.laid.as_ref().is_some_and(|laid| Arc::ptr_eq(&laid.project, session.project()))
    }

    /// How many pages there are, where that is known and not estimated.
    pub fn count(&self, session: &Session) -> Option<usize> {
        self.laid.as_ref().filter(|_| self.is_current(session)).map(|laid| laid.layout.pages.len())
    }

    /// How many pages there were when the text was last laid out.
    pub fn last(&self) -> Option<usize> {
        self.laid.as_ref().map(|laid| laid.layout.pages.len())
    }

    /// The figures of the whole, its pages counted where they can be.
    pub fn figures(&self, session: &Session) -> Figures {
        let total = session.measure().total;
        self.count(session).map_or(total, |pages| total.with_pages(pages))
    }
}
