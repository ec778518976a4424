//! What the user is shown: a finding with its place in the project.

use super::rule::{Found, Hit, Rule};
use super::{Document, Passage};
use crate::model::review::Ignored;
use crate::model::{Place, Project};
use std::ops::Range;

/// Characters on either side by which a finding is known again.
const SURROUNDINGS: usize = 8;

/// 校对意见
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub place: Place,
    /// Bytes of the place's text in the project, its lines joined by `\n`.
    pub range: Range<usize>,
    /// Its number among the lines of its place, and the bytes of that line as it reads in the
    /// finished text.
    pub paragraph: usize,
    pub shown: Range<usize>,
    /// The words it is about, and some of those before and behind them.
    pub words: String,
    pub before: String,
    pub after: String,
    pub message: String,
    /// What can be put in the place of the range, the best first; nothing where a field gives a
    /// part of it.
    pub fixes: Vec<String>,
    /// The other places it is about, as `place` and `range`.
    pub related: Vec<(Place, Range<usize>)>,
}

impl Finding {
    pub(super) fn of_hit(rule: &'static Rule, passage: &Passage, hit: Hit) -> Self {
        let Hit { range, message, fixes } = hit;
        let (source, free) = passage.source_range(&range);
        let text = &passage.text;
        let before = text.get(..range.start).unwrap_or_default();
        let mut before: Vec<char> = before.chars().rev().take(SURROUNDINGS).collect();
        before.reverse();
        let after = text.get(range.end..).unwrap_or_default();
        Self {
            rule,
            place: passage.place,
            range: source,
            paragraph: passage.paragraph,
            words: text.get(range.clone()).unwrap_or_default().to_owned(),
            before: before.into_iter().collect(),
            after: after.chars().take(SURROUNDINGS).collect(),
            shown: range,
            message,
            fixes: if free { fixes } else { Vec::new() },
            related: Vec::new(),
        }
    }

    pub(super) fn of_found(rule: &'static Rule, document: &Document<'_>, found: Found) -> Option<Self> {
        let passage = document.passages.get(found.passage)?;
        let related = found.related.iter().filter_map(|(index, range)| {
            let passage = document.passages.get(*index)?;
            Some((passage.place, passage.source_range(range).0))
        });
        let related = related.collect();
        Some(Self { related, ..Self::of_hit(rule, passage, found.hit) })
    }

    /// What it is known again by when the user has set it aside: what it is about, not where.
    pub fn ignored(&self) -> Ignored {
        Ignored {
            rule: self.rule.id.into(),
            words: self.words.clone(),
            before: Some(self.before.clone()),
            after: Some(self.after.clone()),
            why: String::new(),
        }
    }

    /// Whether the user has set it aside.
    pub fn is_ignored(&self, project: &Project) -> bool {
        let review = &project.review;
        review.ignored.iter().any(|ignored| {
            // One side may have been written on since.
            let before = ignored.before.as_ref().is_none_or(|before| *before == self.before);
            let after = ignored.after.as_ref().is_none_or(|after| *after == self.after);
            let here = ignored.before.is_none() || before || after;
            ignored.rule == self.rule.id && ignored.words == self.words && here
        })
    }
}
