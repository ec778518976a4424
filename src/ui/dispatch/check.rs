//! What is done about findings.

use super::super::App;
use super::super::dialog::fixes::Fixes;
use super::super::dialog::handin::HandIn;
use super::super::dialog::{Dialog, Question};
use super::super::findings;
use super::super::view::{Action, Ignore, Tab};
use super::Event;
use crate::judge::Severity;
use crate::judge::fix::{self, Change};
use crate::model::review::{HandedIn, Ignored, MOST_HANDED_IN};
use crate::model::{Caret, Edit, Review};
use crate::session::Stamp;
use egui::Context;
use rust_i18n::t;

impl App {
    /// What has to do with the checker; what has not is given back.
    pub(super) fn run_check(&mut self, ctx: &Context, action: Action) -> Option<Action> {
        match action {
            Action::GoFinding(index) => self.go_finding(index),
            Action::Fix(index, fix) => self.fix(ctx, index, fix),
            Action::FixAll(changes) => self.fix_all(ctx, &changes),
            Action::Ignore(index, ignore) => self.ignore(ctx, index, ignore),
            Action::TakeBack(index) => self.review(ctx, |review| {
                if index < review.ignored.len() {
                    review.ignored.remove(index);
                }
            }),
            Action::Why(index, why) => self.review(ctx, |review| {
                if let Some(ignored) = review.ignored.get_mut(index) {
                    ignored.why = why.trim().to_owned();
                }
            }),
            Action::SetPairs(pairs) => self.review(ctx, |review| review.pairs = pairs),
            Action::ExportFinal => {
                self.ask_export();
                self.view.handing_in = true;
            }
            Action::RuleOn(id) => self.review(ctx, |review| review.off.retain(|off| *off != id)),
            Action::ForgetName(name) => self.review(ctx, |review| review.names.retain(|n| *n != name)),
            other => return Some(other),
        }
        None
    }

    /// Goes to the next finding, or the one before.
    pub(super) fn next_finding(&mut self, ctx: &Context, backwards: bool) {
        let Some(session) = &self.session else { return };
        let caret = self.view.caret().map(|focus| Caret { place: focus.place, offset: focus.start });
        match self.view.findings.beside(session.project(), caret, backwards) {
            Some(index) => {
                self.view.tab = Tab::Check;
                self.go_finding(index);
            }
            None => self.tell(ctx, t!("ui.check.none").into_owned(), Vec::new()),
        }
    }

    fn go_finding(&mut self, index: usize) {
        let (Some(session), Some(finding)) = (&self.session, self.view.findings.get(index)) else { return };
        let go = findings::go(session.project(), finding);
        (self.view.findings.current, self.view.findings.reveal) = (Some(index), true);
        if let Some(go) = go {
            self.go(go);
        }
    }

    fn fix(&mut self, ctx: &Context, index: usize, fix: usize) {
        let (Some(session), Some(finding)) = (&self.session, self.view.findings.get(index)) else { return };
        let Some(replacement) = finding.fixes.get(fix).cloned() else { return };
        if let Some(edit) = findings::fixed(session.project(), finding, &replacement) {
            self.edit(ctx, edit);
        }
    }

    /// Shows every safe change before it is made.
    pub(super) fn ask_fixes(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        if !self.view.findings.is_current(session) {
            return self.tell(ctx, t!("ui.check.working").into_owned(), Vec::new());
        }
        // Each round of fixes is judged again.
        let (stamp, report) = (session.stamp(), self.view.findings.report().clone());
        self.services.worker.run(move || Event::FixesFound(stamp, fix::safe(&report)));
    }

    /// Shows the safe changes to a text, if it is the one in the window.
    pub(super) fn fixes_found(&mut self, stamp: Stamp, changes: Vec<Change>) {
        let Some(session) = self.session.as_ref().filter(|session| session.stamp() == stamp) else {
            return;
        };
        self.view.dialog = Some(match Fixes::new(session.project(), changes) {
            Some(dialog) => Dialog::Fixes(Box::new(dialog)),
            None => Dialog::Question(Question::message(t!("ui.fixes.title"), t!("ui.fixes.none"))),
        });
    }

    fn fix_all(&mut self, ctx: &Context, changes: &[Change]) {
        let Some(session) = self.session.as_ref().filter(|s| self.view.findings.is_current(s)) else {
            return;
        };
        let count: usize = changes.iter().map(|change| change.replacements.len()).sum();
        if let Some(edit) = fix::edit(session.project(), changes) {
            self.edit(ctx, edit);
            self.tell(ctx, t!("ui.fixes.done", n = count).into_owned(), Vec::new());
        }
    }

    fn ignore(&mut self, ctx: &Context, index: usize, ignore: Ignore) {
        let Some(finding) = self.view.findings.get(index) else { return };
        let (ignored, words) = (finding.ignored(), finding.words.clone());
        let rule = finding.rule.id;
        self.review(ctx, |review| match ignore {
            Ignore::Here => review.ignored.push(ignored),
            Ignore::Words => review.ignored.push(Ignored { before: None, after: None, ..ignored }),
            Ignore::Rule => review.off.push(rule.to_owned()),
            Ignore::Name => review.names.push(words),
        });
    }

    fn review(&mut self, ctx: &Context, change: impl FnOnce(&mut Review)) {
        let Some(session) = &self.session else { return };
        let mut review = Review::clone(&session.project().review);
        change(&mut review);
        self.edit(ctx, Edit::SetReview(review));
    }

    /// The finished text was written: what was open then is kept with the summary.
    pub(super) fn note_handed_in(&mut self, ctx: &Context) {
        let count = |severity| self.view.findings.count(severity);
        let (must, should) = (count(Severity::Must), count(Severity::Should));
        if (must, should) == (0, 0) {
            return;
        }
        self.review(ctx, |review| {
            let at = super::super::services::now().timestamp().as_second();
            review.handed_in.push(HandedIn { at, must, should });
            let most = review.handed_in.len().saturating_sub(MOST_HANDED_IN);
            review.handed_in.drain(..most);
        });
    }

    /// 定稿交付: everything at a glance before the text is handed in.
    pub(super) fn hand_in(&mut self, ctx: &Context) {
        self.view.hand_in_asked = true;
        if !self.hand_in_if_ready(ctx) {
            self.tell(ctx, t!("ui.check.working").into_owned(), Vec::new());
        }
    }

    /// Shows what was asked for as soon as the text as it is was judged and laid out.
    pub(in crate::ui) fn hand_in_if_ready(&mut self, ctx: &Context) -> bool {
        let Some(session) = self.session.as_ref().filter(|_| self.view.hand_in_asked) else { return false };
        let pages = &self.view.preview.pages;
        let laid = pages.is_current(session) || pages.has_failed();
        if !laid || !self.view.findings.is_current(session) || self.view.dialog.is_some() {
            return false;
        }
        self.view.hand_in_asked = false;
        self.view.notice = None;
        let dialog = HandIn::new(session.project(), pages.figures(session), &self.view.findings);
        self.view.dialog = Some(Dialog::HandIn(Box::new(dialog)));
        ctx.request_repaint();
        true
    }
}
