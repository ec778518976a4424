//! Changes to the text.

use super::super::App;
use super::super::editor::{edit_of, source};
use super::super::view::{Action, Go};
use crate::import;
use crate::model::{Caret, Edit, Place, Project, Section, SectionId};
use crate::session::Session;
use crate::ui::editor::block::LONG_PARAGRAPH;
use crate::ui::editor::buffer::FieldText;
use egui::{Context, TextBuffer as _};
use rust_i18n::t;
use std::sync::Arc;

impl App {
    /// Makes a change and puts the caret where it belongs.
    pub(super) fn edit(&mut self, ctx: &Context, edit: Edit) {
        let now = ctx.input(|input| input.time);
        let before = self.view.focus.map(|focus| focus.caret());
        if self.tells_read_only(ctx) {
            return;
        }
        let Some(session) = &mut self.session else { return };
        let followed = match &edit {
            Edit::MoveUp(id)
            | Edit::MoveDown(id)
            | Edit::Promote(id)
            | Edit::Demote(id)
            | Edit::Move { id, .. } => Some(*id),
            _ => None,
        };
        let Some(caret) = session.apply(edit, now, (before, before)) else { return };
        if let (Some(id), None) = (followed, before) {
            return self.show_section(id);
        }
        self.place_caret(caret);
    }

    /// Whether the project can only be read; the user is told then.
    fn tells_read_only(&mut self, ctx: &Context) -> bool {
        let Some(why) = self.session.as_ref().and_then(Session::read_only) else { return false };
        let text = t!("ui.read_only.why", why = format!("{why}{}", t!("ui.read_only.stop"))).into_owned();
        self.tell(ctx, text, vec![(t!("ui.read_only.copy").into_owned(), Action::BecomeCopy)]);
        true
    }

    /// Takes in what was typed; the caret is there already.
    pub(super) fn typed(&mut self, ctx: &Context, edit: Edit, after: Caret) {
        let now = ctx.input(|input| input.time);
        let before = self.view.focus.map(|focus| focus.caret()).or(Some(after));
        if let Some(session) = &mut self.session {
            session.apply(edit, now, (before, Some(after)));
        }
    }

    /// One step back or forward, to the place it changes.
    pub(super) fn step(&mut self, step: fn(&mut Session) -> Option<Option<Caret>>) {
        if let Some(session) = &mut self.session
            && let Some(caret) = step(session)
        {
            self.place_caret(caret);
        }
    }

    fn place_caret(&mut self, caret: Option<Caret>) {
        match caret {
            Some(Caret { place, offset }) => self.go(Go { place, start: offset, end: offset }),
            None => self.forget_lost_place(),
        }
    }

    fn show_section(&mut self, id: SectionId) {
        if let Some(session) = &self.session {
            let heading = super::super::editor::places(session.project()).contains(&Place::Heading(id));
            self.view.current = if heading { Place::Heading(id) } else { Place::Text(id) };
        }
    }

    /// The current place may be gone.
    fn forget_lost_place(&mut self) {
        if let (Some(session), Place::Heading(id) | Place::Text(id)) = (&self.session, self.view.current)
            && session.project().section(id).is_none()
        {
            self.view.current = self.first_place();
        }
    }

    /// Ctrl+Enter: from the caret on a new point, or an empty one where the caret is not in text.
    pub(super) fn add_point(&mut self, ctx: &Context, id: SectionId) {
        let Some(session) = &self.session else { return };
        let project = session.project();
        let focus = self.view.caret().filter(|caret| caret.place == Place::Text(id));
        let text = FieldText::new(&source(project, Place::Text(id)), &project.fields);
        let at = match focus {
            Some(focus) => text.byte_index_from_char_index(egui::text::CharIndex(focus.start)).0,
            None if self.view.current == Place::Heading(id) => 0,
            None => text.as_str().len(),
        };
        let at = text.resolved().source_byte(at);
        let source = text.resolved().source();
        let before = source.get(..at).unwrap_or(&source);
        let paragraph = before.matches('\n').count();
        let byte = before.rfind('\n').map_or(before.len(), |line| before.len() - line - 1);
        self.edit(ctx, Edit::Split { id, paragraph, byte });
    }

    /// Puts text in where the caret is, or at the end of the current text.
    pub(super) fn insert_text(&mut self, ctx: &Context, text: &str) {
        let place = match self.view.current {
            Place::Heading(id) if text.chars().count() > 20 => Place::Text(id),
            place => place,
        };
        let offset =
            self.view.caret().filter(|caret| caret.place == place).map_or(usize::MAX, |caret| caret.at);
        self.insert_at(ctx, Caret { place, offset }, text);
    }

    /// Puts text in at a place, as one step.
    pub(super) fn insert_at(&mut self, ctx: &Context, caret: Caret, text: &str) {
        let Some(session) = &mut self.session else { return };
        let project = session.project();
        let mut resolved = FieldText::new(&source(project, caret.place), &project.fields).resolved().clone();
        let at = resolved.text.char_indices().nth(caret.offset).map_or(resolved.text.len(), |(at, _)| at);
        let offset = resolved.text.get(..at).map_or(0, |before| before.chars().count());
        resolved.insert(at, text);
        let Some(edit) = edit_of(project, caret.place, &resolved.source()) else { return };
        let shown = crate::model::field::resolve(&project.fields, text).chars().count();
        let now = ctx.input(|input| input.time);
        let after = Caret { place: caret.place, offset: offset + shown };
        session.apply(edit, now, (Some(Caret { offset, ..caret }), Some(after)));
        self.go(Go { place: after.place, start: after.offset, end: after.offset });
    }

    /// After a paste: the text may hold points.
    pub(super) fn offer_split(&mut self, ctx: &Context, id: SectionId, points: usize) {
        let actions = vec![(
            t!("ui.split.yes").into_owned(),
            Action::CommandAt(crate::ui::command::Command::SplitPoints, id),
        )];
        self.tell(ctx, t!("ui.split.offer", n = points).into_owned(), actions);
    }

    /// Breaks paragraphs that are too long to be typed in, at ends of sentences.
    pub(super) fn break_paragraphs(&mut self, ctx: &Context, id: SectionId) {
        let Some(session) = &self.session else { return };
        let Some(section) = session.project().section(id) else { return };
        let paragraphs = section.paragraphs.iter().flat_map(|paragraph| pieces(paragraph)).collect();
        self.edit(ctx, Edit::SetParagraphs(id, paragraphs));
    }

    /// Cuts the text of a section into the points it holds: they become its siblings where these
    /// carry the same numerals, else its children.
    pub(super) fn split_points(&mut self, ctx: &Context, id: SectionId) {
        let edit = self.session.as_ref().and_then(|session| split_edit(session.project(), id));
        match edit {
            Some(edit) => self.edit(ctx, edit),
            None => self.tell(ctx, t!("ui.split.nothing").into_owned(), Vec::new()),
        }
    }
}

/// A paragraph, or its pieces of whole sentences where it is too long to be typed in.
fn pieces(paragraph: &str) -> Vec<String> {
    if paragraph.chars().count() <= LONG_PARAGRAPH {
        return vec![paragraph.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut length = 0;
    for sentence in paragraph.split_inclusive('。') {
        if length > LONG_PARAGRAPH / 10 {
            pieces.push(String::new());
            length = 0;
        }
        length += sentence.chars().count();
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(sentence);
        }
    }
    pieces
}

fn split_edit(project: &Project, id: SectionId) -> Option<Edit> {
    let section = project.section(id)?;
    let mut content = import::points(&section.text())?;
    if let Some((parent, index)) = project.parent(id)
        && parent.marker == content.marker
        && section.children.is_empty()
        && section.heading.is_empty()
    {
        let mut first = Section { paragraphs: content.paragraphs, ..section.clone() };
        let mut points = content.children.into_iter();
        if first.paragraphs.is_empty() {
            first.paragraphs = points.next().map(|point| point.paragraphs.clone()).unwrap_or_default();
        }
        let mut siblings = Section::clone(parent);
        siblings.children.splice(index..=index, std::iter::once(Arc::new(first)).chain(points));
        return Some(Edit::ReplaceContent { id: parent.id, content: siblings });
    }
    if !section.children.is_empty() && content.marker != section.marker {
        return None;
    }
    content.children.extend(section.children.iter().cloned());
    Some(Edit::ReplaceContent { id, content })
}
