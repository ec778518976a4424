//! Text files to summaries: bytes are decoded ([`decode()`]), a text is cut into its parts
//! ([`read`]).
//!
//! The law: **nothing is changed by reading.** The lines that went in come out of
//! [`crate::model::flow::lines`] in their order, indents, trailing blanks and blank lines aside,
//! and with (一) written （一）, `1、` and `1．` written `1.` where a run of numerals is generated.
//! The last step of [`read`] compares the two; a text for which they differ is kept as plain
//! paragraphs.

mod build;
mod closing;
mod decode;
mod head;
mod junk;
mod line;
mod note;
mod outline;
mod points;
mod tail;

pub use crate::text::encoding::Encoding;
pub use decode::{DecodeError, Decoded, DocumentKind, MAX_BYTES, MAX_LINES, decode, decode_as};
pub use note::{JunkLine, JunkReason, Note, Numerals, Reason};

use crate::model::marker::Form;
use crate::model::{Field, FieldKind, Marker, Project, Section, flow};
use build::Builder;
use line::Line;
use outline::{Node, Piece};
use std::sync::Arc;

/// More numerals than this make no summary, and sections cost memory: such a text stays plain.
const MOST_NUMERALS: usize = 100_000;

/// A text as a summary.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    pub project: Project,
    /// In the order of the lines they are about.
    pub notes: Vec<Note>,
    /// Every line that looks like a web page's, also those that were dropped.
    pub junk: Vec<JunkLine>,
}

/// What becomes of the lines that look like a web page's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum JunkChoice {
    #[default]
    KeepAll,
    DropSuggested,
    /// Drop those of these line numbers, from 1, that are suggested; no other line is ever dropped.
    Drop(Vec<usize>),
}

impl JunkChoice {
    fn drops(&self, line: usize) -> bool {
        match self {
            Self::KeepAll => false,
            Self::DropSuggested => true,
            Self::Drop(lines) => lines.contains(&line),
        }
    }
}

/// Cuts a text into title, opening, sections, points, closing and 落款, with the fields 单位 and
/// 年度 left empty. Linear in the length of the text.
pub fn read(text: &str, id: String, choice: &JunkChoice) -> Imported {
    let mut lines = line::lines(text);
    let mut junk = Vec::new();
    for (at, reason) in junk::suggest(&lines) {
        if let Some(line) = lines.get_mut(at) {
            line.junk = true;
            junk.push(JunkLine { line: line.number, text: line.text.to_owned(), reason });
        }
    }
    lines.retain(|line| !(line.junk && choice.drops(line.number)));
    let built = within_bounds(&lines).then(|| build(&lines, id.clone()));
    let (project, mut notes) = built
        .filter(|(project, _)| says_the_same(project, &lines))
        .unwrap_or_else(|| (plain(&lines, id), vec![Note::Plain]));
    notes.sort_by_key(Note::line);
    Imported { project, notes, junk }
}

/// Points that a pasted text can be split into: its paragraphs before them, and as children, all
/// with id 0, two or more that count 1, 2, 3 … `None` where there are none.
pub fn points(text: &str) -> Option<Section> {
    let lines = line::lines(text);
    if !within_bounds(&lines) {
        return None;
    }
    let mut root = outline::outline(&lines, &mut Vec::new());
    points::split(&mut root, &mut Vec::new());
    let mut project = Project::new(String::new());
    let mut section = Section::default();
    let children = std::mem::take(&mut root.children);
    section.paragraphs = texts(&root.paragraphs);
    Builder { project: &mut project, notes: Vec::new() }.children(&mut section, children);
    if section.marker == Marker::None || section.children.len() < 2 {
        return None;
    }
    for child in &mut section.children {
        forget_ids(Arc::make_mut(child));
    }
    project.opening = Arc::new(section.clone());
    says_the_same(&project, &lines).then_some(section)
}

/// Counts the lines' numerals and what may be points in their paragraphs.
fn within_bounds(lines: &[Line]) -> bool {
    let numerals = |line: &Line| usize::from(line.numeral.is_some()) + line.text.matches('是').count();
    lines.iter().map(numerals).sum::<usize>() <= MOST_NUMERALS
}

fn forget_ids(section: &mut Section) {
    section.id = 0;
    for child in &mut section.children {
        forget_ids(Arc::make_mut(child));
    }
}

fn texts(pieces: &[Piece]) -> Vec<String> {
    pieces.iter().map(|piece| piece.text.to_owned()).collect()
}

fn empty_project(id: String) -> Project {
    let field = |name: &str, kind| Field { name: name.into(), kind, ..Field::default() };
    let mut project = Project::new(id);
    project.fields = vec![field("单位", FieldKind::Unit), field("年度", FieldKind::Year)];
    project
}

fn build(lines: &[Line], id: String) -> (Project, Vec<Note>) {
    let mut project = empty_project(id);
    let mut notes = Vec::new();
    let (title, text) = lines.split_at_checked(head::head(lines).title).unwrap_or((&[], lines));
    let tail = tail::tail(text);
    let mut root = outline::outline(text.get(..tail.body).unwrap_or(&[]), &mut notes);
    let mut closing = closing::take_by_cue(&mut root);
    points::split(&mut root, &mut notes);
    if closing.is_empty() {
        closing = closing::take_by_shape(&mut root);
    }
    let mut closing = texts(&closing);
    closing.extend(text.get(tail.body..tail.closing).unwrap_or(&[]).iter().map(|line| line.text.to_owned()));

    project.title = title.iter().map(|line| line.text.to_owned()).collect();
    project.signature = tail.signature;
    let notes = opening_and_body(&mut project, root, notes);
    let mut section = Section::new(project.closing.id);
    section.paragraphs = closing;
    project.closing = Arc::new(section);
    (project, notes)
}

fn opening_and_body(project: &mut Project, mut root: Node, notes: Vec<Note>) -> Vec<Note> {
    let mut opening = Section::new(project.opening.id);
    let mut body = Section::clone(&project.body);
    // The words that the first point runs on from belong before it.
    if root.children.first().is_some_and(|child| child.runs_on) {
        body.paragraphs.extend(root.paragraphs.pop().map(|piece| piece.text.to_owned()));
    }
    opening.paragraphs = texts(&root.paragraphs);
    let mut builder = Builder { project, notes };
    if !root.children.is_empty() {
        builder.children(&mut body, root.children);
    }
    let notes = builder.notes;
    project.opening = Arc::new(opening);
    project.body = Arc::new(body);
    notes
}

/// Every line as a paragraph of the opening.
fn plain(lines: &[Line], id: String) -> Project {
    let mut project = empty_project(id);
    let mut opening = Section::new(project.opening.id);
    opening.paragraphs = lines.iter().map(|line| line.text.to_owned()).collect();
    project.opening = Arc::new(opening);
    project
}

/// The law: line for line the same text, numerals in a variant form aside.
fn says_the_same(project: &Project, lines: &[Line]) -> bool {
    let written = flow::lines(project);
    written.len() == lines.len() && written.iter().zip(lines).all(|(written, line)| same(&written.text, line))
}

fn same(written: &str, line: &Line) -> bool {
    if written == line.text {
        return true;
    }
    let proper = || {
        let numeral = line.numeral.filter(|numeral| numeral.form == Form::Variant)?;
        Some(numeral.marker.write(numeral.number) + line.text.get(numeral.len..)?)
    };
    proper().is_some_and(|proper| proper == written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_sees_every_difference() {
        let text = "总结\n(一)甲\n1、乙\n(1)丙";
        for (written, same) in [
            ("总结\n(一)甲\n1、乙\n(1)丙", true),
            ("总结\n（一）甲\n1.乙\n(1)丙", true),
            ("总结\n（二）甲\n1.乙\n(1)丙", false),
            ("总结\n（一）甲\n1.乙\n（1）丙", false),
            ("总结\n（一）甲\n1.乙", false),
            ("总结\n（一）甲\n1.乙\n(1)丙\n丁", false),
            ("总结\n（一）甲\n1.乙。\n(1)丙", false),
            ("总结\n1.乙\n（一）甲\n(1)丙", false),
            ("总结（一）甲\n1.乙\n(1)丙\n丁", false),
        ] {
            let project = plain(&line::lines(written), "id".into());
            assert_eq!(says_the_same(&project, &line::lines(text)), same, "{written}");
        }
    }
}
