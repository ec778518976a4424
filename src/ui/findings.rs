//! What the checker has found, as the window shows it: only what is still true of the text.

pub mod marks;

use super::preview::pages::Pages;
use super::services::Services;
use crate::judge::{Finding, Report, Setup, Severity, fix};
use crate::model::{Place, Project, Unit};
use crate::session::Session;
use crate::ui::dispatch::Event;
use crate::ui::view::Go;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// How long the text must rest before it is judged, in seconds.
const REST: f64 = 0.15;

/// How the pane lists them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// 按轻重
    #[default]
    Severity,
    /// 按位置
    Place,
    /// 按规则
    Rule,
}

#[derive(Default)]
pub struct Findings {
    report: Report,
    /// The revision that was judged and the pages it was told of, and the revision seen last with
    /// the time it was first seen.
    judged: Option<(u64, Option<usize>)>,
    /// The pages as they are, where the limit asks for them.
    pages: Option<usize>,
    seen: Option<(u64, f64)>,
    judging: bool,
    /// Of the revision seen last: the findings that are still true, by place.
    valid: HashMap<Place, Vec<usize>>,
    pub by: By,
    /// Only these are listed, if one is chosen.
    pub only: Option<Severity>,
    /// The one that was gone to last.
    pub current: Option<usize>,
    pub show_ignored: bool,
    /// Why a finding was set aside, as it is being typed, and the finding's number in the project.
    pub why: Option<(usize, String)>,
    /// Two words that are being typed.
    pub new_pair: (String, String),
}

impl Findings {
    /// Has the text judged when it has rested; called every frame.
    pub fn follow(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        pages: &Pages,
        composing: bool,
        services: &Services,
    ) {
        let limit = session.project().limit;
        let pages = pages.last().filter(|_| limit.unit == Unit::Pages);
        self.pages = pages;
        let revision = session.revision();
        let now = ctx.input(|input| input.time);
        if self.seen.is_none_or(|(seen, _)| seen != revision) {
            self.seen = Some((revision, now));
            self.sift(session.project());
        }
        if self.judged == Some((revision, pages)) || self.judging || composing {
            return;
        }
        let since = self.seen.map_or(0.0, |(_, since)| now - since);
        // What was just opened is judged at once.
        if self.judged.is_some() && since < REST {
            return ctx.request_repaint_after_secs((REST - since) as f32);
        }
        self.judging = true;
        let (project, judge) = (session.project().clone(), services.judge.clone());
        let setup = Setup { pages, ..services.setup.clone() };
        services.worker.run(move || {
            let mut judge = judge.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            Event::Judged(revision, Box::new(judge.judge(&project, &setup)))
        });
    }

    /// Takes in what was found in a revision.
    pub fn found(&mut self, revision: u64, report: Report, now: Option<&Project>) {
        self.judging = false;
        self.judged = Some((revision, report.setup.pages));
        self.report = report;
        self.current = None;
        if let Some(project) = now {
            self.sift(project);
        }
    }

    /// Everything is to be judged anew: the language or the user's words have changed.
    pub fn forget(&mut self) {
        self.judged = None;
    }

    /// Keeps what is true of the text as it is now.
    fn sift(&mut self, project: &Project) {
        self.valid.clear();
        let Some(then) = &self.report.project else { return };
        let mut same: HashMap<Place, bool> = HashMap::new();
        for (index, finding) in self.report.findings.iter().enumerate() {
            let same = same
                .entry(finding.place)
                .or_insert_with(|| fix::source(project, finding.place) == fix::source(then, finding.place));
            if *same {
                self.valid.entry(finding.place).or_default().push(index);
            }
        }
    }

    /// Those in one place.
    pub fn at(&self, place: Place) -> impl Iterator<Item = (usize, &Finding)> {
        let indices = self.valid.get(&place).map_or(&[][..], Vec::as_slice);
        indices.iter().filter_map(|&index| Some((index, self.report.findings.get(index)?)))
    }

    /// All that are still true, in the order of the text.
    pub fn all(&self) -> Vec<(usize, &Finding)> {
        let mut indices: Vec<usize> = self.valid.values().flatten().copied().collect();
        indices.sort_unstable();
        indices.into_iter().filter_map(|index| Some((index, self.report.findings.get(index)?))).collect()
    }

    pub fn get(&self, index: usize) -> Option<&Finding> {
        self.report.findings.get(index)
    }

    /// What the user has set aside.
    pub fn ignored(&self) -> &[Finding] {
        &self.report.ignored
    }

    pub fn report(&self) -> &Report {
        &self.report
    }

    pub fn is_current(&self, session: &Session) -> bool {
        self.judged == Some((session.revision(), self.pages))
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.all().into_iter().filter(|(_, finding)| finding.rule.severity == severity).count()
    }

    /// The gravest in one place.
    pub fn gravest(&self, places: &[Place]) -> Option<Severity> {
        let severities = places.iter().flat_map(|&place| self.at(place)).map(|(_, f)| f.rule.severity);
        severities.filter(|severity| *severity != Severity::Hint).min()
    }

    /// The next one behind a caret, or before it, round the end of the text.
    pub fn beside(&self, backwards: bool) -> Option<usize> {
        let all: Vec<usize> = self.all().into_iter().map(|(index, _)| index).collect();
        let at = self.current.and_then(|current| all.iter().position(|&index| index == current));
        let next = match (at, backwards) {
            (None, false) => 0,
            (None, true) => all.len().checked_sub(1)?,
            (Some(at), false) => (at + 1) % all.len().max(1),
            (Some(at), true) => at.checked_sub(1).unwrap_or(all.len() - 1),
        };
        all.get(next).copied()
    }
}

/// Where a finding's words stand in the text that is shown, in bytes.
pub fn shown_range(text: &str, finding: &Finding) -> Option<Range<usize>> {
    let start = match finding.paragraph {
        0 => 0,
        lines => text.match_indices('\n').nth(lines - 1)?.0 + 1,
    };
    let range = start + finding.shown.start..start + finding.shown.end;
    text.get(range.clone()).map(|_| range)
}

/// Where going to a finding puts the selection.
pub fn go(project: &Project, finding: &Finding) -> Option<Go> {
    let source = fix::source(project, finding.place)?;
    let text = crate::model::field::resolve(&project.fields, &source);
    let range = shown_range(&text, finding)?;
    let characters = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
    Some(Go { place: finding.place, start: characters(range.start), end: characters(range.end) })
}

/// The project with a finding's words replaced, as an edit of its place.
pub fn fixed(project: &Arc<Project>, finding: &Finding, replacement: &str) -> Option<crate::model::Edit> {
    fix::edit(project, &fix::one(finding, replacement))
}
