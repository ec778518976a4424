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
    /// What it is known again by instead of words, where it is about none.
    pub key: Option<String>,
    pub message: String,
    /// What can be put in the place of the range, the best first; nothing where a field gives a
    /// part of it.
    pub fixes: Vec<String>,
    /// The other places it is about, as `place` and `range`.
    pub related: Vec<(Place, Range<usize>)>,
}

impl Finding {
    pub(super) fn of_hit(rule: &'static Rule, passage: &Passage, hit: Hit) -> Self {
        let Hit { range, message, fixes, key } = hit;
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
            key,
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
        // A key says by itself what it is about.
        let place = self.key.is_none();
        Ignored {
            rule: self.rule.id.into(),
            words: self.known_by().to_owned(),
            before: place.then(|| self.before.clone()),
            after: place.then(|| self.after.clone()),
            why: String::new(),
        }
    }

    fn known_by(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.words)
    }

    /// Whether the user has set it aside.
    pub fn is_ignored(&self, project: &Project) -> bool {
        let review = &project.review;
        review.ignored.iter().any(|ignored| {
            ignored.rule == self.rule.id
                && ignored.words == self.known_by()
                && stands_here((&ignored.before, &self.before), (&ignored.after, &self.after))
        })
    }
}

/// Characters by which one side alone is known again: fewer, as at a line's end, stand everywhere.
const ENOUGH: usize = 4;

/// Whether the surroundings then and now are of one place. One side may have been written on since.
/// What was set aside wherever it stands has none.
fn stands_here(
    (before, before_now): (&Option<String>, &String),
    (after, after_now): (&Option<String>, &String),
) -> bool {
    let same = |then: &Option<String>, now: &String| then.as_ref().is_none_or(|then| then == now);
    let known = |then: &Option<String>, now: &String| same(then, now) && now.chars().count() >= ENOUGH;
    let everywhere = before.is_none() && after.is_none();
    let both = same(before, before_now) && same(after, after_now);
    everywhere || both || known(before, before_now) || known(after, after_now)
}

#[cfg(test)]
mod tests {
    use crate::judge::testing::{judge, project};
    use std::sync::Arc;

    /// The words of the placeholders left when the first one was set aside and the text is this now.
    fn left(then: &[&str], now: &[&str]) -> Vec<String> {
        let placeholders = |report: crate::judge::Report| {
            report.findings.into_iter().filter(|finding| finding.rule.id == "placeholder")
        };
        let first = placeholders(judge(&project(then))).next().expect("there is one");
        let mut now = project(now);
        Arc::make_mut(&mut now.review).ignored.push(first.ignored());
        let left = placeholders(judge(&now));
        left.map(|finding| format!("{}{}", finding.words, finding.after)).collect()
    }

    #[test]
    fn only_the_place_that_was_set_aside_stays_so() {
        let text = ["XX村完成整改。", "XX公司捐款。", "全年支出XX"];
        assert_eq!(left(&text, &text), ["XX公司捐款。", "XX"], "a line's beginning is not one place");
        let now = ["今年以来，XX村完成整改。", "XX公司捐款。"];
        assert_eq!(left(&["XX村完成整改。"], &now), ["XX公司捐款。"], "what was written before it");
        let now = ["XX村完成了整改。", "XX公司捐款。"];
        assert_eq!(
            left(&["XX村完成整改。"], &now),
            ["XX村完成了整改。", "XX公司捐款。"],
            "too little is as it was"
        );
        let now = ["我镇协助云溪县XX村整改。"];
        assert_eq!(left(&["我镇协助云溪县XX村完成整改。"], &now), [""; 0], "what stands before it is enough");
    }
}
