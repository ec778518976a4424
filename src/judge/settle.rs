//! Making safe fixes until there are no more to be made.
//!
//! One fix may show what another mark hid, and what was hidden may be wrong as well. So those that
//! can be made are made, over and over; and fixes after which any rule would find more than before
//! are not made: they stay findings, to be looked at one by one. What comes out has nothing left
//! to be fixed in this way, and no rule finds more in it than in what went in.

use super::{Finding, Report, Rule};
use std::collections::BTreeMap;

/// A text that fixes are made in.
pub trait Draft: Sized {
    fn report(&self) -> &Report;

    /// Whether the fixes of a rule are to be made.
    fn wants(&self, rule: &Rule) -> bool;

    /// With the best fixes of some of the report's findings made, by their numbers; `None` where
    /// that changes nothing.
    fn with(&self, fixes: &[usize]) -> Option<Self>;
}

/// Times in a row that fixes may show others, before all of them are looked at.
const ROUNDS: usize = 4;

/// The draft with all fixes made that leave it better.
pub fn settle<D: Draft>(mut draft: D) -> D {
    while let Some(next) = better(&draft) {
        draft = next;
    }
    draft
}

/// All fixes at once; where that does harm, those of one line; where that does, too, one of them.
fn better<D: Draft>(draft: &D) -> Option<D> {
    let single = safe(draft, |_| true);
    let here = |finding: &Finding| (finding.place, finding.paragraph);
    let mut lines: Vec<_> =
        single.iter().filter_map(|index| draft.report().findings.get(*index)).map(here).collect();
    lines.dedup();
    let whole = std::iter::once_with(|| made(draft, |_| true));
    let line = lines.into_iter().map(|line| made(draft, move |finding| here(finding) == line));
    let single = single.into_iter().map(|index| draft.with(&[index]));
    whole.chain(line).chain(single).flatten().find(|next| is_better(next.report(), draft.report()))
}

/// The numbers of the findings with a safe fix that are wanted.
fn safe<D: Draft>(draft: &D, wanted: impl Fn(&Finding) -> bool) -> Vec<usize> {
    let findings = draft.report().findings.iter().enumerate();
    let safe = findings.filter(|(_, finding)| {
        let safe = finding.rule.safe && !finding.fixes.is_empty();
        safe && draft.wants(finding.rule) && wanted(finding)
    });
    safe.map(|(index, _)| index).collect()
}

fn made<D: Draft>(draft: &D, wanted: impl Fn(&Finding) -> bool) -> Option<D> {
    let mut next = draft.with(&safe(draft, &wanted))?;
    for _ in 1..ROUNDS {
        let Some(further) = next.with(&safe(&next, &wanted)) else { break };
        next = further;
    }
    Some(next)
}

/// Whether no rule finds more, and all together find less.
fn is_better(next: &Report, now: &Report) -> bool {
    let count = |report: &Report| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        report.findings.iter().for_each(|finding| *counts.entry(finding.rule.id).or_default() += 1);
        counts
    };
    let before = count(now);
    let more = |(rule, count): (&str, usize)| before.get(rule).is_none_or(|known| *known < count);
    next.findings.len() < now.findings.len() && !count(next).into_iter().any(more)
}
