//! What rules see: a paragraph, a heading, a line of the title, as it reads in the finished text.

use super::Facts;
use super::figures::{Quantity, quantities};
use super::names::{Name, names};
use super::repetition::Gathered;
use super::structure::{Counter, counters};
use super::words::Lexicon;
use crate::model::field::{Span, resolve_with_spans};
use crate::model::project::Part;
use crate::model::{Field, Measure, Place, Project, Section};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What a passage is in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A line of the title.
    Title,
    /// A heading on a line of its own, or one that the text follows; its level counts from 1.
    Heading {
        level: usize,
        runs_in: bool,
    },
    Body,
    SignatureUnit,
    SignatureDate,
}

/// One paragraph, heading or line.
#[derive(Clone, Debug)]
pub struct Passage {
    pub place: Place,
    /// Of the paragraphs or lines of its place, from 0.
    pub paragraph: usize,
    pub role: Role,
    /// None for the title and the signature.
    pub part: Option<Part>,
    /// The numeral that is generated before it, or nothing.
    pub numeral: String,
    /// Fields stand as their values, one without a value as `{{名称}}`.
    pub text: String,
    /// The fields in it.
    spans: Vec<Span>,
    /// Where it begins in the text of its place, in bytes of the source.
    start: usize,
    /// What it says, once somebody has asked.
    gathered: OnceLock<Gathered>,
    /// Gathered when first asked for.
    quantities: OnceLock<Vec<Quantity>>,
    names: OnceLock<Vec<Name>>,
    counters: OnceLock<Vec<Counter>>,
    words: OnceLock<Vec<(usize, Range<usize>)>>,
}

/// The whole summary as rules see it.
pub struct Document<'a> {
    pub project: &'a Project,
    pub measure: &'a Measure,
    pub facts: &'a Facts,
    /// In the order of the finished text.
    pub passages: &'a [Arc<Passage>],
}

impl Passage {
    fn new(at: At, source: &str, fields: &[Field]) -> Self {
        let resolved = resolve_with_spans(fields, source);
        let At { place, paragraph, role, part, numeral, start } = at;
        let (text, spans, gathered) = (resolved.text, resolved.spans, OnceLock::new());
        let (quantities, names) = (OnceLock::new(), OnceLock::new());
        let (counters, words) = (OnceLock::new(), OnceLock::new());
        Self {
            place,
            paragraph,
            role,
            part,
            numeral,
            text,
            spans,
            start,
            gathered,
            quantities,
            names,
            counters,
            words,
        }
    }

    /// What it says, for finding it again elsewhere.
    pub(super) fn gathered(&self) -> &Gathered {
        self.gathered.get_or_init(|| Gathered::of(self))
    }

    /// The bytes of the place's source that stand behind bytes of this text, and whether the words
    /// can be replaced there: not where a field gives a part of them.
    pub fn source_range(&self, range: &Range<usize>) -> (Range<usize>, bool) {
        let mut free = true;
        // How much longer the source is than the text, before a byte.
        let mut shift = self.start as isize;
        let (mut start, mut end) = (None, None);
        for span in &self.spans {
            let grown = span.source.len() as isize - span.range.len() as isize;
            if span.range.start < range.end && range.start < span.range.end {
                free = false;
                if span.range.start <= range.start {
                    start.get_or_insert(span.range.start as isize + shift);
                }
                if range.end <= span.range.end {
                    end.get_or_insert(span.range.end as isize + shift + grown);
                }
            }
            if range.start < span.range.start {
                start.get_or_insert(range.start as isize + shift);
            }
            if range.end <= span.range.start {
                end.get_or_insert(range.end as isize + shift);
            }
            shift += grown;
        }
        let start = start.unwrap_or(range.start as isize + shift);
        let end = end.unwrap_or(range.end as isize + shift);
        (usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0), free)
    }

    /// The numbers with units in it, in order.
    pub fn quantities(&self) -> &[Quantity] {
        self.quantities.get_or_init(|| quantities(&self.text))
    }

    /// The names of places in it, in order.
    pub fn names(&self) -> &[Name] {
        self.names.get_or_init(|| names(&self.text))
    }

    /// The counting words in it, in order: 一是, 第一，, 首先.
    pub(super) fn counters(&self) -> &[Counter] {
        self.counters.get_or_init(|| counters(&self.text))
    }

    /// The entries of the lexicon that it breaks, by their number, and where. A passage is judged
    /// with one lexicon only: with another it is made anew.
    pub(super) fn words(&self, lexicon: &Lexicon) -> &[(usize, Range<usize>)] {
        self.words.get_or_init(|| lexicon.find(&self.text))
    }

    /// Whether a field gives any of these bytes.
    pub fn touches_field(&self, range: &Range<usize>) -> bool {
        self.spans.iter().any(|span| span.range.start < range.end && range.start < span.range.end)
    }

    /// The fields without a value in it, as bytes of the text.
    pub fn unfilled(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.spans.iter().filter(|span| !span.filled).map(|span| span.range.clone())
    }
}

/// Where a passage stands.
struct At {
    place: Place,
    paragraph: usize,
    role: Role,
    part: Option<Part>,
    numeral: String,
    start: usize,
}

/// The passages of a title or any text of several lines.
fn lines(texts: &[String], fields: &[Field], at: impl Fn(usize, usize) -> At) -> Vec<Arc<Passage>> {
    let mut start = 0;
    let passages = texts.iter().enumerate().map(|(index, text)| {
        let passage = Arc::new(Passage::new(at(index, start), text, fields));
        start += text.len() + "\n".len();
        passage
    });
    passages.collect()
}

/// The lines of the title.
pub(super) fn of_title(project: &Project) -> Vec<Arc<Passage>> {
    lines(&project.title, &project.fields, |paragraph, start| {
        let (place, role, numeral) = (Place::Title, Role::Title, String::new());
        At { place, paragraph, role, part: None, numeral, start }
    })
}

/// The two lines of the signature.
pub(super) fn of_signature(project: &Project) -> Vec<Arc<Passage>> {
    let Some(signature) = &project.signature else { return Vec::new() };
    let line = |place, role, text: &str| {
        let at = At { place, paragraph: 0, role, part: None, numeral: String::new(), start: 0 };
        Arc::new(Passage::new(at, text, &project.fields))
    };
    vec![
        line(Place::SignatureUnit, Role::SignatureUnit, &signature.unit),
        line(Place::SignatureDate, Role::SignatureDate, &signature.date),
    ]
}

/// The passages of one section without those below it. `level` counts from 0 for a part.
pub(super) fn of_section(
    section: &Section,
    part: Part,
    level: usize,
    numeral: &str,
    fields: &[Field],
) -> Vec<Arc<Passage>> {
    let mut passages = Vec::new();
    let part = Some(part);
    if !section.heading.is_empty() {
        let role = Role::Heading { level: level.max(1), runs_in: section.heading_runs_in };
        let at = At {
            place: Place::Heading(section.id),
            paragraph: 0,
            role,
            part,
            numeral: numeral.to_owned(),
            start: 0,
        };
        passages.push(Arc::new(Passage::new(at, &section.heading, fields)));
    }
    passages.extend(lines(&section.paragraphs, fields, |paragraph, start| {
        let first = paragraph == 0 && section.heading.is_empty();
        let numeral = if first { numeral.to_owned() } else { String::new() };
        At { place: Place::Text(section.id), paragraph, role: Role::Body, part, numeral, start }
    }));
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_the_finished_text_to_the_source() {
        let fields = [
            Field { name: "单位".into(), value: "青石镇".into(), ..Field::default() },
            Field { name: "年度".into(), ..Field::default() },
        ];
        let texts = ["第一段".to_owned(), "在{{单位}}的{{年度}}年".to_owned()];
        let passages = lines(&texts, &fields, |paragraph, start| At {
            place: Place::Text(1),
            paragraph,
            role: Role::Body,
            part: None,
            numeral: String::new(),
            start,
        });
        let source = texts.join("\n");
        let passage = &passages[1];
        assert_eq!(passage.text, "在青石镇的{{年度}}年");
        for (words, source_words, free) in [
            ("在", "在", true),
            ("的", "的", true),
            ("年", "年", true),
            ("青石", "{{单位}}", false),
            ("在青石镇的", "在{{单位}}的", false),
            ("石镇的", "{{单位}}的", false),
            ("{{年度}}", "{{年度}}", false),
        ] {
            let at = if words == "年" { passage.text.len() - 3 } else { passage.text.find(words).unwrap() };
            let (range, is_free) = passage.source_range(&(at..at + words.len()));
            assert_eq!((source.get(range), is_free), (Some(source_words), free), "{words}");
        }
        assert_eq!(passage.unfilled().count(), 1);
    }
}
