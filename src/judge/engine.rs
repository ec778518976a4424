//! Judging a project: every rule over every passage, and no section twice that has not changed.

use super::passage::{self, Document, Passage};
use super::rule::{Check, Group, Rule, Severity};
use super::rules::TABLE;
use super::{Facts, Finding, Setup};
use crate::model::project::Part;
use crate::model::{Measure, Place, Project, Section, SectionId};
use crate::text::count::SharedMarks;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Judges one project over and over while it is written.
#[derive(Clone, Default)]
pub struct Judge {
    /// What was found in each section by itself.
    known: HashMap<SectionId, Known>,
}

#[derive(Clone)]
struct Known {
    section: Arc<Section>,
    /// Its numeral, level and part, and the facts it was judged with.
    around: (String, usize, Part, u64),
    judged: Arc<Judged>,
}

/// One section by itself, without those below it.
struct Judged {
    passages: Vec<Arc<Passage>>,
    findings: Vec<Finding>,
}

/// What was found in one state of a project.
#[derive(Clone, Default)]
pub struct Report {
    /// In the order of the finished text; those that the user has set aside are not among them.
    pub findings: Vec<Finding>,
    pub ignored: Vec<Finding>,
    /// The state it is true of, and what it was judged with.
    pub project: Option<Arc<Project>>,
    pub setup: Setup,
}

impl Judge {
    pub fn judge(&mut self, project: &Arc<Project>, setup: &Setup) -> Report {
        let facts = Facts::of(project, setup);
        let measure = Measure::of(project, SharedMarks::Asian).on_pages(setup.pages);
        let mut walk =
            Walk { judge: self, facts: &facts, project, passages: Vec::new(), findings: Vec::new() };
        walk.lines(passage::of_title(project));
        for part in Part::ALL {
            walk.section(part_root(project, part), part, 0, "");
        }
        walk.lines(passage::of_signature(project));
        let Walk { passages, mut findings, .. } = walk;
        let document = Document { project, measure: &measure, facts: &facts, passages: &passages };
        for rule in rules(&facts) {
            if let Check::Whole(check) = rule.check {
                let mut found = Vec::new();
                check(&document, &mut found);
                findings.extend(found.into_iter().filter_map(|f| Finding::of_found(rule, &document, f)));
            }
        }
        self.forget(project);
        sort(&mut findings, &passages);
        let (ignored, findings) = findings.into_iter().partition(|finding| finding.is_ignored(project));
        Report { findings, ignored, project: Some(project.clone()), setup: setup.clone() }
    }

    /// What is known of sections that are no more goes.
    fn forget(&mut self, project: &Project) {
        let ids: HashSet<SectionId> = project.walk().map(|section| section.id).collect();
        self.known.retain(|id, _| ids.contains(id));
    }
}

fn part_root(project: &Project, part: Part) -> &Arc<Section> {
    match part {
        Part::Opening => &project.opening,
        Part::Body => &project.body,
        Part::Closing => &project.closing,
    }
}

/// The rules that are not switched off.
fn rules(facts: &Facts) -> impl Iterator<Item = &'static Rule> {
    TABLE.iter().copied().flatten().filter(|rule| !facts.review.off.iter().any(|off| off == rule.id))
}

struct Walk<'a> {
    judge: &'a mut Judge,
    facts: &'a Facts,
    project: &'a Project,
    passages: Vec<Arc<Passage>>,
    findings: Vec<Finding>,
}

impl Walk<'_> {
    fn section(&mut self, section: &Arc<Section>, part: Part, level: usize, numeral: &str) {
        let around = (numeral.to_owned(), level, part, self.facts.stamp);
        let known = self.judge.known.get(&section.id);
        let known = known.filter(|known| Arc::ptr_eq(&known.section, section) && known.around == around);
        let judged = known.map(|known| known.judged.clone()).unwrap_or_else(|| {
            let passages = passage::of_section(section, part, level, numeral, &self.project.fields);
            let judged = Arc::new(Judged { findings: self.findings_in(&passages), passages });
            let known = Known { section: section.clone(), around, judged: judged.clone() };
            self.judge.known.insert(section.id, known);
            judged
        });
        self.passages.extend(judged.passages.iter().cloned());
        self.findings.extend(judged.findings.iter().cloned());
        for (index, child) in section.children.iter().enumerate() {
            self.section(child, part, level + 1, &section.marker.write(index + 1));
        }
    }

    /// Lines that belong to no section.
    fn lines(&mut self, passages: Vec<Arc<Passage>>) {
        self.findings.extend(self.findings_in(&passages));
        self.passages.extend(passages);
    }

    fn findings_in(&self, passages: &[Arc<Passage>]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for passage in passages {
            for rule in rules(self.facts) {
                if let Check::Passage(check) = rule.check {
                    let mut hits = Vec::new();
                    check(passage, self.facts, &mut hits);
                    findings.extend(hits.into_iter().map(|hit| Finding::of_hit(rule, passage, hit)));
                }
            }
        }
        findings
    }
}

/// In the order of the text; of two that overlap, the graver one, then the longer one, stays.
fn sort(findings: &mut Vec<Finding>, passages: &[Arc<Passage>]) {
    let order: HashMap<(Place, usize), usize> =
        passages.iter().enumerate().map(|(index, p)| ((p.place, p.paragraph), index)).collect();
    let at = |finding: &Finding| order.get(&(finding.place, finding.paragraph)).copied().unwrap_or(0);
    findings.sort_by_cached_key(|finding| {
        let length = std::cmp::Reverse(finding.shown.len());
        (at(finding), finding.shown.start, finding.rule.severity, length, finding.rule.id)
    });
    // Up to where the findings of each group in one line reach, for each severity.
    let mut reached: HashMap<Group, [usize; Severity::ALL.len()]> = HashMap::new();
    let mut line = None;
    findings.retain(|finding| {
        let here = Some((finding.place, finding.paragraph));
        if std::mem::replace(&mut line, here) != here {
            reached.clear();
        }
        // Two rules of one group rarely mean two things by the same words.
        // Of the structure several things may be wrong at once.
        if matches!(finding.rule.group, Group::Structure | Group::Parts) {
            return true;
        }
        let severity = finding.rule.severity as usize;
        let ends = reached.entry(finding.rule.group).or_default();
        let covered = ends.iter().take(severity + 1).any(|end| finding.shown.start < *end);
        if let Some(end) = ends.get_mut(severity).filter(|_| !covered) {
            *end = finding.shown.end.max(*end);
        }
        !covered
    });
}
