//! What the checker has found, as the window shows it: only what is still true of the text.

pub mod marks;

use super::preview::pages::Pages;
use super::services::Services;
use crate::judge::{Finding, Report, Setup, Severity, fix};
use crate::model::{Caret, Place, Project, Unit, field};
use crate::session::{Session, Stamp};
use crate::text::shift::Shift;
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
    /// The text that was judged and the pages it was told of, and the text seen last with the time
    /// it was first seen.
    judged: Option<(Stamp, Option<usize>)>,
    /// The pages as they are, where the limit asks for them.
    pages: Option<usize>,
    seen: Option<(Stamp, f64)>,
    judging: bool,
    /// Of the text seen last: the findings that are still true, by place.
    valid: HashMap<Place, Vec<usize>>,
    /// Those of them that stand elsewhere in their text than when it was judged, as they stand now.
    moved: HashMap<usize, Finding>,
    pub by: By,
    /// Only these are listed, if one is chosen.
    pub only: Option<Severity>,
    /// The one that was gone to last.
    pub current: Option<usize>,
    /// Its card is to be brought into sight.
    pub reveal: bool,
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
        let stamp = session.stamp();
        let now = ctx.input(|input| input.time);
        if self.seen.is_none_or(|(seen, _)| seen != stamp) {
            self.seen = Some((stamp, now));
            self.sift(session.project());
        }
        if self.judged == Some((stamp, pages)) || self.judging || composing {
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
            Event::Judged(stamp, Box::new(judge.judge(&project, &setup)))
        });
    }

    /// Takes in what was found in a text of this session.
    pub fn found(&mut self, stamp: Stamp, report: Report, session: &Session) {
        let current = self.current.and_then(|index| self.get(index)).map(|now| (now.place, now.ignored()));
        let same = |finding: &Finding| current == Some((finding.place, finding.ignored()));
        self.judging = false;
        self.judged = Some((stamp, report.setup.pages));
        self.current = report.findings.iter().position(same);
        self.report = report;
        self.sift(session.project());
    }

    /// Everything is to be judged anew: the language or the user's words have changed.
    pub fn forget(&mut self) {
        self.judged = None;
    }

    /// Keeps what is true of the text as it is now: what was written stands elsewhere or before it.
    fn sift(&mut self, project: &Project) {
        self.valid.clear();
        self.moved.clear();
        let Some(then) = &self.report.project else { return };
        let mut changed: HashMap<Place, Option<Change>> = HashMap::new();
        for (index, finding) in self.report.findings.iter().enumerate() {
            let place = finding.place;
            let change = changed.entry(place).or_insert_with(|| Change::of(then, project, place));
            if let Some(change) = change {
                let Some(moved) = change.follow(finding) else { continue };
                self.moved.insert(index, moved);
            }
            self.valid.entry(place).or_default().push(index);
        }
    }

    /// Those in one place.
    pub fn at(&self, place: Place) -> impl Iterator<Item = (usize, &Finding)> {
        let indices = self.valid.get(&place).map_or(&[][..], Vec::as_slice);
        indices.iter().filter_map(|&index| Some((index, self.get(index)?)))
    }

    /// All that are still true, in the order of the text.
    pub fn all(&self) -> Vec<(usize, &Finding)> {
        let mut indices: Vec<usize> = self.valid.values().flatten().copied().collect();
        indices.sort_unstable();
        indices.into_iter().filter_map(|index| Some((index, self.get(index)?))).collect()
    }

    pub fn get(&self, index: usize) -> Option<&Finding> {
        self.moved.get(&index).or_else(|| self.report.findings.get(index))
    }

    /// What the user has set aside.
    pub fn ignored(&self) -> &[Finding] {
        &self.report.ignored
    }

    pub fn report(&self) -> &Report {
        &self.report
    }

    pub fn is_current(&self, session: &Session) -> bool {
        self.judged == Some((session.stamp(), self.pages))
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.all().into_iter().filter(|(_, finding)| finding.rule.severity == severity).count()
    }

    /// The gravest in one place.
    pub fn gravest(&self, places: &[Place]) -> Option<Severity> {
        let severities = places.iter().flat_map(|&place| self.at(place)).map(|(_, f)| f.rule.severity);
        severities.filter(|severity| *severity != Severity::Hint).min()
    }

    /// The next one behind the caret, or before it, round the end of the text. Of several in one
    /// place, the one beside the one that was gone to last.
    pub fn beside(&self, project: &Project, caret: Option<Caret>, backwards: bool) -> Option<usize> {
        let order = order(project);
        let at = |place: Place, offset: usize| order.get(&place).map(|number| (*number, offset));
        let begins = |finding: &Finding| at(finding.place, go(project, finding)?.start);
        let all: Vec<_> = self.all().into_iter().map(|(index, finding)| (index, begins(finding))).collect();
        let caret = caret.and_then(|caret| at(caret.place, caret.offset));
        let last = all.len().checked_sub(1)?;
        let here = all.iter().position(|(index, at)| self.current == Some(*index) && *at == caret);
        let next = match (here, backwards) {
            (Some(here), false) => here + 1,
            (Some(here), true) => here.checked_sub(1).unwrap_or(last),
            (None, false) => all.iter().position(|(_, at)| *at >= caret).unwrap_or(0),
            (None, true) => all.iter().rposition(|(_, at)| *at < caret).unwrap_or(last),
        };
        all.get(next).or(all.first()).map(|(index, _)| *index)
    }
}

/// The places of a project in the order of its text.
fn order(project: &Project) -> HashMap<Place, usize> {
    let sections = project.walk().flat_map(|section| [Place::Heading(section.id), Place::Text(section.id)]);
    let places = std::iter::once(Place::Title).chain(sections);
    places
        .chain([Place::SignatureUnit, Place::SignatureDate])
        .enumerate()
        .map(|(n, place)| (place, n))
        .collect()
}

/// What was written in one place since it was judged.
struct Change {
    source: Shift,
    /// The same in the text that is shown, which is this now.
    shown: Shift,
    before: String,
    after: String,
}

impl Change {
    /// `None` where nothing was.
    fn of(then: &Project, now: &Project, place: Place) -> Option<Self> {
        let source = |project: &Project| fix::source(project, place).unwrap_or_default();
        let (old, new) = (source(then), source(now));
        let (before, after) = (field::resolve(&then.fields, &old), field::resolve(&now.fields, &new));
        (old != new || before != after).then(|| Self {
            source: Shift::between(&old, &new),
            shown: Shift::between(&before, &after),
            before: before.into_owned(),
            after: after.into_owned(),
        })
    }

    /// The finding where it stands now; `None` where its words were touched.
    fn follow(&self, finding: &Finding) -> Option<Finding> {
        let range = self.source.follow(&finding.range)?;
        let shown = self.shown.follow(&shown_range(&self.before, finding)?)?;
        let line = self.after.get(..shown.start)?.rfind('\n').map_or(0, |end| end + 1);
        let paragraph = self.after.get(..line)?.matches('\n').count();
        Some(Finding { range, paragraph, shown: shown.start - line..shown.end - line, ..finding.clone() })
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
    let text = field::resolve(&project.fields, &source);
    let range = shown_range(&text, finding)?;
    let characters = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
    Some(Go { place: finding.place, start: characters(range.start), end: characters(range.end) })
}

/// The project with a finding's words replaced, as an edit of its place.
pub fn fixed(project: &Arc<Project>, finding: &Finding, replacement: &str) -> Option<crate::model::Edit> {
    fix::edit(project, &fix::one(finding, replacement))
}
