//! Where a finding stands in the finished text: line and column, as compilers tell them.

use super::Finding;
use crate::model::flow::{self, Token};
use crate::model::{Place, Project, SectionId};
use std::collections::HashMap;

/// Line and column in the exported text without indents, both from 1; the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl Default for Position {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

/// Where each line of each place begins in the finished text.
#[derive(Default)]
pub struct Positions {
    starts: HashMap<(Place, usize), Position>,
    /// The finished text, a line each.
    pub lines: Vec<String>,
}

impl Positions {
    pub fn of(project: &Project) -> Self {
        let mut writer = Writer::default();
        flow::walk(project, &mut |token| writer.take(token));
        writer.end_line();
        writer.positions
    }

    /// The place, and the line of it, that a line of the finished text begins with, from 1.
    pub fn first_in_line(&self, line: usize) -> Option<(Place, usize)> {
        let here = self.starts.iter().filter(|(_, start)| start.line == line);
        here.min_by_key(|(_, start)| start.column).map(|(at, _)| *at)
    }

    /// Where a finding begins; the first line where its place is not in the finished text.
    pub fn of_finding(&self, finding: &Finding) -> Position {
        let Some(start) = self.starts.get(&(finding.place, finding.paragraph)) else {
            return Position { line: 1, column: 1 };
        };
        let line = self.lines.get(start.line - 1).map_or("", String::as_str);
        let text: String = line.chars().skip(start.column - 1).collect();
        let before = text.get(..finding.shown.start).map_or(0, |before| before.chars().count());
        Position { line: start.line, column: start.column + before }
    }
}

#[derive(Default)]
struct Writer {
    positions: Positions,
    line: String,
    sections: Vec<SectionId>,
    /// Lines of the title, and paragraphs of each open section, so far.
    title: usize,
    paragraphs: HashMap<SectionId, usize>,
}

impl Writer {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Enter { section, .. } => self.sections.push(section.id),
            Token::Leave(_) => drop(self.sections.pop()),
            Token::EndLine => self.end_line(),
            Token::Text(kind, text) => {
                if let Some(at) = self.place(kind) {
                    let line = self.positions.lines.len() + 1;
                    let column = self.line.chars().count() + 1;
                    self.positions.starts.insert(at, Position { line, column });
                }
                self.line.push_str(&text);
            }
        }
    }

    fn place(&mut self, kind: flow::Kind) -> Option<(Place, usize)> {
        use flow::Kind;
        let id = self.sections.last().copied();
        Some(match kind {
            Kind::Title => {
                self.title += 1;
                (Place::Title, self.title - 1)
            }
            Kind::Numeral => return None,
            Kind::Heading | Kind::RunInHeading => (Place::Heading(id?), 0),
            Kind::Body => {
                let count = self.paragraphs.entry(id?).or_default();
                *count += 1;
                (Place::Text(id?), *count - 1)
            }
            Kind::SignatureUnit => (Place::SignatureUnit, 0),
            Kind::SignatureDate => (Place::SignatureDate, 0),
        })
    }

    /// Lines without a character to be seen are not exported.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !crate::text::chars::is_blank(&line) {
            self.positions.lines.push(line);
        }
    }
}
