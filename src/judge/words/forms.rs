//! Two forms of a word of which only one is to be used.

use super::Form;
use crate::judge::near::{after, before};
use crate::judge::rule::{Found, Hit};
use crate::judge::{Document, Facts, Passage};
use rust_i18n::t;
use std::ops::Range;

/// Characters before a word among which the 《 of a name is looked for.
const WITHIN_NAME: usize = 40;

/// Of the project's own pairs only the first form is to be used.
pub(super) fn unwanted(passage: &Passage, facts: &Facts, hits: &mut Vec<Hit>) {
    let text = passage.text.as_str();
    for (wanted, unwanted) in &facts.review.pairs {
        if unwanted.is_empty() || wanted == unwanted {
            continue;
        }
        for (start, _) in text.match_indices(unwanted.as_str()) {
            let range = start..start + unwanted.len();
            let part_of_wanted = wanted.find(unwanted.as_str()).is_some_and(|inside| {
                start.checked_sub(inside).is_some_and(|from| after(text, from).starts_with(wanted.as_str()))
            });
            if !part_of_wanted && !in_name(text, start) {
                let message = t!("judge.words.unwanted", wrong = unwanted, right = wanted);
                hits.push(Hit::new(range, message).fix(wanted.as_str()));
            }
        }
    }
}

/// Where one form of a pair stands: passage and bytes.
type Uses = Vec<(usize, Range<usize>)>;

/// Both forms of a pair in one summary: told once, where the rarer one is first used.
pub(super) fn mixed(document: &Document<'_>, found: &mut Vec<Found>) {
    let lexicon = &document.facts.setup.words;
    let mut uses: Vec<(Uses, Uses)> = vec![Default::default(); lexicon.pairs().len()];
    for (number, passage) in document.passages.iter().enumerate() {
        for (pair, form, range) in lexicon.find_forms(&passage.text) {
            let Some((first, second)) = uses.get_mut(pair).filter(|_| !in_name(&passage.text, range.start))
            else {
                continue;
            };
            if form == Form::First { first } else { second }.push((number, range));
        }
    }
    let decided = |one: &str, other: &str| {
        let pairs = &document.facts.review.pairs;
        pairs.iter().any(|(wanted, unwanted)| {
            (wanted == one && unwanted == other) || (wanted == other && unwanted == one)
        })
    };
    for ((one, other), (ones, others)) in lexicon.pairs().iter().zip(uses) {
        let (words, rarer, commoner, more) =
            if ones.len() < others.len() { (one, ones, other, others) } else { (other, others, one, ones) };
        let Some(((passage, range), related)) = rarer.split_first().filter(|_| !decided(one, other)) else {
            continue;
        };
        let message = t!(
            "judge.words.mixed",
            rarer = words,
            count = rarer.len(),
            commoner = commoner,
            other_count = more.len()
        );
        let hit = Hit::new(range.clone(), message);
        found.push(Found { passage: *passage, hit, related: related.to_vec() });
    }
}

/// Whether a byte lies within 《…》: names are as they are.
fn in_name(text: &str, at: usize) -> bool {
    let mut marks = before(text, at).chars().rev().take(WITHIN_NAME).filter(|c| matches!(c, '《' | '》'));
    marks.next() == Some('《')
}
