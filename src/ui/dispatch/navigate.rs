//! Where the user goes: places in the text, the panes, what is searched for.

use super::super::App;
use super::super::find::Find;
use super::super::view::{Go, Tab};
use crate::model::Place;

impl App {
    pub(super) fn go(&mut self, go: Go) {
        let shown = self.session.as_ref().is_some_and(|session| match go.place {
            Place::Text(id) | Place::Heading(id) => session.project().section(id).is_some(),
            _ => true,
        });
        if shown {
            self.view.current = go.place;
            self.view.go = Some(go);
        }
    }

    /// Back to the sheet; the caret comes to where it was led to meanwhile.
    pub(super) fn leave_preview(&mut self) {
        if self.view.preview.is_open()
            && let Some(go) = self.view.preview.close()
        {
            self.go(go);
        }
    }

    pub(super) fn show_tab(&mut self, tab: Tab) {
        self.view.tab = tab;
        self.services.settings.inspector_open = true;
    }

    pub(super) fn find_next(&mut self, backwards: bool) {
        let (Some(session), Some(find)) = (&self.session, &self.view.find) else {
            self.view.find.get_or_insert_with(Find::default).fresh = true;
            return;
        };
        let side = |start: usize, end: usize| if backwards { start } else { end };
        let caret = self.view.caret().map(|f| (f.place, side(f.start, f.end)));
        let from = find
            .at
            .map(|at| (at.place, side(at.start, at.end)))
            .filter(|_| self.view.focus.is_none())
            .or(caret);
        let Some(found) = super::super::find::next(session.project(), &find.query, from, backwards) else {
            return;
        };
        let go = Go { place: found.place, start: found.start, end: found.end };
        // While the caret is in the search it stays there: Enter must not replace what was found.
        if self.view.focus.is_some() {
            self.go(go);
        } else {
            self.view.current = go.place;
            self.view.reveal = Some(go);
        }
        if let Some(find) = &mut self.view.find {
            find.at = Some(found);
        }
    }
}
