//! What the document says, paragraph by paragraph, before it is broken into lines.

use super::font::Role;
use super::{Kind, Source};
use crate::model::flow::{self, Token};
use crate::model::{Caret, Marker, Place, Project, Section};
use crate::text::chars::{ends_line, is_dropped};

/// A paragraph with the face of each stretch and where its text comes from.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub kind: Kind,
    pub text: String,
    /// The role of the characters from this one on; the first stands at 0.
    pub roles: Vec<(usize, Role)>,
    pub sources: Vec<Source>,
}

/// The document's paragraphs in its order, blank ones left out. A line end inside a text begins a
/// paragraph, as in the text file.
pub fn drafts(project: &Project) -> Vec<Draft> {
    let mut writer = Writer::default();
    flow::walk(project, &mut |token| match token {
        Token::Enter { section, .. } => writer.enter(section),
        Token::Leave(section) => writer.leave(section),
        Token::Text(kind, text) => writer.text(kind, &text),
        Token::EndLine => writer.end_line(),
    });
    let mut drafts = writer.drafts;
    mark_attachments(&mut drafts);
    drafts
}

#[derive(Default)]
struct Writer<'a> {
    drafts: Vec<Draft>,
    line: Vec<Piece>,
    open: Vec<&'a Section>,
    /// Characters of the current place's text before what comes next.
    offset: usize,
    place: Option<Place>,
}

/// What the walk gives as one.
struct Piece {
    kind: flow::Kind,
    level: usize,
    role: Role,
    text: String,
    caret: Option<Caret>,
}

impl<'a> Writer<'a> {
    fn enter(&mut self, section: &'a Section) {
        self.open.push(section);
    }

    fn leave(&mut self, _: &'a Section) {
        self.open.pop();
    }

    fn text(&mut self, kind: flow::Kind, text: &str) {
        let section = self.open.last();
        let id = section.map_or(0, |section| section.id);
        let place = match kind {
            flow::Kind::Title => Some(Place::Title),
            flow::Kind::Heading | flow::Kind::RunInHeading => Some(Place::Heading(id)),
            flow::Kind::Body => Some(Place::Text(id)),
            flow::Kind::SignatureUnit => Some(Place::SignatureUnit),
            flow::Kind::SignatureDate => Some(Place::SignatureDate),
            flow::Kind::Numeral => None,
        };
        let caret = place.map(|place| {
            if self.place != Some(place) {
                (self.place, self.offset) = (Some(place), 0);
            }
            let caret = Caret { place, offset: self.offset };
            // The line end between two texts of a place is a character of it.
            self.offset += text.chars().count() + 1;
            caret
        });
        let role = self.role(kind);
        self.line.push(Piece {
            kind,
            level: self.open.len().saturating_sub(1).max(1),
            role,
            text: text.into(),
            caret,
        });
    }

    fn role(&self, kind: flow::Kind) -> Role {
        match kind {
            flow::Kind::Title => Role::Title,
            flow::Kind::Heading | flow::Kind::RunInHeading => self.heading_role(),
            flow::Kind::Numeral if self.open.last().is_some_and(|section| !section.heading.is_empty()) => {
                self.heading_role()
            }
            _ => Role::Body,
        }
    }

    /// The first level is 黑体, the second 楷体, the others as the text (GB/T 9704—2012 7.3.3). The
    /// numeral tells the level; without one, the depth does.
    fn heading_role(&self) -> Role {
        let depth = self.open.len().saturating_sub(1).max(1);
        let parent = self.open.len().checked_sub(2).and_then(|at| self.open.get(at));
        match (parent.map_or(Marker::None, |parent| parent.marker), depth) {
            (Marker::First, _) | (Marker::None, 1) => Role::First,
            (Marker::Second, _) | (Marker::None, 2) => Role::Second,
            _ => Role::Body,
        }
    }

    fn end_line(&mut self) {
        let mut rest = std::mem::take(&mut self.line);
        // The numeral before a text leads to its beginning.
        let mut next = None;
        for piece in rest.iter_mut().rev() {
            match piece.caret {
                Some(caret) => next = Some(caret),
                None => piece.caret = next,
            }
        }
        let mut draft = Draft::default();
        for piece in &rest {
            draft.kind = match piece.kind {
                flow::Kind::Title => Kind::Title,
                flow::Kind::Heading => Kind::Heading(piece.level),
                flow::Kind::SignatureUnit => Kind::SignatureUnit,
                flow::Kind::SignatureDate => Kind::SignatureDate,
                flow::Kind::Numeral | flow::Kind::RunInHeading | flow::Kind::Body => Kind::Body,
            };
            let mut offset = 0;
            for (number, part) in piece.text.split(ends_line).enumerate() {
                if number > 0 {
                    let kind = draft.kind;
                    self.finish(std::mem::replace(&mut draft, Draft { kind, ..Draft::default() }));
                }
                draft.push(piece, part, offset);
                offset += part.chars().count() + 1;
            }
        }
        self.finish(draft);
    }

    /// Keeps a paragraph without the blanks at its ends, if anything is left.
    fn finish(&mut self, mut draft: Draft) {
        let blank = |c: char| c.is_whitespace() || c == '\u{FEFF}';
        let end = draft.text.trim_end_matches(blank).len();
        draft.text.truncate(end);
        let cut = draft.text.chars().take_while(|&c| blank(c)).count();
        if draft.text.chars().all(|c| blank(c) || is_dropped(c)) {
            return;
        }
        if cut > 0 {
            draft.text = draft.text.chars().skip(cut).collect();
            for (at, _) in &mut draft.roles {
                *at = at.saturating_sub(cut);
            }
            for source in &mut draft.sources {
                let lost = cut.saturating_sub(source.at);
                source.at = source.at.saturating_sub(cut);
                if !source.generated {
                    source.caret.offset += lost;
                }
            }
        }
        self.drafts.push(draft);
    }
}

impl Draft {
    fn push(&mut self, piece: &Piece, part: &str, offset: usize) {
        let at = self.text.chars().count();
        if self.roles.last().is_none_or(|&(_, role)| role != piece.role) {
            self.roles.push((at, piece.role));
        }
        if let Some(caret) = piece.caret {
            let generated = piece.kind == flow::Kind::Numeral;
            let caret = if generated { caret } else { Caret { offset: caret.offset + offset, ..caret } };
            self.sources.push(Source { at, caret, generated });
        }
        self.text.push_str(part);
    }
}

/// Finds 附件说明 (7.3.4) at the document's end: `附件：名称`, or `附件：1.名称` and the numbered
/// lines after it.
fn mark_attachments(drafts: &mut [Draft]) {
    let end = drafts.iter().rposition(|draft| draft.kind == Kind::Body).map_or(0, |last| last + 1);
    let items = drafts.get(..end).unwrap_or_default().iter().rev();
    let items = items.take_while(|draft| draft.kind == Kind::Body && numbering(&draft.text) > 0).count();
    let Some(first) = end.checked_sub(items + 1) else { return };
    let leads = |text: &str| text.starts_with(ATTACHMENT) || text.starts_with("附件:");
    if drafts.get(first).is_some_and(|draft| draft.kind == Kind::Body && leads(&draft.text)) {
        for draft in drafts.iter_mut().take(end).skip(first) {
            draft.kind = Kind::Attachment;
        }
    }
}

pub const ATTACHMENT: &str = "附件：";

/// How many characters of a name in the 附件说明 are its number: `1.` and the blanks behind it.
pub fn numbering(name: &str) -> usize {
    let digits = name.chars().take_while(char::is_ascii_digit).count();
    let mut behind = name.chars().skip(digits);
    if digits == 0 || !behind.next().is_some_and(|c| matches!(c, '.' | '．' | '、')) {
        return 0;
    }
    digits + 1 + behind.take_while(|c| c.is_whitespace()).count()
}
